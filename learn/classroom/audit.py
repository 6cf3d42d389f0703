"""Audit: what staff did that must be traceable. Numbers of rows; no name of a child, no answer, no child's words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom.tables import AuditEvent
from learn.classroom.tables import Group
from learn.classroom.tables import SchoolYear

What = Literal[
    "school-set-up",
    "staff-signed-in",
    "password-changed",
    "password-renewed",
    "group-added",
    "colleague-added",
    "colleague-left",
    "names-added",
    "pupil-renamed",
    "pupil-erased",
    "cards-issued",
    "pupil-let-in",
    "tries-reset",
    "protocol-read",
    "protocol-confirmed",
    "rules-adopted",
    "signature-recorded",
    "signature-corrected",
    "sign-off-closed",
]


def note(session: Session, school_id: int, staff_id: int | None, what: What, now: datetime, about: str = "") -> None:
    """Write down what somebody did at a school."""
    session.add(AuditEvent(at=now, school_id=school_id, staff_id=staff_id, what=what, about=about))


def note_in_group(
    session: Session, group_id: int, staff_id: int | None, what: What, now: datetime, pupil_ids: Sequence[int] = ()
) -> None:
    """Write down what somebody did in a group, and about which pupils of it."""
    school_id = session.exec(
        select(SchoolYear.school_id).join(Group, col(Group.school_year_id) == SchoolYear.id).where(Group.id == group_id)
    ).one()
    pupils = f", pupil {pupil_ids[0]}" if len(pupil_ids) == 1 else f", {len(pupil_ids)} pupils"
    note(session, school_id, staff_id, what, now, f"group {group_id}{pupils if pupil_ids else ''}")

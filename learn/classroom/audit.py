"""Audit: what staff did that must be traceable. Numbers of rows; no name of a child, no answer, no child's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal
from typing import cast
from typing import get_args

from sqlalchemy import insert
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom.tables import AuditEvent
from learn.classroom.tables import Group
from learn.classroom.tables import SchoolYear
from learn.classroom.tables import Staff

What = Literal[
    "school-set-up",
    "staff-signed-in",
    "address-stopped",
    "password-changed",
    "password-renewed",
    "group-added",
    "colleague-added",
    "colleague-left",
    "post-given",
    "post-taken",
    "names-added",
    "pupil-renamed",
    "pupil-erased",
    "cards-issued",
    "group-opened",
    "group-closed",
    "pupil-let-in",
    "tries-reset",
    "protocol-read",
    "protocol-confirmed",
    "programme-added",
    "programme-changed",
    "programme-removed",
    "adviser-day-said",
    "adviser-day-taken-back",
    "lesson-set-ready",
    "lesson-put-away",
    "draft-kept",
    "rules-adopted",
    "signature-recorded",
    "signature-corrected",
    "sign-off-closed",
    "sheet-printed",
    "record-printed",
]
WHATS: tuple[What, ...] = get_args(What)

MOST_LINES = 100

# A list of a whole group is an event for each child: so many are read to show as many lines as promised.
_MOST_EVENTS = 2_000
_ABOUT = re.compile(r"(group|staff|lesson) ([\w-]+)")


@dataclass(frozen=True)
class Deed:
    """What somebody did, as the head reads it.

    ``by`` is None when nobody was signed in or the account is gone; ``pupils`` tells how many children it was about.
    """

    at: datetime
    by: str | None
    what: What
    group: str | None
    colleague: str | None
    lesson: str | None
    pupils: int


def note(session: Session, school_id: int, staff_id: int | None, what: What, now: datetime, about: str = "") -> None:
    """Write down what somebody did at a school."""
    session.add(AuditEvent(at=now, school_id=school_id, staff_id=staff_id, what=what, about=about))


def note_in_group(
    session: Session,
    group_id: int,
    staff_id: int | None,
    what: What,
    now: datetime,
    pupil_ids: Sequence[int] = (),
    lesson: str | None = None,
) -> None:
    """Write down what somebody did in a group: once for each pupil it was about, or once."""
    school_id = session.exec(
        select(SchoolYear.school_id).join(Group, col(Group.school_year_id) == SchoolYear.id).where(Group.id == group_id)
    ).one()
    where = f"group {group_id}" + (f", lesson {lesson}" if lesson else "")
    written = {"at": now, "school_id": school_id, "staff_id": staff_id, "what": what}
    abouts = [f"{where}, pupil {each}" for each in pupil_ids] or [where]
    session.execute(insert(AuditEvent), [written | {"about": about} for about in abouts])


def newest(session: Session, school_id: int) -> tuple[Deed, ...]:
    """What was done at a school, newest first; what was done at once for several pupils is one line."""
    events = session.exec(
        select(AuditEvent)
        .where(AuditEvent.school_id == school_id)
        .order_by(col(AuditEvent.at).desc(), col(AuditEvent.id).desc())
        .limit(_MOST_EVENTS)
    ).all()
    people = dict(session.exec(select(Staff.id, Staff.name).where(Staff.school_id == school_id)).all())
    groups = dict(session.exec(select(Group.id, Group.name)).all())
    lines = []
    for (at, staff_id, what, about), same in groupby(events, _without_pupil):
        told = dict(_ABOUT.findall(about))
        lines.append(
            Deed(
                at,
                people.get(staff_id),
                cast("What", what),
                groups.get(int(told["group"])) if "group" in told else None,
                people.get(int(told["staff"])) if "staff" in told else None,
                told.get("lesson"),
                sum(", pupil " in event.about for event in same),
            )
        )
    return tuple(lines[:MOST_LINES])


def _without_pupil(event: AuditEvent) -> tuple[datetime, int | None, str, str]:
    return event.at, event.staff_id, event.what, event.about.partition(", pupil ")[0]

"""The adults a child of a group can go to."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session
from sqlmodel import col
from sqlmodel import or_
from sqlmodel import select

from learn.classroom.groups import GroupCard
from learn.classroom.groups import called
from learn.classroom.tables import Membership
from learn.classroom.tables import Staff


@dataclass(frozen=True)
class Adult:
    """Somebody at school to talk to, by the name children use."""

    name: str
    is_: Literal["teacher", "adviser"]


def adults_for(session: Session, group: GroupCard) -> tuple[Adult, ...]:
    """The group's own teachers, then the school's confidential advisers."""
    rows = session.exec(
        select(Membership, Staff)
        .join(Staff, col(Staff.id) == Membership.staff_id)
        .where(
            Staff.school_id == group.school.id,
            col(Staff.disabled_at).is_(None),
            or_(Membership.group_id == group.id, Membership.role == "adviser"),
        )
        .order_by(col(Membership.role).desc(), col(Staff.id))
    ).all()
    return tuple(
        Adult(called(person), "adviser" if membership.role == "adviser" else "teacher") for membership, person in rows
    )

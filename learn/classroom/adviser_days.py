"""Days on which a sensitive lesson may be given: an adviser of the school read it, and is there that day."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import audit
from learn.classroom.groups import called
from learn.classroom.refusals import DayOut
from learn.classroom.refusals import NotFound
from learn.classroom.schooldays import local
from learn.classroom.tables import AdviserDay
from learn.classroom.tables import Group
from learn.classroom.tables import LessonRun
from learn.classroom.tables import SchoolYear
from learn.classroom.tables import Staff
from learn.classroom.tables import row_id
from learn.content.library import Module

FURTHEST = timedelta(days=90)
"""Further ahead nobody knows who will be there."""


@dataclass(frozen=True)
class Day:
    """A day on which the lesson may be given, and who is there then. ``adviser`` is None when the account is gone."""

    id: int
    module: str
    day: date
    adviser: str | None


def say(session: Session, school_id: int, module: Module, day: date, adviser_id: int | None, now: datetime) -> None:
    """An adviser of the school read the lesson and is there that day. Said already: nothing changes.

    Raises NotFound for a lesson that needs no adviser, DayOut for a day behind us or too far ahead.
    """
    if not module.sensitive:
        raise NotFound
    today = local(now).date()
    if not today <= day <= today + FURTHEST:
        raise DayOut
    said = session.execute(
        insert(AdviserDay)
        .values(school_id=school_id, module=module.slug, day=day, said_at=now, said_by=adviser_id)
        .on_conflict_do_nothing()
        .returning(col(AdviserDay.id))
    )
    if said.first():
        audit.note(session, school_id, adviser_id, "adviser-day-said", now, f"lesson {module.slug}")


def take_back(session: Session, school_id: int, day_id: int, adviser_id: int | None, now: datetime) -> None:
    """After all not that day. Where the lesson stands ready for it, it closes at once. Raises NotFound."""
    taken = session.execute(
        update(AdviserDay)
        .where(
            col(AdviserDay.id) == day_id,
            col(AdviserDay.school_id) == school_id,
            col(AdviserDay.taken_back_at).is_(None),
        )
        .values(taken_back_at=now, taken_back_by=adviser_id)
        .returning(col(AdviserDay.module), col(AdviserDay.day))
    ).first()
    if taken is None:
        raise NotFound
    module, day = taken
    here = (
        select(Group.id)
        .join(SchoolYear, col(SchoolYear.id) == Group.school_year_id)
        .where(SchoolYear.school_id == school_id)
    )
    session.execute(
        update(LessonRun)
        .where(
            col(LessonRun.group_id).in_(here),
            col(LessonRun.module) == module,
            col(LessonRun.only_on) == day,
            col(LessonRun.closed_at).is_(None),
        )
        .values(closed_at=now)
    )
    audit.note(session, school_id, adviser_id, "adviser-day-taken-back", now, f"lesson {module}")


def ahead(session: Session, school_id: int, now: datetime) -> tuple[Day, ...]:
    """Today and the days to come, the first first."""
    rows = session.exec(
        select(AdviserDay, Staff)
        .outerjoin(Staff, col(Staff.id) == AdviserDay.said_by)
        .where(
            AdviserDay.school_id == school_id,
            col(AdviserDay.taken_back_at).is_(None),
            AdviserDay.day >= local(now).date(),
        )
        .order_by(col(AdviserDay.day), col(AdviserDay.id))
    ).all()
    return tuple(Day(row_id(row.id), row.module, row.day, called(person) if person else None) for row, person in rows)


def is_today(session: Session, group_id: int, module: str, now: datetime) -> bool:
    """Whether an adviser of the group's school said so for today."""
    found = session.exec(
        select(AdviserDay.id)
        .join(SchoolYear, col(SchoolYear.school_id) == AdviserDay.school_id)
        .join(Group, col(Group.school_year_id) == SchoolYear.id)
        .where(
            Group.id == group_id,
            AdviserDay.module == module,
            AdviserDay.day == local(now).date(),
            col(AdviserDay.taken_back_at).is_(None),
        )
    ).first()
    return found is not None

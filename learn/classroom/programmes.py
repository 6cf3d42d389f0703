"""Programmes: what else a school takes part in, and what the head changes about that."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import audit
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import ProgrammeTaken
from learn.classroom.refusals import TooManyProgrammes
from learn.classroom.tables import Programme as ProgrammeRow
from learn.classroom.tables import School
from learn.content.base import YearGroup
from learn.content.library import Library
from learn.content.programmes import Programme

MOST = 20


@dataclass(frozen=True)
class Wanted:
    """A programme as the head writes it down."""

    name: str
    groups: tuple[YearGroup, ...]
    when: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """The programmes of a school. ``own``: somebody at school changed them; else they are an example."""

    programmes: tuple[Programme, ...]
    own: bool

    def programme(self, key: str) -> Programme:
        """The one by this key. Raises NotFound."""
        for each in self.programmes:
            if each.key == key:
                return each
        raise NotFound


def of_school(session: Session, library: Library, school_id: int) -> Chosen:
    """What the school takes part in, in the order it was added. A topic that is no longer there is left out."""
    rows = _rows(session, school_id)
    if not rows:
        return Chosen(library.programmes.plain, own=False)
    return Chosen(tuple(_programme(row, library) for row in rows if row.removed_at is None), own=True)


def add(
    session: Session, library: Library, school_id: int, wanted: Wanted, staff_id: int | None, now: datetime
) -> None:
    """One more. Raises ProgrammeTaken for a name that stands there, TooManyProgrammes."""
    rows = _own_rows(session, library, school_id, staff_id, now)
    if sum(each.removed_at is None for each in rows) >= MOST:
        raise TooManyProgrammes
    row = ProgrammeRow(school_id=school_id, key=secrets.token_hex(8), name="", name_key="", years="", made_at=now)
    _write(session, row, wanted, staff_id, now)
    audit.note(session, school_id, staff_id, "programme-added", now, f"programme {row.id}")


def change(
    session: Session,
    library: Library,
    school_id: int,
    key: str,
    wanted: Wanted,
    staff_id: int | None,
    now: datetime,
    seen: str,
) -> None:
    """Write one down otherwise.

    ``seen`` is the mark of the programme it was made from. Raises NotFound, ProgrammeTaken, and DraftChanged when
    another one stands there.
    """
    _lock(session, school_id)
    standing = of_school(session, library, school_id).programme(key)
    changed = standing.model_copy(
        update={"name": wanted.name, "groups": wanted.groups, "when": wanted.when, "topics": wanted.topics}
    )
    if changed == standing:
        return
    if standing.mark != seen:
        raise DraftChanged
    row = _standing(_own_rows(session, library, school_id, staff_id, now), key)
    _write(session, row, wanted, staff_id, now)
    audit.note(session, school_id, staff_id, "programme-changed", now, f"programme {row.id}")


def remove(session: Session, library: Library, school_id: int, key: str, staff_id: int | None, now: datetime) -> None:
    """Take one out. Taken out already: nothing changes. Raises NotFound."""
    rows = _own_rows(session, library, school_id, staff_id, now)
    if any(row.key == key and row.removed_at for row in rows):
        return
    row = _standing(rows, key)
    row.removed_at, row.removed_by = now, staff_id
    session.add(row)
    audit.note(session, school_id, staff_id, "programme-removed", now, f"programme {row.id}")
    session.flush()


def _own_rows(
    session: Session, library: Library, school_id: int, staff_id: int | None, now: datetime
) -> Sequence[ProgrammeRow]:
    """The school's own rows, made of the example when it had none."""
    _lock(session, school_id)
    if rows := _rows(session, school_id):
        return rows
    for each in library.programmes.plain:
        row = ProgrammeRow(school_id=school_id, key=each.key, name="", name_key="", years="", made_at=now)
        _write(session, row, Wanted(each.name, each.groups, each.when, each.topics), staff_id, now)
    return _rows(session, school_id)


def _lock(session: Session, school_id: int) -> None:
    """Two heads at once come one after the other."""
    session.exec(select(School.id).where(School.id == school_id).with_for_update()).one()


def _rows(session: Session, school_id: int) -> Sequence[ProgrammeRow]:
    return session.exec(
        select(ProgrammeRow).where(ProgrammeRow.school_id == school_id).order_by(col(ProgrammeRow.id))
    ).all()


def _standing(rows: Sequence[ProgrammeRow], key: str) -> ProgrammeRow:
    for row in rows:
        if row.key == key and row.removed_at is None:
            return row
    raise NotFound


def _write(session: Session, row: ProgrammeRow, wanted: Wanted, staff_id: int | None, now: datetime) -> None:
    row.name, row.name_key, row.period = wanted.name, wanted.name.casefold(), wanted.when
    row.years, row.topics = " ".join(map(str, wanted.groups)), " ".join(wanted.topics)
    row.made_at, row.made_by = now, staff_id
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise ProgrammeTaken from None


def _programme(row: ProgrammeRow, library: Library) -> Programme:
    return Programme(
        key=row.key,
        name=row.name,
        groups=tuple(cast("YearGroup", int(each)) for each in row.years.split()),
        when=row.period,
        topics=tuple(each for each in row.topics.split() if each in library.topics.slugs),
    )

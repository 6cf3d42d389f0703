"""Groups: whose they are, who is in them, and whether their door is open."""

import unicodedata
from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import tokens
from learn.classroom.refusals import NameTaken
from learn.classroom.refusals import NotFound
from learn.classroom.schooldays import end_of_day
from learn.classroom.tables import Group
from learn.classroom.tables import Membership
from learn.classroom.tables import Opening
from learn.classroom.tables import Pupil
from learn.classroom.tables import PupilSession
from learn.classroom.tables import School
from learn.classroom.tables import SchoolYear
from learn.classroom.tables import Staff
from learn.classroom.tables import row_id
from learn.content.cast import Names
from learn.content.cast import Teacher

_TEACHERS: tuple[Teacher, ...] = ("juf", "meester")


@dataclass(frozen=True)
class SchoolCard:
    """What a page may say of a school."""

    id: int
    name: str
    protocol: str
    address: str


@dataclass(frozen=True)
class GroupCard:
    """What a page may say of a group. ``teachers`` are its teachers by the name children use."""

    id: int
    name: str
    year: int
    second_year: int | None
    school_year: str
    school: SchoolCard
    teachers: tuple[str, ...]
    teacher: Teacher

    @property
    def years(self) -> tuple[int, ...]:
        """The year groups in it: a combination group has two."""
        return (self.year, self.second_year) if self.second_year else (self.year,)


@dataclass(frozen=True)
class Seat:
    """A pupil of a group, as staff see the list."""

    id: int
    name: str
    has_card: bool


@dataclass(frozen=True)
class Door:
    """A group that is open, under which code and until when."""

    id: int
    code: str
    closes_at: datetime


@dataclass(frozen=True)
class Issued:
    """A pupil's card as it is printed once: never to be looked up again."""

    name: str
    pictures: tuple[str, ...]
    token: str


def of_teacher(session: Session, staff_id: int) -> tuple[GroupCard, ...]:
    """The groups somebody teaches."""
    ids = session.exec(
        select(Membership.group_id).where(Membership.staff_id == staff_id, Membership.role == "teacher")
    ).all()
    found = cards(session, [each for each in ids if each is not None])
    return tuple(sorted(found.values(), key=lambda group: group.name))


def cards(session: Session, group_ids: Collection[int]) -> dict[int, GroupCard]:
    """The groups by number, each with its school and teachers, in one statement."""
    rows = session.execute(
        select(Group, SchoolYear, School, Staff)
        .join(SchoolYear, col(SchoolYear.id) == Group.school_year_id)
        .join(School, col(School.id) == SchoolYear.school_id)
        .outerjoin(Membership, col(Membership.group_id) == Group.id)
        .outerjoin(Staff, (col(Staff.id) == Membership.staff_id) & col(Staff.disabled_at).is_(None))
        .where(col(Group.id).in_(group_ids))
        .order_by(col(Group.id), col(Staff.id))
    ).all()
    teachers: dict[int, list[Staff]] = {}
    for group, _, _, person in rows:
        teachers.setdefault(group.id, []).extend([person] if person else [])
    return {
        group.id: GroupCard(
            group.id,
            group.name,
            group.year,
            group.second_year,
            year.name,
            SchoolCard(row_id(school.id), school.name, school.protocol, school.address),
            tuple(called(person) for person in teachers[group.id]),
            _teacher({person.called for person in teachers[group.id]}),
        )
        for group, year, school, _ in rows
    }


def of_school(session: Session, school_id: int) -> tuple[GroupCard, ...]:
    """Every group of a school, by name."""
    ids = session.exec(
        select(Group.id)
        .join(SchoolYear, col(SchoolYear.id) == Group.school_year_id)
        .where(SchoolYear.school_id == school_id)
    ).all()
    found = cards(session, [row_id(each) for each in ids])
    return tuple(sorted(found.values(), key=lambda group: group.name))


def names(session: Session, group: GroupCard) -> Names:
    """The names that no child in a story may have here."""
    return Names(
        frozenset(session.exec(select(Pupil.name).where(Pupil.group_id == group.id)).all()), teacher=group.teacher
    )


def seats(session: Session, group_id: int) -> tuple[Seat, ...]:
    """The pupils of a group, by name."""
    pupils = session.exec(select(Pupil).where(Pupil.group_id == group_id).order_by(Pupil.name_key)).all()
    return tuple(Seat(row_id(pupil.id), pupil.name, pupil.card_hash is not None) for pupil in pupils)


def door(session: Session, group_id: int, now: datetime) -> Door | None:
    """The group's open door, if it is open."""
    opening = session.exec(
        select(Opening).where(Opening.group_id == group_id, col(Opening.closed_at).is_(None), Opening.closes_at > now)
    ).first()
    return Door(row_id(opening.id), opening.code, opening.closes_at) if opening else None


def open_door(session: Session, group_id: int, staff_id: int | None, now: datetime) -> Door:
    """Open the group under a new code until the end of the school day. Open already: the same door."""
    session.exec(select(Group.id).where(Group.id == group_id).with_for_update(key_share=True)).one()
    if found := door(session, group_id, now):
        return found
    session.execute(
        update(Opening).where(col(Opening.closed_at).is_(None), col(Opening.closes_at) <= now).values(closed_at=now)
    )
    while True:
        opening = Opening(
            group_id=group_id,
            code=tokens.new_code(),
            opened_at=now,
            opened_by=staff_id,
            closes_at=end_of_day(now),
        )
        try:
            with session.begin_nested():
                session.add(opening)
        except IntegrityError:  # another group is open under this very code: draw again
            continue
        audit.note_in_group(session, group_id, staff_id, "group-opened", now)
        return Door(row_id(opening.id), opening.code, opening.closes_at)


def close_door(session: Session, group_id: int, now: datetime, staff_id: int | None = None) -> None:
    """Close the group: nobody comes in any more, by any way. Who is in may finish."""
    closed = session.execute(
        update(Opening)
        .where(col(Opening.group_id) == group_id, col(Opening.closed_at).is_(None))
        .values(closed_at=now)
        .returning(col(Opening.id))
    )
    if closed.first():
        audit.note_in_group(session, group_id, staff_id, "group-closed", now)


def add_pupils(session: Session, group_id: int, new: Sequence[str], staff_id: int | None, now: datetime) -> None:
    """Put children in a group by name. Raises NameTaken with the first name that stands there already."""
    added = []
    for name in new:
        pupil = Pupil(group_id=group_id, name=name, name_key=name_key(name), made_at=now)
        try:
            with session.begin_nested():
                session.add(pupil)
        except IntegrityError:
            raise NameTaken(name) from None
        added.append(row_id(pupil.id))
    audit.note_in_group(session, group_id, staff_id, "names-added", now, added)


def rename(session: Session, group_id: int, pupil_id: int, name: str, staff_id: int | None, now: datetime) -> None:
    """Give a child another name. Raises NotFound, NameTaken."""
    pupil = _pupil(session, group_id, pupil_id)
    try:
        with session.begin_nested():
            pupil.name, pupil.name_key = name, name_key(name)
            session.add(pupil)
    except IntegrityError:
        raise NameTaken(name) from None
    audit.note_in_group(session, group_id, staff_id, "pupil-renamed", now, [pupil_id])


def remove_pupil(session: Session, group_id: int, pupil_id: int, staff_id: int | None, now: datetime) -> None:
    """Take a child out of the group, with every answer. In the record the lines stay, nameless. Raises NotFound."""
    session.delete(_pupil(session, group_id, pupil_id))
    audit.note_in_group(session, group_id, staff_id, "pupil-erased", now, [pupil_id])


def seat(session: Session, group_id: int, pupil_id: int) -> Seat:
    """One pupil of the group. Raises NotFound."""
    pupil = _pupil(session, group_id, pupil_id)
    return Seat(row_id(pupil.id), pupil.name, pupil.card_hash is not None)


def name_key(name: str) -> str:
    """A name as it is compared: case, accents and double spaces do not matter."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def called(staff: Staff) -> str:
    """The name children use: juf Sanne, or Samira."""
    first, _, _ = staff.name.partition(" ")
    return f"{staff.called} {first}" if staff.called else first


def issue_cards(
    session: Session, group_id: int, pupil_ids: Sequence[int], secret: str, staff_id: int | None, now: datetime
) -> list[Issued]:
    """Draw new pictures and cards for these pupils of the group; the old ones no longer work. Raises NotFound."""
    pupils = session.exec(
        select(Pupil)
        .where(Pupil.group_id == group_id, col(Pupil.id).in_(pupil_ids))
        .order_by(Pupil.name_key)
        .with_for_update(key_share=True)
    ).all()
    if len(pupils) != len(set(pupil_ids)):
        raise NotFound
    taken = set(session.exec(select(Pupil.pictures).where(Pupil.group_id == group_id)).all())
    issued = []
    for pupil in pupils:
        sequence = tokens.new_sequence()
        while (mac := tokens.picture_mac(secret, group_id, sequence)) in taken:
            sequence = tokens.new_sequence()
        taken.add(mac)
        token = tokens.new_token()
        pupil.pictures, pupil.card_hash, pupil.issued_at = mac, tokens.digest(token), now
        session.add(pupil)
        issued.append(Issued(pupil.name, sequence, token))
    # Whoever came in with the old card is out: a card that was lost stops working at once.
    session.execute(
        update(PupilSession)
        .where(col(PupilSession.pupil_id).in_(pupil_ids), col(PupilSession.ended_at).is_(None))
        .values(ended_at=now)
    )
    audit.note_in_group(session, group_id, staff_id, "cards-issued", now, pupil_ids)
    return issued


def _pupil(session: Session, group_id: int, pupil_id: int) -> Pupil:
    pupil = session.exec(select(Pupil).where(Pupil.group_id == group_id, Pupil.id == pupil_id)).first()
    if pupil is None:
        raise NotFound
    return pupil


def _teacher(called: set[str | None]) -> Teacher:
    same = [teacher for teacher in _TEACHERS if called == {teacher}]
    return same[0] if same else "juf of meester"

"""An example school to look around in: always the same names and lessons, secrets always new."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import lessons
from learn.classroom import rules
from learn.classroom import schools
from learn.classroom import signing
from learn.classroom.staff import Role
from learn.classroom.staff import hash_password
from learn.classroom.tables import Group
from learn.classroom.tables import Membership
from learn.classroom.tables import School
from learn.classroom.tables import Staff
from learn.classroom.tables import row_id
from learn.content.library import Library

SCHOOL = "De Bron"
PROTOCOL = "de-bron"


@dataclass(frozen=True)
class DemoGroup:
    """A group of the example school."""

    name: str
    year: int
    pupils: tuple[str, ...]


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the example school."""

    name: str
    email: str
    role: Role
    group: str | None = None
    called: str | None = None


@dataclass(frozen=True)
class StaffKey:
    """How a member of staff signs in."""

    name: str
    role: Role
    email: str
    password: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class GroupKey:
    """How the pupils of a group come in."""

    name: str
    year: int
    code: str
    pupils: tuple[groups.Issued, ...]


@dataclass(frozen=True)
class Keys:
    """How everybody gets in, told once."""

    staff: tuple[StaffKey, ...]
    groups: tuple[GroupKey, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GROUPS = (
    DemoGroup(
        "6A",
        6,
        _names(
            "Abel Amina Benjamin Boris Cato Dani Elif Faas Guusje Hanna Ilias Ivy Jolie Kees Lara Luca "
            "Mila Nora Otis Pien Rayan Saar Ties Yuna"
        ),
    ),
    DemoGroup(
        "7A",
        7,
        _names(
            "Amir Anouk Aya Bilal Bram Eva Fenna Finn Fleur Hugo Jayden Jesse Julia Levi Lucas Mats "
            "Maud Mees Nina Omar Puck Roos Selma Tess Thijs Vince Wout Zoë"
        ),
    ),
    DemoGroup(
        "8A",
        8,
        _names(
            "Adam Bo Charlie Damian Esmee Floor Giel Hafsa Isa Jip Keano Liva Maryam Niek Oscar Pippa "
            "Quinn Rosa Sanna Timo Ugur Vera Xavi Zara Łukasz Björn"
        ),
    ),
)

OWN_RULES = (
    "Wij nemen het op voor elkaar.",
    "Gaat het mis? Dan maken we het goed.",
    "Wij vragen eerst of iemand mee wil doen.",
)

PEOPLE = (
    DemoPerson("Mirjam Postma", "mirjam@debron.example", "teacher", "6A", "juf"),
    DemoPerson("Sanne Kuipers", "sanne@debron.example", "teacher", "7A", "juf"),
    DemoPerson("Winston Blijd", "winston@debron.example", "teacher", "8A", "meester"),
    DemoPerson("Samira Haddou", "samira@debron.example", "adviser"),
    DemoPerson("Anton Verweij", "anton@debron.example", "head"),
)


class RealSchool(Exception):
    """A school of real people is kept here: nothing of it may be made anew."""


def keys(session: Session, library: Library, secret: str, address: str, now: datetime) -> Keys:
    """The example school, made when it is not there, with new passwords, cards and open doors. Raises RealSchool."""
    if not _only_the_example(session):
        raise RealSchool
    school = session.exec(select(School)).first()
    if school is None:
        _make(session, library, address, now)
        school = session.exec(select(School)).one()
    school.address = address
    session.add(school)
    rows = {group.name: group for group in groups.of_school(session, row_id(school.id))}
    return Keys(
        tuple(_new_password(session, person) for person in PEOPLE),
        tuple(_new_cards(session, rows[group.name].id, group, secret, now) for group in GROUPS),
    )


def _only_the_example(session: Session) -> bool:
    """Whether there is no school, or only the one of these people, at addresses that no real person has."""
    addresses = set(session.exec(select(Staff.email)).all())
    schools_here = len(session.exec(select(School.id)).all())
    return schools_here == 0 or (schools_here == 1 and {person.email for person in PEOPLE} <= addresses)


def _make(session: Session, library: Library, address: str, now: datetime) -> None:
    school_id = schools.add_school(session, schools.NewSchool(SCHOOL, PROTOCOL, address), now)
    year_id = schools.add_year(session, school_id, now)
    group_ids = {
        group.name: schools.add_group(session, year_id, schools.NewGroup(group.name, group.year), now)
        for group in GROUPS
    }
    for person in PEOPLE:
        staff_id = schools.add_staff(
            session,
            school_id,
            schools.NewPerson(person.name, person.email, hash_password(secrets.token_urlsafe(16)), person.called),
            now,
        )
        schools.add_membership(session, staff_id, person.role, group_ids[person.group] if person.group else None)
    for group in GROUPS:
        groups.add_pupils(session, group_ids[group.name], group.pupils, None, now)
        for module in library.modules_for(group.year)[:2]:
            lessons.set_ready(session, group_ids[group.name], module, None, now)
    _make_rules(session, library, group_ids, now)


def _make_rules(session: Session, library: Library, group_ids: Mapping[str, int], now: datetime) -> None:
    """6A signed its rules, all but two; 8A has a draft; 7A is at the start of the year."""
    protocol = library.protocol(PROTOCOL)
    found = groups.cards(session, group_ids.values())
    sixth, eighth = found[group_ids["6A"]], found[group_ids["8A"]]
    rules.save_draft(session, eighth.id, rules.compose(eighth, protocol, OWN_RULES[:2]), (), None, now)
    rules.save_draft(session, sixth.id, rules.compose(sixth, protocol, OWN_RULES), (), None, now)
    adopted = rules.adopt(session, sixth, None, now)
    for seat in groups.seats(session, sixth.id)[:-2]:
        for number in range(1, len(adopted.text.rules) + 1):
            signing.read_rule(session, seat.id, adopted, number, True, now)
        signing.sign(session, adopted, seat.id, seat.name, True, now)


def _new_password(session: Session, person: DemoPerson) -> StaffKey:
    password = secrets.token_urlsafe(12)
    known = {"password_hash": hash_password(password), "must_change": False}
    session.execute(update(Staff).where(col(Staff.email) == person.email).values(**known))
    taught = session.exec(
        select(Group.name)
        .join(Membership, col(Membership.group_id) == Group.id)
        .join(Staff, col(Staff.id) == Membership.staff_id)
        .where(Staff.email == person.email)
    ).all()
    return StaffKey(person.name, person.role, person.email, password, tuple(taught))


def _new_cards(session: Session, group_id: int, group: DemoGroup, secret: str, now: datetime) -> GroupKey:
    door = groups.open_door(session, group_id, None, now)
    pupils = [seat.id for seat in groups.seats(session, group_id)]
    issued = groups.issue_cards(session, group_id, pupils, secret, None, now)
    return GroupKey(group.name, group.year, door.code, tuple(issued))

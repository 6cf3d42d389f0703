"""Schools: the first set-up of an empty one, and the people, years and groups in it."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime

from sqlmodel import Session
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import tokens
from learn.classroom.refusals import NotFound
from learn.classroom.schooldays import first_year
from learn.classroom.staff import Role
from learn.classroom.staff import clean_email
from learn.classroom.tables import Group
from learn.classroom.tables import Membership
from learn.classroom.tables import School
from learn.classroom.tables import SchoolYear
from learn.classroom.tables import Setup
from learn.classroom.tables import Staff
from learn.classroom.tables import row_id


@dataclass(frozen=True)
class NewSchool:
    """A school to be set up: ``protocol`` by its slug, ``address`` as Chromebooks type it."""

    name: str
    protocol: str
    address: str


@dataclass(frozen=True)
class NewPerson:
    """Somebody who will work at the school. ``must_change``: the password was handed out to them."""

    name: str
    email: str
    password_hash: str
    called: str | None
    must_change: bool = False


@dataclass(frozen=True)
class NewGroup:
    """A group to be made."""

    name: str
    year: int
    second_year: int | None = None


def empty(session: Session) -> bool:
    """Whether no school was set up here yet."""
    return session.exec(select(School.id)).first() is None


def address(session: Session) -> str | None:
    """The address Chromebooks use, or None when no school was set up yet."""
    return session.exec(select(School.address)).first()


def new_setup_code(session: Session, now: datetime) -> str:
    """A one-time code for the set-up page; an earlier one no longer works."""
    code = f"{tokens.new_code()}-{tokens.new_code()}"
    setup = session.get(Setup, 1) or Setup(id=1, code_hash="", made_at=now)
    setup.code_hash, setup.made_at = tokens.digest(tokens.clean_code(code)), now
    session.add(setup)
    return code


def setup_code_fits(session: Session, code: str) -> bool:
    """Whether this is the code on the terminal, and there is still something to set up."""
    setup = session.get(Setup, 1)
    return setup is not None and empty(session) and tokens.same(tokens.digest(tokens.clean_code(code)), setup.code_hash)


def check_setup_code(session: Session, code: str) -> None:
    """Raises NotFound when this is not the code on the terminal, or there is nothing to set up any more."""
    if not setup_code_fits(session, code):
        raise NotFound


def set_up(session: Session, code: str, school: NewSchool, first: NewPerson, group: NewGroup, now: datetime) -> int:
    """The school, this year, its first group and the teacher of it, who is head as long as there is no other.

    The code works once. Raises NotFound when it does not fit.
    """
    session.get(Setup, 1, with_for_update=True)
    check_setup_code(session, code)
    school_id = add_school(session, school, now)
    year_id = add_year(session, school_id, now)
    group_id = add_group(session, year_id, group, now)
    staff_id = add_staff(session, school_id, first, now)
    add_membership(session, staff_id, "teacher", group_id)
    add_membership(session, staff_id, "head")
    session.delete(session.get_one(Setup, 1))
    audit.note(session, school_id, staff_id, "school-set-up", now)
    return staff_id


def add_school(session: Session, new: NewSchool, now: datetime) -> int:
    """A school; gives its number."""
    school = School(name=new.name, protocol=new.protocol, address=new.address, made_at=now)
    session.add(school)
    session.flush()
    return row_id(school.id)


def add_year(session: Session, school_id: int, now: datetime) -> int:
    """The school year of this moment; gives its number."""
    begins = first_year(now)
    year = SchoolYear(
        school_id=school_id,
        name=f"{begins}-{begins + 1}",
        begins_on=date(begins, 8, 1),
        ends_on=date(begins + 1, 7, 31),
    )
    session.add(year)
    session.flush()
    return row_id(year.id)


def add_group(session: Session, year_id: int, group: NewGroup, now: datetime) -> int:
    """A group; gives its number."""
    row = Group(school_year_id=year_id, name=group.name, year=group.year, second_year=group.second_year, made_at=now)
    session.add(row)
    session.flush()
    return row_id(row.id)


def add_staff(session: Session, school_id: int, person: NewPerson, now: datetime) -> int:
    """A member of staff; gives their number."""
    row = Staff(
        school_id=school_id,
        name=person.name,
        called=person.called,
        email=clean_email(person.email),
        password_hash=person.password_hash,
        must_change=person.must_change,
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row_id(row.id)


def add_membership(session: Session, staff_id: int, role: Role, group_id: int | None = None) -> None:
    """Give somebody a role; a teacher's goes with a group."""
    session.add(Membership(staff_id=staff_id, role=role, group_id=group_id))
    session.flush()

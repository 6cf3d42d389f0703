"""Colleagues: who works at the school, and what its head does about that."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import func
from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from learn.classroom import audit
from learn.classroom import schools
from learn.classroom import staff
from learn.classroom.refusals import EmailTaken
from learn.classroom.refusals import GroupTaken
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import OnlyHead
from learn.classroom.refusals import OwnPassword
from learn.classroom.refusals import PostTaken
from learn.classroom.schools import NewGroup
from learn.classroom.schools import NewPerson
from learn.classroom.staff import Role
from learn.classroom.staff import SignedInStaff
from learn.classroom.tables import Group
from learn.classroom.tables import Membership
from learn.classroom.tables import School
from learn.classroom.tables import SchoolYear
from learn.classroom.tables import Staff
from learn.classroom.tables import StaffSession
from learn.classroom.tables import row_id


@dataclass(frozen=True)
class NewColleague:
    """Somebody who comes to work here; a teacher's ``group_id`` names the group."""

    name: str
    email: str
    called: str | None
    role: Role
    group_id: int | None = None


@dataclass(frozen=True)
class Post:
    """Something a colleague is here; ``group`` is the name of a teacher's group."""

    id: int
    role: Role
    group: str | None


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here, as the head's page lists them."""

    id: int
    name: str
    email: str
    posts: tuple[Post, ...]
    left: bool


def colleagues(session: Session, school_id: int) -> tuple[Colleague, ...]:
    """Who works at the school, by name; who left stands last."""
    rows = session.execute(
        select(Staff, Membership, Group.name)
        .outerjoin(Membership, col(Membership.staff_id) == Staff.id)
        .outerjoin(Group, col(Group.id) == Membership.group_id)
        .where(Staff.school_id == school_id)
        .order_by(col(Staff.disabled_at).is_not(None), Staff.name, col(Staff.id), Group.name, col(Membership.id))
    ).all()
    people = {row[0].id: row[0] for row in rows}
    return tuple(
        Colleague(
            person.id,
            person.name,
            person.email,
            tuple(
                Post(row_id(post.id), staff.role(post.role), group)
                for one, post, group in rows
                if one.id == person.id and post
            ),
            person.disabled_at is not None,
        )
        for person in people.values()
    )


def is_head(session: Session, staff_id: int) -> bool:
    """Whether somebody is head."""
    return session.exec(_posts(staff_id).where(Membership.role == "head")).first() is not None


def add_group(session: Session, head: SignedInStaff, new: NewGroup, now: datetime) -> int:
    """One more group in the school's newest year; gives its number. Raises GroupTaken."""
    year_id = session.exec(
        select(SchoolYear.id).where(SchoolYear.school_id == head.school_id).order_by(col(SchoolYear.begins_on).desc())
    ).first()
    try:
        with session.begin_nested():
            group_id = schools.add_group(session, row_id(year_id), new, now)
    except IntegrityError:
        raise GroupTaken from None
    audit.note(session, head.school_id, head.id, "group-added", now, f"group {group_id}")
    return group_id


def add_colleague(session: Session, head: SignedInStaff, new: NewColleague, password_hash: str, now: datetime) -> None:
    """Take somebody on, with a password to begin with. Raises NotFound for a group elsewhere, EmailTaken."""
    if new.group_id is not None:
        _own_group(session, head, new.group_id)
    person = NewPerson(new.name, new.email, password_hash, new.called, must_change=True)
    try:
        with session.begin_nested():
            staff_id = schools.add_staff(session, head.school_id, person, now)
    except IntegrityError:
        raise EmailTaken from None
    schools.add_membership(session, staff_id, new.role, new.group_id)
    audit.note(session, head.school_id, head.id, "colleague-added", now, f"staff {staff_id}")


def new_password(session: Session, head: SignedInStaff, staff_id: int, password_hash: str, now: datetime) -> str:
    """A new password to begin with; every session of that person ends. Gives the name. Raises NotFound, OwnPassword."""
    person = _colleague(session, head, staff_id)
    if staff_id == head.id:
        raise OwnPassword
    person.password_hash, person.must_change = password_hash, True
    session.add(person)
    _end_sessions(session, staff_id, now)
    audit.note(session, head.school_id, head.id, "password-renewed", now, f"staff {staff_id}")
    return person.name


def give_post(
    session: Session, head: SignedInStaff, staff_id: int, role: Role, group_id: int | None, now: datetime
) -> None:
    """One more thing somebody is here: a teacher of a group, adviser, head. Raises NotFound, PostTaken."""
    person = _colleague(session, head, staff_id)
    if group_id is not None:
        _own_group(session, head, group_id)
    try:
        with session.begin_nested():
            schools.add_membership(session, row_id(person.id), role, group_id)
    except IntegrityError:
        raise PostTaken from None
    audit.note(session, head.school_id, head.id, "post-given", now, _about(staff_id, role, group_id))


def take_post(session: Session, head: SignedInStaff, staff_id: int, post_id: int, now: datetime) -> None:
    """Somebody is this no longer; what they did stays. Raises NotFound, OnlyHead."""
    _one_at_a_time(session, head)
    person = _colleague(session, head, staff_id)
    post = session.exec(_posts(row_id(person.id)).where(Membership.id == post_id)).first()
    if post is None:
        raise NotFound
    if post.role == "head":
        _keep_a_head(session, head, staff_id)
    session.delete(post)
    audit.note(session, head.school_id, head.id, "post-taken", now, _about(staff_id, post.role, post.group_id))


def let_go(session: Session, head: SignedInStaff, staff_id: int, now: datetime) -> None:
    """Somebody leaves the school. Raises NotFound, OnlyHead."""
    _one_at_a_time(session, head)
    person = _colleague(session, head, staff_id)
    if is_head(session, staff_id):
        _keep_a_head(session, head, staff_id)
    staff.disable(session, row_id(person.id), now)
    audit.note(session, head.school_id, head.id, "colleague-left", now, f"staff {staff_id}")


def _one_at_a_time(session: Session, head: SignedInStaff) -> None:
    # Two heads who let each other go at once must not leave the school without one.
    session.exec(select(School.id).where(School.id == head.school_id).with_for_update(key_share=True)).one()


def _keep_a_head(session: Session, head: SignedInStaff, staff_id: int) -> None:
    others = session.exec(
        select(func.count())
        .select_from(Membership)
        .join(Staff, col(Staff.id) == Membership.staff_id)
        .where(
            Membership.role == "head",
            Staff.school_id == head.school_id,
            Staff.id != staff_id,
            col(Staff.disabled_at).is_(None),
        )
    ).one()
    if not others:
        raise OnlyHead


def _about(staff_id: int, role: str, group_id: int | None) -> str:
    return f"staff {staff_id}, {role}" + (f" of group {group_id}" if group_id is not None else "")


def _colleague(session: Session, head: SignedInStaff, staff_id: int) -> Staff:
    person = session.exec(
        select(Staff)
        .where(Staff.id == staff_id, Staff.school_id == head.school_id, col(Staff.disabled_at).is_(None))
        .with_for_update(key_share=True)
    ).first()
    if person is None:
        raise NotFound
    return person


def _posts(staff_id: int) -> SelectOfScalar[Membership]:
    return select(Membership).where(Membership.staff_id == staff_id)


def _own_group(session: Session, head: SignedInStaff, group_id: int) -> None:
    own = session.exec(
        select(Group.id)
        .join(SchoolYear, col(SchoolYear.id) == Group.school_year_id)
        .where(Group.id == group_id, SchoolYear.school_id == head.school_id)
    ).first()
    if own is None:
        raise NotFound


def _end_sessions(session: Session, staff_id: int, now: datetime) -> None:
    session.execute(
        update(StaffSession)
        .where(col(StaffSession.staff_id) == staff_id, col(StaffSession.ended_at).is_(None))
        .values(ended_at=now)
    )

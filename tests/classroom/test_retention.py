"""What is thrown away when it has served, and what stays."""

from collections.abc import Callable

import pytest
from sqlmodel import Session
from sqlmodel import SQLModel
from sqlmodel import func
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import retention
from learn.classroom import signin
from learn.classroom.tables import Answer
from learn.classroom.tables import AuditEvent
from learn.classroom.tables import LetIn
from learn.classroom.tables import Pupil
from learn.classroom.tables import PupilSession
from learn.classroom.tables import StaffSession
from learn.classroom.tables import StaffTry
from learn.classroom.tables import Try
from learn.classroom.tables import WrongCodes
from tests.classroom.test_staff_sign_in import refused
from tests.classroom.test_staff_sign_in import signs_in
from tests.clock import Clock
from tests.desk import Desk
from tests.device import Device
from tests.given import Given


def taps_wrong(given: Given) -> None:
    Device(given).taps_wrong(given.pupil("Fenna"))


def knocks(given: Given) -> None:
    Device(given).knocks(given.pupil("Fenna"))


def types_a_wrong_code(given: Given) -> None:
    Device(given).types("BCDFGH")


def types_a_wrong_password(given: Given) -> None:
    assert refused(given, "nobody@school.example")


def comes_in(given: Given) -> None:
    Device(given).shows_card(given.pupil("Fenna"))


def staff_comes_in(given: Given) -> None:
    signs_in(given, given.teacher().email)


def staff_does_something(given: Given) -> None:
    with given.database.transaction() as session:
        audit.note(session, given.school().id, None, "school-set-up", given.clock())


def sweeps(given: Given) -> None:
    with given.database.transaction() as session:
        retention.sweep(session, given.clock())


def count(session: Session, table: type[SQLModel]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.parametrize(
    ("happens", "table", "days"),
    [
        (taps_wrong, Try, 1),
        (knocks, LetIn, 1),
        (types_a_wrong_code, WrongCodes, 1),
        (types_a_wrong_password, StaffTry, 1),
        (comes_in, PupilSession, 14),
        (staff_comes_in, StaffSession, 120),
        (staff_does_something, AuditEvent, 730),
    ],
)
def test_what_has_served_stays_as_long_as_it_must_and_no_longer(
    given: Given, clock: Clock, happens: Callable[[Given], None], table: type[SQLModel], days: int
) -> None:
    given.group()
    happens(given)
    with given.database.reading() as session:
        kept = count(session, table)
    assert kept

    clock.turn(days=days)
    sweeps(given)
    with given.database.reading() as session:
        assert count(session, table) == kept
    clock.turn(hours=10)
    sweeps(given)

    with given.database.reading() as session:
        assert count(session, table) == 0


def test_names_and_answers_go_with_the_year_and_not_here(given: Given, clock: Clock) -> None:
    given.lesson()
    Desk(given, given.pupil("Fenna")).answers("een-duiker-in-de-chat", "a")

    clock.turn(days=300)
    sweeps(given)

    with given.database.reading() as session:
        assert (count(session, Pupil), count(session, Answer)) == (1, 1)


def test_who_is_in_stays_in(given: Given, clock: Clock) -> None:
    fenna, anna = given.pupil("Fenna"), given.teacher()
    token = Device(given).shows_card(fenna)
    signs_in(given, anna.email)

    clock.turn(minutes=30)
    sweeps(given)

    with given.database.reading() as session:
        assert signin.signed_in(session, token, clock()) is not None
        assert count(session, StaffSession) == 1


def test_after_the_summer_an_owner_still_comes_in_while_others_guess(given: Given, clock: Clock) -> None:
    anna = given.teacher()
    signs_in(given, anna.email, device="own laptop")
    clock.turn(weeks=7)
    sweeps(given)

    for number in range(40):
        refused(given, anna.email, "wrong", f"device {number}")

    assert signs_in(given, anna.email, device="own laptop")

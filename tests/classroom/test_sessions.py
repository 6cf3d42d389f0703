"""A pupil's sitting: it begins by one of four ways, in an open group only, and ends with the school day."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from threading import Event
from threading import Thread

import pytest
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import signin
from learn.classroom.dashboard import here_count
from learn.classroom.refusals import GroupClosed
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import Refusal
from learn.classroom.refusals import WrongCode
from learn.classroom.signin import OpenGroup
from learn.classroom.tables import PupilSession
from tests.clock import Clock
from tests.device import Device
from tests.device import closes
from tests.device import lets_in
from tests.device import opens
from tests.device import sessions_begun
from tests.device import who_is_in
from tests.given import Given
from tests.given import GivenPupil

Way = Callable[[Device, GivenPupil], object]

WAYS: dict[str, Way] = {
    "code": lambda device, pupil: device.types(pupil.group.code),
    "pictures": lambda device, pupil: device.taps(pupil).entered(),
    "card": lambda device, pupil: device.shows_card(pupil),
    "let in": lambda device, pupil: device.goes_in(pupil),
}


def present(given: Given) -> int:
    """How many the board says are in."""
    with given.database.reading() as session:
        return here_count(session, given.group().id, given.clock())[0]


def is_refused(way: Way, device: Device, pupil: GivenPupil) -> bool:
    try:
        return isinstance(way(device, pupil), Refusal)
    except (GroupClosed, WrongCode, NotFound):
        return True


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("closed", ["by the teacher", "by itself", "and opened anew"])
def test_in_a_closed_group_no_pupil_comes_in_by_any_way(given: Given, clock: Clock, way: str, closed: str) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)

    if closed == "by itself":
        clock.turn(hours=9)
    else:
        closes(given, fenna.group)
    if closed == "and opened anew":
        opens(given, fenna.group)

    if closed == "and opened anew" and way == "card":
        assert device.shows_card(fenna)
    else:
        assert is_refused(WAYS[way], device, fenna)
        assert sessions_begun(given) == 0


@pytest.mark.parametrize("way", WAYS)
def test_in_an_open_group_every_way_works(given: Given, way: str) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)

    came = WAYS[way](device, fenna)

    assert isinstance(came, OpenGroup) if way == "code" else who_is_in(given, str(came))


@pytest.mark.parametrize("way", ["pictures", "card", "let in"])
def test_who_presses_while_the_teacher_closes_does_not_come_in_after(given: Given, way: str) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)
    pressing, outcome = Event(), []

    def presses() -> None:
        pressing.set()
        outcome.append(is_refused(WAYS[way], device, fenna))

    pupil = Thread(target=presses)
    with given.database.transaction() as session:
        groups.close_door(session, fenna.group.id, given.clock())
        session.flush()
        pupil.start()
        pressing.wait()
        pupil.join(0.3)  # as far as it gets while the closing is not yet kept
    pupil.join()

    assert outcome == [True]
    assert sessions_begun(given) == 0


def test_a_morning_session_ends_at_six(given: Given, clock: Clock) -> None:
    token = Device(given).shows_card(given.pupil("Fenna"))

    clock.turn(hours=8, minutes=59, seconds=59)
    assert who_is_in(given, token)
    clock.turn(seconds=1)

    assert who_is_in(given, token) is None


def test_an_evening_session_lasts_four_hours(given: Given, clock: Clock) -> None:
    clock.turn(hours=10)
    token = Device(given).shows_card(given.pupil("Fenna"))

    clock.turn(hours=3, minutes=59)
    assert who_is_in(given, token)
    clock.turn(minutes=1)

    assert who_is_in(given, token) is None


@pytest.mark.parametrize(("day", "bell"), [("2026-03-29", 16), ("2026-10-25", 17)])
def test_on_the_days_the_clock_changes_group_and_session_end_at_six_in_the_classroom(
    given: Given, clock: Clock, day: str, bell: int
) -> None:
    clock.moment = datetime.fromisoformat(f"{day}T00:30+00:00")
    fenna = given.pupil("Fenna")
    token = Device(given).shows_card(fenna)

    clock.moment = datetime.fromisoformat(f"{day}T{bell - 1}:59:59+00:00")
    assert who_is_in(given, token)
    assert isinstance(Device(given).types(fenna.group.code), OpenGroup)
    clock.moment = datetime.fromisoformat(f"{day}T{bell}:00+00:00")

    assert who_is_in(given, token) is None
    assert isinstance(Device(given).types(fenna.group.code), WrongCode)


def test_a_group_opened_in_the_evening_of_the_clock_change_is_open_for_four_hours(given: Given, clock: Clock) -> None:
    clock.moment = datetime(2026, 10, 24, 21, 30, tzinfo=UTC)  # 23:30; the clock goes back at three
    group = given.group()

    clock.moment = datetime(2026, 10, 25, 1, 29, tzinfo=UTC)
    assert isinstance(Device(given).types(group.code), OpenGroup)
    clock.moment = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    assert isinstance(Device(given).types(group.code), WrongCode)


def test_who_is_in_when_the_group_closes_may_finish(given: Given) -> None:
    fenna = given.pupil("Fenna")
    token = Device(given).shows_card(fenna)

    closes(given, fenna.group)

    assert who_is_in(given, token)


def test_every_sign_in_has_a_token_of_its_own(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)

    entered = [device.shows_card(fenna), device.taps(fenna).entered(), device.is_let_in(fenna, by=given.teacher())]

    assert len(set(entered)) == 3
    assert {len(token) for token in entered} == {43}


def test_the_next_pupil_on_a_device_ends_the_session_of_the_one_before(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    device = Device(given)
    before = device.shows_card(fenna)

    device.taps(omar).entered()

    assert who_is_in(given, before) is None
    assert present(given) == 1


def test_a_pupil_may_go_on_elsewhere_without_ending_where_they_were(given: Given) -> None:
    fenna = given.pupil("Fenna")

    first = Device(given, "one").shows_card(fenna)
    second = Device(given, "two").shows_card(fenna)

    assert who_is_in(given, first)
    assert who_is_in(given, second)
    assert present(given) == 1


def test_signing_out_ends_the_session_for_good(given: Given) -> None:
    token = Device(given).shows_card(given.pupil("Fenna"))
    signed_in = who_is_in(given, token)
    assert signed_in is not None

    with given.database.transaction() as session:
        signin.sign_out(session, signed_in, given.clock())

    assert who_is_in(given, token) is None
    assert present(given) == 0


def test_a_child_taken_out_of_the_group_is_out_at_once(given: Given) -> None:
    fenna = given.pupil("Fenna")
    token = Device(given).shows_card(fenna)

    with given.database.transaction() as session:
        groups.remove_pupil(session, fenna.group.id, fenna.id, None, given.clock())

    assert who_is_in(given, token) is None


@pytest.mark.parametrize("token", ["", "x", "a" * 43])
def test_a_token_nobody_was_given_is_nobodys(given: Given, token: str) -> None:
    Device(given).shows_card(given.pupil("Fenna"))

    assert who_is_in(given, token) is None


def test_only_the_hash_of_a_session_token_is_kept(given: Given) -> None:
    token = Device(given).shows_card(given.pupil("Fenna"))

    with given.database.reading() as session:
        kept = session.exec(select(PupilSession.token_hash)).one()

    assert token not in kept
    assert who_is_in(given, kept) is None

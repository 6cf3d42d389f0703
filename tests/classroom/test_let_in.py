"""Laat binnen: the pupil knocks, the teacher looks at the picture and presses, the pupil goes in. Once."""

import pytest

from learn.classroom.refusals import GroupClosed
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import NotWaiting
from tests.clock import Clock
from tests.device import Device
from tests.device import at_the_door
from tests.device import closes
from tests.device import lets_in
from tests.device import opens
from tests.device import sends_away
from tests.device import sessions_begun
from tests.device import who_is_in
from tests.given import Given
from tests.given import GivenPupil


def test_a_pupil_who_knocks_stands_on_the_teachers_list_with_the_picture_on_the_pupils_screen(given: Given) -> None:
    fenna = given.pupil("Fenna")

    asked = Device(given).knocks(fenna)

    assert at_the_door(given, fenna.group).waiting == (asked,)
    assert (asked.name, asked.granted) == ("Fenna", False)


def test_knocking_twice_is_waiting_once_with_the_same_picture(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)

    assert device.knocks(fenna) == device.knocks(fenna)
    assert len(at_the_door(given, fenna.group).waiting) == 1


def test_nobody_who_waits_has_the_picture_of_another_who_waits(given: Given) -> None:
    pupils = given.pupils(*(f"Kind {letter}" for letter in "ABCDEFGHIJKLMNOP"))

    signs = [Device(given, pupil.name).knocks(pupil).sign for pupil in pupils]

    assert len(set(signs)) == 16


def test_a_seventeenth_child_may_still_knock(given: Given) -> None:
    *sixteen, last = given.pupils(*(f"Kind {letter}" for letter in "ABCDEFGHIJKLMNOPQ"))
    for pupil in sixteen:
        Device(given, pupil.name).knocks(pupil)

    Device(given, last.name).knocks(last)

    assert len(at_the_door(given, last.group).waiting) == 17


def test_one_child_waits_on_three_devices_at_most_and_those_are_the_newest(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    omars = Device(given, "omar").knocks(omar)
    jokes = [Device(given, f"joker {number}").knocks(fenna) for number in range(3)]

    hers = Device(given, "her own").knocks(fenna)

    assert at_the_door(given, fenna.group).waiting == (omars, *jokes[1:], hers)
    with pytest.raises(NotWaiting):
        Device(given, "joker 0").waits(fenna)


def test_whom_the_teacher_lets_in_does_not_make_way_for_who_knocks_later(given: Given) -> None:
    fenna = given.pupil("Fenna")
    own = Device(given, "her own")
    lets_in(given, given.teacher(), fenna.group, own.knocks(fenna).id)

    for number in range(5):
        Device(given, f"joker {number}").knocks(fenna)

    assert own.goes_in(fenna)


def test_a_full_door_makes_way_for_who_does_not_stand_there_yet(given: Given) -> None:
    *others, last = given.pupils(*(f"Kind {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"))
    for pupil in others:
        for number in range(2):
            Device(given, f"{pupil.name} {number}").knocks(pupil)
    assert len(at_the_door(given, last.group).waiting) == 40

    hers = Device(given, "her own").knocks(last)

    waiting = at_the_door(given, last.group).waiting
    assert (len(waiting), waiting[-1]) == (40, hers)
    assert {each.pupil_id for each in waiting} == {pupil.id for pupil in (*others, last)}


def test_whom_the_teacher_sends_away_is_off_the_list_comes_in_by_no_old_press_and_may_knock_again(given: Given) -> None:
    fenna, teacher = given.pupil("Fenna"), given.teacher()
    device = Device(given)
    asked = device.knocks(fenna)

    sends_away(given, fenna.group, asked.id)

    assert at_the_door(given, fenna.group).waiting == ()
    lets_in(given, teacher, fenna.group, asked.id)
    with pytest.raises(NotFound):
        device.goes_in(fenna)
    assert device.knocks(fenna).granted is False


def test_a_teacher_cannot_send_away_at_the_door_of_another_group(given: Given) -> None:
    fenna = given.pupil("Fenna")
    other = given.group("6A", year=6)
    asked = Device(given).knocks(fenna)

    with pytest.raises(NotFound):
        sends_away(given, other, asked.id)
    assert at_the_door(given, fenna.group).waiting == (asked,)


def test_the_teachers_press_holds_for_five_minutes(given: Given, clock: Clock) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)

    clock.turn(minutes=5)

    with pytest.raises(NotFound):
        device.goes_in(fenna)
    assert device.knocks(fenna).granted is False


def test_until_the_teacher_presses_nobody_goes_in(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    device.knocks(fenna)

    assert device.goes_in(fenna) is None
    assert sessions_begun(given) == 0


def test_once_the_teacher_pressed_the_pupil_goes_in_and_no_longer_waits(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)

    signed_in = who_is_in(given, device.goes_in(fenna) or "")

    assert signed_in is not None
    assert signed_in.name == "Fenna"
    assert at_the_door(given, fenna.group).waiting == ()


def test_the_teachers_press_holds_for_the_device_that_knocked_only(given: Given) -> None:
    fenna = given.pupil("Fenna")
    own, other = Device(given, "own"), Device(given, "other")
    other.knocks(fenna)

    lets_in(given, given.teacher(), fenna.group, own.knocks(fenna).id)

    assert other.goes_in(fenna) is None
    with pytest.raises(NotFound):
        Device(given, "a third").goes_in(fenna)


def test_the_teachers_press_holds_for_the_child_who_knocked_only(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    device = Device(given)

    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)

    with pytest.raises(NotFound):
        device.goes_in(omar)


def test_the_teachers_press_is_good_for_going_in_once(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    device.is_let_in(fenna, by=given.teacher())

    with pytest.raises(NotFound):
        device.goes_in(fenna)
    assert device.knocks(fenna).granted is False


def test_a_teacher_cannot_let_in_at_the_door_of_another_group(given: Given) -> None:
    fenna = given.pupil("Fenna")
    other = given.group("6A", year=6)
    asked = Device(given).knocks(fenna)

    with pytest.raises(NotFound):
        lets_in(given, given.teacher(group=other), other, asked.id)
    assert Device(given).goes_in(fenna) is None


def test_nobody_knocks_or_goes_in_at_a_closed_group(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)

    closes(given, fenna.group)

    with pytest.raises(GroupClosed):
        device.goes_in(fenna)
    with pytest.raises(GroupClosed):
        device.knocks(omar)
    assert sessions_begun(given) == 0


def test_after_the_school_day_the_teacher_can_let_nobody_in(given: Given, clock: Clock) -> None:
    fenna = given.pupil("Fenna")
    asked = Device(given).knocks(fenna)

    clock.turn(hours=9)

    with pytest.raises(NotFound):
        lets_in(given, given.teacher(), fenna.group, asked.id)


def test_a_press_from_an_earlier_opening_is_worth_nothing(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    lets_in(given, given.teacher(), fenna.group, device.knocks(fenna).id)
    closes(given, fenna.group)

    reopened = opens(given, fenna.group)

    assert at_the_door(given, reopened).waiting == ()
    with pytest.raises(NotFound):
        device.goes_in(GivenPupil(fenna.id, fenna.name, reopened, fenna.pictures, fenna.card))


def test_a_child_of_another_group_cannot_knock_here(given: Given) -> None:
    fenna = given.pupil("Fenna")
    mila = given.pupil("Mila", group=given.group("6A", year=6))

    with pytest.raises(NotFound):
        Device(given).knocks(GivenPupil(mila.id, mila.name, fenna.group, mila.pictures, mila.card))

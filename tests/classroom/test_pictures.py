"""The picture password: four of sixteen in order, few tries, and nothing kept that could be looked up."""

from collections import Counter
from math import perm

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from sqlmodel import SQLModel
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import signin
from learn.classroom import tokens
from learn.classroom.groups import Issued
from learn.classroom.refusals import GroupClosed
from learn.classroom.refusals import GuessingStopped
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import TooManyTries
from learn.classroom.refusals import WrongPictures
from learn.classroom.tables import Pupil
from learn.content.pictures import PICTURES
from tests.clock import Clock
from tests.device import Device
from tests.device import all_at_once
from tests.device import at_the_door
from tests.device import closes
from tests.device import opens
from tests.device import sessions_begun
from tests.device import tries_that_count
from tests.device import who_is_in
from tests.device import wrong
from tests.given import Given
from tests.given import GivenGroup
from tests.given import GivenPupil

TWENTY_SIX = [f"Kind {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


def reprints(given: Given, *pupils: GivenPupil) -> list[Issued]:
    """New cards for these children of one group."""
    with given.database.transaction() as session:
        ids = [pupil.id for pupil in pupils]
        return groups.issue_cards(session, pupils[0].group.id, ids, given.secret, None, given.clock())


def somebody_guesses(given: Given, pupils: list[GivenPupil], tries: int) -> None:
    """This many wrong tries, each on a device of its own."""
    for number in range(tries):
        Device(given, f"stranger {number}").taps_wrong(pupils[number % len(pupils)])


def resets(given: Given, group: GivenGroup) -> None:
    """The teacher lets pictures work again."""
    with given.database.transaction() as session:
        signin.reset_tries(session, group.id, None, given.clock())


def every_cell(session: Session) -> list[str]:
    """Everything that is kept, of every table."""
    return [
        str(value)
        for table in SQLModel.metadata.sorted_tables
        for row in session.connection().execute(text(f'SELECT * FROM "{table.name}"')).all()
        for value in row
    ]


# What pictures are


def test_a_sequence_is_four_different_pictures_of_sixteen_every_picture_in_every_place() -> None:
    drawn = [tokens.new_sequence() for _ in range(2000)]

    assert {len(set(each)) for each in drawn} == {4}
    assert all({each[place] for each in drawn} == set(PICTURES) for place in range(4))
    assert perm(len(PICTURES), tokens.SEQUENCE_LENGTH) == 43_680


def test_the_right_pictures_in_order_let_a_pupil_in(given: Given) -> None:
    fenna = given.pupil("Fenna")

    token = Device(given).taps(fenna).entered()

    signed_in = who_is_in(given, token)
    assert signed_in is not None
    assert signed_in.name == "Fenna"


def test_the_same_pictures_in_another_order_do_not(given: Given) -> None:
    fenna = given.pupil("Fenna")

    attempt = Device(given).taps(fenna, tuple(reversed(fenna.pictures)))

    assert attempt.token is None
    with pytest.raises(WrongPictures):
        attempt.entered()
    assert sessions_begun(given) == 0


def test_the_pictures_of_one_pupil_do_not_open_the_name_of_another(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")

    assert isinstance(Device(given).taps(omar, fenna.pictures).refusal, WrongPictures)


def test_a_pupil_without_a_card_has_no_pictures_that_work(given: Given) -> None:
    group = given.group()
    with given.database.transaction() as session:
        groups.add_pupils(session, group.id, ["Fenna"], None, given.clock())
        fenna = groups.seats(session, group.id)[0]

    attempt = Device(given).taps(GivenPupil(fenna.id, fenna.name, group, tokens.new_sequence(), ""))

    assert isinstance(attempt.refusal, WrongPictures)


def test_a_code_does_not_reach_a_pupil_of_another_group(given: Given) -> None:
    fenna = given.pupil("Fenna")
    mila = given.pupil("Mila", group=given.group("6A", year=6))

    with pytest.raises(NotFound):
        Device(given).taps(GivenPupil(mila.id, mila.name, fenna.group, mila.pictures, mila.card))


def test_pictures_open_nothing_in_a_closed_group(given: Given) -> None:
    fenna = given.pupil("Fenna")
    closes(given, fenna.group)

    with pytest.raises(GroupClosed):
        Device(given).taps(fenna)


# Tries on a device


def test_after_five_wrong_tries_a_device_stops_for_that_pupil_even_with_the_right_pictures(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)

    tried = device.taps_wrong(fenna, times=5)

    assert [each.refusal.left for each in tried if isinstance(each.refusal, WrongPictures)] == [4, 3, 2, 1, 0]
    assert isinstance(device.taps(fenna).refusal, TooManyTries)
    assert isinstance(device.taps_wrong(fenna)[0].refusal, TooManyTries)
    assert tries_that_count(given) == 5


def test_a_stopped_device_goes_on_for_the_other_pupils(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    device = Device(given)

    device.taps_wrong(fenna, times=5)

    assert device.taps(omar).token


def test_a_pupil_whose_name_was_tried_elsewhere_comes_in_on_another_device(given: Given) -> None:
    fenna = given.pupil("Fenna")

    Device(given, "joker").taps_wrong(fenna, times=5)

    assert Device(given, "own").taps(fenna).token


def test_wrong_tries_lapse_when_the_same_device_signs_that_pupil_in(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    device.taps_wrong(fenna, times=4)

    device.taps(fenna).entered()

    assert tries_that_count(given) == 0
    assert device.taps_wrong(fenna)[0].refusal.left == 4


@pytest.mark.parametrize("way", ["card", "let in"])
def test_wrong_tries_lapse_as_well_when_the_device_signs_the_pupil_in_another_way(given: Given, way: str) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    device.taps_wrong(fenna, times=5)

    if way == "card":
        device.shows_card(fenna)
    else:
        device.is_let_in(fenna, by=given.teacher())

    assert tries_that_count(given) == 0


def test_signing_in_lets_only_that_pupils_tries_on_that_device_lapse(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    device, other = Device(given, "one"), Device(given, "other")
    device.taps_wrong(fenna)
    device.taps_wrong(omar)
    other.taps_wrong(fenna)

    device.taps(fenna).entered()

    assert tries_that_count(given) == 2


def test_wrong_tries_lapse_at_each_opening(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)
    device.taps_wrong(fenna, times=5)
    closes(given, fenna.group)

    reopened = opens(given, fenna.group)

    assert device.taps(GivenPupil(fenna.id, fenna.name, reopened, fenna.pictures, fenna.card)).token
    assert not at_the_door(given, reopened).guessing


# Tries in a group


def test_after_fifteen_wrong_tries_in_a_group_pictures_stop_on_new_devices(given: Given) -> None:
    pupils = given.pupils("Fenna", "Omar", "Mila")

    somebody_guesses(given, pupils, tries=14)
    assert not at_the_door(given, given.group()).guessing
    somebody_guesses(given, pupils, tries=1)

    assert at_the_door(given, given.group()).guessing
    assert isinstance(Device(given, "new").taps(pupils[0]).refusal, GuessingStopped)
    assert tries_that_count(given) == 15


def test_while_somebody_guesses_cards_and_letting_in_go_on(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    somebody_guesses(given, [fenna], tries=15)

    assert Device(given, "new 1").shows_card(fenna)
    assert Device(given, "new 2").is_let_in(omar, by=given.teacher())


@pytest.mark.parametrize("who", ["Omar", "Fenna"])
def test_while_somebody_guesses_pictures_go_on_for_everybody_where_a_pupil_was_in_today(given: Given, who: str) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    known = Device(given, "known")
    known.shows_card(omar)

    somebody_guesses(given, [fenna, omar], tries=15)

    assert known.taps({"Omar": omar, "Fenna": fenna}[who]).token


def test_who_was_in_today_cannot_guess_on_for_the_others(given: Given) -> None:
    joker, *others = given.pupils("Joker", "Fenna", "Omar", "Mila", "Zoe")
    device = Device(given, "known")
    device.shows_card(joker)

    tried = [attempt for other in others for attempt in device.taps_wrong(other, times=5)]

    assert [type(each.refusal) for each in tried] == [WrongPictures] * 15 + [GuessingStopped] * 5
    assert isinstance(device.taps(joker).refusal, GuessingStopped)
    assert device.shows_card(joker)


def test_who_goes_round_many_devices_to_make_them_known_gets_five_more_tries_and_no_further(given: Given) -> None:
    joker, fenna, omar = given.pupils("Joker", "Fenna", "Omar")
    devices = [Device(given, f"chromebook {number}") for number in range(40)]
    for device in devices:
        device.shows_card(joker)
    somebody_guesses(given, [fenna], tries=15)

    tried = [attempt for device in devices for attempt in device.taps_wrong(omar, times=3)]
    tried += [attempt for device in devices for attempt in device.taps_wrong(fenna, times=3)]

    assert Counter(type(each.refusal) for each in tried) == {WrongPictures: 5, GuessingStopped: 235}


def test_a_device_where_somebody_was_in_yesterday_is_a_new_device_today(given: Given, clock: Clock) -> None:
    fenna = given.pupil("Fenna")
    known = Device(given, "known")
    known.shows_card(fenna)
    clock.turn(days=1)
    group = opens(given, fenna.group)
    today = GivenPupil(fenna.id, fenna.name, group, fenna.pictures, fenna.card)

    somebody_guesses(given, [today], tries=15)

    assert isinstance(known.taps(today).refusal, GuessingStopped)


def test_guessing_in_one_group_does_not_stop_another(given: Given) -> None:
    fenna = given.pupil("Fenna")
    mila = given.pupil("Mila", group=given.group("6A", year=6))

    somebody_guesses(given, [fenna], tries=15)

    assert Device(given, "new").taps(mila).token


def test_the_teacher_lets_pictures_work_again_in_one_press(given: Given) -> None:
    fenna = given.pupil("Fenna")
    stopped = Device(given, "stopped")
    stopped.taps_wrong(fenna, times=5)
    somebody_guesses(given, [fenna], tries=10)

    resets(given, fenna.group)

    assert not at_the_door(given, fenna.group).guessing
    assert Device(given, "new").taps(fenna).token
    assert stopped.taps(fenna).token


def test_after_a_reset_another_fifteen_wrong_tries_stop_pictures_again(given: Given) -> None:
    fenna = given.pupil("Fenna")
    somebody_guesses(given, [fenna], tries=15)
    resets(given, fenna.group)

    somebody_guesses(given, [fenna], tries=15)

    assert isinstance(Device(given, "new").taps(fenna).refusal, GuessingStopped)


# Guessing in earnest


def test_of_ten_thousand_guesses_from_two_hundred_devices_fifteen_are_compared_and_the_victim_comes_in(
    given: Given, clock: Clock
) -> None:
    pupils = given.pupils(*TWENTY_SIX[:4])
    victim = pupils[0]
    own = Device(given, "own")
    own.shows_card(victim)
    outcomes = {WrongPictures: 0, TooManyTries: 0, GuessingStopped: 0}

    for victim_of_this_half_hour in (*pupils, victim):
        clock.turn(minutes=30)
        for number in range(200):
            for attempt in Device(given, f"stranger {number}").taps_wrong(victim_of_this_half_hour, times=10):
                outcomes[type(attempt.refusal)] += 1

    assert sum(outcomes.values()) == 10_000
    assert outcomes[WrongPictures] == 15
    assert tries_that_count(given) == 15
    assert own.taps(victim).token


def test_fifty_wrong_tries_at_once_on_one_device_are_five(given: Given) -> None:
    fenna = given.pupil("Fenna")
    device = Device(given)

    tried = all_at_once(lambda _: device.taps(fenna, wrong(fenna)))

    assert sorted(type(each.refusal).__name__ for each in tried) == ["TooManyTries"] * 45 + ["WrongPictures"] * 5
    assert tries_that_count(given) == 5


def test_fifty_wrong_tries_at_once_on_fifty_devices_are_fifteen(given: Given) -> None:
    pupils = given.pupils("Fenna", "Omar", "Mila")

    tried = all_at_once(
        lambda number: Device(given, f"stranger {number}").taps(pupils[number % 3], wrong(pupils[number % 3]))
    )

    assert sorted(type(each.refusal).__name__ for each in tried) == ["GuessingStopped"] * 35 + ["WrongPictures"] * 15
    assert tries_that_count(given) == 15


# Printing is issuing


def test_new_pictures_work_at_once_and_the_old_ones_are_dead(given: Given) -> None:
    fenna = given.pupil("Fenna")

    (issued,) = reprints(given, fenna)

    assert issued.pictures != fenna.pictures
    assert isinstance(Device(given).taps(fenna, fenna.pictures).refusal, WrongPictures)
    assert Device(given).taps(fenna, issued.pictures).token


def test_printing_for_one_child_leaves_the_others_as_they_were(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")

    reprints(given, fenna)

    assert Device(given).taps(omar).token


def test_no_two_children_of_a_group_have_the_same_pictures(given: Given) -> None:
    pupils = [given.pupil(name) for name in TWENTY_SIX]

    issued = reprints(given, *pupils)

    assert len({each.pictures for each in issued}) == len(pupils)
    assert len({each.token for each in issued}) == len(pupils)
    assert {each.pictures for each in issued}.isdisjoint({pupil.pictures for pupil in pupils})


def test_the_database_itself_refuses_the_same_pictures_twice_in_a_group(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")

    with pytest.raises(IntegrityError), given.database.transaction() as session:
        session.get_one(Pupil, omar.id).pictures = session.get_one(Pupil, fenna.id).pictures


def test_cards_are_only_printed_for_children_of_the_group(given: Given) -> None:
    fenna = given.pupil("Fenna")
    mila = given.pupil("Mila", group=given.group("6A", year=6))

    with pytest.raises(NotFound):
        reprints(given, fenna, mila)

    assert Device(given).taps(fenna).token
    assert Device(given).taps(mila).token


def test_what_is_kept_of_pictures_differs_by_group_and_by_school_secret() -> None:
    sequence = tokens.new_sequence()

    kept = {
        tokens.picture_mac("one secret", 1, sequence),
        tokens.picture_mac("one secret", 2, sequence),
        tokens.picture_mac("another secret", 1, sequence),
    }

    assert len(kept) == 3


def test_neither_pictures_nor_cards_can_be_looked_up_in_any_table(given: Given) -> None:
    pupils = given.pupils("Fenna", "Omar")
    device = Device(given)
    tokens_given = [device.taps(pupil).entered() for pupil in pupils]
    device.taps_wrong(pupils[0])

    with given.database.reading() as session:
        cells = every_cell(session)
        rows = session.exec(select(Pupil)).all()

    assert "Fenna" in cells
    for secret in [*tokens_given, *(pupil.card for pupil in pupils)]:
        assert not [cell for cell in cells if secret in cell]
    for joint in (",", " ", "", "-", ", ", "', '"):
        assert not [cell for pupil in pupils for cell in cells if joint.join(pupil.pictures) in cell]
    assert {len(row.pictures or "") for row in rows} == {64}
    assert not [row for row in rows if any(picture in (row.pictures or "") for picture in PICTURES)]

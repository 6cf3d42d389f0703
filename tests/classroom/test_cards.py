"""The QR card: looking greets, pressing signs in, and a card that was replaced is worth nothing."""

from base64 import urlsafe_b64decode

import pytest
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import signin
from learn.classroom.refusals import CardUnknown
from learn.classroom.refusals import GroupClosed
from learn.classroom.signin import Name
from learn.classroom.tables import Pupil
from tests.clock import Clock
from tests.device import Device
from tests.device import closes
from tests.device import opens
from tests.device import sessions_begun
from tests.device import who_is_in
from tests.given import Given
from tests.given import GivenPupil


def looks_at(given: Given, card: str) -> Name:
    """What scanning a card shows."""
    with given.database.reading() as session:
        return signin.find_card(session, card, given.clock())


def reprint(given: Given, pupil: GivenPupil) -> str:
    with given.database.transaction() as session:
        return groups.issue_cards(session, pupil.group.id, [pupil.id], given.secret, None, given.clock())[0].token


def test_scanning_a_card_tells_whose_it_is_and_signs_nobody_in(given: Given) -> None:
    fenna = given.pupil("Fenna")

    assert looks_at(given, fenna.card) == Name(fenna.id, "Fenna")
    assert sessions_begun(given) == 0


def test_a_card_signs_its_own_pupil_in_without_a_code(given: Given) -> None:
    fenna, _ = given.pupils("Fenna", "Omar")

    signed_in = who_is_in(given, Device(given).shows_card(fenna))

    assert signed_in is not None
    assert (signed_in.id, signed_in.group.name) == (fenna.id, "7A")


def test_a_card_holds_256_random_bits_and_only_its_hash_is_kept(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")

    assert len(urlsafe_b64decode(f"{fenna.card}=")) == 32
    assert fenna.card != omar.card
    with given.database.reading() as session:
        kept = session.exec(select(Pupil.card_hash)).all()
    assert fenna.card not in kept
    assert {len(each or "") for each in kept} == {64}


@pytest.mark.parametrize("card", ["", "x", "a" * 43, "' OR 1=1 --"])
def test_a_card_that_was_never_issued_is_unknown(given: Given, card: str) -> None:
    given.pupil("Fenna")

    with pytest.raises(CardUnknown):
        looks_at(given, card)


def test_a_card_without_its_last_letter_is_unknown(given: Given) -> None:
    fenna = given.pupil("Fenna")

    with pytest.raises(CardUnknown):
        looks_at(given, fenna.card[:-1])


def test_the_old_card_is_dead_the_moment_a_new_one_is_printed(given: Given) -> None:
    fenna = given.pupil("Fenna")

    new = reprint(given, fenna)

    with pytest.raises(CardUnknown):
        looks_at(given, fenna.card)
    with pytest.raises(CardUnknown):
        Device(given).shows_card(fenna)
    assert looks_at(given, new).name == "Fenna"


def test_whoever_came_in_with_the_old_card_is_out_when_a_new_one_is_printed(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    finder, other = Device(given, "finder").shows_card(fenna), Device(given, "other").shows_card(omar)

    reprint(given, fenna)

    assert who_is_in(given, finder) is None
    assert who_is_in(given, other)


def test_printing_for_one_child_keeps_the_cards_of_the_others(given: Given) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")

    reprint(given, fenna)

    assert looks_at(given, omar.card).name == "Omar"


def test_a_card_of_a_closed_group_neither_greets_nor_signs_in(given: Given) -> None:
    fenna = given.pupil("Fenna")
    closes(given, fenna.group)

    with pytest.raises(GroupClosed):
        looks_at(given, fenna.card)
    with pytest.raises(GroupClosed):
        Device(given).shows_card(fenna)


def test_a_card_does_not_work_after_the_school_day_and_works_again_when_the_group_opens(
    given: Given, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    clock.turn(hours=9)
    with pytest.raises(GroupClosed):
        Device(given).shows_card(fenna)

    opens(given, fenna.group)

    assert Device(given).shows_card(fenna)


def test_the_card_of_a_child_who_left_the_group_is_unknown(given: Given) -> None:
    fenna = given.pupil("Fenna")

    with given.database.transaction() as session:
        groups.remove_pupil(session, fenna.group.id, fenna.id, None, given.clock())

    with pytest.raises(CardUnknown):
        looks_at(given, fenna.card)

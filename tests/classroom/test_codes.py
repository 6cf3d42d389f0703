"""The group code: short, new at each opening, and dead when the group is closed."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from learn.classroom import signin
from learn.classroom import tokens
from learn.classroom.refusals import TooManyCodes
from learn.classroom.refusals import WrongCode
from learn.classroom.signin import OpenGroup
from learn.classroom.tables import Opening
from learn.classroom.tables import WrongCodes
from tests.clock import Clock
from tests.device import Device
from tests.device import all_at_once
from tests.device import closes
from tests.device import opens
from tests.given import Given
from tests.given import GivenGroup

NO_CODE = "AAAAAA"  # no code has a vowel


def found(given: Given, code: str) -> OpenGroup | None:
    with given.database.reading() as session:
        return signin.find_opening(session, code, given.clock())


def types_wrong(given: Given, times: int, device: Device) -> None:
    for _ in range(times):
        device.types(NO_CODE)


def test_a_code_is_six_of_twenty_consonants_and_so_spells_nothing() -> None:
    codes = [tokens.new_code() for _ in range(2000)]

    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) == set("BCDFGHJKLMNPQRSTVWXZ")
    assert len(set(codes)) > 1990


@pytest.mark.parametrize("typed", ["{lower}", " {code} ", "{first} {last}", "{first}-{last}", "{lower_first}\t{last}"])
def test_case_and_spaces_do_not_matter_in_a_code(given: Given, typed: str) -> None:
    group = given.group()
    code = group.code
    forms = {"code": code, "lower": code.lower(), "first": code[:3], "last": code[3:], "lower_first": code[:3].lower()}

    assert found(given, typed.format(**forms)) == found(given, code) is not None


@pytest.mark.parametrize("typed", ["", " ", "B{code}", "{five}", "%", "{code}Z"])
def test_anything_but_the_whole_code_finds_no_group(given: Given, typed: str) -> None:
    code = given.group().code

    assert found(given, typed.format(code=code, five=code[:5])) is None


def test_behind_a_code_stand_the_names_of_that_group_only(given: Given) -> None:
    given.pupils("Fenna", "Omar")
    given.pupil("Mila", group=given.group("6A", year=6))

    behind = found(given, given.group().code)

    assert behind is not None
    assert [name.name for name in behind.names] == ["Fenna", "Omar"]


def test_each_opening_has_a_new_code_and_the_old_one_finds_nothing(given: Given) -> None:
    first = given.group()
    closes(given, first)

    second = opens(given, first)

    assert second.code != first.code
    assert found(given, first.code) is None
    assert found(given, second.code) is not None


def test_opening_an_open_group_keeps_its_code(given: Given) -> None:
    group = given.group()

    assert opens(given, group).code == group.code


def test_the_code_of_a_closed_group_finds_nothing(given: Given) -> None:
    group = given.group()

    closes(given, group)

    assert found(given, group.code) is None


def test_a_code_opens_nothing_once_the_school_day_is_over(given: Given, clock: Clock) -> None:
    group = given.group()

    clock.turn(hours=8, minutes=59)
    assert found(given, group.code) is not None
    clock.turn(minutes=1)

    assert found(given, group.code) is None


def test_opening_after_the_day_ended_by_itself_gives_a_new_code(given: Given, clock: Clock) -> None:
    yesterday = given.group()
    clock.turn(days=1)

    today = opens(given, yesterday)

    assert today.code != yesterday.code
    assert found(given, yesterday.code) is None
    assert found(given, today.code) is not None


def test_two_groups_can_never_be_open_under_one_code(given: Given) -> None:
    group = given.group()
    other = given.group("6A", year=6, open=False)

    with pytest.raises(IntegrityError), given.database.transaction() as session:
        moment = given.clock()
        session.add(Opening(group_id=other.id, code=group.code, opened_at=moment, closes_at=moment))


def test_a_group_can_never_be_open_twice(given: Given) -> None:
    group = given.group()

    with pytest.raises(IntegrityError), given.database.transaction() as session:
        moment = given.clock()
        session.add(Opening(group_id=group.id, code="BCDFGH", opened_at=moment, closes_at=moment))


def test_opening_a_group_from_many_screens_at_once_opens_it_once(given: Given) -> None:
    group = given.group(open=False)

    opened: list[GivenGroup] = all_at_once(lambda _: opens(given, group), 20)

    assert len({each.code for each in opened}) == 1
    with given.database.reading() as session:
        assert len(session.exec(select(Opening)).all()) == 1


def test_a_wrong_code_is_refused_and_a_right_one_gives_the_group(given: Given) -> None:
    device = Device(given)

    assert isinstance(device.types(NO_CODE), WrongCode)
    assert isinstance(device.types(given.group().code), OpenGroup)


def test_sixty_wrong_codes_in_a_minute_are_looked_at_and_not_one_more(given: Given) -> None:
    code = given.group().code
    for number in range(60):
        assert isinstance(Device(given, f"stranger {number}").types(NO_CODE), WrongCode)

    assert isinstance(Device(given, "another stranger").types(NO_CODE), TooManyCodes)
    assert isinstance(Device(given, "lucky stranger").types(code), TooManyCodes)
    with given.database.reading() as session:
        assert session.exec(select(WrongCodes.count)).all() == [60]


def test_while_strangers_guess_codes_a_device_that_was_in_waits_too_and_cards_go_on(given: Given) -> None:
    fenna = given.pupil("Fenna")
    known = Device(given, "known")
    known.shows_card(fenna)

    types_wrong(given, 60, Device(given, "stranger"))

    assert isinstance(known.types(fenna.group.code), TooManyCodes)
    assert known.shows_card(fenna)


def test_the_next_minute_codes_are_looked_at_again(given: Given, clock: Clock) -> None:
    code = given.group().code
    types_wrong(given, 60, Device(given, "stranger"))

    clock.turn(minutes=1)

    assert isinstance(Device(given, "pupil").types(code), OpenGroup)


def test_wrong_codes_typed_at_the_same_moment_all_count(given: Given) -> None:
    given.group()

    outcomes = all_at_once(lambda number: Device(given, f"stranger {number}").types(NO_CODE))

    assert {type(each) for each in outcomes} == {WrongCode}
    with given.database.reading() as session:
        assert session.exec(select(WrongCodes.count)).all() == [50]

"""Answers: the first one counts, a change of mind is kept beside it, and sent twice is sent once."""

from collections import Counter
from itertools import count

import pytest
from hypothesis import HealthCheck
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies

from learn.classroom import answers
from learn.classroom.kinds.choose import Standing
from learn.classroom.refusals import KeyUsed
from learn.classroom.refusals import NothingChosen
from learn.classroom.refusals import StoryDoneOften
from learn.content.library import Library
from tests.desk import Desk
from tests.device import all_at_once
from tests.given import Given

STORY = "een-duiker-in-de-chat"
OTHER = "214-berichten"
KEY = "a-key-made-for-one-form"
FORMS = strategies.tuples(
    strategies.sampled_from([STORY, OTHER]), strategies.integers(0, 5), strategies.sampled_from("abcz")
)
NUMBERS = count(1)


@pytest.fixture
def desk(given: Given) -> Desk:
    given.lesson()
    return Desk(given, given.pupil("Fenna"))


def rows(desk: Desk) -> list[tuple[str, bool]]:
    return [(each.choice, each.first) for each in desk.kept()]


def test_a_choice_is_kept_and_gives_back_what_belongs_to_it(desk: Desk) -> None:
    standing = desk.answers(STORY, "b")

    assert standing == Standing(desk.story(STORY).story.choice("b"))
    assert desk.stands(STORY) == standing
    assert rows(desk) == [("b", True)]


def test_before_a_choice_there_is_nothing_to_see(desk: Desk) -> None:
    assert desk.stands(STORY) == Standing(None)
    assert not desk.stands(STORY).finished


def test_the_first_choice_stays_the_first_and_every_change_is_kept_beside_it(desk: Desk) -> None:
    for choice in ("a", "c", "a", "b"):
        desk.answers(STORY, choice)

    assert rows(desk) == [("a", True), ("c", False), ("a", False), ("b", False)]
    assert desk.stands(STORY) == Standing(desk.story(STORY).story.choice("b"))


def test_each_story_has_a_first_answer_of_its_own(desk: Desk) -> None:
    desk.answers(STORY, "a")
    desk.answers(OTHER, "a")

    assert rows(desk) == [("a", True), ("a", True)]


def test_each_pupil_has_a_first_answer_of_their_own(given: Given, desk: Desk) -> None:
    other = Desk(given, given.pupil("Omar"))

    desk.answers(STORY, "a", KEY)
    other.answers(STORY, "b", KEY)

    assert rows(desk) == [("a", True)]
    assert rows(other) == [("b", True)]


def test_the_same_form_sent_again_is_one_answer_and_gives_the_same_back(desk: Desk) -> None:
    first = desk.answers(STORY, "b", KEY)

    again = [desk.answers(STORY, "b", KEY) for _ in range(3)]

    assert again == [first] * 3
    assert rows(desk) == [("b", True)]


def test_an_old_form_that_arrives_late_changes_nothing(desk: Desk) -> None:
    desk.answers(STORY, "a", KEY)
    newer = desk.answers(STORY, "b")

    assert desk.answers(STORY, "a", KEY) == newer
    assert rows(desk) == [("a", True), ("b", False)]


@pytest.mark.parametrize(("story", "choice"), [(STORY, "b"), (OTHER, "a")])
def test_a_form_that_was_sent_before_with_something_else_in_it_is_refused(desk: Desk, story: str, choice: str) -> None:
    desk.answers(STORY, "a", KEY)

    with pytest.raises(KeyUsed):
        desk.answers(story, choice, KEY)

    assert rows(desk) == [("a", True)]
    assert desk.stands(STORY) == Standing(desk.story(STORY).story.choice("a"))


@pytest.mark.parametrize("choice", ["", "z", "A", "choice", "opnieuw"])
def test_a_choice_the_story_does_not_have_is_refused(desk: Desk, choice: str) -> None:
    with pytest.raises(NothingChosen):
        desk.answers(STORY, choice)

    assert rows(desk) == []


def test_the_same_form_arriving_fifty_times_at_once_is_one_answer(desk: Desk) -> None:
    desk.sits_down()

    outcomes = all_at_once(lambda _: desk.answers(STORY, "b", KEY))

    assert {type(each) for each in outcomes} == {Standing}
    assert len(set(outcomes)) == 1
    assert rows(desk) == [("b", True)]


def test_of_one_form_arriving_at_once_with_two_choices_one_choice_is_kept(desk: Desk) -> None:
    desk.sits_down()

    outcomes = all_at_once(lambda number: desk.answers(STORY, "ab"[number % 2], KEY), 20)

    assert Counter(type(each) for each in outcomes) == {Standing: 10, KeyUsed: 10}
    assert len(rows(desk)) == 1


@pytest.mark.parametrize("times", [2, 30])
def test_of_different_forms_arriving_at_once_exactly_one_is_first(desk: Desk, times: int) -> None:
    desk.sits_down()

    outcomes = all_at_once(lambda number: desk.answers(STORY, "abc"[number % 3]), times)

    assert {type(each) for each in outcomes} == {Standing}
    assert sorted(first for _, first in rows(desk)) == [False] * (times - 1) + [True]


def test_thirty_pupils_answering_at_once_each_keep_their_own_first_answer(given: Given) -> None:
    given.lesson()
    names = [f"Kind {letter}{more}" for letter in "ABCDEF" for more in "abcde"]
    desks = [Desk(given, pupil) for pupil in given.pupils(*names)]
    for each in desks:
        each.sits_down()

    all_at_once(lambda number: desks[number].answers(STORY, "c", KEY), 30)

    assert [rows(each) for each in desks] == [[("c", True)]] * 30


def test_one_story_is_not_answered_without_end_and_another_one_goes_on(desk: Desk) -> None:
    for _ in range(answers.MOST_ANSWERS):
        desk.answers(STORY, "a")

    with pytest.raises(StoryDoneOften):
        desk.answers(STORY, "b")

    assert len(rows(desk)) == answers.MOST_ANSWERS
    assert desk.answers(OTHER, "a").outcome


def test_of_a_sensitive_lesson_no_answer_is_kept_at_all(given: Given) -> None:
    given.lesson()
    desk = Desk(given, given.pupil("Fenna"), sensitive=True)

    standing = desk.answers(STORY, "a")

    assert standing == Standing(desk.story(STORY).story.choice("a"))
    assert desk.kept() == []
    assert desk.stands(STORY) == Standing(None)


def test_answers_stand_in_another_order_for_each_pupil_and_always_the_same_for_one(library: Library) -> None:
    story = library.module("wie-zit-daar").story(STORY)

    orders = {tuple(each.key for each in answers.shuffled(story.choices, pupil, STORY)) for pupil in range(1, 200)}
    mine = {answers.shuffled(story.choices, 7, STORY) for _ in range(10)}

    assert len(orders) == 24
    assert len(mine) == 1


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@any_of(strategies.lists(FORMS, max_size=12))
def test_however_forms_are_repeated_and_mixed_up_each_key_is_one_answer(
    given: Given, forms: list[tuple[str, int, str]]
) -> None:
    given.lesson()
    desk = Desk(given, given.pupil(f"Kind {next(NUMBERS)}"))
    expected: dict[int, tuple[str, str]] = {}

    for story, number, choice in forms:
        try:
            desk.answers(story, choice, f"key-of-form-{number}")
            expected.setdefault(number, (story, choice))
        except KeyUsed:
            assert expected[number] != (story, choice)
        except NothingChosen:
            assert number not in expected

    kept = desk.kept()
    assert [(each.story, each.choice) for each in kept] == list(expected.values())
    seen = [each.story for each in kept]
    assert [each.first for each in kept] == [story not in seen[:number] for number, story in enumerate(seen)]

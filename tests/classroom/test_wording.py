"""Advice on how the group words its own rules: kind, and only where it helps."""

import pytest

from learn.classroom.wording import advice
from learn.content.library import Library


@pytest.mark.parametrize(
    "rule",
    [
        "Niet pesten",
        "Geen telefoons in de klas",
        "Wij pesten niet.",
        "Wij doen dat niet.",
        "Wij doen dat hier nooit!",
        "Wij sturen foto’s of filmpjes niet door.",
        "Wij maken geen foto’s als iemand dat wil.",
        "We laten niemand alleen.",
        "Wij niet als eerste.",
        "Als wij het niet weten, vragen wij hulp.",
    ],
)
def test_a_rule_that_only_says_what_we_do_not_do_gets_a_question(rule: str) -> None:
    assert advice(rule) == "say-what-you-do"


@pytest.mark.parametrize(
    "rule",
    [
        "Wij vragen hulp als we niet weten wie er typt.",
        "We wachten totdat niemand meer praat.",
        "Wij zorgen dat niemand alleen staat.",
        "Wij helpen kinderen die niet mogen meedoen.",
        "Wij vragen of iemand het niet wil.",
        "Wij praten met iemand en niet over iemand.",
        "Wij nemen het op voor elkaar.",
        "Onze telefoons zitten in de tas.",
    ],
)
def test_a_rule_that_says_what_we_do_is_left_alone(rule: str) -> None:
    assert advice(rule) is None


def test_a_long_rule_and_one_that_is_nobodys_get_advice_too() -> None:
    assert advice("Wij praten altijd eerst met elkaar en zoeken dan samen een heel goede oplossing.") == "shorter"
    assert advice("Iedereen mag meedoen") == "of-everybody"


def test_a_seed_of_a_lesson_is_good_as_it_is() -> None:
    assert advice("niet pesten!", ["Niet pesten."]) is None
    assert advice("Niet pesten, nooit.", ["Niet pesten."]) == "say-what-you-do"


def test_no_seed_of_ours_is_told_off(library: Library) -> None:
    seeds = [module.lesson.rule_seed.text for module in library.modules.values()]
    assert [seed for seed in seeds if advice(seed)] == []

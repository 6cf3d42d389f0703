"""Weighing: patterns and likeness together."""

from dataclasses import dataclass
from dataclasses import field
from typing import Any

import pytest

from learn.content.base import read
from learn.documents.clauses import RawClause
from learn.documents.likeness import Heard
from learn.documents.likeness import Likeness
from learn.documents.recognise import PERHAPS
from learn.documents.recognise import SURE
from learn.documents.recognise import About
from learn.documents.recognise import Patterns
from learn.documents.recognise import ready
from learn.documents.weighing import Scale


@dataclass(frozen=True)
class Hears(Likeness):
    """Hears the same in every clause."""

    heard: Heard = field(default_factory=lambda: Heard({}))

    def of(self, clause: RawClause) -> Heard:
        return self.heard


def weighed(text: str, **parts: float) -> tuple[About, ...]:
    """What is found in a text that sounds so much like each subject: ``phone__off`` is phone/off."""
    topics: dict[str, Any] = {
        "phone": {"sure": ["telefoon"], "perhaps": ["toestel"], "stances": [["off", "uit"], ["on", "aan"]]},
        "names": {"sure": ["wachtwoord"]},
    }
    patterns = read(Patterns, {"sets": {}, "aside": ["fruit"], "topics": topics}, "patterns.yaml")
    heard = {"phone": 0.0, "names": 0.0} | {name.replace("__", "/"): part for name, part in parts.items()}
    return Scale(ready(patterns), Hears([], [], {}, {}, Heard(heard))).about(RawClause("1", text, "line 1"))


def test_what_both_find_is_sure() -> None:
    assert weighed("De telefoon.", phone=0.9) == (About("phone", None, SURE),)


def test_a_pattern_is_enough_where_likeness_is_in_doubt() -> None:
    assert weighed("De telefoon.", phone=0.1, names=0.2) == (About("phone", None, SURE),)


def test_a_pattern_is_not_enough_where_likeness_hears_nothing_of_it() -> None:
    assert weighed("De telefoon.", names=0.9) == (About("names", None, PERHAPS),)


def test_a_likely_pattern_tips_the_scale_less_than_a_sure_one() -> None:
    assert weighed("Het toestel.", phone=0.1) == (About("phone", None, PERHAPS),) != weighed("De telefoon.", phone=0.1)
    assert weighed("Het toestel.", phone=0.03) == ()
    assert weighed("De telefoon.", phone=0.05) == (About("phone", None, SURE),)


def test_what_sounds_like_a_topic_is_about_it_without_a_pattern() -> None:
    assert weighed("Dat ding blijft weg.", phone=0.7) == (About("phone", None, PERHAPS),)


def test_the_likeliest_is_proposed_where_it_stands_out() -> None:
    assert weighed("Dat ding blijft weg.", phone=0.4, names=0.1) == (About("phone", None, PERHAPS),)
    assert weighed("Dat ding blijft weg.", phone=0.2, names=0.1) == ()


def test_what_patterns_put_aside_is_about_nothing() -> None:
    assert weighed("Fruit eten wij op het plein.", phone=0.9) == ()


def test_what_stands_beside_a_sentence_that_is_put_aside_is_heard() -> None:
    assert weighed("Wij eten fruit. Dat ding blijft weg.", phone=0.9) == (About("phone", None, PERHAPS),)


def test_topics_stand_in_the_order_of_the_patterns() -> None:
    found = weighed("Wachtwoord en telefoon.", names=0.5, phone=0.4)

    assert [each.topic for each in found] == ["phone", "names"]


@pytest.mark.parametrize(
    ("text", "off", "stance"),
    [
        ("De telefoon is uit.", 0.5, "off"),
        ("De telefoon.", 0.8, "off"),
        ("De telefoon.", 0.3, None),
        ("De telefoon mag aan.", 0.6, "on"),
        ("De telefoon mag aan.", 0.95, "off"),
    ],
)
def test_a_stance_that_is_heard_clearly_goes_before_that_of_a_pattern(text: str, off: float, stance: str) -> None:
    (found,) = weighed(text, phone__off=off, phone=0.0, phone__on=(1 - off) / 2, phone__else=(1 - off) / 2)

    assert found.stance == stance

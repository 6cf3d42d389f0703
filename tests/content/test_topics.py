"""The shipped topics: complete, and sayable with whatever a group calls its teacher."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from learn import paths
from learn.content.base import Unknown
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.cast import PLACEHOLDER
from learn.content.cast import Teacher
from learn.content.cast import fill
from learn.content.topics import Topic
from learn.content.topics import Topics

STANCES = {
    "tell-an-adult": (),
    "not-your-fault": (),
    "report-harm": (),
    "ask-before-contact": ("never", "with-permission"),
    "answer-strangers": ("never", "with-permission"),
    "plan-online-work": (),
    "suitable-sites": (),
    "passwords": (),
    "downloads-accounts": ("never", "with-permission"),
    "know-the-app": (),
    "own-responsibility": (),
    "posing-as-someone-else": (),
    "school-name": (),
    "personal-data": ("never", "with-permission", "unless-harmless"),
    "photos-of-people": ("never", "with-permission", "with-consent-of-shown"),
    "recording-at-school": ("head-permission", "teacher-permission", "never"),
    "online-stays": (),
    "forwarding-counts": (),
    "meant-for-you": (),
    "copyright": (),
    "decency": (),
    "public-quarrel": (),
    "good-name": (),
    "phone-at-school": ("off-in-bag", "handed-in", "not-in-lessons", "free-in-commons"),
    "phone-for-learning": (),
    "social-media-in-class": ("school-hours", "lessons", "never"),
    "teachers-no-friends": ("forbidden", "reserved"),
    "consequences": (),
}
THEMES = {
    "help": 3,
    "safe-internet": 9,
    "privacy": 5,
    "sexting": 2,
    "copyright": 1,
    "manners": 4,
    "phone": 3,
    "consequences": 1,
}
DENIALS = {"niet", "geen", "nooit", "niets", "niemand", "nergens"}


@pytest.fixture(scope="module")
def topics() -> Topics:
    return read(Topics, read_yaml(paths.PROTOCOLS / "topics.yaml", "topics.yaml"), "topics.yaml")


def test_every_topic_stands_there_once_in_order_with_its_stances(topics: Topics) -> None:
    found = [(topic.slug, tuple(stance.slug for stance in topic.stances)) for topic in topics]

    assert found == list(STANCES.items())


def test_every_theme_has_its_topics(topics: Topics) -> None:
    assert {theme: sum(topic.theme == theme for topic in topics) for theme in THEMES} == THEMES


def test_only_what_adults_promise_is_not_signed(topics: Topics) -> None:
    shown = {topic.slug for topic in topics if not topic.kept_by_children}

    assert shown == {"not-your-fault", "teachers-no-friends", "consequences"}


@pytest.mark.parametrize("teacher", get_args(Teacher))
def test_a_child_sentence_is_at_most_ten_words(topics: Topics, teacher: Teacher) -> None:
    said = [fill(sentence, {}, teacher) for sentence in _sentences(topics)]

    assert [sentence for sentence in said if len(sentence.split()) > 10] == []


@pytest.mark.parametrize("teacher", get_args(Teacher))
def test_a_tip_is_at_most_twelve_words(topics: Topics, teacher: Teacher) -> None:
    said = [fill(topic.tip, {}, teacher) for topic in topics if topic.tip]

    assert said
    assert [tip for tip in said if len(tip.split()) > 12] == []


def test_a_tip_is_said_to_the_child_and_not_for_the_school(topics: Topics) -> None:
    tips = [topic.tip for topic in topics if topic.tip]

    assert [tip for tip in tips if not re.search(r"\b(je|jij|jou|jouw|jezelf)\b", tip, re.I)] == []
    assert [tip for tip in tips if re.search(r"\b(wij|we|ons|onze|moet|moeten|mag niet)\b", tip, re.I)] == []


def test_no_sentence_fixes_what_a_group_calls_its_teacher(topics: Topics) -> None:
    promised_by_adults = topics.topic("teachers-no-friends")
    fixed = [
        each for each in _sentences(topics) if re.search(r"\b(juf|meester|leerkracht)", PLACEHOLDER.sub("", each), re.I)
    ]

    assert set(fixed) == set(_of(promised_by_adults))


def test_no_article_stands_before_the_teacher(topics: Topics) -> None:
    assert [each for each in _sentences(topics) if re.search(r"\b(de|een|onze|je) \{juf\}", each, re.I)] == []


def test_no_sentence_denies_twice(topics: Topics) -> None:
    parts = [part for each in _sentences(topics) for part in re.split(r"[.?!]", each)]

    assert [part for part in parts if sum(word in DENIALS for word in re.findall(r"\w+", part.lower())) > 1] == []


def test_stances_differ_in_what_a_child_reads(topics: Topics) -> None:
    alike = [topic.slug for topic in topics if len(set(_of(topic))) < len(topic.stances)]

    assert alike == ["teachers-no-friends"]


@pytest.mark.parametrize(
    ("deeds", "forbids", "advice"),
    [
        ({}, ["film"], "say in deeds what film means"),
        ({"film": "Filmen.", "send": "Versturen."}, ["film"], "let a stance forbid send, or take it out of deeds"),
    ],
)
def test_deeds_are_what_stances_forbid_no_more_and_no_less(
    deeds: dict[str, str], forbids: list[str], advice: str
) -> None:
    stance = {"slug": "never", "child": "Wij filmen niet.", "forbids": forbids}

    with pytest.raises(ValueError, match=advice):
        Topic.model_validate(
            {"slug": "film", "theme": "privacy", "about": "Filmen.", "stances": [stance], "deeds": deeds}
        )


def test_a_stance_forbids_its_deeds_and_a_topic_without_stances_forbids_nothing(topics: Topics) -> None:
    assert topics.topic("recording-at-school").forbids("teacher-permission") == {"records-unasked"}
    assert topics.topic("decency").forbids(None) == frozenset()
    with pytest.raises(Unknown):
        topics.topic("recording-at-school").forbids("sometimes")


def _sentences(topics: Topics) -> Iterator[str]:
    for topic in topics:
        yield from _of(topic)


def _of(topic: Topic) -> list[str]:
    return [topic.child] if topic.child else [stance.child for stance in topic.stances]

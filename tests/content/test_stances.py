"""Every story under every stance: no rating and no feedback goes against the agreement beside it."""

import re
from collections.abc import Iterator
from itertools import combinations
from itertools import product

import pytest

from learn.content.build import BuiltStory
from learn.content.build import build
from learn.content.cast import Names
from learn.content.cast import fill
from learn.content.library import Library
from learn.content.library import Module
from learn.content.library import load
from learn.content.stances import differing
from learn.content.stances import taking
from learn.content.stances import variants
from learn.content.stories import Rated
from learn.content.stories import Story
from learn.content.topics import Subject
from learn.content.topics import Topics

LIBRARY = load()
TOPICS = LIBRARY.topics
STORIES = [(module, story) for module in LIBRARY.modules.values() for story in module.stories.values()]
ON_STANCES = [(module, story) for module, story in STORIES if differing(story, TOPICS)]
FLIPPING = (
    "photos-of-people",
    "personal-data",
    "recording-at-school",
    "phone-at-school",
    "social-media-in-class",
    "ask-before-contact",
)
SPEAKS_OF_AN_AGREEMENT = re.compile(
    r"\b(?:afgesproken|de afspraak|met school ook|bij jullie|jullie school)\b"
    r"|\b(?:op school|tijd|les)\b[^.]* jullie\b|\bjullie\b[^.]* op school\b",
    re.IGNORECASE,
)

each_story = pytest.mark.parametrize(
    ("module", "story"), ON_STANCES, ids=[f"{module.folder}/{story.slug}" for module, story in ON_STANCES]
)


def combined(story: Story) -> Iterator[dict[str, str]]:
    """Every way a school can stand on the topics of this story, silence on any of them included."""
    topics = differing(story, TOPICS)
    for stances in product(*([None, *topic.stances] for topic in topics)):
        yield {topic.slug: stance.slug for topic, stance in zip(topics, stances, strict=True) if stance}


def told(module: Module, story: Story, stances: dict[str, str]) -> BuiltStory:
    """This story at a school that stands so, everywhere, and agreed on nothing else."""
    subjects = [Subject(topic=topic, stance=stance) for topic, stance in stances.items()]
    return build(module, taking(subjects, TOPICS), Names()).story(story.slug)


def strong(built: BuiltStory) -> set[str]:
    return {answer.key for answer in built.story.answers if answer.rating in ("strong", "right")}


def forbidden(answer: Rated, topic: str, stance: str, topics: Topics = TOPICS) -> set[str]:
    """What this answer does and this stance forbids."""
    taken = next(each for each in topics.topic(topic).stances if each.slug == stance)
    return set(answer.does or ()) & set(taken.forbids)


def sentence(topic: str, stance: str) -> str:
    """The child sentence of this stance, as topics.yaml has it."""
    return fill(next(each.child for each in TOPICS.topic(topic).stances if each.slug == stance), {}, Names().teacher)


@each_story
def test_an_answer_cites_the_sentence_of_the_stance_its_school_takes(module: Module, story: Story) -> None:
    for stances in combined(story):
        built = told(module, story, stances)
        for answer in built.story.answers:
            cited = built.citation_of(answer)
            if cited.topic in stances:
                assert (cited.kind, cited.sentence) == ("agreement", sentence(cited.topic, stances[cited.topic]))
            else:
                assert cited.kind == "tip"


@each_story
def test_what_a_stance_forbids_is_never_strong_and_okay_only_beside_that_agreement(
    module: Module, story: Story
) -> None:
    for stances in combined(story):
        built = told(module, story, stances)
        for answer in built.story.answers:
            by = {topic for topic, stance in stances.items() if forbidden(answer, topic, stance)}
            if by:
                assert answer.rating not in ("strong", "right"), (answer.key, stances)
                assert answer.rating != "okay" or built.citation_of(answer).topic in by, (answer.key, stances)


@each_story
def test_what_is_rated_lower_than_without_agreements_does_what_the_cited_stance_forbids(
    module: Module, story: Story
) -> None:
    ranks = {"wrong": 0, "harder": 0, "open": 1, "okay": 1, "strong": 2, "right": 2}
    silent = {answer.key: ranks[answer.rating] for answer in told(module, story, {}).story.answers}
    for stances in combined(story):
        built = told(module, story, stances)
        for answer in built.story.answers:
            if ranks[answer.rating] < silent[answer.key]:
                cited = built.citation_of(answer)
                assert forbidden(answer, cited.topic, stances[cited.topic]), (answer.key, stances)


@each_story
def test_words_about_an_agreement_stand_only_beside_the_agreement_they_are_about(module: Module, story: Story) -> None:
    silent = {answer.key: answer.feedback for answer in told(module, story, {}).story.answers}
    assert not [feedback for feedback in silent.values() if SPEAKS_OF_AN_AGREEMENT.search(feedback)]
    for stances in combined(story):
        built = told(module, story, stances)
        for answer in built.story.answers:
            if answer.feedback != silent[answer.key]:
                assert built.citation_of(answer).kind == "agreement", (answer.key, stances)


@each_story
def test_telling_an_adult_is_strong_under_every_stance(module: Module, story: Story) -> None:
    telling = {answer.key for answer in story.answers if answer.tells_adult}
    for stances in combined(story):
        assert telling <= strong(told(module, story, stances)), stances


def test_most_words_for_a_stance_speak_of_the_agreement() -> None:
    spoken = [each.feedback for _, story in STORIES for answer in story.answers for each in answer.under]

    assert len([feedback for feedback in spoken if SPEAKS_OF_AN_AGREEMENT.search(feedback)]) > len(spoken) * 0.8


@pytest.mark.parametrize("topic", FLIPPING)
def test_the_stance_decides_which_answer_is_strong(topic: str) -> None:
    flipping = set()
    for module, story in ON_STANCES:
        under = {
            stance.slug: frozenset(strong(told(module, story, {topic: stance.slug})))
            for stance in TOPICS.topic(topic).stances
            if topic in {each.slug for each in differing(story, TOPICS)}
        }
        if len(set(under.values())) > 1:
            flipping.add(story.slug)

    assert flipping


@pytest.mark.parametrize("topic", FLIPPING)
def test_no_two_stances_read_the_same_in_every_story(topic: str) -> None:
    for one, other in combinations([stance.slug for stance in TOPICS.topic(topic).stances], 2):
        assert sentence(topic, one) != sentence(topic, other)
        assert any(
            [(answer.rating, answer.feedback) for answer in told(module, story, {topic: one}).story.answers]
            != [(answer.rating, answer.feedback) for answer in told(module, story, {topic: other}).story.answers]
            for module, story in ON_STANCES
        ), (one, other)


def test_the_same_photo_is_another_story_under_never_than_under_a_teachers_leave(library: Library) -> None:
    module = library.module("delen-of-houden")
    never = build(module, library.protocol("de-bron"), Names()).story("foto-op-het-plein")
    leave = told(module, module.story("foto-op-het-plein"), {"photos-of-people": "with-permission"})
    consent = told(module, module.story("foto-op-het-plein"), {"photos-of-people": "with-consent-of-shown"})

    assert [strong(never), strong(leave), strong(consent)] == [{"a", "d"}, {"a"}, {"a", "c"}]
    assert len({built.citation.sentence for built in (never, leave, consent)}) == 3


def test_the_list_to_read_has_each_story_under_each_stance_on_its_topics_and_under_none() -> None:
    listed = [(each.built.slug, str(each.subject)) for each in variants(LIBRARY)]

    assert listed.count(("je-tas-zoemt", "None")) == 1
    assert {subject for slug, subject in listed if slug == "je-tas-zoemt"} == {
        "None",
        *TOPICS.topic("phone-at-school").subjects,
        *TOPICS.topic("social-media-in-class").subjects,
    }
    assert "van-wie-is-die-code" not in dict(listed)


def test_the_list_to_read_marks_words_of_its_own_and_says_why_there_are_none() -> None:
    listed = {(each.built.slug, str(each.subject)): each for each in variants(LIBRARY)}

    assert listed["foto-op-het-plein", "photos-of-people/never"].own == {"a", "b", "c", "d"}
    assert listed["foto-op-het-plein", "None"].own == set()
    for (_, subject), each in listed.items():
        assert subject == "None" or bool(each.own) != bool(each.why)

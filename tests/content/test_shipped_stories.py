"""The shipped stories: what a child reads fits what its school agreed, also on stances of no shipped protocol."""

import re
from collections.abc import Iterator

import pytest

from learn.content.build import BuiltStory
from learn.content.build import Citation
from learn.content.build import build
from learn.content.cast import Names
from learn.content.library import Library
from learn.content.stances import taking
from learn.content.stories import Rated
from learn.content.topics import Subject

AS_AGREED = re.compile(
    r"afgesproken|de afspraak|en met school ook|bij jullie|jullie school|(?:op school|tijd|les) .*jullie"
)
RATINGS = ("harder", "okay", "strong")
LESSONS = {
    "dansje-in-de-groepsapp": "delen-of-houden",
    "appen-over-het-dansje": "delen-of-houden",
    "de-bouwvriend": "delen-of-houden",
    "de-musical": "delen-of-houden",
    "een-duiker-in-de-chat": "wie-zit-daar",
    "je-tas-zoemt": "wie-zit-daar",
}


def told(library: Library, slug: str, *subjects: str) -> BuiltStory:
    """This story for a school that agreed on these subjects everywhere, and on nothing else."""
    protocol = taking([Subject.model_validate(subject) for subject in subjects], library.topics)
    return build(library.module(LESSONS[slug]), protocol, Names()).story(slug)


def answer(built: BuiltStory, key: str) -> Rated:
    return next(each for each in built.story.answers if each.key == key)


def cited(built: BuiltStory, key: str) -> Citation:
    return built.citation_of(answer(built, key))


def test_no_feedback_speaks_of_an_agreement_beside_a_tip(library: Library) -> None:
    told_beside_a_tip = [each.feedback for each, citation in _everything(library) if citation.kind == "tip"]

    assert told_beside_a_tip
    assert [feedback for feedback in told_beside_a_tip if AS_AGREED.search(feedback)] == []


def test_feedback_on_a_stance_is_among_what_speaks_of_an_agreement(library: Library) -> None:
    assert [each for each, citation in _everything(library) if AS_AGREED.search(each.feedback)]


@pytest.mark.parametrize("stance", ["never", "with-permission", "with-consent-of-shown"])
@pytest.mark.parametrize(
    ("key", "topic"), [("a", "photos-of-people"), ("b", "tell-an-adult"), ("c", "decency"), ("d", "tell-an-adult")]
)
def test_the_photo_rule_is_for_who_shares_a_film_and_not_for_who_is_in_it(
    library: Library, stance: str, key: str, topic: str
) -> None:
    built = told(library, "dansje-in-de-groepsapp", f"photos-of-people/{stance}", "decency", "tell-an-adult")

    assert (cited(built, key).topic, cited(built, key).kind) == (topic, "agreement")


@pytest.mark.parametrize(("slug", "key"), [("appen-over-het-dansje", "stil"), ("de-musical", "c")])
def test_who_is_in_the_film_and_says_nothing_reads_that_telling_is_possible(
    library: Library, slug: str, key: str
) -> None:
    assert cited(told(library, slug), key).topic == "tell-an-adult"


@pytest.mark.parametrize("stance", [None, "never", "with-permission", "unless-harmless"])
def test_telling_name_school_and_village_is_never_rated_above_telling_a_first_name(
    library: Library, stance: str | None
) -> None:
    built = told(library, "de-bouwvriend", *([f"personal-data/{stance}"] if stance else []))

    assert RATINGS.index(answer(built, "gestopt").rating) <= RATINGS.index(answer(built, "naam").rating)
    assert answer(built, "gestopt").rating == ("harder" if stance else "okay")
    assert "Het is niet jouw schuld." in answer(built, "gestopt").feedback


@pytest.mark.parametrize(
    ("agreed", "rating", "topic"),
    [
        ([], "okay", "phone-at-school"),
        (["phone-at-school/off-in-bag"], "harder", "phone-at-school"),
        (["phone-at-school/handed-in"], "harder", "phone-at-school"),
        (["phone-at-school/not-in-lessons"], "strong", "phone-at-school"),
        (["phone-at-school/free-in-commons"], "strong", "phone-at-school"),
        (["social-media-in-class/lessons"], "strong", "social-media-in-class"),
        (["social-media-in-class/school-hours"], "harder", "social-media-in-class"),
        (["social-media-in-class/never"], "harder", "social-media-in-class"),
        (["phone-at-school/not-in-lessons", "social-media-in-class/lessons"], "strong", "phone-at-school"),
        (["phone-at-school/not-in-lessons", "social-media-in-class/school-hours"], "harder", "social-media-in-class"),
        (["phone-at-school/free-in-commons", "social-media-in-class/never"], "harder", "social-media-in-class"),
        (["phone-at-school/off-in-bag", "social-media-in-class/school-hours"], "harder", "phone-at-school"),
    ],
)
def test_reading_a_message_in_the_break_is_what_the_school_agreed_on_phones_and_on_messages(
    library: Library, agreed: list[str], rating: str, topic: str
) -> None:
    built = told(library, "je-tas-zoemt", *agreed)

    assert (answer(built, "c").rating, cited(built, "c").topic) == (rating, topic)


@pytest.mark.parametrize(
    ("agreed", "clash"),
    [
        ([], False),
        (["phone-at-school/not-in-lessons"], False),
        (["phone-at-school/free-in-commons"], False),
        (["social-media-in-class/lessons"], False),
        (["phone-at-school/off-in-bag"], True),
        (["phone-at-school/handed-in"], True),
        (["social-media-in-class/school-hours"], True),
        (["social-media-in-class/never"], True),
    ],
)
def test_home_and_school_clash_only_where_school_agreed_on_the_break(
    library: Library, agreed: list[str], clash: bool
) -> None:
    asking = answer(told(library, "je-tas-zoemt", *agreed), "b")

    assert ("en met school ook" in asking.feedback) == clash
    assert asking.rating == "strong"


@pytest.mark.parametrize(
    ("agreed", "rating", "topic"),
    [
        ([], "okay", "ask-before-contact"),
        (["ask-before-contact/with-permission"], "harder", "ask-before-contact"),
        (["ask-before-contact/never"], "harder", "ask-before-contact"),
        (["social-media-in-class/school-hours"], "harder", "social-media-in-class"),
        (["social-media-in-class/lessons"], "harder", "social-media-in-class"),
        (["social-media-in-class/never"], "harder", "social-media-in-class"),
        (["ask-before-contact/never", "social-media-in-class/lessons"], "harder", "ask-before-contact"),
    ],
)
def test_chatting_in_a_lesson_without_asking_is_harder_wherever_the_school_agreed_on_it(
    library: Library, agreed: list[str], rating: str, topic: str
) -> None:
    built = told(library, "een-duiker-in-de-chat", *agreed)

    assert (answer(built, "a").rating, cited(built, "a").topic) == (rating, topic)


@pytest.mark.parametrize(
    ("agreed", "clash"),
    [([], False), (["social-media-in-class/lessons"], False), (["ask-before-contact/with-permission"], True)],
)
def test_asking_first_clashes_with_keeping_quiet_only_where_it_was_agreed(
    library: Library, agreed: list[str], clash: bool
) -> None:
    asking = answer(told(library, "een-duiker-in-de-chat", *agreed), "c")

    assert ("botst" in asking.feedback) == clash
    assert asking.rating == "strong"


def _everything(library: Library) -> Iterator[tuple[Rated, Citation]]:
    """Every answer of every story under every protocol, with what it answers to."""
    for protocol in library.protocols.values():
        for module in library.modules.values():
            for built in build(module, protocol, Names()).stories.values():
                for each in built.story.answers:
                    yield each, built.citation_of(each)

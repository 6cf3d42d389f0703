"""The shipped protocols: what a reader counts in each document by hand, and what holds for every one of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from learn.content.base import strings
from learn.content.build import BuiltStory
from learn.content.build import build
from learn.content.cast import Names
from learn.content.cast import fill
from learn.content.library import Library
from learn.content.protocols import EVERYONE
from learn.content.protocols import Clause
from learn.content.protocols import Party
from learn.content.protocols import Protocol
from learn.content.stories import Story
from learn.content.topics import Subject

STAFF: tuple[Party, ...] = ("staff",)
PUPILS: tuple[Party, ...] = ("pupils",)
PUPILS_AND_STAFF: tuple[Party, ...] = ("pupils", "staff")
PUPILS_AND_PARENTS: tuple[Party, ...] = ("pupils", "parents")
NAMES = Names()
Meant = dict[tuple[str, str], set[Subject | None]]
"""The stances that an answer's feedback is meant for; None where it is for every other school."""


def dotted(letter: str, last: int) -> tuple[str, ...]:
    """A.1 up to and including A.``last``."""
    return tuple(f"{letter}.{number}" for number in range(1, last + 1))


def spaced(heading: str, last: int) -> tuple[str, ...]:
    """Sancties 1 up to and including Sancties ``last``."""
    return tuple(f"{heading} {number}" for number in range(1, last + 1))


def lettered(chapter: str, letters: str) -> tuple[str, ...]:
    """5.1.a, 5.1.b and so on: one for each of ``letters``."""
    return tuple(f"{chapter}.{letter}" for letter in letters)


@dataclass(frozen=True)
class Counted:
    """What a reader counts in a document.

    ``count`` is how many clauses it has and ``refs`` which, in its order. ``binds`` says whom, and ``agreements`` what
    children can be held to; both by the name a clause goes by. ``unsigned`` are the clauses among them that no rule
    names: another clause leads their topic and asks something else of children, and they sign one rule a topic.
    """

    count: int
    refs: tuple[str, ...]
    binds: dict[tuple[Party, ...], tuple[str, ...]]
    agreements: dict[str, list[str]]
    unsigned: tuple[str, ...] = ()


LENTIZ_ITEMS = tuple(f"5.1.i sub {number}" for number in ("i", "ii", "iii", "iv", "v"))

COUNTED = {
    "archipel": Counted(
        count=13,
        refs=tuple(str(number) for number in range(1, 14)),
        binds={
            EVERYONE: ("8",),
            STAFF: ("1", "2", "3", "4", "5", "6", "7", "9", "10", "11", "12", "13"),
        },
        agreements={"8": ["good-name"]},
    ),
    "de-bron": Counted(
        count=27 + 3 + 7,
        refs=(
            *spaced("Uitgangspunten", 5),
            *spaced("Doelgroep", 2),
            *spaced("Middelen", 3),
            *dotted("A", 10),
            *dotted("B", 3),
            *dotted("C", 4),
            *spaced("Lesprogramma's", 3),
            *spaced("Aanvullende gedragsafspraken", 7),
        ),
        binds={
            EVERYONE: (
                "Uitgangspunten 3",
                "Uitgangspunten 4",
                *spaced("Doelgroep", 2),
                "A.2",
                "A.3",
                "A.4",
                "A.6",
                "A.7",
                "A.9",
                "A.10",
            ),
            PUPILS_AND_STAFF: ("A.1",),
            STAFF: (
                "Uitgangspunten 1",
                "Uitgangspunten 2",
                "Uitgangspunten 5",
                *spaced("Middelen", 3),
                "A.5",
                "A.8",
                *dotted("B", 3),
                *dotted("C", 4),
                *spaced("Lesprogramma's", 3),
            ),
            PUPILS: spaced("gedragsafspraak", 7),
        },
        agreements={
            "Uitgangspunten 3": ["decency"],
            "Uitgangspunten 4": ["good-name"],
            "A.1": ["social-media-in-class/school-hours", "recording-at-school/teacher-permission"],
            "A.2": ["personal-data/unless-harmless"],
            "A.3": ["own-responsibility"],
            "A.4": ["online-stays"],
            "A.6": ["photos-of-people/never"],
            "A.7": ["public-quarrel"],
            "A.9": ["decency", "passwords", "meant-for-you"],
            "A.10": ["report-harm"],
            "gedragsafspraak 1": ["tell-an-adult"],
            "gedragsafspraak 2": ["ask-before-contact/with-permission"],
            "gedragsafspraak 3": ["photos-of-people/never", "meant-for-you"],
            "gedragsafspraak 4": ["plan-online-work"],
            "gedragsafspraak 5": ["phone-at-school/off-in-bag"],
            "gedragsafspraak 6": ["recording-at-school/head-permission"],
            "gedragsafspraak 7": ["phone-for-learning"],
        },
    ),
    "edu-ley": Counted(
        count=7 + 2 + 6 + 8 + 3 + 3 + 5,
        refs=(
            *spaced("Uitgangspunten", 7),
            *spaced("Doelgroep", 2),
            *(f"Profilering {letter}" for letter in "abcdef"),
            *dotted("A", 8),
            *dotted("B", 3),
            *dotted("C", 3),
            *spaced("Sancties", 5),
        ),
        binds={
            EVERYONE: (
                "Uitgangspunten 3",
                "Uitgangspunten 4",
                *spaced("Doelgroep", 2),
                "A.2",
                "A.4",
                "A.5",
                "A.6",
                "A.8",
                "Sancties 5",
            ),
            PUPILS_AND_STAFF: ("Profilering f", "A.1"),
            STAFF: (
                "Uitgangspunten 1",
                "Uitgangspunten 2",
                "Uitgangspunten 5",
                "Uitgangspunten 6",
                "Uitgangspunten 7",
                *(f"Profilering {letter}" for letter in "abcde"),
                "A.3",
                "A.7",
                *dotted("B", 3),
                *dotted("C", 3),
                *spaced("Sancties", 2),
            ),
            PUPILS_AND_PARENTS: ("Sancties 3", "Sancties 4"),
        },
        agreements={
            "Uitgangspunten 3": ["decency"],
            "Uitgangspunten 4": ["good-name"],
            "A.1": ["social-media-in-class/lessons"],
            "A.2": ["personal-data/unless-harmless"],
            "A.4": ["own-responsibility"],
            "A.5": ["online-stays"],
            "A.6": ["photos-of-people/with-consent-of-shown"],
            "A.8": ["decency"],
        },
    ),
    "kardinaal-de-jong": Counted(
        count=25 + 4,
        refs=(
            *dotted("A", 5),
            *dotted("B", 2),
            *dotted("a", 7),
            *dotted("b", 3),
            *dotted("c", 3),
            *spaced("Sancties", 5),
            *spaced("Bedenk dat", 4),
        ),
        binds={
            EVERYONE: (
                "A.3",
                "A.4",
                *dotted("B", 2),
                "a.2",
                "a.3",
                "a.4",
                "a.5",
                "a.7",
                "Sancties 5",
                *spaced("Bedenk dat", 4),
            ),
            PUPILS_AND_STAFF: ("a.1",),
            STAFF: ("A.1", "A.2", "A.5", "a.6", *dotted("b", 3), *dotted("c", 3), *spaced("Sancties", 2)),
            PUPILS_AND_PARENTS: ("Sancties 3", "Sancties 4"),
        },
        agreements={
            "A.3": ["decency"],
            "A.4": ["good-name"],
            "a.1": ["social-media-in-class/school-hours"],
            "a.2": ["personal-data/unless-harmless"],
            "a.3": ["own-responsibility"],
            "a.4": ["online-stays"],
            "a.5": ["photos-of-people/with-consent-of-shown"],
            "a.7": ["decency"],
            "Bedenk dat 2": ["online-stays"],
            "Bedenk dat 3": ["copyright"],
            "Bedenk dat 4": ["decency"],
        },
    ),
    "lentiz": Counted(
        count=45 + 5,
        refs=(
            *lettered("2", "abcdef"),
            *lettered("3", "abc"),
            *lettered("4", "abcdef"),
            *lettered("5.1", "abcdefghi"),
            *LENTIZ_ITEMS,
            *lettered("5.1", "jk"),
            *lettered("5.2", "abcdefghi"),
            *lettered("6", "abcde"),
            *lettered("7", "abcde"),
        ),
        binds={
            EVERYONE: (
                *lettered("2", "de"),
                *lettered("3", "abc"),
                *lettered("5.1", "acdefghijk"),
                *LENTIZ_ITEMS,
            ),
            PUPILS_AND_STAFF: ("5.1.b",),
            STAFF: (
                *lettered("2", "abcf"),
                *lettered("4", "abcdef"),
                *lettered("5.2", "abcdefghi"),
                *lettered("6", "abcde"),
                *lettered("7", "de"),
            ),
            PUPILS_AND_PARENTS: lettered("7", "abc"),
        },
        agreements={
            "2.d": ["decency"],
            "2.e": ["good-name"],
            "5.1.a": ["school-name"],
            "5.1.b": ["social-media-in-class/lessons", "phone-at-school/not-in-lessons"],
            "5.1.c": ["phone-at-school/free-in-commons"],
            "5.1.d": ["personal-data/never", "photos-of-people/never"],
            "5.1.f": ["know-the-app"],
            "5.1.g": ["own-responsibility", "forwarding-counts"],
            "5.1.h": ["online-stays"],
            "5.1.i sub i": ["suitable-sites"],
            "5.1.i sub ii": ["passwords"],
            "5.1.i sub iii": ["meant-for-you", "copyright"],
            "5.1.i sub iv": ["posing-as-someone-else"],
            "5.1.i sub v": ["decency"],
            "5.1.j": ["decency"],
            "5.1.k": ["good-name"],
        },
        unsigned=("5.1.c",),
    ),
}


@pytest.fixture(params=COUNTED)
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def protocol(library: Library, slug: str) -> Protocol:
    return library.protocol(slug)


def test_every_shipped_protocol_is_counted(library: Library) -> None:
    assert sorted(library.protocols) == sorted(COUNTED)


def test_every_clause_stands_there_in_the_order_of_the_document(protocol: Protocol, slug: str) -> None:
    assert tuple(clause.ref for clause in protocol.document.clauses) == COUNTED[slug].refs
    assert len(COUNTED[slug].refs) == COUNTED[slug].count


def test_no_two_clauses_share_a_name(protocol: Protocol) -> None:
    names = [clause.name for clause in protocol.document.clauses]

    assert len(set(names)) == len(names)


def test_every_clause_binds_its_subject(protocol: Protocol, slug: str) -> None:
    counted = {name: binds for binds, names in COUNTED[slug].binds.items() for name in names}

    assert {clause.name: clause.binds for clause in protocol.document.clauses} == counted


def test_children_can_be_held_to_these_and_no_others(protocol: Protocol, slug: str) -> None:
    found: dict[str, list[str]] = {}
    for each in protocol.agreements:
        found.setdefault(each.clause.name, []).append(str(each.subject))

    assert found == COUNTED[slug].agreements


def test_what_does_not_bind_children_is_never_an_agreement(protocol: Protocol) -> None:
    for_others = {clause.name for clause in protocol.document.clauses if "pupils" not in clause.binds}

    assert for_others.isdisjoint(agreement.clause.name for agreement in protocol.agreements)


def test_every_agreement_is_signed_with_some_rule_unless_another_asks_something_else(
    protocol: Protocol, slug: str
) -> None:
    signed = {ref for rule in protocol.rules for ref in rule.refs}
    unsigned = [agreement for agreement in protocol.agreements if agreement.clause.name not in signed]
    led_by = {rule.subject.topic: rule.subject for rule in protocol.rules}

    assert {agreement.clause.name for agreement in unsigned} == set(COUNTED[slug].unsigned)
    assert all(led_by[agreement.subject.topic] != agreement.subject for agreement in unsigned)


def test_there_is_one_rule_a_topic(protocol: Protocol) -> None:
    topics = [rule.subject.topic for rule in protocol.rules]

    assert sorted(topics) == sorted({agreement.subject.topic for agreement in protocol.agreements})


def test_no_paraphrase_blames_or_threatens(protocol: Protocol) -> None:
    hard = r"\b(eigen schuld|schuldig|verwijtbaar|straf|straffen|dader|slachtoffer|boete)\b"
    clauses = protocol.document.clauses

    assert [clause.name for clause in clauses if re.search(hard, clause.paraphrase, re.IGNORECASE)] == []


def test_every_module_builds_with_nothing_left_to_fill_in(library: Library, protocol: Protocol) -> None:
    for module in library.modules.values():
        built = build(module, protocol, NAMES)

        assert list(built.stories) == list(module.stories)
        assert not [text for each in built.stories.values() for _, text in strings(each.story) if set("{}") & set(text)]


def test_what_is_cited_binds_children_and_holds_where_the_story_plays(library: Library, protocol: Protocol) -> None:
    for _, built in _told(library, protocol):
        for topic, citation in built.citations.items():
            holding = [clause for clause in _holding(protocol, built) if _speaks_of(clause, topic)]
            kept = [clause.name for clause in holding if protocol.topics.topic(topic).kept_by_children]

            assert bool(kept) == (citation.kind == "agreement")
            assert citation.kind == "tip" or citation.ref in kept
            assert citation.elsewhere not in kept


def test_a_tip_is_on_what_the_answer_is_about(library: Library, protocol: Protocol) -> None:
    for _, built in _told(library, protocol):
        leading = built.story.topics[0]
        for citation in (built.citation_of(answer) for answer in built.story.answers):
            if citation.kind == "tip":
                tip = built.story.tip if citation.topic == leading else protocol.topics.topic(citation.topic).tip
                assert tip and citation.sentence == fill(tip, {}, NAMES.teacher)


def test_feedback_for_a_stance_is_shown_only_where_a_clause_takes_it(library: Library, protocol: Protocol) -> None:
    for feedback, built in _told(library, protocol):
        taken = {subject for clause in _holding(protocol, built) for subject in clause.topics}
        for answer in built.story.answers:
            assert feedback[answer.key, answer.feedback] & {None, *taken}


def _told(library: Library, protocol: Protocol) -> Iterator[tuple[Meant, BuiltStory]]:
    """Every story as it is told under a protocol, with what each piece of feedback is meant for."""
    for module in library.modules.values():
        for slug, built in build(module, protocol, NAMES).stories.items():
            yield _meant(module.story(slug), built), built


def _meant(story: Story, built: BuiltStory) -> Meant:
    meant: Meant = {}
    for answer in story.answers:
        meant.setdefault((answer.key, fill(answer.feedback, built.people, NAMES.teacher)), set()).add(None)
        for each in answer.under:
            meant.setdefault((answer.key, fill(each.feedback, built.people, NAMES.teacher)), set()).add(each.subject)
    return meant


def _holding(protocol: Protocol, built: BuiltStory) -> list[Clause]:
    """The clauses that bind children where this story plays."""
    story = built.story
    clauses = [clause for clause in protocol.document.clauses if "pupils" in clause.binds]
    return [clause for clause in clauses if clause.holds(story.place, story.about_school)]


def _speaks_of(clause: Clause, topic: str) -> bool:
    return topic in {subject.topic for subject in clause.topics}

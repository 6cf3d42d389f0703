"""Coverage: which stories practise which of a school's agreements, seen from both sides, and why where none does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from learn.content.build import BuiltStory
from learn.content.build import Citation
from learn.content.build import build
from learn.content.cast import Names
from learn.content.library import Library
from learn.content.library import Module
from learn.content.protocols import Agreement
from learn.content.protocols import Protocol

Reason = Literal[
    "no-story",
    "holds-elsewhere",
    "other-leads",
    "protocol-silent",
    "clause-elsewhere",
    "not-for-children",
]

SENTENCES: dict[Reason, str] = {
    "no-story": "no module practises this topic yet",
    "holds-elsewhere": "a story practises it, but plays where this clause does not hold",
    "other-leads": "a story practises it, but answers to {clause}, which leads and asks something else",
    "protocol-silent": "the protocol says nothing on {topic}",
    "clause-elsewhere": "{clause} does not hold where the story plays",
    "not-for-children": "{clause} speaks of {topic}, but is no agreement children can keep",
}


@dataclass(frozen=True)
class Hole:
    """Why nothing stands here. ``clause`` names the clause the reason is about, where there is one."""

    reason: Reason
    topic: str
    clause: str | None = None

    def __str__(self) -> str:
        return SENTENCES[self.reason].format(topic=self.topic, clause=self.clause)


@dataclass(frozen=True)
class Told:
    """A story of a module."""

    module: str
    story: str
    title: str


@dataclass(frozen=True)
class Practice:
    """A story that practises an agreement. ``shown`` is the clause children see named, which may say the same first."""

    told: Told
    shown: str


@dataclass(frozen=True)
class AgreementCoverage:
    """One agreement and the stories that practise it; ``hole`` where there are none."""

    agreement: Agreement
    practices: tuple[Practice, ...]
    hole: Hole | None

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that practise it, each once."""
        return tuple(dict.fromkeys(each.told.module for each in self.practices))


@dataclass(frozen=True)
class Answer:
    """What a story's answers on one topic answer to; ``hole`` where that is a tip."""

    citation: Citation
    hole: Hole | None


@dataclass(frozen=True)
class StoryCoverage:
    """One story and what its answers answer to, one for each topic they are about."""

    told: Told
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Row:
    """One line of the grid, the same on a page, in a CSV file and in JSON.

    An agreement with a story that practises it fills everything but ``why``; an agreement without one leaves
    ``module`` and ``story`` empty, a story with a tip leaves ``ref`` empty, and ``why`` says the reason.
    """

    ref: str
    topic: str
    module: str
    story: str
    why: str


@dataclass(frozen=True)
class Coverage:
    """Agreements and modules, both ways: agreements in the order of the document, modules in that of the groups."""

    modules: tuple[str, ...]
    agreements: tuple[AgreementCoverage, ...]
    stories: tuple[StoryCoverage, ...]

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Every hole, those of the agreements first."""
        of_agreements = [each.hole for each in self.agreements if each.hole]
        return (*of_agreements, *(answer.hole for each in self.stories for answer in each.answers if answer.hole))

    def rows(self) -> tuple[Row, ...]:
        """The whole grid as plain lines: every agreement with its stories or its hole, then every tip."""
        return (*self._agreement_rows(), *self._tip_rows())

    def _agreement_rows(self) -> Iterator[Row]:
        for each in self.agreements:
            ref, topic = each.agreement.clause.name, each.agreement.subject.topic
            for practice in each.practices:
                yield Row(ref, topic, practice.told.module, practice.told.story, "")
            if each.hole:
                yield Row(ref, topic, "", "", str(each.hole))

    def _tip_rows(self) -> Iterator[Row]:
        for each in self.stories:
            for answer in each.answers:
                if answer.hole:
                    yield Row("", answer.citation.topic, each.told.module, each.told.story, str(answer.hole))


def coverage(protocol: Protocol, library: Library) -> Coverage:
    """Which stories of the library practise which agreements of the protocol, decided by building every module.

    A story practises an agreement when one of its answers cites it, or cites a clause with the same subject while
    this one holds there too: that is how the clauses of one rule are signed together.
    """
    modules = sorted(library.modules.values(), key=lambda module: module.lesson.group)
    built = [(_told(module, story), story) for module in modules for story in _stories(module, protocol)]
    return Coverage(
        tuple(module.slug for module in modules),
        tuple(_cover_agreement(agreement, protocol, built) for agreement in protocol.agreements),
        tuple(_cover_story(told, story, protocol) for told, story in built),
    )


def _stories(module: Module, protocol: Protocol) -> tuple[BuiltStory, ...]:
    return tuple(build(module, protocol, Names()).stories.values())


def _told(module: Module, story: BuiltStory) -> Told:
    return Told(module.slug, story.slug, story.story.title)


def _cover_agreement(
    agreement: Agreement, protocol: Protocol, built: list[tuple[Told, BuiltStory]]
) -> AgreementCoverage:
    topic = agreement.subject.topic
    on_topic = [(told, story, cited) for told, story in built for cited in _cited(story) if cited.topic == topic]
    here = [(told, cited) for told, story, cited in on_topic if _holds(agreement, story)]
    led_by = {told: _leader(cited, protocol) for told, cited in here}
    practices = tuple(
        Practice(told, leader.clause.name) for told, leader in led_by.items() if leader.subject == agreement.subject
    )
    if practices:
        return AgreementCoverage(agreement, practices, None)
    if not on_topic:
        return AgreementCoverage(agreement, (), Hole("no-story", topic))
    if not here:
        return AgreementCoverage(agreement, (), Hole("holds-elsewhere", topic))
    leader = next(iter(led_by.values()))
    return AgreementCoverage(agreement, (), Hole("other-leads", topic, leader.clause.name))


def _cover_story(told: Told, story: BuiltStory, protocol: Protocol) -> StoryCoverage:
    return StoryCoverage(told, tuple(Answer(cited, _why_tip(cited, protocol)) for cited in _cited(story)))


def _cited(story: BuiltStory) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(story.citation_of(answer) for answer in story.story.answers))


def _holds(agreement: Agreement, story: BuiltStory) -> bool:
    return agreement.clause.holds(story.story.place, story.story.about_school)


def _leader(cited: Citation, protocol: Protocol) -> Agreement:
    return next(
        each for each in protocol.agreements if each.clause.name == cited.ref and each.subject.topic == cited.topic
    )


def _why_tip(cited: Citation, protocol: Protocol) -> Hole | None:
    if cited.kind == "agreement":
        return None
    if cited.elsewhere:
        return Hole("clause-elsewhere", cited.topic, cited.elsewhere)
    for clause in protocol.document.clauses:
        if cited.topic in (subject.topic for subject in clause.topics):
            return Hole("not-for-children", cited.topic, clause.name)
    return Hole("protocol-silent", cited.topic)

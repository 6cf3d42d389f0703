"""Coverage: which stories practise which of a school's agreements, seen from both sides, and why where none does."""

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

SHORT = 6
"""So long is a number; what is longer has a word of its own in it."""

REASONS: dict[Reason, str] = {
    "no-story": "Nog geen verhaal gaat hierover.",
    "holds-elsewhere": "Er is een verhaal over, maar dat speelt waar deze afspraak niet geldt.",
    "other-leads": "Er is een verhaal over, maar daar gaat {clause} voor. Die vraagt iets anders.",
    "protocol-silent": "Het protocol zegt hier niets over.",
    "clause-elsewhere": "Hierover gaat {clause}, maar die geldt niet waar het verhaal speelt.",
    "not-for-children": "Hierover gaat {clause}, maar dat is geen afspraak voor kinderen.",
}


@dataclass(frozen=True)
class Hole:
    """Why nothing stands here, as staff read it. ``clause`` names the clause the reason is about, if there is one."""

    reason: Reason
    topic: str
    clause: str | None = None

    def __str__(self) -> str:
        return REASONS[self.reason].format(clause=called(self.clause) if self.clause else "")


@dataclass(frozen=True)
class Told:
    """A story of a module, by what addresses and what people call them."""

    module: str
    lesson: str
    group: int
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
class Coverage:
    """Agreements and modules, both ways: agreements in the order of the document, modules in that of the groups."""

    protocol: Protocol
    modules: tuple[str, ...]
    agreements: tuple[AgreementCoverage, ...]
    stories: tuple[StoryCoverage, ...]

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Every hole, those of the agreements first."""
        of_agreements = [each.hole for each in self.agreements if each.hole]
        return (*of_agreements, *(answer.hole for each in self.stories for answer in each.answers if answer.hole))


def called(ref: str) -> str:
    """A clause in a sentence or a cell: "punt 5.1", "gedragsafspraak 3". A bare 5.1 is a day to a spreadsheet."""
    return f"punt {ref}" if len(ref) <= SHORT or ref[0].isdigit() else ref


def coverage(protocol: Protocol, library: Library) -> Coverage:
    """Which stories of the library practise which agreements of the protocol, decided by building every module.

    A story practises an agreement when one of its answers cites it, or cites a clause with the same subject while
    this one holds there too: that is how the clauses of one rule are signed together.
    """
    modules = sorted(library.modules.values(), key=lambda module: module.lesson.group)
    built = [(_told(module, story), story) for module in modules for story in _stories(module, protocol)]
    return Coverage(
        protocol,
        tuple(module.slug for module in modules),
        tuple(_cover_agreement(agreement, protocol, built) for agreement in protocol.agreements),
        tuple(_cover_story(told, story, protocol) for told, story in built),
    )


def _stories(module: Module, protocol: Protocol) -> tuple[BuiltStory, ...]:
    return tuple(build(module, protocol, Names()).stories.values())


def _told(module: Module, story: BuiltStory) -> Told:
    return Told(module.slug, module.lesson.title, module.lesson.group, story.slug, story.story.title)


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

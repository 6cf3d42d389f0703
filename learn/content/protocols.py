"""Protocols: a school's document, clause by clause, and the agreements children can keep."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.topics import Subject
from learn.content.topics import Topic
from learn.content.topics import Topics

Party = Literal["pupils", "staff", "parents"]
Applies = Literal["at-school", "about-school", "everywhere"]
Place = Literal["school", "home"]
Readers = Literal["pupils", "staff"]

EVERYONE: tuple[Party, ...] = ("pupils", "staff", "parents")


class Clause(Content):
    """One clause of the document, in our own words, under the number the document gives it.

    ``alias`` is what a school calls an item that the document itself does not number.
    ``literal`` is the document's own sentence: only a school's own protocol carries it. ``show_literal`` says who may
    read it; ``staff`` needs a reason. ``since`` tells of each subject from which version of a school's own protocol on
    it means this.
    """

    ref: Line
    alias: Line | None = None
    paraphrase: Line
    literal: Line | None = None
    binds: tuple[Party, ...] = Field(min_length=1)
    topics: tuple[Subject, ...] = ()
    applies: Applies
    show_literal: Readers
    literal_reason: Line | None = None
    remarks: tuple[Line, ...] = ()
    since: dict[str, int] = {}

    @field_validator("binds", mode="before")
    @classmethod
    def _everyone(cls, raw: object) -> object:
        return EVERYONE if raw == "everyone" else raw

    @model_validator(mode="after")
    def _reason(self) -> Self:
        if self.show_literal == "staff" and not self.literal_reason:
            raise ValueError("say in literal_reason why children do not see this sentence")
        return self

    @property
    def name(self) -> str:
        """What the clause is called on screen and paper."""
        return self.alias or self.ref

    @property
    def said(self) -> str:
        """What the document says, or what we say it says: of a protocol that is shipped there is nothing else."""
        return self.literal or self.paraphrase

    def holds(self, place: Place, about_school: bool) -> bool:
        """Whether the clause applies to what happens in this place."""
        match self.applies:
            case "everywhere":
                return True
            case "at-school":
                return place == "school"
            case "about-school":
                return place == "school" or about_school


class Document(Content):
    """A protocol as its file has it."""

    slug: Slug
    title: Line
    school: Line
    date: Line
    source: Line
    remarks: tuple[Line, ...] = ()
    clauses: tuple[Clause, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Agreement:
    """A clause that binds pupils, on one topic a child can keep, with its child sentence."""

    clause: Clause
    subject: Subject
    sentence: str


@dataclass(frozen=True)
class SchoolRule:
    """What children sign of one topic: the leading agreement's sentence, and every clause that says the same.

    ``since`` is the newest version in which one of these clauses came to mean what it means.
    """

    subject: Subject
    sentence: str
    clauses: tuple[Clause, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clause.name for clause in self.clauses))

    @property
    def literal(self) -> str:
        """The leading clause in the document's own words, where children may read them; else nothing."""
        leading = self.clauses[0]
        return (leading.literal or "") if leading.show_literal == "pupils" else ""

    @property
    def since(self) -> int:
        return max(clause.since.get(str(self.subject), 0) for clause in self.clauses)


@dataclass(frozen=True)
class Contradiction:
    """One topic on which clauses for pupils say different things: the sentence of each, and the clauses that say it."""

    topic: Topic
    said: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Protocol:
    """A school's document together with the topics it speaks of."""

    document: Document
    topics: Topics

    @property
    def slug(self) -> str:
        return self.document.slug

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement, in the order of the document."""
        return tuple(
            Agreement(clause, subject, topic.sentence(subject.stance))
            for clause in self.document.clauses
            if "pupils" in clause.binds
            for subject in clause.topics
            if (topic := self.topics.topic(subject.topic)).kept_by_children
        )

    def agreement(self, topic: str, place: Place, about_school: bool) -> Agreement | None:
        """The agreement that a story on this topic answers to, if one holds where the story plays."""
        return self._leading(
            [each for each in self._on(topic) if each.clause.holds(place, about_school)],
        )

    def speaks_of(self, topic: str) -> Agreement | None:
        """The leading agreement on this topic, wherever it holds."""
        return self._leading(self._on(topic))

    @cached_property
    def rules(self) -> tuple[SchoolRule, ...]:
        """The school's own rules for children: one a topic, those written for pupils alone first."""
        leading = [agreement for topic in self.topics if (agreement := self.speaks_of(topic.slug))]
        leading.sort(key=lambda each: (len(each.clause.binds), self.document.clauses.index(each.clause)))
        return tuple(SchoolRule(each.subject, each.sentence, self._saying(each)) for each in leading)

    @cached_property
    def silent_on(self) -> tuple[Topic, ...]:
        """What children could keep and this document does not ask of them: for the school to talk about."""
        return tuple(topic for topic in self.topics if topic.kept_by_children and not self.speaks_of(topic.slug))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the document says different things to pupils: one of them leads, and the school had better choose."""
        said = {topic.slug: self.said(topic.slug, "pupils") for topic in self.topics}
        return tuple(
            Contradiction(self.topics.topic(slug), tuple(each.items())) for slug, each in said.items() if len(each) > 1
        )

    def said(self, topic: str, *parties: Party) -> dict[str, tuple[str, ...]]:
        """What the clauses that bind one of these parties say on a topic: the clauses, by the child sentence."""
        found: dict[str, tuple[str, ...]] = {}
        for clause in self.document.clauses:
            for subject in clause.topics if set(parties) & set(clause.binds) else ():
                if subject.topic == topic:
                    sentence = self.topics.topic(topic).sentence(subject.stance)
                    found[sentence] = (*found.get(sentence, ()), clause.name)
        return found

    def _saying(self, leading: Agreement) -> tuple[Clause, ...]:
        """The clauses that say this, the leading one first."""
        same = [each.clause for each in self._on(leading.subject.topic) if each.subject == leading.subject]
        return (leading.clause, *(clause for clause in same if clause is not leading.clause))

    def _on(self, topic: str) -> list[Agreement]:
        return [each for each in self.agreements if each.subject.topic == topic]

    @staticmethod
    def _leading(agreements: list[Agreement]) -> Agreement | None:
        # Written for pupils alone goes before written for everyone; then the order of the document.
        return min(agreements, key=lambda each: len(each.clause.binds), default=None)

"""Drafts: a school's own document, clause by clause, while a person looks it over. It counts once it is confirmed."""

import hashlib
from typing import Literal
from typing import Self

from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.protocols import Applies
from learn.content.protocols import Clause
from learn.content.protocols import Contradiction
from learn.content.protocols import Document
from learn.content.protocols import Party
from learn.content.protocols import Protocol
from learn.content.protocols import Readers
from learn.content.topics import Subject
from learn.content.topics import Topics

MOST_CLAUSES = 400
"""Nobody looks over more clauses than these, one by one."""
SURE = 0.9
"""From here on the recognition is called sure."""

Meaning = Literal["same", "changed"]
"""Whether a clause that took the place of another says the same in other words, or something else."""

SOURCE = "Het eigen document van de school."


class DraftClause(Content):
    """A clause as it was read, and as it was put right.

    ``literal`` is the document's own sentence, ``place`` where it stands. ``binds`` may be empty: then it is no clause
    after all. ``topics`` are subjects: ``photos-of-people/never``. ``note`` says what the reader could not decide.
    ``read_as`` is what the reader made of it before anybody put it right. ``meaning`` is what a person said of it
    beside the version before, None where the proposal stands; ``since`` tells of each subject from which version on it
    means this.
    """

    ref: Line
    literal: Line
    place: str
    binds: tuple[Party, ...]
    applies: Applies
    topics: tuple[str, ...] = ()
    show_literal: Readers
    literal_reason: Line | None = None
    note: Line | None = None
    sure: float
    checked: bool = False
    read_as: str = ""
    meaning: Meaning | None = None
    since: dict[str, int] = {}

    @model_validator(mode="after")
    def _reason(self) -> Self:
        if self.show_literal == "staff" and not self.literal_reason:
            raise ValueError("say in literal_reason why children do not see this sentence")
        return self

    @property
    def certain(self) -> bool:
        return self.sure >= SURE and self.note is None

    @property
    def mark(self) -> str:
        """Tells this clause as it stands from any other."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Draft(Content):
    """A document as it was read and put right. ``date`` is what the document itself says, once a person wrote it."""

    title: Line
    date: str = ""
    remarks: tuple[Line, ...] = ()
    clauses: tuple[DraftClause, ...]

    def canonical(self) -> str:
        """The draft as it is stored: the same draft always gives the same letters."""
        return self.model_dump_json()

    @property
    def mark(self) -> str:
        """Tells this draft as it stands from any other."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @property
    def checked(self) -> int:
        return sum(clause.checked for clause in self.clauses)

    @property
    def complete(self) -> bool:
        return all(clause.checked for clause in self.clauses)

    @property
    def certain_to_check(self) -> int:
        """How many clauses are sure and wait for somebody to say so."""
        return sum(clause.certain and not clause.checked for clause in self.clauses)

    def next_unchecked(self, after: int = 0) -> int | None:
        """The number of the clause to look at next: behind this one, else from the beginning."""
        waiting = [number for number, clause in enumerate(self.clauses, start=1) if not clause.checked]
        return next((number for number in waiting if number > after), waiting[0] if waiting else None)

    def protocol(self, slug: str, school: str, topics: Topics) -> Protocol | None:
        """The protocol it makes; None while no clause binds anybody. A topic that is no longer there is left out."""
        known = topics.subjects
        clauses = tuple(_clause(each, known) for each in self.clauses if each.binds)
        if not clauses:
            return None
        date = self.date or "zonder datum"
        document = Document(slug=slug, title=self.title, school=school, date=date, source=SOURCE, clauses=clauses)
        return Protocol(document, topics)

    def contradictions(self, topics: Topics) -> tuple[Contradiction, ...]:
        """Where the document says different things to pupils: one of them leads, and the school had better choose."""
        made = self.protocol("draft", "school", topics)
        return made.contradictions if made else ()


def _clause(draft: DraftClause, known: frozenset[str]) -> Clause:
    return Clause(
        ref=draft.ref,
        paraphrase=draft.literal,
        literal=draft.literal,
        binds=draft.binds,
        topics=tuple(Subject.model_validate(each) for each in draft.topics if each in known),
        applies=draft.applies,
        show_literal=draft.show_literal,
        literal_reason=draft.literal_reason,
        since=draft.since,
    )

"""What the check of a protocol looks for, written as data beside the topics: ``protocols/checkup.yaml``."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.protocols import Clause
from learn.content.protocols import Party
from learn.content.topics import Subject

Part = Literal["missing", "contradicts", "law", "dated", "reading"]


class Trace(Content):
    """What gives a clause away: one of these topics, words in it, and whom it binds; all that is named has to fit.

    Each line of ``words`` has to be in what the document says, and each line of ``why`` in why children had better not
    read that: our own words leave out what blames or frightens, and the reason names it. No line of ``without`` may be
    there. A line has words that come to the same, with " | " between them; ``foto*`` is the beginning of a word, and
    ``*`` any word. A topic without a stance stands for all its stances.
    """

    topics: tuple[Subject, ...] = ()
    words: tuple[Line, ...] = ()
    why: tuple[Line, ...] = ()
    without: tuple[Line, ...] = ()
    binds: Party | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.topics and not self.words and not self.why:
            raise ValueError("name topics or words: now every clause would do")
        return self

    def fits(self, clause: Clause) -> bool:
        """Whether it is this clause."""
        return (
            (self.binds is None or self.binds in clause.binds)
            and (not self.topics or any(_speaks(clause, each) for each in self.topics))
            and all(says(clause.said, line) for line in self.words)
            and all(says(clause.literal_reason or "", line) for line in self.why)
            and not any(says(clause.said, line) for line in self.without)
        )


class Look(Content):
    """One thing to look for, and what a school could talk over when it is found.

    Found are the clauses that a trace of ``at`` fits; without ``at`` it is about the document as a whole. A clause that
    a trace of ``unless`` fits takes it away. With ``differ``, a name for each line of words, it is only found where the
    document says at least two of them. What rests on a ``fact`` is not said while nobody verified it. Of the part
    ``dated`` it is found in documents that are older than the fact.
    """

    key: Slug
    part: Part
    about: Line
    discuss: Line
    fact: Slug | None = None
    at: tuple[Trace, ...] = ()
    unless: tuple[Trace, ...] = ()
    differ: dict[Line, Line] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.part == "dated" and self.fact is None:
            raise ValueError("name the fact that a document should be younger than")
        if self.differ and (not self.at or len(self.differ) < 2):
            raise ValueError("differ needs at, and two things that can differ")
        return self

    @property
    def subjects(self) -> Iterator[Subject]:
        """Every topic it names."""
        for trace in (*self.at, *self.unless):
            yield from trace.topics


class Looks(Content):
    """All of them, the most important first."""

    looks: tuple[Look, ...] = ()

    def of(self, part: Part) -> tuple[Look, ...]:
        return tuple(each for each in self.looks if each.part == part)


def says(text: str, line: str) -> bool:
    """Whether one of the words of the line stands in the text."""
    return _pattern(line).search(text) is not None


@cache
def _pattern(line: str) -> re.Pattern[str]:
    words = (re.escape(each.strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for each in line.split("|"))
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _speaks(clause: Clause, wanted: Subject) -> bool:
    return any(
        each.topic == wanted.topic and (wanted.stance is None or each.stance == wanted.stance) for each in clause.topics
    )

"""How well documents are read: what the reader makes of one, beside what a person made of it.

A clause is found when it has the same words. Its ref is right when its number is the one the person gave, and whatever
the person calls its list stands above it: how short a heading is made is a matter of taste.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from learn.content.base import read_yaml
from learn.content.library import load
from learn.content.protocols import Document
from learn.content.topics import Topics
from learn.documents import files
from learn.documents.clauses import RawClause
from learn.documents.clauses import find
from learn.documents.reading import ReadClause
from learn.documents.reading import Reading
from learn.documents.reading import read

PROTOCOLS = Path(__file__).parent / "protocols"
EARLY = PROTOCOLS / "known" / "early"
LATE = PROTOCOLS / "known" / "late"
UNSEEN = PROTOCOLS / "unseen"

_NUMBER = re.compile(r"\S+(?: sub \S+)*$")


@dataclass(frozen=True)
class Gold:
    """A clause as a person read it. ``text`` is empty where only its ref is known."""

    ref: str
    text: str
    binds: frozenset[str]
    topics: frozenset[str]
    stances: Mapping[str, str]


@dataclass(frozen=True)
class Count:
    """What was right, of how many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float:
        """From 0 to 1; all of nothing is 1."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True)
class Measure:
    """How well one document is read, or several together.

    ``found``: clauses that are there; ``refs``: found under the right ref; ``extra``: proposed and no clause, of what
    is proposed; ``binds``: bind the right parties; ``topics``: have a topic that is right, of those with any;
    ``wrong_topics``: topics proposed that are wrong; ``stances``: right, of those on a topic that was recognised.
    """

    found: Count = field(default_factory=Count)
    refs: Count = field(default_factory=Count)
    extra: Count = field(default_factory=Count)
    binds: Count = field(default_factory=Count)
    topics: Count = field(default_factory=Count)
    wrong_topics: Count = field(default_factory=Count)
    stances: Count = field(default_factory=Count)

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True)
class Beside:
    """A reading beside the gold: ``at`` says which clause of it each gold clause is, None where it is lost."""

    # Not shown where a test fails: that would be looking into what is only for measuring.
    gold: tuple[Gold, ...] = field(repr=False)
    clauses: tuple[ReadClause, ...] = field(repr=False)
    raw: tuple[RawClause, ...] = field(repr=False)
    at: tuple[int | None, ...]
    seconds: float

    @property
    def measure(self) -> Measure:
        """The counts of this document."""
        pairs = [(gold, at) for gold, at in zip(self.gold, self.at, strict=True) if at is not None]
        read = [(gold, self.clauses[at]) for gold, at in pairs]
        proposed = [topic not in gold.topics for gold, clause in read for topic in clause.topics]
        taken = [
            clause.stances.get(topic) == stance
            for gold, clause in read
            for topic, stance in gold.stances.items()
            if topic in clause.topics
        ]
        return Measure(
            found=Count(len(pairs), len(self.gold)),
            refs=Count(sum(points_at(gold.ref, self.raw[at]) for gold, at in pairs), len(self.gold)),
            extra=Count(len(self.clauses) - len(pairs), len(self.clauses)),
            binds=Count(sum(gold.binds == set(clause.binds) for gold, clause in read), len(self.gold)),
            topics=Count(
                sum(not gold.topics.isdisjoint(clause.topics) for gold, clause in read),
                sum(bool(gold.topics) for gold in self.gold),
            ),
            wrong_topics=Count(sum(proposed), len(proposed)),
            stances=Count(sum(taken), len(taken)),
        )


def invented(folder: Path) -> list[Path]:
    """The documents of a folder of invented protocols."""
    return sorted(folder.glob("*.txt"))


@cache
def beside(document: Path) -> Beside:
    """An invented protocol, read and laid beside its gold by the words of its clauses."""
    gold = _written_beside(document)
    reading, raw, seconds = timed(document)
    waiting: dict[str, list[int]] = defaultdict(list)
    for at, clause in enumerate(reading.clauses):
        waiting[letters(clause.text)].append(at)
    at_each = tuple(waiting[key].pop(0) if waiting[key := letters(each.text)] else None for each in gold)
    return Beside(gold, reading.clauses, raw, at_each, seconds)


def beside_shipped(protocol: Document, document: Path) -> Beside:
    """The document of a protocol we ship, which tells it in our own words: laid beside it by its refs."""
    gold = tuple(
        Gold(
            clause.ref,
            "",
            frozenset(clause.binds),
            frozenset(each.topic for each in clause.topics),
            {each.topic: each.stance for each in clause.topics if each.stance},
        )
        for clause in protocol.clauses
    )
    reading, raw, seconds = timed(document)
    left = list(range(len(raw)))
    at_each: list[int | None] = []
    for each in gold:
        at = next((at for at in left if points_at(each.ref, raw[at])), None)
        at_each.append(at)
        left = [other for other in left if other != at]
    return Beside(gold, reading.clauses, raw, tuple(at_each), seconds)


def total(documents: Sequence[Beside]) -> Measure:
    """All of them together, each clause counting once."""
    return sum((each.measure for each in documents), Measure())


def timed(document: Path) -> tuple[Reading, tuple[RawClause, ...], float]:
    """The reading of a file, its clauses with what stands above them, and how many seconds reading took."""
    data, topics = document.read_bytes(), shipped_topics()
    begun = perf_counter()
    lines = files.lines(data)
    reading = read(lines, topics)
    seconds = perf_counter() - begun
    return reading, find(lines).clauses, seconds


def points_at(ref: str, clause: RawClause) -> bool:
    """Whether the clause is the one a person calls by this ref."""
    name, number = _parted(ref)
    if number != _parted(clause.ref)[1]:
        return False
    above = letters(" ".join((clause.ref, *clause.headings, clause.stem)))
    return all(letters(word) in above for word in name.split())


def letters(text: str) -> str:
    """The letters and digits alone: how a line was broken or a hyphen written does not count."""
    return re.sub(r"[\W_]+", "", text).casefold()


@cache
def shipped_topics() -> Topics:
    """The topics of ``protocols/topics.yaml``."""
    return load().topics


def _parted(ref: str) -> tuple[str, str]:
    """The name of the list, which may be empty, and the number in it."""
    number = _NUMBER.search(ref)
    return (ref[: number.start()], number[0]) if number else ("", ref)


def _written_beside(document: Path) -> tuple[Gold, ...]:
    raw: Any = read_yaml(document.with_suffix(".yaml"), document.stem)
    return tuple(
        Gold(
            each["ref"],
            each["text"],
            frozenset(each["binds"]),
            frozenset(each["topics"]),
            each.get("stances") or {},
        )
        for each in raw["clauses"]
    )

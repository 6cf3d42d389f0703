"""Likeness: how much a clause sounds like sentences on each topic that people have read before.

Where patterns know the words, this knows the company they keep. It is a table of weights, made once from the sentences
in ``tests/documents`` by ``python -m benchmarks.likeness``: for each word and each four letters of one, how much it
tells for every subject: a topic, or a topic and a stance. What a clause holds is weighed by how rare it is, added up,
and shared out over the subjects and "nothing", so that all of them together are 1.
"""

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from math import log
from math import sqrt
from pathlib import Path

from learn import paths
from learn.content.base import ContentError
from learn.content.base import Fault
from learn.content.base import read_text
from learn.documents.clauses import RawClause
from learn.documents.words import plain

FILE = "protocols/likeness.txt"
NOTHING = "-"
LETTERS = 4
TENTHS = 10
"""Weights stand in the table as whole numbers of this many to one."""

_WORD = re.compile(r"[a-z0-9'+]+")


def marks(clause: RawClause) -> Counter[str]:
    """What a clause is known by: its words, their pieces of four letters, and the words of the heading above it."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(plain(f"{clause.stem} {clause.text}")):
        found[word] += 1
        edged = f"^{word}$"
        found.update(f"_{edged[at : at + LETTERS]}" for at in range(len(edged) - LETTERS + 1))
    for heading in clause.headings[-1:]:
        found.update(f"#{word}" for word in _WORD.findall(plain(heading)))
    return found


def scaled(found: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """How much each mark counts: more when it is rare, and a long clause no more than a short one."""
    heavy = {mark: (1 + log(many)) * rarity[mark] for mark, many in found.items() if mark in rarity}
    length = sqrt(sum(weight * weight for weight in heavy.values())) or 1.0
    return {mark: weight / length for mark, weight in heavy.items()}


def shares(scores: Sequence[float]) -> list[float]:
    """The scores as parts of one."""
    highest = max(scores)
    parts = [exp(score - highest) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


@dataclass(frozen=True)
class Likeness:
    """The table, ready to weigh with. ``weights`` are those of a mark, by the place of the subject in ``subjects``."""

    subjects: Sequence[str]
    start: Sequence[float]
    rarity: Mapping[str, float]
    weights: Mapping[str, Sequence[tuple[int, float]]]

    def of(self, clause: RawClause) -> "Heard":
        """What the clause sounds like."""
        scores = list(self.start)
        for mark, value in scaled(marks(clause), self.rarity).items():
            for at, weight in self.weights[mark]:
                scores[at] += value * weight
        return Heard({each: part for each, part in zip(self.subjects, shares(scores), strict=True) if each != NOTHING})


@dataclass(frozen=True)
class Heard:
    """For each subject the part that it has in a clause; what is missing to one is about nothing."""

    parts: Mapping[str, float]

    def topics(self) -> dict[str, float]:
        """For each topic its part, whatever the stance."""
        found: dict[str, float] = {}
        for subject, part in self.parts.items():
            topic = subject.partition("/")[0]
            found[topic] = found.get(topic, 0.0) + part
        return found

    def stance(self, topic: str) -> tuple[str | None, float]:
        """The likeliest stance on a topic, None for none of them, and its part in what the topic has."""
        parts = {each: part for each, part in self.parts.items() if each.partition("/")[0] == topic}
        likeliest = max(parts, key=parts.__getitem__)
        return likeliest.partition("/")[2] or None, parts[likeliest] / (sum(parts.values()) or 1.0)


def written(likeness: Likeness, made_from: str) -> str:
    """The table as it stands in the file, with a name for what it was made from."""
    lines = [made_from, " ".join(likeness.subjects), " ".join(str(round(each * TENTHS)) for each in likeness.start)]
    for mark, rarity in sorted(likeness.rarity.items()):
        told = [f"{at}:{tenths}" for at, weight in likeness.weights[mark] if (tenths := round(weight * TENTHS))]
        lines.append(" ".join((mark, str(round(rarity * TENTHS)), *told)))
    return "\n".join(lines) + "\n"


def parsed(text: str) -> Likeness:
    """The table in the text of the file. Raises ContentError when it does not hold together."""
    try:
        return _parsed(text)
    except (ValueError, IndexError) as error:
        raise ContentError([Fault(FILE, "file", f"make this table anew: {error}")]) from error


def _parsed(text: str) -> Likeness:
    _, subjects, start, *lines = text.splitlines()
    last = len(subjects.split()) - 1
    rarity: dict[str, float] = {}
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    for line in lines:
        mark, rare, *told = line.split(" ")
        rarity[mark] = int(rare) / TENTHS
        pairs = (each.split(":") for each in told)
        weights[mark] = tuple((int(at), int(tenths) / TENTHS) for at, tenths in pairs)
        if weights[mark] and weights[mark][-1][0] > last:
            raise ValueError(f"{mark} tells of a subject that is not there")
    return Likeness(subjects.split(), [int(each) / TENTHS for each in start.split()], rarity, weights)


def table() -> Path:
    """Where the table stands."""
    return paths.ROOT / FILE


@cache
def likeness() -> Likeness:
    """The shipped table. Raises ContentError when it does not hold together or is not there."""
    return parsed(read_text(table(), FILE))


def faults() -> Sequence[Fault]:
    """What does not hold together in the shipped table."""
    try:
        likeness()
    except ContentError as wrong:
        return wrong.faults
    return ()

"""Makes the table of ``learn/documents/likeness.py`` from what people read: ``python -m benchmarks.likeness``.

The sentences are those of ``tests/documents/sentences``, the clauses of the known invented protocols, and the
protocols we ship as we tell them. Nothing of ``unseen`` is among them. A table made twice is the same table.
"""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import log
from sys import stdout
from zlib import crc32

from learn.content.library import load
from learn.documents.clauses import RawClause
from learn.documents.likeness import NOTHING
from learn.documents.likeness import Likeness
from learn.documents.likeness import marks
from learn.documents.likeness import scaled
from learn.documents.likeness import shares
from learn.documents.likeness import table
from learn.documents.likeness import written
from tests.documents.measures import EARLY
from tests.documents.measures import LATE
from tests.documents.measures import beside
from tests.documents.measures import invented
from tests.documents.sentences import sentences

ROUNDS = 24
STEP = 3.0
ENOUGH = 0.002
"""What is no further off than this is right."""
FEWEST = 2
"""A mark that stands in fewer sentences tells nothing."""
LEAST = 0.25
"""A weight smaller than this is left out."""


@dataclass(frozen=True)
class Read:
    """A clause, and what a person says it is about."""

    clause: RawClause
    subjects: tuple[str, ...]


def main() -> None:
    """Make the table and say how big it is."""
    read = gathered()
    made = learned(read)
    table().write_text(written(made, name_of(read)), "utf-8")
    stdout.write(f"{len(read)} sentences, {len(made.rarity)} marks: {table()}\n")


def gathered() -> list[Read]:
    """Everything the table is made from, in one order."""
    found = [Read(each.clause, _subjects(each.subjects, each.subjects)) for each in sentences()]
    for document in (document for folder in (EARLY, LATE) for document in invented(folder)):
        reading = beside(document)
        found += [
            Read(reading.raw[at], _subjects(gold.topics, gold.stances))
            for gold, at in zip(reading.gold, reading.at, strict=True)
            if at is not None
        ]
    for protocol in load().protocols.values():
        found += [
            Read(RawClause("1", clause.paraphrase, ""), tuple(sorted(str(each) for each in clause.topics)))
            for clause in protocol.document.clauses
        ]
    return found


def _subjects(topics: Iterable[str], stances: Mapping[str, str | None]) -> tuple[str, ...]:
    return tuple(sorted(f"{topic}/{stance}" if (stance := stances.get(topic)) else topic for topic in topics))


def name_of(read: Sequence[Read]) -> str:
    """A name for these sentences, which any change in them changes."""
    said = "\n".join(repr((each.clause.headings, each.clause.stem, each.clause.text, each.subjects)) for each in read)
    return sha256(said.encode()).hexdigest()[:16]


def learned(read: Sequence[Read]) -> Likeness:
    """Weights that share every sentence out over the topics as people did: a regression, one sentence at a time."""
    held = [marks(each.clause) for each in read]
    times = Counter(mark for each in held for mark in each)
    rarity = {mark: log((1 + len(read)) / (1 + many)) + 1 for mark, many in times.items() if many >= FEWEST}
    subjects = [*sorted({subject for each in read for subject in each.subjects}), NOTHING]
    wanted = [[1 / len(each.subjects) if one in each.subjects else 0.0 for one in subjects] for each in read]
    for each in wanted:
        each[-1] = 1 - sum(each)
    values = [list(scaled(each, rarity).items()) for each in held]
    weights: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(subjects))
    start = [0.0] * len(subjects)
    order = list(range(len(read)))
    for number in range(ROUNDS):
        order.sort(key=lambda at, number=number: crc32(f"{number} {at}".encode()))  # another order, always the same
        step = STEP / (1 + number / 4)
        for at in order:
            scores = start[:]
            for mark, value in values[at]:
                scores = [score + value * weight for score, weight in zip(scores, weights[mark], strict=True)]
            off = [(want - part) * step for want, part in zip(wanted[at], shares(scores), strict=True)]
            wrong = [(one, less) for one, less in enumerate(off) if abs(less) > ENOUGH]
            for one, less in wrong:
                start[one] += less / 10
            for mark, value in values[at]:
                row = weights[mark]
                for one, less in wrong:
                    row[one] += value * less
    kept = {
        mark: tuple((at, weight) for at, weight in enumerate(each) if abs(weight) >= LEAST)
        for mark, each in weights.items()
    }
    return Likeness(subjects, start, {mark: rarity[mark] for mark in kept}, kept)


if __name__ == "__main__":
    main()

"""Sentences as schools write them, by what they are about: to make the likeness table from, and to measure with.

``THEME.yaml`` has the sentences under their subject, ``topic`` or ``topic/stance``, or more of them joined by `` + ``.
``nothing.yaml`` has those about nothing. Before `` >> `` stands what is above a sentence: words that lead it in where
they end in a colon, else a heading.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from learn.content.base import read_yaml
from learn.documents.clauses import RawClause

_FOLDER = Path(__file__).parent
_ABOVE = " >> "


@dataclass(frozen=True)
class Sentence:
    """A sentence, with the stance it takes on each topic it is about, None where it takes none."""

    clause: RawClause
    subjects: Mapping[str, str | None]


@cache
def sentences() -> tuple[Sentence, ...]:
    """All of them."""
    return tuple(_all())


def _all() -> Iterator[Sentence]:
    for file in sorted(_FOLDER.glob("*.yaml")):
        raw: Any = read_yaml(file, file.name)
        for key, said in raw.items():
            subjects = _subjects(key)
            for each in said:
                yield Sentence(clause_of(each), subjects)


def _subjects(key: str) -> dict[str, str | None]:
    parts = [each.partition("/") for each in key.split(" + ") if key != "nothing"]
    return {topic: stance or None for topic, _, stance in parts}


def clause_of(said: str) -> RawClause:
    """The clause that a line of these files writes."""
    *above, text = said.split(_ABOVE)
    stem = " ".join(each for each in above if each.endswith(":"))
    return RawClause("1", text, "", tuple(each for each in above if not each.endswith(":")), stem)

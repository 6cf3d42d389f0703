"""Clauses: the items of every list of a document, each with its number, the headings above it and its stem.

What counts as a clause stands in the contract: an item of a list, a row of a table; in a document of prose only, each
sentence that obliges, allows or forbids. Headings, contents pages, footnotes and page furniture are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from learn.content.drafts import MOST_CLAUSES
from learn.documents.furniture import without_furniture
from learn.documents.items import Item
from learn.documents.items import Passage
from learn.documents.items import Reader
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.prose import norms
from learn.documents.refs import refs

LONGEST_CLAUSE = 2000
LONGEST_LEAD = 300
"""Letters: of a heading and of the words that lead in a list, as far as anybody reads them again over each item."""
FEWEST = 2
"""A document with fewer items than this has no lists worth the name."""

_DEFINES = re.compile(r"\b(?:begrip\w*|definities?|verstaan (?:wij |we )?onder|bedoelen (?:wij |we )?met)\b", re.I)


@dataclass(frozen=True)
class RawClause:
    """A clause as it stands in the document. ``stem`` are the words that lead in its list: "Ik mag niet:"."""

    ref: str
    text: str
    place: str
    headings: tuple[str, ...] = ()
    stem: str = ""


@dataclass(frozen=True)
class Found:
    """The clauses of a document. ``prose``: it has no lists, so its sentences are proposed.

    ``opening`` are the words before the first clause: what the school calls itself, and whom the document is for.
    """

    title: str
    clauses: tuple[RawClause, ...]
    prose: bool = False
    opening: str = ""


def find(lines: Sequence[Line]) -> Found:
    """The clauses of a document, in its order. Raises Unreadable when they are more than anybody can look over."""
    reader = Reader(without_furniture(lines)).read()
    title = reader.title or (lines[0].text if lines else "")
    items = _asking(reader.items)
    if len(items) >= FEWEST:
        clauses = tuple(_from_item(item, ref) for item, ref in zip(items, refs(items), strict=True))
        return Found(title, clauses, opening=_opening(lines, items[0].place))
    sentences = tuple(
        RawClause(f"zin {number}", sentence[:LONGEST_CLAUSE], passage.place, _over(passage))
        for number, (sentence, passage) in enumerate(islice(norms(reader.prose), MOST_CLAUSES + 1), start=1)
    )
    if len(sentences) > MOST_CLAUSES:
        raise Unreadable("too-big")
    return Found(title, sentences, prose=True, opening=_opening(lines, sentences[0].place if sentences else ""))


def _from_item(item: Item, ref: str) -> RawClause:
    leading = " ".join(filter(None, [item.stem, *(each.text for each in item.under if each.leads)]))
    return RawClause(ref, item.text[:LONGEST_CLAUSE], item.place, _over(item), leading[:LONGEST_LEAD])


def _over(found: Item | Passage) -> tuple[str, ...]:
    return tuple(each.text[:LONGEST_LEAD] for each in found.headings)


def _opening(lines: Sequence[Line], first: str) -> str:
    before = [line.text for line in lines]
    places = [line.place for line in lines]
    return "\n".join(before[: places.index(first)] if first in places else before)


def _asking(items: Sequence[Item]) -> list[Item]:
    """The items that ask something: not one that says what a word means, nor what stands below that."""
    # An item deep in a list stands below many, and each of those is looked at once.
    looked_at: dict[int, bool] = {}

    def explains(item: Item) -> bool:
        if id(item) not in looked_at:
            looked_at[id(item)] = _explains(item)
        return looked_at[id(item)]

    return [item for item in items if not any(map(explains, (item, *item.under)))]


def _explains(item: Item) -> bool:
    over = item.headings[-1].text if item.headings else ""
    return _DEFINES.search(" ".join((over, item.stem, *(each.text for each in item.under)))) is not None

"""Comparing: what a new version of a protocol says otherwise than the one before it, clause by clause."""

import re
from bisect import bisect_left
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.drafts import Meaning
from learn.content.protocols import Document
from learn.content.readability import words

Change = Literal["same", "moved", "renumbered", "reworded", "changed", "new"]
"""What happened to a clause. Of several the last one in this order counts, since it asks most of a reader."""

ALIKE = 0.6
"""Share of words in common, of both clauses together, from which on one can be the other."""
ALIKE_UNDER_THE_SAME_NUMBER = 0.3

_Clauses = Mapping[int, DraftClause]
_Likely = tuple[float, int, int, int]
"""How unlikely, how far apart, and the places of a new and an old clause that may be the same."""

# Where one of these comes or goes, the clause asks something else, however few words it is.
_TELLING = re.compile(
    r"niet|geen|nooit|niemand|nergens|niets|zonder|alleen|enkel|uitsluitend|slechts|altijd|behalve|tenzij|mits|"
    r"mag|mogen|moet|moeten|hoeft|hoeven|verboden|verplicht|toegestaan|vooraf|eerst|twee|drie|vier|vijf|.*\d.*"
)


@dataclass(frozen=True)
class Before:
    """The clauses that hold now. ``ours``: in our own words, as of a protocol that comes with the app."""

    clauses: tuple[DraftClause, ...]
    ours: bool = False


@dataclass(frozen=True)
class Pair:
    """A clause of the new version, by its number from one, and the clause it was. None: it is new.

    ``proposed`` is what the words say of its meaning; ``meaning`` what counts: what a person said, else the proposal.
    """

    number: int
    before: DraftClause | None
    change: Change
    proposed: Meaning
    meaning: Meaning


@dataclass(frozen=True)
class Comparison:
    """A pair for every clause of the new version, in its order, and the clauses that are no longer there.

    ``ours`` as in Before: then the words tell nothing, and people are not shown what became of each.
    """

    pairs: tuple[Pair, ...]
    gone: tuple[DraftClause, ...]
    ours: bool

    @cached_property
    def counts(self) -> Counter[Change]:
        return Counter(pair.change for pair in self.pairs)

    def pair(self, number: int) -> Pair:
        """The pair of the clause with this number, from one."""
        return self.pairs[number - 1]


def as_before(document: Document) -> Before:
    """A protocol that comes with the app, as what a school's own document takes the place of."""
    return Before(
        tuple(
            DraftClause(
                ref=clause.name,
                literal=clause.literal or clause.paraphrase,
                place="",
                binds=clause.binds,
                applies=clause.applies,
                topics=tuple(map(str, clause.topics)),
                show_literal=clause.show_literal,
                literal_reason=clause.literal_reason,
                sure=1,
                checked=True,
                since=clause.since,
            )
            for clause in document.clauses
        ),
        ours=True,
    )


def compare(before: Before, after: Sequence[DraftClause]) -> Comparison:
    """What happened to each clause. A pure function: the same two always compare the same."""
    were = _matches(before, after)
    in_order = _longest_rising([were[at] for at in range(len(after)) if at in were])
    pairs = []
    for at, clause in enumerate(after):
        was = before.clauses[were[at]] if at in were else None
        proposed = _proposed(was, clause, before.ours)
        meaning = (clause.meaning or proposed) if was else "changed"
        moved = at in were and were[at] not in in_order
        pairs.append(Pair(at + 1, was, _change(was, clause, meaning, moved), proposed, meaning))
    gone = tuple(clause for at, clause in enumerate(before.clauses) if at not in were.values())
    return Comparison(tuple(pairs), gone, before.ours)


def inherit(before: Before, read: Draft) -> Draft:
    """What a person said of the version before, kept where the new document says the same.

    The same words, read in the same way, were looked over already. Other words that are read as the same before keep
    what was put right about them, and wait to be looked at.
    """
    pairs = compare(before, read.clauses).pairs
    clauses = [_inherit(pair.before, clause) for pair, clause in zip(pairs, read.clauses, strict=True)]
    return read.model_copy(update={"clauses": tuple(clauses)})


def settle(before: Before, draft: Draft, number: int) -> Draft:
    """The draft as version ``number``: each clause knows of its subjects since which version they mean this."""
    pairs = compare(before, draft.clauses).pairs
    clauses = [
        clause.model_copy(update={"since": _since(pair, clause, number)})
        for pair, clause in zip(pairs, draft.clauses, strict=True)
    ]
    return draft.model_copy(update={"clauses": tuple(clauses)})


def _change(was: DraftClause | None, clause: DraftClause, meaning: Meaning, moved: bool) -> Change:
    if was is None:
        return "new"
    if meaning == "changed":
        return "changed"
    if _said(was) != _said(clause):
        return "reworded"
    if was.ref != clause.ref:
        return "renumbered"
    return "moved" if moved else "same"


def _proposed(was: DraftClause | None, clause: DraftClause, ours: bool) -> Meaning:
    if was is None:
        return "changed"
    if ours:  # other words throughout: what both speak of must tell
        alike = was.topics == clause.topics or not frozenset(was.topics).isdisjoint(clause.topics)
        return "same" if alike and ("pupils" in was.binds) == ("pupils" in clause.binds) else "changed"
    same = frozenset(was.topics) == frozenset(clause.topics) and _hold(was) == _hold(clause)
    return "same" if same and _telling(was) == _telling(clause) else "changed"


def _since(pair: Pair, clause: DraftClause, number: int) -> dict[str, int]:
    was = pair.before
    before = was.since if was else {}
    if pair.meaning == "same":
        return {subject: before.get(subject, 0) for subject in clause.topics}
    # Where it speaks of something else than before, that is what changed; where it does not, all it speaks of did.
    turned = set(clause.topics) - set(was.topics) if was and _hold(was) == _hold(clause) else set()
    return {subject: number if subject in turned or not turned else before.get(subject, 0) for subject in clause.topics}


def _hold(clause: DraftClause) -> object:
    return frozenset(clause.binds), clause.applies


def _inherit(was: DraftClause | None, clause: DraftClause) -> DraftClause:
    if was is None or not was.read_as or was.read_as != clause.read_as:
        return clause
    kept: dict[str, object] = {"binds": was.binds, "applies": was.applies, "topics": was.topics}
    if _said(was) == _said(clause):
        kept |= {"show_literal": was.show_literal, "literal_reason": was.literal_reason}
        kept |= {"note": None, "checked": was.checked}
    return clause.model_copy(update=kept)


def _matches(before: Before, after: Sequence[DraftClause]) -> dict[int, int]:
    """Which clause of ``before`` each of ``after`` is, by place in both: each once, the likeliest first."""
    found: dict[int, int] = {}
    for likely in (_identical, _with_the_same_words, _alike):
        new = {at: clause for at, clause in enumerate(after) if at not in found}
        old = {was: clause for was, clause in enumerate(before.clauses) if was not in found.values()}
        taken: set[int] = set()
        for *_, at, was in sorted(likely(old, new, before.ours)):
            if at not in found and was not in taken:
                found[at] = was
                taken.add(was)
    return found


def _identical(old: _Clauses, new: _Clauses, ours: bool) -> Iterator[_Likely]:
    return _same(old, new, lambda clause: (clause.ref, _said(clause)))


def _with_the_same_words(old: _Clauses, new: _Clauses, ours: bool) -> Iterator[_Likely]:
    return _same(old, new, _said)


def _same(old: _Clauses, new: _Clauses, key: Callable[[DraftClause], Hashable]) -> Iterator[_Likely]:
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for was, clause in old.items():
        places[key(clause)].append(was)
    for at, clause in new.items():
        for was in places.get(key(clause), ()):
            yield 0.0, abs(at - was), at, was


def _alike(old: _Clauses, new: _Clauses, ours: bool) -> Iterator[_Likely]:
    said = {was: frozenset(_said(clause)) for was, clause in old.items()}
    for at, clause in new.items():
        mine = frozenset(_said(clause))
        for was, theirs in said.items():
            share = 2 * len(mine & theirs) / (len(mine) + len(theirs) or 1)
            numbered = old[was].ref == clause.ref
            if share >= ALIKE or (numbered and (ours or share >= ALIKE_UNDER_THE_SAME_NUMBER)):
                yield -share - numbered, abs(at - was), at, was


def _said(clause: DraftClause) -> tuple[str, ...]:
    """The words themselves: capitals and punctuation say nothing else."""
    return tuple(bare for word in words(clause.literal) if (bare := word.casefold().strip(".,;:!?()“”‘’\"'-–")))


def _telling(clause: DraftClause) -> Counter[str]:
    return Counter(filter(_TELLING.fullmatch, _said(clause)))


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """The most places that still follow each other: the rest was moved."""
    ends: list[int] = []
    links: list[tuple[int, int | None]] = []
    tops: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(ends, place)
        links.append((place, tops[at - 1] if at else None))
        ends[at : at + 1] = [place]
        tops[at : at + 1] = [index]
    found, link = set(), tops[-1] if tops else None
    while link is not None:
        place, link = links[link]
        found.add(place)
    return frozenset(found)

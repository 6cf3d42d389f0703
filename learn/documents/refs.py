"""Refs: the name of every item, as a person would point at it. Its number, else its list and a count."""

import re
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence

from learn.documents.headings import is_loud
from learn.documents.items import Item

LONGEST = 4
"""How many words of a heading are enough to refer to it."""

_JOINTS = re.compile(
    r"\s+(?:en|voor|over|met|van|bij|rond|rondom|op|in|tijdens|door|aan|tegen|tussen|die|dat|naar|binnen|buiten|[/–—|-])\s"
    r"|[(:…]"
)
_EDGES = " .…:?!,;"


def refs(items: Sequence[Item]) -> list[str]:
    """The ref of every item; no two are the same."""
    lists = _Lists(items)
    found: dict[int, str] = {}
    counted: Counter[str] = Counter()
    taken: set[str] = set()
    for item in items:
        base = _below(item, found, counted) if item.under else lists.ref(item, counted)
        found[id(item)] = _free(base, taken)
    return [found[id(item)] for item in items]


def shortened(names: Iterable[str]) -> dict[str, str]:
    """Each name as short as it can be and not be another's: "Afspraken", beside others "Afspraken voor ouders"."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        alike[_head(name).casefold()].append(name)
    return {
        name: _quiet(_head(name) if len(each) == 1 else _apart(name, each)) for each in alike.values() for name in each
    }


def _head(name: str) -> str:
    head = _JOINTS.split(name.strip(_EDGES), maxsplit=1)[0].strip(_EDGES) or name.strip(_EDGES)
    return " ".join(head.split()[:LONGEST])


def _apart(name: str, others: Sequence[str]) -> str:
    """As much of the name as no other begins with, and never ending on a joint."""
    words = name.strip(_EDGES).split()
    if len(words) <= 2 * LONGEST:
        return " ".join(words)
    for many in range(LONGEST, len(words)):
        start = " ".join(words[:many])
        if not any(other != name and other.strip(_EDGES).startswith(start) for other in others):
            return " ".join(words[: many + 1]) if _JOINTS.search(f" {words[many - 1]} ") else start
    return " ".join(words)


def _quiet(name: str) -> str:
    """Not in capitals, unless it is an abbreviation."""
    return name.capitalize() if is_loud(name) else name


class _Lists:
    """What the lists of a document are called."""

    def __init__(self, items: Sequence[Item]) -> None:
        top = [item for item in items if not item.under]
        values = [item.mark.value for item in top if item.mark.kind != "bullet"]
        numbered = {_heading(item) for item in top if item.mark.kind != "bullet"}
        alone = len({(_heading(item), item.list_number) for item in top}) == 1
        # One numbering through the whole document needs no heading beside it. That of a single list needs one as soon
        # as there are others: the 3 below "Internet", and not the third of another.
        self._running = len(set(values)) == len(values) and (alone or len(numbered) > 1 or "" in numbered)
        lists = {(item.headings, item.list_number) for item in top if item.mark.kind == "bullet"}
        times = Counter(headings for headings, _ in lists)
        self._by_stem = {headings for headings, many in times.items() if many > 1}
        self._short = shortened([name for item in top for name in (self._name(item), _heading(item)) if name])

    def ref(self, item: Item, counted: Counter[str]) -> str:
        """The ref of an item that stands below no other."""
        value = item.mark.value
        if item.mark.kind == "bullet":
            name = self._short.get(self._name(item)) or "punt"
            counted[name] += 1
            return f"{name} {counted[name]}"
        heading = item.headings[-1] if item.headings else None
        if "." in value or item.mark.kind == "article" or self._running or heading is None:
            return value
        return f"{heading.number}.{value}" if heading.number else f"{self._short.get(heading.text) or 'punt'} {value}"

    def _name(self, item: Item) -> str:
        """What names its list: the words that lead it in where a heading has several lists, else the heading."""
        return item.stem if item.stem and (item.headings in self._by_stem or not item.headings) else _heading(item)


def _heading(item: Item) -> str:
    return item.headings[-1].text if item.headings else ""


def _below(item: Item, found: dict[int, str], counted: Counter[str]) -> str:
    """The ref of an item below another one: 4.a, 4 sub 1, 5.1.i sub iii."""
    parent = item.under[-1]
    base = found[id(parent)]
    if item.mark.kind == "bullet":
        counted[f"{base} sub"] += 1
        return f"{base} sub {counted[f'{base} sub']}"
    if item.mark.kind == "roman":
        return f"{base} sub {item.mark.value}"
    return item.mark.value if item.mark.value.startswith(f"{parent.mark.value}.") else f"{base}.{item.mark.value}"


def _free(base: str, taken: set[str]) -> str:
    """The ref itself, or with a count behind it where the document has it twice."""
    ref, times = base, 1
    while ref in taken:
        times += 1
        ref = f"{base} ({times})"
    taken.add(ref)
    return ref

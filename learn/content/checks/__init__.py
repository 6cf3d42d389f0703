"""The rules content keeps, and how a broken one is told to its author."""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from pathlib import Path

from learn.content.base import Fault
from learn.content.checks import agreements
from learn.content.checks import casting
from learn.content.checks import kinds
from learn.content.checks import lessons
from learn.content.checks import reading
from learn.content.checks import safeguarding
from learn.content.checks import stances
from learn.content.checks.shelves import Shelves
from learn.content.library import gather

Rule = Callable[[Shelves], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    *agreements.RULES,
    *lessons.RULES,
    *kinds.RULES,
    *casting.RULES,
    *safeguarding.RULES,
    *stances.RULES,
    *reading.RULES,
)


def check(root: Path, only: Collection[Path] = ()) -> list[Fault]:
    """Every fault in the content below ``root``, sorted by file.

    ``only`` limits them to these files and folders, absolute or relative to ``root``; one that is not there is a
    fault itself. While topics, cast or facts cannot be read there is nothing to hold the rest against: then the faults
    of reading are all that is told, whatever ``only`` asks for.
    """
    library, faults = gather(root)
    if library is None:
        return sorted(set(faults))
    shelves = Shelves.put_up(root, library, frozenset(fault.file for fault in faults))
    for rule in RULES:
        faults += rule(shelves)
    return sorted({*_within(faults, root, only), *_missing(root, only)})


def _within(faults: list[Fault], root: Path, only: Collection[Path]) -> list[Fault]:
    wanted = [(root / path).resolve() for path in only]
    return [fault for fault in faults if not wanted or any(_is_in(root / fault.file, path) for path in wanted)]


def _is_in(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path)


def _missing(root: Path, only: Collection[Path]) -> Iterator[Fault]:
    for path in only:
        if not (root / path).exists():
            yield Fault(str(path), "file", "correct this path: there is nothing here")

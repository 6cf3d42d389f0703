"""A list of names as a teacher pastes it: first names kept, everything else dropped before it is stored."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from learn.classroom.groups import name_key

LONGEST_NAME = 30
MOST_NAMES = 40

Trouble = Literal[
    "no-name", "no-first-names", "too-long", "not-a-name", "number", "unprintable", "twice", "taken", "too-many"
]

Unprintable = Callable[[str], Sequence[str]]

_FIRST_NAMES = re.compile(r"\b(?:roepna(?:am|men)|voorna(?:am|men)|(?:first|given) ?names?)\b")
_SURNAMES = re.compile(r"\b(?:achterna(?:am|men)|familiena(?:am|men)|surnames?|last ?names?)\b")
_WHOLE_NAMES = re.compile(r"^(?!.*\b(?:ouders?|verzorgers?)\b).*\b(?:na(?:am|men)|leerling(?:en)?|names?)\b")
_OTHER_HEADS = re.compile(
    r"^(?:tussenv\w*|voorvoegsels?|voorletters?|initialen|geboortedatum|geb\.? ?datum|bsn|leerlingnummer|nummer|nr"
    r"|groep|klas|geslacht|e-?mail)\b"
)
_MARKER = re.compile(r"^[\s\ufeff]*(?:\d{1,2}[.)]|[-*•])\s*")
_GENDERS = ("m", "v", "j", "x", "man", "vrouw", "jongen", "meisje")
_BETWEEN = ("van", "de", "der", "den", "het", "'t", "ten", "ter", "te", "von", "el", "al", "da", "dos")
_TURNED = re.compile(r'^"?([^",;\t]+), +([^",;\t]+)"?$')
_PARTS = re.compile(r"^[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?$")


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be used: which, what stands there, and why."""

    number: int
    text: str
    trouble: Trouble


@dataclass(frozen=True)
class NameList:
    """What was read: names ready to store, or the lines to mend. ``dropped`` tells how many other columns went."""

    names: tuple[str, ...]
    bad: tuple[BadLine, ...]
    dropped: int = 0


class _NoFirstNames(Exception):
    """The head names columns, and none of them holds a first name: a surname is never taken for one."""

    def __init__(self, head: BadLine) -> None:
        super().__init__(head)
        self.head = head


def _anything_prints(_name: str) -> Sequence[str]:
    return ()


def read_names(
    text: str, taken: Sequence[str] = (), unprintable: Callable[[str], Sequence[str]] = lambda _: ()
) -> NameList:
    """Read a pasted list or CSV.

    One child a line. Of "Fenna de Vries;12-03-2015" only Fenna is kept; an initial goes behind a first name that
    two children share. ``taken`` are names already in the group; ``unprintable`` gives the letters of a name that
    our fonts lack.
    """
    try:
        rows, dropped = _rows(text)
    except _NoFirstNames as missing:
        return NameList((), (missing.head,))
    bad: list[BadLine] = []
    good: list[tuple[int, str, str]] = []
    for number, name, surname in rows:
        trouble = trouble_with(name, unprintable)
        if trouble:
            bad.append(BadLine(number, _shown(name), trouble))
        else:
            good.append((number, name, surname))
    names = _told_apart([(name, surname) for _, name, surname in good])
    known = {name_key(name) for name in taken}
    counted = Counter(name_key(name) for name in names)
    for (number, _, _), name in zip(good, names, strict=True):
        if _too_long(name):
            bad.append(BadLine(number, _shown(name), "too-long"))
        elif name_key(name) in known:
            bad.append(BadLine(number, name, "taken"))
        elif counted[name_key(name)] > 1:
            bad.append(BadLine(number, name, "twice"))
    if len(names) + len(taken) > MOST_NAMES:
        bad.append(BadLine(rows[-1][0], "", "too-many"))
    if not rows:
        bad.append(BadLine(1, "", "no-name"))
    return NameList(tuple(names), tuple(sorted(bad, key=lambda each: each.number)), dropped)


def clean_name(text: str) -> str:
    """A name with its spaces and accents put in one shape."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\ufeff", "")).split())


def trouble_with(name: str, unprintable: Unprintable = _anything_prints) -> Trouble | None:
    """What is wrong with a first name, if anything."""
    if not name:
        return "no-name"
    if _too_long(name):
        return "too-long"
    if any(letter.isdigit() for letter in name):
        return "number"
    if unprintable(name):
        return "unprintable"
    if not all(_PARTS.match(part) for part in name.split()):
        return "not-a-name"
    return None


def _rows(text: str) -> tuple[list[tuple[int, str, str]], int]:
    lines = [
        (number, _MARKER.sub("", line))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip(" \t;,\ufeff")
    ]
    if not lines:
        return [], 0
    if turned := _turned(lines):
        return turned, 1
    delimiter = next(
        (each for each in ("\t", ";", ",") if sum(each in line for _, line in lines) * 2 > len(lines)), None
    )
    first_column, surname_column, body = _columns(lines, delimiter)
    if first_column is None:
        number, head = lines[0]
        raise _NoFirstNames(BadLine(number, _shown(clean_name(head)), "no-first-names"))
    rows = []
    widest = 1
    for number, line in body:
        cells = _cells(line, delimiter)
        widest = max(widest, len(cells))
        name = cells[first_column] if first_column < len(cells) else ""
        surname = cells[surname_column] if surname_column is not None and surname_column < len(cells) else ""
        if found := _TURNED.match(name):
            surname, name = found[1], found[2]
        rows.append((number, *_split(name, surname)))
    return rows, widest - 1


def _turned(lines: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """The rows of a list that says "Jansen, Piet" on every line; none when it is another list."""
    rows = []
    for number, line in lines:
        found = _TURNED.match(line.strip())
        if found is None:
            return []
        surname, name = clean_name(found[1]), clean_name(found[2])
        if _is_head([surname, name]) or not _may_be_surname(name) or name.split()[0].casefold() in _BETWEEN:
            return []
        rows.append((number, *_split(name, surname)))
    return rows


def _columns(
    lines: list[tuple[int, str]], delimiter: str | None
) -> tuple[int | None, int | None, list[tuple[int, str]]]:
    """Where the first name and the surname stand, if the head tells, and the lines with children."""
    head = _cells(lines[0][1], delimiter)
    if not _is_head(head):
        return (1, 0, lines) if _surname_first(lines, delimiter) else (0, (1 if delimiter else None), lines)
    surname = _place(_SURNAMES, head)
    first = _place(_FIRST_NAMES, head)
    if first is None and surname is None:
        first = _place(_WHOLE_NAMES, head) if delimiter else 0
    return first, surname, lines[1:]


def _is_head(cells: Sequence[str]) -> bool:
    return any(_place(kind, cells) is not None for kind in (_FIRST_NAMES, _SURNAMES, _WHOLE_NAMES, _OTHER_HEADS))


def _place(kind: re.Pattern[str], cells: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(cells) if kind.search(cell.casefold())), None)


def _surname_first(lines: list[tuple[int, str]], delimiter: str | None) -> bool:
    """Whether a list without a head says "Vries, Fenna de", or "De Vries;Fenna"."""
    if delimiter is None:
        return False
    cells = [_cells(line, delimiter) for _, line in lines]
    return all(len(each) == 2 for each in cells) and any(
        first.casefold().split()[:1] == [word] or second.casefold().split()[-1:] == [word]
        for first, second in cells
        for word in _BETWEEN
        if " " in first or " " in second
    )


def _cells(line: str, delimiter: str | None) -> list[str]:
    if delimiter is None:
        return [clean_name(line.replace('"', " "))]
    return [clean_name(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _split(name: str, second: str) -> tuple[str, str]:
    """First name and what comes behind it. Two words are a double name only where the surname stands apart."""
    words = name.split()
    surname = second if _may_be_surname(second) else ""
    between = next((place for place, word in enumerate(words) if place and word.casefold() in _BETWEEN), None)
    if between:
        return " ".join(words[:between]), " ".join((*words[between:], surname)).strip()
    if len(words) <= 1 or (surname and len(words) <= 2):
        return name, surname
    return words[0], " ".join(words[1:])


def _may_be_surname(text: str) -> bool:
    return text.casefold() not in _GENDERS and not any(letter.isdigit() for letter in text)


def _told_apart(names: list[tuple[str, str]]) -> list[str]:
    counted = Counter(name_key(name) for name, _ in names)
    told = []
    for name, surname in names:
        initial = _initial(surname)
        told.append(f"{name} {initial}." if counted[name_key(name)] > 1 and initial else name)
    return told


def _initial(surname: str) -> str:
    words = [word for word in surname.split() if word.casefold() not in _BETWEEN and word[:1].isalpha()]
    return words[-1][0].upper() if words else ""


def _too_long(name: str) -> bool:
    # Compared, a name may be longer than it is written: ß counts as ss.
    return max(len(name), len(name_key(name))) > LONGEST_NAME


def _shown(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else "�" for letter in text)
    return plain[:LONGEST_NAME]

"""The papers of a school, as PDF bytes: cards, poster, sheet and sign-off record of a group; what is taught where; and
the check of a protocol.

Every paper is tagged for screen readers (PDF/UA-1), Dutch, carries its own fonts, and is the same bytes for the same
words. What is printed reaches Typst as JSON, never as source.
"""

import json
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import segno
import typst
from babel.dates import format_date
from babel.dates import format_datetime

from learn.content.cast import Teacher
from learn.content.checkup import NOTHING_FOUND
from learn.content.checkup import NOTHING_TO_SIGN
from learn.content.checkup import SILENT
from learn.content.checkup import Checkup
from learn.content.checkup import Section
from learn.content.grid import Table
from learn.content.pictures import PICTURES
from learn.paths import STATIC
from learn.prints.names import FONTS
from learn.prints.names import printable
from learn.prints.names import tidy
from learn.prints.names import unprintable

POSTER_RULES = 7
"""More cannot be read from the back of the room; domain page, GroupRules."""

State = Literal["signed", "not-yet", "withdrawn", "absent", "later"]
How = Literal["own-device", "board", "paper"]
Words = str | int | None | Sequence["Words"] | Mapping[str, "Words"]

_TYPST = Path(__file__).parent / "typst"
# Typst reads nothing outside its root; the drawings stand beside the package in a checkout and inside it in a wheel.
_ROOT = Path(__file__).parents[2]
_SCHOOL_CLOCK = ZoneInfo("Europe/Amsterdam")
_STATES: Mapping[State, str] = {
    "signed": "getekend",
    "not-yet": "tekent nog niet",
    "withdrawn": "heeft de handtekening ingetrokken",
    "absent": "was er niet",
    "later": "tekent later",
}
_HOW: Mapping[How, str] = {
    "own-device": "zelf, op een scherm",
    "board": "bij het bord, met de leerkracht",
    "paper": "op papier, ingevoerd door de leerkracht",
}


_BY_STAFF = ", ingevoerd door de leerkracht"


class NothingToPrint(ValueError):
    """There would be nothing on the paper: no cards, or no rules."""


class TooManyRules(ValueError):
    """The poster holds a choice of at most ``POSTER_RULES`` rules."""


class Unprintable(ValueError):
    """The fonts lack characters of what should be printed. Carries those characters."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        super().__init__(f"no font here prints {' '.join(characters)}")


@dataclass(frozen=True)
class Group:
    """A group as paper names it: ``7A`` of ``De Bron``, ``2026-2027``, and what it calls its teacher."""

    name: str
    school: str
    year: str
    teacher: Teacher = "juf of meester"


@dataclass(frozen=True)
class Card:
    """One pupil's way in: first name, the pictures in order, the address behind the QR code; no more."""

    name: str
    pictures: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Rule:
    """A rule. One with ``refs`` is the school's and names its clauses; one without is the group's own.

    ``literal`` is the document's own sentence; signs in it that no font here has are left out.
    """

    text: str
    refs: tuple[str, ...] = ()
    means: str | None = None
    literal: str = ""


@dataclass(frozen=True)
class Rules:
    """A version of the rules of a group: the school's first, then the group's own."""

    group: Group
    version: int
    adopted: date
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Signature:
    """What the ledger says of one pupil in the end. A wiped name is None; ``at`` and ``how`` where they exist."""

    name: str | None
    state: State
    at: datetime | None = None
    how: How | None = None


@dataclass(frozen=True)
class Countersignature:
    """A member of staff who signed the sign-off itself."""

    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Checkpoint:
    """Where the chain stood: its name, how many entries, and the last entry's hash in hexadecimal."""

    chain: str
    entries: int
    hash: str


@dataclass(frozen=True)
class SignOff:
    """A closed version of the rules and all that happened with it. ``protocol_date`` may be words ("mei 2019").

    ``after`` is what changed after the closing: who signed yet, and who took the signature back.
    """

    rules: Rules
    protocol: str
    protocol_date: date | str
    closed: datetime
    signatures: tuple[Signature, ...]
    countersigned: tuple[Countersignature, ...]
    checkpoint: Checkpoint
    after: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class Overview:
    """What is taught where at a school: each table with the sentences that say how to read it."""

    school: str
    school_year: str
    protocol: str
    made: date
    tables: tuple[tuple[Table, tuple[str, ...]], ...]


def cards(group: Group, issued: Sequence[Card]) -> bytes:
    """Sign-in cards to cut out, eight on an A4.

    Raises NothingToPrint without cards, LookupError for a picture that does not exist, and Unprintable.
    """
    if not issued:
        raise NothingToPrint("a group without pupils has no cards")
    return _print(
        "cards",
        {
            "group": _group(group),
            "cards": [
                {
                    "name": card.name,
                    "pictures": [{"drawing": key, "word": PICTURES[key]} for key in card.pictures],
                    "code": number,
                }
                for number, card in enumerate(issued)
            ],
        },
        codes=[_code(card.address) for card in issued],
    )


def poster(rules: Rules) -> bytes:
    """The rules for the wall, on one A3: a choice of at most seven, and room to scribble. No names at all.

    Raises NothingToPrint without rules, TooManyRules with more than seven, and Unprintable.
    """
    if len(rules.rules) > POSTER_RULES:
        raise TooManyRules(f"{len(rules.rules)} rules; a poster holds {POSTER_RULES}")
    return _print("poster", _rules(rules))


def sheet(rules: Rules, names: Sequence[str]) -> bytes:
    """All rules for the folder, on A4 pages, with a line to sign for each name; one name makes a home copy.

    Raises NothingToPrint without rules, and Unprintable.
    """
    return _print("sheet", _rules(rules) | {"names": names})


def record(sign_off: SignOff) -> bytes:
    """What a school shows of a sign-off, on A4 pages: the text, who signed when and how, who did not, the checkpoint.

    Raises NothingToPrint without rules, ValueError for a moment without a time zone, and Unprintable.
    """
    checkpoint = sign_off.checkpoint
    return _print(
        "record",
        _rules(sign_off.rules)
        | {
            "protocol": {"title": sign_off.protocol, "date": _day(sign_off.protocol_date)},
            "closed": _moment(sign_off.closed),
            "signed": [_signature(each) for each in sign_off.signatures if each.state == "signed"],
            "unsigned": [_signature(each) for each in sign_off.signatures if each.state != "signed"],
            "signed_after": [_signature(each) for each in sign_off.after if each.state == "signed"],
            "withdrawn_after": [_signature(each) for each in sign_off.after if each.state != "signed"],
            "countersigned": [
                {"name": each.name, "role": each.role, "at": _moment(each.at)} for each in sign_off.countersigned
            ],
            "checkpoint": {"entries": checkpoint.entries, "command": verify_command(checkpoint)},
        },
    )


def checkup(found: Checkup) -> bytes:
    """What there is to say of a protocol, on exactly one A4. Signs that no font here has are left out."""
    numbers = {fact.key: number for number, fact in enumerate(found.facts, start=1)}
    words: Words = {
        "title": found.title,
        "school": found.school,
        "written": found.written,
        "day": found.day,
        "clauses": found.clauses,
        "clauses-title": found.clauses_title,
        "binds": found.binding,
        "rules": {
            "title": found.rules_title,
            "all": len(found.rules.all),
            "shown": [{"sentence": each.sentence, "where": each.where} for each in found.rules.shown],
            "more": found.rules.and_more,
        },
        "nothing-to-sign": NOTHING_TO_SIGN,
        "silent-title": SILENT,
        "nothing": NOTHING_FOUND,
        "sections": [_section(each, found, numbers) for each in found.sections],
        "facts": [{"number": numbers[fact.key], "says": fact.says, "from": found.source(fact)} for fact in found.facts],
        "unfinished": found.unfinished,
        "closing": f"{found.closing} {found.elsewhere}",
    }
    return _print("checkup", _each(words, printable))


def overview(taught: Overview) -> bytes:
    """What is taught where at a school, on A4 pages on their side: every table whole, its head on each page.

    Raises Unprintable.
    """
    tables: list[Words] = [
        {
            "part": table.part,
            "title": table.title,
            "notes": notes,
            "head": table.head,
            "leading": table.leading,
            "blocks": table.blocks,
        }
        for table, notes in taught.tables
    ]
    return _print(
        "overview",
        {
            "group": _group(Group("", taught.school, taught.school_year)),
            "protocol": taught.protocol,
            "made": _day(taught.made),
            "tables": tables,
        },
    )


def verify_command(checkpoint: Checkpoint) -> tuple[str, ...]:
    """The lines of the command that goes over a printed record, as a terminal takes them, typed or pasted."""
    blocks = [checkpoint.hash[start : start + 8] for start in range(0, len(checkpoint.hash), 8)]
    return (
        f"./run verify --checkpoint {checkpoint.chain} {checkpoint.entries} \\",
        f"{' '.join(blocks[:4])} \\",
        " ".join(blocks[4:]),
    )


def _group(group: Group) -> dict[str, Words]:
    return {"name": group.name, "school": group.school, "year": group.year, "teacher": group.teacher}


def _rules(rules: Rules) -> dict[str, Words]:
    if not rules.rules:
        raise NothingToPrint("there are no rules yet")
    return {
        "group": _group(rules.group),
        "version": rules.version,
        "adopted": _day(rules.adopted),
        "rules": [
            {"text": rule.text, "refs": rule.refs, "means": rule.means, "literal": printable(rule.literal)}
            for rule in rules.rules
        ],
    }


def _section(section: Section, found: Checkup, numbers: Mapping[str, int]) -> Words:
    return {
        "title": section.title,
        "says": section.says,
        "count": found.count(section),
        "points": [
            {
                "about": point.about,
                "where": point.where,
                "discuss": point.discuss,
                "quotes": [{"who": each.who, "sentence": each.sentence, "where": each.where} for each in point.quotes],
                "fact": numbers[point.fact.key] if point.fact else None,
            }
            for point in section.points.shown
        ],
        "silent": found.silent.shown if section.part == "missing" else (),
        "more": found.and_more(section),
    }


def _signature(signature: Signature) -> dict[str, Words]:
    return {
        "name": signature.name,
        "state": _STATES[signature.state] + (_BY_STAFF if _written_down(signature) else ""),
        "at": _moment(signature.at) if signature.at else None,
        "how": _HOW[signature.how] if signature.how else None,
    }


def _written_down(signature: Signature) -> bool:
    return signature.state != "signed" and signature.how in ("paper", "board")


def _day(day: date | str) -> str:
    return day if isinstance(day, str) else format_date(day, "d MMMM y", locale="nl")


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return format_datetime(moment.astimezone(_SCHOOL_CLOCK), "d MMMM y, HH:mm", locale="nl")


def _code(address: str) -> str:
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=4, xmldecl=False, dark="#000")
    return drawing.getvalue().decode("ascii")


def _print(paper: str, words: Words, codes: Sequence[str] = ()) -> bytes:
    tidied = _each(words, tidy)
    if missing := unprintable(" ".join(_texts(tidied))):
        raise Unprintable(missing)
    return typst.compile(
        str(_TYPST / f"{paper}.typ"),
        root=str(_ROOT),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={
            "words": json.dumps(tidied),
            "codes": json.dumps(list(codes)),
            "drawings": f"/{(STATIC / 'img').relative_to(_ROOT).as_posix()}",
        },
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _each(words: Words, change: Callable[[str], str]) -> Words:
    match words:
        case str():
            return change(words)
        case Mapping():
            return {key: _each(each, change) for key, each in words.items()}
        case Sequence():
            return [_each(each, change) for each in words]
    return words


def _texts(words: Words) -> Iterator[str]:
    match words:
        case str():
            yield words
        case Mapping():
            for each in words.values():
                yield from _texts(each)
        case Sequence():
            for each in words:
                yield from _texts(each)

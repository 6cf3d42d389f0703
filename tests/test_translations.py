"""The Dutch of the pages: complete, and written for whom it is meant."""

import re
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from learn.content.readability import LIMITS
from learn.content.readability import double_negation
from learn.content.readability import sentences
from learn.content.readability import unsuited
from learn.content.readability import words
from learn.paths import ROOT
from learn.paths import TRANSLATIONS

KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None}
PUPILS_READ = re.compile(r"templates/(signin|home|lessons|quizzes|rules|help|parts|board|error)\b|learn/web/errors\.py")
SETTLED = {"Niet tekenen heeft geen gevolgen."}
"""What the sheet and the record say word for word, denying twice because nothing softer is as sure."""
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]")


@dataclass(frozen=True)
class Message:
    """A source string with its forms, and the Dutch for each."""

    english: tuple[str, ...]
    dutch: tuple[str, ...]


def test_every_source_string_has_its_dutch() -> None:
    written = {message.english for message in catalogued() if all(message.dutch)}
    assert sorted(set(extracted()) - written) == []


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    assert sorted({message.english for message in catalogued()} - set(extracted())) == []
    assert list(catalogue().obsolete) == []


def test_no_translation_waits_to_be_looked_at() -> None:
    assert [message.id for message in catalogue() if message.fuzzy] == []


def test_a_translation_keeps_the_placeholders_of_its_source() -> None:
    pairs = [pair for message in catalogued() for pair in zip(message.english, message.dutch, strict=True)]
    assert [pair for pair in pairs if placeholders(pair[0]) != placeholders(pair[1])] == []


def test_the_dutch_has_typographic_quotes() -> None:
    assert [text for text in dutch() if re.search(r"[\"'`´]", text)] == []


def test_a_primary_school_has_no_docent() -> None:
    assert [text for text in dutch() if "docent" in text.casefold()] == []


def test_what_pupils_read_is_short_and_denies_once() -> None:
    read = [sentence for text in dutch_for_pupils() for sentence in sentences(text) if sentence not in SETTLED]
    assert [each for each in read if len(words(each)) > LIMITS[6].longest or double_negation(each)] == []
    assert [text for text in dutch_for_pupils() if unsuited(text)] == []


def test_the_catalogue_says_how_dutch_counts() -> None:
    assert str(catalogue().locale) == "nl"
    assert catalogue().charset.casefold() == "utf-8"
    assert (catalogue().num_plurals, catalogue().plural_expr) == (2, "(n != 1)")


def dutch() -> list[str]:
    return [text for message in catalogued() for text in message.dutch]


def dutch_for_pupils() -> list[str]:
    return [text for message in catalogued() if pupils_read(message) for text in message.dutch]


def pupils_read(message: Message) -> bool:
    return any(PUPILS_READ.match(place) for place in extracted().get(message.english, ()))


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def catalogued() -> list[Message]:
    return [Message(forms(message.id), forms(message.string or "")) for message in catalogue() if message.id]


@cache
def catalogue() -> Catalog:
    with (TRANSLATIONS / "nl" / "LC_MESSAGES" / "messages.po").open("rb") as text:
        return read_po(text, abort_invalid=True)


@cache
def extracted() -> dict[tuple[str, ...], set[str]]:
    """Every string the pages say, with the files that say it."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as text:
        methods, options = parse_mapping_cfg(text)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    found: dict[tuple[str, ...], set[str]] = {}
    for place, _, message, _, _ in extract_from_dir(str(ROOT), methods, options, KEYWORDS):
        found.setdefault(forms(message), set()).add(place)
    return found


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)

"""Files: which kind of document this is, by what is in it and not by what it is called."""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap

from learn.documents import docx
from learn.documents import odt
from learn.documents import pdf
from learn.documents import text
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.packed import names

BIGGEST = 10 * 1024 * 1024
MOST_LETTERS = 120_000
"""A protocol of sixty pages; what is longer is something else, and reading it would keep everybody waiting."""
MOST_LINES = 10_000
LONGEST_LINE = 4000
"""Letters: no sentence is longer, and looking for words in a line takes longer the longer it is."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_LETTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def lines(data: bytes) -> tuple[Line, ...]:
    """The lines of a document: plain text, Markdown, DOCX, ODT or PDF. Raises Unreadable.

    They hold no more letters than a person could look over, no line is endless, and what is in them can be printed.
    """
    if len(data) > BIGGEST:
        raise Unreadable("too-big")
    try:
        found = tuple(_measured(_reader(data)(data)))
    except (MemoryError, RecursionError):
        raise Unreadable("too-big") from None
    if not found:
        raise Unreadable("empty")
    return found


def _reader(data: bytes) -> Callable[[bytes], Iterable[Line]]:
    if b"%PDF-" in data[:1024]:
        return pdf.read
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        inside = names(data)
        if "encrypted-package" in inside:
            raise Unreadable("encrypted")
        if "word/document.xml" in inside:
            return docx.read
        if "content.xml" in inside:
            return odt.read
        raise Unreadable("unknown")
    if data.startswith(_OLD_OFFICE):
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        raise Unreadable("picture")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("unknown")
    return text.read


def _measured(read: Iterable[Line]) -> Iterator[Line]:
    """These lines, counted as they come. Raises Unreadable when there are more than anybody can look over."""
    letters = 0
    for many, line in enumerate(read, start=1):
        letters += len(line.mark) + len(line.text)
        if many > MOST_LINES or letters > MOST_LETTERS:
            raise Unreadable("too-big")
        yield from _cut(_clean(line))


def _clean(line: Line) -> Line:
    """The line without what is no letter, and would do something to a terminal or a database instead."""
    if not any(map(_NO_LETTERS.search, (line.text, line.mark, *line.cells))):
        return line
    text, mark, *cells = (_NO_LETTERS.sub("", each).strip() for each in (line.text, line.mark, *line.cells))
    return replace(line, text=text, mark=mark, cells=tuple(filter(None, cells)))


def _cut(line: Line) -> Iterator[Line]:
    if len(line.text) <= LONGEST_LINE:
        if line.text:
            yield line
        return
    first, *rest = wrap(line.text, LONGEST_LINE, break_on_hyphens=False)
    yield replace(line, text=first, cells=())
    for piece in rest:
        yield replace(line, text=piece, mark="", gap=False, heading=False, cells=())

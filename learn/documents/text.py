"""Plain text: one line a line."""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from learn.documents.lines import Line
from learn.documents.lines import Unreadable

_COLUMNS = re.compile(r"\||\t+")
_CONTENTS = re.compile(r"(?:\t|\s{3}|\.{3}|…)\s*(\d{1,3})$")
_LINK = re.compile(r"!?\[([^\]]{1,500})\]\([^)\s]{0,2000}\)")
_END = 40
"""Letters: as far back as one looks for the number of a page. A line may end in a million spaces."""
_RULED = re.compile(r"[\s|+:=-]*")


def read(data: bytes) -> tuple[Line, ...]:
    """The lines of a text file, whatever encoding it is in. Raises Unreadable."""
    return from_text(decoded(data))


def decoded(data: bytes) -> str:
    """The text in these bytes: UTF-8, UTF-16 by its mark, else what Windows makes. Raises Unreadable."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable("not-text") from None
        if "\0" in text:
            raise Unreadable("not-text")
        return text
    if b"\0" in data:
        raise Unreadable("not-text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def from_text(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    return tuple(_lines(text.splitlines()))


def _lines(printed: Sequence[str]) -> Iterator[Line]:
    gap = True
    for number, raw in enumerate(printed, start=1):
        text = " ".join(_LINK.sub(r"\1", raw.replace("\ufeff", "").replace("**", "")).split())
        if not text or _ruled(text):
            gap = gap or not text or "|" not in text
            continue
        if text.startswith("#"):
            level = len(text) - len(text.lstrip("#")) - 1
            yield Line(text.lstrip("# "), f"line {number}", indent=level, gap=True, heading=True)
            gap = True
            continue
        cells = _cells(raw.replace("**", ""))
        if cells and number < len(printed) and _ruled(printed[number].strip()) and "|" in printed[number]:
            continue  # the head of a table
        if page := _CONTENTS.search(raw.rstrip()[-_END:]):
            text = f"{text.removesuffix(page[1]).rstrip('. …')}\t{page[1]}"
        yield Line(text, f"line {number}", indent=_indent(raw), gap=gap, cells=cells)
        gap = False


def _ruled(text: str) -> bool:
    return len(text) > 2 and _RULED.fullmatch(text) is not None


def _indent(raw: str) -> int:
    return len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())


def _cells(raw: str) -> tuple[str, ...]:
    """The columns of a row: parted by bars, or by tabs between words."""
    if raw.count("|") < 1 and "\t" not in raw.strip():
        return ()
    parts = [" ".join(part.split()) for part in _COLUMNS.split(raw.strip().strip("|"))]
    found = tuple(part for part in parts if part)
    # "1.<tab>text" is a mark with its text, and "Inleiding<tab>3" a line of a contents page.
    if len(found) < 2 or ("|" not in raw and (found[-1].isdigit() or (len(found) == 2 and len(found[0]) <= 4))):
        return ()
    return found

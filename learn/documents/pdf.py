"""PDF: lines by where they stand on the page."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfdocument import PDFPasswordIncorrect

from learn.documents.joining import joined
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.marks import parted

MOST_PAGES = 120
FEWEST_LETTERS_A_PAGE = 10
_SHORT = 14


def read(data: bytes) -> tuple[Line, ...]:
    """The lines of a PDF, page by page. Raises Unreadable: "scan" where there is a picture of a text and no text."""
    try:
        with pdfplumber.open(BytesIO(data)) as file:
            if len(file.pages) > MOST_PAGES:
                raise Unreadable("too-big")
            pages = [_page(page) for page in file.pages]
            pictured = any(page.images for page in file.pages)
    except Unreadable:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable("encrypted") from error
    except Exception as error:  # what a broken file raises differs with where it is broken
        if isinstance(error.__cause__, PDFPasswordIncorrect) or "Password" in repr(error):
            raise Unreadable("encrypted") from error
        raise Unreadable("damaged") from error
    letters = sum(
        len(line["text"]) if "text" in line else len("".join(line["cells"])) for page in pages for line in page
    )
    if letters < FEWEST_LETTERS_A_PAGE * max(len(pages), 1):
        raise Unreadable("scan" if pictured or pages else "empty")
    return tuple(_unwrapped(_lines(pages)))


def _page(page: Any) -> list[dict[str, Any]]:
    """The printed lines and the rows of ruled tables, from top to bottom."""
    tables = [table for table in page.find_tables() if _is_table(table)]
    rows: list[dict[str, Any]] = []
    for table in tables:
        for row, cells in zip(table.rows, table.extract(), strict=False):
            shown = tuple(" ".join((cell or "").split()) for cell in cells if cell and cell.strip())
            if shown:
                rows.append({"cells": shown, "top": row.bbox[1], "bottom": row.bbox[3], "x0": row.bbox[0]})
    outside = page
    for table in tables:
        box = table.bbox
        outside = outside.filter(
            lambda thing, box=box: (
                not (box[1] <= (thing["top"] + thing["bottom"]) / 2 <= box[3]) or thing["object_type"] != "char"
            )
        )
    lines = outside.extract_text_lines(x_tolerance=2, y_tolerance=3)
    return sorted([*lines, *rows], key=lambda line: line["top"])


def _is_table(table: Any) -> bool:
    cells = table.extract()
    return len(cells) >= 2 and max((len([cell for cell in row if cell]) for row in cells), default=0) >= 2


@dataclass(frozen=True)
class _Printed:
    """A printed line. ``room`` is how much more would have fitted, ``first`` how wide its first word is, in points."""

    line: Line
    room: float
    first: float


def _unwrapped(printed: Iterable[_Printed]) -> Iterator[Line]:
    """The lines with those put together that only the edge of the page kept apart."""
    open_line: Line | None = None
    room = 0.0
    for each in printed:
        line = each.line
        wrapped = (
            open_line is not None
            and not (line.gap or line.cells or open_line.cells)
            and each.first > room
            and parted(line.text)[0] is None
            and line.heading == open_line.heading
        )
        if open_line is not None and wrapped:
            open_line = replace(open_line, text=joined([open_line.text, line.text]))
        else:
            if open_line is not None:
                yield open_line
            open_line = line
        room = each.room
    if open_line is not None:
        yield open_line


def _lines(pages: Sequence[Sequence[dict[str, Any]]]) -> Iterator[_Printed]:
    everything = [line for page in pages for line in page if "text" in line]
    left = min((line["x0"] for line in everything), default=0)
    size = median([_size(line) for line in everything]) if everything else 10
    pitch = _pitch(pages)
    right = max((line["x1"] for line in everything), default=0)
    ended = True
    for number, page in enumerate(pages, start=1):
        bottom: float | None = None
        for place, line in enumerate(page, start=1):
            # A page may end in the middle of a sentence, or with a paragraph.
            gap = line["top"] - bottom > 1.45 * pitch if bottom is not None else ended
            where = f"page {number}, line {place}"
            if "cells" in line:
                yield _Printed(Line(" | ".join(line["cells"]), where, gap=gap, cells=line["cells"]), 1e6, 0)
                bottom = line["bottom"] - pitch
                continue
            text = _read(line)
            bottom = line["top"]
            ended = line["x1"] < left + 0.8 * (right - left) or text.endswith((".", "!", "?"))
            if text:
                indent = int((line["x0"] - left) / 5)
                found = Line(text, where, indent=indent, gap=gap, heading=_is_heading(line, text, size))
                yield _Printed(found, right - line["x1"], _first_width(line, text))


def _read(line: dict[str, Any]) -> str:
    """The words of a line; a number that stands far to the right is the page of a line of contents."""
    text = " ".join(line["text"].split())
    head, _, last = text.rpartition(" ")
    letters = [char for char in line.get("chars", ()) if char["text"].strip()]
    if not head or not last.isdigit() or len(letters) <= len(last):
        return text
    far = letters[-len(last)]["x0"] - letters[-len(last) - 1]["x1"] > 2 * _size(line)
    return f"{head.rstrip('. …')}\t{last}" if far or head.endswith("...") else text


def _first_width(line: dict[str, Any], text: str) -> float:
    letters = [char for char in line.get("chars", ()) if char["text"].strip()][: len(text.split(maxsplit=1)[0])]
    return float(letters[-1]["x1"] - letters[0]["x0"]) if letters else 0.0


def _pitch(pages: Sequence[Sequence[dict[str, Any]]]) -> float:
    """How far lines of one paragraph stand apart: the commonest distance that is not white space."""
    steps = [
        below["top"] - above["top"]
        for page in pages
        for above, below in pairwise(page)
        if "text" in above and "text" in below and 4 < below["top"] - above["top"] < 60
    ]
    return median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 14


def _size(line: dict[str, Any]) -> float:
    return float(median([char["size"] for char in line["chars"]])) if line.get("chars") else 10.0


def _is_heading(line: dict[str, Any], text: str, size: float) -> bool:
    if len(text.split()) > _SHORT or text.endswith((".", ";", ",")):
        return False
    letters = [char for char in line.get("chars", ()) if char["text"].strip()]
    bold = bool(letters) and all("bold" in str(char["fontname"]).lower() for char in letters)
    return bold or _size(line) > 1.2 * size

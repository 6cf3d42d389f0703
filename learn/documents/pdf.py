"""PDF: lines by where they stand on the page."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from learn.documents.joining import joined
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.marks import parted

MOST_PAGES = 120
MOST_RULES = 2000
"""What has more ruled lines on a page is a drawing, and to look for tables in it would take minutes."""
FEWEST_LETTERS_A_PAGE = 10
_SHORT = 14


def read(data: bytes) -> tuple[Line, ...]:
    """The lines of a PDF, page by page. Raises Unreadable: "scan" where there is a picture of a text and no text."""
    pages: list[list[_Row]] = []
    pictured = False
    try:
        file = PDF(BytesIO(data))
        for number, each in enumerate(PDFPage.create_pages(file.doc), start=1):
            if number > MOST_PAGES:
                raise Unreadable("too-big")
            page = _Page(file, each, number)
            pages.append(_rows(page))
            pictured = pictured or bool(page.images)
            page.close()  # what a page is made of takes a thousand times the room of its text
    except (Unreadable, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable("encrypted") from error
    except Exception as error:  # what a broken file raises differs with where it is broken
        if isinstance(error.__cause__, PDFPasswordIncorrect) or "Password" in repr(error):
            raise Unreadable("encrypted") from error
        if any(isinstance(each, MemoryError) for each in (*error.args, error.__context__)):
            raise Unreadable("too-big") from error
        raise Unreadable("damaged") from error
    letters = sum(len(row.text) for page in pages for row in page)
    if letters < FEWEST_LETTERS_A_PAGE * max(len(pages), 1):
        raise Unreadable("scan" if pictured or pages else "empty")
    return tuple(_unwrapped(_lines(pages)))


class _Page(Page):
    """A page that keeps of each letter only what is asked of it here: the rest takes longer than all reading."""

    def process_object(self, obj: Any) -> dict[str, Any]:
        """A thing on the page. Of a letter: what it is, where it stands, and how it looks."""
        if not isinstance(obj, LTChar):
            return dict(super().process_object(obj))
        left, top = self.mediabox[:2]
        return {
            "object_type": "char",
            "text": obj.get_text(),
            "fontname": obj.fontname,
            "size": obj.size,
            "upright": obj.upright,
            "x0": obj.x0 + left,
            "x1": obj.x1 + left,
            "width": obj.width,
            "height": obj.height,
            "top": self.height - obj.y1 + top,
            "bottom": self.height - obj.y0 + top,
            "doctop": self.initial_doctop + self.height - obj.y1 + top,
        }


@dataclass(frozen=True)
class _Row:
    """A printed line, or the row of a ruled table, which has ``cells``.

    ``size`` is how large its letters are and ``first`` how wide its first word is, in points.
    """

    text: str
    top: float
    x0: float
    x1: float
    bottom: float = 0
    cells: tuple[str, ...] = ()
    size: float = 10
    bold: bool = False
    first: float = 0


def _rows(page: Page) -> list[_Row]:
    """The printed lines and the rows of ruled tables, from top to bottom."""
    tables = [table for table in page.find_tables() if _is_table(table)] if len(page.edges) <= MOST_RULES else []
    rows: list[_Row] = []
    for table in tables:
        for row, cells in zip(table.rows, table.extract(), strict=False):
            shown = tuple(" ".join((cell or "").split()) for cell in cells if cell and cell.strip())
            if shown:
                x0, top, x1, bottom = row.bbox
                rows.append(_Row(" | ".join(shown), top, x0, x1, bottom, shown))
    boxes = [table.bbox for table in tables]

    def outside(thing: Mapping[str, Any]) -> bool:
        middle = (thing["top"] + thing["bottom"]) / 2
        return thing["object_type"] != "char" or not any(box[1] <= middle <= box[3] for box in boxes)

    lines = (page.filter(outside) if boxes else page).extract_text_lines(x_tolerance=2, y_tolerance=3)
    return sorted([*map(_row, lines), *rows], key=lambda row: row.top)


def _row(line: Mapping[str, Any]) -> _Row:
    letters = [char for char in line["chars"] if char["text"].strip()]
    size = float(median([char["size"] for char in line["chars"]])) if line["chars"] else 10.0
    text = _read(line["text"], letters, size)
    first = letters[: len(text.split(maxsplit=1)[0])] if text else []
    return _Row(
        text,
        line["top"],
        line["x0"],
        line["x1"],
        size=size,
        bold=bool(letters) and all("bold" in str(char["fontname"]).lower() for char in letters),
        first=float(first[-1]["x1"] - first[0]["x0"]) if first else 0.0,
    )


def _read(printed: str, letters: Sequence[Mapping[str, Any]], size: float) -> str:
    """The words of a line; a number that stands far to the right is the page of a line of contents."""
    text = " ".join(printed.split())
    head, _, last = text.rpartition(" ")
    if not head or not last.isdigit() or len(letters) <= len(last):
        return text
    far = letters[-len(last)]["x0"] - letters[-len(last) - 1]["x1"] > 2 * size
    return f"{head.rstrip('. …')}\t{last}" if far or head.endswith("...") else text


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


def _lines(pages: Sequence[Sequence[_Row]]) -> Iterator[_Printed]:
    everything = [row for page in pages for row in page if not row.cells]
    left = min((row.x0 for row in everything), default=0)
    size = median([row.size for row in everything]) if everything else 10
    pitch = _pitch(pages)
    right = max((row.x1 for row in everything), default=0)
    ended = True
    for number, page in enumerate(pages, start=1):
        bottom: float | None = None
        for place, row in enumerate(page, start=1):
            # A page may end in the middle of a sentence, or with a paragraph.
            gap = row.top - bottom > 1.45 * pitch if bottom is not None else ended
            where = f"page {number}, line {place}"
            if row.cells:
                yield _Printed(Line(row.text, where, gap=gap, cells=row.cells), 1e6, 0)
                bottom = row.bottom - pitch
                continue
            bottom = row.top
            ended = row.x1 < left + 0.8 * (right - left) or row.text.endswith((".", "!", "?"))
            if row.text:
                indent = int((row.x0 - left) / 5)
                found = Line(row.text, where, indent=indent, gap=gap, heading=_is_heading(row, size))
                yield _Printed(found, right - row.x1, row.first)


def _pitch(pages: Sequence[Sequence[_Row]]) -> float:
    """How far lines of one paragraph stand apart: the commonest distance that is not white space."""
    steps = [
        below.top - above.top
        for page in pages
        for above, below in pairwise(page)
        if not above.cells and not below.cells and 4 < below.top - above.top < 60
    ]
    return median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 14


def _is_heading(row: _Row, size: float) -> bool:
    if len(row.text.split()) > _SHORT or row.text.endswith((".", ";", ",")):
        return False
    return row.bold or row.size > 1.2 * size

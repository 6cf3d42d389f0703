"""What stands in the tables of a paper, read back from its tags as a screen reader meets them."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pdfplumber
from pypdf import PdfReader

Cells = tuple[str, ...]
Said = Mapping[int, Mapping[int, str]]


def tables_of(pdf: bytes) -> list[list[Cells]]:
    """Every table line by line, its head first."""
    with pdfplumber.open(BytesIO(pdf)) as paper:
        pages = [_pieces(page.chars) for page in paper.pages]
    read = PdfReader(BytesIO(pdf))
    said = {page.indirect_reference.idnum: pieces for page, pieces in zip(read.pages, pages, strict=True)}
    root = read.trailer["/Root"]["/StructTreeRoot"]
    return [
        [tuple(_text(cell, said) for cell in _under(line, "/TH", "/TD")) for line in _under(table, "/TR")]
        for table in _under(root, "/Table")
    ]


def _under(element: Any, *kinds: str) -> Iterator[Any]:
    for each in _kids(element):
        if isinstance(each, Mapping) and each.get("/S") in kinds:
            yield each
        elif isinstance(each, Mapping):
            yield from _under(each, *kinds)


def _text(cell: Any, said: Said) -> str:
    """The words of a cell, its lines put together. A piece without letters is a hyphen, and of the paper alone."""
    words, in_a_word = "", True
    for piece in _said_in(cell, cell, said):
        words += piece if in_a_word else f" {piece}" if piece else ""
        in_a_word = not piece
    return words


def _said_in(element: Any, page: Any, said: Said) -> Iterator[str]:
    page = element if "/Pg" in element else page
    for each in _kids(element):
        if isinstance(each, int):
            yield said[page.raw_get("/Pg").idnum].get(each, "").strip()
        elif "/MCID" in each:
            at = each if "/Pg" in each else page
            yield said[at.raw_get("/Pg").idnum].get(each["/MCID"], "").strip()
        else:
            yield from _said_in(each, page, said)


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for each in kids if isinstance(kids, list) else [kids]:
        yield each.get_object() if hasattr(each, "get_object") else each


def _pieces(letters: list[Mapping[str, Any]]) -> dict[int, str]:
    """What each marked piece of a page says."""
    found: defaultdict[int, str] = defaultdict(str)
    for letter in letters:
        if letter.get("mcid") is not None:
            found[letter["mcid"]] += letter["text"]
    return found

"""A table as a file that a Dutch spreadsheet opens with a double click: CSV with semicolons, in UTF-8 that says so."""

import csv
from collections.abc import Iterable
from collections.abc import Sequence
from io import StringIO

from flask import Response

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet(head: Sequence[str], lines: Iterable[Sequence[str]], name: str) -> Response:
    """The table under a name the school recognises.

    A cell that a spreadsheet would calculate begins with an apostrophe, and is text (OWASP, CSV injection).
    """
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(head)
    writer.writerows([_text(cell) for cell in line] for line in lines)
    # With the mark in front Excel reads UTF-8; without it é becomes two signs.
    response = Response(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name.replace("/", "-"))
    return response


def _text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell

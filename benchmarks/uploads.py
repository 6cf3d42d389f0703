"""Whether the documents of the protocols we ship, sent as a head sends them, end on the right review page.

``python -m benchmarks.uploads --documents FOLDER [--convert]`` from the checkout; the folder is that of
``benchmarks.reader``. Of each document it prints how many clauses are awaited, how many stand on the page and how many
of those under their own number and in order, and how long the answer took, with the patterns ready. It fails when they
are not the same.
"""

import argparse
from collections.abc import Iterator
from collections.abc import Sequence
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from sys import stdout
from tempfile import TemporaryDirectory
from time import perf_counter

from flask import Flask

from benchmarks.converted import KINDS
from benchmarks.converted import as_documents
from learn.app import create_app
from learn.classroom.db import Database
from learn.content.library import Library
from learn.content.library import load
from learn.content.protocols import Document
from learn.documents.weighing import scale
from learn.settings import Settings
from tests.clock import Clock
from tests.conftest import SECRET
from tests.given import Given
from tests.visitor import Visitor

HEAD = ("kind", "awaited", "on page", "in order", "seconds")


def main() -> int:
    """Upload each document in each kind; 1 when a review page is not the right one."""
    parser = argparse.ArgumentParser(prog="benchmarks.uploads", description="Uploads of the documents we ship.")
    parser.add_argument("--documents", type=Path, metavar="FOLDER", required=True)
    parser.add_argument("--convert", action="store_true", help="make the other kinds with LibreOffice")
    chosen = parser.parse_args()
    library, right = load(), True
    scale()
    _write("", HEAD)
    with TemporaryDirectory() as data, as_documents(chosen.documents, chosen.convert) as documents:
        app, given = _server(Path(data), library)
        for slug, kind, file in _there(documents, library):
            right = _upload(app, given, library.protocol(slug).document, kind, file) and right
    return 0 if right else 1


def _server(data: Path, library: Library) -> tuple[Flask, Given]:
    database, clock = Database(f"sqlite:///{data / 'learn.db'}"), Clock()
    settings = Settings(data=data, database_url="sqlite:///unused", secret=SECRET, url="http://learn.test")
    return create_app(settings, library, database, clock), Given(database, library, clock, SECRET)


def _there(folder: Path, library: Library) -> Iterator[tuple[str, str, Path]]:
    for slug in library.protocols:
        for kind in KINDS:
            if (file := folder / f"{slug}.{kind}").is_file():
                yield slug, kind, file


def _upload(app: Flask, given: Given, document: Document, kind: str, file: Path) -> bool:
    """Send the file as the head of a school of its own, and look at the page that comes."""
    school = given.school(f"{document.slug} {kind}")
    head = Visitor(app).signs_in(given.staff("Dirk Haan", "head", school=school)).open("/school/protocol")
    token, began = head.token(), perf_counter()
    head.send("/school/protocol/drafts", {"csrf_token": token, "file": (BytesIO(file.read_bytes()), file.name)})
    seconds = perf_counter() - began
    awaited = [_number(clause.ref) for clause in document.clauses]
    shown = [_number(str(each.get_text())) for each in head.page.select(".review-list .clause__ref")]
    in_order = sum(block.size for block in SequenceMatcher(None, awaited, shown, autojunk=False).get_matching_blocks())
    _write(document.slug, (kind, str(len(awaited)), str(len(shown)), str(in_order), f"{seconds:.2f}"))
    return head.path == "/school/protocol/draft" and len(awaited) == len(shown) == in_order


def _number(ref: str) -> str:
    """The number of a clause: how a heading above it is shortened is a matter of taste."""
    return ref.rsplit(maxsplit=1)[-1].rpartition(".")[2]


def _write(name: str, cells: Sequence[str]) -> None:
    stdout.write(f"{name:20}{''.join(f'{each:>10}' for each in cells)}\n")


if __name__ == "__main__":
    raise SystemExit(main())

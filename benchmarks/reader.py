"""How well documents are read, and how fast.

``python -m benchmarks.reader [--documents FOLDER [--convert] [--each]]`` from the checkout. The folder holds the
documents of the protocols we ship, as ``NAME.txt``, ``NAME.docx``, ``NAME.odt`` or ``NAME.pdf`` with NAME as in
``protocols/``: they are the schools' own and stand in no checkout. With ``--convert`` LibreOffice makes the other three
of each text. ``known`` are the invented protocols that made the patterns, ``unseen`` those that are only for measuring.
What each column counts stands in ``tests/documents/measures.py``; ms is of one document, on average, with the patterns
ready.
"""

import argparse
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from sys import stdout

from benchmarks.converted import KINDS
from benchmarks.converted import as_documents
from learn.content.library import load
from learn.documents.weighing import scale
from tests.documents.measures import EARLY
from tests.documents.measures import LATE
from tests.documents.measures import UNSEEN
from tests.documents.measures import Beside
from tests.documents.measures import beside
from tests.documents.measures import beside_shipped
from tests.documents.measures import invented
from tests.documents.measures import total

HEAD = ("", "docs", "clauses", "found", "ref", "extra", "binds", "topic", "wrong", "stance", "ms")


def main() -> None:
    """Print a line for each kind of file of what we ship, for known, and for unseen."""
    parser = argparse.ArgumentParser(prog="benchmarks.reader", description="How well documents are read.")
    parser.add_argument("--documents", type=Path, metavar="FOLDER", help="the documents of the protocols we ship")
    parser.add_argument("--convert", action="store_true", help="make docx, odt and pdf of each txt with LibreOffice")
    parser.add_argument("--each", action="store_true", help="a line for each document we ship")
    chosen = parser.parse_args()
    scale()  # made once, whatever is read: of no document's time
    _write(HEAD)
    if chosen.documents:
        with as_documents(chosen.documents, chosen.convert) as folder:
            _write_shipped(folder, chosen.each)
    early, late = ([beside(document) for document in invented(each)] for each in (EARLY, LATE))
    _write_all("known, early", early)
    _write_all("known, late", late)
    _write_all("known", early + late)
    _write_all("unseen", [beside(document) for document in invented(UNSEEN)])
    if not chosen.documents:
        stdout.write(f"For what we ship: --documents FOLDER with {', '.join(f'NAME.{kind}' for kind in KINDS)}.\n")


def shipped(folder: Path, kind: str) -> dict[str, Beside]:
    """The documents of one kind that are there, beside the protocols we ship, by their name."""
    return {
        protocol.slug: beside_shipped(protocol.document, document)
        for protocol in load().protocols.values()
        if (document := folder / f"{protocol.slug}.{kind}").is_file()
    }


def _write_shipped(folder: Path, each: bool) -> None:
    for kind in KINDS:
        read = shipped(folder, kind)
        for name, document in read.items() if each else ():
            _write_all(f"{name}, {kind}", [document])
        _write_all(f"shipped, {kind}", list(read.values()))


def _write_all(name: str, documents: Sequence[Beside]) -> None:
    if not documents:
        return
    measure = total(documents)
    _write(
        (
            name,
            str(len(documents)),
            str(measure.found.of),
            *(f"{getattr(measure, each.name).share:.1%}" for each in fields(measure)),
            f"{sum(each.seconds for each in documents) / len(documents) * 1000:.0f}",
        )
    )


def _write(cells: Sequence[str]) -> None:
    name, *figures = cells
    stdout.write(f"{name:26}{''.join(f'{each:>8}' for each in figures)}\n")


if __name__ == "__main__":
    main()

"""Whether anything whatever can be uploaded as a protocol without harm, and what it takes at most.

``nice python -m benchmarks.bad_documents [--files N] [--first SEED] [--kinds KIND ...] [--whole N] [--jobs N]`` from
the checkout. For each kind of file it prints how many were read and refused, the most memory and the longest time,
and then each file that broke a promise, with its seed: ``tests.documents.bad_files.bad(kind, seed)`` makes it again.
Exit 1 when one did. The promises: lines come out or a word for why not, never another exception; at most 200 MiB above
rest and 5 seconds; nothing written, nobody called; the draft can be stored and shown.

What is measured, and what is not:

- To start Python for each file, as an upload does, takes longer than reading most of them. So each file is read in a
  child made by forking, under the limits an upload reads under (``learn.documents.apart.limit``), and its draft is made
  there as the upload makes it. Memory is that of the child at its highest above what it began with, drafts included.
- Seconds are of a processor, not of the clock: what else runs here does not count. Who waits is stopped after a minute.
- A child its limits stop while it reads counts as refused, "too-big", for that is what the upload says of it.
- Writing and calling are seen by what Python tells of itself (``sys.addaudithook``). What the XML library would do
  below Python is not seen here; ``tests/documents/test_bad_files.py`` holds a server to that.
- One in ``--whole`` goes the real way as well: posted to the page, read by a Python of its own, into a database. A
  refusal must be a 422 that leaves no draft, and a draft must open.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from sys import stdout

from flask import Flask

from learn.app import create_app
from learn.classroom import protocols
from learn.classroom.db import Database
from learn.content.library import load
from learn.documents.weighing import warm
from learn.settings import Settings
from learn.web.room import Room
from learn.web.views.protocol import draft_of
from tests.clock import Clock
from tests.documents.bad_files import KINDS
from tests.documents.bad_files import bad
from tests.documents.promises import READ
from tests.documents.promises import Outcome
from tests.documents.promises import outcome
from tests.given import Given
from tests.visitor import Visitor

FILES = 5000
WHOLE = 50
OK = 200
SECRET = "a secret for measuring only, long enough"  # noqa: S105  # it keeps nothing

_SCHOOLS = count(1)
_APPS: list[Flask] = []
"""The app, in each process of the pool."""


def main() -> None:
    """Read the files, print a line for each kind, and what went wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks.bad_documents", description="Whether any file can be uploaded.")
    parser.add_argument("--files", type=int, default=FILES, help="how many of each kind (default %(default)s)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the seed to begin at")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument(
        "--whole", type=int, default=WHOLE, help="one in so many goes the real way (default %(default)s)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.files)
    warm()
    broken: list[str] = []
    with school() as app:
        for kind in chosen.kinds:
            outcomes = read_all(app, kind, seeds, chosen.jobs)
            told = [*outcomes.values()]
            _write(kind, told)
            broken += [f"{kind} {seed}: {fault}" for seed, each in outcomes.items() for fault in each.faults]
            whole = seeds[:: chosen.whole]
            wrong = [f"{kind} {seed}, whole: {fault}" for seed in whole if (fault := uploaded(app, bad(kind, seed)))]
            stdout.write(f"     {len(whole)} the whole way, {len(wrong)} of them wrong\n")
            broken += wrong
    stdout.write("".join(f"{each}\n" for each in broken) or "Every promise was kept.\n")
    sys.exit(1 if broken else 0)


def read_all(app: Flask, kind: str, seeds: Sequence[int], jobs: int) -> dict[int, Outcome]:
    """What came of each file, by its seed."""
    with get_context("fork").Pool(jobs, _begin, (app,)) as pool:
        return dict(zip(seeds, pool.imap(partial(_outcome, kind), seeds, chunksize=10), strict=True))


@contextmanager
def school() -> Iterator[Flask]:
    """An app with an empty school in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/learn.db")
        database.migrate()
        settings = Settings(data=Path(folder), database_url="sqlite:///unused", secret=SECRET, url="http://learn.test")
        app = create_app(settings, load(), database, Clock())
        yield app
        database.close()


def uploaded(app: Flask, data: bytes) -> str | None:
    """What went wrong when the head of a new school posted this to the page, if anything did."""
    room: Room = app.extensions["room"]
    given = Given(room.database, room.library, Clock(), SECRET)
    staff = given.staff("Dirk Haan", "head", school=given.school(f"School {next(_SCHOOLS)}"))
    head = Visitor(app).signs_in(staff).open("/school/protocol")
    fields = {"csrf_token": head.token(), "file": (BytesIO(data), "ons protocol")}
    status = head.client.post("/school/protocol/drafts", data=fields).status_code
    with room.database.reading() as session:
        kept = protocols.draft(session, staff.school.id) is not None
    if (status, kept) not in ((302, True), (303, True), (422, False)):
        return f"status {status}, {'a' if kept else 'no'} draft"
    opened = head.client.get("/school/protocol/draft").status_code
    return f"the draft opens with {opened}" if kept and opened != OK else None


def _begin(app: Flask) -> None:
    _APPS.append(app)


def _outcome(kind: str, seed: int) -> Outcome:
    app = _APPS[0]
    with app.app_context():
        return outcome(bad(kind, seed), draft_of, app.extensions["room"].library.topics)


def _write(kind: str, outcomes: Sequence[Outcome]) -> None:
    told = Counter(each.told for each in outcomes)
    refused = ", ".join(f"{many} {word}" for word, many in told.most_common() if word != READ)
    most, longest = max(each.mebibytes for each in outcomes), max(each.seconds for each in outcomes)
    stdout.write(f"{kind:5}{len(outcomes)} files: {told[READ]} read, refused {refused}\n")
    stdout.write(
        f"     at most {most:.0f} MiB and {longest:.1f} s, {sum(bool(each.faults) for each in outcomes)} wrong\n"
    )
    stdout.flush()


if __name__ == "__main__":
    main()

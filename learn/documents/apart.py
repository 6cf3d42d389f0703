"""Reading a file apart: in a process of its own, that may use little memory and time and write nothing."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict

from learn.documents import files
from learn.documents.lines import Line
from learn.documents.lines import Unreadable

SECONDS = 10
MEMORY = 1024 * 1024 * 1024
"""Address space, of which a process uses a fraction: the reader of PDF alone maps several hundred megabytes."""


def lines(data: bytes) -> tuple[Line, ...]:
    """The lines of a document from somebody else. Raises Unreadable, also when it takes too much to read."""
    if len(data) > files.BIGGEST:
        raise Unreadable("too-big")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "learn.documents.apart"],
            input=data,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("too-big") from None
    if done.returncode:
        raise Unreadable("too-big")
    told = json.loads(done.stdout)
    if "unreadable" in told:
        raise Unreadable(told["unreadable"])
    return tuple(Line(**{**line, "cells": tuple(line["cells"])}) for line in told["lines"])


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _main() -> None:
    data = sys.stdin.buffer.read()
    _limit()
    try:
        told: dict[str, object] = {"lines": [asdict(line) for line in files.lines(data)]}
    except Unreadable as refused:
        told = {"unreadable": refused.reason}
    except (MemoryError, RecursionError):
        told = {"unreadable": "too-big"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main()

"""Reading a file apart: in a process of its own that may use little memory and time, write nothing and call nobody."""

import gc
import json
import logging
import resource
import subprocess
import sys
from dataclasses import asdict

from learn.documents import files
from learn.documents.lines import Line
from learn.documents.lines import Unreadable

SECONDS = 4
"""Of a processor. What a school writes takes a tenth of it, and a head should not look at a page that never comes."""
MEMORY = 180 * 1024 * 1024
"""Bytes of data. What is read from programs and libraries comes on top; the reader itself uses a tenth of it."""


def lines(data: bytes) -> tuple[Line, ...]:
    """The lines of a document from somebody else. Raises Unreadable, also when it takes too much to read."""
    if len(data) > files.BIGGEST:
        raise Unreadable("too-big")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "learn.documents.apart"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=5 * SECONDS,  # by the clock: much else may be going on
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("too-big") from None
    if done.returncode:
        # Stopped by its limits, or by itself where there was no memory left to say anything; else it is our own fault.
        raise Unreadable("too-big" if done.returncode < 0 else "damaged")
    told = json.loads(done.stdout)
    if "unreadable" in told:
        raise Unreadable(told["unreadable"])
    return tuple(Line(**{**line, "cells": tuple(line["cells"])}) for line in told["lines"])


def limit(rest: int = 0) -> None:
    """Hold this process, for the rest of its life, to what reading one document may take.

    ``rest`` are the bytes that a process uses already when it reads more than this one document.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY + rest, MEMORY + rest))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_refuse)
    # A process that ends after one document has no use for tidying up, and nobody hears what a library murmurs.
    gc.disable()
    logging.disable()


def _refuse(event: str, _: object) -> None:
    """Nothing in a document is a reason to open a connection or start a program."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "ctypes.")):
        raise PermissionError(event)


def _main() -> None:
    data = sys.stdin.buffer.read()
    limit()
    try:
        told: dict[str, object] = {"lines": [asdict(line) for line in files.lines(data)]}
    except Unreadable as refused:
        told = {"unreadable": refused.reason}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main()

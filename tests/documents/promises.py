"""What is promised of any file whatever, and a look at whether one keeps it.

A file is read in a child of its own, made by forking, that is held to what ``learn.documents.apart`` allows. To start
Python anew for each, as an upload does, would take longer than the reading. Then a draft is made of it as the upload
makes it. Of a child that is stopped for taking too much while it reads, the upload says "too-big"; so does this.
"""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import get_args

from learn.content.drafts import Draft
from learn.content.topics import Topics
from learn.documents import apart
from learn.documents import files
from learn.documents.lines import Line
from learn.documents.lines import Reason
from learn.documents.lines import Unreadable

MEBIBYTES = 200
SECONDS = 5

READ = "read"
_LINES = b"\n"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CALLS = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.mkdir", "os.rename", "os.link",
    "os.symlink", "os.remove", "os.truncate", "tempfile.", "shutil.", "ftplib.", "urllib.", "http.",
)  # fmt: skip

DraftOf = Callable[[Sequence[Line]], Draft]


@dataclass(frozen=True)
class Outcome:
    """What came of a file: ``told`` is "read" or the word for why not; ``faults`` are the promises it broke.

    ``mebibytes`` are those above what the process took at rest, ``seconds`` those of a processor.
    """

    told: str
    mebibytes: float
    seconds: float
    faults: tuple[str, ...] = ()


def outcome(data: bytes, draft_of: DraftOf, topics: Topics) -> Outcome:
    """Read a file in a child of its own and say what came of it."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(read_end)
        _child(data, write_end, draft_of, topics)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        told = pipe.read()
    _, status, used = os.wait4(child, 0)
    rest, _, after = told.partition(b"\n")
    return _judged(status, used, int(rest or 0), after)


def _judged(status: int, used: resource.struct_rusage, rest: int, told: bytes) -> Outcome:
    seconds = used.ru_utime + used.ru_stime
    mebibytes = max(0.0, used.ru_maxrss / 1024 - rest / 1024 / 1024)
    found: dict[str, Any] = {"told": "nothing", "faults": []}
    ended = os.waitstatus_to_exitcode(status)
    reading = not told.startswith(_LINES)
    if ended and reading:
        found["told"] = "too-big" if ended < 0 else "damaged"  # as the upload says; a fault of ours is told below
    elif ended:
        found["faults"] = [f"ended with {ended} {'while reading' if reading else 'on what was read'}"]
    else:
        found = json.loads(told)
    faults = list(found["faults"])
    if mebibytes > MEBIBYTES:
        faults.append(f"{mebibytes:.0f} MiB")
    if seconds > SECONDS:
        faults.append(f"{seconds:.1f} s")
    return Outcome(found["told"], mebibytes, seconds, tuple(faults))


def _child(data: bytes, pipe: int, draft_of: DraftOf, topics: Topics) -> None:
    touched: list[str] = []
    code = 0
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        used, segment = _at_rest()
        os.write(pipe, b"%d\n" % used)
        sys.addaudithook(_listener(touched))
        signal.alarm(60)  # for what waits and takes no time of a processor
        apart.limit(rest=segment)
        told, faults = _read(data, pipe, draft_of, topics)
        os.write(pipe, json.dumps({"told": told, "faults": [*faults, *touched]}).encode())
    except BaseException:  # a child must never go on as if it were its parent
        code = 1
    finally:
        os._exit(code)


def _read(data: bytes, pipe: int, draft_of: DraftOf, topics: Topics) -> tuple[str, list[str]]:
    try:
        lines = files.lines(data)
        os.write(pipe, _LINES)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        draft = draft_of(lines)
        return READ, unkept(draft, topics)
    except Unreadable as refused:
        return refused.reason, [] if refused.reason in get_args(Reason) else [f"no reason: {refused.reason}"]
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return "exception", [f"{type(error).__name__}: {str(error)[:200]} ({Path(place.filename).name}:{place.lineno})"]


def unkept(draft: Draft, topics: Topics) -> list[str]:
    """What about a draft could not be stored, shown again or made a protocol of."""
    faults = []
    stored = draft.canonical()
    if Draft.model_validate_json(stored) != draft:
        faults.append("another draft once it was stored")
    if "\\u0000" in stored or "\0" in stored:
        faults.append("a NUL, which no database stores")
    stored.encode()
    draft.protocol("eigen", "De Vlieger", topics)
    draft.contradictions(topics)
    return faults


def _at_rest() -> tuple[int, int]:
    """Bytes in memory, and bytes of data, that this process uses now."""
    pages = [int(each) for each in Path("/proc/self/statm").read_text().split()]
    return pages[1] * resource.getpagesize(), pages[5] * resource.getpagesize()


def _listener(touched: list[str]) -> Callable[[str, tuple[Any, ...]], None]:
    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and (arguments[2] or 0) & _WRITING:
            touched.append(f"writes {arguments[0]!r}")
        elif event.startswith(_CALLS):
            touched.append(event)

    return listen

"""The example school, served by the real server in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
PATIENCE = 60


@dataclass(frozen=True)
class Pupil:
    """A child of the example school, and how it comes in."""

    name: str
    pictures: tuple[str, ...]
    card: str


@dataclass(frozen=True)
class Group:
    """A group of the example school, open under its code."""

    name: str
    code: str
    pupils: tuple[Pupil, ...]

    def pupil(self, name: str) -> Pupil:
        """The child with this name."""
        return next(each for each in self.pupils if each.name == name)


@dataclass(frozen=True)
class Staff:
    """Somebody who works at the example school."""

    name: str
    role: str
    email: str
    password: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Demo:
    """The example school at its address, with the folder where it is kept."""

    url: str
    data: Path
    staff: tuple[Staff, ...]
    groups: tuple[Group, ...]

    def group(self, name: str) -> Group:
        """The group with this name."""
        return next(each for each in self.groups if each.name == name)

    def teacher(self, group: str) -> Staff:
        """Who teaches this group."""
        return next(each for each in self.staff if each.role == "teacher" and group in each.groups)


@contextmanager
def served(data: Path) -> Iterator[Demo]:
    """``demo --json`` on a free port; stopped as a school stops it, and it must stop cleanly."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEARN_")}
    command = [sys.executable, "-m", "learn", "demo", "--json", "--port", str(port), "--data", str(data)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            _wait_until_well(told["url"], process)
            yield _demo(told, data)
        finally:
            process.send_signal(signal.SIGINT)
            stopped = process.wait(PATIENCE)
    assert stopped in (0, 130), f"the server ended with {stopped}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_well(url: str, process: subprocess.Popen[str]) -> None:
    until = monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{url}/health", timeout=1):
                return
        except (URLError, ConnectionError):
            assert process.poll() is None, "the server did not start"
            assert monotonic() < until, "the server does not answer"


def _demo(told: dict[str, list[dict[str, object]]], data: Path) -> Demo:
    return Demo(
        str(told["url"]),
        data,
        tuple(
            Staff(
                str(each["name"]), str(each["role"]), str(each["email"]), str(each["password"]), _words(each, "groups")
            )
            for each in told["staff"]
        ),
        tuple(
            Group(
                str(group["name"]),
                str(group["code"]),
                tuple(Pupil(each["name"], _words(each, "pictures"), each["card"]) for each in group["pupils"]),  # type: ignore[attr-defined]
            )
            for group in told["groups"]
        ),
    )


def _words(each: dict[str, object], name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in each[name])  # type: ignore[attr-defined]

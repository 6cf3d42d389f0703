"""What a page weighs on the school's network: requests and bytes as the server sends them.

``python -m benchmarks.bytes`` from the checkout. A visit counts what a browser fetches to show the page: the page, its
stylesheet, its scripts, each as compressed by the server; in brackets the same with the headers of the answers.
Pictures are counted neither in bytes nor in requests. KB is 1024 bytes.
"""

import gzip
import re
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from sys import stdout
from typing import Self
from urllib.parse import urlencode
from urllib.parse import urlsplit

import brotli

from tests.served import Demo
from tests.served import served

KB = 1024
ENCODINGS = {"brotli": "gzip, br", "gzip": "gzip"}
LESSON = "/lessons/wie-zit-daar"
CHAT = "/quizzes/wie-zit-daar/kom-mee-naar-plop"
CHOOSE = "/quizzes/wie-zit-daar/214-berichten"


@dataclass(frozen=True)
class Reply:
    """One answer of the server: as it reads, the bytes its content took, and those with its headers."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int
    with_headers: int

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Weight:
    """What a visit costs."""

    requests: int = 0
    size: int = 0
    with_headers: int = 0

    def and_also(self, reply: Reply) -> "Weight":
        """One answer more."""
        return Weight(self.requests + 1, self.size + reply.size, self.with_headers + reply.with_headers)

    def __str__(self) -> str:
        return f"{self.requests} in {self.size / KB:5.1f} KB ({self.with_headers / KB:4.1f})"


@dataclass
class Client:
    """A browser without a screen: it keeps cookies, and what it may keep of the static files."""

    url: str
    encoding: str = "brotli"
    cookies: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Reply] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Reply:
        """Fetch one address."""
        return self._send("GET", path, headers)

    def post(self, path: str, **fields: str) -> Reply:
        """Send a form, with the token of the page that carries it."""
        form = urlencode(fields)
        return self._send("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, form.encode())

    def press(self, page: str, action: str, **fields: str) -> Reply:
        """Open a page and send the form on it that goes to this address."""
        tokens = re.findall(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        return self.post(action, csrf_token=tokens[0], **fields)

    def visit(self, path: str) -> Weight:
        """Open a page with everything it needs that is not kept yet."""
        page = self.get(path)
        assert page.status == 200, f"{path}: {page.status}"
        weight = Weight().and_also(page)
        for needed in needs(page.text):
            if needed not in self.kept:
                reply = self.get(needed)
                weight = weight.and_also(reply)
                if "immutable" in reply.headers.get("cache-control", ""):
                    self.kept[needed] = reply
        return weight

    def anew(self) -> Self:
        """The same person, on a device that keeps nothing yet."""
        return type(self)(self.url, self.encoding, dict(self.cookies))

    def _send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        host = urlsplit(self.url)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host.netloc}", "Connection: close"]
        headers = {"Accept-Encoding": ENCODINGS[self.encoding], "Referer": f"{self.url}/"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        with socket.create_connection((host.hostname, host.port or 80), timeout=30) as line:
            line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
            raw = b"".join(iter(lambda: line.recv(65536), b""))
        return self._read(raw)

    def _read(self, raw: bytes) -> Reply:
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        size = len(body)
        for name, _, value in (line.partition(": ") for line in rest):
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key] = content
        match headers.get("content-encoding"):
            case "br":
                body = brotli.decompress(body)
            case "gzip":
                body = gzip.decompress(body)
        return Reply(int(first.split()[1]), headers, body, size, len(raw))


def needs(page: str) -> list[str]:
    """The stylesheets and scripts a page names."""
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) + re.findall(r'<script src="([^"]+)"', page)


def pupil_pages(demo: Demo, encoding: str = "brotli") -> Iterator[tuple[str, Client, str]]:
    """The main pages of a pupil on the way through a lesson: name, client that stands there, address."""
    group = demo.group("7A")
    door = Client(demo.url, encoding)
    yield "code", door, "/"
    door.press("/", "/", code=group.code)
    names = door.get("/names").text
    yield "names", door, "/names"
    yield "pictures", door, re.findall(r'href="(/names/\d+)"', names)[0]
    pupil = Client(demo.url, encoding)
    card = urlsplit(group.pupils[-1].card).path
    pupil.get(card)
    yield "card", pupil, "/card"
    pupil.press("/card", card)
    yield "home", pupil, "/"
    yield "agreements", pupil, "/agreements"
    yield "help", pupil, "/help"
    yield "question", pupil, f"{LESSON}/steps/terug-1"
    yield "talk together", pupil, f"{LESSON}/steps/praten"
    yield "chat", pupil, CHAT
    yield "choose", pupil, CHOOSE
    pupil.press(CHOOSE, f"{CHOOSE}/answers", choice="a", key="a-key-of-its-own")
    yield "choose, answered", pupil, CHOOSE
    yield "result", pupil, f"{LESSON}/result"


def group_page(demo: Demo, encoding: str = "brotli") -> tuple[Client, str]:
    """The teacher of 7A, and the address of the group."""
    person = demo.teacher("7A")
    teacher = Client(demo.url, encoding)
    teacher.press("/staff", "/staff", email=person.email, password=person.password)
    address = re.findall(r'href="(/groups/\d+)"', teacher.get("/staff").text)[0]
    teacher.press(address, f"{address}/screen", own="yes")
    return teacher, address


def own_script(client: Client) -> Reply:
    """The app's own script."""
    return client.get(next(each for each in needs(client.get("/").text) if "/js/" in each))


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as demo:
        for encoding in ENCODINGS:
            stdout.write(f"\n{encoding:26} {'first visit':22}   repeat\n")
            for name, client, address in pupil_pages(demo, encoding):
                _write(name, client.anew(), address)
            teacher, address = group_page(demo, encoding)
            _write("group (teacher)", teacher.anew(), address)
            part = Weight().and_also(teacher.get(address, HX_Request="true"))
            stdout.write(f"  {'group, every 10 s':24} {'':22}   {part}\n")
            script = Weight().and_also(own_script(Client(demo.url, encoding)))
            stdout.write(f"  {'own script':24} {script.size} bytes ({script.with_headers})\n")


def _write(name: str, client: Client, address: str) -> None:
    first, again = client.visit(address), client.visit(address)
    stdout.write(f"  {name:24} {first}   {again}\n")


if __name__ == "__main__":
    main()

"""Marks: the number, letter or bullet before an item of a list."""

import re
from dataclasses import dataclass
from typing import Literal

from learn.documents.lines import Line

Kind = Literal["number", "letter", "roman", "bullet", "article"]

_BULLET = r"[-–—*•●▪■◦·○➢►▶‣⁃✓✔✗✘❑❏□☐☑➔→>»~]"
_DASHED = re.compile(rf"{_BULLET}\s*(?=\(?(?:\d{{1,2}}(?:\.\d{{1,2}})*|[a-zA-Z]|[ivx]{{1,5}})[.):]\s)")
_MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("article", re.compile(r"(?i:artikel|art\.?)\s*(?P<value>\d{1,3}[a-z]?(?:\.\d{1,2})*)\s*[.:)–-]?\s*(?P<text>.*)")),
    ("article", re.compile(r"§+\s*(?P<value>\d{1,3}[a-z]?(?:\.\d{1,2})*)\s*[.:)–-]?\s*(?P<text>.*)")),
    ("number", re.compile(r"(?i:regel|afspraak|stap|tip|punt) (?P<value>\d{1,2})\s?[.:)–-]\s*(?P<text>\S.*)")),
    ("number", re.compile(r"\(?(?P<value>\d{1,2}(?:\.\d{1,2}){1,3})\s*[.):]?\s+(?!(?:uur|u\.?|euro)\b)(?P<text>\S.*)")),
    ("number", re.compile(r"\(?(?P<value>[1-9]\d?)\s?[.):](?!\d)\s*(?P<text>\S.*)")),
    ("number", re.compile(r"(?P<value>\d{1,2}),\s+(?P<text>[A-Z].*)")),
    ("number", re.compile(r"(?P<value>(?=\w*\d)[\dlIO]{2})\s?[.)]\s+(?P<text>\S.*)")),  # as a scanner sees 10
    ("number", re.compile(r"(?P<value>\d{1,2})\s+(?P<text>[A-Z…].*)")),
    ("roman", re.compile(r"\(?(?P<value>[ivx]{2,5}|[IVX]{2,5})[.)]\s*(?P<text>\S.*)")),
    ("letter", re.compile(r"\(?(?P<value>[a-zA-Z])[.)]\s*(?P<text>\S.*)")),
    ("letter", re.compile(r"(?P<value>[A-Z])\s+(?P<text>[A-Z][a-z].*)")),
    ("bullet", re.compile(rf"(?P<value>){_BULLET}\s*(?P<text>\S.*)")),
    ("bullet", re.compile(r"(?P<value>)o\s+(?P<text>\S.*)")),
    ("bullet", re.compile(r"(?P<value>)…\s*(?P<text>\S.*)")),
)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True)
class Mark:
    """A mark as the document has it: ``value`` is "3", "5.1", "a", "ii", or nothing for a bullet."""

    kind: Kind
    value: str

    @property
    def first(self) -> bool:
        """Whether a list can begin with it."""
        return self.kind == "bullet" or self.value.split(".")[-1].lower() in ("1", "a", "i")

    def follows(self, other: "Mark") -> bool:
        """Whether this is the next one after the other, in the same list."""
        if self.kind == "bullet":
            return other.kind == "bullet"
        return self.value != other.value and self.value == other.after

    @property
    def after(self) -> str:
        """The value of the next mark."""
        *head, last = self.value.split(".")
        if self.kind in ("number", "article") and last.isdigit():
            return ".".join((*head, str(int(last) + 1)))
        if self.kind == "roman" and self.value.lower() in _ROMANS[:-1]:
            following = _ROMANS[_ROMANS.index(self.value.lower()) + 1]
            return following if self.value.islower() else following.upper()
        return chr(ord(last[-1]) + 1) if last else ""


def parted(text: str) -> tuple[Mark | None, str]:
    """The mark at the head of a line, if there is one, and the words after it."""
    bare = _DASHED.sub("", text, count=1)
    for kind, pattern in _MARKS:
        if found := pattern.fullmatch(bare):
            return Mark(kind, _digits(found["value"]) if kind == "number" else found["value"]), found["text"].strip()
    return None, text


def mark_of(line: Line) -> tuple[Mark | None, str]:
    """The mark of a line and the words after it: what the file itself says, else what stands at the head."""
    if line.mark:
        found, _ = parted(f"{line.mark} x")
        return (found or Mark("bullet", "")), line.text
    return parted(line.text)


def _digits(value: str) -> str:
    return value.translate(str.maketrans("lIO", "110"))


def as_roman(mark: Mark) -> Mark:
    """A letter that can be read as a roman number, read so."""
    return Mark("roman", mark.value) if mark.kind == "letter" and mark.value.lower() in ("i", "v", "x") else mark

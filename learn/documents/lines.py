"""Lines: what every kind of file is read into, before anybody asks what is a clause."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "too-big", "encrypted", "damaged", "scan", "picture", "empty", "old-word", "not-text", "unknown", "no-clauses"
]


@dataclass(frozen=True)
class Line:
    """One line or paragraph, in the order of the document.

    ``mark`` is the number or bullet where the file itself says so, else "" and it may stand at the head of ``text``.
    ``indent`` is how far in it stands (of a heading: how many levels below the highest), ``gap`` whether white space
    stands above it, ``heading`` whether the file calls it one. ``cells`` are the columns of a row of a table. ``place``
    tells a person where to look.
    """

    text: str
    place: str
    mark: str = ""
    indent: int = 0
    gap: bool = False
    heading: bool = False
    cells: tuple[str, ...] = ()


class Unreadable(Exception):
    """A document that cannot be read. ``reason`` is a word for it, which page and command put into a sentence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason

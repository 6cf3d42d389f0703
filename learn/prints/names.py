"""Which names our fonts can print, so that entry can refuse the others with a reason."""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"


def tidy(text: str) -> str:
    """A text as it is kept and printed: composed characters (NFC), one space between words, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that paper cannot show, each once, in order; empty when all of it prints.

    A character that would not show by itself (a joiner, a direction mark, a control character, a loose accent) is given
    as its code point: ``U+200D``. Decided from the fonts' own character maps (``fonts/characters.txt``).
    """
    composed = unicodedata.normalize("NFC", text)
    letters = zip(" " + composed, composed, strict=False)
    return tuple(dict.fromkeys(_shown(letter) for before, letter in letters if not _prints(before, letter)))


def printable(text: str) -> str:
    """The text without the characters that paper cannot show: for words that nobody could be asked to type again."""
    composed = unicodedata.normalize("NFC", text)
    letters = zip(" " + composed, composed, strict=False)
    return "".join(letter for before, letter in letters if _prints(before, letter))


def _prints(before: str, letter: str) -> bool:
    if unicodedata.combining(letter):
        return letter in _characters() and before.isalpha()
    return letter in _characters()


@cache
def _characters() -> frozenset[str]:
    ranges = (line.split("-") for line in (FONTS / "characters.txt").read_text("ascii").splitlines())
    return frozenset(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


def _shown(letter: str) -> str:
    visible = unicodedata.category(letter)[0] in "LNPS"
    return letter if visible else f"U+{ord(letter):04X}"

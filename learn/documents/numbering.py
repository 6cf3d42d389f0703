"""Numbers as lists write them: 3, c, iii, and the label made of those of every level."""

import re
from collections.abc import Mapping

Format = str

_TENS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLET = "•"
_MOST_LETTERED = 780
"""Thirty times through the alphabet; Word stops there as well."""


def written(number: int, form: Format) -> str:
    """A number in the form a list gives it, by the words that Word and OpenDocument use for forms."""
    match form:
        case "lowerLetter" | "a":
            return _letters(number)
        case "upperLetter" | "A":
            return _letters(number).upper()
        case "lowerRoman" | "i":
            return _roman(number)
        case "upperRoman" | "I":
            return _roman(number).upper()
        case "bullet" | "" | "none":
            return "" if form == "none" else BULLET
    return str(number)


def label(pattern: str, numbers: Mapping[int, int], forms: Mapping[int, Format]) -> str:
    """The label that a pattern such as ``%1.%2)`` gives these numbers, by level from one."""

    def number(found: re.Match[str]) -> str:
        level = int(found[1])
        return written(numbers.get(level, 1), forms.get(level, "decimal"))

    return re.sub(r"%(\d)", number, pattern)


def _letters(number: int) -> str:
    if not 0 < number <= _MOST_LETTERED:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _TENS:
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text or "0"

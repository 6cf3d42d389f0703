"""Joining: printed lines as the sentence they were."""

import re
from collections.abc import Sequence

_KEPT_APART = re.compile(r"(?:en|of|en/of)\b")


def joined(lines: Sequence[str]) -> str:
    """Lines as one text. A word broken at the end of a line is whole again; "foto- en film" keeps its hyphen."""
    text = ""
    for line in lines:
        broken = text.endswith("-") and text[-2:-1].islower() and line[:1].islower() and not _KEPT_APART.match(line)
        text = text[:-1] + line if broken else f"{text} {line}".strip()
    return text

"""Furniture: what stands on a page and says nothing. Page numbers, headers, contents pages, footnotes, signatures."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from learn.documents.headings import LONGEST_HEADING
from learn.documents.lines import Line
from learn.documents.marks import parted

SUPERSCRIPTS = "¹²³⁴-⁹"
OFTEN = 3

_CONTENTS = re.compile(r".*\S(?:\s*[.…·_]{3,}+\s*|\s{3,}|\t+)\d{1,3}|.*\t\d{1,3}", re.I)
_CONTENTS_HEAD = re.compile(r"inhoud(?:sopgave)?:?", re.I)
_ENDS_IN_PAGE = re.compile(r"\s\d{1,3}$")
_FOOTNOTE = re.compile(rf"[{SUPERSCRIPTS}]\s*\S|\[\d{{1,2}}\]\s+\S|\*{{1,3}}\s?(?=[A-Z'‘“])")
_PAGE = re.compile(
    r"[-–—|\s]*(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)?\s*\d{1,3}(?:\s*(?:van|/|of)\s*\d{1,3})?[-–—|\s]*", re.I
)
_SIGNED = (
    r"handtekening(?:en)?|naam|datum|plaats|groep|klas|leerling|ouders?|ouder\(s\)|ouder/verzorger|leerkracht|"
    r"voor akkoord|voor gezien|getekend|paraaf|serienummer"
)
_SIGNING = re.compile(rf"(?:{_SIGNED})\b[^.]{{0,60}}(?:[._…]{{3,}}|:\s*$)|handtekening\b.*\bhandtekening\b.*", re.I)
_DOTS = re.compile(r"[._…\s]{3,}")


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines that say something, in their order. A sentence that a page ends in the middle of goes on below it."""
    times = Counter(_alike(line) for line in lines if not line.mark)
    # One star is a footnote; a document full of them uses stars as bullets.
    starred = sum(line.text.startswith("*") for line in lines) >= OFTEN
    kept: list[Line] = []
    gap = dropped = footnote = contents = False
    for line, following in zip_longest(lines, lines[1:]):
        contents = _is_contents(line, following, contents)
        if not line.text.strip() and not line.cells:
            gap, dropped = True, True
            continue
        footnote = _is_footnote(line, starred) or (footnote and not line.gap and parted(line.text)[0] is None)
        if footnote or contents or _is_furniture(line, times[_alike(line)]):
            gap, dropped = gap or line.gap, True
            continue
        if dropped:
            kept.append(replace(line, gap=(line.gap or gap) and not _mid_sentence(kept)))
        else:
            kept.append(line)
        gap = dropped = False
    return kept


def _is_furniture(line: Line, times: int) -> bool:
    repeated = (
        times >= OFTEN
        and len(line.text.split()) <= LONGEST_HEADING
        and not line.cells
        and not line.text.endswith((":", "."))
        and not line.text[:1].islower()  # the end of a sentence, of which there can be many
    )
    whole = (_PAGE, _CONTENTS, _DOTS)
    return repeated or _SIGNING.match(line.text) is not None or any(each.fullmatch(line.text) for each in whole)


def _is_contents(line: Line, following: Line | None, before: bool) -> bool:
    """Whether the line is of a contents page: from its heading on, as long as each ends with the number of a page.

    A title that is too long for one line has its number on the next.
    """
    ends = any(each is not None and _ENDS_IN_PAGE.search(each.text) for each in (line, following))
    return _CONTENTS_HEAD.fullmatch(line.text) is not None or (before and ends)


def _is_footnote(line: Line, starred: bool) -> bool:
    return _FOOTNOTE.match(line.text) is not None and not (starred and line.text.startswith("*"))


def _alike(line: Line) -> str:
    """The same for a header on every page, whatever number it carries."""
    return re.sub(r"\d+", "#", line.text)


def _mid_sentence(kept: Sequence[Line]) -> bool:
    return bool(kept) and kept[-1].text[-1:] not in ".!?:;"

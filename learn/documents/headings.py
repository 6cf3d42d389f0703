"""Headings and lead-ins: the lines that name what follows, and those that begin every item below them."""

import re
from dataclasses import dataclass

from learn.documents.lines import Line
from learn.documents.marks import Mark
from learn.documents.marks import mark_of

LONGEST_HEADING = 14
SHORT_LINE = 50
"""A line shorter than this was not broken by the edge of the page."""

_VERB = re.compile(
    r"\b(is|zijn|ben|bent|was|mag|mogen|moet|moeten|wordt|worden|word|heeft|hebben|heb|hebt|kan|kunnen|kun|zal|zullen|"
    r"ga|gaat|gaan|doe|doet|doen|laat|laten|vraag|vraagt|vragen|vertel|vertelt|vertellen|geef|geeft|geven|gebruik|"
    r"gebruikt|gebruiken|maak|maakt|maken|dient|dienen|weet|weten|zet|zetten|zit|zitten|houd|houdt|houden|blijf|"
    r"blijft|blijven|stuur|stuurt|sturen|neem|neemt|nemen|kom|komt|komen|zorg|zorgt|zorgen|spreek|spreken|beloof|"
    r"verwacht|verwachten|wil|willen|kijk|kijken|zeg|zegt|zeggen|lees|leest|lezen|geldt|"
    r"gelden|krijgt|krijgen|betekent|hoort|horen)\b",
    re.I,
)
_LEADS = re.compile(
    r"(?:ik|je|jij|wij|we) \w+ \w+|(?:wel|niet|nooit|altijd|alleen)\b|.*\b(?:mag|mogen|moet|moeten|kan|kun|kunnen|"
    r"ben|bent|is|zijn|"
    r"wordt|worden|beloof|belooft|beloven|gaat|gaan|doe|doen|weet|weten|zal|zullen|heb|hebben|verwacht|verwachten|"
    r"spreken|geldt|gelden|dient|dienen|vragen|willen|hoort|horen|houd|houden|gebruikt|gebruiken)\b",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:gebeurt|gebeuren|volgt|volgen|houdt|verstaan|helpt|krijgt|krijgen|doet|maakt|maken|zet)\b", re.I
)


_TRAILING_OFF = re.compile(r"\s*(?:…|\.{3,})$")


@dataclass(frozen=True)
class Heading:
    """A heading: its number, if it has one, its words, and what it looks like.

    ``look`` tells headings of one level from those of another; ``level`` is where the document says it stands.
    """

    number: str
    text: str
    look: str = "plain"
    level: int = 0


def could_be_heading(text: str) -> bool:
    """Whether these words name what follows, rather than say something."""
    if len(text.split()) > LONGEST_HEADING or text.endswith((".", ";", ",", "!", "?")):
        return False
    return is_loud(text) or not _VERB.search(text)


def is_loud(text: str) -> bool:
    """Whether it is written in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def is_chapter(mark: Mark, text: str, following: Line | None) -> bool:
    """Whether this is the title over items that carry its number: 3, and then 3.1."""
    if following is None or text.endswith((".", ";", ",", ":")) or mark.kind == "bullet":
        return False
    found, _ = mark_of(following)
    if found is not None and found.value == f"{mark.value}.1":
        return True
    if mark.kind != "article" or len(text.split()) > LONGEST_HEADING:
        return False
    return could_be_heading(text) or (found is not None and found.first and found.kind != "article")


def begins_another(mark: Mark, following: Line | None) -> bool:
    """Whether the next line begins a list of another kind."""
    if following is None:
        return False
    if following.cells:
        return True
    found, _ = mark_of(following)
    if found is None or not found.first or found == mark:
        return False
    return found.kind == "number" or found.kind != mark.kind or found.value.isupper() != mark.value.isupper()


def goes_on_in_letters(mark: Mark, following: Line | None) -> bool:
    """Whether the sentence that a numbered line begins is ended by a, b and c below it."""
    if following is None or mark.kind != "number":
        return False
    found, words = mark_of(following)
    return found is not None and found.kind == "letter" and found.value == "a" and words[:1].islower()


def stands_alone(following: Line | None) -> bool:
    """Whether white space and words without a mark come next."""
    return following is not None and following.gap and not following.cells and mark_of(following)[0] is None


def stands_over_prose(text: str, following: Line | None) -> bool:
    """Whether a short line without an end has a sentence right below it: a title over a paragraph."""
    if following is None or following.cells or len(text) >= SHORT_LINE or mark_of(following)[0] is not None:
        return False
    return not following.gap and following.text[:1].isupper() and len(following.text) > len(text)


def leads_in(text: str, following: Line | None) -> bool:
    """Whether these words are the beginning of every item of the list below: "Ik mag niet:"."""
    if following is None or text.rstrip().endswith((".", "!", "?", ";", ",")):
        return False
    leads = _LEADS.match(text) is not None or (text.endswith(":") and _FINITE.search(text) is not None)
    return leads and _begins_list(following)


def is_heading(line: Line, following: Line | None) -> bool:
    """Whether a line without a mark, that no file calls a heading, is one."""
    text = _TRAILING_OFF.sub("", line.text)
    if len(text.split()) > LONGEST_HEADING or text.endswith((".", ";", ",", "!")) or text[:1].islower():
        return False
    if is_loud(text):
        return True
    if following is None:
        return False
    begins = _begins_list(following)
    if text.endswith(":"):
        return begins
    if text.endswith("?"):
        return begins or following.gap
    return begins or (line.gap and (following.gap or (not _VERB.search(text) and len(text.split()) <= 8)))


def interrupts(line: Line, before: Line | None, following: Line | None) -> bool:
    """Whether a line right below an item is a heading or a lead-in of the next list, and not more of the item."""
    text = line.text
    if text[:1].islower() or before is None or following is None:
        return False
    if is_loud(text) and len(text.split()) <= LONGEST_HEADING:
        return True
    if not before.text.endswith((".", "!", "?", ";")) and len(before.text) >= SHORT_LINE:
        return False
    if leads_in(text, following):
        return True
    found, _ = mark_of(following)
    begins = found is not None and found.first
    return begins and len(text.split()) <= 8 and not text.endswith((".", ";", ","))


def is_table_head(cells: tuple[str, ...]) -> bool:
    """Whether the first row of a table names its columns."""
    return all(len(cell.split()) <= 4 and not cell.endswith(".") for cell in cells) and not re.match(r"\d", cells[0])


def _begins_list(line: Line) -> bool:
    found, _ = mark_of(line)
    return bool(line.cells) or (found is not None and found.first)

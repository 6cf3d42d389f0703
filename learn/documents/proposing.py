"""Proposing: what a person is asked to look over, made of what was read. Every choice in it can be changed."""

import re
import unicodedata
from collections.abc import Sequence

from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.protocols import Applies
from learn.content.readability import LIMITS
from learn.content.readability import NOT_FOR_CHILDREN
from learn.content.readability import sentences
from learn.content.readability import words
from learn.content.topics import Topics
from learn.documents.clauses import RawClause
from learn.documents.clauses import find
from learn.documents.lines import Line
from learn.documents.reading import ReadClause
from learn.documents.reading import Reading

LONGEST_REF = 40
LONGEST_TITLE = 80
LONGEST_LITERAL = 2000
LONGEST_SENTENCE = 20
"""Words. More than we write for children, since the document's sentence stands below one that they can read."""
LONGEST_WORD = 16
"""Letters: a longer word is one that children stumble over."""
HALF = 0.5

_FINE = re.compile(r"\b(?:geld)?boetes?\b", re.I)
_BLAMES = re.compile(
    r"\b(?:"
    + "|".join(each for each in NOT_FOR_CHILDREN if not each.startswith(("boete", "docent", "student")))
    + r"|schuld(?:ig)?|straf\w*|misdrijf|delict|politie|aangifte|justitie|rechter|schors\w*|sancties?|ontzegd|"
    r"ingenomen|verwijder\w* van school|van school (?:gestuurd|verwijderd)|in beslag|gevangenis\w*|vervolg(?:d|ing)|"
    r"aansprakelijk\w*)\b",
    re.I,
)
_EVERYWHERE = re.compile(
    r"\b(?:thuis|buiten school(?:tijd)?|na school(?:tijd)?|vrije tijd|overal|waar je ook bent)\b", re.I
)
_AT_SCHOOL = re.compile(
    r"\b(?:op school|in de klas|in het (?:klas)?lokaal|(?:tijdens|onder|in) de les(?:sen)?|(?:school)?plein|"
    r"(?:onder|tijdens) schooltijd|(?:in|tijdens) de pauzes?|binnen de school|in (?:het|de) school(?:gebouw)?|"
    r"schoolcomputers?|chromebooks?)\b",
    re.I,
)
_PLACE = re.compile(r"(line|paragraph|page|table|row) (\d+)")
_PLACES = {"line": "regel", "paragraph": "alinea", "page": "bladzijde", "table": "tabel", "row": "rij"}
_ABOUT_STANCES = re.compile(r"Over [a-z0-9-]+ zegt het document verschillende dingen")


def propose(lines: Sequence[Line], reading: Reading, topics: Topics) -> Draft:
    """A draft of what was read in these lines. It says nothing more than the document does."""
    # The headings and the words that lead a list are not in a reading, and "mijn adres geven" needs its "ik mag niet".
    raws = {(raw.ref, raw.place): raw for raw in find(lines).clauses}
    return Draft(
        title=one_line(reading.title)[:LONGEST_TITLE].strip() or "Protocol",
        # Drafts tell contradictions in the words of the sentences, and anew after each change.
        remarks=tuple(each for each in map(one_line, reading.remarks) if not _ABOUT_STANCES.match(each)),
        clauses=tuple(
            _clause(each, raws.get((each.ref, each.place)), number, topics)
            for number, each in enumerate(reading.clauses, start=1)
        ),
    )


def why_not_for_children(literal: str) -> str | None:
    """Why children had better not read the document's own sentence, if there is a reason: it goes before the text."""
    if _FINE.search(literal):
        return "Een school mag geen boete geven."
    if found := _BLAMES.search(literal):
        return f"De zin dreigt of geeft iemand de schuld (“{found[0].casefold()}”)."
    if literal.endswith(":"):
        return "De zin is niet af: de rest staat in de punten eronder."
    told = words(literal)
    if (
        len(told) > LIMITS[8].feedback
        or any(len(words(sentence)) > LONGEST_SENTENCE for sentence in sentences(literal))
        or any(len(word.strip(".,;:!?()“”‘’\"'")) > LONGEST_WORD for word in told)
    ):
        return "De zin is te lang of te moeilijk voor kinderen."
    return None


def one_line(text: str) -> str:
    """The text in one line, without signs that show nothing by themselves."""
    composed = unicodedata.normalize("NFC", text)
    shown = (
        " " if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else each for each in composed
    )
    return " ".join("".join(shown).split())


def _clause(read: ReadClause, raw: RawClause | None, number: int, topics: Topics) -> DraftClause:
    stem = one_line(raw.stem) if raw else ""
    literal = one_line(read.text)
    if stem and not literal.startswith(stem):
        literal = f"{stem} {literal}"
    literal = literal[:LONGEST_LITERAL].strip() or "…"
    subjects, undecided = _subjects(read, topics)
    applies = _applies(literal, raw.headings if raw else ())
    reason = why_not_for_children(literal) or (None if "pupils" in read.binds else "De zin is niet voor leerlingen.")
    return DraftClause(
        ref=one_line(read.ref)[:LONGEST_REF].strip() or str(number),
        literal=literal,
        place=_PLACE.sub(lambda found: f"{_PLACES[found[1]]} {found[2]}", read.place),
        binds=read.binds,
        applies=applies,
        topics=subjects,
        show_literal="staff" if reason else "pupils",
        literal_reason=reason,
        note=undecided,
        sure=min(read.sure, HALF) if undecided else read.sure,
        read_as="|".join((*read.binds, *subjects, applies)),
    )


def _subjects(read: ReadClause, topics: Topics) -> tuple[tuple[str, ...], str | None]:
    """What the clause is about. A topic on which schools differ is left to a person where no stance was read."""
    found: list[str] = []
    undecided = None
    for slug in read.topics:
        topic = topics.topic(slug)
        subject = f"{slug}/{read.stances[slug]}" if slug in read.stances else slug
        if subject in topic.subjects:
            found.append(subject)
        else:
            undecided = f"Dit lijkt te gaan over: {topic.about} Kies zelf welke zin van kinderen erbij hoort."
    return tuple(found), undecided


def _applies(literal: str, headings: Sequence[str]) -> Applies:
    for text in (literal, " ".join(headings)):
        if _EVERYWHERE.search(text):
            return "everywhere"
        if _AT_SCHOOL.search(text):
            return "at-school"
    return "about-school"

"""Voice: how a whole document speaks. Whom it addresses, who is "wij" in it, and what the school calls itself."""

import re
from collections import Counter
from dataclasses import replace

from learn.documents.clauses import Found
from learn.documents.parties import Voice
from learn.documents.parties import above
from learn.documents.parties import explicit
from learn.documents.parties import scope
from learn.documents.persons import EVERYBODY
from learn.documents.persons import NOBODY
from learn.documents.persons import PARENTS
from learn.documents.persons import PUPILS
from learn.documents.persons import SCHOOL
from learn.documents.persons import STAFF
from learn.documents.persons import Parties
from learn.documents.persons import chain_at
from learn.documents.persons import chains
from learn.documents.persons import lead
from learn.documents.persons import named
from learn.documents.words import plain

FORMAL = 0.15
"""So many of the clauses name everybody in a document that is written for everybody."""
MOSTLY = 0.6
"""So many of the clauses name one party in a document that is written for it."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n{2,}")
_IS_FOR = re.compile(r"(?:\b(?:is|zijn|geldt|gelden|bedoeld|bestemd|en)\s+|^)voor\s+")
_OUR_OWN = re.compile(
    r"\b(?:onze|ons) (?:\w+ )?(?:ouders?|juf|meester|leerkracht|groepsleider|leeftijd|werkstuk\w*|wachtwoord\w*)\b"
)
_WE = re.compile(r"\b(?:wij|we)\b")
_CAPITALS = r"(?:['’]t )?[A-Z][\w'’-]*(?: (?:(?:de|het|van|der|den|'t) )?[A-Z][\w'’-]*)*(?: onderwijsgroep)?"
_AFTER_KIND = re.compile(rf"\b(?i:{SCHOOL}) +(?P<name>{_CAPITALS})")
_THINKS = re.compile(
    rf"(?:^|[.!?]\s+|\n)(?:De |Het )?(?P<name>{_CAPITALS}) (?:vindt|vertrouwt|hecht|onderkent|wil|ziet|streeft|kiest|"
    rf"vraagt|"
    r"verwacht|zorgt|is zich|heeft (?:dit|deze|een))\b"
)
_DOCUMENT_NAME = re.compile(r"\b\w*(?:protocol|code|reglement|contract|afspraken)\b")
_NO_NAMES = frozenset(("internet", "social", "sociale", "media", "kinderen", "ouders", "wij", "we", "de", "het"))


def voice_of(found: Found) -> Voice:
    """The voice of a document: whom its title and opening say it is for, else whom its clauses address most."""
    texts = [plain(f"{clause.stem} {clause.text}") for clause in found.clauses]
    voice = Voice(
        to=NOBODY,
        we=_we(found),
        scope=next((who for text in texts if (who := scope(text))), NOBODY),
        names=school_names(found),
    )
    return replace(voice, to=_declared(found) or _addressed_most(found, voice))


def _we(found: Found) -> Parties:
    """Who is "wij": children, where they say "onze juf" or speak of teachers more than of children; else the school."""
    said = [plain(f"{clause.stem} {clause.text}") for clause in found.clauses if not above(clause.headings)]
    ours = [text for text in said if _WE.search(text)]
    if any(_OUR_OWN.search(plain(clause.text)) and _WE.search(plain(clause.text)) for clause in found.clauses):
        return PUPILS
    of_staff, of_pupils = (sum(bool(named(text) & party) for text in ours) for party in (STAFF, PUPILS))
    return PUPILS if of_staff > of_pupils else STAFF


def school_names(found: Found) -> tuple[str, ...]:
    """What the school or its organisation calls itself in the title and the opening, as ``words.plain`` has it."""
    said = f"{found.title}\n{found.opening}"
    names = [hit["name"] for pattern in (_AFTER_KIND, _THINKS) for hit in pattern.finditer(said)]
    known = dict.fromkeys(_DOCUMENT_NAME.split(plain(name))[0].strip(" .,'") for name in names)
    return tuple(name for name in known if name and not set(name.split()) <= _NO_NAMES and len(name) > 2)


def _declared(found: Found) -> Parties:
    """For whom the title and the opening say the document is."""
    title = plain(found.title)
    if parties := NOBODY.union(*(each.parties for each in chains(title))):
        return parties
    for sentence in _SENTENCE.split(found.opening):
        words = plain(sentence)
        if (meant := _IS_FOR.search(words)) and (who := chain_at(words[meant.end() :])):
            return who
    return NOBODY


def _addressed_most(found: Found, voice: Voice) -> Parties:
    votes: Counter[Parties] = Counter()
    for clause in found.clauses:
        who = explicit(clause, voice)
        first = lead(plain(clause.text), voice.names)
        if not who and first is not None and first.role in ("you", "your"):
            who = PUPILS
        votes[who] += 1
    many = max(len(found.clauses), 1)
    if votes[EVERYBODY] >= FORMAL * many and votes[EVERYBODY] > votes[PUPILS]:
        return EVERYBODY
    for party in (STAFF, PARENTS):
        if votes[party] > MOSTLY * many and votes[party] > 2 * votes[PUPILS]:
            return party
    return PUPILS

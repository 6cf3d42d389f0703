"""Reading: a whole document, clause by clause, as a proposal that a person looks over before anything counts."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from time import thread_time
from typing import Any

from learn.content.protocols import Party
from learn.content.topics import Topics
from learn.documents.clauses import Found
from learn.documents.clauses import RawClause
from learn.documents.clauses import find
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.parties import Voice
from learn.documents.parties import bound
from learn.documents.recognise import About
from learn.documents.recognise import Recogniser
from learn.documents.voice import voice_of
from learn.documents.weighing import Scale
from learn.documents.weighing import scale

SECONDS = 4
"""Of a processor, as for taking the lines out of a file. What a school writes takes a quarter of it."""
NO_TOPIC = 0.5
"""How sure the reader is of a clause in which it recognised nothing."""


@dataclass(frozen=True)
class ReadClause:
    """A clause as it was read. ``place`` tells where it stands, ``sure`` how certain its topics are, from 0 to 1."""

    ref: str
    text: str
    binds: tuple[Party, ...]
    topics: tuple[str, ...]
    stances: Mapping[str, str]
    place: str
    sure: float


@dataclass(frozen=True)
class Reading:
    """A document as it was read.

    ``agreements`` are the refs of what a pupil can be held to, ``missing`` the topics pupils hear nothing about, and
    ``remarks`` what a person should know, in Dutch.
    """

    title: str
    clauses: tuple[ReadClause, ...]
    agreements: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The reading in the shape that the contract gives it."""
        return asdict(self)


def read(lines: Sequence[Line], topics: Topics, words: Recogniser | Scale | None = None) -> Reading:
    """Read the lines of a document. Raises Unreadable where it takes too long: nobody writes so, and others wait."""
    words = words or scale()
    began = thread_time()
    found = find(lines)
    voice = voice_of(found)
    read_so_far: list[ReadClause] = []
    for each in found.clauses:
        if thread_time() - began > SECONDS:
            raise Unreadable("too-big")
        read_so_far.append(_clause(each, words.about(each), voice))
    clauses = tuple(read_so_far)
    agreements = [each for each in clauses if "pupils" in each.binds and _kept(each, topics)]
    heard = {topic for each in agreements for topic in each.topics}
    missing = tuple(topic.slug for topic in topics if topic.kept_by_children and topic.slug not in heard)
    return Reading(
        found.title,
        clauses,
        tuple(each.ref for each in agreements),
        missing,
        tuple(_remarks(found, agreements)),
    )


def _clause(raw: RawClause, about: Sequence[About], voice: Voice) -> ReadClause:
    return ReadClause(
        raw.ref,
        raw.text,
        bound(raw, voice),
        tuple(each.topic for each in about),
        {each.topic: each.stance for each in about if each.stance},
        raw.place,
        min((each.sure for each in about), default=NO_TOPIC),
    )


def _kept(clause: ReadClause, topics: Topics) -> bool:
    return any(topics.topic(slug).kept_by_children for slug in clause.topics)


def _remarks(found: Found, agreements: Sequence[ReadClause]) -> list[str]:
    remarks = []
    if found.prose:
        remarks.append(
            "Dit document heeft geen lijsten. "
            "Elke zin die iets vraagt, toestaat of verbiedt, is als afspraak voorgesteld."
        )
    if not found.clauses:
        remarks.append("Er is geen enkele afspraak in gevonden.")
    elif not agreements:
        remarks.append(
            "Er staat niets in waaraan leerlingen zich kunnen houden. "
            "In de lessen staan dan tips en geen afspraken van school."
        )
    stances: dict[str, dict[str, str]] = defaultdict(dict)
    for clause in agreements:
        for topic, stance in clause.stances.items():
            stances[topic].setdefault(stance, clause.ref)
    for topic, taken in stances.items():
        if len(taken) > 1:
            told = ", ".join(f"{ref} ({stance})" for stance, ref in taken.items())
            remarks.append(f"Over {topic} zegt het document verschillende dingen: {told}.")
    return remarks

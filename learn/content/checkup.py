"""The check of a school's protocol: whom it binds, what children could sign, and what the school could talk over.

It reads topics and words, finds nothing that is not written, and never adds to a protocol: what it says are questions.
Dates and laws come from the facts, with their source. Page and print show one and the same ``Checkup``.
"""

import calendar
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Generic
from typing import TypeVar

from learn.content.cast import fill
from learn.content.facts import Fact
from learn.content.facts import Facts
from learn.content.looks import Look
from learn.content.looks import Looks
from learn.content.looks import Part
from learn.content.looks import says
from learn.content.protocols import EVERYONE
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Party
from learn.content.protocols import Protocol
from learn.content.readability import LIMITS
from learn.content.readability import flesch_douma
from learn.content.readability import sentences
from learn.content.readability import words
from learn.content.topics import Topic

PARTS: tuple[Part, ...] = ("missing", "contradicts", "law", "dated", "reading")

# What fits one A4 with all of it as long as it can be, in lines; what is left is counted, and stands on the page.
MOST_LINES: dict[Part, int] = {"missing": 11, "contradicts": 13, "law": 8, "dated": 7, "reading": 6}
LINE = 80
"""Letters of a question that stand on one line of the paper."""
MOST_SILENT = 4
MOST_RULES = 8
MOST_REFS = 3
MOST_LETTERS = 45
"""Of the names of clauses behind one another."""
OLD = 3
"""Years after which a document had better be looked at again."""

TO_PUPILS = "voor leerlingen"
TO_OTHERS = "voor het team of ouders"
NOTHING_FOUND = "Hierover vonden we niets."
NOTHING_TO_SIGN = "Er staat niets in waaraan leerlingen zich kunnen houden. Het document is dan voor volwassenen."
SILENT = "Ook niets over"

_TITLES: dict[Part, str] = {
    "missing": "Hier zegt het protocol niets over",
    "contradicts": "Hier zegt het verschillende dingen",
    "law": "Past dit bij de wet en het landelijk advies?",
    "dated": "Is het nog van nu?",
    "reading": "Kan een kind het lezen?",
}

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Few(Generic[Kind]):
    """What fits, the most important first, and what is left."""

    shown: tuple[Kind, ...]
    left: tuple[Kind, ...]

    @property
    def all(self) -> tuple[Kind, ...]:
        return self.shown + self.left

    @property
    def and_more(self) -> str:
        """What stands under those that are shown, "" when there are no others."""
        return _and_more(len(self.left))


@dataclass(frozen=True)
class Quote:
    """What some clauses say: who says it or to whom, the sentence for children if there is one, and the clauses."""

    who: str
    sentence: str
    refs: tuple[str, ...]

    @property
    def where(self) -> str:
        return told(self.refs)


@dataclass(frozen=True)
class Point:
    """One thing to talk over: what it is about, the question, the clauses it is found in, and the fact it rests on."""

    about: str
    discuss: str
    refs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    fact: Fact | None = None

    @property
    def where(self) -> str:
        return told(self.refs)

    @property
    def lines(self) -> int:
        """How many lines it takes on paper, at most."""
        quotes = [f"{each.who}: {each.sentence} {each.where}" for each in self.quotes]
        return sum(-(-len(each) // LINE) for each in (f"{self.discuss} {self.where}", *quotes))


@dataclass(frozen=True)
class Section:
    """One part of the check: what can be said of it anyhow, and what there is to talk over."""

    part: Part
    says: tuple[str, ...]
    points: Few[Point]

    @property
    def title(self) -> str:
        return _TITLES[self.part]


@dataclass(frozen=True)
class Checkup:
    """What the check found on a day. ``binds`` counts the clauses for each party, ``alone`` those for pupils alone."""

    title: str
    school: str
    written: str
    on: date
    clauses: int
    binds: tuple[tuple[Party, int], ...]
    alone: int
    rules: Few[Quote]
    silent: Few[str]
    sections: tuple[Section, ...]
    unchecked: int

    def section(self, part: Part) -> Section:
        return next(each for each in self.sections if each.part == part)

    def count(self, section: Section) -> int:
        """How much there is to talk over in this part; what else it says nothing about belongs to what is missing."""
        return len(section.points.all) + (len(self.silent.all) if section.part == "missing" else 0)

    def and_more(self, section: Section) -> str:
        """What stands on paper under the part, "" when all of it has room."""
        return _and_more(len(section.points.left) + (len(self.silent.left) if section.part == "missing" else 0))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that are cited where they are shown, each once, in the order of their numbers."""
        cited = (point.fact for section in self.sections for point in section.points.shown)
        return tuple(dict.fromkeys(fact for fact in cited if fact))

    @property
    def day(self) -> str:
        return _day(self.on)

    @property
    def clauses_title(self) -> str:
        """As it reads after the number in the margin."""
        return "punt in het document" if self.clauses == 1 else "punten in het document"

    @property
    def rules_title(self) -> str:
        """As it reads after the number in the margin."""
        return f"{'afspraak' if len(self.rules.all) == 1 else 'afspraken'} die kinderen kunnen tekenen"

    @property
    def binding(self) -> str:
        """Whom it binds, and how much of it."""
        pupils, staff, parents = (count for _, count in self.binds)
        alone = f" {self.alone or 'Geen'} daarvan {'is' if self.alone < 2 else 'zijn'} alleen voor leerlingen."
        return f"Voor leerlingen: {pupils}, voor het team: {staff}, voor ouders: {parents}.{alone if pupils else ''}"

    @property
    def unfinished(self) -> str:
        """What a reader has to know of a document that nobody looked over yet, "" where somebody did."""
        if not self.unchecked:
            return ""
        count = "1 punt keek" if self.unchecked == 1 else f"{self.unchecked} punten keek"
        return f"Dit is een concept. Naar {count} nog niemand. Hoe de app die leest, kan dus nog veranderen."

    @property
    def closing(self) -> str:
        """What this is, and is not."""
        stale = " Let op: deze feiten zijn langer dan een half jaar geleden nagekeken." if self.stale else ""
        return f"Dit zijn vragen om op school te bespreken. De app leest woorden, en kan iets missen.{stale}"

    @property
    def elsewhere(self) -> str:
        """Where the rest stands of what has no room on paper, "" when all of it has."""
        left = self.silent.left or self.rules.left or any(section.points.left for section in self.sections)
        return "Wat hier niet bij past, staat in de app." if left else ""

    def source(self, fact: Fact) -> str:
        """Where a fact comes from, and when somebody last looked."""
        return f"Bron: {fact.source.rstrip('.')}. Nagekeken op {_day(fact.checked_on)}."

    @property
    def to_discuss(self) -> int:
        """How many things there are to talk over."""
        return sum(map(self.count, self.sections))

    @property
    def stale(self) -> bool:
        """Whether a fact it rests on was checked more than six months before."""
        return any(point.fact.stale(self.on) for section in self.sections for point in section.points.all if point.fact)


def checkup(protocol: Protocol, looks: Looks, facts: Facts, on: date, unchecked: int = 0) -> Checkup:
    """What there is to say of this protocol on this day. A fact that nobody verified is never said.

    ``unchecked`` is how many clauses of a draft nobody looked at yet.
    """
    document = protocol.document
    points: dict[Part, tuple[Point, ...]] = {
        "missing": tuple(_found(looks.of("missing"), protocol, facts)),
        "contradicts": (
            *_said_to_pupils(protocol),
            *_said_to_others(protocol),
            *_found(looks.of("contradicts"), protocol, facts),
        ),
        "law": tuple(_found(looks.of("law"), protocol, facts)),
        "dated": tuple(_dated(looks.of("dated"), protocol, facts, on)),
        "reading": (*_found(looks.of("reading"), protocol, facts), *_long(document)),
    }
    says_anyhow = {"reading": _reading(protocol)}
    return Checkup(
        title=document.title,
        school=document.school,
        written=document.date,
        on=on,
        clauses=len(document.clauses),
        binds=tuple((party, sum(party in each.binds for each in document.clauses)) for party in EVERYONE),
        alone=sum(each.binds == ("pupils",) for each in document.clauses),
        rules=_few([Quote("", _plain(rule.sentence), rule.refs) for rule in protocol.rules], MOST_RULES),
        silent=_few([topic.about for topic in _silent(protocol, looks, facts)], MOST_SILENT),
        sections=tuple(
            Section(part, says_anyhow.get(part, ()), _fitting(points[part], MOST_LINES[part])) for part in PARTS
        ),
        unchecked=unchecked,
    )


def told(refs: Sequence[str]) -> str:
    """The clauses by name, as many as one takes in at a glance, and how many more."""
    most = max(1, sum(len(", ".join(refs[:count])) <= MOST_LETTERS for count in range(1, MOST_REFS + 1)))
    few = _few(refs, most)
    return f"{', '.join(few.shown)} {few.and_more}".strip()


def latest(words_for_date: str) -> date | None:
    """The last day that a date in words can mean: "schooljaar 2020-2021" ends on 31 July 2021. None without a year."""
    return max(map(_last_day, _DATE.finditer(words_for_date.casefold())), default=None)


def _found(looks: Iterable[Look], protocol: Protocol, facts: Facts) -> Iterator[Point]:
    for look in looks:
        fact = facts.verified(look.fact)
        if look.fact and not fact:
            continue
        clauses = protocol.document.clauses
        if any(trace.fits(clause) for trace in look.unless for clause in clauses):
            continue
        fitting = [clause for clause in clauses if any(trace.fits(clause) for trace in look.at)]
        quotes = tuple(
            Quote(name, "", refs)
            for name, line in look.differ.items()
            if (refs := tuple(clause.name for clause in fitting if says(clause.said, line)))
        )
        if (look.at and not fitting) or (look.differ and len(quotes) < 2):
            continue
        refs = () if quotes else tuple(clause.name for clause in fitting)
        yield Point(look.about, look.discuss, refs, quotes, fact)


def _said_to_pupils(protocol: Protocol) -> Iterator[Point]:
    for each in protocol.contradictions:
        quotes = tuple(Quote(TO_PUPILS, _plain(sentence), refs) for sentence, refs in each.said)
        yield Point(each.topic.about, "Kinderen tekenen er één van. Kies welke het is.", (), quotes)


def _said_to_others(protocol: Protocol) -> Iterator[Point]:
    """What children see that the school does otherwise, or what it tells one adult and not another."""
    contradicted = {each.topic.slug for each in protocol.contradictions}
    for topic in protocol.topics:
        pupils = protocol.said(topic.slug, "pupils")
        adults = protocol.said(topic.slug, "staff", "parents")
        others = {sentence: refs for sentence, refs in adults.items() if sentence not in pupils}
        if topic.slug in contradicted or not others or len({*pupils, *others}) < 2:
            continue
        quotes = [Quote(TO_PUPILS, _plain(sentence), refs) for sentence, refs in pupils.items()]
        quotes += [Quote(TO_OTHERS, _plain(sentence), refs) for sentence, refs in others.items()]
        yield Point(topic.about, "Leg aan kinderen uit waarom het verschilt, of maak het gelijk.", (), tuple(quotes))


def _dated(looks: Sequence[Look], protocol: Protocol, facts: Facts, on: date) -> Iterator[Point]:
    written = latest(protocol.document.date)
    found = {look.key: point for look in looks for point in _found([look], protocol, facts)}
    if written is None:
        newer = [look.about for look in looks if look.key in found][:MOST_REFS]
        yield Point(
            "Er staat geen datum op",
            "Zet erop wanneer het is vastgesteld en wanneer jullie het weer bekijken."
            + (f" Nu is niet te zien of het al rekening houdt met: {', '.join(map(_small, newer))}." if newer else ""),
        )
        return
    if (years := (on - written).days // 365) >= OLD:
        yield Point(
            f"Ruim {years} jaar oud", "Spreek af wanneer jullie het weer bekijken, en zet die dag in het document."
        )
    for point in found.values():
        if point.fact and point.fact.since and written < point.fact.since:
            yield point


def _reading(protocol: Protocol) -> tuple[str, ...]:
    for_pupils = [clause for clause in protocol.document.clauses if "pupils" in clause.binds]
    if not for_pupils:
        return ("Er staat geen punt in dat voor leerlingen geldt.",)
    readable = sum(clause.show_literal == "pupils" for clause in for_pupils)
    count = "geldt 1 punt" if len(for_pupils) == 1 else f"gelden {len(for_pupils)} punten"
    fit = f"{'is' if readable < 2 else 'zijn'} er {readable or 'geen'} geschikt om kinderen zo te laten lezen"
    return f"Voor leerlingen {count}. Daarvan {fit}.", _measured(protocol, for_pupils)


def _measured(protocol: Protocol, for_pupils: Sequence[Clause]) -> str:
    """How hard the document's own sentences are; of one that is here in our words alone, that nobody can say."""
    if literal := [clause.literal for clause in for_pupils if clause.literal]:
        counts = _counts(literal)
        return (
            f"Een zin heeft gemiddeld {_mean(counts)} woorden, de langste {max(counts, default=0)}. Voor groep 6, 7 en "
            f"8 schrijven wij er gemiddeld hoogstens {LIMITS[6].mean}, {LIMITS[7].mean} en {LIMITS[8].mean}. Volgens "
            f"Flesch-Douma is het ongeveer {flesch_douma(literal) or 0}: 0 is heel moeilijk, 100 heel makkelijk."
        )
    ours = _mean(_counts(_plain(rule.sentence) for rule in protocol.rules))
    return "Hoe moeilijk het document zelf is, is niet te meten: in de app staat het in onze eigen woorden." + (
        f" De zinnen die kinderen tekenen, zijn ook van ons: gemiddeld {ours} woorden." if protocol.rules else ""
    )


def _long(document: Document) -> Iterator[Point]:
    """Sentences for pupils that are longer than any we write. Only of a document's own sentences that can be said."""
    refs = tuple(
        clause.name
        for clause in document.clauses
        if "pupils" in clause.binds and clause.literal and max(_counts([clause.literal]), default=0) > LIMITS[8].longest
    )
    if refs:
        yield Point(f"Zinnen van meer dan {LIMITS[8].longest} woorden", "Knip ze in tweeën.", refs)


def _silent(protocol: Protocol, looks: Looks, facts: Facts) -> Iterator[Topic]:
    """What the document says nothing about and nothing else here is about."""
    told_already = {
        subject.topic
        for look in looks.of("missing")
        if any(True for _ in _found([look], protocol, facts))
        for subject in look.subjects
    }
    return (topic for topic in protocol.silent_on if topic.slug not in told_already)


def _and_more(count: int) -> str:
    return f"en nog {count}" if count else ""


def _few(things: Sequence[Kind], most: int) -> Few[Kind]:
    return Few(tuple(things[:most]), tuple(things[most:]))


def _fitting(points: Sequence[Point], most: int) -> Few[Point]:
    """As many as have room on paper, from the first on."""
    lines = accumulate(point.lines for point in points)
    return _few(points, sum(sofar <= most for sofar in lines))


def _plain(sentence: str) -> str:
    return fill(sentence, {}, "juf of meester")


def _small(about: str) -> str:
    return about[0].lower() + about[1:]


def _counts(texts: Iterable[str]) -> list[int]:
    return [count for text in texts for sentence in sentences(text) if (count := len(words(sentence)))]


def _mean(counts: Sequence[int]) -> str:
    return f"{sum(counts) / max(len(counts), 1):.0f}"


_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?:(?P<day>\d\d?)[ ./-])?(?P<month>{'|'.join(_MONTHS)}|\b\d\d?)[ ./-](?P<year>{_YEAR})"
    rf"|{_YEAR}\s*[-/–]\s*(?P<until>{_YEAR}|\d\d)(?!\d)"
    rf"|(?P<alone>{_YEAR})"
)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _last_day(found: re.Match[str]) -> date:
    if until := found["until"]:
        return date(int(until) if len(until) == 4 else 2000 + int(until), 7, 31)
    if alone := found["alone"]:
        return date(int(alone), 12, 31)
    if iso := found["iso"]:
        year, month, day = map(int, iso.split("-"))
    else:
        year, day = int(found["year"]), int(found["day"] or 0)
        month = _MONTHS.index(found["month"]) + 1 if found["month"] in _MONTHS else int(found["month"])
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:  # a day or month that does not exist: of the year nobody doubts
        return date(year, 12, 31)

"""Parties: whom a clause binds, pupils, staff or parents, from its words.

These are asked in this order, and the first that answers wins:

1. the column of a table that names nobody but parties: "... | iedereen";
2. the scope: "Deze afspraken gelden voor ouders";
3. a promise of the school to a child: "Wie iets vertelt, krijgt nooit straf";
4. a measure, which binds whoever it falls on;
5. the subject of the sentence, that of its lead-in first;
6. the heading above it;
7. the owner of the thing it is about: "De telefoon van de leerling staat uit";
8. the voice of the document: whom it speaks to where it names nobody.

Who is named in a sentence, and as what, stands in persons.py; how a whole document speaks in voice.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from learn.content.protocols import EVERYONE
from learn.content.protocols import Party
from learn.documents.clauses import RawClause
from learn.documents.items import COLUMN
from learn.documents.persons import EVERYBODY
from learn.documents.persons import NOBODY
from learn.documents.persons import PARENTS
from learn.documents.persons import PUPILS
from learn.documents.persons import SCHOOL
from learn.documents.persons import STAFF
from learn.documents.persons import Mention
from learn.documents.persons import Parties
from learn.documents.persons import chain
from learn.documents.persons import chain_at
from learn.documents.persons import chains
from learn.documents.persons import lead
from learn.documents.persons import mentions
from learn.documents.persons import named
from learn.documents.words import MOST_SENTENCES
from learn.documents.words import plain

_SENTENCE = re.compile(r"(?<=[.!])\s+|(?<=\?)\s+(?!dan\b)")

_ANNOUNCES = re.compile(
    r"\b(?:volgende|deze|onderstaande) (?:\w*regels|\w*afspraken)$|\bhet volgende (?:afgesproken)?$"
)

# The document about itself.
_DOCUMENT = re.compile(
    r"(?:dit|het|deze|de|onze|alle) (?:\w+e ){0,2}(?:\w*(?:protocol|richtlijnen|regels|afspraken|reglement)|"
    r"gedragslijn|"
    r"(?:gedrags|media)code|code(?= (?:geldt|treedt|wordt|is (?:ook )?van))|overeenkomst|doelstelling)\b"
)
_HOLDS = re.compile(
    r"\b(?:(?:bedoeld|bestemd) voor|geldt|gelden|van toepassing|betrekking op|(?:is|zijn)(?: er)? voor)\b"
)
_FURTHERS = re.compile(r"\b(?:bevordert|beoogt|wil|regelt) dat\b")

# What the school will not hold against a child.
_BLAME = r"(?:straf|verwijt\w*|schuld)"
_NO = r"(?:geen|nooit|niet|nimmer|niets)"
_CHILD_SPEAKS = re.compile(r"\bik\b")
_PROMISE = re.compile(
    rf"\b(?:krijg|krijgt|krijgen|geef|geeft|geven|maakt|maken)\b.{{0,80}}\b(?:{_NO}\b.{{0,30}}\b{_BLAME}|"
    rf"{_BLAME}\b.{{0,10}}\b{_NO})\b|"
    rf"\bverwijt(?:en)?\b.{{0,80}}\b{_NO}\b|\b(?:neemt|nemen)\b.{{0,40}}\b{_NO} kwalijk\b|{_NO} straf krijg\w*|"
    rf"straf krijg\w* {_NO}|"
    rf"\b{_NO} (?:gestraft|boos)\b"
)

# What follows when a rule was broken.
_MEASURE = re.compile(
    r"\b(?:maatregel\w*|sanctie\w*|\w*schors\w*|aangifte|ingenomen|innemen|in te nemen|in beslag|afgenomen|afnemen|"
    r"aangesproken|ontzeg\w*|ontneemt|andere (?:groep|klas)|bijhouden|waarschuwing|gewaarschuwd|straf|strafwerk|"
    r"berisp\w*|politie|wijkagent|in bewaring|nablijven|neemt\b.{0,60}"
    r"\b(?:in|af)(?=$|[.,;]| (?:en|tot|als|wanneer|zodra)\b)|"
    r"houdt\b.{0,30}\b(?:die|hem|toestel|telefoon|gsm)\b.{0,20}\b(?:bij|vast))\b"
)
# Said where things have gone wrong, these are measures too.
_TALK = re.compile(
    r"\b(?:\w*gesprek\w*|praat|praten|belt|bellen|lichten?\b.{0,40}\bin|licht\b.{0,40}\bin|op de hoogte|nota|brief|"
    r"contact op|bespreekt|informeert)\b"
)
_WRONG = re.compile(
    r"\b(?:mis|mislo\w+|misga\w+|fout|\w*sanctie\w*|\w*maatregel\w*|gevolgen|consequenties?|overtre\w*|handhaving|"
    r"herhaling|herhaaldelijk|(?:eerste|tweede|derde|volgende|\de) keer|niet lukt|"
    r"misbruik|niet\b.{0,50}\bhou(?:d|den|dt))\b"
)
_TAKEN = re.compile(r"\b(?:wordt|worden)\b.{0,80}\b(?:ingenomen|in beslag|afgenomen|ontzegd)\b")
_PROCEDURE = re.compile(
    r"\b(?:alvorens|overlegt|overleggen|legt vast|leggen vast|stelt vast|bepaalt welke|evalue\w+)\b"
)
_OFFENDS = (
    r"(?:in strijd|overtre\w+|schend\w*|misbruik\w*|zich\b.{0,30}\bniet\b|niet\b.{0,40}\bhoud\w*|niet nako\w*|pest|"
    r"pesten)"
)
_OFFENDER = re.compile(rf"\s*,?\s*(?:die|dat|welke)\b.{{0,60}}?\b{_OFFENDS}")
_BREAKS = re.compile(
    r"(?:^|\. |, )(?:houdt|houden|overtreedt|overtreden|schendt|schenden|misbruikt|pest)\s+(?=.{0,60},)"
)
_PARENTS_HEAR = re.compile(
    r"\b(?:wordt|worden)\b.{0,60}\b(?:gebeld|ingelicht|geinformeerd|uitgenodigd|verwittigd|gevraagd te komen|"
    r"op de hoogte)\b|"
    r"\b(?:krijgt|krijgen)\b.{0,40}\b(?:bericht|brief|mail)\b|"
    r"\b(?:haalt|halen|komt|komen)\b.{0,40}\b(?:op|ophalen|halen)\b"
)
_OFFENCE = re.compile(
    r"\b(?:overtreding\w*|schending\w*|misbruik|uitlating\w*|wangedrag|gedraging\w*)\b(?P<whose>.{0,80})"
)
_TOWARDS = re.compile(r"\b(?:naar|jegens|tegen|ten aanzien van|voor|aan)\s+(?=.{0,90}\b(?:maatregel|sanctie))")

# What the school does for children, whoever the sentence begins with.
_TEACHES = re.compile(
    r"\b(?:wordt|worden)\b(?:(?!\bnadat|\bvoordat|\bals|[,;]).){0,80}\b(?:uitgelegd|geleerd|aangeleerd|onderwezen|"
    r"aangeboden|bijgebracht|lessen .{0,30}gegeven|"
    r"aandacht besteed|les gegeven)\b|\bkrijgen\b.{0,40}\b(?:les|lessen|voorlichting|uitleg)\b|"
    r"\bouders krijgen\b.{0,60}\b(?:brief|formulier|informatie|uitnodiging)\b"
)
_KEEPS = re.compile(
    r"\b(?:foto's|beelden|opnamen|opnames|filmpjes|gegevens|namen|achternamen|adressen|werk)\b.{0,30}? van (?:onze |"
    r"de |alle )?"
    r"(?:leerlingen|kinderen)\b"
)

# Who has to, where the sentence has another subject.
_TO = re.compile(r"\b(?:voor|aan)\s+(?:(?:de|het|alle|onze)\s+|\w+ en )*$")
_TOLD = re.compile(r"\b(?:toegestaan|toegelaten|verboden|geoorloofd|verplicht)\b")
_ASKS = re.compile(
    r"\b(?:ga|gaan|gaat|reken|rekent|rekenen|vertrouwt|vertrouwen|verwacht|verwachten|eist|eisen|verlangt|verlangen|"
    r"vraagt|vragen|verzoekt|verzoeken)\b"
)
_FILLED = re.compile(
    r"^\s*(?:(?:wij|we|de school|ook|tevens|dit|dat(?= (?:van|aan))|daarom|er|erop|vanuit|van uit|uit)\s+)*"
)
_OF_YOU = re.compile(
    r"\b(?:vragen|verzoeken|verwachten|vraagt|verzoekt|verwacht) (?:(?:wij|we|de school) )?(?:van )?u\b"
)
_WANTED = re.compile(r"\b(?:om )?te \w+en\b|\bte zijn\b|\bdat\b")
_FOR_A_FAVOUR = re.compile(r"\bom (?:\w+ ){0,2}(?:toestemming|akkoord|hulp|goedkeuring|mening)\b")
_ENCOURAGES = re.compile(r"\b(?:moedigt|moedigen|spoort|sporen)\b(?P<whom>.{0,90}?)\baan\b")
_HOLDS_FOR = re.compile(r"\b(?:geldt|gelden)\b.{0,40}?\b(?:voor|bij)\s+")
_FRONTED = re.compile(
    r"(?:voor|van|aan|bij)\s+"
    r"(?=.{0,90}\b(?:geldt|gelden|ligt|rust|verwacht\w*|gevraagd|vragen|vraagt)\b)"
)
_FALLS_TO = re.compile(r"\b(?:risico|verantwoordelijkheid|verantwoording|taak|plicht|zaak) van\s+")
_AMONG = re.compile(r"(?:[\w-]+ ){0,3}tussen\s+")
_THING = re.compile(
    r"(?:^|\b(?:de|het|alle|eigen) )\w*(?:telefoon|mobiel|gsm|toestel|laptop|tablet|smartwatch|account|wachtwoord|"
    r"profiel)\w*"
    r" van\s+"
)
_OF_YOURS = re.compile(r"\buw (?:kind|kinderen|zoon|dochter)\b")
_TO_YOU = re.compile(r"\b(?:jou|jouw|jullie)\b")
_SPOKEN_TO = re.compile(r"\b(?:jou|jouw|jullie|hun|hen)\b|\b(?:wij|we)\b.{0,40}\bje\b|\bje\b.{0,40}\b(?:wij|we)\b")

# These only children say of themselves.
_CHILDREN_SAY = re.compile(
    r"\b(?:onze|ons) (?:eigen )?(?:ouders?|juf|meester|papa|mama)\b|"
    r"\b(?:wij|we) (?:vragen|vertellen|zeggen|roepen|waarschuwen|halen|gaan)\b.{0,40}"
    r"\b(?:de|een|onze) (?:juf|meester|leerkracht|volwassene)\b"
)
# What the school does not want to see is for those to leave who might do it.
_ALLOWS_NOT = re.compile(
    r"\b(?:tolereren|dulden|accepteren|aanvaarden|staan|keuren|vinden|willen) (?:wij|we)\b.{0,30}"
    r"\b(?:niet|nooit|niets|geen)\b|"
    r"\b(?:wij|we) (?:tolereren|dulden|accepteren|aanvaarden) (?:geen|nooit|niets?)\b"
)

_NORM = re.compile(r"\b(?:geen|niet|nooit|worden|wordt|moet|moeten|mag|mogen|dient|dienen|blijft|blijven)\b")

# What only somebody who acts can do, said of a name: "Edu-Ley moedigt".
_ACTS = (
    r"onderkent|vraagt|zorgt|monitort|moedigt|integreert|spant|verwacht|informeert|legt vast|streeft|organiseert|"
    r"communiceert|bespreekt|hanteert|bewaakt|controleert|stelt|beheert|evalueert|leert|begeleidt|neemt|zet|maakt|gaat"
)
_NAME_ACTS = re.compile(
    rf"(?!(?:Dit|Dat|Het|Er|Wie|Wat|Een|Deze|Die|Ook|Als|Soms|Daarna|Dan|Hij|Zij|Ze|Men)\s)"
    rf"(?:De |Het |'t )?[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]*|van|de|het))* (?:{_ACTS})\b"
)

# Headings.
_NOT_ADDRESSED = re.compile(
    r"(?<!afspraken )\b(?:met|over|tegen|tegenover|tussen|bij|naar|jegens|(?:foto's|beelden|gegevens|werk|"
    r"opnamen) van)\s+"
    r"(?:(?:de|het|een|onze|andere|alle)\s+)*$"
)
_GREETING = re.compile(r"(?:beste|lieve|geachte|hallo|dag)\b")
_CLASSES = re.compile(
    r"(?:(?:\w*afspraken|\w*regels|alle|de|van|voor|in) )*"
    r"(?:groep|groepen|leerjaar|klas|klassen|midden- en bovenbouw|bovenbouw|onderbouw)\b"
)
_OFFERS = re.compile(r"\b(?:lesprogramma\w*|lesaanbod|lessen|lessenserie|onderwijsaanbod|lesmethodes?)\b")
_OF_US = re.compile(r"\b(?:mag|mogen|kan|kunt|kunnen)\b.{0,20}\bvan (?:ons|de school|school)\b.{0,20}\bverwachten\b")
_FROM_US = re.compile(r"\bvan (?:ons|de school)\b.{0,20}\bverwachten|\bverwachten van (?:ons|de school)\b")
_SCHOOL_ITSELF = re.compile(
    rf"(?:(?:de|onze|van|namens|door|mijn|wat|doet|dit|belooft|afspraken|voor|rol|taken)\s+)*(?:{SCHOOL})"
    r"(?:\s+(?:zelf|doet|belooft|zorgt))*\s*(?:/.*)?[?:.! ]*"
)


@dataclass(frozen=True)
class Voice:
    """How a document speaks.

    ``to`` is whom it speaks to where it names nobody, ``we`` who is "wij", ``scope`` for whom it says it holds, and
    ``names`` are what the school calls itself, as ``words.plain`` has them.
    """

    to: Parties = PUPILS
    we: Parties = STAFF
    scope: Parties = NOBODY
    names: tuple[str, ...] = ()


FOR_PUPILS = Voice()


def bound(clause: RawClause, voice: Voice = FOR_PUPILS) -> tuple[Party, ...]:
    """Whom the clause binds, in the order of EVERYONE: at least one."""
    found = explicit(clause, voice) or voice.to or PUPILS
    return tuple(party for party in EVERYONE if party in found)


def explicit(clause: RawClause, voice: Voice) -> Parties:
    """Whom the clause binds by its own words and the headings above it; nobody where only the document can tell."""
    reading = _Reading(clause, plain(clause.stem).rstrip(" :.…"), plain(clause.text), above(clause.headings), voice)
    steps = (reading.column, reading.in_scope, reading.promise, reading.measure, reading.subject)
    return next((found for step in steps if (found := step())), reading.above or reading.owner())


def above(headings: Sequence[str]) -> Parties:
    """Whom the headings address, the nearest one first."""
    return next((found for heading in reversed(headings) if (found := _addressed(plain(heading)))), NOBODY)


def scope(words: str) -> Parties:
    """For whom a sentence about the document says it holds."""
    about = _DOCUMENT.match(words)
    return named(words[about.end() :]) if about and _HOLDS.search(words) else NOBODY


def _addressed(heading: str) -> Parties:
    if _GREETING.match(heading):
        return NOBODY
    if _SCHOOL_ITSELF.fullmatch(heading) or _FROM_US.search(heading):
        return STAFF
    found: Parties = frozenset().union(
        *(each.parties for each in chains(heading) if not _NOT_ADDRESSED.search(heading[: each.start]))
    )
    if not found and _OFFERS.search(heading):
        return STAFF
    return found or (PUPILS if _CLASSES.match(heading) or re.match(r"(?:ik|mijn)\b", heading) else NOBODY)


@dataclass(frozen=True)
class _Reading:
    """One clause while it is being read: the words that lead it in, its own, and whom its headings address."""

    clause: RawClause
    stem: str
    own: str
    above: Parties
    voice: Voice

    @property
    def words(self) -> str:
        """What is said, from the words that lead it in. That rules follow is nothing that anybody has to do."""
        if _ANNOUNCES.search(self.stem):
            return self.own
        return f"{self.stem}, {self.own}" if self.stem else self.own

    @property
    def sentences(self) -> list[str]:
        return _SENTENCE.split(self.words, maxsplit=MOST_SENTENCES)

    def column(self) -> Parties:
        """Whom a column names that names nobody but parties."""
        cells = self.own.split(COLUMN.strip())[1:]
        return next((chain(cell) for cell in reversed(cells) if _only_parties(cell)), NOBODY)

    def in_scope(self) -> Parties:
        """A sentence about the document: for whom it holds, or else what the school does with it."""
        if self.stem or not _DOCUMENT.match(self.own):
            return NOBODY
        if _HOLDS.search(self.own):
            return scope(self.own) or self.above or self.voice.scope or self.voice.to
        if furthers := _FURTHERS.search(self.own):
            return next((each.parties for each in chains(self.own[furthers.end() :], school=True)), STAFF)
        doer = lead(self.own, self.voice.names)
        return doer.parties if doer and doer.role == "agent" else STAFF

    def promise(self) -> Parties:
        """The school, where it promises a child not to blame it."""
        if named(self.stem) - STAFF or self.above == {"parents"}:
            return NOBODY  # parents promise things too
        if _CHILD_SPEAKS.search(self.stem):
            return NOBODY
        return STAFF if _PROMISE.search(self.own) else NOBODY

    def measure(self) -> Parties:
        """Whoever has to bear it."""
        if _PROCEDURE.search(self.own):
            return NOBODY
        if offender := _offender(self.words):
            return offender
        first = self.sentences[0]
        doer = lead(first, self.voice.names)
        wrong = any(_WRONG.search(words) for words in (plain(" ".join(self.clause.headings[-1:])), self.stem, first))
        if wrong and doer and doer.parties == {"parents"} and _PARENTS_HEAR.search(self.own):
            return self._bears("")
        if (taken := _TAKEN.search(first)) and (doer is None or doer.start > taken.start()) and self.above != STAFF:
            return self._bears("")
        if doer is None or self._stands_for(doer, first) != STAFF:
            return NOBODY
        talk = wrong and self.above != STAFF and _TALK.search(self.own)
        harsh = _MEASURE.search(self.own) or talk
        return self._bears(first) if harsh else NOBODY

    def subject(self) -> Parties:
        """Whom the first sentence that is about persons says has to, may or does."""
        if _TEACHES.search(self.sentences[0]):
            return STAFF
        for sentence in self.sentences:
            if told := self._told(sentence):
                return told
        for sentence in self.sentences:
            if asked := self._asked(sentence):
                return asked
            if doer := lead(sentence, self.voice.names):
                return self._stands_for(doer, sentence)
            if _NORM.search(sentence) and not sentence.endswith("?"):
                break  # it asks something of whoever the heading names, whatever comes behind it
        return STAFF if _NAME_ACTS.match(self.clause.text) else NOBODY

    def owner(self) -> Parties:
        """Whose thing the clause is about. Pictures and names of pupils are the school's to look after."""
        if _KEEPS.search(self.own) and lead(self.sentences[0], self.voice.names) is None:
            return STAFF
        thing = _THING.search(self.own)
        return chain_at(self.own[thing.end() :]) if thing else NOBODY

    def _bears(self, sentence: str) -> Parties:
        """Who is on the other side of what the school does. That parents hear of it does not make it theirs."""
        for each in mentions(sentence, self.voice.names):
            if each.role in ("you", "your"):
                break
            itself = each.role != "oblique" and not _TALK.search(sentence)
            if "pupils" in each.parties or (itself and each.parties - STAFF):
                return each.parties - STAFF
        return self.above - STAFF or self.voice.to - STAFF or PUPILS

    def _told(self, sentence: str) -> Parties:
        """Whom something is allowed or forbidden: "Het is leerlingen verboden", "verboden voor ouders"."""
        told = _TOLD.search(sentence)
        if told is None:
            return NOBODY
        after = re.match(r"\s+(?:voor|aan)\s+", sentence[told.end() :])
        if after and (who := chain_at(sentence[told.end() + after.end() :])):
            return who
        everybody = mentions(sentence[: told.start()], self.voice.names)
        who_may = [each for each in everybody if not each.aside and each.parties and self._is_told(each, sentence)]
        return who_may[-1].parties if who_may else NOBODY

    @staticmethod
    def _is_told(mention: Mention, sentence: str) -> bool:
        return mention.role != "oblique" or _TO.search(sentence[: mention.start]) is not None

    def _asked(self, sentence: str) -> Parties:
        """Of whom something is wanted: "De school verwacht van leerlingen dat", "Voor ouders geldt"."""
        if _OF_US.search(sentence):
            return STAFF
        if encourages := _ENCOURAGES.search(sentence):
            return named(encourages["whom"]) | STAFF
        for found in (
            _FRONTED.match(sentence),
            _AMONG.match(sentence),
            _FALLS_TO.search(sentence),
            _HOLDS_FOR.search(sentence),
        ):
            if found and (who := chain_at(sentence[found.end() :])):
                return who
        return self._wanted(sentence)

    def _wanted(self, sentence: str) -> Parties:
        """Of whom the school wants something: "De school vraagt ouders om te bellen"."""
        asks = _ASKS.search(sentence)
        if asks is None or _FOR_A_FAVOUR.search(sentence):
            return NOBODY
        if _OF_YOU.search(sentence) and _WANTED.search(sentence):
            return self.above or PARENTS
        by = lead(sentence, self.voice.names)
        after = _FILLED.sub("", sentence[asks.end() :])
        wanted = re.match(r"(?:van|aan|dat)\s+", after)
        who = chain_at(after[wanted.end() :] if wanted else after) if wanted or _WANTED.search(after) else NOBODY
        by_school = by is None or by.parties == who or self._stands_for(by, sentence) == STAFF
        return who if by_school else NOBODY

    def _stands_for(self, doer: Mention, sentence: str) -> Parties:
        """The parties a subject stands for; nobody where the document must tell."""
        if doer.role == "we":
            return self._we(sentence)
        return doer.parties or self.above or self._spoken_to(doer, sentence)

    def _spoken_to(self, doer: Mention, sentence: str) -> Parties:
        """Whom the document speaks to; "u" is a parent where that would be a child."""
        formal = sentence[doer.start : doer.end] == "u" or (doer.role == "you" and _OF_YOURS.search(sentence))
        return PARENTS if formal and self.voice.to == PUPILS else self.voice.to

    def _we(self, sentence: str) -> Parties:
        if self.above and self.above != EVERYBODY:
            return self.above
        everybody = mentions(self.words, self.voice.names)
        of_pupils = any("pupils" in each.parties and not each.aside for each in everybody)
        children_say = _CHILDREN_SAY.search(sentence) and not _SPOKEN_TO.search(sentence)
        if not self.above and (children_say or _ALLOWS_NOT.search(sentence)):
            return self.voice.to or PUPILS
        spoken_to = _TO_YOU if self.voice.we == PUPILS else _SPOKEN_TO  # children say "je" of anybody
        return STAFF if of_pupils or spoken_to.search(sentence) else self.above or self.voice.we


def _offender(words: str) -> Parties:
    """Who broke the rule, as far as the sentence says what comes of it."""
    for each in chains(words):
        if _OFFENDER.match(words[each.end :]):
            return each.parties
    if (breaks := _BREAKS.search(words)) and (who := chain_at(words[breaks.end() :])):
        return who
    if not _MEASURE.search(words):
        return NOBODY
    if (offence := _OFFENCE.search(words)) and (who := _behind(offence["whose"], r"\b(?:door|van)\s+")):
        return who
    return _behind(words, _TOWARDS.pattern)


def _behind(words: str, preposition: str) -> Parties:
    hits = (chain_at(words[found.end() :]) for found in re.finditer(preposition, words))
    return next((who for who in hits if who), NOBODY)


def _only_parties(cell: str) -> bool:
    found = list(chains(cell))
    if len(found) != 1:
        return False
    before, after = cell[: found[0].start], cell[found[0].end :]
    return re.fullmatch(r"\s*(?:(?:de|alle|het|voor)\s+)*", before) is not None and not after.strip(" .")

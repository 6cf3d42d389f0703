"""Persons: who is named in a Dutch sentence, and whether as its subject. All words are those of ``words.plain``."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from typing import cast

from learn.content.protocols import EVERYONE
from learn.content.protocols import Party

Parties = frozenset[Party]
Role = Literal["subject", "oblique", "agent", "we", "you", "your", "anybody"]

EVERYBODY: Parties = frozenset(EVERYONE)
NOBODY: Parties = frozenset()
PARENTS: Parties = frozenset({"parents"})
PUPILS: Parties = frozenset({"pupils"})
STAFF: Parties = frozenset({"staff"})

# Many are the end of a longer word: vakleerkracht, ict-coördinator, klassenouders, brugklasleerlingen.
_WORDS: dict[Party, str] = {
    "staff": (
        r"(?:mede)?werknemers?|[\w-]*medewerk(?:st)?ers?|[\w-]*personeel(?:sleden|slid)?|[\w-]*leerkracht(?:en)?|[\w-]*lera(?:ren|ars?|res)|"
        r"[\w-]*docent(?:en)?|[\w-]*team(?:leden|lid|leiders?)?|stagiaires?|stagiairs?|[\w-]*directie(?:leden)?|"
        r"[\w-]*directeur(?:en)?|directrice|schoolleiding|schoolleiders?|[\w-]*bestuur(?:ders?)?|[\w-]*beheerders?|"
        r"[\w-]*coordinator(?:en)?|[\w-]*juf(?:fen|s)?|juffrouw(?:en)?|[\w-]*meesters?|lesgevers?|[\w-]*mentor(?:en)?|onderwijzer(?:s|es)?|leidinggevenden?|ib'er|ict'er|"
        r"intern begeleiders?|[\w-]*begeleid(?:st)?ers?|vertrouwens\w*perso(?:on|nen)|professionals?|"
        r"titularis(?:sen)?|vrijwilligers?|"
        r"toezichthouders?|concierges?|groepsleid(?:st)?ers?|stamgroepleiders?|onderwijsassistent(?:en)?|"
        r"\w*(?:overblijf|leer|hulp|tso)krachten?|administratie|"
        r"secretariaat|medezeggenschapsraad|schoolfotograaf|raad van bestuur"
    ),
    "pupils": (
        r"(?!mede)[\w-]*leerling(?:en|e|es)?|(?:school)?kind(?:eren)?|kleuters?|scholieren|scholier|student(?:en)?|"
        r"jongeren|"
        r"kinderraad|leerlingenraad"
    ),
    "parents": (
        r"[\w-]*ouders?(?:\(s\))?(?:/verzorgers?)?|verzorgers?(?:\(s\))?|voogd(?:en)?|opvoeders?|moeders?|vaders?|"
        r"mama(?:'s)?|papa(?:'s)?|ouderraad"
    ),
}
_ALL = (
    r"(?:alle )?betrokkenen?|iedereen|eenieder|een ieder|(?:alle |de )?gebruikers|(?<!te )allen|"
    r"(?:alle )?leden van de schoolgemeenschap"
)
# What the school is called where it acts. Whose pupils and rooms it has is another matter, so headings do not count it.
SCHOOL = (
    r"school|scholen|\w*school|schoolgemeenschap|(?:onderwijs)?instelling(?:en)?|stichting|organisatie|onderwijsgroep|"
    r"scholengroep|kindcentrum|kbs|obs|cbs|pcbs|vbs|gbs|ikc|sbo"
)
# Whoever the rule is for.
_ANYBODY = r"men|niemand|iemand"
_YOU = r"ik|je|jij|jullie|u"
_YOUR = r"jou|jouw|mijn|mij|me|uw"

_DETERMINERS = (
    r"de|het|een|alle|andere|onze|ons|hun|haar|zijn|mijn|je|jouw|jullie|elke|elk|ieder|iedere|dit|dat|deze|die|eigen|"
    r"beide|"
    r"uw|zo'n|sommige|overige"
)
_PREPOSITIONS = (
    r"van|met|aan|bij|over|tegen|tegenover|tussen|naar|jegens|zonder|onder|namens|op|via|uit|in|voor|tot|achter|binnen|"
    r"buiten|richting|na|tijdens|per|ten opzichte van"
)
# What begins a part of a sentence that has a subject of its own.
_ASIDES = (
    r"als|indien|wanneer|zodra|omdat|doordat|terwijl|tenzij|mits|nadat|voordat|totdat|zodat|opdat|hoewel|zolang|"
    r"waar\w*|"
    r"dat|die|wat|wie|alvorens|toen|hoe|om|want|welke|hetgeen|behalve|zoals|dan nadat"
)
IMPERATIVES = (
    r"accepteer|app|bedenk|behandel|bekijk|bel|bespreek|bewaar|blijf|chat|check|controleer|deel|denk|doe|download|"
    r"draag|"
    r"film|fotografeer|ga|gebruik|geef|haal|hou|houd|kies|kijk|klik|kom|laat|leen|leg|let|log|luister|maak|mail|meld|"
    r"neem|"
    r"noem|open|overleg|pak|pest|plaats|post|praat|publiceer|reageer|respecteer|roep|scheld|schrijf|sluit|speel|spreek|"
    r"stel|stop|stuur|surf|toon|typ|verdiep|verspreid|verstuur|vertel|vraag|vul|waarschuw|wacht|wees|werk|zeg|zet|"
    r"zoek|zorg"
)

_NAMED = re.compile(
    "|".join(rf"(?P<{name}>(?<![\w-])(?:{words})(?!\w))" for name, words in [*_WORDS.items(), ("all", _ALL)])
)
# "School" without an article is a place: op school, naam, adres en school.
_SCHOOL = re.compile(
    rf"(?:^|\b(?:de|het|onze|ons|elke|iedere|haar|alle|[\w-]+ het|door) )(?:[\w-]+e )?(?:{SCHOOL})(?!\w)"
)
_PRONOUN = re.compile(rf"\b(?:(?P<we>wij|we)|(?P<you>{_YOU})|(?P<your>{_YOUR})|(?P<anybody>{_ANYBODY}))\b")
_AND = "en/of|en|of|als|alsook|alsmede|evenals|noch"
_CONNECTED = re.compile(rf"\s*(?:[,/&()\[\]]\s*|\b(?:{_AND})\s+)+(?:(?:{_AND}|zowel|{_DETERMINERS})[\s,/&()]+)*")
_BEFORE = rf"(?:(?:{_DETERMINERS}|\w+e)\s+){{0,3}}"
_OBLIQUE = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s+{_BEFORE}$|"
    rf"\b(?:{_PREPOSITIONS})\s+(?:[\w'-]+,?\s+){{1,4}}(?:en|of)\s+(?:(?:{_DETERMINERS})\s+)?(?:[\w-]+\s+)?$"
)
_MINE = re.compile(r"\bmijn (?:eigen )?$")
_YOURS = re.compile(r"\bje (?:eigen )?$")
_AGENT = re.compile(rf"\bdoor\s+{_BEFORE}$")
_UNDERGOES = re.compile(r"\b(?:laat|laten) (?:zich|je|me|ons)\b[^,;:]*$")
_LINE = 100
_FETCHED = re.compile(r"\s+erbij\b")
_PART = re.compile(r"[,;:()–]|\s-\s|\?|\bdan\b(?! ook\b| na\b| met\b| via\b)")
_ASIDE = re.compile(rf"\b(?:{_ASIDES})\b")
# What has to happen first: "Krijg je een bericht, dan ...", "Geschrokken?".
_CONDITION = re.compile(r"[^,?]*(?:,\s*dan\b|\?)")
# Who was named in it goes on in what comes of it: "Weet een leerling dat ..., dan spreekt hij de juf aan".
_GOES_ON = re.compile(r",\s*dan (?:[\w'-]+ )(?:hij|zij|ze|het|die)\b")
# At the head of a sentence these say what was said before; anywhere else they begin an aside.
_POINTS_BACK = frozenset({"dat", "die", "wat"})


@dataclass(frozen=True)
class Mention:
    """Persons named together: "leerlingen en ouders". ``aside``: in a part of the sentence with its own subject."""

    parties: Parties
    role: Role
    start: int
    end: int
    aside: bool = False


def named(words: str) -> Parties:
    """Every party that is named anywhere in the words."""
    return _union(_NAMED.finditer(words))


def chain(words: str) -> Parties:
    """The first parties named, with those joined to them: "medewerkers, leerlingen en ouders"."""
    return next((each.parties for each in chains(words)), NOBODY)


def chain_at(words: str) -> Parties:
    """The parties these words begin with, after an article at most."""
    first = next(chains(words), None)
    return first.parties if first and re.fullmatch(_BEFORE, words[: first.start]) else NOBODY


def chains(words: str, names: Sequence[str] = (), *, school: bool = False) -> Iterator[Mention]:
    """Parties named together, in order. With ``school`` the school itself counts as staff, by its ``names`` too."""
    hits = [(found.start(), found.end(), _union([found])) for found in _NAMED.finditer(words)]
    if school:
        ours = [_SCHOOL, *(re.compile(rf"\b{re.escape(name)}\b") for name in names)]
        hits += [(found.start(), found.end(), STAFF) for each in ours for found in each.finditer(words)]
    together: list[Mention] = []
    for start, end, parties in sorted(hits, key=lambda hit: hit[:2]):
        last = together[-1] if together else None
        if last and (start < last.end or _CONNECTED.fullmatch(words[last.end : start])):
            together[-1] = Mention(last.parties | parties, "subject", last.start, max(end, last.end))
        else:
            together.append(Mention(parties, "subject", start, end))
    yield from together


def mentions(sentence: str, names: Sequence[str] = ()) -> list[Mention]:
    """Everybody the sentence names, with the part they play, in order."""
    parts = list(_parts(sentence))
    found = [_placed(each, sentence, parts) for each in chains(sentence, names, school=True)]
    for pronoun in _PRONOUN.finditer(sentence):
        role = cast("Role", pronoun.lastgroup)
        if _OBLIQUE.search(_just_before(sentence, pronoun.start())):
            role = "your" if role in ("you", "your") else "oblique"
        place = Mention(NOBODY, role, pronoun.start(), pronoun.end(), _is_aside(pronoun.start(), parts))
        found.append(place)
    return sorted(found, key=lambda each: each.start)


def lead(sentence: str, names: Sequence[str] = ()) -> Mention | None:
    """The person the sentence is about: who does it, or who it begins with. Nobody where no person is its subject."""
    start = sentence.lstrip(" \"'‘“")
    if re.match(r"(?:wie|ook wie)\b", start):
        return Mention(NOBODY, "anybody", 0, 3)
    if re.match(rf"(?:ook |dus )?(?:{IMPERATIVES})\b(?! (?:ik|je|jij|wij|we)\b)", start):
        return Mention(NOBODY, "you", 0, 0)
    everybody = mentions(sentence, names)
    if goes_on := _GOES_ON.search(sentence):
        before = (each for each in everybody if each.start < goes_on.start() and each.role == "subject")
        if first := next(before, None):
            return first
    main = [each for each in everybody if not each.aside]
    for wanted in (("agent",), ("subject", "we", "you", "anybody"), ("your",)):
        if first := next((each for each in main if each.role in wanted), None):
            return first
    if not next(_parts(sentence))[1]:
        return None
    roles = ("subject", "we", "you", "anybody", "your")
    return next((each for each in everybody if each.role in roles), None)


def _placed(mention: Mention, sentence: str, parts: Sequence[tuple[int, bool]]) -> Mention:
    before = _just_before(sentence, mention.start)
    role: Role = "subject"
    if _AGENT.search(before) and not _UNDERGOES.search(before):
        role = "agent"
    elif _OBLIQUE.search(before) or _belongs_to_child(mention, before) or _FETCHED.match(sentence[mention.end :]):
        role = "oblique"
    return Mention(mention.parties, role, mention.start, mention.end, _is_aside(mention.start, parts))


def _just_before(sentence: str, place: int) -> str:
    """The words that say what part a person plays: never further back than a line is long."""
    return sentence[max(0, place - _LINE) : place]


def _belongs_to_child(mention: Mention, before: str) -> bool:
    """Whether it is "mijn juf" or "je ouders": seen with the eyes of the child, who has to see to it."""
    return bool(_MINE.search(before) or (_YOURS.search(before) and mention.parties == {"parents"}))


def _parts(sentence: str) -> Iterator[tuple[int, bool]]:
    """Where each part of the sentence begins, and whether it is an aside."""
    begins = [0, *(found.end() for found in _PART.finditer(sentence))]
    for number, begin in enumerate(begins):
        end = begins[number + 1] if number + 1 < len(begins) else len(sentence)
        part = sentence[begin:end]
        aside = _ASIDE.search(part)
        first_word = aside is not None and not part[: aside.start()].strip()
        if number == 0 and (_CONDITION.match(sentence) or (first_word and aside and aside[0] not in _POINTS_BACK)):
            yield begin, True
            continue
        yield begin, False
        if aside and not (number == 0 and first_word):
            yield begin + aside.start(), True


def _is_aside(place: int, parts: Sequence[tuple[int, bool]]) -> bool:
    return next((aside for begin, aside in reversed(parts) if begin <= place), False)


def _union(found: Iterator["re.Match[str]"] | Sequence["re.Match[str]"]) -> Parties:
    parties: set[Party] = set()
    for each in found:
        if each.lastgroup == "all":
            return EVERYBODY
        parties.add(cast("Party", each.lastgroup))
    return frozenset(parties)

"""How hard a Dutch text is to read, and the words children should not meet in it."""

import re
import unicodedata
from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass

from learn.content.base import YearGroup
from learn.content.cast import PLACEHOLDER
from learn.content.cast import TEACHER


@dataclass(frozen=True)
class Limits:
    """What a child of a year group can take in, in words; ``ease`` is the least Flesch-Douma over a whole module."""

    mean: int
    longest: int
    screen: int
    answer: int
    feedback: int
    ease: int


LIMITS: dict[YearGroup, Limits] = {
    6: Limits(mean=8, longest=11, screen=40, answer=8, feedback=20, ease=85),
    7: Limits(mean=9, longest=13, screen=55, answer=10, feedback=30, ease=80),
    8: Limits(mean=11, longest=15, screen=70, answer=12, feedback=30, ease=75),
}

NOT_FOR_CHILDREN = (
    "docent",
    "docenten",
    "student",
    "studenten",
    "dader",
    "daders",
    "straf",
    "straffen",
    "boete",
    "boetes",
    "slachtoffer",
    "slachtoffers",
    "wraakporno",
    "eigen schuld",
    "had je maar niet",
)
NOT_BEFORE_GROUP_8 = ("sexting",)
BRANDS = (
    "BeReal",
    "Bing",
    "ChatGPT",
    "Discord",
    "Facebook",
    "Fortnite",
    "Gmail",
    "Google",
    "Insta",
    "Instagram",
    "Messenger",
    "Minecraft",
    "Netflix",
    "Nintendo",
    "Omegle",
    "Pinterest",
    "PlayStation",
    "Reddit",
    "Roblox",
    "Skype",
    "Snapchat",
    "Spotify",
    "Telegram",
    "TikTok",
    "Tumblr",
    "Twitch",
    "Twitter",
    "Vinted",
    "WeChat",
    "WhatsApp",
    "Xbox",
    "YouTube",
)
NEGATIONS = frozenset({"niet", "geen", "nooit", "niets", "niemand", "nergens"})

# What sounds as one, the longest first. A vowel with two dots begins a syllable of its own.
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|eau|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ëi|ëe|ou|au|[aeiouyäëïöü]")
_ACCENTS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0303"))

_TOKEN = re.compile(rf"(?:{PLACEHOLDER.pattern}|\S)+")
_OPENING = "“‘\"'(«„"
_CLOSING = "”’\"')»"
_ABBREVIATIONS = frozenset(
    [
        "bv",
        "bijv",
        "ca",
        "d.w.z",
        "dhr",
        "drs",
        "evt",
        "i.p.v",
        "m.a.w",
        "max",
        "mevr",
        "min",
        "mr",
        "mw",
        "nr",
        "o.a",
        "p.s",
        "st",
        "t.o.v",
        "vgl",
        "z.o.z",
    ]
)
_ABBREVIATIONS_THAT_MAY_END = frozenset(["a.u.b", "blz", "e.d", "enz", "etc", "jl", "m.b.v", "s.v.p"])


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, with every word of it.

    A colon ends one where a quotation or a capital follows. A quotation and who says it, an abbreviation, and an
    ellipsis with a small letter behind it stay together.
    """
    found: list[list[str]] = [[]]
    tokens = _tokens(text)
    for number, token in enumerate(tokens, start=1):
        found[-1].append(token)
        if number < len(tokens) and _ends(token, tokens[number]):
            found.append([])
    return [" ".join(sentence) for sentence in found if sentence]


def words(text: str) -> list[str]:
    """The words of a text.

    ``{noor}`` counts as one, ``{noor:zij/hij}`` as the longer of the two, ``{juf}`` as "juf of meester".
    """
    plain = " ".join(PLACEHOLDER.sub(_spoken, token) for token in _tokens(text))
    return [word for word in plain.split() if any(map(str.isalnum, word))]


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, at least one. It counts sounds as they are spelt, so it is nearly right."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_ACCENTS))
    return max(1, len(_VOWELS.findall(plain)))


def flesch_douma(texts: Iterable[str]) -> int | None:
    """How easy texts read together, from 0 (very hard) to 100 (very easy); None without words.

    W.H. Douma's formula for Dutch (1960): 206.84 - 0.77 x syllables in 100 words - 0.93 x words in a sentence.
    """
    told = [words(sentence) for text in texts for sentence in sentences(text)]
    count = sum(map(len, told))
    if not count:
        return None
    sounds = sum(syllables(word) for sentence in told for word in sentence)
    score = 206.84 - 77 * sounds / count - 0.93 * count / sum(map(bool, told))
    return round(min(max(score, 0), 100))


def double_negation(sentence: str) -> list[str]:
    """The denying words of a sentence that has two or more; else nothing."""
    denying = [word for word in map(_bare, words(sentence)) if word in NEGATIONS]
    return denying if len(denying) > 1 else []


def unsuited(text: str, group: YearGroup | None = None) -> list[str]:
    """The words and brands in a text that children, or children of this year group, should not meet."""
    listed: Collection[str] = NOT_FOR_CHILDREN + BRANDS + (NOT_BEFORE_GROUP_8 if group in (6, 7) else ())
    return [each for each in listed if re.search(rf"\b{re.escape(each)}\b", text, re.IGNORECASE)]


def _tokens(text: str) -> list[str]:
    return [found.group() for found in _TOKEN.finditer(text)]


def _ends(token: str, following: str) -> bool:
    bare = token.rstrip(_CLOSING)
    quoted = bare != token
    fresh = _starts_fresh(following)
    match bare[-1:]:
        case ":":
            return fresh
        case "…":
            return fresh
        case "!" | "?":
            return fresh or not quoted
        case "." if bare.endswith(".."):
            return fresh
        case ".":
            return _full_stop(bare, fresh, quoted)
        case _:
            return False


def _full_stop(bare: str, fresh: bool, quoted: bool) -> bool:
    word = bare.lstrip(_OPENING)[:-1]
    if word.casefold() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()):
        return False
    if word.casefold() in _ABBREVIATIONS_THAT_MAY_END:
        return fresh
    return fresh or not quoted


def _starts_fresh(token: str) -> bool:
    first = token.lstrip(_OPENING)
    if placeholder := PLACEHOLDER.match(first):
        key, hers, _ = placeholder.groups()
        return (hers or key)[0].isupper() or (hers is None and key not in TEACHER)
    return first != token or first[:1].isupper() or first[:1].isdigit()


def _spoken(found: re.Match[str]) -> str:
    key, hers, his = found.groups()
    if key in TEACHER:
        return "juf of meester"
    return key if hers is None else max(hers, his, key=lambda word: len(word.split()))


def _bare(word: str) -> str:
    return "".join(filter(str.isalpha, word)).casefold()

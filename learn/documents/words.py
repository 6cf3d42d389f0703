"""Words: patterns over Dutch sentences, as the people write them who keep ``protocols/patterns.yaml``.

A pattern is a few groups that must all be there, parted by ``&``; a group is words of which one must be there, parted
by ``|``; what follows ``!``, up to the next ``!``, must not be there. ``foto*`` is foto, foto's and fotograferen,
``*foto`` is schoolfoto too. A space stands for a space, ``..`` for at most five words between and ``...`` for any
words, both in one sentence. ``uit+log*`` is a verb that parts: uitloggen, uitgelogd, uit te loggen and log .. uit.
``@`` before a word lets it stand in a heading as well. A word in capitals is a set that the file names under ``sets``;
it may stand by itself or among other words: ``geen PICTURE``.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

_FEW = r"(?:[^\w.!?]+[\w'-]+){0,5}?[^\w.!?]+"
_ANY = r"[^\w.!?](?:[^.!?]*[^\w.!?])??"
_FAR = r"(?:[^\w.!?]+[\w'-]+){0,10}?[^\w.!?]+"
_GAPS = {"..": _FEW, "...": _ANY}
_SET = re.compile(r"[A-Z][A-Z_]+")
_PARTING = re.compile(r"[a-z]+\+[a-z]+\*?")


@dataclass(frozen=True)
class Said:
    """What a clause says: its own words with those that lead them in, and the headings above it."""

    words: str
    headings: str = ""


@dataclass(frozen=True)
class Group:
    """Words of which one must be there; ``above`` are those that may stand in a heading as well."""

    words: re.Pattern[str]
    above: re.Pattern[str] | None

    def here(self, said: Said) -> bool:
        """Whether the words themselves hold one."""
        return self.words.search(said.words) is not None

    def fits(self, said: Said) -> bool:
        """Whether the words or the headings hold one."""
        return self.here(said) or (self.above is not None and self.above.search(said.headings) is not None)


@dataclass(frozen=True)
class Pattern:
    """A pattern, ready to be held against what is said."""

    source: str
    groups: tuple[Group, ...]
    absent: tuple[tuple[Group, ...], ...]

    def fits(self, said: Said) -> bool:
        """Whether it holds, and not by the headings alone: what stands over a clause does not make it be about that."""
        return any(group.here(said) for group in self.groups) and self.holds(said)

    def holds(self, said: Said) -> bool:
        """Whether every group is there and nothing that may not be."""
        return all(group.fits(said) for group in self.groups) and not any(
            all(group.fits(said) for group in each) for each in self.absent
        )


def plain(text: str) -> str:
    """A text as patterns see it: small letters without accents, and what a scanner took for a digit made a letter."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    bare = re.sub(r"(?<=[a-z])0+|(?<![\d.,])0+(?=[a-z])", lambda zeros: "o" * len(zeros[0]), bare)
    bare = re.sub(r"(?<=[a-z])1(?=[a-z])", "l", bare)
    bare = re.sub(r"\bl(?=[dkmnp])", "i", bare)  # no Dutch word begins so: lk, ln, lndien
    bare = re.sub(r"\brn", "m", bare)  # nor so: rnijn, rneester
    bare = re.sub(r"\bintemet", "internet", bare)
    return " ".join(bare.split())


def compiled(source: str, sets: Mapping[str, str]) -> Pattern:
    """The pattern in a text. Raises ValueError for an empty place, a set that is not named or one that holds itself."""
    wanted, *unwanted = source.split("!")
    return Pattern(source, _groups(wanted, source, sets), tuple(_groups(each, source, sets) for each in unwanted))


def _groups(text: str, source: str, sets: Mapping[str, str]) -> tuple[Group, ...]:
    return tuple(_group(part, source, sets) for part in text.split("&"))


def _group(text: str, source: str, sets: Mapping[str, str]) -> Group:
    words = list(_members(text, source, sets, ()))
    above = [word for word, high in words if high]
    return Group(_one_of(word for word, _ in words), _one_of(above) if above else None)


def _members(text: str, source: str, sets: Mapping[str, str], inside: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The words of a group as regular expressions, and whether each may stand in a heading; sets are opened up."""
    for each in text.split("|"):
        word = each.strip().removeprefix("@").strip()
        high = each.strip().startswith("@")
        if not word:
            raise ValueError(f"a word is missing in {source!r}")
        if _SET.fullmatch(word):
            opened = _members(_set(word, sets, inside), source, sets, (*inside, word))
            yield from ((member, high or already) for member, already in opened)
        else:
            yield _phrase(word, source, sets, inside), high


def _set(name: str, sets: Mapping[str, str], inside: tuple[str, ...]) -> str:
    if name not in sets:
        raise ValueError(f"no set is called {name}")
    if name in inside:
        raise ValueError(f"the set {name} holds itself")
    return sets[name]


def _phrase(phrase: str, source: str, sets: Mapping[str, str], inside: tuple[str, ...]) -> str:
    """Words in their order, with what may stand between them."""
    expression = ""
    gap = ""
    for token in re.findall(r"\.{2,3}|(?:(?!\.\.)\S)+", phrase):
        if token in _GAPS:
            gap = _GAPS[token]
            continue
        if _SET.fullmatch(token):
            held = _members(_set(token, sets, inside), source, sets, (*inside, token))
            piece = f"(?:{'|'.join(member for member, _ in held)})"
        else:
            piece = _parting(token) if _PARTING.fullmatch(token) else _letters(token)
        expression = f"{expression}{gap}{piece}" if expression else piece
        gap = r"\s+"
    if not expression:
        raise ValueError(f"a word is missing in {source!r}")
    return expression


def _letters(word: str) -> str:
    return re.escape(plain(word)).replace(r"\*", r"[\w'-]*")


def _parting(verb: str) -> str:
    """A verb whose first part goes its own way: ``uit+log*`` in uitloggen, uitgelogd, uit te loggen and log ... uit."""
    part, _, stem = (_letters(each) for each in verb.partition("+"))
    return rf"(?:{part}(?:ge)?{stem}|{part}\s+te\s+{stem}|{stem}{_FAR}{part})"


def _one_of(words: Iterator[str] | list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

"""Words: patterns over Dutch sentences, as the people write them who keep ``protocols/patterns.yaml``.

A pattern is a few groups that must all be there, parted by ``&``; a group is words of which one must be there, parted
by ``|``; what follows ``!``, up to the next ``!``, must not be there. ``foto*`` is foto, foto's and fotograferen,
``*foto`` is schoolfoto too. A space stands for a space, ``..`` for at most five words between and ``...`` for any
words, both in one sentence and not further apart than a few lines. ``uit+log*`` is a verb that parts: uitloggen,
uitgelogd, uit te loggen and log .. uit. ``@`` before a word lets it stand in a heading as well. A word in capitals is a
set that the file names under ``sets``; it may stand by itself or among other words: ``geen PICTURE``.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from functools import cached_property

MOST_SENTENCES = 40
"""What a clause has behind these is taken as one: of a clause of full stops alone, each would be looked at."""

# What parts words and what they are made of have no sign in common, or a row of dashes could be cut up in any way.
_FEW = r"(?:[^\w.!?]++\w[\w']*+){0,5}?[^\w.!?]+"
_ANY = r"[^\w.!?](?:[^.!?]{0,300}[^\w.!?])??"
_FAR = r"(?:[^\w.!?]++\w[\w']*+){0,10}?[^\w.!?]+"
_GAPS = {"..": _FEW, "...": _ANY}
_SET = re.compile(r"[A-Z][A-Z_]+")
_PARTING = re.compile(r"[a-z]+\+[a-z]+\*?")
_TRACE = 3
"""So many letters in a row are what a word is looked for by, before a whole expression is held against a sentence."""


@dataclass(frozen=True)
class Said:
    """What a clause says: its own words with those that lead them in, and the headings above it."""

    words: str
    headings: str = ""

    @cached_property
    def traces(self) -> frozenset[str]:
        """Every few letters in a row of its words."""
        return frozenset(self.words[at : at + _TRACE] for at in range(len(self.words) - _TRACE + 1))


@dataclass(frozen=True)
class Words:
    """A word or phrase as a regular expression. One of its ``traces`` is wherever it is; with none, nobody can tell."""

    expression: str
    traces: frozenset[str]


@dataclass(frozen=True)
class OneOf:
    """Words of which one must be there. Their expression is only made ready when it is needed: many never are."""

    words: tuple[Words, ...]

    def within(self, text: str) -> bool:
        """Whether one of them is in a text."""
        return self._expression.search(text) is not None

    def possible(self, said: Said) -> bool:
        """Whether one of them can be among the words that are said. Costs far less than to look."""
        return not self._traces or not self._traces.isdisjoint(said.traces)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return _ready(rf"(?<!\w){_any_of(self.words).expression}(?!\w)")

    @cached_property
    def _traces(self) -> frozenset[str]:
        return _traces(self.words)


@dataclass(frozen=True)
class Group:
    """Words of which one must be there; ``above`` are those that may stand in a heading as well."""

    words: OneOf
    above: OneOf | None

    def here(self, said: Said) -> bool:
        """Whether the words themselves hold one."""
        return self.words.possible(said) and self.words.within(said.words)

    def fits(self, said: Said) -> bool:
        """Whether the words or the headings hold one."""
        return self.here(said) or (self.above is not None and self.above.within(said.headings))


@dataclass(frozen=True)
class Pattern:
    """A pattern, ready to be held against what is said."""

    source: str
    groups: tuple[Group, ...]
    absent: tuple[tuple[Group, ...], ...]

    def fits(self, said: Said) -> bool:
        """Whether it holds, and not by the headings alone: what stands over a clause does not make it be about that."""
        return self.holds(said) and any(group.here(said) for group in self.groups)

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
    above = tuple(word for word, high in words if high)
    return Group(OneOf(tuple(word for word, _ in words)), OneOf(above) if above else None)


def _members(text: str, source: str, sets: Mapping[str, str], inside: tuple[str, ...]) -> Iterator[tuple[Words, bool]]:
    """The words of a group, and whether each may stand in a heading; sets are opened up."""
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


def _phrase(phrase: str, source: str, sets: Mapping[str, str], inside: tuple[str, ...]) -> Words:
    """Words in their order, with what may stand between them."""
    tokens = _tokens(phrase)
    if all(token in _GAPS for token in tokens):
        raise ValueError(f"a word is missing in {source!r}")
    named = [token for token in tokens if _SET.fullmatch(token)]
    if not named:
        return _of_words(phrase)
    held = {token: _members(_set(token, sets, inside), source, sets, (*inside, token)) for token in named}
    return _in_order(tokens, {token: _any_of([member for member, _ in words]) for token, words in held.items()})


@cache
def _of_words(phrase: str) -> Words:
    return _in_order(_tokens(phrase), {})


@cache
def _tokens(phrase: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\.{2,3}|(?:(?!\.\.)\S)+", phrase))


def _in_order(tokens: Sequence[str], sets: Mapping[str, Words]) -> Words:
    expression = ""
    traces: list[frozenset[str]] = []
    gap = ""
    for token in tokens:
        if token in _GAPS:
            gap = _GAPS[token]
            continue
        piece = sets.get(token) or (_parting(token) if _PARTING.fullmatch(token) else _word(token))
        expression = f"{expression}{gap}{piece.expression}" if expression else piece.expression
        traces += [piece.traces] if piece.traces else []
        gap = r"\s+"
    return Words(expression, min(traces, key=len, default=frozenset()))


def _any_of(words: Sequence[Words]) -> Words:
    """One of these, as a piece of a longer expression."""
    return Words(f"(?:{'|'.join(each.expression for each in words)})", _traces(words))


def _traces(words: Sequence[Words]) -> frozenset[str]:
    """The traces of words of which one is meant: none as soon as one of them leaves none."""
    known = all(each.traces for each in words)
    return frozenset[str]().union(*(each.traces for each in words)) if known else frozenset()


@cache
def _word(word: str) -> Words:
    return Words(_letters(word), _trace(word))


@cache
def _parting(verb: str) -> Words:
    """A verb whose first part goes its own way: ``uit+log*`` in uitloggen, uitgelogd, uit te loggen and log ... uit."""
    part, _, stem = (_letters(each) for each in verb.partition("+"))
    expression = rf"(?:{part}(?:ge)?{stem}|{part}\s+te\s+{stem}|{stem}{_FAR}{part})"
    return Words(expression, _trace(verb.partition("+")[2]))


def _letters(word: str) -> str:
    return re.escape(plain(word)).replace(r"\*", r"[\w'-]*")


def _trace(word: str) -> frozenset[str]:
    """The first few letters of its longest part, if it is that long."""
    longest = max(plain(word).split("*"), key=len)
    return frozenset({longest[:_TRACE]}) if len(longest) >= _TRACE else frozenset()


@cache
def _ready(expression: str) -> re.Pattern[str]:
    return re.compile(expression)

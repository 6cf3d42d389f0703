"""The drawn children and adults of the stories, and who stands in when a pupil has the same name."""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import Unknown

Pronoun = Literal["zij", "hij"]
Teacher = Literal["juf", "meester", "juf of meester"]

PLACEHOLDER = re.compile(r"\{([A-Za-z-]+)(?::([^{}/]+)/([^{}/]+))?\}")
TEACHER = ("juf", "Juf")

# Children are called this, and so are ordinary things: "Ik ben eerlijk" names no Ben.
ALSO_WORDS = frozenset(
    (
        "an",
        "bas",
        "ben",
        "bloem",
        "fee",
        "jet",
        "lief",
        "lieve",
        "linde",
        "maan",
        "mats",
        "mees",
        "mei",
        "merel",
        "roos",
        "ster",
        "storm",
        "ties",
        "vos",
        "wil",
        "wolf",
        "zon",
    )
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_APOSTROPHE = re.compile("['’]")
_SENTENCE_END = re.compile(r"(?:^|[.!?:])\W*$")


class Child(Content):
    """A drawn child. ``also`` are names the drawing can carry when no other child of the cast is free."""

    key: Slug
    name: Line
    pronoun: Pronoun
    roots: Literal["here", "elsewhere"]
    aid: Line | None = None
    also: tuple[Line, ...] = Field(min_length=3)


class Cast(Content):
    """Everybody who is drawn."""

    children: tuple[Child, ...]

    def child(self, key: str) -> Child:
        """The child by this key. Raises Unknown."""
        for child in self.children:
            if child.key == key:
                return child
        raise Unknown(key)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(child.key for child in self.children)


@dataclass(frozen=True)
class Person:
    """Who plays a part in a story as a group gets it: name, picture and pronoun belong together."""

    name: str
    picture: str
    pronoun: Pronoun


@dataclass(frozen=True)
class Names:
    """The names in a group, and what its children call their teacher."""

    pupils: frozenset[str] = frozenset()
    teacher: Teacher = "juf of meester"

    def taken(self, name: str) -> bool:
        """Whether a pupil is called this, whatever the case, the accents and the initial behind it."""
        return _bare(name) in {_bare(each) for each in self.pupils}

    def said_in(self, text: str) -> tuple[str, ...]:
        """The words of a text that a pupil is called by, in order. A plain word counts as a name by its capital."""
        said = [
            found.group()
            for found in _WORD.finditer(unicodedata.normalize("NFC", text))
            if any(self.taken(part) for part in (found.group(), *_APOSTROPHE.split(found.group())) if part)
            and not _plain_word(found)
        ]
        return tuple(dict.fromkeys(said))


def play(cast: Cast, parts: Mapping[str, object], names: Names) -> dict[str, Person]:
    """Who plays each part, so that nobody in the story is called what a pupil of the group is called."""
    free = [child for child in cast.children if child.key not in parts and not names.taken(child.name)]
    people: dict[str, Person] = {}
    for key in parts:
        child = cast.child(key)
        if names.taken(child.name):
            people[key] = _stand_in(child, free, cast, names, {person.name for person in people.values()})
        else:
            people[key] = _person(child)
    return people


def fill(text: str, people: Mapping[str, Person], teacher: Teacher) -> str:
    """Put names and pronouns in a text.

    ``{noor}`` is the name of who plays Noor, ``{noor:zij/hij}`` the word that goes with that child, ``{juf}`` what the
    group calls its teacher.
    """

    def word(found: re.Match[str]) -> str:
        key, hers, his = found.groups()
        if key in TEACHER:
            return teacher if key == "juf" else teacher[0].upper() + teacher[1:]
        person = people[key]
        if hers is None:
            return person.name
        return str(hers if person.pronoun == "zij" else his)

    return PLACEHOLDER.sub(word, text)


def placeholders(text: str) -> Iterator[str]:
    """The keys a text refers to, ``juf`` among them."""
    for found in PLACEHOLDER.finditer(text):
        yield found.group(1)


def _stand_in(child: Child, free: list[Child], cast: Cast, names: Names, used: set[str]) -> Person:
    same = [each for each in free if each.pronoun == child.pronoun]
    if chosen := next(iter(same or free), None):
        free.remove(chosen)
        return _person(chosen)
    # Nobody of the cast is free: the same drawing under a name that no pupil has.
    others = [name for each in cast.children if each.pronoun == child.pronoun for name in each.also]
    spare = [name for name in (*child.also, *others) if not names.taken(name) and name not in used]
    return Person(spare[0] if spare else child.also[0], child.key, child.pronoun)


def _person(child: Child) -> Person:
    return Person(child.name, child.key, child.pronoun)


def _plain_word(found: re.Match[str]) -> bool:
    word = found.group()
    if _bare(word) not in ALSO_WORDS:
        return False
    begins = _SENTENCE_END.search(found.string[: found.start()]) is not None
    return word.islower() or (begins and word.istitle())


def _bare(name: str) -> str:
    first, _, _ = name.strip().partition(" ")
    letters = unicodedata.normalize("NFKD", first.casefold())
    return "".join(letter for letter in letters if letter.isalpha())

"""What a clause is about: topics and stances, from words. The words stand in ``protocols/patterns.yaml``."""

import re
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from functools import cached_property
from typing import Any

from pydantic import Field
from pydantic import model_validator

from learn import paths
from learn.content.base import Content
from learn.content.base import ContentError
from learn.content.base import Fault
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import read
from learn.content.base import read_yaml
from learn.documents.clauses import RawClause
from learn.documents.words import MOST_SENTENCES
from learn.documents.words import Pattern
from learn.documents.words import Said
from learn.documents.words import compiled
from learn.documents.words import plain

_FILE = "protocols/patterns.yaml"

SURE = 0.9
PERHAPS = 0.6
_SENTENCE = re.compile(r"(?<=[.!;])\s+(?=[A-Z'‘’“„\"])")  # a question and its answer stay together


class TopicWords(Content):
    """The patterns of one topic; ``stances`` in the order in which they are tried."""

    sets: Mapping[str, Line] = Field(default={}, description="sets of words for this topic alone")
    sure: tuple[Line, ...] = Field(min_length=1)
    perhaps: tuple[Line, ...] = Field(default=(), description="count where nothing sure is found")
    unless: tuple[Line, ...] = Field(default=(), description="keep the topic out whatever else fits")
    yields_to: tuple[Slug, ...] = Field(
        default=(), description="more particular topics: not this one where one is found"
    )
    alone: bool = Field(default=False, description="a sentence about this is about nothing else")
    stances: tuple[tuple[Slug, Line], ...] = ()


class Patterns(Content):
    """The patterns file: the sets that patterns name, what is about no topic, and the patterns of every topic."""

    sets: Mapping[str, Line]
    aside: tuple[Line, ...] = Field(default=(), description="sentences that are about no topic at all")
    topics: Mapping[Slug, TopicWords]

    @model_validator(mode="after")
    def _holds_together(self) -> "Patterns":
        _ = self.recogniser
        for topic, words in self.topics.items():
            if unknown := set(words.yields_to) - set(self.topics):
                raise ValueError(f"{topic} yields to {', '.join(sorted(unknown))}, which is no topic here")
        return self

    @cached_property
    def recogniser(self) -> "Recogniser":
        """What reads with these patterns: made to see whether they hold together, and kept, since it takes a while."""
        aside = tuple(compiled(source, self.sets) for source in self.aside)
        topics = {topic: _topic(topic, words, self.sets) for topic, words in self.topics.items()}
        return Recogniser(topics, aside)


@dataclass(frozen=True)
class About:
    """A topic a clause is about, the stance it takes, and how sure the words make it."""

    topic: str
    stance: str | None
    sure: float


@dataclass(frozen=True)
class _Topic:
    """The patterns of a topic, ready to be held against what is said."""

    sure: tuple[Pattern, ...]
    perhaps: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    yields_to: frozenset[str]
    alone: bool
    stances: tuple[tuple[str, Pattern], ...]

    def surely(self, said: Said) -> bool:
        return _any(self.sure, said) and not _any(self.unless, said)

    def likely(self, said: Said) -> bool:
        return _any(self.perhaps, said) and not _any(self.unless, said)

    def stance(self, said: Said) -> str | None:
        return next((stance for stance, pattern in self.stances if pattern.holds(said)), None)


@dataclass(frozen=True)
class Recogniser:
    """Patterns, ready to read with."""

    topics: Mapping[str, _Topic]
    aside: tuple[Pattern, ...]

    def about(self, clause: RawClause) -> tuple[About, ...]:
        """What the clause is about, in the order of the patterns file."""
        sentences = [said for said in _sentences(clause) if not _any(self.aside, said)]
        found: list[About] = []
        for topic in (name for name, words in self.topics.items() if words.alone):
            rest = self._without(topic, sentences)
            if len(rest) < len(sentences):
                found.append(About(topic, None, SURE))
                sentences = rest
        if not sentences:
            return tuple(found)
        said = _together(sentences)
        sure = [topic for topic, words in self.topics.items() if not words.alone and words.surely(said)]
        if sure or found:
            return (*self._abouts(sure, said, SURE), *found)
        return self._abouts([topic for topic, words in self.topics.items() if words.likely(said)], said, PERHAPS)

    def puts_aside(self, clause: RawClause) -> bool:
        """Whether every sentence of the clause is about no topic at all."""
        return all(_any(self.aside, said) for said in _sentences(clause))

    def stance(self, topic: str, clause: RawClause) -> str | None:
        """What the clause says of a topic on which schools differ."""
        return self.topics[topic].stance(_together(_sentences(clause)))

    def _abouts(self, topics: Sequence[str], said: Said, sure: float) -> tuple[About, ...]:
        """The topics that yield to no other among them, with their stances."""
        left = [topic for topic in topics if not self.topics[topic].yields_to & set(topics)]
        return tuple(About(topic, self.topics[topic].stance(said), sure) for topic in left)

    def _without(self, topic: str, sentences: Sequence[Said]) -> list[Said]:
        """The sentences that are not about the topic; none when only all of them together are about it."""
        words = self.topics[topic]
        rest = [said for said in sentences if not words.surely(said)]
        if len(rest) == len(sentences) and sentences and words.surely(_together(sentences)):
            return []
        return rest


def _sentences(clause: RawClause) -> list[Said]:
    headings = plain(" . ".join(clause.headings))
    said = _SENTENCE.split(clause.text, maxsplit=MOST_SENTENCES)
    return [Said(plain(f"{clause.stem} {each}"), headings) for each in said]


def _together(sentences: Sequence[Said]) -> Said:
    return Said(" ".join(said.words for said in sentences), sentences[0].headings)


def _any(patterns: Sequence[Pattern], said: Said) -> bool:
    return any(pattern.fits(said) for pattern in patterns)


def _topic(topic: str, words: TopicWords, shared: Mapping[str, str]) -> _Topic:
    sets = {**shared, **words.sets}

    def of(sources: Sequence[str]) -> tuple[Pattern, ...]:
        try:
            return tuple(compiled(source, sets) for source in sources)
        except ValueError as error:
            raise ValueError(f"{topic}: {error}") from error

    stances = zip(words.stances, of([source for _, source in words.stances]), strict=True)
    return _Topic(
        of(words.sure),
        of(words.perhaps),
        of(words.unless),
        frozenset(words.yields_to),
        words.alone,
        tuple((stance, pattern) for (stance, _), pattern in stances),
    )


def ready(patterns: Patterns) -> Recogniser:
    """A recogniser that reads with these patterns."""
    return patterns.recogniser


@cache
def recogniser() -> Recogniser:
    """The shipped patterns. Raises ContentError when they do not hold together."""
    raw: Any = read_yaml(paths.ROOT / _FILE, _FILE)
    return ready(read(Patterns, raw, _FILE))


def faults() -> Sequence[Fault]:
    """What does not hold together in the shipped patterns."""
    try:
        recogniser()
    except ContentError as wrong:
        return wrong.faults
    return ()


def topics_of(found: Sequence[About]) -> tuple[str, ...]:
    """The topics alone."""
    return tuple(each.topic for each in found)

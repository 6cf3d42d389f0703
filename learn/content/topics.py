"""Topics: what an agreement can be about, and how schools differ on it."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import Theme
from learn.content.base import Unknown
from learn.content.base import YearGroup


class Stance(Content):
    """One way a school can stand on a topic, in a sentence a child can keep. ``forbids``: deeds of its topic."""

    slug: Slug
    child: Line
    forbids: tuple[Slug, ...] = ()


class Topic(Content):
    """One thing an agreement can be about.

    ``kept_by_children`` is false for what only adults can promise: such a topic is shown, never signed. ``tip`` is what
    a child reads beside an answer on this topic where the protocol says nothing that holds there. ``deeds`` are what a
    child in a story can do that one school forbids and another does not, each with what it means.
    """

    slug: Slug
    theme: Theme
    about: Line
    groups: tuple[YearGroup, ...] = (6, 7, 8)
    kept_by_children: bool = True
    child: Line | None = None
    stances: tuple[Stance, ...] = ()
    deeds: dict[Slug, Line] = Field(default_factory=dict)
    tip: Line | None = None

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        if bool(self.child) == bool(self.stances):
            raise ValueError("give the topic a child sentence, or stances that each have one: one of the two")
        return self

    @model_validator(mode="after")
    def _deeds_are_forbidden(self) -> Self:
        forbidden = {deed for stance in self.stances for deed in stance.forbids}
        if unknown := forbidden - set(self.deeds):
            raise ValueError(f"say in deeds what {', '.join(sorted(unknown))} means")
        if idle := set(self.deeds) - forbidden:
            raise ValueError(f"let a stance forbid {', '.join(sorted(idle))}, or take it out of deeds")
        return self

    def sentence(self, stance: str | None) -> str:
        """The child sentence for this stance. Raises Unknown when the topic has no such stance."""
        if stance is None and self.child:
            return self.child
        return self._stance(stance).child

    def forbids(self, stance: str | None) -> frozenset[str]:
        """The deeds this stance forbids; none where schools do not differ. Raises Unknown as ``sentence`` does."""
        if stance is None and self.child:
            return frozenset()
        return frozenset(self._stance(stance).forbids)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ways to speak of this topic: with each of its stances, or plainly."""
        return tuple(f"{self.slug}/{each.slug}" for each in self.stances) or (self.slug,)

    def _stance(self, slug: str | None) -> Stance:
        for each in self.stances:
            if each.slug == slug:
                return each
        raise Unknown(f"{self.slug}/{slug}")


class Topics(Content):
    """All topics, in the order they are shown."""

    topics: tuple[Topic, ...] = Field(min_length=1)

    def __iter__(self) -> Iterator[Topic]:  # type: ignore[override]  # a list of topics, not of fields
        return iter(self.topics)

    def topic(self, slug: str) -> Topic:
        """The topic by this slug. Raises Unknown."""
        for topic in self.topics:
            if topic.slug == slug:
                return topic
        raise Unknown(slug)

    @property
    def subjects(self) -> frozenset[str]:
        """Everything a clause can be about: ``decency``, ``photos-of-people/never``."""
        return frozenset(subject for topic in self.topics for subject in topic.subjects)

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(topic.slug for topic in self.topics)


class Subject(Content):
    """A topic with the stance taken on it: ``photos-of-people/never``, or ``decency`` where schools do not differ."""

    topic: Slug
    stance: Slug | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, raw: object) -> object:
        if not isinstance(raw, str):
            return raw
        topic, _, stance = raw.partition("/")
        return {"topic": topic, "stance": stance or None}

    def __str__(self) -> str:
        return f"{self.topic}/{self.stance}" if self.stance else self.topic

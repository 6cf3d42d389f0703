"""What the kinds of story share: the scene, who plays which role, and what a choice gives back."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from typing import ClassVar
from typing import Literal
from typing import Protocol
from typing import Self

from pydantic import BaseModel
from pydantic import Field
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Model
from learn.content.base import Slug
from learn.content.protocols import Place
from learn.content.topics import Subject

Rating = Literal["strong", "okay", "harder", "right", "wrong", "open"]
"""How an answer is judged. ``open`` is not judged at all: where a child stands on a line is nobody's to mark."""
Role = Literal["asks", "shares", "shown", "sees", "helps"]


class Post(Content):
    """One message on a drawn screen. ``who``: a key of the cast, ``jij``, or the name of somebody not drawn."""

    who: Line
    says: Line
    shape: Literal["text", "film", "photo"] = "text"


class Scene(Content):
    """What is drawn beside the question: a screen with messages, or a picture from ``static/img/scenes``."""

    title: Line | None = None
    note: Line | None = None
    members: tuple[Slug, ...] = ()
    posts: tuple[Post, ...] = ()
    picture: Slug | None = None
    alt: Line | None = None

    @model_validator(mode="after")
    def _screen_or_picture(self) -> Self:
        if self.picture and not self.alt:
            raise ValueError("say in alt what matters in the picture")
        if bool(self.picture) == bool(self.title):
            raise ValueError("draw one thing: a screen (title, posts) or a picture")
        return self


class Answered(Content):
    """What comes back on an answer."""

    rating: Rating
    feedback: Line
    way_back: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _way_back(self) -> Self:
        if self.rating == "harder" and not self.way_back:
            raise ValueError("harder needs a way_back: what can the child do now?")
        return self


class Under(Answered):
    """What comes back instead when the school takes this stance. It answers to the agreement that takes it."""

    subject: Subject


class Rated(Answered):
    """An answer's rating and feedback, which may depend on the school's stance. ``key``: its own in the story.

    ``topic`` names the topic this answer is about where it is another one than the story's first. ``does`` names the
    deeds of topics.yaml that it comes down to: what one school forbids and another does not; empty where it is none.
    ``tells_adult`` marks an answer that brings in an adult; ``freezes`` one that does nothing for a moment.
    """

    key: Slug
    topic: Slug | None = None
    does: tuple[Slug, ...] | None = None
    tells_adult: bool = False
    freezes: bool = False
    under: tuple[Under, ...] = ()

    def resolved(self, stances: Mapping[str, str | None]) -> Self:
        """This answer as it is under the stances of a school, by topic."""
        version = self.version(stances)
        if version is None:
            return self.model_copy(update={"under": ()})
        return self.model_copy(
            update={
                "rating": version.rating,
                "feedback": version.feedback,
                "way_back": version.way_back,
                "topic": version.subject.topic,
                "under": (),
            }
        )

    def version(self, stances: Mapping[str, str | None]) -> Under | None:
        """What comes back instead under these stances, by topic. Of versions that fit, the first counts."""
        for each in self.under:
            if each.subject.topic in stances and stances[each.subject.topic] == each.subject.stance:
                return each
        return None


class SameUnder(Content):
    """Stances under which no answer of the story has words of its own, and why that is right."""

    subjects: tuple[Subject, ...] = Field(min_length=1)
    why: Line


@dataclass(frozen=True)
class Telling:
    """How a story is told to one group: with which words, under which stances."""

    fill: Callable[[str], str]
    stances: dict[str, str | None]


class Deed(Protocol):
    """Something a child can say it would do."""

    @property
    def text(self) -> str: ...

    @property
    def tells_adult(self) -> bool: ...


class StoryBase(Content):
    """What every story says of itself.

    ``topics``: what it practises, the leading one first. ``about_school``: it plays at home and is about school or
    its people. ``tip``: what stands there for a school whose protocol says nothing on the leading topic that holds
    here. ``same_under``: the stances on its topics that change nothing in it. ``scene``: what is drawn; cards and a
    statement need none.
    """

    slug: Slug
    title: Line
    place: Place
    about_school: bool = False
    topics: tuple[Slug, ...] = Field(min_length=1)
    cast: dict[Slug, Role] = Field(default_factory=dict)
    tip: Line
    same_under: tuple[SameUnder, ...] = ()
    scene: Scene | None = None
    talk: Line

    answers_in: ClassVar[str]
    """The field its answers stand in, as an author reads it."""

    @property
    def answers(self) -> tuple[Rated, ...]:
        """Every answer that is rated."""
        raise NotImplementedError

    @property
    def versions(self) -> Iterator[tuple[str, Subject]]:
        """Every stance something in the story has another version for, each with its place."""
        for answer in self.answers:
            for number, under in enumerate(answer.under):
                yield f"{self.answers_in}.{answer.key}.under.{number}", under.subject

    @property
    def deeds(self) -> Iterator[tuple[str, Deed]]:
        """What a child can say it would do, each with its place. None where a child looks, sorts or stands."""
        yield from ()

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What is read together before an answer is given, each with its place."""
        raise NotImplementedError

    @property
    def said(self) -> Iterator[tuple[str, Post]]:
        """Every message on a drawn screen, each with its place."""
        if self.scene:
            yield from placed("scene.posts", self.scene.posts)

    def read_with(self, answer: Rated) -> tuple[str, ...]:
        """What is read on one screen with what this answer gives back."""
        return ()

    def told(self, telling: Telling) -> Self:
        """The story as one group gets it."""
        raise NotImplementedError


def placed(place: str, posts: tuple[Post, ...]) -> Iterator[tuple[str, Post]]:
    """Posts, each with its place."""
    for number, post in enumerate(posts):
        yield f"{place}.{number}", post


def retold(content: Model, fill: Callable[[str], str]) -> Model:
    """The same content with every text filled in."""
    return content.model_copy(
        update={name: _retold(getattr(content, name), fill) for name in type(content).model_fields}
    )


def _retold(value: Any, fill: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, Content):
        return retold(value, fill)
    if isinstance(value, tuple):
        return tuple(_retold(each, fill) for each in value)
    assert not isinstance(value, BaseModel)
    return value

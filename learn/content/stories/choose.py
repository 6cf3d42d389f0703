"""``choose``: one question, two to four answers, and what each gives back."""

from collections.abc import Iterator
from typing import ClassVar
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import Unknown
from learn.content.stories.parts import Post
from learn.content.stories.parts import Rated
from learn.content.stories.parts import Scene
from learn.content.stories.parts import StoryBase
from learn.content.stories.parts import Telling
from learn.content.stories.parts import placed
from learn.content.stories.parts import retold


class Apart(Content):
    """A conversation beside that of the scene: who is in it, and what the head of the phone says of it."""

    title: Line
    note: Line
    members: tuple[Slug, ...] = ()


class Choice(Rated):
    """One answer. ``then`` are the messages that follow on the drawn screen when it is chosen.

    With ``apart`` they stand on a screen of their own, which whoever reads the scene does not see.
    """

    text: Line
    then: tuple[Post, ...] = ()
    apart: Apart | None = None

    @model_validator(mode="after")
    def _said_apart(self) -> Self:
        if self.apart and not self.then:
            raise ValueError("say in then what is said apart")
        return self


class Choose(StoryBase):
    """A situation and a question with answers to choose from."""

    answers_in: ClassVar[str] = "choices"

    kind: Literal["choose"]
    scene: Scene
    question: Line
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=4)

    @model_validator(mode="after")
    def _different_keys(self) -> Self:
        if len({choice.key for choice in self.choices}) != len(self.choices):
            raise ValueError("give every choice a key of its own")
        return self

    @property
    def answers(self) -> tuple[Choice, ...]:
        return self.choices

    @property
    def deeds(self) -> Iterator[tuple[str, Choice]]:
        yield from ((f"choices.{choice.key}", choice) for choice in self.choices)

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        said = tuple(post.says for post in self.scene.posts)
        yield "question", (*said, self.question, *(choice.text for choice in self.choices))

    @property
    def said(self) -> Iterator[tuple[str, Post]]:
        yield from super().said
        for choice in self.choices:
            yield from placed(f"choices.{choice.key}.then", choice.then)

    def read_with(self, answer: Rated) -> tuple[str, ...]:
        return tuple(post.says for post in self.choice(answer.key).then)

    def choice(self, key: str) -> Choice:
        """The choice by this key. Raises Unknown."""
        for choice in self.choices:
            if choice.key == key:
                return choice
        raise Unknown(key)

    def told(self, telling: Telling) -> Self:
        choices = tuple(choice.resolved(telling.stances) for choice in self.choices)
        return retold(self.model_copy(update={"choices": choices}), telling.fill)

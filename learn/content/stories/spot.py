"""``spot``: a drawn profile, post, message or poster with places to tap."""

from collections.abc import Collection
from collections.abc import Iterator
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import CardKey
from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.stories.laying import Kept
from learn.content.stories.laying import Laid
from learn.content.stories.parts import Scene
from learn.content.stories.parts import Telling
from learn.content.stories.parts import retold


class Spot(Content):
    """A place to tap. ``looks`` is how it is drawn; ``thing``, a drawing from ``static/img/things``, stands beside it.

    ``because`` says why it is worth a second look, or why not.
    """

    key: CardKey
    text: Line
    risk: bool
    because: Line
    looks: Literal["name", "line", "button", "small"] = "line"
    thing: Slug | None = None
    wide: bool = True


class Find(Laid):
    """A screen or a sheet of paper on which something may not be right."""

    kind: Literal["spot"]
    scene: Scene
    question: Line
    places: tuple[Spot, ...] = Field(min_length=4, max_length=8)

    @model_validator(mode="after")
    def _something_to_find(self) -> Self:
        if len({each.key for each in self.places}) != len(self.places):
            raise ValueError("give every place a key of its own")
        if not self.scene.title:
            raise ValueError("say in scene.title what is looked at: an app, a poster, a message")
        if sum(each.risk for each in self.places) < 2 or all(each.risk for each in self.places):
            raise ValueError("let at least two places be a risk, and at least one be none")
        return self

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "question", (self.question, *(each.text for each in self.places))

    def kept(self, found: Collection[str]) -> Kept:
        """Of each risk whether it was found. A place that is none and was tapped counts as one missed."""
        kept = {each.key: each.key in found for each in self.places if each.risk}
        return kept | {each.key: False for each in self.places if not each.risk and each.key in found}

    def told(self, telling: Telling) -> Self:
        outcomes = tuple(outcome.resolved(telling.stances) for outcome in self.outcomes)
        return retold(self.model_copy(update={"outcomes": outcomes}), telling.fill)

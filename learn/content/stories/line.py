"""``line``: a statement, and where you stand on it. There is no right answer; it opens the class talk."""

from collections.abc import Iterator
from typing import ClassVar
from typing import Literal
from typing import Self

from pydantic import model_validator

from learn.content.base import Line as Text
from learn.content.stories.parts import Rated
from learn.content.stories.parts import StoryBase
from learn.content.stories.parts import Telling
from learn.content.stories.parts import retold

POINTS = {
    "helemaal-oneens": "against",
    "beetje-oneens": "against",
    "weet-niet": "unsure",
    "beetje-eens": "for",
    "helemaal-eens": "for",
}
"""Where one can stand, from left to right, and on which side that is."""


class Side(Rated):
    """What whoever stands on this side is given to think about."""

    key: Literal["against", "unsure", "for"]
    rating: Literal["open"] = "open"


class Stand(StoryBase):
    """A statement on a line."""

    answers_in: ClassVar[str] = "sides"

    kind: Literal["line"]
    statement: Text
    sides: tuple[Side, Side, Side]

    @model_validator(mode="after")
    def _three_sides(self) -> Self:
        if tuple(side.key for side in self.sides) != ("against", "unsure", "for"):
            raise ValueError("give three sides, in this order: against, unsure, for")
        return self

    @property
    def answers(self) -> tuple[Side, ...]:
        return self.sides

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "statement", (self.statement,)

    def side(self, point: str) -> Side:
        """What this point gives back. Raises KeyError."""
        return next(side for side in self.sides if side.key == POINTS[point])

    def told(self, telling: Telling) -> Self:
        sides = tuple(side.resolved(telling.stances) for side in self.sides)
        return retold(self.model_copy(update={"sides": sides}), telling.fill)

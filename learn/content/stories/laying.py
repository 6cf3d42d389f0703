"""What kinds share in which cards are laid or places are found: three things can come back, by how much is right."""

from collections.abc import Mapping
from typing import ClassVar
from typing import Literal
from typing import Self

from pydantic import model_validator

from learn.content.stories.parts import Rated
from learn.content.stories.parts import StoryBase

ALL, SOME, FEW = "all", "some", "few"
BEST = ("strong", "right")

Kept = Mapping[str, bool]
"""Of each card or place whether it is right."""


class Outcome(Rated):
    """What comes back when ``all`` is right, at least half (``some``), or less (``few``)."""

    key: Literal["all", "some", "few"]


class Laid(StoryBase):
    """A story answered with a whole arrangement. Each card or place also says why, so ``some`` need not."""

    answers_in: ClassVar[str] = "outcomes"

    outcomes: tuple[Outcome, Outcome, Outcome]

    @model_validator(mode="after")
    def _three_outcomes(self) -> Self:
        if tuple(each.key for each in self.outcomes) != (ALL, SOME, FEW):
            raise ValueError("give three outcomes, in this order: all, some, few")
        if self.outcomes[0].rating not in BEST:
            raise ValueError("make the outcome all strong, or right where it is about facts")
        return self

    @property
    def answers(self) -> tuple[Outcome, ...]:
        return self.outcomes

    def outcome(self, kept: Kept) -> Outcome:
        """What comes back on this much."""
        everything, some, few = self.outcomes
        right = sum(kept.values())
        if right == len(kept):
            return everything
        return some if 2 * right >= len(kept) else few

"""``line``: where somebody stands last."""

from collections.abc import Sequence
from dataclasses import dataclass

from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen
from learn.content.stories import Stand
from learn.content.stories.line import POINTS
from learn.content.stories.line import Side

STEP = "line"


@dataclass(frozen=True)
class Standing:
    """The point on the line, and what that side is given to think about."""

    point: str | None
    outcome: Side | None

    @property
    def finished(self) -> bool:
        return self.outcome is not None


def step(choice: str) -> str:
    """The one step there is. Raises NothingChosen."""
    if choice not in POINTS:
        raise NothingChosen
    return STEP


def standing(story: Stand, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers."""
    point = given[-1].choice if given else None
    if point not in POINTS:
        return Standing(None, None)
    return Standing(point, story.side(point))

"""``choose``: the last choice is the one shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen
from learn.content.base import Unknown
from learn.content.stories import Choose
from learn.content.stories.choose import Choice

STEP = "choice"


@dataclass(frozen=True)
class Standing:
    """What was chosen last, if anything."""

    outcome: Choice | None

    @property
    def finished(self) -> bool:
        return self.outcome is not None


def step(story: Choose, choice: str) -> str:
    """The one step there is. Raises NothingChosen."""
    try:
        story.choice(choice)
    except Unknown:
        raise NothingChosen from None
    return STEP


def standing(story: Choose, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers. What a newer edition has no more counts as none."""
    try:
        return Standing(story.choice(given[-1].choice) if given else None)
    except Unknown:
        return Standing(None)

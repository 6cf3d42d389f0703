"""``spot``: the places tapped last are the ones shown."""

from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from learn.classroom.kinds import cards
from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen
from learn.content.stories import Find
from learn.content.stories.laying import Kept
from learn.content.stories.laying import Outcome

TAPPED = "1"


@dataclass(frozen=True)
class Standing:
    """Which places were tapped, which of them rightly, and what comes back."""

    found: Collection[str]
    kept: Kept
    outcome: Outcome | None

    @property
    def finished(self) -> bool:
        return self.outcome is not None


def chosen(story: Find, fields: Mapping[str, str]) -> str:
    """The places tapped in a form. Raises NothingChosen for one that is not there."""
    return cards.text(dict.fromkeys(cards.posted(fields, _places(story)), TAPPED), _places(story))


def step(story: Find, choice: str) -> str:
    """The one step there is. Raises NothingChosen."""
    if not choice:
        raise NothingChosen
    return cards.WHOLE


def standing(story: Find, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers."""
    found = frozenset(cards.newest(given, _places(story), (TAPPED,)))
    if not found:
        return Standing((), {}, None)
    kept = story.kept(found)
    return Standing(found, kept, story.outcome(kept))


def _places(story: Find) -> list[str]:
    return [each.key for each in story.places]

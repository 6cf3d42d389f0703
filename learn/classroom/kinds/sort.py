"""``sort``: the last arrangement is the one shown; it is an answer when every card lies in a box."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from learn.classroom.kinds import cards
from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen
from learn.content.stories import Sort
from learn.content.stories.laying import Kept
from learn.content.stories.laying import Outcome


@dataclass(frozen=True)
class Standing:
    """Which card lies in which box, and when all do, which lie well and what comes back."""

    places: Mapping[str, str]
    kept: Kept
    outcome: Outcome | None

    @property
    def finished(self) -> bool:
        return self.outcome is not None


def chosen(story: Sort, fields: Mapping[str, str]) -> str:
    """The arrangement in a form. Raises NothingChosen for a card or box that is not there."""
    laid = cards.posted(fields, _cards(story))
    if not set(laid.values()) <= _boxes(story):
        raise NothingChosen
    return cards.text(laid, _cards(story))


def standing(story: Sort, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers."""
    places = cards.newest(given, _cards(story), _boxes(story))
    if len(places) < len(story.cards):
        return Standing(places, {}, None)
    kept = story.kept(places)
    return Standing(places, kept, story.outcome(kept))


def _cards(story: Sort) -> list[str]:
    return [card.key for card in story.cards]


def _boxes(story: Sort) -> set[str]:
    return {box.key for box in story.boxes}

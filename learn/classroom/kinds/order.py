"""``order``: cards get the numbers one, two, three; it is an answer when every card has one."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from learn.classroom.kinds import cards
from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen
from learn.content.stories import Order
from learn.content.stories.laying import Kept
from learn.content.stories.laying import Outcome
from learn.content.stories.order import OrderCard

NUMBERS = ("1", "2", "3", "4", "5", "6")
"""As many as a story has cards at most."""


@dataclass(frozen=True)
class Standing:
    """The cards in the order they were laid so far, and when all are, which wait for what has to come first."""

    row: tuple[OrderCard, ...]
    kept: Kept
    outcome: Outcome | None

    @property
    def finished(self) -> bool:
        return self.outcome is not None


def chosen(story: Order, fields: Mapping[str, str]) -> str:
    """The order in a form; a card taken back lets those behind it move up. Raises NothingChosen."""
    laid = cards.posted(fields, _cards(story))
    numbers = set(laid.values())
    if len(numbers) < len(laid) or not numbers <= set(NUMBERS[: len(story.cards)]):
        raise NothingChosen
    return cards.text(_numbered(laid), _cards(story))


def standing(story: Order, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers."""
    places = _numbered(cards.newest(given, _cards(story), NUMBERS))
    row = tuple(card for key in places for card in story.cards if card.key == key)
    if len(row) < len(story.cards):
        return Standing(row, {}, None)
    kept = story.kept(places)
    return Standing(row, kept, story.outcome(kept))


def _numbered(laid: Mapping[str, str]) -> dict[str, str]:
    """The cards in their order, with the numbers one, two, three."""
    return {card: str(number) for number, card in enumerate(sorted(laid, key=laid.__getitem__), start=1)}


def _cards(story: Order) -> list[str]:
    return [card.key for card in story.cards]

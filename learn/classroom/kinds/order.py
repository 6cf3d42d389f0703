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
    if any(not (number.isascii() and number.isdigit()) for number in laid.values()):
        raise NothingChosen
    numbers = [int(number) for number in laid.values()]
    if len(set(numbers)) != len(numbers) or not all(1 <= number <= len(story.cards) for number in numbers):
        raise NothingChosen
    row = sorted(laid, key=lambda card: int(laid[card]))
    return cards.text({card: str(number) for number, card in enumerate(row, start=1)}, _cards(story))


def standing(story: Order, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers."""
    places = cards.newest(given)
    row = tuple(sorted((card for card in story.cards if card.key in places), key=lambda card: int(places[card.key])))
    if len(row) < len(story.cards):
        return Standing(row, {}, None)
    kept = story.kept(places)
    return Standing(row, kept, story.outcome(kept))


def _cards(story: Order) -> list[str]:
    return [card.key for card in story.cards]

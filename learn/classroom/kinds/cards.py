"""Cards that are laid one by one: what lies where, as one text that is always the same for the same arrangement."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen

LAYING = "laying"
"""The step of an arrangement that is not whole yet: kept so that it lies there still, on any device."""
WHOLE = "whole"

FIELD = "place."
BACK = "back"
"""The field that takes a card back, with its key."""


def text(places: Mapping[str, str], cards: Iterable[str]) -> str:
    """The cards that lie somewhere, and where, in the order of the story."""
    return " ".join(f"{card}:{places[card]}" for card in cards if card in places)


def places(said: str) -> dict[str, str]:
    """What lies where, from such a text."""
    return dict(each.split(":", 1) for each in said.split() if ":" in each)


def posted(fields: Mapping[str, str], cards: Iterable[str]) -> dict[str, str]:
    """What lies where, from a form, without the card that is taken back.

    Raises NothingChosen when no card lies anywhere, or one that is not there.
    """
    known = set(cards)
    laid = {name.removeprefix(FIELD): where.strip() for name, where in fields.items() if name.startswith(FIELD)}
    if not laid or not laid.keys() <= known or fields.get(BACK, "") not in known | {""}:
        raise NothingChosen
    laid.pop(fields.get(BACK, ""), None)
    return laid


def step(said: str, cards: Sequence[object]) -> str:
    """Whether an arrangement of these cards is whole."""
    return WHOLE if len(places(said)) == len(cards) else LAYING


def newest(given: Sequence[Given], cards: Iterable[str], wheres: Collection[str]) -> dict[str, str]:
    """How the cards lie after these answers. What a newer edition has no more, lies nowhere."""
    laid = places(given[-1].choice) if given else {}
    return {card: laid[card] for card in cards if laid.get(card) in wheres}

"""``order``: what you do first, and what then. Every order that keeps what has to come before what is as strong."""

from collections.abc import Iterator
from collections.abc import Mapping
from graphlib import CycleError
from graphlib import TopologicalSorter
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import CardKey
from learn.content.base import Content
from learn.content.base import Line
from learn.content.stories.laying import Kept
from learn.content.stories.laying import Laid
from learn.content.stories.parts import Telling
from learn.content.stories.parts import retold


class OrderCard(Content):
    """One thing to do. ``after``: what has to be done before it, and ``because`` why."""

    key: CardKey
    text: Line
    after: tuple[CardKey, ...] = ()
    because: Line | None = None
    tells_adult: bool = False

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.after and not self.because:
            raise ValueError("say in because why it comes after that")
        if self.after and self.tells_adult:
            raise ValueError("let telling an adult come at any time: take after out")
        return self


class Order(Laid):
    """Cards to put in order. Whoever tells an adult first did well, whatever follows."""

    kind: Literal["order"]
    question: Line
    cards: tuple[OrderCard, ...] = Field(min_length=3, max_length=6)

    @model_validator(mode="after")
    def _can_be_ordered(self) -> Self:
        keys = [card.key for card in self.cards]
        if len(set(keys)) != len(keys):
            raise ValueError("give every card a key of its own")
        if lost := {key for card in self.cards for key in card.after} - set(keys):
            raise ValueError(f"no card is called {', '.join(sorted(lost))}")
        if not any(card.after for card in self.cards):
            raise ValueError("say in after what has to come before what: now any order would do")
        try:
            TopologicalSorter({card.key: card.after for card in self.cards}).prepare()
        except CycleError as error:
            raise ValueError(f"these wait for each other: {', '.join(dict.fromkeys(error.args[1]))}") from None
        return self

    @property
    def deeds(self) -> Iterator[tuple[str, OrderCard]]:
        yield from ((f"cards.{card.key}", card) for card in self.cards)

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "question", (self.question, *(card.text for card in self.cards))

    def kept(self, places: Mapping[str, str]) -> Kept:
        """Of each card that has to wait whether it does, by the number each card got."""
        at = {key: int(number) for key, number in places.items()}
        waiting = [card for card in self.cards if card.after]
        if any(card.tells_adult and at[card.key] == 1 for card in self.cards):
            return {card.key: True for card in waiting}
        return {card.key: all(at[key] < at[card.key] for key in card.after) for card in waiting}

    def told(self, telling: Telling) -> Self:
        outcomes = tuple(outcome.resolved(telling.stances) for outcome in self.outcomes)
        return retold(self.model_copy(update={"outcomes": outcomes}), telling.fill)

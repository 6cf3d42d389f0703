"""``sort``: cards to lay in two to four boxes. A card may fit in more than one."""

from collections.abc import Iterator
from collections.abc import Mapping
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
from learn.content.topics import Subject


class Box(Content):
    """Where cards can lie."""

    key: CardKey
    name: Line


class Fit(Content):
    """The boxes a card fits in, and why."""

    fits: tuple[CardKey, ...] = Field(min_length=1)
    because: Line


class FitUnder(Fit):
    """The boxes it fits in instead when the school takes this stance."""

    subject: Subject


class Card(Fit):
    """Something to lay in a box."""

    key: CardKey
    text: Line
    under: tuple[FitUnder, ...] = ()

    def resolved(self, stances: Mapping[str, str | None]) -> Self:
        """The card as it is under the stances of a school, by topic. Of versions that fit, the first counts."""
        for each in self.under:
            if stances.get(each.subject.topic, ...) == each.subject.stance:
                return self.model_copy(update={"fits": each.fits, "because": each.because, "under": ()})
        return self.model_copy(update={"under": ()})


class Sort(Laid):
    """Cards and boxes."""

    kind: Literal["sort"]
    question: Line
    boxes: tuple[Box, ...] = Field(min_length=2, max_length=4)
    cards: tuple[Card, ...] = Field(min_length=4, max_length=8)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        boxes = [box.key for box in self.boxes]
        if len(set(boxes)) != len(boxes):
            raise ValueError("give every box a key of its own")
        if len({card.key for card in self.cards}) != len(self.cards):
            raise ValueError("give every card a key of its own")
        wanted = {box for card in self.cards for each in (card, *card.under) for box in each.fits}
        if lost := wanted - set(boxes):
            raise ValueError(f"no box is called {', '.join(sorted(lost))}")
        if empty := set(boxes) - wanted:
            raise ValueError(f"no card fits in {', '.join(sorted(empty))}: take the box out")
        return self

    @property
    def versions(self) -> Iterator[tuple[str, Subject]]:
        yield from super().versions
        for card in self.cards:
            for number, under in enumerate(card.under):
                yield f"cards.{card.key}.under.{number}", under.subject

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        # One card at a time; those that lie already are not read again.
        longest = max((card.text for card in self.cards), key=len)
        yield "question", (self.question, longest, *(box.name for box in self.boxes))

    def kept(self, places: Mapping[str, str]) -> Kept:
        """Of each card whether it lies in a box it fits in."""
        return {card.key: places.get(card.key) in card.fits for card in self.cards}

    def told(self, telling: Telling) -> Self:
        outcomes = tuple(outcome.resolved(telling.stances) for outcome in self.outcomes)
        cards = tuple(card.resolved(telling.stances) for card in self.cards)
        return retold(self.model_copy(update={"outcomes": outcomes, "cards": cards}), telling.fill)

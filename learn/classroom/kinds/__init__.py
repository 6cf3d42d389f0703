"""What each kind of story asks of an answer, and where a pupil stands in it. One file a kind, all of them pure."""

from collections.abc import Mapping
from collections.abc import Sequence

from learn.classroom.kinds import cards
from learn.classroom.kinds import chat
from learn.classroom.kinds import choose
from learn.classroom.kinds import line
from learn.classroom.kinds import order
from learn.classroom.kinds import sort
from learn.classroom.kinds import spot
from learn.classroom.kinds.given import Given
from learn.content.stories import Chat
from learn.content.stories import Choose
from learn.content.stories import Find
from learn.content.stories import Order
from learn.content.stories import Rated
from learn.content.stories import Sort
from learn.content.stories import Stand
from learn.content.stories import Story

Standing = choose.Standing | chat.Standing | sort.Standing | order.Standing | spot.Standing | line.Standing


def chosen(story: Story, fields: Mapping[str, str]) -> str:
    """What a form says was chosen, in one text; what is laid or found comes as ``place.<card>``. Raises NothingChosen.

    The same arrangement is the same text, in whatever order its fields come.
    """
    match story:
        case Sort():
            return sort.chosen(story, fields)
        case Order():
            return order.chosen(story, fields)
        case Find():
            return spot.chosen(story, fields)
        case Choose() | Chat() | Stand():
            return fields.get("choice", "").strip()


def step(story: Story, given: Sequence[Given], choice: str) -> str:
    """The step of the story this choice belongs to. Raises NothingChosen, NotNow."""
    match story:
        case Choose():
            return choose.step(story, choice)
        case Chat():
            return chat.step(story, given, choice)
        case Sort() | Order():
            return cards.step(choice, story.cards)
        case Find():
            return spot.step(story, choice)
        case Stand():
            return line.step(choice)


def replied(story: Story, said: Sequence[str]) -> tuple[Given, ...]:
    """These replies of a conversation as answers, as far as they follow on each other."""
    return chat.replied(story, said) if isinstance(story, Chat) else ()


def standing(story: Story, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers, oldest first."""
    match story:
        case Choose():
            return choose.standing(story, given)
        case Chat():
            return chat.standing(story, given)
        case Sort():
            return sort.standing(story, given)
        case Order():
            return order.standing(story, given)
        case Find():
            return spot.standing(story, given)
        case Stand():
            return line.standing(story, given)


def first_outcome(story: Story, given: Sequence[Given]) -> Rated | None:
    """What the first answer, or the first whole conversation, gave back. The first one counts."""
    for length in range(1, len(given) + 1):
        if (reached := standing(story, given[:length])).finished:
            return reached.outcome
    return None


def anew(story: Story, given: Sequence[Given]) -> int:
    """How often the story was answered anew. Laying one card after another is answering once."""
    if isinstance(story, Chat):
        return chat.anew(given)
    return max(0, sum(each.step != cards.LAYING for each in given) - 1)


__all__ = ["Given", "Standing", "anew", "chosen", "first_outcome", "replied", "standing", "step"]

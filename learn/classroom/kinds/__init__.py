"""What each kind of story asks of an answer, and where a pupil stands in it. One file a kind, all of them pure."""

from collections.abc import Sequence

from learn.classroom.kinds import chat
from learn.classroom.kinds import choose
from learn.classroom.kinds.given import Given
from learn.content.stories import Chat
from learn.content.stories import Rated
from learn.content.stories import Story

Standing = choose.Standing | chat.Standing


def step(story: Story, given: Sequence[Given], choice: str) -> str:
    """The step of the story this choice belongs to. Raises NothingChosen, NotNow."""
    return chat.step(story, given, choice) if isinstance(story, Chat) else choose.step(story, choice)


def standing(story: Story, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers, oldest first."""
    return chat.standing(story, given) if isinstance(story, Chat) else choose.standing(story, given)


def first_outcome(story: Story, given: Sequence[Given]) -> Rated | None:
    """What the first answer, or the first whole conversation, gave back. The first one counts."""
    for length in range(1, len(given) + 1):
        if (reached := standing(story, given[:length])).finished:
            return reached.outcome
    return None


__all__ = ["Given", "Standing", "first_outcome", "standing", "step"]

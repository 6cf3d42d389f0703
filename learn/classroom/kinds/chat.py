"""``chat``: the replies since the last fresh start are the path walked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from learn.classroom.kinds.given import Given
from learn.classroom.refusals import NothingChosen
from learn.classroom.refusals import NotNow
from learn.content.base import Unknown
from learn.content.stories import Chat
from learn.content.stories.chat import Ending
from learn.content.stories.chat import Moment
from learn.content.stories.chat import Reply

AGAIN = "opnieuw"


@dataclass(frozen=True)
class Standing:
    """The path walked so far, and the moment or the ending where it stands now."""

    path: tuple[tuple[Moment, Reply], ...]
    at: Moment | Ending

    @property
    def outcome(self) -> Ending | None:
        return self.at if isinstance(self.at, Ending) else None

    @property
    def finished(self) -> bool:
        return self.outcome is not None


def step(story: Chat, given: Sequence[Given], choice: str) -> str:
    """The moment this reply belongs to. Raises NothingChosen; NotNow when the talk stands elsewhere."""
    if choice == AGAIN:
        return AGAIN
    try:
        moment, _ = story.reply(choice)
    except Unknown:
        raise NothingChosen from None
    if standing(story, given).at != moment:
        raise NotNow
    return moment.key


def standing(story: Chat, given: Sequence[Given]) -> Standing:
    """Where somebody stands who gave these answers; a newer edition of the story may have no more of the path."""
    path: list[tuple[Moment, Reply]] = []
    at: Moment | Ending = story.moments[0]
    for each in given:
        if each.step == AGAIN:
            path, at = [], story.moments[0]
        elif isinstance(at, Moment) and each.step == at.key:
            reply = next((reply for reply in at.replies if reply.key == each.choice), None)
            if reply is None:
                break
            path.append((at, reply))
            at = story.at(reply.to)
    return Standing(tuple(path), at)


def replied(story: Chat, said: Sequence[str]) -> tuple[Given, ...]:
    """These replies as answers, as far as they follow on each other. Whoever begins anew said nothing before."""
    given: tuple[Given, ...] = ()
    for choice in said:
        if choice == AGAIN:
            break
        try:
            given = (*given, Given(step(story, given, choice), choice))
        except (NothingChosen, NotNow):
            break
    return given


def anew(given: Sequence[Given]) -> int:
    """How often the conversation was begun anew, or a reply to the same was sent again."""
    played_again = sum(each.step == AGAIN for each in given)
    return played_again or sum(count - 1 for count in Counter(each.step for each in given).values())

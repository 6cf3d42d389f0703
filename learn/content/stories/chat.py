"""``chat``: a conversation that unfolds and branches; each reply a post of its own, at least three endings."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import ClassVar
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import Unknown
from learn.content.stories.parts import Post
from learn.content.stories.parts import Rated
from learn.content.stories.parts import Scene
from learn.content.stories.parts import StoryBase
from learn.content.stories.parts import Telling
from learn.content.stories.parts import placed
from learn.content.stories.parts import retold


class Reply(Content):
    """What the child can say or do here; ``to`` is the moment or the ending that follows."""

    key: Slug
    text: Line
    to: Slug
    tells_adult: bool = False


class Moment(Content):
    """What the other says, and what the child can answer."""

    key: Slug
    says: tuple[Post, ...] = ()
    asks: Line
    replies: tuple[Reply, ...] = Field(min_length=2, max_length=4)


class Ending(Rated):
    """How it ends, and what comes back."""

    says: tuple[Post, ...] = ()


class Chat(StoryBase):
    """A conversation. The first moment is where it starts."""

    answers_in: ClassVar[str] = "endings"

    kind: Literal["chat"]
    scene: Scene
    moments: tuple[Moment, ...] = Field(min_length=2)
    endings: tuple[Ending, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        places = [each.key for each in self._everywhere]
        replies = [reply.key for moment in self.moments for reply in moment.replies]
        if len(set(places)) != len(places):
            raise ValueError("give every moment and ending a key of its own")
        if len(set(replies)) != len(replies):
            raise ValueError("give every reply a key of its own in the whole story")
        if lost := {reply.to for moment in self.moments for reply in moment.replies} - set(places):
            raise ValueError(f"no moment or ending is called {', '.join(sorted(lost))}")
        if len(self.endings) < 3:
            raise ValueError("give the conversation at least three endings")
        paths = list(self._paths(self.moments[0], ()))
        if unseen := set(places) - {key for path in paths for key in path}:
            raise ValueError(f"no reply leads to {', '.join(sorted(unseen))}")
        if min(len(path) for path in paths) < 3:
            raise ValueError("let every path have at least two exchanges before it ends")
        return self

    @property
    def answers(self) -> tuple[Ending, ...]:
        return self.endings

    @property
    def deeds(self) -> Iterator[tuple[str, Reply]]:
        for moment in self.moments:
            yield from ((f"moments.{moment.key}.replies.{reply.key}", reply) for reply in moment.replies)

    @property
    def screens(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for moment in self.moments:
            said = tuple(post.says for post in moment.says)
            yield f"moments.{moment.key}", (*said, moment.asks, *(reply.text for reply in moment.replies))

    @property
    def said(self) -> Iterator[tuple[str, Post]]:
        yield from super().said
        for each in self._everywhere:
            yield from placed(f"{'moments' if isinstance(each, Moment) else 'endings'}.{each.key}.says", each.says)

    def read_with(self, answer: Rated) -> tuple[str, ...]:
        return tuple(post.says for post in self.at(answer.key).says)

    def reply(self, key: str) -> tuple[Moment, Reply]:
        """The reply by this key and the moment it belongs to. Raises Unknown."""
        for moment in self.moments:
            for reply in moment.replies:
                if reply.key == key:
                    return moment, reply
        raise Unknown(key)

    def at(self, key: str) -> Moment | Ending:
        """The moment or ending by this key. Raises Unknown."""
        for each in self._everywhere:
            if each.key == key:
                return each
        raise Unknown(key)

    def told(self, telling: Telling) -> Self:
        endings = tuple(ending.resolved(telling.stances) for ending in self.endings)
        return retold(self.model_copy(update={"endings": endings}), telling.fill)

    @property
    def _everywhere(self) -> tuple[Moment | Ending, ...]:
        return (*self.moments, *self.endings)

    def _paths(self, moment: Moment, before: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        if moment.key in before:
            raise ValueError(f"the conversation comes back to {moment.key}: let every path end")
        so_far = (*before, moment.key)
        for reply in moment.replies:
            following = self.at(reply.to)
            if isinstance(following, Moment):
                yield from self._paths(following, so_far)
            else:
                yield (*so_far, following.key)

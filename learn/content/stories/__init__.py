"""The kinds of story, one file each. A story is exactly one of them."""

from typing import Annotated

from pydantic import Field
from pydantic import RootModel

from learn.content.stories.chat import Chat
from learn.content.stories.choose import Choose
from learn.content.stories.line import Stand
from learn.content.stories.order import Order
from learn.content.stories.parts import Rated
from learn.content.stories.sort import Sort
from learn.content.stories.spot import Find

Story = Annotated[Choose | Chat | Sort | Order | Find | Stand, Field(discriminator="kind")]


class StoryFile(RootModel[Story]):
    """A story as its file has it."""


__all__ = ["Chat", "Choose", "Find", "Order", "Rated", "Sort", "Stand", "Story", "StoryFile"]

"""The kinds of story, one file each. A story is exactly one of them."""

from typing import Annotated

from pydantic import Field
from pydantic import RootModel

from learn.content.stories.chat import Chat
from learn.content.stories.choose import Choose
from learn.content.stories.parts import Rated

Story = Annotated[Choose | Chat, Field(discriminator="kind")]


class StoryFile(RootModel[Story]):
    """A story as its file has it."""


__all__ = ["Chat", "Choose", "Rated", "Story", "StoryFile"]

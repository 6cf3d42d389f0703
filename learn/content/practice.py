"""Practice: the story that goes with a rule."""

from collections.abc import Collection
from dataclasses import dataclass

from learn.content.library import Library


@dataclass(frozen=True)
class Practice:
    """A story to do before signing a rule. ``ready``: its lesson stands ready for the group."""

    module: str
    lesson: str
    story: str
    title: str
    ready: bool


def practice(library: Library, years: Collection[int], topic: str, ready: Collection[str]) -> Practice | None:
    """The story on this topic in a lesson for these year groups, if there is one.

    One that stands ready goes first, then one that is about this topic before any other.
    A sensitive lesson is the teacher's to open, and is never offered by the way.
    """
    found = [
        (
            story.topics[0] != topic,
            Practice(module.slug, module.lesson.title, story.slug, story.title, module.slug in ready),
        )
        for module in library.modules_for(*years)
        if not module.sensitive
        for story in module.stories.values()
        if topic in story.topics
    ]
    best = min(found, key=lambda each: (not each[1].ready, each[0]), default=None)
    return best[1] if best else None

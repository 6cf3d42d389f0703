"""Content with the file each piece stands in, so that a rule can say where to mend it."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from learn.content.base import ContentError
from learn.content.base import YearGroup
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.base import strings
from learn.content.lessons import Lesson
from learn.content.library import Library
from learn.content.library import Module
from learn.content.stories import Choose
from learn.content.stories import Rated
from learn.content.stories import Story
from learn.content.stories import StoryFile
from learn.content.stories.parts import Answered

# What a child reads as sentences, by the name of the field. Titles, notes and picture descriptions are no sentences.
READ_IN_STORY = frozenset(
    ("says", "question", "statement", "text", "name", "because", "feedback", "way_back", "tip", "asks", "talk")
)
SHOWN_IN_STORY = READ_IN_STORY | {"title", "note", "alt"}
READ_IN_LESSON = frozenset({"question", "answer", "goals", "questions", "text", "at_home"})
SHOWN_IN_LESSON = READ_IN_LESSON | {"title", "opening"}

Placed = tuple[str, str]


@dataclass(frozen=True)
class ShelvedLesson:
    """A lesson and its file."""

    folder: str
    lesson: Lesson

    @property
    def file(self) -> str:
        return f"lessons/{self.folder}/lesson.md"

    @property
    def read(self) -> tuple[Placed, ...]:
        """The sentences children read, each with its place."""
        return _texts(self.lesson, READ_IN_LESSON)

    @property
    def shown(self) -> tuple[Placed, ...]:
        """All children see, titles and the opening of the talk too."""
        return _texts(self.lesson, SHOWN_IN_LESSON)


@dataclass(frozen=True)
class ShelvedStory:
    """A story, its file, and the year group it is for."""

    folder: str
    stem: str
    story: Story
    group: YearGroup

    @property
    def file(self) -> str:
        return f"quizzes/{self.folder}/{self.stem}.yaml"

    @property
    def sexting(self) -> bool:
        return self.folder.startswith("sexting")

    @cached_property
    def read(self) -> tuple[Placed, ...]:
        """The sentences children read, each with its place."""
        return _texts(self.story, READ_IN_STORY)

    @cached_property
    def shown(self) -> tuple[Placed, ...]:
        """All children see, titles and notes too."""
        return _texts(self.story, SHOWN_IN_STORY)

    @property
    def answers(self) -> Iterator[tuple[str, Rated]]:
        """Every answer that is rated, each with its place."""
        for answer in self.story.answers:
            yield f"{self.story.answers_in}.{answer.key}", answer

    @property
    def outcomes(self) -> Iterator[tuple[str, Answered]]:
        """Whatever can come back on an answer, under any stance, each with its place."""
        for place, answer in self.answers:
            yield place, answer
            for number, under in enumerate(answer.under):
                yield f"{place}.under.{number}", under

    @property
    def members(self) -> Iterator[Placed]:
        """Everybody whose portrait heads a drawn screen, each with its place."""
        heads = [("scene", self.story.scene.members)] if self.story.scene else []
        if isinstance(self.story, Choose):
            heads += [(f"choices.{each.key}.apart", each.apart.members) for each in self.story.choices if each.apart]
        for place, members in heads:
            yield from ((f"{place}.members.{number}", key) for number, key in enumerate(members))


@dataclass(frozen=True)
class Shelves:
    """Everything that could be read, and where it stands."""

    root: Path
    library: Library
    lessons: tuple[ShelvedLesson, ...]
    stories: tuple[ShelvedStory, ...]
    unread: frozenset[str]

    @classmethod
    def put_up(cls, root: Path, library: Library, unread: frozenset[str] = frozenset()) -> Self:
        """The shelves of a library read from ``root``; ``unread`` are the files that could not be read.

        Stories stand here even where their lesson is missing or cannot be read, so that their faults are told too.
        """
        modules = {module.folder: module for module in library.modules.values()}
        return cls(
            root,
            library,
            tuple(ShelvedLesson(folder, module.lesson) for folder, module in modules.items()),
            tuple(_stories(root, modules)),
            unread,
        )

    def files(self, pattern: str) -> list[str]:
        """The files that fit, readable or not, as names below the root."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))


def _stories(root: Path, modules: Mapping[str, Module]) -> Iterator[ShelvedStory]:
    for path in sorted(root.glob("quizzes/*/*.yaml")):
        folder = path.parent.name
        module = modules.get(folder)
        if story := module.stories.get(path.stem) if module else _read_alone(path):
            yield ShelvedStory(folder, path.stem, story, module.lesson.group if module else _group_in(folder))


def _read_alone(path: Path) -> Story | None:
    try:
        return read(StoryFile, read_yaml(path, path.name), path.name).root
    except ContentError:
        return None


def _group_in(folder: str) -> YearGroup:
    match folder.rpartition("-")[2]:
        case "6":
            return 6
        case "8":
            return 8
        case _:
            return 7


def _texts(content: Lesson | Story, fields: frozenset[str]) -> tuple[Placed, ...]:
    return tuple((place, text) for place, text in strings(content) if _field(place) in fields)


def _field(place: str) -> str:
    name, _, last = place.rpartition(".")
    return name.rpartition(".")[2] if last.isdigit() else last

"""The library: every piece of content, read from files and put together once."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any
from typing import TypeVar

from learn import paths
from learn.content.base import ContentError
from learn.content.base import Fault
from learn.content.base import Model
from learn.content.base import Unknown
from learn.content.base import parse_yaml
from learn.content.base import read
from learn.content.base import read_text
from learn.content.base import read_yaml
from learn.content.cast import Cast
from learn.content.facts import Facts
from learn.content.lessons import Lesson
from learn.content.lessons import Step
from learn.content.lessons import steps
from learn.content.looks import Looks
from learn.content.programmes import Programmes
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.stories import Story
from learn.content.stories import StoryFile
from learn.content.topics import Topics


@dataclass(frozen=True)
class Module:
    """A theme for a year group: its lesson, its stories by slug, and who can play in them."""

    folder: str
    lesson: Lesson
    stories: Mapping[str, Story]
    cast: Cast

    @property
    def slug(self) -> str:
        return self.lesson.slug

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps(self.lesson)

    @property
    def sensitive(self) -> bool:
        """Whether its answers are never kept, and it opens only with the adviser's word."""
        return self.lesson.theme == "sexting"

    def story(self, slug: str) -> Story:
        """The story by this slug. Raises Unknown."""
        try:
            return self.stories[slug]
        except KeyError:
            raise Unknown(slug) from None


@dataclass(frozen=True)
class Library:
    """All there is to teach from."""

    topics: Topics
    cast: Cast
    facts: Facts
    protocols: Mapping[str, Protocol]
    modules: Mapping[str, Module]
    looks: Looks = field(default_factory=Looks)
    programmes: Programmes = field(default_factory=Programmes)

    def protocol(self, slug: str) -> Protocol:
        """The protocol by this slug. Raises Unknown."""
        try:
            return self.protocols[slug]
        except KeyError:
            raise Unknown(slug) from None

    def module(self, slug: str) -> Module:
        """The module by its own slug. Raises Unknown."""
        try:
            return self.modules[slug]
        except KeyError:
            raise Unknown(slug) from None

    def modules_for(self, *year_groups: int) -> tuple[Module, ...]:
        """The modules of these year groups, in the order of the year. A theme one has not of its own is that of 7."""
        written = {(module.lesson.theme, module.lesson.group) for module in self.modules.values()}
        themes = {theme for theme, _ in written}
        wanted = {(theme, each if (theme, each) in written else 7) for theme in themes for each in year_groups}
        chosen = [each for each in self.modules.values() if (each.lesson.theme, each.lesson.group) in wanted]
        return tuple(sorted(chosen, key=lambda each: (_THEMES.index(each.lesson.theme), each.lesson.group)))


LOOKS = "protocols/checkup.yaml"
PROGRAMMES = "protocols/programmes.yaml"
NO_PROTOCOLS = frozenset(("protocols/topics.yaml", "protocols/patterns.yaml", LOOKS, PROGRAMMES))
"""What stands beside the protocols: what they are about, how they say it, and what else a school looks at or does."""

_THEMES = ("safe-internet", "privacy", "copyright", "sexting", "help", "manners", "phone", "consequences")


def load(root: Path = paths.ROOT) -> Library:
    """Read everything below ``root``. Raises ContentError with every fault in every file."""
    library, faults = gather(root)
    if library is None or faults:
        raise ContentError(faults)
    return library


def gather(root: Path) -> tuple[Library | None, list[Fault]]:
    """Read what can be read, and say what could not. Without topics or cast there is no library."""
    shelf = _Shelf(root)
    topics = shelf.one(Topics, "protocols/topics.yaml")
    cast = shelf.one(Cast, "lessons/cast.yaml")
    facts = shelf.one(Facts, "lessons/facts.yaml")
    programmes = shelf.one(Programmes, PROGRAMMES) or Programmes()
    documents = [shelf.one(Document, name) for name in shelf.names("protocols", "*.yaml") if name not in NO_PROTOCOLS]
    lessons = {name: shelf.lesson(name) for name in shelf.names("lessons", "*/lesson.md")}
    stories = {name: shelf.story(name) for name in shelf.names("quizzes", "*/*.yaml")}
    # What nobody wrote down is not looked for; what cannot be read is a fault.
    looks = shelf.one(Looks, LOOKS) if (root / LOOKS).exists() else Looks()
    if topics is None or cast is None or facts is None:
        return None, shelf.faults
    protocols = {document.slug: Protocol(document, topics) for document in documents if document}
    modules: dict[str, Module] = {}
    for name, lesson in lessons.items():
        if lesson:
            folder = name.split("/")[1]
            found = {Path(each).stem: story for each, story in stories.items() if each.split("/")[1] == folder}
            modules[lesson.slug] = Module(folder, lesson, {key: story for key, story in found.items() if story}, cast)
    return Library(topics, cast, facts, protocols, modules, looks or Looks(), programmes), shelf.faults


Read = TypeVar("Read")


class _Shelf:
    """Reads files one by one and remembers what was wrong with each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []

    def names(self, folder: str, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in (self.root / folder).glob(pattern))

    def one(self, model: type[Model], name: str) -> Model | None:
        return self._try(lambda: read(model, read_yaml(self.root / name, name), name))

    def story(self, name: str) -> Story | None:
        def story() -> Story:
            return read(StoryFile, read_yaml(self.root / name, name), name).root

        return self._try(story)

    def lesson(self, name: str) -> Lesson | None:
        def lesson() -> Lesson:
            front, notes = _front_matter(read_text(self.root / name, name), name)
            return read(Lesson, {**front, "notes": notes} if isinstance(front, dict) else front, name)

        return self._try(lesson)

    def _try(self, work: Callable[[], Read]) -> Read | None:
        try:
            return work()
        except ContentError as error:
            self.faults += error.faults
            return None


def _front_matter(text: str, name: str) -> tuple[Any, str]:
    start, _, rest = text.partition("---\n")
    front, fence, notes = rest.partition("\n---\n")
    if start.strip() or not fence:
        raise ContentError([Fault(name, "line 1", "begin with the lesson's fields between two lines of ---")])
    return parse_yaml(front, name), notes.strip()

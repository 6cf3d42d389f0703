"""Stories under every stance: what a school would read that took just this one, and agreed on nothing else."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from learn.content.build import BuiltStory
from learn.content.build import build
from learn.content.cast import Names
from learn.content.library import Library
from learn.content.library import Module
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.stories import Story
from learn.content.topics import Subject
from learn.content.topics import Topic
from learn.content.topics import Topics

SILENT = Clause(
    ref="0",
    paraphrase="Over niets waarin scholen verschillen.",
    binds=("pupils",),
    applies="everywhere",
    show_literal="pupils",
)


@dataclass(frozen=True)
class Variant:
    """A story as one stance makes it. ``subject`` is None where the school agreed on nothing.

    ``own`` are the keys of the answers with words for this stance; ``why`` says why there are none, if there are none.
    """

    module: str
    built: BuiltStory
    subject: Subject | None
    own: frozenset[str]
    why: str | None


def variants(library: Library) -> Iterator[Variant]:
    """Every story on a topic where schools differ: first under no agreement, then under each stance on its topics."""
    for module in library.modules.values():
        for story in module.stories.values():
            subjects = [*_subjects(story, library.topics)]
            for subject in (None, *subjects) if subjects else ():
                yield _variant(module, story, subject, library.topics)


def differing(story: Story, topics: Topics) -> tuple[Topic, ...]:
    """The topics this story or an answer of it practises on which schools differ in what children may do."""
    about = {*story.topics, *(answer.topic for answer in story.answers)}
    return tuple(topic for topic in topics if topic.slug in about and topic.deeds)


def taking(subjects: Iterable[Subject], topics: Topics) -> Protocol:
    """The protocol of a school that agreed on these subjects, everywhere and with pupils, and on nothing else."""
    taken = [
        SILENT.model_copy(update={"ref": str(number), "topics": (subject,)})
        for number, subject in enumerate(subjects, start=1)
    ]
    document = Document(slug="stances", title="-", school="-", date="-", source="-", clauses=tuple(taken) or (SILENT,))
    return Protocol(document, topics)


def _subjects(story: Story, topics: Topics) -> Iterator[Subject]:
    for topic in differing(story, topics):
        for stance in topic.stances:
            yield Subject(topic=topic.slug, stance=stance.slug)


def _variant(module: Module, story: Story, subject: Subject | None, topics: Topics) -> Variant:
    protocol = taking([subject] if subject else [], topics)
    reasons = [same.why for same in story.same_under if subject in same.subjects]
    return Variant(
        module.folder,
        build(module, protocol, Names()).story(story.slug),
        subject,
        frozenset(place.split(".")[1] for place, each in story.versions if each == subject),
        reasons[0] if reasons else None,
    )

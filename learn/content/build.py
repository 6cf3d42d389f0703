"""Building: the lesson one group really gets, from a module, its school's protocol and its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from learn.content.base import Unknown
from learn.content.cast import Names
from learn.content.cast import Person
from learn.content.cast import fill
from learn.content.cast import play
from learn.content.lessons import Step
from learn.content.library import Module
from learn.content.protocols import Agreement
from learn.content.protocols import Protocol
from learn.content.stories import Rated
from learn.content.stories import Story
from learn.content.stories.parts import Telling


@dataclass(frozen=True)
class Citation:
    """What an answer answers to: the school's agreement, or a tip where the protocol has none that holds here.

    ``literal`` is the document's own sentence, where a school's own protocol lets children read it. ``elsewhere`` on a
    tip names the school's clause on this topic that does not hold where the story plays.
    """

    kind: Literal["agreement", "tip"]
    topic: str
    sentence: str
    ref: str | None = None
    elsewhere: str | None = None
    literal: str | None = None


@dataclass(frozen=True)
class BuiltStory:
    """A story with its words filled in, its ratings decided and its citations found. ``sensitive``: see its module."""

    story: Story
    people: Mapping[str, Person]
    citations: Mapping[str, Citation]
    sensitive: bool

    @property
    def slug(self) -> str:
        return self.story.slug

    @property
    def citation(self) -> Citation:
        """The one the story as a whole answers to."""
        return self.citations[self.story.topics[0]]

    def citation_of(self, answer: Rated) -> Citation:
        """The one this answer answers to."""
        return self.citations[answer.topic or self.story.topics[0]]


@dataclass(frozen=True)
class BuiltLesson:
    """A module as one group gets it."""

    module: Module
    protocol: Protocol
    stories: Mapping[str, BuiltStory]
    names: Names

    @property
    def slug(self) -> str:
        return self.module.slug

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.module.steps

    def story(self, slug: str) -> BuiltStory:
        """The story by this slug. Raises Unknown."""
        try:
            return self.stories[slug]
        except KeyError:
            raise Unknown(slug) from None

    def say(self, text: str) -> str:
        """A text outside the stories, with what the group calls its teacher."""
        return fill(text, {}, self.names.teacher)


def build(module: Module, protocol: Protocol, names: Names) -> BuiltLesson:
    """The lesson a group gets. The same three always give the same lesson."""
    return BuiltLesson(
        module,
        protocol,
        {slug: _build(story, module, protocol, names) for slug, story in module.stories.items()},
        names,
    )


def _build(story: Story, module: Module, protocol: Protocol, names: Names) -> BuiltStory:
    people = play(module.cast, story.cast, names)
    words = partial(fill, people=people, teacher=names.teacher)
    holding = {topic: protocol.agreement(topic, story.place, story.about_school) for topic in _topics(story)}
    stances = {topic: each.subject.stance for topic, each in holding.items() if each}
    return BuiltStory(
        story.told(Telling(words, stances)),
        people,
        {topic: _cite(story, topic, each, protocol, names) for topic, each in holding.items()},
        module.sensitive,
    )


def _topics(story: Story) -> tuple[str, ...]:
    """Every topic the story, its answers or their other versions refer to."""
    topics = list(story.topics)
    for answer in story.answers:
        topics += [answer.topic] if answer.topic else []
    topics += [subject.topic for _, subject in story.versions]
    return tuple(dict.fromkeys(topics))


def _cite(story: Story, topic: str, agreement: Agreement | None, protocol: Protocol, names: Names) -> Citation:
    if agreement:
        sentence = fill(agreement.sentence, {}, names.teacher)
        clause = agreement.clause
        literal = clause.literal if clause.show_literal == "pupils" else None
        return Citation("agreement", topic, sentence, ref=clause.name, literal=literal)
    elsewhere = protocol.speaks_of(topic)
    tip = fill(_tip(story, topic, protocol), {}, names.teacher)
    return Citation("tip", topic, tip, elsewhere=elsewhere.clause.name if elsewhere else None)


def _tip(story: Story, topic: str, protocol: Protocol) -> str:
    if topic == story.topics[0]:
        return story.tip
    # A topic that no answer is about may have no tip of its own.
    return protocol.topics.topic(topic).tip or story.tip

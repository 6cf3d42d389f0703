"""Lessons: what a class does together in one hour, in the order it does it."""

from dataclasses import dataclass
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import Theme
from learn.content.base import YearGroup


class Recall(Content):
    """A question children answer in their head before they turn the card."""

    question: Line
    answer: Line


class Talk(Content):
    """The class talk: how the teacher opens it, and two questions without a right answer."""

    opening: Line
    questions: tuple[Line, Line]


class RuleSeed(Content):
    """A rule the class may take up when it makes its own."""

    topic: Slug
    text: Line


class Lesson(Content):
    """A lesson as its file has it. ``notes`` is the teacher's text below the front matter, in Markdown.

    ``core`` are the stories every child does, ``extra`` those for who has time left.
    """

    slug: Slug
    title: Line
    theme: Theme
    group: YearGroup
    question: Line
    cover: Slug
    goals: tuple[Line, ...] = Field(min_length=3, max_length=4)
    retrieval: tuple[Recall, Recall, Recall]
    core: tuple[Slug, ...] = Field(min_length=3, max_length=4)
    extra: tuple[Slug, ...] = Field(min_length=2, max_length=4)
    talk: Talk
    rule_seed: RuleSeed
    exit: Recall
    at_home: Line
    notes: Line

    @model_validator(mode="after")
    def _each_story_once(self) -> Self:
        stories = self.core + self.extra
        if len(set(stories)) != len(stories):
            raise ValueError("name every story once, in core or in extra")
        return self


@dataclass(frozen=True)
class RecallStep:
    """A question from an earlier lesson, or the one at the end."""

    key: str
    recall: Recall
    kind: Literal["question"] = "question"


@dataclass(frozen=True)
class GoalStep:
    """What we can do after this lesson."""

    key: str
    goals: tuple[str, ...]
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class StoryStep:
    """A story."""

    key: str
    story: str
    kind: Literal["scenario"] = "scenario"


@dataclass(frozen=True)
class TalkStep:
    """The class talk."""

    key: str
    talk: Talk
    kind: Literal["talk"] = "talk"


@dataclass(frozen=True)
class RuleStep:
    """A seed for the group's own rules."""

    key: str
    seed: RuleSeed
    kind: Literal["rule"] = "rule"


Step = RecallStep | GoalStep | StoryStep | TalkStep | RuleStep


def steps(lesson: Lesson) -> tuple[Step, ...]:
    """The steps every child takes, in order. The extra stories stand outside it."""
    return (
        *(RecallStep(f"terug-{number}", recall) for number, recall in enumerate(lesson.retrieval, start=1)),
        GoalStep("doel", lesson.goals),
        *(StoryStep(slug, slug) for slug in lesson.core),
        TalkStep("praten", lesson.talk),
        RuleStep("zaadje", lesson.rule_seed),
        RecallStep("tot-slot", lesson.exit),
    )

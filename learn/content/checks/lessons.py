"""Rules for lessons, and for which stories belong to them."""

from collections.abc import Iterator
from pathlib import Path

from learn.content.base import Fault
from learn.content.cast import PLACEHOLDER
from learn.content.cast import TEACHER
from learn.content.checks.shelves import Shelves
from learn.content.lessons import Lesson
from learn.content.readability import unsuited
from learn.content.readability import words

RULE_SEED = 10


def named_stories_exist(shelves: Shelves) -> Iterator[Fault]:
    """A lesson is made of the stories in its own folder (domain.md, "Module")."""
    files = shelves.files("quizzes/*/*.yaml")
    for each in shelves.lessons:
        for field, slugs in (("core", each.lesson.core), ("extra", each.lesson.extra)):
            for slug in slugs:
                if (file := f"quizzes/{each.folder}/{slug}.yaml") not in files:
                    yield Fault(each.file, field, f"write {file}, or take {slug} out")


def stories_are_named(shelves: Shelves) -> Iterator[Fault]:
    """A story that no lesson names would never be seen (domain.md, "Module")."""
    written = set(shelves.files("lessons/*/lesson.md"))
    named = {f"quizzes/{each.folder}/{slug}.yaml" for each in shelves.lessons for slug in _slugs(each.lesson)}
    read = {each.file for each in shelves.lessons}
    for file in shelves.files("quizzes/*/*.yaml"):
        lesson = f"lessons/{file.split('/')[1]}/lesson.md"
        if lesson not in written:
            yield Fault(file, "file", f"write {lesson}: this story has no lesson")
        elif lesson in read and file not in named:
            yield Fault(file, "file", f"name {Path(file).stem} in core or extra of {lesson}")


def folders_are_called_after_theme_and_group(shelves: Shelves) -> Iterator[Fault]:
    """A module's folders are ``<theme>-<group>`` (domain.md, "Module")."""
    for each in shelves.lessons:
        called = f"{each.lesson.theme}-{each.lesson.group}"
        if called != each.folder:
            yield Fault(each.file, "theme", f"make theme and group fit the folder {each.folder}: they say {called}")


def lesson_slugs_occur_once(shelves: Shelves) -> Iterator[Fault]:
    """A lesson's slug is its address (domain.md, "Module")."""
    read = {each.file for each in shelves.lessons} | shelves.unread
    for file in shelves.files("lessons/*/lesson.md"):
        if file not in read:
            yield Fault(file, "slug", "give this lesson a slug of its own: another lesson has the same")


def lesson_slugs_are_neutral(shelves: Shelves) -> Iterator[Fault]:
    """Children, screens and school filters read addresses, so a slug never says sexting (domain.md, "Module")."""
    for each in shelves.lessons:
        if "sexting" in each.lesson.slug:
            yield Fault(each.file, "slug", f"choose a neutral slug, such as grenzen-{each.lesson.group}")


def rule_seeds_are_short(shelves: Shelves) -> Iterator[Fault]:
    """A group rule is at most ten words (topics.md)."""
    for each in shelves.lessons:
        text = each.lesson.rule_seed.text
        if (count := len(words(text))) > RULE_SEED:
            yield Fault(each.file, "rule_seed.text", f"say it in {RULE_SEED} words (it has {count}): “{text}”")


def rule_seeds_have_a_topic(shelves: Shelves) -> Iterator[Fault]:
    """A rule the class takes up is about a topic of topics.yaml (domain.md, "Topic")."""
    for each in shelves.lessons:
        if (topic := each.lesson.rule_seed.topic) not in shelves.library.topics.slugs:
            yield Fault(each.file, "rule_seed.topic", f"name a topic of protocols/topics.yaml: {topic} is not there")


def goals_begin_with_ik(shelves: Shelves) -> Iterator[Fault]:
    """A learning goal says what I can do (content.md 7: leerdoel)."""
    for each in shelves.lessons:
        for number, goal in enumerate(each.lesson.goals):
            if not goal.startswith("Ik "):
                yield Fault(each.file, f"goals.{number}", f"begin with “Ik ”: “{goal}”")


def lessons_name_only_the_teacher(shelves: Shelves) -> Iterator[Fault]:
    """Outside a story nobody of the cast is there, so ``{juf}`` is the only placeholder (cast.fill)."""
    for each in shelves.lessons:
        for place, text in each.shown:
            rest = PLACEHOLDER.sub(lambda found: "" if found.group(1) in TEACHER else found.group(), text)
            if "{" in rest or "}" in rest:
                yield Fault(each.file, place, f"use no placeholder but {{juf}} here: “{text}”")


def lessons_have_words_for_children(shelves: Shelves) -> Iterator[Fault]:
    """Words not for children, and brands (content.md 7)."""
    for each in shelves.lessons:
        for place, text in each.shown:
            if found := unsuited(text, each.lesson.group):
                yield Fault(each.file, place, f"find other words for children than {', '.join(found)}")


RULES = (
    named_stories_exist,
    stories_are_named,
    folders_are_called_after_theme_and_group,
    lesson_slugs_occur_once,
    lesson_slugs_are_neutral,
    rule_seeds_are_short,
    rule_seeds_have_a_topic,
    goals_begin_with_ik,
    lessons_name_only_the_teacher,
    lessons_have_words_for_children,
)


def _slugs(lesson: Lesson) -> tuple[str, ...]:
    return lesson.core + lesson.extra

"""Rules for how a text reads: the level of the year group (content.md 5.4) and words for children (content.md 7)."""

import re
from collections.abc import Iterator

from learn.content.base import Fault
from learn.content.base import YearGroup
from learn.content.checks.agreements import TOPICS
from learn.content.checks.agreements import tips
from learn.content.checks.shelves import Placed
from learn.content.checks.shelves import ShelvedStory
from learn.content.checks.shelves import Shelves
from learn.content.readability import LIMITS
from learn.content.readability import double_negation
from learn.content.readability import flesch_douma
from learn.content.readability import sentences
from learn.content.readability import unsuited
from learn.content.readability import words

_AS_AGREED = re.compile(r"\b(?:wij|we|ons|onze)\b", re.IGNORECASE)


def sentences_are_short(shelves: Shelves) -> Iterator[Fault]:
    """The longest sentence a year group reads (content.md 5.4)."""
    for file, group, texts in _read(shelves):
        longest = LIMITS[group].longest
        for place, text in texts:
            for sentence in sentences(text):
                if (count := len(words(sentence))) > longest:
                    yield Fault(file, place, f"make this at most {longest} words (it has {count}): “{sentence}”")


def sentences_are_short_on_the_whole(shelves: Shelves) -> Iterator[Fault]:
    """The mean length of the sentences of a story (content.md 5.4)."""
    for each in shelves.stories:
        counts = [len(words(sentence)) for _, text in each.read for sentence in sentences(text)]
        mean = sum(counts) / len(counts)
        if mean > LIMITS[each.group].mean:
            yield Fault(
                each.file,
                "file",
                f"shorten the longest sentences: {mean:.1f} words on average, at most {LIMITS[each.group].mean}",
            )


def screens_are_short(shelves: Shelves) -> Iterator[Fault]:
    """How much a year group reads on one screen (content.md 5.4)."""
    for each in shelves.stories:
        most = LIMITS[each.group].screen
        for place, texts in _screens(each):
            if (count := sum(len(words(text)) for text in texts)) > most:
                yield Fault(each.file, place, f"bring this screen down to {most} words: it has {count}")


def answers_are_short(shelves: Shelves) -> Iterator[Fault]:
    """How long an answer may be (content.md 5.4)."""
    for each in shelves.stories:
        most = LIMITS[each.group].answer
        for place, text in each.read:
            if place.endswith(".text") and (count := len(words(text))) > most:
                yield Fault(each.file, place, f"say it in {most} words (it has {count}): “{text}”")


def feedback_is_short(shelves: Shelves) -> Iterator[Fault]:
    """How long feedback may be (content.md 6.14)."""
    for each in shelves.stories:
        most = LIMITS[each.group].feedback
        for place, text in each.read:
            if place.endswith(".feedback") and (count := len(words(text))) > most:
                yield Fault(each.file, place, f"say it in {most} words: it has {count}")


def modules_read_easily(shelves: Shelves) -> Iterator[Fault]:
    """How easily all that children read in a module reads together, by Flesch-Douma (content.md 5.4)."""
    for each in shelves.lessons:
        texts = [text for _, text in each.read]
        texts += [text for story in shelves.stories if story.folder == each.folder for _, text in story.read]
        ease, least = flesch_douma(texts), LIMITS[each.lesson.group].ease
        if ease is not None and ease < least:
            yield Fault(each.file, "file", f"use shorter words and sentences: it reads at {ease}, at least {least}")


def nothing_is_denied_twice(shelves: Shelves) -> Iterator[Fault]:
    """No double negation (content.md 5.4)."""
    for file, _, texts in _read(shelves):
        for place, text in texts:
            for sentence in sentences(text):
                if found := double_negation(sentence):
                    yield Fault(file, place, f"deny once, not with {' and '.join(found)}: “{sentence}”")


def tips_are_no_agreements(shelves: Shelves) -> Iterator[Fault]:
    """A tip speaks to the child; "wij" is for what the school agreed (domain.md, "Building": a tip is marked)."""
    told = [(each.file, "tip", each.story.tip) for each in shelves.stories]
    told += [(TOPICS, place, tip) for place, tip in tips(shelves.library.topics)]
    for file, place, tip in told:
        if found := _AS_AGREED.search(tip):
            yield Fault(file, place, f"say it to the child, without “{found.group()}”: “{tip}”")


def stories_have_words_for_children(shelves: Shelves) -> Iterator[Fault]:
    """Words not for children, and brands (content.md 7)."""
    for each in shelves.stories:
        for place, text in each.shown:
            if found := unsuited(text, each.group):
                yield Fault(each.file, place, f"find other words for children than {', '.join(found)}")


RULES = (
    sentences_are_short,
    sentences_are_short_on_the_whole,
    screens_are_short,
    answers_are_short,
    feedback_is_short,
    modules_read_easily,
    nothing_is_denied_twice,
    tips_are_no_agreements,
    stories_have_words_for_children,
)


def _read(shelves: Shelves) -> Iterator[tuple[str, YearGroup, tuple[Placed, ...]]]:
    for topic in shelves.library.topics:
        if topic.tip:
            yield TOPICS, min(topic.groups), ((f"topics.{topic.slug}.tip", topic.tip),)
    for lesson in shelves.lessons:
        yield lesson.file, lesson.lesson.group, lesson.read
    for story in shelves.stories:
        yield story.file, story.group, story.read


def _screens(each: ShelvedStory) -> Iterator[tuple[str, list[str]]]:
    yield from ((place, list(texts)) for place, texts in each.story.screens)
    for place, answer in each.answers:
        said = each.story.read_with(answer)
        for number, outcome in enumerate((answer, *answer.under), start=-1):
            where = place if number < 0 else f"{place}.under.{number}"
            yield where, [*said, outcome.feedback, *outcome.way_back]

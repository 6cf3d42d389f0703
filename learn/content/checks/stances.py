"""Rules for stories on topics where schools differ: what a child reads never contradicts the agreement beside it."""

from collections.abc import Iterator
from itertools import product

from learn.content.base import Fault
from learn.content.checks.agreements import TOPICS
from learn.content.checks.agreements import advise
from learn.content.checks.safeguarding import BEST
from learn.content.checks.shelves import ShelvedStory
from learn.content.checks.shelves import Shelves
from learn.content.stances import differing
from learn.content.stories import Rated
from learn.content.stories.parts import Answered
from learn.content.topics import Subject
from learn.content.topics import Topics

WORST = ("harder", "wrong")


def stances_forbid_what_others_allow(shelves: Shelves) -> Iterator[Fault]:
    """Schools differ in what children may do, so each stance on what children can keep forbids deeds of its own."""
    for topic in shelves.library.topics:
        seen: list[set[str]] = []
        for stance in topic.stances if topic.kept_by_children else ():
            place = f"topics.{topic.slug}.stances.{stance.slug}.forbids"
            if not stance.forbids:
                yield Fault(TOPICS, place, "name the deeds this stance forbids, and say in deeds what they mean")
            elif set(stance.forbids) in seen:
                yield Fault(TOPICS, place, "name a deed more or less: another stance forbids exactly this")
            seen.append(set(stance.forbids))


def every_stance_has_words_or_a_reason(shelves: Shelves) -> Iterator[Fault]:
    """Each stance on what a story practises has words of its own in an answer, or stands in ``same_under`` with why."""
    for each in shelves.stories:
        told = {*_versions(each), *_reasons(each)}
        for topic in differing(each.story, shelves.library.topics):
            for stance in topic.stances:
                if (subject := f"{topic.slug}/{stance.slug}") not in told:
                    yield Fault(
                        each.file,
                        "same_under",
                        f"add a version under {subject}, or say here why there is none",
                    )


def reasons_fit_the_story(shelves: Shelves) -> Iterator[Fault]:
    """A reason is for a stance on what the story practises, that no answer has words for; a stance has one reason."""
    for each in shelves.stories:
        practised = {topic.slug for topic in differing(each.story, shelves.library.topics)}
        before: set[str] = set()
        for number, same in enumerate(each.story.same_under):
            for subject in same.subjects:
                place = f"same_under.{number}.subjects"
                if advice := advise(subject, shelves.library.topics):
                    yield Fault(each.file, place, advice)
                elif subject.topic not in practised:
                    yield Fault(each.file, place, f"take {subject} out: the story is not about {subject.topic}")
                elif str(subject) in _versions(each):
                    yield Fault(each.file, place, f"take {subject} out: an answer has a version under it")
                elif str(subject) in before:
                    yield Fault(each.file, place, f"give one reason for {subject}: here are two")
                before.add(str(subject))


def answers_say_what_they_do(shelves: Shelves) -> Iterator[Fault]:
    """Where schools differ, every answer names its deeds, of topics the story practises; an empty list means none.

    That is how a machine can see that a school forbids what an answer does: words it cannot judge. An answer that tells
    an adult need not say so: no school forbids that.
    """
    topics = shelves.library.topics
    at = {deed: topic.slug for topic in topics for deed in topic.deeds}
    for each in shelves.stories:
        practised = {topic.slug for topic in differing(each.story, topics)}
        for place, answer in each.answers:
            if practised and answer.does is None and not answer.tells_adult:
                yield Fault(each.file, f"{place}.does", "name the deeds of this answer, or write [] if it does none")
            for deed in answer.does or ():
                if deed not in at:
                    yield Fault(each.file, f"{place}.does", f"name a deed of {TOPICS}: {deed} is not there")
                elif at[deed] not in practised:
                    yield Fault(each.file, f"{place}.does", f"add {at[deed]} to topics, or take {deed} out")


def what_is_forbidden_is_never_strong(shelves: Shelves) -> Iterator[Fault]:
    """An answer that does what a stance forbids is not strong under it, and is okay only in words on that stance.

    Looked at under every combination of stances on what the story practises, silence included.
    """
    for each in shelves.stories:
        for place, answer in each.answers:
            for forbidding, rating in sorted(set(_too_high(each, answer, shelves.library.topics))):
                yield Fault(
                    each.file,
                    f"{place}.does",
                    f"add or mend the version under {forbidding}: it forbids this, and the answer is {rating}",
                )


def what_is_allowed_is_not_rated_down(shelves: Shelves) -> Iterator[Fault]:
    """A version that makes an answer harder, or lower than it is without, does what its stance forbids.

    Telling an adult and doing nothing for a moment are never rated down at all: see safeguarding.
    """
    for each in shelves.stories:
        for place, answer in each.answers:
            for number, under in enumerate(() if answer.tells_adult or answer.freezes else answer.under):
                if advise(under.subject, shelves.library.topics) or not _lower(under, answer):
                    continue
                if not _forbidden(answer, under.subject, shelves.library.topics):
                    yield Fault(
                        each.file,
                        f"{place}.under.{number}.rating",
                        f"rate this higher than {under.rating}, or name in does what {under.subject} forbids",
                    )


RULES = (
    stances_forbid_what_others_allow,
    every_stance_has_words_or_a_reason,
    reasons_fit_the_story,
    answers_say_what_they_do,
    what_is_forbidden_is_never_strong,
    what_is_allowed_is_not_rated_down,
)


def _versions(each: ShelvedStory) -> frozenset[str]:
    return frozenset(str(subject) for _, subject in each.story.versions)


def _reasons(each: ShelvedStory) -> frozenset[str]:
    return frozenset(str(subject) for same in each.story.same_under for subject in same.subjects)


def _too_high(each: ShelvedStory, answer: Rated, topics: Topics) -> Iterator[tuple[str, str]]:
    """Each stance that forbids what this answer does while the answer is too high, with the rating it then has."""
    practised = differing(each.story, topics)
    for stances in product(*([None, *topic.stances] for topic in practised)):
        taken = {topic.slug: stance.slug for topic, stance in zip(practised, stances, strict=True) if stance}
        subjects = [Subject(topic=topic, stance=stance) for topic, stance in taken.items()]
        forbidding = [subject for subject in subjects if _forbidden(answer, subject, topics)]
        version = answer.version(taken)
        told = version or answer
        if told.rating in WORST or (told.rating not in BEST and version and version.subject in forbidding):
            continue
        for subject in forbidding:
            yield str(subject), told.rating


def _forbidden(answer: Rated, subject: Subject, topics: Topics) -> bool:
    return not topics.topic(subject.topic).forbids(subject.stance).isdisjoint(answer.does or ())


def _lower(under: Answered, answer: Answered) -> bool:
    return _rank(under) == 0 or _rank(under) < _rank(answer)


def _rank(answered: Answered) -> int:
    return 0 if answered.rating in WORST else 2 if answered.rating in BEST else 1

"""Rules for what a story refers to: topics, and the people in it."""

import re
from collections import Counter
from collections.abc import Iterator

from learn.content.base import Fault
from learn.content.cast import PLACEHOLDER
from learn.content.cast import TEACHER
from learn.content.cast import Child
from learn.content.cast import placeholders
from learn.content.checks.agreements import TOPICS
from learn.content.checks.agreements import advise
from learn.content.checks.shelves import Shelves
from learn.content.stories import Choose
from learn.content.stories.parts import Role

READER = "jij"
OFTEN = 6

_TYPED = re.compile(r"\bik (?:typ|app|stuur)\b.*“", re.IGNORECASE)
_APART = re.compile(r"\bapart\b", re.IGNORECASE)


def stories_have_their_slug_as_name(shelves: Shelves) -> Iterator[Fault]:
    """A story stands in ``quizzes/<theme>-<group>/<slug>.yaml`` (domain.md, "Scenario")."""
    for each in shelves.stories:
        if each.story.slug != each.stem:
            yield Fault(each.file, "slug", f"make the slug {each.stem}, as the file is called")


def stories_have_known_topics(shelves: Shelves) -> Iterator[Fault]:
    """What a story practises is a topic of topics.yaml (domain.md, "Topic")."""
    for each in shelves.stories:
        named = [(f"topics.{number}", topic) for number, topic in enumerate(each.story.topics)]
        named += [(f"{place}.topic", answer.topic) for place, answer in each.answers if answer.topic]
        for place, topic in named:
            if topic not in shelves.library.topics.slugs:
                yield Fault(each.file, place, f"name a topic of protocols/topics.yaml: {topic} is not there")


def other_topics_have_a_tip(shelves: Shelves) -> Iterator[Fault]:
    """The story's tip is on its leading topic, so a topic that another answer is about brings its own (build._tip)."""
    without = {topic.slug for topic in shelves.library.topics if not topic.tip}
    for each in shelves.stories:
        for place, answer in each.answers:
            if answer.topic in without - {each.story.topics[0]}:
                yield Fault(each.file, f"{place}.topic", f"add a tip to {answer.topic} in {TOPICS}: it has none")


def other_versions_fit_the_story(shelves: Shelves) -> Iterator[Fault]:
    """Another version holds under a stance that exists, on what the story or the answer is about (domain.md)."""
    for each in shelves.stories:
        own = {place: answer.topic for place, answer in each.answers}
        for place, subject in each.story.versions:
            about = {*each.story.topics, own.get(place.partition(".under.")[0])}
            if advice := advise(subject, shelves.library.topics):
                yield Fault(each.file, f"{place}.subject", advice)
            elif subject.topic not in about:
                yield Fault(each.file, f"{place}.subject", f"add {subject.topic} to topics, or take this version out")


def cast_is_drawn(shelves: Shelves) -> Iterator[Fault]:
    """Who has a role is a child of cast.yaml (domain.md, "Scenario")."""
    for each in shelves.stories:
        for key in each.story.cast:
            if key not in shelves.library.cast.keys:
                yield Fault(each.file, f"cast.{key}", f"choose a child of lessons/cast.yaml: {key} is not there")


def placeholders_are_known(shelves: Shelves) -> Iterator[Fault]:
    """A name is filled in for children of the story's cast, and for the teacher without a pronoun (cast.fill)."""
    for each in shelves.stories:
        for place, text in each.shown:
            for key in placeholders(text):
                if key not in each.story.cast and key not in TEACHER:
                    yield Fault(each.file, place, f"give {key} a role in cast, or name somebody who has one")
            if any(found.group(1) in TEACHER and found.group(2) for found in PLACEHOLDER.finditer(text)):
                yield Fault(each.file, place, "say {juf} without a pronoun: it may be a juf, a meester or both")
            if set("{}") & set(PLACEHOLDER.sub("", text)):
                yield Fault(each.file, place, f"write placeholders as {{noor}} or {{noor:zij/hij}}: “{text}”")


def everybody_in_the_cast_occurs(shelves: Shelves) -> Iterator[Fault]:
    """Who has a role is named, says something or is drawn: roles are counted for balance (domain.md)."""
    for each in shelves.stories:
        there = {key for _, text in each.shown for key in placeholders(text)}
        there |= {post.who for _, post in each.story.said} | {key for _, key in each.members}
        for key in each.story.cast:
            if key not in there:
                yield Fault(each.file, f"cast.{key}", f"let {key} do something in the story, or take the role out")


def names_are_placeholders(shelves: Shelves) -> Iterator[Fault]:
    """A story never uses the name of a child in the group, so another child must be able to stand in (product.md)."""
    for each in shelves.stories:
        for place, text in each.shown:
            for child in shelves.library.cast.children:
                if re.search(rf"\b{re.escape(child.name)}s?\b", text):
                    yield Fault(each.file, place, f"write {{{child.key}}} instead of {child.name}")


def posts_are_from_somebody_known(shelves: Shelves) -> Iterator[Fault]:
    """A post is from a child of the story's cast, from ``jij``, or from somebody who is not drawn (parts.Post)."""
    drawn = {word.casefold(): child.key for child in shelves.library.cast.children for word in (child.key, child.name)}
    for each in shelves.stories:
        for place, post in each.story.said:
            key = drawn.get(post.who.casefold())
            if key and post.who != key:
                yield Fault(each.file, f"{place}.who", f"write {key} instead of {post.who}")
            elif key and key not in each.story.cast:
                yield Fault(each.file, f"{place}.who", f"give {key} a role in cast")
            elif post.who != READER and post.who.casefold() == READER:
                yield Fault(each.file, f"{place}.who", f"write {READER} instead of {post.who}")
            elif set("{}") & set(post.who):
                yield Fault(each.file, f"{place}.who", f"write the key without braces: {post.who}")


def what_a_child_types_is_on_the_screen(shelves: Shelves) -> Iterator[Fault]:
    """A story says who reads along (look/README.md), so what a child types stands where it is read.

    Covers answers that quote a message; one that is sent to somebody apart is on a screen of its own.
    """
    for each in shelves.stories:
        for choice in each.story.choices if isinstance(each.story, Choose) else ():
            if not _TYPED.search(choice.text):
                continue
            if not choice.then or choice.then[0].who != READER:
                yield Fault(each.file, f"choices.{choice.key}.then", f"begin with what {READER} types: “{choice.text}”")
            if _APART.search(choice.text) and not choice.apart:
                yield Fault(each.file, f"choices.{choice.key}.apart", "say who is in that conversation: title and note")


def members_are_cast(shelves: Shelves) -> Iterator[Fault]:
    """Whose portrait is on the screen has a role (domain.md, "Scenario")."""
    for each in shelves.stories:
        for place, key in each.members:
            if key not in each.story.cast:
                yield Fault(each.file, place, f"give {key} a role in cast")


def roles_are_balanced(shelves: Shelves) -> Iterator[Fault]:
    """No role is mostly one gender, one origin, or the child with an aid (domain.md, last paragraph of "Building").

    Counted for a role that is cast at least six times over all stories.
    """
    castings: dict[Role, list[Child]] = {}
    for each in shelves.stories:
        for key, role in each.story.cast.items():
            if key in shelves.library.cast.keys:
                castings.setdefault(role, []).append(shelves.library.cast.child(key))
    for role, children in castings.items():
        if len(children) >= OFTEN:
            yield from (Fault("quizzes", f"roles.{role}", what) for what in _lopsided(role, children))


RULES = (
    stories_have_their_slug_as_name,
    stories_have_known_topics,
    other_topics_have_a_tip,
    other_versions_fit_the_story,
    cast_is_drawn,
    placeholders_are_known,
    everybody_in_the_cast_occurs,
    names_are_placeholders,
    posts_are_from_somebody_known,
    what_a_child_types_is_on_the_screen,
    members_are_cast,
    roles_are_balanced,
)


def _lopsided(role: Role, children: list[Child]) -> Iterator[str]:
    total = len(children)
    for pronoun, count in Counter(child.pronoun for child in children).items():
        if count * 3 > total * 2:
            yield f"let others play {role} too: {pronoun} {count} of {total} times ({_who(children)})"
    for roots, count in Counter(child.roots for child in children).items():
        if count * 4 > total * 3:
            yield f"let others play {role} too: roots {roots} {count} of {total} times ({_who(children)})"
    if (count := sum(1 for child in children if child.aid)) * 2 > total:
        yield f"let others play {role} too: a child with an aid {count} of {total} times ({_who(children)})"


def _who(children: list[Child]) -> str:
    return ", ".join(f"{key} {count}" for key, count in Counter(child.key for child in children).most_common())

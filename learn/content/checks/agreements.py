"""Rules for topics and protocols."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path

from learn.content.base import Fault
from learn.content.cast import PLACEHOLDER
from learn.content.cast import TEACHER
from learn.content.checks.shelves import Placed
from learn.content.checks.shelves import Shelves
from learn.content.library import LOOKS
from learn.content.library import NO_PROTOCOLS
from learn.content.library import PROGRAMMES
from learn.content.protocols import Document
from learn.content.readability import unsuited
from learn.content.readability import words
from learn.content.topics import Subject
from learn.content.topics import Topics

TOPICS = "protocols/topics.yaml"
CHILD_SENTENCE = 10
TIP = 12


def keys_occur_once(shelves: Shelves) -> Iterator[Fault]:
    """Topics, stances, drawn children, help lines and facts go by their key (domain.md, "What people wrote")."""
    library = shelves.library
    listed: list[tuple[str, str, Iterable[str]]] = [
        (TOPICS, "topics", (topic.slug for topic in library.topics)),
        ("lessons/cast.yaml", "children", (child.key for child in library.cast.children)),
        (
            "lessons/cast.yaml",
            "children",
            (name for child in library.cast.children for name in (child.name, *child.also)),
        ),
        ("lessons/facts.yaml", "help_lines", (line.key for line in library.facts.help_lines)),
        ("lessons/facts.yaml", "facts", (fact.key for fact in library.facts.facts)),
        (LOOKS, "looks", (look.key for look in library.looks.looks)),
        (PROGRAMMES, "programmes", (each.key for each in library.programmes.programmes)),
    ]
    listed += [
        (TOPICS, f"topics.{topic.slug}.stances", (stance.slug for stance in topic.stances)) for topic in library.topics
    ]
    for file, place, keys in listed:
        for key in _twice(keys):
            yield Fault(file, f"{place}.{key}", f"use {key} once: it stands here twice")


def child_sentences_are_short(shelves: Shelves) -> Iterator[Fault]:
    """A child can keep a sentence of at most ten words (topics.md)."""
    for place, sentence in child_sentences(shelves.library.topics):
        if (count := len(words(sentence))) > CHILD_SENTENCE:
            yield Fault(TOPICS, place, f"say it in {CHILD_SENTENCE} words (it has {count}): “{sentence}”")


def child_sentences_have_words_for_children(shelves: Shelves) -> Iterator[Fault]:
    """Children sign these sentences and read the tips: words of section 7 of content.md only, and no brands."""
    for place, sentence in (*child_sentences(shelves.library.topics), *tips(shelves.library.topics)):
        if found := unsuited(sentence, 6):
            yield Fault(TOPICS, place, f"find other words for children than {', '.join(found)}")


def tips_are_short(shelves: Shelves) -> Iterator[Fault]:
    """A tip stands under the feedback and stays shorter than that (content.md 6.14)."""
    for place, tip in tips(shelves.library.topics):
        if (count := len(words(tip))) > TIP:
            yield Fault(TOPICS, place, f"say it in {TIP} words (it has {count}): “{tip}”")


def topics_name_only_the_teacher(shelves: Shelves) -> Iterator[Fault]:
    """A topic stands in every story, so nobody of a cast is in it: ``{juf}`` is its only placeholder (cast.fill)."""
    for place, text in (*child_sentences(shelves.library.topics), *tips(shelves.library.topics)):
        if set("{}") & set(PLACEHOLDER.sub(_without_teacher, text)):
            yield Fault(TOPICS, place, f"use no placeholder but {{juf}} here: “{text}”")


def protocols_have_their_slug_as_name(shelves: Shelves) -> Iterator[Fault]:
    """A protocol stands in ``protocols/<slug>.yaml`` (domain.md)."""
    for file in shelves.files("protocols/*.yaml"):
        if file in NO_PROTOCOLS or file in shelves.unread:
            continue
        if Path(file).stem not in shelves.library.protocols:
            yield Fault(file, "slug", f"make the slug {Path(file).stem}, as the file is called")


def refs_occur_once(shelves: Shelves) -> Iterator[Fault]:
    """A clause is cited by its number or its alias, so nothing else goes by it (domain.md)."""
    for file, document in _documents(shelves):
        names = [name for clause in document.clauses for name in {clause.ref, clause.alias} if name]
        for name in _twice(names):
            yield Fault(file, f"clauses.{name}", f"call one clause “{name}”: here two are")


def clauses_are_about_known_topics(shelves: Shelves) -> Iterator[Fault]:
    """A clause names topics of topics.yaml, and how the school stands on each where schools differ (topics.md)."""
    for file, document in _documents(shelves):
        for clause in document.clauses:
            for subject in clause.topics:
                if advice := advise(subject, shelves.library.topics):
                    yield Fault(file, f"clauses.{clause.ref}.topics", advice)


def looks_are_for_known_topics_and_facts(shelves: Shelves) -> Iterator[Fault]:
    """The check of a protocol looks for topics of topics.yaml, and rests on facts with a source (product.md)."""
    library = shelves.library
    facts = {fact.key: fact for fact in library.facts.facts}
    for look in library.looks.looks:
        place = f"looks.{look.key}"
        for subject in look.subjects:
            if subject.topic not in library.topics.slugs or (
                subject.stance and str(subject) not in library.topics.subjects
            ):
                yield Fault(LOOKS, place, f"name a topic of {TOPICS}, with a stance it has: {subject} is not there")
        if look.fact and look.fact not in facts:
            yield Fault(LOOKS, f"{place}.fact", f"name a fact of lessons/facts.yaml: {look.fact} is not there")
        elif look.part == "dated" and look.fact and facts[look.fact].since is None:
            yield Fault(LOOKS, f"{place}.fact", f"say in lessons/facts.yaml since when {look.fact} holds")


def programmes_are_about_known_topics(shelves: Shelves) -> Iterator[Fault]:
    """A programme names topics of topics.yaml; how a school stands on them is the protocol's (domain.md, Coverage)."""
    for programme in shelves.library.programmes.programmes:
        for topic in programme.topics:
            if topic not in shelves.library.topics.slugs:
                place = f"programmes.{programme.key}.topics"
                yield Fault(PROGRAMMES, place, f"name a topic of {TOPICS}: {topic} is not there")


RULES = (
    keys_occur_once,
    child_sentences_are_short,
    child_sentences_have_words_for_children,
    tips_are_short,
    topics_name_only_the_teacher,
    protocols_have_their_slug_as_name,
    refs_occur_once,
    clauses_are_about_known_topics,
    looks_are_for_known_topics_and_facts,
    programmes_are_about_known_topics,
)


def child_sentences(topics: Topics) -> Iterator[Placed]:
    """Every sentence a child can be asked to keep, with its place."""
    for topic in topics:
        if topic.child:
            yield f"topics.{topic.slug}.child", topic.child
        for stance in topic.stances:
            yield f"topics.{topic.slug}.stances.{stance.slug}.child", stance.child


def tips(topics: Topics) -> Iterator[Placed]:
    """Every tip of a topic, with its place."""
    for topic in topics:
        if topic.tip:
            yield f"topics.{topic.slug}.tip", topic.tip


def advise(subject: Subject, topics: Topics) -> str | None:
    """What to do about a subject that fits no topic or stance; None when it fits."""
    if subject.topic not in topics.slugs:
        return f"name a topic of {TOPICS}: {subject.topic} is not there"
    known = [stance.slug for stance in topics.topic(subject.topic).stances]
    if subject.stance is None and known:
        return f"add the stance to {subject.topic}: {', '.join(known)}"
    if subject.stance and not known:
        return f"leave the stance out of {subject}: schools do not differ on {subject.topic}"
    if subject.stance and subject.stance not in known:
        return f"name a stance of {subject.topic} ({', '.join(known)}): {subject.stance} is none"
    return None


def _documents(shelves: Shelves) -> Iterator[tuple[str, Document]]:
    for slug, protocol in shelves.library.protocols.items():
        yield f"protocols/{slug}.yaml", protocol.document


def _without_teacher(found: re.Match[str]) -> str:
    return "" if found.group() in {f"{{{word}}}" for word in TEACHER} else found.group()


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]

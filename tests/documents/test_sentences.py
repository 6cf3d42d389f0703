"""Sentences by what they are about: that none is filed wrongly, and how many the reader knows.

The patterns were not made from them, so what patterns alone make of them says how far patterns reach. The table of
likeness was: what both together make of them says that nothing got lost.
"""

from collections.abc import Callable
from collections.abc import Iterable

from learn.documents.clauses import RawClause
from learn.documents.recognise import About
from learn.documents.recognise import recogniser
from learn.documents.weighing import scale
from tests.documents.measures import Count
from tests.documents.measures import shipped_topics
from tests.documents.sentences import Sentence
from tests.documents.sentences import sentences

FEWEST = 17
"""So many ways to say it each topic has at least."""


def test_every_sentence_is_about_topics_and_stances_there_are() -> None:
    topics = shipped_topics()

    for each in sentences():
        for topic, stance in each.subjects.items():
            assert stance is None or stance in {one.slug for one in topics.topic(topic).stances}, each.clause.text


def test_every_topic_has_many_sentences_and_none_is_there_twice() -> None:
    said = [each.clause for each in sentences()]

    assert len(set(said)) == len(said)
    for topic in shipped_topics():
        assert sum(topic.slug in each.subjects for each in sentences()) >= FEWEST, topic.slug
    assert sum(not each.subjects for each in sentences()) >= 100


def test_patterns_alone_know_most() -> None:
    found, wrong, stances = measured(recogniser().about, sentences())

    assert found.share >= 0.74
    assert wrong.share <= 0.16
    assert stances.share >= 0.85


def test_patterns_and_likeness_together_know_nearly_all() -> None:
    found, wrong, stances = measured(scale().about, sentences())

    assert found.share >= 0.98
    assert wrong.share <= 0.03
    assert stances.share >= 0.96


def measured(about: Callable[[RawClause], Iterable[About]], said: Iterable[Sentence]) -> tuple[Count, Count, Count]:
    """Sentences of which a topic is found, topics that are wrong, and stances that are right where the topic is."""
    found = wrong = stances = Count()
    for each in said:
        got = {one.topic: one.stance for one in about(each.clause)}
        right = got.keys() & each.subjects.keys()
        found += Count(bool(right), bool(each.subjects))
        wrong += Count(len(got) - len(right), len(got))
        taken = [got[topic] == each.subjects[topic] for topic in right if each.subjects[topic]]
        stances += Count(sum(taken), len(taken))
    return found, wrong, stances

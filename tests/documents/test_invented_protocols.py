"""Whole documents, read beside what a person made of them: what a school may count on when it brings its own.

The floors are promises. Those of ``unseen`` stand a little under what is measured, and only ever go up; of what is in
those documents nothing is looked at, so a test that fails says how well they are read together and not where.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from learn.content.protocols import EVERYONE
from learn.documents import files
from learn.documents.clauses import find
from learn.documents.lines import Unreadable
from learn.documents.reading import read
from tests.documents.measures import EARLY
from tests.documents.measures import LATE
from tests.documents.measures import PROTOCOLS
from tests.documents.measures import UNSEEN
from tests.documents.measures import Beside
from tests.documents.measures import Measure
from tests.documents.measures import beside
from tests.documents.measures import invented
from tests.documents.measures import letters
from tests.documents.measures import shipped_topics
from tests.documents.measures import total

ALL = [document for folder in (EARLY, LATE, UNSEEN) for document in invented(folder)]
REAL_SCHOOLS = ("basisschool de bron", "kardinaal de jong", "edu-ley", "archipel", "lentiz")


def together(*folders: Path) -> Measure:
    return total([beside(document) for folder in folders for document in invented(folder)])


def stances_of(topic: str) -> set[str | None]:
    return {None, *(stance.slug for stance in shipped_topics().topic(topic).stances)}


@pytest.fixture(params=ALL, ids=lambda document: document.stem)
def read_one(request: pytest.FixtureRequest) -> Beside:
    return beside(request.param)


# ---- Every document


def test_clauses_stand_in_the_order_of_the_document(read_one: Beside) -> None:
    at = [each for each in read_one.at if each is not None]

    assert at == sorted(at)


def test_hardly_a_clause_is_lost_and_hardly_one_made_up(read_one: Beside) -> None:
    assert read_one.measure.found.share >= 0.75
    assert read_one.measure.extra.share <= 0.35


def test_every_clause_binds_somebody_and_is_about_topics_there_are(read_one: Beside) -> None:
    for clause in read_one.clauses:
        assert clause.binds == tuple(party for party in EVERYONE if party in clause.binds) != ()
        assert 0 < clause.sure <= 1
        assert clause.stances.keys() <= set(clause.topics)
        for topic in clause.topics:
            assert clause.stances.get(topic) in stances_of(topic), clause.ref


def test_no_two_clauses_have_the_same_ref(read_one: Beside) -> None:
    refs = [clause.ref for clause in read_one.clauses]

    assert len(set(refs)) == len(refs)


def test_a_person_read_each_document_down_to_its_topics(read_one: Beside) -> None:
    assert len({each.ref for each in read_one.gold}) == len(read_one.gold)
    for each in read_one.gold:
        assert each.binds and each.binds <= set(EVERYONE), each.ref
        assert each.stances.keys() <= each.topics, each.ref
        for topic in each.topics:
            assert each.stances.get(topic) in stances_of(topic), each.ref


# ---- What made the patterns


def test_what_made_the_patterns_is_found() -> None:
    known = together(EARLY, LATE)

    assert known.found.share >= 0.99
    assert known.refs.share >= 0.94
    assert together(EARLY).refs.share >= 0.98


def test_what_made_the_patterns_binds_whom_it_should() -> None:
    assert together(EARLY).binds.share >= 0.99
    assert together(LATE).binds.share >= 0.96


def test_what_made_the_patterns_is_recognised() -> None:
    early, late = together(EARLY), together(LATE)

    assert early.topics.share >= 0.99
    assert early.wrong_topics.share <= 0.01
    assert early.stances.share >= 0.99
    assert late.topics.share >= 0.98
    assert late.wrong_topics.share <= 0.01
    assert late.stances.share >= 0.99


# ---- What the patterns never saw


def test_what_nobody_tuned_on_is_found() -> None:
    unseen = together(UNSEEN)

    assert unseen.found.share >= 0.97
    assert unseen.refs.share >= 0.90
    assert unseen.extra.share <= 0.03


def test_what_nobody_tuned_on_binds_whom_it_should() -> None:
    assert together(UNSEEN).binds.share >= 0.895


def test_what_nobody_tuned_on_is_recognised() -> None:
    unseen = together(UNSEEN)

    assert unseen.topics.share >= 0.92
    assert unseen.wrong_topics.share <= 0.11
    assert unseen.stances.share >= 0.935


# ---- The collection


def test_every_document_has_its_gold_and_no_name_is_there_twice() -> None:
    texts = {path.relative_to(PROTOCOLS).with_suffix("") for path in PROTOCOLS.rglob("*.txt")}
    golds = {path.relative_to(PROTOCOLS).with_suffix("") for path in PROTOCOLS.rglob("*.yaml")}

    assert texts == golds
    assert len({path.name for path in texts}) == len(ALL) == len(texts)


def test_no_real_school_is_among_them() -> None:
    for document in ALL:
        said = (document.read_text("utf-8") + document.with_suffix(".yaml").read_text("utf-8")).lower()
        assert [name for name in REAL_SCHOOLS if name in said] == [], document.stem


# ---- Whatever comes in

KNOWN_LINES = [
    line for folder in (EARLY, LATE) for path in invented(folder) for line in path.read_text("utf-8").splitlines()
]
MARKS = st.sampled_from(
    ["", "", "1. ", "2) ", "1.1 ", "a. ", "ii. ", "- ", "• ", "Artikel 3 ", "# ", "| ", "\t", "    "]
)
LINES = st.one_of(st.sampled_from(KNOWN_LINES), st.just(""), st.text(max_size=40))
TEXTS = st.lists(st.builds("{}{}".format, MARKS, LINES), max_size=15).map("\n".join)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_whatever_lines_come_in_they_are_read_or_refused(text: str) -> None:
    try:
        lines = files.lines(text.encode())
    except Unreadable as refused:
        assert refused.reason
        return

    reading = read(lines, shipped_topics())

    said = iter(letters(text))
    assert all(letter in said for clause in reading.clauses for letter in letters(clause.text))
    assert [clause.ref for clause in reading.clauses] == [clause.ref for clause in find(lines).clauses]
    assert set(reading.agreements) <= {clause.ref for clause in reading.clauses}

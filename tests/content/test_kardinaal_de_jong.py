"""Kardinaal De Jong's protocol as shipped: what is particular to it."""

import pytest

from learn.content.library import Library
from learn.content.protocols import Clause
from learn.content.protocols import Protocol


@pytest.fixture
def kardinaal(library: Library) -> Protocol:
    return library.protocol("kardinaal-de-jong")


@pytest.mark.parametrize(("capital", "small"), [("A.1", "a.1"), ("A.4", "a.4"), ("B.1", "b.1")])
def test_a_capital_and_a_small_letter_are_two_clauses(kardinaal: Protocol, capital: str, small: str) -> None:
    assert _clause(kardinaal, capital).paraphrase != _clause(kardinaal, small).paraphrase


def test_only_how_the_internet_works_and_the_law_reach_beyond_school(kardinaal: Protocol) -> None:
    everywhere = [clause.ref for clause in kardinaal.document.clauses if clause.applies == "everywhere"]

    assert everywhere == ["Bedenk dat 1", "Bedenk dat 2", "Bedenk dat 3"]


@pytest.mark.parametrize("topic", ["decency", "personal-data", "photos-of-people", "own-responsibility", "good-name"])
def test_what_has_nothing_to_do_with_school_is_outside_the_protocol(kardinaal: Protocol, topic: str) -> None:
    assert kardinaal.agreement(topic, "home", about_school=True)
    assert kardinaal.agreement(topic, "home", about_school=False) is None


def test_what_stays_online_stays_there_at_home_too(kardinaal: Protocol) -> None:
    about_school = kardinaal.agreement("online-stays", "home", about_school=True)
    at_home = kardinaal.agreement("online-stays", "home", about_school=False)

    assert about_school and about_school.clause.ref == "a.4"
    assert at_home and at_home.clause.ref == "Bedenk dat 2"


def test_clauses_that_say_the_same_are_signed_together(kardinaal: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in kardinaal.rules}

    assert rules["decency"].refs == ("A.3", "a.7", "Bedenk dat 4")
    assert rules["online-stays"].refs == ("a.4", "Bedenk dat 2")


def test_a_photo_goes_online_when_who_is_in_it_agrees(kardinaal: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in kardinaal.rules}

    assert rules["photos-of-people"].subject.stance == "with-consent-of-shown"


def test_staff_are_no_friends_of_pupils_and_children_sign_nothing_about_it(kardinaal: Protocol) -> None:
    assert [str(subject) for subject in _clause(kardinaal, "a.6").topics] == ["teachers-no-friends/forbidden"]
    assert kardinaal.speaks_of("teachers-no-friends") is None


@pytest.mark.parametrize("ref", ["Sancties 3", "Sancties 4", "Sancties 5"])
def test_what_school_does_when_it_goes_wrong_is_shown_to_nobody_as_a_rule_to_sign(
    kardinaal: Protocol, ref: str
) -> None:
    assert [str(subject) for subject in _clause(kardinaal, ref).topics] == ["consequences"]
    assert kardinaal.speaks_of("consequences") is None


@pytest.mark.parametrize("ref", ["a.4", "a.7", "Sancties 3", "Sancties 4", "Sancties 5", "Bedenk dat 3"])
def test_children_do_not_read_a_sentence_that_blames_frightens_or_is_wrong(kardinaal: Protocol, ref: str) -> None:
    assert _clause(kardinaal, ref).show_literal == "staff"


def test_children_read_these_sentences_of_the_document_itself(kardinaal: Protocol) -> None:
    read = [clause.ref for clause in kardinaal.document.clauses if clause.show_literal == "pupils"]

    assert read == ["a.3", "Bedenk dat 1", "Bedenk dat 2"]


@pytest.mark.parametrize("topic", ["tell-an-adult", "report-harm", "phone-at-school", "recording-at-school"])
def test_on_this_the_document_is_silent(kardinaal: Protocol, topic: str) -> None:
    spoken_of = {subject.topic for clause in kardinaal.document.clauses for subject in clause.topics}

    assert topic not in spoken_of


@pytest.mark.parametrize("about", ["hoofdletters", "B.2 beperkt", "naars kan melden", "telefoon", "stappenplansexting"])
def test_staff_are_told_what_the_document_as_a_whole_leaves_open(kardinaal: Protocol, about: str) -> None:
    assert any(about in remark for remark in kardinaal.document.remarks)


@pytest.mark.parametrize(
    ("ref", "about"),
    [
        ("a.1", "schooljaar 2024-2025"),
        ("a.1", "respectievelijk"),
        ("a.4", "artikel 17"),
        ("a.4", "Bedenk dat 2"),
        ("Bedenk dat 2", "a.4"),
        ("a.5", "onder de 16"),
        ("a.7", "terechtkan"),
        ("Sancties 3", "herstellen"),
        ("Sancties 4", "en/of"),
        ("Sancties 4", "Sancties 5"),
        ("Sancties 5", "Sancties 4"),
        ("Sancties 5", "onder de 12"),
        ("Bedenk dat 3", "schadevergoeding"),
        ("Bedenk dat 3", "artikel 15a"),
    ],
)
def test_staff_are_told_where_the_document_contradicts_itself_or_the_law(
    kardinaal: Protocol, ref: str, about: str
) -> None:
    assert any(about in remark for remark in _clause(kardinaal, ref).remarks)


def _clause(protocol: Protocol, name: str) -> Clause:
    return next(clause for clause in protocol.document.clauses if clause.name == name)

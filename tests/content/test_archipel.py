"""Archipel's protocol as shipped: what is particular to it, above all that it is for staff."""

import pytest

from learn.content.library import Library
from learn.content.protocols import Clause
from learn.content.protocols import Protocol

SHOWN_TO_STAFF = {
    "4": ["public-quarrel", "teachers-no-friends/reserved"],
    "5": ["personal-data/with-permission", "photos-of-people/with-consent-of-shown"],
    "6": ["copyright"],
    "7": ["good-name"],
    "9": ["online-stays"],
    "12": ["consequences"],
}


@pytest.fixture
def archipel(library: Library) -> Protocol:
    return library.protocol("archipel")


def test_what_binds_staff_has_its_topics_and_is_never_an_agreement(archipel: Protocol) -> None:
    found = {
        clause.name: [str(subject) for subject in clause.topics]
        for clause in archipel.document.clauses
        if clause.topics and clause.binds == ("staff",)
    }

    assert found == SHOWN_TO_STAFF


def test_children_sign_one_rule_and_no_clause_for_staff_is_cited_with_it(archipel: Protocol) -> None:
    (rule,) = archipel.rules

    assert rule.subject.topic == "good-name"
    assert rule.refs == ("8",)


def test_the_one_agreement_is_about_school(archipel: Protocol) -> None:
    assert archipel.agreement("good-name", "school", about_school=False)
    assert archipel.agreement("good-name", "home", about_school=True)
    assert archipel.agreement("good-name", "home", about_school=False) is None


@pytest.mark.parametrize("topic", ["phone-at-school", "photos-of-people", "tell-an-adult", "copyright", "online-stays"])
def test_what_the_document_asks_of_staff_or_nobody_leaves_children_a_tip(archipel: Protocol, topic: str) -> None:
    assert archipel.speaks_of(topic) is None


def test_staff_keep_some_distance_but_nothing_is_forbidden(archipel: Protocol) -> None:
    assert "teachers-no-friends/reserved" in map(str, _clause(archipel, "4").topics)
    assert any("geen verbod" in remark for remark in _clause(archipel, "4").remarks)


def test_children_read_none_of_the_literal_sentences(archipel: Protocol) -> None:
    assert {clause.show_literal for clause in archipel.document.clauses} == {"staff"}


@pytest.mark.parametrize(
    "about", ["geen afspraken voor leerlingen", "bijna overal een tip", "wie een leerling terechtkan"]
)
def test_staff_are_told_what_the_document_does_not_have(archipel: Protocol, about: str) -> None:
    assert any(about in remark for remark in archipel.document.remarks)


@pytest.mark.parametrize(
    ("ref", "about"),
    [
        ("5", "wie toestemming geeft"),
        ("5", "richtlijnen"),
        ("7", "artikel 10"),
        ("10", "artikel 7 en 8"),
        ("8", "niet wie het moet doen"),
        ("9", "recht op wissen"),
        ("12", "staat niet in het document"),
    ],
)
def test_staff_are_told_where_the_document_is_unclear(archipel: Protocol, ref: str, about: str) -> None:
    assert any(about in remark for remark in _clause(archipel, ref).remarks)


def _clause(protocol: Protocol, name: str) -> Clause:
    return next(clause for clause in protocol.document.clauses if clause.name == name)

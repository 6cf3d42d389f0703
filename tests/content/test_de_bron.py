"""De Bron's protocol as shipped: what is particular to it."""

import pytest

from learn import paths
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.topics import Topics


@pytest.fixture(scope="module")
def de_bron() -> Protocol:
    topics = read(Topics, read_yaml(paths.PROTOCOLS / "topics.yaml", "topics.yaml"), "topics.yaml")
    document = read(Document, read_yaml(paths.PROTOCOLS / "de-bron.yaml", "de-bron.yaml"), "de-bron.yaml")
    return Protocol(document, topics)


def test_the_pupil_agreements_go_by_the_name_the_school_uses(de_bron: Protocol) -> None:
    aliases = [clause.alias for clause in de_bron.document.clauses if clause.alias]

    assert aliases == [f"gedragsafspraak {number}" for number in range(1, 8)]


@pytest.mark.parametrize("ref", ["A.5", "A.8"])
def test_what_binds_staff_is_never_an_agreement(de_bron: Protocol, ref: str) -> None:
    assert _clause(de_bron, ref).binds == ("staff",)
    assert _clause(de_bron, ref).topics
    assert ref not in {agreement.clause.name for agreement in de_bron.agreements}


def test_what_was_written_for_pupils_alone_leads(de_bron: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in de_bron.rules}

    assert rules["recording-at-school"].subject.stance == "head-permission"
    assert rules["recording-at-school"].refs == ("gedragsafspraak 6",)
    assert rules["photos-of-people"].refs == ("gedragsafspraak 3", "A.6")


def test_a_photo_rule_for_school_does_not_reach_into_the_home(de_bron: Protocol) -> None:
    at_school = de_bron.agreement("photos-of-people", "school", about_school=False)
    about_school = de_bron.agreement("photos-of-people", "home", about_school=True)

    assert at_school and at_school.clause.name == "gedragsafspraak 3"
    assert about_school and about_school.clause.name == "A.6"
    assert de_bron.agreement("photos-of-people", "home", about_school=False) is None


def test_telling_an_adult_holds_everywhere(de_bron: Protocol) -> None:
    told = de_bron.agreement("tell-an-adult", "home", about_school=False)

    assert told and told.clause.name == "gedragsafspraak 1"


@pytest.mark.parametrize("ref", ["gedragsafspraak 1", "A.4", "A.6", "A.9"])
def test_children_do_not_read_a_sentence_that_blames_frightens_or_is_wrong(de_bron: Protocol, ref: str) -> None:
    assert _clause(de_bron, ref).show_literal == "staff"


def test_the_child_that_tells_is_not_to_blame_and_no_condition_is_added(de_bron: Protocol) -> None:
    assert _clause(de_bron, "gedragsafspraak 1").paraphrase.endswith("Het is niet jouw schuld.")


@pytest.mark.parametrize(
    ("ref", "about"),
    [
        ("A.1", "gedragsafspraak 6"),
        ("gedragsafspraak 6", "A.1"),
        ("A.5", "A.6"),
        ("A.6", "A.5"),
        ("A.6", "auteursrecht"),
        ("A.9", "Noot 3"),
        ("B.1", "ander bestuur"),
        ("gedragsafspraak 1", "voorwaarde"),
    ],
)
def test_staff_are_told_where_the_document_contradicts_itself(de_bron: Protocol, ref: str, about: str) -> None:
    assert any(about in remark for remark in _clause(de_bron, ref).remarks)


def _clause(protocol: Protocol, name: str) -> Clause:
    return next(clause for clause in protocol.document.clauses if clause.name == name)

"""De Bron's protocol as shipped: every clause of the document, and what its children can be held to."""

import pytest

from learn import paths
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.protocols import EVERYONE
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.topics import Topics

REFS = (
    *(f"Uitgangspunten {number}" for number in range(1, 6)),
    *(f"Doelgroep {number}" for number in range(1, 3)),
    *(f"Middelen {number}" for number in range(1, 4)),
    *(f"A.{number}" for number in range(1, 11)),
    *(f"B.{number}" for number in range(1, 4)),
    *(f"C.{number}" for number in range(1, 5)),
    *(f"Lesprogramma's {number}" for number in range(1, 4)),
    *(f"Aanvullende gedragsafspraken {number}" for number in range(1, 8)),
)
AGREEMENTS = {
    "Uitgangspunten 3": ["decency"],
    "Uitgangspunten 4": ["good-name"],
    "A.1": ["social-media-in-class/school-hours", "recording-at-school/teacher-permission"],
    "A.2": ["personal-data/unless-harmless"],
    "A.3": ["own-responsibility"],
    "A.4": ["online-stays"],
    "A.6": ["photos-of-people/never"],
    "A.7": ["public-quarrel"],
    "A.9": ["decency", "passwords", "meant-for-you"],
    "A.10": ["report-harm"],
    "gedragsafspraak 1": ["tell-an-adult"],
    "gedragsafspraak 2": ["ask-before-contact/with-permission"],
    "gedragsafspraak 3": ["photos-of-people/never", "meant-for-you"],
    "gedragsafspraak 4": ["plan-online-work"],
    "gedragsafspraak 5": ["phone-at-school/off-in-bag"],
    "gedragsafspraak 6": ["recording-at-school/head-permission"],
    "gedragsafspraak 7": ["phone-for-learning"],
}


@pytest.fixture(scope="module")
def de_bron() -> Protocol:
    topics = read(Topics, read_yaml(paths.PROTOCOLS / "topics.yaml", "topics.yaml"), "topics.yaml")
    document = read(Document, read_yaml(paths.PROTOCOLS / "de-bron.yaml", "de-bron.yaml"), "de-bron.yaml")
    return Protocol(document, topics)


def test_every_clause_stands_there_in_the_order_of_the_document(de_bron: Protocol) -> None:
    assert tuple(clause.ref for clause in de_bron.document.clauses) == REFS
    assert len(REFS) == 27 + 3 + 7


def test_no_two_clauses_share_a_name(de_bron: Protocol) -> None:
    names = [clause.name for clause in de_bron.document.clauses]

    assert len(set(names)) == len(names)


def test_the_pupil_agreements_go_by_the_name_the_school_uses(de_bron: Protocol) -> None:
    aliases = [clause.alias for clause in de_bron.document.clauses if clause.alias]

    assert aliases == [f"gedragsafspraak {number}" for number in range(1, 8)]


def test_children_can_be_held_to_these_and_no_others(de_bron: Protocol) -> None:
    found: dict[str, list[str]] = {}
    for each in de_bron.agreements:
        found.setdefault(each.clause.name, []).append(str(each.subject))

    assert found == AGREEMENTS


@pytest.mark.parametrize("ref", ["A.5", "A.8"])
def test_what_binds_staff_is_never_an_agreement(de_bron: Protocol, ref: str) -> None:
    assert _clause(de_bron, ref).binds == ("staff",)
    assert _clause(de_bron, ref).topics
    assert ref not in {agreement.clause.name for agreement in de_bron.agreements}


@pytest.mark.parametrize(
    ("refs", "binds"),
    [
        (("Uitgangspunten 3", "Uitgangspunten 4", "A.2", "A.3", "A.4", "A.6", "A.7", "A.9", "A.10"), EVERYONE),
        (("A.1",), ("pupils", "staff")),
        (("A.5", "A.8", "B.1", "B.2", "B.3", "C.1", "C.2", "C.3", "C.4"), ("staff",)),
        (tuple(f"gedragsafspraak {number}" for number in range(1, 8)), ("pupils",)),
    ],
)
def test_a_clause_binds_its_subject(de_bron: Protocol, refs: tuple[str, ...], binds: tuple[str, ...]) -> None:
    assert {ref: _clause(de_bron, ref).binds for ref in refs} == dict.fromkeys(refs, binds)


def test_every_agreement_is_signed_with_some_rule(de_bron: Protocol) -> None:
    signed = {ref for rule in de_bron.rules for ref in rule.refs}

    assert {agreement.clause.name for agreement in de_bron.agreements} == signed


def test_there_is_one_rule_a_topic(de_bron: Protocol) -> None:
    topics = [rule.subject.topic for rule in de_bron.rules]

    assert sorted(topics) == sorted({agreement.subject.topic for agreement in de_bron.agreements})


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

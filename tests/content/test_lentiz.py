"""Lentiz's protocol as shipped: written for older pupils, and what children could be held to."""

import pytest

from learn import paths
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.protocols import EVERYONE
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Party
from learn.content.protocols import Protocol
from learn.content.topics import Topics

ITEMS = tuple(f"5.1.i sub {number}" for number in ("i", "ii", "iii", "iv", "v"))
REFS = (
    *(f"2.{letter}" for letter in "abcdef"),
    *(f"3.{letter}" for letter in "abc"),
    *(f"4.{letter}" for letter in "abcdef"),
    *(f"5.1.{letter}" for letter in "abcdefghi"),
    *ITEMS,
    *(f"5.1.{letter}" for letter in "jk"),
    *(f"5.2.{letter}" for letter in "abcdefghi"),
    *(f"6.{letter}" for letter in "abcde"),
    *(f"7.{letter}" for letter in "abcde"),
)
AGREEMENTS = {
    "2.d": ["decency"],
    "2.e": ["good-name"],
    "5.1.a": ["school-name"],
    "5.1.b": ["social-media-in-class/lessons", "phone-at-school/not-in-lessons"],
    "5.1.c": ["phone-at-school/free-in-commons"],
    "5.1.d": ["personal-data/never", "photos-of-people/never"],
    "5.1.f": ["know-the-app"],
    "5.1.g": ["own-responsibility", "forwarding-counts"],
    "5.1.h": ["online-stays"],
    "5.1.i sub i": ["suitable-sites"],
    "5.1.i sub ii": ["passwords"],
    "5.1.i sub iii": ["meant-for-you", "copyright"],
    "5.1.i sub iv": ["posing-as-someone-else"],
    "5.1.i sub v": ["decency"],
    "5.1.j": ["decency"],
    "5.1.k": ["good-name"],
}
BINDS: list[tuple[tuple[str, ...], tuple[Party, ...]]] = [
    (("2.a", "2.b", "2.c", "2.f"), ("staff",)),
    (("2.d", "2.e", "3.a", "3.b", "3.c"), EVERYONE),
    (tuple(f"4.{letter}" for letter in "abcdef"), ("staff",)),
    (("5.1.b",), ("pupils", "staff")),
    (("5.1.a", *(f"5.1.{letter}" for letter in "cdefghi"), *ITEMS, "5.1.j", "5.1.k"), EVERYONE),
    (tuple(f"5.2.{letter}" for letter in "abcdefghi"), ("staff",)),
    (tuple(f"6.{letter}" for letter in "abcde"), ("staff",)),
    (("7.a", "7.b", "7.c"), ("pupils", "parents")),
    (("7.d", "7.e"), ("staff",)),
]
SHOWN_ONLY = {
    "4.b": ["photos-of-people/never"],
    "4.e": ["personal-data/with-permission", "photos-of-people/with-consent-of-shown"],
    "4.f": ["personal-data/never", "school-name"],
    "5.2.c": ["personal-data/never", "photos-of-people/never"],
    "5.2.h": ["teachers-no-friends/forbidden"],
    "5.2.i": ["teachers-no-friends/forbidden"],
    "7.a": ["consequences"],
    "7.b": ["consequences"],
    "7.c": ["consequences"],
    "7.d": ["consequences"],
}


@pytest.fixture(scope="module")
def lentiz() -> Protocol:
    topics = read(Topics, read_yaml(paths.PROTOCOLS / "topics.yaml", "topics.yaml"), "topics.yaml")
    document = read(Document, read_yaml(paths.PROTOCOLS / "lentiz.yaml", "lentiz.yaml"), "lentiz.yaml")
    return Protocol(document, topics)


def test_every_clause_stands_there_in_the_order_of_the_document(lentiz: Protocol) -> None:
    assert tuple(clause.ref for clause in lentiz.document.clauses) == REFS
    assert len(REFS) == 45 + 5


def test_children_can_be_held_to_these_and_no_others(lentiz: Protocol) -> None:
    found: dict[str, list[str]] = {}
    for each in lentiz.agreements:
        found.setdefault(each.clause.name, []).append(str(each.subject))

    assert found == AGREEMENTS


@pytest.mark.parametrize(("refs", "binds"), BINDS)
def test_a_clause_binds_its_subject(lentiz: Protocol, refs: tuple[str, ...], binds: tuple[Party, ...]) -> None:
    assert {ref: _clause(lentiz, ref).binds for ref in refs} == dict.fromkeys(refs, binds)


def test_every_clause_binds_somebody_named_here(lentiz: Protocol) -> None:
    assert sorted(ref for refs, _ in BINDS for ref in refs) == sorted(REFS)


def test_what_binds_staff_and_what_a_school_does_about_it_is_never_signed(lentiz: Protocol) -> None:
    found = {
        clause.name: [str(subject) for subject in clause.topics]
        for clause in lentiz.document.clauses
        if clause.topics and clause.name not in AGREEMENTS
    }

    assert found == SHOWN_ONLY


def test_the_head_of_a_list_is_a_clause_without_a_topic(lentiz: Protocol) -> None:
    assert _clause(lentiz, "5.1.i").topics == ()
    assert REFS.index("5.1.i") + 1 == REFS.index("5.1.i sub i")


def test_children_sign_that_the_phone_stays_out_of_lessons_and_not_that_it_is_free_elsewhere(lentiz: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in lentiz.rules}

    assert rules["phone-at-school"].subject.stance == "not-in-lessons"
    assert rules["phone-at-school"].refs == ("5.1.b",)
    assert {agreement.clause.name for agreement in lentiz.agreements} - {
        ref for rule in lentiz.rules for ref in rule.refs
    } == {"5.1.c"}


def test_a_photo_is_never_posted_at_school_nor_at_home_when_it_is_about_school(lentiz: Protocol) -> None:
    at_school = lentiz.agreement("photos-of-people", "school", about_school=False)
    about_school = lentiz.agreement("photos-of-people", "home", about_school=True)

    assert at_school and at_school.subject.stance == "never"
    assert about_school and about_school.subject.stance == "never"
    assert lentiz.agreement("photos-of-people", "home", about_school=False) is None


@pytest.mark.parametrize("topic", ["forwarding-counts", "own-responsibility", "online-stays", "know-the-app"])
def test_what_names_no_place_holds_at_home(lentiz: Protocol, topic: str) -> None:
    assert lentiz.agreement(topic, "home", about_school=False)


@pytest.mark.parametrize("ref", ["5.1.i", *ITEMS])
def test_the_list_for_personal_use_at_school_stays_at_school(lentiz: Protocol, ref: str) -> None:
    assert _clause(lentiz, ref).applies == "at-school"


def test_a_clause_that_allows_sharing_gives_no_agreement_on_data(lentiz: Protocol) -> None:
    assert _clause(lentiz, "5.1.e").topics == ()
    assert any("5.1.d" in remark for remark in _clause(lentiz, "5.1.e").remarks)


def test_children_read_the_literal_sentence_of_one_clause(lentiz: Protocol) -> None:
    assert [clause.ref for clause in lentiz.document.clauses if clause.show_literal == "pupils"] == ["5.1.f"]


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        ("5.1.h", "maakt bang"),
        ("5.1.i sub i", "kinderen van de basisschool"),
        ("5.1.i sub iv", "schuilnaam"),
        ("7.a", "legt schuld"),
        ("7.b", "bang"),
        ("7.c", "bang"),
    ],
)
def test_a_sentence_that_blames_frightens_or_makes_less_safe_is_not_for_children(
    lentiz: Protocol, ref: str, reason: str
) -> None:
    clause = _clause(lentiz, ref)

    assert clause.show_literal == "staff"
    assert reason in (clause.literal_reason or "")


def test_staff_are_told_that_it_is_for_older_pupils_and_which_clauses_that_shows_in(lentiz: Protocol) -> None:
    (remark,) = [each for each in lentiz.document.remarks if "oudere leerlingen" in each]

    assert all(ref in remark for ref in ("4.b", "5.1.c", "5.1.i sub i", "7.a tot en met 7.c"))


def test_staff_are_told_that_there_is_nobody_named_to_tell(lentiz: Protocol) -> None:
    assert lentiz.speaks_of("tell-an-adult") is None
    assert any("wie een leerling terechtkan" in remark for remark in lentiz.document.remarks)


@pytest.mark.parametrize(
    ("ref", "about"),
    [
        ("3.a", "3.c"),
        ("3.c", "3.a"),
        ("4.b", "13 jaar"),
        ("4.e", "5.1.d"),
        ("4.e", "5.2.c"),
        ("5.1.a", "trots"),
        ("5.1.b", "5.1.c"),
        ("5.1.b", "beperking"),
        ("5.1.c", "5.1.b"),
        ("5.1.c", "landelijk"),
        ("5.1.d", "4.e"),
        ("5.1.d", "5.1.e"),
        ("5.1.h", "recht op wissen"),
        ("5.1.i sub i", "geen schuld"),
        ("5.1.i sub iii", "nooit bij het kind op de foto"),
        ("5.1.i sub iv", "schuilnaam mag"),
        ("5.2.c", "4.e"),
        ("6.b", "zedenmisdrijf"),
        ("7.a", "7.d"),
        ("7.b", "7.d"),
        ("7.c", "nog geen 12"),
        ("7.d", "7.a"),
    ],
)
def test_staff_are_told_where_the_document_contradicts_itself_or_what_is_known(
    lentiz: Protocol, ref: str, about: str
) -> None:
    assert any(about in remark for remark in _clause(lentiz, ref).remarks)


def _clause(protocol: Protocol, name: str) -> Clause:
    return next(clause for clause in protocol.document.clauses if clause.name == name)

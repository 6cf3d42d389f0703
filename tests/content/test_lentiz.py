"""Lentiz's protocol as shipped: what is particular to it, above all that it is for older pupils."""

import pytest

from learn.content.library import Library
from learn.content.protocols import Clause
from learn.content.protocols import Protocol

ITEMS = tuple(f"5.1.i sub {number}" for number in ("i", "ii", "iii", "iv", "v"))
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


@pytest.fixture
def lentiz(library: Library) -> Protocol:
    return library.protocol("lentiz")


def test_what_binds_staff_and_what_a_school_does_about_it_is_never_signed(lentiz: Protocol) -> None:
    agreed = {agreement.clause.name for agreement in lentiz.agreements}
    found = {
        clause.name: [str(subject) for subject in clause.topics]
        for clause in lentiz.document.clauses
        if clause.topics and clause.name not in agreed
    }

    assert found == SHOWN_ONLY


def test_the_head_of_a_list_is_a_clause_without_a_topic(lentiz: Protocol) -> None:
    refs = [clause.ref for clause in lentiz.document.clauses]

    assert _clause(lentiz, "5.1.i").topics == ()
    assert refs[refs.index("5.1.i") + 1] == "5.1.i sub i"


def test_children_sign_that_the_phone_stays_out_of_lessons_and_not_that_it_is_free_elsewhere(lentiz: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in lentiz.rules}

    assert rules["phone-at-school"].subject.stance == "not-in-lessons"
    assert rules["phone-at-school"].refs == ("5.1.b",)


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

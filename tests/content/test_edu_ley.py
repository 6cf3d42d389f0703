"""Edu-Ley's protocol as shipped: what is particular to it."""

import pytest

from learn.content.library import Library
from learn.content.protocols import Clause
from learn.content.protocols import Protocol


@pytest.fixture
def edu_ley(library: Library) -> Protocol:
    return library.protocol("edu-ley")


def test_nothing_reaches_beyond_school(edu_ley: Protocol) -> None:
    assert "everywhere" not in {clause.applies for clause in edu_ley.document.clauses}


@pytest.mark.parametrize("topic", ["decency", "personal-data", "photos-of-people", "online-stays", "good-name"])
def test_what_has_nothing_to_do_with_school_is_outside_the_protocol(edu_ley: Protocol, topic: str) -> None:
    assert edu_ley.agreement(topic, "home", about_school=True)
    assert edu_ley.agreement(topic, "home", about_school=False) is None


def test_social_media_are_for_outside_the_lessons(edu_ley: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in edu_ley.rules}

    assert rules["social-media-in-class"].subject.stance == "lessons"
    assert rules["social-media-in-class"].refs == ("A.1",)


def test_the_permission_that_slipped_stands_with_social_media_in_the_lesson(edu_ley: Protocol) -> None:
    sentence = _clause(edu_ley, "A.1").paraphrase.split(". ")[1]

    assert sentence.startswith("Tijdens de les")
    assert sentence.endswith("goedvindt.")


def test_a_photo_goes_online_when_who_is_in_it_agrees(edu_ley: Protocol) -> None:
    rules = {rule.subject.topic: rule for rule in edu_ley.rules}

    assert rules["photos-of-people"].subject.stance == "with-consent-of-shown"
    assert rules["photos-of-people"].refs == ("A.6",)


def test_to_be_encouraged_to_publish_is_nothing_to_be_held_to(edu_ley: Protocol) -> None:
    encouraged = _clause(edu_ley, "Profilering f")

    assert "pupils" in encouraged.binds
    assert encouraged.topics == ()


@pytest.mark.parametrize(
    ("ref", "subject"),
    [
        ("Profilering c", "public-quarrel"),
        ("Profilering d", "photos-of-people/with-consent-of-shown"),
        ("A.7", "teachers-no-friends/forbidden"),
    ],
)
def test_what_staff_promise_is_on_a_topic_but_no_agreement(edu_ley: Protocol, ref: str, subject: str) -> None:
    assert [str(each) for each in _clause(edu_ley, ref).topics] == [subject]
    assert ref not in {agreement.clause.name for agreement in edu_ley.agreements}


@pytest.mark.parametrize("ref", ["Sancties 3", "Sancties 4", "Sancties 5"])
def test_what_school_does_when_it_goes_wrong_is_shown_to_nobody_as_a_rule_to_sign(edu_ley: Protocol, ref: str) -> None:
    assert [str(subject) for subject in _clause(edu_ley, ref).topics] == ["consequences"]
    assert edu_ley.speaks_of("consequences") is None


@pytest.mark.parametrize(
    "ref", ["Profilering b", "Profilering f", "A.1", "A.5", "A.8", "Sancties 3", "Sancties 4", "Sancties 5"]
)
def test_children_do_not_read_a_sentence_that_blames_frightens_or_is_garbled(edu_ley: Protocol, ref: str) -> None:
    assert _clause(edu_ley, ref).show_literal == "staff"


def test_children_read_this_sentence_of_the_document_itself(edu_ley: Protocol) -> None:
    assert [clause.ref for clause in edu_ley.document.clauses if clause.show_literal == "pupils"] == ["A.4"]


@pytest.mark.parametrize("topic", ["tell-an-adult", "report-harm", "phone-at-school", "copyright"])
def test_on_this_the_document_is_silent(edu_ley: Protocol, topic: str) -> None:
    spoken_of = {subject.topic for clause in edu_ley.document.clauses for subject in clause.topics}

    assert topic not in spoken_of


@pytest.mark.parametrize("about", ["Doelgroep 2 beperkt", "naars kan melden", "apart internetprotocol", "telefoon"])
def test_staff_are_told_what_the_document_as_a_whole_leaves_open(edu_ley: Protocol, about: str) -> None:
    assert any(about in remark for remark in edu_ley.document.remarks)


@pytest.mark.parametrize(
    ("ref", "about"),
    [
        ("Profilering b", "meeleest"),
        ("Profilering c", "weggevallen"),
        ("Profilering d", "A.6"),
        ("A.6", "Profilering d"),
        ("Profilering f", "A.2"),
        ("A.2", "Profilering f"),
        ("Profilering f", "A.1"),
        ("A.1", "Profilering f"),
        ("A.1", "schooljaar 2024-2025"),
        ("A.1", "hangt in het document aan"),
        ("A.1", "A.3"),
        ("A.3", "A.1"),
        ("A.5", "artikel 17"),
        ("A.6", "onder de 16"),
        ("A.7", "om medewerkers"),
        ("A.8", "terechtkan"),
        ("Sancties 3", "herstellen"),
        ("Sancties 4", "schorsing en verwijdering"),
        ("Sancties 4", "Sancties 5"),
        ("Sancties 5", "Sancties 4"),
        ("Sancties 5", "onder de 12"),
    ],
)
def test_staff_are_told_where_the_document_contradicts_itself_or_the_law(
    edu_ley: Protocol, ref: str, about: str
) -> None:
    assert any(about in remark for remark in _clause(edu_ley, ref).remarks)


def _clause(protocol: Protocol, name: str) -> Clause:
    return next(clause for clause in protocol.document.clauses if clause.name == name)

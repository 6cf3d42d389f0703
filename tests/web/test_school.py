"""The head's page: more groups, more colleagues, a forgotten password, somebody who leaves."""

import pytest
from flask import Flask

from tests.given import PASSWORD
from tests.given import Given
from tests.given import GivenStaff
from tests.visitor import Visitor


@pytest.fixture
def head(given: Given, app: Flask) -> Visitor:
    given.group("7A")
    return Visitor(app).signs_in(given.staff("Hanna Hoofd", "head")).open("/school")


def told_password(visitor: Visitor) -> str:
    shown = visitor.page.select_one("[role=status] .codeline")
    assert shown is not None
    return shown.get_text(strip=True)


def test_a_group_is_added(head: Visitor) -> None:
    head.press("Voeg de groep toe", group="8B", year="8")

    assert head.sees("Er zijn nu: 7A, 8B")


def test_a_group_of_the_same_name_is_refused(head: Visitor) -> None:
    head.press("Voeg de groep toe", status=422, group="7A", year="7")

    assert head.sees("Er is al een groep 7A.")


def test_a_colleague_comes_and_signs_in_with_the_password_shown_once(head: Visitor, given: Given, app: Flask) -> None:
    head.press(
        "Voeg de collega toe",
        name="Bram Bos",
        called="meester",
        email="bram@school.example",
        role="teacher",
        group_id=given.group("7A").id,
    )
    password = told_password(head)

    bram = GivenStaff(0, "Bram Bos", "bram@school.example", given.school(), password)
    assert Visitor(app).signs_in(bram).sees("Groep 7A")
    head.open("/school")
    assert password not in head.text


@pytest.mark.parametrize(
    ("role", "has_group", "sentence"),
    [("teacher", False, "Een leerkracht heeft een groep"), ("adviser", True, "Een leerkracht heeft een groep")],
)
def test_a_teacher_has_a_group_and_nobody_else(
    head: Visitor, given: Given, role: str, has_group: bool, sentence: str
) -> None:
    group_id = given.group("7A").id if has_group else ""

    head.press("Voeg de collega toe", 422, name="Bram Bos", email="bram@school.example", role=role, group_id=group_id)

    assert head.sees(sentence)


def test_an_address_that_somebody_has_is_refused(head: Visitor, given: Given) -> None:
    anna = given.teacher("Anna Vos")

    head.press("Voeg de collega toe", 422, name="Anna Twee", email=anna.email, role="adviser")

    assert head.sees("Iemand heeft dit e-mailadres al.")


def test_a_new_password_ends_what_the_old_one_opened(head: Visitor, given: Given, app: Flask) -> None:
    anna = given.teacher("Anna Vos")
    at_work = Visitor(app).signs_in(anna)

    head.open("/school").press("Nieuw wachtwoord : Anna Vos")
    password = told_password(head)

    assert at_work.open("/staff").sees("Inloggen")
    assert Visitor(app).signs_in(GivenStaff(0, "", anna.email, anna.school, password)).sees("Groep 7A")


def test_who_leaves_is_out_at_once(head: Visitor, given: Given, app: Flask) -> None:
    anna = given.teacher("Anna Vos")
    at_work = Visitor(app).signs_in(anna)

    head.open("/school").press("Gaat van school : Anna Vos")

    assert head.sees("is van school")
    assert not at_work.open("/staff").sees("Groep 7A")


def test_a_school_keeps_one_head(head: Visitor, given: Given, app: Flask) -> None:
    second = given.staff("Huib Hoofd", "head")
    Visitor(app).signs_in(second).open("/school").press("Gaat van school : Hanna Hoofd")

    other = Visitor(app).signs_in(second).open("/school")

    assert other.sees("is van school")
    other.send(f"/school/staff/{second.id}/departures", {"csrf_token": other.token()}, status=422)
    assert other.sees("Je bent de enige directeur.")


def test_somebody_chooses_an_own_password(given: Given, app: Flask) -> None:
    anna = given.teacher("Anna Vos")
    elsewhere = Visitor(app).signs_in(anna)
    here = Visitor(app).signs_in(anna).open("/staff/password")

    here.press("Bewaar het wachtwoord", old=PASSWORD, new="nog vier gekke woorden")

    assert here.sees("Groep 7A")
    assert not elsewhere.open("/staff").sees("Groep 7A")
    assert Visitor(app).signs_in(GivenStaff(0, "", anna.email, anna.school, "nog vier gekke woorden")).sees("Groep 7A")


def test_the_old_password_must_fit_and_the_new_one_be_long(given: Given, app: Flask) -> None:
    here = Visitor(app).signs_in(given.teacher("Anna Vos")).open("/staff/password")

    here.press("Bewaar het wachtwoord", 422, old="iets anders", new="nog vier gekke woorden")
    assert here.sees("Dit is niet je wachtwoord.")

    here.open("/staff/password").press("Bewaar het wachtwoord", 422, old=PASSWORD, new="kort")
    assert here.sees("12")

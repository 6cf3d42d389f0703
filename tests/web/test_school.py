"""The head's page: more groups, more colleagues, a forgotten password, somebody who leaves."""

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.pool import QueuePool

from learn.classroom import audit
from learn.classroom.db import Database
from tests.clock import Clock
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


def chooses_own(visitor: Visitor, password: str) -> Visitor:
    """Choose an own password for the one the head gave."""
    return visitor.press("Bewaar het wachtwoord", old=password, new="vier heel eigen woorden")


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
    assert chooses_own(Visitor(app).signs_in(bram), password).sees("Groep 7A")
    head.open("/school")
    assert password not in head.text


def test_whoever_has_a_password_from_the_head_gets_nowhere_before_choosing_an_own_one(
    head: Visitor, given: Given, app: Flask
) -> None:
    anna = given.teacher("Anna Vos")
    head.open("/school").press("Nieuw wachtwoord : Anna Vos")
    password = told_password(head)

    newcomer = Visitor(app).signs_in(GivenStaff(0, "", anna.email, anna.school, password))

    assert newcomer.sees("Dit wachtwoord heb je gekregen.")
    for page in ("/staff", f"/groups/{given.group('7A').id}", f"/groups/{given.group('7A').id}/names"):
        assert newcomer.open(page).path == "/staff/password"
    newcomer.press("Bewaar het wachtwoord", 422, old=password, new=password)
    assert newcomer.sees("Kies een ander.")
    assert newcomer.open("/staff").path == "/staff/password"
    assert chooses_own(newcomer, password).path == "/staff"


def test_who_has_still_to_choose_a_password_may_sign_out(head: Visitor, given: Given, app: Flask) -> None:
    anna = given.teacher("Anna Vos")
    head.open("/school").press("Nieuw wachtwoord : Anna Vos")
    newcomer = Visitor(app).signs_in(GivenStaff(0, "", anna.email, anna.school, told_password(head)))

    assert newcomer.press("Uitloggen").sees("Inloggen")


def test_no_head_goes_round_the_old_password_by_handing_out_an_own_one(given: Given, app: Flask) -> None:
    hanna = given.staff("Hanna Hoofd", "head")
    visitor = Visitor(app).signs_in(hanna).open("/school")

    visitor.send(f"/school/staff/{hanna.id}/passwords", {"csrf_token": visitor.token()}, status=422)

    assert visitor.sees("Kies je eigen wachtwoord")
    assert Visitor(app).signs_in(hanna).path == "/staff"


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
    again = Visitor(app).signs_in(GivenStaff(0, "", anna.email, anna.school, password))
    assert chooses_own(again, password).sees("Groep 7A")


def test_somebody_who_works_here_gets_a_second_group_and_loses_it_again(
    head: Visitor, given: Given, app: Flask
) -> None:
    anna = given.teacher("Anna Vos")
    other = given.group("8B", year=8)
    at_work = Visitor(app).signs_in(anna)
    head.open("/school")

    head.press("Voeg toe : Anna Vos", post=f"teacher/{other.id}")
    assert head.sees("leerkracht 7A, leerkracht 8B")
    assert at_work.open("/staff").sees("Groep 8B")
    head.press("Niet meer leerkracht 8B : Anna Vos")

    assert not at_work.open("/staff").sees("Groep 8B")
    at_work.open(f"/groups/{other.id}", status=404)
    assert at_work.open("/staff").sees("Groep 7A")


def test_a_head_who_teaches_as_well_needs_no_second_address(given: Given, app: Flask) -> None:
    group = given.group("7A")
    head = Visitor(app).signs_in(given.staff("Hanna Hoofd", "head")).open("/school")

    head.press("Voeg toe : Hanna Hoofd", post=f"teacher/{group.id}")

    assert head.open("/staff").sees("Groep 7A")


def test_what_a_colleague_has_already_is_not_given_twice(head: Visitor, given: Given) -> None:
    given.teacher("Anna Vos")

    head.open("/school").press("Voeg toe : Anna Vos", 422, post=f"teacher/{given.group('7A').id}")

    assert head.sees("Je collega heeft deze groep of taak al.")


def test_the_only_head_stays_head_and_one_of_two_may_stop(head: Visitor, given: Given) -> None:
    head.press("Niet meer directeur : Hanna Hoofd", 422)
    assert head.sees("Je bent de enige directeur.")
    given.staff("Huib Hoofd", "head")

    head.open("/school").press("Niet meer directeur : Hanna Hoofd")

    assert head.path == "/staff"
    head.open("/school", status=404)


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


def test_the_head_reads_what_staff_did_and_no_childs_name(head: Visitor, given: Given, app: Flask) -> None:
    group = given.group("7A")
    teacher = Visitor(app).signs_in(given.teacher("Anna Vos", group=group)).opens_group(group.id)
    teacher.open(f"/groups/{group.id}/names")
    teacher.press("Zet deze namen in de groep", names="Fenna\nOmar")

    head.open("/school").follow("Wat het team deed")

    rows = [" ".join(row.get_text(" ", strip=True).split()) for row in head.page.select("tbody tr")]
    assert "7 oktober 2026, 09:00 Anna Vos zette namen in de groep groep 7A, 2 kinderen" in rows
    assert "7 oktober 2026, 09:00 Hanna Hoofd logde in" in rows
    assert not head.sees("Fenna")
    teacher.open("/school/events", status=404)


def test_an_address_that_is_stopped_stands_in_what_the_head_reads(head: Visitor, given: Given, app: Flask) -> None:
    anna = given.teacher("Anna Vos")
    guesser = Visitor(app)
    for number in range(10):
        guesser.signs_in(GivenStaff(0, "", anna.email, anna.school, "fout"), status=422 if number < 8 else 429)

    head.open("/school/events")

    assert head.sees("niet ingelogd werd tegengehouden na te veel verkeerde wachtwoorden Anna Vos")


@pytest.mark.parametrize("what", audit.WHATS)
def test_every_deed_has_its_words(
    head: Visitor, given: Given, database: Database, clock: Clock, what: audit.What
) -> None:
    with database.transaction() as session:
        audit.note(session, given.school().id, None, what, clock())

    head.open("/school/events")

    told = head.page.select("tbody tr td")[1].get_text(strip=True)
    assert len(told.split()) >= 2


def test_after_eight_wrong_tries_at_the_old_password_the_right_one_waits_too(
    given: Given, app: Flask, clock: Clock
) -> None:
    here = Visitor(app).signs_in(given.teacher("Anna Vos")).open("/staff/password")
    for _ in range(8):
        here.press("Bewaar het wachtwoord", 422, old="iets anders", new="nog vier gekke woorden")

    here.press("Bewaar het wachtwoord", 429, old=PASSWORD, new="nog vier gekke woorden")

    assert here.sees("Wacht een kwartier")
    clock.turn(minutes=15)
    here.press("Bewaar het wachtwoord", old=PASSWORD, new="nog vier gekke woorden")
    assert here.path == "/staff"


def test_no_password_is_worked_on_while_the_database_is_held(
    given: Given, app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Argon2 takes long on purpose: inside a transaction every pupil would wait for it."""
    held: list[int] = []
    for name in ("hash", "verify"):
        real = getattr(PasswordHasher, name)
        monkeypatch.setattr(
            PasswordHasher,
            name,
            lambda *given, real=real: (held.append(_connections(database)), real(*given))[1],
        )
    given.group("7A")
    anna, hanna = given.teacher("Anna Vos"), given.staff("Hanna Hoofd", "head")

    head = Visitor(app).signs_in(hanna).open("/school")
    head.press("Nieuw wachtwoord : Anna Vos")
    head.press("Voeg de collega toe", name="Bram Bos", email="bram@school.example", role="adviser")
    assert Visitor(app).signs_in(anna, status=422).sees("horen niet bij elkaar")
    head.open("/staff/password").press("Bewaar het wachtwoord", old=PASSWORD, new="nog vier gekke woorden")

    assert len(held) >= 6
    assert set(held) == {0}


def _connections(database: Database) -> int:
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()

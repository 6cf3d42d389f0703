"""Promises over every page at once: names on an own screen only, none in a log, nothing said that was not kept."""

import logging
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import event
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from learn.classroom.db import Database
from tests.clock import Clock
from tests.given import Given
from tests.visitor import Visitor
from tests.web.matrix import MATRIX
from tests.web.matrix import ROLES
from tests.web.town import NAMES
from tests.web.town import Town

SHOWN = [row for row in MATRIX if row.endpoint.partition(".")[0] in ("groups", "group_rules")]

EVERY_HEADER = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def names_on(answer: TestResponse) -> set[str]:
    """The children of 7A on a page or a paper."""
    if answer.mimetype == "application/pdf":
        words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    else:
        words = answer.text
    return {name for name in NAMES[0] if name in words}


def test_no_page_of_a_group_shows_a_name_before_somebody_says_that_the_class_does_not_see_it(town: Town) -> None:
    showing = set()
    for said in (True, False):
        for row in SHOWN:
            if not said:
                with town.database.engine.begin() as connection:
                    connection.execute(text("UPDATE staff_session SET own_screen_at = NULL"))
            case = next(town.cases(row))
            named = names_on(town.ask("teacher", row.method, town.address(row, case), town.sends(row, case)))
            town.restore()
            if said and named:
                showing.add(row.endpoint)
            assert said or not named, f"{row} shows {named}"

    assert showing >= {"groups.group", "groups.names", "groups.seat", "groups.cards", "groups.print_cards"}
    assert showing >= {"group_rules.overview", "group_rules.sheet", "group_rules.record_pdf"}


def test_no_line_of_the_log_names_a_child(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    for row in MATRIX:
        for role in ROLES:
            case = next(town.cases(row))
            town.ask(role, row.method, town.address(row, case), town.sends(row, case))
        town.restore()

    named = {name for names in NAMES for name in names if name in caplog.text}
    assert named == set()


def test_a_fault_while_a_name_is_written_tells_the_log_no_name(
    given: Given, app: Flask, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    group = given.group()
    teacher = Visitor(app).signs_in(given.teacher("Anna Vos")).opens_group(group.id)
    token = teacher.token()
    broken, mended = {
        "sqlite": (
            "CREATE TRIGGER broken BEFORE INSERT ON pupil BEGIN INSERT INTO gone VALUES (1); END",
            "DROP TRIGGER broken",
        ),
        "postgresql": (
            "ALTER TABLE pupil ALTER COLUMN name TYPE varchar(3)",
            "ALTER TABLE pupil ALTER COLUMN name TYPE varchar(30)",
        ),
    }[database.engine.dialect.name]
    with database.engine.begin() as connection:
        connection.execute(text(broken))

    try:
        answer = teacher.client.post(f"/groups/{group.id}/names", data={"csrf_token": token, "names": "Quirijn"})
    finally:
        with database.engine.begin() as connection:
            connection.execute(text(mended))

    assert answer.status_code in (500, 503)
    assert caplog.records
    assert "Quirijn" not in caplog.text
    assert "Quirijn" not in answer.text


def test_what_could_not_be_kept_is_not_called_stored(given: Given, app: Flask, database: Database) -> None:
    fenna = given.pupil("Fenna")
    slug = given.lesson()
    pupil = Visitor(app).comes_in(fenna).open(f"/quizzes/{slug}/een-duiker-in-de-chat")
    form = pupil.page.select_one("form[action$='/answers']")
    assert form is not None
    button = form.select_one("button[name=choice]")
    assert button is not None
    sent = {**pupil.fields(form), "choice": str(button["value"])}

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(database.engine, "commit", fail)
    try:
        answer = pupil.client.post(str(form["action"]), data=sent)
    finally:
        event.remove(database.engine, "commit", fail)

    assert answer.status_code == 503
    assert "niet bewaren" in answer.text
    assert 'class="saved"' not in answer.text


def test_every_header_stands_there_by_name_and_value(town: Town) -> None:
    for path in ("/", "/staff", "/bestaat-niet", "/health"):
        answer = town.ask("anonymous", "GET", path)

        assert {name: answer.headers.get(name) for name in EVERY_HEADER} == EVERY_HEADER, path


def test_a_page_that_asks_for_itself_keeps_no_laptop_awake(given: Given, app: Flask, clock: Clock) -> None:
    group = given.group()
    teacher = Visitor(app).signs_in(given.teacher("Anna Vos")).opens_group(group.id)

    for _ in range(12):
        clock.turn(minutes=5)
        teacher.client.get(f"/groups/{group.id}", headers={"HX-Request": "true"})

    assert teacher.open(f"/groups/{group.id}").path == "/staff"

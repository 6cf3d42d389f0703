"""A sensitive lesson, from the adviser who opens it to the child who may skip it: nothing a child chose is kept."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import select

from learn.classroom.schooldays import local
from learn.classroom.tables import Answer
from learn.classroom.tables import StepDone
from tests.given import Given
from tests.given import GivenGroup
from tests.visitor import Visitor

SLUG = "grenzen-7"
TITLE = "Jouw grens, mijn grens"


@pytest.fixture
def adviser(given: Given, app: Flask) -> Visitor:
    return Visitor(app).signs_in(given.staff("Chaima Idrissi", "adviser"))


@pytest.fixture
def group(given: Given) -> GivenGroup:
    return given.group()


@pytest.fixture
def teacher(given: Given, app: Flask, group: GivenGroup) -> Visitor:
    return Visitor(app).signs_in(given.teacher("Anna Vos", group=group)).opens_group(group.id)


@pytest.fixture
def pupil(given: Given, app: Flask, group: GivenGroup) -> Visitor:
    given.lesson(SLUG, group=group)
    return Visitor(app).comes_in(given.pupil("Fenna", group=group))


def today(given: Given) -> str:
    return local(given.clock()).date().isoformat()


def test_an_adviser_reads_it_says_a_day_and_a_teacher_opens_it_then(
    given: Given, adviser: Visitor, teacher: Visitor, group: GivenGroup
) -> None:
    teacher.open(f"/groups/{group.id}/lessons/{SLUG}")
    closed = teacher.sees("Dicht. De vertrouwenspersoon leest de les eerst")

    adviser.open("/staff").follow("Lessen die op jou wachten").open(f"/adviser/lessons/{SLUG}")
    adviser.press("Zet hem die dag open", day=today(given), read="1")
    teacher.open(f"/groups/{group.id}/lessons/{SLUG}").press("Zet klaar")

    assert closed
    assert adviser.sees("Mag gegeven worden op:")
    assert teacher.sees(TITLE)
    assert teacher.sees("klaar voor de groep")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": "", "read": "1"}, "Kies een dag."),
        ({"day": "morgen", "read": "1"}, "Kies een dag."),
        ({"day": "2020-01-01", "read": "1"}, "Kies vandaag of een dag in de komende drie maanden."),
        ({"day": "2999-01-01", "read": "1"}, "Kies vandaag of een dag in de komende drie maanden."),
    ],
)
def test_a_day_that_cannot_be_is_told_and_opens_nothing(
    adviser: Visitor, fields: dict[str, str], sentence: str
) -> None:
    adviser.open(f"/adviser/lessons/{SLUG}").press("Zet hem die dag open", 422, **fields)

    assert adviser.alert == sentence
    assert not adviser.sees("Mag gegeven worden op:")


def test_who_did_not_tick_that_it_was_read_opens_nothing(given: Given, adviser: Visitor) -> None:
    adviser.open(f"/adviser/lessons/{SLUG}").press("Zet hem die dag open", 422, day=today(given))

    assert adviser.alert == "Lees eerst de les. Vink dan aan dat je dat deed."


def test_a_day_that_is_taken_back_shuts_the_lesson_for_who_is_in_it(
    given: Given, adviser: Visitor, pupil: Visitor
) -> None:
    pupil.open(f"/lessons/{SLUG}")

    adviser.open("/adviser/lessons").press("Toch niet op die dag")

    pupil.open(f"/lessons/{SLUG}", 404)
    assert not pupil.open("/").sees(TITLE)


def test_it_shuts_by_itself_with_the_day(given: Given, app: Flask, pupil: Visitor, group: GivenGroup) -> None:
    pupil.open(f"/lessons/{SLUG}")
    given.clock.moment += timedelta(days=1)

    teacher = Visitor(app).signs_in(given.teacher("Bram Kuil", group=group)).opens_group(group.id)
    teacher.open(f"/groups/{group.id}/lessons")

    assert teacher.sees("Dicht. De vertrouwenspersoon leest de les eerst")


def test_a_press_on_what_shut_meanwhile_says_why(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    teacher.open(f"/groups/{group.id}/lessons/wie-zit-daar")

    teacher.send(f"/groups/{group.id}/lessons/{SLUG}", {"csrf_token": teacher.token()})

    assert teacher.sees("Dicht. De vertrouwenspersoon leest de les eerst")


def test_whatever_a_child_chooses_only_done_is_kept_and_skipping_looks_the_same(given: Given, pupil: Visitor) -> None:
    stories = given.library.module(SLUG).lesson.core

    pupil.open(f"/quizzes/{SLUG}/kijk-eens-even").press("Nee. Die foto is niet voor ons.")
    pupil.press("Verder")
    pupil.open(f"/quizzes/{SLUG}/is-dat-een-ja").press("Overslaan")

    with given.database.reading() as session:
        assert session.exec(select(Answer)).all() == []
        kept = session.exec(select(StepDone)).all()
    assert sorted(row.step for row in kept) == ["is-dat-een-ja", "kijk-eens-even"]
    assert {"is-dat-een-ja", "kijk-eens-even"} <= set(stories)


def test_a_conversation_goes_on_though_nothing_of_it_is_kept(pupil: Visitor) -> None:
    pupil.open(f"/quizzes/{SLUG}/alleen-voor-mij").press("Misschien later.")
    pupil.press("Ik praat er thuis over.")

    assert pupil.heading == "Sterk"
    assert pupil.sees("Het is niet jouw schuld.")

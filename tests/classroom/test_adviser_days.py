"""A sensitive lesson: closed until an adviser read it and is there, and closed again when that day is over."""

from datetime import date
from datetime import timedelta

import pytest

from learn.classroom import adviser_days
from learn.classroom import lessons
from learn.classroom.dashboard import work
from learn.classroom.refusals import DayOut
from learn.classroom.refusals import LessonClosed
from learn.classroom.refusals import NotFound
from learn.classroom.schooldays import local
from tests.device import all_at_once
from tests.given import Given
from tests.given import GivenGroup

SLUG = "grenzen-7"


def today(given: Given) -> date:
    return local(given.clock()).date()


def set_ready(given: Given, group: GivenGroup) -> None:
    with given.database.transaction() as session:
        lessons.set_ready(session, group.id, given.library.module(SLUG), None, given.clock())


def ready(given: Given, group: GivenGroup) -> list[str]:
    with given.database.reading() as session:
        return [run.module for run in lessons.ready(session, group.id, given.clock())]


def seen(given: Given, group: GivenGroup) -> list[str]:
    with given.database.reading() as session:
        return [each.run.module for each in work(session, group.id, given.clock())]


def test_without_an_advisers_word_nobody_sets_it_ready(given: Given) -> None:
    with pytest.raises(LessonClosed):
        set_ready(given, given.group())

    assert ready(given, given.group()) == []


@pytest.mark.parametrize("days", [1, 30])
def test_a_word_for_another_day_is_none_for_today(given: Given, days: int) -> None:
    given.adviser_day(SLUG, days=days)

    with pytest.raises(LessonClosed):
        set_ready(given, given.group())


def test_a_word_for_another_lesson_or_at_another_school_opens_nothing(given: Given) -> None:
    given.adviser_day("grenzen-8")
    given.adviser_day(SLUG, school=given.school("De Zeilboot"))

    with pytest.raises(LessonClosed):
        set_ready(given, given.group())


def test_on_the_day_it_opens_and_with_the_day_it_closes(given: Given) -> None:
    given.adviser_day(SLUG)

    set_ready(given, given.group())
    there = ready(given, given.group()), seen(given, given.group())
    given.clock.moment += timedelta(days=1)

    assert there == ([SLUG], [SLUG])
    assert (ready(given, given.group()), seen(given, given.group())) == ([], [])


def test_on_a_next_day_it_opens_again_and_goes_on_where_each_pupil_stopped(given: Given) -> None:
    given.adviser_day(SLUG)
    given.adviser_day(SLUG, days=1)
    pupil = given.pupil()
    set_ready(given, given.group())
    with given.database.transaction() as session:
        run = lessons.run_of(session, given.group().id, given.library.module(SLUG), given.clock())
        lessons.finish_steps(session, pupil.id, run, ["doel"], given.clock())
    given.clock.moment += timedelta(days=1)

    set_ready(given, given.group())

    with given.database.reading() as session:
        again = lessons.run_of(session, given.group().id, given.library.module(SLUG), given.clock())
        assert "doel" in lessons.progress(session, pupil.id, again, given.library.module(SLUG)).done


def test_a_day_that_is_taken_back_closes_it_at_once_and_only_at_that_school(given: Given) -> None:
    there = given.group("8C", school=given.school("De Zeilboot"))
    given.lesson(SLUG, group=there)
    day = given.adviser_day(SLUG)
    set_ready(given, given.group())

    with given.database.transaction() as session:
        adviser_days.take_back(session, given.school().id, day, None, given.clock())

    assert (ready(given, given.group()), ready(given, there)) == ([], [SLUG])
    with pytest.raises(LessonClosed):
        set_ready(given, given.group())


def test_a_day_of_another_school_is_not_there_to_take_back(given: Given) -> None:
    day = given.adviser_day(SLUG, school=given.school("De Zeilboot"))

    with pytest.raises(NotFound), given.database.transaction() as session:
        adviser_days.take_back(session, given.school().id, day, None, given.clock())


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_behind_us_or_far_ahead_is_refused(given: Given, days: int) -> None:
    with pytest.raises(DayOut), given.database.transaction() as session:
        module, day = given.library.module(SLUG), today(given) + timedelta(days=days)
        adviser_days.say(session, given.school().id, module, day, None, given.clock())


def test_a_lesson_that_is_not_sensitive_waits_for_nobody(given: Given) -> None:
    with pytest.raises(NotFound), given.database.transaction() as session:
        module = given.library.module("wie-zit-daar")
        adviser_days.say(session, given.school().id, module, today(given), None, given.clock())


def test_said_by_two_at_once_it_is_one_day(given: Given) -> None:
    school_id, module = given.school().id, given.library.module(SLUG)

    def say(_: int) -> None:
        with given.database.transaction() as session:
            adviser_days.say(session, school_id, module, today(given), None, given.clock())

    all_at_once(say, 8)

    with given.database.reading() as session:
        assert len(adviser_days.ahead(session, school_id, given.clock())) == 1

"""Lessons in a group: what is ready, how far each pupil is, and where a pupil goes on."""

from dataclasses import replace

import pytest
from sqlmodel import func
from sqlmodel import select

from learn.classroom import lessons
from learn.classroom.refusals import LessonClosed
from learn.classroom.tables import LessonRun
from learn.classroom.tables import StepDone
from learn.content.library import Module
from tests.desk import Desk
from tests.device import all_at_once
from tests.given import Given
from tests.given import GivenGroup

STEPS = (
    "terug-1",
    "terug-2",
    "terug-3",
    "doel",
    "kom-mee-naar-plop",
    "214-berichten",
    "een-duiker-in-de-chat",
    "van-wie-is-die-code",
    "praten",
    "zaadje",
    "tot-slot",
)


@pytest.fixture
def desk(given: Given) -> Desk:
    given.lesson()
    return Desk(given, given.pupil("Fenna"))


def ready(given: Given, group: GivenGroup) -> list[str]:
    with given.database.reading() as session:
        return [run.module for run in lessons.ready(session, group.id, given.clock())]


def put_away(given: Given, slug: str) -> None:
    with given.database.transaction() as session:
        lessons.put_away(session, given.group().id, slug, given.clock())


def set_ready(given: Given, module: Module) -> None:
    with given.database.transaction() as session:
        lessons.set_ready(session, given.group().id, module, None, given.clock())


def test_a_lesson_begins_with_what_was_learned_before_and_ends_with_one_last_question(desk: Desk) -> None:
    assert tuple(step.key for step in desk.progress().steps) == STEPS


def test_who_did_nothing_begins_at_the_beginning(desk: Desk) -> None:
    progress = desk.progress()

    assert progress.next is not None
    assert progress.next.key == "terug-1"
    assert (progress.begun, progress.finished, progress.stories_done) == (False, False, 0)


def test_a_pupil_goes_on_at_the_first_step_that_is_not_done(desk: Desk) -> None:
    desk.finishes("terug-1", "terug-2", "doel")

    progress = desk.progress()

    assert progress.next is not None
    assert progress.next.key == "terug-3"
    assert progress.begun


def test_who_did_every_step_is_finished_without_the_extra_stories(desk: Desk) -> None:
    desk.finishes(*STEPS)

    progress = desk.progress()

    assert progress.finished
    assert progress.next is None
    assert (progress.stories_done, len(progress.stories)) == (4, 4)


def test_a_step_done_twice_is_done_once_at_the_first_moment(given: Given, desk: Desk) -> None:
    desk.finishes("doel")
    first = given.clock()
    given.clock.turn(minutes=5)
    desk.finishes("doel", "doel")

    with given.database.reading() as session:
        assert session.exec(select(StepDone.done_at)).all() == [first]


def test_a_step_done_from_many_devices_at_once_is_done_once(given: Given, desk: Desk) -> None:
    desk.sits_down()

    outcomes = all_at_once(lambda _: desk.finishes("doel"), 20)

    assert set(outcomes) == {None}
    with given.database.reading() as session:
        assert session.exec(select(func.count()).select_from(StepDone)).one() == 1


def test_progress_is_the_pupils_own(given: Given, desk: Desk) -> None:
    desk.finishes("terug-1")

    assert not Desk(given, given.pupil("Omar")).progress().begun


def test_progress_in_one_lesson_is_not_progress_in_another(given: Given, desk: Desk) -> None:
    given.lesson("delen-of-houden")

    desk.finishes("terug-1")

    assert not Desk(given, desk.pupil, "delen-of-houden").progress().begun


def test_the_step_before_is_where_back_leads(desk: Desk) -> None:
    progress = desk.progress()
    first, second = progress.steps[:2]

    assert progress.before(second) == first
    assert progress.before(first) is None


# What is ready


def test_a_lesson_is_ready_for_the_group_it_was_set_ready_for_and_no_other(given: Given) -> None:
    given.lesson()

    assert ready(given, given.group()) == ["wie-zit-daar"]
    assert ready(given, given.group("7B")) == []


def test_a_lesson_that_is_not_ready_is_closed(given: Given) -> None:
    module = given.library.module("wie-zit-daar")

    with pytest.raises(LessonClosed), given.database.reading() as session:
        lessons.run_of(session, given.group().id, module, given.clock())


def test_setting_a_lesson_ready_twice_is_once_also_from_many_screens(given: Given) -> None:
    module = given.library.module("wie-zit-daar")
    given.group()

    all_at_once(lambda _: set_ready(given, module), 12)

    assert ready(given, given.group()) == ["wie-zit-daar"]
    with given.database.reading() as session:
        assert session.exec(select(func.count()).select_from(LessonRun)).one() == 1


def test_a_lesson_put_away_is_closed_and_what_was_answered_stays(given: Given, desk: Desk) -> None:
    desk.answers("een-duiker-in-de-chat", "a")

    put_away(given, "wie-zit-daar")

    assert ready(given, given.group()) == []
    assert len(desk.kept()) == 1


def test_a_lesson_set_ready_again_goes_on_where_each_pupil_stopped(given: Given, desk: Desk) -> None:
    desk.finishes("terug-1")
    desk.answers("een-duiker-in-de-chat", "a")
    put_away(given, "wie-zit-daar")

    all_at_once(lambda _: set_ready(given, desk.lesson.module), 6)

    again = Desk(given, desk.pupil)
    assert again.run.id == desk.run.id
    assert again.progress().begun
    assert again.stands("een-duiker-in-de-chat").finished


def test_putting_one_lesson_away_leaves_the_others(given: Given) -> None:
    given.lesson()
    given.lesson("delen-of-houden")

    put_away(given, "wie-zit-daar")

    assert ready(given, given.group()) == ["delen-of-houden"]


def test_a_sensitive_lesson_cannot_be_set_ready_by_a_teacher_alone(given: Given) -> None:
    module = given.library.module("wie-zit-daar")
    sensitive = replace(module, lesson=module.lesson.model_copy(update={"theme": "sexting"}))

    with pytest.raises(LessonClosed):
        set_ready(given, sensitive)
    assert ready(given, given.group()) == []

"""The group at a glance: who is in, how far each is, what all of them find hard; never who chose what."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field

import pytest
from sqlalchemy import event

from learn.classroom import groups
from learn.classroom.dashboard import Dashboard
from learn.classroom.dashboard import dashboard
from learn.classroom.dashboard import here_count
from learn.classroom.groups import GroupCard
from learn.classroom.kinds.chat import AGAIN
from tests.clock import Clock
from tests.desk import Desk
from tests.device import Device
from tests.device import closes
from tests.given import Given
from tests.given import GivenPupil

DIVER = "een-duiker-in-de-chat"  # answers to the agreement on contact with strangers
MESSAGES = "214-berichten"  # answers to the one on decency
SHARING = "delen-of-houden"  # a lesson with two stories on photos, and
PHOTOS = (("dansje-in-de-groepsapp", "a"), ("foto-op-het-plein", "b"))
THE_DANCE = "appen-over-het-dansje"  # a conversation that answers to the agreement on what stays online
QUARREL = ("boos", "terugsturen")
MENDED = ("vragen", "toch-weg")
PLOP = "kom-mee-naar-plop"  # answers to a tip at this school
NAMES = [f"Kind {letter}{more}" for letter in "ABCDEF" for more in "abcde"]


@dataclass
class Statements:
    """The statements sent to the database."""

    sent: list[str] = field(default_factory=list)

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self.sent.append(statement)


@contextmanager
def counted(given: Given) -> Iterator[Statements]:
    statements = Statements()
    event.listen(given.database.engine, "before_cursor_execute", statements.note)
    yield statements
    event.remove(given.database.engine, "before_cursor_execute", statements.note)


def glance(given: Given, asked: str | None = None) -> Dashboard:
    with given.database.reading() as session:
        return dashboard(session, card(given), given.library, asked, given.clock())


def card(given: Given) -> GroupCard:
    with given.database.reading() as session:
        return groups.cards(session, [given.group().id])[given.group().id]


def state(given: Given, story: str, name: str = "Fenna") -> str:
    """How far this child is in this story of the lesson."""
    seen = glance(given)
    assert seen.lesson is not None
    cells = next(row.cells for row in seen.rows if row.name == name)
    return cells[seen.lesson.module.lesson.core.index(story)]


def choose(given: Given, pupils: list[GivenPupil], story: str, *choices: str, module: str = "wie-zit-daar") -> None:
    """Each of these children makes these choices, one after the other."""
    for pupil in pupils:
        desk = Desk(given, pupil, module)
        for choice in choices:
            desk.answers(story, choice)


# Who is in


def test_a_group_without_names_or_lessons_can_be_looked_at(given: Given) -> None:
    given.group()

    seen = glance(given)

    assert (seen.rows, seen.ready, seen.lesson, seen.hardest) == ((), (), None, None)


def test_everybody_stands_there_by_name_and_who_is_in_is_marked(given: Given) -> None:
    omar, _, _ = given.pupils("Omar", "Fenna", "Zoë")
    Device(given).shows_card(omar)

    seen = glance(given)

    assert [(row.name, row.here) for row in seen.rows] == [("Fenna", False), ("Omar", True), ("Zoë", False)]
    assert (seen.here, seen.away) == (1, ("Fenna", "Zoë"))


def test_who_is_in_on_two_devices_is_in_once(given: Given) -> None:
    fenna = given.pupil("Fenna")
    Device(given, "one").shows_card(fenna)
    Device(given, "two").shows_card(fenna)

    with given.database.reading() as session:
        assert here_count(session, fenna.group.id, given.clock()) == (1, 1)
    assert len(glance(given).rows) == 1


def test_after_the_school_day_nobody_is_in(given: Given, clock: Clock) -> None:
    Device(given).shows_card(given.pupil("Fenna"))

    clock.turn(hours=9)

    assert glance(given).here == 0


def test_who_is_in_stays_in_when_the_group_closes(given: Given) -> None:
    fenna = given.pupil("Fenna")
    Device(given).shows_card(fenna)

    closes(given, fenna.group)

    assert glance(given).here == 1


def test_children_of_another_group_are_not_seen(given: Given) -> None:
    given.pupil("Fenna")
    Device(given).shows_card(given.pupil("Mila", group=given.group("6A", year=6)))

    seen = glance(given)

    assert [row.name for row in seen.rows] == ["Fenna"]
    assert seen.here == 0


# How far each is


def test_a_story_is_done_once_it_is_answered_also_when_nobody_pressed_on(given: Given) -> None:
    given.lesson()
    desk = Desk(given, given.pupil("Fenna"))

    begun = [state(given, DIVER)]
    desk.answers(DIVER, "a")
    begun.append(state(given, DIVER))
    desk.finishes(DIVER)
    begun.append(state(given, DIVER))

    assert begun == ["none", "done", "done"]
    assert desk.progress().stories_done == 1


def test_a_conversation_is_done_at_its_ending_and_stays_so_when_it_is_played_again(given: Given) -> None:
    given.lesson()
    desk = Desk(given, given.pupil("Fenna"))
    seen = []

    for reply in ("ken-ik-jou", "geen-school", "zien-laten", AGAIN):
        desk.answers(PLOP, reply)
        seen.append((state(given, PLOP), desk.progress().stories_done))

    assert seen == [("busy", 0), ("busy", 0), ("done", 1), ("done", 1)]


def test_a_conversation_that_was_begun_is_busy(given: Given) -> None:
    given.lesson()

    choose(given, [given.pupil("Fenna")], PLOP, "leuk")

    assert state(given, PLOP) == "busy"


def test_after_three_changes_of_mind_a_child_perhaps_needs_help(given: Given) -> None:
    given.lesson()
    fenna = given.pupil("Fenna")

    choose(given, [fenna], DIVER, "a", "b", "c")
    assert state(given, DIVER) == "done"
    choose(given, [fenna], DIVER, "a")

    assert state(given, DIVER) == "stuck"
    seen = glance(given)
    assert [(row.name, row.stuck_at) for row in seen.stuck] == [("Fenna", (3,))]


def test_playing_a_conversation_again_is_one_change_of_mind_however_many_replies_it_has(given: Given) -> None:
    given.lesson()
    fenna = given.pupil("Fenna")
    whole = ("ken-ik-jou", "geen-school", "zien-laten")

    choose(given, [fenna], PLOP, *whole, AGAIN, *whole, AGAIN, *whole)
    assert state(given, PLOP) == "done"
    choose(given, [fenna], PLOP, AGAIN)

    assert state(given, PLOP) == "stuck"


def test_who_is_done_no_longer_needs_help(given: Given) -> None:
    given.lesson()
    fenna = given.pupil("Fenna")
    choose(given, [fenna], DIVER, "a", "b", "c", "a")

    Desk(given, fenna).finishes(DIVER)

    assert state(given, DIVER) == "done"
    assert glance(given).stuck == ()


def test_a_slow_reader_is_not_stuck(given: Given, clock: Clock) -> None:
    given.lesson()
    choose(given, [given.pupil("Fenna")], PLOP, "leuk")

    clock.turn(hours=2)

    assert state(given, PLOP) == "busy"


def test_changes_in_two_stories_are_not_added_up(given: Given) -> None:
    given.lesson()
    fenna = given.pupil("Fenna")

    choose(given, [fenna], DIVER, "a", "b", "c")
    choose(given, [fenna], MESSAGES, "a", "b")

    assert glance(given).stuck == ()


def test_one_childs_work_is_not_seen_as_anothers(given: Given) -> None:
    given.lesson()
    fenna, _ = given.pupils("Fenna", "Omar")

    choose(given, [fenna], DIVER, "a", "b", "c", "a")

    assert state(given, DIVER, "Omar") == "none"


# Which lesson


def test_the_lesson_the_group_was_busy_with_last_is_looked_at(given: Given) -> None:
    given.lesson("wie-zit-daar")
    given.lesson("delen-of-houden")
    choose(given, [given.pupil("Fenna")], DIVER, "a")

    seen = glance(given)

    assert seen.lesson is not None
    assert seen.lesson.slug == "wie-zit-daar"
    assert [run.module for run in seen.ready] == ["wie-zit-daar", "delen-of-houden"]


@pytest.mark.parametrize(("asked", "seen"), [("delen-of-houden", "delen-of-houden"), ("nergens", "wie-zit-daar")])
def test_another_lesson_can_be_asked_for_if_it_is_ready(given: Given, asked: str, seen: str) -> None:
    given.lesson("wie-zit-daar")
    given.lesson("delen-of-houden")
    choose(given, [given.pupil("Fenna")], DIVER, "a")

    looked_at = glance(given, asked).lesson

    assert looked_at is not None
    assert looked_at.slug == seen


# What the group finds hard


def test_from_five_children_on_the_hardest_agreement_is_told(given: Given) -> None:
    given.lesson()
    pupils = given.pupils(*NAMES[:5])
    choose(given, pupils[:3], DIVER, "a")
    choose(given, pupils[3:4], DIVER, "b")
    assert glance(given).hardest is None

    choose(given, pupils[4:], DIVER, "c")

    hardest = glance(given).hardest
    assert hardest is not None
    assert hardest.citation == Desk(given, pupils[0]).story(DIVER).citation
    assert hardest.share == "many"


def test_three_children_with_two_stories_each_are_three_children(given: Given) -> None:
    given.lesson(SHARING)
    pupils = given.pupils(*NAMES[:3])

    for story, choice in PHOTOS:
        choose(given, pupils, story, choice, module=SHARING)

    assert glance(given).hardest is None


def test_what_is_told_changes_at_every_fifth_child_only(given: Given) -> None:
    given.lesson()
    pupils = given.pupils(*NAMES[:10])
    choose(given, pupils[:5], DIVER, "a")
    told = []

    for pupil in pupils[5:]:
        choose(given, [pupil], DIVER, "c")
        hardest = glance(given).hardest
        assert hardest is not None
        told.append(hardest.share)

    assert told == ["most", "most", "most", "most", "many"]


def test_only_the_first_answer_of_each_child_counts(given: Given) -> None:
    given.lesson()
    pupils = given.pupils(*NAMES[:5])
    choose(given, pupils[:1], DIVER, "a", "c")
    choose(given, pupils[1:], DIVER, "c", "a")

    hardest = glance(given).hardest

    assert hardest is not None
    assert hardest.share == "some"


def test_of_a_conversation_the_first_whole_one_counts(given: Given) -> None:
    given.lesson(SHARING)
    pupils = given.pupils(*NAMES[:5])
    choose(given, pupils[:2], THE_DANCE, *QUARREL, AGAIN, *MENDED, module=SHARING)
    choose(given, pupils[2:], THE_DANCE, *MENDED, AGAIN, *QUARREL, module=SHARING)

    hardest = glance(given).hardest

    assert hardest is not None
    assert hardest.share == "many"


def test_a_conversation_that_is_not_over_is_not_counted(given: Given) -> None:
    given.lesson(SHARING)
    pupils = given.pupils(*NAMES[:5])

    choose(given, pupils[:4], THE_DANCE, *QUARREL, module=SHARING)
    choose(given, pupils[4:], THE_DANCE, QUARREL[0], module=SHARING)

    assert glance(given).hardest is None


def test_where_nobody_chose_what_makes_it_harder_nothing_is_hard(given: Given) -> None:
    given.lesson()

    choose(given, given.pupils(*NAMES[:6]), DIVER, "c")

    assert glance(given).hardest is None


def test_the_agreement_that_most_children_found_hard_is_the_hardest(given: Given) -> None:
    given.lesson()
    pupils = given.pupils(*NAMES[:6])
    choose(given, pupils[:2], DIVER, "a")
    choose(given, pupils[2:], DIVER, "c")
    choose(given, pupils, MESSAGES, "a")

    hardest = glance(given).hardest

    assert hardest is not None
    assert hardest.citation == Desk(given, pupils[0]).story(MESSAGES).citation
    assert hardest.share == "most"


def test_a_story_that_answers_to_a_tip_is_no_agreement_to_find_hard(given: Given) -> None:
    given.lesson()

    choose(given, given.pupils(*NAMES[:6]), PLOP, "leuk", "nummer-geven")

    assert glance(given).hardest is None


# What it costs


@pytest.mark.parametrize("children", [2, 30])
def test_a_group_takes_at_most_six_statements_whatever_its_size(given: Given, children: int) -> None:
    given.lesson()
    given.lesson("delen-of-houden")
    pupils = given.pupils(*NAMES[:children])
    choose(given, pupils, DIVER, "a", "c")
    Device(given).shows_card(pupils[0])
    group = card(given)

    with counted(given) as statements, given.database.reading() as session:
        seen = dashboard(session, group, given.library, None, given.clock())

    assert len(seen.rows) == children
    assert 1 <= len([each for each in statements.sent if each.startswith("SELECT")]) <= 6

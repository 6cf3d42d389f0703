"""The programmes of a school: an example until somebody changes one, then the school's own list."""

from datetime import UTC
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from learn.classroom import programmes
from learn.classroom.programmes import Chosen
from learn.classroom.programmes import Wanted
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import ProgrammeTaken
from learn.classroom.refusals import TooManyProgrammes
from learn.classroom.tables import AuditEvent
from learn.classroom.tables import Programme as ProgrammeRow
from tests.device import all_at_once
from tests.given import Given
from tests.given import GivenSchool
from tests.given import GivenStaff

WEEK = Wanted("De Mediaweek", (7, 8), "week 6", ("passwords", "copyright"))
LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture
def head(given: Given) -> GivenStaff:
    return head_of(given, given.school())


def head_of(given: Given, school: GivenSchool) -> GivenStaff:
    return given.staff("Hanna Hoofd", "head", school=school)


def chosen(given: Given, head: GivenStaff) -> Chosen:
    with given.database.reading() as session:
        return programmes.of_school(session, given.library, head.school.id)


def keys(given: Given, head: GivenStaff) -> list[str]:
    return [each.key for each in chosen(given, head).programmes]


def adds(given: Given, head: GivenStaff, wanted: Wanted = WEEK) -> None:
    with given.database.transaction() as session:
        programmes.add(session, given.library, head.school.id, wanted, head.id, given.clock())


def changes(given: Given, head: GivenStaff, key: str, wanted: Wanted, seen: str | None = None) -> None:
    mark = chosen(given, head).programme(key).mark if seen is None else seen
    with given.database.transaction() as session:
        programmes.change(session, given.library, head.school.id, key, wanted, head.id, given.clock(), mark)


def removes(given: Given, head: GivenStaff, key: str) -> None:
    with given.database.transaction() as session:
        programmes.remove(session, given.library, head.school.id, key, head.id, given.clock())


def events(given: Given) -> list[tuple[str, int | None]]:
    with given.database.reading() as session:
        found = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    return [(event.what, event.staff_id) for event in found if event.what.startswith("programme-")]


def test_a_school_begins_with_the_example(given: Given, head: GivenStaff) -> None:
    assert chosen(given, head) == Chosen(given.library.programmes.plain, own=False)


def test_one_that_is_added_stands_behind_the_example_which_is_the_schools_own_from_then_on(
    given: Given, head: GivenStaff
) -> None:
    adds(given, head)

    found = chosen(given, head)
    assert found.own
    assert found.programmes[:-1] == given.library.programmes.plain
    last = found.programmes[-1]
    assert (last.name, last.groups, last.when, last.topics) == (WEEK.name, WEEK.groups, WEEK.when, WEEK.topics)
    assert events(given) == [("programme-added", head.id)]


def test_one_of_the_example_is_changed_and_the_others_stay(given: Given, head: GivenStaff) -> None:
    wanted = Wanted("Halt, les over appen", (8,), "maart", ("decency",))

    changes(given, head, "halt", wanted)

    found = chosen(given, head)
    assert [each.key for each in found.programmes] == ["diploma-veilig-internet", "halt", "mediamasters"]
    assert found.programme("halt").name == "Halt, les over appen"
    assert found.programme("halt").topics == ("decency",)
    assert events(given) == [("programme-changed", head.id)]


def test_kept_as_it_was_nothing_changes(given: Given, head: GivenStaff) -> None:
    halt = chosen(given, head).programme("halt")

    changes(given, head, "halt", Wanted(halt.name, halt.groups, halt.when, halt.topics), seen="old")

    assert events(given) == []
    assert not chosen(given, head).own


def test_one_that_is_taken_out_is_gone_and_may_come_back_under_its_name(given: Given, head: GivenStaff) -> None:
    name = chosen(given, head).programme("halt").name

    removes(given, head, "halt")
    removes(given, head, "halt")

    assert keys(given, head) == ["diploma-veilig-internet", "mediamasters"]
    assert events(given) == [("programme-removed", head.id)]
    adds(given, head, Wanted(name, (7,), "", ()))
    assert len(keys(given, head)) == 3


def test_a_school_that_takes_part_in_nothing_does_not_get_the_example_back(given: Given, head: GivenStaff) -> None:
    for key in keys(given, head):
        removes(given, head, key)

    assert chosen(given, head) == Chosen((), own=True)


@pytest.mark.parametrize("name", ["De Mediaweek", "DE MEDIAWEEK"])
def test_a_name_stands_there_once(given: Given, head: GivenStaff, name: str) -> None:
    adds(given, head)

    with pytest.raises(ProgrammeTaken):
        adds(given, head, Wanted(name, (6,), "", ()))
    with pytest.raises(ProgrammeTaken):
        changes(given, head, "halt", Wanted(name, (6,), "", ()))

    assert [each.name for each in chosen(given, head).programmes].count("De Mediaweek") == 1


def test_what_a_colleague_changed_meanwhile_is_not_written_over(given: Given, head: GivenStaff) -> None:
    before = chosen(given, head).programme("halt").mark
    changes(given, head, "halt", Wanted("Halt", (7,), "", ()))

    with pytest.raises(DraftChanged):
        changes(given, head, "halt", WEEK, seen=before)

    assert chosen(given, head).programme("halt").name == "Halt"


@pytest.mark.parametrize("key", ["bestaat-niet", ""])
def test_one_that_is_not_there_is_neither_changed_nor_taken_out(given: Given, head: GivenStaff, key: str) -> None:
    with pytest.raises(NotFound):
        changes(given, head, key, WEEK, seen="")
    with pytest.raises(NotFound):
        removes(given, head, key)

    assert not chosen(given, head).own


def test_one_that_was_taken_out_cannot_be_changed(given: Given, head: GivenStaff) -> None:
    removes(given, head, "halt")

    with pytest.raises(NotFound):
        changes(given, head, "halt", WEEK, seen="")


def test_each_school_has_its_own(given: Given, head: GivenStaff) -> None:
    other = head_of(given, given.school("De Zeilboot"))
    adds(given, head)
    added = keys(given, head)[-1]

    removes(given, other, "halt")
    with pytest.raises(NotFound):
        removes(given, other, added)

    assert keys(given, head) == ["diploma-veilig-internet", "halt", "mediamasters", added]
    assert keys(given, other) == ["diploma-veilig-internet", "mediamasters"]


def test_twenty_is_the_most(given: Given, head: GivenStaff) -> None:
    for number in range(programmes.MOST - 3):
        adds(given, head, Wanted(f"Programma {number}", (6,), "", ()))

    with pytest.raises(TooManyProgrammes):
        adds(given, head)
    removes(given, head, "halt")
    adds(given, head)
    assert len(keys(given, head)) == programmes.MOST


def test_a_topic_that_is_no_longer_there_is_left_out(given: Given, head: GivenStaff) -> None:
    adds(given, head, Wanted("Oud", (6,), "", ("uit-de-oude-lijst", "passwords")))

    assert chosen(given, head).programmes[-1].topics == ("passwords",)


def test_the_longest_name_fits_however_it_is_compared(given: Given, head: GivenStaff) -> None:
    adds(given, head, Wanted("ﬃ" * 80, (6, 7, 8), "ß" * 80, ()))

    assert chosen(given, head).programmes[-1].groups == (6, 7, 8)


def test_two_heads_at_once_make_one_list_of_their_own(given: Given, head: GivenStaff) -> None:
    told = all_at_once(lambda number: adds(given, head, Wanted(f"Programma {number}", (6,), "", ())), times=8)

    assert told == [None] * 8
    assert len(keys(given, head)) == 3 + 8


def test_the_same_form_sent_twice_at_once_adds_one(given: Given, head: GivenStaff) -> None:
    told = all_at_once(lambda _: adds(given, head), times=8)

    assert sum(isinstance(each, ProgrammeTaken) for each in told) == 7
    assert [each.name for each in chosen(given, head).programmes].count(WEEK.name) == 1


def test_the_database_itself_keeps_a_name_once(given: Given, head: GivenStaff) -> None:
    adds(given, head)

    with pytest.raises(IntegrityError), given.database.transaction() as session:
        session.add(
            ProgrammeRow(
                school_id=head.school.id,
                key="anders",
                name=WEEK.name,
                name_key=WEEK.name.casefold(),
                years="6",
                made_at=LONG_AGO,
            )
        )

"""Reading rule by rule, joining or not yet, and the teacher who closes the sign-off."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import event

from learn.classroom import groups
from learn.classroom import ledger
from learn.classroom import rules
from learn.classroom import signing
from learn.classroom.db import Database
from learn.classroom.refusals import NotAllRead
from learn.classroom.refusals import NotAllSettled
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import SignedOff
from learn.classroom.refusals import SignedOften
from learn.classroom.rules import Version
from learn.content.library import Library
from tests.classroom.test_ledger import adopted
from tests.classroom.test_ledger import join
from tests.clock import Clock
from tests.given import Given
from tests.given import GivenPupil
from tests.given import GivenStaff


@pytest.fixture
def version(given: Given, library: Library, database: Database, clock: Clock) -> Version:
    return adopted(given.group(), library, database, clock)


@pytest.fixture
def anna(given: Given) -> GivenStaff:
    return given.teacher("Anna Vos")


def kinds(database: Database, version: Version) -> list[str]:
    with database.reading() as session:
        return [line.kind for line in ledger.lines(session, version.group_id)]


def standing(database: Database, version: Version) -> signing.Standing:
    with database.reading() as session:
        return signing.standing(session, version)


def record(database: Database, version: Version, pupil: GivenPupil, state: signing.State, clock: Clock) -> None:
    with database.transaction() as session:
        seat = groups.seat(session, version.group_id, pupil.id)
        signing.record(session, version, [seat], state, "paper", None, clock())


def withdraw(database: Database, version: Version, pupil: GivenPupil, clock: Clock) -> None:
    with database.transaction() as session:
        signing.withdraw(session, version, pupil.id, pupil.name, clock())


def renames(database: Database, version: Version, pupil: GivenPupil, name: str, clock: Clock) -> None:
    with database.transaction() as session:
        groups.rename(session, version.group_id, pupil.id, name, None, clock())


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    said: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("PRAGMA"):
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    yield said
    event.remove(database.engine, "before_cursor_execute", count)


def close(database: Database, teacher: GivenStaff, version: Version, clock: Clock) -> None:
    with database.transaction() as session:
        group = groups.cards(session, [version.group_id])[version.group_id]
        signing.close(session, group, version, teacher.id, "Juf Anna", clock())


def test_the_rules_are_the_schools_with_their_articles_and_then_the_groups_own(version: Version) -> None:
    assert version.text.of_school[0].refs == ("gedragsafspraak 1",)
    assert version.text.own[-1].text == "Wij nemen het op voor elkaar."
    assert version.text.rules == (*version.text.of_school, *version.text.own)


def test_nobody_signs_before_every_rule_was_read(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")

    with pytest.raises(NotAllRead), database.transaction() as session:
        signing.read_rule(session, fenna.id, version, 1, True, clock())
        signing.sign(session, version, fenna.id, fenna.name, True, clock())

    assert kinds(database, version) == []


def test_reading_goes_on_where_it_stopped(given: Given, database: Database, version: Version, clock: Clock) -> None:
    fenna = given.pupil("Fenna")

    with database.transaction() as session:
        for number in (1, 2):
            signing.read_rule(session, fenna.id, version, number, True, clock())

    with database.reading() as session:
        assert signing.reading(session, fenna.id, version).next == 3


def test_not_understanding_is_counted_from_five_readers_and_can_change(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    pupils = given.pupils("Amir", "Bram", "Eva", "Fenna", "Puck")
    second = version.text.rules[1].key

    def say(pupil: GivenPupil, clear: bool) -> None:
        with database.transaction() as session:
            signing.read_rule(session, pupil.id, version, 2, clear, clock())

    for pupil in pupils[:4]:
        say(pupil, False)
    assert standing(database, version).unclear == {}

    say(pupils[4], True)
    assert standing(database, version).unclear == {second: 4}
    with database.reading() as session:
        summary = signing.summary(session, version.group_id)
    assert summary is not None
    assert summary.unclear == 1

    say(pupils[0], True)
    assert standing(database, version).unclear == {second: 3}


def test_what_staff_wrote_down_by_mistake_is_corrected_by_a_further_line(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    record(database, version, fenna, "signed", clock)

    with database.transaction() as session:
        signing.correct(session, version, [groups.seat(session, version.group_id, fenna.id)], None, clock())

    assert kinds(database, version) == ["signature", "correction"]
    assert [each.name for each in standing(database, version).open] == ["Fenna"]


def test_what_a_pupil_pressed_is_not_staffs_to_correct(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    join(database, version, fenna, clock)
    record(database, version, omar, "absent", clock)

    with database.transaction() as session:
        signing.correct(session, version, groups.seats(session, version.group_id), None, clock())

    assert kinds(database, version) == ["signature", "absence", "correction"]
    assert [each.name for each in standing(database, version).open] == ["Omar"]


def test_signing_twice_adds_one_line(given: Given, database: Database, version: Version, clock: Clock) -> None:
    fenna = given.pupil("Fenna")

    join(database, version, fenna, clock)
    join(database, version, fenna, clock)

    assert kinds(database, version) == ["signature"]


def test_withdrawing_and_signing_again_keeps_every_line(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    join(database, version, fenna, clock)

    with database.transaction() as session:
        signing.withdraw(session, version, fenna.id, fenna.name, clock())
    assert standing(database, version).pupils[0].state == "later"

    join(database, version, fenna, clock)
    assert kinds(database, version) == ["signature", "withdrawal", "signature"]
    assert standing(database, version).count("signed") == 1


def test_the_teacher_writes_down_paper_and_absence(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna, amir = given.pupils("Fenna", "Amir")

    record(database, version, fenna, "signed", clock)
    record(database, version, amir, "absent", clock)

    states = {each.name: (each.state, each.how) for each in standing(database, version).pupils}
    assert states == {"Fenna": ("signed", "paper"), "Amir": ("absent", "paper")}


def test_closing_waits_until_something_is_known_of_every_child(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fenna, amir = given.pupils("Fenna", "Amir")
    join(database, version, fenna, clock)

    with pytest.raises(NotAllSettled):
        close(database, anna, version, clock)

    record(database, version, amir, "absent", clock)
    close(database, anna, version, clock)
    closed = standing(database, version).closed
    assert closed is not None
    assert (closed.pupils, closed.signed, closed.later, closed.absent, closed.by) == (2, 1, 0, 1, "Juf Anna")
    assert kinds(database, version)[-1] == "sign-off"


def test_a_sign_off_closes_once(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    join(database, version, given.pupil("Fenna"), clock)
    close(database, anna, version, clock)

    with pytest.raises(SignedOff):
        close(database, anna, version, clock)


def test_who_was_absent_may_sign_after_the_closing(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    record(database, version, fenna, "absent", clock)
    close(database, anna, version, clock)

    join(database, version, fenna, clock)

    after = standing(database, version)
    assert after.count("signed") == 1
    assert after.closed is not None
    assert after.closed.signed == 0


def test_a_signature_taken_back_after_the_closing_is_told_apart(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    record(database, version, fenna, "signed", clock)
    close(database, anna, version, clock)

    with database.transaction() as session:
        seat = groups.seat(session, version.group_id, fenna.id)
        signing.correct(session, version, [seat], anna.id, clock())

    after = standing(database, version).after
    assert [line.name for line in after.withdrawn] == ["Fenna"]
    assert after.signed == ()


def test_a_new_version_replaces_the_old_and_asks_everybody_anew(
    given: Given, database: Database, version: Version, library: Library, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    join(database, version, fenna, clock)

    second = adopted(given.group(), library, database, clock, own="Wij wachten op elkaar.")

    assert second.number == version.number + 1
    assert standing(database, second).open[0].name == "Fenna"
    with database.reading() as session:
        now = rules.current(session, version.group_id)
    assert now == second


def test_a_version_of_another_group_does_not_exist(given: Given, database: Database, version: Version) -> None:
    other = given.group("8A", year=8)

    with pytest.raises(NotFound), database.reading() as session:
        rules.version(session, other.id, version.id)


def test_without_a_choice_of_the_school_its_first_rules_take_the_places_left_on_the_poster(version: Version) -> None:
    own = [rule.key for rule in version.text.own]
    chosen = replace(version, poster=(*own, "unknown"))
    assert chosen.on_poster == (*version.text.of_school[: 7 - len(own)], *version.text.own)
    assert replace(version, poster=(version.text.of_school[2].key,)).on_poster == (version.text.of_school[2],)


def test_the_poster_holds_at_most_seven_and_shows_the_groups_own(version: Version) -> None:
    assert len(version.on_poster) == 7
    assert version.text.own[0] in version.on_poster


def test_adopting_the_same_rules_once_more_changes_nothing(
    given: Given, database: Database, version: Version, library: Library, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    join(database, version, fenna, clock)

    again = adopted(given.group(), library, database, clock)

    assert again == version
    assert standing(database, version).count("signed") == 1


def test_staff_cannot_write_over_what_a_pupil_pressed(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    join(database, version, fenna, clock)

    record(database, version, fenna, "later", clock)

    assert kinds(database, version) == ["signature"]


def test_a_rule_is_told_as_unclear_at_every_fifth_reader_only(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    rule = version.text.rules[0].key
    seen = []
    for number, clear in enumerate((True, True, True, True, True, False, True, True, True, True)):
        pupil = given.pupil(f"Kind {chr(65 + number)}")
        with database.transaction() as session:
            signing.read_rule(session, pupil.id, version, 1, clear, clock())
        with database.reading() as session:
            summary = signing.summary(session, version.group_id)
        assert summary is not None
        seen.append((standing(database, version).unclear.get(rule, 0), summary.unclear))

    assert seen == [(0, 0)] * 9 + [(1, 1)]


def test_staff_write_down_only_what_the_record_has_a_word_for(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    with pytest.raises(NotFound):
        record(database, version, given.pupil("Fenna"), "open", clock)


def test_a_signature_can_always_be_taken_back_but_is_not_given_without_end(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    for _ in range(signing.MOST_SIGNATURES):
        join(database, version, fenna, clock)
        withdraw(database, version, fenna, clock)

    with pytest.raises(SignedOften):
        join(database, version, fenna, clock)

    assert kinds(database, version) == ["signature", "withdrawal"] * signing.MOST_SIGNATURES
    record(database, version, fenna, "signed", clock)
    assert standing(database, version).count("signed") == 1


def test_who_gets_another_name_stands_once_in_the_record_with_the_name_that_was_signed_and_todays(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fena = given.pupil("Fena")
    join(database, version, fena, clock)

    renames(database, version, fena, "Fenna", clock)
    record(database, version, given.pupil("Omar"), "absent", clock)
    close(database, anna, version, clock)

    with database.reading() as session:
        lines = signing.signatures(session, version)
        assert [(line.name, line.today, line.kind) for line in lines] == [
            ("Fena", "Fenna", "signature"),
            ("Omar", "Omar", "absence"),
        ]
        assert ledger.verify(session) == ()
    assert [each.name for each in standing(database, version).pupils] == ["Fenna", "Omar"]


def test_two_children_whose_names_are_swapped_keep_their_own_lines(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    join(database, version, fenna, clock)
    record(database, version, omar, "absent", clock)

    for pupil, name in ((fenna, "Even"), (omar, "Fenna"), (fenna, "Omar")):
        renames(database, version, pupil, name, clock)
    close(database, anna, version, clock)

    with database.reading() as session:
        signed = {line.name: line.kind for line in signing.signatures(session, version)}
    assert signed == {"Fenna": "signature", "Omar": "absence"}


def test_who_signed_under_two_names_and_was_erased_is_one_nameless_line(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fena = given.pupil("Fena")
    join(database, version, fena, clock)
    renames(database, version, fena, "Fenna", clock)
    withdraw(database, version, replace(fena, name="Fenna"), clock)
    close(database, anna, version, clock)

    with database.transaction() as session:
        groups.remove_pupil(session, version.group_id, fena.id, anna.id, clock())

    with database.reading() as session:
        assert [(line.name, line.kind) for line in signing.signatures(session, version)] == [(None, "withdrawal")]
        assert ledger.verify(session) == ()


def test_what_is_taken_back_leaves_the_childs_own_word_standing(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    join(database, version, fenna, clock)
    withdraw(database, version, fenna, clock)
    record(database, version, fenna, "signed", clock)

    with database.transaction() as session:
        signing.correct(session, version, groups.seats(session, version.group_id), None, clock())
        signing.record_rest(session, version, None, clock())

    line = standing(database, version).pupils[0]
    assert (line.state, line.how) == ("later", "own-device")
    with database.reading() as session:
        assert signing.summary(session, version.group_id) == signing.Summary(version.number, 0, 1, 0, version.id, False)


def test_a_child_that_is_ticked_twice_is_written_down_once(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    given.pupil("Fenna")

    with database.transaction() as session:
        seats = groups.seats(session, version.group_id)
        signing.record(session, version, [*seats, *seats, *seats], "signed", "paper", None, clock())

    assert kinds(database, version) == ["signature"]


def test_writing_down_a_whole_class_takes_no_more_statements_than_one_child(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    given.pupils(*(f"Kind {chr(65 + number)}" for number in range(26)))

    with counting(database) as statements, database.transaction() as session:
        seats = groups.seats(session, version.group_id)
        signing.record(session, version, seats, "signed", "paper", None, clock())

    assert len(kinds(database, version)) == 26
    assert len(statements) <= 16


def test_a_version_that_was_just_replaced_is_not_signed(
    given: Given, database: Database, version: Version, library: Library, clock: Clock
) -> None:
    fenna = given.pupil("Fenna")
    with database.transaction() as session:
        for number in range(1, len(version.text.rules) + 1):
            signing.read_rule(session, fenna.id, version, number, True, clock())
    looking, adopting = Event(), Event()

    def signs() -> None:
        with database.transaction() as session:
            held = rules.holding(session, version.group_id, version.id)
            looking.set()
            adopting.wait(2)
            signing.sign(session, held, fenna.id, fenna.name, True, clock())

    def adopts() -> None:
        looking.wait(5)
        adopting.set()
        adopted(given.group(), library, database, clock, own="Wij wachten op elkaar.")

    with ThreadPoolExecutor(2) as both:
        done = [both.submit(signs), both.submit(adopts)]
        for each in done:
            each.result()

    with database.reading() as session:
        lines = ledger.lines(session, version.group_id)
        now = rules.current(session, version.group_id)
    assert now is not None
    # Whoever held the rules first was first: the signature stands below the version that held when it was set.
    assert [(line.kind, line.version, line.at <= now.adopted_at) for line in lines] == [("signature", 1, True)]


def test_another_choice_for_the_poster_asks_nobody_to_sign_anew(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    join(database, version, given.pupil("Fenna"), clock)
    wall = (version.text.rules[3].key,)

    with database.transaction() as session:
        card = groups.cards(session, [version.group_id])[version.group_id]
        rules.save_draft(session, version.group_id, version.text, wall, None, clock())
        rules.adopt(session, card, None, clock())

    with database.reading() as session:
        now = rules.current(session, version.group_id)
    assert now is not None
    assert (now.number, now.poster) == (version.number, wall)
    assert standing(database, now).count("signed") == 1


def test_all_of_whom_nothing_is_known_are_written_down_at_once(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fenna, *_ = given.pupils("Fenna", "Amir", "Zoë")
    join(database, version, fenna, clock)

    with database.transaction() as session:
        signing.record_rest(session, version, anna.id, clock())

    states = {each.name: (each.state, each.how) for each in standing(database, version).pupils}
    assert states == {"Amir": ("later", "paper"), "Fenna": ("signed", "own-device"), "Zoë": ("later", "paper")}


def test_six_taps_at_once_are_one_signature(given: Given, database: Database, version: Version, clock: Clock) -> None:
    fenna = given.pupil("Fenna")
    join(database, version, fenna, clock)
    withdraw(database, version, fenna, clock)

    with ThreadPoolExecutor(6) as taps:
        list(taps.map(lambda _: join(database, version, fenna, clock), range(6)))

    assert kinds(database, version) == ["signature", "withdrawal", "signature"]


def test_the_record_is_what_stood_when_it_was_closed_erased_names_included(
    given: Given, anna: GivenStaff, database: Database, version: Version, clock: Clock
) -> None:
    fenna, amir = given.pupils("Fenna", "Amir")
    join(database, version, fenna, clock)
    record(database, version, amir, "absent", clock)
    close(database, anna, version, clock)

    record(database, version, amir, "signed", clock)
    with database.transaction() as session:
        groups.remove_pupil(session, version.group_id, fenna.id, None, given.clock())

    with database.reading() as session:
        lines = signing.signatures(session, version)
    assert [(line.name, line.kind) for line in lines] == [("Amir", "absence"), (None, "signature")]

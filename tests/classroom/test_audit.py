"""What staff do is written down with who and when; what children say and choose is not."""

import pytest
from sqlmodel import Session
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import groups
from learn.classroom import lessons
from learn.classroom import rules
from learn.classroom import signin
from learn.classroom import signing
from learn.classroom import staff
from learn.classroom.db import Database
from learn.classroom.rules import Version
from learn.classroom.tables import AuditEvent
from learn.content.library import Library
from tests.classroom.test_ledger import adopted
from tests.classroom.test_ledger import join
from tests.clock import Clock
from tests.device import Device
from tests.device import lets_in
from tests.given import Given
from tests.given import GivenPupil
from tests.given import GivenStaff


@pytest.fixture
def anna(given: Given) -> GivenStaff:
    return given.teacher("Anna Vos")


@pytest.fixture
def fenna(given: Given) -> GivenPupil:
    return given.pupil("Fenna")


@pytest.fixture
def version(given: Given, library: Library, database: Database, clock: Clock) -> Version:
    return adopted(given.group(), library, database, clock)


def written_by(session: Session, person: GivenStaff) -> list[tuple[str, str]]:
    """What somebody did, oldest first, at the school it was done at."""
    events = session.exec(select(AuditEvent).where(AuditEvent.staff_id == person.id).order_by(AuditEvent.id)).all()
    assert {event.school_id for event in events} <= {person.school.id}
    return [(event.what, event.about) for event in events]


def test_what_a_teacher_does_to_names_and_cards_is_written_down(
    given: Given, database: Database, anna: GivenStaff, fenna: GivenPupil, clock: Clock
) -> None:
    group, now = fenna.group, clock()
    with database.transaction() as session:
        groups.add_pupils(session, group.id, ["Omar"], anna.id, now)
        both = [seat.id for seat in groups.seats(session, group.id)]
        (omar,) = set(both) - {fenna.id}
        groups.issue_cards(session, group.id, both, given.secret, anna.id, now)
        groups.rename(session, group.id, fenna.id, "Fenne", anna.id, now)
        groups.remove_pupil(session, group.id, fenna.id, anna.id, now)

    with database.reading() as session:
        assert written_by(session, anna) == [
            ("names-added", f"group {group.id}, pupil {omar}"),
            *(("cards-issued", f"group {group.id}, pupil {each}") for each in both),
            ("pupil-renamed", f"group {group.id}, pupil {fenna.id}"),
            ("pupil-erased", f"group {group.id}, pupil {fenna.id}"),
        ]


def test_letting_in_and_letting_pictures_work_again_are_written_down_once(
    given: Given, database: Database, anna: GivenStaff, fenna: GivenPupil, clock: Clock
) -> None:
    device = Device(given)
    device.taps_wrong(fenna, times=3)
    asked = device.knocks(fenna)

    for _ in range(2):
        lets_in(given, anna, fenna.group, asked.id)
        with database.transaction() as session:
            signin.reset_tries(session, fenna.group.id, anna.id, clock())

    with database.reading() as session:
        assert written_by(session, anna) == [
            ("pupil-let-in", f"group {fenna.group.id}, pupil {fenna.id}"),
            ("tries-reset", f"group {fenna.group.id}"),
        ]


def test_who_wrote_down_a_signature_is_known_and_what_a_pupil_pressed_is_not_written_twice(
    given: Given, database: Database, anna: GivenStaff, fenna: GivenPupil, version: Version, clock: Clock
) -> None:
    omar, amir = given.pupils("Omar", "Amir")
    join(database, version, omar, clock)

    with database.transaction() as session:
        seat = groups.seat(session, version.group_id, fenna.id)
        signing.record(session, version, [seat], "signed", "paper", anna.id, clock())
        signing.correct(session, version, [seat], anna.id, clock())
        signing.record_rest(session, version, anna.id, clock())

    with database.reading() as session:
        assert written_by(session, anna) == [
            ("signature-recorded", f"group {version.group_id}, pupil {fenna.id}"),
            ("signature-corrected", f"group {version.group_id}, pupil {fenna.id}"),
            ("signature-recorded", f"group {version.group_id}, pupil {amir.id}"),
            ("signature-recorded", f"group {version.group_id}, pupil {fenna.id}"),
        ]
        about_omar = select(AuditEvent.what).where(AuditEvent.about == f"group {version.group_id}, pupil {omar.id}")
        assert session.exec(about_omar).all() == ["names-added", "cards-issued"]


def test_opening_and_closing_lessons_and_drafts_are_written_down_once_each(
    given: Given, library: Library, database: Database, anna: GivenStaff, clock: Clock
) -> None:
    group = given.group("8B", year=8, open=False)
    module = library.module("wie-zit-daar")
    with database.transaction() as session:
        card = groups.cards(session, [group.id])[group.id]
        text = rules.compose(card, library.protocol("de-bron"), ["Wij wachten op elkaar."])
        for _ in range(2):
            groups.open_door(session, group.id, anna.id, clock())
            lessons.set_ready(session, group.id, module, anna.id, clock())
            rules.save_draft(session, group.id, text, (), anna.id, clock())
        for _ in range(2):
            lessons.put_away(session, group.id, module.slug, clock(), anna.id)
            groups.close_door(session, group.id, clock(), anna.id)

    with database.reading() as session:
        assert written_by(session, anna) == [
            ("group-opened", f"group {group.id}"),
            ("lesson-set-ready", f"group {group.id}, lesson wie-zit-daar"),
            ("draft-kept", f"group {group.id}"),
            ("lesson-put-away", f"group {group.id}, lesson wie-zit-daar"),
            ("group-closed", f"group {group.id}"),
        ]


def test_an_address_that_is_stopped_is_written_down_once_a_quarter_and_nobodys_never(
    given: Given, database: Database, anna: GivenStaff, clock: Clock
) -> None:
    for _ in range(3):
        for email in (anna.email, "nobody@school.example"):
            with database.transaction() as session:
                staff.note_stopped(session, email, clock())
        clock.turn(minutes=8)

    with database.reading() as session:
        stopped = session.exec(
            select(AuditEvent.staff_id, AuditEvent.about).where(AuditEvent.what == "address-stopped")
        ).all()
    assert list(stopped) == [(None, f"staff {anna.id}")] * 2


def test_what_was_done_at_once_for_a_whole_list_is_one_line_to_the_head(
    given: Given, database: Database, anna: GivenStaff, clock: Clock
) -> None:
    group = given.group()
    given.group("8C", year=8, school=given.school("De Zeilboot"))
    with database.transaction() as session:
        groups.add_pupils(session, group.id, ["Fenna", "Omar", "Mila"], anna.id, clock())
    clock.turn(minutes=1)
    with database.transaction() as session:
        groups.close_door(session, group.id, clock(), anna.id)

    with database.reading() as session:
        newest = audit.newest(session, anna.school.id)

    assert [(each.by, each.what, each.group, each.pupils) for each in newest] == [
        ("Anna Vos", "group-closed", "7A", 0),
        ("Anna Vos", "names-added", "7A", 3),
        (None, "group-opened", "7A", 0),
    ]


def test_the_head_reads_a_hundred_lines_and_no_more(given: Given, database: Database, clock: Clock) -> None:
    school = given.school()
    for _ in range(audit.MOST_LINES + 5):
        clock.turn(minutes=1)
        with database.transaction() as session:
            audit.note(session, school.id, None, "staff-signed-in", clock())

    with database.reading() as session:
        newest = audit.newest(session, school.id)

    assert len(newest) == audit.MOST_LINES
    assert newest[0].at == clock()

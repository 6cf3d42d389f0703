"""What staff do is written down with who and when; what children say and choose is not."""

import pytest
from sqlmodel import Session
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import signin
from learn.classroom import signing
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
        groups.issue_cards(session, group.id, both, given.secret, anna.id, now)
        groups.rename(session, group.id, fenna.id, "Fenne", anna.id, now)
        groups.remove_pupil(session, group.id, fenna.id, anna.id, now)

    with database.reading() as session:
        assert written_by(session, anna) == [
            ("names-added", f"group {group.id}"),
            ("cards-issued", f"group {group.id}, 2 pupils"),
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
    omar, _ = given.pupils("Omar", "Amir")
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
            ("signature-recorded", f"group {version.group_id}, 2 pupils"),
        ]
        about_omar = select(AuditEvent.what).where(AuditEvent.about == f"group {version.group_id}, pupil {omar.id}")
        assert session.exec(about_omar).all() == ["cards-issued"]

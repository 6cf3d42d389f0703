"""What is thrown away when it has done its work. Names and answers go at the end of the year, not here."""

from datetime import datetime
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session
from sqlmodel import col

from learn.classroom.tables import AuditEvent
from learn.classroom.tables import LetIn
from learn.classroom.tables import PupilSession
from learn.classroom.tables import StaffSession
from learn.classroom.tables import StaffTry
from learn.classroom.tables import Try
from learn.classroom.tables import WrongCodes

TRIES = timedelta(days=1)
SITTINGS = timedelta(days=14)
STAFF_SITTINGS = timedelta(days=120)  # a laptop is known again after the summer
AUDIT = timedelta(days=2 * 365)


def sweep(session: Session, now: datetime) -> None:
    """Throw away what has served: tries and questions at the door soon, sittings later, audit after two years."""
    for table, moment, kept in (
        (Try, Try.at, TRIES),
        (LetIn, LetIn.asked_at, TRIES),
        (WrongCodes, WrongCodes.minute, TRIES),
        (StaffTry, StaffTry.at, TRIES),
        (PupilSession, PupilSession.ends_at, SITTINGS),
        (StaffSession, StaffSession.seen_at, STAFF_SITTINGS),
        (AuditEvent, AuditEvent.at, AUDIT),
    ):
        session.execute(delete(table).where(col(moment) < now - kept))

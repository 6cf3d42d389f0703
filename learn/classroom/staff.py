"""Staff: who works at the school, and how they sign in."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete
from sqlalchemy import update
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import tokens
from learn.classroom.refusals import TooManyPasswords
from learn.classroom.refusals import WrongPassword
from learn.classroom.tables import AuditEvent
from learn.classroom.tables import Membership
from learn.classroom.tables import School
from learn.classroom.tables import Staff
from learn.classroom.tables import StaffSession
from learn.classroom.tables import StaffTry
from learn.classroom.tables import row_id

Role = Literal["teacher", "adviser", "head"]

SHORTEST_PASSWORD = 12  # NIST 800-63B and ASVS 6.2.1 ask eight; staff open children's pages
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
OWN_SCREEN = timedelta(hours=4)
WRONG_PASSWORDS_ON_A_DEVICE = 8
WRONG_PASSWORDS_ANYWHERE = 40
WRONG_PASSWORDS_FROM_A_DEVICE = 30
WRONG_PASSWORDS_WITHIN = timedelta(minutes=15)

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Compared when nobody has the address, so that the time taken does not tell.
_NOBODY = _HASHER.hash("nobody has this password")
_AT_ONCE = BoundedSemaphore(2)


@dataclass(frozen=True)
class SignedInStaff:
    """A member of staff who is signed in.

    ``own_screen``: said today that the class does not see this screen, so names may be shown. ``must_change``: the
    password was handed out, and another one must be chosen first.
    """

    id: int
    name: str
    called: str | None
    school_id: int
    school: str
    roles: frozenset[Role]
    group_ids: frozenset[int]
    session_id: int
    seen_at: datetime
    own_screen: bool
    must_change: bool = False

    @property
    def teaches(self) -> bool:
        return "teacher" in self.roles

    @property
    def greeting(self) -> str:
        """How colleagues and children say the name: Juf Sanne."""
        first, _, _ = self.name.partition(" ")
        return f"{self.called.capitalize()} {first}" if self.called else first


@dataclass(frozen=True)
class Claim:
    """A counted try to sign in: whom it is about, if anybody, and what the password must fit."""

    try_id: int
    staff_id: int | None
    password_hash: str


def hash_password(password: str) -> str:
    """What is kept of a password. Made outside any transaction: it takes long on purpose."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def draw_password() -> str:
    """A password to begin with, as the head hands it out."""
    return secrets.token_urlsafe(12)


def clean_email(text: str) -> str:
    """An address as it is compared."""
    return text.replace("\0", "").strip().casefold()  # PostgreSQL compares with no NUL


def claim_try(session: Session, email: str, device: str, secret: str, now: datetime) -> Claim:
    """Count a try before it is looked at, so that forty at once count as forty. Raises TooManyPasswords.

    A device stops after a few, so that nobody locks a colleague out, and after more that went round several addresses;
    an address stops after many, but goes on where its owner was in before.

    What comes back is verified outside the transaction: it takes long on purpose, and pupils must not wait for it.
    """
    address = clean_email(email)
    known_as = tokens.address_mac(secret, address)
    session.exec(select(School.id).with_for_update(key_share=True)).all()
    on_device, at_address = col(StaffTry.device) == device, col(StaffTry.email_mac) == known_as
    here, anywhere, from_device = session.exec(
        select(
            func.count().filter(on_device & at_address), func.count().filter(at_address), func.count().filter(on_device)
        )
        .select_from(StaffTry)
        .where(on_device | at_address, StaffTry.at > now - WRONG_PASSWORDS_WITHIN)
    ).one()
    person = session.exec(select(Staff).where(Staff.email == address, col(Staff.disabled_at).is_(None))).first()
    if here >= WRONG_PASSWORDS_ON_A_DEVICE or from_device >= WRONG_PASSWORDS_FROM_A_DEVICE:
        raise TooManyPasswords
    if anywhere >= WRONG_PASSWORDS_ANYWHERE and not _was_in_here(session, person, device):
        raise TooManyPasswords
    counted = StaffTry(email_mac=known_as, device=device, at=now)
    session.add(counted)
    session.flush()
    return Claim(row_id(counted.id), person.id if person else None, person.password_hash if person else _NOBODY)


def note_stopped(session: Session, email: str, now: datetime) -> None:
    """Write down, once a quarter of an hour, that tries at somebody's address are stopped. Nobody's: nothing."""
    person = session.exec(
        select(Staff).where(Staff.email == clean_email(email), col(Staff.disabled_at).is_(None))
    ).first()
    if person is None:
        return
    about = f"staff {person.id}"
    known = select(AuditEvent.id).where(
        AuditEvent.what == "address-stopped", AuditEvent.about == about, AuditEvent.at > now - WRONG_PASSWORDS_WITHIN
    )
    if session.exec(known).first() is None:
        audit.note(session, person.school_id, None, "address-stopped", now, about)


def claim_own_try(session: Session, person: SignedInStaff, device: str, secret: str, now: datetime) -> Claim:
    """Count a try at the password of somebody who is in, before it is looked at. Raises TooManyPasswords."""
    return claim_try(session, session.get_one(Staff, person.id).email, device, secret, now)


def right_password(claim: Claim, password: str) -> bool:
    """Whether the password fits. Takes as long for an address that nobody has."""
    with _AT_ONCE:
        return _verified(claim.password_hash, password) and claim.staff_id is not None


def sign_in(session: Session, claim: Claim, device: str, now: datetime) -> str:
    """Start a session for a claim whose password fitted; gives its token. Raises WrongPassword."""
    person = session.get(Staff, claim.staff_id) if claim.staff_id else None
    if person is None or person.disabled_at is not None:
        raise WrongPassword
    session.execute(delete(StaffTry).where(col(StaffTry.id) == claim.try_id))
    token = tokens.new_token()
    session.add(
        StaffSession(
            token_hash=tokens.digest(token), staff_id=row_id(person.id), device=device, began_at=now, seen_at=now
        )
    )
    audit.note(session, person.school_id, person.id, "staff-signed-in", now)
    return token


def signed_in(session: Session, token: str, now: datetime) -> SignedInStaff | None:
    """Whose session this is, unless it lay idle too long, ended, or its owner was disabled."""
    rows = session.execute(
        select(StaffSession, Staff, School, Membership)
        .join(Staff, col(Staff.id) == StaffSession.staff_id)
        .join(School, col(School.id) == Staff.school_id)
        .outerjoin(Membership, col(Membership.staff_id) == Staff.id)
        .where(
            StaffSession.token_hash == tokens.digest(token),
            col(StaffSession.ended_at).is_(None),
            StaffSession.seen_at > now - IDLE,
            StaffSession.began_at > now - LONGEST,
            col(Staff.disabled_at).is_(None),
        )
    ).all()
    if not rows:
        return None
    sitting, person, school, _ = rows[0]
    memberships = [membership for _, _, _, membership in rows if membership]
    return SignedInStaff(
        row_id(person.id),
        person.name,
        person.called,
        row_id(school.id),
        school.name,
        frozenset(role(each.role) for each in memberships),
        frozenset(each.group_id for each in memberships if each.group_id is not None),
        row_id(sitting.id),
        sitting.seen_at,
        own_screen=sitting.own_screen_at is not None and sitting.own_screen_at > now - OWN_SCREEN,
        must_change=person.must_change,
    )


def see(session: Session, person: SignedInStaff, now: datetime) -> None:
    """Remember that this session is in use."""
    session.execute(update(StaffSession).where(col(StaffSession.id) == person.session_id).values(seen_at=now))


def say_own_screen(session: Session, person: SignedInStaff, own: bool, now: datetime) -> None:
    """Remember whether the class sees this screen."""
    session.execute(
        update(StaffSession).where(col(StaffSession.id) == person.session_id).values(own_screen_at=now if own else None)
    )


def sign_out(session: Session, person: SignedInStaff, now: datetime) -> None:
    """End this session."""
    session.execute(update(StaffSession).where(col(StaffSession.id) == person.session_id).values(ended_at=now))


def change_password(session: Session, person: SignedInStaff, claim: Claim, new_hash: str, now: datetime) -> None:
    """Choose another password, for a claim whose old one fitted; every other session of this person ends.

    As ASVS 7.4.3 asks. Raises WrongPassword when the old one was replaced meanwhile.
    """
    row = session.get_one(Staff, person.id, with_for_update=True)
    if row.password_hash != claim.password_hash:
        raise WrongPassword
    row.password_hash, row.must_change = new_hash, False
    session.add(row)
    session.execute(delete(StaffTry).where(col(StaffTry.id) == claim.try_id))
    session.execute(
        update(StaffSession)
        .where(
            col(StaffSession.staff_id) == person.id,
            col(StaffSession.id) != person.session_id,
            col(StaffSession.ended_at).is_(None),
        )
        .values(ended_at=now)
    )
    audit.note(session, person.school_id, person.id, "password-changed", now)


def disable(session: Session, staff_id: int, now: datetime) -> None:
    """Somebody leaves: no session of theirs works from now on."""
    session.execute(update(Staff).where(col(Staff.id) == staff_id).values(disabled_at=now))
    session.execute(
        update(StaffSession)
        .where(col(StaffSession.staff_id) == staff_id, col(StaffSession.ended_at).is_(None))
        .values(ended_at=now)
    )


def role(text: str) -> Role:
    """The role in a row."""
    assert text in ("teacher", "adviser", "head")
    return text  # type: ignore[return-value]  # just checked


def _was_in_here(session: Session, person: Staff | None, device: str) -> bool:
    if person is None:
        return False
    sitting = select(StaffSession.id).where(StaffSession.staff_id == person.id, StaffSession.device == device)
    return session.exec(sitting).first() is not None


def _verified(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerificationError:
        return False

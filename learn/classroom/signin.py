"""How a pupil comes in: by code, name and pictures, by card, or let in by the teacher."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from typing import Any

from sqlalchemy import exists
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import func
from sqlmodel import or_
from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from learn.classroom import audit
from learn.classroom import tokens
from learn.classroom.groups import Door
from learn.classroom.groups import GroupCard
from learn.classroom.groups import cards
from learn.classroom.refusals import CardUnknown
from learn.classroom.refusals import GroupClosed
from learn.classroom.refusals import GuessingStopped
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import NotWaiting
from learn.classroom.refusals import Refusal
from learn.classroom.refusals import TooManyCodes
from learn.classroom.refusals import TooManyTries
from learn.classroom.refusals import WrongCode
from learn.classroom.refusals import WrongPictures
from learn.classroom.schooldays import end_of_day
from learn.classroom.schooldays import start_of_day
from learn.classroom.tables import LetIn
from learn.classroom.tables import Opening
from learn.classroom.tables import Pupil
from learn.classroom.tables import PupilSession
from learn.classroom.tables import Try
from learn.classroom.tables import WrongCodes
from learn.classroom.tables import row_id
from learn.content.pictures import PICTURES

TRIES_ON_A_DEVICE = 5
TRIES_IN_A_GROUP = 15
WRONG_CODES_A_MINUTE = 60
MOST_KNOCKS = 3
MOST_WAITING = 40
GRANT_HOLDS = timedelta(minutes=5)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Name:
    """A name on the list of an open group."""

    id: int
    name: str


@dataclass(frozen=True)
class OpenGroup:
    """A group whose door is open, and the names behind it."""

    opening_id: int
    code: str
    group: GroupCard
    names: tuple[Name, ...]

    def pupil(self, pupil_id: int) -> Name:
        """The name by this number. Raises NotFound."""
        for name in self.names:
            if name.id == pupil_id:
                return name
        raise NotFound


@dataclass(frozen=True)
class Attempt:
    """How a try to come in ended. It must be kept either way, so the refusal is given back, not raised."""

    token: str | None = None
    refusal: Refusal | None = None

    def entered(self) -> str:
        """The session's token. Raises the refusal."""
        if self.token is None:
            raise self.refusal or GroupClosed
        return self.token


@dataclass(frozen=True)
class SignedInPupil:
    """A pupil who is in. ``session_id`` is this sitting on this device."""

    id: int
    name: str
    group: GroupCard
    session_id: int
    ends_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Waiting:
    """A pupil who asked to be let in: ``sign`` is the picture on the pupil's screen."""

    id: int
    pupil_id: int
    name: str
    sign: str
    granted: bool = False


@dataclass(frozen=True)
class Threshold:
    """A group's open door: its code, who waits there, and whether somebody is guessing."""

    door: Door
    waiting: tuple[Waiting, ...]
    guessing: bool


def find_opening(session: Session, code: str, now: datetime) -> OpenGroup | None:
    """The group that is open under this code."""
    opening = session.exec(
        select(Opening).where(
            Opening.code == tokens.clean_code(code)[: tokens.CODE_LENGTH + 1],
            col(Opening.closed_at).is_(None),
            Opening.closes_at > now,
        )
    ).first()
    if opening is None or opening.id is None:
        return None
    pupils = session.exec(select(Pupil).where(Pupil.group_id == opening.group_id).order_by(Pupil.name_key)).all()
    names = tuple(Name(pupil.id, pupil.name) for pupil in pupils if pupil.id is not None)
    return OpenGroup(opening.id, opening.code, cards(session, [opening.group_id])[opening.group_id], names)


def opened_last(session: Session, code: str) -> int | None:
    """The group that this code opened, also when it is closed by now."""
    opening = session.exec(
        select(Opening)
        .where(Opening.code == tokens.clean_code(code)[: tokens.CODE_LENGTH + 1])
        .order_by(col(Opening.id).desc())
    ).first()
    return opening.group_id if opening else None


def enter_code(session: Session, code: str, device: str, now: datetime) -> OpenGroup | Refusal:
    """The group under a typed code, or why not. A wrong code is counted, so the outcome must be kept."""
    minute = now.replace(second=0, microsecond=0)
    counted = session.get(WrongCodes, minute, with_for_update=True)
    if counted and counted.count >= WRONG_CODES_A_MINUTE:
        return TooManyCodes()
    found = find_opening(session, code, now)
    if found:
        return found
    one_more = insert(WrongCodes).values(minute=minute, count=1)
    session.execute(one_more.on_conflict_do_update(index_elements=["minute"], set_={"count": WrongCodes.count + 1}))
    return WrongCode()


def try_pictures(
    session: Session, code: str, pupil_id: int, sequence: Sequence[str], device: str, secret: str, now: datetime
) -> Attempt:
    """Compare four pictures, unless this device or this group has used up its tries. Raises GroupClosed, NotFound."""
    opening, pupil = _at_the_door(session, code, pupil_id, now)
    failed = _failed(session, row_id(opening.id), device, pupil_id)
    if failed.for_pupil_here >= TRIES_ON_A_DEVICE:
        return Attempt(refusal=TooManyTries())
    if failed.in_group >= TRIES_IN_A_GROUP and (
        failed.here >= TRIES_ON_A_DEVICE or not _signed_in_today(session, device, now)
    ):
        return Attempt(refusal=GuessingStopped())
    mac = tokens.picture_mac(secret, opening.group_id, sequence)
    if not tokens.same(mac, pupil.pictures or ""):
        session.add(Try(opening_id=row_id(opening.id), pupil_id=pupil_id, device=device, at=now))
        return Attempt(refusal=WrongPictures(TRIES_ON_A_DEVICE - failed.for_pupil_here - 1))
    return Attempt(_begin(session, pupil_id, device, now))


def find_card(session: Session, token: str, now: datetime) -> Name:
    """Whose card this is. Raises CardUnknown, GroupClosed."""
    pupil = _holder(session, token)
    if session.exec(_openings(pupil.group_id, now)).first() is None:
        raise GroupClosed
    return Name(row_id(pupil.id), pupil.name)


def use_card(session: Session, token: str, device: str, now: datetime) -> str:
    """Sign in by card; gives the session's token. Raises CardUnknown, GroupClosed."""
    pupil = _holder(session, token)
    # Read for keeps: a teacher who closes now waits, or was first.
    if session.exec(_openings(pupil.group_id, now).with_for_update(read=True)).first() is None:
        raise GroupClosed
    return _begin(session, row_id(pupil.id), device, now)


def ask_to_be_let_in(session: Session, code: str, pupil_id: int, device: str, now: datetime) -> Waiting:
    """Put the pupil on the teacher's list, once a device. Raises GroupClosed, NotFound, TooManyTries.

    A pupil waits on a few devices at most, and the newest stand: nobody who knocks in a pupil's name keeps that pupil
    from knocking.
    """
    opening, pupil = _at_the_door(session, code, pupil_id, now)
    opening_id = row_id(opening.id)
    asked = _asked(session, opening_id, pupil_id, device, now)
    if asked is None:
        waiting_now = _make_room(session, let_in_list(session, opening_id), pupil_id, now)
        taken = {waiting.sign for waiting in waiting_now}
        free = [picture for picture in PICTURES if picture not in taken] or list(PICTURES)
        asked = LetIn(
            opening_id=opening_id,
            pupil_id=pupil_id,
            device=device,
            sign=secrets.choice(free),
            asked_at=now,
        )
        session.add(asked)
        session.flush()
    return Waiting(row_id(asked.id), pupil_id, pupil.name, asked.sign, granted=asked.granted_at is not None)


def waiting(session: Session, code: str, pupil_id: int, device: str, now: datetime) -> Waiting:
    """How the pupil's question stands. Raises GroupClosed, NotFound; NotWaiting when it does not stand any more."""
    open_group = _open(session, code, now)
    name = open_group.pupil(pupil_id)
    asked = _asked(session, open_group.opening_id, pupil_id, device, now)
    if asked is None:
        raise NotWaiting
    return Waiting(row_id(asked.id), pupil_id, name.name, asked.sign, granted=asked.granted_at is not None)


def enter_when_let_in(session: Session, code: str, pupil_id: int, device: str, now: datetime) -> str | None:
    """The session's token once the teacher has pressed; None before. Raises GroupClosed, NotFound."""
    opening, _ = _at_the_door(session, code, pupil_id, now)
    asked = _asked(session, row_id(opening.id), pupil_id, device, now)
    if asked is None:
        raise NotFound
    if asked.granted_at is None:
        return None
    asked.used_at = now
    session.add(asked)
    return _begin(session, pupil_id, device, now)


def let_in_list(session: Session, opening_id: int) -> tuple[Waiting, ...]:
    """Who waits at the door of this opening."""
    rows = session.exec(
        select(LetIn, Pupil)
        .join(Pupil, col(Pupil.id) == LetIn.pupil_id)
        .where(LetIn.opening_id == opening_id, col(LetIn.granted_at).is_(None), col(LetIn.used_at).is_(None))
        .order_by(col(LetIn.id))
    ).all()
    return tuple(Waiting(row_id(asked.id), asked.pupil_id, pupil.name, asked.sign) for asked, pupil in rows)


def threshold(session: Session, group_id: int, now: datetime) -> Threshold | None:
    """The group's open door and all that happens there, in one statement; None when it is closed."""
    failed = (
        select(func.count())
        .where(Try.opening_id == Opening.id, col(Try.lapsed_at).is_(None))
        .correlate(Opening)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Opening, LetIn, Pupil.name, failed)
        .outerjoin(
            LetIn,
            (col(LetIn.opening_id) == Opening.id) & col(LetIn.granted_at).is_(None) & col(LetIn.used_at).is_(None),
        )
        .outerjoin(Pupil, col(Pupil.id) == LetIn.pupil_id)
        .where(Opening.group_id == group_id, col(Opening.closed_at).is_(None), Opening.closes_at > now)
        .order_by(col(LetIn.id))  # whoever knocks last stands last: no button moves under the teacher's hand
    ).all()
    if not rows:
        return None
    opening, _, _, tries = rows[0]
    return Threshold(
        Door(row_id(opening.id), opening.code, opening.closes_at),
        tuple(Waiting(row_id(asked.id), asked.pupil_id, name, asked.sign) for _, asked, name, _ in rows if asked),
        guessing=tries >= TRIES_IN_A_GROUP,
    )


def let_in(session: Session, group_id: int, let_in_id: int, staff_id: int, now: datetime) -> None:
    """The teacher opens the door for one pupil on one device. Who waits no more is not let in. Raises NotFound."""
    asked = _at_our_door(session, group_id, let_in_id, now)
    if asked.granted_at is None and asked.used_at is None:
        asked.granted_at = now
        asked.granted_by = staff_id
        session.add(asked)
        audit.note_in_group(session, group_id, staff_id, "pupil-let-in", now, [asked.pupil_id])


def send_away(session: Session, group_id: int, let_in_id: int, now: datetime) -> None:
    """The teacher takes a question off the list, since nobody sits there. Raises NotFound."""
    asked = _at_our_door(session, group_id, let_in_id, now)
    if asked.granted_at is None and asked.used_at is None:
        asked.used_at = now
        session.add(asked)


def reset_tries(session: Session, group_id: int, staff_id: int | None, now: datetime) -> None:
    """Let every failed try at the group's open door lapse."""
    lapsed = session.execute(
        update(Try)
        .where(col(Try.opening_id).in_(_openings(group_id, now)), col(Try.lapsed_at).is_(None))
        .values(lapsed_at=now)
        .returning(col(Try.id))
    )
    if lapsed.first():
        audit.note_in_group(session, group_id, staff_id, "tries-reset", now)


def signed_in(session: Session, token: str, now: datetime) -> SignedInPupil | None:
    """The pupil whose session this is, while it lasts."""
    row = session.exec(
        select(PupilSession, Pupil)
        .join(Pupil, col(Pupil.id) == PupilSession.pupil_id)
        .where(
            PupilSession.token_hash == tokens.digest(token),
            col(PupilSession.ended_at).is_(None),
            PupilSession.ends_at > now,
        )
    ).first()
    if row is None:
        return None
    sitting, pupil = row
    group = cards(session, [pupil.group_id])[pupil.group_id]
    return SignedInPupil(row_id(pupil.id), pupil.name, group, row_id(sitting.id), sitting.ends_at, sitting.seen_at)


def see(session: Session, pupil: SignedInPupil, now: datetime) -> None:
    """Remember that the pupil is here."""
    session.execute(update(PupilSession).where(col(PupilSession.id) == pupil.session_id).values(seen_at=now))


def sign_out(session: Session, pupil: SignedInPupil, now: datetime) -> None:
    """End this sitting."""
    session.execute(
        update(PupilSession)
        .where(col(PupilSession.id) == pupil.session_id, col(PupilSession.ended_at).is_(None))
        .values(ended_at=now)
    )


def _make_room(session: Session, waiting_now: Sequence[Waiting], pupil_id: int, now: datetime) -> tuple[Waiting, ...]:
    """Who stays at the door when this pupil comes to stand there as well. Raises TooManyTries."""
    times = Counter(each.pupil_id for each in waiting_now)
    too_often = [each for each in waiting_now if each.pupil_id == pupil_id] if times[pupil_id] >= MOST_KNOCKS else []
    if not too_often and len(waiting_now) >= MOST_WAITING:
        too_often = [each for each in waiting_now if times[each.pupil_id] > 1]
        if not too_often:
            raise TooManyTries
    gone = too_often[:1]
    session.execute(update(LetIn).where(col(LetIn.id).in_([each.id for each in gone])).values(used_at=now))
    return tuple(each for each in waiting_now if each not in gone)


def _at_our_door(session: Session, group_id: int, let_in_id: int, now: datetime) -> LetIn:
    asked = session.exec(
        select(LetIn)
        .join(Opening, col(Opening.id) == LetIn.opening_id)
        .where(
            LetIn.id == let_in_id,
            Opening.group_id == group_id,
            col(Opening.closed_at).is_(None),
            Opening.closes_at > now,
        )
    ).first()
    if asked is None:
        raise NotFound
    return asked


def _open(session: Session, code: str, now: datetime) -> OpenGroup:
    found = find_opening(session, code, now)
    if found is None:
        raise GroupClosed
    return found


def _at_the_door(session: Session, code: str, pupil_id: int, now: datetime) -> tuple[Opening, Pupil]:
    # Fifty tries at once must count as fifty: one at a time for each opening, and none while the group is closed.
    row = session.exec(
        select(Opening, Pupil)
        .join(Pupil, (col(Pupil.group_id) == Opening.group_id) & (col(Pupil.id) == pupil_id), isouter=True)
        .where(Opening.code == tokens.clean_code(code), col(Opening.closed_at).is_(None), Opening.closes_at > now)
        .with_for_update(of=Opening)
    ).first()
    if row is None:
        raise GroupClosed
    opening, pupil = row
    if pupil is None:
        raise NotFound
    return opening, pupil


@dataclass(frozen=True)
class _Failed:
    """The failed tries that count: of this pupil on this device, of anybody on it, and in the whole group."""

    for_pupil_here: int
    here: int
    in_group: int


def _failed(session: Session, opening_id: int, device: str, pupil_id: int) -> _Failed:
    on_device = col(Try.device) == device
    counted = session.exec(
        select(
            func.count().filter(on_device & (col(Try.pupil_id) == pupil_id)),
            func.count().filter(on_device),
            func.count(),
        )
        .select_from(Try)
        .where(Try.opening_id == opening_id, col(Try.lapsed_at).is_(None))
    ).one()
    return _Failed(*counted)


def _signed_in_today(session: Session, device: str, now: datetime) -> bool:
    """Whether somebody's last sitting of today was here: nobody makes many devices trusted by going round them."""
    later = aliased(PupilSession)
    moved_on = exists(col(later.id)).where(
        col(later.pupil_id) == PupilSession.pupil_id, col(later.id) > PupilSession.id
    )
    sitting = select(PupilSession.id).where(
        PupilSession.device == device, PupilSession.began_at >= start_of_day(now), ~moved_on
    )
    return session.exec(sitting).first() is not None


def _asked(session: Session, opening_id: int, pupil_id: int, device: str, now: datetime) -> LetIn | None:
    return session.exec(
        select(LetIn).where(
            LetIn.opening_id == opening_id,
            LetIn.pupil_id == pupil_id,
            LetIn.device == device,
            col(LetIn.used_at).is_(None),
            # A door that was opened for one child does not stay open for the next one at this computer.
            or_(col(LetIn.granted_at).is_(None), col(LetIn.granted_at) > now - GRANT_HOLDS),
        )
    ).first()


def _holder(session: Session, token: str) -> Pupil:
    pupil = session.exec(select(Pupil).where(Pupil.card_hash == tokens.digest(token))).first()
    if pupil is None:
        raise CardUnknown
    return pupil


def _openings(group_id: int, now: datetime) -> SelectOfScalar[Any]:
    return select(Opening.id).where(
        Opening.group_id == group_id, col(Opening.closed_at).is_(None), Opening.closes_at > now
    )


def _begin(session: Session, pupil_id: int, device: str, now: datetime) -> str:
    token = tokens.new_token()
    session.execute(
        update(Try)
        .where(col(Try.pupil_id) == pupil_id, col(Try.device) == device, col(Try.lapsed_at).is_(None))
        .values(lapsed_at=now)
    )
    # Whoever is in stands at no door any more.
    session.execute(
        update(LetIn).where(col(LetIn.pupil_id) == pupil_id, col(LetIn.used_at).is_(None)).values(used_at=now)
    )
    session.execute(
        update(PupilSession)
        .where(col(PupilSession.device) == device, col(PupilSession.ended_at).is_(None))
        .values(ended_at=now)
    )
    session.add(
        PupilSession(
            token_hash=tokens.digest(token),
            pupil_id=pupil_id,
            device=device,
            began_at=now,
            ends_at=end_of_day(now),
            seen_at=now,
        )
    )
    return token

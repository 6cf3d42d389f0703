"""The sign-off record: one hash chain a group and year. Lines are added, never changed, never removed.

A line keeps no name, only a commitment to it: an HMAC of the name under the signer's own random salt. Erasing the
Signer makes the line nameless; the chain still verifies.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from typing import Literal
from uuid import UUID
from uuid import uuid4

from sqlalchemy import text as sql
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom.rules import text_hash
from learn.classroom.tables import Entry
from learn.classroom.tables import Group
from learn.classroom.tables import GroupRules
from learn.classroom.tables import Pupil
from learn.classroom.tables import Signer

Kind = Literal["signature", "not-yet", "withdrawal", "absence", "sign-off", "correction"]
How = Literal["own-device", "board", "paper"]

BEGINNING = "0" * 64
TRIGGERS = ("ledger_no_update", "ledger_no_delete")


@dataclass(frozen=True)
class Who:
    """Whose line it is: a pupil or a member of staff, by the name that is committed to."""

    name: str
    pupil_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class Line:
    """A line of the record as it is read. ``name`` is what the signer is called today, None when it was erased."""

    seq: int
    kind: Kind
    signer: UUID
    name: str | None
    pupil_id: int | None
    version: int
    at: datetime
    how: How
    note: str
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    """Where a chain stands: how many lines, and the hash of the last one."""

    chain: str
    entries: int
    hash: str


@dataclass(frozen=True)
class Broken:
    """The first line of a chain that does not hold, and why."""

    chain: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"{self.chain}: line {self.seq}: {self.why}"


def chain_of(group_id: int) -> str:
    """The name of a group's chain. A group belongs to one school year, so its chain does too."""
    return f"group-{group_id}"


def lock(session: Session, group_id: int) -> None:
    """Keep the group's chain to this transaction, so that what is read of it still holds when a line is added."""
    session.exec(select(Group.id).where(Group.id == group_id).with_for_update()).one()


def append(
    session: Session,
    group_id: int,
    kind: Kind,
    who: Who,
    version: int,
    signed_text: str,
    how: How,
    now: datetime,
    note: str = "",
) -> Line:
    """Add a line at the end of the group's chain. ``signed_text`` is the hash of the rules as shown."""
    lock(session, group_id)
    chain = chain_of(group_id)
    last = session.exec(select(Entry).where(Entry.chain == chain).order_by(col(Entry.seq).desc())).first()
    signer = _signer(session, group_id, who)
    entry = Entry(
        chain=chain,
        seq=last.seq + 1 if last else 1,
        kind=kind,
        signer=signer.ref,
        rules_version=version,
        text_hash=signed_text,
        at=now.astimezone(UTC),
        how=how,
        note=note,
        commitment=_commitment(signer),
        previous=last.hash if last else BEGINNING,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    return _line(entry, signer, who.name)


def lines(session: Session, group_id: int) -> tuple[Line, ...]:
    """The whole record of a group, oldest first."""
    rows = session.exec(
        select(Entry, Signer, Pupil.name)
        .outerjoin(Signer, col(Signer.ref) == Entry.signer)
        .outerjoin(Pupil, col(Pupil.id) == Signer.pupil_id)
        .where(Entry.chain == chain_of(group_id))
        .order_by(col(Entry.seq))
    ).all()
    # The signer keeps the name that was committed to; people read the one the child goes by now.
    return tuple(_line(entry, signer, name or (signer.name if signer else None)) for entry, signer, name in rows)


def checkpoint(session: Session, group_id: int) -> Checkpoint:
    """Where the chain stands now: printed on paper, it tells later whether the tail was cut."""
    chain = chain_of(group_id)
    last = session.exec(select(Entry).where(Entry.chain == chain).order_by(col(Entry.seq).desc())).first()
    return Checkpoint(chain, last.seq if last else 0, last.hash if last else BEGINNING)


def departs_from(session: Session, mark: Checkpoint) -> Broken | None:
    """How the record departs from a checkpoint that was printed, however far it grew since; None when it holds.

    ``mark.hash`` may be the beginning of the hash.
    """
    if not mark.entries:
        return None
    line = session.exec(select(Entry).where(Entry.chain == mark.chain, Entry.seq == mark.entries)).first()
    if line is None:
        return Broken(mark.chain, mark.entries, "it stands on paper and no longer in the record")
    if not line.hash.startswith(mark.hash):
        return Broken(mark.chain, mark.entries, "it is not the line that stands on paper")
    return None


def erase(session: Session, group_id: int, pupil_id: int) -> None:
    """Take a pupil's name out of the record. The lines stay, nameless."""
    for signer in session.exec(select(Signer).where(Signer.group_id == group_id, Signer.pupil_id == pupil_id)).all():
        session.delete(signer)


def verify(session: Session) -> tuple[Broken, ...]:
    """The first broken line of every chain, and what guards are missing. Nothing when all holds."""
    rows = session.exec(
        select(Entry, Signer)
        .outerjoin(Signer, col(Signer.ref) == Entry.signer)
        .order_by(col(Entry.chain), col(Entry.seq))
    ).all()
    texts = {
        (chain_of(row.group_id), row.version): text_hash(row.text) for row in session.exec(select(GroupRules)).all()
    }
    broken = [Broken("ledger", 0, f"the guard {name} is missing or changed") for name in _missing_guards(session)]
    for chain in dict.fromkeys(entry.chain for entry, _ in rows):
        found = _first_broken([(entry, signer) for entry, signer in rows if entry.chain == chain], texts)
        broken += [found] if found else []
    return tuple(broken)


def _first_broken(rows: Sequence[tuple[Entry, Signer | None]], texts: dict[tuple[str, int], str]) -> Broken | None:
    previous = BEGINNING
    for number, (entry, signer) in enumerate(rows, start=1):
        reasons = (
            (entry.seq != number, f"line {number} is missing"),
            (entry.previous != previous, "it does not follow the line before it"),
            (entry.hash != _hash(entry), "its words were changed"),
            (signer is not None and entry.commitment != _commitment(signer), "the name is not the one that signed"),
            ((entry.chain, entry.rules_version) not in texts, "the rules that were signed are gone"),
            (
                texts.get((entry.chain, entry.rules_version)) != entry.text_hash,
                "the rules are not the ones that were signed",
            ),
        )
        for wrong, why in reasons:
            if wrong:
                return Broken(entry.chain, number, why)
        previous = entry.hash
    return None


def _missing_guards(session: Session) -> list[str]:
    """The triggers that are not there, or no longer refuse."""
    run = session.connection().execute
    if session.get_bind().dialect.name == "sqlite":
        found = run(sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'"))
        refusing = {row[0] for row in found if "RAISE(ABORT" in row[1]}
        return [name for name in TRIGGERS if name not in refusing]
    found = run(
        sql(
            "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid = 'ledger'::regclass AND tgenabled IN ('O', 'A') AND prosrc LIKE '%RAISE EXCEPTION%'"
        )
    )
    names = {row[0] for row in found}
    return [name for name in (*TRIGGERS, "ledger_no_truncate") if name not in names]


def _signer(session: Session, group_id: int, who: Who) -> Signer:
    known = session.exec(
        select(Signer).where(
            Signer.group_id == group_id,
            Signer.pupil_id == who.pupil_id,
            Signer.staff_id == who.staff_id,
            Signer.name == who.name,
        )
    ).first()
    if known:
        return known
    signer = Signer(
        ref=uuid4(),
        group_id=group_id,
        pupil_id=who.pupil_id,
        staff_id=who.staff_id,
        name=who.name,
        salt=secrets.token_hex(32),
    )
    session.add(signer)
    session.flush()
    return signer


def _commitment(signer: Signer) -> str:
    return hmac.new(bytes.fromhex(signer.salt), signer.name.encode(), hashlib.sha256).hexdigest()


def _hash(entry: Entry) -> str:
    words = [
        entry.chain,
        entry.seq,
        entry.kind,
        str(UUID(str(entry.signer))),
        entry.rules_version,
        entry.text_hash,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.how,
        entry.note,
        entry.commitment,
        entry.previous,
    ]
    canonical = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _line(entry: Entry, signer: Signer | None, name: str | None) -> Line:
    return Line(
        entry.seq,
        entry.kind,  # type: ignore[arg-type]  # only append writes it
        entry.signer,
        name,
        signer.pupil_id if signer else None,
        entry.rules_version,
        entry.at,
        entry.how,  # type: ignore[arg-type]
        entry.note,
        entry.hash,
    )

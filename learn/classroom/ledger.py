"""The sign-off record: one hash chain a group and year. Lines are added, never changed, never removed.

A line keeps no name, only a commitment to it: an HMAC of the name under the signer's own random salt. Erasing the
Signer makes the line nameless; the chain still verifies.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from typing import Literal
from uuid import UUID
from uuid import uuid4

from sqlalchemy import insert
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
from learn.classroom.tables import SignOff

Kind = Literal["signature", "not-yet", "withdrawal", "absence", "sign-off", "correction"]
How = Literal["own-device", "board", "paper"]

BEGINNING = "0" * 64
TRIGGERS = ("ledger_no_update", "ledger_no_delete")

_REFUSES = re.compile(
    r"CREATE TRIGGER \w+ BEFORE (?:UPDATE|DELETE) ON ledger BEGIN SELECT RAISE\(ABORT, '[^']*'\); END", re.IGNORECASE
)
# PostgreSQL's own numbers for: before, for each row, on update or delete; before, for each statement, on truncate.
_POSTGRESQL_GUARDS = {"ledger_no_update": 19, "ledger_no_delete": 11, "ledger_no_truncate": 34}


@dataclass(frozen=True)
class Who:
    """Whose line it is: a pupil or a member of staff, by the name that is committed to."""

    name: str
    pupil_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class Line:
    """A line of the record as it is read.

    ``name`` is the one that was signed with, None when it was erased; ``today`` what that child is called now.
    """

    seq: int
    kind: Kind
    signer: UUID
    name: str | None
    today: str | None
    pupil_id: int | None
    version: int
    at: datetime
    how: How
    note: str
    hash: str


@dataclass(frozen=True)
class NewLine:
    """A line to be added to the record."""

    kind: Kind
    who: Who
    how: How
    note: str = ""


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
    session.exec(select(Group.id).where(Group.id == group_id).with_for_update(key_share=True)).one()


def append(
    session: Session, group_id: int, version: int, signed_text: str, new: Sequence[NewLine], now: datetime
) -> None:
    """Add lines at the end of the group's chain. ``signed_text`` is the hash of the rules as shown."""
    lock(session, group_id)
    chain = chain_of(group_id)
    last = session.exec(select(Entry).where(Entry.chain == chain).order_by(col(Entry.seq).desc())).first()
    signers = _signers(session, group_id)
    rows = []
    for line in new:
        signer = _signer(session, group_id, line.who, signers)
        entry = Entry(
            chain=chain,
            seq=last.seq + 1 if last else 1,
            kind=line.kind,
            signer=signer.ref,
            rules_version=version,
            text_hash=signed_text,
            at=now.astimezone(UTC),
            how=line.how,
            note=line.note,
            commitment=_commitment(signer),
            previous=last.hash if last else BEGINNING,
            hash="",
        )
        entry.hash = _hash(entry)
        rows.append(entry.model_dump(exclude={"id"}))
        last = entry
    session.flush()
    session.execute(insert(Entry), rows)


def lines(session: Session, group_id: int) -> tuple[Line, ...]:
    """The whole record of a group, oldest first."""
    entries = session.exec(select(Entry).where(Entry.chain == chain_of(group_id)).order_by(col(Entry.seq))).all()
    names = session.exec(
        select(Signer, Pupil.name).outerjoin(Pupil, col(Pupil.id) == Signer.pupil_id).where(Signer.group_id == group_id)
    ).all()
    known = {_commitment(signer): (signer, today) for signer, today in names}
    return tuple(_line(entry, *known.get(entry.commitment, (None, None))) for entry in entries)


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
    entries = session.exec(select(Entry).order_by(col(Entry.chain), col(Entry.seq))).all()
    versions = session.exec(select(GroupRules)).all()
    texts = {(chain_of(row.group_id), row.version): text_hash(row.text) for row in versions}
    committed: dict[UUID, set[str]] = {}
    for signer in session.exec(select(Signer)).all():
        committed.setdefault(signer.ref, set()).add(_commitment(signer))
    broken = [Broken("ledger", 0, f"the guard {name} is missing or changed") for name in _missing_guards(session)]
    for chain in dict.fromkeys(entry.chain for entry in entries):
        found = _first_broken([entry for entry in entries if entry.chain == chain], committed, texts)
        broken += [found] if found else []
    return (*broken, *_miscounted(session, entries))


def _first_broken(
    entries: Sequence[Entry], committed: Mapping[UUID, set[str]], texts: dict[tuple[str, int], str]
) -> Broken | None:
    previous = BEGINNING
    for number, entry in enumerate(entries, start=1):
        names = committed.get(entry.signer)
        reasons = (
            (entry.seq != number, f"line {number} is missing"),
            (entry.previous != previous, "it does not follow the line before it"),
            (entry.hash != _hash(entry), "its words were changed"),
            (names is not None and entry.commitment not in names, "the name is not the one that signed"),
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


def _miscounted(session: Session, entries: Sequence[Entry]) -> list[Broken]:
    """The sign-offs whose counts are not those that were sealed in the record."""
    sealed = {
        (entry.chain, entry.rules_version): (entry.seq, entry.note) for entry in entries if entry.kind == "sign-off"
    }
    rows = session.exec(select(SignOff, GroupRules).join(GroupRules, col(GroupRules.id) == SignOff.rules_id)).all()
    broken = []
    for closed, rules in rows:
        chain = chain_of(rules.group_id)
        seq, note = sealed.get((chain, rules.version), (0, ""))
        if note != counted(closed.pupils, closed.signed, closed.later, closed.absent):
            broken.append(Broken(chain, seq, "the counts of the sign-off are not the ones that were sealed"))
    return broken


def counted(pupils: int, signed: int, later: int, absent: int) -> str:
    """The counts of a sign-off in the words that are sealed in the record."""
    return f"{signed} van {pupils} doen mee, {later} later, {absent} afwezig"


def _missing_guards(session: Session) -> list[str]:
    """The triggers that are not there, or no longer refuse everything."""
    run = session.connection().execute
    if session.get_bind().dialect.name == "sqlite":
        found = run(sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'"))
        refusing = {row[0] for row in found if _REFUSES.fullmatch(" ".join(row[1].split()))}
        return [name for name in TRIGGERS if name not in refusing]
    found = run(
        sql(
            "SELECT tgname, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid = 'ledger'::regclass AND tgenabled IN ('O', 'A') AND tgqual IS NULL "
            "AND tgattr = ''::int2vector AND btrim(prosrc) ~ '^BEGIN RAISE EXCEPTION [^;]*; END$'"
        )
    )
    kinds = {row[0]: row[1] for row in found}
    return [name for name, kind in _POSTGRESQL_GUARDS.items() if kinds.get(name) != kind]


def _signers(session: Session, group_id: int) -> list[Signer]:
    return list(session.exec(select(Signer).where(Signer.group_id == group_id)).all())


def _signer(session: Session, group_id: int, who: Who, known: list[Signer]) -> Signer:
    """Whoever signs, under the name of today. One person keeps one number, whatever the name."""
    same = [each for each in known if (each.pupil_id, each.staff_id) == (who.pupil_id, who.staff_id)]
    for signer in same:
        if signer.name == who.name:
            return signer
    signer = Signer(
        ref=same[0].ref if same else uuid4(),
        group_id=group_id,
        pupil_id=who.pupil_id,
        staff_id=who.staff_id,
        name=who.name,
        salt=secrets.token_hex(32),
    )
    session.add(signer)
    known.append(signer)
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


def _line(entry: Entry, signer: Signer | None, today: str | None) -> Line:
    return Line(
        entry.seq,
        entry.kind,  # type: ignore[arg-type]  # only append writes it
        entry.signer,
        signer.name if signer else None,
        today,
        signer.pupil_id if signer else None,
        entry.rules_version,
        entry.at,
        entry.how,  # type: ignore[arg-type]  # only append writes it
        entry.note,
        entry.hash,
    )

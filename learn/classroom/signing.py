"""Signing: rule by rule, then "ik doe mee" or "ik teken nog niet"; and the teacher who closes the sign-off."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from typing import TypeVar
from uuid import UUID

import sqlalchemy
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import ledger
from learn.classroom import rules
from learn.classroom.groups import GroupCard
from learn.classroom.groups import Seat
from learn.classroom.groups import seats
from learn.classroom.ledger import How
from learn.classroom.ledger import Kind
from learn.classroom.ledger import Line
from learn.classroom.ledger import NewLine
from learn.classroom.ledger import Who
from learn.classroom.refusals import NotAllRead
from learn.classroom.refusals import NotAllSettled
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import SignedOff
from learn.classroom.refusals import SignedOften
from learn.classroom.rules import Asked
from learn.classroom.rules import Changes
from learn.classroom.rules import Rule
from learn.classroom.rules import RulesText
from learn.classroom.rules import Version
from learn.classroom.tables import Entry
from learn.classroom.tables import GroupRules
from learn.classroom.tables import RuleRead
from learn.classroom.tables import Signer
from learn.classroom.tables import SignOff

State = Literal["open", "signed", "later", "absent"]
Said = TypeVar("Said")

FEWEST_READERS = 5
MOST_SIGNATURES = 10

_STATES: Mapping[Kind, State] = {
    "signature": "signed",
    "not-yet": "later",
    "withdrawal": "later",
    "absence": "absent",
}


@dataclass(frozen=True)
class Reading:
    """How far a pupil is in reading the rules: what was said of each, by its key.

    ``changes`` is what these rules ask of a pupil who signed others before; None: this pupil reads them all. What asks
    nothing was read then.
    """

    rules: tuple[Rule, ...]
    said: Mapping[str, bool]
    changes: Changes | None = None

    @property
    def to_read(self) -> tuple[int, ...]:
        """The numbers of the rules this pupil reads, from one."""
        wanted = self.changes.keys if self.changes else {rule.key for rule in self.rules}
        return tuple(number for number, rule in enumerate(self.rules, 1) if rule.key in wanted)

    @property
    def done(self) -> int:
        return sum(self.rules[number - 1].key in self.said for number in self.to_read)

    @property
    def next(self) -> int | None:
        """The number of the first rule not yet read, from one."""
        return next((number for number in self.to_read if self.rules[number - 1].key not in self.said), None)

    def asked(self, key: str) -> Asked | None:
        """What is new about this rule, for a pupil who signed before."""
        return next((each for each in self.changes.asked if each.rule.key == key), None) if self.changes else None

    def after(self, number: int) -> int | None:
        """The number of the rule to read after this one; None behind the last."""
        return next((each for each in self.to_read if each > number), None)

    def before(self, number: int) -> int | None:
        """The number of the rule that was read before this one; None at the first."""
        return next((each for each in reversed(self.to_read) if each < number), None)


@dataclass(frozen=True)
class PupilLine:
    """How one pupil stands towards a version, and the line of the record that says so."""

    pupil_id: int
    name: str
    state: State
    at: datetime | None = None
    how: How | None = None

    @property
    def for_staff(self) -> bool:
        """Whether staff may still write something down: a pupil's own yes stands."""
        return not (self.state == "signed" and self.how == "own-device")


@dataclass(frozen=True)
class Closed:
    """A sign-off that was closed: when, by whom (None when erased), and the counts that stay."""

    at: datetime
    by: str | None
    pupils: int
    signed: int
    later: int
    absent: int


@dataclass(frozen=True)
class AfterClosing:
    """What changed after a sign-off was closed, as the last line of each: who signed yet, and who took it back."""

    signed: tuple[Line, ...] = ()
    withdrawn: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a group stands towards a version of its rules."""

    pupils: tuple[PupilLine, ...]
    unclear: Mapping[str, int]
    reading: int
    closed: Closed | None
    after: AfterClosing

    def count(self, state: State) -> int:
        return sum(each.state == state for each in self.pupils)

    @property
    def open(self) -> tuple[PupilLine, ...]:
        return tuple(each for each in self.pupils if each.state == "open")

    @property
    def enough_read(self) -> bool:
        """Whether so many have read all rules that ``unclear`` tells something."""
        return len(self.pupils) - self.reading >= FEWEST_READERS


@dataclass(frozen=True)
class Summary:
    """The counts of a version at a glance: who joins, who does not sign yet, how many rules are not clear to all."""

    version: int
    signed: int
    later: int
    unclear: int
    rules_id: int
    closed: bool


def reading(session: Session, pupil_id: int, version: Version) -> Reading:
    """What a pupil has read and said of the rules."""
    rows = session.exec(
        select(RuleRead.rule, RuleRead.clear).where(RuleRead.pupil_id == pupil_id, RuleRead.rules_id == version.id)
    ).all()
    signed = _signed_before(session, version).get(pupil_id)
    return Reading(version.text.rules, dict(list(rows)), rules.changes(signed, version.text) if signed else None)


def read_rule(session: Session, pupil_id: int, version: Version, number: int, clear: bool, now: datetime) -> None:
    """A pupil says of the rule with this number, from one: clear, or not yet. Raises NotFound."""
    if not 1 <= number <= len(version.text.rules):
        raise NotFound
    said = insert(RuleRead).values(
        pupil_id=pupil_id,
        rules_id=version.id,
        rule=version.text.rules[number - 1].key,
        clear=clear,
        read_at=now,
    )
    session.execute(
        said.on_conflict_do_update(
            index_elements=["pupil_id", "rules_id", "rule"], set_={"clear": clear, "read_at": now}
        )
    )


def sign(session: Session, version: Version, pupil_id: int, name: str, joins: bool, now: datetime) -> None:
    """The pupil joins, or does not sign yet. Said before: nothing is added. Raises NotAllRead, SignedOften.

    Only signing has an end: a signature can always be taken back.
    """
    ledger.lock(session, version.group_id)
    if reading(session, pupil_id, version).next is not None:
        raise NotAllRead
    wanted: State = "signed" if joins else "later"
    if own_word(session, version, pupil_id) != wanted:
        if joins and _signatures_of(session, version, pupil_id) >= MOST_SIGNATURES:
            raise SignedOften
        kind: Kind = "signature" if joins else "not-yet"
        _append(session, version, [NewLine(kind, Who(name, pupil_id=pupil_id), "own-device")], now)


def withdraw(session: Session, version: Version, pupil_id: int, name: str, now: datetime) -> None:
    """The pupil takes the signature back; both lines stay. Nothing to take back: nothing is added."""
    ledger.lock(session, version.group_id)
    if state_of(session, version, pupil_id) == "signed":
        _append(session, version, [NewLine("withdrawal", Who(name, pupil_id=pupil_id), "own-device")], now)


def record(
    session: Session,
    version: Version,
    chosen: Sequence[Seat],
    state: State,
    how: How,
    staff_id: int | None,
    now: datetime,
) -> None:
    """The teacher writes down what these pupils did on paper or at the board, or that they were absent.

    A pupil's own yes stands, and what was written down before is not written twice. Raises NotFound for a state that
    nobody can write down.
    """
    kinds: dict[State, Kind] = {"signed": "signature", "later": "not-yet", "absent": "absence"}
    if state not in kinds:
        raise NotFound
    ledger.lock(session, version.group_id)
    last = _last_lines(session, version)
    changed = [
        seat
        for seat in _once(chosen)
        if _state(last.get(seat.id)) != state and not (_state(last.get(seat.id)) == "signed" and _own(last[seat.id]))
    ]
    _write_down(session, version, kinds[state], changed, how, staff_id, now)


def record_rest(session: Session, version: Version, staff_id: int | None, now: datetime) -> None:
    """The teacher writes down for everybody of whom nothing is known: signs later."""
    ledger.lock(session, version.group_id)
    last = _last_lines(session, version)
    rest = [seat for seat in seats(session, version.group_id) if _state(last.get(seat.id)) == "open"]
    _write_down(session, version, "not-yet", rest, "paper", staff_id, now)


def correct(session: Session, version: Version, chosen: Sequence[Seat], staff_id: int | None, now: datetime) -> None:
    """The teacher takes back what was written down for these pupils by mistake; both lines stay.

    Only what staff wrote down can be taken back: what a pupil pressed is the pupil's, and holds again.
    """
    ledger.lock(session, version.group_id)
    last = _last_lines(session, version)
    changed = [seat for seat in _once(chosen) if _state(last.get(seat.id)) != "open" and not _own(last[seat.id])]
    back = [NewLine("correction", Who(seat.name, pupil_id=seat.id), last[seat.id].how) for seat in changed]
    _append(session, version, back, now)
    if changed:
        pupil_ids = [seat.id for seat in changed]
        audit.note_in_group(session, version.group_id, staff_id, "signature-corrected", now, pupil_ids)


def signatures(session: Session, version: Version) -> tuple[Line, ...]:
    """What the record says of each pupil when the sign-off was closed: the last line of each, by name.

    A signer whose name was erased is still there, without a name. What came after the closing is not.
    """
    return _by_name(_until_closed(session, version).values())


def after_closing(session: Session, version: Version) -> AfterClosing:
    """Who signed after the sign-off was closed, and who took a signature back. Not closed: nobody."""
    before = _until_closed(session, version)
    lines = [line for line in ledger.lines(session, version.group_id) if line.version == version.number]
    now = _last_of_each(lines, version.number)
    newest = {line.signer: line for line in lines if line.kind in _STATES or line.kind == "correction"}
    joined = {signer for signer, line in now.items() if _state(line) == "signed"}
    had = {signer for signer, line in before.items() if _state(line) == "signed"}
    back = had - joined | {signer for signer in newest if newest[signer].kind == "withdrawal" and signer not in before}
    return AfterClosing(
        _by_name(now[signer] for signer in joined - had),
        _by_name(newest[signer] for signer in back),
    )


def own_word(session: Session, version: Version, pupil_id: int) -> State:
    """How a pupil stands, as the pupil knows it: whom staff wrote down as later or absent has said nothing yet."""
    line = _last_lines(session, version).get(pupil_id)
    state = _state(line)
    return state if state == "signed" or (line and _own(line)) else "open"


def state_of(session: Session, version: Version, pupil_id: int) -> State:
    """How a pupil stands towards a version."""
    return _state(_last_lines(session, version).get(pupil_id))


def standing(session: Session, version: Version) -> Standing:
    """How the group stands: the one source of dashboard, page and print."""
    last = _last_lines(session, version)
    everybody = seats(session, version.group_id)
    said = session.exec(
        select(RuleRead.pupil_id, RuleRead.rule, RuleRead.clear)
        .where(RuleRead.rules_id == version.id)
        .order_by(col(RuleRead.id))
    ).all()
    asked = _asked(session, version)
    everything = frozenset(rule.key for rule in version.text.rules)
    unread = {seat.id: set(asked.get(seat.id, everything)) for seat in everybody}
    for pupil_id, rule, _ in said:
        unread.get(pupil_id, set()).discard(rule)
    return Standing(
        tuple(_pupil_line(seat, last.get(seat.id)) for seat in everybody),
        _unclear([(rule, clear) for _, rule, clear in said]),
        sum(map(bool, unread.values())),
        closed(session, version),
        after_closing(session, version),
    )


def summary(session: Session, group_id: int) -> Summary | None:
    """How many stand where towards the version that holds, in one statement; None when none was adopted."""
    signers = (
        select(Signer.ref, Signer.pupil_id)
        .where(Signer.group_id == group_id, col(Signer.pupil_id).is_not(None))
        .distinct()
        .subquery()
    )
    reads = (
        select(
            RuleRead.rule,
            RuleRead.clear,
            func.row_number().over(partition_by=col(RuleRead.rule), order_by=col(RuleRead.id)).label("place"),
            func.count().over(partition_by=col(RuleRead.rule)).label("readers"),
        )
        .where(RuleRead.rules_id == GroupRules.id)
        .correlate(GroupRules)
        .subquery()
    )
    unclear = select(func.count(func.distinct(reads.c.rule))).where(
        reads.c.clear.is_(False), reads.c.place <= reads.c.readers - reads.c.readers % FEWEST_READERS
    )
    is_closed = select(SignOff.id).where(SignOff.rules_id == GroupRules.id).correlate(GroupRules).exists()
    rows = session.execute(
        sqlalchemy.select(
            col(GroupRules.version),
            signers.c.pupil_id,
            col(Entry.kind),
            unclear.scalar_subquery(),
            col(GroupRules.id),
            is_closed,
        )
        .outerjoin(
            Entry, (col(Entry.chain) == ledger.chain_of(group_id)) & (col(Entry.rules_version) == GroupRules.version)
        )
        .outerjoin(signers, signers.c.ref == Entry.signer)
        .where(
            col(GroupRules.group_id) == group_id,
            col(GroupRules.adopted_at).is_not(None),
            col(GroupRules.replaced_at).is_(None),
        )
        .order_by(col(Entry.seq))
    ).all()
    if not rows:
        return None
    said: defaultdict[int, list[str]] = defaultdict(list)
    for _, pupil_id, kind, *_ in rows:
        if pupil_id is not None:
            _take_in(said[pupil_id], kind, kind)
    last = Counter(stack[-1] for stack in said.values() if stack)
    version, _, _, not_clear, rules_id, closed_yet = rows[0]
    return Summary(version, last["signature"], last["not-yet"] + last["withdrawal"], not_clear, rules_id, closed_yet)


def closed(session: Session, version: Version) -> Closed | None:
    """The closed sign-off of this version, if it is closed."""
    row = session.exec(select(SignOff).where(SignOff.rules_id == version.id)).first()
    if row is None:
        return None
    by = [
        line.name
        for line in ledger.lines(session, version.group_id)
        if line.kind == "sign-off" and line.version == version.number
    ]
    return Closed(row.closed_at, by[-1] if by else None, row.pupils, row.signed, row.later, row.absent)


def close(session: Session, group: GroupCard, version: Version, staff_id: int, name: str, now: datetime) -> None:
    """The teacher closes the sign-off and signs it. Raises NotAllSettled while a pupil stands open, SignedOff."""
    ledger.lock(session, version.group_id)
    now_standing = standing(session, version)
    if now_standing.closed:
        raise SignedOff
    if now_standing.open:
        raise NotAllSettled
    signed, later, absent = (now_standing.count(each) for each in ("signed", "later", "absent"))
    session.add(
        SignOff(
            rules_id=version.id,
            closed_at=now,
            closed_by=staff_id,
            pupils=len(now_standing.pupils),
            signed=signed,
            later=later,
            absent=absent,
        )
    )
    note = ledger.counted(len(now_standing.pupils), signed, later, absent)
    _append(session, version, [NewLine("sign-off", Who(name, staff_id=staff_id), "own-device", note)], now)
    audit.note_in_group(session, group.id, staff_id, "sign-off-closed", now)


def _write_down(
    session: Session,
    version: Version,
    kind: Kind,
    chosen: Sequence[Seat],
    how: How,
    staff_id: int | None,
    now: datetime,
) -> None:
    _append(session, version, [NewLine(kind, Who(seat.name, pupil_id=seat.id), how) for seat in chosen], now)
    if chosen:
        pupil_ids = [seat.id for seat in chosen]
        audit.note_in_group(session, version.group_id, staff_id, "signature-recorded", now, pupil_ids)


def _state(line: Line | None) -> State:
    return _STATES[line.kind] if line else "open"


def _own(line: Line) -> bool:
    return line.how == "own-device"


def _append(session: Session, version: Version, new: Sequence[NewLine], now: datetime) -> None:
    if new:
        ledger.append(session, version.group_id, version.number, version.hash, new, now)


def _signatures_of(session: Session, version: Version, pupil_id: int) -> int:
    return sum(
        line.kind == "signature" and line.pupil_id == pupil_id and line.version == version.number
        for line in ledger.lines(session, version.group_id)
    )


def _last_lines(session: Session, version: Version) -> dict[int, Line]:
    """By pupil the line that counts now."""
    last = _last_of_each(ledger.lines(session, version.group_id), version.number)
    return {line.pupil_id: line for line in last.values() if line.pupil_id is not None}


def _signed_before(session: Session, version: Version) -> dict[int, RulesText]:
    """By pupil the newest text they signed before this version and did not take back."""
    if version.number == 1:
        return {}
    lines = ledger.lines(session, version.group_id)
    signed: dict[int, int] = {}
    for number in sorted({line.version for line in lines if line.version < version.number}):
        last = _last_of_each(lines, number)
        signed |= {line.pupil_id: number for line in last.values() if line.pupil_id and _state(line) == "signed"}
    texts = rules.texts(session, version.group_id, set(signed.values()))
    return {pupil_id: texts[number] for pupil_id, number in signed.items()}


def _asked(session: Session, version: Version) -> dict[int, frozenset[str]]:
    """By pupil who signed before: the rules of this version that ask to be read, by key."""
    return {
        pupil_id: rules.changes(text, version.text).keys for pupil_id, text in _signed_before(session, version).items()
    }


def _last_of_each(lines: Sequence[Line], number: int) -> dict[UUID, Line]:
    """Of everybody the last line on the version with this number that was not taken back."""
    said: defaultdict[UUID, list[Line]] = defaultdict(list)
    for line in lines:
        if line.version == number:
            _take_in(said[line.signer], line.kind, line)
    return {signer: stack[-1] for signer, stack in said.items() if stack}


def _take_in(said: list[Said], kind: str, what: Said) -> None:
    """A correction takes back the line before it: what stood there before holds again."""
    if kind == "correction":
        del said[-1:]
    elif kind in _STATES:
        said.append(what)


def _once(chosen: Sequence[Seat]) -> list[Seat]:
    return list({seat.id: seat for seat in chosen}.values())


def _until_closed(session: Session, version: Version) -> dict[UUID, Line]:
    """By signer the line that counted when the sign-off was closed; not closed: that counts now."""
    lines = ledger.lines(session, version.group_id)
    closings = (at for at, line in enumerate(lines) if line.version == version.number and line.kind == "sign-off")
    return _last_of_each(lines[: next(closings, len(lines))], version.number)


def _by_name(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.name is None, line.name or "", line.seq)))


def _unclear(said: Sequence[tuple[str, bool]]) -> Mapping[str, int]:
    """How many do not understand a rule, among whole fives of readers in the order in which they read it.

    Counted at every fifth reader, what changes is never the word of one child.
    """
    readers: defaultdict[str, list[bool]] = defaultdict(list)
    for rule, clear in said:
        readers[rule].append(clear)
    return Counter(
        rule
        for rule, each in readers.items()
        for clear in each[: len(each) // FEWEST_READERS * FEWEST_READERS]
        if not clear
    )


def _pupil_line(seat: Seat, line: Line | None) -> PupilLine:
    if line is None:
        return PupilLine(seat.id, seat.name, "open")
    return PupilLine(seat.id, seat.name, _STATES[line.kind], line.at, line.how)

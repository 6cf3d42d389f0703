"""A school's protocol: one that is shipped, or its own document, read, looked over clause by clause and confirmed."""

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy import update
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import audit
from learn.classroom.groups import SchoolCard
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import DraftThere
from learn.classroom.refusals import NotAllChecked
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import NothingToConfirm
from learn.classroom.refusals import TooManyClauses
from learn.classroom.tables import ProtocolVersion
from learn.classroom.tables import School
from learn.classroom.tables import row_id
from learn.content.base import Unknown
from learn.content.compare import Before
from learn.content.compare import as_before
from learn.content.compare import inherit
from learn.content.compare import settle
from learn.content.drafts import MOST_CLAUSES
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.library import Library
from learn.content.protocols import Protocol

OWN = "own-"

# Confirmed versions never change, so each is read and put together once. A database is known by its connections.
_read: WeakKeyDictionary[Pool, dict[int, Protocol]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Version:
    """A version of the school's own protocol."""

    id: int
    school_id: int
    number: int
    draft: Draft
    made_at: datetime
    confirmed_at: datetime | None

    @property
    def slug(self) -> str:
        return f"{OWN}{self.id}"


def of_school(session: Session, library: Library, school: SchoolCard) -> Protocol:
    """The protocol that every lesson, page and print of this school cites. Raises Unknown."""
    if not school.protocol.startswith(OWN):
        return library.protocol(school.protocol)
    number = school.protocol.removeprefix(OWN)
    if not number.isdecimal():
        raise Unknown(school.protocol)
    known = _read.setdefault(session.get_bind().engine.pool, {})
    found = known.get(int(number))
    if found is None or found.topics is not library.topics:
        found = known[int(number)] = _confirmed(session, library, school, int(number))
    return found


def school(session: Session, school_id: int) -> SchoolCard:
    """The school itself. Raises NotFound."""
    row = session.get(School, school_id)
    if row is None:
        raise NotFound
    return SchoolCard(school_id, row.name, row.protocol, row.address)


def draft(session: Session, school_id: int) -> Version | None:
    """The document that is being looked over, if there is one."""
    return _version(_draft_row(session, school_id))


def current(session: Session, school_id: int) -> Version | None:
    """The school's own protocol as it holds now, if it has one."""
    return _version(
        session.exec(
            select(ProtocolVersion).where(
                ProtocolVersion.school_id == school_id,
                col(ProtocolVersion.confirmed_at).is_not(None),
                col(ProtocolVersion.replaced_at).is_(None),
            )
        ).first()
    )


def before(session: Session, library: Library, school_id: int) -> Before:
    """The clauses that hold now, for the draft to be compared with."""
    own = current(session, school_id)
    if own:
        return Before(own.draft.clauses)
    return as_before(library.protocol(school(session, school_id).protocol).document)


def start_draft(session: Session, school_id: int, read: Draft, staff_id: int | None, now: datetime, seen: str) -> None:
    """Keep what was read, for somebody to look over; what was looked over in the version before is not asked again.

    ``seen`` is the mark of the draft that may go, "" where none stood. Raises DraftThere when another one stands there;
    sent twice, the same document is one.
    """
    row = _own_draft_row(session, school_id)
    there, own = _version(row), current(session, school_id)
    if own:
        read = inherit(Before(own.draft.clauses), read)
    if there and there.draft.mark not in (seen, read.mark):
        raise DraftThere
    if row is None:
        newest = session.exec(
            select(ProtocolVersion.version)
            .where(ProtocolVersion.school_id == school_id)
            .order_by(col(ProtocolVersion.version).desc())
        ).first()
        row = ProtocolVersion(school_id=school_id, version=(newest or 0) + 1, text="", made_at=now)
    row.text, row.made_at, row.made_by = read.canonical(), now, staff_id
    session.add(row)
    audit.note(session, school_id, staff_id, "protocol-read", now, f"version {row.version}")
    session.flush()


def save_clause(session: Session, school_id: int, number: int, clause: DraftClause, seen: str) -> Version:
    """Keep a clause as somebody put it right: it counts as looked at.

    ``seen`` is the mark of the clause it was made from. Raises NotFound, DraftChanged when another one stands there.
    """
    row, there = _standing(session, school_id)
    if not 1 <= number <= len(there.draft.clauses):
        raise NotFound
    standing = there.draft.clauses[number - 1]
    wanted = clause.model_copy(update={"checked": True})
    if standing.mark not in (seen, wanted.mark):
        raise DraftChanged
    clauses = [*there.draft.clauses]
    clauses[number - 1] = wanted
    return _keep(session, row, there.draft.model_copy(update={"clauses": tuple(clauses)}))


def add_clause(session: Session, school_id: int, number: int, clause: DraftClause, seen: str) -> Version:
    """Put in a clause that was not found, as the one with this number: somebody wrote it, so it counts as looked at.

    ``seen`` is the mark of the draft it was written in. Raises NotFound, TooManyClauses, and DraftChanged when
    another one stands there; sent twice, it is one.
    """
    row, there = _standing(session, school_id)
    clauses = list(there.draft.clauses)
    if not 1 <= number <= len(clauses) + 1:
        raise NotFound
    wanted = clause.model_copy(update={"checked": True})
    if clauses[number - 1 : number] == [wanted]:
        return there
    if there.draft.mark != seen:
        raise DraftChanged
    if len(clauses) >= MOST_CLAUSES:
        raise TooManyClauses
    clauses.insert(number - 1, wanted)
    return _keep(session, row, there.draft.model_copy(update={"clauses": tuple(clauses)}))


def check_all_sure(session: Session, school_id: int, seen: str) -> Version:
    """Everything that is sure is right. Raises NotFound, and DraftChanged when it is not the draft that was seen."""
    row, there = _standing(session, school_id)
    if there.draft.mark != seen:
        raise DraftChanged
    checked = tuple(
        clause.model_copy(update={"checked": True}) if clause.certain else clause for clause in there.draft.clauses
    )
    return _keep(session, row, there.draft.model_copy(update={"clauses": checked}))


def confirm(
    session: Session,
    library: Library,
    school_id: int,
    title: str,
    date: str,
    staff_id: int | None,
    now: datetime,
    seen: str,
) -> Version:
    """From now on this is the school's protocol, for every group at once.

    Groups keep the rules they adopted until their teacher adopts anew; which rules ask for it, ``rules.behind`` tells.
    Raises NotFound without a draft, NotAllChecked,
    NothingToConfirm, and DraftChanged when it is not the draft that was seen.
    """
    row, there = _standing(session, school_id)
    if there.draft.mark != seen:
        raise DraftChanged
    if not there.draft.complete:
        raise NotAllChecked
    if not any(clause.binds for clause in there.draft.clauses):
        raise NothingToConfirm
    settled = settle(before(session, library, school_id), there.draft, there.number)
    session.execute(
        update(ProtocolVersion)
        .where(
            col(ProtocolVersion.school_id) == school_id,
            col(ProtocolVersion.confirmed_at).is_not(None),
            col(ProtocolVersion.replaced_at).is_(None),
        )
        .values(replaced_at=now)
    )
    row.confirmed_at, row.confirmed_by = now, staff_id
    confirmed = _keep(session, row, settled.model_copy(update={"title": title, "date": date}))
    session.get_one(School, school_id).protocol = confirmed.slug
    audit.note(session, school_id, staff_id, "protocol-confirmed", now, f"version {row.version}")
    session.flush()
    return confirmed


def _standing(session: Session, school_id: int) -> tuple[ProtocolVersion, Version]:
    row = _own_draft_row(session, school_id)
    there = _version(row)
    if row is None or there is None:
        raise NotFound
    return row, there


def _own_draft_row(session: Session, school_id: int) -> ProtocolVersion | None:
    """The draft, kept to this transaction: two heads who save at once come one after the other."""
    session.exec(select(School.id).where(School.id == school_id).with_for_update()).one()
    return _draft_row(session, school_id)


def _draft_row(session: Session, school_id: int) -> ProtocolVersion | None:
    return session.exec(
        select(ProtocolVersion).where(
            ProtocolVersion.school_id == school_id, col(ProtocolVersion.confirmed_at).is_(None)
        )
    ).first()


def _keep(session: Session, row: ProtocolVersion, changed: Draft) -> Version:
    row.text = changed.canonical()
    session.add(row)
    session.flush()
    kept = _version(row)
    assert kept is not None
    return kept


def _confirmed(session: Session, library: Library, school: SchoolCard, version_id: int) -> Protocol:
    row = session.exec(
        select(ProtocolVersion).where(
            ProtocolVersion.id == version_id,
            ProtocolVersion.school_id == school.id,
            col(ProtocolVersion.confirmed_at).is_not(None),
        )
    ).first()
    found = _version(row)
    made = found.draft.protocol(school.protocol, school.name, library.topics) if found else None
    if made is None:
        raise Unknown(school.protocol)
    return made


def _version(row: ProtocolVersion | None) -> Version | None:
    if row is None:
        return None
    return Version(
        row_id(row.id),
        row.school_id,
        row.version,
        Draft.model_validate_json(row.text),
        row.made_at,
        row.confirmed_at,
    )

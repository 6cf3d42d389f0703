"""The tables: what a school must remember. State is a row with who and when; one constraint a promise."""

from datetime import UTC
from datetime import date
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy import Column
from sqlalchemy import DateTime
from sqlalchemy import Dialect
from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import TypeDecorator
from sqlalchemy import UniqueConstraint
from sqlalchemy import text
from sqlmodel import Field
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# SQLite gives the number of an erased row to the next one, and what was written down about the first would be about it.
_NEVER_TWICE = {"sqlite_autoincrement": True}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its time zone on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)) if value else None


def row_id(value: int | None) -> int:
    """The number of a row that is in the database."""
    assert value is not None
    return value


def _moment(*, null: bool = False) -> Any:
    return Field(default=None, sa_type=Moment, nullable=True) if null else Field(sa_type=Moment, nullable=False)


def _key() -> Any:
    return Field(default=None, primary_key=True)


def _of(table: str, *, null: bool = False) -> Any:
    """A reference that goes with what it belongs to."""
    return Field(default=None if null else ..., foreign_key=f"{table}.id", ondelete="CASCADE", index=True)


def _staff() -> Any:
    """Who of staff did it. When somebody's account goes, what they did for the children stays."""
    return Field(default=None, foreign_key="staff.id", ondelete="SET NULL", index=True)


def _only_one(*columns: str, where: str) -> Index:
    """At most one row with these columns among those for which the condition holds."""
    condition = text(where)
    name = f"ux_{'_'.join(columns)}_where_{where.split(maxsplit=1)[0]}"
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class Setup(SQLModel, table=True):
    """The one-time code that opens the set-up page. There is at most one."""

    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: int = Field(default=1, primary_key=True)
    code_hash: str
    made_at: datetime = _moment()


class School(SQLModel, table=True):
    """A school. ``address`` is what Chromebooks type; ``protocol`` the slug of its protocol,
    which is ``own-`` and the number of a ProtocolVersion once it confirmed a document of its own.
    """

    id: int | None = _key()
    name: str = Field(max_length=80)
    protocol: str = Field(max_length=60)
    address: str = Field(max_length=200)
    made_at: datetime = _moment()


class ProtocolVersion(SQLModel, table=True):
    """A version of a school's own protocol: draft, then confirmed, then replaced.

    ``text`` is canonical JSON of every clause as it was looked over. A confirmed version never changes.
    """

    __tablename__ = "protocol_version"
    __table_args__ = (
        UniqueConstraint("school_id", "version"),
        Index(
            "ux_protocol_version_current",
            "school_id",
            unique=True,
            sqlite_where=text("confirmed_at IS NOT NULL AND replaced_at IS NULL"),
            postgresql_where=text("confirmed_at IS NOT NULL AND replaced_at IS NULL"),
        ),
        Index(
            "ux_protocol_version_draft",
            "school_id",
            unique=True,
            sqlite_where=text("confirmed_at IS NULL"),
            postgresql_where=text("confirmed_at IS NULL"),
        ),
    )

    id: int | None = _key()
    school_id: int = _of("school")
    version: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    made_at: datetime = _moment()
    made_by: int | None = Field(default=None, foreign_key="staff.id", ondelete="SET NULL", index=True)
    confirmed_at: datetime | None = _moment(null=True)
    confirmed_by: int | None = Field(default=None, foreign_key="staff.id", ondelete="SET NULL", index=True)
    replaced_at: datetime | None = _moment(null=True)


class Programme(SQLModel, table=True):
    """A programme of others that a school takes part in, until it is taken out.

    A school that never changed one has no rows: then those hold that come with the app. ``key`` is its name in
    addresses, ``name_key`` the name as it is compared. ``years`` and ``topics`` are words with a space between them.
    """

    __table_args__ = (
        UniqueConstraint("school_id", "key"),
        _only_one("school_id", "name_key", where="removed_at IS NULL"),
    )

    id: int | None = _key()
    school_id: int = _of("school")
    key: str = Field(max_length=60)
    name: str = Field(max_length=80)
    name_key: str = Field(max_length=240)  # one letter is compared as three at most
    years: str = Field(max_length=10)
    period: str = Field(default="", max_length=80)
    topics: str = Field(default="", sa_column=Column(Text, nullable=False))
    made_at: datetime = _moment()
    made_by: int | None = _staff()
    removed_at: datetime | None = _moment(null=True)
    removed_by: int | None = _staff()


class Staff(SQLModel, table=True):
    """Somebody who works at the school. ``called`` is what children say: juf or meester, else the first name.

    ``must_change``: the password is one that the head handed out, and opens nothing but the page to choose another.
    """

    id: int | None = _key()
    school_id: int = _of("school")
    name: str = Field(max_length=80)
    called: str | None = Field(default=None, max_length=8)
    email: str = Field(max_length=254, unique=True)
    password_hash: str
    must_change: bool = False
    made_at: datetime = _moment()
    disabled_at: datetime | None = _moment(null=True)


class SchoolYear(SQLModel, table=True):
    """One year of a school."""

    __tablename__ = "school_year"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: int | None = _key()
    school_id: int = _of("school")
    name: str = Field(max_length=9)
    begins_on: date
    ends_on: date


class Group(SQLModel, table=True):
    """A group of children in one school year. A combination group has a second year group."""

    __tablename__ = "school_group"
    __table_args__ = (UniqueConstraint("school_year_id", "name"), _NEVER_TWICE)

    id: int | None = _key()
    school_year_id: int = _of("school_year")
    name: str = Field(max_length=20)
    year: int
    second_year: int | None = None
    made_at: datetime = _moment()


class Membership(SQLModel, table=True):
    """What somebody does at the school: teacher of a group, adviser, head."""

    __table_args__ = (
        CheckConstraint("(role = 'teacher') = (group_id IS NOT NULL)", name="teacher_of_a_group"),
        UniqueConstraint("staff_id", "role", "group_id"),
        _only_one("staff_id", "role", where="group_id IS NULL"),
    )

    id: int | None = _key()
    staff_id: int = _of("staff")
    role: str = Field(max_length=10)
    group_id: int | None = _of("school_group", null=True)


class Pupil(SQLModel, table=True):
    """A child: a first name, with an initial if two share it. ``name_key`` is the name as it is compared.

    ``pictures`` is the HMAC of group and picture sequence, ``card_hash`` of the card's token: neither can be read back.
    """

    __table_args__ = (
        UniqueConstraint("group_id", "name_key"),
        UniqueConstraint("group_id", "pictures"),
        _NEVER_TWICE,
    )

    id: int | None = _key()
    group_id: int = _of("school_group")
    name: str = Field(max_length=30)
    name_key: str = Field(max_length=30)
    pictures: str | None = Field(default=None, max_length=64)
    card_hash: str | None = Field(default=None, max_length=64, unique=True)
    issued_at: datetime | None = _moment(null=True)
    made_at: datetime = _moment()


class Opening(SQLModel, table=True):
    """A group open for its pupils, under a code of its own."""

    __table_args__ = (
        _only_one("group_id", where="closed_at IS NULL"),
        _only_one("code", where="closed_at IS NULL"),
    )

    id: int | None = _key()
    group_id: int = _of("school_group")
    code: str = Field(max_length=6)
    opened_at: datetime = _moment()
    opened_by: int | None = _staff()
    closes_at: datetime = _moment()
    closed_at: datetime | None = _moment(null=True)


class Try(SQLModel, table=True):
    """A failed try at a pupil's pictures on a device. It counts until it lapses."""

    __tablename__ = "failed_try"

    id: int | None = _key()
    opening_id: int = _of("opening")
    pupil_id: int = _of("pupil")
    device: str = Field(max_length=64)
    at: datetime = _moment()
    lapsed_at: datetime | None = _moment(null=True)


class WrongCodes(SQLModel, table=True):
    """How many wrong group codes were typed in a minute, at this whole school."""

    __tablename__ = "wrong_codes"

    minute: datetime = Field(sa_type=Moment, primary_key=True)
    count: int


class LetIn(SQLModel, table=True):
    """A pupil who asked the teacher to be let in on a device. ``sign`` is the picture both screens show.

    Used and never granted: it left the list without anybody coming in.
    """

    __tablename__ = "let_in"

    id: int | None = _key()
    opening_id: int = _of("opening")
    pupil_id: int = _of("pupil")
    device: str = Field(max_length=64)
    sign: str = Field(max_length=12)
    asked_at: datetime = _moment()
    granted_at: datetime | None = _moment(null=True)
    granted_by: int | None = _staff()
    used_at: datetime | None = _moment(null=True)


class PupilSession(SQLModel, table=True):
    """A pupil who is in on a device."""

    __tablename__ = "pupil_session"

    id: int | None = _key()
    token_hash: str = Field(max_length=64, unique=True)
    pupil_id: int = _of("pupil")
    device: str = Field(max_length=64, index=True)
    began_at: datetime = _moment()
    ends_at: datetime = _moment()
    seen_at: datetime = _moment()
    ended_at: datetime | None = _moment(null=True)


class StaffSession(SQLModel, table=True):
    """A member of staff who is signed in."""

    __tablename__ = "staff_session"

    id: int | None = _key()
    token_hash: str = Field(max_length=64, unique=True)
    staff_id: int = _of("staff")
    device: str = Field(max_length=64)
    began_at: datetime = _moment()
    seen_at: datetime = _moment()
    own_screen_at: datetime | None = _moment(null=True)
    ended_at: datetime | None = _moment(null=True)


class StaffTry(SQLModel, table=True):
    """A failed staff sign-in on a device, by the HMAC of the e-mail address typed."""

    __tablename__ = "staff_try"

    id: int | None = _key()
    email_mac: str = Field(max_length=64, index=True)
    device: str = Field(max_length=64)
    at: datetime = _moment()


class AdviserDay(SQLModel, table=True):
    """An adviser read a sensitive lesson and is there on a day. Only then it can be set ready at that school."""

    __tablename__ = "adviser_day"
    __table_args__ = (_only_one("school_id", "module", "day", where="taken_back_at IS NULL"),)

    id: int | None = _key()
    school_id: int = _of("school")
    module: str = Field(max_length=60)
    day: date
    said_at: datetime = _moment()
    said_by: int | None = _staff()
    taken_back_at: datetime | None = _moment(null=True)
    taken_back_by: int | None = _staff()


class LessonRun(SQLModel, table=True):
    """A lesson that a teacher set ready for a group. ``only_on``: the one day a sensitive lesson is ready."""

    __tablename__ = "lesson_run"
    __table_args__ = (_only_one("group_id", "module", where="closed_at IS NULL"),)

    id: int | None = _key()
    group_id: int = _of("school_group")
    module: str = Field(max_length=60)
    ready_at: datetime = _moment()
    ready_by: int | None = _staff()
    only_on: date | None = None
    closed_at: datetime | None = _moment(null=True)


class Answer(SQLModel, table=True):
    """One choice of one pupil. A change of mind is a further row; the first one counts."""

    __table_args__ = (
        UniqueConstraint("pupil_id", "key"),
        Index(
            "ux_answer_first",
            "pupil_id",
            "run_id",
            "story",
            "step",
            unique=True,
            sqlite_where=text("first"),
            postgresql_where=text("first"),
        ),
    )

    id: int | None = _key()
    pupil_id: int = _of("pupil")
    run_id: int = _of("lesson_run")
    story: str = Field(max_length=60)
    step: str = Field(max_length=60)
    choice: str = Field(max_length=400)
    first: bool
    answered_at: datetime = _moment()
    key: str = Field(max_length=40)


class StepDone(SQLModel, table=True):
    """A step of a lesson that a pupil has behind them. Nothing more than that."""

    __tablename__ = "step_done"
    __table_args__ = (UniqueConstraint("pupil_id", "run_id", "step"),)

    id: int | None = _key()
    pupil_id: int = _of("pupil")
    run_id: int = _of("lesson_run")
    step: str = Field(max_length=60)
    done_at: datetime = _moment()


class GroupRules(SQLModel, table=True):
    """A version of a group's rules: draft, then adopted, then replaced.

    ``text`` is canonical JSON of what was shown; the ledger signs its hash. ``poster`` are the keys for the wall.
    """

    __tablename__ = "group_rules"
    __table_args__ = (
        UniqueConstraint("group_id", "version"),
        Index(
            "ux_group_rules_draft",
            "group_id",
            unique=True,
            sqlite_where=text("adopted_at IS NULL"),
            postgresql_where=text("adopted_at IS NULL"),
        ),
        Index(
            "ux_group_rules_holding",
            "group_id",
            unique=True,
            sqlite_where=text("adopted_at IS NOT NULL AND replaced_at IS NULL"),
            postgresql_where=text("adopted_at IS NOT NULL AND replaced_at IS NULL"),
        ),
    )

    id: int | None = _key()
    group_id: int = _of("school_group")
    version: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    poster: str = Field(default="", sa_column=Column(Text, nullable=False))
    made_at: datetime = _moment()
    made_by: int | None = _staff()
    adopted_at: datetime | None = _moment(null=True)
    adopted_by: int | None = _staff()
    replaced_at: datetime | None = _moment(null=True)


class RuleRead(SQLModel, table=True):
    """What a pupil said of one rule: clear, or not yet clear."""

    __tablename__ = "rule_read"
    __table_args__ = (UniqueConstraint("pupil_id", "rules_id", "rule"),)

    id: int | None = _key()
    pupil_id: int = _of("pupil")
    rules_id: int = _of("group_rules")
    rule: str = Field(max_length=60)
    clear: bool
    read_at: datetime = _moment()


class Entry(SQLModel, table=True):
    """One line of a group's sign-off record. Never changed, never removed."""

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    id: int | None = _key()
    chain: str = Field(max_length=80)
    seq: int
    kind: str = Field(max_length=12)
    signer: UUID  # no foreign key: erasing a Signer leaves the chain whole
    rules_version: int
    text_hash: str = Field(max_length=64)
    at: datetime = _moment()
    how: str = Field(max_length=12)
    note: str = Field(default="", max_length=200)
    commitment: str = Field(max_length=64)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class Signer(SQLModel, table=True):
    """Whose commitment stands in the ledger, under one name. Erasing the rows of a person makes the lines nameless."""

    ref: UUID = Field(primary_key=True)
    name: str = Field(max_length=80, primary_key=True)
    group_id: int = _of("school_group")
    pupil_id: int | None = _of("pupil", null=True)
    staff_id: int | None = _staff()
    salt: str = Field(max_length=64)


class SignOff(SQLModel, table=True):
    """The teacher closed a version for the group. The counts stay when the names go."""

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("rules_id"),)

    id: int | None = _key()
    rules_id: int = _of("group_rules")
    closed_at: datetime = _moment()
    closed_by: int | None = _staff()
    pupils: int
    signed: int
    later: int
    absent: int


class AuditEvent(SQLModel, table=True):
    """Something staff did that must be traceable. No answers, no child's words."""

    __tablename__ = "audit_event"

    id: int | None = _key()
    at: datetime = _moment()
    school_id: int | None = _of("school", null=True)
    staff_id: int | None = _staff()
    what: str = Field(max_length=40)
    about: str = Field(default="", max_length=120)

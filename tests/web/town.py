"""Two schools, four groups, and everybody who may ask: what the tests of access, forgery and bad input stand on."""

import sqlite3
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import timedelta
from itertools import product

import psycopg
from flask import Flask
from sqlalchemy import inspect
from sqlmodel import select
from werkzeug.test import TestResponse

from learn.app import create_app
from learn.classroom import groups
from learn.classroom import programmes
from learn.classroom import protocols
from learn.classroom import rules
from learn.classroom import signin
from learn.classroom import signing
from learn.classroom import staff
from learn.classroom.db import Database
from learn.classroom.tables import Membership
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.library import Library
from learn.settings import Settings
from learn.web.guesses import Guesses
from tests.clock import Clock
from tests.given import Given
from tests.given import GivenGroup
from tests.given import GivenPupil
from tests.given import GivenSchool
from tests.given import GivenStaff
from tests.visitor import Visitor
from tests.web.matrix import MATRIX
from tests.web.matrix import NOBODY
from tests.web.matrix import OWNERS
from tests.web.matrix import PUPILS
from tests.web.matrix import ROLES
from tests.web.matrix import STAFF
from tests.web.matrix import Row

MODULE = "delen-of-houden"
STORY = "foto-op-het-plein"
NOT_THERE = "987654"
UNKNOWN = "bestaat-niet"

NAMES = (
    ("Quirijn", "Wubbe", "Ottoline"),
    ("Xaviera", "Ulbe", "Yfke"),
    ("Zjarra", "Jorrit", "Ilonka"),
)

Tables = Mapping[str, frozenset[tuple[object, ...]]]


@dataclass(frozen=True)
class Person:
    """Somebody in a role, as a browser stands for them: cookies, and the token in every form."""

    role: str
    cookie: str
    token: str
    group: int | None = None
    pupil_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class Case:
    """What one request names: the owner of each thing, and the thing itself."""

    owners: tuple[int, ...]
    values: Mapping[str, str]

    def __str__(self) -> str:
        return ", ".join(f"{name} of {OWNERS[owner]}" for name, owner in zip(self.values, self.owners, strict=True))


@dataclass
class Town:
    """The town as it was built. Whatever a test does to it, ``restore`` undoes."""

    app: Flask
    database: Database
    library: Library
    clock: Clock
    values: Mapping[str, Sequence[str]]
    people: Mapping[str, Person]
    groups: tuple[GivenGroup, ...]
    pupils: tuple[GivenPupil, ...]
    tables: Mapping[str, Sequence[str]] = field(init=False)
    _known: dict[str, Tables] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = tables_of(self.database)
        self._kept = Kept(self.database)
        self._moment = self.clock.moment
        self._client = self.app.test_client(use_cookies=False)

    def ask(
        self,
        role: str,
        method: str,
        path: str,
        data: object = None,
        *,
        token: bool = True,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> TestResponse:
        """One request by somebody in this role. Nothing they are given stays with them."""
        person = self.people[role]
        sent = data
        if method == "POST" and token and (data is None or isinstance(data, Mapping)):
            sent = {"csrf_token": person.token, **(data or {})}
        return self._client.open(
            path, method=method, data=sent, headers={"Cookie": person.cookie, **(headers or {})}, buffered=True, **more
        )

    def address(self, row: Row, case: Case) -> str:
        """The address of this row's endpoint, with what the case names."""
        rule = next(rule for rule in self.app.url_map.iter_rules(row.endpoint) if row.method in (rule.methods or ()))
        values = {name: case.values[VALUE_OF.get(name, name)] for name in rule.arguments}
        return self.app.url_map.bind("learn.test").build(row.endpoint, values, row.method)

    def sends(self, row: Row, case: Case) -> dict[str, str]:
        """What a right form sends, with what the case names filled in."""
        values = {
            **case.values,
            **{name: self.values[name][0] for name in ("of_protocol", "of_clause", "of_programme")},
        }
        values["a_day"] = f"{self.clock() + timedelta(days=30):%Y-%m-%d}"
        if row.names:
            values |= {f"its_{name}": self.values[name][case.owners[0]] for name in ("pupil", "classmate", "draft")}
        return {name: value.format(**values) for name, value in row.sends.items()}

    def cases(self, row: Row) -> Iterator[Case]:
        """Everything the row's request can name."""
        for owners in product(*(range(len(self.values[name])) for name in row.names)):
            chosen = {name: self.values[name][owner] for name, owner in zip(row.names, owners, strict=True)}
            yield Case(owners, chosen)

    def telling(self, row: Row) -> Iterator[Case]:
        """Of two things that are named only those of one owner, and each of 7A's with a thing that nobody has."""
        last = tuple(len(self.values[name]) - 1 for name in row.names)
        for case in self.cases(row):
            missing = [owner == end for owner, end in zip(case.owners, last, strict=True)]
            if len(set(case.owners)) <= 1 or all(missing) or (any(missing) and 0 in case.owners):
                yield case

    def nobodys(self, row: Row) -> Case:
        """The case where nothing that is named exists."""
        return list(self.cases(row))[-1]

    def may(self, row: Row) -> tuple[str, Case] | None:
        """Somebody who gets something from this row, and for what."""
        for role in (*STAFF, *PUPILS, *NOBODY):
            for case, letter in zip(self.cases(row), letters(row, self)[role], strict=True):
                if letter in "ow":
                    return role, case
        return None

    def rows(self, *, without: Sequence[str] = ()) -> Tables:
        """All that is kept now, table by table, without the columns named."""
        mark = self._kept.mark()
        if mark is None or without:
            return self._read(without)
        if mark not in self._known:
            self._known = {mark: self._read()}
        return self._known[mark]

    def _read(self, without: Sequence[str] = ()) -> Tables:
        found = {}
        with closing(self.database.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            for table, columns in self.tables.items():
                wanted = [column for column in columns if column not in without]
                cursor.execute(f"SELECT {', '.join(wanted)} FROM {table}")
                found[table] = frozenset(cursor.fetchall())
            connection.rollback()
        return found

    def row(self, table: str, values: tuple[object, ...]) -> dict[str, object]:
        """One of those rows by its columns."""
        return dict(zip(self.tables[table], values, strict=True))

    def close(self) -> None:
        """Let go of the database."""
        self._kept.close()
        self.database.close()

    def restore(self) -> None:
        """Put everything back as it was built."""
        self.clock.moment = self._moment
        self._kept.put_back()
        room = self.app.extensions["room"]
        self.app.extensions["room"] = replace(room, board_guesses=Guesses(room.board_guesses.most))


VALUE_OF = {
    "group_id": "group",
    "pupil_id": "pupil",
    "let_in_id": "let_in",
    "rules_id": "rules",
    "staff_id": "staff",
    "post_id": "post",
    "token": "card",
    "slug": "module",
    "day_id": "adviser_day",
    "key": "step",
    "programme_key": "programme",
    "scenario": "story",
}


def tables_of(database: Database) -> dict[str, list[str]]:
    """Every table with its columns, but for the one that migrations keep."""
    found = inspect(database.engine)
    tables = sorted(set(found.get_table_names()) - {"alembic_version"})
    return {table: [column["name"] for column in found.get_columns(table)] for table in tables}


def letters(row: Row, town: Town) -> dict[str, str]:
    """The row's letters written out: for each role one for each case."""
    sizes = [len(town.values[name]) for name in row.names]
    words = {}
    for roles, said in ((NOBODY, row.nobody), (PUPILS, row.pupils), (STAFF, row.staff)):
        each = said.split()
        assert len(each) == len(roles), f"{row}: {len(each)} words for {len(roles)} roles: {said!r}"
        words |= {role: _written_out(word, sizes, row) for role, word in zip(roles, each, strict=True)}
    return words


def _written_out(word: str, sizes: Sequence[int], row: Row) -> str:
    inner = sizes[-1] if sizes else 1
    blocks = word.split("/") if len(word) > 1 else [word] * (sizes[0] if len(sizes) == 2 else 1)
    full = "".join(block * inner if len(block) == 1 else block for block in blocks)
    size = 1
    for each in sizes:
        size *= each
    assert len(full) == size, f"{row}: {word!r} has {len(full)} letters for {size} cases"
    return full


def build_town(database: Database, library: Library, settings: Settings) -> Town:
    """Build it through the same functions that the views use, and let everybody sign in at their own door."""
    clock = Clock()
    library = _with_a_lesson_for_each(library)
    given = Given(database, library, clock, settings.secret)
    app = create_app(settings, library, database, clock)
    app.testing = False
    one = given.school("De Vlieger")
    other = given.school("De Zeilboot")
    classes = (
        given.group("7A", school=one),
        given.group("7B", school=one),
        given.group("8C", year=8, school=other),
        given.group("8D", year=8, school=other),
    )
    seated = [given.pupils(*names, group=group) for names, group in zip(NAMES, classes, strict=False)]
    pupils = tuple(first for first, *_others in seated)
    given.pupils("Egberdien", group=classes[3])
    for number, group in enumerate(classes[:3]):
        given.lesson(_lesson(number), group=group)
    people = {
        "teacher": given.teacher("Anna Vos", group=classes[0]),
        "teacher of another group": given.teacher("Bram Kuil", group=classes[1], called="meester"),
        "adviser": given.staff("Chaima Idrissi", "adviser", school=one),
        "head": given.staff("Dirk Haan", "head", school=one),
        "disabled staff": given.teacher("Evert Smit", group=classes[0], called="meester"),
    }
    elsewhere = given.teacher("Fatma Acar", group=classes[2])
    there = {
        **{role: _signed_in(app, role, who, classes) for role, who in people.items()},
        **{
            role: _came_in(app, role, pupil, number)
            for number, (role, pupil) in enumerate(zip(PUPILS, pupils, strict=True))
        },
        "anonymous": _person("anonymous", Visitor(app)),
        "at the door of 7A": _at_the_door(app, classes[0], pupils[0]),
    }
    with database.transaction() as session:
        staff.disable(session, people["disabled staff"].id, clock())
    values = {
        "group": [*(str(group.id) for group in classes[:3]), NOT_THERE],
        "pupil": [*(str(pupil.id) for pupil in pupils), NOT_THERE],
        "classmate": [*(str(second.id) for _first, second, *_others in seated), NOT_THERE],
        "staff": [
            *(str(who.id) for who in (people["teacher"], people["teacher of another group"], elsewhere)),
            NOT_THERE,
        ],
        "post": [
            *_posts(database, people["teacher"], people["teacher of another group"], elsewhere),
            NOT_THERE,
        ],
        "let_in": [*_knocks(database, classes, pupils, clock), NOT_THERE],
        "card": [*(pupil.card for pupil in pupils), "x" * 43],
        "code": [*(group.code for group in classes[:3]), "AEIOUY"],
        "email": [people["teacher"].email, people["teacher of another group"].email, elsewhere.email, "x@y.example"],
        "module": [*(_lesson(number) for number in range(3)), UNKNOWN],
        "rules": [*_adopted(database, library, classes, pupils, clock), NOT_THERE],
        "draft": [*_drafts(database, classes), ""],
        **_being_looked_over(database, (one, other), clock),
        **_programmes(database, library, (one, other), clock),
        "adviser_day": [*_adviser_days(given, (one, other)), NOT_THERE],
        "sensitive": ["grenzen-6", "grenzen-7", "grenzen-8", UNKNOWN],
        "part": ["agreements", UNKNOWN],
        "number": ["1", NOT_THERE],
        "story": [STORY, UNKNOWN],
        "step": ["doel", UNKNOWN],
    }
    _fail_once_everywhere(database, classes, pupils, clock, settings.secret)
    assert set(there) == set(ROLES)
    return Town(app, database, library, clock, values, there, classes, pupils)


def _adviser_days(given: Given, schools: Sequence[GivenSchool]) -> Iterator[str]:
    """Two days of the first school and one of the other, all to come."""
    here, there = schools
    yield str(given.adviser_day(school=here, days=1))
    yield str(given.adviser_day(school=here, days=2))
    yield str(given.adviser_day(school=there, days=1))


def _lesson(number: int) -> str:
    return f"les-van-{number}"


def _with_a_lesson_for_each(library: Library) -> Library:
    """A lesson for each group to have to itself, all with the same stories."""
    module = library.module(MODULE)
    own = {
        _lesson(number): replace(module, lesson=module.lesson.model_copy(update={"slug": _lesson(number)}))
        for number in range(3)
    }
    return replace(library, modules={**library.modules, **own})


def _signed_in(app: Flask, role: str, who: GivenStaff, classes: tuple[GivenGroup, ...]) -> Person:
    visitor = Visitor(app).signs_in(who)
    taught = {"teacher": 0, "teacher of another group": 1}.get(role)
    if taught is not None:
        visitor.opens_group(classes[taught].id)
    return replace(_person(role, visitor), group=taught, staff_id=who.id)


def _came_in(app: Flask, role: str, pupil: GivenPupil, number: int) -> Person:
    return replace(_person(role, Visitor(app).comes_in(pupil)), group=number, pupil_id=pupil.id)


def _at_the_door(app: Flask, group: GivenGroup, pupil: GivenPupil) -> Person:
    visitor = Visitor(app)
    visitor.send("/", {"csrf_token": visitor.token(), "code": group.code})
    visitor.send(f"/names/{pupil.id}/door", {"csrf_token": visitor.token()})
    return replace(_person("at the door of 7A", visitor), group=0)


def _person(role: str, visitor: Visitor) -> Person:
    token = visitor.token()
    kept = [visitor.client.get_cookie(name) for name in ("afgesproken", "device")]
    return Person(role, "; ".join(f"{each.key}={each.value}" for each in kept if each), token)


def _posts(database: Database, *teachers: GivenStaff) -> Iterator[str]:
    with database.reading() as session:
        for who in teachers:
            yield str(session.exec(select(Membership.id).where(Membership.staff_id == who.id)).one())


def _knocks(
    database: Database, classes: Sequence[GivenGroup], pupils: Sequence[GivenPupil], clock: Clock
) -> Iterator[str]:
    for group, pupil in zip(classes, pupils, strict=False):
        with database.transaction() as session:
            asked = signin.ask_to_be_let_in(session, group.code, pupil.id, "a device elsewhere", clock())
        yield str(asked.id)


def _adopted(
    database: Database, library: Library, classes: Sequence[GivenGroup], pupils: Sequence[GivenPupil], clock: Clock
) -> Iterator[str]:
    """Rules that hold, that the pupil has signed and the others will sign later; and a draft of the next ones."""
    for group, pupil in zip(classes, pupils, strict=False):
        with database.transaction() as session:
            card = groups.cards(session, [group.id])[group.id]
            text = rules.compose(card, library.protocol(card.school.protocol), ["Wij helpen elkaar."])
            rules.save_draft(session, group.id, text, (), None, clock())
            version = rules.adopt(session, card, None, clock())
            for number in range(1, len(version.text.rules) + 1):
                signing.read_rule(session, pupil.id, version, number, True, clock())
            signing.sign(session, version, pupil.id, pupil.name, True, clock())
            for seat in groups.seats(session, group.id):
                if seat.id != pupil.id:
                    signing.record(session, version, [seat], "later", "paper", None, clock())
            rules.save_draft(session, group.id, text, (), None, clock())
        yield str(version.id)


def _drafts(database: Database, classes: Sequence[GivenGroup]) -> Iterator[str]:
    """What a form sends along of the draft it was made from."""
    with database.reading() as session:
        for group in classes[:3]:
            made = rules.draft(session, group.id)
            assert made is not None
            yield made.mark


def _being_looked_over(database: Database, schools: Sequence[GivenSchool], clock: Clock) -> dict[str, Sequence[str]]:
    """A protocol of each school that waits to be confirmed, and the marks of the first."""
    said = {"1": "Ik vertel het aan juf of meester.", "2": "Wij vragen het eerst."}
    clauses = tuple(
        DraftClause(
            ref=ref,
            literal=literal,
            place=f"regel {ref}",
            binds=("pupils",),
            applies="everywhere",
            topics=("tell-an-adult",),
            show_literal="pupils",
            sure=0.9,
            checked=True,
        )
        for ref, literal in said.items()
    )
    made = Draft(title="Protocol", clauses=clauses)
    for school in schools:
        with database.transaction() as session:
            protocols.start_draft(session, school.id, made, None, clock(), "")
    return {"of_protocol": [made.mark], "of_clause": [clauses[0].mark]}


def _programmes(
    database: Database, library: Library, schools: Sequence[GivenSchool], clock: Clock
) -> dict[str, Sequence[str]]:
    """One that each school added, one that both began with, and one of nobody; and the mark of the first."""
    added = []
    for school in schools:
        with database.transaction() as session:
            wanted = programmes.Wanted("De Mediaweek", (7,), "week 6", ("passwords",))
            programmes.add(session, library, school.id, wanted, None, clock())
            added.append(programmes.of_school(session, library, school.id).programmes[-1])
    here, there = added
    return {"programme": [here.key, "halt", there.key, UNKNOWN], "of_programme": [here.mark]}


def _fail_once_everywhere(
    database: Database, classes: Sequence[GivenGroup], pupils: Sequence[GivenPupil], clock: Clock, secret: str
) -> None:
    for group, pupil in zip(classes, pupils, strict=False):
        wrong = tuple(reversed(pupil.pictures))
        with database.transaction() as session:
            signin.try_pictures(session, group.code, pupil.id, wrong, "a device elsewhere", secret, clock())


class Kept:
    """A copy of a database, put back faster than a new one is made."""

    def __init__(self, database: Database) -> None:
        self.url = database.engine.url
        self.tables = tuple(tables_of(database))
        self.copy: sqlite3.Connection | None = None
        self.server: psycopg.Connection[tuple[object, ...]] | None = None
        self.texts: dict[str, bytes] = {}
        if self.url.get_backend_name() == "sqlite":
            self.copy = self._copied()
        else:
            self.server = self._connected()
            self.texts = {table: self._text(self.server, table) for table in self.tables}

    def mark(self) -> str | None:
        """Tells what is kept now, in one question; None where reading it all is as fast."""
        if self.server is None:
            return None
        each = ", ".join(
            f"(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t)"
            for table in self.tables
        )
        row = self.server.execute(f"SELECT md5(concat({each}))".encode()).fetchone()
        assert row is not None
        return str(row[0])

    def put_back(self) -> None:
        """Make the database as it was, past every trigger that refuses changes."""
        if self.copy is not None:
            with closing(sqlite3.connect(str(self.url.database))) as file:
                self.copy.backup(file)
        if self.server is not None:
            for table, text in self.texts.items():
                self.server.execute(f"DELETE FROM {table}".encode())
                if text:
                    with self.server.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                        copy.write(text)

    def close(self) -> None:
        """Let go of the database."""
        for each in (self.copy, self.server):
            if each is not None:
                each.close()

    def _copied(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(str(self.url.database))) as file:
            file.backup(copy)
        return copy

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        server = psycopg.connect(plain, autocommit=True)
        server.execute("SET session_replication_role = replica")
        return server

    def _text(self, server: psycopg.Connection[tuple[object, ...]], table: str) -> bytes:
        with server.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
            return b"".join(bytes(each) for each in copy)


def unsafe() -> tuple[Row, ...]:
    """The rows that may change something."""
    return tuple(row for row in MATRIX if row.method != "GET")

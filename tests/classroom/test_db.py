"""What the database promises: kept when told it is kept, whole or not at all, and migrated once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel
from sqlmodel import select

from learn.classroom import ledger
from learn.classroom import migration
from learn.classroom import schools
from learn.classroom.db import Database
from learn.classroom.schools import NewSchool
from learn.classroom.tables import School
from tests.clock import Clock
from tests.databases import Databases
from tests.desk import Desk
from tests.given import Given

_AT = "'2026-10-07 08:00:00+00:00'"
AT_THE_FIRST_VERSION = (
    "INSERT INTO school (id, name, protocol, address, made_at) "
    f"VALUES (1, 'De Oude', 'de-bron', 'http://x.test', {_AT})",
    "INSERT INTO school_year (id, school_id, name, begins_on, ends_on) "
    "VALUES (1, 1, '2026-2027', '2026-08-01', '2027-07-31')",
    f"INSERT INTO school_group (id, school_year_id, name, year, made_at) VALUES (1, 1, '7A', 7, {_AT})",
    f"INSERT INTO pupil (id, group_id, name, name_key, made_at) VALUES (1, 1, 'Fenna', 'fenna', {_AT})",
    f"INSERT INTO lesson_run (id, group_id, module, ready_at) VALUES (1, 1, 'wie-zit-daar', {_AT})",
    "INSERT INTO answer (pupil_id, run_id, story, step, choice, first, answered_at, key) "
    f"VALUES (1, 1, 's', 'c', 'a', TRUE, {_AT}, 'k')",
    f"INSERT INTO group_rules (id, group_id, version, text, poster, made_at) VALUES (1, 1, 1, '{{}}', '', {_AT})",
    f"INSERT INTO rule_read (pupil_id, rules_id, rule, clear, read_at) VALUES (1, 1, 'r', TRUE, {_AT})",
    "INSERT INTO signer (ref, group_id, pupil_id, name, salt) "
    "VALUES ('00000000000000000000000000000001', 1, 1, 'Fenna', 'ab')",
    "INSERT INTO ledger "
    "(chain, seq, kind, signer, rules_version, text_hash, at, how, note, commitment, previous, hash) "
    f"VALUES ('oud', 1, 'signature', '00000000000000000000000000000001', 1, 'x', {_AT}, 'paper', "
    f"'', 'x', '{ledger.BEGINNING}', 'x')",
)
_OF_CHILDREN = ("pupil", "lesson_run", "answer", "group_rules", "rule_read", "signer", "ledger")


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(School.name).order_by(School.name)).all())


def add(database: Database, name: str, clock: Clock) -> None:
    with database.transaction() as session:
        schools.add_school(session, NewSchool(name, "de-bron", "http://learn.test"), clock())


def test_a_change_is_on_the_disk_before_anybody_is_told(database: Database) -> None:
    question = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
    promise = {"sqlite": 2, "postgresql": "on"}  # 2 is FULL: NORMAL loses what it acknowledged in a power cut
    kind = database.engine.dialect.name

    with database.reading() as session:
        assert session.connection().execute(text(question[kind])).scalar() == promise[kind]


def test_every_connection_keeps_references_and_guards(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        wanted = {"journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 15000}
        with database.reading() as one, database.reading() as other:
            for session in (one, other):
                run = session.connection().exec_driver_sql
                assert {name: run(f"PRAGMA {name}").scalar() for name in wanted} == wanted

    broken = text("INSERT INTO pupil (group_id, name, name_key, made_at) VALUES (99, 'x', 'x', '2026-10-07')")
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.transaction() as session:
        session.connection().execute(broken)


def test_what_fails_halfway_leaves_nothing(database: Database, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        schools.add_school(session, NewSchool("De Halve", "de-bron", "http://learn.test"), clock())
        raise ZeroDivisionError

    assert names(database) == []


def test_a_look_changes_nothing_whatever_is_tried_in_it(database: Database, clock: Clock) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        schools.add_school(session, NewSchool("De Stiekeme", "de-bron", "http://learn.test"), clock())
        session.commit()

    assert names(database) == []
    add(database, "De Open", clock)
    assert names(database) == ["De Open"]


def test_a_look_sees_one_moment(database: Database, clock: Clock) -> None:
    with database.reading() as session:
        before = session.exec(select(School.name)).all()
        add(database, "De Late", clock)
        after = session.exec(select(School.name)).all()

    assert (list(before), list(after)) == ([], [])


def test_when_an_account_of_staff_goes_what_was_done_for_children_stays(given: Given, clock: Clock) -> None:
    given.lesson()
    anna = given.teacher()
    desk = Desk(given, given.pupil("Fenna"))
    desk.answers("een-duiker-in-de-chat", "a")
    with given.database.transaction() as session:
        session.connection().execute(text("UPDATE lesson_run SET ready_by = :staff"), {"staff": anna.id})

    with given.database.transaction() as session:
        session.connection().execute(text("DELETE FROM staff"))

    assert len(desk.kept()) == 1


def test_many_writers_at_once_all_get_their_turn(database: Database, clock: Clock) -> None:
    wanted = [f"School {number:02}" for number in range(40)]

    with ThreadPoolExecutor(20) as crowd:
        list(crowd.map(lambda name: add(database, name, clock), wanted))

    assert names(database) == wanted


def test_a_moment_without_a_time_zone_is_refused(database: Database, clock: Clock) -> None:
    with pytest.raises(Exception, match="time zone"), database.transaction() as session:
        school = NewSchool("De Klok", "de-bron", "http://learn.test")
        schools.add_school(session, school, clock().replace(tzinfo=None))


def test_four_processes_that_start_at_once_migrate_once(databases: Databases) -> None:
    start = "import sys; from learn.classroom.db import Database; Database(sys.argv[1]).migrate()"

    with databases.empty() as url:
        started = [subprocess.Popen([sys.executable, "-W", "error", "-c", start, url]) for _ in range(4)]
        ended = [process.wait() for process in started]
        database = Database(url)
        with database.engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
        database.close()

    assert ended == [0, 0, 0, 0]
    assert revision is not None


def test_a_school_that_goes_to_a_newer_version_keeps_its_rows_and_the_guards_of_its_record(
    databases: Databases,
) -> None:
    with databases.empty() as url:
        database = Database(url)
        with database.engine.connect() as connection:
            migrate_to("0001", connection)
            for statement in AT_THE_FIRST_VERSION:
                connection.exec_driver_sql(statement)
            connection.commit()

        database.migrate()

        with database.reading() as session:
            assert session.exec(select(School.name)).all() == ["De Oude"]
            run = session.connection().exec_driver_sql
            assert {table: run(f"SELECT count(*) FROM {table}").scalar() for table in _OF_CHILDREN} == dict.fromkeys(
                _OF_CHILDREN, 1
            )
            assert [str(each) for each in ledger.verify(session)] == [
                "oud: line 1: its words were changed"  # the line is there, made up as it was
            ]
        with pytest.raises(DBAPIError, match="never changed"), database.transaction() as session:
            session.connection().exec_driver_sql("DELETE FROM ledger")
        database.close()


def migrate_to(revision: str, connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(migration.SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_the_tables_are_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, SQLModel.metadata)

    assert differences == []

"""What the database promises: kept when told it is kept, whole or not at all, and migrated once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel
from sqlmodel import select

from learn.classroom import schools
from learn.classroom.db import Database
from learn.classroom.schools import NewSchool
from learn.classroom.tables import School
from tests.clock import Clock
from tests.databases import Databases


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


def test_the_tables_are_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, SQLModel.metadata)

    assert differences == []

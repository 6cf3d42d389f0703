"""Migrations at start-up: one process migrates, the others wait."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import text

SCRIPTS = Path(__file__).parent.parent / "migrations"

_LOCK = 7_203_011  # any number, as long as only this app uses it


class BrokenReferences(Exception):
    """A migration left rows that point to nothing."""


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest version. Raises BrokenReferences, having changed nothing."""
    with engine.connect() as connection:
        if _current(connection) == _newest(connection):
            return
        with _one_at_a_time(engine, connection):
            if _current(connection) == _newest(connection):
                return
            _migrate(connection)


def make(engine: Engine, message: str) -> None:
    """Write a migration from the difference between the tables and the models."""
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def _migrate(connection: Connection) -> None:
    embedded = connection.dialect.name == "sqlite"
    if embedded:
        _let_go_of_references(connection)
    command.upgrade(_config(connection), "head")
    if embedded and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
        connection.rollback()
        raise BrokenReferences(str(broken))
    connection.commit()
    if embedded:
        connection.invalidate()  # the next connection begins with foreign keys on


def _let_go_of_references(connection: Connection) -> None:
    """A batch migration rebuilds tables, and dropping the old one would take along all that refers to it.

    SQLite hears this only outside a transaction, and everything that goes through ``connection`` begins one.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    if driver.execute("PRAGMA foreign_keys").fetchone()[0]:
        raise BrokenReferences("references are still kept")


def _current(connection: Connection) -> str | None:
    current = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    return current


def _newest(connection: Connection) -> str | None:
    return ScriptDirectory.from_config(_config(connection)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _one_at_a_time(engine: Engine, connection: Connection) -> Iterator[None]:
    if engine.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            yield
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.commit()
    else:
        with Path(f"{engine.url.database}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

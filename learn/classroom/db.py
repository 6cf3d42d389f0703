"""The database: one engine an app, one short transaction a change."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import event
from sqlalchemy import inspect
from sqlalchemy import text
from sqlmodel import Session
from sqlmodel import create_engine

from learn.classroom import migration

THREADS = 40

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged answers in a power cut
    "foreign_keys=ON",
    "recursive_triggers=ON",  # without it INSERT OR REPLACE passes the ledger's triggers
    "busy_timeout=15000",
)


# One look sees one moment, and changes nothing whatever is tried in it.
_LOOKING: dict[str, dict[str, Any]] = {
    "sqlite": {"looking": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Database:
    """Where everything that happens is kept: SQLite in the data folder, or PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._looking = self.engine.execution_options(**_LOOKING[self.engine.dialect.name])

    def migrate(self) -> None:
        """Bring the tables up to date. Safe when several processes start at once."""
        migration.upgrade(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Commit when the block ends, undo everything when it fails."""
        writing = self.engine.execution_options(writing=True)
        with Session(writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look. Nothing done in it is kept."""
        with Session(self._looking, expire_on_commit=False) as session:
            yield session

    def answers(self) -> bool:
        """Whether the database answers at all."""
        with self.reading() as session:
            return session.connection().execute(text("SELECT 1")).scalar() == 1

    @property
    def made(self) -> bool:
        """Whether there is a database here at all: asking does not make one."""
        file = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        if file is not None and not Path(file).is_file():
            return False
        return inspect(self.engine).has_table("school")

    def faults(self) -> list[str]:
        """What the database itself finds wrong. PostgreSQL guards its own pages and references."""
        if self.engine.dialect.name != "sqlite":
            return []
        with self.reading() as session:
            pages = session.connection().exec_driver_sql("PRAGMA integrity_check").scalars().all()
            references = session.connection().exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        return [f"database: {page}" for page in pages if page != "ok"] + [
            f"{row[0]}: row {row[1]} points to a row of {row[2]} that is not there" for row in references
        ]

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 15}, pool_size=THREADS, hide_parameters=True)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(url, pool_size=THREADS, max_overflow=10, pool_pre_ping=True, hide_parameters=True)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin does
    if isinstance(connection, sqlite3.Connection):
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred read that turns into a write fails at once with "database is locked", whatever the timeout.
    options = connection.get_execution_options()
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA query_only={'ON' if options.get('looking') else 'OFF'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")

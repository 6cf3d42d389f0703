"""Fresh databases, made fast: a copied file, or a database made from a template."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg

from learn.classroom.db import Database


class Databases(Protocol):
    """A source of fresh databases."""

    def fresh(self) -> AbstractContextManager[str]:
        """The address of an empty, migrated database, for as long as the block lasts."""
        ...

    def empty(self) -> AbstractContextManager[str]:
        """The address of a database without tables, for as long as the block lasts."""
        ...


class Files:
    """SQLite: migrate one file, copy it for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.db"
        self.numbers = count()
        made = Database(f"sqlite:///{self.template}")
        made.migrate()
        made.close()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        file = self.folder / f"{next(self.numbers)}.db"
        shutil.copy(self.template, file)
        yield f"sqlite:///{file}"
        for each in self.folder.glob(f"{file.name}*"):
            each.unlink()

    @contextmanager
    def empty(self) -> Iterator[str]:
        file = self.folder / f"{next(self.numbers)}-empty.db"
        yield f"sqlite:///{file}"
        for each in self.folder.glob(f"{file.name}*"):
            each.unlink()


class Server:
    """PostgreSQL: migrate one database, copy it, and empty the copy after each test: that is faster than a new one."""

    TEMPLATE = "learn_template"

    def __init__(self, address: str) -> None:
        self.address = address
        self.numbers = count()
        self.free: list[str] = []
        self.command(f"DROP DATABASE IF EXISTS {self.TEMPLATE} WITH (FORCE)")
        self.command(f"CREATE DATABASE {self.TEMPLATE}")
        made = Database(self.url(self.TEMPLATE))
        made.migrate()
        made.close()
        self.whole = self.shape(self.TEMPLATE)
        with self.connection(self.TEMPLATE) as connection:
            self.tables = _column(
                connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"), "alembic_version"
            )
            self.sequences = _column(connection.execute("SELECT sequencename FROM pg_sequences"))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = self.free.pop() if self.free else self.copied()
        yield self.url(name)
        if self.emptied(name):
            self.free.append(name)
        else:
            self.command(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def empty(self) -> Iterator[str]:
        name = f"learn_empty_{next(self.numbers)}"
        self.command(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.command(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{self.address}/{name}"

    def copied(self) -> str:
        name = f"learn_{next(self.numbers)}"
        self.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.command(f"CREATE DATABASE {name} TEMPLATE {self.TEMPLATE}")
        return name

    def emptied(self, name: str) -> bool:
        """Whether the database is as new again. One whose tables or guards a test changed is not used again."""
        if self.shape(name) != self.whole:
            return False
        with self.connection(name) as connection:
            connection.execute("SET session_replication_role = replica")  # past the guards of the record
            connection.execute("SET lock_timeout = '2s'")
            for table in self.tables:
                connection.execute(f"DELETE FROM {table}".encode())
            for sequence in self.sequences:
                connection.execute(f"ALTER SEQUENCE {sequence} RESTART".encode())
        return True

    def shape(self, name: str) -> list[tuple[object, ...]]:
        """Every table, guard and function there is, with what it says."""
        with self.connection(name) as connection:
            return connection.execute(
                "SELECT relname::text, '' FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                "UNION SELECT tgname::text, pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger "
                "WHERE NOT tgisinternal "
                "UNION SELECT proname::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
                "ORDER BY 1, 2"
            ).fetchall()

    def connection(self, name: str) -> psycopg.Connection:
        return psycopg.connect(f"postgresql://{self.address}/{name}", autocommit=True)

    def command(self, sql: str) -> None:
        with self.connection("postgres") as connection:
            connection.execute(sql.encode())


def _column(rows: psycopg.Cursor, *without: str) -> list[str]:
    return [name for (name,) in rows.fetchall() if name not in without]


@contextmanager
def databases_for(kind: str, folder: Path, server: str | None) -> Iterator[Databases]:
    """The databases of this run. ``server`` is user@host:port of a PostgreSQL that tests may fill and empty."""
    if kind == "sqlite":
        yield Files(folder)
    else:
        assert server, "set LEARN_TEST_POSTGRESQL to user@host:port, or run ./test, which starts a server"
        yield Server(server)

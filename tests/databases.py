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
    """PostgreSQL: migrate one database, make the others from it as a template."""

    TEMPLATE = "learn_template"

    def __init__(self, address: str) -> None:
        self.address = address
        self.numbers = count()
        self.command(f"DROP DATABASE IF EXISTS {self.TEMPLATE}")
        self.command(f"CREATE DATABASE {self.TEMPLATE}")
        made = Database(self.url(self.TEMPLATE))
        made.migrate()
        made.close()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = f"learn_{next(self.numbers)}"
        self.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.command(f"CREATE DATABASE {name} TEMPLATE {self.TEMPLATE}")
        yield self.url(name)
        self.command(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def empty(self) -> Iterator[str]:
        name = f"learn_empty_{next(self.numbers)}"
        self.command(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.command(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{self.address}/{name}"

    def command(self, sql: str) -> None:
        with psycopg.connect(f"postgresql://{self.address}/postgres", autocommit=True) as connection:
            connection.execute(sql.encode())


@contextmanager
def databases_for(kind: str, folder: Path, server: str | None) -> Iterator[Databases]:
    """The databases of this run. ``server`` is user@host:port of a PostgreSQL that tests may fill and empty."""
    if kind == "sqlite":
        yield Files(folder)
    else:
        assert server, "set LEARN_TEST_POSTGRESQL to user@host:port, or run ./test, which starts a server"
        yield Server(server)

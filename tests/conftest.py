"""What every test can ask for: a school to be given, visitors to look around, a clock to turn."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings

from learn.app import create_app
from learn.classroom.db import Database
from learn.content.library import Library
from learn.content.library import load
from learn.settings import Settings
from tests.clock import Clock
from tests.databases import Databases
from tests.databases import databases_for
from tests.given import Given
from tests.visitor import Visitor

SECRET = "a secret for tests only, long enough"
ADDRESS = "http://learn.test"


# No clock decides a test: what else runs on a machine does not make a promise false.
hypothesis_settings.register_profile("learn", deadline=None)
hypothesis_settings.load_profile("learn")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--collected", help="write the ids of the collected tests to this file")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: a story in a real browser; run once, on SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
    if target := config.getoption("--collected"):
        ids = sorted(item.nodeid for item in items if item.get_closest_marker("browser") is None)
        Path(target).write_text("\n".join(ids) + "\n")


@pytest.fixture(scope="session")
def library() -> Library:
    return load()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose published files all tests share."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    kind = request.config.getoption("--database")
    with databases_for(kind, tmp_path_factory.mktemp("databases"), os.environ.get("LEARN_TEST_POSTGRESQL")) as made:
        yield made


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """An empty, migrated database, on SQLite or PostgreSQL as the run asks."""
    with databases.fresh() as url:
        made = Database(url)
        yield made
        made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(data: Path) -> Settings:
    return Settings(data=data, database_url="sqlite:///unused", secret=SECRET, url=ADDRESS)


@pytest.fixture
def given(database: Database, library: Library, clock: Clock) -> Given:
    return Given(database, library, clock, SECRET)


@pytest.fixture
def app(settings: Settings, library: Library, database: Database, clock: Clock) -> Flask:
    made = create_app(settings, library, database, clock)
    made.testing = False  # faults become pages, as in a school
    return made


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody on a device where nobody is signed in."""
    return Visitor(app)

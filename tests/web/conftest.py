"""The town that the tests of access share: built once, put back after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from learn.classroom.db import Database
from learn.content.library import Library
from learn.settings import Settings
from tests.conftest import ADDRESS
from tests.conftest import SECRET
from tests.databases import Databases
from tests.web.town import Town
from tests.web.town import build_town


@pytest.fixture(scope="session")
def built_town(databases: Databases, library: Library, data: Path) -> Iterator[Town]:
    with databases.fresh() as url:
        database = Database(url)
        town = build_town(database, library, Settings(data, "sqlite:///unused", SECRET, ADDRESS))
        yield town
        town.close()


@pytest.fixture
def town(built_town: Town) -> Iterator[Town]:
    yield built_town
    built_town.restore()

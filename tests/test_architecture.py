"""The rooms and the one arrow between them, read from the import statements."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEARN = ROOT / "learn"

# Which rooms each room may know, itself aside. ``migrations`` is the cellar of the classroom.
MAY_KNOW = {
    "content": {"paths"},
    "documents": {"content", "paths"},
    "prints": {"content", "classroom", "paths"},
    "classroom": {"content", "paths", "migrations"},
    "migrations": {"classroom"},
    "web": {"classroom", "content", "documents", "prints", "paths", "settings"},
}
ROOMS = set(MAY_KNOW)
MAY_CROSS_ROOMS = {"app", "cli", "serving"}

WEB = {"flask", "flask_babel", "flask_compress", "flask_wtf", "jinja2", "jinja2_fragments", "werkzeug", "wtforms"}
DATABASE = {"alembic", "psycopg", "sqlalchemy", "sqlite3", "sqlmodel"}
SERVER = {"granian", "whitenoise"}
NEVER_KNOWS = {
    "content": WEB | DATABASE | SERVER,
    "documents": WEB | DATABASE | SERVER,
    "prints": WEB | DATABASE | SERVER,
    "classroom": WEB | SERVER,
    "migrations": WEB | SERVER,
    "web": {"alembic", "psycopg", "sqlite3", "granian"},
}

EMPTY_WORDS = {"manager", "service", "helper", "util", "data", "info"}

MODULES = sorted(path for path in LEARN.rglob("*.py") if "_bundle" not in path.parts)
OTHERS = sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")])


def test_the_arrow_points_one_way() -> None:
    wrong = [
        f"{_name(path)} imports {imported}"
        for path in MODULES
        if (room := _room(path)) in ROOMS
        for imported in _imports(path)
        if imported.startswith("learn.") and imported.split(".")[1] not in {room, *MAY_KNOW[room]}
    ]

    assert wrong == []


def test_no_room_knows_a_library_of_another() -> None:
    wrong = [
        f"{_name(path)} imports {imported}"
        for path in MODULES
        for imported in _imports(path)
        if imported.split(".")[0] in NEVER_KNOWS.get(_room(path), set())
    ]

    assert wrong == []


def test_outside_the_rooms_only_building_commanding_and_serving_know_them() -> None:
    knowing = {
        path.stem
        for path in MODULES
        if path.parent == LEARN and any(imported.split(".")[1] in ROOMS for imported in _ours(path))
    }

    assert knowing <= MAY_CROSS_ROOMS
    assert "app" in knowing


def test_prints_take_only_frozen_objects_from_the_classroom() -> None:
    taken = [
        imported for path in MODULES if _room(path) == "prints" for imported in _ours(path) if ".classroom." in imported
    ]

    assert [each for each in taken if not _is_frozen(each)] == []


def test_imports_are_absolute() -> None:
    relative = [
        _name(path)
        for path in (*MODULES, *OTHERS)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_every_module_says_what_it_is() -> None:
    silent = [_name(path) for path in (*MODULES, *OTHERS) if path.read_text("utf-8") and not _docstring(path)]

    assert silent == []


def test_no_module_has_an_empty_word_for_a_name() -> None:
    empty = [
        _name(path)
        for path in (*MODULES, *OTHERS)
        for part in path.relative_to(ROOT).with_suffix("").parts
        if {word.rstrip("s") for word in re.split(r"[_-]", part)} & EMPTY_WORDS
    ]

    assert empty == []


@pytest.mark.parametrize("room", sorted(ROOMS - {"documents"}))
def test_every_room_is_there(room: str) -> None:
    assert any(_room(path) == room for path in MODULES)


def _room(path: Path) -> str:
    return path.relative_to(LEARN).parts[0]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(_tree(path))


def _imports(path: Path) -> Iterator[str]:
    """What a module imports, wherever in it: the module, and for ``from x import y`` also ``x.y``."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _ours(path: Path) -> list[str]:
    return [imported for imported in _imports(path) if imported.startswith("learn.")]


def _is_frozen(imported: str) -> bool:
    module, _, name = imported.rpartition(".")
    thing = getattr(importlib.import_module(module), name)
    return is_dataclass(thing) and bool(thing.__dataclass_params__.frozen)  # type: ignore[attr-defined]

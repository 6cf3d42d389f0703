"""Third-party files stand in the tree unmodified: with a version, a licence and a checksum each."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHELVES = (ROOT / "static" / "vendor", ROOT / "tests" / "vendor")

NAME = re.compile(r"^[a-z][a-z0-9.-]*@\d+(\.\d+)*$")
SUMS = "SHA256SUMS"
README = "README.md"

VENDORED = sorted(folder for shelf in SHELVES if shelf.is_dir() for folder in shelf.iterdir() if folder.is_dir())
everything = pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.relative_to(ROOT).as_posix())


def test_the_shelf_has_folders_with_a_version_and_one_page_about_them() -> None:
    for shelf in SHELVES:
        names = {each.name for each in shelf.iterdir()} if shelf.is_dir() else set()

        assert [name for name in names - {README} if not NAME.match(name)] == []


@everything
def test_every_file_is_what_its_checksum_says(folder: Path) -> None:
    told = dict(reversed(line.split(maxsplit=1)) for line in (folder / SUMS).read_text("ascii").splitlines())
    there = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SUMS
    }

    assert there == told


@everything
def test_every_folder_carries_its_licence(folder: Path) -> None:
    licence = [path for path in folder.iterdir() if path.name.split(".")[0].upper() in ("LICENSE", "LICENCE", "OFL")]

    assert licence and licence[0].read_text("utf-8").strip()


@everything
def test_the_page_about_them_names_every_folder(folder: Path) -> None:
    rows = [line for line in (ROOT / "static" / "vendor" / README).read_text("utf-8").splitlines() if "|" in line]

    assert any(f"`{folder.relative_to(ROOT).as_posix()}/`" in row for row in rows)


def test_the_pages_use_what_is_vendored() -> None:
    base = (ROOT / "templates" / "base.html").read_text("utf-8")
    used = set(re.findall(r"vendor/([^/]+)/", base))

    assert used == {folder.name for folder in VENDORED if folder.parent == SHELVES[0]}

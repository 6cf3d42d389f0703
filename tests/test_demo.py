"""The example school: always the same names, always new secrets, as docs and scripts may count on."""

import json
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session

from learn.app import now
from learn.classroom import ledger
from learn.classroom import schools
from learn.classroom.db import Database
from learn.cli import main
from learn.prints import papers


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEARN_URL", "LEARN_DATA", "LEARN_DATABASE_URL", "LEARN_SECRET"):
        monkeypatch.delenv(name, raising=False)


def demo(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(["demo", "--json", "--no-serve", "--port", "8123", "--data", str(folder)]) == 0
    return json.loads(capsys.readouterr().out)


def test_it_prints_one_object_with_everybody_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    school = demo(tmp_path, capsys)

    groups = {group["name"]: group for group in school["groups"]}
    assert school["url"] == "http://127.0.0.1:8123"
    assert {name: group["year"] for name, group in groups.items()} == {"6A": 6, "7A": 7, "8A": 8}
    assert len(groups["7A"]["pupils"]) == 28
    assert {person["role"] for person in school["staff"]} == {"teacher", "adviser", "head"}
    assert [person["groups"] for person in school["staff"] if person["role"] == "teacher"] == [["6A"], ["7A"], ["8A"]]
    for group in groups.values():
        assert len(group["code"]) == 6
        for pupil in group["pupils"]:
            assert len(set(pupil["pictures"])) == 4
            assert pupil["card"].startswith("http://127.0.0.1:8123/card/")


def test_again_on_the_same_folder_keeps_the_school_and_makes_new_secrets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = demo(tmp_path, capsys), demo(tmp_path, capsys)

    assert names(first) == names(second)
    assert [group["code"] for group in first["groups"]] == [group["code"] for group in second["groups"]]
    assert not secrets(first) & secrets(second)


def test_it_leaves_a_real_school_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(f"sqlite:///{tmp_path / 'afgesproken.db'}")
    database.migrate()
    with database.transaction() as session:
        schools.add_school(session, schools.NewSchool("De Bron", "de-bron", "http://school.test"), now())
    database.close()

    assert main(["demo", "--json", "--no-serve", "--data", str(tmp_path)]) == 2

    assert "echte school" in capsys.readouterr().err
    with reading(tmp_path) as session:
        assert schools.address(session) == "http://school.test"


def test_its_record_verifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo(tmp_path, capsys)

    assert main(["verify", "--data", str(tmp_path)]) == 0


def test_a_printed_checkpoint_holds_however_much_is_signed_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo(tmp_path, capsys)
    with reading(tmp_path) as session:
        lines = ledger.lines(session, 1)
    printed = lines[3]
    blocks = [printed.hash[start : start + 8].upper() for start in range(0, 64, 8)]

    assert len(lines) > printed.seq
    assert verify(tmp_path, "group-1", str(printed.seq), *blocks) == 0
    assert verify(tmp_path, "group-1", str(printed.seq), " ".join(blocks)) == 0
    assert verify(tmp_path, "group-1", str(printed.seq), *blocks[:3], "0" * 8) == 1


@pytest.mark.parametrize(
    ("lines", "mark", "says"),
    [
        ("99", "0" * 64, "group-1: line 99: it stands on paper and no longer in the record"),
        ("2", "0" * 16, "group-1: line 2: it is not the line that stands on paper"),
        ("twee", "0" * 64, "--checkpoint"),
        ("0", "0" * 64, "--checkpoint"),
        ("9" * 10, "0" * 64, "--checkpoint"),
        ("2", "0" * 15, "--checkpoint"),
        ("2", "", "--checkpoint"),
    ],
)
def test_a_checkpoint_that_does_not_hold_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, mark: str, says: str
) -> None:
    demo(tmp_path, capsys)

    assert verify(tmp_path, "group-1", lines, mark) in (1, 2)

    assert says in capsys.readouterr().err


@pytest.mark.parametrize("words", [("group-1",), ("group-1", "2")])
def test_a_checkpoint_without_its_mark_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert verify(tmp_path, *words) == 2

    assert "--checkpoint" in capsys.readouterr().err


def test_the_command_on_the_record_holds_as_it_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo(tmp_path, capsys)
    with reading(tmp_path) as session:
        last = ledger.lines(session, 1)[-1]
    printed = papers.verify_command(papers.Checkpoint("group-1", last.seq, last.hash))

    program, *words = shlex.split("\n".join(printed))

    assert program == "./run"
    assert main([*words, "--data", str(tmp_path)]) == 0
    assert main([*words[:-1], "00000000", "--data", str(tmp_path)]) == 1


def test_verify_names_a_row_that_points_to_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo(tmp_path, capsys)
    with closing(sqlite3.connect(tmp_path / "afgesproken.db")) as file:
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute("UPDATE pupil SET group_id = 987654 WHERE id = 1")
        file.commit()

    assert main(["verify", "--data", str(tmp_path)]) == 1

    assert "pupil: row 1 points to a row of school_group that is not there" in capsys.readouterr().err


def test_verify_says_when_there_is_no_school(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--data", str(tmp_path)]) == 1

    assert "geen school" in capsys.readouterr().err
    assert not (tmp_path / "afgesproken.db").exists()


def verify(folder: Path, *checkpoint: str) -> int:
    return main(["verify", "--data", str(folder), "--checkpoint", *checkpoint])


@contextmanager
def reading(folder: Path) -> Iterator[Session]:
    database = Database(f"sqlite:///{folder / 'afgesproken.db'}")
    with database.reading() as session:
        yield session
    database.close()


def names(school: dict) -> list:
    staff = [person["email"] for person in school["staff"]]
    return staff + [[pupil["name"] for pupil in group["pupils"]] for group in school["groups"]]


def secrets(school: dict) -> set[str]:
    return {person["password"] for person in school["staff"]} | {
        pupil["card"] for group in school["groups"] for pupil in group["pupils"]
    }

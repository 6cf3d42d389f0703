"""``protocol``: a document of a school, read in a terminal; or one sentence that says why it cannot be."""

import json
from pathlib import Path

import pytest
import typst

from learn.cli import main
from learn.prints.names import FONTS
from tests.documents.office import docx
from tests.documents.office import paragraph

TEXT = """\
Internetafspraken

Voor leerlingen
1. Je geeft nooit je wachtwoord aan een ander.
2. Je zet alleen een foto van een ander online als die het goedvindt.

Voor ouders
3. U praat thuis met uw kind over internet.
"""
SCAN = "#rect(width: 100%, height: 80%)"


def pdf(source: str) -> bytes:
    return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_it_prints_every_clause_with_whom_it_binds_and_what_it_is_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, "afspraken.txt", TEXT.encode())

    assert main(["protocol", str(path)]) == 0

    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("* 1 "))
    assert lines[0] == "Internetafspraken"
    assert {"pupils", "passwords"} <= set(lines[first].split())
    assert lines[first + 1].strip() == "Je geeft nooit je wachtwoord aan een ander."
    assert next(line for line in lines if line.startswith("  3 ")).split()[1] == "parents"
    assert "2 van 3" in printed.out
    assert printed.err == ""


def test_it_ends_with_what_there_is_to_discuss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, "afspraken.txt", TEXT.encode())

    assert main(["protocol", str(path)]) == 0

    told = capsys.readouterr().out.partition("\nOm te bespreken: ")[2].splitlines()
    assert told[0].rstrip(".").isdecimal()
    assert "Waar de telefoon is" in next(line for line in told if line.startswith("Hier zegt het protocol niets over"))
    assert told[-1].startswith(("Is het nog van nu?", "Kan een kind het lezen?"))


def test_as_json_it_is_one_object_that_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, "afspraken.txt", TEXT.encode())

    assert main(["protocol", str(path), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"title", "clauses", "agreements", "missing", "remarks"}
    assert [each["ref"] for each in told["clauses"]] == ["1", "2", "3"]
    assert set(told["clauses"][0]) == {"ref", "text", "binds", "topics", "stances", "place", "sure"}
    assert told["clauses"][0]["topics"] == ["passwords"]
    assert [each["binds"] for each in told["clauses"]] == [["pupils"], ["pupils"], ["parents"]]
    assert told["agreements"] == ["1", "2"]
    assert "passwords" not in told["missing"]


def test_a_document_of_a_word_processor_is_read_whatever_it_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = (
        paragraph("Afspraken", style="Kop1"),
        paragraph("Je geeft nooit je wachtwoord.", 1),
        paragraph("Je vertelt het.", 1),
    )
    path = saved(tmp_path, "zonder-naam", docx(*body))

    assert main(["protocol", str(path), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [each["text"] for each in told["clauses"]] == ["Je geeft nooit je wachtwoord.", "Je vertelt het."]


@pytest.mark.parametrize("json_too", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("scan.pdf", pdf(SCAN), "dit is een gescande afbeelding zonder tekst"),
        ("foto.txt", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "dit is een afbeelding"),
        ("kapot.docx", b"PK\x03\x04 geen zip", "dit bestand is beschadigd"),
        ("leeg.txt", b"\n \n", "er staat geen tekst in dit bestand"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "dit is een oud Word-bestand"),
        ("bytes.txt", b"\x00\x01\x02", "dit is geen tekstbestand"),
        ("brief.rtf", b"{\\rtf1 hallo}", "dit soort bestand kennen we niet"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_cannot_be_read_is_told_in_one_dutch_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, says: str, json_too: list[str]
) -> None:
    path = saved(tmp_path, name, data)

    assert main(["protocol", str(path), *json_too]) == 1

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"{path}: {says}")
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("bestaat-niet.txt", "dit bestand is er niet"),
        (".", "dit is een map"),
        ("a" * 300, "dit bestand is niet te openen"),
    ],
    ids=["missing", "folder", "no name for a file"],
)
def test_a_file_that_cannot_be_opened_is_told_in_one_dutch_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, says: str
) -> None:
    assert main(["protocol", str(tmp_path / name)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"{tmp_path / name}: {says}")
    assert printed.err.count("\n") == 1

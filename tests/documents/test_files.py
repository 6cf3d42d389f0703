"""Files from anybody: known by what is in them, refused with a word for why, and never more than a refusal."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import typst

from learn.documents import apart
from learn.documents import files
from learn.documents.lines import Unreadable
from learn.documents.packed import BIGGEST_UNPACKED
from learn.prints.names import FONTS
from tests.documents.office import W
from tests.documents.office import docx
from tests.documents.office import odt
from tests.documents.office import packed
from tests.documents.office import paragraph

TEXT = "Afspraken\n\n1. Wij vragen het eerst.\n2. Wij vertellen het."
MUTATIONS = 150


def pdf(source: str = TEXT) -> bytes:
    return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


GOOD: dict[str, Callable[[], bytes]] = {
    "text": TEXT.encode,
    "docx": lambda: docx(paragraph("Afspraken", style="Kop1"), paragraph("Wij vragen het eerst.", 1)),
    "odt": lambda: odt("<text:h>Afspraken</text:h><text:p>Wij vragen het eerst.</text:p>"),
    "pdf": pdf,
}


def reason(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        files.lines(data)
    return refused.value.reason


@pytest.mark.parametrize("kind", GOOD)
def test_a_document_is_read_whatever_its_name(kind: str) -> None:
    assert any("Wij vragen het eerst." in line.text for line in files.lines(GOOD[kind]()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_whatever_encoding_it_was_kept(encoding: str) -> None:
    assert files.lines("Privé-foto’s".encode(encoding))[0].text == "Privé-foto’s"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"\x00\x01\x02 niets", "not-text"),
        ("Af\0spraken".encode("utf-16"), "not-text"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"0" * 50, "picture"),
        (b"{\\rtf1 hallo}", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old-word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 geen zip", "damaged"),
        (b"%PDF-1.7 en dan niets", "damaged"),
        (b"a" * (files.BIGGEST + 1), "too-big"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_a_word_for_why(data: bytes, why: str) -> None:
    assert reason(data) == why


def test_a_text_that_begins_as_a_zip_does_is_a_text() -> None:
    assert files.lines(b"PKO De Vlieger: afspraken")[0].text == "PKO De Vlieger: afspraken"


def test_signs_that_are_no_letters_are_left_out() -> None:
    assert files.lines("Foto\x1b[2J\x07’s\x7f".encode())[0].text == "Foto[2J’s"


def test_a_zip_that_is_no_document_is_refused() -> None:
    assert reason(packed({"hallo.txt": "hallo"})) == "unknown"


def test_a_zip_that_unpacks_to_more_than_it_may_is_refused_from_its_directory() -> None:
    bomb = packed({"word/document.xml": "a" * (BIGGEST_UNPACKED + 1)})

    assert len(bomb) < BIGGEST_UNPACKED // 100
    assert reason(bomb) == "too-big"


def test_a_directory_that_lies_about_a_size_is_not_believed() -> None:
    honest = bytearray(packed({"word/document.xml": "<a>" + "b" * 5000 + "</a>"}))
    at = honest.index(b"PK\x01\x02")
    honest[at + 24 : at + 28] = struct.pack("<I", 10)

    assert reason(bytes(honest)) == "damaged"


def test_a_part_that_is_locked_is_told_as_locked() -> None:
    locked = bytearray(GOOD["docx"]())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + offset] |= 1

    assert reason(bytes(locked)) == "encrypted"


def test_more_parts_than_any_document_has_are_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(2001):
            file.writestr(f"deel-{number}", "")
        file.writestr("word/document.xml", f"<w:document {W}><w:body/></w:document>")

    assert reason(out.getvalue()) == "too-big"


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x "xxxxxxxxxx">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:1/">',
    ],
)
def test_a_document_that_brings_entities_is_refused_and_none_is_followed(entity: str) -> None:
    evil = f"<!DOCTYPE d [{entity}]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"

    assert reason(packed({"word/document.xml": evil})) == "damaged"


def test_a_picture_of_a_text_in_a_pdf_is_called_a_scan() -> None:
    assert reason(pdf("#rect(width: 100%, height: 80%)")) == "scan"


@pytest.mark.parametrize("kind", GOOD)
def test_whatever_is_broken_in_a_file_it_is_read_or_refused_and_nothing_else(kind: str) -> None:
    good = GOOD[kind]()

    for seed in range(MUTATIONS):
        try:
            files.lines(broken(good, random.Random(seed)))
        except Unreadable as refused:
            assert refused.reason, seed


def broken(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes changed, dropped, doubled or cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(1, len(out)))
        match chance.randrange(4):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + chance.randint(1, 40)]
            case 2:
                out[at:at] = out[at : at + chance.randint(1, 40)]
            case 3:
                del out[max(1, at) :]
    return bytes(out)


# Apart


def test_read_apart_it_gives_the_same_lines() -> None:
    data = GOOD["docx"]()

    assert apart.lines(data) == files.lines(data)


def test_read_apart_a_refusal_comes_back_as_one() -> None:
    with pytest.raises(Unreadable, match="picture"):
        apart.lines(b"\x89PNG\r\n\x1a\n")


def test_read_apart_nothing_can_be_written(tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())

    apart.lines(GOOD["pdf"]())

    assert sorted(tmp_path.iterdir()) == before

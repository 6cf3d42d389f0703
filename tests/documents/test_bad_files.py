"""Bad files: whatever comes in, lines come out or a word for why not, within bounds, and nothing is touched or called.

The few seeds here are those that take seconds; ``benchmarks/bad_documents.py`` reads thousands.
"""

import os
import socket
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO
from typing import get_args

import pypdf
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from learn.cli import _UNREADABLE
from learn.content.drafts import MOST_CLAUSES
from learn.content.library import Library
from learn.documents import apart
from learn.documents import files
from learn.documents import reading
from learn.documents.clauses import find
from learn.documents.lines import Line
from learn.documents.lines import Reason
from learn.documents.lines import Unreadable
from learn.documents.packed import BIGGEST_UNPACKED
from learn.documents.reading import read
from learn.documents.weighing import warm
from learn.web.views.protocol import draft_of
from tests.documents.bad_files import KINDS
from tests.documents.bad_files import bad
from tests.documents.office import ODT
from tests.documents.office import W
from tests.documents.office import docx
from tests.documents.office import odt
from tests.documents.office import packed
from tests.documents.office import paragraph
from tests.documents.promises import READ
from tests.documents.promises import Outcome
from tests.documents.promises import outcome
from tests.documents.test_files import pdf
from tests.documents.test_files import reason

FILES = 15
OPENS = "<table:table><table:table-row><table:table-cell>"
CLOSES = "</table:table-cell></table:table-row></table:table>"
ASKED = "Wij vragen het eerst."
DTD = '<!DOCTYPE d SYSTEM "{there}" [<!ENTITY x SYSTEM "{there}"><!ENTITY % y SYSTEM "{there}"> %y;]>'
INCLUDED = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{there}"/>'

DASHES = 1316
"""The seed of a document with four thousand dashes in one sentence."""

Judged = Callable[[bytes], Outcome]


@pytest.fixture
def judged(app: Flask, library: Library) -> Judged:
    """Reads a file as an upload does and says what came of it."""
    warm()

    def judge(data: bytes) -> Outcome:
        with app.app_context():
            return outcome(data, draft_of, library.topics)

    return judge


@pytest.mark.parametrize("kind", KINDS)
def test_of_any_bad_file_lines_come_out_or_a_word_for_why_not(kind: str, judged: Judged) -> None:
    found = {seed: judged(bad(kind, seed)) for seed in range(FILES)}

    assert {seed: each.faults for seed, each in found.items() if each.faults} == {}
    assert {each.told for each in found.values()} <= {READ, *get_args(Reason)}
    assert len({each.told for each in found.values()}) > 2, "they are bad in one way only"


def test_a_row_of_dashes_in_a_sentence_takes_no_longer_than_its_words(judged: Judged) -> None:
    found = judged(bad("docx", DASHES))

    assert (found.told, found.faults) == (READ, ())


def test_a_document_that_takes_too_long_is_refused_as_too_big(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0)

    with pytest.raises(Unreadable, match="too-big"):
        reading.read(files.lines(b"1. Wij vragen eerst.\n2. Wij vertellen het."), library.topics)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_of_any_bytes_lines_come_out_or_a_word_for_why_not(data: bytes) -> None:
    try:
        lines = files.lines(data)
    except Unreadable as refused:
        assert refused.reason in get_args(Reason)
    else:
        assert lines
        assert not any(set(line.text) & {"\0", "\x1b", "\x07", "\ud800"} for line in lines)


WORDS = st.sampled_from(
    ["1.", "a)", "-", "•", "Artikel 2", "I.", "3.1", "Ik", "mag", "niet:", "foto's", "Leerlingen", ".", "…", "|"]
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.builds(
            Line,
            st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
            st.just("line 1"),
            mark=st.sampled_from(["", "", "1.", "•", "iv.", "²"]),
            indent=st.integers(-3, 20),
            gap=st.booleans(),
            heading=st.booleans(),
            cells=st.sampled_from([(), (), ("Foto",), ("1", "Vragen"), ("Telefoon", "In de tas")]),
        ),
        max_size=20,
    )
)
def test_of_any_lines_clauses_come_out(library: Library, lines: list[Line]) -> None:
    reading = read(lines, library.topics)

    assert all(clause.ref and clause.binds for clause in reading.clauses)
    assert len({clause.ref for clause in reading.clauses}) == len(reading.clauses)


def test_every_word_for_why_not_has_its_sentence_in_the_terminal() -> None:
    assert set(_UNREADABLE) == set(get_args(Reason))


# Bounds


@pytest.mark.parametrize(
    "file",
    [
        b"1. " + b"foto " * 20_000,
        b"." * 90_000 + b"x1",
        b"x " + b" " * 3_000_000 + b"12x",
        b"[" * 100_000,
        b"I. " * 39_000,
        "\n".join(f"{'  ' * level}- Ik vraag het {level}." for level in range(900)).encode(),
        b"1. Ik vraag het eerst.\n" * 4000,
        docx(*(paragraph("Ik vraag het eerst.", 1, 10**6) for _ in range(300))),
        odt('<text:p>Ik<text:s text:c="99999"/>vraag het.</text:p>' * 9000),
        odt(f"{OPENS * 60}<text:p>Ik.</text:p>{CLOSES * 60}"),
        docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 500_000),
    ],
    ids=[
        "words",
        "dots",
        "spaces",
        "brackets",
        "sentences",
        "deep list",
        "same number",
        "levels",
        "spaces of odt",
        "tables in tables",
        "big",
    ],
)
def test_what_would_take_long_takes_no_more_than_it_may(judged: Judged, file: bytes) -> None:
    assert judged(file).faults == ()


def test_a_line_without_end_is_read_in_pieces() -> None:
    lines = files.lines(b"Ik vraag het eerst. " * 1000)

    assert len(lines) > 1
    assert max(len(line.text) for line in lines) <= files.LONGEST_LINE
    assert " ".join(line.text for line in lines) == " ".join(["Ik vraag het eerst."] * 1000)


def test_more_than_anybody_can_look_over_is_refused() -> None:
    assert reason(b"a" * (files.MOST_LETTERS + 1)) == "too-big"
    assert reason(b"a\n" * (files.MOST_LINES + 1)) == "too-big"
    with pytest.raises(Unreadable, match="too-big"):
        find(files.lines(b"1. Ik vraag het eerst.\n" * (MOST_CLAUSES + 1)))
    with pytest.raises(Unreadable, match="too-big"):
        find(files.lines(b"Leerlingen mogen geen foto's maken. " * (MOST_CLAUSES + 1)))


def in_a_child(does: Callable[[], object]) -> str:
    """What happens to somebody who does this while reading a document."""
    read_end, write_end = os.pipe()
    if not (child := os.fork()):
        told = "nothing"
        try:
            apart.limit()
            does()
        except BaseException as error:
            told = type(error).__name__
        finally:
            os.write(write_end, told.encode())
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return told or f"stopped by {os.waitstatus_to_exitcode(status)}"


def test_who_reads_a_document_can_neither_write_nor_call_nor_take_all_memory(tmp_path: Path) -> None:
    def write() -> None:
        with (tmp_path / "kwaad").open("wb", buffering=0) as file:
            file.write(b"x")

    assert in_a_child(lambda: None) == "nothing"
    assert in_a_child(write) == "OSError"
    assert in_a_child(socket.socket) == "PermissionError"
    assert in_a_child(lambda: os.system("true")) == "PermissionError"
    assert in_a_child(lambda: bytearray(apart.MEMORY + 1)) == "MemoryError"


def test_reading_that_does_not_end_is_stopped_and_told_as_too_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0)

    with pytest.raises(Unreadable, match="too-big"):
        apart.lines(b"Ik vraag het eerst.")


# Zip files


def test_nothing_is_unpacked_of_a_zip_that_promises_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    half = "a" * (BIGGEST_UNPACKED // 2 + 1)
    bomb = packed({"word/document.xml": f"<w:document {W}/>", "een": half, "twee": half})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))

    assert reason(bomb) == "too-big"


def test_a_zip_that_holds_far_more_than_its_directory_says_is_not_unpacked_further_than_that(judged: Judged) -> None:
    bomb = bytearray(packed({"word/document.xml": " " * (4 * BIGGEST_UNPACKED)}))
    at = bomb.index(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = (1000).to_bytes(4, "little")

    found = judged(bytes(bomb))

    assert found.told == "damaged"
    assert found.mebibytes < 50


def test_macros_are_not_even_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {
        "word/vbaProject.bin": "Sub AutoOpen()",
        "word/vbaData.xml": "<wne:vbaSuppData/>",
        "[Content_Types].xml": "<Types><Default ContentType='application/vnd.ms-office.vbaProject'/></Types>",
    }
    plain, with_macros = docx(paragraph(ASKED, 1)), docx(paragraph(ASKED, 1), **parts)
    opened: list[str] = []
    as_ever = zipfile.ZipFile.open

    def spied(file: zipfile.ZipFile, name: str) -> IO[bytes]:
        opened.append(name)
        return as_ever(file, name)

    monkeypatch.setattr(zipfile.ZipFile, "open", spied)

    assert files.lines(with_macros) == files.lines(plain)
    assert "word/document.xml" in opened
    assert not any("vba" in name for name in opened)


# Locked


def locked(**passwords: str) -> bytes:
    out = BytesIO()
    writer = pypdf.PdfWriter(BytesIO(pdf()))
    writer.encrypt(**passwords)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_needs_a_password_is_told_as_locked(algorithm: str) -> None:
    assert reason(locked(user_password="geheim", owner_password="geheim", algorithm=algorithm)) == "encrypted"


def test_a_pdf_that_anybody_may_open_is_read_though_it_is_locked_for_changing() -> None:
    lines = files.lines(locked(user_password="", owner_password="geheim", algorithm="AES-256"))

    assert any(ASKED in line.text for line in lines)


@pytest.mark.parametrize(
    "parts",
    [
        {"content.xml": "\x8f\x01", "META-INF/manifest.xml": "<manifest:encryption-data/>"},
        {"encrypted-package": "\x8f\x01", "META-INF/manifest.xml": "<manifest:encryption-data/>"},
    ],
    ids=["part by part", "as a whole"],
)
def test_an_opendocument_text_that_needs_a_password_is_told_as_locked(parts: dict[str, str]) -> None:
    assert reason(packed({"mimetype": "application/vnd.oasis.opendocument.text", **parts})) == "encrypted"


# Nobody is called, nothing is written


def calling(there: str) -> list[bytes]:
    """Documents that ask whoever reads them to fetch something."""
    dtd, included = DTD.format(there=there), INCLUDED.format(there=there)
    relations = f'<Relationships><Relationship Id="r1" TargetMode="External" Target="{there}"/></Relationships>'
    body = f"<w:body>{included}{paragraph(ASKED, 1)}</w:body>"
    text = (
        f'<office:body><office:text>{included}<text:p xlink:href="{there}" xmlns:xlink="urn:x">{ASKED}</text:p>'
        f"</office:text></office:body>"
    )
    return [
        packed({"word/document.xml": f"{dtd}<w:document {W}>{body}</w:document>"}),
        packed(
            {"word/document.xml": f"<w:document {W}>{body}</w:document>", "word/_rels/document.xml.rels": relations}
        ),
        packed({"word/document.xml": f"<?xml-stylesheet href='{there}'?><w:document {W}>{body}</w:document>"}),
        packed(
            {
                "word/document.xml": f"<w:document {W}>{body}</w:document>",
                "word/styles.xml": f"{dtd}<w:styles {W}>&x;</w:styles>",
            }
        ),
        packed({"content.xml": f"{dtd}<office:document-content {ODT}>{text}</office:document-content>"}),
        packed({"content.xml": f"<office:document-content {ODT}>{text}</office:document-content>"}),
        pdf(f'#link("{there}")[{ASKED}]'),
        f"![plaatje]({there})\n\n1. {ASKED}".encode(),
    ]


def test_no_document_makes_anybody_call_out_or_write(
    judged: Judged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        for data in calling(f"http://127.0.0.1:{server.getsockname()[1]}/x"):
            assert judged(data).faults == ()
            with suppress(Unreadable):
                apart.lines(data)
        with pytest.raises(BlockingIOError):
            server.accept()
        with socket.create_connection(server.getsockname()):
            server.accept()[0].close()  # somebody who does call is seen
    assert list(tmp_path.iterdir()) == []

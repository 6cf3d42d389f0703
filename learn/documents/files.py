"""Files: which kind of document this is, by what is in it and not by what it is called."""

from collections.abc import Callable

from learn.documents import docx
from learn.documents import odt
from learn.documents import pdf
from learn.documents import text
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.packed import parts

BIGGEST = 10 * 1024 * 1024

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lines(data: bytes) -> tuple[Line, ...]:
    """The lines of a document: plain text, Markdown, DOCX, ODT or PDF. Raises Unreadable."""
    if len(data) > BIGGEST:
        raise Unreadable("too-big")
    found = _reader(data)(data)
    if not found:
        raise Unreadable("empty")
    return found


def _reader(data: bytes) -> Callable[[bytes], tuple[Line, ...]]:
    if b"%PDF-" in data[:1024]:
        return pdf.read
    if data.startswith(b"PK"):
        inside = parts(data, ("word/document.xml", "content.xml"))
        if "word/document.xml" in inside:
            return docx.read
        if "content.xml" in inside:
            return odt.read
        raise Unreadable("unknown")
    if data.startswith(_OLD_OFFICE):
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        raise Unreadable("picture")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("unknown")
    return text.read

"""PDF, bad: broken, going round in circles, promising far too much, or not what it says."""

import zlib
from collections.abc import Callable
from collections.abc import Mapping
from functools import cache
from random import Random

import typst

from learn.prints.names import FONTS
from tests.documents.bad_files.anything import broken
from tests.documents.bad_files.anything import longer
from tests.documents.bad_files.texts import invented
from tests.documents.bad_files.texts import lines_of

_TOKENS = (
    b"0 R", b"3 0 R", b"/Kids", b"/Type", b"/Page", b"595", b"/F1", b"/Contents", b"Tj", b"<<", b">>", b"[",
    b"]", b"obj", b"endobj", b"stream", b"(", b")", b" 10 ", b"/Font", b"99999999999999", b"-1", b"null",
    b"true", b"1e400", b"/Helvetica",
)  # fmt: skip


@cache
def _printed(number: int) -> bytes:
    text = invented()[number].replace("\\", "").translate({ord(sign): f"\\{sign}" for sign in "#$*_`<>@=-+/[]~"})
    source = (
        "#set document(date: none)\n#table(columns: 2, [Wat], [Afspraak], [Telefoon], [In de tas])\n"
        + "\n\n".join(text.splitlines()[:20])
    )
    return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _broken_pdf(chance: Random) -> bytes:
    return broken(chance, _printed(chance.randrange(6)))


def _longer_pdf(chance: Random) -> bytes:
    return longer(chance, _printed(chance.randrange(6)))


def _pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, with a table that says where each stands."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, data in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def _stream(data: bytes, more: bytes = b"", length: int | None = None) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data) if length is None else length, more, data)


def _simple(chance: Random) -> dict[int, bytes]:
    """The objects of a PDF with two pages of a protocol."""
    lines = [line for line in lines_of(chance) if line.strip()][:20]
    told = b"\n".join(
        b"(%s) Tj T*" % line.translate({40: None, 41: None, 92: None}).encode("cp1252", "replace") for line in lines
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font <<"
        b" /F1 5 0 R >> >> >>"
    )
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        3: page % 6,
        4: page % 7,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        6: _stream(b"BT /F1 10 Tf 14 TL 60 780 Td\n%s\nET" % told),
        7: _stream(b"BT /F1 10 Tf 14 TL 60 780 Td (Ik vraag het eerst.) Tj ET 50 50 400 300 re S"),
    }


def _strange_pdf(chance: Random) -> bytes:
    """A PDF that goes round in circles, promises far too much, or is not what it says."""
    made = _simple(chance)
    many = chance.choice((10, 300, 300, 5000, 5000, 60_000))
    trailer = b"/Root 1 0 R"
    filtered = chance.choice(
        (
            b"/FlateDecode",
            b"/LZWDecode",
            b"/ASCII85Decode",
            b"/RunLengthDecode",
            b"/DCTDecode",
            b"/ASCIIHexDecode",
            b"/JBIG2Decode",
            b"/Crypt",
            b"/Iets",
        )
    )
    text = b"BT /F1 10 Tf 14 TL 60 780 Td (Ik vraag het eerst.) Tj T* (Ik vertel het.) Tj ET"
    ways: tuple[Callable[[], dict[int, bytes]], ...] = (
        lambda: {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count %d >>" % 10**9},
        lambda: {2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * many, many)},
        lambda: {
            2: b"<< /Type /Pages /Kids [8 0 R] >>",
            **{8 + each: b"<< /Type /Pages /Kids [%d 0 R] >>" % (9 + each) for each in range(min(many, 3000))},
        },
        lambda: {
            2: b"<< /Type /Pages /Kids [%s] /Count 9 >>"
            % b" ".join(b"%d 0 R" % (8 + each) for each in range(min(many, 400))),
            **{8 + each: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>" for each in range(min(many, 400))},
        },
        lambda: {6: _stream(text, length=chance.choice((0, 5, -1, 10**9)))},
        lambda: {6: _stream(zlib.compress(b"BT (a) Tj ET " * many * chance.choice((1, 30))), b"/Filter /FlateDecode")},
        lambda: {
            6: _stream(zlib.compress(bytes(chance.choice((10**3, 10**5, 10**5, 10**7)))), b"/Filter [/FlateDecode]")
        },
        lambda: (
            {6: _stream(zlib.compress(zlib.compress(bytes(3 * 10**8))), b"/Filter [/FlateDecode /FlateDecode]")}
            if not chance.randrange(9)
            else {}
        ),
        lambda: {6: _stream(chance.randbytes(900), b"/Filter %s" % filtered)},
        lambda: {6: _stream(text, b"/Filter [%s]" % (filtered * chance.choice((2, 50))))},
        lambda: {
            6: _stream(
                zlib.compress(text),
                b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d /Colors %d >>"
                % (chance.choice((0, 1, 7, 10**9)), chance.choice((0, 1, 10**6))),
            )
        },
        lambda: {6: _stream(b"q " * many + text + b" Q" * many)},
        lambda: {6: _stream(b"[" * many + text + b"]" * many)},
        lambda: {6: _stream(b"<<" * many + text)},
        lambda: {6: _stream(b"(" * many + text)},
        lambda: {6: _stream(b"%s %s cm " % (b"1e30 " * 6, b"0 " * 6) + text)},
        lambda: {
            6: _stream(
                b" ".join(
                    chance.choices(
                        (
                            b"BT",
                            b"ET",
                            b"Tj",
                            b"TJ",
                            b"Tf",
                            b"Td",
                            b"cm",
                            b"q",
                            b"Q",
                            b"re",
                            b"f",
                            b"Do",
                            b"BI",
                            b"ID",
                            b"EI",
                            b"gs",
                            b"sh",
                            b"'",
                            b'"',
                            b"1",
                            b"-1",
                            b"(a)",
                            b"[(b) -300 (c)]",
                            b"/F1",
                            b"<61>",
                            b"<< /A 1 >>",
                            b"BDC",
                            b"EMC",
                            b"d0",
                            b"Tz",
                            b"Tr",
                            b"99999999999",
                        ),
                        k=min(many, 5000),
                    )
                )
            )
        },
        lambda: {
            6: _stream(
                b"".join(
                    b"%d %d m %d %d l S " % tuple(chance.randrange(600) for _ in range(4))
                    for _ in range(min(many, 4000))
                )
                + text
            )
        },
        lambda: {
            6: _stream(
                b"".join(
                    b"%d 0 1 800 re f 0 %d 500 1 re f " % (each % 590, each % 800) for each in range(min(many, 900))
                )
                + text
            )
        },
        lambda: {6: _stream(b"BT /F1 0 Tf %d Tz %s ET" % (chance.choice((0, -1, 10**9)), text))},
        lambda: {
            3: made[3].replace(
                b"[0 0 595 842]",
                chance.choice(
                    (
                        b"[0 0 0 0]",
                        b"[]",
                        b"[(a) (b) (c) (d)]",
                        b"9 0 R",
                        b"[0 0 1e40 -1e40]",
                        b"[595 842 0 0]",
                        b"null",
                        b"<<>>",
                    )
                ),
            )
        },
        lambda: {
            3: made[3].replace(
                b"/Contents",
                b"/Rotate %s /Contents" % chance.choice((b"90", b"45", b"(a)", b"-90", b"10000000000000", b"[1]")),
            )
        },
        lambda: {
            3: made[3].replace(
                b"6 0 R",
                chance.choice(
                    (
                        b"[6 0 R 6 0 R 99 0 R]",
                        b"3 0 R",
                        b"99 0 R",
                        b"(a)",
                        b"[[6 0 R]]",
                        b"[%s]" % (b"6 0 R " * min(many, 3000)),
                    )
                ),
            )
        },
        lambda: {
            3: made[3].replace(b"/Font", b"/XObject << /X 8 0 R >> /Font"),
            6: _stream(b"/X Do " + text),
            8: _stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 8 0 R >> >>",
            ),
        },
        lambda: {
            5: (
                b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [8 0 R]"
                b" /ToUnicode 9 0 R >>"
            ),
            8: b"<< /Type /Font /Subtype /CIDFontType2 /W [0 %d 500] /DW (a) >>" % chance.choice((5, 10**6, 10**9)),
            9: _stream(
                b"begincmap 1 beginbfrange <0000> <%s> <0041> endbfrange 1 beginbfchar <0001> <D800> endbfchar endcmap"
                % chance.choice((b"FFFF", b"FFFFFFFF", b"0005"))
            ),
        },
        lambda: {
            5: (
                b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0 0 0 0 0 0] /CharProcs <<"
                b" /a 6 0 R >> /Encoding << /Differences [%d /a /b (c) 5] >> >>"
            )
            % chance.choice((0, -1, 10**9))
        },
        lambda: {
            5: (
                b"<< /Type /Font /Subtype /TrueType /FirstChar 0 /LastChar %d /Widths [%s] /FontDescriptor <<"
                b" /FontFile2 6 0 R /FontBBox [(a)] >> >>"
            )
            % (10**9, b"x " * 9)
        },
        lambda: {5: b"<< /Type /Font /Subtype /Type0 /Encoding /../../../../etc/passwd /DescendantFonts [5 0 R] >>"},
        lambda: {
            8: _stream(
                b"9 0 10 5 << /A 8 0 R >> 5",
                b"/Type /ObjStm /N %d /First 9 /Extends 8 0 R" % chance.choice((2, -1, 10**9)),
            )
        },
        lambda: {1: b"[" * min(many, 5000) + b"]" * min(many, 5000)},
        lambda: {
            1: (
                b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (http://127.0.0.1:9/) >> /AA << /O <<"
                b" /S /JavaScript /JS (app.alert) >> >> >>"
            )
        },
        lambda: {
            3: made[3].replace(b"/Contents", b"/Annots [8 0 R] /Contents"),
            8: b"<< /Subtype /Link /A << /S /URI /URI (http://127.0.0.1:9/) >> /Rect [(a)] >>",
        },
    )
    made |= chance.choice(ways)()
    if not chance.randrange(6):
        trailer += chance.choice(
            (
                b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /O (%s) /U (%s) /P -4 >> /ID [(a) (b)]"
                % (b"o" * 32, b"u" * 32),
                b"/Encrypt << /Filter /Iets >>",
                b"/Encrypt 1 0 R /ID (a)",
                b"/Prev 0",
                b"/Prev 99999999999",
                b"/Info 3 0 R",
                b"/XRefStm 9",
            )
        )
    data = _pdf(made, trailer)
    match chance.randrange(8):
        case 0:
            return data.replace(b"startxref\n", b"startxref\n9", 1)
        case 1:
            return data.replace(b"xref\n0 ", b"xref\n%d " % chance.choice((1, 10**12)), 1)
        case 2:
            return data[: data.rindex(b"xref\n")]
        case 3:
            at = data.rindex(b"trailer")
            return data[:at] + b"trailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF" % (
                data.rindex(b"\nxref") + 1,
                data.rindex(b"\nxref") + 1,
            )
        case 4:
            return broken(chance, data)
    return data


def _tokens(chance: Random) -> bytes:
    """A plain PDF with numbers and names that stand for something else."""
    data = _pdf(_simple(chance))
    for _ in range(chance.choice((1, 3, 10))):
        old, new = chance.choices(_TOKENS, k=2)
        data = data.replace(old, new, chance.choice((1, 2, 1000)))
    return data


PDF = (_broken_pdf, _broken_pdf, _longer_pdf, _strange_pdf, _strange_pdf, _strange_pdf, _tokens)

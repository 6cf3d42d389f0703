"""Word and OpenDocument, bad: as zip files, as XML, and as lists that refer to what is not there."""

import zipfile
from collections.abc import Callable
from collections.abc import Sequence
from io import BytesIO
from random import Random
from warnings import catch_warnings
from warnings import simplefilter

from lxml import etree

from tests.documents.bad_files.anything import broken
from tests.documents.bad_files.anything import longer
from tests.documents.bad_files.texts import PIECES
from tests.documents.bad_files.texts import lines_of
from tests.documents.office import ODT
from tests.documents.office import W
from tests.documents.office import docx
from tests.documents.office import odt
from tests.documents.office import paragraph
from tests.documents.office import table

Parts = dict[str, bytes]

_EXTREMES = (
    "", "0", "-1", "9", "255", "65536", "99999999999", "-99999999999", "1e309", "nan", "inf", "²", "٣", "0x10",
    "1.5cm", "%1", "%1%2%3%4%5%6%7%8%9" * 9, "bullet", "none", "upperRoman", "true", "../../etc/passwd",
    "\u202e\u200d", "1" * 5000,
)  # fmt: skip
_DECLARED = ("utf-16", "utf-32", "ebcdic", "x-onbekend", "utf-7", "latin-1", "ucs-4")
_LISTS = ("1", "2", "3")
_FORMS = ("decimal", "lowerLetter", "upperRoman")


def _word(chance: Random) -> Parts:
    body = [_styled(chance, line) for line in lines_of(chance)[:20]]
    if chance.randrange(2):
        body.insert(
            chance.randrange(len(body) + 1), table(("Wat", "Afspraak"), ("Telefoon", "In de tas"), ("Foto", "Vragen"))
        )
    return _parts(docx(*body))


def _styled(chance: Random, line: str) -> str:
    number, level = chance.choice(((0, 0), (0, 0), (1, 0), (1, 1), (1, 2), (2, 0), (3, 0), (9, 9), (-1, -1)))
    return paragraph(
        _plain(line), number, level, chance.choice(("", "", "", "Kop1", "Lijst", "Weg")), bold=not chance.randrange(9)
    )


def _plain(line: str) -> str:
    """The line as XML may have it."""
    return "".join(letter for letter in line if letter >= " " and letter not in "\ufffe\uffff")


def _open_document(chance: Random) -> Parts:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{each}</text:p></table:table-cell></table:table-row>"
        for each in "abc"
    )
    texts = [f"<text:p>{_escaped(line)}</text:p>" for line in lines_of(chance)[:20]]
    items = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts[5:15])
    listed = f'<text:list text:style-name="L1">{items}</text:list><table:table>{rows}</table:table>'
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="." text:start-value="1"/></text:list-style><style:style style:name="P1" '
        'style:family="paragraph"><style:paragraph-properties fo:margin-top="0.5cm"/></style:style>'
    )
    return _parts(
        odt("".join([*texts[:5], listed, *texts[15:]]), styles, **{"styles.xml": f"<office:document-styles {ODT}/>"})
    )


def _escaped(line: str) -> str:
    return _plain(line).replace("&", "&amp;").replace("<", "&lt;")


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _main_part(parts: Parts) -> str:
    return "word/document.xml" if "word/document.xml" in parts else "content.xml"


def _zipped(parts: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with catch_warnings():
        simplefilter("ignore")  # of names that are there twice
        with zipfile.ZipFile(out, "w", method) as file:
            for name, data in parts:
                file.writestr(zipfile.ZipInfo(name), data, method)  # dated always the same
    return out.getvalue()


def _zip_of_others(good: Callable[[Random], Parts], chance: Random) -> bytes:
    """A zip with parts left out, doubled, renamed, exchanged, in folders they should not be in, or far too many."""
    parts = good(chance)
    main = _main_part(parts)
    listed = list(parts.items())
    method = zipfile.ZIP_DEFLATED
    match chance.randrange(12):
        case 0:
            listed = [each for each in listed if chance.randrange(2)]
        case 1:
            listed += chance.choices([*listed, (main, b""), (main, b"<a/>")], k=3)
        case 2:
            listed = [
                (chance.choice((name, name.upper(), f"/{name}", f"../../{name}", name.replace("/", "\\"))), data)
                for name, data in listed
            ]
        case 3:
            names, contents = zip(*listed, strict=True)
            listed = list(zip(chance.sample(names, k=len(names)), contents, strict=True))
        case 4:
            listed += [(f"deel-{number}", b"") for number in range(chance.choice((100, 1990, 2100, 9000)))]
        case 5:
            listed += [
                ("word/vbaProject.bin", chance.randbytes(500)),
                ("../../../tmp/kwaad", b"x"),
                ("/etc/kwaad", b"x"),
            ]
        case 6:
            method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
        case 7:
            listed = [(main, _zipped(listed)), *listed]
        case 8:
            listed.append((main, b"<a>" + b" " * chance.choice((10**6, 3 * 10**7, 6 * 10**7)) + b"</a>"))
        case 9:
            return _lying(chance, _zipped(listed))
        case 10:
            listed = [
                *listed,
                (
                    "word/_rels/document.xml.rels",
                    (
                        b'<Relationships><Relationship TargetMode="External" Target="http://127.0.0.1:9/"/>'
                        b"</Relationships>"
                    ),
                ),
            ]
        case 11:
            listed = [(name, broken(chance, data)) for name, data in listed]
    return _zipped(listed, method)


def _lying(chance: Random, data: bytes) -> bytes:
    """A zip of which the directory is not true."""
    out = bytearray(data)
    for mark, fields in (
        (b"PK\x01\x02", ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4))),
        (b"PK\x03\x04", ((6, 2), (8, 2), (18, 4), (22, 4), (26, 2))),
    ):
        at = out.find(mark)
        while at >= 0:
            if not chance.randrange(3):
                offset, size = chance.choice(fields)
                value = chance.choice((0, 1, 8, 12, 14, 99, 2 ** (8 * size) - 1, chance.randrange(2 ** (8 * size))))
                out[at + offset : at + offset + size] = value.to_bytes(size, "little")
            at = out.find(mark, at + 4)
    return bytes(out)


def _xml_of_others(good: Callable[[Random], Parts], chance: Random) -> bytes:
    """A part with what XML can do to whoever reads it."""
    parts = good(chance)
    name = _main_part(parts) if chance.randrange(3) else chance.choice(list(parts))
    parts[name] = _evil(chance, parts[name])
    return _zipped(list(parts.items()))


def _evil(chance: Random, data: bytes) -> bytes:
    many = chance.choice((10, 100, 300, 2000, 50_000))
    text = data.decode("utf-8", "replace")
    head, _, rest = text.partition(">")
    kind = head.split(maxsplit=1)[0] if head.strip() else "<a"
    inside = chance.choice(
        (
            "w:p",
            "w:tbl",
            "w:sdt",
            "w:tc",
            "w:r",
            "text:p",
            "text:list",
            "text:list-item",
            "text:span",
            "table:table",
            "text:section",
        )
    )
    nested = f"<{inside}>" * many + "Ik vraag het." + f"</{inside}>" * many
    row = "<w:tbl><w:tr><w:tc>" if "w:" in head else "<table:table><table:table-row><table:table-cell>"
    ends = "</w:tc></w:tr></w:tbl>" if "w:" in head else "</table:table-cell></table:table-row></table:table>"
    bomb = '<!ENTITY e0 "lol">' + "".join(
        f"<!ENTITY e{at} '{ten}'>" for at, ten in ((at, f"&e{at - 1};" * 10) for at in range(1, 12))
    )
    made: tuple[Callable[[], str | bytes], ...] = (
        lambda: f"<!DOCTYPE d [{bomb}]>{text.replace('Ik', '&e11;')}",
        lambda: f'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>{text.replace("Ik", "&x;")}',
        lambda: f'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">{text}',
        lambda: f'<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>{text}',
        lambda: f'<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/"?>{text}',
        lambda: text.replace("<w:r>", nested, 1).replace("<text:p>", nested + "<text:p>", 1),
        lambda: (
            text.replace("<w:p>", (row * min(many, 80)) + "<w:p>", 1).replace(
                "</w:p>", "</w:p>" + ends * min(many, 80), 1
            )
            if "w:" in head
            else text.replace("<text:p>", (row * min(many, 80)) + "<text:p>", 1).replace(
                "</text:p>", "</text:p>" + ends * min(many, 80), 1
            )
        ),
        lambda: f'{head} x="{"a" * many * 100}">{rest}',
        lambda: head + " ".join(f' a{number}="1"' for number in range(many)) + f">{rest}",
        lambda: head + "".join(f' xmlns:n{number}="urn:{number}"' for number in range(min(many, 3000))) + f">{rest}",
        lambda: text.replace("Ik", "Ik " * many * 10),
        lambda: text.replace("><", "><!-- een opmerking --><?doe iets?><"),
        lambda: text.replace("><", f">{' ' * many}<", 40),
        lambda: f"<?xml version='1.0' encoding='{chance.choice(_DECLARED)}'?>{text}",
        lambda: text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig"))),
        lambda: text.replace("Ik", "Ik\0").encode(),
        lambda: text.replace("xmlns", "xmlnz"),
        lambda: text.replace(kind, "<iets", 1),
        lambda: f"<?xml version='1.1'?>{text}&#x0;&#xFFFF;&#xD800;",
        lambda: text.replace("</w:t>", "&#7;&#x202e;</w:t>"),
        lambda: f"<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='http://127.0.0.1:9/'/>{text}</a>",
        lambda: text.replace("<w:t>", '<w:t xml:space="preserve">' + " " * many, 30),
        lambda: "",
    )
    found = chance.choice(made)()
    return found.encode("utf-8", "replace") if isinstance(found, str) else found


def _tree_of_others(good: Callable[[Random], Parts], chance: Random) -> bytes:
    """Parts of which elements were moved, doubled and left out, with values that no office program writes."""
    parts = good(chance)
    for name in list(parts):
        if name.endswith(".xml") and chance.randrange(3):
            parts[name] = _shuffled(chance, parts[name])
    return _zipped(list(parts.items()))


def _shuffled(chance: Random, data: bytes) -> bytes:
    root = etree.fromstring(data)
    for _ in range(chance.choice((1, 5, 30, 150))):
        everything = list(root.iter())
        each, other = chance.choice(everything), chance.choice(everything)
        match chance.randrange(7):
            case 0 | 1 | 2 if each.attrib:
                each.set(chance.choice(list(each.attrib)), _valid(chance.choice(_EXTREMES)))
            case 3 if each is not root:
                each.getparent().remove(each)
            case 4 if (
                other is not root and other not in each.iterancestors() and each is not other and len(everything) < 3000
            ):
                each.append(etree.fromstring(etree.tostring(other)))
            case 5:
                each.text = _valid(chance.choice(PIECES) * chance.choice((1, 50, 3000)))
            case 6:
                each.tag = other.tag
    return etree.tostring(root)


def _valid(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")


def _word_of_numbers(chance: Random) -> bytes:
    """Lists that refer to lists that are not there, to themselves, or to very many."""
    value = lambda: _valid(chance.choice(_EXTREMES))[:60].replace("&", "").replace("<", "").replace('"', "")  # noqa: E731
    items = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="S{chance.randrange(6)}"/><w:numPr><w:ilvl w:val="{value()}"/>'
        f'<w:numId w:val="{chance.choice([*_LISTS, value()])}"/></w:numPr>'
        f'<w:ind w:left="{value()}"/><w:spacing w:before="{value()}"/></w:pPr><w:r>'
        f"<w:t>Ik vraag het eerst.</w:t></w:r></w:p>"
        for _ in range(chance.choice((2, 30, 350)))
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{value()}"><w:start w:val="{value()}"/>'
        f'<w:numFmt w:val="{chance.choice([*_FORMS, value()])}"/><w:lvlText w:val="{value()}"/></w:lvl>'
        for _ in range(12)
    )
    own = levels[: levels.index("</w:lvl>") + len("</w:lvl>")]
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2">'
        f'<w:abstractNumId w:val="{value()}"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{value()}">'
        f'<w:startOverride w:val="{value()}"/>{own}</w:lvlOverride></w:num></w:numbering>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{number}"><w:name w:val="{value()}"/>'
        f'<w:basedOn w:val="S{chance.randrange(6)}"/></w:style>'
        for number in range(6)
    )
    return docx(items, **{"word/numbering.xml": numbering, "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>"})


def _odt_of_numbers(chance: Random) -> bytes:
    value = lambda: _valid(chance.choice(_EXTREMES))[:60].replace("&", "").replace("<", "").replace('"', "")  # noqa: E731
    levels = "".join(
        f'<text:list-level-style-number text:level="{value()}" style:num-format="{value()}" '
        f'style:num-prefix="{value()}" style:num-suffix="{value()}" '
        f'text:start-value="{value()}" text:display-levels="{value()}"/><!-- opmerking -->'
        for _ in range(12)
    )
    looks = "".join(
        f'<style:style style:name="P{number}" style:family="paragraph" '
        f'style:parent-style-name="P{chance.randrange(6)}">'
        f'<style:paragraph-properties fo:margin-left="{value()}cm" fo:margin-top="{value()}"/></style:style>'
        for number in range(6)
    )
    items = "".join(
        f'<text:list-item text:start-value="{value()}">'
        f'<text:p text:style-name="P{chance.randrange(7)}">Ik vraag<text:s text:c="{value()}"/>het.</text:p>'
        f"</text:list-item>"
        for _ in range(chance.choice((2, 30, 350)))
    )
    return odt(
        f'<text:list text:style-name="L">{items}</text:list>',
        f'<text:list-style style:name="L">{levels}</text:list-style>{looks}',
    )


def _office(
    good: Callable[[Random], Parts], numbers: Callable[[Random], bytes]
) -> tuple[Callable[[Random], bytes], ...]:
    def whole(chance: Random) -> bytes:
        return _zipped(list(good(chance).items()))

    return (
        lambda chance: broken(chance, whole(chance)),
        lambda chance: longer(chance, whole(chance)),
        lambda chance: _zip_of_others(good, chance),
        lambda chance: _xml_of_others(good, chance),
        lambda chance: _tree_of_others(good, chance),
        lambda chance: _zipped([(name, broken(chance, data)) for name, data in good(chance).items()]),
        numbers,
        whole,
    )


WORD = _office(_word, _word_of_numbers)
OPEN_DOCUMENT = _office(_open_document, _odt_of_numbers)

"""OpenDocument texts, as LibreOffice writes them. Numbers of lists are counted here, as people see them on screen."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from lxml import etree

from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.numbering import BULLET
from learn.documents.numbering import written
from learn.documents.packed import parts
from learn.documents.packed import xml

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SKIPPED = {
    f"{_TEXT}{name}"
    for name in ("note", "tracked-changes", "table-of-content", "alphabetical-index", "bookmark", "annotation")
} | {f"{_OFFICE}annotation"}
_SPACED = 0.1  # centimetres: people see white between paragraphs
_SHORT = 14
_LONGEST_MARK = 20
MOST_SPACES = 100
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 0.0353, "px": 0.0265, "pc": 0.423}


@dataclass(frozen=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int


@dataclass(frozen=True)
class _Look:
    """What the style of a paragraph says: white above and below, how far in, all bold, the list it is in."""

    above: float = 0
    below: float = 0
    indent: float = 0
    bold: bool = False
    number: str = ""
    parent: str = ""


@dataclass
class _Walk:
    """Goes through a text from top to bottom."""

    looks: Mapping[str, _Look]
    lists: Mapping[str, Mapping[int, _Level]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    paragraphs: int = 0
    gap: bool = True
    below: float = 0

    def lines(self, element: etree._Element, number: str = "", level: int = 0, mark: str = "") -> Iterator[Line]:
        for child in element:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(child, level, mark)
                mark = ""
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, number, level + 1)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            else:
                yield from self.lines(child, number, level, mark)

    def _list(self, element: etree._Element, outer: str, level: int) -> Iterator[Line]:
        number = element.get(f"{_TEXT}style-name") or outer
        levels = self.lists.get(number, {})
        counts = self.counts.setdefault(number, {})
        if (
            level == 1
            and element.get(f"{_TEXT}continue-numbering") != "true"
            and not element.get(f"{_TEXT}continue-list")
        ):
            counts.clear()
        counts.pop(level, None) if level > 1 else None
        for item in element:
            if item.tag == f"{_TEXT}list-header":
                yield from self.lines(item, number, level)
            if item.tag != f"{_TEXT}list-item":
                continue
            mark = ""
            if any(child.tag in (f"{_TEXT}p", f"{_TEXT}h") for child in item):
                own = levels.get(level, _Level("", "", "", 1, 1))
                counts[level] = _whole(item.get(f"{_TEXT}start-value"), counts.get(level, own.start - 1) + 1)
                mark = _label(levels, counts, level)
            yield from self.lines(item, number, level, mark)

    def _paragraph(self, element: etree._Element, level: int, mark: str) -> Iterator[Line]:
        self.paragraphs += 1
        look = self.looks.get(element.get(f"{_TEXT}style-name", ""), _Look())
        raw = _text(element)
        texts = [_spaced(each) for each in raw.split("\n")]
        if not any(texts):
            self.gap = True
            return
        outline = element.tag == f"{_TEXT}h"
        bold = look.bold and len(texts[0].split()) <= _SHORT and not texts[0].endswith((".", ";", ","))
        gap = self.gap or self.below + look.above >= _SPACED
        for number, text in enumerate(texts):
            if text:
                yield Line(
                    text,
                    f"paragraph {self.paragraphs}",
                    mark=mark if not number else "",
                    indent=max(int(look.indent * 4), 4 * (level - 1) if level else 0) + len(raw) - len(raw.lstrip(" ")),
                    gap=gap and not number,
                    heading=(outline or bold) and not number,
                )
        self.gap, self.below = False, look.below

    def _table(self, table: etree._Element) -> Iterator[Line]:
        cells = [row.findall(f"{_TABLE}table-cell") for row in _rows(table)]
        many = [len([each for each in cell.iter(f"{_TEXT}p") if _text(each).strip()]) for row in cells for cell in row]
        if max((len(row) for row in cells), default=0) < 2 or len(cells) == 1 or sum(many) > 2.5 * max(len(many), 1):
            for row in cells:
                for cell in row:
                    yield from self.lines(cell)
            return
        self.gap = True
        for row in cells:
            self.paragraphs += 1
            texts = [
                " ".join(_spaced(_text(each)) for each in cell.iter(f"{_TEXT}p", f"{_TEXT}h")).strip() for cell in row
            ]
            shown = tuple(text for text in texts if text)
            if shown:
                yield Line(" | ".join(shown), f"paragraph {self.paragraphs}", gap=self.gap, cells=shown)
                self.gap = False
        self.gap = True


def read(data: bytes) -> tuple[Line, ...]:
    """The paragraphs and rows of an OpenDocument text. Raises Unreadable."""
    found = parts(data, ("content.xml", "styles.xml", "META-INF/manifest.xml"))
    if b"encryption-data" in found.get("META-INF/manifest.xml", b""):
        raise Unreadable("encrypted")
    if "content.xml" not in found:
        raise Unreadable("damaged")
    content = xml(found["content.xml"])
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("damaged")
    roots = [xml(found["styles.xml"])] if "styles.xml" in found else []
    looks, lists = _looks([*roots, content]), _lists([*roots, content])
    return tuple(_Walk(looks, lists).lines(body))


def _text(element: etree._Element) -> str:
    words = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}tab":
            words.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            words.append("\n")
        elif child.tag == f"{_TEXT}s":
            words.append(" " * min(_whole(child.get(f"{_TEXT}c"), 1), MOST_SPACES))
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            words.append(_text(child))
        words.append(child.tail or "")
    return "".join(words)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this table, and not of one that stands in it; without those that name the columns."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(child)


def _spaced(text: str) -> str:
    return "\t".join(" ".join(each.split()) for each in text.strip().split("\t") if each.strip())


def _label(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    own = levels.get(level)
    if own is None or not own.form:
        return BULLET
    shown = range(max(1, level - own.shown + 1), level + 1)
    numbers = [written(counts.get(each, 1), levels[each].form if each in levels else "1") for each in shown]
    return f"{own.prefix}{'.'.join(numbers)}{own.suffix or '.'}".strip()


def _lists(roots: list[etree._Element]) -> dict[str, dict[int, _Level]]:
    found: dict[str, dict[int, _Level]] = {}
    for root in roots:
        for style in root.iter(f"{_TEXT}list-style"):
            levels = found.setdefault(style.get(f"{_STYLE}name", ""), {})
            for each in style:
                level = _whole(each.get(f"{_TEXT}level"), 0)
                if level:
                    form = each.get(f"{_STYLE}num-format", "") if each.tag.endswith("number") else ""
                    levels[level] = _Level(
                        form,
                        each.get(f"{_STYLE}num-prefix", "")[:_LONGEST_MARK],
                        each.get(f"{_STYLE}num-suffix", "")[:_LONGEST_MARK],
                        _whole(each.get(f"{_TEXT}start-value"), 1),
                        _whole(each.get(f"{_TEXT}display-levels"), 1),
                    )
    return found


def _looks(roots: list[etree._Element]) -> dict[str, _Look]:
    raw = {
        style.get(f"{_STYLE}name", ""): style
        for root in roots
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}family") == "paragraph"
    }
    return {name: _look(style, raw) for name, style in raw.items()}


def _look(style: etree._Element, raw: Mapping[str, etree._Element], depth: int = 0) -> _Look:
    parent = raw.get(style.get(f"{_STYLE}parent-style-name", ""))
    inherited = _look(parent, raw, depth + 1) if parent is not None and depth < 12 else _Look()
    paragraph, text = style.find(f"{_STYLE}paragraph-properties"), style.find(f"{_STYLE}text-properties")

    def length(name: str, otherwise: float) -> float:
        return _length(paragraph.get(f"{_FO}{name}") if paragraph is not None else None, otherwise)

    weight = text.get(f"{_FO}font-weight") if text is not None else None
    return _Look(
        length("margin-top", inherited.above),
        length("margin-bottom", inherited.below),
        length("margin-left", inherited.indent),
        weight == "bold" if weight else inherited.bold,
        style.get(f"{_STYLE}list-style-name") or inherited.number,
    )


def _length(text: str | None, otherwise: float) -> float:
    for unit, size in _CENTIMETRES.items():
        if text and text.endswith(unit):
            try:
                return max(-100.0, min(float(text.removesuffix(unit)) * size, 100.0))
            except ValueError:
                return otherwise
    return otherwise


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise

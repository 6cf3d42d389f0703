"""Word documents. Numbers of lists stand nowhere in the text: they are counted here, as Word counts them on screen."""

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from lxml import etree

from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.numbering import BULLET
from learn.documents.numbering import label
from learn.documents.packed import parts
from learn.documents.packed import xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {
    f"{_W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "footnoteReference",
        "endnoteReference",
        "rPrChange",
        "pPrChange",
        "txbxContent",
    )
}
_SPACED = 60  # twentieths of a point: from three points on, people see white between paragraphs
_SHORT = 14
_DEEPEST = 8
"""Word has nine levels, counted from nought."""
_LONGEST_LABEL = 40
_HEADING = re.compile(r"(?:heading|kop|title|titel|subtitle|ondertitel|überschrift)\s*\d?", re.I)


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass(frozen=True)
class _Style:
    name: str
    number: str | None
    level: int
    outline: bool
    space: tuple[int, int]
    based_on: str | None


@dataclass
class _Counters:
    """Counts the items of every list of a document."""

    lists: Mapping[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, number: str, level: int) -> str:
        """The label of the next item of this list at this level."""
        if number not in self.lists:
            return BULLET
        abstract, levels, restarts = self.lists[number]
        counts = self.counts[abstract]
        own = levels.get(level, _Level("bullet", BULLET, 1))
        if level in restarts and (number, level) not in self.begun:
            counts[level] = restarts[level]
        else:
            counts[level] = counts.get(level, own.start - 1) + 1
        self.begun.add((number, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if own.form == "bullet":
            return BULLET
        shown = {each + 1: counts.get(each, levels[each].start if each in levels else 1) for each in range(level + 1)}
        return label(own.pattern, shown, {each + 1: levels[each].form for each in levels}).strip()


def read(data: bytes) -> tuple[Line, ...]:
    """The paragraphs and rows of a Word document. Raises Unreadable."""
    found = parts(data, ("word/document.xml", "word/numbering.xml", "word/styles.xml"))
    if "word/document.xml" not in found:
        raise Unreadable("damaged")
    body = xml(found["word/document.xml"]).find(f"{_W}body")
    if body is None:
        raise Unreadable("damaged")
    styles = _styles(xml(found["word/styles.xml"])) if "word/styles.xml" in found else {}
    lists = _lists(xml(found["word/numbering.xml"])) if "word/numbering.xml" in found else {}
    return tuple(_Walk(styles, _Counters(lists)).lines(body))


@dataclass
class _Walk:
    """Goes through a document from top to bottom."""

    styles: Mapping[str, _Style]
    counters: _Counters
    paragraphs: int = 0
    gap: bool = True
    space: int = 0

    def lines(self, body: etree._Element) -> Iterator[Line]:
        for element in body:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag == f"{_W}sdt":
                content = element.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.lines(content)

    def _paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.paragraphs += 1
        style = self._style(element)
        before, after = self._space(element, style)
        raw = _text(element)
        texts = [_tabbed(each) for each in raw.split("\n")]
        if not any(texts):
            self.gap = True
            return
        mark = self._mark(element, style)
        heading = self._is_heading(element, style, texts[0])
        gap = self.gap or self.space + before >= _SPACED
        for number, text in enumerate(texts):
            if text:
                yield Line(
                    text,
                    f"paragraph {self.paragraphs}",
                    mark=mark if not number else "",
                    indent=_indent(element) + _led_in(raw),
                    gap=gap and not number,
                    heading=heading and not number,
                )
        self.gap, self.space = False, after

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = table.findall(f"{_W}tr")
        cells = [row.findall(f"{_W}tc") for row in rows]
        if max((len(row) for row in cells), default=0) < 2 or _is_layout(cells):
            for row in cells:
                for cell in row:
                    yield from self.lines(cell)
            return
        self.gap = True
        for row, columns in zip(rows, cells, strict=True):
            self.paragraphs += 1
            texts = [" ".join(" ".join(_text(each).split()) for each in column.iter(f"{_W}p")) for column in columns]
            shown = tuple(text.strip() for text in texts if text.strip())
            if shown and row.find(f"{_W}trPr/{_W}tblHeader") is None:
                yield Line(" | ".join(shown), f"paragraph {self.paragraphs}", gap=self.gap, cells=shown)
                self.gap = False
        self.gap = True

    def _style(self, element: etree._Element) -> _Style | None:
        name = element.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(name.get(f"{_W}val", "")) if name is not None else self.styles.get("Normal")

    def _mark(self, element: etree._Element, style: _Style | None) -> str:
        number, level = _numbered(element.find(f"{_W}pPr"))
        if number is None and style is not None:
            number, level = style.number, level if level is not None else style.level
        if number in (None, "0"):
            return ""
        return self.counters.mark(str(number), max(0, min(level or 0, _DEEPEST)))

    def _is_heading(self, element: etree._Element, style: _Style | None, text: str) -> bool:
        if style is not None and (style.outline or _HEADING.match(style.name)):
            return True
        runs = [run for run in element.iter(f"{_W}r") if "".join(run.itertext()).strip()]
        bold = bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)
        return bold and len(text.split()) <= _SHORT and not text.endswith((".", ";", ","))

    def _space(self, element: etree._Element, style: _Style | None) -> tuple[int, int]:
        before, after = style.space if style is not None else (0, 0)
        spacing = element.find(f"{_W}pPr/{_W}spacing")
        if spacing is None:
            return before, after
        return _number(spacing.get(f"{_W}before"), before), _number(spacing.get(f"{_W}after"), after)


def _text(element: etree._Element) -> str:
    words: list[str] = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            words.append(child.text or "")
        elif child.tag == f"{_W}tab":
            words.append("\t" if element.tag == f"{_W}r" else "")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            words.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            words.append("-")
        elif isinstance(child.tag, str):
            words.append(_text(child))
    return "".join(words)


def _tabbed(text: str) -> str:
    return "\t".join(" ".join(each.split()) for each in text.strip().split("\t") if each.strip())


def _led_in(text: str) -> int:
    """How many spaces somebody typed to move a line in."""
    return len(text) - len(text.lstrip(" \u00a0"))


def _is_layout(cells: list[list[etree._Element]]) -> bool:
    """Whether the table only puts things side by side: its cells hold lists or many paragraphs."""
    many = [len([each for each in cell.iter(f"{_W}p") if _text(each).strip()]) for row in cells for cell in row]
    return len(cells) == 1 or (bool(many) and sum(many) / len(many) > 2.5)


def _indent(element: etree._Element) -> int:
    indent = element.find(f"{_W}pPr/{_W}ind")
    left = indent.get(f"{_W}left") or indent.get(f"{_W}start") if indent is not None else None
    _, level = _numbered(element.find(f"{_W}pPr"))
    return max(_number(left, 0) // 140, 4 * (level or 0))


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    found = properties.find(f"{_W}numPr") if properties is not None else None
    if found is None:
        return None, None
    number, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    return (
        number.get(f"{_W}val") if number is not None else None,
        _number(level.get(f"{_W}val"), 0) if level is not None else None,
    )


def _lists(root: etree._Element) -> dict[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]]:
    abstract = {
        each.get(f"{_W}abstractNumId", ""): {
            _number(level.get(f"{_W}ilvl"), 0): _level(level) for level in each.findall(f"{_W}lvl")
        }
        for each in root.findall(f"{_W}abstractNum")
    }
    found: dict[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]] = {}
    for each in root.findall(f"{_W}num"):
        reference = each.find(f"{_W}abstractNumId")
        name = reference.get(f"{_W}val", "") if reference is not None else ""
        levels = dict(abstract.get(name, {}))
        restarts = {}
        for override in each.findall(f"{_W}lvlOverride"):
            at = _number(override.get(f"{_W}ilvl"), 0)
            if (start := override.find(f"{_W}startOverride")) is not None:
                restarts[at] = _number(start.get(f"{_W}val"), 1)
            if (own := override.find(f"{_W}lvl")) is not None:
                levels[at] = _level(own)
        found[each.get(f"{_W}numId", "")] = (name, levels, restarts)
    return found


def _level(element: etree._Element) -> _Level:
    form, text, start = (element.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start"))
    return _Level(
        form.get(f"{_W}val", "decimal") if form is not None else "decimal",
        text.get(f"{_W}val", "")[:_LONGEST_LABEL] if text is not None else "",
        _number(start.get(f"{_W}val"), 1) if start is not None else 1,
    )


def _styles(root: etree._Element) -> dict[str, _Style]:
    default = root.find(f"{_W}docDefaults/{_W}pPrDefault/{_W}pPr/{_W}spacing")
    space = (
        _number(default.get(f"{_W}before"), 0) if default is not None else 0,
        (_number(default.get(f"{_W}after"), 0) if default is not None else 0),
    )
    raw = {
        each.get(f"{_W}styleId", ""): each
        for each in root.findall(f"{_W}style")
        if each.get(f"{_W}type") == "paragraph"
    }
    return {name: _style(element, raw, space) for name, element in raw.items()}


def _style(
    element: etree._Element, raw: Mapping[str, etree._Element], space: tuple[int, int], depth: int = 0
) -> _Style:
    name = element.find(f"{_W}name")
    based = element.find(f"{_W}basedOn")
    parent = raw.get(based.get(f"{_W}val", "")) if based is not None else None
    inherited = _style(parent, raw, space, depth + 1) if parent is not None and depth < 12 else None
    number, level = _numbered(element.find(f"{_W}pPr"))
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    spacing = element.find(f"{_W}pPr/{_W}spacing")
    before, after = inherited.space if inherited else space
    return _Style(
        name.get(f"{_W}val", "") if name is not None else "",
        number if number is not None else (inherited.number if inherited else None),
        level if level is not None else (inherited.level if inherited else 0),
        (outline is not None and outline.get(f"{_W}val") != "9") or (inherited.outline if inherited else False),
        (
            _number(spacing.get(f"{_W}before"), before) if spacing is not None else before,
            _number(spacing.get(f"{_W}after"), after) if spacing is not None else after,
        ),
        based.get(f"{_W}val") if based is not None else None,
    )


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{_W}val") not in ("0", "false", "off")


def _number(text: str | None, otherwise: int) -> int:
    try:
        return max(-10_000, min(int(float(text or "")), 1_000_000))
    except (ValueError, OverflowError):
        return otherwise

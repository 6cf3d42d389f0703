"""Items: goes through the lines once and says which are items of lists, what stands above them, and what is prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from learn.content.drafts import MOST_CLAUSES
from learn.documents.furniture import SUPERSCRIPTS
from learn.documents.headings import LONGEST_HEADING
from learn.documents.headings import Heading
from learn.documents.headings import begins_another
from learn.documents.headings import could_be_heading
from learn.documents.headings import goes_on_in_letters
from learn.documents.headings import interrupts
from learn.documents.headings import is_chapter
from learn.documents.headings import is_heading
from learn.documents.headings import is_loud
from learn.documents.headings import is_table_head
from learn.documents.headings import leads_in
from learn.documents.headings import stands_alone
from learn.documents.headings import stands_over_prose
from learn.documents.joining import joined
from learn.documents.lines import Line
from learn.documents.lines import Unreadable
from learn.documents.marks import Mark
from learn.documents.marks import as_roman
from learn.documents.marks import mark_of

COLUMN = " | "
"""Stands between the columns of a row that has become a clause."""

_GOES_ON = (":", "…", "...")


@dataclass
class Item:
    """An item while it is being read. ``under`` are the items it stands below, the outermost first."""

    mark: Mark
    words: list[str]
    place: str
    list_number: int
    under: "tuple[Item, ...]" = ()
    headings: tuple[Heading, ...] = ()
    stem: str = ""
    indent: int = 0
    auto: bool = False

    @property
    def text(self) -> str:
        """Its words, as one text."""
        return re.sub(rf"[{SUPERSCRIPTS}]+", "", joined(self.words))

    @property
    def leads(self) -> bool:
        """Whether its words begin the items below it."""
        return self.text.rstrip().endswith(_GOES_ON)


@dataclass
class Passage:
    """Lines of running prose that belong together."""

    text: str
    place: str
    headings: tuple[Heading, ...]


@dataclass
class Reader:
    """Goes through the lines once and remembers where it is."""

    lines: Sequence[Line]
    title: str = ""
    items: list[Item] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _open: list[Item] = field(default_factory=list)
    _stem: str = ""
    _lists: int = 0
    _in_prose: bool = False
    _looks: list[str] = field(default_factory=list)

    def read(self) -> "Reader":
        """Itself, when every line has been seen. Raises Unreadable when there are too many items."""
        for number, line in enumerate(self.lines):
            following = self.lines[number + 1] if number + 1 < len(self.lines) else None
            before = self.lines[number - 1] if number else None
            self._line(line, before, following)
        return self

    def _line(self, line: Line, before: Line | None, following: Line | None) -> None:
        if line.cells:
            self._row(line, before)
            return
        mark, text = mark_of(line)
        if mark is not None and self._is_item(mark, text, line, following):
            self._item(mark, text, line)
        elif mark is not None:
            self._heading(Heading(mark.value, text, self._look(mark), mark.value.count(".")))
        elif line.heading:
            self._heading(Heading("", line.text, "styled", line.indent))
        elif self._continues(line, before, following):
            self._open[-1].words.append(line.text)
        elif self._lost_its_mark(line):
            self._item(self._open[-1].mark, line.text, line)
        elif leads_in(line.text, following):
            self._leads(line.text)
        elif is_heading(line, following):
            self._heading(Heading("", line.text.rstrip(":"), "loud" if is_loud(line.text) else "plain"))
        else:
            self._says(line)

    def _is_item(self, mark: Mark, text: str, line: Line, following: Line | None) -> bool:
        if line.heading or is_chapter(mark, text, following):
            return False
        goes_on, nameable = self._goes_on(mark), could_be_heading(text)
        if nameable and mark.kind != "bullet" and stands_over_prose(text, following):
            return False
        if text.endswith(":") and goes_on_in_letters(mark, following):
            return True
        if goes_on and (text.endswith(":") or not (nameable and begins_another(mark, following))):
            return True
        return not (nameable and (begins_another(mark, following) or is_loud(text) or stands_alone(following)))

    def _goes_on(self, mark: Mark) -> bool:
        return any(mark.follows(item.mark) or as_roman(mark).follows(item.mark) for item in self._open)

    def _item(self, mark: Mark, text: str, line: Line) -> None:
        if mark.value in ("l", "I") and not self._goes_on(mark):  # as a scanner sees 1
            mark = Mark("number", "1")
        at = self._level(mark, line)
        if at is not None:
            known = self._open[at]
            mark = as_roman(mark) if known.mark.kind == "roman" else mark
            number, under, stem = known.list_number, self._open[:at], known.stem
            if self._stem:  # a new lead-in: the same list goes on under other words
                stem = self._stem
                if mark.kind == "bullet":
                    number = self._new_list()
        else:
            number = self._new_list()
            under, stem = self._parents(mark, line), self._stem
            mark = as_roman(mark) if under and mark.value == "i" else mark
        item = Item(
            mark, [text], line.place, number, tuple(under), tuple(self._headings), stem, line.indent, bool(line.mark)
        )
        self._keep(item, [*under, item])

    def _level(self, mark: Mark, line: Line) -> int | None:
        """The open item whose list this one goes on with, counted from outside."""
        for at in range(len(self._open) - 1, -1, -1):
            item = self._open[at]
            if mark.kind == "bullet" and item.mark.kind == "bullet":
                if line.indent > item.indent + 1:
                    return None
                if line.indent >= item.indent - 1 or at == 0:
                    return at
            elif mark.follows(item.mark) or as_roman(mark).follows(item.mark):
                return at
            elif mark.kind == item.mark.kind and mark.kind in ("number", "article") and not mark.first:
                return at  # a number was skipped, or printed twice
        return None

    def _parents(self, mark: Mark, line: Line) -> list[Item]:
        """The open items this new list stands below."""
        if not self._open or self._stem:
            return []
        last = self._open[-1]
        if line.gap and line.indent <= last.indent and not last.leads and "." not in mark.value:
            return []
        if mark.kind != "bullet" and mark.kind == last.mark.kind and "." not in mark.value:
            return [] if line.indent <= last.indent else list(self._open)
        return list(self._open)

    def _row(self, line: Line, before: Line | None) -> None:
        if before is None or not before.cells:
            self._new_list()
            self._open = []
            if is_table_head(line.cells):
                return
        numbered = re.fullmatch(r"(\d{1,2})[.)]?", line.cells[0])
        mark = Mark("number", numbered[1]) if numbered else Mark("bullet", "")
        words = COLUMN.join(line.cells[1:] if numbered else line.cells)
        item = Item(mark, [words], line.place, self._lists, (), tuple(self._headings), self._stem)
        self._keep(item, [item], stem=self._stem)

    def _keep(self, item: Item, opened: list[Item], stem: str = "") -> None:
        self.items.append(item)
        if len(self.items) > MOST_CLAUSES:
            raise Unreadable("too-big")
        self._open, self._stem, self._in_prose = opened, stem, False

    def _new_list(self) -> int:
        self._lists += 1
        return self._lists

    def _continues(self, line: Line, before: Line | None, following: Line | None) -> bool:
        if not self._open or line.gap or self._stem or self._in_prose:
            return False
        if self._open[-1].auto and not line.text[:1].islower():
            return False
        return not interrupts(line, before, following)

    def _lost_its_mark(self, line: Line) -> bool:
        """Whether a scanner dropped the bullet: the list had not ended, and the line goes on in the same way."""
        if not self._open or self._stem or self._in_prose or not line.text[:1].islower():
            return False
        return line.gap and self._open[-1].mark.kind == "bullet" and self._open[-1].text.endswith((";", ","))

    def _heading(self, heading: Heading) -> None:
        if not self.title and not heading.number and not self.items and not self._headings:
            self.title, self._headings = heading.text, [heading]
        else:
            over = [each for each in self._headings if each.text != self.title and self._stands_over(each, heading)]
            self._headings = [*over, heading]
        self._open, self._stem, self._in_prose = [], "", False

    def _look(self, mark: Mark) -> str:
        """What a numbered heading looks like. I is a roman number, and V too where there are others."""
        mark = as_roman(mark) if mark.value == "I" or "roman upper" in self._looks else mark
        return f"{mark.kind} upper" if mark.value.isupper() else mark.kind

    def _stands_over(self, upper: Heading, lower: Heading) -> bool:
        """Whether the first is of a higher level: what looks as the document's first headings do is the highest."""
        for heading in (upper, lower):
            if heading.look not in self._looks:
                self._looks.insert(0 if heading.look == "loud" else len(self._looks), heading.look)
        ranks = [(self._looks.index(heading.look), heading.level) for heading in (upper, lower)]
        return ranks[0] < ranks[1]

    def _leads(self, text: str) -> None:
        if not self._headings or (self._open and self._open[-1].indent == 0):
            self._open = []
        self._stem, self._in_prose = text, False

    def _says(self, line: Line) -> None:
        if not self.title and not self.items and len(line.text.split()) <= LONGEST_HEADING and not self.prose:
            self.title = line.text
            return
        headings = tuple(self._headings)
        if self.prose and self._in_prose and not line.gap and self.prose[-1].headings == headings:
            self.prose[-1].text = joined([self.prose[-1].text, line.text])
        else:
            self.prose.append(Passage(line.text, line.place, headings))
        self._stem, self._in_prose = "", True

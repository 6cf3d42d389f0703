"""What is taught where, on paper: every line whole, however many there are, and each page says what it is about."""

from dataclasses import dataclass
from datetime import date

import pytest

from learn.content.grid import Cells
from learn.content.grid import Part
from learn.content.grid import Row
from learn.content.grid import Table
from learn.prints.papers import Overview
from learn.prints.papers import Unprintable
from learn.prints.papers import overview
from tests.papers import tables_of
from tests.prints.test_papers import assert_off_the_rim
from tests.prints.test_papers import bits
from tests.prints.test_papers import sizes
from tests.prints.test_papers import text

ON_ITS_SIDE = (297, 210)
LEADING: dict[Part, tuple[int, int]] = {"agreements": (2, 6), "lessons": (2, 6), "programmes": (3, 7), "taught": (2, 6)}
SENTENCE = "Wij vragen het eerst aan wie op de foto staat en wachten op het antwoord"
AUTUMN = date(2026, 10, 7)


@dataclass(frozen=True)
class Line(Row):
    """A line of invented words."""

    said: Cells

    @property
    def cells(self) -> Cells:
        return self.said


def table(part: Part, lines: int, blocks: int = 1, sentence: str = "Kort.") -> Table:
    """Blocks of so many lines, with a sentence in each cell that is not said once for the block."""
    leading, columns = LEADING[part]
    rows = tuple(
        Line(tuple(_said(part, column, block, f"{sentence} {line}") for column in range(columns)))
        for block in range(blocks)
        for line in range(lines)
    )
    return Table(part, f"Over {part}?", tuple(f"Kop {number}" for number in range(columns)), leading, rows)


def printed(*tables: Table, notes: tuple[str, ...] = ("Zo lees je dit.",)) -> bytes:
    return overview(Overview("De Bron", "2026-2027", "Protocol", AUTUMN, tuple((each, notes) for each in tables)))


def words_of(made: bytes) -> list[str]:
    return [" ".join(bit.words for bit in page) for page in bits(made)]


@pytest.mark.parametrize("part", LEADING)
@pytest.mark.parametrize(
    ("lines", "blocks", "sentence"), [(1, 40, "Kort."), (3, 12, SENTENCE), (30, 1, SENTENCE), (6, 1, 9 * SENTENCE)]
)
def test_every_line_is_read_back_whole_from_paper_on_its_side(
    part: Part, lines: int, blocks: int, sentence: str
) -> None:
    wanted = table(part, lines, blocks, sentence)
    made = printed(wanted)

    assert tables_of(made) == [[wanted.head, *wanted.cells]]
    assert set(sizes(made)) == {ON_ITS_SIDE}
    assert_off_the_rim(made)


@pytest.mark.parametrize("part", LEADING)
def test_no_page_begins_without_what_its_lines_are_about(part: Part) -> None:
    made = printed(table(part, 40, 1, SENTENCE))

    pages = words_of(made)
    assert len(pages) > 2
    assert all("blok 0" in page and "Kop 0" in page for page in pages)


def test_a_heading_stands_above_its_table_and_not_at_the_foot_of_the_page_before() -> None:
    for lines in range(8, 20):
        made = printed(table("agreements", 1, lines, SENTENCE), table("taught", 4, 2, SENTENCE))

        (page,) = [words for words in words_of(made) if "Over taught" in words]
        assert "blok 0" in page.partition("Over taught")[2]


def test_a_table_without_lines_is_its_sentences_alone() -> None:
    made = printed(table("agreements", 0), table("taught", 1), notes=("Er is nog niets.",))

    assert len(tables_of(made)) == 1
    assert text(made).count("Er is nog niets.") == 2


def test_it_is_the_same_paper_for_the_same_words() -> None:
    assert printed(table("taught", 3)) == printed(table("taught", 3))


def test_what_no_font_prints_is_refused() -> None:
    with pytest.raises(Unprintable):
        printed(table("programmes", 1, 1, "Week 李"))


def _said(part: Part, column: int, block: int, sentence: str) -> str:
    if column < LEADING[part][0]:
        return f"blok {block}"
    return "7" if (part, column) == ("agreements", 3) else sentence  # a year group, in a column for no more

"""PDF: lines put together again that the edge of the page broke, headings by how they look, and scans told as such."""

import typst

from learn.documents import files
from learn.documents.clauses import find
from learn.documents.lines import Line
from learn.prints.names import FONTS

PAGE = """\
#set page(width: 100mm, height: 120mm, margin: 12mm, footer: [Pagina #context counter(page).display()])
#set text(font: "Noto Sans", size: 10pt)
"""


def printed(source: str) -> bytes:
    """A PDF of this Typst source."""
    return typst.compile((PAGE + source).encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


def read(source: str) -> tuple[Line, ...]:
    return files.lines(printed(source))


def test_a_sentence_that_ran_over_the_edge_is_one_line_again() -> None:
    found = read(
        "1. Een foto van iemand anders delen wij alleen als die persoon het zelf ook echt goedvindt.\n\n"
        "2. Wij vragen het eerst."
    )

    assert [line.text for line in found][:2] == [
        "1. Een foto van iemand anders delen wij alleen als die persoon het zelf ook echt goedvindt.",
        "2. Wij vragen het eerst.",
    ]


def test_a_larger_or_bold_line_is_a_heading() -> None:
    found = read("#text(size: 16pt)[Internetafspraken]\n\n*In de klas*\n\nGewone tekst op deze bladzijde.")

    assert [line.heading for line in found][:3] == [True, True, False]


def test_an_item_that_goes_on_on_the_next_page_is_one_clause_and_page_numbers_are_none() -> None:
    rules = "\n\n".join(
        f"{number}. Afspraak nummer {number} is er een die over twee hele regels op het blad loopt, zodat hij past."
        for number in range(1, 13)
    )

    clauses = find(read(f"= Afspraken\n\n{rules}")).clauses

    assert [clause.ref for clause in clauses] == [str(number) for number in range(1, 13)]
    assert all(clause.text.endswith("zodat hij past.") for clause in clauses)


def test_rows_of_a_ruled_table_keep_their_columns() -> None:
    found = read("#table(columns: 2, [Wat], [Afspraak], [Telefoon], [Uit en in de tas], [Foto], [Eerst vragen])")

    assert [line.cells for line in found if line.cells] == [
        ("Wat", "Afspraak"),
        ("Telefoon", "Uit en in de tas"),
        ("Foto", "Eerst vragen"),
    ]

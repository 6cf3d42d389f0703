"""OpenDocument texts: lists inside lists, headings, rows, and what is not part of the text."""

from learn.documents import odt
from learn.documents.lines import Line
from tests.documents.office import odt as document

NUMBERED = """<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="3"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<style:style style:name="Los" style:family="paragraph">
<style:paragraph-properties fo:margin-top="0.5cm"/></style:style>"""


def read(body: str) -> tuple[Line, ...]:
    return odt.read(document(body, NUMBERED))


def items(*texts: str, style: str = "L1", more: str = "") -> str:
    inside = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}"{more}>{inside}</text:list>'


def marked(body: str) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in read(body)]


def test_the_numbers_of_a_list_are_counted() -> None:
    assert marked(items("eerst", "dan")) == [("1.", "eerst"), ("2.", "dan")]


def test_each_list_begins_anew_unless_it_says_that_it_goes_on() -> None:
    body = items("a", "b") + items("c") + items("d", more=' text:continue-numbering="true"')

    assert [mark for mark, _ in marked(body)] == ["1.", "2.", "1.", "2."]


def test_a_list_in_a_list_has_letters_of_its_own() -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>boven</text:p><text:list>'
        "<text:list-item><text:p>eerste</text:p></text:list-item><text:list-item><text:p>tweede</text:p></text:list-item>"
        "</text:list></text:list-item><text:list-item><text:p>verder</text:p></text:list-item></text:list>"
    )

    assert [mark for mark, _ in marked(body)] == ["1.", "a)", "b)", "2."]


def test_bullets_have_no_number() -> None:
    assert marked(items("punt", style="L2")) == [("•", "punt")]


def test_headings_and_white_space_are_seen() -> None:
    found = read(
        "<text:h>Afspraken</text:h><text:p>een</text:p><text:p/><text:p>twee</text:p>"
        '<text:p text:style-name="Los">drie</text:p>'
    )

    assert [(line.text, line.heading, line.gap) for line in found] == [
        ("Afspraken", True, True),
        ("een", False, False),
        ("twee", False, True),
        ("drie", False, True),
    ]


def test_notes_contents_and_struck_out_text_are_left_alone() -> None:
    body = (
        "<text:tracked-changes><text:p>geschrapt</text:p></text:tracked-changes>"
        "<text:table-of-content><text:p>Inhoud 1</text:p></text:table-of-content>"
        "<text:p>Regel<text:note><text:note-body><text:p>voetnoot</text:p></text:note-body></text:note> een</text:p>"
    )

    assert [line.text for line in read(body)] == ["Regel een"]


def test_rows_of_a_table_keep_their_columns() -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    body = f"<table:table>{row('Wat', 'Afspraak')}{row('Foto', 'Vragen')}</table:table>"

    assert [line.cells for line in read(body)] == [("Wat", "Afspraak"), ("Foto", "Vragen")]


def test_numbers_that_are_none_are_passed_over() -> None:
    styles = (
        '<text:list-style style:name="L"><!-- van hand --><text:list-level-style-number text:level="²"/>'
        '<text:list-level-style-number text:level="1" style:num-format="1" text:start-value="²"/></text:list-style>'
    )
    body = (
        '<text:list text:style-name="L"><text:list-item text:start-value="³"><text:p>eerst</text:p></text:list-item>'
        f'<text:list-item text:start-value="{"9" * 5000}"><text:p>dan</text:p></text:list-item></text:list>'
    )

    assert [(line.mark, line.text) for line in odt.read(document(body, styles))] == [("1.", "eerst"), ("2.", "dan")]


def test_the_rows_of_a_table_in_a_table_are_read_once() -> None:
    def table(inside: str) -> str:
        row = f"<table:table-row><table:table-cell>{inside}</table:table-cell></table:table-row>"
        return f"<table:table>{row}</table:table>"

    assert [line.text for line in read(table(table(table("<text:p>Regel</text:p>"))))] == ["Regel"]

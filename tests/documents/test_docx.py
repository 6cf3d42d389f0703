"""Word documents: the numbers that stand nowhere in the text, and what is a heading, a row, a line."""

from learn.documents import docx
from learn.documents.lines import Line
from tests.documents.office import W
from tests.documents.office import docx as word
from tests.documents.office import paragraph
from tests.documents.office import table


def marked(*body: str) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in docx.read(word(*body))]


def lines(*body: str) -> tuple[Line, ...]:
    return docx.read(word(*body))


def test_the_numbers_of_a_list_are_counted_as_word_shows_them() -> None:
    found = marked(paragraph("Eerst", 1), paragraph("Dan", 1), paragraph("Daarna", 1))

    assert found == [("1.", "Eerst"), ("2.", "Dan"), ("3.", "Daarna")]


def test_a_deeper_level_counts_by_itself_and_begins_anew_below_the_next_item() -> None:
    found = marked(
        paragraph("Eén", 1),
        paragraph("eerste", 1, 1),
        paragraph("tweede", 1, 1),
        paragraph("dieper", 1, 2),
        paragraph("Twee", 1),
        paragraph("weer eerste", 1, 1),
    )

    assert [mark for mark, _ in found] == ["1.", "a)", "b)", "1.b.1", "2.", "a)"]


def test_a_list_that_begins_anew_does_so_once() -> None:
    found = marked(paragraph("a", 1), paragraph("b", 1), paragraph("c", 3), paragraph("d", 3))

    assert [mark for mark, _ in found] == ["1.", "2.", "1.", "2."]


def test_text_between_items_does_not_stop_the_counting() -> None:
    found = marked(paragraph("a", 1), paragraph("Een toelichting."), paragraph("b", 1))

    assert found == [("1.", "a"), ("", "Een toelichting."), ("2.", "b")]


def test_bullets_are_bullets_and_a_style_can_number_too() -> None:
    found = marked(paragraph("punt", 2), paragraph("genummerd door de stijl", style="Lijst"))

    assert found == [("•", "punt"), ("1.", "genummerd door de stijl")]


def test_a_paragraph_that_was_taken_out_of_its_list_has_no_mark() -> None:
    taken_out = '<w:pPr><w:pStyle w:val="Lijst"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    plain = f"<w:p>{taken_out}<w:r><w:t>los</w:t></w:r></w:p>"

    assert marked(plain) == [("", "los")]


def test_headings_are_known_by_their_style_or_because_all_of_them_is_bold() -> None:
    found = lines(
        paragraph("Afspraken", style="Kop1"),
        paragraph("In de klas", bold=True),
        paragraph("Dit is vet en een hele zin.", bold=True),
        paragraph("Gewoon"),
    )

    assert [line.heading for line in found] == [True, True, False, False]


def test_what_was_struck_out_is_not_read_and_what_was_put_in_is() -> None:
    edited = (
        "<w:p><w:r><w:t>Telefoons zijn </w:t></w:r><w:del><w:r><w:delText>thuis</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>in de tas</w:t></w:r></w:ins></w:p>"
    )

    assert marked(edited) == [("", "Telefoons zijn in de tas")]


def test_an_empty_paragraph_and_white_space_part_what_stands_below() -> None:
    spaced = '<w:p><w:pPr><w:spacing w:before="240"/></w:pPr><w:r><w:t>ver</w:t></w:r></w:p>'

    found = lines(paragraph("een"), paragraph("twee"), paragraph(""), paragraph("drie"), spaced)

    assert [line.gap for line in found] == [True, False, True, True]


def test_rows_of_a_table_keep_their_columns() -> None:
    found = lines(table(("Wat", "Afspraak"), ("Telefoon", "In de tas"), ("Foto’s", "Eerst vragen")))

    assert [line.cells for line in found] == [
        ("Wat", "Afspraak"),
        ("Telefoon", "In de tas"),
        ("Foto’s", "Eerst vragen"),
    ]


def test_a_table_that_only_puts_things_side_by_side_is_read_as_text() -> None:
    one_column = table(("Regel een",), ("Regel twee",))

    assert [(line.text, line.cells) for line in lines(one_column)] == [("Regel een", ()), ("Regel twee", ())]


def test_a_line_broken_by_hand_is_two_lines_and_only_the_first_has_the_mark() -> None:
    broken = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>boven</w:t><w:br/><w:t>onder</w:t></w:r></w:p>"
    )

    assert marked(broken) == [("1.", "boven"), ("", "onder")]


def test_a_level_no_list_has_is_the_deepest_and_a_number_too_large_for_letters_is_written_as_one() -> None:
    far = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    body = (paragraph("eerst", 1), paragraph("diep", 1, 999_999))

    found = docx.read(word(*body, **{"word/numbering.xml": far}))

    assert [(line.mark, line.text) for line in found] == [("999999)", "eerst"), ("•", "diep")]

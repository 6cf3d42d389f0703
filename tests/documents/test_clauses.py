"""From lines to clauses: which items a document has, and what each is called."""

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from learn.documents.clauses import Found
from learn.documents.clauses import RawClause
from learn.documents.clauses import find
from learn.documents.lines import Line
from learn.documents.text import from_text


def _find(text: str) -> Found:
    return find(from_text(dedent(text)))


def _clauses(text: str) -> list[tuple[str, str]]:
    return [(clause.ref, clause.text) for clause in _find(text).clauses]


def _refs(text: str) -> list[str]:
    return [clause.ref for clause in _find(text).clauses]


def _texts(text: str) -> list[str]:
    return [clause.text for clause in _find(text).clauses]


def _named(text: str, ref: str) -> RawClause:
    return next(clause for clause in _find(text).clauses if clause.ref == ref)


# ---- Which words are a clause


def test_every_item_of_a_list_is_a_clause() -> None:
    text = """\
        Telefoonregels

        1. Je telefoon zit in je tas.
        2. Bellen doe je bij de conciërge.
        """

    assert _clauses(text) == [("1", "Je telefoon zit in je tas."), ("2", "Bellen doe je bij de conciërge.")]


def test_a_clause_tells_where_it_stands() -> None:
    assert [each.place for each in _find("Regels\n\n- Doe dit.\n- Doe dat.\n").clauses] == ["line 3", "line 4"]


def test_lines_below_an_item_belong_to_it() -> None:
    text = """\
        1. Je telefoon zit
        de hele dag in je tas.
        2. Je horloge mag om.
        """

    assert _texts(text)[0] == "Je telefoon zit de hele dag in je tas."


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    text = """\
        1. Je gaat zuinig om met de laptop-
        tas en de oplader.
        2. Foto-
        en filmwerk doe je buiten.
        """

    assert _texts(text) == ["Je gaat zuinig om met de laptoptas en de oplader.", "Foto- en filmwerk doe je buiten."]


def test_running_prose_beside_lists_is_no_clause() -> None:
    text = """\
        Mediaregels

        Kinderen mogen veel, maar niet alles. Daarom staan hier regels.

        - Vraag het eerst.
        - Ruim je spullen op.

        Wij wensen iedereen een goed jaar.
        """

    assert _texts(text) == ["Vraag het eerst.", "Ruim je spullen op."]


def test_prose_that_runs_on_behind_a_list_is_no_part_of_its_last_item() -> None:
    text = """\
        - Vraag het eerst.
        - Ruim je spullen op.

        De regels hangen in de gang en worden
        elk jaar opnieuw bekeken door iedereen.
        """

    assert _texts(text)[-1] == "Ruim je spullen op."


def test_an_item_with_a_list_of_its_own_is_a_clause_and_so_is_each_below_it() -> None:
    text = """\
        1. Op school gelden drie regels voor beeld:
           a. vraag het eerst;
           b. deel niets.
        2. Thuis beslissen je ouders.
        """

    assert _refs(text) == ["1", "1.a", "1.b", "2"]
    assert _named(text, "1.b").stem == "Op school gelden drie regels voor beeld:"


def test_roman_numbers_stand_below_letters() -> None:
    text = """\
        4 Gedrag

        a. Je bent beleefd.
        b. In een chat is het verboden om:
           i. te schelden;
           ii. te dreigen;
           iii. iemand na te doen.
        c. Je vraagt hulp.
        """

    assert _refs(text) == ["a", "b", "b sub i", "b sub ii", "b sub iii", "c"]


def test_the_letter_i_in_a_list_of_letters_is_no_roman_number() -> None:
    items = "\n".join(f"{letter}. Dit is regel {letter} van de klas." for letter in "abcdefghijk")

    assert _refs(f"Regels\n\n{items}\n") == list("abcdefghijk")


def test_bullets_below_a_number_are_counted() -> None:
    text = """\
        1. Dit neem je mee:
           - je tablet;
           - je oplader.
        2. Dit laat je thuis.
        """

    assert _refs(text) == ["1", "1 sub 1", "1 sub 2", "2"]


def test_a_stem_is_no_clause_and_leads_in_every_item_below_it() -> None:
    text = """\
        In de pauze

        Je mag niet:
        - filmen;
        - gamen.
        """

    assert [(each.text, each.stem) for each in _find(text).clauses] == [
        ("filmen;", "Je mag niet:"),
        ("gamen.", "Je mag niet:"),
    ]


def test_the_rows_of_a_table_are_clauses_and_its_head_is_none() -> None:
    text = """\
        Overzicht

        | Wat | Regel |
        |-----|-------|
        | Telefoon | In de kluis. |
        | Printer | Eerst vragen. |
        """

    assert _texts(text) == ["Telefoon | In de kluis.", "Printer | Eerst vragen."]


def test_the_number_of_a_row_is_its_mark() -> None:
    text = (
        "Wie doet wat\nNr\tAfspraak\tVoor wie\n1\tMeekijken met je kind\touders\n2\tVragen stellen in de klas\tteam\n"
    )

    assert _texts(text) == ["Meekijken met je kind | ouders", "Vragen stellen in de klas | team"]


@pytest.mark.parametrize("note", ["¹ Ook een horloge is een toestel.", "[1] Ook een horloge is een toestel."])
def test_a_footnote_is_no_part_of_an_item(note: str) -> None:
    assert _texts(f"1. Je toestel¹ is uit.\n{note}\nDat geldt altijd.\n\n2. Je vraagt hulp.\n") == [
        "Je toestel is uit.",
        "Je vraagt hulp.",
    ]


def test_a_contents_page_has_no_clauses() -> None:
    text = """\
        Inhoud
        1 Telefoons ........ 2
        2 Foto's ........... 3

        1 Telefoons

        - Je telefoon is uit.
        - Je horloge ook.

        2 Foto's

        - Je vraagt het eerst.
        """

    assert _texts(text) == ["Je telefoon is uit.", "Je horloge ook.", "Je vraagt het eerst."]


def test_a_page_that_ends_inside_an_item_does_not_break_it() -> None:
    header = "Basisschool Het Zonnedal      Mediaregels"
    text = f"""\
{header}

1. Je telefoon ligt de hele schooldag

2

{header}

in de kluis bij de deur.
2. Je horloge mag om.

3

{header}

3. Je tablet blijft in de klas.
"""

    assert _texts(text) == [
        "Je telefoon ligt de hele schooldag in de kluis bij de deur.",
        "Je horloge mag om.",
        "Je tablet blijft in de klas.",
    ]


@pytest.mark.parametrize(
    "line",
    ["Naam: ................", "Handtekening ouder: ________", "Datum:", "______________", "- 3 -", "Pagina 2 van 4"],
)
def test_lines_to_sign_on_and_page_numbers_are_no_clauses(line: str) -> None:
    assert _texts(f"- Je telefoon is uit.\n- Je horloge ook.\n{line}\n") == ["Je telefoon is uit.", "Je horloge ook."]


def test_what_a_word_means_is_no_clause() -> None:
    text = """\
        Artikel 1 Begrippen
        a. toestel: elk apparaat met een scherm;
        b. ouder: wie voor een leerling zorgt.

        Artikel 2 Gebruik
        1. Toestellen staan uit.
        2. Ouders bellen de school.
        """

    assert _texts(text) == ["Toestellen staan uit.", "Ouders bellen de school."]


def test_numbers_as_a_scanner_sees_them() -> None:
    marks = ["l", *"23456789", "1O", "l1"]
    items = "\n".join(f"{mark}. Regel nummer {mark} van de school." for mark in marks)

    assert _refs(f"REGELS\n\n{items}\n") == [str(number) for number in range(1, 12)]


def test_a_bullet_that_a_scanner_lost() -> None:
    text = """\
        Ik beloof dat ik

        - mijn wachtwoord bewaar;

        - niemand uitscheld;

        hulp haal als het nodig is.
        """

    assert _texts(text) == ["mijn wachtwoord bewaar;", "niemand uitscheld;", "hulp haal als het nodig is."]


# ---- Headings


def test_an_article_is_a_heading_even_when_its_title_looks_like_a_verb() -> None:
    text = """\
        Artikel 1 Gebruik van toestellen
        1. Toestellen staan uit.
        2. Horloges ook.

        Artikel 2 Beeld
        1. Filmen mag niet.
        """

    assert _refs(text) == ["1.1", "1.2", "2.1"]


def test_a_heading_of_the_same_look_ends_those_below_the_one_before() -> None:
    text = """\
        Mediaplan

        Inleiding

        Wij gaan wijs om met media, en dat leggen we hier uit.

        Media in de klas:

        A. Voor leerlingen

        1. De tablet blijft in de klas.

        B. Voor ouders

        1. De groepsapp blijft netjes.

        Gevolgen:

        1. Wie zich misdraagt, maakt het goed.
        2. Bij herhaling volgt een gesprek.
        """

    assert _find(text).clauses[1].headings == ("Media in de klas", "Voor ouders")
    assert _find(text).clauses[-1].headings == ("Gevolgen",)


def test_a_smaller_heading_of_markdown_stands_below_a_bigger_one() -> None:
    text = """\
        # Mediacode

        ## Afspraken voor ouders

        ### Thuis

        - Kijk mee.
        - Praat erover.
        """

    assert _find(text).clauses[0].headings == ("Afspraken voor ouders", "Thuis")


def test_the_title_and_the_words_before_the_first_clause() -> None:
    found = _find("Mediacode De Kiem\n\nDeze code is voor iedereen.\n\n- Kijk mee.\n- Praat erover.\n")

    assert found.title == "Mediacode De Kiem"
    assert found.opening == "Mediacode De Kiem\nDeze code is voor iedereen."


def test_a_number_over_a_paragraph_is_a_heading() -> None:
    text = """\
        Mediaplan

        1. Inleiding
        Media horen erbij. Daarom is dit plan er.

        2. Regels
        - Je telefoon is uit.
        - Je horloge ook.
        """

    assert _refs(text) == ["Regels 1", "Regels 2"]


def test_a_number_behind_bullets_begins_a_new_chapter() -> None:
    text = """\
        1. Telefoons
        - Je telefoon is uit.

        2. Beeld
        - Vraag het eerst.
        """

    assert [each.headings for each in _find(text).clauses] == [("Telefoons",), ("Beeld",)]


def test_roman_chapters_stand_beside_each_other() -> None:
    text = """\
        Mediaplan

        I. Kinderen
        a) De telefoon is uit.

        II. Ouders
        a) De groepsapp blijft netjes.
        b) Klachten komen op school.
        """

    assert [each.headings for each in _find(text).clauses] == [("Kinderen",), ("Ouders",), ("Ouders",)]


# ---- Refs


def test_one_numbering_through_the_whole_document_needs_no_heading() -> None:
    text = """\
        Telefoon

        1. De telefoon is uit.
        2. Het horloge mag om.

        Foto's

        3. Vraag het eerst.
        """

    assert _refs(text) == ["1", "2", "3"]


def test_numbers_that_begin_again_are_named_for_their_heading() -> None:
    text = """\
        Telefoon

        1. De telefoon is uit.
        2. Het horloge mag om.

        Foto's

        1. Vraag het eerst.
        """

    assert _refs(text) == ["Telefoon 1", "Telefoon 2", "Foto's 1"]


def test_a_numbered_list_among_others_is_named_for_its_heading() -> None:
    text = """\
        Telefoon

        - De telefoon is uit.

        Foto's

        1. Vraag het eerst.
        2. Deel niets.
        """

    assert _refs(text) == ["Telefoon 1", "Foto's 1", "Foto's 2"]


def test_a_heading_with_a_letter_goes_before_the_number() -> None:
    text = """\
        A. Voor kinderen

        1. De telefoon is uit.

        B. Voor ouders

        1. Bel de school.
        2. Lees de brief.
        """

    assert _refs(text) == ["A.1", "B.1", "B.2"]


def test_long_headings_are_shortened() -> None:
    text = """\
        Afspraken over het gebruik van de telefoon

        - De telefoon is uit.

        Beeld en geluid

        - Vraag het eerst.
        """

    assert _refs(text) == ["Afspraken 1", "Beeld 1"]


def test_a_heading_in_capitals_is_not_shouted() -> None:
    assert _refs("MIJN PLAN\n\n- Ik help.\n\nICT\n\n- Ik vraag hulp.\n") == ["Mijn plan 1", "ICT 1"]


def test_headings_that_begin_alike_are_told_apart() -> None:
    text = """\
        Regels voor kinderen

        - De telefoon is uit.

        Regels voor het team

        - De telefoon is stil.
        - De tas is dicht.
        """

    assert _refs(text) == ["Regels voor kinderen 1", "Regels voor het team 1", "Regels voor het team 2"]


def test_several_lists_under_one_heading_are_named_for_their_stems() -> None:
    text = """\
        In de pauze

        Je mag wel:
        - voetballen;

        Je mag niet:
        - filmen;
        - gamen.
        """

    assert _refs(text) == ["Je mag wel 1", "Je mag niet 1", "Je mag niet 2"]


def test_stems_that_begin_alike_are_told_apart() -> None:
    text = """\
        Online

        Zo doe ik het op de tablet

        - Ik log uit.

        Zo doe ik het op mijn telefoon

        - Ik zet hem uit.
        """

    assert len({ref.rpartition(" ")[0] for ref in _refs(text)}) == 2
    assert all(ref.endswith(" 1") for ref in _refs(text))


def test_the_same_number_twice_gets_a_count() -> None:
    assert _refs("1. Kijk mee.\n2. Praat erover.\n2. Vraag hulp.\n") == ["1", "2", "2 (2)"]


def test_articles_keep_their_own_numbers() -> None:
    assert _refs("5.1 Kijk mee.\n5.2 Praat erover.\n5.2.1 Ook thuis.\n") == ["5.1", "5.2", "5.2.1"]


# ---- Prose


PROSE = """\
    Mediabrief

    Onze school vindt wijs omgaan met media belangrijk. Telefoons blijven de hele dag in de tas. Een kind
    dat iets naars ziet, vertelt dat aan de meester. Wij hopen dat dit genoeg is.

    Mag dat altijd? Het smartphonescherm van een ander gaat niemand iets aan. Ouders kijken thuis mee. Met deze
    brief willen wij iedereen op weg helpen.
    """


def test_in_prose_every_sentence_that_asks_something_is_a_clause() -> None:
    assert _clauses(PROSE) == [
        ("zin 1", "Telefoons blijven de hele dag in de tas."),
        ("zin 2", "Een kind dat iets naars ziet, vertelt dat aan de meester."),
        ("zin 3", "Het smartphonescherm van een ander gaat niemand iets aan."),
        ("zin 4", "Ouders kijken thuis mee."),
    ]


def test_a_document_of_prose_says_so() -> None:
    assert _find(PROSE).prose
    assert not _find("- Kijk mee.\n- Praat erover.\n").prose


def test_an_empty_document_has_no_clauses() -> None:
    assert find(()) == Found("", (), prose=True)


# ---- Whatever comes in

WORDS = st.sampled_from(
    [
        *(
            "Je",
            "telefoon",
            "is",
            "uit.",
            "Leerlingen",
            "ouders",
            "mogen",
            "niet:",
            "filmen;",
            "en",
            "Artikel",
            "Inhoud",
        ),
        *("de-", "klas", "REGELS", "…", "¹", "|", "ik?", "a", "i", "v", "l", "O"),
    ]
)
HEADS = st.sampled_from(
    ["", "1. ", "2. ", "3) ", "1.1 ", "a. ", "b. ", "i. ", "ii. ", "l0. ", "- ", "• ", "o ", "Artikel 1 ", "# ", "¹ "]
)
SENTENCES = st.builds(lambda head, words: head + " ".join(words), HEADS, st.lists(WORDS, max_size=12))
LINES = st.builds(
    Line,
    st.one_of(SENTENCES, st.text(max_size=30).map(lambda text: " ".join(text.split()))),
    st.integers(1, 999).map("line {}".format),
    mark=st.sampled_from(["", "", "", "1.", "b)", "-", "?"]),
    indent=st.integers(0, 8),
    gap=st.booleans(),
    heading=st.sampled_from([False, False, False, True]),
    cells=st.one_of(
        st.just(()),
        st.just(()),
        st.lists(st.sampled_from(["1", "2.", "Telefoon", "uit."]), min_size=2, max_size=3).map(tuple),
    ),
)
DOCUMENTS = st.lists(LINES, max_size=25)


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_no_two_clauses_have_the_same_ref(lines: list[Line]) -> None:
    refs = [clause.ref for clause in find(lines).clauses]

    assert len(set(refs)) == len(refs)


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_the_words_of_clauses_come_from_the_document_in_its_order(lines: list[Line]) -> None:
    said = iter(_letters(" ".join(part for line in lines for part in (line.cells or (line.text,)))))

    # Each letter is looked for behind the one before.
    assert all(letter in said for clause in find(lines).clauses for letter in _letters(clause.text))


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_can_be_read(text: str) -> None:
    find(from_text(text))


def _letters(text: str) -> str:
    return re.sub(r"[\W_¹²³⁴-⁹]", "", text)


def test_what_stands_below_an_item_that_says_what_a_word_means_asks_nothing_either() -> None:
    lines = (
        Line("Telefoons", "line 1", heading=True),
        Line("Wij verstaan onder:", "line 2"),
        Line("een toestel dat belt.", "line 3", mark="1."),
        Line("ook een horloge", "line 4", mark="a)", indent=4),
        Line("Regels", "line 5", heading=True, gap=True),
        Line("Ik vraag het eerst.", "line 6", mark="1."),
        Line("Ik vertel het.", "line 7", mark="2."),
    )

    assert [clause.text for clause in find(lines).clauses] == ["Ik vraag het eerst.", "Ik vertel het."]


def test_a_list_of_fifty_levels_is_read_as_fast_as_any() -> None:
    nested = "\n".join(f"{'    ' * level}- Ik vraag het eerst, {level} keer." for level in range(50))

    assert len(find(from_text(nested)).clauses) == 50

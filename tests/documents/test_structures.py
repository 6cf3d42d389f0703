"""Lists in the forms schools give them: which lines are clauses, and what each is called."""

import pytest

from learn.documents import files
from learn.documents.clauses import find

STRUCTURES = {
    "a number, letters and bullets below each other": (
        """
        Internetregels

        1. Op de computer:
           a) werk ik aan mijn taak;
           b) laat ik uit:
              • de camera;
              • het geluid.
        2. Ik log uit.
        """,
        ["1", "1.a", "1.b", "1.b sub 1", "1.b sub 2", "2"],
    ),
    "roman numbers below a letter": (
        """
        Gedragscode

        1. Leerlingen mogen niet:
           a. foto's maken, ook niet:
              i. in de kleedkamer;
              ii. op het plein;
           b. filmen.
        2. Ouders filmen niet.
        """,
        ["1", "1.a", "1.a sub i", "1.a sub ii", "1.b", "2"],
    ),
    "articles with members": (
        """
        Statuut

        Artikel 2 Leerlingen
        1. Leerlingen houden hun wachtwoord geheim.
        2. Leerlingen downloaden niets.

        Artikel 3 Ouders
        1. Ouders filmen niet.
        2. Ouders schelden niet.
        """,
        ["2.1", "2.2", "3.1", "3.2"],
    ),
    "articles that are sentences": (
        """
        Reglement

        Artikel 1. Leerlingen houden hun wachtwoord geheim.
        Artikel 2. Leerlingen downloaden niets.
        Artikel 3. Leerlingen filmen niet.
        """,
        ["1", "2", "3"],
    ),
    "sections": (
        """
        Gedragsregels

        § 1 Leerlingen
        1. Leerlingen schelden niet.
        2. Leerlingen filmen niet.

        § 2 Ouders
        1. Ouders filmen niet.
        2. Ouders bellen niet in de klas.
        """,
        ["1.1", "1.2", "2.1", "2.2"],
    ),
    "sections that are sentences": (
        """
        Gedragsregels

        § 1. Leerlingen schelden niet.
        § 2. Leerlingen filmen niet.
        """,
        ["1", "2"],
    ),
    "questions over bullets": (
        """
        Vragen over mobieltjes

        Mag ik bellen?
        • Alleen met toestemming.
        • Nooit in de les.

        Mag ik filmen?
        • Nee, nooit.
        • Ook niet op het plein.
        """,
        ["Mag ik bellen 1", "Mag ik bellen 2", "Mag ik filmen 1", "Mag ik filmen 2"],
    ),
    "numbered headings over bullets": (
        """
        Afspraken

        1. Telefoons
        • De telefoon gaat uit.
        • De telefoon zit in de tas.

        2. Foto's
        • Wij vragen het eerst.
        • Wij plaatsen niets.
        """,
        ["Telefoons 1", "Telefoons 2", "Foto's 1", "Foto's 2"],
    ),
    "numbering that begins again below each heading": (
        """
        Mijn afspraken

        Op school
        1. Ik vraag het eerst.
        2. Ik log uit.

        Thuis
        1. Ik vertel wat ik zag.
        2. Ik ga op tijd slapen.
        """,
        ["Op school 1", "Op school 2", "Thuis 1", "Thuis 2"],
    ),
    "numbering that goes on below the next heading": (
        """
        Mijn afspraken

        Op school
        1. Ik vraag het eerst.
        2. Ik log uit.

        Thuis
        3. Ik vertel wat ik zag.
        4. Ik ga op tijd slapen.
        """,
        ["1", "2", "3", "4"],
    ),
    "a list that goes on after a paragraph": (
        """
        Internetprotocol

        1. Ik vraag het eerst.
        2. Ik log uit.

        Deze regels hebben we samen met de groep gemaakt. Daarom hangen ze ook in de klas.

        3. Ik scheld niet.
        4. Ik stuur niets door.
        """,
        ["1", "2", "3", "4"],
    ),
    "items below items, set in": (
        """
        Regels

        - Ik bel niet in de klas.
            - Ook niet in de gang.
            - Ook niet op de wc.
        - Ik film niet.
        """,
        ["Regels 1", "Regels 1 sub 1", "Regels 1 sub 2", "Regels 2"],
    ),
    "two lists under their own lead-in": (
        """
        Internet bij ons

        Ik mag wel:
        - plaatjes zoeken
        - een filmpje kijken

        Ik mag niet:
        - schelden
        - filmen
        """,
        ["Ik mag wel 1", "Ik mag wel 2", "Ik mag niet 1", "Ik mag niet 2"],
    ),
    "a table": (
        """
        Overzicht

        | Waarover | Regel |
        |---|---|
        | Mobiel | Uit en in de tas |
        | Filmen | Nooit |
        """,
        ["Overzicht 1", "Overzicht 2"],
    ),
    "deep numbers with bullets below one": (
        """
        Leefregels

        4.1 Gsm
        4.1.1 De gsm is uit.
        4.1.2 Zonder toelating mogen leerlingen niet:
        - bellen;
        - filmen.
        4.2 Internet
        4.2.1 Leerlingen loggen uit.
        4.2.2 Leerlingen schelden niet.
        """,
        ["4.1.1", "4.1.2", "4.1.2 sub 1", "4.1.2 sub 2", "4.2.1", "4.2.2"],
    ),
    "letters for chapters": (
        """
        Code

        A. Leerlingen
        1. Leerlingen schelden niet.
        2. Leerlingen filmen niet.

        B. Ouders
        1. Ouders filmen niet.
        2. Ouders bellen naar school.
        """,
        ["A.1", "A.2", "B.1", "B.2"],
    ),
}


@pytest.mark.parametrize(("text", "called"), STRUCTURES.values(), ids=STRUCTURES)
def test_every_item_is_a_clause_under_its_own_name(text: str, called: list[str]) -> None:
    lines = files.lines("\n".join(line[8:] for line in text.splitlines()).encode())

    assert [clause.ref for clause in find(lines).clauses] == called

"""Protocols to check: what a test is about in a few words, and the fullest one that a school could bring in."""

from learn.content.drafts import SOURCE
from learn.content.protocols import EVERYONE
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Party
from learn.content.protocols import Protocol
from learn.content.topics import Topics

LONGEST_REF = "Verantwoordelijkheidsafsprakenhoofdstuk"
EVERYTHING = (
    "Het is niet jouw schuld als je je aan de afspraken hield, dreigt het document bij sexting, hacken en strafbare "
    "feiten, en de school doet aangifte bij de politie en geeft een boete. Foto’s uit de krant mogen, de school ziet "
    "graag dat leerlingen iets plaatsen in de whatsappgroep onder een schuilnaam, met toestemming van de directie of "
    "de leerkracht, en het gaat alleen over berichten die met school te maken hebben"
)


def clause(ref: str, says: str, *subjects: str, binds: tuple[Party, ...] = ("pupils",), own: bool = True) -> Clause:
    """A clause of a school's own document; with ``own=False`` one that is here in our words."""
    return Clause.model_validate(
        {
            "ref": ref,
            "paraphrase": says,
            "literal": says if own else None,
            "binds": binds,
            "topics": subjects,
            "applies": "at-school",
            "show_literal": "pupils",
        }
    )


def protocol(topics: Topics, *clauses: Clause, date: str = "september 2026", title: str = "Afspraken") -> Protocol:
    document = Document(
        slug="own-1",
        title=title,
        school="De Vlieger",
        date=date,
        source=SOURCE,
        clauses=clauses or (clause("1", "Zo."),),
    )
    return Protocol(document, topics)


def fullest(topics: Topics, count: int = 400, date: str = "juni 2019") -> Protocol:
    """As many clauses as a draft may have, with the longest names, that say everything and its opposite."""
    subjects = sorted(
        each for each in topics.subjects if each.partition("/")[0] not in ("tell-an-adult", "report-harm")
    )
    said = [
        clause(
            f"{LONGEST_REF[:36]} {number:03}",
            EVERYTHING,
            subjects[number % len(subjects)],
            "photos-of-people/with-permission" if number % 2 else "not-your-fault",
            binds=EVERYONE if number % 3 else ("staff",),
        )
        for number in range(count)
    ]
    document = protocol(topics, *said, date=date).document
    longest = {"title": "Mediaprotocolwijzer " * 4, "school": "Basisschoolgemeenschap W" * 3 + "WWWWWWWW"}
    return Protocol(document.model_copy(update=longest), topics)

"""What a person is asked to look over: the document's own words, and choices that can be changed."""

import pytest

from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.library import Library
from learn.content.topics import Topic
from learn.content.topics import Topics
from learn.documents import text
from learn.documents.proposing import propose
from learn.documents.proposing import why_not_for_children
from learn.documents.reading import ReadClause
from learn.documents.reading import Reading
from learn.documents.reading import read


def proposed(library: Library, *lines: str) -> Draft:
    found = text.read("\n".join(lines).encode())
    return propose(found, read(found, library.topics), library.topics)


def of(clause: ReadClause, topics: Topics) -> DraftClause:
    return propose([], Reading("Protocol", (clause,), (), (), ()), topics).clauses[0]


def differing(library: Library) -> Topic:
    return library.topics.topic("photos-of-people")


def test_the_words_that_lead_a_list_stand_before_each_of_its_sentences(library: Library) -> None:
    draft = proposed(library, "Afspraken", "", "Ik mag niet:", "- mijn adres doorgeven", "- iemand uitschelden")

    assert [clause.literal for clause in draft.clauses] == [
        "Ik mag niet: mijn adres doorgeven",
        "Ik mag niet: iemand uitschelden",
    ]


@pytest.mark.parametrize(
    ("heading", "sentence", "applies"),
    (
        ("Afspraken", "Ik scheld niemand uit op internet.", "about-school"),
        ("Afspraken", "Ik maak op school geen foto’s.", "at-school"),
        ("Afspraken", "Op school en thuis scheld ik niemand uit.", "everywhere"),
        ("Afspraken voor thuis", "Ik scheld niemand uit op internet.", "everywhere"),
        ("Afspraken in de klas", "Ik scheld niemand uit op internet.", "at-school"),
        ("Afspraken in de klas", "Ik vertel het thuis als iets niet fijn is.", "everywhere"),
    ),
)
def test_words_tell_where_a_clause_holds_and_else_its_heading(
    library: Library, heading: str, sentence: str, applies: str
) -> None:
    draft = proposed(library, "Protocol", "", heading, f"1. {sentence}", "2. Ik vraag het eerst aan de juf.")

    assert draft.clauses[0].applies == applies


@pytest.mark.parametrize(
    ("sentence", "reason"),
    (
        ("Ik verstuur geen foto’s van anderen.", None),
        ("Ik vertel het meteen aan de juf of meester als ik iets zie dat niet fijn is.", None),
        ("Wie filmt, betaalt een boete.", "Een school mag geen boete geven."),
        ("Wie filmt, krijgt straf.", "De zin dreigt of geeft iemand de schuld (“straf”)."),
        ("Sexting is strafbaar.", "De zin dreigt of geeft iemand de schuld (“strafbaar”)."),
        ("Het is niet toegestaan om:", "De zin is niet af: de rest staat in de punten eronder."),
        ("Auteursrechtenschendingen zijn verboden.", "De zin is te lang of te moeilijk voor kinderen."),
        ("Ik " + "doe " * 25 + "dit.", "De zin is te lang of te moeilijk voor kinderen."),
    ),
)
def test_a_sentence_that_does_children_no_good_is_kept_from_them_with_the_reason(
    sentence: str, reason: str | None
) -> None:
    assert why_not_for_children(sentence) == reason


def test_a_sentence_for_adults_is_for_the_team(library: Library) -> None:
    clause = of(ReadClause("1", "Ik bel de ouders.", ("staff",), (), {}, "line 3", 0.9), library.topics)

    assert (clause.show_literal, clause.literal_reason) == ("staff", "De zin is niet voor leerlingen.")
    assert clause.place == "regel 3"


def test_where_schools_differ_and_no_stance_was_read_a_person_decides(library: Library) -> None:
    photos = differing(library)

    clause = of(ReadClause("1", "Iets over foto’s.", ("pupils",), (photos.slug,), {}, "line 3", 0.9), library.topics)

    assert clause.topics == ()
    assert clause.note and photos.about in clause.note
    assert not clause.certain


def test_signs_that_show_nothing_do_not_come_along(library: Library) -> None:
    clause = of(
        ReadClause("1", "Ik vraag\u202e het\0 eerst.", ("pupils",), (), {}, "line 3", 0.9),
        library.topics,
    )

    assert clause.literal == "Ik vraag het eerst."


def test_what_clauses_contradict_is_told_in_sentences_and_follows_what_is_put_right(library: Library) -> None:
    never, permission = differing(library).subjects[:2]
    topics = library.topics
    two = [
        of(ReadClause(ref, "Iets.", ("pupils",), (), {}, "line 1", 0.9), topics).model_copy(
            update={"topics": (subject,)}
        )
        for ref, subject in (("1", never), ("2", permission))
    ]

    draft = Draft(title="Protocol", clauses=tuple(two))
    (told,) = draft.contradictions(topics)
    mended = Draft(title="Protocol", clauses=(two[0], two[1].model_copy(update={"topics": (never,)})))

    assert [refs for _, refs in told.said] == [("1",), ("2",)]
    assert mended.contradictions(topics) == ()

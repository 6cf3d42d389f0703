"""The head brings in the school's own document, looks it over and confirms it; then a pupil's story cites it."""

from io import BytesIO
from random import Random
from string import ascii_letters

import pytest
from flask import Flask

from learn.documents.files import MOST_LETTERS
from learn.web.security import BIGGER_BODIES
from learn.web.security import BIGGEST_BODY
from tests.documents.office import docx
from tests.documents.office import packed
from tests.documents.office import paragraph
from tests.given import Given
from tests.visitor import Visitor

STORY = "/quizzes/delen-of-houden/foto-op-het-plein"
NEVER = "Ik verstuur nooit foto’s van mezelf of van anderen."
CHILD = "Wij sturen en plaatsen geen foto’s van onszelf of anderen."
DOCUMENT = docx(
    paragraph("Internetprotocol basisschool De Kastanje", style="Kop1"),
    paragraph("Afspraken voor leerlingen", style="Kop1"),
    paragraph("Ik vertel het meteen aan de juf als ik iets zie dat niet fijn is.", 1),
    paragraph(NEVER, 1),
    paragraph("Ik geef nooit mijn naam, adres of telefoonnummer door op internet.", 1),
    paragraph("Wie zich niet aan de regels houdt, krijgt straf en een boete van 25 euro.", 1),
    paragraph("Afspraken voor leerkrachten", style="Kop1"),
    paragraph("De leerkracht houdt toezicht op het gebruik van internet in de klas.", 1),
    paragraph("Het team deelt geen foto’s van leerlingen op eigen accounts.", 1),
)
FOR_ADULTS = """Richtlijnen sociale media voor medewerkers

1. Medewerkers gaan zorgvuldig om met gegevens van leerlingen.
2. Medewerkers plaatsen geen berichten die het imago van de organisatie schaden.
3. Medewerkers zijn geen vrienden met leerlingen op sociale media.
"""


def head_of(app: Flask, given: Given, school: str = "De Vlieger") -> Visitor:
    head = given.staff("Dirk Haan", "head", school=given.school(school))
    return Visitor(app).signs_in(head).open("/school/protocol")


def uploads(head: Visitor, data: bytes, status: int = 200, **fields: object) -> Visitor:
    form = head.page.select_one("form[action$='/drafts']")
    assert form is not None and form["enctype"] == "multipart/form-data"
    return head.send(
        str(form["action"]), {**head.fields(form), "file": (BytesIO(data), "ons protocol.docx"), **fields}, status
    )


def pastes(head: Visitor, text: str, status: int = 200, **fields: object) -> Visitor:
    return head.press("Lees dit document", status, text=text, **fields)


def literal_of(visitor: Visitor, number: int) -> str:
    found = visitor.page.select_one(f"#clause-{number} .clause-said")
    assert found is not None
    return found.get_text(strip=True)


def looks_over_the_rest(head: Visitor) -> Visitor:
    """Press what is right about each that nobody looked at yet."""
    head.open("/school/protocol/draft?show=open")
    while head.page.select("form[action$='/checks'] input[name=show]"):
        head.press("Dit klopt")
    return head


def test_a_head_brings_a_word_file_in_and_a_pupils_story_cites_it(given: Given, app: Flask) -> None:
    given.lesson("delen-of-houden")
    head = uploads(head_of(app, given), DOCUMENT)
    assert head.heading == "Nakijken: Internetprotocol basisschool De Kastanje"
    assert head.sees("0 van 6 nagekeken")
    assert literal_of(head, 2) == NEVER
    assert head.sees("alinea")

    # Two clauses are not right yet.
    head.follow("Wijzig : 2").press(
        "Zo klopt het", binds="pupils", applies="everywhere", show_literal="pupils", ref="2.b"
    )
    assert head.path == "/school/protocol/draft/clauses/3", "and on to the next one"
    head.open("/school/protocol/draft/clauses/6")
    head.press("Zo klopt het", binds=["staff", "parents"], applies="everywhere", show_literal="staff")
    looks_over_the_rest(head)
    assert head.sees("6 van 6 nagekeken")
    head.follow("Verder naar bevestigen")
    assert head.sees(CHILD)
    head.press("Bevestig", date="september 2026")

    assert head.path == "/school/protocol"
    assert head.sees("Jullie eigen document (september 2026), versie 1. Bevestigd op 7 oktober 2026.")
    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open(STORY)
    pupil.send(f"{STORY}/answers", {"csrf_token": pupil.token(), "choice": "d", "key": "one-key-for-this"})
    assert pupil.sees(CHILD)
    assert pupil.sees("Van school, 2.b")
    (said,) = pupil.page.select(".clause__text")
    assert said.get_text() == f"“{NEVER}”"


def test_nothing_of_it_is_shown_to_a_class_before_it_is_confirmed(given: Given, app: Flask) -> None:
    given.lesson("delen-of-houden")
    uploads(head_of(app, given), DOCUMENT).press("Alles wat zeker is, klopt")

    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open(STORY)
    pupil.send(f"{STORY}/answers", {"csrf_token": pupil.token(), "choice": "d", "key": "one-key-for-this"})

    assert pupil.sees("gedragsafspraak 3"), "as De Bron has it"
    assert pupil.page.select(".clause__text") == []


def test_a_sentence_that_is_for_the_team_is_not_shown_to_children(given: Given, app: Flask) -> None:
    given.lesson("delen-of-houden")
    head = uploads(head_of(app, given), DOCUMENT).follow("Wijzig : 2")
    head.press("Zo klopt het", binds="pupils", applies="everywhere", show_literal="staff", literal_reason="Te streng.")
    looks_over_the_rest(head).follow("Verder naar bevestigen").press("Bevestig", date="september 2026")

    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open(STORY)
    pupil.send(f"{STORY}/answers", {"csrf_token": pupil.token(), "choice": "d", "key": "one-key-for-this"})

    assert pupil.sees("Van school, 2")
    assert not pupil.sees(NEVER)


def test_what_is_unfit_for_children_is_proposed_for_the_team_with_the_reason(given: Given, app: Flask) -> None:
    head = uploads(head_of(app, given), DOCUMENT)

    fine = head.page.select_one("#clause-4")
    assert fine is not None
    assert "alleen voor het team: Een school mag geen boete geven." in " ".join(fine.get_text(" ").split())


def test_the_filter_shows_what_is_still_to_be_looked_at_and_the_work_waits_until_later(
    given: Given, app: Flask
) -> None:
    head = uploads(head_of(app, given), DOCUMENT).press("Alles wat zeker is, klopt")

    assert head.path == "/school/protocol/draft"
    left = [str(each["id"]) for each in head.page.select("li[id^=clause-]")]
    assert 0 < len(left) < 6
    head.open("/school/protocol")
    assert head.sees(f"{6 - len(left)} van 6 nagekeken")
    assert head.follow("Ga ermee verder").sees(f"Nog nakijken ({len(left)})")


def test_a_press_with_htmx_gives_the_clause_and_how_far_it_is(given: Given, app: Flask) -> None:
    head = uploads(head_of(app, given), DOCUMENT)
    head.htmx = True

    head.press("Dit klopt : 1")

    assert [each["id"] for each in head.page.select("li[id]")] == ["clause-1"]
    (how_far,) = head.page.select("#progress[hx-swap-oob]")
    assert "1 van 6 nagekeken" in how_far.get_text(" ")
    assert head.page.select_one("[autofocus]") is not None


def test_a_reason_is_asked_for_what_children_may_not_read(given: Given, app: Flask) -> None:
    head = uploads(head_of(app, given), DOCUMENT).follow("Wijzig : 2")

    head.press("Zo klopt het", 422, binds="pupils", applies="everywhere", show_literal="staff", ref="2.x")

    assert head.sees("Schrijf op waarom kinderen deze zin niet lezen.")
    assert head.page.select_one("#ref")["value"] == "2.x"  # type: ignore[index]
    assert head.open("/school/protocol/draft").sees("0 van 6 nagekeken")


def test_two_stances_on_one_subject_do_not_go_together(given: Given, app: Flask) -> None:
    head = uploads(head_of(app, given), DOCUMENT).follow("Wijzig : 2")
    both = ["photos-of-people/never", "photos-of-people/with-permission"]

    head.press("Zo klopt het", 422, binds="pupils", applies="everywhere", show_literal="pupils", topics=both)

    assert head.sees("Twee zinnen over één onderwerp gaan niet samen.")


def test_a_document_for_adults_says_what_that_means(given: Given, app: Flask) -> None:
    given.lesson("delen-of-houden")
    head = pastes(head_of(app, given), FOR_ADULTS)
    assert head.sees("Er staat niets in waaraan leerlingen zich kunnen houden.")
    assert head.sees("Bij elk verhaal staat een tip en geen afspraak van school")

    looks_over_the_rest(head).follow("Verder naar bevestigen").press("Bevestig", date="2024")

    assert head.sees("0 afspraken voor leerlingen")
    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open(STORY)
    pupil.send(f"{STORY}/answers", {"csrf_token": pupil.token(), "choice": "d", "key": "one-key-for-this"})
    assert pupil.page.select(".clause--tip")


def test_what_the_protocol_says_nothing_about_is_for_the_school_to_talk_about(given: Given, app: Flask) -> None:
    head = head_of(app, given)

    assert head.sees("Jullie protocol zegt hier niets over:")
    assert head.sees(given.library.topics.topic("copyright").about)
    assert not head.sees(given.library.topics.topic("photos-of-people").about)


def test_another_document_takes_the_place_of_the_first_only_with_a_tick(given: Given, app: Flask) -> None:
    head = pastes(head_of(app, given), FOR_ADULTS)
    head.open("/school/protocol")
    tick = head.page.select_one("input[name=seen]")
    assert tick is not None and tick["type"] == "checkbox"

    pastes(head, "1. Ik vraag het eerst.\n2. Ik vertel het aan de juf.", 409)
    assert head.alert == "Er wordt al een document nagekeken. Vink aan dat het weg mag, of ga ermee verder."
    assert head.open("/school/protocol/draft").sees("Richtlijnen sociale media")

    pastes(head.open("/school/protocol"), "1. Ik vraag het eerst.\n2. Ik vertel het aan de juf.", seen=tick["value"])
    assert literal_of(head, 1) == "Ik vraag het eerst."


@pytest.mark.parametrize(
    ("file", "sentence"),
    (
        (b"", "Kies een bestand, of plak de tekst"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "Dit is een afbeelding."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Dit is een oud Word-bestand"),
        (b"PK\x03\x04" + bytes(100), "Dit bestand is beschadigd."),
        (packed({"een.txt": "niets"}), "Dit soort bestand kennen we niet."),
        (b"%PDF-1.4\nniets", "Dit bestand is beschadigd."),
        (b"De zon schijnt vandaag.", "We vonden hierin geen afspraak."),
        (b"1. Ik vraag het eerst.\n2. " + b"Ik doe mee. " * (MOST_LETTERS // 10), "Dit bestand is te groot"),
    ),
)
def test_what_cannot_be_read_is_refused_with_what_to_do(given: Given, app: Flask, file: bytes, sentence: str) -> None:
    head = uploads(head_of(app, given), file, 422)

    assert head.alert.startswith(sentence)
    assert not head.sees("Er ligt een document klaar")


def test_a_sign_that_stands_alone_is_left_out_of_what_goes_on_paper(given: Given, app: Flask) -> None:
    head = pastes(
        head_of(app, given), "Ons \u0301 protocol\u200d\n\n1. Ik vertel het aan juf of meester.\n2. Ik ben aardig."
    )

    assert head.heading == "Nakijken: Ons protocol"


def test_a_document_may_be_bigger_than_any_other_form(given: Given, app: Flask) -> None:
    # A picture in it makes the file big, and what there is to read no longer.
    noise = "".join(Random(1).choices(ascii_letters, k=600_000))
    file = docx(paragraph("Ik vraag het eerst.", 1), paragraph("Ik zeg het.", 1), **{"word/media/foto.png": noise})
    assert BIGGEST_BODY < len(file) < BIGGER_BODIES["protocol.start"]

    assert uploads(head_of(app, given), file).sees("0 van 2 nagekeken")


def test_who_is_no_staff_may_send_no_more_than_to_any_other_page(given: Given, app: Flask) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna"))

    answer = pupil.client.post("/school/protocol/drafts", data={"text": "a" * (BIGGEST_BODY + 1)})

    assert answer.status_code == 413


def test_without_a_draft_every_page_of_it_leads_back_to_the_beginning(given: Given, app: Flask) -> None:
    head = head_of(app, given)

    for page in ("draft", "draft/clauses/1", "confirmations"):
        assert head.open(f"/school/protocol/{page}").path == "/school/protocol"


def test_what_is_not_wholly_looked_over_cannot_be_confirmed(given: Given, app: Flask) -> None:
    head = uploads(head_of(app, given), DOCUMENT)
    assert head.open("/school/protocol/confirmations").path == "/school/protocol/draft"

    fields = {"csrf_token": head.token(), "title": "T", "date": "mei", "seen": "x"}
    head.send("/school/protocol/confirmations", fields, 409)

    assert head.open("/school/protocol").sees("Er ligt een document klaar")


def test_the_head_of_another_school_sees_nothing_of_it(given: Given, app: Flask) -> None:
    uploads(head_of(app, given), DOCUMENT)
    other = given.school("De Zeilboot")
    elsewhere = Visitor(app).signs_in(given.staff("Gerda Mol", "head", school=other)).open("/school/protocol")

    assert not elsewhere.sees("Er ligt een document klaar")
    assert elsewhere.open("/school/protocol/draft").path == "/school/protocol"
    fields = {"csrf_token": elsewhere.token(), "seen": "x"}
    assert elsewhere.send("/school/protocol/draft/clauses/1/checks", fields).path == "/school/protocol"

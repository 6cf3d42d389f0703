"""From draft to record: the teacher makes the rules, a pupil reads and joins, the teacher closes and prints."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.given import Given
from tests.given import GivenGroup
from tests.visitor import Visitor


@pytest.fixture
def group(given: Given) -> GivenGroup:
    return given.group("7A")


@pytest.fixture
def teacher(given: Given, group: GivenGroup, app: Flask) -> Visitor:
    visitor = Visitor(app).signs_in(given.teacher("Anna Vos", group=group))
    return visitor.opens_group(group.id)


@pytest.fixture
def rules(teacher: Visitor, group: GivenGroup) -> str:
    """Adopted rules; gives the address pupils read them at."""
    teacher.open(f"/groups/{group.id}/rules/draft")
    teacher.send(f"/groups/{group.id}/rules/draft", draft(teacher, "Wij nemen het op voor elkaar.", adopt="yes"))
    link = teacher.page.select_one("a[href$='poster.pdf']")
    assert link is not None
    return f"/rules/{str(link['href']).split('/')[-2]}"


def draft(teacher: Visitor, *own: str, **more: str) -> dict[str, object]:
    return {"csrf_token": teacher.token(), "own": list(own), **more}


def reads_everything(pupil: Visitor, rules: str) -> Visitor:
    pupil.open(rules)
    while pupil.page.find("button", {"name": "clear"}):
        pupil.press("Ik snap het")
    return pupil


def test_the_schools_agreements_stand_fixed_above_the_groups_own(
    teacher: Visitor, rules: str, app: Flask, given: Given
) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna"))

    pupil.open("/agreements")

    assert pupil.text.index("Wij vertellen het als iets niet goed voelt.") < pupil.text.index(
        "Wij nemen het op voor elkaar."
    )


def test_a_pupil_reads_rule_by_rule_and_joins(app: Flask, given: Given, rules: str, teacher: Visitor) -> None:
    pupil = reads_everything(Visitor(app).comes_in(given.pupil("Fenna")), rules)
    assert pupil.sees("Tekenen mag. Niet tekenen heeft geen gevolgen.")

    pupil.press("Ik doe mee")

    assert pupil.sees("Jij doet mee, Fenna")
    teacher.open(f"/groups/{given.group().id}/rules")
    assert teacher.sees("1 van 1")


def test_not_signing_yet_is_as_easy_and_shows_nowhere_to_the_class(app: Flask, given: Given, rules: str) -> None:
    fenna, amir = given.pupils("Fenna", "Amir")
    pupil = reads_everything(Visitor(app).comes_in(fenna), rules)

    pupil.press("Ik teken nog niet")

    other = Visitor(app).comes_in(amir)
    for page in ("/", "/agreements", rules):
        other.open(page)
        assert not other.sees("Fenna")
    other.open(f"/board/{given.group().code}")
    assert not other.sees("Fenna")


def test_a_signature_can_be_taken_back(app: Flask, given: Given, rules: str) -> None:
    pupil = reads_everything(Visitor(app).comes_in(given.pupil("Fenna")), rules)
    pupil.press("Ik doe mee")

    pupil.press("Haal mijn handtekening weg")

    assert pupil.sees("Ik doe mee")


def test_signing_before_reading_leads_back_to_the_first_unread_rule(app: Flask, given: Given, rules: str) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna"))

    pupil.open(f"{rules}/signatures")

    assert pupil.path == f"{rules}/1"


def test_a_form_that_signs_before_reading_changes_nothing(
    app: Flask, given: Given, rules: str, teacher: Visitor
) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna"))
    pupil.open(f"{rules}/1")

    pupil.send(f"{rules}/signatures", {"csrf_token": pupil.token(), "how": "sign"})

    assert pupil.path == f"{rules}/1"
    teacher.open(f"/groups/{given.group().id}/rules")
    assert teacher.sees("0 van 1")


def test_the_teacher_closes_when_something_is_known_of_everybody(
    teacher: Visitor, app: Flask, given: Given, rules: str
) -> None:
    fenna, _ = given.pupils("Fenna", "Amir")
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    teacher.open(f"/groups/{given.group().id}/rules")
    teacher.press("Sluit", status=422)

    teacher.press("Was er niet")
    teacher.press("Sluit")

    assert teacher.sees("1 van 2")
    assert teacher.sees("gesloten")


def test_the_prints_say_what_was_agreed(teacher: Visitor, app: Flask, given: Given, rules: str) -> None:
    fenna = given.pupil("Łukasz")
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    home = f"/groups/{given.group().id}{rules}"
    teacher.open(f"/groups/{given.group().id}/rules")
    teacher.press("Sluit")

    poster, sheet, record = (
        pdf_text(teacher.client.get(f"{home}/{each}.pdf").data) for each in ("poster", "sheet", "record")
    )

    assert "Wij nemen het op voor elkaar." in poster
    assert "Łukasz" not in poster
    assert "Łukasz" in sheet
    assert "Łukasz" in record
    assert "Juf Anna" in record


def test_the_record_waits_for_the_closing(teacher: Visitor, given: Given, rules: str) -> None:
    given.pupil("Fenna")

    teacher.open(f"/groups/{given.group().id}{rules}/record.pdf", status=422)

    assert teacher.sees("Sluit")


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (["Wij " + "heel " * 40 + "lief."], "te lang"),
        (["Wij lachen 😀"], "😀"),
        (["Wij zijn lief.", "wij zijn lief."], "hetzelfde"),
        ([f"Wij doen ding {number}." for number in range(8)], "7"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_lost(
    teacher: Visitor, group: GivenGroup, own: list[str], sentence: str
) -> None:
    teacher.send(f"/groups/{group.id}/rules/draft", draft(teacher, *own), status=422)

    assert teacher.sees(sentence)
    kept = [field["value"] for field in teacher.page.find_all("input", {"name": "own"})]
    assert own[0].strip() in kept
    teacher.open(f"/groups/{group.id}/rules")
    assert teacher.page.select_one("a[href$='poster.pdf']") is None


def test_without_a_draft_there_is_nothing_to_adopt(teacher: Visitor, group: GivenGroup) -> None:
    teacher.send(f"/groups/{group.id}/rules/adoptions", {"csrf_token": teacher.token()}, status=422)


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)

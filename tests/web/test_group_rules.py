"""From draft to record: the teacher makes the rules, a pupil reads and joins, the teacher closes and prints."""

import re
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.given import Given
from tests.given import GivenGroup
from tests.given import GivenPupil
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
    teacher.press("Stel vast")
    link = teacher.page.select_one("a[href$='poster.pdf']")
    assert link is not None
    return f"/rules/{str(link['href']).split('/')[-2]}"


def draft(teacher: Visitor, *own: str, **more: str) -> dict[str, object]:
    seen = teacher.page.find("input", {"name": "seen"})
    return {"csrf_token": teacher.token(), "own": list(own), "seen": seen["value"] if seen else "", **more}


def ticked(teacher: Visitor, *pupils: GivenPupil, **more: str) -> dict[str, object]:
    return {"csrf_token": teacher.token(), "pupils": [pupil.id for pupil in pupils], **more}


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


def test_the_advice_on_a_rule_stands_on_the_draft_and_once_more_before_it_is_adopted(
    teacher: Visitor, group: GivenGroup
) -> None:
    home = f"/groups/{group.id}/rules"
    for more in ({}, {"adopt": "yes"}):
        teacher.open(f"{home}/draft")
        teacher.send(
            f"{home}/draft", draft(teacher, "Niet pesten", "Wij vragen hulp als iets niet goed voelt.", **more)
        )
        assert teacher.text.count("Wat doen jullie dan wél?") == 1

    assert teacher.path == f"{home}/adoptions"


def test_a_rule_that_was_just_typed_goes_on_the_poster_unless_its_tick_is_taken_away(
    teacher: Visitor, group: GivenGroup
) -> None:
    home = f"/groups/{group.id}/rules"
    teacher.open(f"{home}/draft")
    boxes = teacher.page.find_all("input", {"name": "poster", "checked": True})
    assert [box["value"] for box in boxes] == [f"eigen-{number}" for number in range(1, 8)]
    school = [str(box["value"]) for box in teacher.page.find_all("input", {"name": "poster"}) if box not in boxes]

    own = ["", "Wij nemen het op voor elkaar.", "Wij lachen samen.", "Wij luisteren."]
    sent = draft(teacher, *own, adopt="yes") | {"poster": ["eigen-1", "eigen-2", "eigen-4", *school[:2]]}
    teacher.send(f"{home}/draft", sent)

    card = next(each for each in teacher.page.select("aside section") if "Op de poster" in each.get_text())
    shown = [rule.get_text(" ", strip=True) for rule in card.find_all("li")]
    assert len(shown) == 4
    assert shown[2:] == ["Wij nemen het op voor elkaar.", "Wij luisteren."]
    teacher.open(f"{home}/draft")
    ticks = {str(box["value"]) for box in teacher.page.find_all("input", {"name": "poster", "checked": True})}
    assert ticks == {"eigen-1", "eigen-3", "eigen-4", "eigen-5", "eigen-6", "eigen-7", *school[:2]}


def test_ticks_are_kept_when_a_draft_is_refused(teacher: Visitor, group: GivenGroup) -> None:
    home = f"/groups/{group.id}/rules"
    teacher.open(f"{home}/draft")
    twice = draft(teacher, "Wij luisteren.", "", "Wij luisteren.") | {"poster": ["eigen-3"]}

    teacher.send(f"{home}/draft", twice, 422)

    ticks = {str(box["value"]) for box in teacher.page.find_all("input", {"name": "poster", "checked": True})}
    assert ticks == {f"eigen-{number}" for number in range(2, 8)}


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
    fenna, amir = given.pupils("Fenna", "Amir")
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    teacher.open(f"/groups/{given.group().id}/rules")
    teacher.press("Sluit", status=422)

    teacher.send(f"/groups/{given.group().id}{rules}/records", ticked(teacher, amir, said="absent/paper"))
    teacher.press("Sluit")

    assert teacher.sees("1 van 2")
    assert teacher.sees("gesloten")


def test_who_signed_on_paper_is_written_down_at_once_and_can_be_taken_back(
    teacher: Visitor, app: Flask, given: Given, rules: str
) -> None:
    fenna, amir, zoe = given.pupils("Fenna", "Amir", "Zoë")
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    address = f"/groups/{given.group().id}{rules}"
    teacher.open(f"/groups/{given.group().id}/rules")
    assert [int(str(tick["value"])) for tick in teacher.page.find_all("input", {"name": "pupils"})] == [amir.id, zoe.id]

    teacher.send(f"{address}/records", ticked(teacher, amir, zoe, said="signed/paper"))
    assert teacher.sees("3 van 3")

    teacher.send(f"{address}/corrections", ticked(teacher, zoe))
    assert teacher.sees("2 van 3")


def test_without_a_child_ticked_nothing_is_written_down(teacher: Visitor, given: Given, rules: str) -> None:
    given.pupil("Fenna")
    teacher.open(f"/groups/{given.group().id}/rules")

    for doing in ("records", "corrections"):
        teacher.send(f"/groups/{given.group().id}{rules}/{doing}", ticked(teacher, said="signed/paper"), status=422)
        assert teacher.sees("Vink eerst de kinderen aan")


def test_the_prints_say_what_was_agreed(teacher: Visitor, app: Flask, given: Given, rules: str) -> None:
    fenna = given.pupil("Łukasz")
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    home = f"/groups/{given.group().id}{rules}"
    teacher.open(f"/groups/{given.group().id}/rules")
    teacher.press("Sluit")

    poster, sheet, record = (pdf_text(prints(teacher, f"{home}/{each}.pdf")) for each in ("poster", "sheet", "record"))

    assert "Wij nemen het op voor elkaar." in poster
    assert "Łukasz" not in poster
    assert "Łukasz" in sheet
    assert "Łukasz" in record
    assert "Juf Anna" in record


def test_who_signs_after_the_closing_stands_on_the_page_and_in_the_record(
    teacher: Visitor, app: Flask, given: Given, rules: str
) -> None:
    fenna, amir, _ = given.pupils("Fenna", "Amir", "Zoë")
    group = f"/groups/{given.group().id}"
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    teacher.open(f"{group}/rules")
    teacher.send(f"{group}{rules}/records", ticked(teacher, amir, said="absent/paper"))
    teacher.press("Ja, vul 1 regel in")
    teacher.press("Sluit af")
    assert not teacher.sees("Na het afsluiten")

    reads_everything(Visitor(app).comes_in(amir), rules).press("Ik doe mee")
    Visitor(app).comes_in(fenna).open(f"{rules}/signatures").press("Haal mijn handtekening weg")

    teacher.open(f"{group}/rules")
    assert teacher.sees("Na het afsluiten tekenden nog: Amir")
    assert teacher.sees("Na het afsluiten ingetrokken: Fenna")
    record = " ".join(pdf_text(prints(teacher, f"{group}{rules}/record.pdf")).split())
    before, after = record.split("Na het afsluiten tekenden nog")
    assert "1 van de 3 tekende" in before
    assert re.search(r"Amir.* was er niet, ingevoerd door de leerkracht", before)
    assert re.search(r"Zoë.* tekent nog niet, ingevoerd door de leerkracht", before)
    assert re.search(r"^ ?Naam.*Amir.* zelf, op een scherm.*Na het afsluiten ingetrokken.*Fenna", after)


def test_whom_staff_wrote_down_is_asked_like_everybody_and_may_say_it_anew(
    teacher: Visitor, app: Flask, given: Given, rules: str
) -> None:
    fenna = given.pupil("Fenna")
    teacher.open(f"/groups/{given.group().id}/rules").press("Ja, vul 1 regel in")

    pupil = Visitor(app).comes_in(fenna).open("/")
    assert pupil.sees("Onze regels: lees en kies")
    pupil = reads_everything(pupil, rules)
    assert pupil.sees("Doe jij mee, Fenna?")
    pupil.press("Ik teken nog niet")

    assert pupil.sees("Je tekent nog niet. Dat mag.")
    assert not pupil.open("/").sees("Onze regels: lees en kies")
    teacher.open(f"/groups/{given.group().id}/rules")
    assert "zelf" in teacher.page.select_one("#wie").find_parent("section").select_one("tbody tr").get_text()


def test_everybody_else_is_written_down_only_after_reading_how_many(teacher: Visitor, given: Given, rules: str) -> None:
    given.pupils("Fenna", "Amir")
    teacher.open(f"/groups/{given.group().id}/rules")

    sure = teacher.page.select_one("details.sure")
    assert sure is not None and not sure.has_attr("open")
    assert sure.select_one("summary").get_text(strip=True) == "Alle anderen: tekent nog niet"
    assert "Van 2 kinderen is nog niets bekend." in sure.get_text()
    teacher.press("Sluit af", status=422)
    assert teacher.alert.startswith("Van 2 kinderen is nog niets bekend.")


@pytest.mark.parametrize("page", ["rules", "cards"])
def test_everybody_is_ticked_at_once(teacher: Visitor, given: Given, rules: str, page: str) -> None:
    given.pupils("Fenna", "Amir")
    teacher.open(f"/groups/{given.group().id}/{page}")
    assert not teacher.page.select("input[name=pupils][checked]")

    teacher.follow("Alles aanvinken")

    assert len(teacher.page.select("input[name=pupils][checked]")) == 2


def test_unread_rules_have_a_button_of_their_own_at_home_also_when_every_lesson_is_done(
    app: Flask, given: Given, rules: str
) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open("/")

    pupil.follow("Lees de regels")

    assert pupil.path == f"{rules}/1"


def test_who_is_somebody_else_leaves_without_signing_and_who_signed_leaves_at_once(
    app: Flask, given: Given, rules: str
) -> None:
    pupil = reads_everything(Visitor(app).comes_in(given.pupil("Fenna")), rules)
    pupil.press("Ik ben niet Fenna")
    assert pupil.path == "/"
    assert not pupil.sees("Fenna")

    pupil = Visitor(app).comes_in(given.pupil("Amir"))
    reads_everything(pupil, rules).press("Ik doe mee").press("Klaar: log mij uit")

    assert not pupil.open("/").sees("Amir")


def test_the_group_shows_how_many_of_all_join_and_the_record_once_it_is_closed(
    teacher: Visitor, app: Flask, given: Given, rules: str
) -> None:
    fenna, amir = given.pupils("Fenna", "Amir")
    reads_everything(Visitor(app).comes_in(fenna), rules).press("Ik doe mee")
    home = f"/groups/{given.group().id}"

    teacher.open(home)
    assert teacher.sees("1 van 2 doen mee")
    assert not teacher.sees("Verslag (A4)")
    teacher.send(f"{home}{rules}/records", ticked(teacher, amir, said="absent/paper"))
    teacher.press("Sluit")
    teacher.open(home)

    assert teacher.sees("1 van 2 doen mee")
    assert teacher.sees("Verslag (A4)")


def test_the_record_waits_for_the_closing(teacher: Visitor, given: Given, rules: str) -> None:
    given.pupil("Fenna")

    address = f"/groups/{given.group().id}{rules}/record.pdf"
    teacher.send(address, {"csrf_token": teacher.token()}, status=422)

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


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("Wij laten Fenna met rust.", "Fenna"),
        ("Wij laten FENNA met rust.", "FENNA"),
        ("Wij lachen niet om Zoe.", "Zoe"),
        ("Wij lachen niet om zoë.", "zoë"),
        ("Wij wachten op Jan-Willem.", "Jan-Willem"),
        ("Wij blijven af van Fenna’s telefoon.", "Fenna’s"),
        ("Wij luisteren naar Ben.", "Ben"),
    ],
)
def test_no_rule_for_the_wall_names_a_child_however_it_is_written(
    teacher: Visitor, group: GivenGroup, given: Given, rule: str, said: str
) -> None:
    given.pupils("Fenna B.", "Fenna D.", "Zoë", "Jan-Willem", "Ben")
    teacher.open(f"/groups/{group.id}/rules/draft")

    teacher.send(f"/groups/{group.id}/rules/draft", draft(teacher, "Wij zijn lief.", rule), status=422)

    assert teacher.sees(f"In een regel staat de naam van een kind: {said}.")


@pytest.mark.parametrize(
    "rule", ["Ik ben eerlijk.", "Ben je boos? Dan tel je tot tien.", "Wij vragen of iemand mee wil doen."]
)
def test_a_word_that_is_also_a_name_may_stand_in_a_rule(
    teacher: Visitor, group: GivenGroup, given: Given, rule: str
) -> None:
    given.pupils("Ben", "Wil")
    teacher.open(f"/groups/{group.id}/rules/draft")

    teacher.send(f"/groups/{group.id}/rules/draft", draft(teacher, rule))

    kept = [field["value"] for field in teacher.page.find_all("input", {"name": "own"})]
    assert kept[0] == rule


def test_before_adopting_the_teacher_reads_what_it_means(teacher: Visitor, group: GivenGroup) -> None:
    teacher.open(f"/groups/{group.id}/rules/draft")

    teacher.send(f"/groups/{group.id}/rules/draft", draft(teacher, "Wij wachten op elkaar.", adopt="yes"))

    assert teacher.sees("Wij wachten op elkaar.")
    assert teacher.sees("Elk kind leest 18 regels, één voor één, en mag tekenen.")
    teacher.open(f"/groups/{group.id}/rules")
    assert teacher.page.select_one("a[href$='poster.pdf']") is None


def test_a_new_version_says_how_many_signatures_no_longer_hold(
    teacher: Visitor, app: Flask, given: Given, rules: str
) -> None:
    reads_everything(Visitor(app).comes_in(given.pupil("Fenna")), rules).press("Ik doe mee")
    teacher.open(f"/groups/{given.group().id}/rules/draft")

    teacher.send(f"/groups/{given.group().id}/rules/draft", draft(teacher, "Wij wachten op elkaar.", adopt="yes"))

    assert teacher.sees("Versie 1 geldt niet meer. De handtekeningen daaronder blijven in het verslag staan: 1.")


def test_a_second_press_on_adopting_changes_nothing_and_says_nothing_is_wrong(
    teacher: Visitor, group: GivenGroup
) -> None:
    teacher.open(f"/groups/{group.id}/rules/draft")
    teacher.send(f"/groups/{group.id}/rules/draft", draft(teacher, "Wij wachten op elkaar.", adopt="yes"))
    press = draft(teacher)

    for _ in range(2):
        teacher.send(f"/groups/{group.id}/rules/adoptions", press)
        assert teacher.sees("versie 1")


def test_what_a_colleague_kept_meanwhile_is_not_written_over_without_a_word(
    teacher: Visitor, group: GivenGroup, app: Flask, given: Given
) -> None:
    address = f"/groups/{group.id}/rules/draft"
    colleague = Visitor(app).signs_in(given.teacher("Bram Kuil", group=group, called="meester"))
    teacher.open(address)
    colleague.open(address)
    colleague.send(address, draft(colleague, "Wij wachten op elkaar."))

    teacher.send(address, draft(teacher, "Wij delen eerlijk."), status=409)

    assert teacher.sees("Een collega heeft intussen een ander concept bewaard.")
    assert teacher.sees("Wij wachten op elkaar.")
    kept = [field["value"] for field in teacher.page.find_all("input", {"name": "own"})]
    assert kept[0] == "Wij delen eerlijk."

    teacher.send(address, draft(teacher, "Wij delen eerlijk."))

    assert not teacher.sees("Wij wachten op elkaar.")


def test_a_rule_that_is_mended_after_a_refusal_does_not_write_over_what_a_colleague_kept(
    teacher: Visitor, group: GivenGroup, app: Flask, given: Given
) -> None:
    address = f"/groups/{group.id}/rules/draft"
    colleague = Visitor(app).signs_in(given.teacher("Bram Kuil", group=group, called="meester"))
    teacher.open(address)
    colleague.open(address)
    colleague.send(address, draft(colleague, "Wij wachten op elkaar."))
    teacher.send(address, draft(teacher, "Wij delen 😀"), status=422)

    teacher.send(address, draft(teacher, "Wij delen eerlijk."), status=409)

    assert teacher.sees("Een collega heeft intussen een ander concept bewaard.")
    assert teacher.sees("Wij wachten op elkaar.")


def test_a_draft_that_changed_since_it_was_read_is_not_adopted(
    teacher: Visitor, group: GivenGroup, app: Flask, given: Given
) -> None:
    address = f"/groups/{group.id}/rules"
    teacher.open(f"{address}/draft")
    teacher.send(f"{address}/draft", draft(teacher, "Wij delen eerlijk.", adopt="yes"))
    colleague = Visitor(app).signs_in(given.teacher("Bram Kuil", group=group, called="meester"))
    colleague.open(f"{address}/draft")
    colleague.send(f"{address}/draft", draft(colleague, "Wij wachten op elkaar."))

    teacher.send(f"{address}/adoptions", draft(teacher), status=409)

    assert teacher.sees("Wij wachten op elkaar.")
    teacher.press("Stel vast")
    assert teacher.sees("versie 1")


def test_without_a_draft_there_is_nothing_to_adopt(teacher: Visitor, group: GivenGroup) -> None:
    teacher.send(f"/groups/{group.id}/rules/adoptions", {"csrf_token": teacher.token(), "seen": ""}, status=422)

    teacher.open(f"/groups/{group.id}/rules/adoptions")
    assert teacher.path == f"/groups/{group.id}/rules"


def prints(teacher: Visitor, address: str) -> bytes:
    """A paper with names is asked for by a form, since who printed it is written down."""
    if address.endswith("poster.pdf"):
        return teacher.client.get(address).data
    return teacher.client.post(address, data={"csrf_token": teacher.token()}).data


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_what_is_counted_reads_well_for_any_number(
    teacher: Visitor, app: Flask, given: Given, rules: str, group: GivenGroup
) -> None:
    readers = given.pupils("Fenna", "Amir", "Zoë", "Bas", "Emma", "Guus")
    for each in readers[:4]:
        reads_everything(Visitor(app).comes_in(each), rules)

    teacher.open(f"/groups/{group.id}/rules")

    for words in ("Tekent later: 0", "Was er niet: 0", "Nog niet bekend: 6", "Heeft nog niet alles gelezen: 2"):
        assert teacher.sees(words)
    assert teacher.sees("Vanaf vijf lezers")
    assert not teacher.sees("Alle regels zijn duidelijk.")


def test_when_enough_have_read_the_teacher_sees_that_all_is_clear(
    teacher: Visitor, app: Flask, given: Given, rules: str, group: GivenGroup
) -> None:
    for each in given.pupils("Fenna", "Amir", "Zoë", "Bas", "Emma"):
        reads_everything(Visitor(app).comes_in(each), rules)

    teacher.open(f"/groups/{group.id}/rules")

    assert teacher.sees("Alle regels zijn duidelijk.")
    assert not teacher.sees("Vanaf vijf lezers")

"""The school changes its protocol: the head says what means something else, the teacher takes it over, pupils sign."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.given import Given
from tests.visitor import Visitor
from tests.web.test_group_rules import reads_everything
from tests.web.test_own_protocol import head_of
from tests.web.test_own_protocol import looks_over_the_rest
from tests.web.test_own_protocol import pastes

TELLING = "Ik vertel het aan juf of meester als ik iets naars zie."
NEVER = "Ik plaats nooit foto's van anderen op internet."
ASKING = "Ik plaats alleen foto's van anderen op internet als zij dat goed vinden."
STORY = "/quizzes/delen-of-houden/foto-op-het-plein"
ASKED = "Wij vragen het eerst aan wie op de foto staat."


def document(*sentences: str) -> str:
    return "\n".join(["Ons protocol", "", *(f"{number}. {each}" for number, each in enumerate(sentences, start=1))])


def brings_in(head: Visitor, *sentences: str) -> Visitor:
    return pastes(head.open("/school/protocol"), document(*sentences))


def confirms(head: Visitor) -> Visitor:
    looks_over_the_rest(head).follow("Verder naar bevestigen")
    return head.press("Bevestig", date="mei 2026")


@pytest.fixture
def head(app: Flask, given: Given) -> Visitor:
    """The head of a school whose own protocol holds already."""
    return confirms(brings_in(head_of(app, given), TELLING, NEVER))


@pytest.fixture
def teacher(app: Flask, given: Given, head: Visitor) -> Visitor:
    """A teacher whose group adopted its rules."""
    visitor = Visitor(app).signs_in(given.teacher("Anna Vos")).opens_group(given.group().id)
    visitor.open(f"/groups/{given.group().id}/rules/draft").press("Verder naar vaststellen", own="Wij helpen elkaar.")
    return visitor.press("Stel vast")


def rules_of(teacher: Visitor) -> str:
    """Where a pupil reads the rules that hold."""
    poster = teacher.page.select_one("a[href$='poster.pdf']")
    assert poster is not None
    return f"/rules/{str(poster['href']).split('/')[-2]}"


def test_a_rule_that_changed_is_read_and_signed_anew_and_nothing_else(
    app: Flask, given: Given, head: Visitor, teacher: Visitor
) -> None:
    given.lesson("delen-of-houden")
    pupil = reads_everything(Visitor(app).comes_in(given.pupil("Fenna")), rules_of(teacher)).press("Ik doe mee")

    brings_in(head, TELLING, ASKING)
    assert head.sees("Naast de vorige versie betekenis veranderd: 1 hetzelfde: 1")
    assert head.sees("1 van 2 nagekeken"), "what was looked over before is not asked again"
    looks_over_the_rest(head).follow("Verder naar bevestigen")
    assert head.sees("Deze regels vragen een nieuwe handtekening")
    assert head.sees(ASKED)
    head.press("Bevestig", date="juni 2026")
    assert head.sees("Deze groepen hebben nog de regels van eerst")

    teacher.open(f"/groups/{given.group().id}/rules")
    assert teacher.sees("School heeft haar protocol veranderd")
    assert teacher.sees("Het verhaal erbij: ")
    teacher.press("Neem over: verder naar vaststellen")
    assert teacher.sees("Wie al tekende, leest alleen wat er veranderde: 1 regel.")
    teacher.press("Stel vast")
    assert not teacher.sees("School heeft haar protocol veranderd")
    assert not head.open("/school/protocol").sees("Deze groepen hebben nog de regels van eerst")

    pupil.open(rules_of(teacher))
    assert pupil.heading == ASKED
    assert pupil.sees("Deze regel is veranderd. Eerst stond er:")
    assert pupil.sees("Eerst het verhaal:")
    pupil.press("Ik snap het")
    assert pupil.sees("Je tekende al eerder. Bij wat nieuw is, staat een teken.")
    assert pupil.press("Ik doe mee").sees("Jij doet mee, Fenna")
    assert teacher.open(f"/groups/{given.group().id}/rules").sees("1 van 1")


def test_a_typo_asks_nobody_anything(given: Given, head: Visitor, teacher: Visitor) -> None:
    brings_in(head, TELLING.replace("naars", "naarss"), NEVER)
    assert head.sees("alleen anders gezegd: 1 hetzelfde: 1")
    looks_over_the_rest(head).follow("Verder naar bevestigen")
    assert head.sees("Niemand hoeft opnieuw te tekenen.")
    head.press("Bevestig", date="juni 2026")

    assert not head.sees("Deze groepen hebben nog de regels van eerst")
    assert not teacher.open(f"/groups/{given.group().id}/rules").sees("School heeft haar protocol veranderd")


def test_the_head_says_whether_the_meaning_changed(head: Visitor, teacher: Visitor) -> None:
    brings_in(head, TELLING.replace("naars", "naarss"), NEVER).follow("Wijzig : 1")
    assert head.sees(f"Eerst stond er, bij 1: {TELLING}")

    head.press("Zo klopt het", meaning="changed", binds="pupils", applies="about-school", show_literal="pupils")
    head.open("/school/protocol/draft")

    assert head.sees("Punt 1 regel 3 betekenis veranderd")
    confirms(head)
    assert head.sees("Deze groepen hebben nog de regels van eerst")


def test_a_change_of_stance_turns_the_answers_round_everywhere(app: Flask, given: Given, head: Visitor) -> None:
    given.lesson("delen-of-houden")
    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open(STORY)
    pupil.send(f"{STORY}/answers", {"csrf_token": pupil.token(), "choice": "d", "key": "one-key-for-this"})
    assert not pupil.sees(ASKED)

    brings_in(head, TELLING, ASKING)
    confirms(head)

    assert pupil.open(STORY).sees(ASKED)


def test_a_draft_of_the_rules_that_was_made_before_is_not_adopted_as_it_was(
    given: Given, head: Visitor, teacher: Visitor
) -> None:
    address = f"/groups/{given.group().id}/rules"
    teacher.open(f"{address}/draft").press("Verder naar vaststellen", own="Wij ruimen op.")
    confirms(brings_in(head, TELLING, ASKING))

    teacher.press("Stel vast", 409)

    assert teacher.alert.startswith("School heeft haar protocol intussen veranderd.")
    assert teacher.sees(ASKED)
    teacher.press("Verder naar vaststellen").press("Stel vast")
    assert "Wij ruimen op." in str(teacher.open(f"{address}/draft").page)


def test_a_sentence_that_was_not_found_is_put_in_where_it_belongs(given: Given, head: Visitor) -> None:
    brings_in(head, TELLING, NEVER).follow("Hierna ontbreekt iets : 1")
    assert head.sees("Komt na: Punt 1")

    head.press("Zet erin", 422)
    assert head.alert
    head.press(
        "Zet erin",
        literal="Ik ben online aardig.",
        binds="pupils",
        applies="everywhere",
        topics="decency",
        show_literal="pupils",
        ref="1.b",
    )

    assert head.path == "/school/protocol/draft"
    assert [each.get_text(strip=True) for each in head.page.select(".review-list .clause-said")] == [
        TELLING,
        "Ik ben online aardig.",
        NEVER,
    ]
    assert confirms(head).sees("3 afspraken voor leerlingen")


def test_nothing_is_put_in_behind_what_is_not_there(head: Visitor) -> None:
    brings_in(head, TELLING, NEVER).open("/school/protocol/draft/clauses/4/new", 404)


def words_of(teacher: Visitor, paper: str) -> str:
    """What the paper that this button prints says."""
    form, button = teacher._button(paper)
    answer = teacher.client.post(str(button.get("formaction") or form["action"]), data=teacher.fields(form))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages).split())


def test_under_its_child_sentence_a_rule_shows_the_sentence_of_the_document_on_screen_and_on_paper(
    app: Flask, given: Given, teacher: Visitor
) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna"))
    teacher.open(f"/groups/{given.group().id}/rules")

    assert pupil.open(f"{rules_of(teacher)}/1").sees(f"“{TELLING}”")
    assert pupil.open("/agreements").sees(f"“{NEVER}”")
    sheet = words_of(teacher, "Blad voor handtekeningen")
    assert f"“{TELLING}”" in sheet
    teacher.press("Ja, vul 1 regel in").press("Sluit af en teken mee")
    assert f"“{NEVER.replace(chr(39), '’')}”" in words_of(teacher, "Verslag").replace("'", "’")


def test_a_sentence_that_is_for_the_team_stands_on_no_rule(app: Flask, given: Given, head: Visitor) -> None:
    brings_in(head, TELLING, NEVER).follow("Wijzig : 2")
    head.press(
        "Zo klopt het", binds="pupils", applies="about-school", show_literal="staff", literal_reason="Te streng."
    )
    confirms(head)

    pupil = Visitor(app).comes_in(given.pupil("Fenna")).open("/agreements")

    assert pupil.sees(f"“{TELLING}”")
    assert not pupil.sees(NEVER)

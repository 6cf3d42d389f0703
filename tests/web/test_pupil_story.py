"""One story from card to feedback, without script."""

from learn.content.build import build
from learn.content.cast import Names
from learn.content.library import Library
from tests.given import Given
from tests.visitor import Visitor


def test_a_pupil_comes_in_with_a_card_answers_and_sees_the_schools_own_agreement(
    given: Given, visitor: Visitor, library: Library
) -> None:
    slug = given.lesson("delen-of-houden")
    visitor.comes_in(given.pupil("Fenna"))
    story = build(library.module(slug), library.protocol("de-bron"), Names()).story("foto-op-het-plein")

    visitor.open(f"/quizzes/{slug}/foto-op-het-plein")
    button = visitor.page.find("button", {"name": "choice", "value": "d"})
    assert button is not None
    visitor.press(button.get_text(" ", strip=True)[2:])

    assert visitor.sees("Sterk")
    assert visitor.sees(story.citation.sentence)
    assert visitor.sees("gedragsafspraak 3")


def test_the_same_choice_with_htmx_comes_back_as_a_fragment(given: Given, app: object) -> None:
    slug = given.lesson("delen-of-houden")
    visitor = Visitor(app)  # type: ignore[arg-type]
    visitor.comes_in(given.pupil("Fenna"))
    visitor.open(f"/quizzes/{slug}/foto-op-het-plein")
    visitor.htmx = True

    button = visitor.page.find("button", {"name": "choice", "value": "d"})
    assert button is not None
    visitor.press(button.get_text(" ", strip=True)[2:])

    assert "<html" not in str(visitor.page)
    assert visitor.sees("gedragsafspraak 3")
    assert visitor.page.select_one("h1[autofocus]") is not None


def test_what_is_said_apart_stands_on_a_phone_of_its_own(given: Given, visitor: Visitor) -> None:
    given.lesson("wie-zit-daar")
    pupil = visitor.comes_in(given.pupil("Fenna"))

    pupil.open("/quizzes/wie-zit-daar/214-berichten").press("Ik app Milan apart")

    phone = pupil.page.select_one("section.phone")
    assert phone is not None
    assert phone["aria-label"] == "Milan, alleen jullie twee"
    said = [bubble.get_text(" ", strip=True) for bubble in phone.find_all("li")]
    assert said == ["Jij Hoe gaat het met je?", "Milan Niet zo goed. Fijn dat je het vraagt."]
    assert not pupil.sees("Groep 7 Toppers")


def test_what_a_child_types_in_the_group_is_read_there_first(given: Given, visitor: Visitor) -> None:
    given.lesson("wie-zit-daar")
    pupil = visitor.comes_in(given.pupil("Fenna"))

    pupil.open("/quizzes/wie-zit-daar/214-berichten").press("Ik typ:")

    phone = pupil.page.select_one("section.phone")
    assert phone is not None
    assert str(phone["aria-label"]).startswith("Groep 7 Toppers")
    said = [bubble.get_text(" ", strip=True) for bubble in phone.find_all("li")]
    assert said[-2:] == ["Jij Kaan had zelf een 4.", "Kaan Wie heeft jou dat verteld?"]

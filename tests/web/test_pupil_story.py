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

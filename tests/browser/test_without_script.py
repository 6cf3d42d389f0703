"""A computer that runs no script: everything works, one page at a time."""

from playwright.sync_api import expect

from tests.browser.computers import SwitchOn
from tests.browser.pages.joining import CardPage
from tests.browser.pages.joining import CodePage
from tests.served import Demo


def test_a_pupil_without_script_does_a_story_and_a_chat(demo: Demo, switch_on: SwitchOn) -> None:
    chromebook = switch_on(script=False)
    home = CardPage(chromebook).come_in(demo.group("7A").pupil("Julia"))

    lesson = home.begin("Wie zit daar?").turn_the_card()
    for _ in range(4):
        lesson.go_on()
    lesson.choose("Leuk, hoe heet jij op Plop?")

    expect(lesson.talk).to_have_count(5)

    lesson.choose("Ik vertel thuis wat ik al typte")

    expect(lesson.rating).to_have_text("Sterk")
    expect(lesson.kept).to_be_visible()

    lesson.go_on().choose("Ik vertel morgen aan juf wat hier gebeurt")

    expect(lesson.rating).to_have_text("Sterk")
    expect(lesson.page.locator(".clause")).to_contain_text("Wij vertellen het als iets niet goed voelt.")


def test_a_pupil_without_script_comes_in_with_pictures(demo: Demo, switch_on: SwitchOn) -> None:
    chromebook = switch_on(script=False)
    group = demo.group("7A")
    pictures = CodePage(chromebook).open().type_code(group.code).choose("Lucas")

    home = pictures.tap_all(group.pupil("Lucas").pictures)

    expect(home.whose).to_contain_text("Lucas")

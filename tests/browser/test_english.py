"""The language switch: the interface in English, the lessons in Dutch and marked so."""

from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.pages.joining import CodePage
from tests.served import Demo


def test_a_pupil_reads_the_buttons_in_english_and_the_stories_in_dutch(demo: Demo, chromebook: Computer) -> None:
    group = demo.group("7A")

    door = CodePage(chromebook).open().switch_to("English")

    expect(door.page.locator("html")).to_have_attribute("lang", "en")
    expect(door.heading).to_have_text("Type the code on the board")

    home = door.type_code(group.code).choose("Omar").tap_all(group.pupil("Omar").pictures)

    expect(home.page.locator("html")).to_have_attribute("lang", "en")
    expect(home.page.locator(".now h2")).to_have_attribute("lang", "nl")

    lesson = home.begin("Wie zit daar?").open_story("wie-zit-daar", "kom-mee-naar-plop")

    expect(lesson.page.locator(".phone")).to_have_attribute("lang", "nl")
    expect(lesson.heading).to_have_attribute("lang", "nl")

    lesson.choose("Ken ik jou ergens van?").choose("Ik roep iemand thuis")

    expect(lesson.rating).to_have_text("Strong")
    expect(lesson.page.locator(".clause__child")).to_have_attribute("lang", "nl")
    home.open().leave()
    expect(CodePage(chromebook).look("after Klaar").page.locator("html")).to_have_attribute("lang", "nl")

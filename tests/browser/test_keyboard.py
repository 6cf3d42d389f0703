"""In, and through a story, with a keyboard only."""

from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.pages.home import HomePage
from tests.browser.pages.joining import CodePage
from tests.browser.pages.joining import NamesPage
from tests.browser.pages.joining import PicturesPage
from tests.browser.pages.keyboard import Keyboard
from tests.browser.pages.lesson import LessonPage
from tests.served import Demo


def test_a_pupil_joins_and_does_a_story_with_the_keyboard(demo: Demo, chromebook: Computer) -> None:
    group = demo.group("7A")
    pupil = group.pupil("Hugo")

    code = CodePage(chromebook).open()
    hands = Keyboard(code)
    hands.walk()
    hands.go_to(code.page.locator("#code"))
    hands.page.keyboard.type(group.code.lower())
    hands.press(code.next_step)

    names = NamesPage(chromebook)
    assert [stop.words for stop in Keyboard(names).walk()][3:] == [each.name for each in group.pupils]
    Keyboard(names).press(names.page.get_by_role("link", name="Hugo", exact=True))

    pictures = PicturesPage(chromebook)
    hands = Keyboard(pictures)
    hands.walk()
    for number, picture in enumerate(pupil.pictures[:-1], start=1):
        hands.press(pictures.picture(picture), key="Space", state=f"{number} chosen, by keyboard")
        expect(pictures.ticks).to_have_count(number)
        hands.stands_on_the_heading()
    hands.press(pictures.picture(pupil.pictures[-1]))

    home = HomePage(chromebook)
    hands = Keyboard(home)
    expect(home.whose).to_contain_text("Hugo")
    hands.walk()
    home.open()
    hands.press(home.next_step)

    lesson = LessonPage(chromebook)
    hands = Keyboard(lesson)
    hands.go_to(lesson.page.locator("summary"))
    hands.page.keyboard.press("Enter")
    expect(lesson.page.locator("details[open]")).to_be_visible()
    for _ in range(4):
        hands.press(lesson.next_step)
    hands.walk()
    lesson.reload()

    for reply in ("Ken ik jou ergens van?", "Dat zeg ik liever niet", "Ik laat thuis zien"):
        hands.press(lesson.answers.filter(has_text=reply), state="chat, by keyboard")
        hands.stands_on_the_heading()

    expect(lesson.rating).to_have_text("Sterk")
    hands.press(lesson.next_step)
    hands.press(lesson.answers.first, key="Space", state="story, answered by keyboard")
    hands.stands_on_the_heading()


def test_the_skip_link_goes_past_the_top(demo: Demo, chromebook: Computer) -> None:
    code = CodePage(chromebook).open()
    hands = Keyboard(code)
    hands.stand_at_the_top()

    first = hands.tab()
    hands.page.keyboard.press("Enter")

    assert first is not None and first.words == "Naar de inhoud"
    assert hands.page.url.endswith("#inhoud")
    hands.go_to(code.page.locator("#code"))

"""The Back button: a whole page while a pupil is in, and nothing of the pupil afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import BrowserType
from playwright.sync_api import Page
from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.pages.home import HomePage
from tests.browser.pages.joining import CardPage
from tests.browser.pages.joining import CodePage
from tests.browser.pages.lesson import LessonPage
from tests.browser.walker import Walker
from tests.served import Demo

_TELL_REVIVAL = """addEventListener("pageshow", (event) => {
  if (event.persisted) console.info(`revived: ${document.body.innerText}`);
});"""


@pytest.fixture
def remembering(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that keeps pages alive behind the Back button, as those of a school do."""
    ignored = ["--disable-back-forward-cache"]
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=ignored)
    yield browser
    browser.close()


def test_back_after_answers_shows_a_whole_page(demo: Demo, chromebook: Computer) -> None:
    CardPage(chromebook).come_in(demo.group("7A").pupil("Levi"))
    story = LessonPage(chromebook).open_story("wie-zit-daar", "kom-mee-naar-plop")
    story.choose("Ken ik jou ergens van?").choose("Ik roep iemand thuis").go_on()

    story.back("chat, come back to")

    expect(story.rating).to_have_text("Sterk")
    expect(story.page.locator("html")).to_have_attribute("lang", "nl")

    story.forward("story, gone forward to")

    expect(story.answers).to_have_count(4)


def test_nothing_of_a_pupil_is_left_behind_the_back_button(
    demo: Demo, remembering: Browser, browser_context_args: dict[str, Any], walker: Walker
) -> None:
    group = demo.group("7A")
    with remembering.new_context(**browser_context_args) as context:
        context.add_init_script(_TELL_REVIVAL)
        revived: list[str] = []
        context.on("console", lambda message: revived.append(message.text) if "revived" in message.text else None)
        chromebook = Computer.switched_on(context, demo.url, walker)
        home = CodePage(chromebook).open().type_code(group.code).choose("Maud").tap_all(group.pupil("Maud").pictures)
        home.begin("Delen of houden?").go_on()
        HomePage(chromebook).open("/about-me", "about me").back()

        assert revived, "this browser keeps no page alive"

        home.open()
        revived.clear()
        home.leave()

        door = CodePage(chromebook).look("after Klaar")
        _shows_nothing_of("Maud", door.page)
        assert _stored(door.page) == [0, 0, 0]
        for _ in range(len(_history(door.page)) - 2):  # all but this page, and the empty one a browser begins with
            door.back("behind Klaar")
            expect(door.heading).to_have_text("Typ de code van het bord")
            _shows_nothing_of("Maud", door.page)
        assert [each for each in revived if "Maud" in each] == []
        assert chromebook.faults == []


def test_a_card_leaves_no_key_behind_the_back_button(demo: Demo, chromebook: Computer) -> None:
    pupil = demo.group("7A").pupil("Selma")
    home = CardPage(chromebook).come_in(pupil)
    key = pupil.card.rsplit("/", 1)[-1]

    home.leave()

    door = CodePage(chromebook).look("after Klaar")
    _shows_nothing_of(key, door.page)
    _shows_nothing_of("Selma", door.page)


def _shows_nothing_of(word: str, page: Page) -> None:
    assert word not in page.content()
    assert [entry for entry in _history(page) if word in entry] == []


def _history(page: Page) -> list[str]:
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [f"{entry['url']} {entry['title']}" for entry in entries]


def _stored(page: Page) -> list[int]:
    counts = "[localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    found: list[int] = page.evaluate(f"async () => {counts}")
    return found

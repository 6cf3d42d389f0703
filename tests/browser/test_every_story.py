"""Every story there is, of every kind: with a keyboard only, and what a hand on a mouse or a screen does besides."""

from collections.abc import Iterator
from datetime import UTC
from datetime import datetime

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from learn.classroom import adviser_days
from learn.classroom import lessons
from learn.classroom.db import Database
from learn.classroom.schooldays import local
from learn.classroom.tables import Group
from learn.classroom.tables import School
from learn.classroom.tables import row_id
from learn.content.library import Library
from tests.browser.computers import Computer
from tests.browser.pages.joining import CardPage
from tests.browser.pages.story import StoryHands
from tests.browser.pages.story import StoryPage
from tests.served import Demo

GROUP = "8A"
STRIKE_AFTER_SWAP = """spot => addEventListener("htmx:after:swap", () => {
  window.struck = document.elementFromPoint(...spot).closest("button")?.name ?? "nothing";
}, {once: true})"""
KINDS = {"choose", "chat", "sort", "order", "spot", "line"}


@pytest.fixture
def every_lesson(demo: Demo, library: Library) -> Iterator[Library]:
    """All lessons are ready for one group, the sensitive ones too; afterwards as before."""
    database, now = Database(f"sqlite:///{demo.data / 'afgesproken.db'}"), datetime.now(UTC)
    with database.transaction() as session:
        group_id = row_id(session.exec(select(Group.id).where(Group.name == GROUP)).one())
        school_id = row_id(session.exec(select(School.id)).one())
        before = {run.module for run in lessons.ready(session, group_id, now)}
        opened = [module for module in library.modules.values() if module.slug not in before]
        for module in opened:
            if module.sensitive:
                adviser_days.say(session, school_id, module, local(now).date(), None, now)
            lessons.set_ready(session, group_id, module, None, now)
    yield library
    with database.transaction() as session:
        for module in opened:
            lessons.put_away(session, group_id, module.slug, now)
    database.close()


@pytest.fixture
def cards(every_lesson: Library, chromebook: Computer) -> StoryPage:
    """Cards to sort, of which none lies."""
    module, slug = next(
        (module.slug, slug)
        for module in every_lesson.modules.values()
        for slug, story in module.stories.items()
        if story.kind == "sort" and not module.sensitive
    )
    story = StoryPage(chromebook)
    story.path = f"/quizzes/{module}/{slug}"
    return story


def test_every_story_of_every_lesson_is_done_with_the_keyboard(
    demo: Demo, chromebook: Computer, every_lesson: Library
) -> None:
    CardPage(chromebook).come_in(demo.group(GROUP).pupil("Quinn"))
    story, looked_at = StoryPage(chromebook), set()

    for module in every_lesson.modules.values():
        for slug, each in module.stories.items():
            story.page.goto(f"/quizzes/{module.slug}/{slug}")
            if each.kind not in looked_at:
                story.look(f"{each.kind}, asked")
            StoryHands(story).does(each.kind)
            if each.kind not in looked_at:
                story.look(f"{each.kind}, answered")
            expect(story.rating).to_be_focused()
            expect(story.page.locator(".clause")).to_be_visible()
            looked_at.add(each.kind)

    assert looked_at == KINDS


def test_a_card_is_dragged_to_its_folder_and_one_that_is_let_go_elsewhere_lies_nowhere(
    demo: Demo, chromebook: Computer, cards: StoryPage
) -> None:
    CardPage(chromebook).come_in(demo.group(GROUP).pupil("Rosa"))
    cards.open()
    text = cards.text

    with cards.turning():
        cards.drag_card_to(cards.folders.nth(1))

    expect(cards.laid).to_have_text([text])
    assert cards.lies_in(1) == [text]
    second = cards.text
    assert second != text

    sent = cards.posts()
    cards.drag_card_to(cards.heading)
    expect(cards.card).to_have_css("translate", "none")

    with cards.turning():
        cards.drag_card_to(cards.folders.nth(0))

    assert len(sent) == 1
    assert (cards.lies_in(0), cards.lies_in(1)) == ([second], [text])


def test_a_press_that_comes_twice_lays_one_card(demo: Demo, chromebook: Computer, cards: StoryPage) -> None:
    CardPage(chromebook).come_in(demo.group(GROUP).pupil("Sanna"))
    cards.open()

    with cards.turning():
        cards.folders.first.locator("button").dblclick()

    expect(cards.reload("one card lies").laid).to_have_count(1)


def test_a_press_on_a_card_that_nobody_can_have_read_yet_strikes_nothing(
    demo: Demo, chromebook: Computer, cards: StoryPage
) -> None:
    CardPage(chromebook).come_in(demo.group(GROUP).pupil("Timo"))
    cards.open()
    box = cards.folders.first.locator("button").bounding_box()
    assert box is not None
    spot = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    cards.page.evaluate(STRIKE_AFTER_SWAP, spot)
    with cards.turning():
        cards.page.mouse.click(*spot)
    struck = cards.page.evaluate("window.struck")
    cards.page.locator("#page:not(.fresh)").wait_for()
    with cards.turning():
        cards.page.mouse.click(*spot)

    assert struck == "nothing"
    expect(cards.laid).to_have_count(2)

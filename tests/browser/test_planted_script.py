"""Somebody plants script in a page: the policy keeps it from running, and the page still works."""

from collections.abc import Callable

from playwright.sync_api import Route
from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.pages.joining import CardPage
from tests.browser.pages.lesson import LessonPage
from tests.served import Demo

_WAYS = ("an inline script", "an attribute", "an address", "hx-on", "a js: value", "a filter")
_PLANTED = """
<script>window.ran = ["an inline script"]</script>
<img src="/nowhere.png" alt="" onerror="window.ran.push('an attribute')">
<a id="address" href="javascript:void window.ran.push('an address')">x</a>
<button id="on" type="button" hx-on:click="window.ran.push('hx-on')">x</button>
<button id="vals" type="button" hx-get="/help" hx-swap="none"
  hx-vals='js:{"x": window.ran.push("a js: value")}'>x</button>
<button id="filter" type="button" hx-get="/help" hx-swap="none"
  hx-trigger="click[window.ran.push('a filter')]">x</button>
<style>#on { color: red }</style>
"""


def test_planted_script_does_not_run(demo: Demo, chromebook: Computer) -> None:
    CardPage(chromebook).come_in(demo.group("7A").pupil("Puck"))
    lesson = LessonPage(chromebook).open_story("wie-zit-daar", "kom-mee-naar-plop")
    chromebook.forgive("")  # this is all trouble

    assert _ran(lesson, _without_policy) == sorted(_WAYS)

    chromebook.trouble.clear()

    assert _ran(lesson, _as_served) == []
    for directive in ("script-src-elem", "script-src-attr", "style-src-elem"):
        assert any(f"against the policy: {directive}" in each for each in chromebook.trouble), directive

    lesson.press(lesson.answers.first)

    expect(lesson.talk).not_to_have_count(2)


def _ran(lesson: LessonPage, plant: Callable[[Route], None]) -> list[str]:
    address = lesson.page.url
    lesson.page.route(address, plant)
    lesson.page.goto(address)
    for planted in ("address", "on", "vals", "filter"):
        lesson.page.locator(f"#{planted}").click()
    lesson.page.wait_for_load_state("networkidle")
    lesson.page.unroute(address)
    assert lesson.page.url == address
    return sorted(lesson.page.evaluate("window.ran ?? []"))


def _as_served(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace("</main>", _PLANTED + "</main>"))


def _without_policy(route: Route) -> None:
    response = route.fetch()
    headers = {name: value for name, value in response.headers.items() if name != "content-security-policy"}
    route.fulfill(response=response, headers=headers, body=response.text().replace("</main>", _PLANTED + "</main>"))

"""Home of a pupil, and the quiet pages around it."""

from typing import ClassVar
from typing import Self

from playwright.sync_api import Locator

from tests.browser.pages.lesson import LessonPage
from tests.browser.pages.rules import RulePage
from tests.browser.pages.screen import Screen


class HomePage(Screen):
    """My lessons."""

    path: ClassVar[str] = "/"

    @property
    def whose(self) -> Locator:
        return self.page.locator(".where")

    def begin(self, lesson: str) -> LessonPage:
        """Tap a lesson on the line of the year."""
        self.press(self.page.locator(".year").get_by_role("link", name=lesson))
        return LessonPage(self.computer).look("where I go on")

    def go_on(self) -> LessonPage:
        """Press the one yellow button."""
        self.press(self.next_step)
        return LessonPage(self.computer).look("where I go on")

    def read_rules(self) -> RulePage:
        """Go to the rules of the group."""
        self.press(self.page.locator("a[href^='/rules/']").first)
        return RulePage(self.computer).look("a rule")

    def leave(self) -> None:
        """Klaar."""
        self.press(self.page.locator("form[action='/leave'] button"))


class HelpPage(Screen):
    """Three calm choices."""

    path: ClassVar[str] = "/help"

    def choose(self, kind: str) -> Self:
        """Which kind of help: story, computer or talk?"""
        self.press(self.page.locator(f"button[value={kind}]"))
        return self.look(f"help, {kind}")

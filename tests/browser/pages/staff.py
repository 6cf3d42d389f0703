"""Staff: the door, my groups, a group, the board."""

import re
from typing import ClassVar
from typing import Self

from playwright.sync_api import Locator
from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.pages.rules import RulesDesk
from tests.browser.pages.screen import Screen
from tests.served import Staff


class StaffDoor(Screen):
    """Sign in for staff."""

    path: ClassVar[str] = "/staff"

    def sign_in(self, person: Staff) -> "MyGroups":
        """With e-mail and password."""
        self.page.locator("#email").fill(person.email)
        self.page.locator("#password").fill(person.password)
        self.press(self.next_step)
        return MyGroups(self.computer).look("my groups")


class MyGroups(Screen):
    """The groups I teach."""

    path: ClassVar[str] = "/staff"

    def open_group(self) -> "GroupPage":
        """Open the group; first say that the class does not see this screen."""
        self.press(self.next_step)
        group = GroupPage(self.computer)
        group.look("does the class see this screen?")
        group.press(group.page.locator("button[name=own][value=yes]"))
        return group.look("the group")


class GroupPage(Screen):
    """A group at a glance."""

    @property
    def address(self) -> str:
        found = re.search(r"/groups/\d+", self.page.url)
        assert found, self.page.url
        return found[0]

    @property
    def code(self) -> Locator:
        return self.page.locator(".codeline")

    def progress(self, name: str) -> list[str]:
        """How far a child is, in words, a word a story."""
        row = self.page.locator(".matrix tr").filter(has=self.page.get_by_role("rowheader", name=name))
        return row.locator("td .sr").all_inner_texts()

    def open_anew(self) -> Self:
        """Close the group and open it under a new code."""
        old = self.code.inner_text()
        self.press(self.page.locator("form[action$='/closings'] button"))
        self.look("closed")
        self.press(self.page.locator("form[action$='/openings'] button"))
        expect(self.code).not_to_have_text(old)
        return self.look("open")

    def show_lesson(self, title: str) -> Self:
        """Look at another lesson that is ready."""
        other = self.page.locator(".plainlist").get_by_role("link", name=title)
        if other.count():
            self.press(other)
        return self.look(f"lesson {title}")

    def let_in(self, name: str) -> Self:
        """Let in who knocks."""
        self.press(self.page.locator(".door li").filter(has_text=name).get_by_role("button", name="Laat binnen"))
        return self.look("let somebody in")

    def open_rules(self) -> RulesDesk:
        """Go to the rules of the group."""
        self.press(self.page.locator("nav a[href$='/rules']"))
        return RulesDesk(self.computer).look("the rules")

    def show_board(self) -> "BoardPage":
        """Open the board in a window of its own."""
        with self.computer.context.expect_page() as opened:
            self.page.locator("a[href^='/board/']").click()
        return BoardPage(Computer(self.computer.context, opened.value, self.computer.url, self.computer.walker)).look(
            "the code"
        )


class BoardPage(Screen):
    """The whiteboard."""

    @property
    def code(self) -> str:
        return self.page.locator(".join__code").inner_text().replace(" ", "")

    @property
    def present(self) -> Locator:
        return self.page.locator(".foot span")

"""What every page is: opened, looked at, turned into the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar
from typing import Self

from playwright.sync_api import Locator
from playwright.sync_api import expect

from tests.browser.computers import Computer


class Screen:
    """A page on a computer. Whatever brings another page, or another state of it, ends with a walk by axe."""

    path: ClassVar[str] = "/"

    def __init__(self, computer: Computer) -> None:
        self.computer = computer
        self.page = computer.page

    def open(self, path: str = "", state: str = "opened") -> Self:
        """Type the address."""
        self.page.goto(path or self.path)
        return self.look(state)

    def reload(self, state: str = "reloaded") -> Self:
        """Load the page again."""
        self.page.reload()
        return self.look(state)

    def back(self, state: str = "come back to") -> Self:
        """Press Back."""
        self.page.go_back()
        return self.look(state)

    def forward(self, state: str = "gone forward to") -> Self:
        """Press Forward."""
        self.page.go_forward()
        return self.look(state)

    def look(self, state: str) -> Self:
        """See that this is a whole page, and let axe walk it."""
        expect(self.page.locator("h1")).to_have_count(1)
        expect(self.page.locator("header.top, footer.foot").first).to_be_visible()
        expect(self.lost).to_be_hidden()
        assert self.page.evaluate("document.getAnimations().length") == 0, f"{self.page.url} moves"
        if self.computer.script:  # axe is script too
            self.computer.walker.walk(self.page, state)
        return self

    @contextmanager
    def turning(self) -> Iterator[None]:
        """What happens inside brings another page, loaded or swapped in. Wait until it is there."""
        self.page.evaluate("document.querySelector('main').setAttribute('data-left', '')")
        yield
        expect(self.page.locator("main:not([data-left])")).to_have_count(1)
        self.page.wait_for_load_state()

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")

    @property
    def lost(self) -> Locator:
        """The word that there is no connection."""
        return self.page.locator("#lost")

    @property
    def next_step(self) -> Locator:
        """The one yellow button of a page."""
        return self.page.locator("main .button--go")

    def press(self, button: Locator) -> None:
        """Press a button or a link, and wait for the page it brings."""
        with self.turning():
            button.click()

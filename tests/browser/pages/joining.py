"""Coming in: the code, the names, the pictures, the card, the door."""

from typing import ClassVar
from typing import Self

from playwright.sync_api import Locator
from playwright.sync_api import expect

from learn.content.pictures import PICTURES
from tests.browser.pages.home import HomePage
from tests.browser.pages.screen import Screen
from tests.served import Pupil


class CodePage(Screen):
    """Type the code on the board."""

    path: ClassVar[str] = "/"

    def type_code(self, code: str) -> "NamesPage":
        """Type the code and go on."""
        self.page.locator("#code").fill(code)
        self.press(self.next_step)
        return NamesPage(self.computer).look("names of the group")

    def switch_to(self, language: str) -> Self:
        """Read on in another language."""
        self.press(self.page.get_by_role("button", name=language))
        return self.look(f"in {language}")


class NamesPage(Screen):
    """Who are you?"""

    path: ClassVar[str] = "/names"

    def choose(self, name: str) -> "PicturesPage":
        """Tap a name."""
        self.press(self.page.get_by_role("link", name=name, exact=True))
        return PicturesPage(self.computer).look("no picture yet")


class PicturesPage(Screen):
    """Your four pictures, in order."""

    @property
    def ticks(self) -> Locator:
        return self.page.locator(".slots .in")

    def picture(self, picture: str) -> Locator:
        """The button with this picture."""
        return self.page.get_by_role("button", name=PICTURES[picture], exact=True)

    def tap(self, picture: str) -> None:
        """Tap one picture."""
        self.press(self.picture(picture))

    def tap_all(self, pictures: tuple[str, ...]) -> HomePage:
        """Tap the four pictures, one after another: each comes back as a part of the page, the last one leads in."""
        for number, picture in enumerate(pictures[:-1], start=1):
            self.tap(picture)
            expect(self.ticks).to_have_count(number)
            self.look(f"{number} chosen")
        self.tap(pictures[-1])
        return HomePage(self.computer).look("just in")

    def take_one_back(self) -> Self:
        """Take the last picture back."""
        self.press(self.page.locator("button[name=undo]"))
        return self.look("one taken back")

    def knock(self) -> "DoorPage":
        """I do not remember them."""
        self.press(self.page.locator("form[action$='/door'] button"))
        return DoorPage(self.computer).look("knocked")


class DoorPage(Screen):
    """Waiting until the teacher lets you in."""

    def come_in(self) -> HomePage:
        """Wait until the page itself says that you may, and press."""
        expect(self.next_step).to_be_visible(timeout=10_000)
        self.look("you may come in")
        self.press(self.next_step)
        return HomePage(self.computer).look("just in")


class CardPage(Screen):
    """Hello, with a button."""

    def come_in(self, pupil: Pupil) -> HomePage:
        """Scan the card and press the button."""
        self.open(pupil.card, "a card")
        self.press(self.next_step)
        return HomePage(self.computer).look("just in")

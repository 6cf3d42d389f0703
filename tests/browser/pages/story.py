"""A story of any kind: the answers to press, the cards to lay, the places to tap, the line to stand on."""

from playwright.sync_api import Locator
from playwright.sync_api import expect

from tests.browser.pages.keyboard import Keyboard
from tests.browser.pages.lesson import LessonPage


class StoryPage(LessonPage):
    """One story, asking or answered."""

    @property
    def card(self) -> Locator:
        """The card to lay in a folder."""
        return self.page.locator(".slip")

    @property
    def text(self) -> str:
        """What that card says."""
        return self.page.locator("#slip").inner_text()

    def posts(self) -> list[str]:
        """The addresses to which something is sent from now on."""
        sent: list[str] = []
        self.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        return sent

    @property
    def folders(self) -> Locator:
        return self.page.locator(".folder")

    @property
    def laid(self) -> Locator:
        """The cards that lie in folders."""
        return self.page.locator(".folder .slips li")

    @property
    def places(self) -> Locator:
        return self.page.locator("main input[type=checkbox]")

    @property
    def points(self) -> Locator:
        return self.page.locator("main input[type=radio]")

    def drag_card_to(self, target: Locator) -> None:
        """Take the card and let go of it in the middle of this."""
        box = target.bounding_box()
        assert box is not None
        self.card.hover()
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
        self.page.mouse.up()

    def lies_in(self, number: int) -> list[str]:
        """The cards in this folder, from the left."""
        return self.folders.nth(number).locator(".slips li").all_inner_texts()


class StoryHands(Keyboard):
    """Does a story with the keyboard only."""

    def __init__(self, story: StoryPage) -> None:
        super().__init__(story)
        self.story = story

    def does(self, kind: str) -> None:
        """From what is asked to what comes back."""
        match kind:
            case "choose":
                self.sends(self.story.answers.first)
            case "chat" | "order":
                while self.story.answers.count():
                    self.sends(self.story.answers.first)
            case "sort":
                while self.story.card.count():
                    folder = self.story.folders.nth(self.story.laid.count() % self.story.folders.count())
                    self.sends(folder.locator("button"), "Space")
            case "spot":
                self.go_to(self.story.places.first)
                self.page.keyboard.press("Space")
                expect(self.story.places.first).to_be_checked()
                self.sends(self.story.next_step)
            case "line":
                self.go_to(self.story.points.first)
                self.page.keyboard.press("Space")
                self.page.keyboard.press("ArrowRight")
                expect(self.story.points.nth(1)).to_be_checked()
                self.sends(self.story.next_step)

    def sends(self, button: Locator, key: str = "Enter") -> None:
        """Go to a button and press it; what comes has the focus, so that whoever reads along hears it."""
        self.go_to(button)
        with self.screen.turning():
            self.page.keyboard.press(key)
        self.page.locator("main [autofocus]:focus").wait_for()

"""The head's pages of the school's own protocol."""

from typing import ClassVar

from playwright.sync_api import FilePayload

from tests.browser.pages.screen import Screen


class ProtocolPage(Screen):
    """Which protocol holds, and a place for another document."""

    path: ClassVar[str] = "/school/protocol"

    def bring_in(self, file: FilePayload) -> "ReviewPage":
        """Choose the file and let it be read; a document that waits may go."""
        self.page.locator("#file").set_input_files(file)
        may_go = self.page.locator("input[name=seen]")
        if may_go.count():
            may_go.check()
        self.press(self.page.locator("form[action$='/drafts'] button"))
        return ReviewPage(self.computer).look(f"read from {file['name']}")


class ReviewPage(Screen):
    """The document sentence by sentence."""

    @property
    def sentences(self) -> list[str]:
        return self.page.locator(".review-list .clause-said").all_inner_texts()

    def confirm(self, date: str) -> ProtocolPage:
        """Everything is right as it was read: look at each, and let it hold."""
        waiting = self.page.locator("form[action*='/clauses/'][action$='/checks'] button")
        while waiting.count():
            waiting.first.click()
            self.page.locator("#clause-1 .saved, .saved").first.wait_for()
            self.reload("one more is looked over")
        self.press(self.next_step)
        self.page.locator("#date").fill(date)
        self.press(self.next_step)
        return ProtocolPage(self.computer).look("it holds")

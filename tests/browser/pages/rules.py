"""The group rules: a child reads them and signs, the teacher adopts, writes down, closes and prints."""

from io import BytesIO
from typing import Self

from playwright.sync_api import Locator
from pypdf import PdfReader

from tests.browser.pages.screen import Screen


class RulePage(Screen):
    """One rule a page, and then the two equal buttons."""

    @property
    def stamp(self) -> Locator:
        return self.page.locator(".stamp")

    def say(self, words: str) -> Self:
        """I understand it, or I do not."""
        self.press(self.page.get_by_role("button", name=words, exact=True))
        return self.look(self._state())

    def read_on(self) -> Self:
        """Understand every rule that is left."""
        while self._state() == "a rule":
            self.say("Ik snap het")
        return self

    def choose(self, words: str) -> Self:
        """Join, sign later, or take it back."""
        self.press(self.page.get_by_role("button", name=words, exact=True))
        return self.look("signed" if self.stamp.count() else "to sign")

    def _state(self) -> str:
        return "a rule" if self.page.locator("button[name=clear]").count() else "to sign"


class RulesDesk(Screen):
    """The teacher's page of the rules."""

    @property
    def joined(self) -> Locator:
        return self.page.locator("section[aria-labelledby=mee] .big")

    def write_draft(self, *own: str) -> Self:
        """Go to the draft and write the group's own rules."""
        self.press(self.next_step)
        self.look("the draft")
        for number, rule in enumerate(own):
            self.page.get_by_label(f"Eigen regel {number + 1}", exact=True).fill(rule)
        return self

    def adopt(self) -> Self:
        """Keep the draft, read what adopting means, and adopt."""
        self.press(self.page.locator("button[name=adopt]"))
        self.look("adopting")
        self.press(self.next_step)
        return self.look("adopted")

    def tick(self, *names: str) -> Self:
        """Tick children."""
        for name in names:
            self.page.get_by_label(name, exact=True).check()
        return self

    def write_down(self, words: str) -> Self:
        """Write down what happened with the ticked children."""
        self.press(self.page.locator(".writing").get_by_role("button", name=words))
        return self.look("written down")

    def close(self) -> Self:
        """All others sign later; close and countersign."""
        self.page.locator("details.sure summary").click()
        self.press(self.page.locator("form[action$='/remainders'] button"))
        self.look("all is known")
        self.press(self.page.locator("form[action$='/sign-offs'] button"))
        return self.look("closed")

    def paper(self, name: str) -> str:
        """The words on one of the papers."""
        ask = self.computer.context.request
        if name == "poster":
            address = self.page.locator("a[href$='/poster.pdf']").get_attribute("href")
            answer = ask.get(f"{self.computer.url}{address}")
        else:  # who prints names is written down, so these are posted for
            form = self.page.locator("form[action$='/sheet.pdf']")
            address = str(form.get_attribute("action")).replace("/sheet.pdf", f"/{name}.pdf")
            token = form.locator("input[name=csrf_token]").input_value()
            answer = ask.post(f"{self.computer.url}{address}", form={"csrf_token": token})
        assert answer.ok, answer.status
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages)

"""A lesson step by step: questions, stories, the end."""

from typing import Self

from playwright.sync_api import Locator
from playwright.sync_api import expect

from tests.browser.pages.screen import Screen


class LessonPage(Screen):
    """One step of a lesson, whichever it is."""

    def open_story(self, lesson: str, story: str) -> Self:
        """Type the address of a story; any story of a lesson that is ready is there."""
        return self.open(f"/quizzes/{lesson}/{story}", "story, not answered")

    @property
    def answers(self) -> Locator:
        return self.page.locator("button.choice")

    @property
    def rating(self) -> Locator:
        return self.page.locator("h1.rating")

    @property
    def talk(self) -> Locator:
        return self.page.locator(".chat .bubble:not(.bubble--next)")

    @property
    def kept(self) -> Locator:
        return self.page.get_by_role("status").filter(has_text="bewaard")

    def turn_the_card(self) -> Self:
        """See the answer to a question."""
        self.page.locator("details.turn summary").click()
        expect(self.page.locator("details[open]")).to_be_visible()
        return self.look("question, turned")

    def choose(self, words: str) -> Self:
        """Give the answer with these words in it."""
        self.press(self.answers.filter(has_text=words))
        return self.look("story, answered" if self.rating.count() else "chat, further on")

    def go_on(self) -> Self:
        """Next."""
        self.press(self.next_step)
        return self.look(self._state())

    def go_on_to_the_end(self) -> Self:
        """Next, until the lesson is done."""
        while "/result" not in self.page.url:
            self.go_on()
        return self

    def leave(self) -> None:
        """Klaar."""
        self.press(self.page.locator("form[action='/leave'] button"))

    def _state(self) -> str:
        if "/quizzes/" in self.page.url:
            return "story, not answered" if self.answers.count() else "story, answered"
        return self.page.title().split(":")[0]

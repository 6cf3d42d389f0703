"""Hands that have a keyboard only."""

from dataclasses import dataclass
from itertools import pairwise

from playwright.sync_api import Locator
from playwright.sync_api import expect

from tests.browser.pages.screen import Screen

_MOST_STOPS = 80
_WHERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const {left, top, right, bottom} = at.getBoundingClientRect();
  // A box to tick is drawn by its label.
  const shown = getComputedStyle(getComputedStyle(at).opacity === "0" ? at.closest("label") : at);
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    words: (at.getAttribute("aria-label") || at.innerText || at.name || "").trim().replace(/\\s+/g, " "),
    left, top: top + scrollY, right, bottom: bottom + scrollY,
    place: [...document.querySelectorAll("*")].indexOf(at),
    outlined: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
    uncovered: Boolean(above) && (at.contains(above) || above.contains(at)),
  };
}"""
_REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter((each) => each.checkVisibility()).length"""


@dataclass(frozen=True)
class Stop:
    """Where Tab stopped."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    place: int
    outlined: bool
    uncovered: bool

    def comes_after(self, other: "Stop") -> bool:
        """In the source, and on the screen: lower, beside, or in a column more to the right."""
        return self.place > other.place and (self.bottom > other.top + 1 or self.left >= other.right - 1)


class Keyboard:
    """Tab, Enter, Space and letters."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page

    def tab(self) -> Stop | None:
        """Press Tab; where it stops must show, and nothing may lie over it."""
        self.page.keyboard.press("Tab")
        found = self.page.evaluate(_WHERE)
        if found is None:
            return None
        stop = Stop(**found)
        assert stop.outlined, f"{self.page.url}: the focus does not show on {stop.words!r}"
        assert stop.uncovered, f"{self.page.url}: something lies over {stop.words!r}"
        return stop

    def stand_at_the_top(self) -> None:
        """Where Tab begins on a page that put the focus nowhere."""
        self.page.evaluate(
            "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
        )

    def walk(self) -> list[Stop]:
        """Tab through the whole page, from the top to the end."""
        self.stand_at_the_top()
        stops: list[Stop] = []
        # After the last stop Chromium goes to its own bar, or round to the first.
        while (stop := self.tab()) and stop.place not in (each.place for each in stops):
            stops.append(stop)
        for before, after in pairwise(stops):
            assert after.comes_after(before), f"{self.page.url}: {after.words!r} comes after {before.words!r}"
        assert len(stops) == self.page.evaluate(_REACHABLE), [stop.words for stop in stops]
        return stops

    def go_to(self, target: Locator) -> None:
        """Tab until this has the focus."""
        focused = target.and_(self.page.locator(":focus"))
        for _ in range(_MOST_STOPS):
            if focused.count():
                return
            self.tab()
        raise AssertionError(f"{self.page.url}: Tab never reaches {target}")

    def press(self, target: Locator, key: str = "Enter", state: str = "by keyboard") -> None:
        """Go to a button or a link and press it; look at the page it brings."""
        self.go_to(target)
        with self.screen.turning():
            self.page.keyboard.press(key)
        self.screen.look(state)

    def stands_on_the_heading(self) -> None:
        """Whoever reads along hears what came."""
        expect(self.screen.heading).to_be_focused()

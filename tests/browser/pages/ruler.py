"""Measures a page as it stands in its window."""

from dataclasses import dataclass

from playwright.sync_api import Page

_TARGETS = """() => [...document.querySelectorAll(
    "a[href], button, summary, input:not([type=hidden]), select, textarea"
  )]
  .filter((each) => each.checkVisibility())
  .map((each) => [each, (each.closest("label") ?? each).getBoundingClientRect(), each.innerText.trim()])
  .filter(([each, box]) => box.bottom > 0)
  .filter(([each, box, words]) =>
    getComputedStyle(each).display !== "inline" || each.parentElement.innerText.trim() === words)
  .map(([each, box, words]) => [words || each.name || each.id, box.width, box.height])"""

_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim(), parent = walker.currentNode.parentElement;
    if (!words || ["SCRIPT", "STYLE"].includes(parent.tagName) || !parent.checkVisibility()) continue;
    if (parent.closest(".sr, .skip") || getComputedStyle(parent).clipPath !== "none") continue;
    found.push([words.slice(0, 40), parseFloat(getComputedStyle(parent).fontSize)]);
  }
  return found;
}"""

_END = """() => Math.max(...[...document.querySelectorAll("main > *")]
  .filter((each) => getComputedStyle(each).position !== "absolute")
  .map((each) => each.getBoundingClientRect().bottom + scrollY))"""

_SPREAD = """() => {
  const wide = new CSSStyleSheet();
  wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(wide);
}"""

_OVERFLOW = (
    """() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"""
)


@dataclass(frozen=True)
class Ruler:
    """A ruler along a page."""

    page: Page

    def spread(self) -> None:
        """Set the text as wide as a reader may ask for (WCAG 2.2, 1.4.12)."""
        self.page.evaluate(_SPREAD)

    def sideways(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate(_OVERFLOW)[0])

    def down(self) -> int:
        """How many pixels the page is higher than its window."""
        return int(self.page.evaluate(_OVERFLOW)[1])

    def end(self) -> float:
        """Where the content of the page ends, in pixels from the top."""
        return float(self.page.evaluate(_END))

    def targets_below(self, size: float) -> list[str]:
        """What can be pressed and is smaller than this. Links inside a sentence do not count."""
        found = self.page.evaluate(_TARGETS)
        return [
            f"{words}: {width:.0f} x {height:.0f}" for words, width, height in found if min(width, height) < size - 0.5
        ]

    def texts_below(self, size: float) -> list[str]:
        """The words that are smaller than this."""
        return [f"{words}: {height:.1f}" for words, height in self.page.evaluate(_TEXTS) if height < size - 0.05]

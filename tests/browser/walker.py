"""Walks every page in every state with axe, and remembers where it has been."""

import re
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

_AXE = Path(__file__).parent.parent / "vendor" / "axe-core@4.14.1" / "axe.min.js"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_LOOK = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


@dataclass
class Walker:
    """What was walked: the pattern of the address, the state it was in, and how large the window was."""

    axe: str = field(default_factory=lambda: _AXE.read_text("utf-8"), repr=False)
    seen: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def walk(self, page: Page, state: str) -> None:
        """Let axe look at the page as it stands; one fault is too many."""
        # Through the debugger, which the page's own policy does not concern.
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.axe + ";undefined")
        faults = page.evaluate(_LOOK, list(_TAGS))["violations"]
        size = page.viewport_size or {"width": 0, "height": 0}
        visit = (pattern(page.url), state, f"{size['width']}x{size['height']}")
        self.seen[visit] = self.seen.get(visit, 0) + 1
        told = [f"{each['id']} ({each['impact']}): {each['help']}: {_places(each)}" for each in faults]
        assert not told, f"{page.url}, {state}:\n" + "\n".join(told)

    def report(self) -> list[str]:
        """One line for each page, with its states."""
        pages: dict[str, list[str]] = {}
        for address, state, size in sorted(self.seen):
            pages.setdefault(address, []).append(f"{state} [{size}]")
        return [f"{address}: {'; '.join(states)}" for address, states in pages.items()]


def pattern(url: str) -> str:
    """The address without what differs: numbers, tokens, codes, stories."""
    path = urlsplit(url).path
    for found, told in (
        (r"^/card/[^/]+", "/card/<token>"),
        (r"^/board/[^/]+", "/board/<code>"),
        (r"^/quizzes/[^/]+/[^/]+", "/quizzes/<lesson>/<story>"),
        (r"(?<=/lessons/)[^/]+", "<lesson>"),
        (r"(?<=/steps/)[^/]+", "<step>"),
        (r"/\d+", "/<id>"),
    ):
        path = re.sub(found, told, path)
    return path


def _places(fault: dict[str, list[dict[str, object]]]) -> list[object]:
    return [node["target"] for node in fault["nodes"]]

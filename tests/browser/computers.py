"""The computers in a classroom: a browser each, watched for anything a page should not do."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import Page
from playwright.sync_api import Request
from playwright.sync_api import Response
from playwright.sync_api import WebError

from tests.browser.walker import Walker

_PATIENCE = 30_000
_TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass
class Computer:
    """One browser window in somebody's hands. ``trouble`` is all that went wrong in it."""

    context: BrowserContext
    page: Page
    url: str
    walker: Walker
    script: bool = True
    trouble: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    @classmethod
    def switched_on(cls, context: BrowserContext, url: str, walker: Walker, *, script: bool = True) -> Self:
        """Watch everything the browser does from its first page on."""
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_TELL_VIOLATIONS)
        made = cls(context, context.new_page(), url, walker, script)
        context.on("console", made._console)
        context.on("weberror", made._error)
        context.on("request", made._request)
        context.on("response", made._response)
        return made

    def forgive(self, words: str) -> None:
        """This test asks for trouble with these words in it."""
        self.forgiven.append(words)

    @property
    def faults(self) -> list[str]:
        """The trouble nobody asked for."""
        return [each for each in self.trouble if not any(words in each for words in self.forgiven)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(f"console: {message.text} ({message.location.get('url')}, on {self.page.url})")

    def _error(self, error: WebError) -> None:
        self.trouble.append(f"page error: {error.error}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self.trouble.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.trouble.append(f"{response.status}: {response.request.method} {response.url}")


SwitchOn = Callable[..., Computer]

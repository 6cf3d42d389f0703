"""The real server with the example school, Debian's Chromium or Playwright's own, and a computer for everybody."""

import os
import shutil
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.computers import Computer
from tests.browser.computers import SwitchOn
from tests.browser.walker import Walker
from tests.served import Demo
from tests.served import served

_WALKER = pytest.StashKey[Walker]()
_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_WALKER] = Walker()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    walker = config.stash.get(_WALKER, None)
    if walker and walker.seen:
        terminalreporter.section(f"axe walked {len(walker.seen)} states, {sum(walker.seen.values())} times")
        for line in walker.report():
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The example school, served to every story; each story takes its own children."""
    with served(tmp_path_factory.mktemp("demo")) as school:
        yield school


@pytest.fixture(scope="session")
def walker(pytestconfig: pytest.Config) -> Walker:
    return pytestconfig.stash[_WALKER]


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    return demo.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    # Containers run as root, and there Chromium refuses to start in its sandbox.
    rootless = ["--no-sandbox"] if os.geteuid() == 0 else []
    arguments = [*browser_type_launch_args.get("args", []), *_QUIET, *rootless]
    return {**browser_type_launch_args, **({"executable_path": path} if path else {}), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "viewport": {"width": 1366, "height": 768},
        "reduced_motion": "reduce",
    }


@pytest.fixture
def switch_on(new_context: Callable[..., BrowserContext], demo: Demo, walker: Walker) -> Iterator[SwitchOn]:
    """Another computer; whatever went wrong on one of them fails the test."""
    computers = []

    def switch(*, script: bool = True) -> Computer:
        context = new_context(java_script_enabled=script)
        computers.append(Computer.switched_on(context, demo.url, walker, script=script))
        return computers[-1]

    yield switch
    faults = [fault for each in computers for fault in each.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def chromebook(switch_on: SwitchOn) -> Computer:
    """The computer of a child."""
    return switch_on()


@pytest.fixture
def laptop(switch_on: SwitchOn) -> Computer:
    """The computer of a teacher."""
    return switch_on()

"""The pages for developers say what is so: settings, commands, paths, pictures, and our own code in the examples."""

import argparse
import re
from pathlib import Path
from typing import NamedTuple

from learn import cli
from learn.content.base import parse_yaml
from learn.content.base import read
from learn.content.protocols import Document
from learn.content.stories import StoryFile
from learn.settings import ENVIRONMENT

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PAGES = (README, CONTRIBUTING, ROOT / "CHANGELOG.md", ROOT / "deploy" / "README.md", ROOT / "static/vendor/README.md")

# Made when the app runs or is tested, so not there in a fresh checkout.
MADE_LATER = {"data", "build", ".venv"}
HOSTS = {"127.0.0.1", "192.168.1.20", "keepachangelog.com", "semver.org"}
BIGGEST_PICTURE = 120 * 1024


class Example(NamedTuple):
    """Code in CONTRIBUTING that says which file it comes from."""

    file: str
    lines: tuple[str, ...]


def test_the_settings_table_has_every_setting_and_no_other() -> None:
    assert [name for name in _first_cells(README) if name.startswith("LEARN_")] == sorted(ENVIRONMENT)


def test_every_setting_in_the_text_exists() -> None:
    for page in (*PAGES, *(ROOT / "deploy").iterdir()):
        assert set(re.findall(r"LEARN_[A-Z_]+", page.read_text("utf-8"))) <= set(ENVIRONMENT), page.name


def test_the_commands_table_has_every_command_with_its_options() -> None:
    told = {
        cell.split()[1]: set(re.findall(r"--[a-z-]+", cell))
        for cell in _first_cells(README)
        if cell.startswith("./run ")
    }

    assert told == _commands()


def test_every_command_in_the_text_exists() -> None:
    for page in PAGES:
        named = set(re.findall(r"(?:\./run|python -m learn|bin/learn) ([a-z]+)", page.read_text("utf-8")))

        assert named <= set(_commands()), page.name


def test_every_path_in_the_text_is_there() -> None:
    gone = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in PAGES
        for path in _paths(page)
        if not (ROOT / path).exists() and not (page.parent / path).exists()
    ]

    assert gone == []


def test_every_picture_is_there_and_light_enough_to_look_at() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README.read_text("utf-8"))
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "pictures").iterdir()}

    assert {path for _, path in shown} == kept
    assert all(len(words.split()) > 2 for words, _ in shown), "say what is in the picture"
    assert [path for path in kept if (ROOT / path).stat().st_size > BIGGEST_PICTURE] == []


def test_the_examples_are_our_own_code() -> None:
    examples = _examples()

    assert len(examples) >= 5
    for example in examples:
        lines = [line.strip() for line in (ROOT / example.file).read_text("utf-8").splitlines()]
        strangers = [line for line in example.lines if line.strip() not in lines]
        assert strangers == [], f"{example.file} no longer has these lines"


def test_the_story_and_the_protocol_in_the_text_are_valid() -> None:
    story = read(StoryFile, parse_yaml(_yaml("a story"), "story"), "story").root
    protocol = read(Document, parse_yaml(_yaml("a protocol"), "protocol"), "protocol")

    assert story.kind == "choose"
    assert protocol.clauses


def test_the_pages_send_nobody_to_a_host_we_did_not_choose() -> None:
    for page in PAGES:
        hosts = set(re.findall(r"https?://([\w.-]+)", page.read_text("utf-8")))

        assert {host for host in hosts if not host.endswith(".example")} <= HOSTS, page.name


def _commands() -> dict[str, set[str]]:
    parser = cli._parser()
    chosen = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {
        name: {option for action in command._actions for option in action.option_strings if len(option) > 2}
        - {"--help"}
        for name, command in chosen.choices.items()
    }


def _first_cells(page: Path) -> list[str]:
    """The code in the first cell of every row of every table."""
    return re.findall(r"^\| `([^`]+)`", page.read_text("utf-8"), re.MULTILINE)


def _paths(page: Path) -> set[str]:
    """Whatever looks like a path: in code spans, and in links within the tree."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\s]+)`", text)
    linked = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    looking = [
        span
        for span in spans
        if re.fullmatch(r"[\w.@/-]*(/|\.(py|md|toml|txt|yaml|html|css|js|po|service))[\w.@/-]*", span)
    ]
    inside = {path.removeprefix("./").rstrip("/") for path in (*looking, *linked) if not path.startswith("/")}
    return {path for path in inside if path.split("/")[0] not in MADE_LATER}


def _yaml(what: str) -> str:
    return re.search(rf"^```yaml\n(# {what}:.*?)^```", CONTRIBUTING.read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]


def _examples() -> list[Example]:
    """Blocks of code whose first line after ``# after`` or ``{# after`` names a file of ours."""
    found = []
    for block in re.findall(r"^```\w*\n(.*?)^```", CONTRIBUTING.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^(?=(?:#|\{#) (?:before|after))", block, flags=re.MULTILINE):
            if named := re.match(r"(?:#|\{#) after: (\S+)", part):
                lines = part.splitlines()[1:]
                found.append(Example(named[1], tuple(line for line in lines if line.strip() not in ("", "..."))))
    return found

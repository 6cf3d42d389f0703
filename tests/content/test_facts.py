"""Help lines, ages and laws: dated, sourced, and shown only when verified."""

from datetime import date
from datetime import timedelta

import pytest

from learn import paths
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.facts import Facts
from learn.content.facts import HelpLine

SEEN = date(2026, 11, 1)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read(Facts, read_yaml(paths.LESSONS / "facts.yaml", "facts.yaml"), "facts.yaml")


@pytest.mark.parametrize("group", [6, 7, 8])
def test_children_of_every_group_see_the_same_four_help_lines(facts: Facts, group: int) -> None:
    shown = [line.key for line in facts.help_for_pupils(group)]

    assert shown == ["alarmnummer", "kindertelefoon", "helpwanted", "veilig-thuis"]


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("kindertelefoon", "0800-0432"),
        ("helpwanted", "020-261 52 75"),
        ("veilig-thuis", "0800-2000"),
        ("alarmnummer", "112"),
        ("vertrouwensinspectie", "0900 111 3 111"),
        ("politie", "0900-8844"),
    ],
)
def test_a_help_line_has_its_number(facts: Facts, key: str, number: str) -> None:
    assert number in _line(facts, key).contact


def test_opening_hours_nobody_confirmed_are_not_claimed(facts: Facts) -> None:
    line = _line(facts, "kindertelefoon")

    assert "uur" not in line.when + line.contact


@pytest.mark.parametrize("key", ["meldknop", "stop-it-now", "centrum-seksueel-geweld"])
def test_what_nobody_confirmed_stays_unverified(facts: Facts, key: str) -> None:
    assert not _line(facts, key).verified


@pytest.mark.parametrize("change", [{"verified": False}, {"audience": "staff"}, {"groups": (7, 8)}])
def test_a_child_does_not_see_a_line_unverified_or_meant_for_others(change: dict[str, object]) -> None:
    line = _invented()
    kept_back = line.model_copy(update=change)

    assert Facts(help_lines=(line, kept_back), facts=()).help_for_pupils(6) == (line,)


def test_in_a_combination_group_a_line_must_suit_the_youngest_too() -> None:
    line = _invented().model_copy(update={"groups": (7, 8)})

    assert Facts(help_lines=(line,), facts=()).help_for_pupils(7, 8) == (line,)
    assert Facts(help_lines=(line,), facts=()).help_for_pupils(6, 7) == ()


def test_staff_lines_never_reach_children(facts: Facts) -> None:
    assert _line(facts, "stop-it-now").audience == "staff"


@pytest.mark.parametrize(("days", "stale"), [(0, False), (183, False), (184, True)])
def test_a_line_is_stale_after_six_months(days: int, stale: bool) -> None:
    assert _invented().stale(SEEN + timedelta(days=days)) is stale


@pytest.mark.parametrize(("verified", "days", "stale"), [(True, 183, False), (True, 184, True), (False, 184, False)])
def test_staff_are_told_when_something_that_is_shown_is_old(verified: bool, days: int, stale: bool) -> None:
    line = _invented().model_copy(update={"verified": verified})

    assert Facts(help_lines=(line,), facts=()).stale(SEEN + timedelta(days=days)) is stale


def test_every_key_names_one_thing(facts: Facts) -> None:
    keys = [each.key for each in (*facts.help_lines, *facts.facts)]

    assert len(set(keys)) == len(keys)


def _line(facts: Facts, key: str) -> HelpLine:
    return next(line for line in facts.help_lines if line.key == key)


def _invented() -> HelpLine:
    return HelpLine(
        key="luisterlijn",
        source="luisterlijn.example",
        checked_on=SEEN,
        verified=True,
        audience="pupils",
        name="De Luisterlijn",
        contact="0800-0000",
        when="Als je wilt praten.",
    )

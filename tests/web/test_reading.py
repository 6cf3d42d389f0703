"""Looking changes nothing: every page, as everybody, leaves every table as it was."""

import pytest

from tests.web.matrix import MATRIX
from tests.web.matrix import ROLES
from tests.web.matrix import Row
from tests.web.town import Town

LAST_SEEN = ("seen_at",)
LOOKING = ("GET", "HEAD", "OPTIONS")
READING = [row for row in MATRIX if row.method == "GET"]


@pytest.mark.parametrize("row", READING, ids=str)
def test_looking_changes_no_row_but_when_somebody_was_last_seen(town: Town, row: Row) -> None:
    town.clock.turn(minutes=2)
    before = town.rows(without=LAST_SEEN)

    for role in ROLES:
        for path in {town.address(row, case) for case in town.telling(row)}:
            for method in LOOKING:
                town.ask(role, method, path)
            town.ask(role, "GET", path, headers={"HX-Request": "true"})

    assert town.rows(without=LAST_SEEN) == before


@pytest.mark.parametrize(
    ("role", "path", "table"), (("pupil", "/about-me", "pupil_session"), ("teacher", "/staff", "staff_session"))
)
def test_when_somebody_was_last_seen_is_kept_once_a_minute(town: Town, role: str, path: str, table: str) -> None:
    before = town.rows()

    town.ask(role, "GET", path)
    within_the_minute = town.rows()
    town.clock.turn(minutes=2)
    town.ask(role, "GET", path)
    after_it = town.rows()

    assert within_the_minute == before
    assert {each for each in before if after_it[each] != before[each]} == {table}


@pytest.mark.parametrize("path", ("/bestaat-niet", "/groups/0", "/%00", "/static/niets.css"))
def test_looking_at_what_is_not_there_changes_nothing(town: Town, path: str) -> None:
    town.clock.turn(minutes=2)
    before = town.rows(without=LAST_SEEN)

    for role in ROLES:
        town.ask(role, "GET", path)

    assert town.rows(without=LAST_SEEN) == before

"""A form that another site, or another session, filled in: refused before anything is looked up."""

from collections.abc import Mapping

import pytest

from tests.web.matrix import ROLES
from tests.web.matrix import Row
from tests.web.town import Town
from tests.web.town import unsafe

# In the town a school is set up already, and no sign-off is closed: these are refused to everybody.
REFUSED = ("setup.set_up", "group_rules.record_pdf")
# Whoever asks is led to the door: nobody gets anything from it that another does not.
EVERYBODYS = ("signin.put_away",)
FORGED = ("none", "empty", "made up", "of another session", "cut short", "in the address")


def forged(town: Town, role: str, how: str) -> tuple[Mapping[str, str], str]:
    """The fields and the query that a forged form sends."""
    own = town.people[role].token
    other = town.people["teacher" if role != "teacher" else "head"].token
    fields = {"empty": "", "made up": "x" * 91, "of another session": other, "cut short": own[:-1]}
    query = f"?csrf_token={own}" if how == "in the address" else ""
    return ({"csrf_token": fields[how]} if how in fields else {}), query


@pytest.mark.parametrize("row", unsafe(), ids=str)
def test_a_form_without_this_sessions_token_changes_nothing_whoever_sends_it(town: Town, row: Row) -> None:
    before = town.rows()

    answers = set()
    for role in ROLES:
        own = (town.may(row) or (role, town.nobodys(row)))[1]
        for how in FORGED:
            token, query = forged(town, role, how)
            for case in (own, town.nobodys(row)) if how == "none" else (own,):
                path = town.address(row, case) + query
                answer = town.ask(role, row.method, path, {**town.sends(row, case), **token}, token=False)
                answers.add((answer.status_code, answer.data))

    assert {status for status, _ in answers} == {403}
    assert len(answers) == 1, "what exists looks different from what does not"
    assert town.rows() == before


@pytest.mark.parametrize("row", unsafe(), ids=str)
def test_a_token_in_the_header_of_another_session_is_refused_too(town: Town, row: Row) -> None:
    before = town.rows()

    for role in ROLES:
        other = town.people["teacher" if role != "teacher" else "head"].token
        case = next(town.cases(row))
        headers = {"X-CSRFToken": other, "HX-Request": "true"}
        answer = town.ask(
            role, row.method, town.address(row, case), town.sends(row, case), token=False, headers=headers
        )

        assert answer.status_code == 403, role

    assert town.rows() == before


@pytest.mark.parametrize("row", unsafe(), ids=str)
def test_a_token_without_the_session_it_was_made_for_is_refused(town: Town, row: Row) -> None:
    case = next(town.cases(row))
    fields = {**town.sends(row, case), "csrf_token": town.people["teacher"].token}

    answer = town.app.test_client(use_cookies=False).open(town.address(row, case), method=row.method, data=fields)

    assert answer.status_code == 403


@pytest.mark.parametrize("row", [row for row in unsafe() if row.endpoint not in REFUSED], ids=str)
def test_with_the_right_token_the_same_form_goes_through(town: Town, row: Row) -> None:
    may = town.may(row) if row.endpoint not in EVERYBODYS else (ROLES[0], next(town.cases(row)))
    assert may is not None, f"nobody may {row}"

    role, case = may
    answer = town.ask(role, row.method, town.address(row, case), town.sends(row, case))

    assert answer.status_code < 400

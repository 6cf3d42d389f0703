"""The access matrix: everybody gets exactly what was written by hand, and cannot tell "not yours" from "not there"."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.given import PASSWORD
from tests.web.matrix import MATRIX
from tests.web.matrix import ROLES
from tests.web.matrix import Row
from tests.web.town import NAMES
from tests.web.town import Case
from tests.web.town import Person
from tests.web.town import Tables
from tests.web.town import Town
from tests.web.town import letters

_STAFF = {"staff_session": "staff_id"}
AUTOMATIC = {"HEAD", "OPTIONS"}
DOORS = {"/": "P", "/staff": "S"}
MARKED = pytest.mark.parametrize("row", MATRIX, ids=str)
WAYS = {"page": {}, "fragment": {"HX-Request": "true"}}


@dataclass(frozen=True)
class Asked:
    """One request of one role, and what came of it."""

    role: str
    way: str
    case: Case
    expected: str
    response: TestResponse
    before: Tables
    after: Tables

    @property
    def letter(self) -> str:
        """What came, as the matrix writes it."""
        status = self.response.status_code
        if status == 404:
            return "-"
        if status in (303, 204) and (door := DOORS.get(_goes_to(self.response))) and self.before == self.after:
            return door
        if status >= 400:
            return "!" if status in (409, 422, 429) else str(status)
        return "o" if self.before == self.after else "w"

    def __str__(self) -> str:
        return f"{self.role}, {self.case or 'nothing named'}, {self.way}"


@MARKED
def test_everybody_gets_exactly_what_the_matrix_says(town: Town, row: Row) -> None:
    wrong = [
        f"{asked}: {asked.letter} instead of {asked.expected}"
        for asked in walk(town, row)
        if asked.letter != asked.expected
    ]

    assert not wrong, "\n".join(wrong)


@MARKED
def test_nobody_can_tell_what_is_not_theirs_from_what_does_not_exist(town: Town, row: Row) -> None:
    missing = {way: town.ask("anonymous", "GET", "/bestaat-niet", headers=headers) for way, headers in WAYS.items()}

    for role in ROLES:
        for way in WAYS:
            refused = [each for each in walk(town, row, role, way) if each.letter == "-"]

            assert {each.response.data for each in refused} <= {missing[way].data}, f"{role}, {way}"
            assert len({_shown_headers(each.response) for each in refused}) <= 1, f"{role}, {way}"


@MARKED
def test_who_is_not_in_goes_to_the_same_door_whatever_they_name(town: Town, row: Row) -> None:
    for role in ROLES:
        for way in WAYS:
            sent = [each for each in walk(town, row, role, way) if each.letter in "PS" and each.expected in "PS"]

            assert len({each.response.data for each in sent}) <= 1, f"{role}, {way}"
            assert len({_shown_headers(each.response) for each in sent}) <= 1, f"{role}, {way}"


@MARKED
def test_what_is_done_touches_nothing_of_others(town: Town, row: Row) -> None:
    for asked in walk(town, row):
        person = town.people[asked.role]
        own = {person.group, *asked.case.owners[:1]}

        for table, changed in _changed(town, asked.before, asked.after):
            groups = _groups_of(changed, asked.before, asked.after, town)
            assert groups <= own, f"{asked}: changed {table}, which is of group {groups - own}"
            staff = {person.staff_id, int(asked.case.values.get("staff", 0))}
            assert changed.get(_STAFF.get(table, ""), person.staff_id) in staff or _signs_in(row), f"{asked}: {table}"


@MARKED
def test_nobody_reads_the_name_of_a_child_that_is_not_theirs(town: Town, row: Row) -> None:
    for asked in walk(town, row):
        text = _text(asked.response)
        may_read = _names_for(town.people[asked.role], row, asked.case, town)

        for name in (name for names in NAMES for name in names):
            assert name in may_read or name not in text, f"{asked}: reads {name}"


@pytest.mark.parametrize("row", [row for row in MATRIX if row.method == "GET"], ids=str)
def test_asking_for_the_headers_alone_tells_no_more_than_asking_for_the_page(town: Town, row: Row) -> None:
    for role in ROLES:
        pages = {each.case.owners: each.response.status_code for each in walk(town, row, role, "page")}
        for case in town.telling(row):
            headers = town.ask(role, "HEAD", town.address(row, case))

            assert (headers.status_code, headers.data) == (pages[case.owners], b""), f"{role}, {case}"


@MARKED
def test_asking_which_methods_there_are_is_answered_the_same_for_everybody(town: Town, row: Row) -> None:
    offered = {
        (answer.status_code, answer.data, answer.headers["Allow"])
        for role in ROLES
        for case in (next(town.cases(row)), town.nobodys(row))
        for answer in [town.ask(role, "OPTIONS", town.address(row, case))]
    }

    assert len(offered) == 1
    assert next(iter(offered))[:2] == (200, b"")


@pytest.mark.parametrize("method", ("PUT", "PATCH", "DELETE", "PROPFIND"))
def test_a_method_that_no_route_offers_is_refused_the_same_everywhere(town: Town, method: str) -> None:
    answers = {
        (answer.status_code, answer.data)
        for row in MATRIX
        for role in ("anonymous", "pupil", "teacher")
        for answer in [town.ask(role, method, town.address(row, next(town.cases(row))))]
    }

    assert {status for status, _ in answers} == {405}
    assert len(answers) == 1


def test_every_route_has_a_row_and_every_row_a_route(town: Town) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in town.app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) - AUTOMATIC
    }
    rows = [(row.endpoint, row.method) for row in MATRIX]

    assert routes - set(rows) == set(), "routes without a row in tests/web/matrix.py"
    assert set(rows) - routes == set(), "rows without a route"
    assert len(rows) == len(set(rows)), "a row that stands there twice"


def test_an_endpoint_stands_at_one_address_and_offers_one_method(town: Town) -> None:
    endpoints = [rule.endpoint for rule in town.app.url_map.iter_rules()]

    assert len(endpoints) == len(set(endpoints))
    assert all(len((rule.methods or set()) - AUTOMATIC) == 1 for rule in town.app.url_map.iter_rules())


def test_somebody_disabled_stays_out_even_if_a_session_was_left_open(town: Town) -> None:
    with town.database.engine.begin() as connection:
        connection.execute(text("UPDATE staff_session SET ended_at = NULL"))

    page = town.ask("disabled staff", "GET", f"/groups/{town.groups[0].id}")

    assert (page.status_code, page.headers["Location"]) == (303, "/staff")


def test_a_session_that_was_ended_stays_ended_even_if_its_owner_comes_back(town: Town) -> None:
    with town.database.engine.begin() as connection:
        connection.execute(text("UPDATE staff SET disabled_at = NULL"))

    page = town.ask("disabled staff", "GET", f"/groups/{town.groups[0].id}")

    assert (page.status_code, page.headers["Location"]) == (303, "/staff")


@pytest.mark.parametrize("endpoint", ("group_rules.record", "group_rules.correct"))
def test_what_a_teacher_writes_down_is_of_pupils_of_the_group_alone(town: Town, endpoint: str) -> None:
    row = next(row for row in MATRIX if row.endpoint == endpoint)
    path = town.address(row, next(town.cases(row)))

    answers = {
        town.ask("teacher", "POST", path, {"pupils": pupil, "said": "signed/paper"}).data
        for pupil in (*town.values["pupil"][1:], *town.values["classmate"][1:])
    }

    assert answers == {town.ask("teacher", "GET", "/bestaat-niet").data}


def test_somebody_disabled_does_not_come_in_with_the_right_password(town: Town) -> None:
    email = f"evert.{town.groups[0].school.id}@school.example"

    page = town.ask("anonymous", "POST", "/staff", {"email": email, "password": PASSWORD})

    assert page.status_code == 422


@pytest.mark.parametrize("role", ("teacher", "head"))
def test_who_has_a_password_that_was_handed_out_reaches_no_page_of_staff_before_choosing_an_own_one(
    town: Town, role: str
) -> None:
    with town.database.engine.begin() as connection:
        connection.execute(text("UPDATE staff SET must_change = true"))
    before = town.rows()

    reached = set()
    for row in MATRIX:
        for case, letter in zip(town.cases(row), letters(row, town)[role], strict=True):
            if letter in "ow!" and row.endpoint.partition(".")[0] in ("groups", "group_rules", "school", "staff"):
                answer = town.ask(role, row.method, town.address(row, case), town.sends(row, case))
                if _goes_to(answer) != "/staff/password" or town.rows() != before:
                    reached.add(row.endpoint)
                    town.restore()
                    with town.database.engine.begin() as connection:
                        connection.execute(text("UPDATE staff SET must_change = true"))

    assert reached == {"staff.enter", "staff.leave", "staff.password", "staff.change_password"}


_WALKED: dict[tuple[str, str, str], list[Asked]] = {}


def walk(town: Town, row: Row, role: str | None = None, way: str | None = None) -> Iterator[Asked]:
    """The row's request by each role, in each way, for each thing it can name; each time from the town as built."""
    for each_role in (role,) if role else ROLES:
        for each_way in (way,) if way else WAYS:
            known = _WALKED.get((str(row), each_role, each_way))
            if known is None:
                known = _WALKED[str(row), each_role, each_way] = list(_walked(town, row, each_role, each_way))
            yield from known


def _walked(town: Town, row: Row, role: str, way: str) -> Iterator[Asked]:
    before = town.rows()
    wanted = {case.owners for case in (town.cases if way == "page" else town.telling)(row)}
    for case, expected in zip(town.cases(row), letters(row, town)[role], strict=True):
        if case.owners not in wanted:
            continue
        response = town.ask(role, row.method, town.address(row, case), town.sends(row, case), headers=WAYS[way])
        after = town.rows()
        if after != before:
            town.restore()
        yield Asked(role, way, case, expected, response, before, after)


def _signs_in(row: Row) -> bool:
    return row.endpoint == "staff.enter"


def _goes_to(response: TestResponse) -> str:
    return response.headers.get("HX-Redirect") or response.headers.get("Location", "")


def _text(response: TestResponse) -> str:
    if response.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.data)).pages)
    return f"{response.headers} {response.text}"


def _shown_headers(response: TestResponse) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in response.headers.items() if name != "Set-Cookie"))


def _changed(town: Town, before: Tables, after: Tables) -> Iterator[tuple[str, Mapping[str, object]]]:
    for table, rows in before.items():
        for row in rows ^ after[table]:
            yield table, town.row(table, row)


def _groups_of(row: Mapping[str, object], before: Tables, after: Tables, town: Town) -> set[int | None]:
    """The groups a row belongs to, by their place in the town; what belongs to no group gives none."""
    ways = {"pupil_id": "pupil", "opening_id": "opening", "run_id": "lesson_run", "rules_id": "group_rules"}
    found = {row["group_id"]} if row.get("group_id") else set()
    found |= {int(str(row["chain"]).rpartition("-")[2])} if "chain" in row else set()
    for column, table in ways.items():
        known = [town.row(table, each) for each in before[table] | after[table]]
        found |= {each["group_id"] for each in known if each["id"] == row.get(column)}
    places = {group.id: number for number, group in enumerate(town.groups)}
    return {places[each] for each in found}


def _names_for(person: Person, row: Row, case: Case, town: Town) -> set[str]:
    """Teachers read the names of their group, as does who typed its code; a pupil and a card only their own."""
    names = set()
    if row.names == ("card",) and case.owners[0] < len(NAMES):
        names.add(town.pupils[case.owners[0]].name)
    if person.group is not None:
        names |= {town.pupils[person.group].name} if person.pupil_id else set(NAMES[person.group])
    return names

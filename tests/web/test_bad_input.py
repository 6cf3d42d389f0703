"""What a broken, old or hostile browser may send: a sentence and nothing half done, never a fault."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from dataclasses import field
from io import BytesIO
from io import RawIOBase

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import given as over
from hypothesis import settings as examples
from hypothesis import strategies as st
from werkzeug.routing import IntegerConverter
from werkzeug.test import TestResponse

from learn.classroom import groups
from learn.classroom import schools
from learn.classroom.db import Database
from learn.web.security import BIGGER_BODIES
from learn.web.security import BIGGEST_BODY
from learn.web.security import MOST_FIELDS
from tests.clock import Clock
from tests.given import PASSWORD
from tests.web.matrix import MATRIX
from tests.web.matrix import ROLES
from tests.web.matrix import Row
from tests.web.town import Case
from tests.web.town import Kept
from tests.web.town import Town
from tests.web.town import unsafe

MISSING = None

SENT: dict[str, object] = {
    "missing": MISSING,
    "empty": "",
    "spaces": " \t \r\n ",
    "100,000 letters": "a" * 100_000,
    "NUL": "a\0b",
    "only NUL": "\0",
    "control signs": "\x1b[2J\x07",
    "turned around": "\u202egnp.exe\u2066",
    "zero width": "\u200b\u2060",
    "half a letter": "a\u0301\u0301\u0301" * 4 + "\ufffd",
    "not a letter": "\uffff\U0010ffff",
    "longer when folded": "ß" * 30,
    "longer when composed": "\ufb2c" * 80,
    "minus one": "-1",
    "nought": "0",
    "half": "0.5",
    "past 32 bits": str(2**31),
    "past 64 bits": str(2**63),
    "5,000 digits": "9" * 5000,
    "not a number": "NaN",
    "without end": "1e400",
    "another script": "٣",
    "unknown": "bestaat-niet",
    "twice": ["\0", "bestaat-niet"],
    "a list": '["a", "b"]',
    "an object": '{"$ne": null}',
    "HTML": "<script>alert(1)</script>",
    "SQL": "' OR 1=1 --",
    "template": "{{ 7 * 7 }}",
    "path": "../../etc/passwd",
    "broken address": "http://[::1",
}

WORDS = frozenset(
    ("minus one", "nought", "half", "past 32 bits", "past 64 bits", "not a number", "without end", "unknown")
) | {"a list", "an object", "HTML", "SQL", "template", "path", "broken address"}
BLANK = frozenset(("missing", "empty", "spaces"))
ANYTHING = frozenset(SENT)

COUNTED = ("wrong_codes", "staff_try", "failed_try")


@dataclass(frozen=True)
class Bad:
    """A form, and for each field the kinds of bad input that it may take as they are; every other one is refused."""

    endpoint: str
    takes: dict[str, frozenset[str]]
    sends: dict[str, str] = field(default_factory=dict)


NAME = frozenset(("unknown", "not a number"))
TITLE = WORDS | {"longer when folded"}
GROUP = frozenset(("minus one", "nought", "half", "past 32 bits", "past 64 bits", "unknown", "path", "not a number"))
GROUP |= {"without end"}
PASSWORDS = frozenset(("half a letter", "longer when folded", "longer when composed", "past 64 bits", "unknown"))
PASSWORDS |= {"an object", "HTML", "path"}

FORMS = (
    Bad("home.enter", {"code": frozenset()}),
    Bad("language.switch", {"language": ANYTHING, "back": ANYTHING}),
    Bad("signin.press", {"picture": frozenset(), "chosen": frozenset()}, {"picture": "x"}),
    Bad("signin.press", {"undo": ANYTHING - {"missing"}, "chosen": ANYTHING}),
    Bad("help.chosen", {"help": frozenset()}),
    Bad("help.chosen", {"back": ANYTHING}, {"help": "talk"}),
    Bad("quizzes.answer", {"choice": frozenset(), "key": frozenset(("unknown", "past 32 bits", "past 64 bits"))}),
    Bad("rules.say", {"clear": frozenset()}),
    Bad("rules.signature", {"how": frozenset()}),
    Bad("staff.enter", {"email": frozenset(), "password": frozenset()}),
    Bad("adviser.say", {"day": frozenset(), "read": ANYTHING - BLANK}),
    Bad("groups.say_screen", {"own": ANYTHING, "back": ANYTHING}),
    Bad("groups.add_names", {"names": NAME}),
    Bad("groups.rename", {"name": NAME}),
    Bad("groups.print_cards", {"pupils": frozenset()}),
    Bad("group_rules.correct", {"pupils": frozenset()}),
    Bad("staff.change_password", {"old": frozenset(), "new": PASSWORDS}),
    Bad("school.add_group", {"group": GROUP, "year": frozenset(), "second_year": frozenset(("missing", "empty"))}),
    Bad(
        "school.add_colleague",
        {
            "name": TITLE,
            "called": frozenset(("missing", "empty")),
            "email": frozenset(),
            "role": frozenset(),
            "group_id": frozenset(),
        },
    ),
    Bad("school.give_post", {"post": frozenset()}),
    Bad("protocol.start", {"text": frozenset(), "seen": frozenset()}),
    Bad("protocol.check_sure", {"seen": frozenset()}),
    Bad(
        "protocol.save",
        {
            "ref": TITLE,
            "literal": ANYTHING
            - BLANK
            - {"100,000 letters", "5,000 digits", "only NUL", "twice", "zero width", "not a letter"},
            "binds": frozenset(("missing",)),
            "applies": frozenset(),
            "topics": BLANK,
            "show_literal": frozenset(),
            "literal_reason": TITLE,
            "seen": frozenset(),
        },
    ),
    Bad(
        "protocol.add",
        {
            "ref": TITLE,
            "literal": ANYTHING
            - BLANK
            - {"100,000 letters", "5,000 digits", "only NUL", "twice", "zero width", "not a letter"},
            "binds": frozenset(("missing",)),
            "applies": frozenset(),
            "topics": BLANK,
            "show_literal": frozenset(),
            "seen": frozenset(),
        },
    ),
    # It is looked over already: pressing again changes nothing, whatever was seen.
    Bad("protocol.check", {"seen": ANYTHING, "show": ANYTHING}),
    Bad("protocol.hold", {"title": TITLE, "date": TITLE, "seen": frozenset()}),
    Bad(
        "programmes.add",
        {"name": TITLE, "groups": frozenset(), "period": TITLE | BLANK, "topics": frozenset(("missing",))},
    ),
    Bad(
        "programmes.save",
        {
            "name": TITLE,
            "groups": frozenset(),
            "period": TITLE | BLANK,
            "topics": frozenset(("missing",)),
            "seen": frozenset(),
        },
    ),
    Bad(
        "group_rules.save",
        {
            "own": WORDS | BLANK | {"longer when folded"},
            "poster": ANYTHING,
            "adopt": ANYTHING,
            "seen": frozenset(),
        },
    ),
    Bad("group_rules.adopt", {"seen": frozenset()}),
    Bad("group_rules.record", {"pupils": frozenset(), "said": frozenset()}),
)

SET_UP = {
    "school": "De Vlieger",
    "protocol": "de-bron",
    "address": "http://192.168.1.20:8000",
    "name": "Anna Vos",
    "called": "juf",
    "email": "anna@school.example",
    "password": PASSWORD,
    "group": "7A",
    "year": "7",
}
SET_UP_TAKES = {
    "code": frozenset(),
    "school": TITLE,
    "protocol": frozenset(),
    "address": frozenset(),
    "name": TITLE,
    "called": frozenset(("missing", "empty")),
    "email": frozenset(),
    "password": PASSWORDS,
    "group": GROUP,
    "year": frozenset(),
}
FIELDS = [pytest.param(form, name, id=f"{form.endpoint} {name}") for form in FORMS for name in form.takes]


@pytest.mark.parametrize(("form", "name"), FIELDS)
def test_a_field_with_bad_input_gives_a_sentence_and_changes_nothing(town: Town, form: Bad, name: str) -> None:
    row = next(row for row in MATRIX if row.endpoint == form.endpoint)
    role, case = town.may(row) or ("anonymous", town.nobodys(row))
    before = _kept(town)

    for kind in SENT:
        fields = _filled(form.sends or town.sends(row, case), name, kind)
        answer = town.ask(role, "POST", town.address(row, case), fields)

        _check(answer, kind, taken=kind in form.takes[name])
        assert answer.status_code < 400 or _kept(town) == before, kind
        town.restore()


@pytest.mark.parametrize("row", unsafe(), ids=str)
def test_every_field_of_every_form_is_among_those_tried(town: Town, row: Row) -> None:
    tried = {name for form in FORMS if form.endpoint == row.endpoint for name in form.takes}

    assert set(row.sends) <= tried or row.endpoint == "setup.set_up"


@pytest.mark.parametrize("row", unsafe(), ids=str)
def test_fields_that_no_form_has_are_left_alone(town: Town, row: Row) -> None:
    for role, case in _somebody(town, row):
        more = {"id": "1", "group_id": "1", "pupil_id": "1", "__class__": "x", "pupil[]": "1", "": "", "role": "head"}

        plain = town.ask(role, "POST", town.address(row, case), town.sends(row, case))
        town.restore()
        answer = town.ask(role, "POST", town.address(row, case), {**more, **town.sends(row, case)})

        assert answer.status_code == plain.status_code


@pytest.mark.parametrize("name", SET_UP_TAKES)
def test_a_school_is_set_up_wholly_or_not_at_all(app: Flask, database: Database, clock: Clock, name: str) -> None:
    with database.transaction() as session:
        code = schools.new_setup_code(session, clock())
    client = app.test_client()
    good = {**SET_UP, "code": code, "csrf_token": _token(client.get("/setup"))}

    with closing(Kept(database)) as empty:
        for kind in SENT:
            answer = app.test_client(use_cookies=False).post(
                "/setup", data=_filled(good, name, kind), headers={"Cookie": f"afgesproken={_cookie(client)}"}
            )

            _check(answer, f"{name}: {kind}", taken=kind in SET_UP_TAKES[name])
            with database.reading() as session:
                assert schools.empty(session) == (answer.status_code >= 400), kind
            empty.put_back()


def test_an_address_that_grows_when_it_is_compared_is_refused(app: Flask, database: Database, clock: Clock) -> None:
    with database.transaction() as session:
        code = schools.new_setup_code(session, clock())
    client = app.test_client()
    token = _token(client.get("/setup"))

    answer = client.post(
        "/setup", data={**SET_UP, "code": code, "csrf_token": token, "email": "ß" * 240 + "@school.example"}
    )

    _check(answer, "too long", taken=False)


@pytest.mark.parametrize("row", unsafe(), ids=str)
def test_a_body_that_is_too_big_is_refused_before_a_byte_of_it_is_read(town: Town, row: Row) -> None:
    for role in ROLES:
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
            answer = town.ask(
                role,
                "POST",
                town.address(row, town.nobodys(row)),
                token=False,
                environ_overrides={
                    "wsgi.input": Unreadable(),
                    "CONTENT_LENGTH": str(BIGGER_BODIES.get(row.endpoint, BIGGEST_BODY) + 1),
                    "CONTENT_TYPE": kind,
                },
            )

            assert answer.status_code == 413


def test_a_body_that_does_not_say_how_big_it_is_is_read_no_further_than_allowed(town: Town) -> None:
    endless = Endless()

    answer = town.ask(
        "teacher",
        "POST",
        "/staff",
        token=False,
        environ_overrides={
            "wsgi.input": endless,
            "wsgi.input_terminated": True,
            "HTTP_TRANSFER_ENCODING": "chunked",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
        },
    )

    assert answer.status_code in (403, 413), "cut off, its token may be gone with the rest"
    assert endless.given <= BIGGEST_BODY + 64 * 1024


def test_a_form_of_too_many_parts_is_refused(town: Town) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="names"\r\n\r\nJoram\r\n'
    path = f"/groups/{town.groups[0].id}/names"
    kind = "multipart/form-data; boundary=x"

    answer = town.ask("teacher", "POST", path, part * (MOST_FIELDS + 1) + b"--x--\r\n", content_type=kind)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    (
        ("application/x-www-form-urlencoded", b"%"),
        ("application/x-www-form-urlencoded", b"%zz&=&&==&code=%ff%fe%00"),
        ("application/x-www-form-urlencoded", b"\xed\xa0\x80=\xed\xb0\x80"),
        ("application/x-www-form-urlencoded", b"&" * 200_000),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"a" * 100_000),
        ("multipart/form-data; boundary=" + "x" * 5000, b"--"),
        ("multipart/form-data; boundary=\xff", b"--"),
        ("application/json", b'{"code": ["a"]}'),
        ("application/json", b"[" * 50_000),
        ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        ("text/plain", b"\0"),
        ("", b"code=ABCDEF"),
        ("\u00ff/\u00ff; charset=no-such", b"code=ABCDEF"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"code=+ADw-"),
    ),
)
def test_a_body_that_is_no_form_is_refused_and_changes_nothing(town: Town, kind: str, body: bytes) -> None:
    before = town.rows()

    for row in unsafe():
        path = town.address(row, next(town.cases(row)))
        answer = town.ask("teacher", "POST", path, body, content_type=kind)

        assert 400 <= answer.status_code < 500, row
        _check_error_page(answer)

    assert town.rows() == before


@pytest.mark.parametrize(
    "file",
    (
        b"",
        b"\0" * 50,
        b"\xff\xfe" + "Joram".encode("utf-16-le"),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04" + b"\0" * 200,
        b'"' * 999,
        b";" * 19_000,
        b"a" * 20_001,
        b"\n" * 19_000 + b"1",
        b"=HYPERLINK(1)",
        b"naam;\0\nJo\0ram;x",
        "\u202eJoram".encode(),
        ("ß" * 30).encode() + b"\n" + ("ß" * 30).encode(),
        b"123456782;Joram",
        b"voornaam\n" + b"\n".join(b"Jo" + bytes([97 + number]) for number in range(26)) * 2,
    ),
    ids=repr,
)
def test_a_file_that_is_no_list_of_names_is_refused_wholly(town: Town, file: bytes) -> None:
    before = _kept(town)
    path = f"/groups/{town.groups[0].id}/names"

    answer = town.ask("teacher", "POST", path, {"names": "", "file": (BytesIO(file), "leerlingen.csv")})

    assert 400 <= answer.status_code < 500
    _check_sentence(answer)
    assert _kept(town) == before


def test_two_names_that_are_as_long_as_a_name_may_be_are_told_apart_or_refused(town: Town) -> None:
    long = "A" + "b" * 29

    answer = town.ask(
        "teacher", "POST", f"/groups/{town.groups[0].id}/names", {"names": f"{long};Visser\n{long};Bakker"}
    )

    assert answer.status_code < 500
    assert all(len(str(town.row("pupil", row)["name"])) <= 30 for row in town.rows()["pupil"])


NUMBERS = ("0", "00", "-1", "a", "1.5", "1e3", "+1", "%201", "1%20", "%00", "1%00", "0x1", "٣", "%ff", "None", "*")
TOO_BIG = (str(2**31), str(2**32), str(2**63), str(2**64), "9" * 20, "9" * 400, "9" * 5000)
TEXTS = ("%00", "a%00b", "%ff", "%ed%a0%80", "a" * 5000, "..", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%0d%0aX:1")
TEXTS += ("%3Cscript%3E", "%E2%80%AE", "%F4%8F%BF%BF", "'%20OR%201=1", "%7B%7B7*7%7D%7D", "%25", "%", "~", ";", "a;b=c")


@pytest.mark.parametrize("row", [row for row in MATRIX if row.names], ids=str)
def test_a_name_in_an_address_that_can_be_nobodys_gives_the_page_of_what_is_not_there(town: Town, row: Row) -> None:
    missing = town.ask("anonymous", "GET", "/bestaat-niet").data
    before = town.rows()

    for role, case in _somebody(town, row):
        for path in _bad_addresses(town, row, case):
            answer = town.ask(role, row.method, path, town.sends(row, case))

            assert answer.status_code in (404, 303), f"{path[:80]}: {answer.status_code}"
            assert answer.status_code == 303 or answer.data == missing, path[:80]

    assert {table for table in before if town.rows()[table] != before[table]} <= set(COUNTED)


@pytest.mark.parametrize("row", [row for row in MATRIX if row.names], ids=str)
def test_who_is_not_in_learns_nothing_from_such_an_address_either(town: Town, row: Row) -> None:
    for path in _bad_addresses(town, row, next(town.cases(row))):
        answer = town.ask("anonymous", row.method, path, town.sends(row, next(town.cases(row))))

        assert answer.status_code in (404, 303), f"{path[:80]}: {answer.status_code}"


@pytest.mark.parametrize(
    "path",
    (
        "/bestaat-niet",
        "/groups",
        "/names/",
        "/admin",
        "/.env",
        "/.git/config",
        "/wp-login.php",
        "/static/../learn/app.py",
        "/static/%2e%2e/secret",
        "/%00",
        "/%ff",
        "/" + "a" * 5000,
        "/" + "a/" * 2000,
        "/setup",
        "/help/anders",
        "/health/",
        "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/?" + "a" * 5000,
        "/~",
    ),
)
def test_what_is_not_there_is_the_same_page_for_everybody(town: Town, path: str) -> None:
    if path.startswith("/?"):
        path = "/bestaat-niet" + path[1:]

    pages = {town.ask(role, "GET", path).data for role in ROLES}

    assert pages == {town.ask("anonymous", "GET", "/bestaat-niet").data}


def test_error_pages_carry_no_form_token_name_or_path(town: Town) -> None:
    canary = "kanarie-9731"
    group = f"/groups/{town.groups[0].id}"
    closed = town.groups[1]
    with town.database.transaction() as session:
        groups.close_door(session, closed.id, town.clock())
    pages = {
        404: town.ask("teacher", "GET", f"/lessons/{canary}"),
        405: town.ask("pupil", "POST", f"/lessons/{canary}"),
        403: town.ask("teacher", "POST", f"{group}/names", {"names": canary}, token=False),
        413: town.ask("teacher", "POST", f"{group}/names", {"x": canary * 30_000}),
        409: town.ask("anonymous", "GET", f"/card/{town.pupils[1].card}"),
        422: town.ask("pupil", "POST", f"/lessons/{town.values['module'][0]}/steps/foto-op-het-plein"),
    }
    for table in ("ledger", "answer"):
        with town.database.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_gone")
    try:
        story = f"/quizzes/{town.values['module'][0]}/foto-op-het-plein"
        faults = [town.ask("pupil", "GET", f"{story}?{canary}"), town.ask("pupil", "GET", f"/?{canary}")]
    finally:
        for table in ("ledger", "answer"):
            with town.database.engine.begin() as connection:
                connection.exec_driver_sql(f"ALTER TABLE {table}_gone RENAME TO {table}")

    assert {status: page.status_code for status, page in pages.items()} == {status: status for status in pages}
    assert {page.status_code for page in faults} <= {500, 503}
    for page in (*pages.values(), *faults):
        _check_error_page(page)
        assert canary not in page.text
        assert not any(person.token in page.text for person in town.people.values())
        assert not any(pupil.name in page.text for pupil in town.pupils)
        assert "Traceback" not in page.text and "SELECT" not in page.text


@pytest.mark.parametrize("cookie", ("afgesproken", "device"))
@pytest.mark.parametrize(
    "value",
    ("", "x", "eyJ9", ".eJw", "a" * 4000, "\u00ff", '"', "{}", "e30.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", "null"),
)
def test_a_cookie_that_is_not_ours_is_as_none(town: Town, cookie: str, value: str) -> None:
    for path in ("/", "/staff", "/about-me", f"/groups/{town.groups[0].id}", "/names", f"/names/{town.pupils[0].id}"):
        plain = town.app.test_client(use_cookies=False).get(path)
        answer = town.app.test_client(use_cookies=False).get(path, headers={"Cookie": f"{cookie}={value}"})

        assert (answer.status_code, answer.headers.get("Location")) == (
            plain.status_code,
            plain.headers.get("Location"),
        )


@pytest.mark.parametrize(
    "query", ("lesson=%00", "lesson=%ff", "lesson=a&lesson=b", "opnieuw", "lesson=" + "9" * 5000, "%", "=")
)
def test_a_query_that_no_link_has_does_no_harm(town: Town, query: str) -> None:
    for row in (row for row in MATRIX if row.method == "GET"):
        for role, case in _somebody(town, row):
            assert town.ask(role, "GET", f"{town.address(row, case)}?{query}").status_code < 500, row


SHORT = [each for each in SENT.values() if isinstance(each, str) and len(each) < 100]
ANY_TEXT = st.text(max_size=60) | st.sampled_from(SHORT)
RANDOM = examples(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RANDOM
@over(body=st.dictionaries(st.sampled_from(["choice", "key", "x"]) | ANY_TEXT, st.lists(ANY_TEXT, max_size=3)))
def test_whatever_an_answer_form_sends_is_kept_rightly_or_not_at_all(town: Town, body: dict[str, list[str]]) -> None:
    path = f"/quizzes/{town.values['module'][0]}/foto-op-het-plein/answers"
    _send_random(town, "pupil", path, body)


@RANDOM
@over(body=st.dictionaries(st.just("names"), st.lists(st.lists(ANY_TEXT, max_size=6).map("\n".join), max_size=2)))
def test_whatever_a_list_of_names_holds_is_kept_wholly_or_not_at_all(town: Town, body: dict[str, list[str]]) -> None:
    _send_random(town, "teacher", f"/groups/{town.groups[0].id}/names", body)


@RANDOM
@over(
    body=st.dictionaries(st.sampled_from(["own", "poster", "adopt"]), st.lists(ANY_TEXT, max_size=9)),
)
def test_whatever_a_draft_of_the_rules_sends_is_kept_wholly_or_not_at_all(
    town: Town, body: dict[str, list[str]]
) -> None:
    _send_random(town, "teacher", f"/groups/{town.groups[0].id}/rules/draft", body)


def _send_random(town: Town, role: str, path: str, body: dict[str, list[str]]) -> None:
    before = _kept(town)
    answer = town.ask(role, "POST", path, body)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert _kept(town) == before
        _check_sentence(answer)
    else:
        town.restore()


class Unreadable(RawIOBase):
    """A body that nobody may begin to read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("the body was read")


class Endless(RawIOBase):
    """A body that goes on for as long as somebody reads."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        buffer[:] = b"a" * len(buffer)
        self.given += len(buffer)
        return len(buffer)


def _filled(good: dict[str, str], name: str, kind: str) -> dict[str, object]:
    fields: dict[str, object] = {**good, name: SENT[kind]}
    return {name: value for name, value in fields.items() if value is not MISSING}


def _somebody(town: Town, row: Row) -> Iterator[tuple[str, Case]]:
    """Who gets something from this row, if anybody does."""
    may = town.may(row)
    if may is not None:
        yield may


def _bad_addresses(town: Town, row: Row, case: Case) -> Iterator[str]:
    """The address with each part that names something replaced by what cannot be a name."""
    rule = next(rule for rule in town.app.url_map.iter_rules(row.endpoint))
    address = town.address(row, case)
    filled = dict(_parts(rule.rule, address))
    for argument, right in filled.items():
        number = isinstance(rule._converters[argument], IntegerConverter)
        for bad in (*NUMBERS, *TOO_BIG) if number else TEXTS:
            if bad != right:
                parts = {**filled, argument: bad}
                yield re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda found, parts=parts: parts[found[1]], rule.rule)


def _parts(rule: str, address: str) -> Iterator[tuple[str, str]]:
    for part, value in zip(rule.split("/"), address.split("/"), strict=True):
        if found := re.fullmatch(r"<(?:[^:<>]+:)?(\w+)>", part):
            yield found[1], value


def _kept(town: Town) -> dict[str, frozenset[tuple[object, ...]]]:
    """All that is kept, without the counters of what went wrong."""
    return {table: rows for table, rows in town.rows().items() if table not in COUNTED}


def _token(page: TestResponse) -> str:
    found = BeautifulSoup(page.text, "html.parser").select_one("input[name=csrf_token]")
    assert found is not None
    return str(found["value"])


def _cookie(client: FlaskClient) -> str:
    found = client.get_cookie("afgesproken")
    assert found is not None
    return found.value


def _check(answer: TestResponse, kind: str, *, taken: bool) -> None:
    assert answer.status_code < 500, kind
    if taken:
        assert answer.status_code < 400, f"{kind} is refused"
    else:
        assert answer.status_code >= 400, f"{kind} is taken"
        _check_sentence(answer)
    assert "<script>alert" not in answer.text, kind


def _check_sentence(answer: TestResponse) -> None:
    page = BeautifulSoup(answer.text, "html.parser")
    said = page.select_one("main .alert:not([hidden])") or page.select_one("main h1 + p")
    assert said is not None and len(said.get_text(" ", strip=True).split()) > 2
    html = page.select_one("html")
    assert html is not None and html["lang"] == "nl"


def _check_error_page(answer: TestResponse) -> None:
    page = BeautifulSoup(answer.text, "html.parser")
    assert not page.find(["form", "input", "textarea", "select", "button"])
    assert "csrf" not in answer.text
    links = {str(tag["href"]) for tag in page.select("main a, header a")}
    assert links <= {"/", "#inhoud"}
    _check_sentence(answer)

"""What every answer owes its reader: headers, cookies, no other hosts, and nothing kept of where they came from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import SQLModel
from werkzeug.test import TestResponse

from learn.app import create_app
from learn.classroom.db import Database
from learn.content.library import Library
from learn.settings import Settings
from learn.web.security import HEADERS
from learn.web.security import HSTS
from tests.clock import Clock
from tests.given import Given
from tests.visitor import Visitor
from tests.web.matrix import MATRIX
from tests.web.matrix import ROLES
from tests.web.matrix import Row
from tests.web.town import Town

HERE = "http://learn.test/hier"
ELSEWHERE = "evil.example"
ADDRESSES = ("src", "href", "action", "formaction", "poster", "data", "srcset", "cite", "ping", "hx-get", "hx-post")

# Ways to make a browser leave while the address looks like a page of our own.
NASTY = (
    "https://evil.example",
    "HTTPS://evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "//evil.example/%2e%2e",
    "//evil.example@learn.test",
    "//learn.test@evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\\\\evil.example",
    "\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    "\n//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x01//evil.example",
    "/\x00/evil.example",
    "/\x0b/evil.example",
    "/\x0c/evil.example",
    "/\x1f/evil.example",
    "/\x7f/evil.example",
    "\u00a0//evil.example",
    "\u2028//evil.example",
    "/\u2028/evil.example",
    "/\u200b/evil.example",
    "\ufeff//evil.example",
    "/\u202e/evil.example",
    "/\uff0fevil.example",
    "\uff0f\uff0fevil.example",
    "\u2044\u2044evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://learn.test/%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "evil.example",
    "www.evil.example/path",
    "@evil.example",
    "?//evil.example",
    "#//evil.example",
    ".//evil.example",
    "..//evil.example",
    "./evil",
    "*",
    "",
    " ",
    "http://[::1]@evil.example",
    "http://evil.example:80\\@learn.test",
    "https://learn.test.evil.example/",
    "//evil%E3%80%82example",
    "//\u3002evil.example",
    "/\\\tevil.example",
    "/\r\nSet-Cookie: stolen=1",
    "/\r\n\r\n<script>alert(1)</script>",
    "/\nLocation: https://evil.example",
    "/%0d%0aSet-Cookie: stolen=1",
    "/%2f/evil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/;@evil.example",
    "/@evil.example",
    "/" + "a" * 5000,
)


def test_the_headers_allow_nothing_but_what_is_our_own() -> None:
    policy = {part.split()[0]: set(part.split()[1:]) for part in HEADERS["Content-Security-Policy"].split(";")}

    assert policy.pop("default-src") == policy.pop("frame-ancestors") == policy.pop("base-uri") == {"'none'"}
    assert set(policy) == {"script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"}
    assert all(sources == {"'self'"} for sources in policy.values())
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["X-Frame-Options"] == "DENY"
    assert HEADERS["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert HEADERS["Cross-Origin-Opener-Policy"] == HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert all(f"{each}=()" in HEADERS["Permissions-Policy"] for each in ("camera", "microphone", "geolocation"))


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_every_answer_carries_every_header_keeps_its_cookies_and_sends_nobody_elsewhere(town: Town, row: Row) -> None:
    for answer in _answers(town, row):
        _check(answer)
        _check_cookies(answer)
        _check_where_it_leads(answer)


@pytest.mark.parametrize("path", ("/bestaat-niet", "/groups/0", "/static/niets.css", "/static/", "/%00", "//"))
def test_what_is_not_there_carries_them_too(town: Town, path: str) -> None:
    _check(town.ask("anonymous", "GET", path))


def test_refusals_carry_them_too(town: Town) -> None:
    answers = {
        405: town.ask("teacher", "PUT", "/staff"),
        403: town.ask("teacher", "POST", "/staff/leave", token=False),
        413: town.ask("teacher", "POST", "/staff/leave", {"much": "x" * 300_000}),
        422: town.ask("anonymous", "POST", "/staff", {"email": "x", "password": "y"}),
    }

    for status, answer in answers.items():
        assert answer.status_code == status
        _check(answer)


@pytest.mark.parametrize(
    "file", ("css/pupil-pages.css", "js/app.js", "img/mark.svg", "img/pictures/fox.svg", "vendor/htmx@4.0.1/LICENSE")
)
def test_static_files_carry_them_and_may_be_kept_for_ever(town: Town, file: str) -> None:
    with town.app.app_context():
        url = town.app.jinja_env.globals["static_url"](file)

    for method in ("GET", "HEAD"):
        for coding in ("br", "gzip", "identity"):
            answer = town.ask("anonymous", method, url, headers={"Accept-Encoding": coding})

            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Set-Cookie" not in answer.headers


def test_over_https_cookies_are_secure_and_browsers_stay_on_https(
    settings: Settings, library: Library, database: Database, clock: Clock, given: Given
) -> None:
    pupil = given.pupil("Fenna")
    app = create_app(replace(settings, url="https://learn.test"), library, database, clock)
    app.testing = False
    client = app.test_client()
    https = {"base_url": "https://learn.test"}
    shown = client.get(f"/card/{pupil.card}", **https)
    token = BeautifulSoup(client.get("/card", **https).text, "html.parser").select_one("input[name=csrf_token]")
    assert token is not None

    came_in = client.post(
        f"/card/{pupil.card}",
        data={"csrf_token": token["value"]},
        headers={"Referer": "https://learn.test/card"},
        **https,
    )
    with app.app_context():
        mark = app.jinja_env.globals["static_url"]("img/mark.svg")
    file = client.get(mark, buffered=True, **https)

    assert came_in.status_code == 303
    cookies = [*shown.headers.getlist("Set-Cookie"), *came_in.headers.getlist("Set-Cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"afgesproken", "device"}
    assert all("; Secure" in cookie for cookie in cookies)
    assert {each.headers["Strict-Transport-Security"] for each in (shown, came_in, file)} == {HSTS}


def test_over_http_nobody_is_told_to_stay_on_https(town: Town) -> None:
    assert "Strict-Transport-Security" not in town.ask("anonymous", "GET", "/").headers


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_no_answer_is_made_of_the_host_that_the_browser_named(town: Town, row: Row) -> None:
    named = {"Host": ELSEWHERE, "X-Forwarded-Host": ELSEWHERE, "X-Forwarded-Server": ELSEWHERE, "Forwarded": ELSEWHERE}

    for answer in _answers(town, row, headers=named):
        assert ELSEWHERE not in f"{answer.headers} {answer.get_data(as_text=False)!r}"


@pytest.mark.parametrize("path", ("//", "//staff", "/groups//1", "/groups//1//names", "/staff//leave", "/staff/"))
def test_a_crooked_path_is_not_put_straight_by_way_of_the_host_that_the_browser_named(town: Town, path: str) -> None:
    answer = town.ask("teacher", "GET", "/", headers={"Host": ELSEWHERE}, environ_overrides={"PATH_INFO": path})

    assert answer.status_code in (200, 303, 404)
    assert ELSEWHERE not in f"{answer.headers} {answer.text}"


def test_a_school_that_names_its_hosts_answers_to_no_other(
    settings: Settings, library: Library, database: Database, clock: Clock
) -> None:
    app = create_app(replace(settings, hosts=("learn.test", ".school.example")), library, database, clock)
    app.testing = False

    good = [app.test_client().get("/", headers={"Host": host}) for host in ("learn.test", "les.school.example:8000")]
    wrong = [
        app.test_client().get(path, headers={"Host": host})
        for host in (ELSEWHERE, "learn.test.evil.example", "evillearn.test", "learn.test@evil.example", "")
        for path in ("/", "/staff", "/bestaat-niet")
    ]

    assert {page.status_code for page in good} == {200}
    assert {page.status_code for page in wrong} == {400}
    assert all(ELSEWHERE not in page.text for page in wrong)
    for page in wrong:
        _check(page)


def test_what_a_proxy_says_counts_only_behind_a_proxy(
    settings: Settings, library: Library, database: Database, clock: Clock
) -> None:
    hosts = replace(settings, hosts=("learn.test",))
    said = {"Host": "inside", "X-Forwarded-Host": "learn.test"}

    alone = create_app(hosts, library, database, clock).test_client().get("/", headers=said)
    behind = create_app(replace(hosts, behind_proxy=1), library, database, clock).test_client().get("/", headers=said)

    assert (alone.status_code, behind.status_code) == (400, 200)


def test_no_style_sheet_script_or_picture_of_ours_fetches_from_elsewhere(town: Town) -> None:
    with town.app.app_context():
        url = town.app.jinja_env.globals["static_url"]
        ours = [url(f"css/{room}-pages.css") for room in ("pupil", "staff", "board")] + [url("js/app.js")]

    for each in ours:
        text = town.ask("anonymous", "GET", each).text

        assert not re.search(r"(url\(\s*['\"]?|@import\s+['\"]?|fetch\(['\"])(https?:)?//", text)


@pytest.mark.parametrize("back", NASTY, ids=lambda back: repr(back)[:40])
def test_the_language_switch_only_leads_to_a_page_of_our_own(town: Town, back: str) -> None:
    answer = town.ask("anonymous", "POST", "/language", {"language": "en", "back": back})

    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert location.startswith("/")
    for seen in (location, _as_browsers_read(location)):
        there = urlsplit(urljoin(HERE, seen))
        assert (there.scheme, there.netloc) == ("http", "learn.test")
    assert "stolen" not in str(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("back", ("/", "/staff", "/lessons/wie-zit-daar?opnieuw=1", "/names/12#onder"))
def test_the_language_switch_leads_back_to_where_the_reader_was(town: Town, back: str) -> None:
    answer = town.ask("anonymous", "POST", "/language", {"language": "en", "back": back})

    assert answer.headers["Location"] == back


def test_no_table_has_a_place_for_an_address_of_a_computer_or_a_last_name() -> None:
    forbidden = re.compile(
        r"(^|_)(ip|ip4|ip6|ipv4|ipv6|ip_?addr(ess)?|remote(_addr)?|user_?agent|referr?er|surname|last_?name"
        r"|family_?name|achternaam|birth\w*|born|geboorte\w*|bsn|gender|photo|phone)($|_)"
    )
    columns = [f"{table.name}.{column.name}" for table in SQLModel.metadata.sorted_tables for column in table.columns]

    assert [name for name in columns if forbidden.search(name.partition(".")[2])] == []
    assert {name for name in columns if name.endswith(".address")} == {"school.address"}, "where Chromebooks find us"


def test_after_a_whole_visit_nothing_is_kept_of_where_anybody_came_from(
    app: Flask, given: Given, database: Database
) -> None:
    slug = given.lesson("delen-of-houden")
    fenna, teacher = given.pupil("Fenna"), given.teacher()
    given.pupil("Noor")
    planted = ("127.0.0.1", "203.0.113.77", "2001:db8::77", "PlantedBrowser")

    visitors = [_from_elsewhere(app) for _ in range(2)]
    pupil = visitors[0].comes_in(fenna)
    pupil.open(f"/quizzes/{slug}/foto-op-het-plein")
    form = pupil.page.select_one("form[action$='/answers']")
    assert form is not None
    pupil.send(str(form["action"]), {**pupil.fields(form), "choice": "d"})
    pupil.send("/leave", {"csrf_token": pupil.token()})
    pupil.send("/", {"csrf_token": pupil.token(), "code": "AEIOUY"}, 422)
    pupil.send("/", {"csrf_token": pupil.token(), "code": fenna.group.code})
    pupil.send(f"/names/{fenna.id}/door", {"csrf_token": pupil.token()})
    staff = visitors[1]
    staff.send("/staff", {"csrf_token": staff.token(), "email": teacher.email, "password": "niet goed"}, 422)
    staff.signs_in(teacher).opens_group(fenna.group.id)
    staff.send(
        f"/groups/{fenna.group.id}/names", {"csrf_token": staff.token(), "names": "Sietske van der Planten;1-2-15"}
    )
    staff.send("/staff/leave", {"csrf_token": staff.token()})

    kept = _everything(database)
    assert "Sietske" in kept and "foto-op-het-plein" in kept
    assert [each for each in (*planted, "Planten", "1-2-15") if each in kept] == []


def _answers(town: Town, row: Row, headers: dict[str, str] | None = None) -> Iterator[TestResponse]:
    """What everybody gets for a thing of 7A's, as a page and as a fragment, and for one that nobody has."""
    for role in ROLES:
        for case in (next(town.cases(row)), town.nobodys(row)):
            for way in ({}, {"HX-Request": "true"}):
                sends = town.sends(row, case)
                before = None if row.method == "GET" else town.rows()
                yield town.ask(role, row.method, town.address(row, case), sends, headers={**way, **(headers or {})})
                if before is not None and town.rows() != before:
                    town.restore()


def _check(answer: TestResponse) -> None:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in answer.headers["Vary"]
    assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(dict(answer.headers))
    if answer.data:
        assert answer.content_type in (
            "text/html; charset=utf-8",
            "application/json",
            "application/pdf",
            "text/csv; charset=utf-8",
        ), answer.content_type
    if answer.mimetype == "text/csv":
        assert answer.headers["Content-Disposition"].startswith("attachment; filename="), "a file, never a page"


def _check_cookies(answer: TestResponse) -> None:
    """They are for this site alone, and out of reach of scripts."""
    for cookie in answer.headers.getlist("Set-Cookie"):
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}

        assert {"httponly", "samesite=lax", "path=/"} <= parts
        assert "secure" not in parts, "over http a browser would drop it"
        assert not any(part.startswith("domain") for part in parts)
        if cookie.startswith("afgesproken=") and "expires=thu, 01 jan 1970 00:00:00 gmt" not in parts:
            assert not any(part.startswith(("expires", "max-age")) for part in parts), "outlives the browser"


def _check_where_it_leads(answer: TestResponse) -> None:
    if answer.mimetype == "text/html":
        _check_addresses(answer)
    assert "Refresh" not in answer.headers
    location = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or "/"
    assert location.startswith("/") and not location.startswith("//")


def _check_addresses(answer: TestResponse) -> None:
    page = BeautifulSoup(answer.text, "html.parser")
    assert not page.find(["iframe", "object", "embed", "base"])
    assert not page.find("meta", attrs={"http-equiv": True})
    for tag in page.find_all(True):
        for name in ADDRESSES:
            if name in tag.attrs:
                assert re.match(r"^(/(?!/)|[?#])", str(tag[name])), f"{tag.name} {name}: {tag[name]}"


def _as_browsers_read(location: str) -> str:
    """The URL Standard: tabs and line ends fall away, what stands around it too, and a backslash is a slash."""
    trimmed = location.strip("".join(map(chr, range(33))))
    return re.sub(r"[\t\r\n]", "", trimmed).replace("\\", "/")


class _Elsewhere(FlaskClient):
    """A browser that tells where it is, in every way there is."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        told = {
            "X-Forwarded-For": "203.0.113.77",
            "X-Real-IP": "203.0.113.77",
            "Forwarded": "for=203.0.113.77",
            "CF-Connecting-IP": "2001:db8::77",
            "User-Agent": "PlantedBrowser/1.0",
        }
        kwargs["headers"] = {**told, **dict(kwargs.get("headers") or {})}  # type: ignore[call-overload]
        return super().open(*args, **kwargs)  # type: ignore[arg-type]


def _from_elsewhere(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.client = _Elsewhere(app, app.response_class)
    return visitor


def _everything(database: Database) -> str:
    with database.reading() as session:
        return "\n".join(
            str(tuple(row)) for table in SQLModel.metadata.sorted_tables for row in session.execute(table.select())
        )

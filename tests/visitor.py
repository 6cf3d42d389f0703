"""Somebody who visits pages, and checks on each what every page owes every reader."""

from collections import Counter
from collections.abc import Mapping
from typing import Self
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4 import Tag
from flask import Flask
from werkzeug.test import TestResponse

from learn.content.pictures import PICTURES
from learn.web.security import HEADERS
from tests.given import GivenPupil
from tests.given import GivenStaff


class Visitor:
    """A browser without script, in the hands of a person. ``page`` is what lies open."""

    def __init__(self, app: Flask, *, htmx: bool = False) -> None:
        self.client = app.test_client()
        self.htmx = htmx
        self.page = BeautifulSoup("", "html.parser")
        self.response: TestResponse | None = None

    # Looking

    def open(self, path: str, status: int = 200) -> Self:
        """Open a page, follow where it leads, and check it."""
        return self._arrive(self.client.get(path, follow_redirects=True), status)

    @property
    def text(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    @property
    def heading(self) -> str:
        return self._one("h1").get_text(" ", strip=True)

    @property
    def path(self) -> str:
        assert self.response is not None
        return self.response.request.path

    def sees(self, text: str) -> bool:
        return text in self.text

    @property
    def alert(self) -> str:
        """What went wrong, as the page itself says it."""
        return self._one("main [role=alert]").get_text(" ", strip=True)

    # Doing

    def press(self, button: str, status: int = 200, **fields: object) -> Self:
        """Press the button with this text in its form, with these fields filled in, and follow where it leads."""
        form, pressed = self._button(button)
        data = {**self.fields(form), **_filled(fields)}
        if name := pressed.get("name"):
            data[str(name)] = str(pressed.get("value", ""))
        return self.send(str(pressed.get("formaction") or form["action"]), data, status)

    def submit(self, address: str, status: int = 200, **fields: object) -> Self:
        """Send the form that goes to an address with this end, with these fields filled in."""
        form = self._one(f"form[action$='{address}']")
        return self.send(str(form["action"]), {**self.fields(form), **_filled(fields)}, status)

    def follow(self, link: str, status: int = 200) -> Self:
        """Follow the link with this text."""
        found = [each for each in self.page.find_all("a", href=True) if link in each.get_text(" ", strip=True)]
        words = [each.get_text(" ", strip=True) for each in self.page.find_all("a", href=True)]
        assert found, f"{self.path}: no link {link!r} among {words}"
        return self.open(urljoin(self.path, str(found[0]["href"])), status)

    def send(self, path: str, data: Mapping[str, object], status: int = 200) -> Self:
        """Post this, follow where it leads, and check what comes."""
        headers = {"HX-Request": "true"} if self.htmx else {}
        response = self.client.post(path, data=dict(data), headers=headers, follow_redirects=not self.htmx)
        return self._arrive(response, status)

    def polls(self, path: str, target: str) -> TestResponse:
        """What comes when a part of the page asks for itself, as htmx does by the clock."""
        return self.client.get(path, headers={"HX-Request": "true", "HX-Target": target})

    def token(self) -> str:
        """A fresh token against forged forms, for this visitor."""
        field = BeautifulSoup(self.client.get("/staff").text, "html.parser").find("input", {"name": "csrf_token"})
        field = field or self.page.find("input", {"name": "csrf_token"})
        assert isinstance(field, Tag)
        return str(field["value"])

    def fields(self, form: Tag) -> dict[str, object]:
        """What a form would send as it stands; a list under a name that stands in it several times."""
        sent: dict[str, object] = {}
        for field in form.find_all(["input", "textarea", "select"]):
            name = field.get("name")
            if not name or field.get("type") in ("checkbox", "radio", "file", "submit"):
                continue
            again = form.find_all(field.name, {"name": name, "type": field.get("type")})
            sent[str(name)] = _value(field) if len(again) == 1 else [_value(each) for each in again]
        return sent

    # Coming in

    def comes_in(self, pupil: GivenPupil) -> Self:
        """Sign in with the card."""
        self.open(f"/card/{pupil.card}")
        form = self._one("form[action^='/card/']")
        return self.send(f"/card/{pupil.card}", self.fields(form))

    def types_code(self, code: str, status: int = 200) -> Self:
        """Type the code from the board."""
        return self.open("/").press("Verder", status, code=code)

    def taps(self, *pictures: str, status: int = 200) -> Self:
        """Tap these pictures, one after the other; the status is that of the last."""
        for number, picture in enumerate(pictures, start=1):
            self.press(PICTURES[picture], status if number == len(pictures) else 200)
        return self

    def signs_in(self, person: GivenStaff, status: int = 200) -> Self:
        """Sign in as staff."""
        self.open("/staff")
        form = self._one("form[action='/staff']")
        sent = {**self.fields(form), "email": person.email, "password": person.password}
        return self.send("/staff", sent, status)

    def opens_group(self, group_id: int) -> Self:
        """Open a group on a screen the class does not see."""
        self.open(f"/groups/{group_id}")
        own = self.page.find("button", {"name": "own", "value": "yes"})
        if isinstance(own, Tag):
            form = own.find_parent("form")
            assert isinstance(form, Tag)
            self.send(str(form["action"]), {**self.fields(form), "own": "yes"})
        return self

    def _arrive(self, response: TestResponse, status: int) -> Self:
        self.response = response
        assert response.status_code == status, f"{response.request.path}: {response.status_code}\n{response.text[:800]}"
        self.page = BeautifulSoup(response.text if response.mimetype.startswith("text/") else "", "html.parser")
        if response.mimetype == "text/html" and response.text:
            self._check_headers(response)
            self._check_page(fragment=self.htmx and "<html" not in response.text)
        return self

    def _check_headers(self, response: TestResponse) -> None:
        for name, value in HEADERS.items():
            assert response.headers[name] == value, name
        assert response.headers["Cache-Control"] == "no-store"
        assert "HX-Request" in response.headers["Vary"]

    def _check_page(self, *, fragment: bool) -> None:
        page = self.page
        if not fragment:
            assert self._one("html").get("lang") in ("nl", "en")
            assert self._one("title").get_text(strip=True).endswith("Afgesproken")
            assert len(page.find_all("h1")) == 1, f"{self.path}: {len(page.find_all('h1'))} headings of level 1"
            assert len(page.find_all("main")) == 1
        twice = [each for each, times in Counter(tag["id"] for tag in page.find_all(id=True)).items() if times > 1]
        assert not twice, f"{self.path}: these ids stand twice: {twice}"
        for form in page.find_all("form"):
            assert form.get("method") and form.get("action"), f"a form without method or action: {form}"
            if form["method"] == "post":
                assert form.find("input", {"name": "csrf_token"}), f"a form without token: {form['action']}"
        for tag in page.find_all(attrs={"hx-get": True}):
            assert tag.name != "a" or tag.get("href"), f"a link that only htmx can follow: {tag}"
        for tag in page.find_all(True):
            assert "style" not in tag.attrs, f"an inline style, which the policy forbids: {tag.name}"
            spoken = [name for name in tag.attrs if name.startswith(("on", "hx-on"))]
            assert not spoken, f"an inline script, which the policy forbids: {spoken}"
        for picture in page.find_all("img"):
            assert "alt" in picture.attrs, f"a picture without words: {picture}"
        for field in page.find_all(["input", "textarea", "select"]):
            if field.get("type") != "hidden":
                labelled = field.find_parent("label") or page.find("label", {"for": field.get("id")})
                assert labelled or field.get("aria-label"), f"a field without a label: {field}"
        for button in page.find_all("button"):
            assert button.get_text(strip=True) or button.get("aria-label"), "a button without words"
        for tag in page.find_all(src=True):
            assert str(tag["src"]).startswith("/"), f"another host: {tag['src']}"
        for tag in page.find_all(attrs={"aria-describedby": True}):
            for each in str(tag["aria-describedby"]).split():
                assert page.find(id=each), f"described by {each}, which is not there"

    def _button(self, text: str) -> tuple[Tag, Tag]:
        found = [each for each in self.page.find_all("button") if text in each.get_text(" ", strip=True)]
        words = [each.get_text(" ", strip=True) for each in self.page.find_all("button")]
        assert found, f"{self.path}: no button {text!r} among {words}"
        form = found[0].find_parent("form")
        assert isinstance(form, Tag)
        return form, found[0]

    def _one(self, selector: str) -> Tag:
        found = self.page.select_one(selector)
        assert found is not None, f"no {selector}"
        return found


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, list) else str(value) for name, value in fields.items()}


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen.get("value", chosen.get_text())) if isinstance(chosen, Tag) else ""
    return str(field.get("value", ""))

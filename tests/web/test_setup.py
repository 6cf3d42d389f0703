"""Setting up a real school on an empty database, in the browser, with the code from the terminal."""

import pytest
from bs4 import Tag
from flask import Flask
from sqlmodel import func
from sqlmodel import select

from learn.classroom import schools
from learn.classroom.tables import School
from learn.classroom.tables import Staff
from learn.content.library import Library
from tests.given import PASSWORD
from tests.given import Given
from tests.visitor import Visitor

RIGHT = {
    "school": "De Vlieger",
    "protocol": "de-bron",
    "address": "http://192.168.1.20:8000",
    "name": "Anna Vos",
    "called": "juf",
    "email": "anna@vlieger.example",
    "password": PASSWORD,
    "group": "7A",
    "year": "7",
}


@pytest.fixture
def code(given: Given) -> str:
    """The code on the terminal."""
    with given.database.transaction() as session:
        return schools.new_setup_code(session, given.clock())


def sets_up(visitor: Visitor, code: str, status: int = 200, **other: str) -> Visitor:
    visitor.open("/setup")
    return visitor.send("/setup", {"csrf_token": visitor.token(), **RIGHT, "code": code, **other}, status)


def made(given: Given) -> tuple[int, int]:
    """How many schools and how many staff there are."""
    with given.database.reading() as session:
        schools_made = session.exec(select(func.count()).select_from(School)).one()
        return schools_made, session.exec(select(func.count()).select_from(Staff)).one()


def value(visitor: Visitor, field: str) -> str:
    found = visitor.page.find(["input", "select"], id=field)
    assert isinstance(found, Tag)
    if found.name == "select":
        chosen = found.find("option", selected=True)
        return str(chosen.get("value", chosen.get_text())) if isinstance(chosen, Tag) else ""
    return str(found.get("value", ""))


def wrong_fields(visitor: Visitor) -> set[str]:
    """The fields that say what is wrong with them."""
    return {
        str(field["id"])
        for field in visitor.page.find_all(["input", "select"], id=True)
        if field.find_parent("p") and field.find_parent("p").select_one(".alert")
    }


def test_the_form_offers_every_protocol_there_is(visitor: Visitor, library: Library) -> None:
    visitor.open("/setup")

    offered = [str(each["value"]) for each in visitor.page.select("#protocol option")]
    assert sorted(offered) == ["", *sorted(library.protocols)]


def test_no_protocol_is_chosen_for_the_school(visitor: Visitor) -> None:
    visitor.open("/setup")

    first = visitor.page.select_one("#protocol option")
    assert isinstance(first, Tag)
    assert (first["value"], first.get_text()) == ("", "Kies het protocol van jullie school")
    assert visitor.page.select("#protocol option[selected]") == []
    assert visitor.page.select("#protocol[required]")


@pytest.mark.parametrize("typed", ["", "nergens", "x" * 200])
def test_without_a_protocol_from_the_list_the_school_is_asked_to_choose_one(
    given: Given, visitor: Visitor, code: str, typed: str
) -> None:
    sets_up(visitor, code, status=422, protocol=typed)

    (field,) = visitor.page.select("#protocol[aria-invalid='true']")
    (said,) = visitor.page.select(f"#{field['aria-describedby']}")
    assert said.get_text() == "Kies een protocol uit de lijst."
    assert value(visitor, "protocol") == ""
    assert made(given) == (0, 0)


def test_every_protocol_is_offered_by_the_school_it_is_from(visitor: Visitor, library: Library) -> None:
    visitor.open("/setup")

    offered = {str(each["value"]): each.get_text() for each in visitor.page.select("#protocol option:not([value=''])")}
    assert len(set(offered.values())) == len(offered)
    for slug, text in offered.items():
        assert text.startswith(library.protocol(slug).document.school)


def test_the_first_teacher_sets_up_the_school_signs_in_and_finds_the_group(
    given: Given, visitor: Visitor, code: str
) -> None:
    sets_up(visitor, code)
    assert visitor.path == "/staff"

    visitor.submit("/staff", email=RIGHT["email"], password=PASSWORD)

    assert visitor.sees("Juf Anna · De Vlieger")
    assert visitor.sees("Groep 7A")
    assert made(given) == (1, 1)


def test_who_has_no_title_is_called_by_the_first_name(visitor: Visitor, code: str) -> None:
    sets_up(visitor, code, called="")

    visitor.submit("/staff", email=RIGHT["email"], password=PASSWORD)

    assert visitor.sees("Anna · De Vlieger")
    assert not visitor.sees("Juf Anna")


@pytest.mark.parametrize("wrong", ["", "BCDFGH-BCDFGH", "x" * 41])
def test_without_the_code_on_the_terminal_nothing_is_made(
    given: Given, visitor: Visitor, code: str, wrong: str
) -> None:
    sets_up(visitor, wrong, status=422)

    assert wrong_fields(visitor) == {"code"}
    assert made(given) == (0, 0)


def test_the_code_of_an_earlier_start_no_longer_works(given: Given, visitor: Visitor, code: str) -> None:
    with given.database.transaction() as session:
        newer = schools.new_setup_code(session, given.clock())

    sets_up(visitor, code, status=422)
    assert made(given) == (0, 0)
    sets_up(visitor, newer)

    assert made(given) == (1, 1)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("school", ""),
        ("school", "x" * 81),
        ("school", "De Vlieger 🪁"),
        ("school", "المدرسة"),
        ("protocol", "nergens"),
        ("protocol", ""),
        ("address", "vlieger"),
        ("address", "ftp://vlieger.example"),
        ("address", "http://vlieger.example/?a=b"),
        ("name", ""),
        ("email", "anna"),
        ("email", "anna@vlieger"),
        ("password", "elf tekens!"),
        ("group", ""),
        ("group", "7A; DROP"),
        ("group", "السابع"),
        ("year", "5"),
        ("called", "mevrouw"),
    ],
)
def test_a_field_that_is_not_right_says_so_and_nothing_is_made(
    given: Given, visitor: Visitor, code: str, field: str, typed: str
) -> None:
    sets_up(visitor, code, status=422, **{field: typed})

    assert made(given) == (0, 0)
    assert visitor.alert
    if field not in ("year", "called"):  # these can only be chosen
        assert wrong_fields(visitor) == {field}


def test_what_was_typed_stays_in_the_form_but_never_the_password(visitor: Visitor, code: str) -> None:
    sets_up(visitor, code, status=422, email="anna", protocol="de-bron", year="8")

    kept = {field: value(visitor, field) for field in RIGHT if field != "called"}
    assert kept == {
        **{field: typed for field, typed in RIGHT.items() if field != "called"},
        "email": "anna",
        "password": "",
        "year": "8",
    }
    assert visitor.response is not None
    assert PASSWORD not in visitor.response.text


def test_an_address_that_only_this_computer_reaches_is_warned_for(visitor: Visitor, code: str) -> None:
    sets_up(visitor, code, status=422, address="http://127.0.0.1:8000", email="anna")

    assert visitor.sees("Chromebooks kunnen")


def test_once_there_is_a_school_the_page_does_not_exist(given: Given, visitor: Visitor, app: Flask, code: str) -> None:
    sets_up(visitor, code)

    other = Visitor(app).open("/setup", status=404)
    with given.database.transaction() as session:
        newer = schools.new_setup_code(session, given.clock())
    for each in (code, newer):
        other.send("/setup", {"csrf_token": other.token(), **RIGHT, "code": each, "school": "Nog een"}, status=404)

    assert made(given) == (1, 1)


def test_the_address_that_was_typed_stands_on_the_board(given: Given, visitor: Visitor, code: str) -> None:
    sets_up(visitor, code)
    visitor.submit("/staff", email=RIGHT["email"], password=PASSWORD)
    group = visitor.page.select_one("main a[href^='/groups/']")
    assert isinstance(group, Tag)
    visitor.open(str(group["href"])).press("Nee").submit("/openings")

    board = visitor.page.select_one("main a[href^='/board/']")
    assert isinstance(board, Tag)
    visitor.open(str(board["href"]))

    assert visitor.sees("192.168.1.20:8000")

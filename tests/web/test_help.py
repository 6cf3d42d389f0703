"""Hulp: on every page of a pupil, three calm choices, the adults of this school, and nothing kept."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import SQLModel

from learn.classroom import groups
from learn.classroom import staff
from learn.content.library import Library
from tests.given import Given
from tests.given import GivenPupil
from tests.visitor import Visitor

SLUG = "wie-zit-daar"
PUPIL_PAGES = (
    "/",
    "/agreements",
    "/about-me",
    f"/lessons/{SLUG}/steps/terug-1",
    f"/lessons/{SLUG}/steps/doel",
    f"/lessons/{SLUG}/steps/praten",
    f"/lessons/{SLUG}/steps/zaadje",
    f"/lessons/{SLUG}/result",
    f"/quizzes/{SLUG}/een-duiker-in-de-chat",
    f"/quizzes/{SLUG}/kom-mee-naar-plop",
)


@pytest.fixture
def fenna(given: Given) -> GivenPupil:
    given.lesson(SLUG)
    return given.pupil("Fenna")


@pytest.fixture
def pupil(visitor: Visitor, fenna: GivenPupil) -> Visitor:
    return visitor.comes_in(fenna)


def asks(visitor: Visitor, kind: str) -> Visitor:
    """Press one of the three choices."""
    visitor.open("/help")
    return visitor.send("/help", {"csrf_token": visitor.token(), "help": kind})


def adults(visitor: Visitor) -> list[str]:
    """Whom the page names to talk to."""
    asks(visitor, "talk")
    return [each.get_text(" ", strip=True) for each in visitor.page.select("ul.adults b")]


def everything_kept(given: Given) -> dict[str, list[str]]:
    with given.database.reading() as session:
        return {
            table.name: sorted(str(row) for row in session.connection().execute(text(f'SELECT * FROM "{table.name}"')))
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.mark.parametrize("address", [*PUPIL_PAGES, f"/quizzes/{SLUG}/een-duiker-in-de-chat?opnieuw=1"])
def test_help_leads_back_to_where_you_were(pupil: Visitor, address: str) -> None:
    came_from = {"Referer": f"http://localhost{address}"}

    pupil._arrive(pupil.client.get("/help", headers=came_from), 200)
    first = pupil.page.select_one("header a.push")["href"]
    pupil.submit("/help", help="talk")

    assert [first, pupil.page.select_one("header a.push")["href"]] == [address, address]


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "http://elders.example/agreements",
        "http://localhost//elders.example",
        "http://localhost/nergens",
        f"http://localhost/quizzes/{SLUG}/een-duiker-in-de-chat/answers",
        "http://[",
    ],
)
def test_help_leads_home_from_what_is_no_page_here(pupil: Visitor, came_from: str) -> None:
    pupil._arrive(pupil.client.get("/help", headers={"Referer": came_from}), 200)

    assert pupil.page.select_one("header a.push")["href"] == "/"
    pupil.submit("/help", help="talk", back="//elders.example")
    assert pupil.page.select_one("header a.push")["href"] == "/"


@pytest.mark.parametrize("address", [*PUPIL_PAGES, "/help"])
def test_every_page_of_a_pupil_says_whose_it_is(pupil: Visitor, address: str) -> None:
    pupil.open(address)

    assert pupil.page.select_one("header .whose").get_text(" ", strip=True) == "Fenna · groep 7A"


@pytest.mark.parametrize("address", PUPIL_PAGES)
def test_every_page_of_a_pupil_leads_to_three_choices(pupil: Visitor, address: str) -> None:
    pupil.open(address).follow("Hulp")

    assert pupil.path == "/help"
    assert [each["value"] for each in pupil.page.find_all("button", {"name": "help"})] == ["story", "computer", "talk"]


def test_the_page_after_an_answer_leads_to_help_as_well(pupil: Visitor) -> None:
    pupil.open(f"/quizzes/{SLUG}/een-duiker-in-de-chat")
    pupil.press(pupil.page.find("button", {"name": "choice"}).get_text(" ", strip=True)[2:])

    assert pupil.follow("Hulp").path == "/help"


@pytest.mark.parametrize("kind", ["story", "computer", "talk"])
def test_each_choice_brings_its_own_words_under_the_same_address_and_leads_back_home(pupil: Visitor, kind: str) -> None:
    pupil.open("/help")
    choices = pupil.text
    button = pupil.page.find("button", {"name": "help", "value": kind})

    pupil.press(button.get_text(" ", strip=True))

    assert pupil.path == "/help"
    assert pupil.text != choices
    assert pupil.response is not None
    assert not pupil.response.history
    assert pupil.follow("Terug").path == "/"


@pytest.mark.parametrize("chosen", [{}, {"help": ""}, {"help": "../staff"}, {"help": "nothing"}])
def test_anything_else_brings_the_choices_again(pupil: Visitor, chosen: dict[str, str]) -> None:
    pupil.send("/help", {"csrf_token": pupil.token(), **chosen}, status=422)

    assert len(pupil.page.find_all("button", {"name": "help"})) == 3


def test_the_adults_are_the_groups_own_teachers_and_the_schools_advisers_by_the_name_children_use(
    given: Given, pupil: Visitor
) -> None:
    given.teacher("Anna Vos", called="juf")
    given.teacher("Winston Blijd", called="meester")
    given.staff("Samira Haddou", "adviser")
    given.staff("Anton Verweij", "head")
    given.teacher("Berna Dam", group=given.group("6A", year=6))
    elsewhere = given.school("De Regenboog")
    given.staff("Carla Mol", "adviser", school=elsewhere)
    given.teacher("Dirk Pos", group=given.group("7A", school=elsewhere))

    assert adults(pupil) == ["juf Anna", "meester Winston", "Samira"]
    assert not pupil.sees("Vos")
    assert not pupil.sees("Haddou")


def test_who_left_the_school_is_no_longer_named(given: Given, pupil: Visitor) -> None:
    given.teacher("Anna Vos")
    gone = given.staff("Samira Haddou", "adviser")

    with given.database.transaction() as session:
        staff.disable(session, gone.id, given.clock())

    assert adults(pupil) == ["juf Anna"]


def test_the_help_lines_for_children_stand_there_with_how_to_reach_them(pupil: Visitor, library: Library) -> None:
    asks(pupil, "talk")

    lines = library.facts.help_for_pupils(7)
    assert lines
    assert all(pupil.sees(line.name) and pupil.sees(line.contact) for line in lines if line.key != "alarmnummer")
    for_staff = [line for line in library.facts.help_lines if line.audience == "staff"]
    assert not [line for line in for_staff if pupil.sees(line.name)]


def test_in_danger_a_child_may_always_call_without_asking_anybody(given: Given, pupil: Visitor) -> None:
    given.teacher("Anna Vos", called="juf")

    asks(pupil, "talk")

    assert pupil.sees("Is er nu gevaar? Bel 112. Dat mag altijd.")
    outside = pupil.page.select_one("section[aria-labelledby=bellen]")
    assert outside is not None
    assert "112" not in outside.get_text()
    assert "Vraag of je mag" not in pupil.text
    assert pupil.text.index("juf Anna") < pupil.text.index("Bel 112") < pupil.text.index("Liever iemand buiten school")


def test_help_promises_nothing_that_school_may_have_to_break(pupil: Visitor) -> None:
    asks(pupil, "talk")

    assert pupil.sees("Soms moet een volwassene hulp halen. Die praat daar met jou over.")
    assert not pupil.sees("eerst. Deze pagina")


def test_asking_for_help_keeps_nothing_anywhere(given: Given, pupil: Visitor) -> None:
    given.teacher("Anna Vos")
    before = everything_kept(given)
    cookies = pupil.client.get_cookie("afgesproken").value

    for kind in ("story", "computer", "talk"):
        asks(pupil, kind)

    assert everything_kept(given) == before
    assert pupil.client.get_cookie("afgesproken").value == cookies


def test_a_teacher_sees_no_trace_of_a_child_who_asked(
    given: Given, app: Flask, pupil: Visitor, fenna: GivenPupil
) -> None:
    teacher = Visitor(app).signs_in(given.teacher("Anna Vos")).opens_group(fenna.group.id)
    before = teacher.open(f"/groups/{fenna.group.id}").text

    asks(pupil, "talk")

    assert teacher.open(f"/groups/{fenna.group.id}").text == before


def test_who_is_not_in_is_led_to_the_door(visitor: Visitor) -> None:
    assert visitor.open("/help").path == "/"
    assert asks(visitor, "talk").path == "/"


@pytest.mark.parametrize("page", ("/names", "/names/{pupil}", "/names/{pupil}/door"))
def test_a_child_who_cannot_get_in_finds_help_and_the_way_back(
    visitor: Visitor, given: Given, fenna: GivenPupil, page: str
) -> None:
    given.teacher("Anna Vos", called="juf")
    given.staff("Bram Smit", "adviser")
    address = page.format(pupil=fenna.id)
    visitor.open("/").press("Verder", code=fenna.group.code)
    if page.endswith("door"):
        visitor.send(address, {"csrf_token": visitor.token()})

    visitor.open(address)
    assert visitor.page.select_one("header a[href='/help']") is not None
    assert adults(visitor) == ["juf Anna", "Bram"]
    assert visitor.sees("groep 7A") or visitor.sees("Groep 7A")


def test_who_typed_no_code_or_the_code_of_a_group_that_closed_is_at_the_door(
    visitor: Visitor, given: Given, fenna: GivenPupil
) -> None:
    assert visitor.open("/help").path == "/"

    visitor.press("Verder", code=fenna.group.code)
    with given.database.transaction() as session:
        groups.close_door(session, fenna.group.id, given.clock())

    assert visitor.open("/help").path == "/"

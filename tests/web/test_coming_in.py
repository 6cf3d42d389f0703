"""Coming in, as a child or a teacher does it: without script, on shared devices, all behind one address."""

import re

import pytest
from bs4 import Tag
from flask import Flask

from learn.classroom import groups
from learn.classroom import staff
from learn.content.pictures import PICTURES
from tests.clock import Clock
from tests.device import Device
from tests.device import at_the_door
from tests.device import closes
from tests.device import lets_in
from tests.device import opens
from tests.device import tries_that_count
from tests.given import Given
from tests.given import GivenPupil
from tests.given import GivenStaff
from tests.visitor import Visitor

SESSION = "afgesproken"


def at_the_pictures(visitor: Visitor, pupil: GivenPupil) -> Visitor:
    """Type the code, tap the name."""
    return visitor.types_code(pupil.group.code).follow(pupil.name)


def comes_in_by_pictures(visitor: Visitor, pupil: GivenPupil) -> Visitor:
    return at_the_pictures(visitor, pupil).taps(*pupil.pictures)


def taps_wrong(visitor: Visitor, pupil: GivenPupil, status: int = 422) -> Visitor:
    return visitor.taps(*reversed(pupil.pictures), status=status)


def cookie(visitor: Visitor) -> str:
    """What a stranger would copy from this browser."""
    found = visitor.client.get_cookie(SESSION)
    assert found is not None
    return found.value


def with_cookie(app: Flask, value: str) -> Visitor:
    """A browser with a copied cookie in it."""
    copy = Visitor(app)
    copy.client.set_cookie(SESSION, value)
    return copy


def is_home(visitor: Visitor) -> bool:
    return visitor.path == "/" and visitor.page.find("form", action="/leave") is not None


def is_at_the_door(visitor: Visitor) -> bool:
    return visitor.path == "/" and visitor.page.find("input", id="code") is not None


def is_at_the_names(visitor: Visitor) -> bool:
    return visitor.path == "/names"


def is_waiting(visitor: Visitor) -> bool:
    return visitor.page.select_one(".sign-picture") is not None


def is_at_the_staff_door(visitor: Visitor) -> bool:
    return visitor.path == "/staff" and visitor.page.find("input", id="password") is not None


def is_in_the_staff_room(visitor: Visitor) -> bool:
    return visitor.path == "/staff" and visitor.page.find("form", action="/staff/leave") is not None


def tickets(visitor: Visitor) -> dict[str, str]:
    """What stands for each picture on this page."""
    return {
        button.get_text(" ", strip=True): str(button["value"])
        for button in visitor.page.find_all("button", {"name": "picture"})
    }


def chosen(visitor: Visitor) -> list[str]:
    """What the page carries of the pictures tapped before."""
    return [str(field["value"]) for field in visitor.page.find_all("input", {"name": "chosen"})]


# Code, name, pictures


def test_a_pupil_comes_in_with_code_name_and_pictures(given: Given, visitor: Visitor) -> None:
    fenna, _ = given.pupils("Fenna", "Omar")

    visitor.types_code(fenna.group.code)
    assert is_at_the_names(visitor)
    visitor.follow("Fenna")
    assert "Fenna" in visitor.heading
    visitor.taps(*fenna.pictures)

    assert is_home(visitor)
    assert visitor.sees("Fenna · groep 7A")


def test_a_code_in_small_letters_with_a_space_is_the_same_code(given: Given, visitor: Visitor) -> None:
    code = given.pupil("Fenna").group.code.lower()

    visitor.types_code(f" {code[:3]} {code[3:]}")

    assert is_at_the_names(visitor)


def test_a_wrong_code_says_so_and_stays_to_be_mended(given: Given, visitor: Visitor) -> None:
    given.group()

    visitor.types_code("BCDFAA", status=422)

    assert visitor.alert
    field = visitor.page.find("input", id="code")
    assert isinstance(field, Tag)
    assert field["value"] == "BCDFAA"


def test_after_sixty_wrong_codes_a_minute_the_page_says_to_wait(given: Given, visitor: Visitor, clock: Clock) -> None:
    code = given.group().code
    for _ in range(60):
        Device(given, "somebody").types("AAAAAA")

    visitor.types_code(code, status=429)
    assert "minuut" in visitor.alert
    clock.turn(minutes=1)

    assert is_at_the_names(visitor.types_code(code))


def test_names_are_shown_behind_a_code_only(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")

    for path in ("/names", f"/names/{fenna.id}", f"/names/{fenna.id}/door"):
        visitor.open(path)
        assert is_at_the_door(visitor)
        assert not visitor.sees("Fenna")


def test_the_last_picture_can_be_taken_back(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    wrong = next(picture for picture in PICTURES if picture not in fenna.pictures)

    at_the_pictures(visitor, fenna).taps(fenna.pictures[0], wrong)
    visitor.press("Eén terug").taps(*fenna.pictures[1:])

    assert is_home(visitor)


def test_wrong_pictures_tell_how_many_tries_are_left_and_then_to_ask_the_teacher(
    given: Given, visitor: Visitor
) -> None:
    fenna = given.pupil("Fenna")
    at_the_pictures(visitor, fenna)

    said = []
    for _ in range(5):
        taps_wrong(visitor, fenna)
        said.append(visitor.alert)

    assert [re.findall(r"\d", each) for each in said[:3]] == [["4"], ["3"], ["2"]]
    assert "juf of meester" in said[4]
    taps_wrong(visitor, fenna, status=429)
    assert "kaart" in visitor.taps(*fenna.pictures, status=429).alert


def test_a_stopped_device_stops_nobody_behind_the_same_address(given: Given, app: Flask) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    stopped = at_the_pictures(Visitor(app), fenna)
    for _ in range(5):
        taps_wrong(stopped, fenna)

    assert is_home(comes_in_by_pictures(Visitor(app), fenna))
    assert is_home(comes_in_by_pictures(stopped, omar))


def test_while_somebody_guesses_the_page_points_to_card_and_teacher(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    for number in range(15):
        Device(given, f"stranger {number}").taps_wrong(fenna)

    at_the_pictures(visitor, fenna).taps(*fenna.pictures, status=429)
    assert "kaart" in visitor.alert
    assert "juf of meester" in visitor.alert

    assert is_home(visitor.comes_in(fenna))


def test_with_htmx_the_last_picture_leads_to_a_whole_new_page(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    at_the_pictures(visitor, fenna)

    visitor.htmx = True
    visitor.taps(*fenna.pictures[:3]).taps(fenna.pictures[3], status=204)

    assert visitor.response is not None
    assert visitor.response.headers["HX-Redirect"] == "/"
    visitor.htmx = False
    assert is_home(visitor.open("/"))


# What the pages tell


def test_a_page_on_the_way_tells_nothing_of_the_pictures_tapped_before(given: Given, app: Flask) -> None:
    fenna = given.pupil("Fenna")
    pages = []

    for first, second in [("fox", "kite"), ("boat", "drum")]:
        visitor = at_the_pictures(Visitor(app), fenna).taps(first, second)
        assert len(chosen(visitor)) == 2
        assert set(chosen(visitor)).isdisjoint(tickets(visitor).values())
        assert visitor.response is not None
        pages.append(visitor.response.text)

    assert plain(pages[0]) == plain(pages[1])


def plain(page: str) -> list[str]:
    """A page without what is random in it: tickets, tokens, the order of the pictures."""
    return sorted(re.sub(r'value="[^"]+"', "", page).replace("<", "\n<").splitlines())


def test_each_picture_stands_there_once_in_another_order_each_time(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")

    orders = {tuple(tickets(at_the_pictures(visitor, fenna))) for _ in range(4)}

    assert len(orders) == 4
    assert {frozenset(order) for order in orders} == {frozenset(PICTURES.values())}


def test_a_ticket_for_one_place_does_not_work_in_another(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    at_the_pictures(visitor, fenna)
    first = tickets(visitor)[PICTURES[fenna.pictures[0]]]

    visitor.send(
        f"/names/{fenna.id}", {"csrf_token": visitor.token(), "chosen": [first, first], "picture": first}, status=422
    )

    assert chosen(visitor) == []


@pytest.mark.parametrize("whose", ["another device", "another pupil"])
def test_tickets_of_another_device_or_pupil_do_not_work(given: Given, app: Flask, whose: str) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    given_out, used = Visitor(app), Visitor(app)
    target = fenna
    at_the_pictures(given_out, fenna).taps(*fenna.pictures[:3])
    if whose == "another pupil":
        used, target = given_out, omar
    else:
        at_the_pictures(used, fenna)
    sent = {"chosen": chosen(given_out), "picture": tickets(given_out)[PICTURES[fenna.pictures[3]]]}

    used.send(f"/names/{target.id}", {"csrf_token": used.token(), **sent}, status=422)

    assert is_at_the_door(used.open("/"))
    assert tries_that_count(given) == 0  # nothing was there to compare


@pytest.mark.parametrize("picture", ["fox", "vos", "", "0", "a" * 16])
def test_the_name_of_a_picture_is_not_a_ticket(given: Given, visitor: Visitor, picture: str) -> None:
    fenna = given.pupil("Fenna")
    at_the_pictures(visitor, fenna)

    visitor.send(f"/names/{fenna.id}", {"csrf_token": visitor.token(), "picture": picture}, status=422)


# Card and let in


def test_scanning_a_card_greets_and_pressing_goes_in(given: Given, visitor: Visitor, app: Flask) -> None:
    fenna = given.pupil("Fenna")

    visitor.open(f"/card/{fenna.card}")
    assert "Fenna" in visitor.heading
    assert is_at_the_door(Visitor(app).open("/"))
    assert is_at_the_door(with_cookie(app, cookie(visitor)).open("/"))

    assert is_home(visitor.submit(f"/card/{fenna.card}"))


def test_the_next_child_does_not_get_in_with_a_card_that_was_put_away(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")

    visitor.open(f"/card/{fenna.card}").press("Ik ben niet Fenna")

    assert visitor.path == "/"
    assert not visitor.open("/card").sees("Fenna")


def test_a_card_that_lies_there_is_forgotten_after_two_minutes(given: Given, visitor: Visitor, clock: Clock) -> None:
    fenna = given.pupil("Fenna")
    visitor.open(f"/card/{fenna.card}")
    clock.turn(minutes=2)
    assert visitor.open("/card").sees("Fenna")

    clock.turn(seconds=1)

    assert not visitor.open("/card").sees("Fenna")


def test_a_card_that_was_replaced_is_a_page_that_does_not_exist(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    with given.database.transaction() as session:
        groups.issue_cards(session, fenna.group.id, [fenna.id], given.secret, None, given.clock())

    visitor.open(f"/card/{fenna.card}", status=404)

    assert not visitor.sees("Fenna")


def test_a_pupil_who_forgot_knocks_and_the_teacher_lets_in(given: Given, app: Flask) -> None:
    fenna = given.pupil("Fenna")
    pupil, teacher = Visitor(app), Visitor(app).signs_in(given.teacher("Anna Vos"))
    teacher.opens_group(fenna.group.id)

    at_the_pictures(pupil, fenna).submit("/door")
    assert is_waiting(pupil)
    sign = pupil.page.select_one(".sign-picture img")
    teacher.open(f"/groups/{fenna.group.id}")
    seen = teacher.page.select_one(".door img.sign")
    assert sign is not None
    assert seen is not None
    assert sign["alt"] == seen["alt"]
    teacher.press("Laat")
    assert teacher.page.select_one(".door img.sign") is None
    pupil.open(pupil.path)
    assert "Fenna" in pupil.heading
    pupil.submit("/door")

    assert is_home(pupil)


@pytest.mark.parametrize("htmx", [False, True])
def test_who_no_longer_waits_is_back_at_the_pictures_and_may_knock_again(given: Given, app: Flask, htmx: bool) -> None:
    fenna = given.pupil("Fenna")
    pupil, teacher = Visitor(app), Visitor(app).signs_in(given.teacher("Anna Vos"))
    at_the_pictures(pupil, fenna).submit("/door")
    waiting = pupil.path

    teacher.opens_group(fenna.group.id).press("Weg")
    assert teacher.page.select_one(".door img.sign") is None

    if htmx:
        answer = pupil.client.get(waiting, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/names/{fenna.id}")
    assert is_waiting(pupil.open(waiting).submit("/door"))


def test_looking_whether_the_teacher_pressed_signs_nobody_in(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    at_the_pictures(visitor, fenna).submit("/door")

    visitor.open(visitor.path)

    assert is_waiting(visitor)
    assert is_at_the_door(visitor.open("/"))


# A closed group


def test_when_the_group_closes_every_way_in_ends_at_the_door(given: Given, app: Flask) -> None:
    fenna = given.pupil("Fenna")
    tapping = at_the_pictures(Visitor(app), fenna).taps(*fenna.pictures[:3])
    knocking = at_the_pictures(Visitor(app), fenna).submit("/door")
    card = Visitor(app).open(f"/card/{fenna.card}")
    token = card.fields(card._one("form[action^='/card/']"))

    closes(given, fenna.group)

    assert is_at_the_door(tapping.taps(fenna.pictures[3]))
    assert is_at_the_door(knocking.open(knocking.path))
    card.send(f"/card/{fenna.card}", token, status=409)
    assert not Visitor(app).open(f"/card/{fenna.card}", status=409).sees("Fenna")
    assert Visitor(app).types_code(fenna.group.code, status=422).alert


def test_an_old_code_in_the_browser_does_not_reach_the_group_when_it_opens_anew(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    at_the_pictures(visitor, fenna)
    closes(given, fenna.group)

    opens(given, fenna.group)

    assert is_at_the_door(visitor.open("/names"))


def test_a_pupil_who_is_in_stays_in_until_six(given: Given, visitor: Visitor, clock: Clock) -> None:
    fenna = given.pupil("Fenna")
    visitor.comes_in(fenna)
    closes(given, fenna.group)
    assert is_home(visitor.open("/"))

    clock.turn(hours=9)

    assert is_at_the_door(visitor.open("/"))
    assert not visitor.sees("Fenna")


# One browser, one person


def test_done_for_now_ends_the_session_also_for_a_copied_cookie(given: Given, visitor: Visitor, app: Flask) -> None:
    visitor.comes_in(given.pupil("Fenna"))
    copied = cookie(visitor)

    visitor.submit("/leave")

    assert is_at_the_door(visitor)
    assert is_at_the_door(with_cookie(app, copied).open("/"))


def test_a_new_cookie_is_made_at_each_sign_in_and_the_one_before_is_dead(
    given: Given, visitor: Visitor, app: Flask
) -> None:
    fenna, omar = given.pupils("Fenna", "Omar")
    visitor.comes_in(fenna)
    first = cookie(visitor)

    visitor.comes_in(omar)

    assert cookie(visitor) != first
    assert visitor.sees("Omar · groep 7A")
    assert is_at_the_door(with_cookie(app, first).open("/"))


def sign_in_as_pupil(visitor: Visitor, pupil: GivenPupil, way: str, given: Given, teacher: GivenStaff) -> None:
    if way == "card":
        visitor.comes_in(pupil)
    elif way == "pictures":
        visitor.send("/", {"csrf_token": visitor.token(), "code": pupil.group.code})
        visitor.follow(pupil.name).taps(*pupil.pictures)
    else:
        visitor.send("/", {"csrf_token": visitor.token(), "code": pupil.group.code})
        visitor.follow(pupil.name).submit("/door")
        lets_in(given, teacher, pupil.group, at_the_door(given, pupil.group).waiting[0].id)
        visitor.open(visitor.path).submit("/door")


@pytest.mark.parametrize("way", ["card", "pictures", "let in"])
def test_signing_in_as_a_pupil_ends_the_staff_session_in_that_browser(
    given: Given, visitor: Visitor, app: Flask, way: str
) -> None:
    fenna, anna = given.pupil("Fenna"), given.teacher("Anna Vos")
    visitor.signs_in(anna)
    copied = cookie(visitor)

    sign_in_as_pupil(visitor, fenna, way, given, anna)

    assert is_home(visitor)
    assert is_at_the_staff_door(visitor.open("/staff"))
    assert is_at_the_staff_door(with_cookie(app, copied).open("/staff"))


def test_signing_in_as_staff_ends_the_pupils_session_in_that_browser(
    given: Given, visitor: Visitor, app: Flask
) -> None:
    fenna, anna = given.pupil("Fenna"), given.teacher("Anna Vos")
    visitor.comes_in(fenna)
    copied = cookie(visitor)

    visitor.signs_in(anna)

    assert is_in_the_staff_room(visitor)
    visitor.open("/lessons/wie-zit-daar", status=404)
    assert is_at_the_door(with_cookie(app, copied).open("/"))


def test_the_language_chosen_at_the_door_stays_while_signing_in(given: Given, visitor: Visitor) -> None:
    fenna = given.pupil("Fenna")
    visitor.open("/").press("English")
    assert visitor.page.html["lang"] == "en"

    visitor.submit("/", code=fenna.group.code).follow("Fenna").taps(*fenna.pictures)

    assert is_home(visitor)
    assert visitor.page.html["lang"] == "en"


def test_the_next_child_on_the_device_reads_the_schools_own_language_again(given: Given, visitor: Visitor) -> None:
    visitor.open("/").press("English")
    visitor.comes_in(given.pupil("Fenna"))

    visitor.submit("/leave")

    assert is_at_the_door(visitor)
    assert visitor.page.html["lang"] == "nl"


# Staff


def test_staff_sign_in_and_out(given: Given, visitor: Visitor, app: Flask) -> None:
    visitor.signs_in(given.teacher("Anna Vos"))
    assert is_in_the_staff_room(visitor)
    assert visitor.sees("Juf Anna · De Vlieger")
    copied = cookie(visitor)

    visitor.submit("/staff/leave")

    assert is_at_the_staff_door(visitor)
    assert is_at_the_staff_door(with_cookie(app, copied).open("/staff"))


def test_staff_are_told_when_help_lines_were_checked_too_long_ago(given: Given, visitor: Visitor, clock: Clock) -> None:
    anna = given.teacher("Anna Vos")
    assert not visitor.signs_in(anna).sees("meer dan zes maanden geleden")

    clock.turn(days=300)

    assert visitor.signs_in(anna).sees("meer dan zes maanden geleden")


def test_what_has_served_is_thrown_away_when_staff_sign_in(given: Given, visitor: Visitor, clock: Clock) -> None:
    fenna, anna = given.pupil("Fenna"), given.teacher("Anna Vos")
    Device(given).taps_wrong(fenna)
    clock.turn(days=2)

    visitor.signs_in(anna)

    assert tries_that_count(given) == 0


def test_an_unknown_address_and_a_wrong_password_are_one_and_the_same_page(given: Given, app: Flask) -> None:
    anna = given.teacher("Anna Vos")
    pages = []

    for email, password in [(anna.email, "not this one"), ("xxxx.1@school.example", anna.password)]:
        visitor = Visitor(app).open("/staff")
        visitor.submit("/staff", 422, email=email, password=password)
        assert visitor.response is not None
        assert password not in visitor.response.text
        pages.append(re.sub(r'value="[^"]*"', "", visitor.response.text))

    assert pages[0] == pages[1]


def test_after_eight_wrong_passwords_the_page_says_to_wait_to_whoever_types_it(
    given: Given, visitor: Visitor, clock: Clock
) -> None:
    anna = given.teacher("Anna Vos")
    visitor.open("/staff")
    for _ in range(8):
        visitor.submit("/staff", 422, email=anna.email, password="not this one")

    visitor.submit("/staff", 429, email=anna.email, password=anna.password)
    assert "kwartier" in visitor.alert
    clock.turn(minutes=15)

    assert is_in_the_staff_room(visitor.signs_in(anna))


def test_a_teacher_who_was_away_for_an_hour_signs_in_again(given: Given, visitor: Visitor, clock: Clock) -> None:
    visitor.signs_in(given.teacher("Anna Vos"))

    clock.turn(minutes=50)
    assert is_in_the_staff_room(visitor.open("/staff"))
    clock.turn(minutes=50)
    assert is_in_the_staff_room(visitor.open("/staff"))
    clock.turn(minutes=61)

    assert is_at_the_staff_door(visitor.open("/staff"))


def test_who_is_disabled_is_out_at_the_next_click(given: Given, visitor: Visitor) -> None:
    anna = given.teacher("Anna Vos")
    visitor.signs_in(anna)

    with given.database.transaction() as session:
        staff.disable(session, anna.id, given.clock())

    assert is_at_the_staff_door(visitor.open("/staff"))
    assert is_at_the_staff_door(visitor.open(f"/groups/{given.group().id}"))

"""A teacher at work: names, cards, the door, lessons; names of children only on a screen the class does not see."""

import re
from io import BytesIO

import pytest
from bs4 import Tag
from flask import Flask
from pypdf import PdfReader
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import groups
from learn.classroom.groups import Door
from learn.classroom.tables import Pupil
from tests.clock import Clock
from tests.desk import Desk
from tests.device import Device
from tests.device import closes
from tests.given import Given
from tests.given import GivenGroup
from tests.visitor import Visitor

SLUG = "wie-zit-daar"
DIVER = "een-duiker-in-de-chat"
NAMES = ("Fenna", "Omar", "Mila", "Zoë", "Jip")


@pytest.fixture
def group(given: Given) -> GivenGroup:
    return given.group()


@pytest.fixture
def newcomer(given: Given, visitor: Visitor, group: GivenGroup) -> Visitor:
    """A teacher who has just signed in and said nothing of the screen yet."""
    return visitor.signs_in(given.teacher("Anna Vos", group=group))


@pytest.fixture
def teacher(newcomer: Visitor, group: GivenGroup) -> Visitor:
    """A teacher whose screen the class does not see."""
    return newcomer.opens_group(group.id)


def stored(given: Given) -> list[str]:
    with given.database.reading() as session:
        return sorted(session.exec(select(Pupil.name)).all())


def pastes(teacher: Visitor, group: GivenGroup, names: str, status: int = 200) -> Visitor:
    teacher.open(f"/groups/{group.id}/names")
    return teacher.send(f"/groups/{group.id}/names", {"csrf_token": teacher.token(), "names": names}, status)


def uploads(teacher: Visitor, group: GivenGroup, content: bytes, status: int = 200) -> Visitor:
    teacher.open(f"/groups/{group.id}/names")
    sent = {"csrf_token": teacher.token(), "names": "", "file": (BytesIO(content), "leerlingen.csv")}
    return teacher.send(f"/groups/{group.id}/names", sent, status)


def told(visitor: Visitor) -> list[str]:
    """The lines the page wants mended."""
    return [each.get_text(" ", strip=True) for each in visitor.page.select("#bad li")]


def paper(visitor: Visitor) -> str:
    """The words on the PDF that came."""
    assert visitor.response is not None
    assert visitor.response.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(visitor.response.data)).pages)


def opens_class_screen(app: Flask, group: GivenGroup) -> Visitor:
    """The whiteboard: a browser of its own, where nobody is signed in."""
    return Visitor(app).open(f"/board/{group.code}")


# From nothing to cards


def test_from_an_empty_group_to_printed_cards_takes_five_clicks(
    given: Given, newcomer: Visitor, group: GivenGroup
) -> None:
    newcomer.open(f"/groups/{group.id}")

    newcomer.press("Nee")
    newcomer.follow("Vul de namen in")
    newcomer.submit("/names", names="Fenna de Vries\nOmar Idrissi\nMila Berg")
    newcomer.follow("Kaarten afdrukken")
    newcomer.submit("/cards", pupils=[seat(given, name) for name in ("Fenna", "Omar", "Mila")])

    words = paper(newcomer)
    assert all(name in words for name in ("Fenna", "Omar", "Mila", "7A"))
    assert not re.search("Vries|Idrissi|Berg", words)


def seat(given: Given, name: str) -> int:
    with given.database.reading() as session:
        return session.exec(select(Pupil.id).where(Pupil.name == name)).one()


def test_who_has_no_card_yet_is_ticked_and_who_has_one_keeps_it_unless_chosen(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.pupil("Fenna")
    pastes(teacher, group, "Omar\nMila")

    teacher.open(f"/groups/{group.id}/cards")

    ticks = teacher.page.find_all("input", {"name": "pupils"})
    assert [each.has_attr("checked") for each in ticks] == [False, True, True]


def test_a_printed_card_works_and_the_old_one_is_dead(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup
) -> None:
    fenna = given.pupil("Fenna")

    teacher.open(f"/groups/{group.id}/names/{fenna.id}").submit("/cards")

    assert "Fenna" in paper(teacher)
    Visitor(app).open(f"/card/{fenna.card}", status=404)


def test_without_a_child_chosen_no_card_is_printed(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup
) -> None:
    fenna = given.pupil("Fenna")
    teacher.open(f"/groups/{group.id}/cards")

    teacher.send(f"/groups/{group.id}/cards", {"csrf_token": teacher.token()}, status=422)

    assert teacher.alert
    assert Visitor(app).open(f"/card/{fenna.card}").sees("Fenna")


# Does the class see this screen?


@pytest.mark.parametrize("address", ["", "/names", "/names/{pupil}", "/cards"])
def test_before_any_page_with_names_opens_the_screen_is_asked_for(
    given: Given, newcomer: Visitor, group: GivenGroup, address: str
) -> None:
    fenna = given.pupil("Fenna")

    newcomer.open(f"/groups/{group.id}{address.format(pupil=fenna.id)}")

    assert newcomer.page.find("button", {"name": "own", "value": "yes"})
    assert not newcomer.sees("Fenna")


def test_when_the_class_sees_the_screen_the_board_opens_beside_a_page_without_names(
    given: Given, newcomer: Visitor, group: GivenGroup
) -> None:
    given.pupil("Fenna")

    newcomer.open(f"/groups/{group.id}/names").press("Ja")

    board = newcomer.page.find("a", href=f"/board/{group.code}")
    assert board["target"] == "_blank"
    assert not newcomer.sees("Fenna")
    newcomer.press("Nu zie alleen ik het")
    assert newcomer.path == f"/groups/{group.id}/names"
    assert newcomer.sees("Fenna")


def test_a_closed_group_is_opened_on_the_screen_that_the_class_sees(
    given: Given, newcomer: Visitor, group: GivenGroup
) -> None:
    given.pupil("Fenna")
    closes(given, group)

    newcomer.open(f"/groups/{group.id}").press("Ja").press("Open de groep")

    assert newcomer.sees("Open het bord")
    assert not newcomer.sees("Fenna")


@pytest.mark.parametrize("address", ["", "?lesson=delen-of-houden", "/names", "/cards", "/rules"])
def test_after_the_question_comes_the_page_that_was_asked_for(
    given: Given, newcomer: Visitor, group: GivenGroup, address: str
) -> None:
    wanted = f"/groups/{group.id}{address}"

    newcomer.open(wanted).press("Nee")

    assert newcomer.response is not None
    assert newcomer.response.request.full_path.rstrip("?") == wanted


@pytest.mark.parametrize("back", ["https://elders.example/", "//elders.example", "/bestaat-niet", "/leave", ""])
def test_after_the_question_nobody_is_sent_elsewhere(newcomer: Visitor, group: GivenGroup, back: str) -> None:
    newcomer.open(f"/groups/{group.id}/names").press("Nee", back=back)

    assert newcomer.path == f"/groups/{group.id}"


def test_what_a_teacher_sends_is_kept_also_when_the_question_is_due(
    given: Given, teacher: Visitor, group: GivenGroup, clock: Clock
) -> None:
    teacher.open(f"/groups/{group.id}/names")
    for _ in range(5):
        clock.turn(minutes=50)
        teacher.client.get("/staff")

    teacher.submit("/names", names="Fenna\nOmar")

    assert stored(given) == ["Fenna", "Omar"]
    assert not teacher.sees("Fenna")
    assert teacher.page.find("button", {"name": "own", "value": "yes"})


def test_a_group_that_asks_for_itself_goes_to_the_question_whole(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.pupil("Fenna")
    teacher.open(f"/groups/{group.id}").press("Verberg de namen")

    poll = teacher.polls(f"/groups/{group.id}?lesson=delen-of-houden", "div#board")

    assert (poll.status_code, poll.text) == (204, "")
    assert poll.headers["HX-Redirect"] == f"/groups/{group.id}?lesson=delen-of-houden"


def test_a_refusal_is_never_put_inside_the_page_that_asks_for_itself(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup
) -> None:
    other = given.group("7B")
    for _ in range(60):
        Visitor(app).open("/board/BCDFGH", status=404)

    gone = teacher.polls(f"/groups/{other.id}", "div#board")
    busy = Visitor(app).polls("/board/BCDFGH", "span")

    assert (gone.status_code, gone.text, gone.headers["HX-Refresh"]) == (404, "", "true")
    assert (busy.status_code, busy.text, busy.headers["HX-Reswap"]) == (429, "", "none")
    assert "<h1" in teacher.polls(f"/groups/{other.id}", "div#page").text


def test_the_question_comes_again_after_four_hours(
    given: Given, teacher: Visitor, group: GivenGroup, clock: Clock
) -> None:
    given.pupil("Fenna")
    for _ in range(5):
        assert teacher.open(f"/groups/{group.id}").sees("Fenna")
        clock.turn(minutes=48)

    assert not teacher.open(f"/groups/{group.id}").sees("Fenna")


def test_the_question_comes_in_each_new_session(given: Given, teacher: Visitor, app: Flask, group: GivenGroup) -> None:
    given.pupil("Fenna")

    elsewhere = Visitor(app).signs_in(given.staff("Berna Dam", "teacher", group=group)).open(f"/groups/{group.id}")

    assert not elsewhere.sees("Fenna")
    assert teacher.open(f"/groups/{group.id}").sees("Fenna")


# The board


@pytest.mark.parametrize("whose", ["nobody", "the teacher"])
def test_the_board_shows_the_code_and_how_many_are_in_but_never_a_name(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup, whose: str
) -> None:
    pupils = given.pupils(*NAMES)
    Device(given, "one").shows_card(pupils[0])
    Device(given, "two").knocks(pupils[1])

    board = opens_class_screen(app, group) if whose == "nobody" else teacher.open(f"/board/{group.code}")

    assert board.sees(f"{group.code[:3]} {group.code[3:]}")
    assert board.sees("1 van 5")
    assert board.response is not None
    assert not [name for name in NAMES if name in board.response.text]


def test_the_board_counts_on_by_itself_and_sends_only_the_count(given: Given, app: Flask, group: GivenGroup) -> None:
    fenna, _ = given.pupils("Fenna", "Omar")
    board = Visitor(app, htmx=True)
    fragment = board.client.get(f"/board/{group.code}", headers={"HX-Request": "true"}).text
    assert "0 van 2" in fragment

    Device(given).shows_card(fenna)

    assert board.client.get(f"/board/{group.code}", headers={"HX-Request": "true"}).text == fragment.replace("0", "1")


@pytest.mark.parametrize("code", ["BCDFGH", "x", "fenna"])
def test_a_board_without_an_open_group_does_not_exist(given: Given, visitor: Visitor, code: str) -> None:
    given.group()

    visitor.open(f"/board/{code}", status=404)


def test_who_guesses_board_codes_is_stopped_and_the_board_that_hangs_there_goes_on(
    given: Given, app: Flask, group: GivenGroup, clock: Clock
) -> None:
    board = opens_class_screen(app, group)
    guesser = Visitor(app)
    for _ in range(60):
        guesser.open("/board/BCDFGH", status=404)

    guesser.open("/board/BCDFGH", status=429)
    guesser.open(f"/board/{group.code}", status=429)
    board.open(f"/board/{group.code}")

    assert board.sees(f"{group.code[:3]} {group.code[3:]}")
    clock.turn(minutes=1)
    guesser.open(f"/board/{group.code}")


def test_a_child_who_keeps_guessing_board_codes_keeps_no_teacher_from_the_board(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup
) -> None:
    elsewhere = given.group("6A", year=6)
    for _ in range(60):
        Visitor(app).open("/board/BCDFGH", status=404)

    teacher.open(f"/board/{group.code}")

    assert teacher.sees(f"{group.code[:3]} {group.code[3:]}")
    for code in (elsewhere.code, "BCDFGH"):
        teacher.open(f"/board/{code}", status=429)


def test_the_board_of_a_closed_group_does_not_exist(given: Given, visitor: Visitor, group: GivenGroup) -> None:
    closes(given, group)

    visitor.open(f"/board/{group.code}", status=404)


def test_a_board_that_hangs_there_says_that_the_group_closed(
    given: Given, app: Flask, group: GivenGroup, clock: Clock
) -> None:
    board = opens_class_screen(app, group)
    clock.turn(hours=9, minutes=1)

    poll = board.polls(f"/board/{group.code}", "span")
    board.open(str(poll.headers["HX-Redirect"]))

    assert (poll.status_code, poll.text) == (204, "")
    assert board.heading == "De groep is dicht"
    assert not board.sees(group.code[:3])
    waits = board.polls(str(board.page.select_one("[hx-get]")["hx-get"]), "span")
    assert (waits.status_code, waits.headers.get("HX-Redirect")) == (204, None)


def test_a_board_beside_its_teacher_goes_on_with_the_new_code_by_itself(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    teacher.open(f"/groups/{group.id}").submit("/closings")
    closed = teacher.open(f"/board/{group.code}").page.select_one("[hx-get]")["hx-get"]
    door = reopens(given, group)

    poll = teacher.polls(str(closed), "span")
    teacher.open(str(poll.headers["HX-Redirect"]))

    assert teacher.path == f"/board/{door.code}"
    assert teacher.sees(f"{door.code[:3]} {door.code[3:]}")


def test_an_old_board_without_its_teacher_does_not_learn_the_new_code(
    given: Given, app: Flask, group: GivenGroup
) -> None:
    board = opens_class_screen(app, group)
    stranger = Visitor(app).signs_in(given.staff("Berna Dam", "teacher", group=given.group("7B")))
    closes(given, group)
    door = reopens(given, group)

    board.open(f"/board/{group.code}")

    assert board.heading == "De groep is dicht"
    assert not board.sees(door.code[:3])
    stranger.open(f"/board/{group.code}", status=404)


def reopens(given: Given, group: GivenGroup) -> Door:
    """Open the group under a new code."""
    with given.database.transaction() as session:
        return groups.open_door(session, group.id, None, given.clock())


def test_the_group_leads_to_the_script_of_the_lesson_it_is_in(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.lesson(SLUG)

    teacher.open(f"/groups/{group.id}").follow("Draaiboek: Wie zit daar?")

    assert teacher.path == f"/groups/{group.id}/lessons/{SLUG}"


# The door


def test_a_teacher_closes_the_group_and_opens_it_under_a_new_code(
    teacher: Visitor, app: Flask, group: GivenGroup
) -> None:
    assert teacher.sees("18:00. Wie binnen is, blijft binnen.")

    teacher.submit("/closings")
    assert not teacher.sees(group.code[:3])
    Visitor(app).types_code(group.code, status=422)
    teacher.submit("/openings")

    code = teacher.page.select_one(".codeline").get_text(" ", strip=True)
    assert code.replace(" ", "") != group.code
    assert Visitor(app).types_code(code).path == "/names"


def test_a_teacher_sees_that_somebody_is_guessing_and_lets_pictures_work_again_in_one_press(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    fenna = given.pupil("Fenna")
    assert teacher.open(f"/groups/{group.id}").page.find("form", action=f"/groups/{group.id}/resets") is None
    for number in range(15):
        Device(given, f"stranger {number}").taps_wrong(fenna)
    teacher.open(f"/groups/{group.id}")
    assert teacher.page.find("form", action=f"/groups/{group.id}/resets")

    teacher.submit("/resets")

    assert teacher.page.find("form", action=f"/groups/{group.id}/resets") is None
    assert Device(given, "new").taps(fenna).token


# Names


def test_a_list_with_bad_lines_keeps_everything_out_and_names_each_line(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.pupil("Jip")

    pastes(teacher, group, "Fenna\nOmar7\nJip\nMila🦊\nفاطمة\nZoë", status=422)

    lines = told(teacher)
    assert [re.match(r"Regel (\d+)", line)[1] for line in lines] == ["2", "3", "4", "5"]
    assert "🦊" in lines[2]
    assert all(sign in lines[3].split(":", 1)[1] for sign in "فاطمة")
    assert stored(given) == ["Jip"]
    assert "Omar7" in teacher.page.find("textarea").get_text()


def test_forty_one_names_are_too_many_and_none_is_stored(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    names = [f"Kind{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(41)]

    pastes(teacher, group, "\n".join(names), status=422)
    assert stored(given) == []
    pastes(teacher, group, "\n".join(names[:40]))

    assert len(stored(given)) == 40


def test_a_name_that_came_in_meanwhile_keeps_the_list_out(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    pastes(teacher, group, "Fenna\nOmar")

    pastes(teacher, group, "Mila\nomar", status=422)

    assert stored(given) == ["Fenna", "Omar"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_from_the_pupil_administration_is_read_whatever_wrote_it(
    given: Given, teacher: Visitor, group: GivenGroup, encoding: str
) -> None:
    table = "Roepnaam;Achternaam;Geboortedatum;BSN\r\nZoë;Öztürk;12-03-2015;123456782\r\nBjörn;de Vries;;\r\n"

    uploads(teacher, group, table.encode(encoding))

    assert stored(given) == ["Björn", "Zoë"]
    assert teacher.response is not None
    assert not re.search("Öztürk|Vries|2015|123456782", teacher.response.text)


def test_surnames_birthdays_and_numbers_are_kept_nowhere(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    pastes(teacher, group, "Fenna;Wubbenhorst;12-03-2015;123456782\nFenna;Quistnix;30-11-2014;987654329")

    with given.database.reading() as session:
        rows = str([each.model_dump() for each in session.exec(select(Pupil)).all()])
    assert stored(given) == ["Fenna Q.", "Fenna W."]
    assert not re.search("(?i)wub|ubb|hors|quis|nix|2015|2014|123456782|987654329", rows)


def test_the_page_tells_how_much_of_a_list_fell_away(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    uploads(teacher, group, b"voornaam;achternaam;geboortedatum\nFenna;de Vries;12-03-2015\nOmar;Amrani;1-1-2015")
    assert teacher.sees("2 andere kolommen zijn weggevallen.")

    pastes(teacher, group, "Mila")
    assert not teacher.sees("weggevallen")
    teacher.open(f"/groups/{group.id}/names?dropped=<b>")
    assert not teacher.sees("weggevallen")


def test_who_opened_closed_and_took_back_is_known(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    teacher.open(f"/groups/{group.id}").press("Sluit de groep").press("Open de groep")
    teacher.open(f"/groups/{group.id}/lessons").press("Zet klaar").press("Zet weer weg")

    with given.database.reading() as session:
        deeds = {each.what: each.by for each in reversed(audit.newest(session, group.school.id))}
    assert [deeds[each] for each in ("group-closed", "group-opened", "lesson-set-ready", "lesson-put-away")] == [
        "Anna Vos"
    ] * 4


def test_a_list_far_too_long_is_not_read(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    pastes(teacher, group, "Fenna\n" * 4000, status=413)
    uploads(teacher, group, b"Fenna\n" * 4000, status=413)

    assert stored(given) == []


def test_a_file_of_something_else_is_refused_line_by_line(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    uploads(teacher, group, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe", status=422)

    assert stored(given) == []
    assert told(teacher)


def test_a_child_gets_another_name(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    fenna, _ = given.pupils("Fenna", "Omar")
    teacher.open(f"/groups/{group.id}/names/{fenna.id}")

    teacher.submit(f"/names/{fenna.id}", 422, name="OMAR")
    teacher.submit(f"/names/{fenna.id}", 422, name="Fenna7")
    teacher.submit(f"/names/{fenna.id}", name="  Fenne ")

    assert stored(given) == ["Fenne", "Omar"]


def test_a_child_taken_out_is_gone_with_every_answer(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    given.lesson()
    desk = Desk(given, given.pupil("Fenna"))
    desk.answers(DIVER, "a")

    teacher.open(f"/groups/{group.id}/names/{desk.pupil.id}").submit("/removals")

    assert stored(given) == []
    assert desk.kept() == []


# Lessons


def test_a_teacher_sets_a_lesson_ready_in_one_click_and_puts_it_away_in_one(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup
) -> None:
    pupil = Visitor(app).comes_in(given.pupil("Fenna"))
    teacher.open(f"/groups/{group.id}/lessons")

    pupil.open(f"/lessons/{SLUG}", status=404)
    teacher.submit(f"/lessons/{SLUG}")
    assert pupil.open(f"/lessons/{SLUG}").path == f"/lessons/{SLUG}/steps/terug-1"
    teacher.submit(f"/lessons/{SLUG}/removals")

    pupil.open(f"/lessons/{SLUG}", status=404)


def test_a_lesson_put_away_and_set_ready_again_does_not_begin_over(
    given: Given, app: Flask, teacher: Visitor, group: GivenGroup
) -> None:
    given.lesson()
    fenna = given.pupil("Fenna")
    Desk(given, fenna).finishes("terug-1", "terug-2")
    teacher.open(f"/groups/{group.id}/lessons")

    teacher.submit(f"/lessons/{SLUG}/removals").submit(f"/lessons/{SLUG}")

    assert Visitor(app).comes_in(fenna).open(f"/lessons/{SLUG}").path == f"/lessons/{SLUG}/steps/terug-3"


def test_preparing_a_lesson_shows_the_agreement_each_story_answers_to(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.lesson()
    lesson = Desk(given, given.pupil("Fenna")).lesson

    teacher.open(f"/groups/{group.id}/lessons/{SLUG}")

    for built in lesson.stories.values():
        assert teacher.sees(built.story.title)
        assert teacher.sees(built.citation.sentence)
        assert teacher.sees(built.story.talk)


def test_a_combination_group_gets_the_lessons_of_both_its_years(given: Given, app: Flask) -> None:
    group = given.group("6/7", year=6, second_year=7)
    teacher = Visitor(app).signs_in(given.teacher("Bram Kuil", group=group, called="meester"))

    teacher.open(f"/groups/{group.id}/lessons")

    assert teacher.sees("Wie zit daar? Voor groep 7")
    assert not teacher.sees("Voor dit leerjaar zijn er nog geen lessen")


def test_a_lesson_nobody_made_does_not_exist(teacher: Visitor, group: GivenGroup) -> None:
    teacher.open(f"/groups/{group.id}/lessons/nergens", status=404)
    teacher.send(f"/groups/{group.id}/lessons/nergens", {"csrf_token": teacher.token()}, status=404)


# The group at a glance


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_no_page_of_the_teacher_holds_a_choice_or_what_it_gave_back(
    given: Given, teacher: Visitor, group: GivenGroup, headers: dict[str, str]
) -> None:
    given.lesson()
    desks = [Desk(given, pupil) for pupil in given.pupils(*NAMES)]
    for number, desk in enumerate(desks):
        desk.answers(DIVER, "abc"[number % 3])
        desk.answers("kom-mee-naar-plop", "ken-ik-jou")
    story, talk = (desks[0].story(slug).story for slug in (DIVER, "kom-mee-naar-plop"))
    replies = [reply for moment in talk.moments for reply in moment.replies]

    for page in ("", f"?lesson={SLUG}", "/names", "/cards", "/lessons", f"/names/{desks[0].pupil.id}"):
        text = teacher.client.get(f"/groups/{group.id}{page}", headers=headers).text
        assert "Fenna" in text or page == "/lessons"
        assert not [choice for choice in story.choices if choice.text in text or choice.feedback in text]
        assert not [reply for reply in replies if reply.text in text or f'"{reply.key}"' in text]
        assert not re.search(r'"(strong|okay|harder|[abc])"|Sterk|Kan ook', text)


def test_the_group_shows_how_far_each_is_and_who_perhaps_needs_help(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.lesson()
    fenna, omar, _ = (Desk(given, pupil) for pupil in given.pupils("Fenna", "Omar", "Mila"))
    for choice in "abca":
        fenna.answers(DIVER, choice)
    omar.answers(DIVER, "a")
    omar.finishes(DIVER)

    teacher.open(f"/groups/{group.id}")

    states = {
        row.find("th").get_text(" ", strip=True).split()[0]: [
            cell.get_text(" ", strip=True) for cell in row.find_all("td")
        ]
        for row in teacher.page.select("table.matrix tbody tr")
    }
    assert states["Mila"] == ["nog niet"] * 4
    assert states["Omar"] == ["nog niet", "nog niet", "klaar", "nog niet"]
    assert "hulp" in states["Fenna"][2]
    helped = teacher.page.find("section", {"aria-labelledby": "vast"})
    assert isinstance(helped, Tag)
    assert "Fenna" in helped.get_text()
    assert "Omar" not in helped.get_text()


def test_what_the_group_finds_hard_is_told_from_five_children_on(
    given: Given, teacher: Visitor, group: GivenGroup
) -> None:
    given.lesson()
    desks = [Desk(given, pupil) for pupil in given.pupils(*NAMES)]
    sentence = desks[0].story(DIVER).citation.sentence
    for desk in desks[:4]:
        desk.answers(DIVER, "a")
    assert not teacher.open(f"/groups/{group.id}").sees(sentence)

    desks[4].answers(DIVER, "c")

    teacher.open(f"/groups/{group.id}")
    assert teacher.sees(sentence)
    assert not re.search(r"\d", teacher.page.select_one("section.hard .big + p").get_text())


def test_the_group_is_polled_for_its_lower_half_only(given: Given, teacher: Visitor, group: GivenGroup) -> None:
    given.pupil("Fenna")

    fragment = teacher.client.get(f"/groups/{group.id}", headers={"HX-Request": "true"}).text

    assert "Fenna" in fragment
    assert "<html" not in fragment
    assert "<h1" not in fragment

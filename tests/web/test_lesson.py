"""A pupil's lesson, step by step and without script, to a page that says what was done and nothing of how well."""

import re

import pytest
from bs4 import Tag
from flask import Flask

from learn.classroom import lessons
from learn.content.library import Library
from tests.desk import Desk
from tests.given import Given
from tests.given import GivenPupil
from tests.visitor import Visitor

SLUG = "wie-zit-daar"
DIVER = "een-duiker-in-de-chat"
PLOP = "kom-mee-naar-plop"
EXTRA = "je-tas-zoemt"
ADDRESSES = (
    f"/lessons/{SLUG}",
    f"/lessons/{SLUG}/steps/doel",
    f"/lessons/{SLUG}/steps/{DIVER}",
    f"/lessons/{SLUG}/result",
    f"/quizzes/{SLUG}/{DIVER}",
)


@pytest.fixture
def fenna(given: Given) -> GivenPupil:
    given.lesson()
    return given.pupil("Fenna")


@pytest.fixture
def pupil(visitor: Visitor, fenna: GivenPupil) -> Visitor:
    return visitor.comes_in(fenna)


def buttons(visitor: Visitor) -> list[Tag]:
    """The answers that can be pressed."""
    return visitor.page.find_all("button", {"name": "choice"})


def presses(visitor: Visitor, choice: str, status: int = 200) -> Visitor:
    """Press the answer with this key."""
    button = next(each for each in buttons(visitor) if each["value"] == choice)
    form = button.find_parent("form")
    assert isinstance(form, Tag)
    return visitor.send(str(form["action"]), {**visitor.fields(form), "choice": choice}, status)


def does_something(visitor: Visitor) -> Visitor:
    """Do one thing in a story of whatever kind: press an answer, lay a card, tick a place, or stand on a point."""
    form = visitor.page.select_one("form:has([name=key])")
    assert isinstance(form, Tag), f"{visitor.path}: nothing can be done"
    named = form.find_all(
        ["button", "input"], {"name": re.compile(r"^(choice|place\..*)$"), "type": lambda kind: kind != "hidden"}
    )
    return visitor.send(str(form["action"]), {**visitor.fields(form), str(named[-1]["name"]): str(named[-1]["value"])})


def onwards(visitor: Visitor) -> Visitor:
    """Press the button that leads on to the next step."""
    form = visitor.page.select_one("form[action*='/steps/']")
    assert isinstance(form, Tag), f"{visitor.path}: nothing leads on"
    return visitor.send(str(form["action"]), visitor.fields(form))


def begins(visitor: Visitor) -> Visitor:
    """Go on with the lesson from home."""
    return visitor.open("/").follow(visitor.page.select_one("a.button--go").get_text(" ", strip=True))


def walks(visitor: Visitor, answer: int) -> list[str]:
    """Walk the whole lesson, pressing this answer in every story; gives the pages on the way."""
    begins(visitor)
    seen = []
    while not visitor.path.endswith("/result"):
        seen.append(visitor.path)
        while visitor.page.select_one("form[action*='/steps/']") is None:
            options = buttons(visitor)
            presses(visitor, str(options[answer % len(options)]["value"]))
        onwards(visitor)
    return seen


def fresh_key(visitor: Visitor) -> str:
    """The key in the form on this page."""
    return str(visitor.page.find("input", {"name": "key"})["value"])


# To the end


def test_a_pupil_walks_the_whole_lesson_step_by_step(pupil: Visitor, given: Given, fenna: GivenPupil) -> None:
    steps = Desk(given, fenna).progress().steps

    seen = walks(pupil, answer=0)

    assert [path.rsplit("/", 1)[1] for path in seen] == [step.key for step in steps]
    assert Desk(given, fenna).progress().finished


@pytest.mark.parametrize("year", [6, 7, 8])
def test_every_lesson_of_every_year_can_be_walked_to_its_end(
    given: Given, app: Flask, library: Library, year: int
) -> None:
    group = given.group(f"{year}C", year=year)
    child = given.pupil("Fenna", group=group)

    for module in library.modules_for(year):
        if not module.sensitive:
            given.lesson(module.slug, group=group)
            visitor = Visitor(app).comes_in(child)
            visitor.open(f"/lessons/{module.slug}")
            while not visitor.path.endswith("/result"):
                while visitor.page.select_one("form[action*='/steps/']") is None:
                    does_something(visitor)
                onwards(visitor)


def test_the_last_page_is_the_same_whatever_somebody_chose(given: Given, app: Flask, fenna: GivenPupil) -> None:
    omar = given.pupil("Omar")
    pages = []

    for each, answer in [(fenna, 0), (omar, 1)]:
        visitor = Visitor(app).comes_in(each)
        walks(visitor, answer)
        assert visitor.response is not None
        pages.append(re.sub(rf'value="[^"]*"|{each.name}', "", visitor.response.text))

    assert [answer.choice for answer in Desk(given, fenna).kept()] != [a.choice for a in Desk(given, omar).kept()]
    assert pages[0] == pages[1]


def test_the_last_page_tells_no_points_and_no_number_of_right_answers(pupil: Visitor) -> None:
    walks(pupil, answer=0)

    assert re.findall(r"\d+", pupil.page.find("main").get_text(" ")) == ["4", "4"]  # 4 of 4 stories done
    words = pupil.text.casefold()
    assert not [word for word in ("punt", "score", "cijfer", "fout", "sterk", "procent", "%") if word in words]


def test_the_last_page_leads_home_or_signs_out(pupil: Visitor) -> None:
    walks(pupil, answer=0)

    pupil.submit("/leave")

    assert pupil.page.find("input", id="code")


def test_the_result_opened_halfway_leads_on_with_the_lesson(pupil: Visitor) -> None:
    begins(pupil)
    onwards(pupil)

    pupil.open(f"/lessons/{SLUG}/result").follow("Verder")

    assert pupil.path.endswith("/steps/terug-2")


def test_back_leads_to_the_step_before(pupil: Visitor) -> None:
    begins(pupil)
    onwards(pupil)
    assert pupil.path.endswith("/steps/terug-2")

    pupil.follow("Terug")

    assert pupil.path.endswith("/steps/terug-1")


def test_a_story_cannot_be_put_behind_before_something_was_chosen(
    pupil: Visitor, given: Given, fenna: GivenPupil
) -> None:
    pupil.send(f"/lessons/{SLUG}/steps/{DIVER}", {"csrf_token": pupil.token()}, status=422)

    assert DIVER not in Desk(given, fenna).progress().done


# Stop and go on


@pytest.mark.parametrize("steps", [1, 4, 5, 8])
def test_a_pupil_stops_and_goes_on_at_the_same_step_on_another_device(
    pupil: Visitor, app: Flask, fenna: GivenPupil, steps: int
) -> None:
    begins(pupil)
    for _ in range(steps):
        while pupil.page.select_one("form[action*='/steps/']") is None:
            presses(pupil, str(buttons(pupil)[0]["value"]))
        onwards(pupil)
    stopped = pupil.path

    elsewhere = Visitor(app).comes_in(fenna)
    begins(elsewhere)

    assert elsewhere.path == stopped


def test_a_conversation_goes_on_in_the_middle_on_another_device(pupil: Visitor, app: Flask, fenna: GivenPupil) -> None:
    presses(pupil.open(f"/quizzes/{SLUG}/{PLOP}"), "ken-ik-jou")
    talked = pupil.page.select_one("ol.chat")

    elsewhere = Visitor(app).comes_in(fenna).open(f"/quizzes/{SLUG}/{PLOP}")

    assert elsewhere.page.select_one("ol.chat") == talked
    assert {str(each["value"]) for each in buttons(elsewhere)} == {"hulp-thuis", "school-noemen", "geen-school"}


def test_a_story_with_an_answer_shows_that_answer_when_it_is_opened_again(
    pupil: Visitor, app: Flask, fenna: GivenPupil
) -> None:
    presses(pupil.open(f"/quizzes/{SLUG}/{DIVER}"), "c")
    seen = pupil.page.find("main")

    elsewhere = Visitor(app).comes_in(fenna).open(f"/quizzes/{SLUG}/{DIVER}")

    assert elsewhere.page.select_one(".rating--strong")
    assert elsewhere.page.find("main").get_text() == seen.get_text()


def test_answers_stand_in_the_same_order_each_time_the_story_is_opened(pupil: Visitor) -> None:
    orders = {tuple(each["value"] for each in buttons(pupil.open(f"/quizzes/{SLUG}/{DIVER}"))) for _ in range(4)}

    assert len(orders) == 1


# Extra stories


def test_who_has_time_left_does_another_story_which_is_no_step(pupil: Visitor, given: Given, fenna: GivenPupil) -> None:
    walks(pupil, answer=0)

    pupil.open(f"/quizzes/{SLUG}/{EXTRA}")
    presses(pupil, "a")
    pupil.follow("Verder")

    assert pupil.path.endswith("/result")
    done = [each.get_text(" ", strip=True) for each in pupil.page.select("ul.extras li")]
    extra = Desk(given, fenna).lesson.module.lesson.extra
    assert [each.endswith("klaar") for each in done] == [slug == EXTRA for slug in extra]
    assert EXTRA not in [step.key for step in Desk(given, fenna).progress().steps]


def test_who_waits_for_the_class_talk_does_an_extra_story_and_comes_back_to_wait(
    pupil: Visitor, given: Given, fenna: GivenPupil
) -> None:
    with given.database.transaction() as session:
        run = Desk(given, fenna).run
        steps = [each.key for each in Desk(given, fenna).progress().steps]
        lessons.finish_steps(session, fenna.id, run, steps[: steps.index("praten")], given.clock())

    pupil.open(f"/lessons/{SLUG}/steps/praten")
    assert pupil.sees("Wacht op de klas")
    pupil.open(str(pupil.page.select_one(f"a.extra[href$='{EXTRA}']")["href"]))
    presses(pupil, "a").follow("Verder")

    assert pupil.path == f"/lessons/{SLUG}/steps/praten"
    assert pupil.page.select_one(f"a.extra[href$='{EXTRA}'] .saved")


def test_choosing_again_ends_at_the_plain_address(pupil: Visitor) -> None:
    presses(pupil.open(f"/quizzes/{SLUG}/{DIVER}"), "c")
    pupil.follow("Kies opnieuw")
    form = pupil.page.select_one("form[action$='/answers']")
    pupil.htmx = True

    pupil.send(str(form["action"]), {**pupil.fields(form), "choice": "a"})

    assert pupil.response is not None
    assert pupil.response.headers["HX-Replace-Url"] == f"/quizzes/{SLUG}/{DIVER}"


# What is not there


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_lesson_that_is_not_ready_does_not_exist(given: Given, visitor: Visitor, address: str) -> None:
    visitor.comes_in(given.pupil("Fenna"))
    post = {"csrf_token": visitor.token(), "choice": "a", "key": "a-key-for-one-form"}

    visitor.open(address, status=404)
    visitor.send(f"/quizzes/{SLUG}/{DIVER}/answers", post, status=404)
    visitor.send(f"/lessons/{SLUG}/steps/doel", post, status=404)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_lesson_that_was_put_away_does_not_exist(pupil: Visitor, given: Given, address: str) -> None:
    with given.database.transaction() as session:
        lessons.put_away(session, given.group().id, SLUG, given.clock())

    pupil.open(address, status=404)


@pytest.mark.parametrize(
    "address",
    ["/lessons/nergens", f"/lessons/{SLUG}/steps/nergens", f"/quizzes/{SLUG}/nergens", f"/quizzes/nergens/{DIVER}"],
)
def test_what_no_lesson_has_does_not_exist(pupil: Visitor, address: str) -> None:
    pupil.open(address, status=404)


def test_a_story_of_another_lesson_does_not_exist_in_this_one(pupil: Visitor) -> None:
    pupil.open(f"/quizzes/{SLUG}/foto-op-het-plein", status=404)


# Sending answers


@pytest.mark.parametrize("story", [DIVER, PLOP])
@pytest.mark.parametrize("choice", [{}, {"choice": ""}, {"choice": "nergens"}])
def test_without_a_choice_the_same_form_comes_back_with_advice_and_a_fresh_key(
    pupil: Visitor, story: str, choice: dict[str, str]
) -> None:
    pupil.open(f"/quizzes/{SLUG}/{story}")
    key, options = fresh_key(pupil), [each["value"] for each in buttons(pupil)]

    pupil.send(f"/quizzes/{SLUG}/{story}/answers", {"csrf_token": pupil.token(), "key": key, **choice}, status=422)

    assert pupil.alert
    assert [each["value"] for each in buttons(pupil)] == options
    assert fresh_key(pupil) != key


def test_without_a_choice_the_form_comes_back_also_when_something_was_chosen_before(pupil: Visitor) -> None:
    presses(pupil.open(f"/quizzes/{SLUG}/{DIVER}"), "a")
    pupil.open(f"/quizzes/{SLUG}/{DIVER}?opnieuw=1")

    pupil.send(f"/quizzes/{SLUG}/{DIVER}/answers", {"csrf_token": pupil.token(), "key": fresh_key(pupil)}, status=422)

    assert pupil.alert
    assert len(buttons(pupil)) == 4


@pytest.mark.parametrize("key", [{}, {"key": ""}, {"key": "short"}, {"key": "k" * 41}, {"key": "with spaces in it"}])
def test_without_a_proper_key_nothing_is_kept(
    pupil: Visitor, given: Given, fenna: GivenPupil, key: dict[str, str]
) -> None:
    pupil.send(f"/quizzes/{SLUG}/{DIVER}/answers", {"csrf_token": pupil.token(), "choice": "a", **key}, status=422)

    assert Desk(given, fenna).kept() == []
    assert len(buttons(pupil)) == 4


def test_a_form_sent_twice_is_one_answer(pupil: Visitor, given: Given, fenna: GivenPupil) -> None:
    pupil.open(f"/quizzes/{SLUG}/{DIVER}")
    form = {"csrf_token": pupil.token(), "key": fresh_key(pupil), "choice": "b"}

    first = pupil.send(f"/quizzes/{SLUG}/{DIVER}/answers", form).page.find("main").get_text()
    second = pupil.send(f"/quizzes/{SLUG}/{DIVER}/answers", form).page.find("main").get_text()

    assert first == second
    assert len(Desk(given, fenna).kept()) == 1


def test_a_form_that_was_sent_with_something_else_in_it_comes_back_fresh(
    pupil: Visitor, given: Given, fenna: GivenPupil
) -> None:
    pupil.open(f"/quizzes/{SLUG}/{DIVER}")
    form = {"csrf_token": pupil.token(), "key": fresh_key(pupil)}
    pupil.send(f"/quizzes/{SLUG}/{DIVER}/answers", {**form, "choice": "b"})

    pupil.send(f"/quizzes/{SLUG}/{DIVER}/answers", {**form, "choice": "c"}, status=422)

    assert pupil.alert
    assert fresh_key(pupil) != form["key"]
    presses(pupil, "c")
    assert [each.choice for each in Desk(given, fenna).kept()] == ["b", "c"]


def test_a_reply_to_a_moment_that_is_over_shows_where_the_talk_is_now(pupil: Visitor) -> None:
    pupil.open(f"/quizzes/{SLUG}/{PLOP}")
    stale = {"csrf_token": pupil.token(), "key": fresh_key(pupil), "choice": "leuk"}
    presses(pupil, "liever-hier")

    pupil.send(f"/quizzes/{SLUG}/{PLOP}/answers", stale, status=422)

    assert pupil.alert
    assert {str(each["value"]) for each in buttons(pupil)} == {"spel-dicht", "zien-laten", "nee-blijft-nee"}
    assert fresh_key(pupil) != stale["key"]


def test_a_reply_after_the_ending_shows_the_ending_and_a_way_to_play_again(pupil: Visitor) -> None:
    pupil.open(f"/quizzes/{SLUG}/{PLOP}")
    stale = {"csrf_token": pupil.token(), "key": fresh_key(pupil), "choice": "leuk"}
    presses(presses(pupil, "liever-hier"), "zien-laten")

    pupil.send(f"/quizzes/{SLUG}/{PLOP}/answers", stale, status=422)
    presses(pupil, "opnieuw")

    assert {str(each["value"]) for each in buttons(pupil)} == {"leuk", "liever-hier", "ken-ik-jou"}


# With htmx


def test_with_htmx_an_answer_comes_back_as_a_fragment_that_says_it_is_kept(pupil: Visitor) -> None:
    pupil.open(f"/quizzes/{SLUG}/{DIVER}")

    pupil.htmx = True
    presses(pupil, "c")

    assert pupil.response is not None
    assert "<html" not in pupil.response.text
    assert pupil.page.select_one(".rating--strong")
    assert pupil.page.select_one(".saved[role=status]")


@pytest.mark.parametrize(("story", "kept", "choice"), [(DIVER, "a", ""), (PLOP, "liever-hier", "leuk")])
def test_an_answer_that_is_refused_is_not_said_to_be_kept(pupil: Visitor, story: str, kept: str, choice: str) -> None:
    pupil.open(f"/quizzes/{SLUG}/{story}")
    form = {"csrf_token": pupil.token(), "key": fresh_key(pupil), "choice": choice}
    presses(pupil, kept)
    assert pupil.page.select_one(".saved")

    pupil.send(f"/quizzes/{SLUG}/{story}/answers", form, status=422)

    assert pupil.page.select_one(".saved") is None


@pytest.mark.parametrize("address", ADDRESSES)
def test_back_in_history_shows_a_whole_page(pupil: Visitor, address: str) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    response = pupil.client.get(address, headers=headers, follow_redirects=True)

    assert response.status_code == 200
    assert response.text.count("<html") == 1
    assert response.text.rstrip().endswith("</html>")
    assert "HX-Request" in response.headers["Vary"]


# Without a word too many


def test_before_a_choice_no_page_tells_how_the_answers_are_rated(
    pupil: Visitor, given: Given, fenna: GivenPupil
) -> None:
    lesson = Desk(given, fenna).lesson

    for slug, built in lesson.stories.items():
        pupil.open(f"/quizzes/{SLUG}/{slug}")
        assert pupil.response is not None
        page = pupil.response.text
        for answer in built.story.answers:
            assert answer.feedback not in pupil.text
            assert f'"{answer.rating}"' not in page

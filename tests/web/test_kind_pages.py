"""Sort, order, spot and stand on a line, without script: from the first press to what comes back."""

import pytest
from bs4 import Tag
from flask import Flask
from sqlmodel import select

from learn.classroom.tables import Answer
from learn.content.library import Library
from learn.content.stories import Sort
from tests.desk import Desk
from tests.given import Given
from tests.given import GivenPupil
from tests.stories import CHAT
from tests.stories import MODULE
from tests.stories import SENSITIVE
from tests.stories import with_all_kinds
from tests.visitor import Visitor

SORT = "wat-mag-sem-weten"
ORDER = "een-rare-vraag"
SPOT = "het-profiel-van-sem"
LINE = "ieder-mag-alles-zien"
MAY, NOT = "Dat mag Sem weten", "Dat weet Sem niet"
WELL = {"kleur": MAY, "adres": NOT, "wachtwoord": NOT, "naam": MAY}
STOP, KEEP, BLOCK, TALK, TELL = (
    "Ik antwoord Sem niet.",
    "Ik bewaar wat Sem vroeg.",
    "Ik blokkeer Sem.",
    "Ik praat erover met Sem.",
    "Ik ga naar juf of meester.",
)


@pytest.fixture(scope="session")
def library(library: Library) -> Library:
    return with_all_kinds(library)


@pytest.fixture
def fenna(given: Given) -> GivenPupil:
    given.lesson(MODULE)
    return given.pupil("Fenna")


@pytest.fixture
def desk(given: Given, fenna: GivenPupil) -> Desk:
    return Desk(given, fenna, MODULE)


@pytest.fixture
def pupil(visitor: Visitor, fenna: GivenPupil) -> Visitor:
    return visitor.comes_in(fenna)


def address(story: str, module: str = MODULE) -> str:
    return f"/quizzes/{module}/{story}"


def sorts(visitor: Visitor, desk: Desk, boxes: dict[str, str], cards: int = 4) -> Visitor:
    """Lay this many cards, whichever comes, each in its box."""
    story = desk.story(SORT).story
    assert isinstance(story, Sort)
    key = {card.text: card.key for card in story.cards}
    for _ in range(cards):
        visitor.press(boxes[key[slip(visitor)]])
    return visitor


def orders(visitor: Visitor, *steps: str) -> Visitor:
    for step in steps:
        visitor.press(step)
    return visitor


def slip(visitor: Visitor) -> str:
    """The card that is to be laid."""
    return words(visitor.page.find(id="slip"))


def lying(visitor: Visitor) -> dict[str, str]:
    """The cards that lie, as the form sends them along."""
    hidden = visitor.page.select("input[type=hidden][name^='place.']")
    return {str(each["name"]).removeprefix("place."): str(each["value"]) for each in hidden}


def told(visitor: Visitor) -> list[str]:
    """What stands below what comes back, item by item."""
    return [words(item) for item in visitor.page.select(".laid li")]


def says_saved(visitor: Visitor) -> bool:
    return visitor.page.select_one(".saved") is not None


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def key(visitor: Visitor) -> str:
    return str(visitor.page.find("input", {"name": "key"})["value"])


# From the first press to what comes back


def test_cards_are_sorted_one_by_one_and_each_says_why(pupil: Visitor, desk: Desk) -> None:
    pupil.open(address(SORT))
    first = pupil.heading, pupil.sees("kaart 1 van 4")

    sorts(pupil, desk, {**WELL, "adres": MAY}, cards=3)
    counted = pupil.sees("kaart 4 van 4"), says_saved(pupil), len(lying(pupil))
    sorts(pupil, desk, {**WELL, "adres": MAY}, cards=1)

    assert first == ("Wat vertel jij aan Sem?", True)
    assert counted == (True, True, 3)
    assert pupil.heading == "Bijna"
    assert pupil.sees("Sem weet bijna genoeg.")
    assert pupil.sees(desk.lesson.story(SORT).citation.sentence)
    assert says_saved(pupil)
    assert sorted(told(pupil)) == [
        "Sem vraagt je adres. kijk nog eens Dan weet Sem waar je woont.",
        "Sem vraagt je kleur. Een kleur is geen geheim voor Sem.",
        "Sem vraagt je naam. Je kent Sem, of je kent hem niet.",
        "Sem vraagt je wachtwoord. Dan kan Sem erin.",
    ]


def test_cards_sorted_well_are_strong_and_an_empty_box_says_so(pupil: Visitor, desk: Desk) -> None:
    sorts(pupil.open(address(SORT)), desk, WELL)
    well = pupil.heading

    sorts(pupil.follow("Opnieuw leggen"), desk, dict.fromkeys(WELL, NOT))

    assert well == "Sterk"
    assert pupil.heading == "Bijna"
    assert told(pupil)[0] == "geen kaarten"


def test_steps_are_put_in_order_and_one_that_came_too_early_says_why(pupil: Visitor, desk: Desk) -> None:
    pupil.open(address(ORDER))
    first = pupil.heading, pupil.sees("Tik aan wat je eerst doet.")

    orders(pupil, STOP, BLOCK)
    then = pupil.sees("En wat doe je daarna?"), lying(pupil)
    orders(pupil, KEEP, TALK, TELL)

    assert first == ("Sem vraagt iets raars. Wat doe je eerst?", True)
    assert then == (True, {"stoppen": "1", "blokkeren": "2"})
    assert pupil.heading == "Bijna"
    assert pupil.sees(desk.lesson.story(ORDER).citation.sentence)
    assert told(pupil) == [
        f"1 {STOP}",
        f"2 {BLOCK} kijk nog eens: Daarna zie je Sem niet meer.",
        f"3 {KEEP}",
        f"4 {TALK}",
        f"5 {TELL}",
    ]


def test_who_tells_an_adult_first_reads_that_it_is_strong_and_nothing_to_look_at_again(pupil: Visitor) -> None:
    orders(pupil.open(address(ORDER)), TELL, BLOCK, TALK, KEEP, STOP)

    assert pupil.heading == "Sterk"
    assert not pupil.sees("kijk nog eens")


def test_what_was_tapped_and_what_was_missed_says_why(pupil: Visitor, desk: Desk) -> None:
    pupil.open(address(SPOT)).press("Ik ben klaar", **{"place.school": "1", "place.hobby": "1"})

    assert pupil.heading == "Kijk nog eens"
    assert pupil.sees("Sem kijkt nog eens.")
    assert pupil.sees(desk.lesson.story(SPOT).citation.sentence)
    assert told(pupil) == [
        "Sem",
        "Ik ben Sem van De Vlieger Nu weet ieder waar Sem heen gaat.",
        "App Sem maar kijk hier ook Nu kan ieder Sem appen.",
        "Sem houdt van judo dit mag Judo mag, zegt Sem.",
    ]


def test_whoever_spots_everything_reads_that_it_is_strong_and_may_look_anew(pupil: Visitor) -> None:
    pupil.open(address(SPOT)).press("Ik ben klaar", **{"place.school": "1", "place.nummer": "1"})
    found = pupil.heading

    pupil.follow("Opnieuw kijken")

    assert found == "Sterk"
    assert pupil.heading == "Wat kan Sem beter weghalen?"
    assert pupil.page.select("input[type=checkbox]")
    assert not pupil.page.select("input[checked]")


def test_a_stand_on_the_line_brings_something_to_think_about_and_no_mark(pupil: Visitor, desk: Desk) -> None:
    pupil.open(address(LINE)).press("Hier sta ik", choice="beetje-eens")

    assert pupil.heading == "Jij staat hier: beetje eens"
    assert pupil.sees("En als Sem niet wil?")
    assert pupil.sees(desk.lesson.story(LINE).citation.sentence)
    assert not pupil.page.select(".rating--strong, .rating--harder")

    pupil.follow("Ergens anders staan")

    checked = pupil.page.select("input[checked]")
    assert [each["value"] for each in checked] == ["beetje-eens"]


@pytest.mark.parametrize("story", [SORT, ORDER, SPOT, LINE])
def test_before_an_answer_nothing_tells_what_is_right(pupil: Visitor, desk: Desk, story: str) -> None:
    pupil.open(address(story))

    assert pupil.response is not None
    built = desk.lesson.story(story).story
    whys = [each.because for each in getattr(built, "cards", getattr(built, "places", ()))]
    for secret in (*filter(None, whys), *(answer.feedback for answer in built.answers)):
        assert secret not in pupil.text
    assert "risk" not in pupil.response.text
    assert "fits" not in pupil.response.text


# Taking back, and coming back


def test_a_card_is_taken_back_and_laid_elsewhere(pupil: Visitor, desk: Desk) -> None:
    sorts(pupil.open(address(SORT)), desk, WELL, cards=1)
    (card,) = lying(pupil)

    pupil.press("Kaart terugpakken")
    empty = lying(pupil), slip(pupil)
    pupil.press(MAY if WELL[card] == NOT else NOT)

    assert empty == ({}, next(each.text for each in desk.story(SORT).story.cards if each.key == card))
    assert lying(pupil) == {card: "mag" if WELL[card] == NOT else "niet"}


def test_of_an_order_the_last_step_is_taken_back(pupil: Visitor) -> None:
    orders(pupil.open(address(ORDER)), STOP, BLOCK)

    pupil.press("Kaart terugpakken")

    assert lying(pupil) == {"stoppen": "1"}
    assert orders(pupil, KEEP, BLOCK, TALK, TELL).heading == "Sterk"


def test_on_another_device_the_cards_lie_as_they_were_left(
    pupil: Visitor, app: Flask, desk: Desk, fenna: GivenPupil
) -> None:
    sorts(pupil.open(address(SORT)), desk, WELL, cards=2)
    orders(pupil.open(address(ORDER)), TELL)

    elsewhere = Visitor(app).comes_in(fenna)

    assert elsewhere.open(address(ORDER)).sees(f"1 {TELL}")
    assert lying(elsewhere.open(address(SORT))) == lying(pupil.open(address(SORT)))
    assert sorts(elsewhere, desk, WELL, cards=2).heading == "Sterk"


def test_a_card_that_left_the_story_keeps_nobody_from_going_on(pupil: Visitor, desk: Desk) -> None:
    with desk.given.database.transaction() as session:
        row = {"pupil_id": desk.pupil.id, "run_id": desk.run.id, "story": SORT, "first": True, "key": "an-old-form"}
        old = "verdwenen:mag kleur:mag naam:weg"
        session.add(Answer(**row, step="whole", choice=old, answered_at=desk.given.clock()))

    pupil.open(address(SORT))

    assert lying(pupil) == {"kleur": "mag"}
    assert sorts(pupil, desk, WELL, cards=3).heading == "Sterk"


def test_with_htmx_the_next_card_comes_as_a_fragment_and_has_the_focus(pupil: Visitor, desk: Desk) -> None:
    pupil.open(address(SORT))

    pupil.htmx = True
    sorts(pupil, desk, WELL, cards=1)

    assert pupil.response is not None
    assert "<html" not in pupil.response.text
    assert pupil.response.headers["HX-Replace-Url"] == address(SORT)
    assert pupil.page.select_one(".slip[autofocus]")


# What cannot be


@pytest.mark.parametrize(
    ("story", "fields", "sentence"),
    [
        (SORT, {}, "Dat ging mis met de kaarten. Zo liggen ze nu."),
        (SORT, {"place.verzonnen": "mag"}, "Dat ging mis met de kaarten. Zo liggen ze nu."),
        (SORT, {"place.kleur": "verzonnen"}, "Dat ging mis met de kaarten. Zo liggen ze nu."),
        (ORDER, {"place.juf": "1" * 5000}, "Dat ging mis met de kaarten. Zo liggen ze nu."),
        (ORDER, {"place.juf": "2", "place.praten": "2"}, "Dat ging mis met de kaarten. Zo liggen ze nu."),
        (SPOT, {}, "Tik eerst iets aan. Druk dan op de knop."),
        (SPOT, {"place.verzonnen": "1"}, "Tik eerst iets aan. Druk dan op de knop."),
        (LINE, {}, "Kies een plek op de lijn."),
        (LINE, {"choice": "midden"}, "Kies een plek op de lijn."),
    ],
)
def test_what_cannot_be_gets_a_sentence_a_fresh_key_and_loses_nothing(
    pupil: Visitor, desk: Desk, story: str, fields: dict[str, str], sentence: str
) -> None:
    begun = {SORT: {"kleur": "mag"}, ORDER: {"stoppen": "1"}}.get(story, {})
    if begun:
        desk.lays(story, **begun)
    pupil.open(address(story))
    heading, form = pupil.heading, {"csrf_token": pupil.token(), "key": key(pupil)}

    pupil.send(f"{address(story)}/answers", {**form, **fields}, 422)

    assert pupil.alert == sentence
    assert pupil.heading == heading
    assert lying(pupil) == begun
    assert key(pupil) != form["key"]
    assert not says_saved(pupil)
    assert len(desk.kept()) == bool(begun)


@pytest.mark.parametrize(
    ("story", "whole", "other"),
    [
        (SORT, {"kleur": "mag", "adres": "niet", "wachtwoord": "niet", "naam": "mag"}, {"kleur": "niet"}),
        (ORDER, {"stoppen": "1", "bewaren": "2", "blokkeren": "3", "praten": "4", "juf": "5"}, {"juf": "1"}),
    ],
)
def test_an_old_form_sent_after_the_cards_lie_shows_how_they_lie(
    pupil: Visitor, desk: Desk, story: str, whole: dict[str, str], other: dict[str, str]
) -> None:
    old = "a-form-from-before"
    desk.lays(story, old, **whole)

    fields = {f"place.{card}": where for card, where in other.items()}
    pupil.open("/").send(f"{address(story)}/answers", {"csrf_token": pupil.token(), "key": old, **fields}, 422)

    assert pupil.alert == "Dat ging mis met de kaarten. Zo liggen ze nu."
    assert pupil.heading == "Sterk"
    assert len(told(pupil)) == len(whole)
    assert len(desk.kept()) == 1


def test_an_old_form_of_taps_asks_to_tap_again(pupil: Visitor, desk: Desk) -> None:
    old = "a-form-from-before"
    desk.sends(SPOT, {"place.school": "1"}, old)

    form = {"csrf_token": pupil.token(), "key": old, "place.nummer": "1"}
    pupil.send(f"{address(SPOT)}/answers", form, 422)

    assert pupil.alert == "Tik eerst iets aan. Druk dan op de knop."
    assert pupil.press("Ik ben klaar", **{"place.school": "1", "place.nummer": "1"}).heading == "Sterk"


# Nothing kept


@pytest.fixture
def unseen(visitor: Visitor, given: Given) -> Visitor:
    given.lesson(SENSITIVE)
    return visitor.comes_in(given.pupil("Fenna"))


def test_of_a_sensitive_lesson_every_kind_is_done_to_its_end_and_nothing_is_kept(unseen: Visitor, given: Given) -> None:
    desk = Desk(given, given.pupil("Omar"), SENSITIVE)

    ends = {}
    for story, does in (
        (SORT, lambda: sorts(unseen, desk, WELL)),
        (ORDER, lambda: orders(unseen, TELL, BLOCK, TALK, KEEP, STOP)),
        (SPOT, lambda: unseen.press("Ik ben klaar", **{"place.school": 1, "place.nummer": 1})),
        (LINE, lambda: unseen.press("Hier sta ik", choice="weet-niet")),
    ):
        unseen.open(address(story, SENSITIVE))
        does()
        ends[unseen.heading] = says_saved(unseen)

    assert ends == {"Sterk": False, "Jij staat hier: weet ik niet": False}
    with given.database.reading() as session:
        assert session.exec(select(Answer)).all() == []


def test_a_reply_that_does_not_fit_leaves_a_conversation_where_it_was_though_nothing_is_kept(unseen: Visitor) -> None:
    unseen.open(address(CHAT, SENSITIVE)).press("Nee, ik praat liever hier.")
    heading = unseen.heading

    unseen.send(
        f"{address(CHAT, SENSITIVE)}/answers",
        {"csrf_token": unseen.token(), "key": key(unseen), "said": "liever-hier", "choice": "verzonnen"},
        422,
    )

    assert unseen.alert
    assert unseen.heading == heading
    assert unseen.press("Ik laat thuis zien wat er staat.").heading == "Sterk"


def test_what_was_never_said_leads_nowhere(unseen: Visitor) -> None:
    unseen.open(address(CHAT, SENSITIVE))
    first = unseen.heading
    form = {"csrf_token": unseen.token(), "key": key(unseen)}

    forged = {**form, "said": ["nummer-geven", "<script>alert(1)</script>"], "choice": "nummer-geven"}
    unseen.send(f"{address(CHAT, SENSITIVE)}/answers", forged, 422)

    assert unseen.heading == first
    assert unseen.response is not None
    assert "alert(1)" not in unseen.response.text


# The teacher


def test_the_teacher_reads_of_every_kind_what_is_asked_what_is_right_why_and_what_comes_back(
    given: Given, visitor: Visitor
) -> None:
    given.lesson(MODULE)
    group = given.group()
    visitor.signs_in(given.teacher(group=group)).opens_group(group.id)

    visitor.open(f"/groups/{group.id}/lessons/{MODULE}")

    script = {words(each.summary): words(each) for each in visitor.page.select("details")}
    assert (
        "Dat mag Sem weten Sem vraagt je kleur. Een kleur is geen geheim voor Sem. "
        "Sem vraagt je naam. Je kent Sem, of je kent hem niet. Dat weet Sem niet Sem vraagt je adres."
    ) in script["Wat mag Sem weten?"]
    assert "Alles klopt: Sem weet genoeg, zegt juf." in script["Wat mag Sem weten?"]
    assert "Minder dan de helft: Sem weet nu veel. Vertel juf wat Sem weet." in script["Wat mag Sem weten?"]
    assert (
        "Ik blokkeer Sem. Niet eerder dan: Ik antwoord Sem niet. Ik bewaar wat Sem vroeg. Daarna zie je Sem niet meer."
    ) in script["Een rare vraag van Sem"]
    assert "De helft of meer: Bijna, zegt juf." in script["Een rare vraag van Sem"]
    assert "App Sem maar Kijk hier: Nu kan ieder Sem appen." in script["Het profiel van Sem"]
    assert "Sem houdt van judo Dit mag: Judo mag, zegt Sem." in script["Het profiel van Sem"]
    assert "“Ieder mag alles zien van Sem.” oneens: En als Sem het wil?" in script["Ieder mag alles zien van Sem"]
    assert "eens: En als Sem niet wil?" in script["Ieder mag alles zien van Sem"]

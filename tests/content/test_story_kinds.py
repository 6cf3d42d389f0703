"""The stories in which children sort, order, spot or stand on a line: what an author gets wrong, and what is right."""

from typing import TypeVar

import pytest

from learn.content.base import ContentError
from learn.content.base import strings
from learn.content.cast import Person
from learn.content.cast import fill
from learn.content.stories import Find
from learn.content.stories import Order
from learn.content.stories import Sort
from learn.content.stories import Stand
from learn.content.stories.line import POINTS
from learn.content.stories.parts import Telling
from tests.stories import ALL
from tests.stories import LINE
from tests.stories import ORDER
from tests.stories import SORT
from tests.stories import SPOT
from tests.stories import pasted

Kind = TypeVar("Kind")

STRANGER = "uit-een-veel-te-lange-naam"  # a key is at most 24 long
BOX = '\n  - {key: %s, name: "Nog een map"}'
CARD = '\n  - {key: %s, text: "Nog een kaart", fits: [mag], because: "Zomaar."}'
STEP = '\n  - {key: %s, text: "Nog een kaart"}'
PLACE = '\n  - {key: %s, text: "Nog een plek", risk: false, because: "Zomaar."}'

WRONG = {
    "a field that is misspelt": (
        SORT,
        "question:",
        "vraag:",
        "sort.vraag: this field does not exist: correct its name or take it out",
    ),
    "a kind there is not": (
        SORT,
        "kind: sort",
        "kind: puzzle",
        "file: make 'kind' one of 'choose', 'chat', 'sort', 'order', 'spot', 'line'",
    ),
    # sort
    "one box": (
        SORT,
        '\n  - {key: niet, name: "Dat weet {sem} niet"}',
        "",
        "sort.boxes: give at least 2, now there are 1",
    ),
    "five boxes": (SORT, "boxes:", "boxes:" + BOX * 3 % tuple("abc"), "sort.boxes: give at most 4, now there are 5"),
    "nine cards": (SORT, "cards:", "cards:" + CARD * 5 % tuple("abcde"), "sort.cards: give at most 8, now there are 9"),
    "two boxes with one key": (SORT, "key: niet, name", "key: mag, name", "sort: give every box a key of its own"),
    "two cards with one key": (SORT, "key: adres", "key: kleur", "sort: give every card a key of its own"),
    "a box that is not there": (SORT, "fits: [mag]", "fits: [mogt]", "sort: no box is called mogt"),
    "a box that is not there, under a stance": (
        SORT,
        "never, fits: [niet]",
        "never, fits: [nit]",
        "sort: no box is called nit",
    ),
    "a box without a card": (SORT, "boxes:", "boxes:" + BOX % "x", "sort: no card fits in x: take the box out"),
    "a card that fits nowhere": (
        SORT,
        "fits: [mag]",
        "fits: []",
        "sort.cards.0.fits: give at least 1, now there are 0",
    ),
    "a card that does not say why": (
        SORT,
        ', because: "Dan kan {sem} erin."',
        "",
        "sort.cards.2.because: this field is missing: add it",
    ),
    "a key too long to be kept": (
        SORT,
        "key: kleur",
        f"key: {STRANGER}",
        "sort.cards.0.key: string should have at most 24 characters",
    ),
    # order
    "two steps with one key": (ORDER, "key: bewaren", "key: stoppen", "order: give every card a key of its own"),
    "a step after one that is not there": (ORDER, "after: [stoppen]", "after: [stop]", "order: no card is called stop"),
    "any order will do": (
        ORDER.replace("after: [stoppen, bewaren], ", ""),
        "after: [stoppen], ",
        "",
        "order: say in after what has to come before what: now any order would do",
    ),
    "steps that wait for each other": (
        ORDER,
        '{key: stoppen, text: "Ik antwoord {sem} niet."}',
        '{key: stoppen, text: "Ik antwoord {sem} niet.", after: [praten], because: "Eerst praten."}',
        "order: these wait for each other: stoppen, praten",
    ),
    "a step that waits for itself": (
        ORDER,
        "after: [stoppen], ",
        "after: [praten], ",
        "order: these wait for each other: praten",
    ),
    "a step that does not say why it comes after": (
        ORDER,
        ', because: "Eerst is {sem} even stil."',
        "",
        "order.cards.3: say in because why it comes after that",
    ),
    "telling an adult that has to wait": (
        ORDER,
        "tells_adult: true",
        'tells_adult: true, after: [stoppen], because: "Eerst stoppen."',
        "order.cards.4: let telling an adult come at any time: take after out",
    ),
    "seven steps": (ORDER, "cards:", "cards:" + STEP * 2 % tuple("ab"), "order.cards: give at most 6, now there are 7"),
    # spot
    "two places with one key": (SPOT, "key: nummer", "key: school", "spot: give every place a key of its own"),
    "a picture and no screen": (
        SPOT,
        '{title: "{sem} op Fotobord", note: "het profiel van {sem}"}',
        "{picture: schoolplein, alt: Een plein.}",
        "spot: say in scene.title what is looked at: an app, a poster, a message",
    ),
    "nothing to look at": (
        SPOT,
        'scene: {title: "{sem} op Fotobord", note: "het profiel van {sem}"}\n',
        "",
        "spot.scene: this field is missing: add it",
    ),
    "one risk only": (
        SPOT,
        "risk: true, looks: small",
        "risk: false, looks: small",
        "spot: let at least two places be a risk, and at least one be none",
    ),
    "nothing but risks": (
        SPOT.replace("risk: false, looks: name", "risk: true, looks: name"),
        "risk: false, looks: button",
        "risk: true, looks: button",
        "spot: let at least two places be a risk, and at least one be none",
    ),
    "nine places": (
        SPOT,
        "places:",
        "places:" + PLACE * 5 % tuple("abcde"),
        "spot.places: give at most 8, now there are 9",
    ),
    "a place drawn as nothing there is": (
        SPOT,
        "looks: small",
        "looks: huge",
        "spot.places.2.looks: input should be 'name', 'line', 'button' or 'small'",
    ),
    # line
    "sides in another order": (
        LINE,
        "key: against",
        "key: for",
        "line: give three sides, in this order: against, unsure, for",
    ),
    "a side that is judged": (
        LINE,
        "key: for, rating: open",
        "key: for, rating: strong",
        "line.sides.2.rating: input should be 'open'",
    ),
    "no statement": (LINE, "statement:", "question:", "line.statement: this field is missing: add it"),
    # what comes back
    "what comes back in another order": (
        SORT,
        "key: all, rating: strong",
        "key: some, rating: strong",
        "sort: give three outcomes, in this order: all, some, few",
    ),
    "two things that can come back": (
        ORDER,
        '\n  - {key: few, rating: okay, feedback: "Kijk nog eens met {sem}."}',
        "",
        "order.outcomes.2: this field is missing: add it",
    ),
    "all right and yet not strong": (
        SPOT,
        "key: all, rating: strong",
        "key: all, rating: okay",
        "spot: make the outcome all strong, or right where it is about facts",
    ),
    "no way back": (
        SORT,
        '\n    way_back: ["Vertel {juf} wat {sem} weet."]',
        "",
        "sort.outcomes.2: harder needs a way_back: what can the child do now?",
    ),
}


@pytest.fixture
def sort() -> Sort:
    return told(Sort, SORT)


@pytest.fixture
def order() -> Order:
    return told(Order, ORDER)


@pytest.fixture
def find() -> Find:
    return told(Find, SPOT)


def told(kind: type[Kind], text: str, **stances: str | None) -> Kind:
    """The story as a class hears it whose Sem is played by Noortje; stances by topic, written with an underscore."""
    people = {"sem": Person("Noortje", "noor", "zij")}
    by_topic = {topic.replace("_", "-"): stance for topic, stance in stances.items()}
    story = pasted(text).told(Telling(lambda words: fill(words, people, "meester"), by_topic))
    assert isinstance(story, kind)
    return story


def row(order: Order, *keys: str) -> str:
    """What comes back on the cards in this order."""
    return order.outcome(order.kept({key: str(number) for number, key in enumerate(keys, start=1)})).key


# What an author gets wrong


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_as_it_is_pasted_here_a_story_is_right(text: str) -> None:
    assert pasted(text).kind in ALL


@pytest.mark.parametrize(("text", "said", "instead", "awaited"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_its_place_and_what_to_do(text: str, said: str, instead: str, awaited: str) -> None:
    assert said in text

    with pytest.raises(ContentError) as refused:
        pasted(text.replace(said, instead, 1))

    assert f"verhaal.yaml: {awaited}" in [str(fault) for fault in refused.value.faults]


def test_a_list_is_not_called_too_short_because_something_in_it_is_wrong() -> None:
    with pytest.raises(ContentError) as refused:
        pasted(SORT.replace("fits: [mag]", "fits: mag", 1))

    assert [fault.place for fault in refused.value.faults] == ["sort.cards.0.fits"]


# What a class hears


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_names_and_what_goes_with_them_are_filled_in_wherever_an_author_writes(text: str) -> None:
    written = {place: words for place, words in strings(pasted(text)) if "{" in words}

    heard = dict(strings(told(object, text)))

    assert len(written) >= 9
    for place in written.keys() & heard.keys():
        assert "Noortje" in heard[place] or "meester" in heard[place].lower(), place
    assert not [place for place, words in heard.items() if "{" in words]


def test_a_school_with_that_stance_gets_the_other_boxes_and_the_other_reason() -> None:
    elsewhere, here = (
        {card.key: card for card in told(Sort, SORT, personal_data=stance).cards}["naam"] for stance in (None, "never")
    )

    assert (elsewhere.fits, elsewhere.because) == (("mag", "niet"), "Je kent Noortje, of je kent haar niet.")
    assert (here.fits, here.because) == (("niet",), "Hier krijgt Noortje geen naam.")


# What is right


@pytest.mark.parametrize(
    ("boxes", "comes_back"),
    [
        (("mag", "niet", "niet", "mag"), "all"),
        (("mag", "niet", "niet", "niet"), "all"),  # a card that fits in two boxes lies well in either
        (("niet", "niet", "niet", "niet"), "some"),
        (("niet", "mag", "niet", "niet"), "some"),
        (("niet", "mag", "mag", "mag"), "few"),
    ],
)
def test_sorted_all_right_half_or_less(sort: Sort, boxes: tuple[str, ...], comes_back: str) -> None:
    places = dict(zip(("kleur", "adres", "wachtwoord", "naam"), boxes, strict=True))

    assert sort.outcome(sort.kept(places)).key == comes_back


def test_each_card_is_judged_by_itself(sort: Sort) -> None:
    places = {"kleur": "mag", "adres": "mag", "wachtwoord": "niet", "naam": "mag"}

    assert sort.kept(places) == {"kleur": True, "adres": False, "wachtwoord": True, "naam": True}


@pytest.mark.parametrize(
    "keys",
    [
        ("stoppen", "bewaren", "blokkeren", "praten", "juf"),
        ("bewaren", "stoppen", "praten", "juf", "blokkeren"),
        ("stoppen", "praten", "bewaren", "blokkeren", "juf"),
    ],
)
def test_every_order_that_keeps_what_comes_before_what_is_as_strong(order: Order, keys: tuple[str, ...]) -> None:
    assert row(order, *keys) == "all"


def test_an_order_is_judged_by_the_cards_that_have_to_wait(order: Order) -> None:
    assert row(order, "stoppen", "blokkeren", "bewaren", "praten", "juf") == "some"
    assert row(order, "blokkeren", "praten", "juf", "stoppen", "bewaren") == "few"


def test_who_tells_an_adult_first_did_well_whatever_follows(order: Order) -> None:
    assert row(order, "juf", "blokkeren", "praten", "stoppen", "bewaren") == "all"
    assert row(order, "blokkeren", "juf", "praten", "stoppen", "bewaren") == "few"


@pytest.mark.parametrize(
    ("found", "comes_back"),
    [
        ({"school", "nummer"}, "all"),
        ({"school"}, "some"),
        ({"school", "nummer", "hobby"}, "some"),  # a tap where nothing is wrong counts as one missed
        ({"school", "hobby"}, "few"),
        ({"naam", "hobby"}, "few"),
    ],
)
def test_spotted_all_half_or_less(find: Find, found: set[str], comes_back: str) -> None:
    assert find.outcome(find.kept(found)).key == comes_back


def test_only_what_is_a_risk_or_was_tapped_is_judged(find: Find) -> None:
    assert find.kept({"school", "hobby"}) == {"school": True, "nummer": False, "hobby": False}


def test_wherever_one_stands_on_the_line_there_is_something_to_think_about_and_nothing_is_judged() -> None:
    line = told(Stand, LINE)

    sides = {point: line.side(point) for point in POINTS}

    assert [side.key for side in sides.values()] == ["against", "against", "unsure", "for", "for"]
    assert {side.rating for side in sides.values()} == {"open"}
    assert {side.feedback for side in sides.values()} == {
        "En als Noortje het wil?",
        "Wat wil Noortje?",
        "En als Noortje niet wil?",
    }

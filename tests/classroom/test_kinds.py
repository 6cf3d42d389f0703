"""Cards, places and a line: what lies stays lying, a whole arrangement is an answer, and what is gone does no harm."""

from itertools import count

import pytest
from hypothesis import HealthCheck
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from learn.classroom import groups
from learn.classroom import kinds
from learn.classroom.dashboard import dashboard
from learn.classroom.kinds import Given as GivenAnswer
from learn.classroom.kinds import cards
from learn.classroom.kinds.chat import AGAIN
from learn.classroom.refusals import KeyUsed
from learn.classroom.refusals import NothingChosen
from learn.classroom.tables import Answer
from learn.content.library import Library
from tests.desk import Desk
from tests.given import Given
from tests.stories import CHAT
from tests.stories import CHOOSE
from tests.stories import MODULE
from tests.stories import SENSITIVE
from tests.stories import with_all_kinds

SORT = "wat-mag-sem-weten"
ORDER = "een-rare-vraag"
SPOT = "het-profiel-van-sem"
LINE = "ieder-mag-alles-zien"
KEY = "a-key-made-for-one-form"
NUMBERS = count(1)

WELL = {"kleur": "mag", "adres": "niet", "wachtwoord": "niet", "naam": "mag"}
BADLY = {"kleur": "niet", "adres": "mag", "wachtwoord": "mag", "naam": "mag"}
ROW = {"stoppen": "1", "bewaren": "2", "blokkeren": "3", "praten": "4", "juf": "5"}
BACKWARDS = {"blokkeren": "1", "praten": "2", "bewaren": "3", "stoppen": "4", "juf": "5"}
WHOLE = {
    SORT: {f"place.{card}": box for card, box in WELL.items()},
    ORDER: {f"place.{card}": number for card, number in ROW.items()},
    SPOT: {"place.school": "1", "place.nummer": "1"},
    LINE: {"choice": "beetje-eens"},
    CHAT: {"choice": "liever-hier"},
    CHOOSE: {"choice": "b"},
}


@pytest.fixture(scope="session")
def library(library: Library) -> Library:
    return with_all_kinds(library)


@pytest.fixture
def desk(given: Given) -> Desk:
    given.lesson(MODULE)
    return Desk(given, given.pupil("Fenna"), MODULE)


@pytest.fixture
def sensitive(given: Given) -> Desk:
    given.lesson(SENSITIVE)
    return Desk(given, given.pupil("Fenna"), SENSITIVE)


def lays_all(desk: Desk, places: dict[str, str]) -> None:
    """Lay one card after the other, as a child does: each press sends all that lie."""
    for number in range(1, len(places) + 1):
        desk.lays(SORT, **dict(list(places.items())[:number]))


def steps(desk: Desk) -> list[str]:
    return [each.step for each in desk.kept()]


def state(desk: Desk, story: str) -> str:
    """How far the child is in this story, as the teacher sees it."""
    given, group_id = desk.given, desk.pupil.group.id
    with given.database.reading() as session:
        card = groups.cards(session, [group_id])[group_id]
        (row,) = dashboard(session, card, given.library, MODULE, given.clock()).rows
    return row.cells[desk.lesson.module.lesson.core.index(story)]


# Laying


def test_what_lies_stays_lying_on_whatever_device(desk: Desk) -> None:
    desk.lays(SORT, kleur="mag")
    desk.lays(SORT, kleur="mag", adres="niet")
    desk.lays(ORDER, bewaren="1", juf="2")

    elsewhere = Desk(desk.given, desk.pupil, MODULE)

    assert elsewhere.stands(SORT).places == {"kleur": "mag", "adres": "niet"}
    assert [card.key for card in elsewhere.stands(ORDER).row] == ["bewaren", "juf"]
    assert not elsewhere.stands(SORT).finished
    assert not elsewhere.stands(ORDER).finished


def test_a_card_that_is_taken_back_lies_nowhere_and_those_behind_it_move_up(desk: Desk) -> None:
    sorted_, ordered = (
        desk.sends(SORT, {"place.kleur": "mag", "place.adres": "niet", "back": "kleur"}),
        desk.sends(ORDER, {"place.juf": "1", "place.bewaren": "2", "place.stoppen": "3", "back": "bewaren"}),
    )

    assert sorted_.places == {"adres": "niet"}
    assert [card.key for card in ordered.row] == ["juf", "stoppen"]
    assert desk.kept()[-1].choice == "stoppen:2 juf:1"


def test_the_only_card_can_be_taken_back_too(desk: Desk) -> None:
    desk.lays(SORT, kleur="mag")

    standing = desk.sends(SORT, {"place.kleur": "mag", "back": "kleur"})

    assert standing == desk.stands(SORT)
    assert standing.places == {}


def test_the_same_arrangement_is_one_text_in_whatever_order_its_fields_come(desk: Desk) -> None:
    for story, fields in WHOLE.items():
        around = dict(reversed(fields.items()))
        assert kinds.chosen(desk.story(story).story, fields) == kinds.chosen(desk.story(story).story, around)


def test_the_longest_arrangement_there_can_be_has_room_to_be_kept() -> None:
    longest = [f"{number}-is-twenty-four-letters"[:24] for number in range(8)]

    said = cards.text(dict.fromkeys(longest, longest[0]), longest)

    assert len(longest[0]) == 24
    assert len(said) <= Answer.__table__.c.choice.type.length


# Answering


def test_a_whole_arrangement_is_the_answer_and_the_first_one_counts(desk: Desk) -> None:
    lays_all(desk, BADLY)
    lays_all(desk, WELL)

    first = kinds.first_outcome(desk.story(SORT).story, [GivenAnswer(each.step, each.choice) for each in desk.kept()])

    assert first is not None
    assert (first.key, desk.stands(SORT).outcome.key) == ("few", "all")
    assert [(each.step, each.first) for each in desk.kept() if each.step == cards.WHOLE] == [
        (cards.WHOLE, True),
        (cards.WHOLE, False),
    ]


@pytest.mark.parametrize("story", [SORT, ORDER, SPOT, LINE])
def test_an_answered_story_is_done(desk: Desk, story: str) -> None:
    before = desk.stands(story).finished, story in desk.progress().done

    desk.sends(story, WHOLE[story])

    assert before == (False, False)
    assert desk.stands(story).finished
    assert story in desk.progress().done


def test_cards_that_are_laid_anew_leave_the_story_done(desk: Desk) -> None:
    desk.lays(SORT, **WELL)

    desk.lays(SORT, kleur="niet")

    assert not desk.stands(SORT).finished
    assert SORT in desk.progress().done
    assert state(desk, SORT) == "done"


@pytest.mark.parametrize("story", [SORT, ORDER, SPOT, LINE])
def test_the_same_form_sent_again_is_one_answer(desk: Desk, story: str) -> None:
    first = desk.sends(story, WHOLE[story], KEY)

    again = desk.sends(story, dict(reversed(WHOLE[story].items())), KEY)

    assert again == first
    assert len(desk.kept()) == 1


@pytest.mark.parametrize(
    ("story", "other"),
    [
        (SORT, {**WHOLE[SORT], "place.naam": "niet"}),
        (ORDER, {**WHOLE[ORDER], "place.praten": "3", "place.blokkeren": "4"}),
        (SPOT, {"place.school": "1"}),
        (LINE, {"choice": "weet-niet"}),
    ],
)
def test_a_form_that_was_sent_before_with_something_else_in_it_is_refused(
    desk: Desk, story: str, other: dict[str, str]
) -> None:
    standing = desk.sends(story, WHOLE[story], KEY)

    with pytest.raises(KeyUsed):
        desk.sends(story, other, KEY)

    assert desk.stands(story) == standing
    assert len(desk.kept()) == 1


@pytest.mark.parametrize(
    ("story", "fields"),
    [
        (SORT, {}),
        (SORT, {"choice": "mag"}),
        (SORT, {"place.kleur": "mag", "place.verzonnen": "mag"}),
        (SORT, {"place.kleur": "mag", "place.": "mag"}),
        (SORT, {"place.kleur": "verzonnen"}),
        (SORT, {"place.kleur": ""}),
        (SORT, {"place.kleur": "mag", "back": "verzonnen"}),
        (ORDER, {}),
        (ORDER, {"place.verzonnen": "1"}),
        (ORDER, {"place.juf": "1", "place.stoppen": "1"}),
        *((ORDER, {"place.juf": number}) for number in ("", "0", "6", "-1", "1.0", "\u0661", "een", "1" * 5000)),
        (SPOT, {}),
        (SPOT, {"place.school": "1", "place.verzonnen": "1"}),
        (LINE, {}),
        (LINE, {"choice": "midden"}),
        (LINE, {"place.weet-niet": "1"}),
    ],
)
def test_what_cannot_lie_like_that_is_refused_and_leaves_everything_as_it_lay(
    desk: Desk, story: str, fields: dict[str, str]
) -> None:
    begun = {SORT: {"place.adres": "niet"}, ORDER: {"place.bewaren": "1"}}.get(story, WHOLE[story])
    standing = desk.sends(story, begun)

    with pytest.raises(NothingChosen):
        desk.sends(story, fields)

    assert desk.stands(story) == standing
    assert len(desk.kept()) == 1


POSTS = st.lists(
    st.tuples(
        st.dictionaries(
            st.sampled_from([*WELL, "verzonnen"]), st.sampled_from(["mag", "niet", "verzonnen", ""]), max_size=5
        ),
        st.sampled_from(["", *WELL, "verzonnen"]),
        st.integers(0, 5),
    ),
    max_size=10,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@any_of(POSTS)
def test_whatever_is_posted_known_cards_lie_in_known_boxes_as_the_last_good_form_said(
    given: Given, posts: list[tuple[dict[str, str], str, int]]
) -> None:
    given.lesson(MODULE)
    desk = Desk(given, given.pupil(f"Kind {next(NUMBERS)}"), MODULE)
    lying: dict[str, str] = {}
    used: set[int] = set()

    for laid, back, number in posts:
        fields = {f"place.{card}": box for card, box in laid.items()}
        try:
            desk.sends(SORT, {**fields, "back": back}, f"key-of-form-{number}")
        except (NothingChosen, KeyUsed):
            pass
        else:
            if number not in used:
                lying = {card: box for card, box in laid.items() if card != back}
            used.add(number)

        places = desk.stands(SORT).places
        assert places == lying
        assert places.keys() <= WELL.keys()
        assert set(places.values()) <= {"mag", "niet"}


# What the teacher sees


def test_laying_one_card_after_another_is_no_change_of_mind(desk: Desk) -> None:
    for _ in range(5):
        desk.lays(SORT, kleur="mag")
        desk.sends(SORT, {"place.kleur": "mag", "back": "kleur"})
    busy = state(desk, SORT)

    lays_all(desk, WELL)

    assert busy == "busy"
    assert state(desk, SORT) == "done"


@pytest.mark.parametrize("story", [SORT, ORDER, SPOT, LINE])
def test_who_keeps_answering_anew_perhaps_needs_help(desk: Desk, story: str) -> None:
    seen = []
    for _ in range(4):
        desk.sends(story, WHOLE[story])
        seen.append(state(desk, story))

    assert seen == ["done", "done", "done", "stuck"]


# Another edition

OLD = {
    "another sort": (cards.WHOLE, "kleur:weg verdwenen:mag adres:niet wachtwoord:niet"),
    "another order": (cards.WHOLE, "verdwenen:1 bewaren:3 stoppen:2 juf:6"),
    "another picture": (cards.WHOLE, "verdwenen:1"),
    "another line": ("line", "nogal-eens"),
    "another question": ("choice", "q"),
    "another conversation": ("start", "verdwenen"),
    "nothing lay": (cards.LAYING, ""),
}


@pytest.mark.parametrize("old", OLD.values(), ids=OLD)
@pytest.mark.parametrize("story", [SORT, ORDER, SPOT, LINE, CHAT, CHOOSE])
def test_what_a_newer_edition_has_no_more_counts_as_not_given_also_when_the_story_became_another_kind(
    library: Library, story: str, old: tuple[str, str]
) -> None:
    given = [GivenAnswer(*old)]

    assert not kinds.standing(library.module(MODULE).story(story), given).finished
    assert kinds.first_outcome(library.module(MODULE).story(story), given) is None
    assert kinds.anew(library.module(MODULE).story(story), given) == 0


@pytest.mark.parametrize(
    ("story", "old", "lies"),
    [
        (SORT, "verdwenen:mag kleur:mag adres:weg naam:niet", {"kleur": "mag", "naam": "niet"}),
        (ORDER, "verdwenen:1 juf:2 bewaren:3", {"juf": "1", "bewaren": "2"}),
    ],
)
def test_in_a_newer_edition_the_cards_that_are_still_there_lie_and_the_child_goes_on(
    desk: Desk, story: str, old: str, lies: dict[str, str]
) -> None:
    with desk.given.database.transaction() as session:
        row = {"pupil_id": desk.pupil.id, "run_id": desk.run.id, "story": story, "step": cards.WHOLE, "choice": old}
        session.add(Answer(**row, first=True, key=KEY, answered_at=desk.given.clock()))

    standing = desk.stands(story)
    lying = standing.places if story == SORT else {card.key: str(n) for n, card in enumerate(standing.row, start=1)}

    assert lying == lies
    assert state(desk, story) == "busy"
    assert desk.sends(story, WHOLE[story]).finished


# Nothing kept


@pytest.mark.parametrize("story", list(WHOLE))
def test_of_a_sensitive_lesson_nothing_is_kept_of_any_kind(sensitive: Desk, story: str) -> None:
    standing = sensitive.sends(story, WHOLE[story])

    assert standing.finished or standing.path
    assert sensitive.kept() == []
    assert sensitive.stands(story) == kinds.standing(sensitive.story(story).story, ())


def test_a_conversation_of_which_nothing_is_kept_goes_on_by_what_was_said(sensitive: Desk) -> None:
    standing = sensitive.answers(CHAT, "zien-laten", said=["liever-hier"])

    assert standing.finished
    assert [reply.key for _, reply in standing.path] == ["liever-hier", "zien-laten"]


@pytest.mark.parametrize(
    "forged",
    [
        ["verzonnen"],
        ["zien-laten", "liever-hier"],
        [AGAIN] * 3,
        ["", "\x00"],
        ["nummer-geven"] * 50,
    ],
)
def test_what_was_never_said_counts_as_nothing_said(sensitive: Desk, forged: list[str]) -> None:
    standing = sensitive.answers(CHAT, "liever-hier", said=forged)

    assert [reply.key for _, reply in standing.path] == ["liever-hier"]


def test_however_much_is_said_to_have_been_said_it_is_read_no_further_than_a_conversation_can_go(
    sensitive: Desk,
) -> None:
    story = sensitive.story(CHAT).story

    assert len(kinds.replied(story, ["leuk", AGAIN] * 300)) == 1
    assert len(kinds.replied(story, ["leuk", "nummer-geven"] * 300)) == 2

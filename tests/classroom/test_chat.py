"""A conversation: the replies walk a path, it goes on where it stopped, and it can be played again."""

import pytest

from learn.classroom import kinds
from learn.classroom.kinds import Given as GivenAnswer
from learn.classroom.kinds.chat import AGAIN
from learn.classroom.refusals import KeyUsed
from learn.classroom.refusals import NothingChosen
from learn.classroom.refusals import NotNow
from learn.content.library import Library
from learn.content.stories import Chat
from tests.desk import Desk
from tests.device import all_at_once
from tests.given import Given

STORY = "kom-mee-naar-plop"
TO_TELLING = ("liever-hier", "zien-laten")
TO_GIVING = ("leuk", "nummer-geven")


@pytest.fixture
def desk(given: Given) -> Desk:
    given.lesson()
    return Desk(given, given.pupil("Fenna"))


@pytest.fixture
def story(library: Library) -> Chat:
    found = library.module("wie-zit-daar").story(STORY)
    assert isinstance(found, Chat)
    return found


def replies(desk: Desk, *choices: str) -> None:
    for choice in choices:
        desk.answers(STORY, choice)


def path(desk: Desk) -> list[str]:
    return [reply.key for _, reply in desk.stands(STORY).path]


def test_it_begins_at_the_first_moment(desk: Desk) -> None:
    assert desk.stands(STORY).at.key == "start"
    assert path(desk) == []


def test_a_reply_leads_on_to_what_it_brings(desk: Desk) -> None:
    standing = desk.answers(STORY, "liever-hier")

    assert standing.at.key == "zeuren"
    assert not standing.finished


def test_the_last_reply_brings_the_ending(desk: Desk) -> None:
    replies(desk, *TO_TELLING)

    standing = desk.stands(STORY)

    assert standing.finished
    assert standing.outcome is not None
    assert standing.outcome.key == "thuis-erbij"
    assert path(desk) == list(TO_TELLING)


def test_it_goes_on_where_it_stopped_on_whatever_device(desk: Desk) -> None:
    replies(desk, "ken-ik-jou", "geen-school")

    elsewhere = Desk(desk.given, desk.pupil)

    assert elsewhere.stands(STORY).at.key == "zeuren"
    assert path(elsewhere) == ["ken-ik-jou", "geen-school"]


def test_the_same_reply_sent_again_changes_nothing_and_gives_the_same_back(desk: Desk) -> None:
    first = desk.answers(STORY, "liever-hier", "one-form-only")

    assert desk.answers(STORY, "liever-hier", "one-form-only") == first
    assert len(desk.kept()) == 1


def test_a_reply_that_arrives_again_after_the_talk_went_on_shows_where_it_is_now(desk: Desk) -> None:
    desk.answers(STORY, "liever-hier", "one-form-only")
    now = desk.answers(STORY, "zien-laten")

    assert desk.answers(STORY, "liever-hier", "one-form-only") == now


def test_a_form_that_was_sent_with_another_reply_is_refused(desk: Desk) -> None:
    desk.answers(STORY, "liever-hier", "one-form-only")

    with pytest.raises(KeyUsed):
        desk.answers(STORY, "leuk", "one-form-only")
    assert path(desk) == ["liever-hier"]


@pytest.mark.parametrize("stale", ["leuk", "liever-hier", "nummer-geven", "hulp-thuis"])
def test_a_reply_to_a_moment_where_the_talk_is_not_is_refused_and_not_kept(desk: Desk, stale: str) -> None:
    replies(desk, "liever-hier")

    with pytest.raises(NotNow):
        desk.answers(STORY, stale)

    assert path(desk) == ["liever-hier"]
    assert len(desk.kept()) == 1


def test_after_the_ending_no_reply_fits_any_more(desk: Desk) -> None:
    replies(desk, *TO_TELLING)

    with pytest.raises(NotNow):
        desk.answers(STORY, "zien-laten")


@pytest.mark.parametrize("choice", ["", "a", "start", "thuis-erbij", "Leuk"])
def test_a_reply_nobody_can_give_is_refused(desk: Desk, choice: str) -> None:
    with pytest.raises(NothingChosen):
        desk.answers(STORY, choice)


def test_played_again_it_begins_anew_and_what_was_said_before_is_kept(desk: Desk) -> None:
    replies(desk, *TO_GIVING, AGAIN)
    assert desk.stands(STORY).at.key == "start"

    replies(desk, *TO_TELLING)

    assert path(desk) == list(TO_TELLING)
    assert [each.choice for each in desk.kept()] == [*TO_GIVING, AGAIN, *TO_TELLING]


def test_played_again_halfway_it_begins_anew_too(desk: Desk) -> None:
    replies(desk, "liever-hier", AGAIN)

    assert desk.stands(STORY).at.key == "start"


def test_each_moment_has_one_first_reply_however_often_it_is_played(desk: Desk) -> None:
    replies(desk, *TO_GIVING, AGAIN, *TO_TELLING, AGAIN, *TO_GIVING)

    first = [(each.step, each.choice) for each in desk.kept() if each.first and each.step != AGAIN]

    assert first == [("start", "leuk"), ("nummer", "nummer-geven"), ("zeuren", "zien-laten")]


def test_the_first_whole_conversation_is_the_one_that_counts(story: Chat) -> None:
    given = [
        *(GivenAnswer("start", "leuk"), GivenAnswer("nummer", "nummer-geven")),
        *(GivenAnswer(AGAIN, AGAIN), GivenAnswer("start", "liever-hier"), GivenAnswer("zeuren", "zien-laten")),
    ]

    first = kinds.first_outcome(story, given)

    assert first is not None
    assert first.rating == "harder"
    assert kinds.first_outcome(story, given[:1]) is None


def test_replies_arriving_at_once_leave_one_path_that_can_be_walked(desk: Desk) -> None:
    desk.sits_down()
    first = ("leuk", "liever-hier", "ken-ik-jou")

    outcomes = all_at_once(lambda number: desk.answers(STORY, first[number % 3]), 12)

    assert len(path(desk)) == 1
    assert desk.stands(STORY).at.key in {"nummer", "zeuren", "kennen"}
    assert {type(each).__name__ for each in outcomes} <= {"Standing", "NotNow"}


def test_every_way_through_every_conversation_comes_to_its_ending(given: Given, library: Library) -> None:
    for module in library.modules.values():
        for story in module.stories.values():
            if isinstance(story, Chat):
                for steps in ways(story, story.moments[0].key, ()):
                    standing = kinds.standing(story, steps)
                    assert standing.finished
                    assert len(standing.path) == len(steps)


def ways(story: Chat, at: str, before: tuple[GivenAnswer, ...]) -> list[tuple[GivenAnswer, ...]]:
    """Every way from here to an ending."""
    moment = next((each for each in story.moments if each.key == at), None)
    if moment is None:
        return [before]
    return [
        way for reply in moment.replies for way in ways(story, reply.to, (*before, GivenAnswer(moment.key, reply.key)))
    ]

"""The teacher's script of a lesson: a story can be read aloud from it, whatever the class chooses."""

import pytest
from bs4 import Tag

from tests.given import Given
from tests.visitor import Visitor

LESSON = "wie-zit-daar"


@pytest.fixture
def teacher(given: Given, visitor: Visitor) -> Visitor:
    given.lesson(LESSON)
    group = given.group("7A")
    visitor.signs_in(given.teacher("Anna Vos", group=group)).opens_group(group.id)
    return visitor.open(f"/groups/{group.id}/lessons/{LESSON}")


def story(teacher: Visitor, title: str) -> Tag:
    return next(each for each in teacher.page.select("details") if each.summary.get_text(strip=True) == title)


def words(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def test_every_reply_in_a_conversation_tells_where_to_read_on(teacher: Visitor) -> None:
    told = story(teacher, "Kom je mee naar Plop?")

    parts = {words(part.h3): words(part) for part in told.find_all("section")}
    assert list(parts) == ["1", "2", "3", "4", "Einde A", "Einde B", "Einde C", "Einde D"]
    assert "“Nee, ik praat liever hier.” → 2" in parts["1"]
    assert "Ik laat thuis zien wat er staat. → einde B" in parts["2"]
    replies = [words(reply) for part in told.find_all("section") for reply in part.select("ul li")]
    assert replies
    assert all(reply[-1] in "1234ABCD" and "→" in reply for reply in replies)


def test_an_ending_has_its_messages_its_feedback_and_its_way_back(teacher: Visitor) -> None:
    told = story(teacher, "Kom je mee naar Plop?")

    ending = words(told.find_all("section")[-1])
    assert "Bouwbaas12: Mooi. Ik app je vanavond. Ssst." in ending
    assert "Zo wordt het lastiger. Bouwbaas12 deed aardig." in ending
    assert "Weg terug: Vertel het thuis of aan juf. Het is niet jouw schuld. Laat het gesprek" in ending


def test_a_choice_has_what_follows_on_the_screen_and_its_way_back(teacher: Visitor) -> None:
    told = words(story(teacher, "214 berichten"))

    assert "Op het scherm: Groep 7 Toppers, op Plop · de hele groep leest mee" in told
    assert "Jij: Kaan had zelf een 4. Kaan: Wie heeft jou dat verteld?" in told
    assert "Op het scherm: Milan, alleen jullie twee Jij: Hoe gaat het met je?" in told
    assert "Weg terug: Vertel het aan juf of thuis. Haal je bericht weg." in told

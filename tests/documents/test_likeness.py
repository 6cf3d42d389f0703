"""Likeness: what a clause sounds like, by a table made from sentences that people read."""

import pytest

from benchmarks.likeness import Read
from benchmarks.likeness import gathered
from benchmarks.likeness import learned
from benchmarks.likeness import name_of
from learn.content.base import ContentError
from learn.documents.clauses import RawClause
from learn.documents.likeness import NOTHING
from learn.documents.likeness import Likeness
from learn.documents.likeness import faults
from learn.documents.likeness import likeness
from learn.documents.likeness import parsed
from learn.documents.likeness import table
from learn.documents.likeness import written
from tests.documents.measures import shipped_topics

SAID = {
    "phone/off": ("De telefoon gaat uit in de tas.", "Je telefoon zit uit in je tas.", "Telefoon uit!"),
    "phone/on": ("De telefoon mag aan in de pauze.", "Je telefoon mag aan op het plein.", "In de pauze mag hij aan."),
    "names": ("Ik houd mijn wachtwoord geheim.", "Een wachtwoord vertel je niet.", "Wachtwoorden zijn geheim."),
    "": ("Wij eten fruit om tien uur.", "Het fruit eet je op het plein.", "Fruit eten wij elke dag."),
}


@pytest.fixture(scope="module")
def small() -> Likeness:
    return learned([Read(clause(text), (subject,) if subject else ()) for subject in SAID for text in SAID[subject]])


def clause(text: str, heading: str = "", stem: str = "") -> RawClause:
    return RawClause("1", text, "line 1", (heading,) if heading else (), stem)


def test_a_clause_sounds_like_sentences_with_its_words(small: Likeness) -> None:
    topics = small.of(clause("De wachtwoorden zijn van mij.")).topics()

    assert max(topics, key=topics.__getitem__) == "names"


def test_part_of_a_word_is_enough(small: Likeness) -> None:
    topics = small.of(clause("schoolwachtwoordenlijst")).topics()

    assert max(topics, key=topics.__getitem__) == "names"


def test_a_topic_has_what_its_stances_have_together(small: Likeness) -> None:
    heard = small.of(clause("De telefoon"))

    assert heard.topics()["phone"] == pytest.approx(heard.parts["phone/off"] + heard.parts["phone/on"])


def test_the_likeliest_stance_is_given_with_its_part_of_the_topic(small: Likeness) -> None:
    assert small.of(clause("Telefoon uit, in de tas.")).stance("phone")[0] == "off"
    assert small.of(clause("Telefoon aan, in de pauze.")).stance("phone")[0] == "on"
    assert small.of(clause("Fruit.")).stance("names") == (None, pytest.approx(1.0))


def test_what_is_about_nothing_leaves_little_to_the_topics(small: Likeness) -> None:
    assert sum(small.of(clause("Fruit eten wij op het plein.")).topics().values()) < 0.5


def test_a_clause_without_a_known_word_is_whatever_is_most_usual(small: Likeness) -> None:
    assert sum(small.of(clause("")).parts.values()) <= 1


def test_the_words_that_lead_in_and_the_heading_count_too(small: Likeness) -> None:
    bare, led = (small.of(each).topics()["names"] for each in (clause("niet"), clause("niet", stem="Wachtwoord:")))

    assert led > bare


def test_a_table_that_is_written_and_read_says_the_same(small: Likeness) -> None:
    read = parsed(written(small, "name"))

    assert read.subjects == small.subjects
    said = clause("Je telefoon gaat uit.")
    assert read.of(said).parts == pytest.approx(small.of(said).parts, abs=0.05)


@pytest.mark.parametrize(
    "text", ["", "name\nphone -\n", "name\nphone -\n1 2\nword x\n", "name\nphone -\n1 2\nword 5 7:3\n"]
)
def test_a_table_that_is_broken_is_refused(text: str) -> None:
    with pytest.raises(ContentError):
        parsed(text)


def test_the_shipped_table_holds_together() -> None:
    assert faults() == ()


def test_the_shipped_table_knows_every_topic_and_no_other() -> None:
    subjects = [each.partition("/") for each in likeness().subjects if each != NOTHING]

    assert {topic for topic, _, _ in subjects} == {topic.slug for topic in shipped_topics()}
    for topic, _, stance in subjects:
        assert not stance or stance in {each.slug for each in shipped_topics().topic(topic).stances}


def test_the_shipped_table_is_made_from_the_sentences_that_are_there() -> None:
    made_from = table().read_text("utf-8").partition("\n")[0]

    assert made_from == name_of(gathered()), "run: python -m benchmarks.likeness"

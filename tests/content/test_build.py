"""The lesson a group really gets: its own names, its own teacher, its own school's agreements."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from learn.content.base import Unknown
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.base import strings
from learn.content.build import BuiltLesson
from learn.content.build import Citation
from learn.content.build import build
from learn.content.cast import Cast
from learn.content.cast import Names
from learn.content.cast import Person
from learn.content.cast import Teacher
from learn.content.cast import fill
from learn.content.cast import play
from learn.content.library import load
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.stories import Choose
from learn.content.stories.parts import Under
from learn.content.topics import Subject
from learn.content.topics import Topics

HERE = Path(__file__).parent
LIBRARY = load(HERE / "base")
MODULE = LIBRARY.module("foto-7")
REGENBOOG = LIBRARY.protocol("regenboog")
SHIPPED_CAST = read(Cast, read_yaml(HERE.parents[1] / "lessons/cast.yaml", "cast.yaml"), "cast.yaml")
NOBODY = Names()

FIEN = Person("Fien", "fien", "zij")
OMAR = Person("Omar", "omar", "hij")


def protocol(name: str) -> Protocol:
    return Protocol(read(Document, read_yaml(HERE / name, name), name), LIBRARY.topics)


ANDERS = protocol("regenboog-anders.yaml")


def told(names: Names = NOBODY, school: Protocol = REGENBOOG) -> BuiltLesson:
    return build(MODULE, school, names)


def rated(lesson: BuiltLesson, story: str) -> dict[str, str]:
    return {answer.key: answer.rating for answer in lesson.story(story).story.answers}


def test_a_name_a_pronoun_and_the_teacher_are_filled_in() -> None:
    people = {"fien": FIEN, "omar": OMAR}
    text = "{fien} pakt {fien:haar/zijn} tas en {omar} {omar:haar/zijn} jas. {Juf} helpt, {juf} lacht."
    assert fill(text, people, "meester") == "Fien pakt haar tas en Omar zijn jas. Meester helpt, meester lacht."


@pytest.mark.parametrize(
    ("teacher", "feedback", "text"),
    [
        ("juf", "Juf denkt met je mee.", "Ik vraag het aan juf."),
        ("meester", "Meester denkt met je mee.", "Ik vraag het aan meester."),
        ("juf of meester", "Juf of meester denkt met je mee.", "Ik vraag het aan juf of meester."),
    ],
)
def test_the_teacher_is_who_the_group_has(teacher: Teacher, feedback: str, text: str) -> None:
    lesson = told(Names(teacher=teacher))
    story = lesson.story("klassenfoto").story
    assert isinstance(story, Choose)
    assert story.choice("c").feedback == feedback
    assert story.choice("c").text == text
    assert lesson.say("Vraag {juf}.") == f"Vraag {teacher}."


def test_the_teacher_is_in_the_agreement_too() -> None:
    citation = told(Names(teacher="meester"), ANDERS).story("klassenfoto").citation
    assert citation.sentence == "Wij vragen meester eerst om een foto."


def test_no_placeholder_is_left_in_any_story() -> None:
    for built in told().stories.values():
        assert not [text for _, text in strings(built.story) if "{" in text or "}" in text]


def test_another_child_of_the_same_pronoun_stands_in_for_a_pupils_name() -> None:
    built = told(Names(frozenset({"Fien"}))).story("zwemfoto")
    assert built.people["fien"] == Person("Dina", "dina", "zij")
    assert built.people["omar"] == OMAR


def test_a_drawing_carries_another_name_when_no_other_child_is_free() -> None:
    built = told(Names(frozenset({"Dina", "Bram"}))).story("klassenfoto")
    assert built.people["dina"] == Person("Leyla", "dina", "zij")
    assert built.story.scene.posts[0].says == "Kijk, Leyla danst! Zal ik haar delen?"


def test_a_boy_may_stand_in_for_a_girl_and_the_words_follow() -> None:
    built = told(Names(frozenset({"Dina"}))).story("klassenfoto")
    assert built.people["dina"] == Person("Bram", "bram", "hij")
    assert built.story.scene.posts[0].says == "Kijk, Bram danst! Zal ik hem delen?"


@pytest.mark.parametrize("name", ["fien", "FIEN", "Fién", "Fien V.", " Fien "])
def test_a_name_is_the_same_whatever_the_case_accents_or_initial(name: str) -> None:
    assert told(Names(frozenset({name}))).story("zwemfoto").people["fien"].name != "Fien"


def test_a_name_that_only_looks_like_it_is_another() -> None:
    assert told(Names(frozenset({"Fiene"}))).story("zwemfoto").people["fien"] == FIEN


def test_a_group_with_all_eight_names_still_gets_eight_different_children() -> None:
    names = Names(frozenset(child.name for child in SHIPPED_CAST.children))
    people = play(SHIPPED_CAST, {child.key: "sees" for child in SHIPPED_CAST.children}, names)
    assert len(people) == 8
    assert len({person.name for person in people.values()}) == 8
    assert not [person for person in people.values() if names.taken(person.name)]
    assert {key: person.picture for key, person in people.items()} == {key: key for key in people}


def test_a_story_answers_to_the_school_s_agreement() -> None:
    assert told().story("klassenfoto").citation == Citation(
        "agreement", "photos-of-people", "Foto’s van elkaar delen wij niet.", ref="1"
    )


@pytest.mark.parametrize(("readers", "sentence"), (("pupils", "Deel nooit een foto."), ("staff", None)))
def test_children_read_the_document_s_own_sentence_where_school_lets_them(readers: str, sentence: str | None) -> None:
    own = {"literal": "Deel nooit een foto.", "show_literal": readers, "literal_reason": "Te streng."}
    clauses = tuple(clause.model_copy(update=own) for clause in REGENBOOG.document.clauses)
    school = Protocol(REGENBOOG.document.model_copy(update={"clauses": clauses}), LIBRARY.topics)

    assert told(school=school).story("klassenfoto").citation.literal == sentence


def test_an_answer_answers_to_its_own_topic_by_the_alias_of_the_clause() -> None:
    built = told().story("klassenfoto")
    telling = next(answer for answer in built.story.answers if answer.tells_adult)
    assert built.citation_of(telling) == Citation(
        "agreement", "tell-an-adult", "Wij vertellen het als iets naar voelt.", ref="vertelregel"
    )


def test_a_clause_for_pupils_alone_leads_whatever_its_place() -> None:
    assert (agreement := ANDERS.speaks_of("passwords"))
    assert agreement.clause.ref == "6"


def test_of_clauses_that_bind_as_many_the_first_leads() -> None:
    assert (agreement := ANDERS.speaks_of("decency"))
    assert agreement.clause.ref == "7"


def test_a_clause_that_binds_staff_only_is_no_agreement() -> None:
    assert "9" in {clause.ref for clause in ANDERS.document.clauses}
    assert "9" not in {agreement.clause.ref for agreement in ANDERS.agreements}


def test_what_a_child_cannot_keep_is_no_agreement_even_where_it_binds_pupils() -> None:
    assert "consequences" in {subject.topic for clause in ANDERS.document.clauses for subject in clause.topics}
    assert not [rule for rule in ANDERS.rules if rule.subject.topic == "consequences"]


def test_the_rules_are_one_a_topic_with_every_clause_that_says_the_same() -> None:
    assert [(str(rule.subject), rule.refs) for rule in ANDERS.rules] == [
        ("tell-an-adult", ("vertelregel",)),
        ("passwords", ("6", "3")),
        ("decency", ("7", "8")),
        ("photos-of-people/with-permission", ("1",)),
    ]


def test_a_clause_for_at_school_does_not_judge_a_story_at_home() -> None:
    built = told().story("zwemfoto")
    assert built.citation == Citation(
        "tip", "photos-of-people", "Een foto van een ander? Vraag het eerst.", elsewhere="1"
    )
    assert rated(told(), "zwemfoto")["a"] == "harder"
    assert rated(told(school=ANDERS), "zwemfoto")["a"] == "harder"


def test_a_clause_about_school_holds_at_home_only_where_the_story_is_about_school() -> None:
    assert told().story("wachtwoord").citation.kind == "agreement"
    assert REGENBOOG.agreement("passwords", "home", about_school=False) is None
    assert REGENBOOG.agreement("passwords", "school", about_school=False)


def test_a_clause_for_everywhere_holds_at_home() -> None:
    assert told().story("rare-vraag").citation.ref == "vertelregel"


def test_a_silent_protocol_gives_a_tip_and_the_rating_of_no_stance() -> None:
    document = REGENBOOG.document.model_copy(update={"clauses": REGENBOOG.document.clauses[1:]})
    lesson = told(school=Protocol(document, LIBRARY.topics))
    assert lesson.story("klassenfoto").citation == Citation(
        "tip", "photos-of-people", "Vraag het eerst aan wie erop staat."
    )
    assert rated(lesson, "klassenfoto") == {"a": "okay", "b": "strong", "c": "strong"}


def test_a_tip_has_the_group_s_teacher() -> None:
    document = REGENBOOG.document.model_copy(update={"clauses": REGENBOOG.document.clauses[1:]})
    story = MODULE.story("klassenfoto").model_copy(update={"tip": "Vraag {juf}."})
    module = type(MODULE)(MODULE.folder, MODULE.lesson, {"klassenfoto": story}, MODULE.cast)
    built = build(module, Protocol(document, LIBRARY.topics), Names(teacher="meester")).story("klassenfoto")
    assert built.citation.sentence == "Vraag meester."


def test_an_answer_on_another_topic_has_the_tip_of_that_topic() -> None:
    silent = Protocol(REGENBOOG.document.model_copy(update={"clauses": REGENBOOG.document.clauses[2:]}), LIBRARY.topics)
    built = told(school=silent).story("klassenfoto")
    tips = {answer.key: built.citation_of(answer).sentence for answer in built.story.answers}
    assert tips == {
        "a": "Vraag het eerst aan wie erop staat.",
        "b": "Vraag het eerst aan wie erop staat.",
        "c": "Vertel het aan iemand die je vertrouwt.",
    }


def test_the_tip_of_a_topic_names_the_clause_that_does_not_hold_here() -> None:
    at_school = REGENBOOG.document.clauses[1].model_copy(update={"applies": "at-school"})
    school = Protocol(REGENBOOG.document.model_copy(update={"clauses": (at_school,)}), LIBRARY.topics)
    built = told(school=school).story("zwemfoto")
    assert built.citation_of(built.story.answers[2]) == Citation(
        "tip", "tell-an-adult", "Vertel het aan iemand die je vertrouwt.", elsewhere="vertelregel"
    )


def test_the_tip_of_a_topic_has_the_group_s_teacher() -> None:
    tell, *others = LIBRARY.topics
    topics = Topics(topics=(tell.model_copy(update={"tip": "Vertel het aan {juf}."}), *others))
    silent = Protocol(REGENBOOG.document.model_copy(update={"clauses": REGENBOOG.document.clauses[2:]}), topics)
    built = told(Names(teacher="meester"), silent).story("klassenfoto")
    assert built.citation_of(built.story.answers[2]).sentence == "Vertel het aan meester."


@pytest.mark.parametrize(
    ("story", "never", "permission"),
    [
        ("klassenfoto", {"a": "harder", "b": "okay", "c": "strong"}, {"a": "okay", "b": "strong", "c": "strong"}),
        ("gekke-foto", {"a": "harder", "b": "okay", "c": "strong"}, {"a": "okay", "b": "strong", "c": "strong"}),
        ("musicalfoto", {"a": "harder", "b": "strong"}, {"a": "strong", "b": "strong"}),
    ],
)
def test_another_stance_gives_another_rating_feedback_and_sentence(
    story: str, never: dict[str, str], permission: dict[str, str]
) -> None:
    one, other = told(), told(school=ANDERS)
    assert rated(one, story) == never
    assert rated(other, story) == permission
    assert one.story(story).story.answers[0].feedback != other.story(story).story.answers[0].feedback
    assert one.story(story).citation.sentence == "Foto’s van elkaar delen wij niet."
    assert other.story(story).citation.sentence == "Wij vragen juf of meester eerst om een foto."


def test_another_version_answers_to_the_agreement_it_is_for() -> None:
    one, other = told().story("gekke-foto"), told(school=ANDERS).story("gekke-foto")
    assert one.story.answers[1].feedback == "Leuk bedacht. Kijken mag, delen op school niet."
    assert one.citation_of(one.story.answers[1]).ref == "1"
    assert other.story.answers[1].feedback == "Zo blijft het leuk."
    assert other.citation_of(other.story.answers[1]).topic == "decency"


def test_of_versions_that_fit_the_first_counts() -> None:
    story = MODULE.story("gekke-foto").answers[1]
    tell = Under(subject=Subject(topic="tell-an-adult"), rating="strong", feedback="Vertel het.")
    both = {"photos-of-people": "never", "tell-an-adult": None}
    assert story.model_copy(update={"under": (tell, *story.under)}).resolved(both).topic == "tell-an-adult"
    assert story.model_copy(update={"under": (*story.under, tell)}).resolved(both).topic == "photos-of-people"


def test_the_way_back_goes_with_the_rating() -> None:
    assert told().story("klassenfoto").story.answers[0].way_back == (
        "Vertel het aan juf of meester.",
        "Haal de foto weg.",
    )
    assert told(school=ANDERS).story("klassenfoto").story.answers[0].way_back == ()


def test_a_built_story_has_no_other_versions_left() -> None:
    assert not [answer for built in told().stories.values() for answer in built.story.answers if answer.under]


def test_the_steps_are_the_lesson_s_own() -> None:
    assert [step.key for step in told().steps] == [
        "terug-1",
        "terug-2",
        "terug-3",
        "doel",
        "klassenfoto",
        "zwemfoto",
        "wachtwoord",
        "praten",
        "zaadje",
        "tot-slot",
    ]


def test_a_story_that_is_not_in_the_lesson_is_unknown() -> None:
    with pytest.raises(Unknown):
        told().story("strandfoto")


FIRST_NAMES = [child.name for child in MODULE.cast.children]
PUPILS = st.frozensets(
    st.sampled_from([*FIRST_NAMES, *map(str.upper, FIRST_NAMES), "Fien V.", "Aagje", "Karim", "Leyla", "Klaas", "Eva"]),
    max_size=10,
)


@given(PUPILS, st.sampled_from(["juf", "meester", "juf of meester"]))
@settings(max_examples=60)
def test_the_same_three_always_give_the_same_lesson(pupils: frozenset[str], teacher: Teacher) -> None:
    assert told(Names(pupils, teacher)) == told(Names(frozenset(sorted(pupils)), teacher))


@given(PUPILS)
@settings(max_examples=100)
def test_nobody_in_a_story_is_called_what_a_pupil_is_called(pupils: frozenset[str]) -> None:
    names = Names(pupils)
    for built in told(names).stories.values():
        assert not [person for person in built.people.values() if names.taken(person.name)]
        assert len({person.name for person in built.people.values()}) == len(built.people)


@given(
    st.frozensets(st.sampled_from([name for child in SHIPPED_CAST.children for name in (child.name, *child.also[1:])])),
    st.sets(st.sampled_from(sorted(SHIPPED_CAST.keys)), min_size=1),
)
def test_nobody_of_the_shipped_cast_is_called_what_a_pupil_is_called(pupils: frozenset[str], parts: set[str]) -> None:
    names = Names(pupils)
    people = play(SHIPPED_CAST, dict.fromkeys(sorted(parts), "sees"), names)
    assert not [person for person in people.values() if names.taken(person.name)]
    assert len({person.name for person in people.values()}) == len(parts)
    assert len({person.picture for person in people.values()}) == len(parts)

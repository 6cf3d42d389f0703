"""Coverage, both ways, over a small library and an invented school."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from learn.content import grid
from learn.content.cast import Cast
from learn.content.coverage import AgreementCoverage
from learn.content.coverage import Coverage
from learn.content.coverage import StoryCoverage
from learn.content.coverage import coverage
from learn.content.facts import Facts
from learn.content.lessons import Lesson
from learn.content.library import Library
from learn.content.library import Module
from learn.content.programmes import Programme
from learn.content.protocols import Clause
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.stories import StoryFile
from learn.content.topics import Topics

TOPICS = Topics.model_validate(
    {
        "topics": [
            {"slug": "kind", "theme": "manners", "about": "Aardig zijn.", "child": "Wij zijn aardig."},
            {"slug": "tell", "theme": "help", "about": "Vertellen.", "child": "Wij vertellen het."},
            {
                "slug": "listen",
                "theme": "help",
                "about": "Luisteren.",
                "child": "Ik luister.",
                "kept_by_children": False,
            },
            {
                "slug": "film",
                "theme": "privacy",
                "about": "Filmen.",
                "stances": [
                    {"slug": "ask", "child": "Wij vragen het."},
                    {"slug": "never", "child": "Wij doen het niet."},
                ],
            },
        ]
    }
)
RECALL = {"question": "Weet je nog?", "answer": "Ja."}


def test_an_agreement_knows_the_stories_that_answer_to_it() -> None:
    covered = _cover([_clause("1", "kind")], _story("ruzie", "school", "kind"), _story("feest", "school", "kind"))

    found = _agreement(covered, "1", "kind")
    assert [(each.told.module, each.told.story) for each in found.practices] == [("les", "ruzie"), ("les", "feest")]
    assert found.modules == ("les",)
    assert found.hole is None


def test_an_answer_may_practise_another_topic_than_its_story() -> None:
    covered = _cover([_clause("1", "tell")], _story("ruzie", "school", "kind", answers_on=("kind", "tell")))

    assert [each.told.story for each in _agreement(covered, "1", "tell").practices] == ["ruzie"]


def test_a_topic_no_answer_is_about_is_not_practised() -> None:
    covered = _cover([_clause("1", "tell")], _story("ruzie", "school", "kind", "tell"))

    assert str(_agreement(covered, "1", "tell").hole) == "Nog geen verhaal gaat hierover."


def test_a_story_elsewhere_leaves_a_hole_with_the_reason_on_both_sides() -> None:
    covered = _cover([_clause("1", "kind", applies="at-school")], _story("thuis", "home", "kind"))

    reason = "Er is een verhaal over, maar dat speelt waar deze afspraak niet geldt."
    assert str(_agreement(covered, "1", "kind").hole) == reason
    assert _reasons(_story_of(covered, "thuis")) == [
        "Hierover gaat punt 1, maar die geldt niet waar het verhaal speelt."
    ]


def test_clauses_of_one_rule_are_practised_together_and_the_leading_one_is_shown() -> None:
    clauses = [_clause("1", "kind", binds="everyone"), _clause("2", "kind")]
    covered = _cover(clauses, _story("ruzie", "school", "kind"))

    assert [each.shown for each in _agreement(covered, "1", "kind").practices] == ["2"]
    assert [each.shown for each in _agreement(covered, "2", "kind").practices] == ["2"]


def test_a_clause_is_not_practised_with_the_leading_one_where_it_does_not_hold() -> None:
    clauses = [_clause("1", "kind", applies="at-school", binds="everyone"), _clause("2", "kind")]
    covered = _cover(clauses, _story("thuis", "home", "kind"))

    assert _agreement(covered, "2", "kind").practices
    assert str(_agreement(covered, "1", "kind").hole).startswith("Er is een verhaal over, maar dat speelt")


def test_a_clause_that_asks_something_else_than_the_leading_one_stays_a_hole() -> None:
    clauses = [_clause("1", "film/ask", binds="everyone"), _clause("2", "film/never")]
    covered = _cover(clauses, _story("musical", "school", "film"))

    assert "maar daar gaat punt 2 voor." in str(_agreement(covered, "1", "film").hole)


def test_a_story_names_what_it_cites() -> None:
    covered = _cover([_clause("1", "kind")], _story("ruzie", "school", "kind", answers_on=("kind", "tell")))

    found = _story_of(covered, "ruzie")
    assert [(each.citation.topic, each.citation.kind, each.citation.ref) for each in found.answers] == [
        ("kind", "agreement", "1"),
        ("tell", "tip", None),
    ]
    assert _reasons(found) == [None, "Het protocol zegt hier niets over."]


def test_a_tip_says_when_the_protocol_speaks_to_adults_only() -> None:
    clauses = [_clause("1", "kind"), _clause("2", "listen"), _clause("3", "film/ask", binds=["staff"])]
    covered = _cover(clauses, _story("luisteren", "school", "listen"), _story("musical", "school", "film"))

    assert _reasons(_story_of(covered, "luisteren")) == [
        "Hierover gaat punt 2, maar dat is geen afspraak voor kinderen."
    ]
    assert _reasons(_story_of(covered, "musical")) == ["Hierover gaat punt 3, maar dat is geen afspraak voor kinderen."]


def test_modules_stand_in_the_order_of_the_groups() -> None:
    library = _library(_story("ruzie", "school", "kind"))
    module = library.module("les")
    earlier = replace(module, lesson=module.lesson.model_copy(update={"slug": "eerder", "group": 6}))
    both = replace(library, modules={**library.modules, "eerder": earlier})

    found = coverage(_protocol([_clause("1", "kind")]), both)
    assert found.modules == ("eerder", "les")
    assert found.agreements[0].modules == ("eerder", "les")


def test_an_agreement_stands_once_for_each_lesson_and_a_hole_once_with_its_reason() -> None:
    clauses = [_clause("1", "kind"), _clause("2", "tell")]
    library = _library(_story("ruzie", "school", "kind", answers_on=("kind", "film")), _story("feest", "home", "kind"))
    module = library.module("les")
    eighth = replace(module, lesson=module.lesson.model_copy(update={"slug": "les-8", "title": "Meer", "group": 8}))
    covered = coverage(_protocol(clauses), replace(library, modules={**library.modules, "les-8": eighth}))

    table = grid.of_agreements(covered)
    assert table.cells == (
        ("punt 1", "Wij zijn aardig.", "Les", "7", "Ruzie · Feest", ""),
        ("punt 1", "Wij zijn aardig.", "Meer", "8", "Ruzie · Feest", ""),
        ("punt 2", "Wij vertellen het.", "", "", "", "Nog geen verhaal gaat hierover."),
    )
    assert [len(block) for block in table.blocks] == [2, 1]


def test_a_lesson_stands_once_for_each_clause_it_answers_to_and_tips_come_last() -> None:
    clauses = [_clause("1", "kind"), _clause("Gedrag 2", "tell", alias="afspraak 2")]
    stories = (
        _story("ruzie", "school", "kind", answers_on=("film", "tell")),
        _story("feest", "home", "kind", answers_on=("kind", "tell")),
    )
    covered = _cover(clauses, *stories)

    assert grid.of_lessons(covered).cells == (
        ("Les", "7", "punt 1", "Aardig zijn.", "Feest", ""),
        ("Les", "7", "afspraak 2", "Vertellen.", "Ruzie · Feest", ""),
        ("Les", "7", "tip", "Filmen.", "Ruzie", "Het protocol zegt hier niets over."),
    )


def test_every_hole_stands_in_a_row() -> None:
    clauses = [_clause("1", "kind"), _clause("2", "tell"), _clause("3", "film/ask", applies="at-school")]
    covered = _cover(clauses, _story("ruzie", "home", "kind", answers_on=("kind", "film")))

    rows = (*grid.of_agreements(covered).cells, *grid.of_lessons(covered).cells)
    assert [row[-1] for row in rows if row[-1]] == [str(hole) for hole in covered.holes]
    assert len(covered.holes) == 3


def test_a_programme_stands_once_for_each_topic_beside_protocol_and_lessons() -> None:
    clauses = [_clause("1", "kind"), _clause("A.2", "kind"), _clause("3", "listen", binds="everyone")]
    covered = _cover(clauses, _story("ruzie", "school", "kind", answers_on=("kind", "film")))
    week = Programme(key="week", name="De Mediaweek", groups=(6, 7, 8), when="week 6", topics=("kind", "listen"))
    later = Programme(key="later", name="Later", groups=(8,))

    assert grid.of_programmes(covered, (week, later)).cells == (
        ("De Mediaweek", "6, 7 en 8", "week 6", "Aardig zijn.", "punt 1, A.2", "Les", ""),
        ("De Mediaweek", "6, 7 en 8", "week 6", "Luisteren.", "", "", "Het protocol zegt hier niets over."),
        ("Later", "8", "", "", "", "", "Nog niet aangevinkt waar het over gaat."),
        (
            "geen programma",
            "",
            "",
            "Vertellen.",
            "",
            "",
            "Geen les en geen programma gaat hierover. Het protocol zegt hier niets over.",
        ),
        ("geen programma", "", "", "Filmen.", "", "Les", "Het protocol zegt hier niets over."),
    )


@pytest.mark.parametrize(("groups", "said"), [((), ""), ((7,), "7"), ((7, 8), "7 en 8"), ((6, 7, 8), "6, 7 en 8")])
def test_year_groups_are_counted_as_they_are_said(groups: tuple[int, ...], said: str) -> None:
    assert grid.counted(groups) == said


def _cover(clauses: Sequence[Clause], *stories: dict[str, Any]) -> Coverage:
    return coverage(_protocol(clauses), _library(*stories))


def _agreement(covered: Coverage, ref: str, topic: str) -> AgreementCoverage:
    return next(
        each
        for each in covered.agreements
        if each.agreement.clause.name == ref and each.agreement.subject.topic == topic
    )


def _story_of(covered: Coverage, slug: str) -> StoryCoverage:
    return next(each for each in covered.stories if each.told.story == slug)


def _reasons(story: StoryCoverage) -> list[str | None]:
    return [str(each.hole) if each.hole else None for each in story.answers]


def _protocol(clauses: Sequence[Clause]) -> Protocol:
    document = Document(
        slug="regenboog",
        title="Afspraken",
        school="De Regenboog",
        date="2026",
        source="verzonnen",
        clauses=tuple(clauses),
    )
    return Protocol(document, TOPICS)


def _clause(ref: str, *topics: str, applies: str = "everywhere", binds: object = ("pupils",), **more: str) -> Clause:
    return Clause.model_validate(
        {
            "ref": ref,
            "paraphrase": "Zo doen we het.",
            "binds": binds,
            "topics": topics,
            "applies": applies,
            "show_literal": "pupils",
            **more,
        }
    )


def _library(*stories: dict[str, Any]) -> Library:
    cast = Cast(children=())
    read = {raw["slug"]: StoryFile.model_validate(raw).root for raw in stories}
    lesson = Lesson.model_validate(
        {
            "slug": "les",
            "title": "Les",
            "theme": "manners",
            "group": 7,
            "question": "Hoe doen we dat?",
            "cover": "schoolplein",
            "goals": ["Ik kan dit.", "Ik kan dat.", "Ik kan meer."],
            "retrieval": [RECALL, RECALL, RECALL],
            "core": ["een", "twee", "drie"],
            "extra": ["vier", "vijf"],
            "talk": {"opening": "We praten.", "questions": ["Wat?", "Hoe?"]},
            "rule_seed": {"topic": "kind", "text": "Wij zijn aardig."},
            "exit": RECALL,
            "at_home": "Vertel het thuis.",
            "notes": "Voor de leerkracht.",
        }
    )
    module = Module("manners-7", lesson, read, cast)
    return Library(TOPICS, cast, Facts(help_lines=(), facts=()), {}, {module.slug: module})


def _story(slug: str, place: str, *topics: str, answers_on: tuple[str, ...] = ()) -> dict[str, Any]:
    """A story whose answers are about these topics; without them, about its first."""
    about = answers_on or topics[:1]
    choices = [
        {"key": f"{topic}-{number}", "text": "Dit.", "rating": "strong", "feedback": "Mooi.", "topic": topic}
        for topic in about
        for number in (1, 2)
    ]
    return {
        "kind": "choose",
        "slug": slug,
        "title": slug.capitalize(),
        "place": place,
        "topics": list(topics),
        "tip": "Vraag het eerst.",
        "scene": {"title": "Klas", "posts": [{"who": "jij", "says": "Hoi."}]},
        "talk": "Wat zou jij doen?",
        "question": "Wat doe je?",
        "choices": choices,
    }

"""The programmes a school begins with: those of De Bron, and nothing told of them that nobody saw."""

import re

import pytest

from learn import paths
from learn.content.base import ContentError
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.library import Library
from learn.content.programmes import Programme
from learn.content.programmes import Programmes

# De Bron 2020-2021, the three lines under "Lesprogramma's".
LINES = {
    "Lesprogramma's 1": (6, {"diploma-veilig-internet"}),
    "Lesprogramma's 2": (7, {"halt"}),
    "Lesprogramma's 3": (8, {"halt", "mediamasters"}),
}


@pytest.mark.parametrize("ref", LINES)
def test_a_line_of_de_bron_names_these_programmes_for_its_group(library: Library, ref: str) -> None:
    group, keys = LINES[ref]
    said = next(clause.paraphrase for clause in library.protocol("de-bron").document.clauses if clause.ref == ref)

    assert {each.key for each in library.programmes.plain if group in each.groups} == keys
    assert f"Groep {group}" in said
    assert all(re.search(_name(key), said) for key in keys)


def test_only_those_that_come_every_year_in_the_document_say_so(library: Library) -> None:
    assert {each.key: each.when for each in library.programmes.plain} == {
        "diploma-veilig-internet": "ieder jaar",
        "halt": "",
        "mediamasters": "ieder jaar",
    }


def test_only_the_programme_whose_subjects_somebody_saw_has_some(library: Library) -> None:
    assert {each.key: each.topics for each in library.programmes.plain} == {
        "diploma-veilig-internet": ("suitable-sites", "personal-data", "copyright"),
        "halt": (),
        "mediamasters": (),
    }


def test_what_is_known_has_its_source_and_day_and_asks_the_school_to_look(library: Library) -> None:
    for each in library.programmes.programmes:
        assert "De Bron 2020-2021" in each.source
        assert each.checked_on.year == 2026
        assert "Kijk" in each.known or "spreken jullie dus zelf af" in each.known


def test_a_changed_programme_is_still_known_by_its_key_and_another_is_not(library: Library) -> None:
    assert library.programmes.known("halt") is not None
    assert library.programmes.known("eigen") is None


def test_each_change_gives_another_mark() -> None:
    programme = Programme(key="week", name="De Mediaweek", groups=(7,))

    changes = ({"name": "Week"}, {"groups": (7, 8)}, {"when": "week 6"}, {"topics": ("passwords",)})
    marks = {programme.mark, *(programme.model_copy(update=change).mark for change in changes)}
    assert len(marks) == 5


def test_a_file_with_a_field_misspelt_is_told() -> None:
    file = "protocols/programmes.yaml"
    raw = read_yaml(paths.ROOT / file, file)
    raw["programmes"][0]["topic"] = raw["programmes"][0].pop("topics")

    with pytest.raises(ContentError, match=r"programmes\.0\.topic: this field does not exist"):
        read(Programmes, raw, file)


def _name(key: str) -> str:
    return {"diploma-veilig-internet": "Diploma Veilig Internet", "halt": "Halt", "mediamasters": "MediaMasters"}[key]

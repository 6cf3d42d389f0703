"""What ``check`` tells an author: nothing about content without faults, everything about content with them."""

import shutil
from pathlib import Path

import pytest

from learn.content.checks import RULES
from learn.content.checks import Rule
from learn.content.checks import check
from learn.content.checks.shelves import Shelves
from learn.content.library import gather

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = sorted(path for path in (HERE / "broken").iterdir() if path.is_dir())
MARK = "# fault: "


def test_content_without_faults_is_left_alone() -> None:
    assert check(BASE) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_broken_file_is_told_exactly(case: Path, tmp_path: Path) -> None:
    told = [str(fault) for fault in check(lay_over(case, tmp_path))]
    awaited = expected(case)
    assert awaited, "say in the file which faults to expect"
    assert len(told) == len(awaited), told
    for each in awaited:
        assert any(fault.startswith(each) for fault in told), (each, told)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_bites_on_every_file_broken_for_it(rule: Rule, tmp_path: Path) -> None:
    name = rule.__name__.replace("_", "-")
    own = [case for case in CASES if case.name.partition("--")[0] == name]
    assert own, f"break a file in tests/content/broken/{name}/"
    for case in own:
        root = lay_over(case, tmp_path / case.name)
        library, faults = gather(root)
        assert library, faults
        assert not faults
        assert list(rule(Shelves.put_up(root, library))), case.name


def test_every_broken_file_is_for_a_rule() -> None:
    names = {rule.__name__.replace("_", "-") for rule in RULES}
    assert {case.name.partition("--")[0] for case in CASES} == names


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_says_where_it_comes_from(rule: Rule) -> None:
    assert rule.__doc__


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    root = lay_over(HERE / "broken" / "goals-begin-with-ik", tmp_path)
    shutil.copytree(HERE / "broken" / "freezing-is-never-wrong", root, dirs_exist_ok=True)
    shutil.copytree(HERE / "broken" / "refs-occur-once", root, dirs_exist_ok=True)
    assert {fault.file for fault in check(root)} == {
        "lessons/privacy-7/lesson.md",
        "protocols/regenboog.yaml",
        "quizzes/privacy-7/zwemfoto.yaml",
    }


def test_a_story_is_checked_though_its_lesson_cannot_be_read(tmp_path: Path) -> None:
    root = lay_over(HERE / "broken" / "freezing-is-never-wrong", tmp_path)
    (root / "lessons/privacy-7/lesson.md").write_text("---\nslug: foto-7\n---\n", "utf-8")
    files = {fault.file for fault in check(root)}
    assert files == {"lessons/privacy-7/lesson.md", "quizzes/privacy-7/zwemfoto.yaml"}


def test_a_story_that_cannot_be_read_gets_its_own_fault_only(tmp_path: Path) -> None:
    root = lay_over(BASE, tmp_path)
    (root / "quizzes/privacy-7/rare-vraag.yaml").write_text("slug: [", "utf-8")
    assert {fault.file for fault in check(root)} == {"quizzes/privacy-7/rare-vraag.yaml"}


def test_a_protocol_or_lesson_that_cannot_be_read_gets_its_own_fault_only(tmp_path: Path) -> None:
    root = lay_over(BASE, tmp_path)
    (root / "protocols/regenboog.yaml").write_text("slug: regenboog", "utf-8")
    (root / "lessons/privacy-7/lesson.md").write_text("no fields", "utf-8")
    told = check(root)
    assert {fault.file for fault in told} == {"protocols/regenboog.yaml", "lessons/privacy-7/lesson.md"}
    assert not [fault for fault in told if fault.place == "slug"]


@pytest.mark.parametrize("name", ["protocols/topics.yaml", "lessons/cast.yaml", "lessons/facts.yaml"])
def test_what_all_else_leans_on_is_told_whatever_is_asked_for(name: str, tmp_path: Path) -> None:
    root = lay_over(BASE, tmp_path)
    (root / name).unlink()
    assert [fault.file for fault in check(root, [Path("quizzes")])] == [name]


def test_the_faults_of_one_file_or_folder_can_be_asked_for(tmp_path: Path) -> None:
    root = lay_over(HERE / "broken" / "goals-begin-with-ik", tmp_path)
    shutil.copytree(HERE / "broken" / "freezing-is-never-wrong", root, dirs_exist_ok=True)
    in_file = check(root, [Path("lessons/privacy-7/lesson.md")])
    in_folder = check(root, [root / "quizzes"])
    assert {fault.file for fault in in_file} == {"lessons/privacy-7/lesson.md"}
    assert {fault.file for fault in in_folder} == {"quizzes/privacy-7/zwemfoto.yaml"}
    assert sorted(in_file + in_folder) == check(root)


def test_asking_for_a_path_that_is_not_there_is_a_fault() -> None:
    assert [str(fault) for fault in check(BASE, [Path("quizzes/privcy-7")])] == [
        "quizzes/privcy-7: file: correct this path: there is nothing here"
    ]


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("Ik vertel het thuis.", True),
        ("Thuis vertel ik het.", True),
        ("Ik haal mijn moeder erbij.", True),
        ("Ik zeg niets en haal {juf}.", True),
        ("Ik loop naar {juf}.", True),
        ("Ik praat erover met papa.", True),
        ("Ik vraag een volwassene om hulp.", True),
        ("Ik vertel het niet aan {juf}.", False),
        ("Ik vertel {juf} niets.", False),
        ("Aan {juf} vertel ik het niet.", False),
        ("Ik ga thuis verder spelen.", False),
        ("Ik vraag of hij meedoet.", False),
    ],
)
def test_words_that_bring_in_an_adult_ask_for_the_mark(answer: str, asked: bool, tmp_path: Path) -> None:
    root = lay_over(BASE, tmp_path)
    story = root / "quizzes/privacy-7/rare-vraag.yaml"
    text = story.read_text("utf-8").replace("Ik zeg hoe mijn school heet en waar ik woon.", f'"{answer}"')
    story.write_text(text, "utf-8")
    assert [fault.place for fault in check(root)] == (["choices.a.text"] if asked else [])


def lay_over(case: Path, root: Path) -> Path:
    """The base with the files of this case laid over it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    shutil.copytree(case, root, dirs_exist_ok=True)
    return root


def expected(case: Path) -> list[str]:
    """The beginnings of the faults that the files of a case name at their top."""
    lines = [line for path in case.rglob("*.*") for line in path.read_text("utf-8").splitlines()]
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]

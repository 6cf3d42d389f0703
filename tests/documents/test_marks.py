"""The number, letter or bullet before an item."""

import pytest

from learn.documents.lines import Line
from learn.documents.marks import Mark
from learn.documents.marks import as_roman
from learn.documents.marks import mark_of
from learn.documents.marks import parted


@pytest.mark.parametrize(
    ("line", "kind", "value", "text"),
    [
        ("3. Zet je telefoon uit.", "number", "3", "Zet je telefoon uit."),
        ("3) Zet je telefoon uit.", "number", "3", "Zet je telefoon uit."),
        ("(3) Zet je telefoon uit.", "number", "3", "Zet je telefoon uit."),
        ("3.2 Zet je telefoon uit.", "number", "3.2", "Zet je telefoon uit."),
        ("3.2.1. Zet je telefoon uit.", "number", "3.2.1", "Zet je telefoon uit."),
        ("b. Zet je telefoon uit.", "letter", "b", "Zet je telefoon uit."),
        ("B Zet je telefoon uit.", "letter", "B", "Zet je telefoon uit."),
        ("iv. zet je telefoon uit", "roman", "iv", "zet je telefoon uit"),
        ("Regel 3: Zet je telefoon uit.", "number", "3", "Zet je telefoon uit."),
        ("Artikel 4 Telefoons", "article", "4", "Telefoons"),
        ("Art. 4a: Telefoons", "article", "4a", "Telefoons"),
        ("- Zet je telefoon uit.", "bullet", "", "Zet je telefoon uit."),
        ("•Zet je telefoon uit.", "bullet", "", "Zet je telefoon uit."),
        ("o Zet je telefoon uit.", "bullet", "", "Zet je telefoon uit."),
        ("☐ Zet je telefoon uit.", "bullet", "", "Zet je telefoon uit."),
        ("- a. Zet je telefoon uit.", "letter", "a", "Zet je telefoon uit."),
        ("l2. Zet je telefoon uit.", "number", "12", "Zet je telefoon uit."),
        ("1O. Zet je telefoon uit.", "number", "10", "Zet je telefoon uit."),
        ("4 . Zet je telefoon uit.", "number", "4", "Zet je telefoon uit."),
    ],
)
def test_a_mark_is_parted_from_its_words(line: str, kind: str, value: str, text: str) -> None:
    mark, words = parted(line)

    assert mark is not None
    assert (mark.kind, mark.value, words) == (kind, value, text)


@pytest.mark.parametrize(
    "line", ["Zet je telefoon uit.", "8.25 uur begint de les", "2024 was een goed jaar", "Ik help.", "en dan?", ""]
)
def test_words_without_a_mark(line: str) -> None:
    assert parted(line) == (None, line)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Mark("number", "3"), Mark("number", "4")),
        (Mark("number", "3.9"), Mark("number", "3.10")),
        (Mark("letter", "c"), Mark("letter", "d")),
        (Mark("roman", "iii"), Mark("roman", "iv")),
        (Mark("bullet", ""), Mark("bullet", "")),
    ],
)
def test_the_next_mark_follows(earlier: Mark, later: Mark) -> None:
    assert later.follows(earlier)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Mark("number", "3"), Mark("number", "5")),
        (Mark("number", "3"), Mark("number", "3")),
        (Mark("letter", "c"), Mark("letter", "b")),
        (Mark("number", "3"), Mark("bullet", "")),
    ],
)
def test_another_mark_does_not(earlier: Mark, later: Mark) -> None:
    assert not later.follows(earlier)


@pytest.mark.parametrize(("mark", "first"), [("1", True), ("4.1", True), ("a", True), ("2", False), ("b", False)])
def test_what_a_list_can_begin_with(mark: str, first: bool) -> None:
    assert Mark("number", mark).first is first


def test_an_i_can_be_a_letter_or_a_one() -> None:
    assert as_roman(Mark("letter", "i")) == Mark("roman", "i")
    assert as_roman(Mark("letter", "b")) == Mark("letter", "b")


def test_the_mark_of_the_file_itself_wins() -> None:
    assert mark_of(Line("1. is de eerste", "line 1", mark="b.")) == (Mark("letter", "b"), "1. is de eerste")
    assert mark_of(Line("doe mee", "line 1", mark="\uf0b7")) == (Mark("bullet", ""), "doe mee")

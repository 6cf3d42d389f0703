"""Which names print: decided by the fonts, so that entry can refuse the others."""

import hashlib

import pytest

from learn.content.pictures import PICTURES
from learn.paths import STATIC
from learn.prints.names import FONTS
from learn.prints.names import tidy
from learn.prints.names import unprintable


@pytest.mark.parametrize(
    "name",
    [
        "Fenna",
        "Łukasz",
        "Ğ",
        "ĳsbrand",
        "é",
        "Zoë",
        "Şeyma",
        "Nguyễn",
        "İlayda",
        "Đặng",
        "Anne-Sophie",
        "D’Angelo",
        "Jan W.",
    ],
)
def test_a_name_in_latin_letters_prints(name: str) -> None:
    assert unprintable(name) == ()


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("Sam😀", ("😀",)),
        ("محمد", ("م", "ح", "د")),
        ("王Wei", ("王",)),
        ("a\u202eb", ("U+202E",)),
        ("a\u2066b", ("U+2066",)),
        ("a\u200db\u200bc", ("U+200D", "U+200B")),
        ("a\ufeff", ("U+FEFF",)),
        ("Zo\u00adë", ("U+00AD",)),
        ("a\tb\x00", ("U+0009", "U+0000")),
        ("a\nb", ("U+000A",)),
        ("\ud800", ("U+D800",)),
    ],
)
def test_what_the_fonts_lack_is_named(name: str, characters: tuple[str, ...]) -> None:
    assert unprintable(name) == characters


def test_a_letter_and_its_loose_accent_are_one_character() -> None:
    assert tidy("Zoe\u0308") == "Zoë"
    assert unprintable("Zoe\u0308") == ()
    assert unprintable("Nguye\u0302\u0303n") == ()


def test_an_accent_stands_on_a_letter_and_does_not_pile_up() -> None:
    assert unprintable("\u1ecd\u0301") == ()
    assert unprintable("\u0301a") == ("U+0301",)
    assert unprintable("a\u0301\u0301\u0301") == ("U+0301",)


def test_one_space_stands_between_the_words_of_a_name() -> None:
    assert tidy("  Anne\u00a0 Sophie ") == "Anne Sophie"


def test_the_fonts_are_the_ones_their_checksums_name() -> None:
    lines = (FONTS / "SHA256SUMS").read_text("ascii").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    files = [*FONTS.glob("*/*"), FONTS / "characters.txt"]
    assert sums == {path.relative_to(FONTS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_sixteen_pictures_have_a_drawing_and_a_word_each() -> None:
    drawings = {path.stem for path in (STATIC / "img" / "pictures").glob("*.svg")}
    assert len(PICTURES) == len(set(PICTURES.values())) == 16
    assert set(PICTURES) == drawings

"""The drawings: one hand, one palette, and light enough for the Wi-Fi of a school."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from learn import paths

DRAWN = paths.STATIC / "img"

# Folder to the size of its viewBox, and the most bytes a drawing may be once compressed.
FOLDERS = {
    "img": ("0 0 40 40", 1024),
    "cast": ("0 0 120 150", 3 * 1024),
    "pictures": ("0 0 64 64", 1024),
    "scenes": ("0 0 320 200", 8 * 1024),
    "things": ("0 0 80 80", 2 * 1024),
}

PALETTE = {
    *("#16224f", "#2a48b4"),  # ink, pen
    *("#ffc533", "#ee7053", "#9cc3e6", "#2f7f8a", "#3c5bc0", "#e7cfa6", "#b98ac2", "#fffdf6"),
    *("#f7d6bd", "#ecbb94", "#d39b6e", "#b0754b", "#95603f"),  # skin
    *("#2a3050", "#6b4630", "#efc25f", "#d9763c", "#b9bfca"),  # hair
    *("#a8742a", "#a5511f", "#7a4420", "#b5703f", "#6a7198"),  # eyebrows, freckles, hair by hair
    *("#e9eef5", "#dbe7f2", "#2c3a70", "#101a40", "#fffdf7", "#ffe9ad", "#e79a8a"),  # air, night, paper
    *("#b98a5a", "#8a5a3c", "#b07a45", "#c9764a"),  # wood
    *("#7fae86", "#5a9a6b", "#c9d24a", "#8d6bb0", "#7a5a9a", "#ef8a3c", "#d8492f", "#c5ccd8"),
}

NUMBER = r"-?[\d.]+"
COLOUR = "|".join(["none", *PALETTE])
# All a drawing is made of, and all that may be said of it: no script, text or gradient, and nothing from outside.
ELEMENTS = {"svg", "title", "g", "path", "ellipse"}
ATTRIBUTES = {
    "viewBox": r"0 0 \d+ \d+",
    "d": r"[MLHVCSQTAZmlhvcsqtaz\d\s.-]+",
    "transform": rf"((translate|rotate|scale)\({NUMBER}( {NUMBER})?\) ?)+",
    "fill": COLOUR,
    "stroke": COLOUR,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "stroke-dasharray": rf"{NUMBER} {NUMBER}",
    **dict.fromkeys(("width", "height", "stroke-width", "cx", "cy", "rx", "ry"), NUMBER),
}

every_drawing = pytest.mark.parametrize("path", sorted(DRAWN.rglob("*.svg")), ids=lambda path: path.stem)


def test_every_drawing_stands_in_a_folder_with_a_size() -> None:
    assert {path.parent.name for path in DRAWN.rglob("*") if path.is_file()} <= set(FOLDERS)
    assert {path.suffix for path in DRAWN.rglob("*") if path.is_file()} == {".svg"}


@every_drawing
def test_a_drawing_is_made_of_shapes_and_lines_in_our_colours(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<[!?]", text), "no entities, comments or style sheets"

    strange = [
        f"{tag(each)} {name}={value}"
        for each in ElementTree.fromstring(text).iter()
        for name, value in each.attrib.items()
        if not re.fullmatch(ATTRIBUTES.get(name, "(?!)"), value)
    ]
    assert strange == []
    assert {tag(each) for each in ElementTree.fromstring(text).iter()} <= ELEMENTS


@every_drawing
def test_a_drawing_has_the_size_of_its_folder(path: Path) -> None:
    svg = ElementTree.fromstring(path.read_text("utf-8"))
    box, _ = FOLDERS[path.parent.name]

    assert (svg.get("viewBox"), f"0 0 {svg.get('width')} {svg.get('height')}") == (box, box)


@every_drawing
def test_a_drawing_is_light(path: Path) -> None:
    _, most = FOLDERS[path.parent.name]

    assert len(gzip.compress(path.read_bytes(), 9)) <= most


def tag(element: ElementTree.Element) -> str:
    return element.tag.removeprefix("{http://www.w3.org/2000/svg}")

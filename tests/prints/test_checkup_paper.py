"""The check of a protocol on paper: one A4 whatever was found, and nothing on it is lost."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from learn.content.checkup import MOST_LINES
from learn.content.checkup import MOST_RULES
from learn.content.checkup import MOST_SILENT
from learn.content.checkup import PARTS
from learn.content.checkup import TO_OTHERS
from learn.content.checkup import Checkup
from learn.content.checkup import Few
from learn.content.checkup import Point
from learn.content.checkup import Quote
from learn.content.checkup import Section
from learn.content.checkup import checkup
from learn.content.library import Library
from learn.content.looks import Part
from learn.content.protocols import Protocol
from learn.prints import papers
from tests.content.checkup_cases import fullest
from tests.prints.test_papers import A4
from tests.prints.test_papers import MM
from tests.prints.test_papers import assert_off_the_rim
from tests.prints.test_papers import bits
from tests.prints.test_papers import rule_text
from tests.prints.test_papers import sizes
from tests.prints.test_papers import text


@pytest.mark.parametrize("slug", ["archipel", "de-bron", "edu-ley", "kardinaal-de-jong", "lentiz"])
def test_the_check_of_a_shipped_protocol_is_one_a4_with_all_that_is_shown(library: Library, slug: str) -> None:
    found = checkup(library.protocol(slug), library.looks, library.facts, date(2026, 11, 25))
    made = papers.checkup(found)
    assert sizes(made) == [A4]
    assert_off_the_rim(made)
    assert_says(made, found)
    assert min(bit.size for page in bits(made) for bit in page if len(bit.words) > 3) * MM > 6.5


@pytest.mark.parametrize("count", [1, 2, 40, 400])
@pytest.mark.parametrize("written", ["juni 2019", "zonder datum " * 6])
def test_the_check_of_any_document_is_one_a4(library: Library, count: int, written: str) -> None:
    protocol = fullest(library.topics, count, written)
    found = checkup(protocol, library.looks, library.facts, date(2028, 11, 25), unchecked=count)
    made = papers.checkup(found)
    assert sizes(made) == [A4]
    assert_off_the_rim(made)
    assert_says(made, found)


def test_the_check_is_one_a4_with_as_much_in_every_part_as_there_is_room_for(library: Library) -> None:
    found = fullest_checkup(library)
    made = papers.checkup(found)
    assert all(section.points.left for section in found.sections)
    assert sizes(made) == [A4]
    assert_off_the_rim(made)
    assert_says(made, found)
    # Still to be read without a glass: the notes are five sixths of the rest.
    assert min(bit.size for page in bits(made) for bit in page if len(bit.words) > 3) * MM > 5


def test_every_fact_on_the_check_has_its_source_and_the_day_it_was_checked(library: Library) -> None:
    found = checkup(library.protocol("de-bron"), library.looks, library.facts, date(2026, 11, 25))
    words = " ".join(text(papers.checkup(found)).split())
    assert len(found.facts) == 5
    for fact in found.facts:
        assert fact.verified
        assert f"{fact.says} Bron: {fact.source}. Nagekeken op 1 november 2026." in words


def test_signs_of_a_document_that_cannot_be_printed_are_left_out_of_its_check(library: Library) -> None:
    document = library.protocol("de-bron").document.model_copy(update={"title": "Proto\u200dcol 🦊 \u0301x"})
    found = checkup(Protocol(document, library.topics), library.looks, library.facts, date(2026, 11, 25))
    assert "Protocol x · Basisschool De Bron" in " ".join(text(papers.checkup(found)).split())


def test_the_check_is_tagged_dutch_has_a_title_and_is_the_same_bytes_for_the_same_words(library: Library) -> None:
    found = checkup(library.protocol("de-bron"), library.looks, library.facts, date(2026, 11, 25))
    made = papers.checkup(found)
    reader = PdfReader(BytesIO(made))
    assert made == papers.checkup(found)
    assert reader.root_object["/Lang"] == "nl-NL"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Protocol-APK van Protocol sociale media"
    assert reader.metadata.author == "Basisschool De Bron"


def fullest_checkup(library: Library) -> Checkup:
    """Every part as long as it may get, in the longest words there are."""
    wide = "M" * 20 + " " + "breedtewoord " * 4
    facts = sorted(library.facts.facts, key=lambda each: len(each.says) + len(each.source), reverse=True)
    longest = max((look.discuss for look in library.looks.looks), key=len)
    points = [Point(wide[:60], longest, ("x" * 40,), (), fact) for fact in facts[:20]]
    quoted = [
        Point(topic.about, longest, (), (Quote(TO_OTHERS, wide, ("y" * 40, "z")),) * 3) for topic in library.topics
    ]
    given: dict[Part, list[Point]] = {"missing": points, "contradicts": quoted, "law": points[6:], "dated": points[12:]}
    sections = []
    for part in PARTS:
        every = given.get(part, points[:6])
        lines = [sum(each.lines for each in every[: count + 1]) for count in range(len(every))]
        room = sum(so_far <= MOST_LINES[part] for so_far in lines)
        says = ("Voor leerlingen gelden 400 punten.", wide * 4) if part == "reading" else ()
        sections.append(Section(part, says, Few(tuple(every[:room]), tuple(every[room:]))))
    rules = [Quote("", rule_text(number, 60), ("x" * 40, "y" * 4)) for number in range(20)]
    silent = sorted((topic.about for topic in library.topics), key=len, reverse=True)
    return Checkup(
        title=wide,
        school=wide,
        written=wide,
        on=date(2028, 11, 25),
        clauses=400,
        binds=(("pupils", 400), ("staff", 400), ("parents", 400)),
        alone=400,
        rules=Few(tuple(rules[:MOST_RULES]), tuple(rules[MOST_RULES:])),
        silent=Few(tuple(silent[:MOST_SILENT]), tuple(silent[MOST_SILENT:])),
        sections=tuple(sections),
        unchecked=400,
    )


def assert_says(made: bytes, found: Checkup) -> None:
    words = letters(text(made))
    told = [found.title, found.binding, found.closing, found.elsewhere, found.unfinished, *found.silent.shown]
    told += [line for section in found.sections for line in (*section.says, section.title, found.and_more(section))]
    told += [line for each in found.rules.shown for line in (each.sentence, each.where)]
    for section in found.sections:
        for point in section.points.shown:
            told += [point.about, point.discuss, point.where]
            told += [line for quote in point.quotes for line in (quote.who, quote.sentence, quote.where)]
    told += [line for fact in found.facts for line in (fact.says, found.source(fact))]
    assert [each for each in told if letters(each) not in words] == []


def letters(words: str) -> str:
    """The words without what the end of a line may do to them."""
    return "".join(filter(str.isalnum, words))

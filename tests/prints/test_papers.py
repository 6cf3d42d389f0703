"""What stands on the papers, and that nothing falls off them."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from io import BytesIO
from itertools import combinations
from itertools import pairwise

import pytest
from pypdf import PageObject
from pypdf import PdfReader
from pypdf.generic import ContentStream
from pypdf.generic import DictionaryObject
from pypdf.generic import StreamObject

from learn.content.pictures import PICTURES
from learn.prints.names import FONTS
from learn.prints.papers import POSTER_RULES
from learn.prints.papers import Card
from learn.prints.papers import Checkpoint
from learn.prints.papers import Countersignature
from learn.prints.papers import Group
from learn.prints.papers import NothingToPrint
from learn.prints.papers import Rule
from learn.prints.papers import Rules
from learn.prints.papers import Signature
from learn.prints.papers import SignOff
from learn.prints.papers import TooManyRules
from learn.prints.papers import Unprintable
from learn.prints.papers import cards
from learn.prints.papers import poster
from learn.prints.papers import record
from learn.prints.papers import sheet

MM = 72 / 25.4
RIM = 8
CODE = re.compile(r"<(\w{4})> <(\w+)>")
A4 = (210, 297)
A3 = (297, 420)
GROUP = Group("7A", "De Bron", "2026-2027", "juf")
KEYS = list(PICTURES)
PLAIN = ("Amir", "Anouk", "Fenna", "Łukasz", "Nguyễn", "Şeyma", "Zoë", "Maximiliaan-Alexander B.")
SENTENCE = "Wij vragen het eerst aan wie op de foto staat en wachten op het antwoord voordat wij hem laten zien"
AUTUMN = datetime(2026, 10, 7, 8, 40, tzinfo=UTC)


def test_a_card_shows_a_name_the_group_the_pictures_and_what_to_do() -> None:
    words = text(cards(GROUP, [Card("Zoë", ("fox", "kite", "boat", "drum"), "https://school.example/card/x")]))
    assert "Zoë" in words
    assert "Groep 7A" in words
    assert "Typ eerst de code van het bord" in words
    assert "Kaart kwijt? Zeg het tegen juf. Dan krijg je een nieuwe." in words
    order = [words.index(word) for word in ("vos", "vlieger", "boot", "trommel")]
    assert order == sorted(order)
    assert "school.example" not in words


@pytest.mark.parametrize(("pupils", "pages"), [(1, 1), (8, 1), (9, 2), (28, 4), (40, 5)])
def test_eight_cards_stand_on_an_a4(pupils: int, pages: int) -> None:
    made = cards(GROUP, deck(pupils))
    assert sizes(made) == [A4] * pages
    assert_on_paper(made)


def test_each_card_carries_one_child() -> None:
    made = cards(GROUP, deck(11))
    cells = [cell for page in PdfReader(BytesIO(made)).pages for cell in card_cells(list(page_bits(page)))]
    found = [[name for name in map(name_of, range(11)) if name in cell.split()] for cell in cells]
    assert [names for names in found if names] == [[name_of(number)] for number in range(11)]
    assert all(cell.count("Kaart kwijt?") == 1 for cell in cells if cell)


def test_each_card_carries_its_own_code() -> None:
    nine = [*deck(8), Card("Fenna", ("fox", "kite", "boat", "drum"), "https://school.example/card/own")]
    alone = strokes(cards(GROUP, nine[-1:]))[0]
    assert len(alone) > 100
    assert strokes(cards(GROUP, nine))[1] == alone
    assert strokes(cards(GROUP, [Card("Fenna", nine[-1].pictures, "https://school.example/card/other")]))[0] != alone


def test_a_picture_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LookupError):
        cards(GROUP, [Card("Fenna", ("../mark",), "https://school.example")])


def test_the_poster_is_one_a3_with_the_rules_and_where_they_come_from() -> None:
    made = poster(rules(4, 3))
    words = text(made)
    assert sizes(made) == [A3]
    assert "Dit spreken wij af" in words
    assert "Groep 7A · De Bron · 2026-2027" in words
    assert words.count("Van school") == 4
    for number in range(7):
        assert f"regel{number}x" in words
    assert "afspraak 1" in words


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("length", [40, 200])
def test_seven_rules_of_any_length_fit_the_poster(count: int, length: int) -> None:
    made = poster(rules(count // 2, count - count // 2, length))
    assert sizes(made) == [A3]
    assert_on_paper(made)
    assert_whole(made, rules(count // 2, count - count // 2, length))


def test_an_eighth_rule_does_not_go_on_a_poster() -> None:
    with pytest.raises(TooManyRules):
        poster(rules(5, 3))


def test_the_sheet_has_a_line_for_every_name_and_says_signing_is_free() -> None:
    words = " ".join(text(sheet(rules(4, 3), PLAIN)).split())
    for name in PLAIN:
        assert name in words
    assert "Tekenen mag. Niet tekenen heeft geen gevolgen." in words
    assert "Regel 1 tot en met 4 komen uit het protocol van De Bron" in words
    assert "Regel 5 tot en met 7 maakte de groep zelf" in words
    assert "Tekst 2 van 7 oktober 2026" in words


def test_a_short_sheet_with_the_names_of_a_group_is_one_page() -> None:
    assert sizes(sheet(rules(4, 3), [name_of(number) for number in range(28)])) == [A4]


def test_what_a_rule_means_stands_below_it() -> None:
    meant = tuple(Rule(rule.text, rule.refs, "Vraag het aan juf of meester.") for rule in rules(4, 3).rules)
    assert text(sheet(Rules(GROUP, 1, date(2026, 10, 7), meant), [])).count("Vraag het aan juf of meester.") == 7


@pytest.mark.parametrize("ref", ["A.4", "gedragsafspraak 3", "Verantwoordelijkheidsafspraken 12", "5.1.i sub iii"])
def test_a_reference_stays_in_the_margin(ref: str) -> None:
    agreed = Rules(GROUP, 1, date(2026, 10, 7), (Rule("Wij vragen het eerst.", (ref, "A.5", "b.2", ref)),))
    for made, edge in ((sheet(agreed, PLAIN), 35), (poster(agreed), 54)):
        margin = [bit for bit in bits(made)[0] if bit.left < edge]
        assert margin
        assert all(bit.left >= RIM and bit.right < edge for bit in margin)


@pytest.mark.parametrize("count", range(1, 13))
def test_nothing_to_read_stands_where_a_printer_leaves_the_paper_white(count: int) -> None:
    refs = ("gedragsafspraak 3", "A.6", "5.1.i sub iii", "Aanvullende gedragsafspraken 7")
    school = [Rule(rule_text(number, 60), refs[: number % 4 + 1]) for number in range(count)]
    agreed = Rules(GROUP, 2, date(2026, 10, 7), (*school[: max(1, count - 3)], *rules(0, 3).rules)[:count])
    made = [sheet(agreed, [name_of(number) for number in range(pupils)]) for pupils in range(0, 41, 8)]
    made += [record(sign_off(40, agreed=agreed))]
    made += [poster(agreed)] if count <= POSTER_RULES else []
    for paper in made:
        assert_off_the_rim(paper)


@pytest.mark.parametrize("pupils", [2, 24, 34, 60])
def test_a_child_signs_in_a_row_of_fifteen_millimetres_above_its_name(pupils: int) -> None:
    names = [name_of(number) for number in range(pupils)]
    for page in PdfReader(BytesIO(sheet(rules(6, 3), names))).pages:
        found = {bit.words.strip(): bit for bit in page_bits(page) if bit.words.strip() in names}
        rows = sorted({round(bit.top, 1) for bit in found.values()})
        assert all(abs(below - above - 15) < 0.2 for above, below in pairwise(rows))
        assert all(bit.size <= 9 * 25.4 / 72 + 0.1 for bit in found.values())
        ruled = [top for top in lines_drawn(page) if rows and top < rows[-1]]
        assert all(any(2 < row - top < 5 for top in ruled) for row in rows)


@pytest.mark.parametrize("count", range(1, 8))
def test_the_poster_has_room_for_the_scribbles_of_a_class(count: int) -> None:
    page = PdfReader(BytesIO(poster(rules(count // 2, count - count // 2)))).pages[0]
    below = next(bit.top for bit in page_bits(page) if bit.words == "Onze krabbels")
    ruled = sorted({round(top, 1) for top in lines_drawn(page, least=200) if top > below})
    assert len(ruled) >= 5
    assert all(below - above > 12.5 for above, below in pairwise(ruled))


def test_a_home_copy_carries_one_name() -> None:
    words = text(sheet(rules(4, 3), ["Fenna"]))
    assert "Ik doe mee" in words
    assert words.count("Fenna") == 1


@pytest.mark.parametrize("count", [1, 12, 24])
@pytest.mark.parametrize("pupils", [0, 1, 28, 40])
@pytest.mark.parametrize("length", [40, 200])
def test_no_rule_or_name_falls_off_the_sheet(count: int, pupils: int, length: int) -> None:
    agreed = rules(count * 2 // 3, count - count * 2 // 3, length)
    names = [name_of(number) for number in range(pupils)]
    made = sheet(agreed, names)
    assert set(sizes(made)) == {A4}
    assert_on_paper(made)
    assert_whole(made, agreed)
    assert_no_overlap(made)
    assert set(names) <= set(text(made).split())


def test_a_word_without_end_breaks() -> None:
    agreed = Rules(GROUP, 1, date(2026, 10, 7), (Rule("x" * 200, ("A.4",)), Rule("y" * 200)))
    for made in (poster(agreed), sheet(agreed, ["z" * 60])):
        assert_on_paper(made)
        assert text(made).replace("\n", "").replace("\u200b", "").count("x" * 200) == 1


def test_the_record_tells_who_signed_when_and_how_and_who_did_not() -> None:
    words = text(record(sign_off()))
    assert "versie 2, vastgesteld op 7 oktober 2026" in words
    assert "Protocol sociale media, september 2023" in words
    assert "Zoë 7 oktober 2026, 10:40 zelf, op een scherm" in words
    assert "Łukasz 7 oktober 2026, 10:40 op papier, ingevoerd door de" in words
    assert "naam gewist 7 oktober 2026, 10:40 bij het bord, met de leerkracht" in words
    assert "3 van de 5 tekenden" in words
    assert "Wout – was er niet" in words
    assert "Bram 7 oktober 2026, 10:40 tekent later" in words
    assert "Juf Sanne 7 oktober 2026, 10:40 leerkracht" in words


def test_the_record_holds_every_rule_with_its_clause_and_the_checkpoint() -> None:
    words = text(record(sign_off()))
    assert_whole(record(sign_off()), rules(4, 3))
    assert words.count("afspraak ") == 4
    assert words.count("regel van de groep") == 3
    assert "het aantal stappen (31)" in " ".join(words.split())


def test_the_record_prints_the_command_to_type_sign_by_sign() -> None:
    words = " ".join(text(record(sign_off())).split())
    assert f"./run verify --checkpoint 7A-2026-2027 31 \\ {'0123abcd ' * 4}\\ {'0123abcd ' * 4}" in words


def test_every_page_of_the_record_tells_which_of_how_many_it_is() -> None:
    pages = PdfReader(BytesIO(record(sign_off(60)))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"blad {number} van {len(pages)}" in page.extract_text()


def test_a_moment_is_told_by_the_clock_of_the_school() -> None:
    winter = Signature("Fenna", "signed", datetime(2027, 1, 7, 8, 40, tzinfo=UTC), "board")
    assert "Fenna 7 januari 2027, 09:40" in text(record(sign_off(extra=(winter,))))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        record(sign_off(extra=(Signature("Fenna", "signed", datetime(2027, 1, 7), "board"),)))  # noqa: DTZ001


def test_nothing_is_not_printed() -> None:
    nothing = Rules(GROUP, 1, date(2026, 10, 7), ())
    for print_it in (lambda: cards(GROUP, []), lambda: poster(nothing), lambda: sheet(nothing, PLAIN)):
        with pytest.raises(NothingToPrint):
            print_it()


@pytest.mark.parametrize("name", ["Sam😀", "محمد", "王", "a\u202eb", "a\u200db"])
def test_what_cannot_be_printed_is_refused_and_named(name: str) -> None:
    with pytest.raises(Unprintable) as refusal:
        sheet(rules(1, 0), [name])
    assert refusal.value.characters


def test_text_cannot_be_source() -> None:
    odd = Rules(GROUP, 1, date(2026, 10, 7), (Rule('Wij #read("x") *doen* $dit$ \\ @ <zo>'),))
    assert 'Wij #read("x") *doen* $dit$ \\ @ <zo>' in text(sheet(odd, []))


def test_every_character_on_the_list_prints() -> None:
    ranges = (line.split("-") for line in (FONTS / "characters.txt").read_text("ascii").splitlines())
    letters = [chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1)]
    written = tuple(
        Rule(" ".join(f"x{letter}" for letter in letters[start : start + 60])) for start in range(0, 900, 60)
    )
    sheet(Rules(GROUP, 1, date(2026, 10, 7), written), [])


@pytest.mark.parametrize("paper", ["cards", "poster", "sheet", "record"])
def test_a_paper_is_tagged_dutch_and_has_a_title(paper: str) -> None:
    reader = PdfReader(BytesIO(papers()[paper]))
    assert reader.root_object["/Lang"] == "nl-NL"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert "7A" in (reader.metadata.title or "")
    assert reader.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.root_object["/Metadata"].get_data()


@pytest.mark.parametrize("paper", ["cards", "poster", "sheet", "record"])
def test_the_same_words_make_the_same_bytes_whenever_they_are_printed(paper: str) -> None:
    assert papers()[paper] == papers()[paper]
    assert PdfReader(BytesIO(papers()[paper])).metadata.creation_date is None


def test_papers_are_printed_side_by_side() -> None:
    with ThreadPoolExecutor(8) as presses:
        made = list(presses.map(lambda _: sheet(rules(4, 3), PLAIN), range(24)))
    assert len(set(made)) == 1


def test_pictures_and_codes_have_a_text_instead() -> None:
    made = cards(GROUP, [Card("Zoë", ("fox", "kite", "boat", "drum"), "https://school.example/card/x")])
    alts = [figure["/Alt"] for figure in structure(made) if figure.get("/S") == "/Figure"]
    assert alts == ["QR-code van de kaart van Zoë", "vos", "vlieger", "boot", "trommel"]


def test_drawings_that_only_please_are_no_figures() -> None:
    assert [each for each in structure(poster(rules(4, 3))) if each.get("/S") == "/Figure"] == []


@dataclass(frozen=True)
class Bit:
    """A line of text on a page, in millimetres from the left top; ``top`` is where its letters stand."""

    words: str
    left: float
    right: float
    top: float
    size: float


def rules(school: int, own: int, length: int = 40) -> Rules:
    clauses = tuple(Rule(rule_text(number, length), (f"afspraak {number + 1}",)) for number in range(school))
    made = tuple(Rule(rule_text(number, length)) for number in range(school, school + own))
    return Rules(GROUP, 2, date(2026, 10, 7), clauses + made)


def rule_text(number: int, length: int) -> str:
    return f"Wij regel{number}x {SENTENCE} {SENTENCE}"[: length - 4] + f" n{number}z"


def name_of(number: int) -> str:
    return f"Naam{chr(65 + number // 26)}{chr(97 + number % 26)}"


def deck(pupils: int) -> list[Card]:
    return [
        Card(name_of(number), tuple(KEYS[(number + 3 * step) % 16] for step in range(4)), f"https://s.example/{number}")
        for number in range(pupils)
    ]


def sign_off(pupils: int = 0, extra: tuple[Signature, ...] = (), agreed: Rules | None = None) -> SignOff:
    signed = tuple(Signature(name_of(number), "signed", AUTUMN, "board") for number in range(pupils))
    return SignOff(
        agreed or rules(4, 3),
        "Protocol sociale media",
        "september 2023",
        AUTUMN,
        (
            Signature("Zoë", "signed", AUTUMN, "own-device"),
            Signature("Łukasz", "signed", AUTUMN, "paper"),
            Signature(None, "signed", AUTUMN, "board"),
            Signature("Wout", "absent"),
            Signature("Bram", "later", AUTUMN),
            *signed,
            *extra,
        ),
        (Countersignature("Juf Sanne", "leerkracht", AUTUMN),),
        Checkpoint("7A-2026-2027", 31, "0123abcd" * 8),
    )


def papers() -> dict[str, bytes]:
    return {
        "cards": cards(GROUP, deck(9)),
        "poster": poster(rules(4, 3)),
        "sheet": sheet(rules(4, 3), PLAIN),
        "record": record(sign_off()),
    }


def text(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def sizes(made: bytes) -> list[tuple[int, int]]:
    boxes = [page.mediabox for page in PdfReader(BytesIO(made)).pages]
    return [(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes]


def bits(made: bytes) -> list[list[Bit]]:
    return [list(page_bits(page)) for page in PdfReader(BytesIO(made)).pages]


def page_bits(page: PageObject) -> Iterator[Bit]:
    found: list[Bit] = []
    known: dict[str, dict[str, float]] = {}
    height = float(page.mediabox.height)

    def visit(words: str, seen: list[float], at: list[float], font: DictionaryObject | None, size: float) -> None:
        if words.strip() and font is not None:
            x = at[4] * seen[0] + at[5] * seen[2] + seen[4]
            y = at[4] * seen[1] + at[5] * seen[3] + seen[5]
            name = str(font["/BaseFont"])
            wide = known[name] = known.get(name) or widths(font)
            run = sum(wide.get(letter, 0) for letter in words.strip("\n")) * size / 1000
            found.append(Bit(words.strip("\n"), x / MM, (x + run) / MM, (height - y) / MM, size / MM))

    page.extract_text(visitor_text=visit)
    return iter(found)


def widths(font: DictionaryObject) -> dict[str, float]:
    """What each letter of a font in the file takes, in thousandths of its size."""
    codes = font["/ToUnicode"].get_data().decode("latin-1")
    letters = {int(code, 16): bytes.fromhex(word).decode("utf-16-be") for code, word in CODE.findall(codes)}
    wide: dict[str, float] = {}
    runs = iter(font["/DescendantFonts"][0].get_object()["/W"])
    for first in runs:
        follow = next(runs).get_object()
        each = follow if isinstance(follow, list) else [next(runs)] * (int(follow) - int(first) + 1)
        wide |= {
            letters[int(first) + step]: float(width) for step, width in enumerate(each) if int(first) + step in letters
        }
    return wide


def strokes(made: bytes) -> list[list[object]]:
    """The lines and curves drawn on each page, those inside drawings too."""

    def drawn(stream: StreamObject, reader: PdfReader, used: DictionaryObject) -> Iterator[object]:
        drawings = used.get("/XObject", DictionaryObject())
        for operands, operator in ContentStream(stream, reader).operations:
            if operator in (b"m", b"l", b"c", b"re"):
                yield operator, tuple(map(float, operands))
            if operator == b"Do" and "/Resources" in (inner := drawings[operands[0]].get_object()):
                yield from drawn(inner, reader, inner["/Resources"].get_object())

    reader = PdfReader(BytesIO(made))
    return [
        list(drawn(page["/Contents"].get_object(), reader, page["/Resources"].get_object())) for page in reader.pages
    ]


def lines_drawn(page: PageObject, least: float = 20) -> list[float]:
    """Where straight lines from left to right are drawn, in millimetres from the top; ``least``: how long they are."""
    height, at, kept = float(page.mediabox.height), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    start, found = (0.0, 0.0), []
    for operands, operator in ContentStream(page["/Contents"].get_object(), page.pdf).operations:
        if operator == b"q":
            kept.append(at)
        elif operator == b"Q":
            at = kept.pop()
        elif operator == b"cm":
            a, b, c, d, e, f = map(float, operands)
            at = (
                a * at[0] + b * at[2],
                a * at[1] + b * at[3],
                c * at[0] + d * at[2],
                c * at[1] + d * at[3],
                e * at[0] + f * at[2] + at[4],
                e * at[1] + f * at[3] + at[5],
            )
        elif operator in (b"m", b"l"):
            x, y = map(float, operands)
            point = (x * at[0] + y * at[2] + at[4], x * at[1] + y * at[3] + at[5])
            if operator == b"l" and abs(point[1] - start[1]) < 0.1 and abs(point[0] - start[0]) > least * MM:
                found.append((height - point[1]) / MM)
            start = point
    return found


def card_cells(page: list[Bit]) -> list[str]:
    cells = [""] * 8
    for bit in page:
        cells[int(bit.top // 74.25) * 2 + int(bit.left // 105)] += f"{bit.words} "
    return cells


def structure(made: bytes) -> list[DictionaryObject]:
    def walk(node: object) -> Iterator[DictionaryObject]:
        if isinstance(node, list):
            for each in node:
                yield from walk(each.get_object())
        elif isinstance(node, dict):
            yield node
            yield from walk(node["/K"].get_object() if "/K" in node and "/Pg" not in node else node.get("/K"))

    return list(walk(PdfReader(BytesIO(made)).root_object["/StructTreeRoot"]))


def assert_on_paper(made: bytes) -> None:
    for page, (width, height) in zip(bits(made), sizes(made), strict=True):
        for bit in page:
            assert bit.left >= 3, bit
            assert bit.right <= width - 5, bit
            assert bit.size <= bit.top <= height - 5, bit


def assert_off_the_rim(made: bytes) -> None:
    for page, (width, height) in zip(bits(made), sizes(made), strict=True):
        for bit in page:
            assert bit.left >= RIM, bit
            assert bit.right <= width - RIM, bit
            assert bit.size + RIM <= bit.top <= height - RIM, bit


def assert_no_overlap(made: bytes) -> None:
    for page in bits(made):
        for one, other in combinations(page, 2):
            if abs(one.top - other.top) >= 10:
                continue
            beside = one.right <= other.left + 0.5 or other.right <= one.left + 0.5
            assert beside or abs(one.top - other.top) >= 0.6 * min(one.size, other.size), (one, other)


def assert_whole(made: bytes, agreed: Rules) -> None:
    words = " ".join(text(made).split())
    for rule in agreed.rules:
        assert rule.text in words

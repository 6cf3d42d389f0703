"""What is taught where: for all who work at the school, and the same on a page, in a spreadsheet and on paper."""

import csv
from io import BytesIO
from io import StringIO

import pytest
from bs4 import Tag
from flask import Flask
from pypdf import PdfReader

from learn.classroom import lessons
from learn.classroom import programmes
from learn.classroom.programmes import Wanted
from learn.classroom.staff import Role
from learn.content.protocols import Protocol
from tests.given import Given
from tests.given import GivenSchool
from tests.papers import Cells
from tests.papers import tables_of
from tests.visitor import Visitor

PAGE = "/school/coverage"
PARTS = ("agreements", "lessons", "programmes", "taught")
A4_ON_ITS_SIDE = (842, 595)


def head_of(app: Flask, given: Given, school: GivenSchool | None = None) -> Visitor:
    school = school or given.school()
    return Visitor(app).signs_in(given.staff("Hanna Hoofd", "head", school=school)).open(PAGE)


def on_the_page(visitor: Visitor, part: str) -> list[Cells]:
    """A table of the page line by line, its head first, with what spans several lines in each of them."""
    table = visitor.page.select_one(f"[aria-labelledby={part}] table")
    assert isinstance(table, Tag), part
    lines: list[Cells] = []
    spans: dict[int, tuple[int, str]] = {}
    for line in table.select("tr"):
        cells = {column: text for column, (left, text) in spans.items() if left}
        spans = {column: (left - 1, text) for column, (left, text) in spans.items() if left > 1}
        for cell in line.find_all(["th", "td"]):
            column = next(number for number in range(99) if number not in cells)
            cells[column] = " ".join(cell.get_text(" ").split())
            if (left := int(str(cell.get("rowspan", 1))) - 1) > 0:
                spans[column] = (left, cells[column])
        lines.append(tuple(cells[column] for column in sorted(cells)))
    return lines


def in_the_file(visitor: Visitor, part: str) -> list[Cells]:
    """A table of the spreadsheet, as one that speaks Dutch opens it."""
    answer = visitor.client.get(f"{PAGE}/{part}.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf"), "without its mark Excel takes UTF-8 for another alphabet"
    text = answer.data.decode("utf-8-sig")
    return [tuple(line) for line in csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)]


def paper(visitor: Visitor) -> bytes:
    answer = visitor.client.get(f"{PAGE}/coverage.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    return answer.data


def read_back(visitor: Visitor) -> PdfReader:
    return PdfReader(BytesIO(paper(visitor)))


def filled(given: Given, school: GivenSchool) -> None:
    """A school with everything in it: three groups, lessons ready, taken back and not yet, programmes of its own."""
    groups = [given.group(name, year=year, school=school) for name, year in (("6A", 6), ("7/8", 7), ("8B", 8))]
    given.pupils("Quirijn", "Ottoline", group=groups[1])
    given.lesson("wie-zit-daar", group=groups[1])
    given.clock.turn(days=9)
    given.lesson("delen-of-houden", group=groups[1])
    given.lesson("delen-of-houden", group=groups[2])
    given.clock.turn(days=2)
    with given.database.transaction() as session:
        lessons.put_away(session, groups[2].id, "delen-of-houden", given.clock())
        wanted = Wanted("Één week; “wat nu?”", (6, 7, 8), "week 6, ieder jaar", ("passwords", "decency"))
        programmes.add(session, given.library, school.id, wanted, None, given.clock())


@pytest.mark.parametrize("protocol", ("archipel", "de-bron", "edu-ley", "kardinaal-de-jong", "lentiz"))
def test_page_spreadsheet_and_paper_say_the_same(given: Given, app: Flask, protocol: str) -> None:
    school = given.school(protocol=protocol)
    filled(given, school)
    head = head_of(app, given, school)

    printed = tables_of(paper(head))

    assert len(printed) == len(PARTS)
    for part, on_paper in zip(PARTS, printed, strict=True):
        page = on_the_page(head, part)
        assert len(page) > 1, part
        assert in_the_file(head, part) == page, part
        assert on_paper == page, part


def test_the_notes_on_the_page_stand_on_the_paper_too(given: Given, app: Flask) -> None:
    filled(given, given.school())
    head = head_of(app, given)

    words = "".join("".join(page.extract_text() for page in read_back(head).pages).split())

    notes = [note.get_text(" ", strip=True) for note in head.page.select(".note-line")]
    assert len(notes) >= len(PARTS)
    for sentence in (*notes, *(each.get_text(" ", strip=True) for each in head.page.select("main h2"))):
        assert "".join(sentence.split()) in words.replace("-", ""), sentence


def test_the_paper_is_a4_on_its_side_tagged_and_says_of_what_and_when(given: Given, app: Flask) -> None:
    filled(given, given.school())
    read = read_back(head_of(app, given))

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in read.pages} == {A4_ON_ITS_SIDE}
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    first = read.pages[0].extract_text()
    assert "De Vlieger" in first
    assert "Protocol sociale media, Basisschool De Bron, schooljaar 2020-2021" in first
    assert "18 oktober 2026" in first
    for number, page in enumerate(read.pages, start=1):
        assert f"blad {number} van {len(read.pages)}" in page.extract_text()


def test_nobody_of_a_group_is_named_anywhere(given: Given, app: Flask) -> None:
    filled(given, given.school())
    head = head_of(app, given)

    everything = [head.text, *("".join(map("".join, in_the_file(head, part))) for part in PARTS)]
    everything += [page.extract_text() for page in read_back(head).pages]
    assert not [name for name in ("Quirijn", "Ottoline") if any(name in each for each in everything)]


def test_what_a_spreadsheet_would_calculate_is_text_in_it(given: Given, app: Flask) -> None:
    evil = {"=HYPERLINK(1)": (6,), "+1": (7,), "-1+2": (8,), "@SUM(1)": (6, 7)}
    with given.database.transaction() as session:
        for name, groups in evil.items():
            wanted = Wanted(name, groups, "=1+1", ())
            programmes.add(session, given.library, given.school().id, wanted, None, given.clock())

    head = head_of(app, given)

    cells = {cell for line in in_the_file(head, "programmes") for cell in line}
    assert {f"'{name}" for name in evil} | {"'=1+1"} <= cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert {name for name in evil if head.sees(name)} == set(evil)


def test_a_number_of_a_clause_or_group_is_no_day_to_a_spreadsheet(given: Given, app: Flask) -> None:
    school = given.school(protocol="lentiz")
    filled(given, school)
    head = head_of(app, given, school)

    assert "groep 7/8" in {line[0] for line in in_the_file(head, "taught")}
    refs = {line[0] for line in in_the_file(head, "agreements")[1:]}
    assert "punt 5.1.a" in refs
    assert not [ref for ref in refs if ref[0].isdigit()]


@pytest.mark.parametrize("role", ("head", "adviser", "teacher"))
def test_everybody_who_works_here_reads_it_and_only_the_head_changes_programmes(
    given: Given, app: Flask, role: Role
) -> None:
    group = given.group() if role == "teacher" else None
    person = given.staff("Sanne Kuipers", role, school=given.school(), group=group)
    visitor = Visitor(app).signs_in(person).open("/staff").follow("Wat komt waar aan bod?")

    assert visitor.heading == "Wat komt waar aan bod?"
    assert ("Verander de programma’s" in visitor.text) == (role == "head")


def test_a_part_that_is_not_there_is_not_found(given: Given, app: Flask) -> None:
    head_of(app, given).open(f"{PAGE}/pupils.csv", status=404)


def test_a_school_without_groups_or_lessons_says_what_that_means(given: Given, app: Flask) -> None:
    head = head_of(app, given)
    assert head.sees("Er zijn nog geen groepen.")
    assert head.page.select_one("[aria-labelledby=taught] table") is None
    assert in_the_file(head, "taught") == [
        ("Groep", "Schooljaar", "Les", "Afspraken", "Klaargezet op", "Teruggehaald op")
    ]
    assert len(tables_of(paper(head))) == len(PARTS) - 1

    given.group()
    head.open(PAGE)
    assert head.sees("Er is nog geen les klaargezet.")
    assert on_the_page(head, "taught")[1][2] == "nog geen les klaargezet"


def test_what_the_day_means_stands_beside_it(given: Given, app: Flask) -> None:
    given.lesson()

    head = head_of(app, given)

    assert head.sees("de dag waarop de leerkracht de les in de app voor de groep klaarzette")
    assert head.sees("Of de groep de les die dag deed, en hoever, staat hier niet.")
    assert not head.sees("Er is nog geen les klaargezet.")


def test_a_protocol_with_almost_nothing_for_pupils_says_what_that_means(given: Given, app: Flask) -> None:
    head = head_of(app, given, given.school(protocol="archipel"))

    assert head.sees("Er is 1 afspraak voor leerlingen. In een les aan bod: 1.")
    assert head.sees("Bij de meeste antwoorden staat een tip")
    answers_to = [line[2] for line in on_the_page(head, "lessons")[1:]]
    assert 10 * answers_to.count("tip") > 9 * len(answers_to)


def test_a_protocol_with_nothing_for_pupils_has_no_first_table(
    given: Given, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    archipel = given.library.protocol("archipel")
    clauses = tuple(each for each in archipel.document.clauses if "pupils" not in each.binds)
    adults = Protocol(archipel.document.model_copy(update={"clauses": clauses}), archipel.topics)
    monkeypatch.setitem(given.library.protocols, "archipel", adults)  # type: ignore[arg-type]  # it is a dictionary

    head = head_of(app, given, given.school(protocol="archipel"))

    assert head.sees("Jullie protocol heeft geen afspraken voor leerlingen.")
    assert head.sees("Bij elk verhaal staat een tip en geen afspraak van school")
    assert head.page.select_one("[aria-labelledby=agreements] table") is None
    assert len(in_the_file(head, "agreements")) == 1
    assert paper(head)


def test_a_school_that_takes_part_in_nothing_says_so(given: Given, app: Flask) -> None:
    school = given.school()
    with given.database.transaction() as session:
        for key in ("diploma-veilig-internet", "halt", "mediamasters"):
            programmes.remove(session, given.library, school.id, key, None, given.clock())

    head = head_of(app, given, school)

    assert head.sees("School doet aan geen programma van anderen mee.")
    assert {line[0] for line in on_the_page(head, "programmes")[1:]} == {"geen programma"}


def test_the_example_is_called_one(given: Given, app: Flask) -> None:
    assert head_of(app, given).sees("Dit zijn de programma’s die De Bron in het protocol noemt: een voorbeeld.")


def test_every_table_can_be_read_by_ear_and_moved_by_keyboard(given: Given, app: Flask) -> None:
    filled(given, given.school())
    head = head_of(app, given)

    tables = head.page.select("table")
    assert len(tables) == len(PARTS)
    for table in tables:
        caption = table.find("caption")
        assert isinstance(caption, Tag)
        assert caption.get_text(strip=True)
        assert all(each["scope"] == "col" for each in table.select("thead th"))
        for body in table.find_all("tbody"):
            (first,) = body.select("th")
            lines = len(body.find_all("tr"))
            assert first["scope"] == ("rowgroup" if lines > 1 else "row")
            assert int(str(first.get("rowspan", 1))) == lines
        around = table.parent
        assert isinstance(around, Tag)
        assert (around["role"], around["tabindex"]) == ("region", "0")
        assert head.page.find(id=around["aria-labelledby"])


def test_in_english_the_heads_are_english_and_the_school_speaks_dutch(given: Given, app: Flask) -> None:
    filled(given, given.school())
    head = head_of(app, given)
    before = [on_the_page(head, part)[1:] for part in PARTS]
    head.send("/language", {"csrf_token": head.token(), "language": "en", "back": PAGE})
    head.open(PAGE)

    assert head.heading == "What is taught where?"
    assert on_the_page(head, "taught")[0] == (
        "Group",
        "School year",
        "Lesson",
        "Agreements",
        "Set ready on",
        "Taken back on",
    )
    assert [on_the_page(head, part)[1:] for part in PARTS] == before
    assert all(body.get("lang") == "nl" for body in head.page.select("tbody"))
    printed = " ".join(page.extract_text() for page in read_back(head).pages)
    assert "Klaargezet op: de dag" in " ".join(printed.split())

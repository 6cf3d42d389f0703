"""The head sees the check of the protocol, and takes it along on one A4 that says the same."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from learn.classroom import protocols
from learn.content.checkup import Checkup
from learn.content.checkup import checkup
from learn.prints import papers
from tests.clock import Clock
from tests.given import Given
from tests.given import GivenSchool
from tests.visitor import Visitor
from tests.web.test_own_protocol import FOR_ADULTS
from tests.web.test_own_protocol import head_of
from tests.web.test_own_protocol import looks_over_the_rest
from tests.web.test_own_protocol import pastes

OWN = """Internetprotocol

Afspraken voor leerlingen
1. Ik stuur nooit foto’s van mezelf of van anderen.
2. Ik vertel het aan de juf als ik iets naars zie.

Afspraken voor leerkrachten
3. De leerkracht deelt alleen foto’s van leerlingen met toestemming.
"""
HOLDING = "/school/protocol/checkup"
DRAFT = "/school/protocol/draft/checkup"


@pytest.mark.parametrize("protocol", ["archipel", "de-bron", "edu-ley", "kardinaal-de-jong", "lentiz"])
def test_page_and_paper_say_the_same_of_the_protocol_that_holds(
    given: Given, app: Flask, clock: Clock, protocol: str
) -> None:
    school = given.school("De Vlieger", protocol)
    head = head_of(app, given).follow("Protocol-APK")

    assert head.path == HOLDING
    assert head.heading == "Protocol-APK"
    assert_page_and_paper_say(head, check_of(given, clock, school))


def test_a_school_sees_its_own_document_checked_while_it_is_looked_over_and_after(
    given: Given, app: Flask, clock: Clock
) -> None:
    school = given.school()
    head = pastes(head_of(app, given), OWN).follow("Protocol-APK")
    assert head.path == DRAFT
    assert head.sees("Dit is een concept. Naar 3 punten keek nog niemand.")
    assert head.sees("De Vlieger")
    assert head.sees("Een zin heeft gemiddeld")
    assert_page_and_paper_say(head, check_of(given, clock, school, draft=True))

    looks_over_the_rest(head).follow("Verder naar bevestigen").press("Bevestig", date="mei 2023")
    head.follow("Protocol-APK")

    assert head.path == HOLDING
    assert not head.sees("Dit is een concept.")
    assert head.sees("mei 2023")
    assert head.sees("Ruim 3 jaar oud")
    assert_page_and_paper_say(head, check_of(given, clock, school))


def test_a_clause_that_is_put_right_changes_the_check(given: Given, app: Flask) -> None:
    head = pastes(head_of(app, given), "1. Ik vertel het aan de juf.\n2. Ik vraag het eerst.")
    assert head.open(DRAFT).sees("Waar de telefoon is")

    head.open("/school/protocol/draft/clauses/2")
    bag = ["phone-at-school/off-in-bag"]
    head.press("Zo klopt het", binds=["pupils"], topics=bag, applies="at-school", show_literal="pupils")

    assert not head.open(DRAFT).sees("Waar de telefoon is")


def test_a_document_for_adults_has_nothing_to_sign_and_says_so(given: Given, app: Flask, clock: Clock) -> None:
    head = pastes(head_of(app, given), FOR_ADULTS).open(DRAFT)

    assert head.sees("Er staat niets in waaraan leerlingen zich kunnen houden.")
    assert_page_and_paper_say(head, check_of(given, clock, given.school(), draft=True))


@pytest.mark.parametrize("page", [DRAFT, f"{DRAFT}.pdf"])
def test_without_a_draft_there_is_only_the_page_it_begins_on(given: Given, app: Flask, page: str) -> None:
    assert head_of(app, given).open(page).path == "/school/protocol"


@pytest.mark.parametrize("page", [DRAFT, f"{DRAFT}.pdf"])
def test_while_nothing_binds_anybody_there_is_nothing_to_check(given: Given, app: Flask, page: str) -> None:
    head = pastes(head_of(app, given), "1. Ik vertel het aan de juf.\n2. Ik vraag het eerst.")
    for number in (1, 2):
        head.open(f"/school/protocol/draft/clauses/{number}")
        head.press("Zo klopt het", applies="everywhere", show_literal="pupils")
    assert not head.open("/school/protocol/draft").sees("Protocol-APK")

    assert head.open(page).path == "/school/protocol/draft"


def test_every_date_and_law_on_the_page_has_its_source_and_the_day_it_was_checked(given: Given, app: Flask) -> None:
    head = head_of(app, given).open(HOLDING)

    facts = {fact.says: fact for fact in given.library.facts.facts}
    shown = [each.get_text(" ", strip=True) for each in head.page.select(".fact")]
    assert shown
    for words in shown:
        says, source = words.split(" Bron: ")
        assert facts[says].verified
        assert source == f"{facts[says].source}. Nagekeken op 1 november 2026."


def test_who_sees_old_facts_is_told(given: Given, app: Flask, clock: Clock) -> None:
    assert not head_of(app, given).open(HOLDING).sees("langer dan een half jaar geleden nagekeken")

    clock.turn(days=240)

    head = head_of(app, given, "De Zeilboot").open(HOLDING)
    assert head.sees("langer dan een half jaar geleden nagekeken")


def test_what_is_left_off_the_paper_stands_on_the_page(given: Given, app: Flask) -> None:
    head = head_of(app, given).open(HOLDING)
    paper = PdfReader(BytesIO(paper_of(head))).pages[0].extract_text()

    assert "en nog 9" in " ".join(paper.split())
    assert head.sees("Ruzie lossen wij op met praten, niet met typen.")
    assert "Ruzie lossen wij op" not in paper


def test_the_check_of_another_school_is_not_to_be_had(given: Given, app: Flask) -> None:
    pastes(head_of(app, given), OWN)
    elsewhere = Visitor(app).signs_in(given.staff("Gerda Mol", "head", school=given.school("De Zeilboot")))

    assert elsewhere.open(DRAFT).path == "/school/protocol"


def test_in_english_what_is_said_of_the_document_stays_dutch_and_is_marked_so(given: Given, app: Flask) -> None:
    head = head_of(app, given)
    head.send("/language", {"csrf_token": head.token(), "language": "en", "back": HOLDING})
    head.open(HOLDING)

    assert head.heading == "Check of the protocol"
    sheet = head.page.select_one(".checkup")
    assert sheet is not None and sheet["lang"] == "nl"


def check_of(given: Given, clock: Clock, school: GivenSchool, *, draft: bool = False) -> Checkup:
    """What the check says of the protocol of this school, or of its draft."""
    library = given.library
    with given.database.reading() as session:
        holding = protocols.of_school(session, library, protocols.school(session, school.id))
        made = protocols.draft(session, school.id)
    if not draft:
        return checkup(holding, library.looks, library.facts, clock().date())
    assert made is not None
    protocol = made.draft.protocol(made.slug, school.name, library.topics)
    assert protocol is not None
    left = len(made.draft.clauses) - made.draft.checked
    return checkup(protocol, library.looks, library.facts, clock().date(), left)


def assert_page_and_paper_say(head: Visitor, found: Checkup) -> None:
    """The page says all of it in order, and its link gives the paper of the same."""
    sheet = head.page.select_one(".checkup")
    assert sheet is not None
    rest = letters(sheet.get_text())
    for each in filter(None, all_of(found)):
        _, there, rest = rest.partition(letters(each))
        assert there, f"{each!r} does not stand in what follows"
    assert paper_of(head) == papers.checkup(found)


def all_of(found: Checkup) -> Iterator[str]:
    yield from (found.title, found.school, found.written, found.day, found.unfinished)
    yield from (str(found.clauses), found.clauses_title, found.binding, str(len(found.rules.all)), found.rules_title)
    for rule in found.rules.all:
        yield from (rule.sentence, *rule.refs)
    for section in found.sections:
        yield from (str(found.count(section)), section.title, *section.says)
        for point in section.points.all:
            yield from (point.about, point.discuss, *point.refs)
            for quote in point.quotes:
                yield from (quote.who, quote.sentence, *quote.refs)
            if point.fact:
                yield from (point.fact.says, found.source(point.fact))
        if section.part == "missing":
            yield from found.silent.all
    yield found.closing


def paper_of(head: Visitor) -> bytes:
    link = head.page.select_one("a[download]")
    assert link is not None
    answer = head.client.get(str(link["href"]))
    assert answer.mimetype == "application/pdf"
    assert len(PdfReader(BytesIO(answer.data)).pages) == 1
    return answer.data


def letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))

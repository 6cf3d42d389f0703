"""A head brings in a file as a word processor or a printer made it, and a child's lesson cites it."""

from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from playwright.sync_api import Browser
from playwright.sync_api import FilePayload
from playwright.sync_api import expect

from learn.prints.names import FONTS
from tests.browser.computers import Computer
from tests.browser.pages.joining import CardPage
from tests.browser.pages.lesson import LessonPage
from tests.browser.pages.protocol import ProtocolPage
from tests.browser.pages.staff import StaffDoor
from tests.browser.walker import Walker
from tests.documents.office import docx
from tests.documents.office import paragraph
from tests.served import Demo
from tests.served import served

RULES = (
    "Ik vertel het meteen aan de juf als ik iets zie dat niet fijn is.",
    "Ik plaats nooit foto’s van anderen op internet.",
    "Ik geef nooit mijn naam, adres of telefoonnummer door op internet.",
)
WORD = docx(
    paragraph("Internetprotocol De Kastanje", style="Kop1"),
    paragraph("Afspraken voor leerlingen", style="Kop1"),
    *(paragraph(rule, 1) for rule in RULES),
)
SOURCE = "\n".join(("= Internetprotocol De Kastanje", "== Afspraken voor leerlingen", *(f"+ {rule}" for rule in RULES)))
PRINTED = typst.compile(SOURCE.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Demo]:
    """An example school of its own: what it confirms, no other story meets."""
    with served(tmp_path) as made:
        yield made


@pytest.fixture
def switch_on_here(
    school: Demo, browser: Browser, browser_context_args: dict[str, Any], walker: Walker
) -> Iterator[Callable[[], Computer]]:
    """Another computer at this school; whatever went wrong on one of them fails the test."""
    computers = []

    def switch() -> Computer:
        context = browser.new_context(**browser_context_args | {"base_url": school.url})
        computers.append(Computer.switched_on(context, school.url, walker))
        return computers[-1]

    yield switch
    for each in computers:
        each.context.close()
    faults = [fault for each in computers for fault in each.faults]
    assert not faults, "\n".join(faults)


def test_a_file_from_a_word_processor_and_a_pdf_end_on_the_review_page_and_a_lesson_cites_what_was_confirmed(
    school: Demo, switch_on_here: Callable[[], Computer]
) -> None:
    laptop, chromebook = switch_on_here(), switch_on_here()
    head = next(each for each in school.staff if each.role == "head")
    StaffDoor(laptop).open(state="sign in").sign_in(head)
    word = FilePayload(
        name="protocol.docx",
        mimeType="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        buffer=WORD,
    )

    review = ProtocolPage(laptop).open().bring_in(FilePayload(name="a.pdf", mimeType="application/pdf", buffer=PRINTED))
    assert review.sentences == list(RULES)
    review = ProtocolPage(laptop).open().bring_in(word)
    assert review.sentences == list(RULES)
    holds = review.confirm("september 2026")

    expect(holds.page.locator("main")).to_contain_text("Jullie eigen document (september 2026), versie 1.")
    CardPage(chromebook).come_in(school.group("7A").pupils[0])
    story = LessonPage(chromebook).open_story("delen-of-houden", "foto-op-het-plein")
    story.choose("Iedereen op de foto zegt ja?")
    expect(story.page.locator("main")).to_contain_text("Van school, 2")
    expect(story.page.locator(".clause__text")).to_have_text(f"“{RULES[1]}”")

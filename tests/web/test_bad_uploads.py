"""Bad uploads: a sentence in Dutch that says what to do, and nothing kept; what does come in can be looked over."""

from io import BytesIO
from typing import get_args

import pytest
from flask import Flask
from sqlmodel import SQLModel

from learn.classroom.db import Database
from learn.documents import apart
from learn.documents.lines import Reason
from learn.documents.lines import Unreadable
from learn.web.views.protocol import draft_of
from tests.documents.bad_files import KINDS
from tests.documents.bad_files import bad
from tests.given import Given
from tests.visitor import Visitor

FILES = 3
SENTENCES = {
    "too-big": "Dit bestand is te groot of te ingewikkeld om te lezen.",
    "encrypted": "Dit bestand is beveiligd met een wachtwoord.",
    "damaged": "Dit bestand is beschadigd.",
    "scan": "Dit is een scan",
    "picture": "Dit is een afbeelding.",
    "empty": "Er staat geen tekst in dit bestand.",
    "old-word": "Dit is een oud Word-bestand (.doc).",
    "not-text": "Dit is geen tekst.",
    "unknown": "Dit soort bestand kennen we niet.",
    "no-clauses": "We vonden hierin geen afspraak.",
}


@pytest.fixture
def head(app: Flask, given: Given) -> Visitor:
    return Visitor(app).signs_in(given.staff("Dirk Haan", "head")).open("/school/protocol")


def uploads(head: Visitor, data: bytes, status: int) -> Visitor:
    form = head.open("/school/protocol").page.select_one("form[action$='/drafts']")
    assert form is not None
    return head.send(str(form["action"]), {**head.fields(form), "file": (BytesIO(data), "ons protocol")}, status)


def everything(database: Database) -> dict[str, list[str]]:
    """Every row there is."""
    with database.reading() as session:
        tables = SQLModel.metadata.sorted_tables
        return {table.name: sorted(str(tuple(row)) for row in session.execute(table.select())) for table in tables}


def why_not(app: Flask, data: bytes) -> Reason | None:
    """The word for why this cannot be read, if it cannot."""
    try:
        with app.app_context():
            draft_of(apart.lines(data))
    except Unreadable as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_bad_file_all_is_kept_or_nothing(head: Visitor, app: Flask, database: Database, kind: str) -> None:
    for seed in range(FILES):
        file = bad(kind, seed)
        before = everything(database)
        if (why := why_not(app, file)) is None:
            assert uploads(head, file, 200).path == "/school/protocol/draft", seed
            break  # there is a draft now, and the next is asked about first
        assert uploads(head, file, 422).alert.startswith(SENTENCES[why]), seed
        assert everything(database) == before, seed


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_word_for_why_not_has_its_sentence(
    head: Visitor, monkeypatch: pytest.MonkeyPatch, database: Database, reason: Reason
) -> None:
    def refuse(_: bytes) -> None:
        raise Unreadable(reason)

    monkeypatch.setattr(apart, "lines", refuse)
    before = everything(database)

    assert uploads(head, b"1. Ik vraag het eerst.", 422).alert.startswith(SENTENCES[reason])
    assert everything(database) == before


@pytest.mark.parametrize("sign", ["\u0301", "\u0e31", "\u200d", "\ufe0f", "\U0001f600", "\x07", "\u202e"])
def test_a_title_with_a_sign_that_paper_cannot_show_does_without_it(head: Visitor, sign: str) -> None:
    text = f"{sign} Afspraken {sign}\n\n1. Ik vraag het eerst.\n2. Ik vertel het aan de juf."

    assert uploads(head, text.encode(), 200).heading == "Nakijken: Afspraken"

"""Answers: what a pupil chose. Every choice is a row; the first one counts."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from typing import TypeVar

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import kinds
from learn.classroom.kinds import Given
from learn.classroom.kinds import Standing
from learn.classroom.lessons import Run
from learn.classroom.refusals import KeyUsed
from learn.classroom.refusals import StoryDoneOften
from learn.classroom.tables import Answer
from learn.content.build import BuiltStory

MOST_ANSWERS = 100
"""In one story. A child who plays a conversation again and again stays far below it."""


class Keyed(Protocol):
    """Something with a key of its own."""

    @property
    def key(self) -> str: ...


Option = TypeVar("Option", bound=Keyed)


def answer(
    session: Session,
    pupil_id: int,
    run: Run,
    story: BuiltStory,
    choice: str,
    key: str,
    now: datetime,
    said: Sequence[str] = (),
) -> Standing:
    """Record a pupil's choice, and tell where the pupil stands now.

    The same key with the same choice is one answer, however often it arrives. Of a sensitive module nothing is kept,
    so there ``said`` tells what was replied before in the conversation. Raises NothingChosen, NotNow, KeyUsed,
    StoryDoneOften.
    """
    if story.sensitive:
        before = kinds.replied(story.story, said)
        return kinds.standing(story.story, (*before, Given(kinds.step(story.story, before, choice), choice)))
    if known := _by_key(session, pupil_id, key):
        if (known.run_id, known.story, known.choice) != (run.id, story.slug, choice):
            raise KeyUsed
        return standing(session, pupil_id, run, story)
    given = _given(session, pupil_id, run, story)
    if len(given) >= MOST_ANSWERS:
        raise StoryDoneOften
    step = kinds.step(story.story, given, choice)
    _record(session, pupil_id, run, story, step, choice, key, now)
    return kinds.standing(story.story, (*given, Given(step, choice)))


def standing(session: Session, pupil_id: int, run: Run, story: BuiltStory, said: Sequence[str] = ()) -> Standing:
    """Where the pupil stands in a story; in one of which nothing is kept, after what was ``said``."""
    if story.sensitive:
        return kinds.standing(story.story, kinds.replied(story.story, said))
    return kinds.standing(story.story, _given(session, pupil_id, run, story))


def shuffled(options: Sequence[Option], pupil_id: int, story: str) -> tuple[Option, ...]:
    """The options in this pupil's own order, the same each time."""
    return tuple(sorted(options, key=lambda each: hashlib.sha256(f"{pupil_id}:{story}:{each.key}".encode()).digest()))


def _record(
    session: Session, pupil_id: int, run: Run, story: BuiltStory, step: str, choice: str, key: str, now: datetime
) -> None:
    row = {
        "pupil_id": pupil_id,
        "run_id": run.id,
        "story": story.slug,
        "step": step,
        "choice": choice,
        "answered_at": now,
        "key": key,
    }
    # The database decides which one was first, also when two arrive at once.
    for first in (True, False):
        inserted = session.execute(
            insert(Answer).values(**row, first=first).on_conflict_do_nothing().returning(col(Answer.id))
        )
        if inserted.first():
            return
    # Neither fitted: this very key came in between.
    known = _by_key(session, pupil_id, key)
    if known is None or (known.run_id, known.story, known.choice) != (run.id, story.slug, choice):
        raise KeyUsed


def _given(session: Session, pupil_id: int, run: Run, story: BuiltStory) -> tuple[Given, ...]:
    rows = session.exec(
        select(Answer.step, Answer.choice)
        .where(Answer.pupil_id == pupil_id, Answer.run_id == run.id, Answer.story == story.slug)
        .order_by(col(Answer.id))
    ).all()
    return tuple(Given(step, choice) for step, choice in rows)


def _by_key(session: Session, pupil_id: int, key: str) -> Answer | None:
    return session.exec(select(Answer).where(Answer.pupil_id == pupil_id, Answer.key == key)).first()

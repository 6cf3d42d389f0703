"""Lessons in a group: which are ready, and how far a pupil is."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import or_
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from learn.classroom import adviser_days
from learn.classroom import audit
from learn.classroom import kinds
from learn.classroom.kinds import Given
from learn.classroom.refusals import LessonClosed
from learn.classroom.schooldays import local
from learn.classroom.tables import Answer
from learn.classroom.tables import LessonRun
from learn.classroom.tables import StepDone
from learn.classroom.tables import row_id
from learn.content.lessons import Step
from learn.content.lessons import StoryStep
from learn.content.library import Module


@dataclass(frozen=True)
class Run:
    """A module that is ready for a group."""

    id: int
    group_id: int
    module: str
    ready_at: datetime


@dataclass(frozen=True)
class Progress:
    """How far a pupil is in a lesson. ``done`` are the steps behind the pupil, and the stories that were answered."""

    steps: tuple[Step, ...]
    done: frozenset[str]

    @property
    def stories(self) -> tuple[StoryStep, ...]:
        return tuple(step for step in self.steps if isinstance(step, StoryStep))

    @property
    def stories_done(self) -> int:
        return sum(step.key in self.done for step in self.stories)

    @property
    def next(self) -> Step | None:
        """The first step not yet done: where the pupil goes on, on any device."""
        return next((step for step in self.steps if step.key not in self.done), None)

    @property
    def begun(self) -> bool:
        return bool(self.done)

    @property
    def finished(self) -> bool:
        return self.next is None

    def before(self, step: Step) -> Step | None:
        """The step before this one."""
        position = self.steps.index(step)
        return self.steps[position - 1] if position else None


def set_ready(session: Session, group_id: int, module: Module, staff_id: int | None, now: datetime) -> None:
    """Set a lesson ready for a group. Ready already: nothing changes.

    A lesson that was put away goes on where each pupil stopped. A sensitive one opens only on a day that an adviser of
    the school says to be there, and closes with that day. Raises LessonClosed on any other.
    """
    if module.sensitive and not adviser_days.is_today(session, group_id, module.slug, now):
        raise LessonClosed
    only_on = local(now).date() if module.sensitive else None
    earlier = select(func.max(LessonRun.id)).where(LessonRun.group_id == group_id, LessonRun.module == module.slug)
    again = session.execute(
        update(LessonRun)
        .where(
            col(LessonRun.id) == earlier.scalar_subquery(),
            or_(col(LessonRun.closed_at).is_not(None), col(LessonRun.only_on) < (only_on or date.min)),
        )
        .values(ready_at=now, ready_by=staff_id, only_on=only_on, closed_at=None)
        .returning(col(LessonRun.id))
    ).first()
    anew = session.execute(
        insert(LessonRun)
        .values(group_id=group_id, module=module.slug, ready_at=now, ready_by=staff_id, only_on=only_on)
        .on_conflict_do_nothing()
        .returning(col(LessonRun.id))
    ).first()
    if again or anew:
        audit.note_in_group(session, group_id, staff_id, "lesson-set-ready", now, lesson=module.slug)


def put_away(session: Session, group_id: int, module: str, now: datetime, staff_id: int | None = None) -> None:
    """Take a lesson back from a group. What was answered stays."""
    closed = session.execute(
        update(LessonRun)
        .where(col(LessonRun.group_id) == group_id, col(LessonRun.module) == module, col(LessonRun.closed_at).is_(None))
        .values(closed_at=now)
        .returning(col(LessonRun.id))
    )
    if closed.first():
        audit.note_in_group(session, group_id, staff_id, "lesson-put-away", now, lesson=module)


def ready(session: Session, group_id: int, now: datetime) -> tuple[Run, ...]:
    """The lessons that are ready for a group, in the order they were set ready."""
    rows = session.exec(
        select(LessonRun).where(LessonRun.group_id == group_id, is_ready(now)).order_by(col(LessonRun.id))
    ).all()
    return tuple(run(row) for row in rows)


def is_ready(now: datetime) -> ColumnElement[bool]:
    """Of a run whether it stands ready: not put away, and not for another day."""
    today = local(now).date()
    return and_(
        col(LessonRun.closed_at).is_(None), or_(col(LessonRun.only_on).is_(None), col(LessonRun.only_on) == today)
    )


def run(row: LessonRun) -> Run:
    """The run in a row."""
    return Run(row_id(row.id), row.group_id, row.module, row.ready_at)


def run_of(session: Session, group_id: int, module: Module, now: datetime) -> Run:
    """The run of this module in a group. Raises LessonClosed when it is not ready there."""
    for each in ready(session, group_id, now):
        if each.module == module.slug:
            return each
    raise LessonClosed


def progress(session: Session, pupil_id: int, run: Run, module: Module) -> Progress:
    """How far a pupil is in one lesson."""
    return progresses(session, pupil_id, {run: module})[run]


def progresses(session: Session, pupil_id: int, modules: Mapping[Run, Module]) -> dict[Run, Progress]:
    """How far a pupil is in several lessons, in two statements."""
    run_ids = [run.id for run in modules]
    rows = session.exec(
        select(StepDone.run_id, StepDone.step).where(StepDone.pupil_id == pupil_id, col(StepDone.run_id).in_(run_ids))
    ).all()
    given: defaultdict[tuple[int, str], list[Given]] = defaultdict(list)
    for run_id, story, step, choice in session.exec(
        select(Answer.run_id, Answer.story, Answer.step, Answer.choice)
        .where(Answer.pupil_id == pupil_id, col(Answer.run_id).in_(run_ids))
        .order_by(col(Answer.id))
    ).all():
        given[run_id, story].append(Given(step, choice))
    return {
        run: Progress(
            module.steps,
            frozenset(step for run_id, step in rows if run_id == run.id)
            | {
                slug
                for slug, story in module.stories.items()
                if (run.id, slug) in given and kinds.first_outcome(story, given[run.id, slug])
            },
        )
        for run, module in modules.items()
    }


def finish_steps(session: Session, pupil_id: int, run: Run, steps: Iterable[str], now: datetime) -> None:
    """Put steps behind a pupil. Done already: nothing changes."""
    for step in steps:
        session.execute(
            insert(StepDone).values(pupil_id=pupil_id, run_id=run.id, step=step, done_at=now).on_conflict_do_nothing()
        )

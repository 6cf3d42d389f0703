"""What a teacher sees of a group: who is in, how far each is, and what the whole group finds hard.

Every function here that reads takes one statement, whatever the size of the group: a group is looked at all day.
"""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from typing import Literal

import sqlalchemy
from sqlalchemy import exists
from sqlalchemy import literal
from sqlalchemy import union_all
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import kinds
from learn.classroom import lessons
from learn.classroom import protocols
from learn.classroom import signin
from learn.classroom import signing
from learn.classroom.groups import GroupCard
from learn.classroom.kinds import Given
from learn.classroom.lessons import Run
from learn.classroom.schooldays import start_of_day
from learn.classroom.signin import Threshold
from learn.classroom.signing import Summary
from learn.classroom.tables import Answer
from learn.classroom.tables import LessonRun
from learn.classroom.tables import Pupil
from learn.classroom.tables import PupilSession
from learn.classroom.tables import StepDone
from learn.classroom.tables import row_id
from learn.content.build import BuiltLesson
from learn.content.build import Citation
from learn.content.build import build
from learn.content.cast import Names
from learn.content.library import Library
from learn.content.stories import Story

State = Literal["none", "busy", "done", "stuck"]
Share = Literal["some", "many", "most"]

FEWEST_ANSWERS = 5
CHANGES_THAT_MAY_MEAN_HELP = 3


@dataclass(frozen=True)
class Present:
    """A pupil of the group, in or not."""

    id: int
    name: str
    here: bool


@dataclass(frozen=True)
class Row:
    """One pupil: in or not, and per core story how far. Never what was chosen."""

    name: str
    here: bool
    cells: tuple[State, ...]

    @property
    def stuck_at(self) -> tuple[int, ...]:
        """The numbers of the stories where this child perhaps needs help."""
        return tuple(number for number, state in enumerate(self.cells, start=1) if state == "stuck")


@dataclass(frozen=True)
class Hardest:
    """The agreement whose stories most often began with an answer that makes it harder, and how many did, in a word.

    Counted anew at every fifth child, and told as a band: no single child's choice follows from what changes.
    """

    citation: Citation
    share: Share


@dataclass(frozen=True)
class Work:
    """What a group did in one lesson: the steps behind each pupil, and the answers of each in each story.

    ``today`` counts the pupils who did something in it today.
    """

    run: Run
    done: Mapping[int, frozenset[str]]
    given: Mapping[tuple[int, str], Sequence[Given]]
    today: int


@dataclass(frozen=True)
class Dashboard:
    """A group at a glance. ``lesson`` is the one looked at, of those that are ready."""

    rows: tuple[Row, ...]
    ready: tuple[Run, ...]
    lesson: BuiltLesson | None
    hardest: Hardest | None
    threshold: Threshold | None
    rules: Summary | None

    @property
    def here(self) -> int:
        return sum(row.here for row in self.rows)

    @property
    def away(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows if not row.here)

    @property
    def stuck(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.stuck_at)


def dashboard(session: Session, group: GroupCard, library: Library, asked: str | None, now: datetime) -> Dashboard:
    """A group with the lesson asked for, else the one most of it is busy with today. Takes four statements."""
    pupils = present(session, group.id, now)
    works = [each for each in work(session, group.id, now) if each.run.module in library.modules]
    chosen = next((each for each in works if each.run.module == asked), None)
    chosen = chosen or max(works, key=lambda each: each.today, default=None)
    lesson = _lesson(session, library, group, chosen.run, pupils) if chosen else None
    return Dashboard(
        tuple(Row(pupil.name, pupil.here, _cells(lesson, chosen, pupil)) for pupil in pupils),
        tuple(each.run for each in works),
        lesson,
        _hardest(lesson, chosen.given) if lesson and chosen else None,
        signin.threshold(session, group.id, now),
        signing.summary(session, group.id),
    )


def present(session: Session, group_id: int, now: datetime) -> tuple[Present, ...]:
    """The pupils of a group by name, and whether each is in."""
    here = exists(col(PupilSession.id)).where(
        col(PupilSession.pupil_id) == Pupil.id,
        col(PupilSession.ended_at).is_(None),
        col(PupilSession.ends_at) > now,
        col(PupilSession.began_at) >= start_of_day(now),
    )
    rows = session.exec(
        select(Pupil.id, Pupil.name, here).where(Pupil.group_id == group_id).order_by(Pupil.name_key)
    ).all()
    return tuple(Present(row_id(pupil_id), name, bool(is_here)) for pupil_id, name, is_here in rows)


def work(session: Session, group_id: int, now: datetime) -> tuple[Work, ...]:
    """What the group did in each lesson that is ready, in the order they were set ready."""
    ready = select(LessonRun.id).where(LessonRun.group_id == group_id, lessons.is_ready(now)).scalar_subquery()
    nothing = literal("")
    of_answers: list[Any] = [
        col(Answer.run_id),
        col(Answer.pupil_id),
        col(Answer.story),
        col(Answer.step),
        col(Answer.choice),
        col(Answer.answered_at).label("at"),
        col(Answer.id).label("seq"),
    ]
    of_steps: list[Any] = [
        col(StepDone.run_id),
        col(StepDone.pupil_id),
        nothing.label("story"),
        col(StepDone.step),
        nothing.label("choice"),
        col(StepDone.done_at).label("at"),
        literal(0).label("seq"),
    ]
    answered = sqlalchemy.select(*of_answers).where(col(Answer.run_id).in_(ready))
    finished = sqlalchemy.select(*of_steps).where(col(StepDone.run_id).in_(ready))
    both = union_all(answered, finished).subquery()
    rows = session.execute(
        sqlalchemy.select(LessonRun, both.c.pupil_id, both.c.story, both.c.step, both.c.choice, both.c.at)
        .outerjoin(both, both.c.run_id == col(LessonRun.id))
        .where(col(LessonRun.group_id) == group_id, lessons.is_ready(now))
        .order_by(col(LessonRun.id), both.c.seq)
    ).all()
    runs = {row[0].id: lessons.run(row[0]) for row in rows}
    midnight = start_of_day(now)
    return tuple(_work(run, [row[1:] for row in rows if row[0].id == run.id], midnight) for run in runs.values())


def here_count(session: Session, group_id: int, now: datetime) -> tuple[int, int]:
    """How many are in, of how many: all the board may show."""
    pupils = present(session, group_id, now)
    return sum(pupil.here for pupil in pupils), len(pupils)


def _work(run: Run, rows: Sequence[Sequence[Any]], midnight: datetime) -> Work:
    done: defaultdict[int, set[str]] = defaultdict(set)
    given: defaultdict[tuple[int, str], list[Given]] = defaultdict(list)
    today = set()
    for pupil_id, story, step, choice, at in rows:
        if pupil_id is None:  # a lesson nobody began
            continue
        if story:
            given[pupil_id, story].append(Given(step, choice))
        else:
            done[pupil_id].add(step)
        if at >= midnight:
            today.add(pupil_id)
    return Work(run, {each: frozenset(steps) for each, steps in done.items()}, dict(given), len(today))


def _lesson(session: Session, library: Library, group: GroupCard, run: Run, pupils: Sequence[Present]) -> BuiltLesson:
    names = Names(frozenset(pupil.name for pupil in pupils), group.teacher)
    return build(library.module(run.module), protocols.of_school(session, library, group.school), names)


def _cells(lesson: BuiltLesson | None, work: Work | None, pupil: Present) -> tuple[State, ...]:
    if lesson is None or work is None:
        return ()
    done = work.done.get(pupil.id, frozenset())
    return tuple(
        _state(lesson.stories[slug].story, slug in done, work.given.get((pupil.id, slug), ()))
        for slug in lesson.module.lesson.core
    )


def _state(story: Story, behind: bool, given: Sequence[Given]) -> State:
    """An answered story is done, also when nobody pressed on; but who keeps choosing anew perhaps needs help."""
    if behind:
        return "done"
    if not given:
        return "none"
    # No clock: a slow reader is not stuck.
    if kinds.anew(story, given) >= CHANGES_THAT_MAY_MEAN_HELP:
        return "stuck"
    return "done" if kinds.first_outcome(story, given) else "busy"


def _hardest(lesson: BuiltLesson, given: Mapping[tuple[int, str], Sequence[Given]]) -> Hardest | None:
    citations: dict[str, Citation] = {}
    outcomes: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    for (pupil_id, slug), answers in given.items():
        built = lesson.stories.get(slug)
        outcome = kinds.first_outcome(built.story, answers) if built else None
        if built is None or outcome is None or built.citation.kind != "agreement":
            continue
        citations[built.citation.topic] = built.citation
        # Children are counted, not answers: three children with two stories each would be seen through.
        outcomes[built.citation.topic].setdefault(pupil_id, outcome.rating in ("harder", "wrong"))
    shares = {topic: _share(list(harder.values())) for topic, harder in outcomes.items()}
    hard = [topic for topic in shares if shares[topic] > 0]
    if not hard:
        return None
    topic = max(hard, key=lambda each: (shares[each], each))
    return Hardest(citations[topic], _band(shares[topic]))


def _share(harder: Sequence[bool]) -> float:
    """The share that began harder among whole fives of children; nothing below five."""
    counted = harder[: len(harder) // FEWEST_ANSWERS * FEWEST_ANSWERS]
    return sum(counted) / len(counted) if counted else 0


def _band(share: float) -> Share:
    if share > 0.75:
        return "most"
    return "many" if share > 0.3 else "some"

"""Teaching: what of a school's protocol is taught where, in one look for page, file and paper."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import programmes
from learn.classroom import protocols
from learn.classroom.groups import GroupCard
from learn.classroom.groups import SchoolCard
from learn.classroom.programmes import Chosen
from learn.classroom.schooldays import local
from learn.classroom.tables import LessonRun
from learn.content import grid
from learn.content.coverage import Coverage
from learn.content.coverage import coverage
from learn.content.grid import Cells
from learn.content.grid import Part
from learn.content.grid import Row
from learn.content.grid import Table
from learn.content.library import Library


@dataclass(frozen=True)
class TaughtRow(Row):
    """A lesson that a teacher set ready for a group; without ``lesson`` none was yet.

    ``ready`` is the day on which a teacher last did so, ``away`` the day on which it was taken back. Neither tells that
    the group did the lesson, and nothing here tells of a child.
    """

    school_year: str
    group: str
    module: str
    lesson: str
    refs: tuple[str, ...]
    ready: date | None
    away: date | None

    @property
    def cells(self) -> Cells:
        group = f"groep {self.group}"  # a bare 7/8 is a day to a spreadsheet
        if self.ready is None:
            return (group, self.school_year, "nog geen les klaargezet", "", "", "")
        away = _day(self.away) if self.away else "staat nog klaar"
        return (group, self.school_year, self.lesson, grid.named(self.refs), _day(self.ready), away)


@dataclass(frozen=True)
class Teaching:
    """All of it, of one school at one moment."""

    school: SchoolCard
    school_year: str
    covered: Coverage
    chosen: Chosen
    tables: Mapping[Part, Table]

    @property
    def practised(self) -> int:
        """How many of the school's rules for children some lesson practises, in whatever clause they stand."""
        practised = {str(each.agreement.subject) for each in self.covered.agreements if each.practices}
        return sum(str(rule.subject) in practised for rule in self.covered.protocol.rules)

    @property
    def mostly_tips(self) -> bool:
        """Whether more answers in stories stand beside a tip than beside an agreement of school."""
        holes = [answer.hole is not None for each in self.covered.stories for answer in each.answers]
        return 2 * sum(holes) > len(holes)

    @property
    def nothing_ready(self) -> bool:
        """Whether no group had a lesson yet."""
        return all(row.cells[4] == "" for row in self.tables["taught"].rows)


def teaching(session: Session, library: Library, school_id: int) -> Teaching:
    """What is taught where at a school. Raises NotFound, and Unknown when its protocol is gone."""
    school = protocols.school(session, school_id)
    covered = coverage(protocols.of_school(session, library, school), library)
    chosen = programmes.of_school(session, library, school_id)
    all_groups = groups.of_school(session, school_id)
    newest = max((group.school_year for group in all_groups), default="")
    tables = (
        grid.of_agreements(covered),
        grid.of_lessons(covered),
        grid.of_programmes(covered, chosen.programmes),
        _of_groups(session, library, covered, all_groups, newest),
    )
    return Teaching(school, newest, covered, chosen, {table.part: table for table in tables})


def _of_groups(
    session: Session, library: Library, covered: Coverage, all_groups: Sequence[GroupCard], newest: str
) -> Table:
    runs: dict[int, list[LessonRun]] = {group.id: [] for group in all_groups}
    for run in session.exec(
        select(LessonRun).where(col(LessonRun.group_id).in_(runs)).order_by(col(LessonRun.ready_at), col(LessonRun.id))
    ).all():
        runs[run.group_id].append(run)
    # This year first, and of this year the groups without a lesson too.
    in_order = sorted(all_groups, key=lambda group: group.name)
    in_order.sort(key=lambda group: group.school_year, reverse=True)
    rows = [
        row
        for group in in_order
        for row in _of_group(group, runs[group.id], library, covered)
        if row.ready or group.school_year == newest
    ]
    head = ("Groep", "Schooljaar", "Les", "Afspraken", "Klaargezet op", "Teruggehaald op")
    return Table("taught", "Wat stond wanneer klaar in welke groep?", head, 2, tuple(rows))


def _of_group(group: GroupCard, runs: Sequence[LessonRun], library: Library, covered: Coverage) -> Iterator[TaughtRow]:
    for run in runs:
        module = library.modules.get(run.module)
        refs = dict.fromkeys(each.agreement.clause.name for each in covered.agreements if run.module in each.modules)
        away = local(run.closed_at).date() if run.closed_at else None
        lesson = module.lesson.title if module else run.module
        ready = local(run.ready_at).date()
        yield TaughtRow(group.school_year, group.name, run.module, lesson, tuple(refs), ready, away)
    if not runs:
        yield TaughtRow(group.school_year, group.name, "", "", (), None, None)


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale="nl"))

"""The grid: coverage line by line, the same on a page, on paper, in a CSV file and in a terminal.

Cells are Dutch, for who never saw a slug. What stands in none of them is for programs: slugs of topics and lessons.
"""

from abc import ABC
from abc import abstractmethod
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from learn.content.cast import fill
from learn.content.coverage import Answer
from learn.content.coverage import Coverage
from learn.content.coverage import Told
from learn.content.coverage import called
from learn.content.programmes import Programme

Part = Literal["agreements", "lessons", "programmes", "taught"]
Cells = tuple[str, ...]

TIP = "tip"
NO_PROGRAMME = "geen programma"


@dataclass(frozen=True)
class Row(ABC):
    """A line of a table."""

    @property
    @abstractmethod
    def cells(self) -> Cells:
        """What stands in it, one text for each column."""


@dataclass(frozen=True)
class Table:
    """Lines under one head. The first ``leading`` cells say what a line is about: lines that share them are a block."""

    part: Part
    title: str
    head: Cells
    leading: int
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Cells, ...]:
        """Every line in full."""
        return tuple(row.cells for row in self.rows)

    @property
    def blocks(self) -> tuple[tuple[Cells, ...], ...]:
        """The lines together that are about the same."""
        return tuple(tuple(same) for _, same in groupby(self.cells, lambda cells: cells[: self.leading]))


@dataclass(frozen=True)
class AgreementRow(Row):
    """An agreement in one lesson, with the stories that practise it; or the agreement alone, and ``why``."""

    ref: str
    topic: str
    sentence: str
    told: tuple[Told, ...]
    why: str

    @property
    def cells(self) -> Cells:
        return (called(self.ref), self.sentence, *_lesson(self.told), _titles(self.told), self.why)


@dataclass(frozen=True)
class LessonRow(Row):
    """What the stories of a lesson answer to on one topic: a clause by its ``ref``, or a tip, and ``why``."""

    ref: str
    topic: str
    about: str
    told: tuple[Told, ...]
    why: str

    @property
    def cells(self) -> Cells:
        stands = called(self.ref) if self.ref else TIP
        return (*_lesson(self.told), stands, self.about, _titles(self.told), self.why)


@dataclass(frozen=True)
class ProgrammeRow(Row):
    """A programme on one topic, beside what protocol and lessons say of it; without ``programme`` nobody else does.

    A programme of which nobody ticked a topic is one line without one. ``why`` says what is missing.
    """

    programme: str
    groups: tuple[int, ...]
    when: str
    topic: str
    about: str
    refs: tuple[str, ...]
    lessons: tuple[str, ...]
    why: str

    @property
    def cells(self) -> Cells:
        programme = (self.programme or NO_PROGRAMME, counted(self.groups), self.when)
        return (*programme, self.about, named(self.refs), _listed(self.lessons), self.why)


def of_agreements(covered: Coverage) -> Table:
    """From every agreement to the lessons that practise it, in the order of the document."""
    head = ("Afspraak", "Wat kinderen lezen", "Les", "Groep", "Verhalen", "Waarom niet")
    return Table("agreements", "Waar komt elke afspraak aan bod?", head, 2, tuple(_agreement_rows(covered)))


def of_lessons(covered: Coverage) -> Table:
    """From every lesson to what it answers to, in the order of the groups."""
    head = ("Les", "Groep", "Staat in het protocol", "Waar het over gaat", "Verhalen", "Waarom een tip")
    return Table("lessons", "Welke afspraken zitten er in elke les?", head, 2, tuple(_lesson_rows(covered)))


def of_programmes(covered: Coverage, programmes: Sequence[Programme]) -> Table:
    """From every programme to what it is about; at the end what children can keep and no programme is about."""
    head = ("Programma", "Groepen", "Wanneer", "Onderwerp", "Staat in het protocol", "Lessen", "Let op")
    rows = tuple(_programme_rows(covered, programmes))
    return Table("programmes", "Welk programma gaat waarover?", head, 3, rows)


def counted(groups: Sequence[int]) -> str:
    """Year groups as they are said: 6, 7 en 8."""
    return " en ".join(filter(None, (", ".join(map(str, groups[:-1])), *map(str, groups[-1:]))))


def named(refs: Iterable[str]) -> str:
    """Clauses one after the other: "punt A.2, A.4, gedragsafspraak 1"."""
    first, *others = [*refs] or [""]
    return ", ".join([called(first), *others]) if first else ""


def _agreement_rows(covered: Coverage) -> Iterator[AgreementRow]:
    for each in covered.agreements:
        ref, topic = each.agreement.clause.name, each.agreement.subject.topic
        sentence = fill(each.agreement.sentence, {}, "juf of meester")
        for told in _by_module(practice.told for practice in each.practices):
            yield AgreementRow(ref, topic, sentence, told, "")
        if each.hole:
            yield AgreementRow(ref, topic, sentence, (), str(each.hole))


def _lesson_rows(covered: Coverage) -> Iterator[LessonRow]:
    for module in covered.modules:
        stories = [each for each in covered.stories if each.told.module == module]
        answers: dict[tuple[str, str, str], list[Told]] = {}
        for each in stories:
            for answer in each.answers:
                answers.setdefault(_answered(answer), []).append(each.told)
        # Agreements first, in the order of the document: tips are what is left.
        order = {each.agreement.clause.name: number for number, each in enumerate(covered.agreements)}
        last = len(covered.agreements)
        for (ref, topic, why), told in sorted(answers.items(), key=lambda item: order.get(item[0][0], last)):
            yield LessonRow(ref, topic, covered.protocol.topics.topic(topic).about, tuple(told), why)


def _programme_rows(covered: Coverage, programmes: Sequence[Programme]) -> Iterator[ProgrammeRow]:
    for each in programmes:
        for topic in each.topics:
            yield _on_topic(covered, each, topic)
        if not each.topics:
            why = "Nog niet aangevinkt waar het over gaat."
            yield ProgrammeRow(each.name, each.groups, each.when, "", "", (), (), why)
    taken = {topic for each in programmes for topic in each.topics}
    for left in covered.protocol.topics:
        if left.kept_by_children and left.slug not in taken:
            yield _on_topic(covered, None, left.slug)


def _on_topic(covered: Coverage, programme: Programme | None, topic: str) -> ProgrammeRow:
    refs = tuple(each.agreement.clause.name for each in covered.agreements if each.agreement.subject.topic == topic)
    lessons = tuple(
        dict.fromkeys(
            each.told.lesson for each in covered.stories if topic in (answer.citation.topic for answer in each.answers)
        )
    )
    missing = [
        *([] if programme or lessons else ["Geen les en geen programma gaat hierover."]),
        *([] if refs else ["Het protocol zegt hier niets over."]),
    ]
    return ProgrammeRow(
        programme.name if programme else "",
        programme.groups if programme else (),
        programme.when if programme else "",
        topic,
        covered.protocol.topics.topic(topic).about,
        refs,
        lessons,
        " ".join(missing),
    )


def _answered(answer: Answer) -> tuple[str, str, str]:
    return (answer.citation.ref or "", answer.citation.topic, str(answer.hole) if answer.hole else "")


def _by_module(told: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    for _, same in groupby(told, lambda each: each.module):
        yield tuple(same)


def _lesson(told: Sequence[Told]) -> Cells:
    return (told[0].lesson, str(told[0].group)) if told else ("", "")


def _titles(told: Sequence[Told]) -> str:
    return _listed(each.title for each in told)


def _listed(titles: Iterable[str]) -> str:
    # A title may end in a question mark, or have a comma in it.
    return " · ".join(titles)

"""A pupil at work in a lesson that is ready for the group."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from itertools import count

from sqlmodel import select

from learn.classroom import answers
from learn.classroom import groups
from learn.classroom import kinds
from learn.classroom import lessons
from learn.classroom import protocols
from learn.classroom.kinds import Standing
from learn.classroom.lessons import Progress
from learn.classroom.lessons import Run
from learn.classroom.tables import Answer
from learn.content.build import BuiltLesson
from learn.content.build import BuiltStory
from learn.content.build import build
from tests.given import Given
from tests.given import GivenPupil

_KEYS = count(10_000_000)


@dataclass
class Desk:
    """One pupil in one lesson. ``sensitive`` treats the lesson as one of which nothing may be kept."""

    given: Given
    pupil: GivenPupil
    module: str = "wie-zit-daar"
    sensitive: bool = False

    @cached_property
    def run(self) -> Run:
        with self.given.database.reading() as session:
            return lessons.run_of(
                session, self.pupil.group.id, self.given.library.module(self.module), self.given.clock()
            )

    @cached_property
    def lesson(self) -> BuiltLesson:
        """The lesson as this pupil's group gets it."""
        with self.given.database.reading() as session:
            card = groups.cards(session, [self.pupil.group.id])[self.pupil.group.id]
            names = groups.names(session, card)
            protocol = protocols.of_school(session, self.given.library, card.school)
        return build(self.given.library.module(self.module), protocol, names)

    def sits_down(self) -> None:
        """Have the lesson at hand before everybody starts at once."""
        assert self.run.module == self.lesson.slug

    def story(self, slug: str) -> BuiltStory:
        built = self.lesson.story(slug)
        return replace(built, sensitive=True) if self.sensitive else built

    def sends(self, story: str, fields: Mapping[str, str], key: str | None = None) -> Standing:
        """Send a form with these fields."""
        return self.answers(story, kinds.chosen(self.story(story).story, fields), key)

    def lays(self, story: str, key: str | None = None, **places: str) -> Standing:
        """Send a form in which the cards lie like this."""
        return self.sends(story, {f"place.{card}": where for card, where in places.items()}, key)

    def answers(self, story: str, choice: str, key: str | None = None, said: Sequence[str] = ()) -> Standing:
        """Send a choice, under a key of its own unless one is given."""
        with self.given.database.transaction() as session:
            return answers.answer(
                session,
                self.pupil.id,
                self.run,
                self.story(story),
                choice,
                key or f"key-{next(_KEYS)}",
                self.given.clock(),
                said,
            )

    def stands(self, story: str) -> Standing:
        """Where the pupil stands in a story."""
        with self.given.database.reading() as session:
            return answers.standing(session, self.pupil.id, self.run, self.story(story))

    def finishes(self, *steps: str) -> None:
        """Put steps behind the pupil."""
        with self.given.database.transaction() as session:
            lessons.finish_steps(session, self.pupil.id, self.run, steps, self.given.clock())

    def progress(self) -> Progress:
        """How far the pupil is."""
        with self.given.database.reading() as session:
            return lessons.progress(session, self.pupil.id, self.run, self.lesson.module)

    def kept(self) -> list[Answer]:
        """Every answer of this pupil that is kept, oldest first."""
        with self.given.database.reading() as session:
            return list(session.exec(select(Answer).where(Answer.pupil_id == self.pupil.id).order_by(Answer.id)).all())

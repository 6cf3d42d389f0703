"""The lesson a signed-in pupil is in: found by its slug, ready for the group, built for it."""

from dataclasses import dataclass

from sqlmodel import Session

from learn.classroom import groups
from learn.classroom import lessons
from learn.classroom import protocols
from learn.classroom.lessons import Run
from learn.classroom.signin import SignedInPupil
from learn.content.build import BuiltLesson
from learn.content.build import build
from learn.web.room import library
from learn.web.room import now


@dataclass(frozen=True)
class LessonRoom:
    """A lesson that is ready, as the pupil's group gets it."""

    run: Run
    lesson: BuiltLesson


def enter(session: Session, pupil: SignedInPupil, slug: str) -> LessonRoom:
    """The lesson by its slug. Raises Unknown, LessonClosed."""
    module = library().module(slug)
    run = lessons.run_of(session, pupil.group.id, module, now())
    protocol = protocols.of_school(session, library(), pupil.group.school)
    return LessonRoom(run, build(module, protocol, groups.names(session, pupil.group)))

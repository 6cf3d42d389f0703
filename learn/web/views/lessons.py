"""A lesson, step by step, at the pupil's own pace."""

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import answers
from learn.classroom import lessons
from learn.classroom.lessons import Progress
from learn.classroom.refusals import NothingChosen
from learn.content.base import Unknown
from learn.content.lessons import Step
from learn.content.lessons import StoryStep
from learn.web import lesson_room
from learn.web import who
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("lessons", __name__, url_prefix="/lessons")


@bp.get("/<slug>")
@who.pupil_only
def lesson(slug: str) -> Response:
    """Where this pupil goes on, on any device."""
    pupil = who.the_pupil()
    with reading() as session:
        room = lesson_room.enter(session, pupil, slug)
        progress = lessons.progress(session, pupil.id, room.run, room.lesson.module)
    return redirect(_address(slug, progress.next), code=303)


@bp.get("/<slug>/steps/<key>")
@who.pupil_only
def step(slug: str, key: str) -> str | Response:
    """One step. Raises Unknown when the lesson has no such step."""
    pupil = who.the_pupil()
    with reading() as session:
        room = lesson_room.enter(session, pupil, slug)
        progress = lessons.progress(session, pupil.id, room.run, room.lesson.module)
    found = _find(progress, key)
    if isinstance(found, StoryStep):
        return redirect(_address(slug, found), code=303)
    before = progress.before(found)
    return render_template(
        f"lessons/{found.kind}.html",
        lesson=room.lesson,
        progress=progress,
        step=found,
        back=_address(slug, before) if before else None,
    )


@bp.post("/<slug>/steps/<key>")
@who.pupil_only
def finish(slug: str, key: str) -> Response:
    """This step is behind me; on to the next one."""
    pupil = who.the_pupil()
    with transaction() as session:
        room = lesson_room.enter(session, pupil, slug)
        progress = lessons.progress(session, pupil.id, room.run, room.lesson.module)
        found = _find(progress, key)
        if isinstance(found, StoryStep) and not room.lesson.module.sensitive:
            story = room.lesson.story(found.story)
            if not answers.standing(session, pupil.id, room.run, story).finished:
                raise NothingChosen
        lessons.finish_steps(session, pupil.id, room.run, [found.key], now())
    position = progress.steps.index(found) + 1
    following = progress.steps[position] if position < len(progress.steps) else None
    return redirect(_address(slug, following), code=303)


@bp.get("/<slug>/result")
@who.pupil_only
def result(slug: str) -> str:
    """What we did: no points, no score."""
    pupil = who.the_pupil()
    with reading() as session:
        room = lesson_room.enter(session, pupil, slug)
        progress = lessons.progress(session, pupil.id, room.run, room.lesson.module)
    return render_template("lessons/result.html", lesson=room.lesson, progress=progress)


def _find(progress: Progress, key: str) -> Step:
    for each in progress.steps:
        if each.key == key:
            return each
    raise Unknown(key)


def _address(slug: str, step: Step | None) -> str:
    if step is None:
        return url_for("lessons.result", slug=slug)
    if isinstance(step, StoryStep):
        return url_for("quizzes.story", module=slug, scenario=step.story)
    return url_for("lessons.step", slug=slug, key=step.key)

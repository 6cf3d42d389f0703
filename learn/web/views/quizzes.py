"""Stories: read, choose, see why."""

import secrets

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import request
from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from learn.classroom import answers
from learn.classroom import kinds
from learn.classroom import lessons
from learn.classroom.kinds import Standing
from learn.classroom.refusals import KeyUsed
from learn.classroom.refusals import NothingChosen
from learn.classroom.refusals import NotNow
from learn.content.build import BuiltStory
from learn.content.stories import Chat
from learn.content.stories import Find
from learn.content.stories import Order
from learn.content.stories import Sort
from learn.content.stories import Stand
from learn.web import htmx
from learn.web import lesson_room
from learn.web import who
from learn.web.forms import Form
from learn.web.forms import Key
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.lesson_room import LessonRoom
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes")


class Sent(Form):
    """What every answer brings beside what was chosen: a key that was made for this one form."""

    key: Key


@bp.get("/<module>/<scenario>")
@who.pupil_only
def story(module: str, scenario: str) -> str:
    """The story where this pupil stands in it."""
    pupil = who.the_pupil()
    with reading() as session:
        room = lesson_room.enter(session, pupil, module)
        built = room.lesson.story(scenario)
        standing = answers.standing(session, pupil.id, room.run, built)
        progress = lessons.progress(session, pupil.id, room.run, room.lesson.module)
    return _show(room, built, standing, progress)


@bp.post("/<module>/<scenario>/answers")
@who.pupil_only
def answer(module: str, scenario: str) -> str | AnyResponse | tuple[str, int]:
    """Keep the choice, then show what it gives back."""
    pupil = who.the_pupil()
    sent = read(Sent).form
    said = request.form.getlist("said")
    refused: Exception | None = None
    with transaction() as session:
        room = lesson_room.enter(session, pupil, module)
        built = room.lesson.story(scenario)
        try:
            if sent is None:
                raise NothingChosen
            choice = kinds.chosen(built.story, request.form)
            standing = answers.answer(session, pupil.id, room.run, built, choice, sent.key, now(), said)
        except (NothingChosen, NotNow, KeyUsed) as error:
            refused = error
            standing = answers.standing(session, pupil.id, room.run, built, said)
        progress = lessons.progress(session, pupil.id, room.run, room.lesson.module)
    if refused is not None:
        return _show(room, built, standing, progress, advice=_advice(refused, built)), 422
    here = url_for("quizzes.story", module=module, scenario=scenario)
    if htmx.wanted() or built.sensitive:
        # Loaded again, the page shows what was answered, also after "Kies opnieuw"; what is not kept shows only here.
        return Response(_show(room, built, standing, progress), headers={"HX-Replace-Url": here})
    return redirect(here, code=303)


def _show(
    room: LessonRoom,
    built: BuiltStory,
    standing: Standing,
    progress: lessons.Progress,
    *,
    advice: str | None = None,
) -> str:
    pupil = who.the_pupil()
    # Cards stay in sight where they lie; whatever else was refused is asked once more.
    again = "opnieuw" in request.args or (advice is not None and not isinstance(built.story, Sort | Order))
    return htmx.render(
        f"quizzes/{built.story.kind}.html",
        htmx.PAGE,
        lesson=room.lesson,
        built=built,
        story=built.story,
        standing=standing,
        progress=progress,
        asking=again or not standing.finished,
        number=_number(progress, built.slug),
        here=url_for("quizzes.story", module=room.lesson.slug, scenario=built.slug),
        order=lambda options: answers.shuffled(options, pupil.id, built.slug),
        key=secrets.token_urlsafe(16),
        advice=advice,
        saved=advice is None and not built.sensitive,
    )


def _number(progress: lessons.Progress, slug: str) -> int | None:
    """Which of the core stories this is; an extra story has no number."""
    slugs = [step.story for step in progress.stories]
    return slugs.index(slug) + 1 if slug in slugs else None


def _advice(refused: Exception, built: BuiltStory) -> str:
    match built.story, refused:
        case ((Sort() | Order()), _):
            return _("Something went wrong with the cards. This is how they lie now.")
        case Find(), _:
            return _("Tap at least one place. Then press the button.")
        case Stand(), _:
            return _("Choose a place on the line.")
        case Chat(), (NotNow() | KeyUsed()):
            return _("The story has moved on. This is where you are now.")
        case _:
            return _("Choose one of the answers.")

"""The adviser's lessons: read what is sensitive, and say on which day it may be given."""

from datetime import date
from typing import Annotated

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import url_for
from pydantic import BeforeValidator
from werkzeug.wrappers import Response

from learn.classroom import adviser_days
from learn.classroom import protocols
from learn.classroom.refusals import DayOut
from learn.classroom.refusals import NotFound
from learn.classroom.schooldays import local
from learn.content.build import build
from learn.content.cast import Names
from learn.content.library import Module
from learn.content.markdown import to_html
from learn.web import who
from learn.web.forms import Form
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("adviser", __name__, url_prefix="/adviser")

Answer = str | tuple[str, int] | Response


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("Choose a day.")) from None


class DayForm(Form):
    """The adviser's word: read, and there on that day."""

    day: Annotated[date, BeforeValidator(_day)]
    read: str = ""


@bp.get("/lessons")
@who.staff_only("adviser")
def lessons() -> str:
    """The lessons that wait for the adviser's word, and the days that were given."""
    with reading() as session:
        days = adviser_days.ahead(session, who.the_staff().school_id, now())
    modules = [module for module in library().modules_for(6, 7, 8) if module.sensitive]
    return render_template("adviser/lessons.html", room="staff", modules=modules, days=days)


@bp.get("/lessons/<sensitive>")
@who.staff_only("adviser")
def lesson(sensitive: str) -> str:
    """A sensitive lesson, whole. Raises NotFound, Unknown."""
    return _lesson(_sensitive(sensitive))


@bp.post("/lessons/<sensitive>/days")
@who.staff_only("adviser")
def say(sensitive: str) -> Answer:
    """Read, and there that day. Raises NotFound, Unknown."""
    module = _sensitive(sensitive)
    filled = read(DayForm)
    if filled.form is None:
        return _lesson(module, trouble=_("Choose a day.")), 422
    if not filled.form.read:
        return _lesson(module, trouble=_("Read the lesson first. Then tick that you did.")), 422
    try:
        with transaction() as session:
            member = who.the_staff()
            adviser_days.say(session, member.school_id, module, filled.form.day, member.id, now())
    except DayOut:
        return _lesson(module, trouble=_("Choose today or a day in the coming three months.")), 422
    return redirect(url_for("adviser.lesson", sensitive=sensitive, _anchor="dagen"), code=303)


@bp.post("/days/<int:day_id>/removals")
@who.staff_only("adviser")
def take_back(day_id: int) -> Response:
    """Not that day after all: a lesson that stands ready for it closes at once. Raises NotFound."""
    with transaction() as session:
        member = who.the_staff()
        adviser_days.take_back(session, member.school_id, day_id, member.id, now())
    return redirect(url_for("adviser.lessons"), code=303)


def _sensitive(slug: str) -> Module:
    module = library().module(slug)
    if not module.sensitive:
        raise NotFound
    return module


def _lesson(module: Module, trouble: str | None = None) -> str:
    with reading() as session:
        school = protocols.school(session, who.the_staff().school_id)
        protocol = protocols.of_school(session, library(), school)
        days = adviser_days.ahead(session, school.id, now())
    return render_template(
        "adviser/lesson.html",
        room="staff",
        lesson=build(module, protocol, Names()),
        notes=to_html(module.lesson.notes),
        days=[each for each in days if each.module == module.slug],
        first=local(now()).date(),
        last=local(now()).date() + adviser_days.FURTHEST,
        trouble=trouble,
    )

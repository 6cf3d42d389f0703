"""The front door: the group code, and home for a pupil who is in."""

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import session as cookie
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import lessons
from learn.classroom import protocols
from learn.classroom import rules
from learn.classroom import signin
from learn.classroom import signing
from learn.classroom.refusals import Refusal
from learn.classroom.refusals import TooManyCodes
from learn.web import who
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("home", __name__)


@bp.get("/")
def home() -> str | Response:
    """Join with the code from the board, or my lessons."""
    if pupil := who.pupil():
        return _mine(pupil)
    if who.staff_member():
        return redirect(url_for("staff.door"), code=303)
    return render_template("signin/code.html")


@bp.post("/")
def enter() -> str | Response | tuple[str, int]:
    """Type the code from the board."""
    typed = request.form.get("code", "")[:20]
    with transaction() as session:
        found = signin.enter_code(session, typed, who.device(), now())
    if isinstance(found, Refusal):
        status = 429 if isinstance(found, TooManyCodes) else 422
        return render_template("signin/code.html", typed=typed, refused=type(found).__name__), status
    who.begin_anew()
    cookie["code"] = found.code
    return redirect(url_for("signin.names"), code=303)


@bp.post("/leave")
@who.pupil_only
def leave() -> Response:
    """Klaar: nobody is in on this device any more."""
    with transaction() as session:
        signin.sign_out(session, who.the_pupil(), now())
    who.leave()
    return redirect(url_for("home.home"), code=303)


@bp.get("/about-me")
@who.pupil_only
def about_me() -> str:
    """What this app knows of me."""
    return render_template("home/about-me.html", pupil=who.the_pupil())


def _mine(pupil: signin.SignedInPupil) -> str:
    with reading() as session:
        runs = [run for run in lessons.ready(session, pupil.group.id, now()) if run.module in library().modules]
        modules = {run: library().module(run.module) for run in runs}
        progress = lessons.progresses(session, pupil.id, modules)
        current = rules.current(session, pupil.group.id)
        state = signing.own_word(session, current, pupil.id) if current else None
        school = protocols.of_school(session, library(), pupil.group.school)
    stops = [(modules[run], progress[run]) for run in runs]
    now_at = next(((module, each) for module, each in stops if not each.finished), None)
    text = current.text if current else rules.compose(pupil.group, school, ())
    return render_template(
        "home/home.html",
        pupil=pupil,
        stops=stops,
        now_at=now_at,
        current=current,
        state=state,
        shown=(current.on_poster if current else text.rules)[:5],
        count=len(text.rules),
    )

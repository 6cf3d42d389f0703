"""Staff: sign in, my groups, and whether the class sees this screen."""

from typing import Annotated

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from pydantic import Field
from werkzeug.wrappers import Response

from learn.classroom import groups
from learn.classroom import retention
from learn.classroom import staff
from learn.classroom.refusals import TooManyPasswords
from learn.classroom.refusals import WrongPassword
from learn.classroom.schooldays import local
from learn.web import htmx
from learn.web import who
from learn.web.forms import Form
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import settings
from learn.web.room import transaction

bp = Blueprint("staff", __name__, url_prefix="/staff")

LONGEST_PASSWORD = 200


@bp.get("")
def door() -> str | Response:
    """Sign in, or my groups."""
    member = who.staff_member()
    if member is None:
        return render_template("staff/door.html", room="staff")
    if member.must_change:
        return htmx.go(url_for("staff.password"))
    with reading() as session:
        mine = groups.of_teacher(session, member.id)
    stale = library().facts.stale(local(now()).date())
    return render_template("staff/overview.html", room="staff", member=member, mine=mine, stale=stale)


@bp.post("")
def enter() -> str | Response | tuple[str, int]:
    """Sign in with e-mail and password."""
    email = request.form.get("email", "")[:254]
    password = request.form.get("password", "")[:LONGEST_PASSWORD]
    try:
        with transaction() as session:
            claim = staff.claim_try(session, email, who.device(), settings().secret, now())
        if not staff.right_password(claim, password):
            raise WrongPassword
        with transaction() as session:
            token = staff.sign_in(session, claim, who.device(), now())
            retention.sweep(session, now())
    except (WrongPassword, TooManyPasswords) as refused:
        waiting = isinstance(refused, TooManyPasswords)
        if waiting:
            with transaction() as session:
                staff.note_stopped(session, email, now())
        page = render_template("staff/door.html", room="staff", email=email, waiting=waiting, refused=True)
        return page, 429 if waiting else 422
    who.begin_staff(token)
    return redirect(url_for("staff.door"), code=303)


@bp.post("/leave")
@who.staff_only()
def leave() -> Response:
    """Sign out."""
    with transaction() as session:
        staff.sign_out(session, who.the_staff(), now())
    who.leave()
    return redirect(url_for("staff.door"), code=303)


class NewPassword(Form):
    """The password somebody has, and the one they choose."""

    old: Annotated[str, Field(min_length=1, max_length=LONGEST_PASSWORD)]
    new: Annotated[str, Field(min_length=staff.SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]


@bp.get("/password")
@who.staff_only()
def password() -> str:
    """Choose another password."""
    return _password({})


@bp.post("/password")
@who.staff_only()
def change_password() -> Response | tuple[str, int]:
    """Another password from now on; on other devices one signs in anew."""
    filled = read(NewPassword)
    if filled.form is None:
        return _password(filled.errors), 422
    sent, member = filled.form, who.the_staff()
    if sent.new == sent.old:
        return _password({"new": _("You have this password now. Choose another one.")}), 422
    try:
        with transaction() as session:
            claim = staff.claim_own_try(session, member, who.device(), settings().secret, now())
        if not staff.right_password(claim, sent.old):
            raise WrongPassword
        new_hash = staff.hash_password(sent.new)
        with transaction() as session:
            staff.change_password(session, member, claim, new_hash, now())
    except WrongPassword:
        return _password({"old": _("This is not your password. Type it again.")}), 422
    except TooManyPasswords:
        return _password({"old": _("Too many tries. Wait a quarter of an hour, then try again.")}), 429
    return redirect(url_for("staff.door"), code=303)


def _password(errors: dict[str, str]) -> str:
    return render_template("staff/password.html", room="staff", errors=errors, shortest=staff.SHORTEST_PASSWORD)

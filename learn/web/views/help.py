"""Hulp: three calm choices, on every page of a child, from the names on, seen by nobody beside the child."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import session as cookie
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import people
from learn.classroom import signin
from learn.classroom.groups import GroupCard
from learn.classroom.refusals import NotFound
from learn.web import who
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.way_back import own_page
from learn.web.way_back import page_before

bp = Blueprint("help", __name__, url_prefix="/help")

CHOICES = ("story", "computer", "talk")

R = TypeVar("R")


def _for_a_child(view: Callable[[GroupCard], R]) -> Callable[[], R | Response]:
    """Give the view the group: of the child who is in, or whose code was typed here. Nobody yet goes to the front door;
    for staff the page does not exist.
    """

    @wraps(view)
    def guarded() -> R | Response:
        group = _group()
        return redirect(url_for("home.home"), code=303) if group is None else view(group)

    return guarded


@bp.get("")
@_for_a_child
def choose(group: GroupCard) -> str:
    """Which kind of help?"""
    return render_template("help/choose.html", group=group, back=page_before())


@bp.post("")
@_for_a_child
def chosen(group: GroupCard) -> str | tuple[str, int]:
    """What helps, and who. Nothing of this is kept anywhere, the address included."""
    kind = request.form.get("help", "")
    back = own_page(request.form.get("back", ""))
    if kind not in CHOICES:
        return render_template("help/choose.html", group=group, back=back), 422
    with reading() as session:
        adults = people.adults_for(session, group)
    return render_template(
        f"help/{kind}.html",
        group=group,
        back=back,
        adults=adults,
        lines=library().facts.help_for_pupils(*group.years),
    )


def _group() -> GroupCard | None:
    if pupil := who.pupil():
        return pupil.group
    if who.staff_member():
        raise NotFound
    with reading() as session:
        found = signin.find_opening(session, cookie.get("code", ""), now())
    return found.group if found else None

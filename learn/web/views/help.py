"""Hulp: three calm choices, on every pupil page, seen by nobody beside the child."""

from flask import Blueprint
from flask import render_template
from flask import request

from learn.classroom import people
from learn.web import who
from learn.web.room import library
from learn.web.room import reading
from learn.web.way_back import own_page
from learn.web.way_back import page_before

bp = Blueprint("help", __name__, url_prefix="/help")

CHOICES = ("story", "computer", "talk")


@bp.get("")
@who.pupil_only
def choose() -> str:
    """Which kind of help?"""
    return render_template("help/choose.html", back=page_before())


@bp.post("")
@who.pupil_only
def chosen() -> str | tuple[str, int]:
    """What helps, and who. Nothing of this is kept anywhere, the address included."""
    kind = request.form.get("help", "")
    back = own_page(request.form.get("back", ""))
    if kind not in CHOICES:
        return render_template("help/choose.html", back=back), 422
    pupil = who.the_pupil()
    with reading() as session:
        adults = people.adults_for(session, pupil.group)
    return render_template(
        f"help/{kind}.html",
        pupil=pupil,
        back=back,
        adults=adults,
        lines=library().facts.help_for_pupils(*pupil.group.years),
    )

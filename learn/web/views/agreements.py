"""The agreements of the school, for children."""

from flask import Blueprint
from flask import render_template

from learn.classroom import protocols
from learn.classroom import rules
from learn.web import who
from learn.web.room import library
from learn.web.room import reading

bp = Blueprint("agreements", __name__)


@bp.get("/agreements")
@who.pupil_only
def all() -> str:  # noqa: A001  # the page with all of them
    """All agreements, each with its article."""
    pupil = who.the_pupil()
    with reading() as session:
        current = rules.current(session, pupil.group.id)
        school = protocols.of_school(session, library(), pupil.group.school)
    text = current.text if current else rules.compose(pupil.group, school, ())
    return render_template("home/agreements.html", pupil=pupil, text=text)

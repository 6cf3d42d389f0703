"""Small things the templates say often."""

from datetime import date
from datetime import datetime

from flask import Flask
from flask_babel import format_date

from learn.classroom.schooldays import local
from learn.content.cast import Teacher
from learn.content.cast import fill
from learn.content.pictures import PICTURES
from learn.web import who


def init_app(app: Flask) -> None:
    app.jinja_env.filters["filled"] = filled
    app.jinja_env.filters["short_ref"] = short_ref
    app.jinja_env.filters["clock"] = clock
    app.jinja_env.filters["day"] = day
    app.jinja_env.globals["words"] = PICTURES
    app.context_processor(lambda: {"who": who.staff_member(), "me": who.pupil()})


def day(moment: date) -> str:
    """The day in the reader's language: 7 oktober 2026. A moment is of the day it is at school."""
    return str(format_date(local(moment).date() if isinstance(moment, datetime) else moment, "d MMMM yyyy"))


def clock(moment: datetime) -> str:
    """The time on the clock in the classroom: 18:00."""
    return f"{local(moment):%H:%M}"


def filled(sentence: str, teacher: Teacher) -> str:
    """A child sentence with what the group calls its teacher."""
    return fill(sentence, {}, teacher)


def short_ref(ref: str) -> str:
    """What fits in the margin: "A.4" as it is, "gedragsafspraak 3" as its number."""
    return ref if len(ref) <= 4 else ref.rsplit(maxsplit=1)[-1]

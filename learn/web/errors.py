"""Refusals and faults, each turned into a page once. An error page carries no form, token, name or path."""

import logging
from collections.abc import Callable

from flask import Flask
from flask import g
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from learn.classroom import refusals
from learn.content.base import Unknown
from learn.web import htmx

log = logging.getLogger("afgesproken")

Page = tuple[str, int] | AnyResponse

_REFUSED: dict[type[Exception], tuple[int, object, object]] = {
    refusals.NotFound: (404, _("We cannot find that"), _("Go back and choose again.")),
    Unknown: (404, _("We cannot find that"), _("Go back and choose again.")),
    refusals.CardUnknown: (404, _("We cannot find that"), _("Go back and choose again.")),
    refusals.GroupClosed: (409, _("Your group is still closed"), _("Ask your teacher to open the group.")),
    refusals.NothingChosen: (422, _("Choose an answer first"), _("Go back to the story and choose.")),
    refusals.StoryDoneOften: (409, _("You have done this story very often"), _("Go on with the next one.")),
    refusals.TooManyCodes: (429, _("That went very fast"), _("Wait a minute. Then try again.")),
    refusals.TooManyTries: (429, _("That went very fast"), _("Wait a minute. Then try again.")),
    refusals.LessonClosed: (404, _("We cannot find that"), _("Go back and choose again.")),
}

_BY_STATUS: dict[int, tuple[object, object]] = {
    400: (_("That did not come through"), _("Go back and try once more.")),
    403: (_("This page stood open too long"), _("Go back, reload the page and try once more.")),
    404: (_("We cannot find that"), _("Go back and choose again.")),
    405: (_("That does not work here"), _("Go back and try once more.")),
    413: (_("That is too much at once"), _("Go back and send less.")),
    429: (_("That went very fast"), _("Wait a minute. Then try again.")),
    500: (_("Something went wrong here"), _("It is not your fault. Try again in a moment.")),
    503: (_("We could not save it"), _("Leave this page open and try again in a moment.")),
}


def init_app(app: Flask) -> None:
    """Register a page for every way somebody can be refused."""
    for refused, (status, title, advice) in _REFUSED.items():
        app.register_error_handler(refused, _page(status, title, advice))
    app.register_error_handler(CSRFError, _page(403, *_BY_STATUS[403]))
    app.register_error_handler(OperationalError, _unsaved)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _page(status: int, title: object, advice: object) -> Callable[[Exception], Page]:
    def show(_error: Exception) -> Page:
        # An error page asks the database nothing: it may be what failed.
        g.setdefault("staff", None)
        g.setdefault("pupil", None)
        if htmx.wants_part():
            return htmx.leave_as_it_is(status)
        return htmx.render("error.html", heading=title, advice=advice), status

    return show


def _http(error: HTTPException) -> Page:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    title, advice = _BY_STATUS.get(status, _BY_STATUS[400 if status < 500 else 500])
    return _page(status, title, advice)(error)


def _unsaved(error: Exception) -> Page:
    log.error("the database did not answer: %s", type(error).__name__)
    return _page(503, *_BY_STATUS[503])(error)


def _fault(error: Exception) -> Page:
    # The traceback goes to the log of whoever runs the app; its values do not, since they may be a child's.
    log.error("unexpected fault", exc_info=error)
    return _page(500, *_BY_STATUS[500])(error)

"""Build the app. The only file that knows every room."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime

from flask import Flask
from flask_compress import Compress

from learn import paths
from learn.classroom.db import Database
from learn.content.library import Library
from learn.content.library import load
from learn.settings import Settings
from learn.web import errors
from learn.web import filters
from learn.web import htmx
from learn.web import language
from learn.web import room
from learn.web import security
from learn.web import static
from learn.web import who
from learn.web.views import adviser
from learn.web.views import agreements
from learn.web.views import board
from learn.web.views import checkup
from learn.web.views import coverage
from learn.web.views import group_rules
from learn.web.views import groups
from learn.web.views import health
from learn.web.views import help as help_pages
from learn.web.views import home
from learn.web.views import language as language_pages
from learn.web.views import lessons
from learn.web.views import programmes
from learn.web.views import protocol
from learn.web.views import quizzes
from learn.web.views import rules
from learn.web.views import school
from learn.web.views import setup
from learn.web.views import signin
from learn.web.views import staff


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


_PAGES = (
    adviser,
    agreements,
    board,
    checkup,
    coverage,
    group_rules,
    groups,
    health,
    help_pages,
    home,
    language_pages,
    lessons,
    programmes,
    protocol,
    quizzes,
    rules,
    school,
    setup,
    signin,
    staff,
)


def create_app(
    settings: Settings,
    library: Library | None = None,
    database: Database | None = None,
    clock: Callable[[], datetime] = now,
) -> Flask:
    """The app for one set of settings: migrated, with its static files published.

    Raises ContentError when the content does not hold together.
    """
    app = Flask("learn", template_folder=str(paths.TEMPLATES), static_folder=None)
    database = database or Database(settings.database_url)
    database.migrate()
    room.init_app(app, room.Room(settings, library or load(), database, clock))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    Compress(app)
    security.init_app(app, settings)
    who.init_app(app)
    htmx.init_app(app)
    language.init_app(app, settings)
    filters.init_app(app)
    errors.init_app(app)
    for pages in _PAGES:
        app.register_blueprint(pages.bp)
    static.init_app(app, static.publish(paths.STATIC, settings.data / "cache"), security.headers(settings))
    return app

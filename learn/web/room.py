"""What a view needs at hand: the library, the database, the settings, the time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from typing import cast

from flask import Flask
from flask import current_app
from sqlmodel import Session

from learn.classroom.db import Database
from learn.classroom.signin import WRONG_CODES_A_MINUTE
from learn.content.library import Library
from learn.settings import Settings
from learn.web.guesses import Guesses


@dataclass(frozen=True)
class Room:
    """Everything the app was made with."""

    settings: Settings
    library: Library
    database: Database
    clock: Callable[[], datetime]
    board_guesses: Guesses = field(default_factory=lambda: Guesses(WRONG_CODES_A_MINUTE))


def init_app(app: Flask, room: Room) -> None:
    app.extensions["room"] = room


def room() -> Room:
    """The room of the app that answers this request."""
    return cast("Room", current_app.extensions["room"])


def transaction() -> AbstractContextManager[Session]:
    """Commit when the block ends, undo everything when it fails."""
    return room().database.transaction()


def reading() -> AbstractContextManager[Session]:
    """One consistent look at the database."""
    return room().database.reading()


def library() -> Library:
    """All there is to teach from."""
    return room().library


def settings() -> Settings:
    """How this school runs the app."""
    return room().settings


def now() -> datetime:
    """This moment."""
    return room().clock()

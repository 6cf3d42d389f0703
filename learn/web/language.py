"""Language: Dutch whatever the browser asks, English by a setting or the switch."""

import hashlib
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask import session as cookie
from flask_babel import Babel
from flask_babel import get_locale
from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext

from learn import paths
from learn.content.base import Fault
from learn.settings import Settings
from learn.web.room import settings

LANGUAGES = {"nl": "Nederlands", "en": "English"}


def init_app(app: Flask, chosen: Settings) -> None:
    """Compile the catalogues into the data folder and speak the school's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled(paths.TRANSLATIONS, chosen.data / "cache"))
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Amsterdam"
    Babel(app, locale_selector=_selected)
    app.jinja_env.globals["language"] = lambda: str(get_locale())
    app.jinja_env.globals["languages"] = LANGUAGES


def compiled(source: Path, target: Path) -> Path:
    """The folder with the compiled catalogues, made when it is not there yet."""
    catalogues = sorted(source.glob("*/LC_MESSAGES/messages.po"))
    name = hashlib.sha256(b"".join(path.read_bytes() for path in catalogues)).hexdigest()[:12]
    folder = target / f"translations-{name}"
    for path in catalogues:
        binary = folder / path.relative_to(source).with_suffix(".mo")
        if not binary.is_file():
            binary.parent.mkdir(parents=True, exist_ok=True)
            making = binary.with_suffix(f".{os.getpid()}")
            with path.open("rb") as text, making.open("wb") as out:
                write_mo(out, read_po(text))
            making.rename(binary)
    return folder


def untranslated(source: Path) -> list[Fault]:
    """Every text of the interface that a catalogue leaves without words, or in doubt."""
    faults = []
    for path in sorted(source.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as text:
            catalogue = read_po(text)
        for message in catalogue:
            words = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and (message.fuzzy or not all(words)):
                name = message.id if isinstance(message.id, str) else message.id[0]
                faults.append(Fault(path.relative_to(source).as_posix(), repr(name), "write it in this language"))
    return faults


def gettext(text: str, **values: object) -> str:
    """The text in the reader's language, with the values put in."""
    return str(_gettext(text, **values))


def ngettext(one: str, several: str, count: int, **values: object) -> str:
    """The text for one or for several, in the reader's language."""
    return str(_ngettext(one, several, count, **values))


def _selected() -> str:
    chosen = cookie.get("language")
    return chosen if chosen in LANGUAGES else settings().language

"""The language switch."""

from flask import Blueprint
from flask import redirect
from flask import request
from flask import session as cookie
from werkzeug.wrappers import Response

from learn.web.language import LANGUAGES

bp = Blueprint("language", __name__)


@bp.post("/language")
def switch() -> Response:
    """Read on in another language, on the page where you were."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        cookie["language"] = chosen
    return redirect(_own_page(request.form.get("back", "/")), code=303)


def _own_page(path: str) -> str:
    # Only a plain path of this site: //elsewhere, /\elsewhere and everything with control signs goes home.
    plain = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable() and "\\" not in path
    return path if plain else "/"

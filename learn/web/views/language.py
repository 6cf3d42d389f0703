"""The language switch."""

from flask import Blueprint
from flask import redirect
from flask import request
from flask import session as cookie
from werkzeug.wrappers import Response

from learn.web.language import LANGUAGES
from learn.web.way_back import own_path

bp = Blueprint("language", __name__)


@bp.post("/language")
def switch() -> Response:
    """Read on in another language, on the page where you were."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        cookie["language"] = chosen
    return redirect(own_path(request.form.get("back", "/")), code=303)

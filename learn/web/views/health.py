"""Whether the app is well. Nothing private."""

from flask import Blueprint
from flask import Response
from flask import json
from sqlalchemy.exc import SQLAlchemyError

from learn.web.room import room

bp = Blueprint("health", __name__)


@bp.get("/health")
def health() -> Response:
    """200 when the database answers, 503 when it does not."""
    try:
        well = room().database.answers()
    except SQLAlchemyError:
        well = False
    word = "ok" if well else "down"
    return Response(
        json.dumps({"status": word, "database": word}), 200 if well else 503, content_type="application/json"
    )

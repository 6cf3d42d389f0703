"""The whiteboard: the code, a big QR, and how many are in. Never a name."""

import segno
from flask import Blueprint
from flask import session as cookie
from markupsafe import Markup

from learn.classroom import signin
from learn.classroom import tokens
from learn.classroom.dashboard import here_count
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import TooManyCodes
from learn.web import htmx
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import room

bp = Blueprint("board", __name__)


@bp.get("/board/<code>")
def board(code: str) -> str:
    """What the class may see. Raises NotFound when no group is open under this code, TooManyCodes while many guess.

    A whiteboard that showed this board goes on, whoever is guessing.
    """
    moment = now()
    guesses = room().board_guesses
    if guesses.spent(moment) and cookie.get("board") != tokens.clean_code(code):
        raise TooManyCodes
    with reading() as session:
        found = signin.find_opening(session, code[:20], moment)
        if found is None:
            guesses.add(moment)
            raise NotFound
        present, everybody = here_count(session, found.group.id, moment)
    if cookie.get("board") != found.code:
        cookie["board"] = found.code
    address = found.group.school.address
    qr = segno.make(address, error="m").svg_inline(omitsize=True, border=1, dark="#16224f", light="#fffdf7")
    return htmx.render(
        "board/join.html",
        "count",
        room="board",
        group=found.group,
        code=found.code,
        address=address.partition("://")[2],
        qr=Markup(qr),  # noqa: S704  # drawn by segno from the school's own address
        present=present,
        everybody=everybody,
    )

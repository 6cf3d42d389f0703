"""The whiteboard: the code, a big QR, and how many are in. Never a name."""

from datetime import datetime

import segno
from flask import Blueprint
from flask import Response
from flask import request
from flask import session as cookie
from flask import url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from learn.classroom import groups
from learn.classroom import signin
from learn.classroom import tokens
from learn.classroom.dashboard import here_count
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import TooManyCodes
from learn.web import htmx
from learn.web import who
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import room

bp = Blueprint("board", __name__)

_MOST_BOARDS = 4


@bp.get("/board/<code>")
def board(code: str) -> str | AnyResponse:
    """What the class may see. Raises NotFound when no group is open under this code, TooManyCodes while many guess.

    A whiteboard that showed this board goes on, whoever is guessing, and so does who teaches the group. It says so when
    the group closes.
    """
    moment = now()
    member = who.staff_member()
    stopped = room().board_guesses.spent(moment) and not _hangs_here(code)
    if stopped and member is None:
        raise TooManyCodes
    with reading() as session:
        found = signin.find_opening(session, code[:20], moment)
        if stopped and (found is None or member is None or found.group.id not in member.group_ids):
            raise TooManyCodes
        if found:
            present, everybody = here_count(session, found.group.id, moment)
    if found is None:
        return _closed(code[:20], moment)
    if "closed" in request.args:
        return htmx.go(url_for("board.board", code=found.code))
    if not _hangs_here(found.code):
        cookie["boards"] = [*cookie.get("boards", ()), found.code][-_MOST_BOARDS:]
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


def _closed(code: str, moment: datetime) -> str | AnyResponse:
    member = who.staff_member()
    with reading() as session:
        group_id = signin.opened_last(session, code)
        teaches = member is not None and group_id in member.group_ids
        if group_id is None or not (teaches or _hangs_here(code)):
            room().board_guesses.add(moment)
            raise NotFound
        group = groups.cards(session, [group_id])[group_id]
        # A new code is there to shut out who has the old one: only where its teacher is in does the board go on to it.
        door = groups.door(session, group_id, moment) if teaches else None
    if door:
        return htmx.go(url_for("board.board", code=door.code))
    if htmx.wanted():
        return Response(status=204) if "closed" in request.args else htmx.go(url_for("board.board", code=code))
    return htmx.render("board/closed.html", room="board", group=group, code=code, follows=teaches)


def _hangs_here(code: str) -> bool:
    """Whether this browser showed the board with this code."""
    return tokens.clean_code(code) in cookie.get("boards", ())

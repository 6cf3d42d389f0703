"""Coming in: my name, my four pictures, my card, or let in by the teacher."""

import secrets
from datetime import timedelta

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import session as cookie
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import signin
from learn.classroom import tokens
from learn.classroom.refusals import GroupClosed
from learn.classroom.refusals import GuessingStopped
from learn.classroom.refusals import NotWaiting
from learn.classroom.refusals import TooManyTries
from learn.classroom.refusals import WrongPictures
from learn.classroom.signin import OpenGroup
from learn.content.pictures import PICTURES
from learn.web import htmx
from learn.web import who
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import settings
from learn.web.room import transaction

bp = Blueprint("signin", __name__)

# Shown and not used: the next child at this computer is not greeted with it.
_CARD_LIES = timedelta(minutes=2)


@bp.get("/names")
def names() -> str | Response:
    """Which name is yours?"""
    group = _open_group()
    if group is None:
        return _door()
    return render_template("signin/names.html", group=group.group, names=group.names)


@bp.get("/names/<int:pupil_id>")
def pictures(pupil_id: int) -> str | Response:
    """Your four pictures, in order."""
    group = _open_group()
    if group is None:
        return _door()
    return _grid(group, pupil_id, ())


@bp.post("/names/<int:pupil_id>")
def press(pupil_id: int) -> str | Response | tuple[str, int]:
    """One picture pressed, or the last one taken back. The fourth is the try."""
    group = _open_group()
    if group is None:
        return _door()
    group.pupil(pupil_id)
    tickets = tuple(request.form.getlist("chosen")[: tokens.SEQUENCE_LENGTH])
    if "undo" in request.form:
        return _grid(group, pupil_id, tickets[:-1])
    tickets = (*tickets, request.form.get("picture", ""))[: tokens.SEQUENCE_LENGTH]
    sequence = tokens.pictures_of(settings().secret, who.device(), pupil_id, tickets)
    if sequence is None:
        return _grid(group, pupil_id, (), refused="unknown"), 422
    if len(sequence) < tokens.SEQUENCE_LENGTH:
        return _grid(group, pupil_id, tickets)
    return _try(group, pupil_id, sequence)


@bp.get("/card/<token>")
def card(token: str) -> Response:
    """From a card to the greeting, so that its address stays nowhere on a shared device."""
    with reading() as session:
        signin.find_card(session, token, now())
    cookie["card"] = token
    cookie["card_at"] = now().timestamp()
    return redirect(url_for("signin.greet"), code=303)


@bp.get("/card")
def greet() -> str | Response:
    """Hello, with a button: looking at a card signs nobody in."""
    token = cookie.get("card")
    if token is None or now().timestamp() - cookie.get("card_at", 0) > _CARD_LIES.total_seconds():
        return _door()
    with reading() as session:
        name = signin.find_card(session, token, now())
    return render_template("signin/card.html", name=name.name, token=token)


@bp.post("/card")
def put_away() -> Response:
    """This card is not mine: it is forgotten here, also for whoever goes back a page."""
    return _door()


@bp.post("/card/<token>")
def use_card(token: str) -> Response:
    """In by card."""
    with transaction() as session:
        entered = signin.use_card(session, token, who.device(), now())
    who.begin_pupil(entered)
    return redirect(url_for("home.home"), code=303)


@bp.get("/names/<int:pupil_id>/door")
def waiting(pupil_id: int) -> str | Response:
    """Waiting until the teacher lets you in."""
    code = cookie.get("code", "")
    try:
        with reading() as session:
            asked = signin.waiting(session, code, pupil_id, who.device(), now())
    except GroupClosed:
        return _door()
    except NotWaiting:
        return htmx.go(url_for("signin.pictures", pupil_id=pupil_id))
    return htmx.render("signin/waiting.html", waiting=asked, pupil_id=pupil_id)


@bp.post("/names/<int:pupil_id>/door")
def knock(pupil_id: int) -> str | Response:
    """Ask to be let in; once the teacher has pressed, the same button goes in."""
    code = cookie.get("code", "")
    device = who.device()
    try:
        with transaction() as session:
            signin.ask_to_be_let_in(session, code, pupil_id, device, now())
            token = signin.enter_when_let_in(session, code, pupil_id, device, now())
    except GroupClosed:
        return _door()
    if token is None:
        return redirect(url_for("signin.waiting", pupil_id=pupil_id), code=303)
    who.begin_pupil(token)
    return htmx.go(url_for("home.home"))


def _try(group: OpenGroup, pupil_id: int, sequence: tuple[str, ...]) -> str | Response | tuple[str, int]:
    with transaction() as session:
        attempt = signin.try_pictures(session, group.code, pupil_id, sequence, who.device(), settings().secret, now())
    try:
        token = attempt.entered()
    except WrongPictures as refused:
        return _grid(group, pupil_id, (), refused="wrong", left=refused.left), 422
    except (TooManyTries, GuessingStopped) as refused:
        return _grid(group, pupil_id, (), refused=type(refused).__name__), 429
    who.begin_pupil(token)
    return htmx.go(url_for("home.home"))


def _grid(group: OpenGroup, pupil_id: int, tickets: tuple[str, ...], **more: object) -> str:
    shuffled = list(PICTURES)
    secrets.SystemRandom().shuffle(shuffled)
    secret, device = settings().secret, who.device()
    position = len(tickets)
    return htmx.render(
        "signin/pictures.html",
        htmx.PAGE,
        name=group.pupil(pupil_id).name,
        pupil_id=pupil_id,
        group=group.group,
        tickets=tickets,
        pictures=[
            (each, tokens.picture_ticket(secret, device, pupil_id, position, each), PICTURES[each]) for each in shuffled
        ],
        **more,
    )


def _open_group() -> OpenGroup | None:
    with reading() as session:
        return signin.find_opening(session, cookie.get("code", ""), now())


def _door() -> Response:
    for each in ("code", "card", "card_at"):
        cookie.pop(each, None)
    return htmx.go(url_for("home.home"))

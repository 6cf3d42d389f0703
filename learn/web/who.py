"""Who is asking: a pupil, a member of staff, or nobody yet."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec
from typing import TypeVar
from typing import cast

from flask import Flask
from flask import Response
from flask import g
from flask import redirect
from flask import request
from flask import session as cookie
from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from learn.classroom import signin
from learn.classroom import staff
from learn.classroom import tokens
from learn.classroom.refusals import NotFound
from learn.classroom.signin import SignedInPupil
from learn.classroom.staff import Role
from learn.classroom.staff import SignedInStaff
from learn.web import htmx
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import settings
from learn.web.room import transaction

P = ParamSpec("P")
R = TypeVar("R")

_DEVICE = "device"
_YEAR = 365 * 24 * 3600
_SEEN_EVERY = timedelta(minutes=1)


def init_app(app: Flask) -> None:
    """Give every device that signs somebody in a name of its own."""
    app.after_request(_remember_device)


def pupil() -> SignedInPupil | None:
    """The pupil who is in on this device."""
    if "pupil" not in g:
        g.pupil = _find_pupil(cookie.get("pupil"))
    return cast("SignedInPupil | None", g.pupil)


def staff_member() -> SignedInStaff | None:
    """The member of staff who is signed in here."""
    if "staff" not in g:
        g.staff = _find_staff(cookie.get("staff"))
    return cast("SignedInStaff | None", g.staff)


def the_pupil() -> SignedInPupil:
    """The pupil of a page that only pupils reach."""
    found = pupil()
    assert found is not None
    return found


def the_staff() -> SignedInStaff:
    """The member of staff of a page that only staff reach."""
    found = staff_member()
    assert found is not None
    return found


def pupil_only(view: Callable[P, R]) -> Callable[P, R | AnyResponse]:
    """Nobody yet goes to the front door; for staff the page does not exist."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
        if pupil() is None:
            if staff_member() is not None:
                raise NotFound
            return redirect(url_for("home.home"), code=303)
        return view(*args, **kwargs)

    return guarded


def staff_only(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R | AnyResponse]]:
    """Nobody yet goes to staff sign-in; for pupils and other roles the page does not exist.

    Who has a password that was handed out chooses an own one first: only a page for whatever role stays open.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R | AnyResponse]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
            member = staff_member()
            if member is None:
                if pupil() is not None:
                    raise NotFound
                return htmx.go(url_for("staff.door"))
            if roles and member.must_change:
                return htmx.go(url_for("staff.password"))
            if roles and not member.roles.intersection(roles):
                raise NotFound
            return view(*args, **kwargs)

        return guarded

    return guard


def begin_pupil(token: str) -> None:
    """From here on this browser is the pupil's. Whatever it knew before is gone, but for the language."""
    begin_anew()
    cookie["pupil"] = token


def begin_staff(token: str) -> None:
    """From here on this browser is the member of staff's. Whatever it knew before is gone, but for the language."""
    begin_anew()
    cookie["staff"] = token


def begin_anew() -> None:
    """Put out who was here, and forget it all but the language: whoever chose it is about to come in."""
    before, member = pupil(), staff_member()
    if before or member:
        with transaction() as session:
            if before:
                signin.sign_out(session, before, now())
            if member:
                staff.sign_out(session, member, now())
    language = cookie.get("language")
    cookie.clear()
    if language:
        cookie["language"] = language


def leave() -> None:
    """Forget who was here."""
    cookie.clear()


def device() -> str:
    """What is kept of this device's own name."""
    if "device" not in g:
        g.device = request.cookies.get(_DEVICE) or secrets.token_urlsafe(16)
    return tokens.digest(g.device)


def _find_pupil(token: str | None) -> SignedInPupil | None:
    if not token:
        return None
    moment = now()
    with reading() as session:
        found = signin.signed_in(session, token, moment)
    if found and moment - found.seen_at > _SEEN_EVERY:
        with transaction() as session:
            signin.see(session, found, moment)
    return found


def _find_staff(token: str | None) -> SignedInStaff | None:
    if not token:
        return None
    moment = now()
    with reading() as session:
        found = staff.signed_in(session, token, moment)
    # A page that asks for itself every ten seconds is no use: a laptop left open must fall asleep.
    if found and not htmx.wanted() and moment - found.seen_at > _SEEN_EVERY:
        with transaction() as session:
            staff.see(session, found, moment)
    return found


def _remember_device(response: Response) -> Response:
    if "device" in g and request.cookies.get(_DEVICE) != g.device:
        response.set_cookie(_DEVICE, g.device, max_age=_YEAR, httponly=True, samesite="Lax", secure=settings().secure)
    return response

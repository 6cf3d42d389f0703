"""Set up a real school on an empty database, with the one-time code from the terminal."""

from typing import Annotated
from typing import Literal

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from pydantic import BeforeValidator
from pydantic import Field
from werkzeug.wrappers import Response

from learn.classroom import schools
from learn.classroom.refusals import NotFound
from learn.classroom.staff import SHORTEST_PASSWORD
from learn.classroom.staff import hash_password
from learn.settings import loopback
from learn.web import who
from learn.web.forms import Address
from learn.web.forms import Email
from learn.web.forms import Filled
from learn.web.forms import Form
from learn.web.forms import GroupName
from learn.web.forms import Text
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import settings
from learn.web.room import transaction

bp = Blueprint("setup", __name__, url_prefix="/setup")

_Code = Annotated[str, Field(min_length=1, max_length=40)]


class NewSchool(Form):
    """Everything a school begins with."""

    code: _Code
    school: Text
    protocol: Text
    address: Address
    name: Text
    called: Annotated[Literal["juf", "meester"] | None, BeforeValidator(lambda value: value or None)] = None
    email: Email
    password: Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=200)]
    group: GroupName
    year: Literal["6", "7", "8"]


@bp.get("")
def form() -> str:
    """The set-up page; once there is a school, it does not exist. Raises NotFound."""
    _only_when_empty()
    return _form({})


@bp.post("")
def set_up() -> str | Response | tuple[str, int]:
    """Make the school, and go to staff sign-in. Raises NotFound."""
    _only_when_empty()
    filled: Filled[NewSchool] = read(NewSchool)
    sent = filled.form
    errors = dict(filled.errors)
    if request.form.get("protocol") not in library().protocols:
        errors["protocol"] = _("Choose a protocol from the list.")
    if sent is None or errors:
        return _form(errors), 422
    try:
        with reading() as session:
            schools.check_setup_code(session, sent.code)
        password_hash = hash_password(sent.password)
        with transaction() as session:
            schools.set_up(
                session,
                sent.code,
                schools.NewSchool(sent.school, sent.protocol, sent.address),
                schools.NewPerson(sent.name, sent.email, password_hash, sent.called),
                schools.NewGroup(sent.group, int(sent.year)),
                now(),
            )
    except NotFound:
        return _form(
            {"code": _("This is not the code on the terminal. It works once, until the app starts anew.")}
        ), 422
    who.leave()
    return redirect(url_for("staff.door"), code=303)


def _only_when_empty() -> None:
    with reading() as session:
        if not schools.empty(session):
            raise NotFound


def _form(errors: dict[str, str]) -> str:
    typed = {name: value for name, value in request.form.items() if name != "password"}
    typed.setdefault("address", settings().url or "")
    return render_template(
        "setup/school.html",
        room="staff",
        errors=errors,
        typed=typed,
        protocols=library().protocols.values(),
        only_here="address" not in errors and loopback(typed["address"]),
        shortest=SHORTEST_PASSWORD,
    )

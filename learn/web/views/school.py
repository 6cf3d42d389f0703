"""The head's page: the groups of the school, and who works there."""

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

from learn.classroom import audit
from learn.classroom import colleagues
from learn.classroom import groups
from learn.classroom import staff
from learn.classroom.colleagues import NewColleague
from learn.classroom.refusals import EmailTaken
from learn.classroom.refusals import GroupTaken
from learn.classroom.refusals import OnlyHead
from learn.classroom.refusals import OwnPassword
from learn.classroom.refusals import PostTaken
from learn.classroom.schools import NewGroup
from learn.classroom.staff import Role
from learn.web import who
from learn.web.forms import Email
from learn.web.forms import Form
from learn.web.forms import GroupName
from learn.web.forms import Number
from learn.web.forms import Text
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("school", __name__, url_prefix="/school")

_Nothing = BeforeValidator(lambda value: value or None)


class GroupForm(Form):
    """A group to add."""

    group: GroupName
    year: Literal["6", "7", "8"]
    second_year: Annotated[Literal["6", "7", "8"] | None, _Nothing] = None


class ColleagueForm(Form):
    """Somebody who comes to work here. A teacher teaches a group."""

    name: Text
    called: Annotated[Literal["juf", "meester"] | None, _Nothing] = None
    email: Email
    role: Role
    group_id: Annotated[Number | None, _Nothing] = None


class PostForm(Form):
    """One more thing that somebody is here, as the list sends it: ``head``, ``adviser``, or ``teacher/12``."""

    post: Annotated[str, Field(pattern=r"^(?:head|adviser|teacher/[1-9][0-9]{0,8})$")]

    @property
    def role(self) -> Role:
        return staff.role(self.post.partition("/")[0])

    @property
    def group_id(self) -> int | None:
        _, _, number = self.post.partition("/")
        return int(number) if number else None


@bp.get("")
@who.staff_only("head")
def school() -> str:
    """The groups, and who works here."""
    return _school()


@bp.get("/events")
@who.staff_only("head")
def events() -> str:
    """What staff did, newest first: who and when, and no child's name."""
    with reading() as session:
        deeds = audit.newest(session, who.the_staff().school_id)
    titles = {slug: module.lesson.title for slug, module in library().modules.items()}
    return render_template("staff/events.html", room="staff", deeds=deeds, titles=titles, most=audit.MOST_LINES)


@bp.post("/groups")
@who.staff_only("head")
def add_group() -> Response | tuple[str, int]:
    """One more group this year."""
    filled = read(GroupForm)
    errors = dict(filled.errors)
    if filled.form is not None:
        sent = filled.form
        second = int(sent.second_year) if sent.second_year and sent.second_year != sent.year else None
        try:
            with transaction() as session:
                new = NewGroup(sent.group, int(sent.year), second)
                colleagues.add_group(session, who.the_staff(), new, now())
            return redirect(url_for("school.school"), code=303)
        except GroupTaken:
            errors["group"] = _("There is a group %(name)s already.", name=sent.group)
    return _school(errors=errors), 422


@bp.post("/staff")
@who.staff_only("head")
def add_colleague() -> str | tuple[str, int]:
    """A colleague, with a password to begin with that is shown once. Raises NotFound for another school's group."""
    filled = read(ColleagueForm)
    errors = dict(filled.errors)
    if filled.form is not None and (filled.form.role == "teacher") != (filled.form.group_id is not None):
        errors["group_id"] = _("A teacher has a group; a head and an adviser do not.")
    if filled.form is not None and not errors:
        sent = filled.form
        password = staff.draw_password()
        password_hash = staff.hash_password(password)
        try:
            with transaction() as session:
                new = NewColleague(sent.name, sent.email, sent.called, sent.role, sent.group_id)
                colleagues.add_colleague(session, who.the_staff(), new, password_hash, now())
            return _school(told=(sent.name, password))
        except EmailTaken:
            errors["email"] = _(
                "Somebody has this e-mail address already. Does this person work here? Then add the task in the list."
            )
    return _school(errors=errors), 422


@bp.post("/staff/<int:staff_id>/passwords")
@who.staff_only("head")
def new_password(staff_id: int) -> str | tuple[str, int]:
    """A new password to begin with, shown once; every session of the old one ends. Raises NotFound."""
    password = staff.draw_password()
    password_hash = staff.hash_password(password)
    try:
        with transaction() as session:
            name = colleagues.new_password(session, who.the_staff(), staff_id, password_hash, now())
    except OwnPassword:
        return _school(trouble=_("Choose your own password on the page of your groups.")), 422
    return _school(told=(name, password))


@bp.post("/staff/<int:staff_id>/posts")
@who.staff_only("head")
def give_post(staff_id: int) -> Response | tuple[str, int]:
    """One more group or task for somebody who works here. Raises NotFound."""
    sent = read(PostForm).form
    if sent is None:
        return _school(trouble=_("Choose a group or task from the list.")), 422
    try:
        with transaction() as session:
            colleagues.give_post(session, who.the_staff(), staff_id, sent.role, sent.group_id, now())
    except PostTaken:
        return _school(trouble=_("Your colleague has this group or task already.")), 422
    return redirect(url_for("school.school"), code=303)


@bp.post("/staff/<int:staff_id>/posts/<int:post_id>/removals")
@who.staff_only("head")
def take_post(staff_id: int, post_id: int) -> Response | tuple[str, int]:
    """Somebody no longer has this group or task. Raises NotFound."""
    try:
        with transaction() as session:
            colleagues.take_post(session, who.the_staff(), staff_id, post_id, now())
    except OnlyHead:
        return _school(trouble=_("You are the only head. Add another head first.")), 422
    return redirect(url_for("school.school" if _still_head() else "staff.door"), code=303)


@bp.post("/staff/<int:staff_id>/departures")
@who.staff_only("head")
def depart(staff_id: int) -> Response | tuple[str, int]:
    """Somebody leaves: no session of theirs works from now on. Raises NotFound."""
    try:
        with transaction() as session:
            colleagues.let_go(session, who.the_staff(), staff_id, now())
    except OnlyHead:
        return _school(trouble=_("You are the only head. Add another head first.")), 422
    return redirect(url_for("school.school"), code=303)


def _still_head() -> bool:
    member = who.the_staff()
    with reading() as session:
        return colleagues.is_head(session, member.id)


def _school(**more: object) -> str:
    member = who.the_staff()
    with reading() as session:
        all_groups = groups.of_school(session, member.school_id)
        people = colleagues.colleagues(session, member.school_id)
    typed = request.form if request.method == "POST" and "told" not in more else {}
    return render_template(
        "staff/school.html",
        room="staff",
        member=member,
        groups=all_groups,
        people=people,
        typed=typed,
        **{"errors": {}, **more},
    )

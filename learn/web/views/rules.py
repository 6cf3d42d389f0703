"""Our rules: a pupil reads them one by one, then joins, or signs later."""

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import lessons
from learn.classroom import rules
from learn.classroom import signing
from learn.classroom.refusals import NotAllRead
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import SignedOften
from learn.content.practice import practice
from learn.web import who
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("rules", __name__, url_prefix="/rules/<int:rules_id>")


@bp.get("")
@who.pupil_only
def start(rules_id: int) -> Response:
    """Where this pupil goes on: the first rule not yet read, or signing."""
    pupil = who.the_pupil()
    with reading() as session:
        version = rules.version(session, pupil.group.id, rules_id)
        following = signing.reading(session, pupil.id, version).next
    return redirect(_address(rules_id, following), code=303)


@bp.get("/<int:number>")
@who.pupil_only
def rule(rules_id: int, number: int) -> str:
    """One rule. Raises NotFound."""
    return _rule(rules_id, number)


@bp.post("/<int:number>")
@who.pupil_only
def say(rules_id: int, number: int) -> Response | tuple[str, int]:
    """I understand it, or I do not. Raises NotFound."""
    pupil = who.the_pupil()
    said = request.form.get("clear")
    if said not in ("yes", "no"):
        return _rule(rules_id, number, advice=_("Choose one of the answers.")), 422
    with transaction() as session:
        version = rules.version(session, pupil.group.id, rules_id)
        signing.read_rule(session, pupil.id, version, number, said == "yes", now())
        following = signing.reading(session, pupil.id, version).after(number)
    return redirect(_address(rules_id, following), code=303)


@bp.get("/signatures")
@who.pupil_only
def sign(rules_id: int) -> str | Response:
    """All rules once more, and two equal buttons."""
    return _sign(rules_id)


@bp.post("/signatures")
@who.pupil_only
def signature(rules_id: int) -> str | Response | tuple[str, int]:
    """Join, or sign later. A pupil signs for nobody else: the session says who. Raises NotFound."""
    pupil = who.the_pupil()
    how = request.form.get("how")
    if how not in ("sign", "later"):
        page = _sign(rules_id, advice=_("Choose one of the answers."))
        return (page, 422) if isinstance(page, str) else page
    try:
        with transaction() as session:
            version = rules.holding(session, pupil.group.id, rules_id)
            signing.sign(session, version, pupil.id, pupil.name, how == "sign", now())
    except NotAllRead:
        return _sign(rules_id)
    except SignedOften:
        page = _sign(rules_id, advice=_("You changed this often. Tell your teacher what it should be."))
        return (page, 409) if isinstance(page, str) else page
    return redirect(url_for("rules.sign", rules_id=rules_id), code=303)


@bp.post("/withdrawals")
@who.pupil_only
def withdraw(rules_id: int) -> Response:
    """Take my signature back. Both lines stay in the record. Raises NotFound."""
    pupil = who.the_pupil()
    with transaction() as session:
        version = rules.holding(session, pupil.group.id, rules_id)
        signing.withdraw(session, version, pupil.id, pupil.name, now())
    return redirect(url_for("rules.sign", rules_id=rules_id), code=303)


def _rule(rules_id: int, number: int, **more: object) -> str:
    pupil = who.the_pupil()
    with reading() as session:
        version = rules.version(session, pupil.group.id, rules_id)
        read = signing.reading(session, pupil.id, version)
        asked = read.changes is not None
        here = {run.module for run in lessons.ready(session, pupil.group.id, now())} if asked else set()
    if not 1 <= number <= len(version.text.rules):
        raise NotFound
    shown = version.text.rules[number - 1]
    story = practice(library(), pupil.group.years, shown.key, here) if here else None
    return render_template(
        "rules/rule.html",
        pupil=pupil,
        version=version,
        read=read,
        number=number,
        rule=shown,
        asked=read.asked(shown.key),
        story=story if story and story.ready else None,
        **more,
    )


def _sign(rules_id: int, **more: object) -> str | Response:
    pupil = who.the_pupil()
    with reading() as session:
        version = rules.version(session, pupil.group.id, rules_id)
        read = signing.reading(session, pupil.id, version)
        state = signing.own_word(session, version, pupil.id)
    if read.next is not None:
        return redirect(_address(rules_id, read.next), code=303)
    return render_template("rules/sign.html", pupil=pupil, version=version, read=read, state=state, **more)


def _address(rules_id: int, number: int | None) -> str:
    if number is None:
        return url_for("rules.sign", rules_id=rules_id)
    return url_for("rules.rule", rules_id=rules_id, number=number)

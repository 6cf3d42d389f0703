"""The head's pages of the programmes of others that the school takes part in."""

from typing import Annotated
from typing import Literal
from typing import cast

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from pydantic import AfterValidator
from pydantic import BeforeValidator
from pydantic import Field
from werkzeug.wrappers import Response

from learn.classroom import programmes
from learn.classroom.programmes import Chosen
from learn.classroom.programmes import Wanted
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import ProgrammeTaken
from learn.classroom.refusals import TooManyProgrammes
from learn.content.base import YearGroup
from learn.content.programmes import Programme
from learn.web import who
from learn.web.forms import Form
from learn.web.forms import Text
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("programmes", __name__, url_prefix="/school/programmes")

Answer = str | Response | tuple[str, int]

_Nothing = BeforeValidator(lambda value: value.strip() or None)


def _known(topics: tuple[str, ...]) -> tuple[str, ...]:
    if not library().topics.slugs.issuperset(topics):
        raise ValueError(_("This cannot be right. Choose or type it again."))
    return tuple(topic.slug for topic in library().topics if topic.slug in topics)


class ProgrammeForm(Form):
    """A programme as the head writes it down. ``period`` is whatever the school calls it."""

    name: Text
    groups: tuple[Literal["6", "7", "8"], ...] = Field(default=(), max_length=3)
    period: Annotated[Text | None, _Nothing] = None
    topics: Annotated[tuple[str, ...], Field(max_length=100), AfterValidator(_known)] = ()

    @property
    def wanted(self) -> Wanted:
        """What it asks for."""
        years = sorted({int(each) for each in self.groups})
        groups = tuple(cast("YearGroup", year) for year in years)
        return Wanted(self.name, groups, self.period or "", self.topics)


@bp.get("")
@who.staff_only("head")
def overview() -> str:
    """The programmes of the school, each with what is known of it."""
    return _overview()


@bp.get("/new")
@who.staff_only("head")
def new() -> str:
    """Write one down."""
    return _form(None, {})


@bp.post("")
@who.staff_only("head")
def add() -> Answer:
    """One more."""
    wanted, errors = _sent()
    if wanted is not None and not errors:
        try:
            with transaction() as session:
                member = who.the_staff()
                programmes.add(session, library(), member.school_id, wanted, member.id, now())
            return _back()
        except ProgrammeTaken:
            errors["name"] = _taken()
        except TooManyProgrammes:
            trouble = _("There are %(most)s programmes here already. Take one out first.", most=programmes.MOST)
            return _overview(trouble), 422
    return _form(None, errors), 422


@bp.get("/<programme_key>")
@who.staff_only("head")
def programme(programme_key: str) -> str:
    """One programme, to be changed. Raises NotFound."""
    return _form(_chosen().programme(programme_key), {})


@bp.post("/<programme_key>")
@who.staff_only("head")
def save(programme_key: str) -> Answer:
    """The programme as it was changed. Raises NotFound."""
    standing = _chosen().programme(programme_key)
    wanted, errors = _sent()
    if wanted is not None and not errors:
        try:
            with transaction() as session:
                member, seen = who.the_staff(), request.form.get("seen", "")
                programmes.change(session, library(), member.school_id, programme_key, wanted, member.id, now(), seen)
            return _back()
        except ProgrammeTaken:
            errors["name"] = _taken()
        except DraftChanged:
            return _form(_chosen().programme(programme_key), {}, changed=True), 409
    return _form(standing, errors), 422


@bp.post("/<programme_key>/removals")
@who.staff_only("head")
def remove(programme_key: str) -> Response:
    """The school no longer takes part. Raises NotFound."""
    with transaction() as session:
        member = who.the_staff()
        programmes.remove(session, library(), member.school_id, programme_key, member.id, now())
    return _back()


def _chosen() -> Chosen:
    with reading() as session:
        return programmes.of_school(session, library(), who.the_staff().school_id)


def _sent() -> tuple[Wanted | None, dict[str, str]]:
    filled = read(ProgrammeForm)
    errors = dict(filled.errors)
    if filled.form is not None and not filled.form.groups:
        errors["groups"] = _("Tick at least one group.")
    return (filled.form.wanted if filled.form else None), errors


def _taken() -> str:
    return _("You have a programme of this name already.")


def _back() -> Response:
    return redirect(url_for("programmes.overview"), code=303)


def _overview(trouble: str | None = None) -> str:
    return render_template(
        "school/programmes.html",
        room="staff",
        chosen=_chosen(),
        known=library().programmes.known,
        topics=library().topics,
        trouble=trouble,
    )


def _form(standing: Programme | None, errors: dict[str, str], *, changed: bool = False) -> str:
    """The form as it was sent, or as the programme stands. Changed meanwhile: as sent, beside what stands there now."""
    sent = request.form
    if request.method == "POST":
        typed = {"name": sent.get("name", ""), "period": sent.get("period", "")}
        groups, topics = sent.getlist("groups"), sent.getlist("topics")
    else:
        typed = {"name": standing.name, "period": standing.when} if standing else {"name": "", "period": ""}
        groups = [str(each) for each in standing.groups] if standing else []
        topics = list(standing.topics) if standing else []
    return render_template(
        "school/programme.html",
        room="staff",
        standing=standing,
        known=library().programmes.known(standing.key) if standing else None,
        # Once it was told, the next press is on what stands there now; before, on what the form was made from.
        seen=sent.get("seen", "") if request.method == "POST" and not changed else standing.mark if standing else "",
        all_topics=library().topics,
        typed=typed,
        groups=groups,
        topics=topics,
        errors=errors,
        changed=changed,
    )

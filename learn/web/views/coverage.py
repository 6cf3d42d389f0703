"""What is taught where: for everybody who works at the school, on a page, in a spreadsheet and on paper."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint
from flask import Response
from flask import render_template
from flask_babel import force_locale

from learn.classroom import teaching
from learn.classroom.refusals import NotFound
from learn.classroom.schooldays import local
from learn.classroom.teaching import Teaching
from learn.content.grid import Part
from learn.prints import papers
from learn.web import who
from learn.web.language import gettext as _
from learn.web.language import ngettext
from learn.web.pdf import pdf
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.spreadsheet import spreadsheet

bp = Blueprint("coverage", __name__, url_prefix="/school/coverage")


@bp.get("")
@who.staff_only("head", "teacher", "adviser")
def coverage() -> str:
    """Agreements and lessons both ways, programmes, and what stood ready in which group."""
    found = _teaching()
    return render_template(
        "school/coverage.html", room="staff", found=found, notes=_notes(found), head="head" in who.the_staff().roles
    )


@bp.get("/<part>.csv")
@who.staff_only("head", "teacher", "adviser")
def table(part: str) -> Response:
    """One of its tables for a spreadsheet. Raises NotFound."""
    found = _teaching()
    wanted = found.tables.get(cast("Part", part))
    if wanted is None:
        raise NotFound
    return spreadsheet(wanted.head, wanted.cells, f"{wanted.title.rstrip('?')} - {found.school.name}.csv")


@bp.get("/coverage.pdf")
@who.staff_only("head", "teacher", "adviser")
def paper() -> Response:
    """All of its tables on paper, in Dutch whatever the reader speaks."""
    found = _teaching()
    document = found.covered.protocol.document
    with force_locale("nl"):
        notes = _notes(found)
    taught = papers.Overview(
        found.school.name,
        found.school_year,
        f"{document.title}, {document.school}, {document.date}",
        local(now()).date(),
        tuple((each, notes[each.part]) for each in found.tables.values()),
    )
    return pdf(papers.overview(taught), f"Wat komt waar aan bod - {found.school.name}.pdf")


def _teaching() -> Teaching:
    with reading() as session:
        return teaching.teaching(session, library(), who.the_staff().school_id)


def _notes(found: Teaching) -> Mapping[Part, tuple[str, ...]]:
    """What each table means, and what it means that it is empty."""
    return {
        "agreements": _of_agreements(found),
        "lessons": _of_lessons(found),
        "programmes": _of_programmes(found),
        "taught": _of_groups(found),
    }


def _of_agreements(found: Teaching) -> tuple[str, ...]:
    several = len(found.covered.protocol.rules)
    if not several:
        return (
            _("Your protocol has no agreements for pupils."),
            _(
                "This document then is for adults. With every story stands a tip and no agreement of school, and of "
                "school there is nothing to sign. A group can still make rules of its own."
            ),
        )
    counted = ngettext(
        "%(practised)s of the %(num)s agreement for pupils is practised in a lesson.",
        "%(practised)s of the %(num)s agreements for pupils are practised in a lesson.",
        several,
        practised=found.practised,
    )
    return (counted, _("What stands in several clauses, or a clause about two things, has several lines here."))


def _of_lessons(found: Teaching) -> tuple[str, ...]:
    tip = _("With a tip, school has no agreement that holds where the story plays. The last column says why.")
    mostly = _(
        "With most answers stands a tip: about those your protocol asks nothing of pupils. If you want lessons about "
        "agreements of your own, talk over at school which ones are missing."
    )
    return (tip, mostly) if found.mostly_tips else (tip,)


def _of_programmes(found: Teaching) -> tuple[str, ...]:
    if not found.chosen.own:
        return (
            _("These are the programmes that De Bron names in its protocol: an example. The head can change them."),
        )
    if not found.chosen.programmes:
        return (_("School takes part in no programme of others."),)
    return (_("School ticked itself what each programme is about."),)


def _of_groups(found: Teaching) -> tuple[str, ...]:
    if not found.tables["taught"].rows:
        return (_("There are no groups yet."),)
    meaning = _(
        "Set ready on: the day on which the teacher opened the lesson for the group in the app; after several times "
        "the last one. Taken back on: the day on which it was closed again. Whether the group did the lesson that day, "
        "and how far, does not stand here."
    )
    nothing = _("No lesson was set ready yet. Once a teacher does, the group and the day stand here.")
    return (nothing, meaning) if found.nothing_ready else (meaning,)

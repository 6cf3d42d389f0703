"""The check of a protocol: the one that holds at school, or the document that is being looked over; page and A4."""

from flask import Blueprint
from flask import render_template
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import protocols
from learn.classroom.schooldays import local
from learn.content.checkup import NOTHING_FOUND
from learn.content.checkup import NOTHING_TO_SIGN
from learn.content.checkup import SILENT
from learn.content.checkup import Checkup
from learn.content.checkup import checkup
from learn.content.protocols import Protocol
from learn.prints import papers
from learn.web import htmx
from learn.web import who
from learn.web.pdf import pdf
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading

bp = Blueprint("checkup", __name__, url_prefix="/school/protocol")


@bp.get("/checkup")
@who.staff_only("head")
def holding() -> str:
    """What there is to say of the protocol that holds."""
    return _page(_holding(), url_for("checkup.holding_pdf"), url_for("protocol.protocol"))


@bp.get("/checkup.pdf")
@who.staff_only("head")
def holding_pdf() -> Response:
    """The same on one A4."""
    return _pdf(_holding())


@bp.get("/draft/checkup")
@who.staff_only("head")
def draft() -> str | Response:
    """What there is to say of the document that is being looked over, as it stands now."""
    found = _draft()
    if found is None:
        return _back()
    return _page(found, url_for("checkup.draft_pdf"), url_for("protocol.draft"))


@bp.get("/draft/checkup.pdf")
@who.staff_only("head")
def draft_pdf() -> Response:
    """The same on one A4."""
    found = _draft()
    return _pdf(found) if found else _back()


def _holding() -> Checkup:
    with reading() as session:
        school = protocols.school(session, who.the_staff().school_id)
        protocol = protocols.of_school(session, library(), school)
    return _checked(protocol)


def _draft() -> Checkup | None:
    """None without a document that is being looked over, and while nothing in it binds anybody."""
    member = who.the_staff()
    with reading() as session:
        made = protocols.draft(session, member.school_id)
    protocol = made.draft.protocol(made.slug, member.school, library().topics) if made else None
    return _checked(protocol, len(made.draft.clauses) - made.draft.checked) if made and protocol else None


def _checked(protocol: Protocol, unchecked: int = 0) -> Checkup:
    return checkup(protocol, library().looks, library().facts, local(now()).date(), unchecked)


def _page(found: Checkup, print_at: str, back_to: str) -> str:
    return render_template(
        "school/checkup.html",
        room="staff",
        found=found,
        print_at=print_at,
        back_to=back_to,
        silent=SILENT,
        nothing_found=NOTHING_FOUND,
        nothing_to_sign=NOTHING_TO_SIGN,
    )


def _pdf(found: Checkup) -> Response:
    return pdf(papers.checkup(found), f"protocol-apk {found.on}.pdf")


def _back() -> Response:
    return htmx.go(url_for("protocol.draft"))

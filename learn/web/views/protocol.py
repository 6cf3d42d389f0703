"""The head's pages of the school's protocol: which one holds, a new document in, looked over, and confirmed."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import wraps
from typing import Annotated
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar

from flask import Blueprint
from flask import render_template
from flask import request
from flask import url_for
from pydantic import AfterValidator
from pydantic import BeforeValidator
from pydantic import Field
from werkzeug.wrappers import Response

from learn.classroom import protocols
from learn.classroom import rules
from learn.classroom.protocols import Version
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import DraftThere
from learn.classroom.refusals import NotAllChecked
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import NothingToConfirm
from learn.classroom.refusals import TooManyClauses
from learn.content.compare import Comparison
from learn.content.compare import compare
from learn.content.compare import settle
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.drafts import Meaning
from learn.content.protocols import Applies
from learn.content.protocols import Party
from learn.content.protocols import Readers
from learn.documents import apart
from learn.documents.lines import Line
from learn.documents.lines import Reason
from learn.documents.lines import Unreadable
from learn.documents.proposing import LONGEST_LITERAL
from learn.documents.proposing import LONGEST_REF
from learn.documents.proposing import one_line
from learn.documents.proposing import propose
from learn.documents.reading import read as read_document
from learn.prints.names import printable
from learn.prints.names import tidy
from learn.web import htmx
from learn.web import who
from learn.web.forms import Filled
from learn.web.forms import Form
from learn.web.forms import Text
from learn.web.forms import plain
from learn.web.forms import read
from learn.web.language import gettext as _
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("protocol", __name__, url_prefix="/school/protocol")

MOST_TOPICS = 3

P = ParamSpec("P")
R = TypeVar("R")
Answer = str | Response | tuple[str, int]

_Nothing = BeforeValidator(lambda value: value or None)


def _known(subjects: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(each for each in subjects if each))
    if not library().topics.subjects.issuperset(chosen):
        raise ValueError(_("This cannot be right. Choose or type it again."))
    if len({each.partition("/")[0] for each in chosen}) < len(chosen):
        raise ValueError(_("Two sentences on one subject do not go together. Choose one."))
    return chosen


class ClauseForm(Form):
    """A clause as somebody puts it right. Nobody ticked under ``binds``: then it is no agreement after all."""

    ref: Annotated[str, Field(min_length=1, max_length=LONGEST_REF), AfterValidator(plain)]
    literal: Annotated[str, BeforeValidator(one_line), Field(min_length=1, max_length=LONGEST_LITERAL)]
    binds: tuple[Party, ...] = Field(default=(), max_length=3)
    applies: Applies
    topics: Annotated[tuple[str, ...], Field(max_length=12), AfterValidator(_known)] = ()
    show_literal: Readers
    literal_reason: Annotated[Text | None, _Nothing] = None
    meaning: Annotated[Meaning | None, _Nothing] = None


class ConfirmForm(Form):
    """What the document calls itself."""

    title: Text
    date: Text


def _with_draft(view: Callable[Concatenate[Version, P], R]) -> Callable[P, R | Response]:
    """Give the view the draft. Without one there is only the page it begins on."""

    @wraps(view)
    def found(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        with reading() as session:
            made = protocols.draft(session, who.the_staff().school_id)
        return view(made, *args, **kwargs) if made else htmx.go(url_for("protocol.protocol"))

    return found


@bp.get("")
@who.staff_only("head")
def protocol() -> str:
    """The protocol that holds, what it says nothing about, and a place for another document."""
    return _page()


@bp.post("/drafts")
@who.staff_only("head")
def start() -> Answer:
    """Read a document. It waits to be looked over; nothing changes for a class."""
    text, uploaded = request.form.get("text", ""), request.files.get("file")
    data = uploaded.read() if uploaded and uploaded.filename else text.encode("utf-8", "replace")
    if not data.strip():
        return _page(trouble=_("Choose a file, or paste the text of the protocol.")), 422
    try:
        made = draft_of(apart.lines(data))
    except Unreadable as refused:
        return _page(text=text, trouble=_unreadable(refused.reason)), 422
    try:
        with transaction() as session:
            member = who.the_staff()
            protocols.start_draft(session, member.school_id, made, member.id, now(), request.form.get("seen", ""))
    except DraftThere:
        trouble = _("A document is being looked over already. Tick that it may go, or go on with it.")
        return _page(text=text, trouble=trouble), 409
    return htmx.go(url_for("protocol.draft"))


@bp.get("/draft")
@who.staff_only("head")
@_with_draft
def draft(made: Version) -> Answer:
    """The document clause by clause: all of it, or what nobody looked at yet."""
    return _draft(made)


@bp.post("/draft/checks")
@who.staff_only("head")
@_with_draft
def check_sure(made: Version) -> Answer:
    """Everything that is sure is right."""
    try:
        with transaction() as session:
            protocols.check_all_sure(session, made.school_id, request.form.get("seen", ""))
    except DraftChanged:
        return _draft(made, trouble=_changed()), 409
    return htmx.go(url_for("protocol.draft", show="open"))


@bp.get("/draft/clauses/<int:number>")
@who.staff_only("head")
@_with_draft
def clause(made: Version, number: int) -> Answer:
    """One clause, to be put right. Raises NotFound."""
    return _clause(made, number)


@bp.post("/draft/clauses/<int:number>")
@who.staff_only("head")
@_with_draft
def save(made: Version, number: int) -> Answer:
    """The clause as it was put right. Raises NotFound."""
    before = _of(made, number)
    filled = read(ClauseForm)
    errors = _errors(filled)
    if filled.form is None or errors:
        return _clause(made, number, errors=errors), 422
    changed = before.model_copy(update={**filled.form.model_dump(), "note": None})
    if changed.meaning == _comparison(made).pair(number).proposed:
        changed = changed.model_copy(update={"meaning": None})  # the proposal stands, also when more is put right
    try:
        with transaction() as session:
            kept = protocols.save_clause(session, made.school_id, number, changed, request.form.get("seen", ""))
    except DraftChanged:
        return _clause(made, number, trouble=_changed()), 409
    return _onwards(kept, number)


@bp.post("/draft/clauses/<int:number>/checks")
@who.staff_only("head")
@_with_draft
def check(made: Version, number: int) -> Answer:
    """The clause is right as it stands. Raises NotFound."""
    standing, shown = _of(made, number), _shown()
    try:
        with transaction() as session:
            kept = protocols.save_clause(session, made.school_id, number, standing, request.form.get("seen", ""))
    except DraftChanged:
        return htmx.go(url_for("protocol.draft")) if htmx.wanted() else (_draft(made, trouble=_changed()), 409)
    if htmx.wanted():
        return htmx.render(
            "school/draft.html", "clauses", made=kept, numbers=[number], alone=True, shown=shown, **_words(kept)
        )
    return htmx.go(url_for("protocol.draft", show=shown, _anchor=f"clause-{number}"))


@bp.get("/draft/clauses/<int:number>/new")
@who.staff_only("head")
@_with_draft
def missing(made: Version, number: int) -> Answer:
    """A sentence that was not found, to become the clause with this number. Raises NotFound."""
    return _missing(made, number)


@bp.post("/draft/clauses/<int:number>/new")
@who.staff_only("head")
@_with_draft
def add(made: Version, number: int) -> Answer:
    """Put it in. Raises NotFound."""
    filled = read(ClauseForm)
    errors = _errors(filled)
    if filled.form is None or errors:
        return _missing(made, number, errors=errors), 422
    sent = filled.form.model_dump() | {"meaning": None}
    written = DraftClause(place="", sure=1, **sent)
    try:
        with transaction() as session:
            protocols.add_clause(session, made.school_id, number, written, request.form.get("seen", ""))
    except TooManyClauses:
        trouble = _("There are too many clauses. Keep only the protocol itself in it.")
        return _missing(made, number, trouble=trouble), 422
    except DraftChanged:
        return _missing(made, number, trouble=_changed()), 409
    return htmx.go(url_for("protocol.draft", _anchor=f"clause-{number}"))


@bp.get("/confirmations")
@who.staff_only("head")
@_with_draft
def confirm(made: Version) -> Answer:
    """What pupils would sign, and what changes once it is confirmed."""
    return _confirm(made) if made.draft.complete else htmx.go(url_for("protocol.draft", show="open"))


@bp.post("/confirmations")
@who.staff_only("head")
@_with_draft
def hold(made: Version) -> Answer:
    """From now on this is the school's protocol."""
    filled = read(ConfirmForm)
    if filled.form is None:
        return _confirm(made, errors=filled.errors), 422
    sent, member, seen = filled.form, who.the_staff(), request.form.get("seen", "")
    try:
        with transaction() as session:
            protocols.confirm(session, library(), member.school_id, sent.title, sent.date, member.id, now(), seen)
    except DraftChanged:
        return _confirm(made, trouble=_changed()), 409
    except NotAllChecked:
        return _draft(made, trouble=_("Nobody looked at some clauses yet. Look at those first.")), 422
    except NothingToConfirm:
        return _draft(made, trouble=_("No clause binds anybody. Say of at least one whom it binds.")), 422
    return htmx.go(url_for("protocol.protocol"))


def draft_of(lines: Sequence[Line]) -> Draft:
    """The draft of what was read, so that all of it can be stored, shown and printed. Raises Unreadable."""
    topics = library().topics
    made = propose(lines, read_document(lines, topics), topics)
    if not made.clauses:
        raise Unreadable("no-clauses")
    # What stands on paper later can be printed; a sign that cannot is left out, and the head reads it all.
    return made.model_copy(
        update={
            "title": tidy(printable(made.title)) or "Protocol",
            "clauses": tuple(
                each.model_copy(update={"ref": tidy(printable(each.ref)) or str(number)})
                for number, each in enumerate(made.clauses, start=1)
            ),
        }
    )


def _page(**more: object) -> str:
    school_id = who.the_staff().school_id
    with reading() as session:
        card = protocols.school(session, school_id)
        holds = protocols.of_school(session, library(), card)
        current = protocols.current(session, school_id)
        made = protocols.draft(session, school_id)
        waiting = rules.waiting(session, school_id, holds)
    return render_template(
        "school/protocol.html",
        room="staff",
        protocol=holds,
        current=current,
        made=made,
        waiting=waiting,
        **{"text": "", **more},
    )


def _draft(made: Version, **more: object) -> str:
    shown = _shown()
    numbers = [number for number, each in enumerate(made.draft.clauses, start=1) if shown != "open" or not each.checked]
    return render_template(
        "school/draft.html", room="staff", made=made, numbers=numbers, shown=shown, **{**_words(made), **more}
    )


def _shown() -> str | None:
    """Everything, or only what is still to be looked at."""
    return "open" if request.values.get("show") == "open" else None


def _clause(made: Version, number: int, **more: object) -> str:
    standing = _of(made, number)
    posted = request.method == "POST"
    typed: Mapping[str, object] = request.form if posted else standing.model_dump()
    chosen = request.form.getlist("topics") if posted else standing.topics
    return render_template(
        "school/clause.html",
        room="staff",
        made=made,
        number=number,
        clause=standing,
        typed=typed,
        binds=request.form.getlist("binds") if posted else standing.binds,
        chosen=[*chosen, *[""] * (MOST_TOPICS - len(chosen))],
        topics=library().topics,
        **{"errors": {}, **_words(made), **more},
    )


def _missing(made: Version, number: int, **more: object) -> str:
    if not 1 <= number <= len(made.draft.clauses) + 1:
        raise NotFound
    return render_template(
        "school/missing.html",
        room="staff",
        made=made,
        number=number,
        typed=request.form,
        binds=request.form.getlist("binds"),
        chosen=[*(chosen := request.form.getlist("topics")), *[""] * (MOST_TOPICS - len(chosen))],
        topics=library().topics,
        **{"errors": {}, "seen": request.form.get("seen", made.draft.mark), **_words(made), **more},
    )


def _confirm(made: Version, **more: object) -> str:
    with reading() as session:
        before = protocols.before(session, library(), made.school_id)
        settled = settle(before, made.draft, made.number).protocol(made.slug, who.the_staff().school, library().topics)
        waiting = rules.waiting(session, made.school_id, settled) if settled else ()
    return render_template(
        "school/confirmation.html",
        room="staff",
        made=made,
        typed=request.form,
        waiting=waiting,
        **{"errors": {}, **_words(made), **more},
    )


def _words(made: Version) -> Mapping[str, object]:
    """What the templates of a draft say in several places."""
    topics = library().topics
    sentences = {
        subject: topic.sentence(subject.partition("/")[2] or None) for topic in topics for subject in topic.subjects
    }
    return {
        "sentences": sentences,
        "would": made.draft.protocol(made.slug, who.the_staff().school, topics),
        "contradictions": made.draft.contradictions(topics),
        "comparison": _comparison(made),
    }


def _comparison(made: Version) -> Comparison:
    with reading() as session:
        return compare(protocols.before(session, library(), made.school_id), made.draft.clauses)


def _errors(filled: Filled[ClauseForm]) -> dict[str, str]:
    errors = dict(filled.errors)
    if filled.form and filled.form.show_literal == "staff" and not filled.form.literal_reason:
        errors["literal_reason"] = _("Say why children do not read this sentence.")
    return errors


def _of(made: Version, number: int) -> DraftClause:
    if not 1 <= number <= len(made.draft.clauses):
        raise NotFound
    return made.draft.clauses[number - 1]


def _onwards(kept: Version, number: int) -> Response:
    following = kept.draft.next_unchecked(number)
    if following is None:
        return htmx.go(url_for("protocol.draft"))
    return htmx.go(url_for("protocol.clause", number=following))


def _unreadable(reason: Reason) -> str:
    sentences: Mapping[Reason, str] = {
        "too-big": _("This file is too big or too complicated to read. Keep only the protocol itself in it."),
        "encrypted": _("This file is locked with a password. Take the password off and try again."),
        "damaged": _("This file is damaged. Open it in your word processor, store it anew and try again."),
        "scan": _("This is a scan, a picture without text. Paste the text, or use the file it was printed from."),
        "picture": _("This is a picture. Type or paste the text, or use the file it was made from."),
        "empty": _("There is no text in this file."),
        "old-word": _("This is an old Word file (.doc). Store it as .docx and try again."),
        "not-text": _("This is no text. Use txt, md, docx, odt or pdf."),
        "unknown": _("We do not know this kind of file. Use txt, md, docx, odt or pdf."),
        "no-clauses": _("We found no agreement in this. Is it the protocol? Then paste its text."),
    }
    return sentences[reason]


def _changed() -> str:
    return _("This was just changed, in another window or by a colleague. Look at it once more.")

"""The teacher's page of the group rules: make them, adopt them, see who signed, close, print."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set
from typing import Literal

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from pydantic import Field
from sqlmodel import Session
from werkzeug.wrappers import Response as AnyResponse

from learn.classroom import audit
from learn.classroom import groups
from learn.classroom import ledger
from learn.classroom import lessons
from learn.classroom import protocols
from learn.classroom import rules
from learn.classroom import signing
from learn.classroom import wording
from learn.classroom.groups import GroupCard
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import NotAllSettled
from learn.classroom.refusals import NothingToAdopt
from learn.classroom.refusals import SchoolChanged
from learn.classroom.refusals import SignedOff
from learn.classroom.rules import Version
from learn.classroom.schooldays import local
from learn.content.cast import Names
from learn.content.practice import Practice
from learn.content.practice import practice
from learn.prints import papers
from learn.prints.names import tidy
from learn.prints.names import unprintable
from learn.web import who
from learn.web.forms import Form
from learn.web.forms import Number
from learn.web.forms import read
from learn.web.group_room import own_screen
from learn.web.group_room import paper_with_names
from learn.web.group_room import teacher_only
from learn.web.language import gettext as _
from learn.web.pdf import pdf
from learn.web.room import library
from learn.web.room import now
from learn.web.room import reading
from learn.web.room import transaction

bp = Blueprint("group_rules", __name__, url_prefix="/groups/<int:group_id>/rules")

# A withdrawn signature is no "not yet": paper says which line stands last.
_PAPER_STATES: Mapping[ledger.Kind, papers.State] = {
    "signature": "signed",
    "not-yet": "not-yet",
    "withdrawal": "withdrawn",
    "correction": "withdrawn",
    "absence": "absent",
}


class Chosen(Form):
    """The children that are ticked."""

    pupils: tuple[Number, ...] = Field(min_length=1, max_length=60)


class WrittenDown(Chosen):
    """What happened with them, as the buttons send it: what it was, and how."""

    said: Literal["signed/paper", "signed/board", "later/paper", "absent/paper"]

    @property
    def what(self) -> tuple[signing.State, ledger.How]:
        """The words of the record for it."""
        return _SAID[self.said]


_SAID: Mapping[str, tuple[signing.State, ledger.How]] = {
    "signed/paper": ("signed", "paper"),
    "signed/board": ("signed", "board"),
    "later/paper": ("later", "paper"),
    "absent/paper": ("absent", "paper"),
}


@bp.get("")
@teacher_only
@own_screen
def overview(group: GroupCard) -> str:
    """The rules that hold, who signed them, and the draft that is being made."""
    return _overview(group)


@bp.get("/draft")
@teacher_only
def draft(group: GroupCard) -> str:
    """Make the rules: the school's stand fixed on top, the group's own below."""
    with reading() as session:
        made = rules.draft(session, group.id) or rules.current(session, group.id)
    own = [rule.text for rule in made.text.own] if made else []
    chosen = [rule.key for rule in made.on_poster if rule.own or rule.key in made.poster] if made else ()
    return _draft(group, own, chosen)


@bp.post("/draft")
@teacher_only
def save(group: GroupCard) -> AnyResponse | tuple[str, int]:
    """Keep the draft; with "adopt" read it once more before it holds."""
    own, poster = _sent(request.form.getlist("own"), set(request.form.getlist("poster")))
    with reading() as session:
        names = groups.names(session, group)
        protocol = protocols.of_school(session, library(), group.school)
    trouble = _trouble(own, poster, names)
    if trouble:
        # The form still stands on the draft it was made from, whatever a colleague kept meanwhile.
        return _draft(group, own, poster, trouble=trouble, seen=request.form.get("seen", "")), 422
    text = rules.compose(group, protocol, own)
    keys = [rule.key for rule in text.rules if rule.key in poster]
    seen = request.form.get("seen", "")
    try:
        with transaction() as session:
            rules.save_draft(session, group.id, text, keys, who.the_staff().id, now(), seen)
    except DraftChanged:
        return _draft(group, own, poster, changed=True), 409
    following = "group_rules.confirm" if "adopt" in request.form else "group_rules.draft"
    return redirect(url_for(following, group_id=group.id), code=303)


@bp.get("/adoptions")
@teacher_only
def confirm(group: GroupCard) -> str | AnyResponse:
    """The draft once more, and what adopting it means."""
    return _confirm(group)


@bp.post("/adoptions")
@teacher_only
def adopt(group: GroupCard) -> AnyResponse | tuple[str | AnyResponse, int]:
    """The draft as it was read holds from now on."""
    seen = request.form.get("seen", "")
    try:
        with transaction() as session:
            _as_school_has_it(session, group)
            rules.adopt(session, group, who.the_staff().id, now(), seen)
    except NothingToAdopt:
        return _draft(group, [], (), trouble=_("There is no draft of the rules. Make one first.")), 422
    except DraftChanged:
        return _confirm(group, trouble=_("The draft was just changed. Read it once more.")), 409
    except SchoolChanged:
        return _draft_anew(group), 409
    return _back(group)


@bp.post("/<int:rules_id>/records")
@teacher_only
@own_screen
def record(group: GroupCard, rules_id: int) -> AnyResponse | tuple[str, int]:
    """Write down for the children chosen: signed on paper or at the board, signs later, absent. Raises NotFound."""
    sent = read(WrittenDown).form
    if sent is None:
        return _overview(group, trouble=_("Choose the children first, and then what happened.")), 422
    state, how = sent.what
    with transaction() as session:
        version = rules.holding(session, group.id, rules_id)
        chosen = [groups.seat(session, group.id, each) for each in sent.pupils]
        signing.record(session, version, chosen, state, how, who.the_staff().id, now())
    return _back(group, "wie")


@bp.post("/<int:rules_id>/corrections")
@teacher_only
@own_screen
def correct(group: GroupCard, rules_id: int) -> AnyResponse | tuple[str, int]:
    """Take back what was written down by mistake for the children chosen. Raises NotFound."""
    sent = read(Chosen).form
    if sent is None:
        return _overview(group, trouble=_("Choose the children first, and then what happened.")), 422
    with transaction() as session:
        version = rules.holding(session, group.id, rules_id)
        chosen = [groups.seat(session, group.id, each) for each in sent.pupils]
        signing.correct(session, version, chosen, who.the_staff().id, now())
    return _back(group, "wie")


@bp.post("/<int:rules_id>/remainders")
@teacher_only
@own_screen
def record_rest(group: GroupCard, rules_id: int) -> AnyResponse:
    """Write down for everybody of whom nothing is known: signs later. Raises NotFound."""
    with transaction() as session:
        version = rules.holding(session, group.id, rules_id)
        signing.record_rest(session, version, who.the_staff().id, now())
    return _back(group)


@bp.post("/<int:rules_id>/sign-offs")
@teacher_only
@own_screen
def close(group: GroupCard, rules_id: int) -> AnyResponse | tuple[str, int]:
    """Close the sign-off and countersign it. Raises NotFound."""
    member = who.the_staff()
    try:
        with transaction() as session:
            version = rules.holding(session, group.id, rules_id)
            signing.close(session, group, version, member.id, member.greeting, now())
    except NotAllSettled:
        return _overview(group, unsettled=True), 422
    except SignedOff:
        return _overview(group, trouble=_("This sign-off is closed already.")), 422
    return _back(group)


@bp.get("/<int:rules_id>/poster.pdf")
@teacher_only
def poster(group: GroupCard, rules_id: int) -> Response:
    """A3 for the wall. Raises NotFound."""
    version = _version(group, rules_id)
    return pdf(papers.poster(_paper_rules(group, version, version.on_poster)), f"poster-{group.name}.pdf")


@bp.post("/<int:rules_id>/sheet.pdf")
@teacher_only
@paper_with_names("group_rules.overview")
def sheet(group: GroupCard, rules_id: int) -> Response:
    """A4 for the folder, with a line for everybody. Who printed names is written down. Raises NotFound."""
    version = _version(group, rules_id)
    with transaction() as session:
        audit.note_in_group(session, group.id, who.the_staff().id, "sheet-printed", now())
        names = [seat.name for seat in groups.seats(session, group.id)]
    return pdf(papers.sheet(_paper_rules(group, version, version.text.rules), names), f"groepsregels-{group.name}.pdf")


@bp.post("/<int:rules_id>/record.pdf")
@teacher_only
@paper_with_names("group_rules.overview")
def record_pdf(group: GroupCard, rules_id: int) -> Response | str | tuple[str, int]:
    """The record a school can show. Who printed names is written down. Raises NotFound."""
    version = _version(group, rules_id)
    with reading() as session:
        closed = signing.closed(session, version)
        lines = signing.signatures(session, version)
        after = signing.after_closing(session, version)
        checkpoint = ledger.checkpoint(session, group.id)
    if closed is None:
        return _overview(group, trouble=_("Close the sign-off first. Then the record can be printed.")), 422
    with transaction() as session:
        audit.note_in_group(session, group.id, who.the_staff().id, "record-printed", now())
    return pdf(
        papers.record(_paper_record(group, version, closed, lines, after, checkpoint)), f"verslag-{group.name}.pdf"
    )


def _overview(group: GroupCard, **more: object) -> str:
    with reading() as session:
        current = rules.current(session, group.id)
        made = rules.draft(session, group.id)
        standing = signing.standing(session, current) if current else None
        checkpoint = ledger.checkpoint(session, group.id)
        behind = rules.behind(session, group, protocols.of_school(session, library(), group.school))
        stories = _stories(session, group, behind)
    return render_template(
        "groups/rules.html",
        room="staff",
        group=group,
        current=current,
        draft=made,
        standing=standing,
        checkpoint=checkpoint,
        behind=behind,
        stories=stories,
        all_ticked="alles" in request.args,
        **more,
    )


def _draft(group: GroupCard, own: list[str], poster: Iterable[str], **more: object) -> str:
    with reading() as session:
        text = rules.compose(group, protocols.of_school(session, library(), group.school), own)
        seeds = _seeds(session, group)
        current = rules.current(session, group.id)
        kept = rules.draft(session, group.id)
    return render_template(
        "groups/draft.html",
        room="staff",
        group=group,
        text=text,
        own=own,
        # A rule that is still to be typed goes on the poster, unless its tick is taken away.
        poster={*poster, *(rules.own_key(number) for number in range(len(own) + 1, rules.MOST_OWN_RULES + 1))},
        seeds=seeds,
        advice=_advice(own, seeds),
        current=current,
        kept=kept,
        most=rules.MOST_OWN_RULES,
        **{"seen": kept.mark if kept else "", **more},
    )


def _confirm(group: GroupCard, **more: object) -> str | AnyResponse:
    with reading() as session:
        made = rules.draft(session, group.id)
        current = rules.current(session, group.id)
        signed = signing.summary(session, group.id)
        seeds = _seeds(session, group)
    if made is None:
        return _back(group)
    return render_template(
        "groups/adoption.html",
        room="staff",
        group=group,
        draft=made,
        advice=_advice((rule.text for rule in made.text.own), seeds),
        current=current,
        signed=signed,
        asked=len(rules.changes(current.text, made.text).asked) if current else 0,
        **more,
    )


def _as_school_has_it(session: Session, group: GroupCard) -> None:
    """Raises SchoolChanged when the school has another protocol than the draft was made under."""
    made = rules.draft(session, group.id)
    protocol = protocols.of_school(session, library(), group.school)
    if made and made.text != rules.compose(group, protocol, [rule.text for rule in made.text.own]):
        raise SchoolChanged


def _draft_anew(group: GroupCard) -> str:
    """The draft under the protocol that holds now; it still has to be kept."""
    with reading() as session:
        made = rules.draft(session, group.id)
    own = [rule.text for rule in made.text.own] if made else []
    trouble = _("The school changed its protocol meanwhile. Look at the rules once more, and go on to adopting.")
    return _draft(group, own, made.poster if made else (), trouble=trouble)


def _stories(session: Session, group: GroupCard, behind: rules.Changes | None) -> Mapping[str, Practice]:
    """By rule that asks to be signed anew: the story that goes with it."""
    here = {run.module for run in lessons.ready(session, group.id, now())}
    found = {key: practice(library(), group.years, key, here) for key in (behind.keys if behind else ())}
    return {key: each for key, each in found.items() if each}


def _sent(fields: Sequence[str], ticked: Set[str]) -> tuple[list[str], list[str]]:
    """The group's own rules without the fields left empty, and what is ticked for the poster, numbered as they are."""
    keys = [rules.own_key(number) for number in range(1, len(fields) + 1)]
    own = [(text, key in ticked) for key, text in zip(keys, map(tidy, fields), strict=True) if text]
    of_school = sorted(ticked - set(keys))
    of_group = [rules.own_key(number) for number, (text, shown) in enumerate(own, start=1) if shown]
    return [text for text, shown in own], of_school + of_group


def _trouble(own: list[str], poster: list[str], names: Names) -> str | None:
    named = dict.fromkeys(word for each in own for word in names.said_in(each))
    checks: list[tuple[bool, Callable[[], str]]] = [
        (len(own) > rules.MOST_OWN_RULES, lambda: _("At most 7 rules of your own. Choose the most important ones.")),
        (
            any(len(each) > rules.LONGEST_RULE for each in own),
            lambda: _("A rule is too long: at most %(count)s signs.", count=rules.LONGEST_RULE),
        ),
        (
            bool(unprintable(" ".join(own))),
            lambda: _(
                "We cannot print %(signs)s. Write the rule with other letters.",
                signs=", ".join(unprintable(" ".join(own))),
            ),
        ),
        (len({each.casefold() for each in own}) < len(own), lambda: _("Two of your rules are the same.")),
        # What hangs on the wall names nobody.
        (
            bool(named),
            lambda: _("The name of a child stands in a rule: %(names)s. Write it without.", names=", ".join(named)),
        ),
        (len(poster) > rules.MOST_ON_POSTER, lambda: _("At most 7 rules fit on the poster.")),
    ]
    return next((sentence() for wrong, sentence in checks if wrong), None)


def _seeds(session: Session, group: GroupCard) -> list[str]:
    known = library().modules
    ready = [run.module for run in lessons.ready(session, group.id, now()) if run.module in known]
    return [known[slug].lesson.rule_seed.text for slug in ready]


def _advice(own: Iterable[str], seeds: Sequence[str]) -> list[str]:
    said: Mapping[wording.Advice | None, str] = {
        None: "",
        "say-what-you-do": _("What will you do instead? Write that down."),
        "shorter": _("Longer than ten words. Can it be shorter?"),
        "of-everybody": _("Does it begin with “Wij”? Then it is a rule of everybody."),
    }
    return [said[wording.advice(rule, seeds)] for rule in own]


def _version(group: GroupCard, rules_id: int) -> Version:
    with reading() as session:
        return rules.version(session, group.id, rules_id)


def _back(group: GroupCard, anchor: str | None = None) -> AnyResponse:
    return redirect(url_for("group_rules.overview", group_id=group.id, _anchor=anchor), code=303)


def _paper_rules(group: GroupCard, version: Version, chosen: tuple[rules.Rule, ...]) -> papers.Rules:
    assert version.adopted_at is not None
    return papers.Rules(
        papers.Group(group.name, group.school.name, group.school_year, group.teacher),
        version.number,
        local(version.adopted_at).date(),
        tuple(papers.Rule(rule.text, rule.refs, literal=rule.literal) for rule in chosen),
    )


def _both_names(line: ledger.Line) -> str | None:
    """The name that was signed with, which the chain can prove, and the one of today where it differs."""
    return f"{line.name} (nu: {line.today})" if line.name and line.today not in (None, line.name) else line.name


def _paper_record(
    group: GroupCard,
    version: Version,
    closed: signing.Closed,
    lines: tuple[ledger.Line, ...],
    after: signing.AfterClosing,
    checkpoint: ledger.Checkpoint,
) -> papers.SignOff:
    return papers.SignOff(
        _paper_rules(group, version, version.text.rules),
        version.text.protocol,
        version.text.protocol_date,
        local(closed.at),
        _paper_lines(lines),
        (papers.Countersignature(closed.by or "naam gewist", "leerkracht", local(closed.at)),),
        papers.Checkpoint(checkpoint.chain, checkpoint.entries, checkpoint.hash),
        _paper_lines((*after.signed, *after.withdrawn)),
    )


def _paper_lines(lines: tuple[ledger.Line, ...]) -> tuple[papers.Signature, ...]:
    return tuple(
        papers.Signature(_both_names(line), _PAPER_STATES[line.kind], local(line.at), line.how) for line in lines
    )

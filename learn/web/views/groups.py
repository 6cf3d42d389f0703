"""A teacher's group: who is in, how far each is, the names, the cards, the door."""

import re
from collections.abc import Sequence

from flask import Blueprint
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from learn.classroom import adviser_days
from learn.classroom import groups
from learn.classroom import lessons
from learn.classroom import namelists
from learn.classroom import protocols
from learn.classroom import retention
from learn.classroom import signin
from learn.classroom import staff
from learn.classroom.dashboard import dashboard
from learn.classroom.groups import GroupCard
from learn.classroom.groups import Issued
from learn.classroom.refusals import LessonClosed
from learn.classroom.refusals import NameTaken
from learn.classroom.schooldays import local
from learn.content.build import build
from learn.content.library import Module
from learn.content.markdown import to_html
from learn.prints import papers
from learn.prints.names import unprintable
from learn.web import htmx
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
from learn.web.room import settings
from learn.web.room import transaction
from learn.web.way_back import own_page

bp = Blueprint("groups", __name__, url_prefix="/groups/<int:group_id>")

LONGEST_LIST = 20_000


class Chosen(Form):
    """Which pupils get a new card."""

    pupils: tuple[Number, ...] = Field(min_length=1, max_length=60)


@bp.get("")
@teacher_only
@own_screen
def group(group: GroupCard) -> str:
    """The group at a glance. Polled for its lower half only."""
    with reading() as session:
        seen = dashboard(session, group, library(), request.args.get("lesson"), now())
    return htmx.render(
        "groups/group.html",
        "board",
        room="staff",
        group=group,
        seen=seen,
        ready=[library().module(run.module) for run in seen.ready],
    )


@bp.get("/screen")
@teacher_only
def screen(group: GroupCard) -> str:
    """The class sees this screen: no names, the way to the board, and the way back."""
    with reading() as session:
        door = groups.door(session, group.id, now())
    back = own_page(request.args.get("back", ""))
    return render_template("staff/hidden.html", room="staff", group=group, door=door, back=back)


@bp.post("/screen")
@teacher_only
def say_screen(group: GroupCard) -> AnyResponse:
    """Only I see this screen: on to the page that was asked for. Or the class does, and then no names are shown."""
    own = request.form.get("own") == "yes"
    back = own_page(request.form.get("back", ""))
    with transaction() as session:
        staff.say_own_screen(session, who.the_staff(), own, now())
    if not own:
        return redirect(url_for("groups.screen", group_id=group.id, back=None if back == "/" else back), code=303)
    return _back(group) if back == "/" else redirect(back, code=303)


@bp.get("/names")
@teacher_only
@own_screen
def names(group: GroupCard) -> str:
    """The names in the group, and a field to paste more."""
    return _names(group, dropped=request.args.get("dropped", 0, type=_few))


@bp.post("/names")
@teacher_only
@own_screen
def add_names(group: GroupCard) -> str | AnyResponse | tuple[str, int]:
    """Take in a pasted list, all of it or nothing."""
    text = request.form.get("names", "")
    uploaded = request.files.get("file")
    if uploaded and uploaded.filename:
        text = _decoded(uploaded.read(LONGEST_LIST + 1))
    if len(text) > LONGEST_LIST:
        return _names(group, trouble=_("This is too much for one group. Paste only the names.")), 413
    with reading() as session:
        taken = [seat.name for seat in groups.seats(session, group.id)]
    found = namelists.read_names(text, taken, unprintable)
    if found.bad:
        return _names(group, text=text, bad=found.bad), 422
    try:
        with transaction() as session:
            groups.add_pupils(session, group.id, found.names, who.the_staff().id, now())
    except NameTaken as refused:
        return _names(group, text=text, trouble=_trouble("taken", refused.name)), 422
    return redirect(url_for("groups.names", group_id=group.id, dropped=found.dropped or None), code=303)


@bp.get("/names/<int:pupil_id>")
@teacher_only
@own_screen
def seat(group: GroupCard, pupil_id: int) -> str:
    """One child: another name, a new card, or out of the group."""
    with reading() as session:
        found = groups.seat(session, group.id, pupil_id)
    return render_template("groups/seat.html", room="staff", group=group, seat=found)


@bp.post("/names/<int:pupil_id>")
@teacher_only
@own_screen
def rename(group: GroupCard, pupil_id: int) -> str | AnyResponse | tuple[str, int]:
    """Give a child another name."""
    typed = namelists.clean_name(request.form.get("name", "")[:200])
    with reading() as session:
        found = groups.seat(session, group.id, pupil_id)
    trouble = namelists.trouble_with(typed, unprintable)
    try:
        if trouble is None:
            with transaction() as session:
                groups.rename(session, group.id, pupil_id, typed, who.the_staff().id, now())
    except NameTaken:
        trouble = "taken"
    if trouble:
        page = render_template(
            "groups/seat.html", room="staff", group=group, seat=found, typed=typed, trouble=_trouble(trouble, typed)
        )
        return page, 422
    return redirect(url_for("groups.names", group_id=group.id), code=303)


@bp.post("/names/<int:pupil_id>/removals")
@teacher_only
def remove(group: GroupCard, pupil_id: int) -> AnyResponse:
    """Take a child out of the group."""
    with transaction() as session:
        groups.remove_pupil(session, group.id, pupil_id, who.the_staff().id, now())
    return redirect(url_for("groups.names", group_id=group.id), code=303)


@bp.get("/cards")
@teacher_only
@own_screen
def cards(group: GroupCard) -> str:
    """For whom do you print a card?"""
    with reading() as session:
        seats = groups.seats(session, group.id)
    all_ticked = "alles" in request.args
    return render_template("groups/cards.html", room="staff", group=group, seats=seats, all_ticked=all_ticked)


@bp.post("/cards")
@teacher_only
@paper_with_names("groups.cards")
def print_cards(group: GroupCard) -> str | AnyResponse | tuple[str, int]:
    """Printing is issuing: new pictures and codes, the old ones no longer work."""
    chosen = read(Chosen).form
    if chosen is None:
        with reading() as session:
            seats = groups.seats(session, group.id)
        page = render_template("groups/cards.html", room="staff", group=group, seats=seats, nobody=True)
        return page, 422
    with transaction() as session:
        staff_id = who.the_staff().id
        issued = groups.issue_cards(session, group.id, chosen.pupils, settings().secret, staff_id, now())
    paper = papers.cards(_paper_group(group), [_paper_card(group, each) for each in issued])
    return pdf(paper, f"kaarten-{group.name}.pdf")


@bp.post("/openings")
@teacher_only
def open_door(group: GroupCard) -> AnyResponse:
    """Open the group under a new code."""
    with transaction() as session:
        retention.sweep(session, now())
        groups.open_door(session, group.id, who.the_staff().id, now())
    if not who.the_staff().own_screen:
        return redirect(url_for("groups.screen", group_id=group.id), code=303)
    return _back(group)


@bp.post("/closings")
@teacher_only
def close_door(group: GroupCard) -> AnyResponse:
    """Close the group."""
    with transaction() as session:
        groups.close_door(session, group.id, now(), who.the_staff().id)
    return _back(group)


@bp.post("/let-ins/<int:let_in_id>")
@teacher_only
def let_in(group: GroupCard, let_in_id: int) -> AnyResponse:
    """Let one child in on one device."""
    with transaction() as session:
        signin.let_in(session, group.id, let_in_id, who.the_staff().id, now())
    return _back(group)


@bp.post("/let-ins/<int:let_in_id>/removals")
@teacher_only
def send_away(group: GroupCard, let_in_id: int) -> AnyResponse:
    """Nobody sits there: off the list."""
    with transaction() as session:
        signin.send_away(session, group.id, let_in_id, now())
    return _back(group)


@bp.post("/resets")
@teacher_only
def reset_tries(group: GroupCard) -> AnyResponse:
    """Let pictures work again after guessing."""
    with transaction() as session:
        signin.reset_tries(session, group.id, who.the_staff().id, now())
    return _back(group)


@bp.get("/lessons")
@teacher_only
def lesson_list(group: GroupCard) -> str:
    """The lessons of the year: which are ready, and what they are about."""
    with reading() as session:
        ready = {run.module for run in lessons.ready(session, group.id, now())}
        days = adviser_days.ahead(session, group.school.id, now())
    modules = library().modules_for(*group.years)
    return render_template(
        "groups/lessons.html",
        room="staff",
        group=group,
        modules=modules,
        ready=ready,
        days=days,
        closed={module.slug for module in modules if _closed(module, days)},
    )


@bp.get("/lessons/<slug>")
@teacher_only
def lesson(group: GroupCard, slug: str) -> str:
    """A lesson as the teacher prepares it. Raises Unknown."""
    module = library().module(slug)
    with reading() as session:
        ready = {run.module for run in lessons.ready(session, group.id, now())}
        protocol = protocols.of_school(session, library(), group.school)
        built = build(module, protocol, groups.names(session, group))
        days = adviser_days.ahead(session, group.school.id, now())
    return render_template(
        "groups/lesson.html",
        room="staff",
        group=group,
        lesson=built,
        notes=to_html(module.lesson.notes),
        ready=slug in ready,
        closed=_closed(module, days),
        days=[each for each in days if each.module == slug],
    )


@bp.post("/lessons/<slug>")
@teacher_only
def set_ready(group: GroupCard, slug: str) -> AnyResponse:
    """Set a lesson ready; one that is closed says why on its own page. Raises Unknown."""
    module = library().module(slug)
    try:
        with transaction() as session:
            lessons.set_ready(session, group.id, module, who.the_staff().id, now())
    except LessonClosed:
        return redirect(url_for("groups.lesson", group_id=group.id, slug=slug), code=303)
    return redirect(url_for("groups.lesson_list", group_id=group.id), code=303)


@bp.post("/lessons/<slug>/removals")
@teacher_only
def put_away(group: GroupCard, slug: str) -> AnyResponse:
    """Take a lesson back; what was answered stays. Raises Unknown."""
    module = library().module(slug)
    with transaction() as session:
        lessons.put_away(session, group.id, module.slug, now(), who.the_staff().id)
    return redirect(url_for("groups.lesson_list", group_id=group.id), code=303)


def _closed(module: Module, days: Sequence[adviser_days.Day]) -> bool:
    today = local(now()).date()
    return module.sensitive and not any((each.module, each.day) == (module.slug, today) for each in days)


def _names(group: GroupCard, **more: object) -> str:
    with reading() as session:
        seats = groups.seats(session, group.id)
    return render_template("groups/names.html", room="staff", group=group, seats=seats, why=_trouble, **more)


def _trouble(trouble: str, name: str) -> str:
    signs = ", ".join(unprintable(name)) or "?"
    sentences = {
        "no-name": _("There is no name here."),
        "no-first-names": _("No column here is called Voornaam. Add one, or paste only the first names."),
        "too-long": _("This name is too long: use the first name only."),
        "number": _("There is a number in it. Is this really a first name?"),
        "unprintable": _("We cannot print %(signs)s. Write the name with other letters.", signs=signs),
        "twice": _("Two children have this name. Put an initial behind it: Fenna B."),
        "taken": _("%(name)s is in the group already. Put an initial behind it.", name=name),
        "too-many": _("That is more than 40 children in one group."),
        "not-a-name": _("This does not look like a first name."),
    }
    return sentences[trouble]


def _few(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,3}", text) else 0


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _back(group: GroupCard) -> AnyResponse:
    return redirect(url_for("groups.group", group_id=group.id), code=303)


def _paper_group(group: GroupCard) -> papers.Group:
    return papers.Group(group.name, group.school.name, group.school_year, group.teacher)


def _paper_card(group: GroupCard, issued: Issued) -> papers.Card:
    return papers.Card(issued.name, issued.pictures, f"{group.school.address}/card/{issued.token}")

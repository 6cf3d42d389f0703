"""A teacher's group: found only if it is theirs, and opened only on a screen the class does not see."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar

from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from werkzeug.wrappers import Response

from learn.classroom import groups
from learn.classroom.groups import GroupCard
from learn.classroom.refusals import NotFound
from learn.web import htmx
from learn.web import who
from learn.web.room import reading
from learn.web.way_back import this_page

P = ParamSpec("P")
R = TypeVar("R")


def teacher_only(view: Callable[Concatenate[GroupCard, P], R]) -> Callable[..., R | Response]:
    """Give the view the group; to anybody who does not teach it, it does not exist."""

    @wraps(view)
    @who.staff_only("teacher")
    def guarded(group_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
        if group_id not in who.the_staff().group_ids:
            raise NotFound
        with reading() as session:
            group = groups.cards(session, [group_id])[group_id]
        return view(group, *args, **kwargs)

    return guarded


def own_screen(view: Callable[Concatenate[GroupCard, P], R]) -> Callable[..., R | str | Response]:
    """Ask "Ziet de klas dit scherm?" before anything with names opens. Most laptops mirror to the board.

    What is sent is never lost to the question: it was filled in on a page that stood open already. The next page asks.
    """

    @wraps(view)
    def asked(group: GroupCard, *args: P.args, **kwargs: P.kwargs) -> R | str | Response:
        if request.method == "POST" or who.the_staff().own_screen:
            return view(group, *args, **kwargs)
        if htmx.wanted():
            return htmx.go(this_page())
        return render_template("staff/screen.html", room="staff", group=group, back=this_page())

    return asked


def paper_with_names(page: str) -> Callable[[Callable[Concatenate[GroupCard, P], R]], Callable[..., R | Response]]:
    """A paper opens on the screen too: until somebody said that the class does not see it, ``page`` comes, which asks.

    Nothing is lost by it but a few ticks, and nothing was issued or written down.
    """

    def of(view: Callable[Concatenate[GroupCard, P], R]) -> Callable[..., R | Response]:
        @wraps(view)
        def printed(group: GroupCard, *args: P.args, **kwargs: P.kwargs) -> R | Response:
            if who.the_staff().own_screen:
                return view(group, *args, **kwargs)
            return redirect(url_for(page, group_id=group.id), code=303)

        return printed

    return of

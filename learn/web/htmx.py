"""Answer a whole page, or only the block that htmx asked for."""

from flask import Flask
from flask import Response
from flask import redirect
from flask import render_template
from flask import request
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response as AnyResponse

PAGE = "page"


def init_app(app: Flask) -> None:
    """Let every response say that it differs by this header."""
    app.after_request(_vary)


def wanted() -> bool:
    """Whether htmx wants a fragment. Going back in history always wants the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def render(template: str, block: str = PAGE, **context: object) -> str:
    """The named block for htmx, the whole page for everybody else.

    The block ``page`` is all that stands inside the page's frame, with its title.
    """
    if wanted() and block != PAGE:
        return str(render_block(template, block, **context))
    return render_template(template, page_only=wanted(), **context)


def go(address: str) -> AnyResponse:
    """Send the browser to a page, whole, also when htmx asked."""
    if wanted():
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, code=303)


def wants_part() -> bool:
    """Whether htmx puts the answer somewhere inside the page, where a whole page does not fit."""
    return wanted() and not request.headers.get("HX-Target", "#page").endswith("#page")


def leave_as_it_is(status: int) -> AnyResponse:
    """Put nothing in that place. When it will not get better, the browser asks for the whole page instead."""
    passing = status == 429 or status >= 500
    return Response(status=status, headers={"HX-Reswap": "none"} if passing else {"HX-Refresh": "true"})


def _vary(response: Response) -> Response:
    response.vary.add("HX-Request")
    return response

"""Back to where somebody was: always a page of this site, and nothing of it is kept."""

from urllib.parse import urlsplit

from flask import current_app
from flask import request
from werkzeug.exceptions import HTTPException


def own_path(path: str) -> str:
    """The path, if it is a plain one of this site; else the front door."""
    # //elsewhere, /\\elsewhere and everything with control signs goes home.
    plain = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable() and "\\" not in path
    return path if plain else "/"


def own_page(path: str) -> str:
    """The path, if a page of this site can be opened there; else the front door."""
    found = own_path(path)
    try:
        current_app.url_map.bind("").match(urlsplit(found).path, method="GET")
    except (HTTPException, ValueError):
        return "/"
    return found


def this_page() -> str:
    """The path of the page that was asked for."""
    return request.full_path.rstrip("?")


def page_before() -> str:
    """The page of this site that the browser says it came from; else the front door."""
    try:
        before = urlsplit(request.referrer or "")
    except ValueError:
        return "/"
    if before.netloc != request.host:
        return "/"
    return own_page(before.path + (f"?{before.query}" if before.query else ""))

"""Headers, cookies and limits: what every response and every request owes."""

from collections.abc import Callable

from flask import Flask
from flask import Response
from flask import request
from flask import session as cookie
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from learn.settings import Settings

BIGGEST_BODY = 256 * 1024
BIGGER_BODIES = {"protocol.start": 10 * 1024 * 1024 + 64 * 1024}
"""Where a whole document comes in, with what its form sends beside it."""
MOST_FIELDS = 500

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}

HSTS = "max-age=31536000"


class RowNumber(IntegerConverter):
    """The number of a row in an address: ASCII digits, and no more than a column of either database holds."""

    regex = "[0-9]{1,9}"


def init_app(app: Flask, settings: Settings) -> None:
    """Guard the app as ASVS 5.0 chapter 3 asks. Call it before any route is added."""
    app.url_map.converters["int"] = RowNumber
    app.url_map.merge_slashes = False  # it redirects, to an address made of the Host header
    app.config.update(
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME="afgesproken",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        MAX_CONTENT_LENGTH=BIGGEST_BODY,
        MAX_FORM_MEMORY_SIZE=BIGGEST_BODY,
        MAX_FORM_PARTS=MOST_FIELDS,
        TRUSTED_HOSTS=list(settings.hosts) or None,
        WTF_CSRF_TIME_LIMIT=None,  # a page may stand open for a whole lesson
    )
    if settings.behind_proxy:
        proxies = settings.behind_proxy
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.before_request(_allow_documents)  # before the guard against forgery, which reads the form
    CSRFProtect(app)
    app.after_request(_add_headers(settings))


def headers(settings: Settings) -> dict[str, str]:
    """The headers of every response, static files included."""
    return HEADERS | ({"Strict-Transport-Security": HSTS} if settings.secure else {})


def _allow_documents() -> None:
    # Only somebody who signed in as staff may send more; whether as a head, the view decides.
    if request.endpoint in BIGGER_BODIES and "staff" in cookie:
        request.max_content_length = BIGGER_BODIES[request.endpoint]


def _add_headers(settings: Settings) -> Callable[[Response], Response]:
    every = headers(settings)

    def add(response: Response) -> Response:
        for name, value in every.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return add

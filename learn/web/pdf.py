"""A paper as a file to keep or print."""

from flask import Response


def pdf(content: bytes, name: str) -> Response:
    """The PDF under a name the school recognises, whatever letters are in it."""
    response = Response(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name.replace("/", "-"))
    return response

"""Markdown as teachers' notes use it. HTML in it stays text."""

from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False})


def to_html(text: str) -> str:
    """The notes as HTML, its headings one level below the page's own. Links are not followed: they stay words."""
    return str(_READER.disable(["link", "autolink", "image"]).render(text))

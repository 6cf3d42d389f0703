"""Bad files: good documents with something broken in them, and documents nobody would write, from a seed.

``bad("pdf", 7)`` gives the same bytes every time, so that what goes wrong once can be looked at again.
"""

from collections.abc import Callable
from collections.abc import Mapping
from random import Random

from tests.documents.bad_files.offices import OPEN_DOCUMENT
from tests.documents.bad_files.offices import WORD
from tests.documents.bad_files.pdfs import PDF
from tests.documents.bad_files.texts import MARKDOWN
from tests.documents.bad_files.texts import TEXT

KINDS = ("txt", "md", "docx", "odt", "pdf")

_WAYS: Mapping[str, tuple[Callable[[Random], bytes], ...]] = {
    "txt": TEXT,
    "md": MARKDOWN,
    "docx": WORD,
    "odt": OPEN_DOCUMENT,
    "pdf": PDF,
}


def bad(kind: str, seed: int) -> bytes:
    """A bad file of this kind: the same for the same seed."""
    chance = Random(f"{kind} {seed}")
    return chance.choice(_WAYS[kind])(chance)

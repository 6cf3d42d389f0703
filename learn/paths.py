"""Where the files beside the code are: in the checkout, or bundled in an installed wheel."""

from pathlib import Path

_BUNDLE = Path(__file__).parent / "_bundle"

ROOT = _BUNDLE if _BUNDLE.is_dir() else Path(__file__).parent.parent
LESSONS = ROOT / "lessons"
QUIZZES = ROOT / "quizzes"
PROTOCOLS = ROOT / "protocols"
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
TRANSLATIONS = Path(__file__).parent / "translations"

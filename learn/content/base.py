"""What all content shares: frozen models, faults written for the author, and reading YAML."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from typing import Any
from typing import Literal
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import StringConstraints
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.error import YAMLError

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
CardKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=24)]
"""Short, for an arrangement of cards is kept as one text."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
YearGroup = Literal[6, 7, 8]
Theme = Literal["help", "safe-internet", "privacy", "sexting", "copyright", "manners", "phone", "consequences"]


Model = TypeVar("Model", bound=BaseModel)


class Content(BaseModel):
    """A piece of content: cannot change, and knows every field it may have."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing an author must mend."""

    file: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.what}"


class ContentError(Exception):
    """Content does not hold together. Carries every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class Unknown(LookupError):
    """There is no content by this name."""


def read(model: type[Model], raw: Any, file: str) -> Model:
    """The content in ``raw``.

    Raises ContentError with each field that is missing, misspelt or wrong.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        found = [each for each in error.errors() if not _short_by_a_fault(each, error.errors())]
        raise ContentError(Fault(file, _place(each), _advice(each)) for each in found) from error


def read_yaml(path: Path, file: str) -> Any:
    """The YAML 1.2 in a file (``no`` is a word and 12:30 is text).

    Raises ContentError when it cannot be read.
    """
    return parse_yaml(read_text(path, file), file)


def parse_yaml(text: str, file: str) -> Any:
    """The YAML in a text. Raises ContentError with the line where it stops making sense."""
    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([Fault(file, f"line {line}", f"make this valid YAML: {error.problem}")]) from error
    except YAMLError as error:
        raise ContentError([Fault(file, "file", f"make this valid YAML: {error}")]) from error


def read_text(path: Path, file: str) -> str:
    """The text of a file. Raises ContentError when it is missing or not UTF-8."""
    try:
        return path.read_text("utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise ContentError([Fault(file, "file", f"make this readable as UTF-8: {error}")]) from error


def strings(content: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a piece of content, each with the place where it stands."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, BaseModel):
        for name in type(content).model_fields:
            yield from strings(getattr(content, name), f"{place}.{name}" if place else name)
    elif isinstance(content, dict):
        for name, value in content.items():
            yield from strings(value, f"{place}.{name}")
    elif isinstance(content, tuple | list):
        for number, value in enumerate(content):
            yield from strings(value, f"{place}.{getattr(value, 'key', number)}")


def _short_by_a_fault(error: ErrorDetails, others: Iterable[ErrorDetails]) -> bool:
    """Whether a list is too short only because what stands in it is wrong, which is told already."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in others
    )


def _place(error: ErrorDetails) -> str:
    return ".".join(str(step) for step in error["loc"]) or "file"


def _advice(error: ErrorDetails) -> str:
    if advice := _ADVICE.get(error["type"]):
        return advice.format(**error.get("ctx", {}))
    said = error["msg"].removeprefix("Value error, ")
    return said if error["type"] == "value_error" else said[0].lower() + said[1:]


_ADVICE = {
    "extra_forbidden": "this field does not exist: correct its name or take it out",
    "missing": "this field is missing: add it",
    "too_long": "give at most {max_length}, now there are {actual_length}",
    "too_short": "give at least {min_length}, now there are {actual_length}",
    "union_tag_invalid": "make {discriminator} one of {expected_tags}",
}

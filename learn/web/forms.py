"""Forms: what a browser may send, checked before anything happens, refused in the reader's language."""

import unicodedata
from dataclasses import dataclass
from typing import Annotated
from typing import Generic
from typing import TypeVar

from flask import request
from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from learn.prints.names import unprintable
from learn.settings import clean_url
from learn.web.language import gettext as _


class Form(BaseModel):
    """What one form sends. Fields that no form has are left alone."""

    model_config = ConfigDict(str_strip_whitespace=True, frozen=True)


Sent = TypeVar("Sent", bound=Form)


@dataclass(frozen=True)
class Filled(Generic[Sent]):
    """A form as it came: right, or with a sentence for each field that is not."""

    form: Sent | None
    errors: dict[str, str]


def read(model: type[Sent]) -> Filled[Sent]:
    """Check the form of this request."""
    lists = {name for name, field in model.model_fields.items() if "tuple" in str(field.annotation)}
    raw = {
        name: request.form.getlist(name) if name in lists else request.form.get(name)
        for name in model.model_fields
        if name in request.form
    }
    try:
        return Filled(model.model_validate(raw), {})
    except ValidationError as error:
        return Filled(None, {str(each["loc"][0]): _sentence(each) for each in error.errors()})


def plain(text: str) -> str:
    """The text as it is kept. Raises ValueError with a sentence when some of it cannot be shown or printed."""
    text = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in text):
        raise ValueError(_("There are signs in this that cannot be printed. Type it again."))
    if signs := unprintable(text):
        raise ValueError(_("We cannot print %(signs)s. Use other letters.", signs=", ".join(signs)))
    return text


def _address(text: str) -> str:
    try:
        return clean_url(text)
    except ValueError:
        raise ValueError(_("Write the address like this: http://192.168.1.20:8000")) from None


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    shaped = name and at and "." in host and " " not in text and not host.startswith(".") and not host.endswith(".")
    if not shaped or len(text.casefold()) > 254:  # kept as it is compared, and ß is compared as ss
        raise ValueError(_("This is not an e-mail address."))
    return text


Text = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(plain)]
Email = Annotated[str, Field(min_length=3, max_length=254), AfterValidator(plain), AfterValidator(_email)]
Address = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(plain), AfterValidator(_address)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")]
GroupName = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[\w /.-]+$"), AfterValidator(plain)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _sentence(error: ErrorDetails) -> str:
    match error["type"]:
        case "missing" | "string_too_short":
            least = error.get("ctx", {}).get("min_length", 1)
            return _("Fill this in.") if least == 1 else _("Use at least %(count)s characters.", count=least)
        case "string_too_long":
            return _("This is too long: at most %(count)s characters.", count=error["ctx"]["max_length"])
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            return _("This cannot be right. Choose or type it again.")

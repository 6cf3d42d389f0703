"""Settings: how this school runs the app, read once from the environment."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from typing import Self
from typing import cast
from urllib.parse import urlsplit

Language = Literal["nl", "en"]

SHORTEST_SECRET = 32


class WrongSetting(Exception):
    """A setting cannot be used as it is. The message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """How this school runs the app.

    ``url`` is the address Chromebooks use, without a slash at the end; None until set-up asks for it.
    """

    data: Path
    database_url: str
    secret: str
    url: str | None = None
    hosts: tuple[str, ...] = ()
    behind_proxy: int = 0
    language: Language = "nl"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], data: Path | None = None) -> Self:
        """Read the settings; ``data`` goes before LEARN_DATA. Makes the data folder and, once, its secret.

        Raises WrongSetting.
        """
        folder = (data or Path(environment.get("LEARN_DATA") or "data")).resolve()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # names of children: for this account alone
        except OSError as error:
            raise WrongSetting(f"LEARN_DATA: cannot make the folder {folder}: {error.strerror}") from error
        return cls(
            data=folder,
            database_url=_database_url(environment.get("LEARN_DATABASE_URL"), folder),
            secret=environment.get("LEARN_SECRET") or _own_secret(folder),
            url=_url(environment.get("LEARN_URL")),
            hosts=tuple(filter(None, (host.strip() for host in environment.get("LEARN_HOSTS", "").split(",")))),
            behind_proxy=_count(environment.get("LEARN_BEHIND_PROXY", "0")),
            language=_language(environment.get("LEARN_LANGUAGE", "nl")),
        )

    def __post_init__(self) -> None:
        if len(self.secret) < SHORTEST_SECRET:
            raise WrongSetting(f"LEARN_SECRET: use at least {SHORTEST_SECRET} characters, or leave it out")

    @property
    def secure(self) -> bool:
        """Whether Chromebooks reach the app over https."""
        return bool(self.url) and urlsplit(self.url).scheme == "https"

    @property
    def database_file(self) -> Path | None:
        """Where the embedded database stands, if it is embedded."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


ENVIRONMENT = tuple(f"LEARN_{field.name.upper()}" for field in fields(Settings))


def loopback(url: str) -> bool:
    """Whether only this machine itself can reach the address."""
    host = urlsplit(url).hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified


def clean_url(text: str) -> str:
    """An address as it goes into QR codes. Raises ValueError when it is not a plain http or https address."""
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(text)
    _ = parts.port  # raises ValueError on a port that is no number
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def _url(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return clean_url(text)
    except ValueError:
        raise WrongSetting(f"LEARN_URL: write it as http://school.example:8000, not {text!r}") from None


def _database_url(text: str | None, folder: Path) -> str:
    if not text:
        return f"sqlite:///{folder / 'afgesproken.db'}"
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise WrongSetting("LEARN_DATABASE_URL: begin with sqlite:/// or postgresql+psycopg://")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > 5:
        raise WrongSetting("LEARN_BEHIND_PROXY: give the number of proxies in front of the app, 0 to 5")
    return int(text)


def _language(text: str) -> Language:
    if text not in ("nl", "en"):
        raise WrongSetting("LEARN_LANGUAGE: use nl or en")
    return cast("Language", text)


def _own_secret(folder: Path) -> str:
    file = folder / "secret"
    try:
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(48))
        return file.read_text().strip()
    except OSError as error:
        raise WrongSetting(f"LEARN_DATA: cannot keep a secret in {folder}: {error.strerror}") from error

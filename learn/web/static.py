"""Static files: published once under a name made of their content, compressed, and never changed after."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

# One stylesheet a page: the layers and the room's own file, in one request.
BUNDLES = {
    "css/pupil-pages.css": ("css/tokens.css", "css/base.css", "css/parts.css", "css/pupil.css", "css/more.css"),
    "css/staff-pages.css": ("css/tokens.css", "css/base.css", "css/parts.css", "css/staff.css", "css/staff-more.css"),
    "css/board-pages.css": ("css/tokens.css", "css/base.css", "css/parts.css", "css/board.css", "css/board-more.css"),
}

_FOREVER = 365 * 24 * 3600
_ALREADY_SMALL = 200


@dataclass(frozen=True)
class Published:
    """Where the files stand, and the name they have in addresses."""

    folder: Path
    name: str

    def url(self, file: str) -> str:
        """The address of a file. Raises FileNotFoundError: a page never points to nothing."""
        if not (self.folder / file).is_file():
            raise FileNotFoundError(file)
        return f"/static/{self.name}/{file}"


def publish(source: Path, target: Path) -> Published:
    """Copy, bundle and compress the files once. Processes that start together may do it side by side."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    name = _name(source, files)
    folder = target / name
    if not folder.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=target))
        try:
            _fill(source, making)
            making.rename(folder)
        except OSError:
            shutil.rmtree(making, ignore_errors=True)
            if not folder.is_dir():  # if it is there, another process was first
                raise
    return Published(folder, name)


def init_app(app: Flask, published: Published, headers: dict[str, str]) -> None:
    """Serve the published files before Flask is asked, with the same headers as the pages."""
    white = WhiteNoise(
        app.wsgi_app,
        max_age=_FOREVER,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_adder(headers),
    )
    white.add_files(str(published.folder), prefix=f"static/{published.name}/")
    app.wsgi_app = white  # type: ignore[method-assign]  # what Flask's documentation asks for
    app.jinja_env.globals["static_url"] = published.url


def _adder(headers: dict[str, str]) -> Callable[..., None]:
    def add(sent: Headers, _path: str, _url: str) -> None:
        for name, value in headers.items():
            sent[name] = value

    return add


def _name(source: Path, files: list[Path]) -> str:
    content = hashlib.sha256(repr(sorted(BUNDLES.items())).encode())
    for path in files:
        content.update(path.relative_to(source).as_posix().encode())
        content.update(hashlib.sha256(path.read_bytes()).digest())
    return content.hexdigest()[:12]


def _fill(source: Path, folder: Path) -> None:
    shutil.copytree(source, folder, dirs_exist_ok=True)
    folder.chmod(0o755)
    for bundle, parts in BUNDLES.items():
        together = "\n".join((source / part).read_text("utf-8") for part in parts)
        (folder / bundle).write_text(_without_air(together), "utf-8")
    compressor = Compressor(quiet=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size > _ALREADY_SMALL and compressor.should_compress(path.name):
            compressor.compress(str(path))


def _without_air(stylesheet: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", stylesheet, flags=re.DOTALL))

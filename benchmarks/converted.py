"""The documents of the protocols we ship in every kind that is read, made from text with LibreOffice where asked."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

KINDS = ("txt", "docx", "odt", "pdf")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "odt": "odt", "pdf": "pdf:writer_pdf_Export"}


@contextmanager
def as_documents(folder: Path, convert: bool) -> Iterator[Path]:
    """The folder itself; with ``convert`` another one, with each ``NAME.txt`` in the other kinds beside it.

    Raises FileNotFoundError without LibreOffice, CalledProcessError when it cannot convert.
    """
    if not convert:
        yield folder
        return
    with TemporaryDirectory() as made:
        texts = [copy(each, made) for each in sorted(folder.glob("*.txt"))]
        for kind, how in _FILTERS.items():
            profile = f"-env:UserInstallation=file://{made}/profile"
            reading = ["--infilter=Text (encoded):UTF8,LF,,,"]
            command = ["soffice", profile, "--headless", *reading, "--convert-to", how, "--outdir", made, *texts]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own words, and names of files
            missing = [text for text in texts if not Path(text).with_suffix(f".{kind}").is_file()]
            if missing:
                raise FileNotFoundError(f"LibreOffice made no {kind} of {', '.join(missing)}")
        yield Path(made)

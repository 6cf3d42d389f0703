"""The wheel a school installs: it builds, starts from any folder, and has its pages, styles and Dutch in it.

It is installed without its dependencies in an environment of its own. Those come through a ``.pth`` file from the
environment that runs the tests, which ``requirements-dev.txt`` filled and which does not have the wheel itself; so no
network is needed, and what the wheel forgets to bring is really missing. What it forgets to ask for is not: the test
on declared dependencies looks after that.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from tomllib import loads

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

# What a declared dependency brings by its nature, and is imported for its types and errors.
BROUGHT = {
    "jinja2": "flask",
    "markupsafe": "flask",
    "pydantic_core": "pydantic",
    "sqlalchemy": "sqlmodel",
    "werkzeug": "flask",
}

FIRST_PAGE = """
import json
import os
import re
from learn.app import create_app
from learn.settings import Settings

visitor = create_app(Settings.from_environment(os.environ)).test_client()
page = visitor.get("/")
style = visitor.get(re.search(r'rel="stylesheet" href="([^"]+)"', page.text)[1])
print(json.dumps({"page": page.text, "style": style.status_code, "type": style.content_type}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), cwd=ROOT)
    return next(folder.glob("afgesproken-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    _run(*_installer(python), "--no-deps", "--no-index", str(wheel))
    shared = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    site = Path(_run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "shared.pth").write_text("\n".join(sorted(shared)) + "\n")
    return folder / "bin"


def test_the_command_makes_the_example_school_from_any_folder(environment: Path, tmp_path: Path) -> None:
    out = _run(
        str(environment / "learn"), "demo", "--no-serve", "--json", "--data", str(tmp_path / "data"), cwd=tmp_path
    )

    school = json.loads(out)

    assert [group["name"] for group in school["groups"]] == ["6A", "7A", "8A"]
    assert (tmp_path / "data" / "afgesproken.db").is_file()


def test_the_content_in_the_wheel_holds_together(environment: Path, tmp_path: Path) -> None:
    assert _run(str(environment / "learn"), "check", cwd=tmp_path) == "Alles klopt.\n"


def test_the_first_page_is_in_dutch_and_has_its_style(environment: Path, tmp_path: Path) -> None:
    out = _run(str(environment / "python"), "-c", FIRST_PAGE, cwd=tmp_path, LEARN_DATA=str(tmp_path / "data"))

    first = json.loads(out)

    assert '<html lang="nl">' in first["page"]
    assert "Typ de code van het bord" in first["page"]
    assert first["style"] == 200
    assert first["type"].startswith("text/css")


def test_the_installed_code_is_the_one_in_the_wheel(environment: Path, tmp_path: Path) -> None:
    where = _run(str(environment / "python"), "-c", "import learn; print(learn.__file__)", cwd=tmp_path)

    assert Path(where.strip()).is_relative_to(environment.parent)


def test_what_the_code_imports_is_declared() -> None:
    declared = {canonicalize_name(Requirement(each).name) for each in PROJECT["dependencies"]}
    packages = packages_distributions()

    undeclared = {
        module
        for module in _imported() - {"learn"} - sys.stdlib_module_names
        if not declared & {BROUGHT.get(module), *map(canonicalize_name, packages[module])}
    }

    assert undeclared == set()


def test_every_dependency_is_locked_with_its_hashes() -> None:
    for lock, wanted in (("requirements.txt", PROJECT["dependencies"]), ("requirements-dev.txt", _all_wanted())):
        text = (ROOT / lock).read_text("utf-8")
        pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        locked = {canonicalize_name(name) for name in pins}

        assert {canonicalize_name(Requirement(each).name) for each in wanted} <= locked
        assert len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), f"{lock}: something has no hash"
        assert "://" not in text, f"{lock}: an address does not belong in a lock"


def _imported() -> set[str]:
    found = set()
    for path in (ROOT / "learn").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


def _all_wanted() -> list[str]:
    groups = loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return [*PROJECT["dependencies"], *groups["dev"]]


def _installer(python: Path) -> list[str]:
    """Whichever of the two filled the environment of the tests; ``./run`` prefers uv."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--offline", "--python", str(python)]
    return [sys.executable, "-m", "pip", "--quiet", "--python", str(python), "install"]


def _run(*command: str, cwd: Path | None = None, **environment: str) -> str:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("LEARN_", "PYTHON"))}
    done = subprocess.run(command, cwd=cwd, env=ours | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout

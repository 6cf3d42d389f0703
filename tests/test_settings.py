"""Settings: what each accepts, what it says when it does not, and the secret the school never has to make."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import AF_INET
from socket import SOCK_STREAM
from socket import socket
from subprocess import PIPE
from subprocess import Popen
from sys import executable

import pytest

from learn.settings import SHORTEST_SECRET
from learn.settings import Settings
from learn.settings import WrongSetting
from learn.settings import loopback

ROOT = Path(__file__).parent.parent


def test_a_school_that_sets_nothing_gets_settings_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    settings = Settings.from_environment({})

    assert settings.data == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/afgesproken.db"
    assert settings.database_file == tmp_path / "data" / "afgesproken.db"
    assert len(settings.secret) >= SHORTEST_SECRET
    assert (settings.url, settings.hosts, settings.behind_proxy, settings.language) == (None, (), 0, "nl")


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = Settings.from_environment({}, tmp_path)
    again = Settings.from_environment({}, tmp_path)

    assert first.secret == again.secret == (tmp_path / "secret").read_text()
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_two_schools_never_share_a_secret(tmp_path: Path) -> None:
    one = Settings.from_environment({}, tmp_path / "one")
    other = Settings.from_environment({}, tmp_path / "other")

    assert one.secret != other.secret


def test_a_secret_from_the_environment_leaves_none_on_disk(tmp_path: Path) -> None:
    settings = Settings.from_environment({"LEARN_SECRET": "s" * SHORTEST_SECRET}, tmp_path)

    assert settings.secret == "s" * SHORTEST_SECRET
    assert list(tmp_path.iterdir()) == []


def test_the_folder_on_the_command_line_goes_before_the_one_in_the_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment({"LEARN_DATA": str(tmp_path / "theirs")}, tmp_path / "mine")

    assert settings.data == tmp_path / "mine"
    assert not (tmp_path / "theirs").exists()


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        (
            "LEARN_DATABASE_URL",
            "postgresql+psycopg://learn@db/school",
            "database_url",
            "postgresql+psycopg://learn@db/school",
        ),
        ("LEARN_DATABASE_URL", "sqlite:///school.db", "database_url", "sqlite:///school.db"),
        ("LEARN_URL", "http://192.168.1.20:8000", "url", "http://192.168.1.20:8000"),
        ("LEARN_URL", "https://afspraken.school.example/", "url", "https://afspraken.school.example"),
        ("LEARN_URL", " http://school.example/afgesproken/ ", "url", "http://school.example/afgesproken"),
        ("LEARN_URL", "", "url", None),
        ("LEARN_HOSTS", "school.example, 192.168.1.20,", "hosts", ("school.example", "192.168.1.20")),
        ("LEARN_HOSTS", "", "hosts", ()),
        ("LEARN_BEHIND_PROXY", "1", "behind_proxy", 1),
        ("LEARN_BEHIND_PROXY", "0", "behind_proxy", 0),
        ("LEARN_LANGUAGE", "en", "language", "en"),
        ("LEARN_LANGUAGE", "nl", "language", "nl"),
    ],
)
def test_a_good_value_is_taken(tmp_path: Path, name: str, text: str, field: str, value: object) -> None:
    settings = Settings.from_environment({name: text}, tmp_path)

    assert getattr(settings, field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LEARN_DATABASE_URL", "mysql://learn@db/school"),
        ("LEARN_DATABASE_URL", "postgresql://learn@db/school"),
        ("LEARN_SECRET", "te kort"),
        ("LEARN_URL", "school.example:8000"),
        ("LEARN_URL", "ftp://school.example"),
        ("LEARN_URL", "http://"),
        ("LEARN_URL", "http://school.example:poort"),
        ("LEARN_URL", "http://jan:geheim@school.example"),
        ("LEARN_URL", "http://school.example/?van=mail"),
        ("LEARN_BEHIND_PROXY", "ja"),
        ("LEARN_BEHIND_PROXY", "-1"),
        ("LEARN_BEHIND_PROXY", "6"),
        ("LEARN_LANGUAGE", "fy"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(WrongSetting, match=rf"^{name}: "):
        Settings.from_environment({name: text}, tmp_path)


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WrongSetting, match=r"^LEARN_DATA: "):
        Settings.from_environment({"LEARN_DATA": str(tmp_path / "file" / "data")})


@pytest.mark.parametrize("url", ["https://school.example", "https://10.0.0.5:8443"])
def test_cookies_are_for_https_alone_when_the_address_is(tmp_path: Path, url: str) -> None:
    assert Settings.from_environment({"LEARN_URL": url}, tmp_path).secure
    assert not Settings.from_environment({"LEARN_URL": url.replace("https", "http")}, tmp_path).secure


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000", "http://0.0.0.0:8000", "http://127.0.1.1"]
)
def test_an_address_only_this_machine_can_reach_is_recognised(url: str) -> None:
    assert loopback(url)


@pytest.mark.parametrize("url", ["http://192.168.1.20:8000", "https://school.example", "http://10.127.0.1"])
def test_an_address_chromebooks_can_reach_is_not_taken_for_one_they_cannot(url: str) -> None:
    assert not loopback(url)


def test_serving_warns_when_chromebooks_cannot_reach_the_address(tmp_path: Path) -> None:
    with _serving(tmp_path, {}) as said:
        assert "LEARN_URL" in said


def test_serving_does_not_warn_when_they_can(tmp_path: Path) -> None:
    with _serving(tmp_path, {"LEARN_URL": "http://192.168.1.20:8000"}) as said:
        assert "LEARN_URL" not in said


def test_what_is_kept_is_for_this_account_alone_also_in_a_folder_that_others_may_look_into(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    with _serving(tmp_path, {}):
        made = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.rglob("*") if each.is_file()}

    assert made["afgesproken.db"] == 0o600
    assert {name: mode for name, mode in made.items() if mode & 0o077} == {}


def test_a_wrong_setting_stops_the_command_in_one_line(tmp_path: Path) -> None:
    with Popen(
        [executable, "-m", "learn", "serve"],
        cwd=ROOT,
        env={"LEARN_DATA": str(tmp_path), "LEARN_LANGUAGE": "fy"},
        stdout=PIPE,
        stderr=PIPE,
        text=True,
    ) as command:
        out, err = command.communicate()

    assert command.returncode == 2
    assert out == ""
    assert err == "LEARN_LANGUAGE: use nl or en\n"


@contextmanager
def _serving(data: Path, environment: dict[str, str]) -> Iterator[str]:
    """All that ``serve`` says before it is up."""
    with Popen(
        [executable, "-m", "learn", "serve", "--port", str(_free_port()), "--data", str(data)],
        cwd=ROOT,
        env=environment,
        stdout=PIPE,
        text=True,
        umask=0o022,
    ) as command:
        assert command.stdout is not None
        said = ""
        for line in command.stdout:
            said += line
            if line.startswith("Afgesproken staat op"):
                break
        try:
            yield said
        finally:
            command.terminate()


def _free_port() -> int:
    with socket(AF_INET, SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

"""What a page weighs, and what static files come with, as the real server sends them."""

from collections.abc import Iterator

import pytest

from benchmarks import bytes as weights
from benchmarks.bytes import KB
from benchmarks.bytes import Client
from learn.web.security import HEADERS
from tests.served import Demo
from tests.served import served


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with served(tmp_path_factory.mktemp("demo")) as school:
        yield school


@pytest.fixture
def static_files(demo: Demo) -> list[str]:
    """Every stylesheet and script of the pages of pupils, of staff and of the board."""
    client = Client(demo.url)
    pages = ("/", "/staff", f"/board/{demo.group('7A').code}")
    return sorted({each for page in pages for each in weights.needs(client.get(page).text)})


def test_a_first_visit_of_a_pupil_is_light(demo: Demo) -> None:
    for name, client, address in weights.pupil_pages(demo):
        weight = client.anew().visit(address)

        assert weight.size <= 20 * KB, f"{name}: {weight}"
        assert weight.requests <= 4, f"{name}: {weight}"


def test_a_page_comes_again_alone_and_small(demo: Demo) -> None:
    for name, client, address in weights.pupil_pages(demo):
        client.visit(address)
        weight = client.visit(address)

        assert weight.size <= 5 * KB, f"{name}: {weight}"
        assert weight.requests <= 2, f"{name}: {weight}"


def test_the_group_of_a_teacher_is_light(demo: Demo) -> None:
    teacher, address = weights.group_page(demo)
    teacher = teacher.anew()

    first, again = teacher.visit(address), teacher.visit(address)

    assert first.size <= 40 * KB, first
    assert again.size <= 8 * KB, again


def test_the_apps_own_script_is_small(demo: Demo) -> None:
    assert weights.own_script(Client(demo.url)).size <= 2 * KB


@pytest.mark.parametrize(("offered", "sent"), [("gzip, deflate, br", "br"), ("gzip, deflate", "gzip"), ("", None)])
def test_static_files_come_as_the_browser_can_read_them(
    demo: Demo, static_files: list[str], offered: str, sent: str | None
) -> None:
    client = Client(demo.url)
    plain = {each: client.get(each, Accept_Encoding="identity").body for each in static_files}

    for each in static_files:
        reply = client.get(each, Accept_Encoding=offered)

        assert reply.headers.get("content-encoding") == sent, each
        assert reply.body == plain[each], each
        assert "Accept-Encoding" in reply.headers["vary"], each


def test_static_files_are_kept_for_good(demo: Demo, static_files: list[str]) -> None:
    for each in static_files:
        keeping = Client(demo.url).get(each).headers["cache-control"]

        assert "immutable" in keeping and "public" in keeping, each


def test_static_files_stand_under_one_name_made_of_their_content(static_files: list[str]) -> None:
    assert len({each.split("/")[2] for each in static_files}) == 1


def test_static_files_carry_the_headers_of_the_pages(demo: Demo, static_files: list[str]) -> None:
    for each in static_files:
        headers = Client(demo.url).get(each).headers

        for name, value in HEADERS.items():
            assert headers[name.lower()] == value, f"{each}: {name}"
        assert "access-control-allow-origin" not in headers, each
        assert "set-cookie" not in headers, each

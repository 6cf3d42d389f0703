"""The head's pages of programmes: an example to begin with, and a list that is changed without a script."""

import pytest
from flask import Flask

from learn.classroom import programmes
from learn.classroom.programmes import Wanted
from tests.given import Given
from tests.visitor import Visitor

LIST = "/school/programmes"


@pytest.fixture
def head(given: Given, app: Flask) -> Visitor:
    return Visitor(app).signs_in(given.staff("Hanna Hoofd", "head")).open(LIST)


def names(head: Visitor) -> list[str]:
    return [each.get_text(strip=True) for each in head.page.select(".cards h2")]


def ticked(head: Visitor, name: str) -> list[str]:
    return [str(each["value"]) for each in head.page.select(f"input[name={name}][checked]")]


def test_it_begins_with_the_example_and_what_is_known_of_each(head: Visitor) -> None:
    assert names(head) == ["Diploma Veilig Internet", "Online veiligheid (Halt)", "MediaMasters"]
    assert head.sees("een voorbeeld. Zodra je er iets aan verandert, is de lijst van jullie.")
    assert head.sees("Groep 6 · ieder jaar")
    assert head.sees("Nog niet aangevinkt waar het over gaat.")
    assert head.sees("Gezien op 1 november 2026 in: De Bron 2020-2021, Lesprogramma’s 2 en 3; halt.nl")


def test_one_is_added_and_stands_on_the_page_of_what_is_taught_where(head: Visitor) -> None:
    head.follow("Nog een programma")
    head.press(
        "Bewaar",
        name="Week van het internet",
        groups=["8", "6"],
        period="week 9",
        topics=["copyright", "passwords"],
    )

    assert head.path == LIST
    assert names(head)[-1] == "Week van het internet"
    assert head.sees("Groep 6, 8 · week 9")
    assert not head.sees("een voorbeeld")
    head.follow("Wat komt waar aan bod?")
    assert head.sees("Week van het internet 6 en 8 week 9")
    assert head.sees("School vinkte zelf aan waar elk programma over gaat.")


def test_one_is_changed(head: Visitor) -> None:
    head.follow("Wijzig : Online veiligheid (Halt)")
    assert head.sees("Halt geeft op basisscholen lessen")
    assert ticked(head, "groups") == ["7", "8"]

    head.press("Bewaar", name="Halt", groups=["7"], period="maart", topics=["decency"])

    assert names(head) == ["Diploma Veilig Internet", "Halt", "MediaMasters"]
    head.follow("Wijzig : Halt")
    assert (ticked(head, "groups"), ticked(head, "topics")) == (["7"], ["decency"])


def test_one_is_taken_out(head: Visitor) -> None:
    head.submit("/halt/removals")

    assert names(head) == ["Diploma Veilig Internet", "MediaMasters"]
    head.open(f"{LIST}/halt", status=404)


def test_taken_out_twice_it_is_gone_once(head: Visitor) -> None:
    sent = {"csrf_token": head.token()}

    head.send(f"{LIST}/halt/removals", sent)
    head.send(f"{LIST}/halt/removals", sent)

    assert names(head) == ["Diploma Veilig Internet", "MediaMasters"]


def test_all_taken_out_the_list_is_empty(head: Visitor) -> None:
    for key in ("diploma-veilig-internet", "halt", "mediamasters"):
        head.submit(f"/{key}/removals")

    assert names(head) == []
    assert head.sees("School doet aan geen programma van anderen mee.")


def test_without_a_group_nothing_is_kept_and_what_was_typed_stays(head: Visitor) -> None:
    head.follow("Nog een programma").press("Bewaar", 422, name="Mediaweek", period="week 6", topics=["passwords"])

    assert head.sees("Vink minstens één groep aan.")
    assert head.page.select_one("#name")["value"] == "Mediaweek"  # type: ignore[index]
    assert head.page.select_one("#period")["value"] == "week 6"  # type: ignore[index]
    assert ticked(head, "topics") == ["passwords"]
    assert "Mediaweek" not in names(head.open(LIST))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Vul dit in."),
        ("name", "a" * 81, "Dit is te lang"),
        ("name", "week \U0001f600", "kunnen"),
        ("period", "a" * 81, "Dit is te lang"),
        ("groups", ["5"], "Dit kan niet kloppen."),
        ("groups", ["6", "7", "8", "8"], "Dit kan niet kloppen."),
        ("topics", ["bestaat-niet"], "Dit kan niet kloppen."),
    ],
)
def test_bad_input_gives_a_sentence(head: Visitor, field: str, value: object, sentence: str) -> None:
    right = {"name": "Mediaweek", "groups": ["7"], "period": "week 6", "topics": ["passwords"]}

    head.follow("Nog een programma").press("Bewaar", 422, **{**right, field: value})

    error = head.page.select_one(f"#{field}-error")
    assert error is not None
    assert sentence in error.get_text()
    assert len(names(head.open(LIST))) == 3


def test_a_name_that_stands_there_is_refused(head: Visitor) -> None:
    head.follow("Nog een programma").press("Bewaar", 422, name="MEDIAMASTERS", groups=["7"])
    assert head.sees("Jullie hebben al een programma met deze naam.")

    head.open(f"{LIST}/halt").press("Bewaar", 422, name="MediaMasters", groups=["7"])
    assert head.sees("Jullie hebben al een programma met deze naam.")


def test_what_a_colleague_changed_meanwhile_stands_beside_what_was_typed(
    head: Visitor, given: Given, app: Flask
) -> None:
    head.open(f"{LIST}/halt")
    colleague = Visitor(app).signs_in(given.staff("Karel Mede", "head")).open(f"{LIST}/halt")
    colleague.press("Bewaar", name="Halt van Karel", groups=["7"], topics=["decency"])

    head.press("Bewaar", 409, name="Halt van Hanna", groups=["8"], topics=["passwords"])

    assert head.alert.startswith("Een collega heeft dit intussen veranderd.")
    assert "Halt van Karel" in head.alert
    assert head.page.select_one("#name")["value"] == "Halt van Hanna"  # type: ignore[index]
    assert ticked(head, "topics") == ["passwords"]
    assert "Halt van Karel" in names(colleague.open(LIST))

    head.press("Bewaar", name="Halt van Hanna", groups=["8"], topics=["passwords"])
    assert "Halt van Hanna" in names(head)


def test_a_mistake_after_a_colleagues_change_does_not_hide_it(head: Visitor, given: Given, app: Flask) -> None:
    head.open(f"{LIST}/halt")
    colleague = Visitor(app).signs_in(given.staff("Karel Mede", "head")).open(f"{LIST}/halt")
    colleague.press("Bewaar", name="Halt van Karel", groups=["7"])

    head.press("Bewaar", 422, name="Halt van Hanna")
    head.press("Bewaar", 409, name="Halt van Hanna", groups=["8"])

    assert "Halt van Karel" in head.alert


def test_more_than_anybody_looks_at_is_refused(head: Visitor, given: Given) -> None:
    with given.database.transaction() as session:
        for number in range(programmes.MOST - 3):
            wanted = Wanted(f"Programma {number}", (7,), "", ())
            programmes.add(session, given.library, given.school().id, wanted, None, given.clock())

    head.open(f"{LIST}/new").press("Bewaar", 422, name="Nog een", groups=["7"])

    assert head.alert == "Er staan al 20 programma’s. Haal er eerst een weg."
    assert len(names(head)) == programmes.MOST


def test_the_head_reads_what_was_changed(head: Visitor) -> None:
    head.submit("/halt/removals")

    assert head.open("/school/events").sees("Hanna Hoofd haalde een programma van anderen weg")


def test_the_head_of_another_school_sees_nothing_of_it(head: Visitor, given: Given, app: Flask) -> None:
    head.follow("Nog een programma").press("Bewaar", name="Alleen hier", groups=["7"])
    head.follow("Wijzig : Alleen hier")
    other = given.school("De Zeilboot")

    elsewhere = Visitor(app).signs_in(given.staff("Gerda Mol", "head", school=other)).open(LIST)

    assert names(elsewhere) == ["Diploma Veilig Internet", "Online veiligheid (Halt)", "MediaMasters"]
    elsewhere.open(head.path, status=404)
    elsewhere.send(f"{head.path}/removals", {"csrf_token": elsewhere.token()}, 404)
    assert "Alleen hier" in names(head.open(LIST))


def test_every_subject_can_be_ticked(head: Visitor, given: Given) -> None:
    head.open(f"{LIST}/new")

    offered = [str(each["value"]) for each in head.page.select("input[name=topics]")]
    assert sorted(offered) == sorted(given.library.topics.slugs)

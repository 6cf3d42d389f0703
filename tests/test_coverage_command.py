"""``coverage``: the same rows in a terminal as on the head's page, and every story as each stance makes it."""

import json
from pathlib import Path

import pytest

from learn.cli import main
from learn.content import grid
from learn.content.coverage import coverage
from learn.content.grid import Table
from learn.content.library import Library


def tables(library: Library, slug: str = "de-bron") -> tuple[Table, ...]:
    covered = coverage(library.protocol(slug), library)
    return (
        grid.of_agreements(covered),
        grid.of_lessons(covered),
        grid.of_programmes(covered, library.programmes.plain),
    )


@pytest.mark.parametrize("slug", ("de-bron", "archipel"))
def test_it_prints_every_row_of_every_table(library: Library, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--protocol", slug]) == 0

    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    awaited = []
    for table in tables(library, slug):
        awaited += [table.title, *(" | ".join(cells) for cells in (table.head, *table.cells)), ""]
    assert lines == awaited
    assert printed.err == f"{len(coverage(library.protocol(slug), library).holes)} holes\n"


def test_as_json_each_row_has_its_slugs_too(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {part: len(rows) for part, rows in told.items()} == {
        table.part: len(table.rows) for table in tables(library)
    }
    phone = [row for row in told["agreements"] if row["topic"] == "phone-at-school"]
    assert {(row["ref"], row["why"]) for row in phone} == {("gedragsafspraak 5", "")}
    told_there = [(each["module"], each["story"]) for row in phone for each in row["told"]]
    assert ("wie-zit-daar", "je-tas-zoemt") in told_there
    diploma = [row for row in told["programmes"] if row["programme"] == "Diploma Veilig Internet"]
    assert [row["topic"] for row in diploma] == ["suitable-sites", "personal-data", "copyright"]


def test_a_protocol_that_is_not_there_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--protocol", "bestaat-niet"]) == 2

    assert capsys.readouterr().err == "there is no bestaat-niet here\n"


def test_a_protocol_from_a_file_is_covered_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vlieger.yaml"
    path.write_text(
        "slug: vlieger\ntitle: Afspraken\nschool: De Vlieger\ndate: mei 2026\nsource: Verzonnen.\nclauses:\n"
        '  - {ref: "2.1", paraphrase: Zo doen we het., binds: [pupils], topics: [copyright], applies: everywhere,'
        " show_literal: pupils}\n",
        "utf-8",
    )

    assert main(["coverage", "--protocol", str(path)]) == 0

    row = capsys.readouterr().out.splitlines()[2]
    assert row.startswith("punt 2.1 | ")
    assert "De geheime strip" in row


def test_it_prints_a_story_under_each_stance_with_ratings_words_and_the_sentence_beside_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["coverage", "--stances"]) == 0

    told = capsys.readouterr().out.split("\n\n")
    never = next(each for each in told if each.startswith("privacy-7/foto-op-het-plein  photos-of-people/never"))
    asked = next(each for each in told if each.startswith("privacy-7/foto-op-het-plein  photos-of-people/with-consent"))
    assert "* harder c: Iedereen op de foto zegt ja? Dan stuur ik hem." in never.splitlines()
    assert "* strong c: Iedereen op de foto zegt ja? Dan stuur ik hem." in asked.splitlines()
    assert "[agreement: Wij sturen en plaatsen geen foto’s van onszelf of anderen.]" in never
    assert "- Maak samen een kaart voor Imane." in never


def test_it_says_why_a_stance_changes_nothing_and_what_stands_there_without_agreements(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["coverage", "--stances"])

    told = capsys.readouterr().out.split("\n\n")
    same = next(each for each in told if each.startswith("privacy-7/appen-over-het-dansje  photos-of-people/never"))
    silent = next(each for each in told if each.startswith("privacy-7/appen-over-het-dansje  no agreement"))
    assert same.splitlines()[1].startswith("  same, because: Wie op het filmpje staat")
    assert "[tip: Zeg rustig wat je wilt." in silent
    assert "same, because" not in silent

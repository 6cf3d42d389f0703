"""``coverage --stances``: every story as each stance makes it, for somebody who reads it all before children do."""

import pytest

from learn.cli import main


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

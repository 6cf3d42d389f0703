"""Counting words and sentences of Dutch that children read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learn.content.readability import LIMITS
from learn.content.readability import double_negation
from learn.content.readability import flesch_douma
from learn.content.readability import sentences
from learn.content.readability import syllables
from learn.content.readability import unsuited
from learn.content.readability import words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ik wacht. Dan vraag ik het.", ["Ik wacht.", "Dan vraag ik het."]),
        ("Geen punt aan het eind", ["Geen punt aan het eind"]),
        ("Kom je? Nee! Jammer.", ["Kom je?", "Nee!", "Jammer."]),
        ("hee! wat doe je? niks.", ["hee!", "wat doe je?", "niks."]),
        ("Ik ... weet het niet... of toch.", ["Ik ... weet het niet... of toch."]),
        ("Ik weet het niet... Of toch…  Ja.", ["Ik weet het niet...", "Of toch…", "Ja."]),
        ("“Mag ik mee?” vraagt ze. Hij knikt.", ["“Mag ik mee?” vraagt ze.", "Hij knikt."]),
        ("“Stop.” zegt hij zacht.", ["“Stop.” zegt hij zacht."]),
        ("“Stop. Ik wil dit niet.” Zij knikt.", ["“Stop.", "Ik wil dit niet.”", "Zij knikt."]),
        ("Ze typt: “Kom je ook?”", ["Ze typt:", "“Kom je ook?”"]),
        ("Neem mee: brood en water.", ["Neem mee: brood en water."]),
        ("Neem bijv. een appel of o.a. Brood mee.", ["Neem bijv. een appel of o.a. Brood mee."]),
        ("Appels, peren enz. Lekker.", ["Appels, peren enz.", "Lekker."]),
        ("Appels, peren enz. in een tas.", ["Appels, peren enz. in een tas."]),
        ("Het is 12.30 uur op plop.example. Kom.", ["Het is 12.30 uur op plop.example.", "Kom."]),
        ("Vraag het aan J. de Wit.", ["Vraag het aan J. de Wit."]),
        ("Ik ben tien. 10 is leuk.", ["Ik ben tien.", "10 is leuk."]),
        ("“Dag!” {noor} zwaait.", ["“Dag!”", "{noor} zwaait."]),
        ("“Dag!” roept {juf}. {Juf} zwaait.", ["“Dag!” roept {juf}.", "{Juf} zwaait."]),
        ("“Dag!” {juf} zwaait.", ["“Dag!” {juf} zwaait."]),
        ("“Nu?” {noor:zij/hij} lacht.", ["“Nu?” {noor:zij/hij} lacht."]),
        ("“Nu?” {noor:Zij/Hij} lacht.", ["“Nu?”", "{noor:Zij/Hij} lacht."]),
        ("", []),
    ],
)
def test_a_text_falls_apart_into_its_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ik vraag het eerst.", 4),
        ("Foto’s van auto-ongelukken: nee", 4),
        ("{noor} pakt {noor:haar/zijn} tas.", 4),
        ("{noor}’s tas", 2),
        ("Vertel het aan {juf}.", 6),
        ("{Juf} luistert.", 4),
        ("Dat geef ik {noor:aan haar/aan hem terug}.", 6),
        ("Nou … ja – goed ?", 3),
        ("", 0),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, count: int) -> None:
    assert len(words(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("ik", 1),
        ("school", 1),
        ("foto", 2),
        ("foto’s", 2),
        ("leerkracht", 2),
        ("sneeuw", 1),
        ("kieuw", 1),
        ("koeien", 2),
        ("ideeën", 3),
        ("zee-egel", 3),
        ("beëindigen", 4),
        ("toestemming", 3),
        ("verantwoordelijkheid", 6),
        ("Één", 1),
        ("tv", 1),
        ("2024", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spelt(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_measure_is_as_douma_wrote_it() -> None:
    # 8 words, 13 syllables: 206.84 - 0.77 x 162.5 - 0.93 x 8 = 74.3
    asks = "De leerkracht vraagt altijd toestemming aan de ouders."
    # 8 words, 14 syllables: 206.84 - 0.77 x 175 - 0.93 x 8 = 64.7
    board = "Het bestuur van de school neemt passende maatregelen."

    assert flesch_douma([asks]) == 74
    assert flesch_douma([board]) == 65
    # 16 words in two sentences, 27 syllables: 206.84 - 0.77 x 168.75 - 0.93 x 8 = 69.5
    assert flesch_douma([asks, board]) == flesch_douma([f"{asks} {board}"]) == 69


def test_the_measure_stays_between_very_hard_and_very_easy() -> None:
    assert flesch_douma(["Verantwoordelijkheidsafspraken medezeggenschapsraadsvergadering."]) == 0
    assert flesch_douma(["Ik."]) == 100
    assert flesch_douma(["", "…"]) is None


DUTCH = st.text(alphabet="abAB .!?…:“”‘’\"'()\n{}/nor-é1", max_size=60)


@given(st.one_of(st.text(), DUTCH))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert [word for sentence in sentences(text) for word in words(sentence)] == words(text)


@given(DUTCH)
def test_a_sentence_is_one_sentence(text: str) -> None:
    for sentence in sentences(text):
        assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("sentence", "denying"),
    [
        ("Ik zeg niets.", []),
        ("Niemand zegt niets.", ["niemand", "niets"]),
        ("Doe dat “nooit”, ook niet samen!", ["nooit", "niet"]),
        ("Hij is niet hier en niet daar.", ["niet", "niet"]),
        ("Nietes!", []),
    ],
)
def test_denying_twice_is_found(sentence: str, denying: list[str]) -> None:
    assert double_negation(sentence) == denying


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Snap je dat het strafbaar is?", []),
        ("De Dader kreeg straf.", ["dader", "straf"]),
        ("Eigen schuld, dikke bult.", ["eigen schuld"]),
        ("Stuur het op whatsapp.", ["WhatsApp"]),
        ("KlikKlok, BlokWereld en Plop.", []),
    ],
)
def test_words_not_for_children_are_found(text: str, found: list[str]) -> None:
    assert unsuited(text) == found


def test_sexting_is_a_word_for_group_8_only() -> None:
    assert [bool(unsuited("Wat is sexting?", group)) for group in (6, 7, 8)] == [True, True, False]


def test_a_higher_group_never_reads_less() -> None:
    six, seven, eight = LIMITS[6], LIMITS[7], LIMITS[8]
    for lower, higher in ((six, seven), (seven, eight)):
        for field in ("mean", "longest", "screen", "answer", "feedback"):
            assert getattr(lower, field) <= getattr(higher, field)

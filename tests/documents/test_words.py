"""The language of patterns: what fits and what does not."""

import pytest

from learn.documents.words import Said
from learn.documents.words import compiled
from learn.documents.words import plain

SETS = {
    "FRUIT": "appel* | *peer | rode bes",
    "FOOD": "brood | FRUIT",
    "ROOM": "@keuken | @zaal",
    "ROUND": "rond | CIRCLE",
    "CIRCLE": "ROUND",
}


def fits(pattern: str, words: str, headings: str = "") -> bool:
    return compiled(pattern, SETS).fits(Said(plain(words), plain(headings)))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("boek", "Het boek is dik."),
        ("boek*", "Twee boeken."),
        ("boek*", "De boekenkast."),
        ("*boek", "Mijn schoolboek."),
        ("foto*", "De foto's van vorig jaar."),
        ("boek | krant", "Een krant."),
        ("boek & krant", "Een krant en een boek."),
        ("rode boek", "Het rode  boek."),
        ("lees .. boek", "Lees elke avond uit dit boek."),
        ("lees .. boek", "Ik lees, soms, een boek."),
        ("lees .. boek", "Lees boek."),
        ("lees ... boek", "Ik lees voor het slapen gaan altijd nog even een stukje uit een dik boek."),
        ("boek ! krant", "Een boek."),
        ("boek ! krant & oud", "Een boek en een krant."),
        ("boek ! krant ! oud", "Een boek."),
        ("FRUIT", "Twee appels."),
        ("FRUIT", "Een stoofpeer."),
        ("FOOD", "Een rode bes."),
        ("geen FRUIT", "Hier geen appels."),
        ("FRUIT .. FRUIT", "Een appel en een peer."),
        ("18+", "Een film voor 18+."),
    ],
)
def test_fits(pattern: str, words: str) -> None:
    assert fits(pattern, words)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("boek", "Twee boeken."),
        ("boek", "Een schoolboek."),
        ("boek*", "Een schoolboek."),
        ("boek & krant", "Een boek."),
        ("rode boek", "Het boek is rode."),
        ("rode boek", "Het rode dikke boek."),
        ("lees .. boek", "Lees voor het slapen gaan altijd nog even een boek."),
        ("lees .. boek", "Lees. Een boek is goed."),
        ("lees ... boek", "Lees elke avond! Een boek is goed."),
        ("boek ! krant", "Een boek en een krant."),
        ("boek ! krant & oud", "Een boek en een oude krant, oud genoeg."),
        ("boek ! krant ! oud", "Een oud boek."),
        ("geen FRUIT", "Geen rode appels."),
        ("FRUIT", "Brood."),
    ],
)
def test_does_not_fit(pattern: str, words: str) -> None:
    assert not fits(pattern, words)


@pytest.mark.parametrize(
    "words", ["Altijd opruimen.", "Het is opgeruimd.", "Vergeet niet op te ruimen.", "Ik ruim alles op.", "Ruim op!"]
)
def test_a_verb_that_parts_is_written_once(words: str) -> None:
    assert fits("op+ruim*", words)


@pytest.mark.parametrize("words", ["Ik ruim.", "De ruimte is op slot gegaan. Kom op.", "Ik ruim alles. Kom op."])
def test_a_verb_that_parts_needs_both_its_parts_in_one_sentence(words: str) -> None:
    assert not fits("op+ruim", words)


def test_a_word_stands_in_a_heading_only_where_it_may() -> None:
    assert fits("@keuken & netjes", "Netjes.", "In de keuken")
    assert not fits("keuken & netjes", "Netjes.", "In de keuken")
    assert fits("keuken | @zaal & netjes", "Netjes.", "De zaal")
    assert not fits("keuken | @zaal & netjes", "Netjes.", "De keuken")


def test_a_set_carries_its_words_for_headings_along() -> None:
    assert fits("ROOM & netjes", "Netjes.", "In de zaal")
    assert fits("@FRUIT & netjes", "Netjes.", "Appels en peren")


def test_a_heading_alone_says_nothing() -> None:
    assert not fits("@keuken", "Netjes.", "In de keuken")
    assert fits("@keuken", "Netjes in de keuken.")


def test_a_heading_alone_holds_for_how_something_is_said() -> None:
    assert compiled("@keuken", SETS).holds(Said("netjes", "in de keuken"))
    assert not compiled("keuken", SETS).holds(Said("netjes", "in de keuken"))


def test_what_may_not_be_there_may_not_stand_in_a_heading_either_if_it_says_so() -> None:
    assert not fits("netjes ! @keuken", "Netjes.", "In de keuken")
    assert fits("netjes ! keuken", "Netjes.", "In de keuken")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Één café", "een cafe"),
        ("foto’s", "foto's"),
        ("00k v00r  0uders", "ook voor ouders"),
        ("mai1en", "mailen"),
        ("lk en lndien", "ik en indien"),
        ("groep 10 om 8.25 u. voor 06-nummers", "groep 10 om 8.25 u. voor 06-nummers"),
    ],
)
def test_a_text_is_seen_plain(text: str, seen: str) -> None:
    assert plain(text) == seen


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "a word is missing in ''"),
        ("boek & ", "a word is missing in 'boek & '"),
        ("boek | | krant", "a word is missing in 'boek | | krant'"),
        ("boek !", "a word is missing in 'boek !'"),
        ("boek & @", "a word is missing in 'boek & @'"),
        ("..", "a word is missing in '..'"),
        ("VEGETABLE", "no set is called VEGETABLE"),
        ("geen VEGETABLE", "no set is called VEGETABLE"),
        ("ROUND", "the set ROUND holds itself"),
    ],
)
def test_a_bad_pattern_is_refused_with_a_clear_word(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match="^" + why.replace("|", r"\|").replace("..", r"\.\.") + "$"):
        compiled(pattern, SETS)


@pytest.mark.parametrize(
    "pattern",
    ["*boek*", "uit+log*", "ik", "a | foto*", "FRUIT", "geen FOOD", "lees .. boek", "te ... uit", "@ROOM", "*s", "ij*"],
)
def test_what_cannot_be_there_is_told_without_looking_and_what_is_there_is_never_missed(pattern: str) -> None:
    group = compiled(pattern, SETS).groups[0]
    texts = [
        *(
            "schoolboeken",
            "log je altijd uit",
            "ik",
            "a",
            "fotografie",
            "rode bes",
            "geen brood",
            "peer",
            "zaal",
            "boeks",
        ),
        *("lees dit boek", "te laat naar huis en eruit, uit", "", "x", "ijs", "de keuken"),
    ]

    told = [(group.words.possible(Said(text)), group.words.within(text)) for text in texts]

    assert (True, True) in told
    assert (False, True) not in told


def test_only_words_long_enough_to_leave_a_trace_are_told_without_looking() -> None:
    assert not compiled("foto*", SETS).groups[0].words.possible(Said("een filmpje"))
    assert compiled("ik | foto*", SETS).groups[0].words.possible(Said("een filmpje"))

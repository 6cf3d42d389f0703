"""The check of a protocol: what it finds in the five that are shipped, and what one more clause does to that."""

from datetime import date

import pytest

from learn.content.checkup import LINE
from learn.content.checkup import MOST_LINES
from learn.content.checkup import PARTS
from learn.content.checkup import Checkup
from learn.content.checkup import Point
from learn.content.checkup import checkup
from learn.content.checkup import latest
from learn.content.checkup import told
from learn.content.library import Library
from learn.content.looks import Look
from learn.content.looks import Looks
from learn.content.looks import Part
from learn.content.looks import says
from learn.content.protocols import Clause
from learn.content.protocols import Protocol
from tests.content.checkup_cases import clause
from tests.content.checkup_cases import fullest
from tests.content.checkup_cases import protocol

NOVEMBER = date(2026, 11, 25)
SHIPPED = ("archipel", "de-bron", "edu-ley", "kardinaal-de-jong", "lentiz")
PHOTOS = "Foto’s, film en geluid van jezelf of anderen versturen of plaatsen."
RECORDING = "Foto’s, film en geluid maken op school en op het schoolplein, en wie daarvoor toestemming geeft."
PERSONAL = "Namen, adressen, nummers en andere gegevens waaraan je iemand herkent."
PHONE = "Waar de telefoon van een leerling is tijdens de schooldag."
WHOM_TO_TELL = "Aan wie een kind het kan vertellen"
REMOVED = "Weghalen mag je altijd vragen"
PARENTS = "Toestemming van ouders"

# What content.md says of each, by hand: sections 1.6 to 1.9, and the points 3 to 6 and 11 of section 0.
FOUND: dict[tuple[str, Part], list[str]] = {
    ("archipel", "missing"): [WHOM_TO_TELL, "Waar de telefoon is", "AI en nepfoto’s", "Privéfoto’s en doorsturen"],
    ("archipel", "contradicts"): [],
    ("archipel", "law"): [REMOVED, PARENTS],
    ("archipel", "dated"): ["Er staat geen datum op"],
    ("archipel", "reading"): [],
    ("de-bron", "missing"): ["AI en nepfoto’s", "Wat school doet als het misgaat"],
    ("de-bron", "contradicts"): [RECORDING, PHOTOS, "Wie toestemming geeft", "Bij wie een kind het meldt"],
    ("de-bron", "law"): [REMOVED, "Foto’s uit het nieuws"],
    ("de-bron", "dated"): [
        "Ruim 5 jaar oud",
        "De telefoonafspraak",
        "Het advies over schermen",
        "De wet over privébeelden",
        "Gegevens van een ander rondsturen",
    ],
    ("de-bron", "reading"): [
        "De schuld bij wie het vertelt",
        "Sexting tussen strafbare feiten",
        "Zinnen die een kind bang maken of stil houden",
    ],
    ("edu-ley", "missing"): [
        WHOM_TO_TELL,
        "Waar de telefoon is",
        "AI en nepfoto’s",
        "Privéfoto’s en doorsturen",
        "Praten en herstellen",
        "Wat buiten school gebeurt",
    ],
    ("edu-ley", "contradicts"): ["Wie toestemming geeft"],
    ("edu-ley", "law"): [REMOVED, "Aangifte tegen een kind", "Aangemoedigd om te plaatsen"],
    ("edu-ley", "dated"): ["Er staat geen datum op"],
    ("edu-ley", "reading"): ["Zinnen die een kind bang maken of stil houden"],
    ("kardinaal-de-jong", "missing"): [
        WHOM_TO_TELL,
        "Waar de telefoon is",
        "AI en nepfoto’s",
        "Privéfoto’s en doorsturen",
        "Praten en herstellen",
        "Wat buiten school gebeurt",
    ],
    ("kardinaal-de-jong", "contradicts"): ["Wie toestemming geeft"],
    ("kardinaal-de-jong", "law"): [REMOVED, PARENTS, "Een boete", "Aangifte tegen een kind"],
    ("kardinaal-de-jong", "dated"): ["Er staat geen datum op"],
    ("kardinaal-de-jong", "reading"): ["Zinnen die een kind bang maken of stil houden"],
    ("lentiz", "missing"): [WHOM_TO_TELL, "AI en nepfoto’s"],
    ("lentiz", "contradicts"): [PHONE, PERSONAL, PHOTOS],
    ("lentiz", "law"): [REMOVED, "Aangifte tegen een kind"],
    ("lentiz", "dated"): [
        "Ruim 7 jaar oud",
        "De telefoonafspraak",
        "Het advies over schermen",
        "De wet over privébeelden",
        "De appgroep",
        "Gegevens van een ander rondsturen",
    ],
    ("lentiz", "reading"): ["Een schuilnaam", "Zinnen die een kind bang maken of stil houden"],
}


@pytest.mark.parametrize(("slug", "part"), FOUND, ids=lambda each: each)
def test_in_each_shipped_protocol_it_finds_what_content_md_says(library: Library, slug: str, part: Part) -> None:
    assert abouts(checked(library, library.protocol(slug)), part) == FOUND[slug, part]


def test_all_of_the_five_are_checked_in_every_part() -> None:
    assert set(FOUND) == {(slug, part) for slug in SHIPPED for part in PARTS}


@pytest.mark.parametrize(
    ("slug", "part", "about", "refs"),
    [
        ("de-bron", "contradicts", RECORDING, [("A.1",), ("gedragsafspraak 6",)]),
        ("de-bron", "contradicts", PHOTOS, [("A.6", "gedragsafspraak 3"), ("A.5",)]),
        (
            "de-bron",
            "contradicts",
            "Wie toestemming geeft",
            [("A.1", "gedragsafspraak 6"), ("A.1", "gedragsafspraak 2", "gedragsafspraak 7")],
        ),
        ("de-bron", "contradicts", "Bij wie een kind het meldt", [("A.10",), ("gedragsafspraak 1",)]),
        ("kardinaal-de-jong", "contradicts", "Wie toestemming geeft", [("a.1",), ("a.1",)]),
        ("lentiz", "contradicts", PHONE, [("5.1.b",), ("5.1.c",)]),
        ("lentiz", "contradicts", PHOTOS, [("5.1.d",), ("4.e",)]),
    ],
)
def test_a_contradiction_names_the_clauses_of_each_side(
    library: Library, slug: str, part: Part, about: str, refs: list[tuple[str, ...]]
) -> None:
    found = point(checked(library, library.protocol(slug)), part, about)

    assert [quote.refs for quote in found.quotes] == refs


@pytest.mark.parametrize(
    ("slug", "part", "about", "refs", "fact"),
    [
        ("kardinaal-de-jong", "law", REMOVED, ("a.4", "Bedenk dat 2"), "recht-op-wissen"),
        ("edu-ley", "law", REMOVED, ("A.5",), "recht-op-wissen"),
        ("de-bron", "law", REMOVED, ("A.4",), "recht-op-wissen"),
        ("lentiz", "law", REMOVED, ("5.1.h",), "recht-op-wissen"),
        ("de-bron", "law", "Foto’s uit het nieuws", ("A.6",), "maker-beslist"),
        ("kardinaal-de-jong", "law", "Een boete", ("Bedenk dat 3",), "claim-werkstuk"),
        ("kardinaal-de-jong", "law", "Aangifte tegen een kind", ("Sancties 5",), "onder-12"),
        ("edu-ley", "law", "Aangemoedigd om te plaatsen", ("Profilering f",), "richtlijn-schermgebruik"),
        ("lentiz", "dated", "De telefoonafspraak", ("5.1.b", "5.1.c"), "mobiel-in-de-klas"),
        ("lentiz", "reading", "Een schuilnaam", ("5.1.i sub iv",), None),
        ("de-bron", "reading", "De schuld bij wie het vertelt", ("gedragsafspraak 1",), None),
    ],
)
def test_a_finding_names_its_clauses_and_its_fact(
    library: Library, slug: str, part: Part, about: str, refs: tuple[str, ...], fact: str | None
) -> None:
    found = point(checked(library, library.protocol(slug)), part, about)

    assert (found.refs, found.fact and found.fact.key) == (refs, fact)


TELL = clause("1", "Ik vertel het aan de juf.", "tell-an-adult")
NEVER = clause("1", "Ik stuur nooit foto’s.", "photos-of-people/never")
STAYS = clause("1", "Wat je plaatst, blijft altijd staan.", "online-stays")
CONSENT = clause("1", "Ik plaats alleen foto’s met toestemming.", "photos-of-people/with-permission")
PUNISHED = clause("1", "Wie pest, krijgt een waarschuwing.", "consequences")


@pytest.mark.parametrize(
    ("before", "added", "part", "about"),
    [
        ((NEVER,), TELL, "missing", WHOM_TO_TELL),
        (
            (NEVER,),
            clause("2", "Mijn telefoon zit in de tas.", "phone-at-school/off-in-bag"),
            "missing",
            "Waar de telefoon is",
        ),
        ((NEVER,), clause("2", "Ik maak geen nepfoto’s met AI."), "missing", "AI en nepfoto’s"),
        ((NEVER,), PUNISHED, "missing", "Wat school doet als het misgaat"),
        ((NEVER,), clause("2", "Ik stuur niets door.", "forwarding-counts"), "missing", "Privéfoto’s en doorsturen"),
        ((PUNISHED,), clause("2", "Eerst is er een gesprek.", "consequences"), "missing", "Praten en herstellen"),
        ((STAYS,), clause("2", "Je mag altijd vragen om iets weg te halen."), "law", REMOVED),
        ((CONSENT,), clause("2", "De school vraagt ouders om toestemming.", binds=("staff",)), "law", PARENTS),
    ],
)
def test_what_is_said_is_no_longer_found(
    library: Library, before: tuple[Clause, ...], added: Clause, part: Part, about: str
) -> None:
    assert about in abouts(checked(library, protocol(library.topics, *before)), part)

    assert about not in abouts(checked(library, protocol(library.topics, *before, added)), part)


@pytest.mark.parametrize(
    ("added", "about"),
    [
        (clause("2", "Ik vraag eerst de juf.", "photos-of-people/with-permission"), PHOTOS),
        (clause("2", "De school vraagt het.", "photos-of-people/with-consent-of-shown", binds=("staff",)), PHOTOS),
    ],
)
def test_a_clause_that_says_otherwise_is_a_contradiction(library: Library, added: Clause, about: str) -> None:
    assert abouts(checked(library, protocol(library.topics, NEVER)), "contradicts") == []

    assert abouts(checked(library, protocol(library.topics, NEVER, added)), "contradicts") == [about]


def test_the_same_said_twice_is_no_contradiction(library: Library) -> None:
    twice = NEVER.model_copy(update={"ref": "2", "binds": ("staff",)})

    assert abouts(checked(library, protocol(library.topics, NEVER, twice)), "contradicts") == []


def test_two_people_to_ask_are_found_and_one_is_not(library: Library) -> None:
    juf = clause("1", "Ik film alleen met toestemming van de juf.")
    head = clause("2", "Bellen kan alleen als de directeur het goedvindt.")

    assert abouts(checked(library, protocol(library.topics, juf)), "contradicts") == []
    found = point(checked(library, protocol(library.topics, juf, head)), "contradicts", "Wie toestemming geeft")
    assert [(quote.who, quote.refs) for quote in found.quotes] == [("de directie", ("2",)), ("de leerkracht", ("1",))]


def test_a_promise_of_the_team_is_no_way_for_a_child_to_tell(library: Library) -> None:
    only_staff = TELL.model_copy(update={"binds": ("staff",)})

    assert WHOM_TO_TELL in abouts(checked(library, protocol(library.topics, only_staff)), "missing")


@pytest.mark.parametrize(
    ("says", "reason", "found"),
    [
        ("Wie pest, wordt geschorst.", "De zin dreigt.", True),
        ("Ik vertel het als iets mij bang maakt.", None, False),
        ("Pesten is nooit jouw schuld.", "De zin geeft iemand de schuld of dreigt.", False),
        ("Ik krijg er geen straf voor.", "De zin dreigt.", False),
    ],
)
def test_a_sentence_frightens_by_the_reason_not_to_show_it_and_never_when_it_comforts(
    library: Library, says: str, reason: str | None, found: bool
) -> None:
    told_so = clause("1", says).model_copy(
        update={"literal_reason": reason, "show_literal": "staff" if reason else "pupils"}
    )

    about = abouts(checked(library, protocol(library.topics, told_so)), "reading")

    assert ("Zinnen die een kind bang maken of stil houden" in about) is found


@pytest.mark.parametrize(
    "clears",
    [
        "Jouw foto komt op de website als je vader, moeder of verzorger ja zegt.",
        "Ouders kunnen aangeven of zij akkoord zijn.",
        "De school vraagt uw toestemming voor beelden van uw kind.",
    ],
)
def test_parents_who_permit_are_found_however_they_are_called(library: Library, clears: str) -> None:
    assert PARENTS in abouts(checked(library, protocol(library.topics, CONSENT)), "law")

    parents = clause("2", clears, binds=("staff",))
    assert PARENTS not in abouts(checked(library, protocol(library.topics, CONSENT, parents)), "law")


def test_what_nobody_verified_is_not_said(library: Library) -> None:
    bron = library.protocol("de-bron")
    doubted = library.facts.model_copy(
        update={"facts": tuple(each.model_copy(update={"verified": False}) for each in library.facts.facts)}
    )

    found = checkup(bron, library.looks, doubted, NOVEMBER)

    assert abouts(found, "law") == []
    assert abouts(found, "dated") == ["Ruim 5 jaar oud"]
    assert found.facts == ()
    assert checked(library, bron).facts != ()


@pytest.mark.parametrize(
    ("written", "old"),
    [
        ("31 juli 2024", True),
        ("schooljaar 2023-2024", True),
        ("1 augustus 2024", False),
        ("schooljaar 2024-2025", False),
        ("2024", False),
        ("september 2026", False),
    ],
)
def test_a_document_is_out_of_date_when_it_can_only_be_older_than_the_fact(
    library: Library, written: str, old: bool
) -> None:
    phone = clause("1", "Mijn telefoon zit in de tas.", "phone-at-school/off-in-bag")

    found = checked(library, protocol(library.topics, phone, date=written))

    assert ("De telefoonafspraak" in abouts(found, "dated")) is old


def test_without_a_date_it_says_so_and_claims_nothing_about_its_age(library: Library) -> None:
    found = checked(library, protocol(library.topics, NEVER, date="zonder datum")).section("dated")

    assert [each.about for each in found.points.all] == ["Er staat geen datum op"]
    assert not any(each.fact for each in found.points.all)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("schooljaar 2020-2021", date(2021, 7, 31)),
        ("2024/25", date(2025, 7, 31)),
        ("18 juni 2019", date(2019, 6, 18)),
        ("18-06-2019", date(2019, 6, 18)),
        ("2019-06-18", date(2019, 6, 18)),
        ("Mei 2026", date(2026, 5, 31)),
        ("06-2019", date(2019, 6, 30)),
        ("februari 2024", date(2024, 2, 29)),
        ("2024", date(2024, 12, 31)),
        ("vastgesteld in 2019, herzien op 3 maart 2023", date(2023, 3, 3)),
        ("31 februari 2024", date(2024, 12, 31)),
        ("31-31-2024", date(2024, 12, 31)),
        ("versie 3", None),
        ("niet vermeld", None),
        ("", None),
    ],
)
def test_a_date_in_words_is_read_as_the_last_day_it_can_mean(words: str, day: date | None) -> None:
    assert latest(words) == day


def test_it_counts_whom_the_clauses_bind(library: Library) -> None:
    bron = library.protocol("de-bron")

    found = checked(library, bron)

    assert found.clauses == 37
    assert dict(found.binds) == {
        party: sum(party in each.binds for each in bron.document.clauses) for party in ("pupils", "staff", "parents")
    }
    assert found.binding == (
        "Voor leerlingen: 19, voor het team: 30, voor ouders: 11. 7 daarvan zijn alleen voor leerlingen."
    )
    assert [each.refs for each in found.rules.all] == [rule.refs for rule in bron.rules]


def test_the_words_of_a_school_of_its_own_are_measured(library: Library) -> None:
    long = clause("2", " ".join(["woord"] * 20) + ".")

    found = checked(library, protocol(library.topics, NEVER, long)).section("reading")

    assert found.says[1].startswith("Een zin heeft gemiddeld 12 woorden, de langste 20.")
    assert "Flesch-Douma" in found.says[1]
    assert [(each.about, each.refs) for each in found.points.all] == [("Zinnen van meer dan 15 woorden", ("2",))]


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_is_here_in_our_words_is_not_measured_and_that_is_said(library: Library, slug: str) -> None:
    found = checked(library, library.protocol(slug)).section("reading")

    assert "niet te meten" in found.says[1]
    assert "Flesch" not in " ".join(found.says)


def test_clauses_for_adults_are_no_matter_for_the_reading_of_children(library: Library) -> None:
    staff = clause("1", " ".join(["verantwoordelijkheid"] * 40) + ".", binds=("staff",))

    assert checked(library, protocol(library.topics, staff)).section("reading").says == (
        "Er staat geen punt in dat voor leerlingen geldt.",
    )


@pytest.mark.parametrize(
    ("refs", "words"),
    [
        ((), ""),
        (("A.1",), "A.1"),
        (("A.1", "A.2", "A.3"), "A.1, A.2, A.3"),
        (("A.1", "A.2", "A.3", "A.4"), "A.1, A.2, A.3 en nog 1"),
        (("Afspraken voor leerlingen 11", "Afspraken voor leerlingen 12"), "Afspraken voor leerlingen 11 en nog 1"),
        (("x" * 40, "A.1"), "x" * 40 + ", A.1"),
        (("x" * 90, "A.1"), "x" * 90 + " en nog 1"),
    ],
)
def test_clauses_are_named_as_far_as_one_takes_them_in(refs: tuple[str, ...], words: str) -> None:
    assert told(refs) == words


def test_what_has_no_room_on_paper_is_counted(library: Library) -> None:
    found = checked(library, fullest(library.topics))

    for section in found.sections:
        assert sum(each.lines for each in section.points.shown) <= MOST_LINES[section.part]
        assert len(section.points.shown) + len(section.points.left) == len(section.points.all)
    contradicting = found.section("contradicts")
    assert contradicting.points.left
    assert found.and_more(contradicting) == f"en nog {len(contradicting.points.left)}"
    assert found.elsewhere == "Wat hier niet bij past, staat in de app."


@pytest.mark.parametrize("part", PARTS)
def test_the_first_thing_to_say_always_has_room(library: Library, part: Part) -> None:
    for look in library.looks.of(part):
        widest = Point(look.about, look.discuss, ("x" * 40, "y" * 40))
        assert widest.lines <= MOST_LINES[part], look.key
        assert len(look.about) <= LINE


def test_the_facts_it_cites_grow_old(library: Library) -> None:
    bron = library.protocol("de-bron")
    later = checkup(bron, library.looks, library.facts, date(2027, 6, 1))

    assert later.stale
    assert "langer dan een half jaar geleden nagekeken" in later.closing
    assert "half jaar" not in checked(library, bron).closing


def test_a_draft_says_what_nobody_looked_over_yet(library: Library) -> None:
    drafted = checkup(protocol(library.topics, NEVER), library.looks, library.facts, NOVEMBER, unchecked=2)

    assert drafted.unfinished.startswith("Dit is een concept. Naar 2 punten keek nog niemand.")
    assert checked(library, protocol(library.topics, NEVER)).unfinished == ""


def test_nothing_that_the_document_is_silent_on_is_lost(library: Library) -> None:
    for slug in SHIPPED:
        silent_on = library.protocol(slug).silent_on
        found = checked(library, library.protocol(slug))
        named = {subject.topic for look in looks_found(library, found) for subject in look.subjects}
        assert [each.about for each in silent_on if each.slug not in named] == list(found.silent.all)


@pytest.mark.parametrize(
    ("text", "line", "there"),
    [
        ("Maak geen nepfoto’s.", "nepfoto*", True),
        ("Wees aardig.", "ai", False),
        ("Met AI maak je dit.", "ai | chatbot*", True),
        ("Een chatbotje zegt het.", "ai | chatbot*", True),
        ("Goed  te maken", "goed te maken", True),
        ("Verboete", "boete", False),
        ("Het is niet jouw schuld.", "niet * schuld", True),
        ("Het is niet zo. Schuld?", "niet * schuld", False),
    ],
)
def test_words_are_looked_for_whole_or_by_their_beginning(text: str, line: str, there: bool) -> None:
    assert says(text, line) is there


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": "dated"},
        {"at": [{}]},
        {"unless": [{"binds": "pupils"}]},
        {"differ": {"de juf": "juf", "de directie": "directie"}},
        {"at": [{"words": ["juf"]}], "differ": {"de juf": "juf"}},
        {"part": "elsewhere"},
    ],
)
def test_a_look_that_could_never_find_anything_or_always_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Look.model_validate({"key": "x", "part": "law", "about": "Iets", "discuss": "Bespreek het.", **wrong})


def checked(library: Library, found: Protocol) -> Checkup:
    return checkup(found, library.looks, library.facts, NOVEMBER)


def abouts(found: Checkup, part: Part) -> list[str]:
    return [each.about for each in found.section(part).points.all]


def point(found: Checkup, part: Part, about: str) -> Point:
    return next(each for each in found.section(part).points.all if each.about == about)


def looks_found(library: Library, found: Checkup) -> list[Look]:
    looks: Looks = library.looks
    return [look for look in looks.of("missing") if look.about in abouts(found, "missing")]

"""Whom a clause binds: by its subject, else by its heading, else by the voice of the document."""

import pytest

from learn.documents.clauses import Found
from learn.documents.clauses import RawClause
from learn.documents.clauses import find
from learn.documents.parties import Voice
from learn.documents.parties import above
from learn.documents.parties import bound
from learn.documents.persons import PUPILS as THE_PUPILS
from learn.documents.persons import STAFF as THE_STAFF
from learn.documents.text import from_text
from learn.documents.voice import school_names
from learn.documents.voice import voice_of

PUPILS, STAFF, PARENTS = ("pupils",), ("staff",), ("parents",)
ALL = ("pupils", "staff", "parents")


def _clause(text: str, heading: str = "", stem: str = "") -> RawClause:
    return RawClause("1", text, "line 1", (heading,) if heading else (), stem)


def _found(text: str) -> Found:
    return find(from_text(text))


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("Ik vertel het aan mijn meester als ik schrik.", PUPILS),
        ("Je leent je wachtwoord aan niemand uit.", PUPILS),
        ("Vraag eerst aan je juf of je mag printen.", PUPILS),
        ("Roep de leerkracht als je iets engs ziet.", PUPILS),
        ("Niet schelden in de klassenchat.", PUPILS),
        ("Leerlingen, ouders en leerkrachten spreken elkaar aan.", ALL),
        ("De leerkracht bespreekt de regels in september.", STAFF),
        ("De vakleerkracht gym bewaart de telefoons.", STAFF),
        ("De ict-coördinator zet het filter aan.", STAFF),
        ("Ouders lezen thuis de afspraken door met hun kind.", PARENTS),
        ("Hulpouders maken tijdens een uitje geen opnames van kinderen.", PARENTS),
        ("Kleuters werken alleen met een volwassene op de tablet.", PUPILS),
        ("Iedereen is verantwoordelijk voor wat hij plaatst.", ALL),
        ("Alle betrokkenen houden zich aan de wet.", ALL),
        ("De school zorgt voor een veilig netwerk.", STAFF),
        ("Onze school bespreekt elk jaar wat kinderen online doen.", STAFF),
        ("Stichting Lindenberg stelt een functionaris aan.", STAFF),
        ("Zuid-Kamp monitort wat er over haar verschijnt.", STAFF),
        ("Zuid-Kamp moedigt collega's aan om kennis te delen.", STAFF),
        ("Het is leerlingen verboden te filmen op de gang.", PUPILS),
        ("Het is niet toegestaan voor ouders om in de klas te filmen.", PARENTS),
        ("Filmen op het plein is aan bezoekers en ouders niet toegestaan.", PARENTS),
        ("Medewerkers is het verboden bevriend te zijn met leerlingen.", STAFF),
        ("Het is leerkrachten en leerlingen toegestaan muziek te luisteren.", (*PUPILS, *STAFF)),
        ("De school verwacht van ouders dat zij het goede voorbeeld geven.", PARENTS),
        ("Van leerlingen wordt verwacht dat ze hun telefoon uitzetten.", PUPILS),
        ("Wij vragen ouders om geen beelden van anderen te delen.", PARENTS),
        ("De school vraagt ouders om toestemming voor foto's.", STAFF),
        ("Voor leerkrachten geldt dat zij niet appen tijdens de les.", STAFF),
        ("Voor alle gebruikers gelden dezelfde omgangsvormen.", ALL),
        ("Deze regels gelden voor leerlingen en hun ouders.", (*PUPILS, *PARENTS)),
        ("Dit protocol wordt elk jaar geëvalueerd.", STAFF),
        ("Het protocol beschermt leerlingen, ouders en personeel.", STAFF),
        ("Foto's worden door de leerkracht verwijderd.", STAFF),
        ("Telefoons worden door leerlingen in de kast gelegd.", PUPILS),
        ("Een mobieltje gaat bij binnenkomst uit.", PUPILS),
        ("De telefoon van de leerkracht ligt in de la.", STAFF),
        ("Het meenemen van een telefoon is de verantwoordelijkheid van ouders.", PARENTS),
        ("Een leerling die pest, krijgt een gesprek met de directeur.", PUPILS),
        ("Ouders die zich niet aan deze regels houden, worden uitgenodigd.", PARENTS),
        ("Tegen medewerkers die dit protocol schenden, kunnen maatregelen worden genomen.", STAFF),
        ("De leerkracht neemt de telefoon in.", PUPILS),
        ("Wie hulp vraagt, krijgt nooit straf.", STAFF),
        ("De directie legt vast welke maatregelen er zijn.", STAFF),
        ("Bij misbruik van het netwerk door leerlingen volgt schorsing.", PUPILS),
        ("Als een leerling iets meldt, luistert de leerkracht.", STAFF),
        ("Krijgt een leerling een nare mail, dan laat hij die aan de leerkracht zien.", PUPILS),
        ("Wordt een kind gepest, dan praat de leerkracht met beide kinderen.", STAFF),
        ("Grappen over de juf of haar gezin plaatsen kinderen niet.", PUPILS),
        ("Wij zetten jouw foto niet zomaar op de site.", STAFF),
        ("Wij bespreken met de leerlingen wat privacy is.", STAFF),
        ("Met toestemming van de directeur mag een ouder filmen.", PARENTS),
        ("De leerlingenraad denkt mee over de regels.", PUPILS),
        ("Ruzies tussen ouders en leerkrachten worden op school besproken.", (*STAFF, *PARENTS)),
        ("Ook stagiairs en vrijwilligers delen geen gegevens.", STAFF),
        ("Niemand maakt een account aan op naam van school.", PUPILS),
        ("Groepsleerkrachten en intern begeleiders mailen alleen zakelijk.", STAFF),
        ("Zonder toestemming van je ouders vul je niets in.", PUPILS),
        ("Ouder(s)/verzorger(s) geven toestemming via de app.", PARENTS),
        ("In de ouderapp blijven ouders en leerkrachten beleefd.", (*STAFF, *PARENTS)),
        ("Leerlingen worden door de leerkracht geholpen bij het inloggen.", STAFF),
        ("Als je wordt gepest, ga je naar de vertrouwenspersoon.", PUPILS),
        ("Bij een overtreding levert de leerling het toestel in.", PUPILS),
        ("Na drie waarschuwingen mag de leerling een week niet op de computer.", PUPILS),
        ("Heeft een ouder een klacht, dan komt die naar school.", PARENTS),
        ("De leerlingen weten dat de leerkracht meekijkt.", PUPILS),
        ("U plaatst geen foto's van andere kinderen.", PARENTS),
        ("De directie en het team volgen scholing over media.", STAFF),
        ("Social media-accounts van de school worden beheerd door de directie.", STAFF),
        ("Wij gaan respectvol met elkaar om.", STAFF),
        ("Kinderen die iets vervelends meemaken op internet, melden dit direct bij de leerkracht.", PUPILS),
        ("De leerkracht houdt toezicht op het computergebruik van de kinderen.", STAFF),
        ("Van te voren bespreekt de leerkracht met de groep welke sites bezocht worden.", STAFF),
        ("Kinderen krijgen pas een eigen e-mailadres als de ouders toestemming hebben gegeven.", PUPILS),
        ("De school is niet verantwoordelijk voor schade aan of diefstal van mobiele telefoons.", STAFF),
        ("Leerlingen mogen hun mobiele telefoon alleen gebruiken na toestemming van de leerkracht.", PUPILS),
        ("Mobiele telefoons van leerlingen worden bij de leerkracht ingeleverd.", PUPILS),
        ("Ouders kunnen in geval van nood altijd de school bellen.", PARENTS),
        ("Leerkrachten hebben hun telefoon tijdens lestijd op stil staan en niet zichtbaar liggen.", STAFF),
        ("In noodgevallen mag een leerling via de administratie naar huis bellen.", PUPILS),
        ("Bij het overtreden van de regels wordt de telefoon ingenomen en kunnen ouders die ophalen.", PUPILS),
        ("De eerste keer wordt de leerling aangesproken door de leerkracht.", PUPILS),
        ("Bij herhaling neemt de leerkracht contact op met de ouders.", PUPILS),
        ("Het team besteedt aandacht aan mediawijsheid in alle groepen.", STAFF),
        ("Leerkrachten plaatsen geen foto's van leerlingen op hun eigen Facebookpagina.", STAFF),
        ("Wij gaan er vanuit dat ouders geen foto's van andere kinderen plaatsen.", PARENTS),
        ("Wij verwachten van ouders dat zij thuis toezicht houden.", PARENTS),
        ("Ouders worden verzocht geen filmpjes van het kerstfeest online te zetten.", PARENTS),
        ("De ouders zijn verantwoordelijk voor het gedrag van hun kind op sociale media.", PARENTS),
        ("Er wordt niet gechat of gemaild tijdens de les.", PUPILS),
        ("Het is niet toegestaan om spelletjes te downloaden.", PUPILS),
        ("Ik zal nooit afspreken met iemand die ik op internet heb leren kennen.", PUPILS),
        ("Spreek je toch af? Neem dan altijd je vader of moeder mee.", PUPILS),
        ("Scheld niet terug als iemand vervelend tegen je doet.", PUPILS),
        ("Klik nooit zomaar op een link.", PUPILS),
        ("Als een leerkracht merkt dat er gepest wordt, meldt hij dit bij de intern begeleider.", STAFF),
        ("De intern begeleider neemt contact op met de ouders van het gepeste kind.", STAFF),
        ("De school neemt cyberpesten serieus en treedt op.", STAFF),
        ("De groepsapp van de klas wordt beheerd door een ouder.", PARENTS),
        ("Klassenouders sturen alleen praktische informatie in de groepsapp.", PARENTS),
        ("Leerkrachten nemen geen deel aan groepsapps van leerlingen.", STAFF),
        ("Ongepaste berichten worden verwijderd door de beheerder.", STAFF),
        ("De directie behoudt zich het recht voor om berichten te verwijderen.", STAFF),
        ("De schoolleiding kan besluiten een leerling de toegang tot het internet te ontzeggen.", PUPILS),
        ("Leerlingen houden zich aan de regels. Doen zij dat niet, dan volgt een gesprek met de ouders.", PUPILS),
        ("Persoonlijke gegevens van leerlingen worden niet aan derden verstrekt.", STAFF),
        ("De namen van leerlingen worden niet bij foto's op de website vermeld.", STAFF),
        ("Foto's van kinderen worden alleen geplaatst met toestemming van de ouders.", STAFF),
        ("Op de website van de school staan geen achternamen van leerlingen.", STAFF),
        ("Leerlingen die ongewenste sites bezoeken, mogen een week niet op de computer.", PUPILS),
        ("Zet je gsm uit voor je de speelplaats opkomt.", PUPILS),
        ("Je gsm zit uitgeschakeld in je boekentas.", PUPILS),
        ("De juf mag je gsm afnemen en tot vier uur bewaren.", PUPILS),
        ("Ouders halen de afgenomen gsm op bij de directie.", PARENTS),
        ("Personeelsleden gebruiken hun smartphone niet in aanwezigheid van leerlingen.", STAFF),
        ("Wij respecteren elkaars privacy.", STAFF),
        ("Alle medewerkers tekenen deze gedragscode.", STAFF),
        ("De gedragscode wordt ondertekend door leerlingen vanaf groep 5.", PUPILS),
        ("Leerlingen en ouders ondertekenen dit protocol.", (*PUPILS, *PARENTS)),
        ("Dit protocol is op te vragen bij de directie.", STAFF),
        ("Het schoolbestuur stelt het protocol vast.", STAFF),
        ("Teamleden, stagiaires en ouders die helpen, ondertekenen een verklaring.", (*STAFF, *PARENTS)),
        ("Smartwatches moeten in de vliegtuigstand.", PUPILS),
        ("Een smartwatch mag gedragen worden zolang hij de les niet stoort.", PUPILS),
        ("Wie zijn telefoon toch gebruikt, levert hem in bij de leerkracht.", PUPILS),
        ("Kinderen mogen zonder toestemming van de leerkracht geen gebruik maken van de printer.", PUPILS),
        ("Aan leerlingen wordt uitgelegd hoe zij veilig omgaan met wachtwoorden.", STAFF),
        ("We leren kinderen om kritisch te zijn op wat ze lezen.", STAFF),
        ("We spreken elkaar aan als het misgaat.", STAFF),
        ("Samen met je ouders kijk je welke games bij je leeftijd passen.", PUPILS),
        ("Beeldmateriaal dat op school is gemaakt, mag door ouders niet gedeeld worden.", PARENTS),
        ("Het team gebruikt Parro voor contact met ouders.", STAFF),
        ("Berichten van ouders na 17.00 uur hoeven leerkrachten niet te beantwoorden.", STAFF),
        ("Aan het begin van het schooljaar ondertekenen alle kinderen van groep 5 t/m 8 het contract.", PUPILS),
        ("Ik ben mij ervan bewust dat de leerkracht kan zien welke sites ik bezoek.", PUPILS),
        ("Mijn ouders weten met wie ik chat.", PUPILS),
        ("Mijn juf of meester mag meekijken op mijn scherm.", PUPILS),
        ("Je mag de leerkracht altijd om hulp vragen.", PUPILS),
        ("De computer is geen speelgoed.", PUPILS),
        ("De leerling mag van zijn leerkracht alleen kindvriendelijke zoekmachines gebruiken.", PUPILS),
        ("Tijdens het overblijven gelden dezelfde regels.", PUPILS),
        ("Overblijfkrachten houden zich aan dezelfde regels als leerkrachten.", STAFF),
    ],
)
def test_a_sentence_by_itself(text: str, binds: tuple[str, ...]) -> None:
    assert bound(_clause(text)) == binds


@pytest.mark.parametrize(
    ("heading", "text", "binds"),
    [
        ("Voor ouders", "Bel niet onder schooltijd naar je kind.", PARENTS),
        ("Afspraken personeel", "Je deelt geen foto's van leerlingen.", STAFF),
        ("Afspraken voor iedereen", "Je laat een ander in zijn waarde.", ALL),
        ("Personeel", "Telefoons staan tijdens de les uit.", STAFF),
        ("Sancties", "De directeur belt je ouders.", PUPILS),
        ("Als het misgaat", "De ouders worden op de hoogte gebracht.", PUPILS),
        ("Als het misgaat", "Wij luisteren eerst en geven een kind niet de schuld.", STAFF),
        ("Gevolgen", "De school kan de politie inschakelen.", PUPILS),
        ("De school", "De computers worden elke week nagekeken.", STAFF),
        ("Voor iedereen", "Er wordt niet gefilmd. De beheerder mag berichten weghalen.", ALL),
        ("Wie doet wat?", "De leerkracht bellen bij ziekte | ouders", PARENTS),
        ("Wie doet wat?", "Nieuwe apps controleren | team", STAFF),
        ("Wie doet wat?", "Netjes blijven in de groepsapp | iedereen", ALL),
        ("Groep 7 en 8", "Telefoon | in de tas", PUPILS),
        ("Omgang met leerlingen", "Medewerkers sturen geen privéberichten.", STAFF),
        ("Afspraken voor iedereen", "Niemand maakt een account aan op naam van school.", ALL),
        ("Voor ouders", "U plaatst geen foto's van andere kinderen.", PARENTS),
        ("Afspraken in de klas", "Het digibord wordt alleen door de leerkracht bediend.", STAFF),
        ("Consequenties", "Bij herhaling neemt de leerkracht contact op met de ouders.", PUPILS),
        ("Wat verwachten we van ouders?", "Interesse tonen in wat uw kind online doet.", PARENTS),
        ("Wat doet de leerkracht?", "Regelmatig aandacht besteden aan veilig internet.", STAFF),
        ("Wat doen de kinderen?", "Netjes omgaan met de materialen.", PUPILS),
        ("Rol van ouders", "Het goede voorbeeld geven.", PARENTS),
        ("Leerkrachten", "Privé en werk blijven gescheiden.", STAFF),
        ("Gebruik door personeel", "Privégebruik van internet is beperkt toegestaan.", STAFF),
        ("Toestemming van ouders", "Zonder toestemming komt een foto niet op de site.", PARENTS),
        ("Regels voor het gebruik van e-mail", "Zet altijd je naam onder een bericht.", PUPILS),
    ],
)
def test_a_sentence_below_a_heading(heading: str, text: str, binds: tuple[str, ...]) -> None:
    assert bound(_clause(text, heading)) == binds


@pytest.mark.parametrize(
    ("stem", "heading", "text", "binds"),
    [
        ("Leerlingen mogen niet:", "", "in de pauze gamen;", PUPILS),
        ("De leerkracht zorgt ervoor dat:", "", "leerlingen weten wat mag;", STAFF),
        ("Wij beloven dat wij:", "Ouders", "meekijken met ons kind;", PARENTS),
        ("Wij beloven dat:", "School", "er altijd iemand is om mee te praten;", STAFF),
        ("Het is de leerling niet toegestaan:", "", "in te loggen als een ander;", PUPILS),
        ("Dit vragen we aan ouders:", "", "kijk mee op de telefoon;", PARENTS),
    ],
)
def test_an_item_with_words_that_lead_it_in(stem: str, heading: str, text: str, binds: tuple[str, ...]) -> None:
    assert bound(_clause(text, heading, stem)) == binds


def test_words_that_only_announce_rules_bind_nobody() -> None:
    assert bound(_clause("Blijf beleefd.", stem="Wij hanteren op school de volgende regels:")) == PUPILS


def test_the_nearest_heading_that_names_somebody_counts() -> None:
    assert above(("Afspraken voor ouders", "Voor leerlingen", "Mobiele telefoons")) == THE_PUPILS


@pytest.mark.parametrize(
    "heading", ["Beste ouders", "Omgang met ouders", "Foto's van leerlingen", "Media in de school"]
)
def test_a_heading_that_addresses_nobody(heading: str) -> None:
    assert above((heading,)) == frozenset()


@pytest.mark.parametrize(
    "heading",
    ["De school", "Wat mag een ouder van ons verwachten?", "Wat doet de school?", "Het team", "Juffen en meesters"],
)
def test_a_heading_for_the_school(heading: str) -> None:
    assert above((heading,)) == THE_STAFF


@pytest.mark.parametrize(("to", "binds"), [(THE_STAFF, STAFF), (THE_PUPILS, PUPILS), (frozenset(ALL), ALL)])
def test_the_voice_decides_where_nobody_is_named(to: frozenset[str], binds: tuple[str, ...]) -> None:
    assert bound(_clause("Plaats geen berichten die iemand schaden."), Voice(to=to)) == binds  # type: ignore[arg-type]


def test_the_school_acts_under_its_own_name() -> None:
    assert bound(_clause("De Lindenborg houdt berichten over zichzelf bij."), Voice(names=("lindenborg",))) == STAFF


def test_a_scope_without_names_holds_for_whom_the_document_says() -> None:
    voice = Voice(scope=frozenset(("staff", "parents")))

    assert bound(_clause("Deze regels gelden ook na schooltijd."), voice) == ("staff", "parents")


def test_we_are_the_children_where_the_document_says_so() -> None:
    assert bound(_clause("Wij printen alleen wat nodig is."), Voice(we=THE_PUPILS)) == PUPILS


def test_we_are_the_school_where_a_child_is_spoken_to() -> None:
    assert bound(_clause("Wij zetten jouw naam niet online."), Voice(we=THE_PUPILS)) == STAFF


def test_a_clause_always_binds_somebody() -> None:
    assert bound(_clause(""), Voice(to=frozenset())) == PUPILS


def test_the_title_says_for_whom_a_document_is() -> None:
    found = _found("Gedragscode medewerkers\n\n1. Deel geen gegevens.\n2. Blijf beleefd.\n")

    assert voice_of(found).to == THE_STAFF


def test_the_opening_says_for_whom_a_document_is() -> None:
    found = _found(
        "Schermafspraken\n\nDeze afspraken zijn voor alle ouders van de bovenbouw.\n\n- Kijk mee.\n- Stel vragen.\n"
    )

    assert voice_of(found).to == {"parents"}


def test_a_document_that_mostly_names_staff_speaks_to_staff() -> None:
    found = _found(
        "Richtlijnen\n\n1. Medewerkers delen kennis.\n2. Medewerkers zijn beleefd.\n3. Plaats niets bij twijfel.\n"
        "4. De directeur beantwoordt vragen.\n"
    )

    assert voice_of(found).to == THE_STAFF
    assert bound(found.clauses[2], voice_of(found)) == STAFF


def test_a_document_that_mostly_names_everybody_speaks_to_everybody() -> None:
    found = _found(
        "Gedragsregels\n\n1. Betrokkenen blijven beleefd.\n2. Alle betrokkenen melden misstanden.\n"
        "3. Schelden is niet toegestaan.\n"
    )

    assert bound(found.clauses[2], voice_of(found)) == ALL


def test_a_document_that_says_i_speaks_to_pupils() -> None:
    found = _found("Afspraken\n\n- Ik ben aardig.\n- Ik deel niets.\n- De leerkracht helpt.\n")

    assert voice_of(found).to == THE_PUPILS


def test_children_say_we_when_they_speak_of_their_teacher() -> None:
    found = _found("Klassenregels\n\n- Wij vragen het aan onze juf.\n- Wij sluiten netjes af.\n")

    assert voice_of(found).we == THE_PUPILS


def test_children_say_we_when_they_speak_of_their_age() -> None:
    found = _found("Klassenregels\n\n- Wij kijken wat bij onze leeftijd past.\n- Wij sluiten netjes af.\n")

    assert voice_of(found).we == THE_PUPILS


def test_the_school_says_we_when_it_speaks_of_children() -> None:
    found = _found("Mediaregels\n\n- Wij leren kinderen kijken.\n- Wij luisteren naar elk kind.\n")

    assert voice_of(found).we == THE_STAFF


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mediaplan basisschool De Lindenborg\n\n1. Een.\n2. Twee.\n", "de lindenborg"),
        ("Mediaplan\n\nKamp-Zuid hecht aan veilig internet.\n\n1. Een.\n2. Twee.\n", "kamp-zuid"),
    ],
)
def test_the_school_is_known_by_its_own_name(text: str, name: str) -> None:
    assert name in school_names(_found(text))


def test_a_brand_is_not_the_school() -> None:
    assert school_names(_found("Plan\n\nInstagram is een app. Internet is handig.\n\n1. Een.\n2. Twee.\n")) == ()

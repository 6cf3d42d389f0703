"""Recognising what a clause is about: topics and stances, over sentences schools might write."""

from collections import Counter

import pytest

from learn.content.base import ContentError
from learn.content.base import read
from learn.content.library import Library
from learn.documents.clauses import RawClause
from learn.documents.recognise import PERHAPS
from learn.documents.recognise import SURE
from learn.documents.recognise import Patterns
from learn.documents.recognise import Recogniser
from learn.documents.recognise import ready
from learn.documents.recognise import recogniser

SENTENCES = (
    ("Zie je een filmpje waar je van wakker ligt? Laat het ons weten.", "tell-an-adult"),
    ("Als een spelletje of chat onaangenaam wordt, stop je en zoek je een groot mens op.", "tell-an-adult"),
    (
        "Vraagt iemand je om een blote foto? Doe het niet en vertel het aan iemand die je vertrouwt.",
        "tell-an-adult meant-for-you",
    ),
    ("Wij reageren rustig als je iets opbiecht.", "not-your-fault"),
    ("Een kind mag altijd zijn verhaal doen zonder dat het straf krijgt.", "not-your-fault"),
    ("Het is nooit jouw schuld als iemand je online iets naars stuurt.", "not-your-fault"),
    ("Pestgedrag via internet geef je door aan de pestcoördinator.", "report-harm"),
    ("Leerlingen signaleren ongewenst gedrag online en maken dit bespreekbaar bij de mentor.", "report-harm"),
    ("De leerling maakt melding van misbruik van het netwerk bij de systeembeheerder.", "report-harm"),
    ("Ik klets niet met mensen die ik alleen uit games ken.", "ask-before-contact/never"),
    ("Voor je met iemand van een chatsite afspreekt, overleg je met je ouders.", "ask-before-contact/with-permission"),
    ("Rare vragen van onbekenden negeer je.", "answer-strangers/never"),
    ("Voordat je een onbekende terugmailt, overleg je met de juf.", "answer-strangers/with-permission"),
    ("Je werkt op de tablet aan je weektaak en aan niets anders.", "plan-online-work"),
    ("Een spel op de laptop mag pas als al het werk klaar is.", "plan-online-work"),
    ("Muziek of clips bekijken op YouTube is niet de bedoeling.", "plan-online-work"),
    ("Enge films of horrorspellen horen niet op school.", "suitable-sites"),
    ("Sites waar je gokt of waar geweld te zien is, sluit je meteen.", "suitable-sites"),
    ("We zoeken alleen plaatjes die je ook aan een kleuter kunt laten zien.", "suitable-sites"),
    ("Je geeft je code aan geen enkel kind.", "passwords"),
    ("Log altijd uit na het werken, zodat niemand onder jouw naam verder kan.", "passwords"),
    ("Een ander mag niet op jouw account en jij niet op dat van een ander.", "passwords"),
    ("Extra programma's erop zetten is niet toegestaan.", "downloads-accounts/never"),
    ("Voor kleurenprints vraag je het aan de leerkracht.", "downloads-accounts/with-permission"),
    ("Apps installeren doet alleen de leerkracht.", "downloads-accounts"),
    ("Weet wat je privacy-instellingen zijn.", "know-the-app"),
    ("Kies bij elke app wie jouw berichten kan lezen.", "know-the-app"),
    ("Gebruik geen apps waar je nog te jong voor bent.", "know-the-app"),
    ("Stop. Denk. Klik dan pas.", "own-responsibility"),
    ("Alles wat je online zet is jouw verantwoordelijkheid.", "own-responsibility"),
    ("Achter elk bericht zit een mens, dus lees je bericht nog eens voor je het verstuurt.", "own-responsibility"),
    ("Wat je doorstuurt, daar ben je zelf verantwoordelijk voor.", "own-responsibility forwarding-counts"),
    ("Je steelt niet iemands identiteit.", "posing-as-someone-else"),
    ("Leerlingen verzenden geen mail in andermans naam.", "posing-as-someone-else"),
    ("Je mag niet liegen over wie je bent om een ander te misleiden.", "posing-as-someone-else"),
    ("Een Instagrampagina van de school begin je niet zelf.", "school-name"),
    ("De schoolnaam gebruiken voor een eigen kanaal mag niet.", "school-name"),
    ("Ik maak geen klassenapp onder de naam van mijn school of groep.", "school-name"),
    ("Waar je woont, hoe je heet en hoe je te bereiken bent, dat houd je voor je.", "personal-data/never"),
    ("Op formulieren vul je nooit je echte gegevens in zonder een volwassene.", "personal-data/with-permission"),
    (
        "Beeldmateriaal van leerlingen wordt niet gedeeld zonder ouderlijke toestemming.",
        "photos-of-people/with-consent-of-shown",
    ),
    ("Upload geen filmpjes van de klas.", "photos-of-people/never"),
    (
        "Foto's van de klas worden alleen gepubliceerd met toestemming van de leerkracht.",
        "photos-of-people/with-permission",
    ),
    ("De telefoon wordt niet gebruikt om te filmen.", "recording-at-school/never"),
    (
        "Het is leerlingen niet toegestaan een les op te nemen zonder medeweten van de leraar.",
        "recording-at-school/teacher-permission",
    ),
    (
        "Het is zonder toestemming van de schoolleiding niet toegestaan in de school beeldopnamen te maken.",
        "recording-at-school/head-permission",
    ),
    ("Eenmaal gepost is moeilijk weg te krijgen.", "online-stays"),
    ("Over tien jaar kan je baas jouw filmpje nog vinden.", "online-stays"),
    ("Wil je dat iets verwijderd wordt, dan mag je daar altijd om vragen.", "online-stays"),
    ("Wie een gemene meme verder stuurt is even schuldig als de maker.", "forwarding-counts"),
    ("Roddels in de app stoppen bij jou.", "forwarding-counts"),
    ("Stuur anderen geen kettingbrieven, junkmail, virussen of dreigmail.", "forwarding-counts"),
    ("Vraag niemand om naaktbeelden.", "meant-for-you"),
    ("Een geheim dat je gestuurd kreeg, stuur je niet rond.", "meant-for-you"),
    ("Blote foto's horen niet op een telefoon.", "meant-for-you"),
    ("Je neemt geen stukken tekst letterlijk over.", "copyright"),
    ("Gebruik eigen of rechtenvrije foto's.", "copyright"),
    ("Noem altijd je bronnen.", "copyright"),
    ("Een ander schelden we niet uit, ook niet met een emoji.", "decency"),
    ("We blijven vriendelijk in Teams en in de mail.", "decency"),
    ("Let op je taal als je chat.", "decency"),
    ("Discussies over school horen niet op social media thuis.", "public-quarrel"),
    ("Heb je een probleem met een juf, bespreek het dan met haar en niet in de ouderapp.", "public-quarrel"),
    ("Kritiek op school uit je in een gesprek, niet op een openbaar forum.", "public-quarrel"),
    ("Bezorg de school of een ander geen slechte naam.", "good-name"),
    ("Twijfel je over een foto of tekst, plaats hem dan niet.", "good-name"),
    ("Uitingen die de reputatie van de school schaden zijn niet toegestaan.", "good-name"),
    ("Mobieltjes zie je en hoor je niet op school.", "phone-at-school"),
    ("We bewaren de telefoons tot kwart over twee in een afgesloten bak.", "phone-at-school/handed-in"),
    ("Je gsm zet je uit als je de poort binnenkomt en stop je weg in je rugzak.", "phone-at-school/off-in-bag"),
    ("Telefoongebruik in de lessen is niet toegestaan.", "phone-at-school/not-in-lessons"),
    ("Leerlingen mogen tijdens de middagpauze hun gsm gebruiken op de speelplaats.", "phone-at-school/free-in-commons"),
    (
        "Telefoons zitten uit in de tas. Wordt hij toch gebruikt, dan wordt hij ingenomen.",
        "phone-at-school/off-in-bag consequences",
    ),
    ("Een telefoon gebruiken voor een les kan alleen als de leraar erom vraagt.", "phone-for-learning"),
    ("Wil je iemand bellen? Vraag het op kantoor of aan je leerkracht.", "phone-for-learning"),
    ("Moet je dringend je ouders bereiken? Dan bel je via de juf.", "phone-for-learning"),
    ("Snapchat, TikTok en WhatsApp blijven dicht tot de school uit is.", "social-media-in-class/school-hours"),
    ("Appen in de klas mag niet.", "social-media-in-class/lessons"),
    ("Chatten | Niet op school.", "social-media-in-class/never"),
    (
        "Contact tussen leraar en leerling verloopt via het schoolsysteem en niet via privéaccounts.",
        "teachers-no-friends/forbidden",
    ),
    ("Collega's zijn voorzichtig met volgverzoeken van kinderen.", "teachers-no-friends/reserved"),
    ("Een leerling die de regels niet naleeft, verliest het recht om op de computer te werken.", "consequences"),
    ("Bij misbruik neemt school contact op met de ouders.", "consequences"),
    ("De directie bepaalt welke straf passend is.", "consequences"),
    ("Na schooltijd worden alle apparaten uitgezet.", ""),
    ("Kinderen werken in tweetallen aan een computer.", ""),
    ("Het schoolplein is van acht uur tot half vijf een fijne plek om te spelen.", ""),
    ("Op de website staat de jaarkalender.", ""),
    ("Kinderen leren in groep 5 typen.", ""),
    ("In de nieuwsbrief leest u meer over onze projecten.", ""),
    ("De leerkracht bespreekt met de groep wat de risico's van internet zijn.", ""),
    ("Boeken lenen doe je in de schoolbibliotheek.", ""),
    ("Ouders kunnen met vragen terecht bij de ict-coördinator.", ""),
    ("Laat je laptop nooit onbeheerd achter.", ""),
    ("De school houdt zich aan de wet op de privacy.", ""),
    ("Elke klas heeft twee mediacoaches.", ""),
    ("Wij werken met een beveiligd netwerk.", ""),
    ("De beheerder zorgt voor updates en virusscanners.", ""),
    ("Tablets worden na gebruik in de kast gezet.", ""),
    ("De school stelt computers ter beschikking voor het onderwijs.", ""),
)

UNDER_OTHER_WORDS = (
    ("Dit doe ik niet", "", "Mijn adres vertellen.", "personal-data/never"),
    ("", "Op school mag ik niet:", "appen of chatten", "social-media-in-class/never"),
    ("", "Op school mag ik niet:", "foto's maken van anderen", "recording-at-school/never"),
    ("", "Zonder toestemming van de meester doen wij dit niet:", "iets kopen", "downloads-accounts/with-permission"),
    ("", "Het is verboden om", "racistische of gewelddadige sites te bezoeken", "suitable-sites"),
    ("Mobiele telefoon", "", "Wordt 's ochtends ingeleverd bij de groepsleerkracht.", "phone-at-school/handed-in"),
    ("Mobiele telefoon", "", "Mag mee, maar blijft in de jas of tas.", "phone-at-school/off-in-bag"),
    ("Sancties", "", "Tweede keer: de ouders halen het toestel op.", "consequences"),
    ("Sancties", "", "Bij pesten volgt altijd een gesprek met de directie.", "consequences"),
    ("Omgang met elkaar", "", "Ruzie maken doe je niet via de telefoon.", "public-quarrel"),
)


def said(text: str, heading: str = "", stem: str = "", by: Recogniser | None = None) -> str:
    """The topics and stances found in a text, as the tables write them."""
    clause = RawClause("1", text, "line 1", (heading,) if heading else (), stem)
    found = (by or recogniser()).about(clause)
    return " ".join(f"{each.topic}/{each.stance}" if each.stance else each.topic for each in found)


@pytest.mark.parametrize(("sentence", "topics"), SENTENCES)
def test_a_sentence_is_about(sentence: str, topics: str) -> None:
    assert said(sentence) == topics


@pytest.mark.parametrize(("heading", "stem", "item", "topics"), UNDER_OTHER_WORDS)
def test_an_item_takes_meaning_from_what_leads_it_in(heading: str, stem: str, item: str, topics: str) -> None:
    assert said(item, heading, stem) == topics


def test_every_topic_stands_in_the_table_and_most_more_than_once() -> None:
    counted = Counter(subject.partition("/")[0] for _, topics in SENTENCES for subject in topics.split())
    assert set(counted) == set(recogniser().topics)
    assert sum(count > 1 for count in counted.values()) >= 24


def test_the_patterns_know_the_topics_and_stances_of_the_canon_and_no_others(library: Library) -> None:
    canon = {topic.slug: {stance.slug for stance in topic.stances} for topic in library.topics.topics}
    read_by = recogniser().topics
    assert {slug: {stance for stance, _ in words.stances} for slug, words in read_by.items()} == canon


def test_what_a_scanner_made_of_a_word_is_still_read() -> None:
    assert said("lk geef mijn wachtw00rd niet d00r en l0g altijd uit.") == "passwords"
    assert said("Wij spelen geen gewelddadige fi1mpjes af.") == "suitable-sites"


def test_a_sanction_for_an_offence_is_a_consequence_and_nothing_else() -> None:
    assert said("Wie een ander uitscheldt in de app, krijgt een officiële waarschuwing.") == "consequences"


def test_a_rule_before_its_sanction_keeps_its_own_topic() -> None:
    both = said("Telefoons zitten uit in de tas. Bij overtreding neemt de leerkracht hem in.")
    assert both == "phone-at-school/off-in-bag consequences"


def test_a_sentence_about_own_risk_does_not_hide_the_rule_beside_it() -> None:
    assert (
        said("De mobiel gaat uit in de tas. Meenemen is op eigen risico van de ouders.") == "phone-at-school/off-in-bag"
    )


def test_a_sure_topic_is_surer_than_a_likely_one() -> None:
    def sure(text: str) -> set[float]:
        return {each.sure for each in recogniser().about(RawClause("1", text, "line 1"))}

    assert sure("Ik houd mijn wachtwoord geheim.") == {SURE}
    assert sure("Een mobieltje hoort hier niet.") == {PERHAPS}


def patterns(**topics: object) -> Patterns:
    return read(Patterns, {"sets": {"TOOL": "hamer | zaag"}, "aside": ["pauze"], "topics": topics}, "patterns.yaml")


def test_a_likely_topic_counts_only_where_nothing_sure_is_found() -> None:
    by = ready(patterns(tools={"sure": ["TOOL"]}, wood={"sure": ["plank"], "perhaps": ["hout | zaag"]}))
    assert said("de zaag", by=by) == "tools"
    assert said("het hout", by=by) == "wood"


def test_what_was_made_to_see_whether_patterns_hold_together_is_what_reads() -> None:
    made = patterns(tools={"sure": ["TOOL"]})

    assert ready(made) is ready(made)


def test_a_topic_yields_to_one_that_says_it_more_precisely() -> None:
    by = ready(patterns(tools={"sure": ["TOOL"], "yields_to": ["saws"]}, saws={"sure": ["zaag"]}))
    assert said("de zaag", by=by) == "saws"
    assert said("de hamer", by=by) == "tools"


def test_a_topic_is_kept_out_by_what_it_names_under_unless() -> None:
    by = ready(patterns(tools={"sure": ["TOOL"], "perhaps": ["doos"], "unless": ["speelgoed"]}))
    assert said("de hamer van speelgoed", by=by) == ""
    assert said("een doos speelgoed", by=by) == ""


def test_a_topic_may_have_a_set_of_its_own() -> None:
    by = ready(patterns(tools={"sets": {"SIZE": "groot | klein"}, "sure": ["SIZE TOOL"]}))
    assert said("de hamer", by=by) == ""
    assert said("een klein zaag", by=by) == "tools"


def test_a_sentence_set_aside_is_about_nothing() -> None:
    by = ready(patterns(tools={"sure": ["TOOL"]}))
    assert said("In de pauze ligt de hamer klaar.", by=by) == ""
    assert said("In de pauze is het stil. De hamer ligt klaar.", by=by) == "tools"


def test_a_question_and_its_answer_are_one_sentence() -> None:
    by = ready(patterns(tools={"sure": ["hamer"]}, late={"sure": ["laat & hamer"], "alone": True}))
    assert said("Te laat? Dan geen hamer.", by=by) == "late"
    assert said("Kom nooit laat met een hamer. De hamer is rood.", by=by) == "tools late"


def test_what_stands_alone_takes_all_sentences_where_only_together_they_say_it() -> None:
    by = ready(patterns(tools={"sure": ["hamer"]}, late={"sure": ["laat & hamer"], "alone": True}))
    assert said("Je bent laat. Er is geen hamer.", by=by) == "late"


@pytest.mark.parametrize(
    ("topic", "word"),
    [
        ({"sure": ["TOOLS"]}, "tools: no set is called TOOLS"),
        ({"sure": ["hamer | | zaag"]}, "tools: a word is missing in 'hamer | | zaag'"),
        ({"sure": ["hamer"], "unless": ["hout !"]}, "tools: a word is missing in 'hout !'"),
        ({"sure": ["hamer"], "yields_to": ["nails"]}, "tools yields to nails, which is no topic here"),
        ({"sets": {"BOX": "doos | BOX"}, "sure": ["BOX"]}, "tools: the set BOX holds itself"),
        ({"sure": []}, "sure"),
    ],
)
def test_patterns_that_do_not_hold_together_are_refused_with_the_topic_and_why(topic: object, word: str) -> None:
    with pytest.raises(ContentError) as refused:
        patterns(tools=topic)
    assert word in str(refused.value)

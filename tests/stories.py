"""A short story in which children sort, order, spot, or stand on a line: each as an author writes it."""

from dataclasses import replace

from learn.content.base import parse_yaml
from learn.content.base import read
from learn.content.library import Library
from learn.content.stories import Story
from learn.content.stories import StoryFile

MODULE = "alle-soorten"
SENSITIVE = "niets-bewaard"
CHAT = "kom-mee-naar-plop"
CHOOSE = "een-duiker-in-de-chat"

SORT = """
slug: wat-mag-sem-weten
kind: sort
title: Wat mag {sem} weten?
place: home
topics: [personal-data]
cast: {sem: asks}
tip: Vertel {sem} niet alles.
scene: {title: "De app van {sem}", posts: [{who: sem, says: "Ik ben {sem}. En jij?"}]}
question: Wat vertel jij aan {sem}?
boxes:
  - {key: mag, name: "Dat mag {sem} weten"}
  - {key: niet, name: "Dat weet {sem} niet"}
cards:
  - {key: kleur, text: "{sem} vraagt je kleur.", fits: [mag], because: "Een kleur is geen geheim voor {sem}."}
  - {key: adres, text: "{sem} vraagt je adres.", fits: [niet], because: "Dan weet {sem} waar je woont."}
  - {key: wachtwoord, text: "{sem} vraagt je wachtwoord.", fits: [niet], because: "Dan kan {sem} erin."}
  - key: naam
    text: "{sem} vraagt je naam."
    fits: [mag, niet]
    because: "Je kent {sem}, of je kent {sem:haar/hem} niet."
    under:
      - {subject: personal-data/never, fits: [niet], because: "Hier krijgt {sem} geen naam."}
outcomes:
  - {key: all, rating: strong, feedback: "{sem} weet genoeg, zegt {juf}."}
  - {key: some, rating: okay, feedback: "{sem} weet bijna genoeg."}
  - key: few
    rating: harder
    feedback: "{sem} weet nu veel."
    way_back: ["Vertel {juf} wat {sem} weet."]
talk: Wat vertel jij aan {sem}, en wat niet?
"""

ORDER = """
slug: een-rare-vraag
kind: order
title: Een rare vraag van {sem}
place: school
topics: [tell-an-adult]
cast: {sem: asks}
tip: Vertel {juf} wat {sem} vraagt.
question: "{sem} vraagt iets raars. Wat doe je eerst?"
cards:
  - {key: stoppen, text: "Ik antwoord {sem} niet."}
  - {key: bewaren, text: "Ik bewaar wat {sem} vroeg."}
  - {key: blokkeren, text: "Ik blokkeer {sem}.", after: [stoppen, bewaren], because: "Daarna zie je {sem} niet meer."}
  - {key: praten, text: "Ik praat erover met {sem}.", after: [stoppen], because: "Eerst is {sem} even stil."}
  - {key: juf, text: "Ik ga naar {juf}.", tells_adult: true}
outcomes:
  - {key: all, rating: strong, feedback: "Zo helpt {juf} jou en {sem}."}
  - {key: some, rating: okay, feedback: "Bijna, zegt {juf}."}
  - {key: few, rating: okay, feedback: "Kijk nog eens met {sem}."}
talk: Wat doe jij eerst bij {sem}?
"""

SPOT = """
slug: het-profiel-van-sem
kind: spot
title: Het profiel van {sem}
place: home
topics: [personal-data]
cast: {sem: shown}
tip: Zet niet alles van {sem} online.
scene: {title: "{sem} op Fotobord", note: "het profiel van {sem}"}
question: Wat kan {sem} beter weghalen?
places:
  - {key: naam, text: "{sem}", risk: false, looks: name, because: "Een voornaam mag, zegt {sem}."}
  - {key: school, text: "Ik ben {sem} van De Vlieger", risk: true, because: "Nu weet ieder waar {sem} heen gaat."}
  - {key: nummer, text: "App {sem} maar", risk: true, looks: small, because: "Nu kan ieder {sem} appen."}
  - {key: hobby, text: "{sem} houdt van judo", risk: false, looks: button, because: "Judo mag, zegt {sem}."}
outcomes:
  - {key: all, rating: strong, feedback: "{sem} haalt het weg."}
  - {key: some, rating: okay, feedback: "{sem} haalt wat weg."}
  - {key: few, rating: okay, feedback: "{sem} kijkt nog eens."}
talk: Wat zet jij niet online van {sem}?
"""

LINE = """
slug: ieder-mag-alles-zien
kind: line
title: Ieder mag alles zien van {sem}
place: home
topics: [personal-data]
cast: {sem: shown}
tip: Ieder kiest zelf, ook {sem}.
scene: {title: "{sem} op Fotobord", posts: [{who: sem, says: "Kijk, {sem}!"}]}
statement: Ieder mag alles zien van {sem}.
sides:
  - {key: against, rating: open, feedback: "En als {sem} het wil?"}
  - {key: unsure, rating: open, feedback: "Wat wil {sem}?"}
  - {key: for, rating: open, feedback: "En als {sem} niet wil?"}
talk: Wie kiest, {sem} of jij?
"""

ALL = {"sort": SORT, "order": ORDER, "spot": SPOT, "line": LINE}


def pasted(text: str, file: str = "verhaal.yaml") -> Story:
    """The story in this text. Raises ContentError with what an author must mend."""
    return read(StoryFile, parse_yaml(text, file), file).root


def with_all_kinds(library: Library) -> Library:
    """The library with two lessons more that have a story of each kind; of the second one nothing may be kept."""
    module = library.module("wie-zit-daar")
    stories = {story.slug: story for story in map(pasted, ALL.values())}
    stories |= {slug: module.story(slug) for slug in (CHAT, CHOOSE)}
    core, extra = tuple(stories)[:4], tuple(stories)[4:]
    lessons = (
        module.lesson.model_copy(update={"slug": slug, "theme": theme, "core": core, "extra": extra})
        for slug, theme in ((MODULE, "privacy"), (SENSITIVE, "sexting"))
    )
    more = {lesson.slug: replace(module, lesson=lesson, stories=stories) for lesson in lessons}
    return replace(library, modules={**library.modules, **more})

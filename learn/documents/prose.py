"""Prose: the sentences of a document without lists that oblige, allow or forbid."""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from learn.documents.items import Passage

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘'“\"])")
_NORM = re.compile(
    r"\b(?:moet|moeten|mag|mogen|dient|dienen|verboden|verbod|verplicht|toegestaan|toegelaten|geoorloofd|verwacht\w*|"
    r"niet de bedoeling|uit den boze|hoort|horen|zorg(?:t|en)? (?:er )?voor|zorg voor|kunnen? worden|spreken af|"
    r"vragen wij|vragen we|nooit|nimmer|niets|niemand|niet|geen|evenmin|alleen|enkel|slechts|uitsluitend|pas|steeds|"
    r"altijd|"
    r"behandel\w*|houdt|houden|meld\w*|vertel\w*|blijft|blijven|gebruik\w*|respecteer\w*|behoeft|behoeven|vereist)\b",
    re.I,
)
_PERSON = re.compile(
    r"^(?:\w+ ){0,3}(?:leerling(?:en)?|kind(?:eren)?|je|jij|ik|wij|we|zij|ouders?|leerkracht(?:en)?|juffen|"
    r"medewerkers?|"
    r"personeel|directie|school|mobieltje\w*|gsm|telefoon|toestel|wie)\b|"
    r"\b(?:de|een) (?:leerling(?:en)?|kind|kinderen|leerkracht)\b",
    re.I,
)
_GREETS = re.compile(r"(?:beste|geachte|lieve|hallo|dag)\b[^.!?]*,$|(?:met )?vriendelijke groet\w*|hoogachtend", re.I)
_DOCUMENT = r"(?:protocol|regels|gedragslijn|afspraken|document|reglement|gedragscode|code|brief|pagina)"
_TELLS = re.compile(
    # The document speaks of itself, or says what it is for.
    rf"^(?:(?:in|met|daarom|hieronder|voor)\b.{{0,40}})?\b(?:dit|deze) {_DOCUMENT}\b|\bmet (?:dit|deze) {_DOCUMENT}\b|"
    # Somebody thinks, hopes or decided something.
    r"\b(?:biedt|bieden|vinden (?:wij|we) het|(?:wij|we) (?:vinden|hopen|willen|wensen)|vastgesteld|ingestemd|"
    r"opgesteld|"
    r"steeds meer|belangrijk|niet meer weg te denken|wil zeggen|gelden (?:aparte|afzonderlijke|andere))\b|"
    # Something happens now and then.
    r"^(?:soms|vaak|bijna elke dag|iedere dag|steeds meer|veel (?:kinderen|leerlingen|ouders))\b",
    re.I,
)


def norms(passages: Sequence[Passage]) -> Iterator[tuple[str, Passage]]:
    """Every sentence that asks something of somebody, and the passage it stands in."""
    for passage in passages:
        for sentence in _SENTENCE.split(passage.text):
            if sentence.rstrip(" '’\"").endswith("?") or _GREETS.match(sentence):
                continue
            if (_NORM.search(sentence) or _PERSON.search(sentence)) and not _TELLS.search(sentence):
                yield sentence.strip(), passage

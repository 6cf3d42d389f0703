"""How a rule of the group is worded, and what may make it better: advice for the teacher, never a refusal."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import Literal

Advice = Literal["say-what-you-do", "shorter", "of-everybody"]

LONGEST_ADVISED = 10

_OPENINGS = ("wij", "we")
_DENIALS = frozenset(("niet", "geen", "nooit", "niemand", "niets", "niks"))
_SUBORDINATES = frozenset(
    ("als", "hoe", "omdat", "terwijl", "toen", "totdat", "voordat", "waar", "wanneer", "wat", "wie", "zodat", "zodra")
)
# These begin a clause too, but may as well point at something or join two words: "Wij doen dat niet."
_PERHAPS = frozenset(("dat", "die", "of"))
_SUBJECTS = frozenset(
    ("wij", "we", "jij", "je", "hij", "zij", "ze", "het", "er", "de", "een", "geen", "iemand", "niemand", "iedereen")
)
_CONTRASTS = frozenset(("en", "maar"))


def advice(rule: str, seeds: Iterable[str] = ()) -> Advice | None:
    """What would make a rule better, the most helpful first; None when it is good as it is.

    A rule that says what we do may deny something beside that ("Wij vragen hulp als we niet weten wie er typt."). A
    seed of a lesson is good as it is.
    """
    words = _words(rule)
    if words in (_words(seed) for seed in seeds):
        return None
    if _DENIALS.intersection(_said_first(words)):
        return "say-what-you-do"
    if len(words) > LONGEST_ADVISED:
        return "shorter"
    if not rule.startswith(("Wij ", "We ", "Bij ons ", "Onze ")):
        return "of-everybody"
    return None


def _words(text: str) -> list[str]:
    return [bare for word in text.casefold().split() if (bare := word.strip(".,;:!?…\"“”‘’'"))]


def _said_first(words: Sequence[str]) -> Sequence[str]:
    """The words that say what we do: up to a clause below it or a contrast; all of them when "Wij" does not begin."""
    # A clause below another ends with its verb, so what ends with a denial is none.
    if not words or words[0] not in _OPENINGS or words[-1] in _DENIALS:
        return words
    return words[: next((place for place in range(2, len(words) - 1) if _turns(words, place)), len(words))]


def _turns(words: Sequence[str], place: int) -> bool:
    word, following = words[place], words[place + 1]
    if word in _CONTRASTS:
        return following in _DENIALS
    if word in _PERHAPS:
        return following in _SUBJECTS or (word != "of" and place > 2)
    return word in _SUBORDINATES

"""Weighing: what a clause is about, by patterns and by likeness together.

A pattern knows a word and not what else is said; likeness hears the whole and can be led astray by a word. Each makes
up for the other: a pattern that fits tips the scale for its topic, and a topic stays that is likelier than not. Where
none is, the likeliest is proposed when it stands well out, for a person to look over. What the patterns put aside as
about nothing stays about nothing.
"""

from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from itertools import chain
from math import log

from learn.documents.clauses import RawClause
from learn.documents.likeness import Heard
from learn.documents.likeness import Likeness
from learn.documents.likeness import likeness
from learn.documents.recognise import PERHAPS
from learn.documents.recognise import SURE
from learn.documents.recognise import About
from learn.documents.recognise import Recogniser
from learn.documents.recognise import recogniser

TIPS = {SURE: 3.5, PERHAPS: 2.0}
"""How much a pattern adds to the log odds of its topic."""
STAYS = 0.3
STANDS_OUT = -0.75
"""From here on the likeliest topic is proposed where none is likelier than not."""
CLEAR = 0.9
"""A stance that has so much of its topic goes before the one that patterns found."""
HALF = 0.5
_NEARLY = 1e-6


@dataclass(frozen=True)
class Scale:
    """Patterns and likeness, ready to weigh with."""

    patterns: Recogniser
    likeness: Likeness

    def about(self, clause: RawClause) -> tuple[About, ...]:
        """What the clause is about, in the order of the patterns file."""
        fitting = {each.topic: each for each in self.patterns.about(clause)}
        if not fitting and self.patterns.puts_aside(clause):
            return ()
        heard = self.likeness.of(clause)
        odds = {topic: _log_odds(part) for topic, part in heard.topics().items()}
        for topic, each in fitting.items():
            odds[topic] = odds.get(topic, 0.0) + TIPS[each.sure]
        kept = {topic for topic in odds if odds[topic] >= STAYS}
        if not kept:
            kept = {topic for topic in (max(odds, key=odds.__getitem__),) if odds[topic] >= STANDS_OUT}
        return tuple(self._about(topic, fitting, heard, clause) for topic in self.patterns.topics if topic in kept)

    def _about(self, topic: str, fitting: dict[str, About], heard: Heard, clause: RawClause) -> About:
        found = fitting.get(topic) or About(topic, self.patterns.stance(topic, clause), PERHAPS)
        stance, part = heard.stance(topic)
        return replace(found, stance=stance) if part >= (CLEAR if found.stance else HALF) else found


@cache
def scale() -> Scale:
    """The shipped patterns and table."""
    return Scale(recogniser(), likeness())


def warm() -> None:
    """Make every pattern ready, so that the first to upload a document need not wait for it."""
    for words in scale().patterns.topics.values():
        stances = (pattern for _, pattern in words.stances)
        for pattern in (*words.sure, *words.perhaps, *words.unless, *stances):
            for group in (*pattern.groups, *chain(*pattern.absent)):
                group.words.within("")
                if group.above:
                    group.above.within("")


def _log_odds(part: float) -> float:
    sure = min(max(part, _NEARLY), 1 - _NEARLY)
    return log(sure / (1 - sure))

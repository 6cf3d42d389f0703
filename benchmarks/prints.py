"""How long each paper of a group of 30 takes, and how large it is.

``python -m benchmarks.prints`` from the checkout. Milliseconds are the middle of ten; KB is 1024 bytes.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import UTC
from datetime import date
from datetime import datetime
from statistics import median
from sys import stdout
from time import perf_counter

from learn.content.pictures import PICTURES
from learn.prints.papers import Card
from learn.prints.papers import Checkpoint
from learn.prints.papers import Countersignature
from learn.prints.papers import Group
from learn.prints.papers import Rule
from learn.prints.papers import Rules
from learn.prints.papers import Signature
from learn.prints.papers import SignOff
from learn.prints.papers import cards
from learn.prints.papers import poster
from learn.prints.papers import record
from learn.prints.papers import sheet

PUPILS = 30
ROUNDS = 10

_GROUP = Group("7A", "De Bron", "2026-2027", "juf")
_NAMES = [f"Leerling {chr(65 + number % 26)}{number}" for number in range(PUPILS)]
_NOW = datetime(2026, 10, 7, 8, 40, tzinfo=UTC)
_DAY = date(2026, 10, 7)
_KEYS = list(PICTURES)
_SEVEN = tuple(
    Rule("Wij vragen het eerst en wachten op het antwoord.", (f"afspraak {number}",) if number < 5 else ())
    for number in range(1, 8)
)


def papers() -> Mapping[str, Callable[[], bytes]]:
    """Every paper, ready to be printed."""
    deck = [
        Card(
            name,
            tuple(_KEYS[(number + 3 * step) % 16] for step in range(4)),
            f"https://school.example/card/{number:043}",
        )
        for number, name in enumerate(_NAMES)
    ]
    school = tuple(Rule("Wij vragen het eerst en wachten op het antwoord.", (f"A.{number}",)) for number in range(17))
    seven = Rules(_GROUP, 1, _DAY, _SEVEN)
    all_rules = Rules(_GROUP, 1, _DAY, school + _SEVEN)
    sign_off = SignOff(
        all_rules,
        "Protocol sociale media",
        _DAY,
        _NOW,
        tuple(Signature(name, "signed", _NOW, "own-device") for name in _NAMES),
        (Countersignature("Juf Sanne", "leerkracht", _NOW),),
        Checkpoint("7A-2026-2027", PUPILS + 2, "0123abcd" * 8),
    )
    return {
        "cards": lambda: cards(_GROUP, deck),
        "poster": lambda: poster(seven),
        "sheet, 7 rules": lambda: sheet(seven, _NAMES),
        "sheet, 24 rules": lambda: sheet(all_rules, _NAMES),
        "record, 24 rules": lambda: record(sign_off),
    }


def main() -> None:
    """Print one line a paper."""
    for name, print_it in papers().items():
        took = []
        for _ in range(ROUNDS):
            start = perf_counter()
            made = print_it()
            took.append((perf_counter() - start) * 1000)
        stdout.write(f"{name:<18}{median(took):>8.1f} ms{len(made) / 1024:>8.1f} KB\n")


if __name__ == "__main__":
    main()

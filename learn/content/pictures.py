"""The sixteen pictures of the picture password, with the words children call them by."""

from collections.abc import Mapping
from types import MappingProxyType

PICTURES: Mapping[str, str] = MappingProxyType(
    {
        "fox": "vos",
        "bike": "fiets",
        "moon": "maan",
        "drum": "trommel",
        "sock": "sok",
        "kite": "vlieger",
        "fish": "vis",
        "cactus": "cactus",
        "key": "sleutel",
        "boat": "boot",
        "snail": "slak",
        "umbrella": "paraplu",
        "pear": "peer",
        "lighthouse": "vuurtoren",
        "scissors": "schaar",
        "balloon": "luchtballon",
    }
)
"""Drawing (``static/img/pictures/<key>.svg``) to Dutch word, in the order they stand on the screen."""

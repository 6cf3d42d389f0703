"""Secrets that sign people in: made at random, kept only as what cannot be turned back."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from learn.content.pictures import PICTURES

CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 6
SEQUENCE_LENGTH = 4


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token. The token is random enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """A group code: six consonants, so that it spells nothing."""
    return "".join(secrets.choice(CONSONANTS) for _ in range(CODE_LENGTH))


def clean_code(text: str) -> str:
    """A code as it is compared: case, spaces and other signs do not matter."""
    return "".join(letter for letter in text if letter.isalnum()).upper()


def new_sequence() -> tuple[str, ...]:
    """Four different pictures in order: one of 43,680."""
    pictures = list(PICTURES)
    return tuple(pictures.pop(secrets.randbelow(len(pictures))) for _ in range(SEQUENCE_LENGTH))


def picture_mac(secret: str, group_id: int, sequence: Sequence[str]) -> str:
    """What is kept of a pupil's pictures."""
    message = f"pictures:{group_id}:{','.join(sequence)}"
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def address_mac(secret: str, address: str) -> str:
    """What is kept of an e-mail address that somebody tried: nobody without the secret can look one up."""
    return hmac.new(secret.encode(), f"address:{address}".encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare without telling by the time it takes where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def picture_ticket(secret: str, device: str, pupil_id: int, position: int, picture: str) -> str:
    """What stands for a picture at one place in the sequence, on one device.

    The page that shows the ticks carries only these, so neither its source nor its history tells which were pressed.
    """
    message = f"ticket:{device}:{pupil_id}:{position}:{picture}"
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()[:16]


def pictures_of(secret: str, device: str, pupil_id: int, tickets: Sequence[str]) -> tuple[str, ...] | None:
    """The pictures behind the tickets, or None when one of them was never given out."""
    chosen = []
    for position, ticket in enumerate(tickets):
        found = [each for each in PICTURES if same(picture_ticket(secret, device, pupil_id, position, each), ticket)]
        if not found:
            return None
        chosen += found
    return tuple(chosen)

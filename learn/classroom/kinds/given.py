"""An answer that was given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """What a pupil chose at a step of a story."""

    step: str
    choice: str

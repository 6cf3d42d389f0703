"""A clock that stands still until a test turns it."""

from datetime import datetime
from datetime import timedelta

from learn.classroom.schooldays import NETHERLANDS

A_WEDNESDAY = datetime(2026, 10, 7, 9, 0, tzinfo=NETHERLANDS)


class Clock:
    """Half past nothing on a school morning, until it is turned."""

    def __init__(self, moment: datetime = A_WEDNESDAY) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        """Let time pass: ``clock.turn(hours=9)``."""
        self.moment += timedelta(**by)

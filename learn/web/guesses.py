"""Guesses at an address: counted in memory, since looking at a page writes nothing."""

from datetime import datetime
from threading import Lock


class Guesses:
    """How many wrong codes came in this minute. Restarting the app forgets them, which costs a guesser a minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._minute: datetime | None = None
        self._count = 0

    def spent(self, now: datetime) -> bool:
        """Whether no more is looked at this minute."""
        with self._lock:
            return self._this_minute(now) >= self.most

    def add(self, now: datetime) -> None:
        """One more wrong code."""
        with self._lock:
            self._count = self._this_minute(now) + 1

    def _this_minute(self, now: datetime) -> int:
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._count = minute, 0
        return self._count

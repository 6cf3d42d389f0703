"""The school's clock: everything is kept in UTC, and a school day is a day in the Netherlands."""

from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from zoneinfo import ZoneInfo

NETHERLANDS = ZoneInfo("Europe/Amsterdam")

_LAST_BELL = time(18, 0)
_AFTER_HOURS = timedelta(hours=4)
_NEW_YEAR = (8, 1)


def end_of_day(now: datetime) -> datetime:
    """When what begins now ends: 18:00, or four hours later when it begins after that."""
    bell = datetime.combine(local(now).date(), _LAST_BELL, NETHERLANDS)
    return bell if now < bell else now.astimezone(UTC) + _AFTER_HOURS


def start_of_day(now: datetime) -> datetime:
    """Midnight in the Netherlands."""
    return datetime.combine(local(now).date(), time.min, NETHERLANDS)


def local(moment: datetime) -> datetime:
    """The same moment on the clock in the classroom."""
    return moment.astimezone(NETHERLANDS)


def first_year(now: datetime) -> int:
    """The calendar year in which the school year of this moment began, on 1 August."""
    day = local(now).date()
    return day.year if (day.month, day.day) >= _NEW_YEAR else day.year - 1

"""The school day: what begins ends at 18:00 in the Netherlands, or four hours later when it begins after that."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from learn.classroom.schooldays import NETHERLANDS
from learn.classroom.schooldays import end_of_day
from learn.classroom.schooldays import first_year
from learn.classroom.schooldays import local
from learn.classroom.schooldays import start_of_day

MOMENTS = strategies.datetimes(datetime(2024, 1, 1), datetime(2036, 1, 1), timezones=strategies.just(UTC))  # noqa: DTZ001


def at(text: str) -> datetime:
    """A moment on the classroom's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=NETHERLANDS)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-10-07T08:30", "2026-10-07T18:00"),
        ("2026-10-07T00:00", "2026-10-07T18:00"),
        ("2026-10-07T17:59:59", "2026-10-07T18:00"),
        ("2026-10-07T18:00", "2026-10-07T22:00"),
        ("2026-10-07T19:15", "2026-10-07T23:15"),
        ("2026-10-07T21:30", "2026-10-08T01:30"),
    ],
)
def test_it_ends_at_six_or_four_hours_later_when_it_begins_after_that(begins: str, ends: str) -> None:
    assert end_of_day(at(begins)) == at(ends)
    assert end_of_day(at(begins).astimezone(UTC)) == at(ends)


@pytest.mark.parametrize(
    ("day", "bell"),
    [
        ("2026-03-28", 17),  # the last day of winter time
        ("2026-03-29", 16),
        ("2026-10-24", 16),  # the last day of summer time
        ("2026-10-25", 17),
    ],
)
def test_on_the_days_the_clock_changes_the_bell_is_still_at_six(day: str, bell: int) -> None:
    morning = at(f"{day}T01:30").astimezone(UTC)

    assert end_of_day(morning) == datetime.fromisoformat(f"{day}T{bell}:00+00:00")


@pytest.mark.parametrize("zone", [UTC, NETHERLANDS])
@pytest.mark.parametrize("begins", ["2026-03-28T23:30", "2026-10-24T23:30"])
def test_four_hours_are_four_hours_in_the_night_the_clock_changes(begins: str, zone: timedelta) -> None:
    evening = at(begins).astimezone(zone)

    lasts = end_of_day(evening).astimezone(UTC) - evening.astimezone(UTC)

    assert lasts == timedelta(hours=4)


@settings(deadline=None)
@given(MOMENTS)
def test_at_any_moment_of_any_year_the_day_ends_at_the_bell_or_in_four_hours(now: datetime) -> None:
    ends = end_of_day(now)

    if local(now).hour < 18:
        assert (local(ends).date(), local(ends).hour, local(ends).minute) == (local(now).date(), 18, 0)
    else:
        assert ends - now == timedelta(hours=4)
    assert start_of_day(now) <= now < ends


def test_a_day_begins_at_midnight_in_the_netherlands_not_in_greenwich() -> None:
    just_after = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert start_of_day(just_after) == at("2026-07-02T00:00")


@pytest.mark.parametrize(
    ("day", "year"), [("2026-07-31", 2025), ("2026-08-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)]
)
def test_a_school_year_begins_on_the_first_of_august(day: str, year: int) -> None:
    assert first_year(at(f"{day}T00:30")) == year

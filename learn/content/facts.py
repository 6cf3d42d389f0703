"""Help lines, ages and laws: each with its source and the day it was checked."""

from datetime import date
from datetime import timedelta
from typing import Literal

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import YearGroup

FRESH = timedelta(days=183)


class Checked(Content):
    """Something that holds until it changes: where it comes from, and when somebody last looked."""

    key: Slug
    source: Line
    checked_on: date
    verified: bool
    audience: Literal["pupils", "staff"]
    groups: tuple[YearGroup, ...] = (6, 7, 8)

    def stale(self, today: date) -> bool:
        """Whether it was checked more than six months ago."""
        return today - self.checked_on > FRESH


class HelpLine(Checked):
    """Somebody outside school who helps."""

    name: Line
    contact: Line
    when: Line


class Fact(Checked):
    """An age, a law, a figure. ``since`` is the day it began to hold, where it began on one."""

    says: Line
    since: date | None = None


class Facts(Content):
    """All of them. Only what is verified is shown."""

    help_lines: tuple[HelpLine, ...]
    facts: tuple[Fact, ...]

    def stale(self, today: date) -> bool:
        """Whether something that is shown was checked more than six months ago."""
        return any(each.verified and each.stale(today) for each in (*self.help_lines, *self.facts))

    def verified(self, key: str | None) -> Fact | None:
        """The fact by this key, if somebody verified it."""
        return next((fact for fact in self.facts if fact.key == key and fact.verified), None)

    def help_for_pupils(self, *groups: int) -> tuple[HelpLine, ...]:
        """The help lines that children of each of these year groups may see."""
        return tuple(
            line
            for line in self.help_lines
            if line.verified and line.audience == "pupils" and set(groups) <= set(line.groups)
        )

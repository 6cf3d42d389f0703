"""Programmes: lessons of others that a school takes part in, and the topics they are about."""

import hashlib
from datetime import date

from pydantic import Field

from learn.content.base import Content
from learn.content.base import Line
from learn.content.base import Slug
from learn.content.base import YearGroup


class Programme(Content):
    """A programme as a school takes part in it. ``when`` is whatever the school calls it: "week 6", "ieder jaar"."""

    key: Slug
    name: Line
    groups: tuple[YearGroup, ...] = Field(min_length=1)
    when: str = ""
    topics: tuple[Slug, ...] = ()

    @property
    def mark(self) -> str:
        """Tells this programme as it stands from any other."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class KnownProgramme(Programme):
    """One that comes with the app. ``known`` is what somebody saw of it: where, and on which day."""

    known: Line
    source: Line
    checked_on: date

    @property
    def plain(self) -> Programme:
        """The programme alone, as a school begins with it."""
        return Programme(key=self.key, name=self.name, groups=self.groups, when=self.when, topics=self.topics)


class Programmes(Content):
    """Those a school begins with, in the order they are shown."""

    programmes: tuple[KnownProgramme, ...] = ()

    @property
    def plain(self) -> tuple[Programme, ...]:
        """Each of them alone."""
        return tuple(each.plain for each in self.programmes)

    def known(self, key: str) -> KnownProgramme | None:
        """What is known of a programme, however a school changed it since."""
        return next((each for each in self.programmes if each.key == key), None)

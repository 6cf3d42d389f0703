"""A device in the classroom, and what a child can do at its door: type a code, tap pictures, show a card, knock."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any
from typing import Protocol

from sqlmodel import Session
from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import signin
from learn.classroom.refusals import Refusal
from learn.classroom.signin import Attempt
from learn.classroom.signin import OpenGroup
from learn.classroom.signin import SignedInPupil
from learn.classroom.signin import Threshold
from learn.classroom.signin import Waiting
from learn.classroom.tables import PupilSession
from learn.classroom.tables import Try
from tests.given import Given
from tests.given import GivenGroup
from tests.given import GivenPupil
from tests.given import GivenStaff


class Deed(Protocol):
    """Something to do, told which of many it is."""

    def __call__(self, number: int, /) -> Any: ...


@dataclass
class Device:
    """A Chromebook with a name of its own. All of them stand behind one address."""

    given: Given
    name: str = "chromebook 1"

    def types(self, code: str) -> OpenGroup | Refusal:
        """Type a group code."""
        with self.given.database.transaction() as session:
            return signin.enter_code(session, code, self.name, self.given.clock())

    def taps(self, pupil: GivenPupil, pictures: tuple[str, ...] | None = None) -> Attempt:
        """Tap four pictures under the code the pupil last saw: the right ones unless said otherwise."""
        with self.given.database.transaction() as session:
            return self._try(session, pupil, pictures or pupil.pictures)

    def taps_wrong(self, pupil: GivenPupil, times: int = 1) -> list[Attempt]:
        """Tap pictures that are not the pupil's."""
        with self.given.database.transaction() as session:
            return [self._try(session, pupil, wrong(pupil)) for _ in range(times)]

    def shows_card(self, pupil: GivenPupil) -> str:
        """Show the pupil's card and press; gives the session's token."""
        with self.given.database.transaction() as session:
            return signin.use_card(session, pupil.card, self.name, self.given.clock())

    def knocks(self, pupil: GivenPupil) -> Waiting:
        """Ask to be let in."""
        with self.given.database.transaction() as session:
            return signin.ask_to_be_let_in(session, pupil.group.code, pupil.id, self.name, self.given.clock())

    def waits(self, pupil: GivenPupil) -> Waiting:
        """Look whether the teacher has pressed."""
        with self.given.database.reading() as session:
            return signin.waiting(session, pupil.group.code, pupil.id, self.name, self.given.clock())

    def goes_in(self, pupil: GivenPupil) -> str | None:
        """Go in when let in; gives the session's token, None while the teacher has not pressed."""
        with self.given.database.transaction() as session:
            return signin.enter_when_let_in(session, pupil.group.code, pupil.id, self.name, self.given.clock())

    def is_let_in(self, pupil: GivenPupil, by: GivenStaff) -> str | None:
        """Knock, have the teacher press, go in."""
        lets_in(self.given, by, pupil.group, self.knocks(pupil).id)
        return self.goes_in(pupil)

    def _try(self, session: Session, pupil: GivenPupil, pictures: tuple[str, ...]) -> Attempt:
        now = self.given.clock()
        return signin.try_pictures(session, pupil.group.code, pupil.id, pictures, self.name, self.given.secret, now)


def wrong(pupil: GivenPupil) -> tuple[str, ...]:
    """Four pictures that are not this pupil's: the same ones in another order."""
    return tuple(reversed(pupil.pictures))


def lets_in(given: Given, teacher: GivenStaff, group: GivenGroup, let_in_id: int) -> None:
    """The teacher presses "laat binnen" in this group."""
    with given.database.transaction() as session:
        signin.let_in(session, group.id, let_in_id, teacher.id, given.clock())


def sends_away(given: Given, group: GivenGroup, let_in_id: int) -> None:
    """The teacher presses "weg" in this group."""
    with given.database.transaction() as session:
        signin.send_away(session, group.id, let_in_id, given.clock())


def at_the_door(given: Given, group: GivenGroup) -> Threshold:
    """What the teacher sees of the group's open door."""
    with given.database.reading() as session:
        threshold = signin.threshold(session, group.id, given.clock())
    assert threshold is not None, f"{group.name} is closed"
    return threshold


def who_is_in(given: Given, token: str) -> SignedInPupil | None:
    """Whose session this is now."""
    with given.database.reading() as session:
        return signin.signed_in(session, token, given.clock())


def opens(given: Given, group: GivenGroup) -> GivenGroup:
    """Open the group now; gives it with its door."""
    with given.database.transaction() as session:
        door = groups.open_door(session, group.id, None, given.clock())
    return GivenGroup(group.id, group.name, group.school, door)


def closes(given: Given, group: GivenGroup) -> None:
    """Close the group now."""
    with given.database.transaction() as session:
        groups.close_door(session, group.id, given.clock())


def tries_that_count(given: Given) -> int:
    """How many failed tries stand open: each was a comparison that really ran."""
    with given.database.reading() as session:
        return session.exec(select(func.count()).select_from(Try).where(col(Try.lapsed_at).is_(None))).one()


def sessions_begun(given: Given) -> int:
    """How many times a pupil came in, by whatever way."""
    with given.database.reading() as session:
        return session.exec(select(func.count()).select_from(PupilSession)).one()


def all_at_once(deed: Deed, times: int = 50) -> list[Any]:
    """Do this many times at the same moment; gives what each gave, or the error it raised."""
    together = Barrier(times)

    def run(number: int) -> Any:
        together.wait()
        try:
            return deed(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))

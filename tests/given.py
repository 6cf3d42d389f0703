"""A school as a test needs it: ``given.pupil("Noor")`` makes the group, the school and the year she is in."""

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta

from learn.classroom import adviser_days
from learn.classroom import groups
from learn.classroom import lessons
from learn.classroom import schools
from learn.classroom.db import Database
from learn.classroom.groups import Door
from learn.classroom.schooldays import local
from learn.classroom.staff import Role
from learn.classroom.staff import hash_password
from learn.content.library import Library
from tests.clock import Clock

PASSWORD = "vier gekke woorden achter elkaar"
KEPT = hash_password(PASSWORD)


@dataclass(frozen=True)
class GivenSchool:
    id: int
    name: str
    year_id: int


@dataclass(frozen=True)
class GivenGroup:
    id: int
    name: str
    school: GivenSchool
    door: Door | None

    @property
    def code(self) -> str:
        assert self.door is not None, f"{self.name} is closed"
        return self.door.code


@dataclass(frozen=True)
class GivenPupil:
    id: int
    name: str
    group: GivenGroup
    pictures: tuple[str, ...]
    card: str


@dataclass(frozen=True)
class GivenStaff:
    id: int
    name: str
    email: str
    school: GivenSchool
    password: str = PASSWORD


@dataclass
class Given:
    """Builds what a test names, and what that stands on."""

    database: Database
    library: Library
    clock: Clock
    secret: str
    _schools: dict[str, GivenSchool] = field(default_factory=dict)
    _groups: dict[tuple[str, str], GivenGroup] = field(default_factory=dict)

    def school(self, name: str = "De Vlieger", protocol: str = "de-bron") -> GivenSchool:
        """A school with this year; asked for again, the same one."""
        if name not in self._schools:
            with self.database.transaction() as session:
                new = schools.NewSchool(name, protocol, "http://learn.test")
                school_id = schools.add_school(session, new, self.clock())
                year_id = schools.add_year(session, school_id, self.clock())
            self._schools[name] = GivenSchool(school_id, name, year_id)
        return self._schools[name]

    def group(
        self,
        name: str = "7A",
        *,
        year: int = 7,
        second_year: int | None = None,
        school: GivenSchool | None = None,
        open: bool = True,
    ) -> GivenGroup:
        """A group, open unless said otherwise; asked for again, the same one."""
        school = school or self.school()
        if (school.name, name) not in self._groups:
            with self.database.transaction() as session:
                new = schools.NewGroup(name, year, second_year)
                group_id = schools.add_group(session, school.year_id, new, self.clock())
                door = groups.open_door(session, group_id, None, self.clock()) if open else None
            self._groups[school.name, name] = GivenGroup(group_id, name, school, door)
        return self._groups[school.name, name]

    def pupil(self, name: str = "Fenna", *, group: GivenGroup | None = None) -> GivenPupil:
        """A child with a card."""
        group = group or self.group()
        with self.database.transaction() as session:
            groups.add_pupils(session, group.id, [name], None, self.clock())
            pupil_id = next(seat.id for seat in groups.seats(session, group.id) if seat.name == name)
            issued = groups.issue_cards(session, group.id, [pupil_id], self.secret, None, self.clock())[0]
        return GivenPupil(pupil_id, name, group, issued.pictures, issued.token)

    def pupils(self, *names: str, group: GivenGroup | None = None) -> list[GivenPupil]:
        """Several children."""
        return [self.pupil(name, group=group) for name in names]

    def teacher(self, name: str = "Anna Vos", *, group: GivenGroup | None = None, called: str = "juf") -> GivenStaff:
        """A teacher of the group."""
        group = group or self.group()
        return self.staff(name, "teacher", school=group.school, group=group, called=called)

    def staff(
        self,
        name: str,
        role: Role,
        *,
        school: GivenSchool | None = None,
        group: GivenGroup | None = None,
        called: str | None = None,
    ) -> GivenStaff:
        """Somebody who works at the school."""
        school = school or self.school()
        email = f"{name.split(maxsplit=1)[0].lower()}.{school.id}@school.example"
        with self.database.transaction() as session:
            person = schools.NewPerson(name, email, KEPT, called)
            staff_id = schools.add_staff(session, school.id, person, self.clock())
            schools.add_membership(session, staff_id, role, group.id if group else None)
        return GivenStaff(staff_id, name, email, school)

    def lesson(self, slug: str = "wie-zit-daar", *, group: GivenGroup | None = None) -> str:
        """A lesson that is ready for the group; gives its slug."""
        group = group or self.group()
        module = self.library.module(slug)
        if module.sensitive:
            self.adviser_day(slug, school=group.school)
        with self.database.transaction() as session:
            lessons.set_ready(session, group.id, module, None, self.clock())
        return slug

    def adviser_day(self, slug: str = "grenzen-7", *, school: GivenSchool | None = None, days: int = 0) -> int:
        """An adviser read this lesson and is there, today or so many days from now; gives the number of that day."""
        school = school or self.school()
        day = local(self.clock()).date() + timedelta(days=days)
        with self.database.transaction() as session:
            adviser_days.say(session, school.id, self.library.module(slug), day, None, self.clock())
            said = adviser_days.ahead(session, school.id, self.clock())
        return next(each.id for each in said if (each.module, each.day) == (slug, day))

"""A real school on an empty database: set up once, with the code from the terminal, which works once."""

import re

import pytest
from sqlmodel import func
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import schools
from learn.classroom import staff
from learn.classroom.refusals import NotFound
from learn.classroom.tables import AuditEvent
from learn.classroom.tables import Group
from learn.classroom.tables import School
from learn.classroom.tables import SchoolYear
from learn.classroom.tables import Setup
from learn.classroom.tables import Staff
from tests.device import all_at_once
from tests.given import KEPT
from tests.given import PASSWORD
from tests.given import Given

SCHOOL = schools.NewSchool("De Vlieger", "de-bron", "http://192.168.1.20:8000")
ANNA = schools.NewPerson("Anna Vos", " Anna@Vlieger.example ", KEPT, "juf")
GROUP = schools.NewGroup("7A", 7)


def code_on_the_terminal(given: Given) -> str:
    with given.database.transaction() as session:
        return schools.new_setup_code(session, given.clock())


def sets_up(given: Given, code: str, school: schools.NewSchool = SCHOOL) -> int:
    with given.database.transaction() as session:
        return schools.set_up(session, code, school, ANNA, GROUP, given.clock())


def fits(given: Given, code: str) -> bool:
    with given.database.reading() as session:
        return schools.setup_code_fits(session, code)


def is_empty(given: Given) -> bool:
    with given.database.reading() as session:
        return schools.empty(session)


def test_set_up_makes_the_school_this_year_its_group_and_the_first_teacher_who_is_head_as_well(given: Given) -> None:
    staff_id = sets_up(given, code_on_the_terminal(given))

    with given.database.reading() as session:
        assert session.exec(select(School.name, School.protocol, School.address)).one() == (
            "De Vlieger",
            "de-bron",
            "http://192.168.1.20:8000",
        )
        assert session.exec(select(SchoolYear.name)).one() == "2026-2027"
        (group,) = groups.of_teacher(session, staff_id)
        assert (group.name, group.year, group.teachers) == ("7A", 7, ("juf Anna",))
        assert session.exec(select(Staff.email)).one() == "anna@vlieger.example"
        assert session.exec(select(AuditEvent.what, AuditEvent.staff_id)).one() == ("school-set-up", staff_id)
    assert not is_empty(given)


def test_the_first_teacher_signs_in_as_teacher_and_head(given: Given) -> None:
    sets_up(given, code_on_the_terminal(given))

    with given.database.transaction() as session:
        claim = staff.claim_try(session, "anna@vlieger.example", "laptop", given.secret, given.clock())
        assert staff.right_password(claim, PASSWORD)
        token = staff.sign_in(session, claim, "laptop", given.clock())
        person = staff.signed_in(session, token, given.clock())

    assert person is not None
    assert person.roles == {"teacher", "head"}


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {spaced} "])
def test_case_spaces_and_the_dash_do_not_matter_in_the_code(given: Given, typed: str) -> None:
    code = code_on_the_terminal(given)

    assert fits(given, typed.format(code=code, lower=code.lower(), spaced=code.replace("-", " ")))


@pytest.mark.parametrize("wrong", ["", "BCDFGH-BCDFGH", "{code}B", "{half}"])
def test_a_wrong_code_sets_nothing_up(given: Given, wrong: str) -> None:
    code = code_on_the_terminal(given)

    with pytest.raises(NotFound):
        sets_up(given, wrong.format(code=code, half=code[:6]))

    assert is_empty(given)
    with given.database.reading() as session:
        assert session.exec(select(func.count()).select_from(Staff)).one() == 0


def test_without_a_code_on_the_terminal_no_code_fits(given: Given) -> None:
    assert not fits(given, "")
    with pytest.raises(NotFound):
        sets_up(given, "")


def test_the_code_works_once(given: Given) -> None:
    code = code_on_the_terminal(given)
    sets_up(given, code)

    with pytest.raises(NotFound):
        sets_up(given, code, schools.NewSchool("Nog een", "de-bron", "http://192.168.1.20:8000"))

    with given.database.reading() as session:
        assert session.exec(select(School.name)).all() == ["De Vlieger"]


def test_sent_twice_at_once_it_makes_one_school(given: Given) -> None:
    code = code_on_the_terminal(given)

    outcomes = all_at_once(lambda _: sets_up(given, code), 8)

    assert sorted(type(each).__name__ for each in outcomes) == ["NotFound"] * 7 + ["int"]
    with given.database.reading() as session:
        assert session.exec(select(func.count()).select_from(School)).one() == 1
        assert session.exec(select(func.count()).select_from(Group)).one() == 1


def test_once_there_is_a_school_not_even_a_new_code_fits(given: Given) -> None:
    given.school()

    code = code_on_the_terminal(given)

    assert not fits(given, code)
    with pytest.raises(NotFound):
        sets_up(given, code)


def test_each_start_prints_a_new_code_and_the_one_before_is_dead(given: Given) -> None:
    first, second = code_on_the_terminal(given), code_on_the_terminal(given)

    assert not fits(given, first)
    assert fits(given, second)


def test_the_code_is_two_times_six_consonants_and_is_not_kept_itself(given: Given) -> None:
    code = code_on_the_terminal(given)

    assert re.fullmatch(r"[BCDFGHJ-NP-TVWXZ]{6}-[BCDFGHJ-NP-TVWXZ]{6}", code)
    with given.database.reading() as session:
        assert code.replace("-", "") not in session.exec(select(Setup.code_hash)).one().upper()

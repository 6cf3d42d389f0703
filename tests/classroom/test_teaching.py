"""What is taught where: the day a lesson was set ready in a group, and what of the protocol is in it."""

from dataclasses import replace

from sqlalchemy import event
from sqlalchemy import text

from learn.classroom import lessons
from learn.classroom import teaching
from learn.classroom.schools import NewGroup
from learn.classroom.schools import add_group
from learn.classroom.teaching import Teaching
from learn.content.cast import fill
from tests.desk import Desk
from tests.given import Given
from tests.given import GivenGroup

HERE = "wie-zit-daar"


def looks(given: Given, school: str = "De Vlieger") -> Teaching:
    with given.database.reading() as session:
        return teaching.teaching(session, given.library, given.school(school).id)


def taught(given: Given) -> list[tuple[str, ...]]:
    """Group, lesson, and both days."""
    return [(row[0], row[2], row[4], row[5]) for row in looks(given).tables["taught"].cells]


def puts_away(given: Given, group: GivenGroup, slug: str = HERE) -> None:
    with given.database.transaction() as session:
        lessons.put_away(session, group.id, slug, given.clock())


def test_a_group_without_a_lesson_says_so(given: Given) -> None:
    given.group("7A")
    given.group("7B")
    given.lesson(group=given.group("7B"))

    assert taught(given) == [
        ("groep 7A", "nog geen les klaargezet", "", ""),
        ("groep 7B", "Wie zit daar?", "7 oktober 2026", "staat nog klaar"),
    ]


def test_until_a_group_has_a_lesson_there_is_nothing(given: Given) -> None:
    assert looks(given).tables["taught"].rows == ()
    assert looks(given).nothing_ready

    given.group("7A")
    assert looks(given).nothing_ready

    given.lesson()
    assert not looks(given).nothing_ready


def test_a_lesson_that_is_taken_back_keeps_both_days(given: Given) -> None:
    given.lesson()
    given.clock.turn(days=5)
    puts_away(given, given.group())

    assert taught(given) == [("groep 7A", "Wie zit daar?", "7 oktober 2026", "12 oktober 2026")]


def test_set_ready_again_the_last_day_stands_there_and_no_other(given: Given) -> None:
    given.lesson()
    given.clock.turn(days=5)
    puts_away(given, given.group())
    given.clock.turn(days=1)
    given.lesson()

    assert taught(given) == [("groep 7A", "Wie zit daar?", "13 oktober 2026", "staat nog klaar")]


def test_a_day_is_a_day_at_school(given: Given) -> None:
    given.clock.turn(hours=15.5)  # half past midnight here, and still the day before in UTC
    given.lesson()

    assert taught(given)[0][2] == "8 oktober 2026"


def test_lessons_stand_in_the_order_they_were_set_ready(given: Given) -> None:
    given.lesson("delen-of-houden")
    given.clock.turn(days=1)
    given.lesson(HERE)

    assert [row[1] for row in taught(given)] == ["Delen of houden?", "Wie zit daar?"]


def test_a_lesson_names_the_agreements_its_stories_answer_to(given: Given) -> None:
    given.lesson()

    found = looks(given)
    refs = [row.cells[0] for row in found.tables["agreements"].rows if row.cells[2] == "Wie zit daar?"]
    assert found.tables["taught"].cells[0][3] == ", ".join(dict.fromkeys(refs)).replace(", punt ", ", ")
    assert "gedragsafspraak 5" in found.tables["taught"].cells[0][3]


def test_a_lesson_that_is_no_longer_in_the_app_keeps_its_day(given: Given) -> None:
    given.lesson()
    left = {slug: module for slug, module in given.library.modules.items() if slug != HERE}

    with given.database.reading() as session:
        found = teaching.teaching(session, replace(given.library, modules=left), given.school().id)

    assert found.tables["taught"].cells == (("groep 7A", "2026-2027", HERE, "", "7 oktober 2026", "staat nog klaar"),)


def test_an_earlier_year_stands_below_with_what_was_set_ready_and_without_the_rest(given: Given) -> None:
    school = given.school()
    given.group("7A")
    with given.database.transaction() as session:
        made = session.connection().execute(
            text(
                "INSERT INTO school_year (school_id, name, begins_on, ends_on) "
                "VALUES (:school, '2025-2026', '2025-08-01', '2026-07-31') RETURNING id"
            ),
            {"school": school.id},
        )
        year_id = made.scalar_one()
        old = add_group(session, year_id, NewGroup("7A", 7), given.clock())
        add_group(session, year_id, NewGroup("6A", 6), given.clock())
        lessons.set_ready(session, old, given.library.module(HERE), None, given.clock())

    found = looks(given)
    assert [row[:3] for row in found.tables["taught"].cells] == [
        ("groep 7A", "2026-2027", "nog geen les klaargezet"),
        ("groep 7A", "2025-2026", "Wie zit daar?"),
    ]
    assert found.school_year == "2026-2027"


def test_another_school_sees_its_own_groups_alone(given: Given) -> None:
    given.lesson()
    given.group("8C", year=8, school=given.school("De Zeilboot"))

    assert [row[0] for row in looks(given, "De Zeilboot").tables["taught"].cells] == ["groep 8C"]


def test_nothing_of_a_child_stands_in_it(given: Given) -> None:
    given.lesson()
    desk = Desk(given, given.pupil("Quirijn"))
    before = looks(given)
    desk.answers("een-duiker-in-de-chat", "a")

    assert looks(given) == before
    assert not any("Quirijn" in cell for table in before.tables.values() for row in table.cells for cell in row)


def test_a_protocol_for_adults_has_mostly_tips(given: Given) -> None:
    given.school("De Zeilboot", protocol="archipel")

    assert looks(given, "De Zeilboot").mostly_tips
    assert looks(given, "De Zeilboot").practised == 1
    assert not looks(given).mostly_tips


def test_a_rule_that_stands_in_several_clauses_is_counted_once(given: Given) -> None:
    only = {HERE: given.library.module(HERE)}
    with given.database.reading() as session:
        found = teaching.teaching(session, replace(given.library, modules=only), given.school().id)

    unpractised = {row.cells[1] for row in found.tables["agreements"].rows if row.cells[-1]}
    practised = {row.cells[1] for row in found.tables["agreements"].rows if row.cells[2]}
    signed = {fill(rule.sentence, {}, "juf of meester") for rule in found.covered.protocol.rules}
    assert found.practised == len(signed & practised)
    assert signed & practised
    assert signed & unpractised
    assert found.practised + len(signed & unpractised - practised) == len(signed)


def test_it_takes_as_many_questions_to_the_database_however_many_groups_there_are(given: Given) -> None:
    given.lesson(group=given.group("7A"))
    few = _statements(given)

    for name in "BCDEFGH":
        given.lesson(group=given.group(f"7{name}"))

    assert _statements(given) == few
    assert few <= 6


def _statements(given: Given) -> int:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(given.database.engine, "before_cursor_execute", note)
    try:
        looks(given)
    finally:
        event.remove(given.database.engine, "before_cursor_execute", note)
    return len(seen)

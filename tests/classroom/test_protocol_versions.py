"""A school's own protocol: read, looked over by a person, confirmed; and only then the one that everything cites."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from learn.classroom import groups
from learn.classroom import protocols
from learn.classroom import rules
from learn.classroom.protocols import Version
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import DraftThere
from learn.classroom.refusals import NotAllChecked
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import NothingToConfirm
from learn.classroom.tables import AuditEvent
from learn.classroom.tables import ProtocolVersion
from learn.content.base import Unknown
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.protocols import Protocol
from learn.content.topics import Topics
from tests.device import all_at_once
from tests.given import Given
from tests.given import GivenGroup

TELLING = DraftClause(
    ref="1",
    literal="Ik vertel het aan de juf.",
    place="regel 3",
    binds=("pupils",),
    applies="everywhere",
    topics=("tell-an-adult",),
    show_literal="pupils",
    sure=0.9,
)
PHOTOS = TELLING.model_copy(
    update={"ref": "2", "literal": "Ik verstuur geen foto’s.", "topics": ("photos-of-people/never",), "sure": 0.5}
)
READ = Draft(title="Ons protocol", clauses=(TELLING, PHOTOS))


def starts(given: Given, read: Draft = READ, seen: str = "") -> Version:
    school = given.school()
    with given.database.transaction() as session:
        protocols.start_draft(session, school.id, read, None, given.clock(), seen)
    return waiting(given)


def waiting(given: Given) -> Version:
    with given.database.reading() as session:
        made = protocols.draft(session, given.school().id)
    assert made is not None
    return made


def checks(given: Given, number: int, clause: DraftClause, seen: str | None = None) -> Version:
    standing = waiting(given).draft.clauses[number - 1]
    with given.database.transaction() as session:
        return protocols.save_clause(session, given.school().id, number, clause, seen or standing.mark)


def confirms(given: Given, seen: str | None = None) -> Version:
    with given.database.transaction() as session:
        return protocols.confirm(
            session,
            given.library,
            given.school().id,
            "Ons protocol",
            "mei 2026",
            None,
            given.clock(),
            seen or waiting(given).draft.mark,
        )


def holds(given: Given, group: GivenGroup | None = None) -> Protocol:
    with given.database.reading() as session:
        group_id = (group or given.group()).id
        return protocols.of_school(session, given.library, groups.cards(session, [group_id])[group_id].school)


def test_nothing_counts_before_everything_was_looked_over_and_confirmed(given: Given) -> None:
    starts(given)
    checks(given, 1, TELLING)

    with pytest.raises(NotAllChecked):
        confirms(given)

    assert holds(given).slug == "de-bron"


def test_from_the_confirming_on_every_group_has_the_own_protocol(given: Given) -> None:
    starts(given)
    checks(given, 1, TELLING)
    checks(given, 2, PHOTOS)

    version = confirms(given)

    for group in (given.group("7A"), given.group("8A", year=8)):
        found = holds(given, group)
        assert found.slug == version.slug
        assert [(rule.subject.topic, rule.refs) for rule in found.rules] == [
            ("tell-an-adult", ("1",)),
            ("photos-of-people", ("2",)),
        ]
        assert (found.document.title, found.document.date) == ("Ons protocol", "mei 2026")
        assert [clause.literal for clause in found.document.clauses] == [TELLING.literal, PHOTOS.literal]


def test_another_school_keeps_its_own(given: Given) -> None:
    elsewhere = given.group("8C", school=given.school("De Zeilboot", protocol="edu-ley"))
    starts(given, Draft(title="Ons protocol", clauses=(TELLING,)))
    checks(given, 1, TELLING)

    confirms(given)

    assert holds(given, elsewhere).slug == "edu-ley"
    with given.database.reading() as session:
        assert protocols.draft(session, elsewhere.school.id) is None
        assert protocols.current(session, elsewhere.school.id) is None


def test_an_own_protocol_of_another_school_is_not_there(given: Given) -> None:
    starts(given, Draft(title="Ons protocol", clauses=(TELLING,)))
    checks(given, 1, TELLING)
    version = confirms(given)
    with given.database.reading() as session:
        other = protocols.school(session, given.school("De Zeilboot").id)

        with pytest.raises(Unknown):
            protocols.of_school(session, given.library, replace(other, protocol=version.slug))


def test_everything_that_is_sure_is_looked_over_in_one_press(given: Given) -> None:
    undecided = TELLING.model_copy(update={"note": "Kies zelf."})
    made = starts(given, Draft(title="Ons protocol", clauses=(TELLING, PHOTOS, undecided)))

    with given.database.transaction() as session:
        after = protocols.check_all_sure(session, given.school().id, made.draft.mark)

    assert [clause.checked for clause in after.draft.clauses] == [True, False, False]
    assert (after.draft.next_unchecked(), after.draft.next_unchecked(2)) == (2, 3)


def test_a_second_document_takes_the_place_of_the_first_only_when_somebody_says_so(given: Given) -> None:
    made = starts(given)
    other = Draft(title="Een ander", clauses=(PHOTOS,))

    with pytest.raises(DraftThere):
        starts(given, other)
    assert waiting(given).draft == READ
    replaced = starts(given, other, seen=made.draft.mark)

    assert (replaced.draft, replaced.number) == (other, made.number)


def test_who_saves_a_clause_that_was_changed_meanwhile_is_told(given: Given) -> None:
    starts(given)
    seen = waiting(given).draft.clauses[0].mark
    checks(given, 1, TELLING.model_copy(update={"ref": "1.a"}))

    with pytest.raises(DraftChanged):
        checks(given, 1, TELLING.model_copy(update={"ref": "1.b"}), seen)

    assert waiting(given).draft.clauses[0].ref == "1.a"


def test_the_same_document_sent_twice_is_one(given: Given) -> None:
    assert starts(given) == starts(given)


def test_the_same_press_twice_is_one(given: Given) -> None:
    seen = starts(given).draft.clauses[0].mark

    once = checks(given, 1, TELLING, seen)

    assert checks(given, 1, TELLING, seen) == once


def test_who_confirms_what_was_changed_meanwhile_is_told(given: Given) -> None:
    starts(given)
    checks(given, 1, TELLING)
    seen = checks(given, 2, PHOTOS).draft.mark
    checks(given, 2, PHOTOS.model_copy(update={"topics": ()}))

    with pytest.raises(DraftChanged):
        confirms(given, seen)


@pytest.mark.parametrize("number", (0, 3, -1))
def test_a_clause_that_is_not_there_is_not_found(given: Given, number: int) -> None:
    starts(given)

    with pytest.raises(NotFound), given.database.transaction() as session:
        protocols.save_clause(session, given.school().id, number, TELLING, "x")


def test_a_clause_that_binds_nobody_is_none_and_a_document_without_any_cannot_be_confirmed(given: Given) -> None:
    starts(given)
    nobody = checks(given, 1, TELLING.model_copy(update={"binds": ()}))
    assert nobody.draft.protocol("own-1", "De Vlieger", given.library.topics) is not None
    checks(given, 2, PHOTOS.model_copy(update={"binds": ()}))

    with pytest.raises(NothingToConfirm):
        confirms(given)


def test_a_new_version_takes_the_place_of_the_old_and_adopted_rules_stay_as_they_are(given: Given) -> None:
    starts(given, Draft(title="Ons protocol", clauses=(TELLING,)))
    checks(given, 1, TELLING)
    first = confirms(given)
    with given.database.transaction() as session:
        card = groups.cards(session, [given.group().id])[given.group().id]
        rules.save_draft(session, card.id, rules.compose(card, holds(given), ()), (), None, given.clock())
        adopted = rules.adopt(session, card, None, given.clock())

    starts(given, Draft(title="Ons protocol", clauses=(PHOTOS,)))
    checks(given, 1, PHOTOS)
    second = confirms(given)

    assert (first.number, second.number) == (1, 2)
    assert [rule.refs for rule in holds(given).rules] == [("2",)]
    with given.database.reading() as session:
        found = protocols.current(session, given.school().id)
        assert found is not None and found.id == second.id
        still = rules.current(session, given.group().id)
    assert still is not None and still.text == adopted.text


def test_two_heads_who_begin_at_once_leave_one_draft(given: Given) -> None:
    given.school()

    def begin(number: int) -> bool:
        try:
            starts(given, READ.model_copy(update={"title": f"Protocol {number}"}))
        except DraftThere:
            return False
        return True

    begun = all_at_once(begin, 4)

    assert sum(begun) == 1
    with given.database.reading() as session:
        assert len(session.exec(select(ProtocolVersion)).all()) == 1


@pytest.mark.parametrize("confirmed", (True, False))
def test_the_database_itself_keeps_one_draft_and_one_that_holds(given: Given, confirmed: bool) -> None:
    moment = given.clock()
    rows = [
        ProtocolVersion(
            school_id=given.school().id,
            version=number,
            text=READ.canonical(),
            made_at=moment,
            confirmed_at=moment if confirmed else None,
        )
        for number in (1, 2)
    ]

    with pytest.raises(IntegrityError), given.database.transaction() as session:
        session.add_all(rows)


def test_a_confirmed_version_is_read_once(given: Given) -> None:
    starts(given, Draft(title="Ons protocol", clauses=(TELLING,)))
    checks(given, 1, TELLING)
    confirms(given)

    assert holds(given) is holds(given)


def test_a_topic_that_is_no_longer_taught_is_left_out(given: Given) -> None:
    topics = given.library.topics
    fewer = Topics(topics=tuple(topic for topic in topics if topic.slug != "photos-of-people"))

    made = READ.protocol("own-1", "De Vlieger", fewer)

    assert made is not None
    assert [rule.refs for rule in made.rules] == [("1",)]


def test_reading_and_confirming_are_traceable(given: Given) -> None:
    head = given.staff("Dirk Haan", "head")
    with given.database.transaction() as session:
        protocols.start_draft(session, given.school().id, READ, head.id, given.clock(), "")
        protocols.check_all_sure(session, given.school().id, READ.mark)
    checks(given, 2, PHOTOS)
    with given.database.transaction() as session:
        made = protocols.draft(session, given.school().id)
        assert made is not None
        protocols.confirm(
            session, given.library, given.school().id, "T", "mei", head.id, given.clock(), made.draft.mark
        )

    with given.database.reading() as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.what, event.staff_id, event.about) for event in events] == [
        ("protocol-read", head.id, "version 1"),
        ("protocol-confirmed", head.id, "version 1"),
    ]


def test_who_puts_in_a_clause_where_another_was_put_in_meanwhile_is_told(given: Given) -> None:
    seen = starts(given).draft.mark
    kind = TELLING.model_copy(update={"ref": "3", "literal": "Ik ben aardig.", "topics": ("decency",)})
    with given.database.transaction() as session:
        protocols.add_clause(session, given.school().id, 3, kind, seen)

    with pytest.raises(DraftChanged), given.database.transaction() as session:
        protocols.add_clause(session, given.school().id, 1, PHOTOS, seen)
    with given.database.transaction() as session:
        protocols.add_clause(session, given.school().id, 3, kind, seen)

    assert [each.ref for each in waiting(given).draft.clauses] == ["1", "2", "3"], "and the same press twice is one"

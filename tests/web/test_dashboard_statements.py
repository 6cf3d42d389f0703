"""The teacher's page is looked at all day by every group: few statements, whatever the size of the group."""

import pytest
from flask import Flask
from sqlalchemy import event

from learn.classroom import protocols
from learn.classroom.db import Database
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from tests.given import Given
from tests.visitor import Visitor

MOST_STATEMENTS = 6


@pytest.mark.parametrize("own_protocol", (False, True))
def test_a_group_of_thirty_takes_six_statements(
    given: Given, app: Flask, database: Database, own_protocol: bool
) -> None:
    group = given.group()
    if own_protocol:
        _confirm_an_own_protocol(given)
    given.lesson()
    given.lesson("delen-of-houden")
    given.pupils(*[f"Kind {chr(65 + number // 10)}{chr(65 + number % 10)}" for number in range(30)])
    visitor = Visitor(app).signs_in(given.teacher()).opens_group(group.id)
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    visitor.open(f"/groups/{group.id}")

    assert len(seen) <= MOST_STATEMENTS, "\n\n".join(seen)


def _confirm_an_own_protocol(given: Given) -> None:
    clause = DraftClause(
        ref="1",
        literal="Ik vertel het aan de juf.",
        place="regel 1",
        binds=("pupils",),
        applies="everywhere",
        topics=("tell-an-adult",),
        show_literal="pupils",
        sure=1,
        checked=True,
    )
    made, school_id = Draft(title="Ons protocol", clauses=(clause,)), given.school().id
    with given.database.transaction() as session:
        protocols.start_draft(session, school_id, made, None, given.clock(), "")
        protocols.confirm(session, given.library, school_id, "Ons protocol", "mei 2026", None, given.clock(), made.mark)

"""The teacher's page is looked at all day by every group: few statements, whatever the size of the group."""

from flask import Flask
from sqlalchemy import event

from learn.classroom.db import Database
from tests.given import Given
from tests.visitor import Visitor

MOST_STATEMENTS = 6


def test_a_group_of_thirty_takes_six_statements(given: Given, app: Flask, database: Database) -> None:
    group = given.group()
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

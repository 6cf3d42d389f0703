"""The sign-off record: added to, never changed; whoever tampers is found; a name can go, the chain stays."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import IntegrityError

from learn.classroom import groups
from learn.classroom import ledger
from learn.classroom import rules
from learn.classroom import signing
from learn.classroom.db import Database
from learn.classroom.rules import Version
from learn.classroom.tables import GroupRules
from learn.content.library import Library
from tests.clock import Clock
from tests.given import Given
from tests.given import GivenGroup
from tests.given import GivenPupil


@pytest.fixture
def version(given: Given, library: Library, database: Database, clock: Clock) -> Version:
    return adopted(given.group(), library, database, clock)


def adopted(
    group: GivenGroup,
    library: Library,
    database: Database,
    clock: Clock,
    own: str = "Wij nemen het op voor elkaar.",
) -> Version:
    """The school's rules and one of its own, adopted by the group."""
    with database.transaction() as session:
        card = groups.cards(session, [group.id])[group.id]
        text_of_rules = rules.compose(card, library.protocol("de-bron"), [own])
        rules.save_draft(session, group.id, text_of_rules, (), None, clock())
        return rules.adopt(session, card, None, clock())


def join(database: Database, version: Version, pupil: GivenPupil, clock: Clock) -> None:
    """The pupil reads every rule and joins."""
    with database.transaction() as session:
        for number in range(1, len(version.text.rules) + 1):
            signing.read_rule(session, pupil.id, version, number, True, clock())
        signing.sign(session, version, pupil.id, pupil.name, True, clock())


def verdict(database: Database) -> list[str]:
    with database.reading() as session:
        return [str(each) for each in ledger.verify(session)]


def test_a_record_that_nobody_touched_verifies(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    for pupil in given.pupils("Amir", "Fenna", "Zoë"):
        join(database, version, pupil, clock)

    assert verdict(database) == []


def test_28_children_sign_at_once_and_the_chain_holds(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    pupils = given.pupils(*[f"Kind {chr(65 + number)}" for number in range(28)])

    with ThreadPoolExecutor(28) as crowd:
        list(crowd.map(lambda pupil: join(database, version, pupil, clock), pupils))

    with database.reading() as session:
        lines = ledger.lines(session, version.group_id)
    assert [line.seq for line in lines] == list(range(1, 29))
    assert {line.name for line in lines} == {pupil.name for pupil in pupils}
    assert verdict(database) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET note = 'anders'",
        "DELETE FROM ledger",
        "UPDATE ledger SET seq = 9 WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(
    given: Given, database: Database, version: Version, clock: Clock, statement: str
) -> None:
    join(database, version, given.pupil(), clock)

    with pytest.raises(DBAPIError, match="never changed"), database.transaction() as session:
        session.connection().execute(text(statement))

    assert verdict(database) == []


def test_replacing_or_emptying_the_record_is_refused_too(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    join(database, version, given.pupil(), clock)
    columns = "id, chain, seq, kind, signer, rules_version, text_hash, at, how, commitment, previous, hash"
    sneaky = {
        "sqlite": f"INSERT OR REPLACE INTO ledger ({columns}, note) SELECT {columns}, 'anders' FROM ledger",
        "postgresql": "TRUNCATE ledger",
    }[database.engine.dialect.name]

    with pytest.raises(DBAPIError, match="never changed"), database.transaction() as session:
        session.connection().execute(text(sneaky))


def test_erasing_a_signer_leaves_the_chain_valid_and_the_line_nameless(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    fenna, amir = given.pupils("Fenna", "Amir")
    join(database, version, fenna, clock)
    join(database, version, amir, clock)

    with database.transaction() as session:
        ledger.erase(session, version.group_id, fenna.id)

    with database.reading() as session:
        assert [line.name for line in ledger.lines(session, version.group_id)] == [None, "Amir"]
    assert verdict(database) == []


def test_a_name_put_in_place_of_another_is_found(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    join(database, version, given.pupil("Fenna"), clock)

    with database.transaction() as session:
        session.connection().execute(text("UPDATE signer SET name = 'Amir'"))

    assert verdict(database) == [f"group-{version.group_id}: line 1: the name is not the one that signed"]


def test_counts_of_a_sign_off_that_were_changed_are_found(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    anna = given.teacher()
    join(database, version, given.pupil("Fenna"), clock)
    with database.transaction() as session:
        card = groups.cards(session, [version.group_id])[version.group_id]
        signing.close(session, card, version, anna.id, "Juf Anna", clock())
    assert verdict(database) == []

    with database.transaction() as session:
        session.connection().execute(text("UPDATE sign_off SET signed = 2"))

    assert verdict(database) == [
        f"group-{version.group_id}: line 2: the counts of the sign-off are not the ones that were sealed"
    ]


def test_a_guard_that_is_there_but_guards_nothing_is_named(database: Database) -> None:
    hollow = {
        "sqlite": "CREATE TRIGGER ledger_no_update BEFORE UPDATE OF id ON ledger WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'x'); END",
        "postgresql": "CREATE TRIGGER ledger_no_update BEFORE UPDATE OF id ON ledger FOR EACH ROW "
        "EXECUTE FUNCTION refuse_ledger_change()",
    }[database.engine.dialect.name]
    dropped = "DROP TRIGGER ledger_no_update" + (" ON ledger" if database.engine.dialect.name != "sqlite" else "")

    with database.transaction() as session:
        session.connection().execute(text(dropped))
        session.connection().exec_driver_sql(hollow)

    assert verdict(database) == ["ledger: line 0: the guard ledger_no_update is missing or changed"]


def test_two_versions_never_hold_at_once(given: Given, database: Database, version: Version, clock: Clock) -> None:
    second = GroupRules(
        group_id=version.group_id, version=9, text="{}", made_at=clock(), adopted_at=clock(), replaced_at=None
    )

    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(second)


def test_rules_changed_after_signing_are_found(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    join(database, version, given.pupil("Fenna"), clock)
    other = replace(version.text, rules=version.text.rules[1:])

    with database.transaction() as session:
        session.connection().execute(text("UPDATE group_rules SET text = :text"), {"text": other.canonical()})

    assert verdict(database) == [f"group-{version.group_id}: line 1: the rules are not the ones that were signed"]


def test_a_missing_guard_is_named(database: Database) -> None:
    dropped = "DROP TRIGGER ledger_no_delete" + (" ON ledger" if database.engine.dialect.name != "sqlite" else "")

    with database.transaction() as session:
        session.connection().execute(text(dropped))

    assert verdict(database) == ["ledger: line 0: the guard ledger_no_delete is missing or changed"]


def test_whoever_rewrites_the_stored_lines_is_found(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    for pupil in given.pupils("Amir", "Bram", "Eva", "Fenna", "Puck"):
        join(database, version, pupil, clock)
    with database.reading() as session:
        before = ledger.checkpoint(session, version.group_id)

    for seed in range(60):
        tamper = random.Random(seed)
        with tampered(database) as rewrite:
            rewrite(tamper)
            with database.reading() as session:
                found = [each for each in ledger.verify(session) if each.chain != "ledger"]
                cut = ledger.checkpoint(session, version.group_id) != before
        assert found or cut, f"tampering {seed} went unseen"


class tampered:  # noqa: N801  # reads as a word: with tampered(database)
    """Lets a test write past the guards, and puts everything back."""

    def __init__(self, database: Database) -> None:
        self.session = None
        self.database = database

    def __enter__(self) -> Callable[[random.Random], None]:
        sqlite = self.database.engine.dialect.name == "sqlite"
        with self.database.transaction() as session:
            run = session.connection().execute
            run(text("CREATE TABLE kept AS SELECT * FROM ledger"))
            for verb in ("update", "delete"):
                where = "" if sqlite else " ON ledger"
                run(text(f"DROP TRIGGER ledger_no_{verb}{where}"))
        return self.rewrite

    def rewrite(self, tamper: random.Random) -> None:
        line = tamper.randint(1, 5)
        change = tamper.choice(
            [
                f"UPDATE ledger SET note = 'x' WHERE seq = {line}",
                f"UPDATE ledger SET kind = 'withdrawal' WHERE seq = {line}",
                f"UPDATE ledger SET rules_version = 9 WHERE seq = {line}",
                f"UPDATE ledger SET how = 'paper' WHERE seq = {line}",
                f"UPDATE ledger SET text_hash = previous WHERE seq = {line}",
                f"UPDATE ledger SET commitment = hash WHERE seq = {line}",
                f"UPDATE ledger SET hash = previous WHERE seq = {line}",
                f"UPDATE ledger SET seq = seq + 10 WHERE seq = {line}",
                f"DELETE FROM ledger WHERE seq = {line}",
                f"DELETE FROM ledger WHERE seq >= {line}",
            ]
        )
        with self.database.transaction() as session:
            session.connection().execute(text(change))

    def __exit__(self, *_: object) -> None:
        with self.database.transaction() as session:
            run = session.connection().execute
            run(text("DELETE FROM ledger"))
            run(text("INSERT INTO ledger SELECT * FROM kept"))
            run(text("DROP TABLE kept"))
            _guard(session.connection().exec_driver_sql, self.database.engine.dialect.name == "sqlite")


def _guard(run: Callable[[str], object], sqlite: bool) -> None:
    for verb in ("update", "delete"):
        then = (
            "BEGIN SELECT RAISE(ABORT, 'the sign-off record is never changed'); END"
            if sqlite
            else "FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()"
        )
        run(f"CREATE TRIGGER ledger_no_{verb} BEFORE {verb.upper()} ON ledger {then}")


def test_the_name_is_nowhere_in_the_record_itself(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    join(database, version, given.pupil("Guusje"), clock)

    with database.reading() as session:
        rows = session.connection().execute(text("SELECT * FROM ledger")).fetchall()

    assert rows
    assert "Guusje" not in repr(rows)


def test_a_file_cut_short_is_told_by_the_checkpoint_alone(
    given: Given, database: Database, version: Version, clock: Clock
) -> None:
    for pupil in given.pupils("Amir", "Fenna"):
        join(database, version, pupil, clock)
    with database.reading() as session:
        printed = ledger.checkpoint(session, version.group_id)

    with tampered(database):
        with database.transaction() as session:
            session.connection().execute(text("DELETE FROM ledger WHERE seq = 2"))
        with database.reading() as session:
            found = ledger.verify(session)
            now = ledger.checkpoint(session, version.group_id)

    assert [each for each in found if each.chain != "ledger"] == []
    assert now != printed

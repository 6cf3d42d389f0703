"""A new version of the school's protocol: exactly the rules it touches ask for a new signature."""

import pytest

from learn.classroom import groups
from learn.classroom import ledger
from learn.classroom import protocols
from learn.classroom import rules
from learn.classroom import signing
from learn.classroom.rules import Changes
from learn.classroom.rules import Version
from learn.content.compare import as_before
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from tests.given import Given
from tests.given import GivenGroup
from tests.given import GivenPupil

PHOTOS = "photos-of-people/never"
WITH_CONSENT = "photos-of-people/with-consent-of-shown"


def of_de_bron(given: Given) -> list[DraftClause]:
    """De Bron's agreements as a school would have them in a document of its own."""
    return list(as_before(given.library.protocol("de-bron").document).clauses)


def place_of(clauses: list[DraftClause], topic: str) -> int:
    """Where pupils alone are told about this topic."""
    return next(at for at, each in enumerate(clauses) if topic in each.topics and each.binds == ("pupils",))


def confirms(given: Given, clauses: list[DraftClause]) -> None:
    checked = tuple(each.model_copy(update={"checked": True}) for each in clauses)
    school_id = given.school().id
    with given.database.transaction() as session:
        protocols.start_draft(session, school_id, Draft(title="Ons protocol", clauses=checked), None, given.clock(), "")
        made = protocols.draft(session, school_id)
        assert made is not None
        protocols.confirm(session, given.library, school_id, "O", "mei 2026", None, given.clock(), made.draft.mark)


def asks(given: Given, group: GivenGroup | None = None) -> Changes | None:
    with given.database.reading() as session:
        card = groups.cards(session, [(group or given.group()).id])[(group or given.group()).id]
        return rules.behind(session, card, protocols.of_school(session, given.library, card.school))


def asked_topics(given: Given, group: GivenGroup | None = None) -> list[str]:
    found = asks(given, group)
    assert found is not None
    return [each.rule.key for each in found.asked]


def adopts(given: Given, *own: str, group: GivenGroup | None = None) -> Version:
    with given.database.transaction() as session:
        card = groups.cards(session, [(group or given.group()).id])[(group or given.group()).id]
        protocol = protocols.of_school(session, given.library, card.school)
        rules.save_draft(session, card.id, rules.compose(card, protocol, own), (), None, given.clock())
        return rules.adopt(session, card, None, given.clock())


def reads(given: Given, version: Version, pupil: GivenPupil) -> signing.Reading:
    with given.database.reading() as session:
        return signing.reading(session, pupil.id, version)


def signs(given: Given, version: Version, pupil: GivenPupil, joins: bool = True) -> None:
    with given.database.transaction() as session:
        while (number := signing.reading(session, pupil.id, version).next) is not None:
            signing.read_rule(session, pupil.id, version, number, True, given.clock())
        signing.sign(session, version, pupil.id, pupil.name, joins, given.clock())


@pytest.fixture
def clauses(given: Given) -> list[DraftClause]:
    """The school's own document, which holds already."""
    held = of_de_bron(given)
    confirms(given, held)
    return held


def test_a_typo_asks_nobody_anything(given: Given, clauses: list[DraftClause]) -> None:
    adopts(given, "Wij helpen elkaar.")
    at = place_of(clauses, PHOTOS)
    clauses[at] = clauses[at].model_copy(update={"literal": clauses[at].literal.replace(" ", "  ", 1) + " Echtwaar."})

    confirms(given, clauses)

    assert not asks(given)


def test_another_number_in_the_document_asks_nobody_anything(given: Given, clauses: list[DraftClause]) -> None:
    adopts(given, "Wij helpen elkaar.")

    confirms(given, [each.model_copy(update={"ref": f"Z.{each.ref}"}) for each in clauses])

    assert not asks(given)


def test_one_clause_with_another_stance_asks_for_one_rule(given: Given, clauses: list[DraftClause]) -> None:
    adopts(given, "Wij helpen elkaar.")
    at = place_of(clauses, PHOTOS)
    clauses[at] = clauses[at].model_copy(
        update={"topics": tuple(WITH_CONSENT if each == PHOTOS else each for each in clauses[at].topics)}
    )

    confirms(given, clauses)

    assert asked_topics(given) == ["photos-of-people"]
    found = asks(given)
    assert found and found.asked[0].was and found.asked[0].was.stance == "never"


def test_a_clause_of_which_the_head_says_that_its_meaning_changed_asks_for_its_rule(
    given: Given, clauses: list[DraftClause]
) -> None:
    adopts(given)
    at = place_of(clauses, PHOTOS)
    clauses[at] = clauses[at].model_copy(update={"literal": f"{clauses[at].literal} Echt.", "meaning": "changed"})

    confirms(given, clauses)

    assert asked_topics(given) == ["photos-of-people", "meant-for-you"], "both that this clause speaks of"


def test_what_the_school_no_longer_asks_is_gone(given: Given, clauses: list[DraftClause]) -> None:
    adopts(given)

    confirms(given, [each for each in clauses if not any(topic.startswith("photos-of") for topic in each.topics)])

    found = asks(given)
    assert found is not None
    assert "photos-of-people" in [rule.key for rule in found.gone]
    assert found.asked == ()


def test_a_group_that_adopted_nothing_and_a_school_elsewhere_are_asked_nothing(
    given: Given, clauses: list[DraftClause]
) -> None:
    elsewhere = given.group("8C", year=8, school=given.school("De Zeilboot"))
    adopts(given, group=elsewhere)

    confirms(given, clauses[:3])

    assert asks(given) is None
    assert not asks(given, elsewhere)


def test_a_school_that_brings_in_its_own_text_of_what_it_had_asks_nobody_anything(given: Given) -> None:
    adopts(given)

    confirms(given, [each.model_copy(update={"literal": f"Zo staat {each.ref} er."}) for each in of_de_bron(given)])

    assert not asks(given)


def test_who_signed_before_reads_only_what_changed(given: Given, clauses: list[DraftClause]) -> None:
    fenna, daan = given.pupils("Fenna", "Daan")
    first = adopts(given, "Wij helpen elkaar.")
    signs(given, first, fenna)
    signs(given, first, daan, joins=False)
    at = place_of(clauses, PHOTOS)
    clauses[at] = clauses[at].model_copy(update={"topics": (WITH_CONSENT,)})
    confirms(given, clauses)

    second = adopts(given, "Wij helpen elkaar.", "Wij ruimen op.")

    asked = reads(given, second, fenna)
    assert [second.text.rules[number - 1].key for number in asked.to_read] == ["photos-of-people", "eigen-2"]
    assert reads(given, second, daan).to_read == tuple(range(1, len(second.text.rules) + 1))
    with given.database.reading() as session:
        assert signing.standing(session, second).reading == 2
    signs(given, second, fenna)
    with given.database.reading() as session:
        standing = signing.standing(session, second)
        assert (standing.reading, standing.count("signed")) == (1, 1)
        assert ledger.verify(session) == ()


def test_who_took_the_signature_back_reads_it_all(given: Given, clauses: list[DraftClause]) -> None:
    fenna = given.pupil("Fenna")
    first = adopts(given, "Wij helpen elkaar.")
    signs(given, first, fenna)
    with given.database.transaction() as session:
        signing.withdraw(session, first, fenna.id, fenna.name, given.clock())

    second = adopts(given, "Wij helpen elkaar.", "Wij ruimen op.")

    assert reads(given, second, fenna).changes is None


def test_an_own_rule_that_moves_up_asks_nothing(given: Given, clauses: list[DraftClause]) -> None:
    fenna = given.pupil("Fenna")
    signs(given, adopts(given, "Wij ruimen op.", "Wij helpen elkaar."), fenna)

    second = adopts(given, "Wij helpen elkaar.")

    changes = reads(given, second, fenna).changes
    assert changes is not None
    assert (changes.asked, [rule.text for rule in changes.gone]) == ((), ["Wij ruimen op."])
    signs(given, second, fenna)


def test_taking_over_what_asks_nothing_leaves_the_version_and_its_signatures(
    given: Given, clauses: list[DraftClause]
) -> None:
    fenna = given.pupil("Fenna")
    first = adopts(given, "Wij helpen elkaar.")
    signs(given, first, fenna)
    confirms(given, [each.model_copy(update={"ref": f"Z.{each.ref}"}) for each in clauses])

    second = adopts(given, "Wij helpen elkaar.")

    assert (second.id, second.number) == (first.id, first.number)
    with given.database.reading() as session:
        assert signing.standing(session, second).count("signed") == 1
        assert ledger.verify(session) == ()


def test_a_school_whose_own_text_takes_another_stance_than_what_it_had_asks_for_that_rule(given: Given) -> None:
    adopts(given)
    held = of_de_bron(given)
    at = place_of(held, PHOTOS)
    assert len(held[at].topics) > 1, "of the rest it still says the same"
    held[at] = held[at].model_copy(
        update={"topics": tuple(WITH_CONSENT if each == PHOTOS else each for each in held[at].topics)}
    )

    confirms(given, held)

    assert asked_topics(given) == ["photos-of-people"]

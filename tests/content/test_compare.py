"""What became of each clause in a new version: the same, moved, renumbered, reworded, changed, new or gone."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learn.content.compare import Before
from learn.content.compare import Comparison
from learn.content.compare import as_before
from learn.content.compare import compare
from learn.content.compare import inherit
from learn.content.compare import settle
from learn.content.drafts import Draft
from learn.content.drafts import DraftClause
from learn.content.library import Library


def clause(ref: str, literal: str, *topics: str, **more: object) -> DraftClause:
    made = DraftClause(
        ref=ref,
        literal=literal,
        place="",
        binds=("pupils",),
        applies="everywhere",
        topics=topics,
        show_literal="pupils",
        sure=1,
        read_as="|".join(("pupils", *topics)),
        since=dict.fromkeys(topics, 1),
        checked=True,
    )
    return made.model_copy(update=more)


TELLING = clause(
    "1", "Ik vertel het aan de juf als iets niet fijn is.", "tell-an-adult", since={"tell-an-adult": 1}, checked=True
)
PHOTOS = clause(
    "2",
    "Ik plaats geen foto’s van anderen op internet.",
    "photos-of-people/never",
    since={"photos-of-people/never": 1},
    checked=True,
)
PHONE = clause(
    "3",
    "Mijn telefoon ligt onder de les in mijn tas.",
    "phone-at-school/off-in-bag",
    since={"phone-at-school/off-in-bag": 1},
    checked=True,
)
DECENT = clause("4", "Ik doe online gewoon aardig tegen iedereen.", "decency")
HELD = (TELLING, PHOTOS, PHONE, DECENT)


def beside(*after: DraftClause, before: tuple[DraftClause, ...] = HELD) -> Comparison:
    return compare(Before(before), after)


def became(*after: DraftClause) -> list[str]:
    return [pair.change for pair in beside(*after).pairs]


def said(was: DraftClause, literal: str, **more: object) -> DraftClause:
    return was.model_copy(update={"literal": literal, **more})


def test_the_same_document_is_the_same() -> None:
    assert became(*HELD) == ["same"] * 4
    assert beside(*HELD).gone == ()


def test_a_typo_or_another_comma_is_only_said_otherwise() -> None:
    assert became(said(TELLING, "Ik vertel het aan de jufff als iets niet fijn is."), *HELD[1:])[0] == "reworded"
    assert became(said(TELLING, "ik vertel het aan de juf, als iets niet fijn is"), *HELD[1:])[0] == "same"


def test_another_order_of_words_and_a_longer_sentence_is_still_that_clause() -> None:
    longer = said(DECENT, "Op internet doe ik gewoon aardig tegen iedereen, net als in de klas.")

    pair = beside(TELLING, PHOTOS, PHONE, longer).pair(4)

    assert (pair.before, pair.change, pair.meaning) == (DECENT, "reworded", "same")


@pytest.mark.parametrize(
    "after",
    [
        said(PHOTOS, "Ik plaats foto’s van anderen op internet."),
        said(PHOTOS, "Ik plaats alleen foto’s van anderen op internet als het mag."),
        PHOTOS.model_copy(update={"topics": ("photos-of-people/with-consent-of-shown",)}),
        PHOTOS.model_copy(update={"binds": ("pupils", "staff")}),
        PHOTOS.model_copy(update={"applies": "at-school"}),
    ],
)
def test_another_stance_party_place_or_a_word_that_turns_it_round_is_another_meaning(after: DraftClause) -> None:
    assert became(TELLING, after, PHONE, DECENT) == ["same", "changed", "same", "same"]


def test_another_number_of_times_is_another_meaning() -> None:
    before = clause("5", "De telefoon is na 15.00 uur weer van mij.", "phone-at-school/off-in-bag")
    after = said(before, "De telefoon is na 14.30 uur weer van mij.")

    assert compare(Before((before,)), [after]).pair(1).change == "changed"


def test_another_number_in_the_document_is_only_that() -> None:
    numbered = [each.model_copy(update={"ref": f"B.{each.ref}"}) for each in HELD]

    assert became(*numbered) == ["renumbered"] * 4


def test_what_was_moved_is_the_one_that_was_moved() -> None:
    assert became(PHOTOS, PHONE, DECENT, TELLING) == ["same", "same", "same", "moved"]


def test_what_is_new_and_what_is_gone() -> None:
    copying = clause("5", "Ik zet erbij van wie de tekst is.", "copyright")

    comparison = beside(TELLING, copying, PHONE, DECENT)

    assert [pair.change for pair in comparison.pairs] == ["same", "new", "same", "same"]
    assert comparison.gone == (PHOTOS,)


def test_what_a_person_says_of_the_meaning_counts() -> None:
    typo = said(TELLING, "Ik vertel het aan de juff als iets niet fijn is.", meaning="changed")
    turned = said(PHOTOS, "Ik plaats van anderen nooit foto’s op internet.", meaning="same")

    pairs = beside(typo, turned, PHONE, DECENT).pairs

    assert [(pair.change, pair.proposed) for pair in pairs[:2]] == [("changed", "same"), ("reworded", "changed")]


def test_a_clause_keeps_the_version_since_which_it_means_what_it_means() -> None:
    draft = Draft(
        title="Versie 3",
        clauses=(
            said(TELLING, "Ik vertel het meteen aan de juf als iets niet fijn is."),
            PHOTOS.model_copy(update={"topics": ("photos-of-people/with-consent-of-shown",)}),
            PHONE.model_copy(update={"ref": "9"}),
            clause("10", "Ik zet erbij van wie de tekst is.", "copyright"),
        ),
    )

    settled = settle(Before(HELD), draft, 3)

    assert [list(each.since.values()) for each in settled.clauses] == [[1], [3], [1], [3]]


def test_what_was_looked_over_before_is_not_asked_again() -> None:
    mended = PHOTOS.model_copy(update={"topics": ("photos-of-people/with-consent-of-shown",), "literal_reason": None})
    read = Draft(title="Nieuw", clauses=tuple(each.model_copy(update={"checked": False}) for each in HELD))

    kept = inherit(Before((TELLING, mended, PHONE, DECENT)), read)

    assert [each.checked for each in kept.clauses] == [True] * 4
    assert kept.clauses[1].topics == mended.topics, "what a person put right stays right"


def test_what_is_read_otherwise_under_another_heading_is_looked_over_anew() -> None:
    elsewhere = TELLING.model_copy(update={"read_as": "staff|tell-an-adult", "binds": ("staff",), "checked": False})

    kept = inherit(Before(HELD), Draft(title="Nieuw", clauses=(elsewhere,)))

    assert (kept.clauses[0].binds, kept.clauses[0].checked) == (("staff",), False)


def test_other_words_that_are_read_the_same_keep_what_was_put_right_and_wait() -> None:
    mended = PHOTOS.model_copy(update={"topics": ("photos-of-people/with-consent-of-shown",)})
    typo = said(PHOTOS, "Ik plaats geen fotoos van anderen op internet.", checked=False)

    (kept,) = inherit(Before((mended,)), Draft(title="Nieuw", clauses=(typo,))).clauses

    assert (kept.topics, kept.checked, kept.literal) == (mended.topics, False, typo.literal)


def test_beside_a_protocol_that_comes_with_the_app_only_what_both_speak_of_counts(library: Library) -> None:
    before = as_before(library.protocol("de-bron").document)
    own_words = [each.model_copy(update={"literal": f"Zo zeggen wij het: {each.ref}."}) for each in before.clauses]

    comparison = compare(before, own_words)

    assert {pair.meaning for pair in comparison.pairs} == {"same"}
    assert comparison.gone == ()


documents = st.lists(
    st.builds(
        clause,
        st.sampled_from(["1", "2", "3", "A.1"]),
        st.lists(
            st.sampled_from(["ik", "deel", "geen", "foto", "van", "mijn", "vriend", "op", "school"]),
            min_size=1,
            max_size=6,
        ).map(" ".join),
        st.sampled_from(["decency", "copyright"]),
    ),
    min_size=1,
    max_size=12,
)


@given(documents, documents)
def test_every_clause_is_told_of_once(before: list[DraftClause], after: list[DraftClause]) -> None:
    comparison = compare(Before(tuple(before)), after)

    assert [pair.number for pair in comparison.pairs] == list(range(1, len(after) + 1))
    paired = [id(pair.before) for pair in comparison.pairs if pair.before]
    assert len(paired) == len(set(paired))
    assert sorted([*paired, *map(id, comparison.gone)]) == sorted(map(id, before))


@given(documents, st.randoms(use_true_random=False))
def test_shuffling_never_changes_a_meaning(before: list[DraftClause], random: Random) -> None:
    numbered = [each.model_copy(update={"ref": str(number)}) for number, each in enumerate(before)]
    after = numbered[:]
    random.shuffle(after)

    comparison = compare(Before(tuple(numbered)), after)

    assert {pair.change for pair in comparison.pairs} <= {"same", "moved"}
    assert not comparison.gone

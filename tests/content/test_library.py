"""Which modules a group gets: those of its year groups, in the order of the year."""

from dataclasses import replace

import pytest

from learn.content.library import Library


@pytest.fixture
def of_two_years(library: Library) -> Library:
    """Two lessons for group 7, and one of their own for group 6; none for group 8."""
    module = library.module("delen-of-houden")
    sixth = replace(module, lesson=module.lesson.model_copy(update={"slug": "les-van-6", "group": 6}))
    seventh = {slug: library.module(slug) for slug in ("delen-of-houden", "wie-zit-daar")}
    return replace(library, modules={**seventh, "les-van-6": sixth})


@pytest.mark.parametrize(
    ("years", "slugs"),
    [
        ((6,), ["wie-zit-daar", "les-van-6"]),
        ((7,), ["wie-zit-daar", "delen-of-houden"]),
        ((8,), ["wie-zit-daar", "delen-of-houden"]),
        ((6, 7), ["wie-zit-daar", "les-van-6", "delen-of-houden"]),
        ((6, 8), ["wie-zit-daar", "les-van-6", "delen-of-houden"]),
        ((7, 8), ["wie-zit-daar", "delen-of-houden"]),
    ],
)
def test_a_group_gets_the_modules_of_its_years_and_those_of_7_until_a_year_has_one_on_the_theme(
    of_two_years: Library, years: tuple[int, ...], slugs: list[str]
) -> None:
    assert [module.slug for module in of_two_years.modules_for(*years)] == slugs

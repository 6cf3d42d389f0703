"""Rules for what a kind of story is made of: how it is judged, and what is drawn."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence

from learn import paths
from learn.content.base import Fault
from learn.content.checks.shelves import Shelves
from learn.content.stories import Choose
from learn.content.stories import Find
from learn.content.stories import Stand
from learn.content.stories.choose import Choice
from learn.content.stories.laying import BEST

OFTEN = 6
"""From so many stories on a share says something."""


def only_a_line_is_open(shelves: Shelves) -> Iterator[Fault]:
    """Where a child stands on a line nobody judges; every other answer is rated (domain.md, "Scenario")."""
    for each in shelves.stories:
        for place, outcome in each.outcomes:
            if (outcome.rating == "open") != isinstance(each.story, Stand):
                advice = "make this open: a line is not judged" if isinstance(each.story, Stand) else "rate this"
                yield Fault(each.file, f"{place}.rating", f"{advice}, now {outcome.rating}")


def strong_answers_do_not_stand_out(shelves: Shelves) -> Iterator[Fault]:
    """A strong answer is not known by its length: it is the longest, or the shortest, in two thirds of them at most.

    About half of all answers are strong, so half is what chance gives. Where they stand is shuffled for each child.
    """
    stories = [each.story.choices for each in shelves.stories if isinstance(each.story, Choose)]
    for which, ends in (("longest", max), ("shortest", min)):
        known = sum(_alone_strong(choices, ends) for choices in stories)
        if len(stories) >= OFTEN and 3 * known > 2 * len(stories):
            yield Fault("quizzes", "choices", f"the {which} is the strong one in {known} of {len(stories)} stories")


def pictures_are_drawn(shelves: Shelves) -> Iterator[Fault]:
    """What a story or a lesson names is a drawing of our own below ``static/img`` (product.md, Look)."""
    named = [(each.file, "cover", "scenes", each.lesson.cover) for each in shelves.lessons]
    for each in shelves.stories:
        if each.story.scene and each.story.scene.picture:
            named.append((each.file, "scene.picture", "scenes", each.story.scene.picture))
        if isinstance(each.story, Find):
            things = [(spot.key, spot.thing) for spot in each.story.places if spot.thing]
            named += [(each.file, f"places.{key}.thing", "things", thing) for key, thing in things]
    for file, place, folder, picture in named:
        if not (paths.STATIC / "img" / folder / f"{picture}.svg").is_file():
            yield Fault(file, place, f"draw static/img/{folder}/{picture}.svg, or name one that is there")


RULES = (
    only_a_line_is_open,
    strong_answers_do_not_stand_out,
    pictures_are_drawn,
)


def _alone_strong(choices: Sequence[Choice], ends: Callable[[list[int]], int]) -> bool:
    lengths = [len(choice.text) for choice in choices]
    at_the_end = [choice for choice, length in zip(choices, lengths, strict=True) if length == ends(lengths)]
    return len(at_the_end) == 1 and at_the_end[0].rating in BEST

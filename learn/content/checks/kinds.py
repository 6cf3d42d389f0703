"""Rules for what a kind of story is made of: how it is judged, and what is drawn."""

from collections.abc import Iterator

from learn import paths
from learn.content.base import Fault
from learn.content.checks.shelves import Shelves
from learn.content.stories import Find
from learn.content.stories import Stand


def only_a_line_is_open(shelves: Shelves) -> Iterator[Fault]:
    """Where a child stands on a line nobody judges; every other answer is rated (domain.md, "Scenario")."""
    for each in shelves.stories:
        for place, outcome in each.outcomes:
            if (outcome.rating == "open") != isinstance(each.story, Stand):
                advice = "make this open: a line is not judged" if isinstance(each.story, Stand) else "rate this"
                yield Fault(each.file, f"{place}.rating", f"{advice}, now {outcome.rating}")


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
    pictures_are_drawn,
)

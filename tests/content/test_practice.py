"""The story that goes with a rule."""

from learn.content.library import Library
from learn.content.practice import practice


def test_a_story_that_is_about_the_rule_first_goes_before_one_that_touches_it(library: Library) -> None:
    found = practice(library, (7,), "photos-of-people", ready=())

    assert found is not None
    assert library.module(found.module).stories[found.story].topics[0] == "photos-of-people"
    assert not found.ready


def test_a_lesson_that_stands_ready_goes_before_any_other(library: Library) -> None:
    for slug, module in library.modules.items():
        if module.sensitive:
            continue
        for topic in {topic for story in module.stories.values() for topic in story.topics}:
            found = practice(library, (module.lesson.group,), topic, ready=(slug,))

            assert found is not None
            assert (found.ready, found.module) == (True, slug)


def test_a_sensitive_lesson_is_never_offered_by_the_way(library: Library) -> None:
    sensitive = [module for module in library.modules.values() if module.sensitive]

    assert sensitive
    for module in sensitive:
        for topic in {topic for story in module.stories.values() for topic in story.topics}:
            found = practice(library, (module.lesson.group,), topic, ready=(module.slug,))

            assert found is None or found.module != module.slug


def test_a_rule_that_no_story_is_about_has_none(library: Library) -> None:
    assert practice(library, (7,), "no-such-topic", ready=()) is None

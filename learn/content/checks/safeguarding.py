"""Rules that keep a child safe with a story: domain.md, the last paragraph of "Building", and product.md."""

import re
from collections.abc import Iterator

from learn.content.base import Fault
from learn.content.checks.shelves import Placed
from learn.content.checks.shelves import ShelvedStory
from learn.content.checks.shelves import Shelves
from learn.content.readability import sentences
from learn.content.stories import Chat
from learn.content.stories.chat import Ending
from learn.content.stories.chat import Reply

BEST = ("strong", "right")
SEXTING_TOPICS = ("tell-an-adult", "not-your-fault", "report-harm", "forwarding-counts", "meant-for-you")
ABOUT_THE_SENDER = "meant-for-you"

_ADULT = (
    r"(?:\{[Jj]uf\}|(?<!\{)\b(?:juf|meester|leerkracht|thuis|(?:stief)?(?:moeder|vader)|mama|papa|mam|pap|ouders?|opa|oma"
    r"|tante|oom|volwassenen?|grote mensen|vertrouwenspersoon)\b)"
)
_BRINGS = (
    r"\b(?:vertel(?:t|len)?|zeg(?:t|gen)?|haalt?|halen|vraagt?|vragen|praat|praten|roept?|roepen|belt?|bellen"
    r"|(?:ga|gaat|loop|loopt|stap) naar)\b"
)
_DENIES = r"\b(?:niet|geen|nooit|niets|niemand)\b"
_BRINGS_IN_ADULT = re.compile(
    rf"{_BRINGS}(?:(?!{_DENIES}).)*?{_ADULT}(?! {_DENIES})|{_ADULT}(?:(?!{_DENIES}).)*?{_BRINGS}(?!.*{_DENIES})",
    re.IGNORECASE,
)


def telling_an_adult_is_strong(shelves: Shelves) -> Iterator[Fault]:
    """Telling an adult is never rated below strong, whatever the school's stance.

    In a chat this holds for every ending that a telling reply can lead to, and the one it leads to at once says so.
    """
    for each in shelves.stories:
        telling = {place for place, answer in each.answers if answer.tells_adult}
        for reply, ending, at_once in _after_telling(each):
            place = f"endings.{ending.key}"
            telling.add(place)
            if at_once and not ending.tells_adult:
                yield Fault(each.file, place, f"add tells_adult: true, as on the reply {reply.key} that leads here")
        for place, outcome in each.outcomes:
            if place.partition(".under.")[0] in telling and outcome.rating not in BEST:
                yield Fault(each.file, f"{place}.rating", f"make this strong: it tells an adult, now {outcome.rating}")


def bringing_in_an_adult_is_marked(shelves: Shelves) -> Iterator[Fault]:
    """An answer whose words bring in an adult is marked, so that the rule above sees it (domain.md)."""
    for each in shelves.stories:
        for place, text in _unmarked(each):
            for sentence in sentences(text):
                if found := _BRINGS_IN_ADULT.search(sentence):
                    yield Fault(
                        each.file, place, f"does “{found.group()}” bring in an adult? Add tells_adult: true, or reword"
                    )


def telling_an_adult_is_an_answer(shelves: Shelves) -> Iterator[Fault]:
    """In every story a child can choose to tell an adult, whatever it is asked to do (product.md).

    Where it looks, sorts or stands on a line nothing is done, so there is nothing to tell.
    """
    for each in shelves.stories:
        deeds = list(each.story.deeds)
        if deeds and not any(deed.tells_adult for _, deed in deeds):
            place = deeds[0][0].partition(".")[0]
            yield Fault(each.file, place, "add an answer that tells an adult, with tells_adult: true")


def sexting_answers_to_telling_and_forwarding(shelves: Shelves) -> Iterator[Fault]:
    """A sexting story never cites a photo rule or a conduct rule towards the child in the picture (domain.md).

    Covers the topics of the story, of its answers and of their other versions.
    """
    for each in shelves.stories:
        for place, topic in _topics(each) if each.sexting else ():
            if topic not in SEXTING_TOPICS:
                yield Fault(each.file, place, f"choose one of {', '.join(SEXTING_TOPICS)} instead of {topic}")


def child_shown_is_never_the_sender(shelves: Shelves) -> Iterator[Fault]:
    """What was not meant to spread is said to who sends it on, never to the child in the picture (domain.md).

    Covers sexting stories in which nobody of the cast is shown: there the picture may be of the child who answers, so
    the topic about senders stands nowhere. It cannot see a question put on behalf of a child who is shown.
    """
    for each in shelves.stories:
        if each.sexting and "shown" not in each.story.cast.values():
            for place, topic in _topics(each):
                if topic == ABOUT_THE_SENDER:
                    yield Fault(each.file, place, f"take {topic} out, or give who is in the picture the role shown")


def freezing_is_never_wrong(shelves: Shelves) -> Iterator[Fault]:
    """Doing nothing for a moment is never harder or wrong (domain.md; product.md: freezing is not failing)."""
    for each in shelves.stories:
        frozen = {place for place, answer in each.answers if answer.freezes}
        for place, outcome in each.outcomes:
            if place.partition(".under.")[0] in frozen and outcome.rating in ("harder", "wrong"):
                yield Fault(each.file, f"{place}.rating", f"make this okay or strong: it freezes, now {outcome.rating}")


def way_back_begins_with_an_adult(shelves: Shelves) -> Iterator[Fault]:
    """What makes it harder can be mended, and the first step brings in an adult (product.md)."""
    for each in shelves.stories:
        for place, outcome in each.outcomes:
            if outcome.rating == "harder" and not re.search(_ADULT, outcome.way_back[0], re.IGNORECASE):
                yield Fault(
                    each.file,
                    f"{place}.way_back.0",
                    f"bring in an adult first, such as “Vertel het aan {{juf}} of thuis.”: “{outcome.way_back[0]}”",
                )


RULES = (
    telling_an_adult_is_strong,
    bringing_in_an_adult_is_marked,
    telling_an_adult_is_an_answer,
    sexting_answers_to_telling_and_forwarding,
    child_shown_is_never_the_sender,
    freezing_is_never_wrong,
    way_back_begins_with_an_adult,
)


def _after_telling(each: ShelvedStory) -> Iterator[tuple[Reply, Ending, bool]]:
    if not isinstance(each.story, Chat):
        return
    for moment in each.story.moments:
        for reply in moment.replies:
            if reply.tells_adult:
                for ending in _endings(each.story, reply.to):
                    yield reply, ending, ending.key == reply.to


def _endings(chat: Chat, key: str) -> Iterator[Ending]:
    there = chat.at(key)
    if isinstance(there, Ending):
        yield there
    else:
        for reply in there.replies:
            yield from _endings(chat, reply.to)


def _unmarked(each: ShelvedStory) -> Iterator[Placed]:
    for place, deed in each.story.deeds:
        if not deed.tells_adult:
            yield f"{place}.text", deed.text


def _topics(each: ShelvedStory) -> Iterator[Placed]:
    for number, topic in enumerate(each.story.topics):
        yield f"topics.{number}", topic
    for place, answer in each.answers:
        if answer.topic:
            yield f"{place}.topic", answer.topic
        for number, under in enumerate(answer.under):
            yield f"{place}.under.{number}.subject", under.subject.topic

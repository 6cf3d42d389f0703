"""A lesson goes on where it was: after a reload, on another computer, and when the Wi-Fi was gone."""

from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.computers import SwitchOn
from tests.browser.pages.joining import CardPage
from tests.browser.pages.lesson import LessonPage
from tests.served import Demo


def test_a_chat_goes_on_after_a_reload_and_on_another_computer(demo: Demo, switch_on: SwitchOn) -> None:
    pupil = demo.group("7A").pupil("Nina")
    lesson = CardPage(switch_on()).come_in(pupil).begin("Wie zit daar?")
    for _ in range(4):
        lesson.go_on()
    lesson.choose("Leuk, hoe heet jij op Plop?")
    said = lesson.talk.all_inner_texts()

    lesson.reload("chat, reloaded")

    assert lesson.talk.all_inner_texts() == said

    elsewhere = CardPage(switch_on()).come_in(pupil).go_on()

    assert elsewhere.talk.all_inner_texts() == said
    elsewhere.choose("Ik vertel thuis wat ik al typte")
    expect(elsewhere.rating).to_have_text("Sterk")


def test_an_answer_without_wifi_is_not_called_saved_and_goes_through_afterwards(
    demo: Demo, chromebook: Computer
) -> None:
    CardPage(chromebook).come_in(demo.group("7A").pupil("Roos"))
    story = LessonPage(chromebook).open_story("wie-zit-daar", "214-berichten")
    for words in ("ERR_INTERNET_DISCONNECTED", "Failed to fetch"):
        chromebook.forgive(words)
    chromebook.context.set_offline(True)

    story.answers.first.click()

    expect(story.lost).to_be_visible()
    expect(story.kept).to_have_count(0)
    expect(story.answers).to_have_count(4)

    chromebook.context.set_offline(False)
    story.choose("Ik vertel morgen aan juf wat hier gebeurt")

    expect(story.kept).to_be_visible()
    expect(story.rating).to_have_text("Sterk")

"""On a telephone, on a Chromebook, on the board: it fits, it can be read, it can be pressed."""

from collections.abc import Iterator

from tests.browser.computers import Computer
from tests.browser.pages.home import HelpPage
from tests.browser.pages.home import HomePage
from tests.browser.pages.joining import CardPage
from tests.browser.pages.joining import CodePage
from tests.browser.pages.lesson import LessonPage
from tests.browser.pages.ruler import Ruler
from tests.browser.pages.screen import Screen
from tests.browser.pages.staff import BoardPage
from tests.browser.pages.staff import StaffDoor
from tests.served import Demo

FOUR_TIMES = {"width": 320, "height": 256}
TELEPHONE = {"width": 360, "height": 740}
CHROMEBOOK = {"width": 1366, "height": 768}
BOARD = {"width": 1920, "height": 1080}
END = 710
LONG = ("/agreements", "/about-me", "/signatures")  # lists, as long as the school and the law make them


def test_the_pages_of_a_pupil_fit_and_can_be_pressed_and_read(demo: Demo, chromebook: Computer) -> None:
    ruler = Ruler(chromebook.page)
    for state, screen in _pupil_pages(demo, chromebook):
        for where in _at_both_sizes(screen, state):
            assert ruler.sideways() <= 0, where
            assert ruler.targets_below(48) == [], where
            assert ruler.texts_below(18) == [], where
        if not chromebook.page.url.endswith(LONG):
            assert ruler.end() <= END, state


def test_four_times_as_large_and_spread_wide_nothing_lies_beside_the_window(demo: Demo, chromebook: Computer) -> None:
    pupil = demo.group("7A").pupil("Zoë")
    chromebook.page.set_viewport_size(FOUR_TIMES)
    screens = (
        lambda: CodePage(chromebook).open(state="no code yet"),
        lambda: CardPage(chromebook).come_in(pupil),
        lambda: HelpPage(chromebook).open(state="help"),
        lambda: LessonPage(chromebook).open_story("wie-zit-daar", "214-berichten"),
        lambda: LessonPage(chromebook).choose("Kaan had zelf een 4"),
    )
    for open_screen in screens:
        ruler = Ruler(open_screen().page)
        ruler.spread()

        assert ruler.sideways() <= 0, chromebook.page.url


def test_the_pages_of_staff_fit(demo: Demo, laptop: Computer) -> None:
    ruler = Ruler(laptop.page)
    for state, screen in _staff_pages(demo, laptop):
        for where in _at_both_sizes(screen, state):
            assert ruler.sideways() <= 0, where
            assert ruler.targets_below(24) == [], where
            assert ruler.texts_below(15) == [], where


def test_the_board_can_be_read_from_the_back_of_the_room(demo: Demo, laptop: Computer) -> None:
    laptop.page.set_viewport_size(BOARD)
    board = BoardPage(laptop).open(f"/board/{demo.group('7A').code}", "the code")
    ruler = Ruler(board.page)

    assert ruler.texts_below(BOARD["height"] * 0.04) == []
    assert ruler.sideways() <= 0
    assert ruler.down() <= 0


def _at_both_sizes(screen: Screen, state: str) -> Iterator[str]:
    screen.page.set_viewport_size(TELEPHONE)
    screen.look(state)
    yield f"{state} on a telephone"
    screen.page.set_viewport_size(CHROMEBOOK)  # as it stood when it came, and was looked at
    yield f"{state} on a Chromebook"


def _pupil_pages(demo: Demo, computer: Computer) -> Iterator[tuple[str, Screen]]:
    group = demo.group("7A")
    code = CodePage(computer).open()
    yield "no code yet", code
    names = code.type_code(group.code)
    yield "names of the group", names
    pictures = names.choose("Wout")
    yield "no picture yet", pictures
    pictures.tap(group.pupil("Wout").pictures[0])
    yield "1 chosen", pictures
    yield "one taken back", pictures.take_one_back()
    yield "knocked", pictures.knock()
    home = CardPage(computer).come_in(group.pupil("Wout"))
    yield "just in", home
    for path, state in (("/agreements", "all agreements"), ("/about-me", "about me")):
        yield state, home.open(path, state)
    yield "help", HelpPage(computer).open(state="help")
    for kind in ("story", "computer", "talk"):
        yield f"help, {kind}", HelpPage(computer).open(state="help").choose(kind)
    lesson = HomePage(computer).open().begin("Wie zit daar?")
    yield "question", lesson
    yield "question, turned", lesson.turn_the_card()
    for _ in range(3):
        lesson.go_on()
    yield "what we learn", lesson
    yield "chat, not begun", lesson.go_on()
    yield "chat, further on", lesson.choose("Leuk, hoe heet jij op Plop?")
    yield "chat, ended", lesson.choose("Ik geef mijn nummer")
    yield "story, not answered", lesson.go_on()
    yield "story, answered", lesson.choose("Kaan had zelf een 4")
    lesson.go_on().choose("Ik stoor juf toch").go_on().choose("Doe maar")
    yield "talk together", lesson.go_on()
    yield "an idea for our rules", lesson.go_on()
    yield "last question", lesson.go_on()
    yield "what we did", lesson.go_on()
    yield "home, a lesson done", HomePage(computer).open(state="a lesson done")
    computer.context.clear_cookies()
    rules = CardPage(computer).come_in(demo.group("6A").pupil("Ties")).read_rules()
    yield "a rule", rules
    yield "to sign", rules.read_on()


def _staff_pages(demo: Demo, computer: Computer) -> Iterator[tuple[str, Screen]]:
    door = StaffDoor(computer).open(state="sign in")
    yield "sign in", door
    mine = door.sign_in(demo.teacher("7A"))
    yield "my groups", mine
    group = mine.open_group()
    yield "the group", group
    address = group.address
    for path, state in (
        ("/lessons", "lessons"),
        ("/lessons/wie-zit-daar", "prepare a lesson"),
        ("/names", "names"),
        ("/cards", "cards"),
        ("/rules", "no rules yet"),
        ("/rules/draft", "the draft"),
    ):
        yield state, group.open(address + path, state)
    group.open(f"{address}/names", "names")
    group.press(group.page.locator(".seats a").first)
    yield "one child", group.look("one child")
    computer.context.clear_cookies()
    rules = StaffDoor(computer).open(state="sign in").sign_in(demo.teacher("6A")).open_group().open_rules()
    yield "the rules", rules
    computer.context.clear_cookies()
    head = next(each for each in demo.staff if each.role == "head")
    mine = StaffDoor(computer).open(state="sign in").sign_in(head)
    yield "my groups, of a head", mine
    yield "groups and colleagues", mine.open("/school", "groups and colleagues")
    for path, state in (
        ("/school/coverage", "what is taught where"),
        ("/school/programmes", "programmes"),
        ("/school/programmes/halt", "a programme"),
        ("/school/programmes/new", "one more programme"),
    ):
        yield state, mine.open(path, state)
    yield from _protocol_pages(mine)
    yield "another password", mine.open("/staff/password", "another password")


def _protocol_pages(mine: Screen) -> Iterator[tuple[str, Screen]]:
    """The school's own document, from pasting to just before confirming. Nothing changes for a class."""
    mine.open("/school/protocol", "the protocol of school")
    yield "the protocol of school", mine
    yield "the check of it", mine.open("/school/protocol/checkup", "the check of it")
    mine.open("/school/protocol", "the protocol of school")
    mine.page.locator("#text").fill("Ons protocol\n\n1. Ik vertel het aan de juf.\n2. Wie pest, krijgt een boete.")
    mine.press(mine.page.locator("form[action$='/drafts'] button"))
    yield "looking it over", mine.look("looking it over")
    mine.page.locator("#clause-1 button").click()
    mine.page.locator("#clause-1 .saved").wait_for()
    yield "one is looked over", mine.look("one is looked over")
    mine.press(mine.next_step)
    yield "one clause", mine.look("one clause")
    mine.press(mine.next_step)
    yield "everything is looked over", mine.look("everything is looked over")
    yield "a sentence that is missing", mine.open("/school/protocol/draft/clauses/2/new", "a sentence that is missing")
    mine.open("/school/protocol/draft", "everything is looked over")
    mine.press(mine.next_step)
    yield "confirming", mine.look("confirming")
    yield "the check of a draft", mine.open("/school/protocol/draft/checkup", "the check of a draft")

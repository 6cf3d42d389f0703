"""The whole way, teacher and pupil side by side: from the code on the board to the record on paper."""

from playwright.sync_api import expect

from tests.browser.computers import Computer
from tests.browser.pages.joining import CodePage
from tests.browser.pages.staff import StaffDoor
from tests.served import Demo


def test_a_group_does_a_lesson_signs_its_rules_and_shows_who_signed(
    demo: Demo, laptop: Computer, chromebook: Computer
) -> None:
    pupil = demo.group("8A").pupil("Esmee")
    group = StaffDoor(laptop).open(state="sign in").sign_in(demo.teacher("8A")).open_group().open_anew()
    board = group.show_board()

    home = CodePage(chromebook).open(state="no code yet").type_code(board.code).choose("Esmee").tap_all(pupil.pictures)

    expect(home.whose).to_contain_text("Esmee")
    expect(board.present).to_have_text("Binnen: 1 van 26", timeout=10_000)
    board.look("one is in")

    lesson = home.begin("Jij kiest, niet de app").turn_the_card()
    for _ in range(4):
        lesson.go_on()
    lesson.page.get_by_label("Nog 9 minuten te koop!").check()
    lesson.page.get_by_role("button", name="Ik ben klaar").click()

    expect(lesson.rating).to_have_text("Kijk nog eens")
    expect(lesson.kept).to_be_visible()

    lesson.go_on().choose("Ik stuur het snel door")

    expect(lesson.rating).to_have_text("Zo wordt het lastiger")

    lesson.go_on().choose("Ik vertel het thuis")
    for then in (
        "Ik stop met kijken",
        "Hoe gaat het?",
        "met mij meeloopt",
        "meld ik het in de app",
        "Ik praat in het echt",
    ):
        lesson.choose(then)
    lesson.go_on().choose("bellen met mijn telefoon nu mag").go_on_to_the_end()

    expect(lesson.heading).to_have_text("Dit heb je geoefend")

    group.open(group.address).show_lesson("Jij kiest, niet de app")

    assert group.progress("Esmee") == ["klaar", "klaar", "klaar", "klaar"]
    assert group.progress("Bo") == ["nog niet", "nog niet", "nog niet", "nog niet"]

    desk = group.open_rules().write_draft("Wij wachten tot iedereen er is.").adopt()
    home.open(state="a lesson done")
    rules = home.read_rules().say("Ik snap het niet").read_on()
    rules.choose("Ik teken nog niet").choose("Ik doe mee")

    expect(rules.stamp).to_have_text("afgesproken")
    expect(desk.reload().joined).to_have_text("1 van 26")

    desk.tick("Bo", "Adam").write_down("Tekende op papier").close()

    expect(desk.joined).to_have_text("3 van 26")
    assert "Wij wachten tot iedereen er is." in desk.paper("poster")
    assert "Esmee" not in desk.paper("poster")
    assert "Esmee" in desk.paper("sheet")
    record = desk.paper("record")
    assert "3 van de 26" in record
    assert all(name in record for name in ("Esmee", "Bo", "Adam", "Meester Winston"))

    home.open(state="rules signed").leave()

    expect(CodePage(chromebook).look("after Klaar").heading).to_have_text("Typ de code van het bord")


def test_a_pupil_who_forgot_the_pictures_is_let_in(demo: Demo, laptop: Computer, chromebook: Computer) -> None:
    group = StaffDoor(laptop).open(state="sign in").sign_in(demo.teacher("6A")).open_group()
    door = CodePage(chromebook).open(state="no code yet").type_code(demo.group("6A").code).choose("Pien").knock()

    group.reload("somebody at the door").let_in("Pien")

    expect(door.come_in().whose).to_contain_text("Pien")

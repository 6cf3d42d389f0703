"""Who may do what, written by hand from the domain page and never from a view's decorator.

A row is one endpoint with one method. It says what each role gets for each object that the address, or the form, can
name. A route without a row fails, and so does a row without a route.

To add a route, add a row::

    Row("rules.show", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),

``names`` are the things a request names, in the order of the letters: 7A's, 7B's, that of another school, and one that
nobody has. Each role gets a word of letters, one for each thing; for two things a block for each first thing, with a
letter for each second thing: ``o---/----/----/----``. A word or a block of one letter holds for all of it. The words
stand in the order of NOBODY, PUPILS and STAFF.

What a right form sends stands in ``sends``, without the token against forgery: ``{pupil}`` is the pupil that is named;
of the first thing that is named, ``{its_pupil}`` and ``{its_classmate}`` are pupils and ``{its_draft}`` is the mark of
the draft; ``{of_protocol}`` and ``{of_clause}`` are the marks of a protocol that is being looked over,
``{of_programme}`` that of the first programme. Things of a new kind get their four values in ``build_town``; an
argument of a route that has another name than its thing gets a line in ``VALUE_OF``, both in ``town.py``. The fields of
a new form get a line in FORMS of ``test_bad_input.py``.

``o`` it opens, and nothing is written                    ``-`` it does not exist
``w`` it is done, and something is written                ``P`` to the front door of pupils
``!`` it is refused with a sentence on how to go on       ``S`` to the door of staff

Asked by htmx (``HX-Request``) every letter is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

OWNERS = ("7A", "7B", "another school", "nobody")

NOBODY = ("anonymous", "at the door of 7A", "disabled staff")
PUPILS = ("pupil", "pupil of another group", "pupil of another school")
STAFF = ("teacher", "teacher of another group", "adviser", "head")
ROLES = NOBODY + PUPILS + STAFF


@dataclass(frozen=True)
class Row:
    """What everybody gets from one endpoint by one method."""

    endpoint: str
    method: str
    names: tuple[str, ...] = ()
    nobody: str = ""
    pupils: str = ""
    staff: str = ""
    sends: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


MATRIX = (
    # The front door. Staff who are in go on to their own.
    Row("home.home", "GET", nobody="o o o", pupils="o o o", staff="S S S S"),
    # Typing a code ends what was open on this device.
    Row("home.enter", "POST", ("code",), "ooo! ooo! ooo!", "www! www! www!", "www! www! www! www!", {"code": "{code}"}),
    Row("home.leave", "POST", nobody="P P P", pupils="w w w", staff="- - - -"),
    Row("home.about_me", "GET", nobody="P P P", pupils="o o o", staff="- - - -"),
    Row("agreements.all", "GET", nobody="P P P", pupils="o o o", staff="- - - -"),
    Row(
        "language.switch",
        "POST",
        nobody="o o o",
        pupils="o o o",
        staff="o o o o",
        sends={"language": "nl", "back": "/agreements"},
    ),
    Row("health.health", "GET", nobody="o o o", pupils="o o o", staff="o o o o"),
    # The board shows no names, so whoever has the code may look.
    Row("board.board", "GET", ("code",), nobody="ooo- ooo- ooo-", pupils="ooo- ooo- ooo-", staff="ooo- ooo- ooo- ooo-"),
    # A school that is set up is not set up again.
    Row("setup.form", "GET", nobody="- - -", pupils="- - -", staff="- - - -"),
    Row("setup.set_up", "POST", nobody="- - -", pupils="- - -", staff="- - - -", sends={"code": "BCDFGH-BCDFGH"}),
    # Coming in: who typed no code goes to the front door, who is in has no code any more.
    Row("signin.names", "GET", nobody="P o P", pupils="P P P", staff="P P P P"),
    Row("signin.pictures", "GET", ("pupil",), nobody="P o--- P", pupils="P P P", staff="P P P P"),
    Row("signin.press", "POST", ("pupil",), nobody="P o--- P", pupils="P P P", staff="P P P P", sends={"undo": "1"}),
    Row("signin.waiting", "GET", ("pupil",), nobody="P o--- P", pupils="P P P", staff="P P P P"),
    Row("signin.knock", "POST", ("pupil",), nobody="P o--- P", pupils="P P P", staff="P P P P"),
    # A card is a key: whoever holds it comes in. Who shows none is greeted by no name.
    Row("signin.greet", "GET", nobody="P P P", pupils="P P P", staff="P P P P"),
    Row("signin.card", "GET", ("card",), nobody="ooo- ooo- ooo-", pupils="ooo- ooo- ooo-", staff="ooo- ooo- ooo- ooo-"),
    # Nothing is kept of a card that is put away.
    Row("signin.put_away", "POST", nobody="P P P", pupils="P P P", staff="P P P P"),
    Row(
        "signin.use_card",
        "POST",
        ("card",),
        nobody="www- www- www-",
        pupils="www- www- www-",
        staff="www- www- www- www-",
    ),
    # Help.
    Row("help.choose", "GET", nobody="P o P", pupils="o o o", staff="- - - -"),
    Row("help.chosen", "POST", nobody="P o P", pupils="o o o", staff="- - - -", sends={"help": "talk"}),
    # Lessons: a pupil opens what is ready in the pupil's own group.
    Row("lessons.lesson", "GET", ("module",), nobody="P P P", pupils="o--- -o-- --o-", staff="- - - -"),
    Row("lessons.result", "GET", ("module",), nobody="P P P", pupils="o--- -o-- --o-", staff="- - - -"),
    Row(
        "lessons.step",
        "GET",
        ("module", "step"),
        nobody="P P P",
        pupils="o-/-/-/- -/o-/-/- -/-/o-/-",
        staff="- - - -",
    ),
    Row(
        "lessons.finish",
        "POST",
        ("module", "step"),
        nobody="P P P",
        pupils="w-/-/-/- -/w-/-/- -/-/w-/-",
        staff="- - - -",
    ),
    Row(
        "quizzes.story",
        "GET",
        ("module", "story"),
        nobody="P P P",
        pupils="o-/-/-/- -/o-/-/- -/-/o-/-",
        staff="- - - -",
    ),
    Row(
        "quizzes.answer",
        "POST",
        ("module", "story"),
        nobody="P P P",
        pupils="w-/-/-/- -/w-/-/- -/-/w-/-",
        staff="- - - -",
        sends={"choice": "d", "key": "made-for-one-form"},
    ),
    # Rules: a pupil reads, signs and withdraws what the pupil's own group adopted, and nothing for anybody else.
    Row("rules.start", "GET", ("rules",), nobody="P P P", pupils="o--- -o-- --o-", staff="- - - -"),
    Row("rules.rule", "GET", ("rules", "number"), "P P P", "o-/-/-/- -/o-/-/- -/-/o-/-", "- - - -"),
    Row("rules.say", "POST", ("rules", "number"), "P P P", "w-/-/-/- -/w-/-/- -/-/w-/-", "- - - -", {"clear": "no"}),
    Row("rules.sign", "GET", ("rules",), nobody="P P P", pupils="o--- -o-- --o-", staff="- - - -"),
    Row("rules.signature", "POST", ("rules",), "P P P", "w--- -w-- --w-", "- - - -", {"how": "later"}),
    Row("rules.withdraw", "POST", ("rules",), nobody="P P P", pupils="w--- -w-- --w-", staff="- - - -"),
    # Staff come in.
    Row("staff.door", "GET", nobody="o o o", pupils="o o o", staff="o o o o"),
    Row(
        "staff.enter",
        "POST",
        ("email",),
        nobody="www! www! www!",
        pupils="www! www! www!",
        staff="www! www! www! www!",
        sends={"email": "{email}", "password": "vier gekke woorden achter elkaar"},
    ),
    Row("staff.leave", "POST", nobody="S S S", pupils="- - -", staff="w w w w"),
    Row("staff.password", "GET", nobody="S S S", pupils="- - -", staff="o o o o"),
    Row(
        "staff.change_password",
        "POST",
        nobody="S S S",
        pupils="- - -",
        staff="w w w w",
        sends={"old": "vier gekke woorden achter elkaar", "new": "vier andere woorden achter elkaar"},
    ),
    # The head adds groups and colleagues, and lets colleagues go: of the head's own school alone.
    Row("school.school", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row("school.events", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row(
        "school.add_group", "POST", nobody="S S S", pupils="- - -", staff="- - - w", sends={"group": "6B", "year": "6"}
    ),
    Row(
        "school.add_colleague",
        "POST",
        ("group",),
        nobody="S S S",
        pupils="- - -",
        staff="- - - ww--",
        sends={"name": "Gijs Mol", "email": "gijs@school.example", "role": "teacher", "group_id": "{group}"},
    ),
    Row("school.new_password", "POST", ("staff",), nobody="S S S", pupils="- - -", staff="- - - ww--"),
    # Of the groups the one that a colleague has already is refused.
    Row(
        "school.give_post",
        "POST",
        ("group", "staff"),
        nobody="S S S",
        pupils="- - -",
        staff="- - - !w--/w!--/-/-",
        sends={"post": "teacher/{group}"},
    ),
    Row("school.take_post", "POST", ("staff", "post"), "S S S", "- - -", "- - - w---/-w--/-/-"),
    Row("school.depart", "POST", ("staff",), nobody="S S S", pupils="- - -", staff="- - - ww--"),
    # The head's pages of the school's protocol. No address says which school: each head sees the own draft alone.
    Row("protocol.protocol", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row(
        "protocol.start",
        "POST",
        nobody="S S S",
        pupils="- - -",
        staff="- - - w",
        sends={"text": "1. Wij vragen het eerst.\n2. Ik vertel het aan juf of meester.", "seen": "{of_protocol}"},
    ),
    Row("protocol.draft", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    # Everything in the draft is looked over already.
    Row(
        "protocol.check_sure", "POST", nobody="S S S", pupils="- - -", staff="- - - o", sends={"seen": "{of_protocol}"}
    ),
    Row("protocol.clause", "GET", ("number",), nobody="S S S", pupils="- - -", staff="- - - o-"),
    Row(
        "protocol.save",
        "POST",
        ("number",),
        nobody="S S S",
        pupils="- - -",
        staff="- - - w-",
        sends={
            "ref": "1.a",
            "literal": "Ik vertel het aan de juf.",
            "binds": "pupils",
            "applies": "everywhere",
            "topics": "tell-an-adult",
            "show_literal": "staff",
            "literal_reason": "Er staat juf.",
            "seen": "{of_clause}",
        },
    ),
    Row("protocol.missing", "GET", ("number",), nobody="S S S", pupils="- - -", staff="- - - o-"),
    Row(
        "protocol.add",
        "POST",
        ("number",),
        nobody="S S S",
        pupils="- - -",
        staff="- - - w-",
        sends={
            "ref": "1.b",
            "literal": "Ik ben aardig.",
            "binds": "pupils",
            "applies": "everywhere",
            "topics": "decency",
            "show_literal": "pupils",
            "seen": "{of_protocol}",
        },
    ),
    Row("protocol.check", "POST", ("number",), "S S S", "- - -", "- - - o-", {"seen": "{of_clause}", "show": "open"}),
    Row("protocol.confirm", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row(
        "protocol.hold",
        "POST",
        nobody="S S S",
        pupils="- - -",
        staff="- - - w",
        sends={"title": "Ons protocol", "date": "mei 2026", "seen": "{of_protocol}"},
    ),
    # The check of the protocol that holds, and of the own draft.
    Row("checkup.holding", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row("checkup.holding_pdf", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row("checkup.draft", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row("checkup.draft_pdf", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    # What is taught where is for everybody who works at the school; no child stands in it.
    Row("coverage.coverage", "GET", nobody="S S S", pupils="- - -", staff="o o o o"),
    Row("coverage.table", "GET", ("part",), nobody="S S S", pupils="- - -", staff="o- o- o- o-"),
    Row("coverage.paper", "GET", nobody="S S S", pupils="- - -", staff="o o o o"),
    # What is sensitive waits for an adviser of the school.
    Row("adviser.lessons", "GET", nobody="S S S", pupils="- - -", staff="- - o -"),
    Row("adviser.lesson", "GET", ("sensitive",), nobody="S S S", pupils="- - -", staff="- - ooo- -"),
    Row(
        "adviser.say",
        "POST",
        ("sensitive",),
        nobody="S S S",
        pupils="- - -",
        staff="- - www- -",
        sends={"day": "{a_day}", "read": "1"},
    ),
    Row("adviser.take_back", "POST", ("adviser_day",), nobody="S S S", pupils="- - -", staff="- - ww-- -"),
    # The programmes of others are the head's to change: those of the own school alone.
    Row("programmes.overview", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row("programmes.new", "GET", nobody="S S S", pupils="- - -", staff="- - - o"),
    Row(
        "programmes.add",
        "POST",
        nobody="S S S",
        pupils="- - -",
        staff="- - - w",
        sends={"name": "Week van het internet", "groups": "8", "period": "week 9", "topics": "copyright"},
    ),
    Row("programmes.programme", "GET", ("programme",), nobody="S S S", pupils="- - -", staff="- - - oo--"),
    # The mark is that of the first; on the second another one stands.
    Row(
        "programmes.save",
        "POST",
        ("programme",),
        nobody="S S S",
        pupils="- - -",
        staff="- - - w!--",
        sends={
            "name": "Week van het internet",
            "groups": "8",
            "period": "week 9",
            "topics": "copyright",
            "seen": "{of_programme}",
        },
    ),
    Row("programmes.remove", "POST", ("programme",), nobody="S S S", pupils="- - -", staff="- - - ww--"),
    # A group is its teachers'. Advisers and heads who teach nothing open no group: what is in it is not for them.
    Row("groups.group", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("groups.screen", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("groups.say_screen", "POST", ("group",), "S S S", "- - -", "w--- -w-- - -", {"own": "no"}),
    Row("groups.names", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("groups.add_names", "POST", ("group",), "S S S", "- - -", "w--- -w-- - -", {"names": "Joram\nSietske"}),
    Row("groups.seat", "GET", ("group", "pupil"), "S S S", "- - -", "o---/-/-/- -/-o--/-/- - -"),
    Row("groups.rename", "POST", ("group", "pupil"), "S S S", "- - -", "w---/-/-/- -/-w--/-/- - -", {"name": "Joram"}),
    Row("groups.remove", "POST", ("group", "pupil"), "S S S", "- - -", "w---/-/-/- -/-w--/-/- - -"),
    Row("groups.cards", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row(
        "groups.print_cards",
        "POST",
        ("group", "pupil"),
        nobody="S S S",
        pupils="- - -",
        staff="w---/-/-/- -/-w--/-/- - -",
        sends={"pupils": "{pupil}"},
    ),
    # Open already: the same door stays open.
    Row("groups.open_door", "POST", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("groups.close_door", "POST", ("group",), nobody="S S S", pupils="- - -", staff="w--- -w-- - -"),
    Row("groups.let_in", "POST", ("group", "let_in"), "S S S", "- - -", "w---/-/-/- -/-w--/-/- - -"),
    Row("groups.send_away", "POST", ("group", "let_in"), "S S S", "- - -", "w---/-/-/- -/-w--/-/- - -"),
    Row("groups.reset_tries", "POST", ("group",), nobody="S S S", pupils="- - -", staff="w--- -w-- - -"),
    # Modules are everybody's; whether one is ready is the group's own.
    Row("groups.lesson_list", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("groups.lesson", "GET", ("group", "module"), "S S S", "- - -", "ooo-/-/-/- -/ooo-/-/- - -"),
    Row("groups.set_ready", "POST", ("group", "module"), "S S S", "- - -", "oww-/-/-/- -/wow-/-/- - -"),
    Row("groups.put_away", "POST", ("group", "module"), "S S S", "- - -", "woo-/-/-/- -/owo-/-/- - -"),
    # The rules of a group, as its teachers make, adopt, record and print them.
    Row("group_rules.overview", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("group_rules.draft", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row(
        "group_rules.save",
        "POST",
        ("group",),
        "S S S",
        "- - -",
        "w--- -w-- - -",
        {"own": "Wij vragen het eerst.", "seen": "{its_draft}"},
    ),
    Row("group_rules.confirm", "GET", ("group",), nobody="S S S", pupils="- - -", staff="o--- -o-- - -"),
    Row("group_rules.adopt", "POST", ("group",), "S S S", "- - -", "w--- -w-- - -", {"seen": "{its_draft}"}),
    Row(
        "group_rules.record",
        "POST",
        ("group", "rules"),
        nobody="S S S",
        pupils="- - -",
        staff="w---/-/-/- -/-w--/-/- - -",
        sends={"pupils": "{its_classmate}", "said": "absent/paper"},
    ),
    Row(
        "group_rules.correct",
        "POST",
        ("group", "rules"),
        nobody="S S S",
        pupils="- - -",
        staff="w---/-/-/- -/-w--/-/- - -",
        sends={"pupils": "{its_classmate}"},
    ),
    # Everybody is written down already, so nothing is added.
    Row("group_rules.record_rest", "POST", ("group", "rules"), "S S S", "- - -", "o---/-/-/- -/-o--/-/- - -"),
    Row("group_rules.close", "POST", ("group", "rules"), "S S S", "- - -", "w---/-/-/- -/-w--/-/- - -"),
    Row("group_rules.poster", "GET", ("group", "rules"), "S S S", "- - -", "o---/-/-/- -/-o--/-/- - -"),
    # Who printed names is written down.
    Row("group_rules.sheet", "POST", ("group", "rules"), "S S S", "- - -", "w---/-/-/- -/-w--/-/- - -"),
    # The record is printed once the sign-off is closed.
    Row("group_rules.record_pdf", "POST", ("group", "rules"), "S S S", "- - -", "!---/-/-/- -/-!--/-/- - -"),
)

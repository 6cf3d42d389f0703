"""Staff sign in with e-mail and password; their sessions end when idle, when left, and when they are disabled."""

from collections import Counter

import pytest
from sqlmodel import select

from learn.classroom import staff
from learn.classroom.refusals import Refusal
from learn.classroom.refusals import TooManyPasswords
from learn.classroom.refusals import WrongPassword
from learn.classroom.staff import SignedInStaff
from learn.classroom.tables import AuditEvent
from learn.classroom.tables import Staff
from learn.classroom.tables import StaffSession
from learn.classroom.tables import StaffTry
from tests.clock import Clock
from tests.device import all_at_once
from tests.given import PASSWORD
from tests.given import Given


def signs_in(given: Given, email: str, password: str = PASSWORD, device: str = "laptop") -> str:
    """Sign in as the page does; gives the session's token. Raises WrongPassword, TooManyPasswords."""
    with given.database.transaction() as session:
        claim = staff.claim_try(session, email, device, given.secret, given.clock())
    if not staff.right_password(claim, password):
        raise WrongPassword
    with given.database.transaction() as session:
        return staff.sign_in(session, claim, device, given.clock())


def refused(given: Given, email: str, password: str = PASSWORD, device: str = "laptop") -> type[Refusal] | None:
    """How signing in is refused, if it is."""
    try:
        signs_in(given, email, password, device)
    except Refusal as refusal:
        assert refusal.args == ()
        return type(refusal)
    return None


def who_is_in(given: Given, token: str) -> SignedInStaff | None:
    with given.database.reading() as session:
        return staff.signed_in(session, token, given.clock())


def is_seen(given: Given, token: str) -> None:
    """Something is done in the session."""
    person = who_is_in(given, token)
    assert person is not None
    with given.database.transaction() as session:
        staff.see(session, person, given.clock())


def guesses(given: Given, email: str, times: int) -> list[type[Refusal] | None]:
    return [refused(given, email, f"a wrong password {number}") for number in range(times)]


def test_the_right_password_begins_a_session_with_name_roles_and_groups(given: Given) -> None:
    anna = given.teacher("Anna Vos")

    person = who_is_in(given, signs_in(given, anna.email))

    assert person is not None
    assert (person.id, person.name, person.greeting) == (anna.id, "Anna Vos", "Juf Anna")
    assert person.roles == {"teacher"}
    assert person.group_ids == {given.group().id}


@pytest.mark.parametrize("typed", ["{email}", "  {email} ", "{upper}"])
def test_case_and_spaces_do_not_matter_in_an_address(given: Given, typed: str) -> None:
    email = given.teacher().email

    assert signs_in(given, typed.format(email=email, upper=email.upper()))


def test_an_unknown_address_a_wrong_password_and_a_disabled_person_get_the_same_answer(given: Given) -> None:
    anna, gone = given.teacher("Anna Vos"), given.staff("Kees Dam", "head")
    with given.database.transaction() as session:
        staff.disable(session, gone.id, given.clock())

    answers = [
        refused(given, anna.email, "not this one"),
        refused(given, "nobody@school.example"),
        refused(given, gone.email),
    ]

    assert answers == [WrongPassword] * 3


@pytest.mark.parametrize("address", ["known", "nobody@school.example"])
def test_after_eight_wrong_passwords_an_address_waits_known_or_not(given: Given, address: str) -> None:
    email = given.teacher().email if address == "known" else address

    assert guesses(given, email, times=9) == [WrongPassword] * 8 + [TooManyPasswords]


def test_while_an_address_waits_the_right_password_waits_too(given: Given) -> None:
    anna = given.teacher()
    guesses(given, anna.email, times=8)

    assert refused(given, anna.email) is TooManyPasswords


def test_a_quarter_of_an_hour_later_the_address_may_try_again(given: Given, clock: Clock) -> None:
    anna = given.teacher()
    guesses(given, anna.email, times=8)

    clock.turn(minutes=14, seconds=59)
    assert refused(given, anna.email) is TooManyPasswords
    clock.turn(seconds=1)

    assert signs_in(given, anna.email)


def test_the_right_password_does_not_count_as_a_try(given: Given) -> None:
    anna = given.teacher()

    for _ in range(10):
        signs_in(given, anna.email)

    assert guesses(given, anna.email, times=1) == [WrongPassword]


def test_forty_wrong_passwords_at_once_are_forty_of_which_eight_are_looked_at(given: Given) -> None:
    anna = given.teacher()

    answers = all_at_once(lambda number: refused(given, anna.email, f"a wrong password {number}"), 40)

    assert Counter(answers) == {WrongPassword: 8, TooManyPasswords: 32}


def test_who_is_disabled_between_the_password_and_the_session_does_not_get_in(given: Given) -> None:
    anna = given.teacher()
    with given.database.transaction() as session:
        claim = staff.claim_try(session, anna.email, "laptop", given.secret, given.clock())
    assert staff.right_password(claim, PASSWORD)

    with given.database.transaction() as session:
        staff.disable(session, anna.id, given.clock())

    with pytest.raises(WrongPassword), given.database.transaction() as session:
        staff.sign_in(session, claim, "laptop", given.clock())


def test_case_and_spaces_give_no_further_tries(given: Given) -> None:
    anna = given.teacher()
    guesses(given, anna.email, times=4)
    guesses(given, f" {anna.email.upper()} ", times=4)

    assert refused(given, anna.email) is TooManyPasswords


def test_somebody_who_guesses_on_another_device_does_not_lock_the_owner_out(given: Given) -> None:
    anna = given.teacher()

    for number in range(3):
        tried = [refused(given, anna.email, "wrong", f"chromebook {number}") for _ in range(9)]
        assert tried == [WrongPassword] * 8 + [TooManyPasswords]

    assert signs_in(given, anna.email)


def test_an_address_guessed_at_from_many_devices_goes_on_only_where_its_owner_was_in(
    given: Given, clock: Clock
) -> None:
    anna = given.teacher()
    signs_in(given, anna.email, device="own laptop")

    tried = [refused(given, anna.email, "wrong", f"device {number}") for number in range(50)]

    assert Counter(tried) == {WrongPassword: 40, TooManyPasswords: 10}
    assert refused(given, anna.email, device="new laptop") is TooManyPasswords
    assert signs_in(given, anna.email, device="own laptop")
    clock.turn(minutes=15)
    assert signs_in(given, anna.email, device="new laptop")


def test_a_device_that_goes_round_the_addresses_stops_after_thirty_whatever_address_it_tries_next(
    given: Given, clock: Clock
) -> None:
    anna = given.teacher()

    tried = [refused(given, f"collega{number}@school.example", "wrong") for number in range(31)]

    assert tried == [WrongPassword] * 30 + [TooManyPasswords]
    assert refused(given, anna.email) is TooManyPasswords
    assert signs_in(given, anna.email, device="own laptop")
    clock.turn(minutes=15)
    assert signs_in(given, anna.email)


def test_guessing_at_one_address_stops_nobody_else(given: Given) -> None:
    anna, kees = given.teacher("Anna Vos"), given.staff("Kees Dam", "head")

    guesses(given, anna.email, times=8)

    assert signs_in(given, kees.email)


def test_a_session_that_lies_idle_for_an_hour_ends(given: Given, clock: Clock) -> None:
    token = signs_in(given, given.teacher().email)

    clock.turn(minutes=59)
    assert who_is_in(given, token)
    clock.turn(minutes=1)

    assert who_is_in(given, token) is None


def test_a_session_in_use_goes_on_and_ends_after_twelve_hours_at_the_latest(given: Given, clock: Clock) -> None:
    token = signs_in(given, given.teacher().email)

    for _ in range(23):
        clock.turn(minutes=30)
        is_seen(given, token)
    clock.turn(minutes=30)

    assert who_is_in(given, token) is None


def test_who_is_disabled_loses_every_session_at_once_and_cannot_sign_in_again(given: Given) -> None:
    anna = given.teacher()
    sessions = [signs_in(given, anna.email) for _ in range(3)]

    with given.database.transaction() as session:
        staff.disable(session, anna.id, given.clock())

    assert [who_is_in(given, token) for token in sessions] == [None] * 3
    assert refused(given, anna.email) is WrongPassword


def test_disabling_somebody_leaves_the_sessions_of_others(given: Given) -> None:
    anna, kees = given.teacher("Anna Vos"), given.staff("Kees Dam", "head")
    token = signs_in(given, kees.email)

    with given.database.transaction() as session:
        staff.disable(session, anna.id, given.clock())

    assert who_is_in(given, token)


def test_signing_out_ends_this_session_and_no_other(given: Given) -> None:
    anna = given.teacher()
    here, elsewhere = signs_in(given, anna.email), signs_in(given, anna.email)
    person = who_is_in(given, here)
    assert person is not None

    with given.database.transaction() as session:
        staff.sign_out(session, person, given.clock())

    assert who_is_in(given, here) is None
    assert who_is_in(given, elsewhere)


def test_the_word_that_the_class_does_not_see_this_screen_holds_for_four_hours(given: Given, clock: Clock) -> None:
    token = signs_in(given, given.teacher().email)
    person = who_is_in(given, token)
    assert person is not None
    assert not person.own_screen

    with given.database.transaction() as session:
        staff.say_own_screen(session, person, own=True, now=given.clock())
    for _ in range(7):
        clock.turn(minutes=30)
        is_seen(given, token)
    still = who_is_in(given, token)
    clock.turn(minutes=30)
    later = who_is_in(given, token)

    assert still is not None
    assert still.own_screen
    assert later is not None
    assert not later.own_screen


def test_neither_passwords_nor_session_tokens_nor_tried_addresses_are_kept(given: Given) -> None:
    anna = given.teacher()
    token = signs_in(given, anna.email)
    guesses(given, "somebody@school.example", times=1)

    with given.database.reading() as session:
        password_hash = session.exec(select(Staff.password_hash)).one()
        token_hash = session.exec(select(StaffSession.token_hash)).one()
        address_hash = session.exec(select(StaffTry.email_mac)).one()
        events = session.exec(select(AuditEvent.what, AuditEvent.staff_id, AuditEvent.about)).all()

    assert password_hash.startswith("$argon2id$")
    assert PASSWORD not in password_hash
    assert token not in token_hash
    assert "@" not in address_hash
    assert list(events)[-1:] == [("staff-signed-in", anna.id, "")]
    assert not any("@" in about for _, _, about in events)

"""The ways a child or a teacher can be refused. Each is turned into a page once, in web."""


class Refusal(Exception):
    """Somebody asked for something that cannot be done now."""


class NotFound(Refusal):
    """It does not exist, or it is not yours: nobody can tell which."""


class GroupClosed(Refusal):
    """The group is not open: no pupil can come in, by any way."""


class WrongCode(Refusal):
    """No open group has this code."""


class TooManyCodes(Refusal):
    """So many wrong codes were typed this minute that no more are looked at."""


class WrongPictures(Refusal):
    """These are not the pupil's pictures. ``left`` tries remain on this device."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class TooManyTries(Refusal):
    """This device has tried this pupil's pictures too often."""


class GuessingStopped(Refusal):
    """Somebody is guessing in this group: pictures no longer work on new devices."""


class NotWaiting(Refusal):
    """This pupil no longer waits at the door on this device: sent away, used, or knocked too often elsewhere since."""


class CardUnknown(Refusal):
    """No pupil has this card: it was replaced, or never issued."""


class WrongPassword(Refusal):
    """The e-mail address and the password do not go together."""


class TooManyPasswords(Refusal):
    """Too many wrong passwords for this address: wait."""


class LessonClosed(Refusal):
    """The lesson is not ready for this group."""


class KeyUsed(Refusal):
    """This form was sent before, with something else in it."""


class NotNow(Refusal):
    """The choice does not belong to where the pupil is in the conversation."""


class NothingChosen(Refusal):
    """The form came without a choice, or with one that is not there."""


class DayOut(Refusal):
    """The day is behind us, or too far ahead."""


class NameTaken(Refusal):
    """Another child of the group has this name: add an initial."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NothingToAdopt(Refusal):
    """There is no draft of the rules."""


class NotAllRead(Refusal):
    """A rule has not been read yet: signing comes after."""


class SignedOften(Refusal):
    """This pupil signed and took it back so often that the teacher writes down what it is now."""


class StoryDoneOften(Refusal):
    """This pupil answered this story so often that one more answer tells nothing."""


class DraftChanged(Refusal):
    """Somebody else kept another draft meanwhile."""


class NotAllSettled(Refusal):
    """Of some children nothing is known yet: they signed, sign later, or are absent."""


class SignedOff(Refusal):
    """This sign-off is closed already."""


class GroupTaken(Refusal):
    """The school has a group of this name this year."""


class EmailTaken(Refusal):
    """Somebody has this e-mail address already."""


class PostTaken(Refusal):
    """This colleague is that already."""


class OwnPassword(Refusal):
    """Nobody hands out a password to oneself: the old one must be known."""


class OnlyHead(Refusal):
    """A school keeps at least one head."""


class DraftThere(Refusal):
    """Another document of the school is being looked over, and nobody said that it may go."""


class NotAllChecked(Refusal):
    """Nobody looked at some clauses yet."""


class TooManyClauses(Refusal):
    """The document has as many clauses as a protocol can have."""


class SchoolChanged(Refusal):
    """The school's part of these rules is another by now."""


class NothingToConfirm(Refusal):
    """No clause of the document binds anybody."""


class ProgrammeTaken(Refusal):
    """The school has a programme of this name already."""


class TooManyProgrammes(Refusal):
    """The school has so many programmes that one more would not be looked at."""

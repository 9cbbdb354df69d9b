"""Refusals: what is wrong, what to do instead, and the exit code that scripts rely on.

Each refusal is a class whose sentence lives in it. What is filled into a sentence is a
field's name, a ref, a file's name or a number: never the words of a testimony, a
person's name or a passphrase.
"""

from enum import IntEnum
from typing import ClassVar

from records.wording import N_, gettext


class ExitCode(IntEnum):
    """How a command ended. Others script against these numbers."""

    DONE = 0
    BUG = 1
    USAGE = 2
    NOT_FOUND = 3
    AMBIGUOUS = 4
    REFUSED = 5
    WITHHELD = 6
    VAULT = 7
    BAD_INPUT = 8
    UNABLE = 9
    INTERRUPTED = 130


class RecordsError(Exception):
    """A refusal that a person can act on. Anything else that is raised is a bug."""

    sentence: ClassVar[str]
    advice: ClassVar[str] = ""
    code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, **found: object) -> None:
        super().__init__()
        self.found = found
        self.field = ""
        """The field that it happened in, where the sentence itself does not say."""

    def __str__(self) -> str:
        said = gettext(self.sentence).format(**self.found)
        return f"{self.field}: {said}" if self.field else said

    @property
    def hint(self) -> str:
        """What to type or do instead; empty where there is nothing to add."""
        return gettext(self.advice).format(**self.found) if self.advice else ""


class InvalidField(RecordsError):
    """A value does not fit its field (exit 5)."""

    sentence = N_("{field}: found {found}, expected {expected}")


class MissingField(RecordsError):
    """A required field was not given, in data that is read from a file (exit 5)."""

    sentence = N_("{field}: missing in a {type}")
    advice = N_("give {field}")


class UnknownField(RecordsError):
    """A record of this type has no such field (exit 5)."""

    sentence = N_("a {type} has no field {field}")
    advice = N_("its fields are: {fields}")

    @property
    def hint(self) -> str:
        """The nearest field, where one is near; else all of them."""
        nearest = self.found.get("nearest")
        return (
            gettext("did you mean {nearest}?").format(nearest=nearest) if nearest else super().hint
        )


class NotFound(RecordsError):
    """Nothing carries this ref or name (exit 3)."""

    sentence = N_("there is no {type} {ref}")
    advice = N_("advocacy search WORDS finds a record by its words")
    code = ExitCode.NOT_FOUND


class Ambiguous(RecordsError):
    """Several records fit (exit 4)."""

    sentence = N_("{ref} fits more than one record: {candidates}")
    advice = N_("type one of these refs")
    code = ExitCode.AMBIGUOUS


class StillReferred(RecordsError):
    """Other records refer to this one, so it stays (exit 5)."""

    sentence = N_("{ref} is referred to by {others}")
    advice = N_("change or delete those first")

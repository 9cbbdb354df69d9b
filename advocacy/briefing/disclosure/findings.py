"""What must not stand in a paper, what may although it resembles it, and the refusal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from advocacy.briefing.disclosure.reading import Reading
from records.errors import ExitCode, RecordsError
from records.wording import N_, gettext

Kind = Literal["name", "contact", "code", "prose"]
KINDS: dict[Kind, str] = {
    "name": N_("a person's name"),
    "contact": N_("a telephone number or address"),
    "code": N_("a contributor's code"),
    "prose": N_("words that were not cleared"),
}


@dataclass(frozen=True)
class Forbidden:
    """A text that must not be in the paper, and the record and field it comes from."""

    KIND: ClassVar[Kind]
    text: str
    ref: str
    field: str


class Name(Forbidden):
    """One person's name, as `names_in` gives it."""

    KIND = "name"


class Contact(Forbidden):
    """A note that may hold telephone numbers, e-mail addresses and handles."""

    KIND = "contact"


class Address(Forbidden):
    """One entry of a contact or an exact place, as `entries` gives it."""

    KIND = "contact"


class Code(Forbidden):
    """The made-up sign that stands for a contributor."""

    KIND = "code"


class Prose(Forbidden):
    """A testimony that was not cleared; a short one passes."""

    KIND = "prose"


class Note(Prose):
    """An internal note; what it says of a law's title or a public name may stand."""


class Allowed(NamedTuple):
    """What may stand in the paper although it resembles something forbidden.

    `phrases` are names as they are printed, with their marks: public bodies, provinces,
    laws, the own organisation, names that the gate cleared. `quotations` are cleared words.
    `bodies` are the public bodies and the own organisation once more: a testimony may name
    them at length, and nothing else that was not cleared.
    """

    phrases: Iterable[str] = ()
    quotations: Iterable[str] = ()
    bodies: Iterable[str] = ()


NOTHING = Allowed()


class Hit(NamedTuple):
    """Something forbidden stands in the paper: where, and whose it is, never what."""

    kind: Kind
    where: str
    ref: str
    field: str


Found = Iterator[tuple[int, Hit]]
"""What was found, and at which offset."""


def found(value: Forbidden, reading: Reading, start: int) -> tuple[int, Hit]:
    """Say that something forbidden stands at an offset."""
    return start, Hit(value.KIND, reading.place(start), value.ref, value.field)


class Disclosed(RecordsError):
    """A finished paper shows what it must not (exit 6)."""

    sentence = N_("the paper would show {found}")
    advice = N_(
        "leave the record out with --without REF, "
        "or print without quotations with --no-voices{records}"
    )
    code = ExitCode.WITHHELD
    PLACES: ClassVar = 6  # so many are named of each kind
    RECORDS: ClassVar = 20

    def __init__(self, hits: Sequence[Hit], *, name_records: bool = False) -> None:
        """`name_records` where a person reads it on a screen, the vault unlocked."""
        self.hits = tuple(hits)
        records = _first(self.RECORDS, (f"{hit.ref} {hit.field}" for hit in hits))
        super().__init__(
            found="; ".join(
                self._found(kind) for kind in KINDS if kind in {hit.kind for hit in hits}
            ),
            records=": " + ", ".join(records) if name_records else "",
        )

    def _found(self, kind: Kind) -> str:
        places = _first(self.PLACES, (hit.where for hit in self.hits if hit.kind == kind))
        return f"{gettext(KINDS[kind])} ({'; '.join(places)})"


def _first(count: int, said: Iterable[str]) -> list[str]:
    every = list(dict.fromkeys(said))
    return every[:count] + ["…"] * (len(every) > count)

"""Searches a finished paper for what must not leave: the last check before it is printed.

Pure: it is told what is forbidden and what is allowed, and answers with places and refs.
It finds a name, a number or a story however the page broke it up: over lines and pages,
by hyphens and spaces, with marks or without. It cannot see into pictures.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import itemgetter
from typing import ClassVar, Literal, NamedTuple

from advocacy.briefing.paper_text import Paper
from advocacy.briefing.person_names import is_name, marks
from advocacy.briefing.reading import Reading, compact, plain, whole, words
from records.errors import ExitCode, RecordsError
from records.vietnamese import fold
from records.wording import N_, gettext

RUN = 8
"""So many words in a row make a passage recognisable as someone's."""

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
    """Telephone numbers and addresses, as they were noted."""

    KIND = "contact"


class Code(Forbidden):
    """The made-up sign that stands for a contributor."""

    KIND = "code"


class Prose(Forbidden):
    """An internal note, or a testimony that was not cleared; shorter than `RUN` it passes."""

    KIND = "prose"


class Allowed(NamedTuple):
    """What may stand in the paper although it resembles something forbidden.

    `phrases` are names as they are printed, with their marks: public bodies, provinces,
    laws, the own organisation, names that the gate cleared. `quotations` are cleared words.
    """

    phrases: Iterable[str] = ()
    quotations: Iterable[str] = ()


NOTHING = Allowed()


class Hit(NamedTuple):
    """Something forbidden stands in the paper: where, and whose it is, never what."""

    kind: Kind
    where: str
    ref: str
    field: str


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

    def __init__(self, hits: Sequence[Hit], *, name_records: bool = True) -> None:
        """`name_records` where the vault is unlocked and the reader may see refs."""
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


def search(
    paper: Paper,
    forbidden: Iterable[Forbidden],
    allowed: Allowed = NOTHING,
    sections: Iterable[tuple[str, str]] = (),
) -> list[Hit]:
    """Find what is forbidden and not allowed in a paper, each once for each place.

    `sections` are the headings as printed, each with how to name it.
    """
    forbidden, sections = list(forbidden), list(sections)
    allowed = Allowed(tuple(allowed.phrases), tuple(allowed.quotations))
    short = [f for f in forbidden if not isinstance(f, Prose)]
    long = [f for f in forbidden if isinstance(f, Prose)]
    split, joined = Reading(paper, sections), Reading(paper, sections, whole=True)
    found = [*_signs(split, short, allowed), *_numbers(split, short, allowed)]
    found += _stories((split, joined), long, allowed)
    found.sort(key=itemgetter(0))
    return list(dict.fromkeys(hit for _, hit in found))


Found = Iterator[tuple[int, Hit]]
"""What was found, and at which offset."""


def _found(value: Forbidden, reading: Reading, start: int) -> tuple[int, Hit]:
    return start, Hit(value.KIND, reading.place(start), value.ref, value.field)


# Names, addresses and codes: short runs of letters.


def _signs(reading: Reading, forbidden: Iterable[Forbidden], allowed: Allowed) -> Found:
    wanted: dict[str, list[Forbidden]] = defaultdict(list)
    for value in forbidden:
        for run in _runs(value):
            wanted[run].append(value)
    hits = [
        (value, start, end)
        for run, start, end in reading.occurrences(wanted)
        for value in wanted[run]
        if _is_meant(value, reading.text[start:end], reading.text[max(0, start - 40) : start])
    ]
    if not hits:
        return
    spans = list(_allowed_spans(reading, allowed))
    for value, start, end in hits:
        if not any(first <= start and end <= last for first, last in spans):
            yield _found(value, reading, start)


def _runs(value: Forbidden) -> Iterator[str]:
    text = plain(value.text)
    if isinstance(value, Contact):
        handles = [word for word in text.split() if _HANDLE.search(word)]
        runs = map(compact, [*_EMAIL.findall(text), *handles])
        yield from (run for run in runs if len(run) >= _SHORTEST)
    elif not (isinstance(value, Code) and _NO_SIGN.fullmatch(compact(text))):
        yield from filter(None, [compact(text)])


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"[@_]|[^\W\d]\.\w")
_NO_SIGN = re.compile(r"[0-9]{0,4}|.")  # a small number alone is no sign of anyone


def _allowed_spans(reading: Reading, allowed: Allowed) -> Iterator[tuple[int, int]]:
    written = defaultdict(set)
    for phrase in allowed.phrases:
        written[compact(phrase)].add(marks(phrase))
    written.pop("", None)
    for run, start, end in reading.occurrences(written):
        if marks(reading.text[start:end]) in written[run]:
            yield start, end


def _is_meant(value: Forbidden, written: str, before: str) -> bool:
    """Whether these letters in the paper are the sign, and not words that look like it."""
    if isinstance(value, Name):
        return is_name(value.text, written, before)
    if isinstance(value, Code):
        return _is_code(value.text, written)
    return True


def _is_code(code: str, written: str) -> bool:
    signs = re.sub(r"\W|_", "", written)
    if re.search(r"[^\w\s./·–—-]", written) or fold(signs) != signs.lower():
        return False
    if _ASK.search(written):
        return False
    # Without a digit it may be a word: then only as it was given.
    return any(sign.isdigit() for sign in signs) or signs == re.sub(r"\W|_", "", plain(code))


_ASK = re.compile(r"[^-]\n\s*[A-Z][0-9]+$")  # the number of an ask or a voice, on its own line


# Telephone numbers: digits, whatever stands between them.

_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9](?:[^\w\0]{0,3}[0-9])*")
_NATIONAL = 9  # the last digits of a number, the same after 0 and after +84
_PREFIX = 4
_SHORTEST = 7


def _numbers(reading: Reading, forbidden: Iterable[Forbidden], allowed: Allowed) -> Found:
    wanted: dict[str, list[Forbidden]] = defaultdict(list)
    for value in forbidden:
        if isinstance(value, Contact):
            for number in _numbers_of(value.text):
                wanted[number].append(value)
    for phrase in allowed.phrases:
        for number in _numbers_of(phrase):
            wanted.pop(number, None)
    for match in _NUMBER.finditer(reading.text if wanted else ""):
        if reading.stands(*match.span()):
            for number in _within(match[0], {len(number) for number in wanted}):
                for value in wanted.get(number, ()):
                    yield _found(value, reading, match.start())


def _within(written: str, lengths: Iterable[int]) -> Iterator[str]:
    """The numbers that may be meant by digits with little between them."""
    digits, groups = _digits(written)
    for length in lengths:
        for at in range(len(digits) - length + 1):
            # A short one is meant only where it does not cut a longer number.
            if length == _NATIONAL or {at, at + length} <= groups:
                yield digits[at : at + length]


def _numbers_of(text: str) -> Iterator[str]:
    """The telephone numbers in a note: their last nine digits, or all where they are fewer."""
    for part in re.split(r"[,;/\n]", plain(text)):
        for match in _NUMBER.finditer(part):
            digits, _ = _digits(match[0])
            if _SHORTEST <= len(digits) < _NATIONAL:
                yield digits
            elif len(digits) <= _NATIONAL + _PREFIX:
                yield from _within(digits[-_NATIONAL:], [_NATIONAL])
            else:  # two numbers with nothing between them
                yield from _within(digits, [_NATIONAL])


def _digits(number: str) -> tuple[str, set[int]]:
    """The digits of a written number, and the places between its groups."""
    groups = _DIGITS.findall(number)
    return "".join(groups), set(accumulate(map(len, groups), initial=0))


# Stories: runs of words.

Words = tuple[str, ...]


def _stories(
    readings: Sequence[Reading], forbidden: Iterable[Forbidden], allowed: Allowed
) -> Found:
    printed = {run for reading in readings for run in _shingles(reading.words)}
    for cleared in (*allowed.quotations, *allowed.phrases):
        printed.difference_update(_told(cleared))
    culprits: dict[Words, list[Forbidden]] = defaultdict(list)
    for value in forbidden:
        for run in printed.intersection(_told(value.text)):
            culprits[run].append(value)
    for reading in readings if culprits else ():
        for kept in _readings(reading.words):
            for at, run in enumerate(_runs_of([reading.words[i] for i in kept])):
                start, end = reading.spans[kept[at]][0], reading.spans[kept[at + RUN - 1]][1]
                if run in culprits and reading.stands(start, end):
                    yield from (_found(value, reading, start) for value in culprits[run])


def _told(text: str) -> Iterator[Words]:
    """The runs of words of a text, with its hyphenated words in parts and whole."""
    split = plain(text)
    yield from _shingles(words(split))
    if (joined := whole(split)) != split:
        yield from _shingles(words(joined))


def _shingles(told: Sequence[str]) -> Iterator[Words]:
    for kept in _readings(told):
        yield from _runs_of([told[i] for i in kept])


def _readings(told: Sequence[str]) -> Iterator[Sequence[int]]:
    """Which words to read: all of them, and without the numbers, as a note's call may be one."""
    yield range(len(told))
    spoken = [at for at, word in enumerate(told) if not word.isdigit()]
    if len(spoken) < len(told):
        yield spoken


def _runs_of(told: Sequence[str]) -> Iterator[Words]:
    return zip(*(islice(told, at, None) for at in range(RUN)), strict=False)

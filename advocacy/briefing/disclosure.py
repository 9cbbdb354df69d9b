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
from unicodedata import combining, normalize

from advocacy.briefing.paper_text import Paper, Reading, compact, plain, whole, words
from records.errors import ExitCode, RecordsError
from records.vietnamese import TONES, fold
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
        written[compact(phrase)].add(_marks(phrase))
    written.pop("", None)
    for run, start, end in reading.occurrences(written):
        if _marks(reading.text[start:end]) in written[run]:
            yield start, end


def _is_meant(value: Forbidden, written: str, before: str) -> bool:
    """Whether these letters in the paper are the sign, and not words that look like it."""
    if isinstance(value, Name):
        return _is_name(value.text, written, before)
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


def _is_name(name: str, written: str, before: str) -> bool:
    """Three syllables are someone's name however they are written; fewer may be other words."""
    syllables, addressed = words(plain(name)), _is_addressed(before)
    if len(syllables) >= _SURE and not name.islower():
        return True
    if set(_STOPS) & set(written) - set(name) or not _is_spelt(name, written):
        return False
    if len(syllables) == 1:
        return addressed and not written[0].islower()
    letters = "".join(sign for sign in written if sign.isalnum())
    if letters.isupper() and letters == written:
        return False  # "LEAN" is not Lê An
    begins = accumulate(map(len, syllables[:-1]), initial=0)
    capitals = not any(letters[at : at + 1].islower() for at in begins)
    return capitals or (addressed and words(written) == syllables)


_SURE = 3
_LONGEST = 5
_STOPS = ".,;:!?"


def _is_spelt(name: str, written: str) -> bool:
    """Whether the paper has the name's marks or leaves some out; other marks, another name."""
    noted, shown = _marks(name), _marks(written)
    return not any(noted) or all(
        _in_order(few, many) for few, many in zip(shown, noted, strict=True)
    )


def _in_order(few: str, many: str) -> bool:
    rest = iter(many)
    return all(sign in rest for sign in few)


def _marks(text: str) -> tuple[str, str]:
    """The tones and the other marks of a text, in order; hỏi and ngã are often confused."""
    signs = normalize("NFD", plain(text).lower().replace("đ", "d\u0335"))
    marks = [sign for sign in signs if combining(sign)]
    tones = "".join(mark for mark in marks if mark in TONES)
    return tones.replace("\u0309", "\u0303"), "".join(m for m in marks if m not in TONES)


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


# Names as they are noted in a record.


def _these(said: str) -> frozenset[str]:
    return frozenset(said.split())


_FORMS = _these(
    "chị anh bà ông em cô chú bác dì cậu mợ thím bạn bé cụ thầy mẹ má ba bố tên "
    "chi ong co chu bac "  # typed without marks
    "sister brother auntie aunt uncle madam named called"
)
_TITLES = _these("ms mr mrs miss mx dr prof bs ts ths gs pgs ls")  # may take a full stop
_ADDRESS = re.compile(r"(?:([^\W\d_]+)\s+)?([^\W\d_]+)([\s.\"“”'‘’(-]*)$")
_LETTERS = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(
    r"[,;:!?\n()\[\]{}&/|•·–—\"“”«»+]|\s-\s|(?<=\w{3})\.|\b(?:và|va|and)\b", re.IGNORECASE
)
_PARTICLES = _these("de da del della di dos du la le van von der den bin binti al el y")
_FAMILIES = _these(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan lam mai "
    "trinh dao cao truong ha luong luu chu ta to quach thach son kim chau phung vuong"
)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a field about people, without forms of address and the words around them."""
    pieces = _SEPARATORS.split(plain(text))
    return tuple(dict.fromkeys(name for piece in pieces for name in _names_of(piece)))


def _names_of(piece: str) -> Iterator[str]:
    found = list(_LETTERS.finditer(piece))
    shape = "".join(map(_shape, (word[0] for word in found)))
    for run in re.finditer(r"A(?:p{0,2}A)*", shape) if "A" in shape else re.finditer(".+", shape):
        start, end = run.span()
        said = [word[0].lower() for word in found[:end]]
        while start < end - 1 and said[start] in _FORMS | _TITLES and said[start] not in _FAMILIES:
            start += 1
        small = "A" not in shape
        if small and (said[start] in _FORMS or not _may_be_small_name(said[start:])):
            continue
        yield piece[found[start].start() : found[end - 1].end()]
        if fold(said[start]) in _FAMILIES:
            continue
        for at in range(start + 1, end):  # "Gồm Chị Lan", "Bác Sĩ Trần Thị Mười"
            if said[at - 1] in _FORMS or (fold(said[at]) in _FAMILIES and end - at > 1):
                yield piece[found[at].start() : found[end - 1].end()]


def _shape(word: str) -> str:
    if not word[0].islower():
        return "A"
    return "p" if word in _PARTICLES else "a"


def _may_be_small_name(said: Sequence[str]) -> bool:
    """Whether words without a capital are a name: a given name, or one with a family's."""
    return len(said) < _SURE or (len(said) <= _LONGEST and fold(said[0]) in _FAMILIES)


def _is_addressed(before: str) -> bool:
    """Whether what stands before a word says that a person's name follows."""
    found = _ADDRESS.search(before)
    if found is None:
        return False
    earlier, last, gap = (found[1] or "").lower(), found[2].lower(), found[3]
    if last == "là":
        return earlier in ("tên", "gọi")
    return last in _TITLES or (last in _FORMS and "." not in gap)

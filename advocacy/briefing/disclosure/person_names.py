"""People's names: as they are noted in a record, and whether what is written is one of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from unicodedata import combining, normalize

from advocacy.briefing.disclosure.reading import plain, words
from records.vietnamese import TONES, fold


def is_name(name: str, written: str, before: str) -> bool:
    """Three syllables are someone's name however they are written; fewer may be other words."""
    syllables, addressed = words(plain(name)), is_addressed(before)
    if len(syllables) >= SURE and not name.islower():
        return True
    if set(_STOPS) & set(written) - set(name) or not _is_spelt(name, written):
        return False
    if len(syllables) == 1:
        return addressed and not written[0].islower()
    letters = "".join(sign for sign in written if sign.isalnum())
    if letters.isupper() and letters == written:
        return False  # "LEAN" is not Lê An
    begins = accumulate(map(len, syllables[:-1]), initial=0)
    noted = zip(begins, _LETTERS.findall(plain(name)), strict=False)
    large = [at for at, word in noted if name.islower() or not word[0].islower()]  # "van Gogh"
    capitals = not any(letters[at : at + 1].islower() for at in large)
    return capitals or (addressed and words(written) == syllables)


SURE = 3
"""So many syllables are no accident, however they are written."""

_LONGEST = 5
_STOPS = ".,;:!?"


def _is_spelt(name: str, written: str) -> bool:
    """Whether the paper has the name's marks or leaves some out; other marks, another name."""
    noted, shown = marks(name), marks(written)
    return not any(noted) or all(
        _in_order(few, many) for few, many in zip(shown, noted, strict=True)
    )


def _in_order(few: str, many: str) -> bool:
    rest = iter(many)
    return all(sign in rest for sign in few)


def marks(text: str) -> tuple[str, str]:
    """The tones and the other marks of a text, in order; hỏi and ngã are often confused."""
    signs = normalize("NFD", plain(text).lower().replace("đ", "d\u0335"))
    marks = [sign for sign in signs if combining(sign)]
    tones = "".join(mark for mark in marks if mark in TONES)
    return tones.replace("\u0309", "\u0303"), "".join(m for m in marks if m not in TONES)


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


def noted_in(text: str) -> Iterator[str]:
    """The pieces of a field about people that are long enough to be names in small letters."""
    for piece in _SEPARATORS.split(plain(text)):
        if len(words(piece)) >= SURE:
            yield piece.title()


def as_spoken(name: str) -> tuple[str, ...]:
    """The name, and the given name alone, by which Vietnamese people are spoken of: "chị Mai".

    A single syllable counts only after a form of address, as `is_name` sees to.
    """
    syllables = name.split()
    given = [syllables[-1:]] if len(syllables) > 1 else []
    if len(syllables) >= _WITH_TWO_GIVEN:
        given.append(syllables[-2:])
    return (name, *(" ".join(part) for part in given))


_WITH_TWO_GIVEN = 4  # family, middle and two given names


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
    return len(said) < SURE or (len(said) <= _LONGEST and fold(said[0]) in _FAMILIES)


def is_addressed(before: str) -> bool:
    """Whether what stands before a word says that a person's name follows."""
    found = _ADDRESS.search(before)
    if found is None:
        return False
    earlier, last, gap = (found[1] or "").lower(), found[2].lower(), found[3]
    if last == "là":
        return earlier in ("tên", "gọi")
    return last in _TITLES or (last in _FORMS and "." not in gap)

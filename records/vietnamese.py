"""Vietnamese text: one way of writing it, finding it without its marks, and sorting it."""

import re
from typing import NamedTuple
from unicodedata import combining, normalize

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, with f, j, w and z where other languages have them."""

TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""The order of tones in dictionaries: ngang (no mark, 0), huyền, hỏi, ngã, sắc, nặng."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width signs
_WORD = rf"(?:[^\W_]|[\u0300-\u036f{INVISIBLE}])+"

# The old Vietnamese fonts left Ð (eth) in place of Đ; they look the same.
_UNMARKED = dict.fromkeys([*range(0x300, 0x370), *map(ord, INVISIBLE)]) | {
    ord(sign): letter for sign, letter in zip("đĐðÐ", "dDdD", strict=True)
}


class Token(NamedTuple):
    """A word of a text: where it stands in the NFC text, and how it reads folded."""

    start: int
    end: int
    folded: str


def nfc(text: str) -> str:
    """Write each letter with its marks as one sign, as everything is stored."""
    return normalize("NFC", text)


def unmarked(text: str) -> str:
    """Return the text without diacritics and invisible signs; đ becomes d; capitals stay."""
    return normalize("NFC", normalize("NFD", text).translate(_UNMARKED))


def fold(text: str) -> str:
    """Return the text in small letters without diacritics, for finding and comparing."""
    return unmarked(text).lower()


def tokens(text: str) -> list[Token]:
    """Return the words of a text, folded, with their offsets in `nfc(text)`."""
    words = re.finditer(_WORD, nfc(text))
    found = (Token(word.start(), word.end(), fold(word[0])) for word in words)
    return [token for token in found if token.folded]


def names_the_same(a: str, b: str) -> bool:
    """Whether two names differ at most in marks, capitals and white space."""
    return fold(a).split() == fold(b).split()


SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...], str]


def sort_key(text: str) -> SortKey:
    """Sort as a Vietnamese dictionary does: letters first, then tones, then small before capital.

    Digits come before letters, and whatever is neither counts as a space. Texts that
    differ in no sign a reader sees still have one order, so that lists never jump.
    """
    text = nfc(text)
    letters: list[str] = []
    tones: list[int] = []
    for sign in normalize("NFD", text):
        if sign in TONES and tones:
            tones[-1] = TONES[sign]
            continue
        letters.append(sign)
        if not combining(sign):
            tones.append(0)
    toneless = normalize("NFC", "".join(letters))
    words = "".join(sign if sign.isalnum() else " " for sign in toneless.lower()).split()
    return (
        tuple(_rank(sign) for sign in " ".join(words)),
        tuple(tones),
        tuple(sign.isupper() for sign in toneless),
        text,
    )


def _rank(sign: str) -> int:
    if sign == " ":
        return 0
    if sign.isdecimal():
        return 1 + int(sign)
    place = ALPHABET.find(sign)
    return 20 + place if place >= 0 else 100 + ord(sign)


def looks_vietnamese(text: str) -> bool:
    """Whether a text is written in Vietnamese rather than English with a few names in it."""
    words = tokens(text)
    whole = nfc(text)
    marked = sum(whole[start:end].lower() != folded for start, end, folded in words)
    return bool(words) and marked >= MOSTLY * len(words)


MOSTLY = 0.35
"""Of the syllables of Vietnamese prose about seven in ten carry a mark; of English, few."""

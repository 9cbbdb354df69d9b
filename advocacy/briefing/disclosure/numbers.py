"""Telephone numbers in a paper: digits, whatever stands between them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from advocacy.briefing.disclosure.findings import Allowed, Contact, Forbidden, Found, found
from advocacy.briefing.disclosure.reading import Reading, plain

_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9](?:[^\w\0]{0,3}[0-9])*")
_NATIONAL = 9  # the last digits of a number, the same after 0 and after +84
_PREFIX = 4
_SHORTEST = 7


def numbers(reading: Reading, forbidden: Iterable[Forbidden], allowed: Allowed) -> Found:
    """Find telephone numbers, as digits."""
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
                    yield found(value, reading, match.start())


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

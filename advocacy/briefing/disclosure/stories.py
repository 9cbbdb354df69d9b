"""Stories in a paper: runs of words that make a passage recognisable as someone's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from advocacy.briefing.disclosure.findings import Allowed, Forbidden, Found, Note, found
from advocacy.briefing.disclosure.reading import Reading, plain, whole, words

RUN = 8
"""So many words in a row make a passage recognisable as someone's."""

Words = tuple[str, ...]


def stories(readings: Sequence[Reading], forbidden: Iterable[Forbidden], allowed: Allowed) -> Found:
    """Find words that are somebody's and were not cleared."""
    printed = {run for reading in readings for run in _shingles(reading.words)}
    for cleared in (*allowed.quotations, *allowed.bodies):
        printed.difference_update(_told(cleared))
    official = printed.intersection(run for phrase in allowed.phrases for run in _told(phrase))
    culprits: dict[Words, list[Forbidden]] = defaultdict(list)
    for value in forbidden:
        for run in printed.intersection(_told(value.text)):
            if not (isinstance(value, Note) and run in official):
                culprits[run].append(value)
    for reading in readings if culprits else ():
        for kept in _readings(reading.words):
            for at, run in enumerate(_runs_of([reading.words[i] for i in kept])):
                start, end = reading.spans[kept[at]][0], reading.spans[kept[at + RUN - 1]][1]
                if run in culprits and reading.stands(start, end):
                    yield from (found(value, reading, start) for value in culprits[run])


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

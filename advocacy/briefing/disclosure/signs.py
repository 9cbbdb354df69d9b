"""Names, addresses and codes in a paper: short runs of letters."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from advocacy.briefing.disclosure.findings import (
    Address,
    Allowed,
    Code,
    Contact,
    Forbidden,
    Found,
    Name,
    found,
)
from advocacy.briefing.disclosure.person_names import SURE, is_name, marks
from advocacy.briefing.disclosure.reading import Reading, compact, plain, words
from records.vietnamese import fold

SHORTEST = 7
"""Letters and digits that are an address wherever they stand; a shorter one stands unbroken."""


def signs(reading: Reading, forbidden: Iterable[Forbidden], allowed: Allowed) -> Found:
    """Find names, addresses and codes."""
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
            yield found(value, reading, start)


def _runs(value: Forbidden) -> Iterator[str]:
    text = plain(value.text)
    if isinstance(value, Contact):
        dotted = [word for word in text.split() if _DOTTED.search(word)]
        long = (run for run in map(compact, dotted) if len(run) >= SHORTEST)
        handles = map(compact, [*_EMAIL.findall(text), *_HANDLE.findall(text)])
        yield from (*long, *(run for run in handles if len(run) >= _LEAST))
    elif not (isinstance(value, Code) and _NO_SIGN.fullmatch(compact(text))):
        yield from filter(None, [compact(text)])


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DOTTED = re.compile(r"[@_]|[^\W\d]\.\w")
_HANDLE = re.compile(r"(?<![\w@])(?:@\w+|(?=\w*[\d_])(?=\w*[^\W\d_]{2})[^\W\d]\w*)")
_LEAST = 3
_GAP = re.compile(r"[^\S\n]")
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
    if isinstance(value, Address):
        return len(words(plain(value.text))) >= SURE or is_name(value.text, written, before)
    return _is_handle(written, before)


def _is_handle(written: str, before: str) -> bool:
    if len(compact(written)) >= SHORTEST:
        return True
    marked = before.endswith("@") or re.search(r"[@_\d]", written)
    return bool(marked) and not _GAP.search(written)


def _is_code(code: str, written: str) -> bool:
    signs = re.sub(r"\W|_", "", written)
    if re.search(r"[^\w\s./·–—-]", written) or fold(signs) != signs.lower():
        return False
    if _ASK.search(written):
        return False
    # Without a digit it may be a word: then only as it was given.
    return any(sign.isdigit() for sign in signs) or signs == re.sub(r"\W|_", "", plain(code))


_ASK = re.compile(r"[^-]\n\s*[A-Z][0-9]+$")  # the number of an ask or a voice, on its own line

"""What a cell says, as the records take it: their own check comes after this and has the last word.

A cell may say a term by its key or label in either language, or by both (`yes / có`, as our
workbooks do), a list with semicolons or lines, and a choice of several with spaces.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from gettext import gettext as _
from typing import Any

from advocacy.importing.headings import folded, spellings
from advocacy.importing.numbers import NotRead, Style, plain
from records.errors import InvalidField
from records.fields import Field
from records.places import find
from records.values import NO, YES
from records.vocabulary import key_of

Find = Callable[[Field, str], str]
"""Returns the id of the record that a text names, or refuses."""

BOTH = " / "
"""Stands between the two languages of a drop-down."""

_QUOTED = re.compile(r"'+[=+\-@\t\r]")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*")
_CLOCK = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?([0-9]{1,2}:[0-9]{2}):[0-9]{2}.*")
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_TICKED = frozenset({"1", "true", "yes", "x", "co"})
MIDNIGHT = time()
MOST_WORDS = 200
"""More than all terms of any list have together; a story in the wrong column is none."""


def empty(said: Any) -> bool:
    """Whether a cell holds nothing."""
    return said is None or said == [] or (isinstance(said, str) and not said.strip())


def ticked(said: Any) -> bool:
    """Whether the column of one choice says that it was chosen."""
    return said is True or said == 1 or folded(str(said)) in _TICKED


def given(  # noqa: C901, PLR0911, PLR0912  (one kind after the other)
    field: Field, said: Any, style: Style, find_record: Find
) -> Any:
    """Return what a cell says for a field. Raises a RecordsError where it cannot be read."""
    if empty(said):
        return None
    if isinstance(said, str):
        said = _text(field, said)
    elif isinstance(said, (datetime, date, time)):
        said = _of_calendar(field, said)
    match field.kind:
        case "int" | "num":
            return _number(field, said, style)
        case "bool":
            return _yes_or_no(said)
        case "term" if isinstance(said, str):
            return _in_both(said, lambda one: key_of(field.vocabulary, one))
        case "place" if isinstance(said, str):
            return _in_both(said, find)
        case "ref" if isinstance(said, str):
            return find_record(field, said)
        case "refs":
            return [find_record(field, str(one)) for one in _parts(field, said)]
        case "terms":
            return _terms(field, said)
        case "texts":
            return _parts(field, said)
        case "series" if isinstance(said, str):
            return _series(field, said, style)
        case "text" | "prose" | "code" | "date" | "time" if _is_number(said):
            return str(said).removesuffix(".0")
        case _:
            return said


def _is_number(said: Any) -> bool:
    return isinstance(said, (int, float)) and not isinstance(said, bool)


def _text(field: Field, said: str) -> str:
    """Return a text as it was before a spreadsheet had to be kept from calculating it."""
    text = said.strip(" \u00a0\r\n")
    if text in _ERRORS:
        raise InvalidField(field=field.name, found=text, expected=_("a value, not an error"))
    if _QUOTED.match(text):
        return text[1:]
    if field.kind in ("day", "date") and (moment := _MOMENT.fullmatch(text)):
        return moment[1]
    if field.kind == "time" and (clock := _CLOCK.fullmatch(text)):
        return clock[1]
    return text


def _of_calendar(field: Field, said: datetime | date | time) -> str:
    """Return a date or time that a spreadsheet keeps as such."""
    if field.kind == "time":
        return said.strftime("%H:%M") if not isinstance(said, date) or isinstance(
            said, datetime) else str(said)  # fmt: skip
    if isinstance(said, datetime) and (field.kind in ("day", "date") or said.time() == MIDNIGHT):
        return said.date().isoformat()
    return said.isoformat()


def _number(field: Field, said: Any, style: Style) -> Any:
    if not isinstance(said, str):
        return said
    try:
        return plain(said, style, whole=field.kind == "int")
    except NotRead as wrong:
        digits = len(said) <= 20 and not any(sign.isalpha() for sign in said)  # noqa: PLR2004
        found = repr(said) if digits and said.isprintable() and not field.sensitive else _(
            "a text of {n} signs").format(n=len(said))  # fmt: skip
        raise InvalidField(field=field.name, found=found, expected=str(wrong)) from None


def _yes_or_no(said: Any) -> Any:
    if _is_number(said):
        return str(said).removesuffix(".0")
    if isinstance(said, str) and BOTH in said:
        halves = {half.strip().casefold() for half in said.split(BOTH)}
        if halves <= YES or halves <= NO:
            return halves <= YES
    return said


def _in_both(said: str, read: Callable[[str], str]) -> str:
    """Return what both halves of `yes / có` mean, or the whole where there are none."""
    halves = said.split(BOTH) if BOTH in said else []
    if len(halves) == 2:  # noqa: PLR2004  (two languages)
        one, other = (read(half) for half in halves)
        if one == other:
            return one
    return read(said)


def _parts(field: Field, said: Any) -> list[Any]:
    """Return the entries of a list: JSON, or parted by semicolons and lines."""
    if not isinstance(said, str):
        return list(said) if isinstance(said, (list, tuple)) else [said]
    if said.startswith("["):
        try:
            found = json.loads(said)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list):
            return found
    parts = re.split(r"[;\n]", said)
    if field.kind == "texts":
        return [part.strip() for part in parts if part.strip()]
    return [part.strip() for part in parts if part.strip(" ,")]


def _terms(field: Field, said: Any) -> list[str]:
    known = spellings(field.vocabulary)
    found: list[str] = []
    for part in _parts(field, said):
        if not isinstance(part, str):
            raise InvalidField(field=field.name, found=_("something else"), expected=_("text"))
        if folded(part) in known:
            found.append(known[folded(part)])
            continue
        for piece in part.split(","):
            chosen = _chosen(folded(piece).split("_"), known) if piece.strip() else []
            found += chosen or [_in_both(piece, lambda one: key_of(field.vocabulary, one))]
    return found


def _chosen(words: list[str], known: dict[str, str]) -> list[str]:
    """Return the terms that words with spaces between them are, the longest first; or none."""
    if not words or len(words) > MOST_WORDS:
        return []
    for end in range(len(words), 0, -1):
        key = known.get("_".join(words[:end]))
        if key is None:
            continue
        rest = _chosen(words[end:], known)
        if rest or end == len(words):
            return [key, *rest]
    return []


def _series(field: Field, said: str, style: Style) -> Any:
    """Return pairs from JSON, or from `2014: 12; 2015: 19`."""
    if said.startswith("["):
        return said  # the records read JSON themselves
    pairs = []
    for part in _parts(field, said):
        label, colon, value = part.rpartition(":")
        if not colon or not label.strip():
            raise InvalidField(
                field=field.name, found=_("something else"), expected="2014: 12; 2015: 19"
            )
        try:
            pairs.append([label.strip(), float(plain(value, style, whole=False))])
        except NotRead:
            pairs.append([label.strip(), value.strip()])
    return pairs

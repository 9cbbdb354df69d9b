"""Checks what was given for a field and returns the value as it is kept.

One way in for every carrier: options, prompts, JSON, and later spreadsheets.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from records.errors import InvalidField, MissingField, RecordsError
from records.fields import Field, fields_of, unknown_field
from records.types.common import Record
from records.wording import gettext

Resolve = Callable[[Field, str], str]
"""Turns what was said of another record into its id, or refuses."""

LONGEST_LINE = 1_000
LONGEST_PROSE = 1_000_000
LONGEST_QUOTED, MOST_DIGITS_QUOTED = 20, 8  # a telephone number has more
LARGEST = 10**12
MOST_PARTS = 1_000  # of a field that holds a list
YES = frozenset({"yes", "true", "y", "1", "có", "co", "đúng"})
NO = frozenset({"no", "false", "n", "0", "không", "khong", "sai"})
HOUR, MINUTE = 24, 60
UNSEEN = frozenset({"Cc", "Cs", "Cf"})  # control signs, lone surrogates, signs without a shape
JOINERS = "\u200b\u200c\u200d"  # they hold emoji and some scripts together, or part words
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Myanmar and Khmer letters: between them U+200B alone tells where a word ends."""
STRAY = re.compile(f"(?<![{SPACELESS}])\u200b+|\u200b+(?![{SPACELESS}\u200b])|(?<=\u200b)\u200b+")


def accept(
    record: type[Record],
    given: Mapping[str, Any],
    resolve: Resolve,
    today: date,
    *,
    whole: bool = True,
) -> dict[str, Any]:
    """Return the values to keep, by field; the given ones only unless `whole`.

    Raises UnknownField, InvalidField or, where a required field is empty, MissingField.
    """
    fields = fields_of(record)
    for name in given:
        if name not in fields:
            raise unknown_field(record, name)
    kept = {name: _named(fields[name], said, resolve, today) for name, said in given.items()}
    for name, field in fields.items():
        empty = kept.get(name) in (None, ())
        if field.required and empty and (whole or name in kept):
            raise MissingField(field=name, type=record.NAME)
    return kept


def _named(field: Field, said: Any, resolve: Resolve, today: date) -> Any:
    """Return the value; a refusal says in which field."""
    try:
        return _value(field, said, resolve, today)
    except RecordsError as refusal:
        if "field" not in refusal.found:
            refusal.field = field.name
            if "found" in refusal.found:
                refusal.found["found"] = _quoted(field, said)
        raise


def _value(field: Field, said: Any, resolve: Resolve, today: date) -> Any:
    if said is None or said == "":
        return () if field.many else None
    if field.kind == "series":
        return _series(field, said)
    if not field.many:
        return _one(field, said, resolve, today)
    parts = said if isinstance(said, (list, tuple)) else [said]
    if field.kind != "texts":
        parts = [p for part in parts for p in _split(field, part)]
    if len(parts) > MOST_PARTS:
        raise _wrong(field, said, gettext("at most {n} entries").format(n=MOST_PARTS))
    kept = [_one(field, part, resolve, today) for part in parts if part not in (None, "")]
    return tuple(value for value in dict.fromkeys(kept) if value is not None)


def _split(field: Field, said: Any) -> list[str]:
    if not isinstance(said, str):
        raise _wrong(field, said, gettext("text"))
    return [part.strip() for part in said.split(",")]


def _one(field: Field, said: Any, resolve: Resolve, today: date) -> Any:  # noqa: C901, PLR0911
    match field.kind:
        case "int":
            return _number(field, said, int)
        case "num":
            return _number(field, said, float)
        case "bool":
            return _yes_or_no(field, said)
    if not isinstance(said, str):
        raise _wrong(field, said, gettext("text"))
    match field.kind:
        case "text" | "texts" | "code":
            return _line(field, said)
        case "prose":
            return _prose(field, said)
        case "time":
            return _time(field, said)
        case "ref" | "refs":
            return resolve(field, said)
        case "term" | "terms":
            from records.vocabulary import key_of

            return key_of(field.vocabulary, said)
        case "place":
            from records.places import find

            return find(said)
        case "day":
            from records.dates import as_day

            return as_day(said, today)
        case _:
            from records.dates import as_edtf

            return as_edtf(said, today)


def _wrong(field: Field, said: Any, expected: str) -> InvalidField:
    return InvalidField(field=field.name, found=_quoted(field, said), expected=expected)


def _quoted(field: Field, said: Any) -> str:
    """Quote a figure; say only of what kind it is, what could be a person's words or number."""
    match said:
        case bool():
            return gettext("yes or no")
        case int() | float():
            return gettext("a number")
        case list() | tuple():
            return gettext("a list")
        case str():
            figure = not field.sensitive and len(said) <= LONGEST_QUOTED
            figure &= sum(sign.isdigit() for sign in said) <= MOST_DIGITS_QUOTED
            if figure and not any(sign.isalpha() or not sign.isprintable() for sign in said):
                return repr(said)
            return gettext("a text of {n} signs").format(n=len(said))
        case _:
            return gettext("an object")


def clean(said: str) -> str:
    """Return the text in NFC, with plain line ends and without the signs that nobody sees."""
    lines = "\n".join(said.splitlines())  # whatever ends a line, form feeds too
    seen = (
        sign
        for sign in STRAY.sub("", lines)
        if sign in "\n\t" or sign in JOINERS or unicodedata.category(sign) not in UNSEEN
    )
    return unicodedata.normalize("NFC", "".join(seen))


def _line(field: Field, said: str) -> str | None:
    text = clean(said).strip()
    if "\n" in text:
        raise _wrong(field, said, gettext("one line"))
    if len(text) > LONGEST_LINE:
        raise _wrong(field, said, gettext("at most {n} signs").format(n=LONGEST_LINE))
    if field.kind == "code" and any(sign.isspace() for sign in text):
        raise _wrong(field, said, gettext("a code without spaces, such as HN-07"))
    return text.replace("\t", " ") or None


def _prose(field: Field, said: str) -> str | None:
    text = clean(said).strip()
    if len(text) > LONGEST_PROSE:
        raise _wrong(field, said, gettext("at most {n} signs").format(n=LONGEST_PROSE))
    return text or None


def _number(field: Field, said: Any, kind: type[int] | type[float]) -> int | float:
    expected = gettext("a whole number") if kind is int else gettext("a number")
    if isinstance(said, bool) or not isinstance(said, (str, int, float)):
        raise _wrong(field, said, expected)
    try:
        number = kind(said.strip() if isinstance(said, str) else said)
    except (ValueError, OverflowError):
        raise _wrong(field, said, expected) from None
    if number != number or abs(number) > LARGEST or (kind is int and number != float(said)):  # noqa: PLR0124
        raise _wrong(field, said, expected)
    if kind is int and number < 0:
        raise _wrong(field, said, gettext("a whole number from 0"))
    return number


def _yes_or_no(field: Field, said: Any) -> bool:
    if isinstance(said, bool):
        return said
    word = clean(said).strip().casefold() if isinstance(said, str) else ""
    if word in YES or word in NO:
        return word in YES
    raise _wrong(field, said, gettext("yes or no"))


def _time(field: Field, said: str) -> str:
    hour, _, minute = said.strip().casefold().replace("h", ":").replace("g", ":").partition(":")
    minute = minute or "00"
    figures = hour.isdecimal() and minute.isdecimal() and max(len(hour), len(minute)) <= 2  # noqa: PLR2004
    if not figures or int(hour) >= HOUR or int(minute) >= MINUTE:
        raise _wrong(field, said, gettext("a time such as 09:30"))
    return f"{int(hour):02}:{int(minute):02}"


def _series(field: Field, said: Any) -> tuple[tuple[str, str | float], ...]:
    expected = gettext('pairs of a label and a value, such as [["2014", 12], ["2015", 19]]')
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except (ValueError, RecursionError):
            raise _wrong(field, said, expected) from None
    if not isinstance(said, (list, tuple)) or len(said) > MOST_PARTS:
        raise _wrong(field, said, expected)
    pairs = []
    for pair in said:
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:  # noqa: PLR2004  (a pair)
            raise _wrong(field, pair, expected)
        label = _line(field, pair[0]) if isinstance(pair[0], str) else None
        value = _line(field, pair[1]) if isinstance(pair[1], str) else pair[1]
        if label is None or isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise _wrong(field, pair, expected)
        if not isinstance(value, str) and not abs(value) <= LARGEST:  # nan is in no order
            raise _wrong(field, pair, expected)
        pairs.append((label, value))
    return tuple(pairs)

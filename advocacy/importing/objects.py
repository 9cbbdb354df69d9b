"""Reads JSON documents and JSON lines, as this program and form servers write them."""

import json
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import Any

from advocacy.files import BadInputFile, read_text
from advocacy.importing.rows import Column, Objects, Row
from advocacy.importing.textfile import LONGEST_LINE

DEEPEST = 8
"""Groups in groups; no form has more."""


def document(path: Path) -> Objects:
    """Return the objects of a JSON document: one, a list, or a server's page of results."""
    try:
        found = json.loads(read_text(str(path)), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _no_json(path, getattr(error, "lineno", 1)) from None
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        found = found["results"]
    objects = found if isinstance(found, list) else [found]

    def rows() -> Iterator[Row]:
        for number, one in enumerate(objects, start=1):
            yield _row(path, number, one)

    return Objects(rows, len(objects))


def lines(path: Path) -> Objects:
    """Return the objects of a file that has one in each line."""

    def rows() -> Iterator[Row]:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
                if len(line) == LONGEST_LINE:
                    raise _no_json(path, number)
                if line.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield _row(path, number, _object(path, number, line))

    with path.open("rb") as file:
        total = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    return Objects(rows, total)


def _object(path: Path, number: int, line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _no_json(path, number) from None


def _no_number(constant: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(constant)


def _no_json(path: Path, line: int) -> BadInputFile:
    where = _("line {line}").format(line=line)
    return BadInputFile(
        file=path.name, found=_("no JSON at {where}").format(where=where), expected=_("JSON")
    )


def _row(path: Path, number: int, one: Any) -> Row:
    if not isinstance(one, dict):
        raise BadInputFile(
            file=path.name,
            found=_("no object as item {n}").format(n=number),
            expected=_("an object with fields"),
        )
    row = Row(number, [], [])
    _spread(path, row, one, "", DEEPEST)
    return row


def _spread(path: Path, row: Row, one: dict[str, Any], group: str, deep: int) -> None:
    """Put the values of an object into a row: groups as prefixes, lists of objects as parts."""
    for key, value in one.items():
        name = f"{group}{key}"
        if isinstance(value, dict):
            if not deep:
                raise BadInputFile(
                    file=path.name,
                    found=_("groups within groups, too deep to follow"),
                    expected=_("an object with fields"),
                )
            _spread(path, row, value, f"{name}/", deep - 1)
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            parts = [Row(row.number, [], []) for _part in value]
            for part, said in zip(parts, value, strict=True):
                if not deep:
                    raise _no_json(path, row.number)
                _spread(path, part, said, "", deep - 1)
            row.parts.append((name, parts))
        else:
            row.cells.append((Column(name), value))

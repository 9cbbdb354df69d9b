"""What every carrier is read into: columns, rows with their numbers, and sheets of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

MOST_ROWS = 1_048_576  # of a sheet of any spreadsheet program
MOST_COLUMNS = 2_000
LARGEST_FILE = 512 * 1024 * 1024  # bytes


class Column(NamedTuple):
    """Where a value stands: under a heading, in a column of a table."""

    heading: str
    letter: str = ""  # C in a table; empty in JSON, which has keys only


class Row(NamedTuple):
    """One line of a table, or one object."""

    number: int  # as a spreadsheet program counts
    cells: list[tuple[Column, Any]]
    parts: list[tuple[str, list["Row"]]]  # objects nested in an object, by their key


class Grid(NamedTuple):
    """A sheet as it lies in a file: nobody knows yet which of its lines is the heading."""

    name: str
    lines: Callable[[], Iterator[tuple[int, Sequence[Any]]]]  # numbered from 1; read anew each time
    total: int = 0  # about so many lines; 0 where that is not known


class Objects(NamedTuple):
    """Objects with keys, from JSON."""

    rows: Callable[[], Iterator[Row]]
    total: int = 0


class Sheet(NamedTuple):
    """Rows whose columns are known."""

    name: str
    columns: tuple[Column, ...]  # of a table; empty where objects name their keys one by one
    rows: Callable[[], Iterator[Row]]
    total: int = 0


def letter_of(position: int) -> str:
    """Return the letters that a spreadsheet program shows over a column, the first being 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

"""Finds out, before the rows are read, how the numbers of each column are written."""

from typing import TYPE_CHECKING

from advocacy.importing.numbers import Style, style_of

if TYPE_CHECKING:
    from advocacy.importing.checking import Checker
    from advocacy.importing.rows import Column, Sheet


def settle_numbers(checker: "Checker", sheet: "Sheet") -> None:
    """Let the checker know the style of each column that may hold fractions."""
    targets = {column: checker.target(column) for column in sheet.columns}
    proven: dict[Column, set[Style]] = {
        column: set()
        for column, target in targets.items()
        if target is not None and target.field is not None and target.field.kind == "num"
    }
    if not proven:
        return
    for row in sheet.rows():
        for column, said in row.cells:
            if column in proven and isinstance(said, str):
                proven[column].add(style_of(said))
    for column, styles in proven.items():
        told = styles - {""}
        checker.styles[column] = told.pop() if len(told) == 1 else ""

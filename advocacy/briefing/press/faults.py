"""Where in a design a fault lies: the file and the line, for a designer who knows no Python."""

from collections.abc import Collection
from types import TracebackType

from advocacy.briefing.designs import Design
from records.wording import gettext


def of_the_page(fault: BaseException, files: Collection[str]) -> tuple[str, int]:
    """Return the file and line of a design at which filling it failed; ("", 0) if in none.

    Jinja names the file of a slip of the pen itself; for the rest it puts the lines of the
    designs into the traceback.
    """
    said = (getattr(fault, "filename", None), getattr(fault, "lineno", None))
    if said[0] in files and said[1]:
        return str(said[0]), int(said[1])
    found = ("", 0)
    step: TracebackType | None = fault.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name in files:
            found = (name, step.tb_lineno)
        step = step.tb_next
    return found


def that_asks_for(name: str, design: Design) -> tuple[str, int]:
    """Return the file and line of a design in which this name stands; ("", 0) if in none.

    A name that stands in none of its files came from a record, and is not to be told.
    """
    if not name:
        return "", 0
    for address, content in design.files.items():
        if address.endswith((".html", ".css", ".svg")):
            for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), start=1):
                if name in line:
                    return address, number
    return "", 0


def at(file: str, line: int) -> str:
    """Say where in a design, or nothing."""
    return gettext(", {file}, line {line}").format(file=file, line=line) if file else ""

"""The record types by name. A module is imported only when one of its types is needed."""

from functools import cache
from importlib import import_module

from records.types.common import Record

MODULES = {
    "consultation": ("consultation", "delegation", "point"),
    "testimony": ("testimony", "excerpt", "consent"),
    "position": ("position", "challenge", "ask", "presentation"),
    "commitment": ("commitment", "progress"),
    "evidence": ("evidence", "source", "outcome"),
    "public_life": ("organisation", "official", "assessment", "instrument", "campaign"),
    "briefing": ("briefing", "issue", "copy", "office"),
}
NAMES = tuple(name for names in MODULES.values() for name in names)
LETTERS = {
    "C": "consultation", "D": "delegation", "Q": "point",
    "T": "testimony", "X": "excerpt", "N": "consent",
    "P": "position", "H": "challenge", "A": "ask", "R": "presentation",
    "M": "commitment", "L": "progress",
    "E": "evidence", "S": "source", "U": "outcome",
    "O": "organisation", "F": "official", "V": "assessment", "I": "instrument", "G": "campaign",
    "B": "briefing", "J": "issue", "Y": "copy", "K": "office",
}  # fmt: skip
"""The first sign of a ref says the type."""


@cache
def type_named(name: str) -> type[Record]:
    """Return the record type of this name. KeyError where there is none: that is a bug."""
    module = next(m for m, names in MODULES.items() if name in names)
    found: type[Record] = getattr(import_module(f"records.types.{module}"), name.capitalize())
    return found


def every_type() -> list[type[Record]]:
    """Return all record types, parents before children."""
    return [type_named(name) for name in NAMES]

"""What we know of a body or a post: assessments as a history, meetings, and the power map."""

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from records.edtf import parse
from records.types.consultation import Consultation
from records.types.public_life import Assessment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from records.reader import Reader

VIEWS = ("alignment", "interest", "influence", "stance")
"""What an assessment weighs."""

DEGREES = ("low", "medium", "high")


class View(NamedTuple):
    """An assessment, and what it changed against the one before: (field, before, now)."""

    assessment: Assessment
    changed: tuple[tuple[str, str, str], ...]


def history_of(assessments: "Iterable[Assessment]") -> tuple[View, ...]:
    """Return the assessments of one stakeholder, the newest first.

    What one leaves empty it does not change.
    """
    views, known = [], dict.fromkeys(VIEWS, "")
    for one in sorted(assessments, key=_day):
        said = {field: value for field in VIEWS if (value := getattr(one, field))}
        changed = tuple(
            (field, known[field], value)
            for field, value in said.items()
            if known[field] and known[field] != value
        )
        known |= said
        views.append(View(one, changed))
    return tuple(reversed(views))


def _day(one: Assessment) -> tuple[str, str]:
    when = parse(one.date) if one.date else None
    return (when.latest or when.earliest or "" if when else "", one.created)


class Placed(NamedTuple):
    """A stakeholder on the power map, by the newest that is known of each view."""

    about: str  # id of an organisation or an official
    interest: str  # a degree, unknown, or empty
    influence: str
    stance: str
    alignment: str
    on: str  # EDTF, of the newest assessment


class PowerMap(NamedTuple):
    """Stakeholders by influence and interest; those of whom one is not known stand apart."""

    cells: dict[tuple[str, str], tuple[Placed, ...]]  # (influence, interest), both in DEGREES
    apart: tuple[Placed, ...]


def placed(about: str, assessments: "Iterable[Assessment]") -> Placed:
    """Return where a stakeholder stands by the newest that was said of each view."""
    newest = history_of(assessments)
    said = {
        field: next((v for view in newest if (v := getattr(view.assessment, field))), "")
        for field in VIEWS
    }
    return Placed(about=about, on=newest[0].assessment.date or "", **said)


def power_map(reader: "Reader", only: "frozenset[str] | None" = None) -> PowerMap:
    """Return the map of everyone who was assessed, or of these alone."""
    by: dict[str, list[Assessment]] = defaultdict(list)
    for one in reader.every(Assessment):
        if one.about and (only is None or one.about in only):
            by[one.about].append(one)
    cells: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    apart = []
    for about, assessments in by.items():
        where = placed(about, assessments)
        if where.influence in DEGREES and where.interest in DEGREES:
            cells[where.influence, where.interest].append(where)
        else:
            apart.append(where)
    return PowerMap({cell: tuple(found) for cell, found in cells.items()}, tuple(apart))


def meetings_with(reader: "Reader", stakeholder: str) -> list[Consultation]:
    """Return the meetings that a body hosted or came to, or an official came to, newest first."""
    found = [
        one
        for one in reader.every(Consultation)
        if stakeholder in (one.host, *one.bodies, *one.officials_present)
    ]
    return sorted(
        found, key=lambda c: (parse(c.date).earliest or "") if c.date else "", reverse=True
    )

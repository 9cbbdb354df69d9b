"""Small counts of people, which could point to a person, stay out of papers.

The rules are those of the disclosure check (3-protection.md): a bound k by audience, no
percentage on a small denominator, nothing under the bound that can be had by subtraction, and
no count that differs by less than k from what an earlier paper to the same readers showed.
"""

from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _

CLOSE = {"internal": 0, "network": 5, "allied_ngo": 5}
"""The smallest count that may be shown to those who are near; to anybody else it is `FAR`."""

FAR = 10
SMALLEST_BASE = 20
"""No percentage stands on a smaller denominator."""

Counts = Mapping[str, int]
"""Counts of people, by a label that stays the same from one paper to the next."""

Shown = Sequence[Counts]
"""What earlier papers to the same readers showed, one by one."""


def smallest(audiences: Iterable[str]) -> int:
    """Return k: the smallest count of people that all these audiences may be shown."""
    return max((CLOSE.get(audience, FAR) for audience in audiences), default=FAR)


def few(difference: int, k: int) -> bool:
    """Whether a difference between two counts that a reader has is of few people."""
    return 0 < abs(difference) < k


def too_few(counted: Counts, k: int) -> bool:
    """Whether one of these counts is under the bound; those who are near see all of them."""
    return bool(k) and any(number < k for number in counted.values())


def gaps(some: Counts, others: Counts) -> dict[str, int]:
    """Return what a reader has by subtracting one of these counts from another; never nothing."""
    return {
        f"{a}-{b}": abs(number - other)
        for a, number in some.items()
        for b, other in others.items()
        if number != other
    }


def differs(counted: Counts, k: int, shown: Shown) -> str:
    """Return why these counts may not stand beside what was shown before, or nothing."""
    if any(few(number - page.get(label, number), k) for label, number in counted.items()
           for page in shown):  # fmt: skip
        return _("it differs by a few people from what these readers were shown before")
    return ""

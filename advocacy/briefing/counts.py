"""Small counts of people, which could point to a person, stay out of papers."""

from gettext import gettext as _

from records.types.evidence import Evidence
from records.vietnamese import fold

FEWEST = 10
"""No count of fewer people than this is printed (3-protection.md)."""

PEOPLE = frozenset(
    {
        "people", "person", "persons", "member", "members", "woman", "women", "man", "men",
        "worker", "workers", "participant", "participants", "delegate", "delegates",
        "respondent", "respondents", "interviewee", "interviewees", "resident", "residents",
        "returnee", "returnees", "contributor", "contributors", "nguoi",
    }
)  # fmt: skip
PEOPLE_PHRASES = ("thanh vien", "dai bieu", "phu nu")
"""Words in a unit that say that people are counted."""


def counts_people(unit: str | None) -> bool:
    """Whether a unit says that what is counted is people."""
    folded = fold(unit or "")
    return not PEOPLE.isdisjoint(folded.split()) or any(p in folded for p in PEOPLE_PHRASES)


def too_few_people(one: Evidence) -> bool:
    """Whether a piece of evidence rests on, or counts, fewer people than may be printed."""
    counted = [one.n, one.denominator]
    if counts_people(one.unit) or counts_people(one.unit_vi):
        counted.append(int(one.value) if one.value is not None else None)
    return any(number is not None and number < FEWEST for number in counted)


def people(number: int | None, sentence: str) -> str:
    """Return the sentence with the count of people in it, or nothing where it is too small."""
    if number is None or number < FEWEST:
        return ""
    return _(sentence).format(n=number)

"""What is wrong with a cell, and where it stands: never with the words of a person."""

from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import Any, NamedTuple

from advocacy.importing.rows import Column
from records.errors import Ambiguous, InvalidField, MissingField, NotFound, RecordsError
from records.fields import Field
from records.places import InvalidPlace
from records.vocabulary import UnknownTerm

LONGEST_QUOTED, MOST_DIGITS = 40, 8


class Problem(NamedTuple):
    """One bad cell, or a row that the records refuse."""

    sheet: str
    row: int
    column: str  # as people find it: C (Province); empty where the whole row is meant
    found: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        where = [_("sheet {name}").format(name=self.sheet)] if self.sheet else []
        where.append(_("row {n}").format(n=self.row))
        where += [_("column {name}").format(name=self.column)] if self.column else []
        said = (
            _("found {found}, expected {expected}").format(found=self.found, expected=self.expected)
            if self.found
            else self.expected
        )
        return f"{', '.join(where)}: {said}" + (f" ({self.hint})" if self.hint else "")


def called(column: Column) -> str:
    """Return a column as people find it; only what is known to be a heading is quoted."""
    heading = " ".join(column.heading.split())[:LONGEST_QUOTED]
    if not column.letter:
        return heading
    return f"{column.letter} ({heading})" if heading else column.letter


def explained(  # noqa: PLR0911  (one refusal after the other)
    refusal: RecordsError, field: Field | None, said: Any, *, personal: bool
) -> tuple[str, str, str]:
    """Return found, expected and hint. `personal`: the type is about people, nothing is quoted."""
    quote = _may_quote(field, said, personal=personal)
    match refusal:
        case MissingField():
            return _("nothing"), _("a value, since it is required"), ""
        case InvalidField():
            return str(refusal.found["found"]), str(refusal.found["expected"]), ""
        case UnknownTerm():
            expected = _("one of: {terms}").format(terms=refusal.found["allowed"])
            close = bool(refusal.found["closest"])
            return _found(said, quote=quote and close), expected, refusal.hint if close else ""
        case InvalidPlace():
            expected = _("a province such as Hà Nội or VN-HN")
            return _found(said, quote=quote and bool(refusal.hint)), expected, refusal.hint
        case NotFound() | Ambiguous() if field is not None:
            return _found(said, quote=False), _reference(field), ""
    if field is not None and field.kind in ("date", "day"):
        return _found(said, quote=False), _dates()[field.kind], ""
    return "", str(refusal), refusal.hint


def _dates() -> dict[str, str]:
    return {
        "date": _("a date such as 15/3/2016, March 2016, about 2008 or 2008~/2013"),
        "day": _("one certain day such as 15/3/2016"),
    }


def _reference(field: Field) -> str:
    named = {"organisation", "instrument"} & set(field.of)
    types = " / ".join(field.of)
    if named:
        return _("a ref or an exact name on record ({type})").format(type=types)
    return _("a ref on record ({type})").format(type=types)


def close_names(names: Callable[[], Iterator[str]], said: Any) -> str:
    """Return a hint with the names on record that are close to what was said."""
    from difflib import get_close_matches

    from records.vietnamese import fold

    if not isinstance(said, str) or len(said) > 4 * LONGEST_QUOTED:
        return ""
    known = {fold(name): name for name in names()}
    close = get_close_matches(fold(said), known, n=3, cutoff=0.7)
    if not close:
        return _("add it first: advocacy organisation add")
    return _("did you mean {closest}?").format(closest=", ".join(known[name] for name in close))


def _may_quote(field: Field | None, said: Any, *, personal: bool) -> bool:
    """Whether a text may be shown: it is short, no number of a person, in no field of people."""
    return (
        field is not None
        and not personal
        and not field.sensitive
        and isinstance(said, str)
        and len(said) <= LONGEST_QUOTED
        and said.isprintable()
        and sum(sign.isdigit() for sign in said) <= MOST_DIGITS
    )


def _found(said: Any, *, quote: bool) -> str:  # noqa: PLR0911  (one kind after the other)
    """Return what was found: as it stands where it may be shown, else of what kind it is."""
    match said:
        case None:
            return _("nothing")
        case bool():
            return _("yes or no")
        case int() | float():
            return _("a number")
        case str() if quote:
            return repr(said)
        case str() if said and not any(sign.isalpha() for sign in said) and len(said) <= 20:  # noqa: PLR2004
            if sum(sign.isdigit() for sign in said) <= MOST_DIGITS and said.isprintable():
                return repr(said)
            return _("a text of {n} signs").format(n=len(said))
        case str():
            return _("a text of {n} signs").format(n=len(said))
        case _:
            return _("something else")

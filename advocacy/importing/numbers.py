"""Numbers as people write them: 1,234.5 in English, 1.234,5 in Vietnamese.

Which of the two a column has is settled by those cells that can be read one way only.
"""

import re
from gettext import gettext as _
from typing import Literal

Style = Literal["", "en", "vi"]

_SHAPE = re.compile(r"[-+]?[0-9][0-9.,]*")
_GROUPED = r"[-+]?[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
_POINT = {"en": ".", "vi": ","}


class NotRead(ValueError):
    """A text is no number, or could be two; its words say what is expected."""


def style_of(text: str) -> Style:
    """Return the style that alone can read this number; empty where both or none can."""
    said = _bare(text)
    if not _SHAPE.fullmatch(said):
        return ""
    last = max(said.rfind("."), said.rfind(","))
    if last < 0:
        return ""
    sign = said[last]
    other = "," if sign == "." else "."
    if said.count(sign) > 1:  # it stands between thousands
        right = re.fullmatch(_GROUPED % re.escape(sign), said)
        return ("en" if sign == "," else "vi") if right else ""
    if other in said or not re.fullmatch(_GROUPED % re.escape(sign), said):  # it is the point
        return "en" if sign == "." else "vi"
    return ""


def plain(text: str, style: Style, *, whole: bool) -> str:
    """Return a number as Python writes it. Raises NotRead."""
    said = _bare(text)
    if not _SHAPE.fullmatch(said):
        raise NotRead(_("a whole number") if whole else _("a number"))
    signs = {sign for sign in said if sign in ".,"}
    if not signs:
        return said
    # What is counted has no fractions: 1.234 people are 1,234.
    if whole and len(signs) == 1:
        sign = signs.pop()
        if re.fullmatch(_GROUPED % re.escape(sign), said):
            return said.replace(sign, "")
    proven = style_of(said)
    how = proven or style
    if not how:
        if _grouped(said):
            raise NotRead(
                _("a number that can be read one way only: {one} is both a thousand and a fraction")
                .format(one="1.234")
            )  # fmt: skip
        raise NotRead(_("a number such as 1,234.5 or 1.234,5"))
    point = _POINT[how]
    units, _point, fraction = said.partition(point)
    grouping_sign = "," if point == "." else "."
    if grouping_sign in units and not re.fullmatch(_GROUPED % re.escape(grouping_sign), units):
        raise NotRead(_("a number such as 1,234.5 or 1.234,5"))
    if fraction and not fraction.isdigit():
        raise NotRead(_("a number such as 1,234.5 or 1.234,5"))
    return units.replace(grouping_sign, "") + (f".{fraction}" if fraction else "")


def _bare(text: str) -> str:
    """Return a number without the spaces that some put between thousands."""
    said = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if re.fullmatch(r"[-+]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?", said):
        return said.replace(" ", "")
    return said


def _grouped(said: str) -> bool:
    return bool(re.fullmatch(_GROUPED % "[.,]", said))

"""How wide a text is in the font of the charts, where to break it, and how to write a number."""

from collections.abc import Iterable
from decimal import Decimal
from math import floor, log10

from advocacy.briefing import measuring
from advocacy.briefing.measuring import SANS, SANS_BOLD

HUGE = 1e15
TINY = 1e-4
MOST_DECIMALS = 2


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in the unit of `size`."""
    return measuring.width_of(text, size, SANS_BOLD if bold else SANS)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `room`."""
    return measuring.wrapped(text, size, room, SANS_BOLD if bold else SANS)


def decimals(values: Iterable[float]) -> int:
    """Return how many decimals numbers side by side have, all the same: as few as they need.

    More than two only where a small one would be nothing with two.
    """
    plain = [value for value in values if not _powered(value)]
    needed = max(map(_places, plain), default=0)
    smallest = min((abs(value) for value in plain if value), default=1.0)
    return min(needed, max(MOST_DECIMALS, -floor(log10(smallest))))


def _powered(value: float) -> bool:
    """Whether a number is written with a power of ten."""
    return bool(value) and not TINY <= abs(value) < HUGE


def _places(value: float) -> int:
    """Return how many decimals a number has, without the dust of floats."""
    return max(0, -int(Decimal(f"{value:.10g}").normalize().as_tuple().exponent))


def number(value: float, language: str, places: int | None = None) -> str:
    """Write a number as the language does: 1,234.5 in English, 1.234,5 in Vietnamese.

    It has so many decimal `places`, else those that it needs.
    """
    if _powered(value):
        mantissa, exponent = f"{value:.2e}".split("e")
        text = f"{float(mantissa):g} × 10^{int(exponent)}"
    else:
        # No zero is less than nothing: -0.0 + 0.0 is 0.0.
        text = f"{value + 0.0:,.{_places(value) if places is None else places}f}"
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def with_unit(value: float, unit: str, language: str, places: int | None = None) -> str:
    """Write a value beside its mark; only a percent sign is short enough to stand there."""
    return number(value, language, places) + ("%" if unit == "%" else "")

"""How wide a text is in the font of the charts, where to break it, and how to write a number."""

from functools import cache

from advocacy.briefing.designs import fonts

CHART_FONT = "be-vietnam-pro/BeVietnamPro_{}.ttf"
HUGE = 1e15
TINY = 1e-4


@cache
def _widths(*, bold: bool) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    font = TTFont(fonts() / CHART_FONT.format("700Bold" if bold else "400Regular"), lazy=True)
    em, advance = font["head"].unitsPerEm, font["hmtx"]
    return {sign: advance[glyph][0] / em for sign, glyph in font.getBestCmap().items()}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in the unit of `size`; kerning may take off a little.

    A sign that the font lacks, and another one draws, counts as a square.
    """
    widths = _widths(bold=bold)
    return size * sum(widths.get(ord(sign), 1.0) for sign in text)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `room`: between words, in a word only if it must."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}" if found[-1] else word
        if width_of(longer, size, bold=bold) <= room:
            found[-1] = longer
            continue
        rest = word
        while rest:
            piece = _fitting(rest, size, room, bold=bold)
            found.append(piece)
            rest = rest[len(piece) :]
    return [one for one in found if one]


def _fitting(word: str, size: float, room: float, *, bold: bool) -> str:
    if width_of(word, size, bold=bold) <= room:
        return word
    # A word joined by hyphens or dashes is best broken after one.
    for at in range(len(word) - 1, 0, -1):
        if word[at - 1] in "-–/" and width_of(word[:at], size, bold=bold) <= room:
            return word[:at]
    end = len(word)
    while end > 1 and width_of(word[:end], size, bold=bold) > room:
        end -= 1
    return word[:end]


def number(value: float, language: str) -> str:
    """Write a number as the language does: 1,234.5 in English, 1.234,5 in Vietnamese."""
    if value and not TINY <= abs(value) < HUGE:
        mantissa, exponent = f"{value:.2e}".split("e")
        text = f"{float(mantissa):g} × 10^{int(exponent)}"
    else:
        text = f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def with_unit(value: float, unit: str, language: str) -> str:
    """Write a value beside its mark; only a percent sign is short enough to stand there."""
    return number(value, language) + ("%" if unit == "%" else "")

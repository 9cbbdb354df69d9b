"""How wide a text is in one of our own faces, and where a line of it ends."""

from functools import cache

from advocacy.briefing.designs import fonts

SANS, SANS_BOLD = "be-vietnam-pro/BeVietnamPro_400Regular", "be-vietnam-pro/BeVietnamPro_700Bold"
SERIF = "source-serif-4/SourceSerif4_400Regular"
SERIF_STRONG = "source-serif-4/SourceSerif4_600SemiBold"


@cache
def _widths(face: str) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    font = TTFont(fonts() / f"{face}.ttf", lazy=True)
    em, advance = font["head"].unitsPerEm, font["hmtx"]
    return {sign: advance[glyph][0] / em for sign, glyph in font.getBestCmap().items()}


def width_of(text: str, size: float, face: str = SANS) -> float:
    """Return the width of a line of text in the unit of `size`; kerning may take off a little.

    A sign that the face lacks, and another one draws, counts as a square.
    """
    widths = _widths(face)
    return size * sum(widths.get(ord(sign), 1.0) for sign in text)


def wrapped(text: str, size: float, room: float, face: str = SANS) -> list[str]:
    """Break a text into lines no wider than `room`: between words, in a word only if it must."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}" if found[-1] else word
        if width_of(longer, size, face) <= room:
            found[-1] = longer
            continue
        rest = word
        while rest:
            piece = _fitting(rest, size, room, face)
            found.append(piece)
            rest = rest[len(piece) :]
    return [one for one in found if one]


def _fitting(word: str, size: float, room: float, face: str) -> str:
    if width_of(word, size, face) <= room:
        return word
    # A word joined by hyphens or dashes is best broken after one.
    for at in range(len(word) - 1, 0, -1):
        if word[at - 1] in "-–/" and width_of(word[:at], size, face) <= room:
            return word[:at]
    end = len(word)
    while end > 1 and width_of(word[:end], size, face) > room:
        end -= 1
    return word[:end]

"""An attached file as it stands on paper: a picture, or every page of a PDF as one.

A PDF from elsewhere brings fonts, colours and marks that would break the standards of the
whole (PDF/A-2a, PDF/UA-1). Its pages are therefore drawn anew; the words that can be seen on
them are read beside, so that they are spoken aloud and searched.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from records.pictures import on_white, packed
from records.stripping import MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

ACROSS, DOWN = 164 / 25.4, 218 / 25.4  # inches: what a page has room for
PAGE_DPI, PICTURE_DPI = 250, 300
MOST_PAGES = 100  # of one file; more are no annex but a second pack
INK = 24  # of 255: difference between a letter and what lies around it
THIN = 5  # pixels: a letter so thin may fill its box with ink


class Leaf(NamedTuple):
    """A page of an attached file."""

    media: str
    content: bytes
    words: str = ""  # all that the file says there
    seen: str = ""  # of them, what can be seen

    @property
    def covered(self) -> bool:
        """Whether words lie under something: who has the file can read them."""
        return len(self.seen.split()) < len(self.words.split())


def leaves_of(kind: str, content: bytes) -> list[Leaf]:
    """Return the pages of a cleaned picture or PDF, none where it has too many or is damaged."""
    from pypdfium2 import PdfDocument, PdfiumError

    if kind != "pdf":
        return [_picture(content)]
    try:
        document = PdfDocument(content)
        try:
            return list(_pages(document)) if 0 < len(document) <= MOST_PAGES else []
        finally:
            document.close()
    except (PdfiumError, ValueError, ZeroDivisionError):
        return []


def _picture(content: bytes) -> Leaf:
    """Return a picture with no more points than paper shows, in colours that every file knows."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(BytesIO(content)) as opened:
        most = int(ACROSS * PICTURE_DPI), int(DOWN * PICTURE_DPI)
        fits = opened.width <= most[0] and opened.height <= most[1]
        if fits and opened.format == "JPEG" and opened.mode in ("L", "RGB"):
            return Leaf("image/jpeg", content)
        bare = on_white(opened)
        bare.thumbnail(most, Image.Resampling.LANCZOS)
        return Leaf(*packed(bare))


def _pages(document: Any) -> Iterator[Leaf]:
    for page in document:
        width, height = (points / 72 for points in page.get_size())
        shown = min(1.0, ACROSS / width, DOWN / height)  # of its own size, never enlarged
        bitmap = page.render(scale=shown * PAGE_DPI / 72)
        drawn = bitmap.to_pil().convert("RGB")
        text = page.get_textpage()
        words = " ".join(text.get_text_range().split())
        seen = " ".join(_seen(text, drawn.convert("L"), bitmap.get_posconv(page)))
        text.close()
        page.close()
        yield Leaf(*packed(drawn), words, seen)


def _seen(text: Any, drawn: "Image", places: Any) -> Iterator[str]:
    """Yield the words that leave ink on the page.

    Under a black box, or white on white, there is no difference between a letter and what
    lies around it: such words were hidden from the reader, and stay so.
    """
    word, shows = "", []
    for number in range(text.count_chars()):
        sign = text.get_text_range(number, 1)
        if sign.strip():
            word += sign
            shows.append(_shows(drawn, _box(text.get_charbox(number), places)))
            continue
        if word and _legible(shows):
            yield word
        word, shows = "", []
    if word and _legible(shows):
        yield word


Box = tuple[int, int, int, int]


def _box(corners: tuple[float, float, float, float], places: Any) -> Box:
    left, bottom, right, top = corners
    (x0, y0), (x1, y1) = places.to_bitmap(left, bottom), places.to_bitmap(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _shows(drawn: "Image", box: Box) -> bool | None:
    """Whether there is ink in a box that is not all ink; None where it is too thin to tell."""
    if box[2] - box[0] < THIN or box[3] - box[1] < THIN:
        return None
    extremes: Any = drawn.crop(box).getextrema()
    return bool(extremes[1] - extremes[0] > INK)


def _legible(shows: list[bool | None]) -> bool:
    told = [one for one in shows if one is not None]
    return 2 * sum(told) >= len(told)

"""What WeasyPrint 70 leaves out of a page's text: which signs its glyphs stand for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from advocacy.briefing.press.lettering import UNUSUAL

NOTHING = "\u200b"  # a space of no width


@contextmanager
def signs_told() -> Iterator[None]:
    """Write each line that is not plain Latin beside its glyphs (ISO 32000-1, 14.9.4).

    A glyph has one meaning in a whole file, but in many scripts, and in emoji, several
    glyphs make a letter, or a glyph several letters, and they stand in another order. What
    is drawn is right; what is read back from the glyphs alone is not, and no name is found
    in it. There is no public way to say it: `test_scripts` notices the absence of these
    private ones.
    """
    import pydyf
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.pdf.stream import Stream

    marked, add_font = Stream.marked, Stream.add_font

    @contextmanager
    def with_signs(stream: Any, box: Any, tag: str) -> Iterator[None]:
        with marked(stream, box, tag):
            if isinstance(box, TextBox) and UNUSUAL.search(box.text):
                stream.stream[-2]["ActualText"] = pydyf.String(box.text)
            yield

    def with_meanings(stream: Any, pango_font: Any) -> Any:
        font, size = add_font(stream, pango_font)
        if not isinstance(font.to_unicode, _Meanings):
            font.to_unicode = _Meanings()
        return font, size

    Stream.marked, Stream.add_font = with_signs, with_meanings
    try:
        yield
    finally:
        Stream.marked, Stream.add_font = marked, add_font


class _Meanings(dict[int, str]):
    """What each glyph stands for: never nothing, which PDF/A forbids (ISO 19005-2, 6.2.11.7)."""

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, text or NOTHING)

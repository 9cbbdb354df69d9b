"""The letters of the pages: the program's own fonts alone, and only signs that they can draw."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import category, normalize
from xml.sax.saxutils import escape

from advocacy.briefing.designs import fonts

FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
UNUSUAL = re.compile(r"[^\n\t -~\u00a0-\u00ac\u00ae-\u00ffĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”…•]")
"""Whatever is not sure to be in every font; the rest needs no second look."""

UNSEEN = ("Cc", "Cf", "Cs")
"""Unicode's controls, format signs and halves of signs."""

LOZENGE = "\u25ca"


def printable(value: Any) -> Any:
    """Return a text composed (NFC) and with only what the fonts can draw; others as they are.

    A sign that no font of ours has would print as an empty box, and break PDF/A (ISO
    19005-2, 6.2.11.8): it becomes a lozenge, which says that something stood there.
    Signs that cannot be seen (controls, changes of direction) are left out.
    """
    if not isinstance(value, str) or not UNUSUAL.search(value):
        return value
    text = normalize("NFC", value).replace("\u2011", "-")  # a hyphen that keeps its line
    seen = (c for c in text if c in "\n\t" or category(c) not in UNSEEN)
    return type(value)("".join(c if ord(c) in _drawable() else LOZENGE for c in seen))


@contextmanager
def own_fonts_only() -> Iterator[None]:
    """Let fontconfig know the program's fonts alone, so that every machine prints the same."""
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="advocacy-fonts-") as folder:
        config = Path(folder) / "fonts.conf"
        text = FONTCONFIG.format(fonts=escape(str(fonts())), cache=escape(folder))
        config.write_text(text, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


@cache
def _drawable() -> frozenset[int]:
    """Return the signs that at least one of our families has in all its weights."""
    from fontTools.ttLib import TTFont

    found = set(map(ord, "\n\t"))
    for family in sorted(folder for folder in fonts().iterdir() if folder.is_dir()):
        weights = [TTFont(file, lazy=True).getBestCmap() for file in sorted(family.glob("*.ttf"))]
        found |= set.intersection(*map(set, weights))
    return frozenset(found)

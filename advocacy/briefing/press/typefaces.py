"""The typefaces of the pages: the program's own, and for more scripts those that a user adds.

Users add them with the extra `scripts`, or in a folder that ADVOCACY_FONTS names.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from sys import executable
from typing import NamedTuple
from xml.sax.saxutils import escape

from advocacy.briefing.designs import fonts

FOLDER = "ADVOCACY_FONTS"
PACKAGES = tuple(f"pylopdf_fonts_{script}" for script in ("ar", "jp", "ko", "zh_cn", "zh_tw"))
"""What the extra `scripts` installs: folders of Noto fonts."""

EXTRA = f'"{executable}" -m pip install "advocacy[scripts]"'
"""The command that installs it."""

KINDS = (".ttf", ".otf", ".ttc")
UNFIT = ("CFF2", "CBDT", "COLR", "SVG ", "sbix")
"""Tables of fonts that a PDF cannot hold as they are: varying outlines, signs in colour."""

TEXT = ("Source Serif 4", "Be Vietnam Pro", "Tinos")
SCRIPTS = ("Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Thai")
SYMBOLS = ("Noto Sans Symbols 2", "Noto Emoji")
BY_LANGUAGE = {
    "ja": ("Noto Serif JP", "Noto Sans JP"),
    "ko": ("Noto Serif KR", "Noto Sans KR"),
    "zh": ("Noto Serif SC", "Noto Sans SC"),
}
"""Each language that is written with Chinese characters has its own shapes of them."""


class Typeface(NamedTuple):
    """A family of fonts, and the signs that it has in all its weights."""

    family: str
    files: tuple[Path, ...]
    signs: frozenset[str]


def own() -> tuple[Typeface, ...]:
    """Return the program's typefaces."""
    return _typefaces((fonts(),))


def added() -> tuple[Typeface, ...]:
    """Return the user's typefaces; one that is called like one of ours is not among them."""
    ours = {face.family for face in own()}
    return tuple(face for face in _typefaces(_folders()) if face.family not in ours)


@cache
def drawn_by(faces: tuple[Typeface, ...]) -> frozenset[str]:
    """Return the signs that at least one of the typefaces has."""
    return frozenset().union(*(face.signs for face in faces))


def fontconfig(more: Sequence[Typeface], cache_folder: str) -> str:
    """Return the settings that let fontconfig know our own typefaces and these, no others.

    Whatever typeface a page asks for, a sign that it lacks is taken from the others, in
    an order that is the same on every machine.
    """
    files = [file for face in more for file in face.files]
    families = sorted((face.family for face in more), key=lambda name: ("Sans" in name, name))
    return "\n".join(
        (
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            _element("dir", fonts()),
            *(_element("dir", folder) for folder in sorted({file.parent for file in files})),
            _element("cachedir", cache_folder),
            "<selectfont>",
            *(_chosen("acceptfont", file) for file in (fonts() / "*", *files)),
            _chosen("rejectfont", "*"),
            "</selectfont>",
            _then(TEXT),
            *(_then(names, language) for language, names in BY_LANGUAGE.items() if more),
            _then((*SCRIPTS, *SYMBOLS, *families)),
            '<alias binding="same"><family>emoji</family><prefer>',
            _element("family", "Noto Emoji"),
            "</prefer></alias>",
            "</fontconfig>",
        )
    )


def _element(name: str, content: object) -> str:
    return f"<{name}>{escape(str(content))}</{name}>"


def _chosen(name: str, files: object) -> str:
    return f"<{name}>{_element('glob', files)}</{name}>"


def _then(families: Iterable[str], language: str = "") -> str:
    """Let these families follow those that a page asks for."""
    test = f'<test name="lang" compare="contains">{_element("string", language)}</test>'
    names = "".join(_element("string", family) for family in families)
    edit = f'<edit name="family" mode="append_last" binding="same">{names}</edit>'
    return f'<match target="pattern">{test if language else ""}{edit}</match>'


def _folders() -> tuple[Path, ...]:
    named = os.environ.get(FOLDER, "")
    specs = filter(None, map(find_spec, PACKAGES))  # looks for them, and imports nothing
    packages = [Path(place) for spec in specs for place in spec.submodule_search_locations or ()]
    return (*([Path(named).expanduser()] if named else []), *packages)


@cache
def _typefaces(folders: tuple[Path, ...]) -> tuple[Typeface, ...]:
    """Return the typefaces in the folders; where two share a family, that of the first folder."""
    found: dict[str, Typeface] = {}
    for folder in folders:
        weights = defaultdict(list)
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in KINDS:
                for family, signs in _read(file):
                    weights[family].append((file, signs))
        for family, read in weights.items():
            files = tuple(dict.fromkeys(file for file, _ in read))
            signs = frozenset.intersection(*(signs for _, signs in read))
            found.setdefault(family, Typeface(family, files, signs))
    return tuple(found[family] for family in sorted(found))


def _read(file: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the families in a file with their signs; nothing of a file that is no fit font."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        collection = file.suffix.lower() == ".ttc"
        for font in TTCollection(file, lazy=True) if collection else [TTFont(file, lazy=True)]:
            if not any(table in font for table in UNFIT):
                family = font["name"].getBestFamilyName()
                yield str(family), frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, KeyError):
        return

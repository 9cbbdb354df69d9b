"""The letters of the pages: the program's own fonts, and only signs that they can draw."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from unicodedata import category, decomposition, normalize
from unicodedata import name as unicode_name

from advocacy.briefing.press.typefaces import EXTRA, FOLDER, added, drawn_by, fontconfig, own
from records.errors import ExitCode, RecordsError
from records.wording import N_, gettext

UNUSUAL = re.compile(r"[^\n\t -~\u00a0-\u00ac\u00ae-\u00ffĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”…•]")
"""Whatever is not sure to be in every font; the rest needs no second look."""

UNSEEN = ("Cc", "Cf", "Cs")
"""Unicode's controls, format signs and halves of signs."""

SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2"
"""Format signs that are drawn nevertheless: Arabic signs around numbers."""

BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc"
"""Marks, letters and a place for a picture that are drawn as nothing."""

SPOKEN = re.compile(r'\salt="[^"]*"')
"""What is said in place of a picture is not drawn."""

JOINERS = "\u200b\u200c\u200d"
JOINED = ("Lo", "Mn", "Mc", "So", "Sk")
"""Letters without capitals, their marks, emoji and the colours of their skin: what joiners
hold together or part. They mean nothing between Latin letters."""

FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a region: a black flag, and its code in signs that are not seen."""

SAME = str.maketrans(
    {
        "\u2011": "-",  # a hyphen that keeps its line
        "\u202f": "\u00a0",
        "\x0b": "\n",  # word processors end lines so
        "\x0c": "\n",
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\uf0b7": "•",  # Word's bullet, from a font that no one else has
        "\uf0a7": "•",
    }
)
ALIKE = ("<compat>", "<wide>", "<narrow>", "<font>", "<square>")
"""Unicode's reasons why a sign may be written with others without meaning another thing."""


class NoGlyphs(RecordsError):
    """A text for print holds signs that no font on this machine draws (exit 9)."""

    sentence = N_("the {paper} has signs that no font here draws: {signs}; see {places}")
    advice = N_(
        "{command} brings Arabic, Chinese, Japanese and Korean; fonts for other signs "
        "go into a folder that {folder} names; or leave the record out with --without REF"
    )
    code = ExitCode.UNABLE
    MOST: ClassVar = 10

    def __init__(self, paper: str, signs: Iterable[str], places: Iterable[str]) -> None:
        # In Unicode's order, so that no word can be read from them.
        named = [_named(sign) for sign in sorted(signs)]
        super().__init__(
            paper=paper,
            signs=_first(self.MOST, named),
            places=_first(self.MOST, places),
            command=EXTRA,
            folder=FOLDER,
        )


def printable(value: Any) -> Any:
    """Return a text composed (NFC) and without signs that cannot be seen; others as they are.

    Controls and changes of direction are left out. What holds emoji and some scripts
    together stays. A sign that no font has, but that others stand for, is written with them.
    """
    if not isinstance(value, str) or not UNUSUAL.search(value):
        return value
    text = normalize("NFC", value.replace("\r\n", "\n")).translate(SAME)
    return type(value)("".join(_written(text)))


def refuse_undrawn(html: str, paper: str) -> None:
    """Raise NoGlyphs where a page holds signs that no font draws: no box stands for a letter.

    An empty box would break PDF/A, too (ISO 19005-2, 6.2.11.8).
    """
    html = SPOKEN.sub("", html)
    if missing := _undrawn(html):
        parts = re.split(r'\bid="([^"]+)"', html)  # such as V3
        places = zip((gettext("the first page"), *parts[1::2]), parts[::2], strict=True)
        raise NoGlyphs(
            paper, missing, [place for place, part in places if not missing.isdisjoint(part)]
        )


@contextmanager
def own_fonts_only(html: str = "") -> Iterator[None]:
    """Let fontconfig know the program's fonts alone, so that every machine prints the same.

    Of the user's fonts only those are added that this page needs.
    """
    missing = _beyond(html)
    needed = [face for face in added() if not missing.isdisjoint(face.signs)] if missing else []
    with TemporaryDirectory(prefix="advocacy-fonts-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(fontconfig(needed, folder), encoding="utf-8")
        # Fonts that are cut down to the signs used would else say when that was done.
        ours = {"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": "0"}
        before = {name: os.environ.get(name) for name in ours}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


def _beyond(text: str) -> set[str]:
    """Return the signs that our own fonts do not draw."""
    unusual = {sign for sign in UNUSUAL.findall(text) if not _unseen(sign)}
    return unusual - drawn_by(own()) if unusual else set()


def _undrawn(text: str) -> set[str]:
    """Return the signs that nothing on this machine draws."""
    beyond = _beyond(text)
    return beyond - drawn_by(added()) if beyond else beyond


def _unseen(sign: str) -> bool:
    return (category(sign) in UNSEEN and sign not in SEEN) or "\ufe00" <= sign <= "\ufe0f"


def _written(text: str) -> Iterator[str]:
    """Yield the text sign by sign, without what is not seen."""
    flags = {at for flag in FLAG.finditer(text) for at in range(*flag.span())}
    before = ""
    for at, sign in enumerate(text):
        joins = sign in JOINERS and before and category(before) in JOINED
        if sign in BLANK or (
            category(sign) in UNSEEN
            and not (sign in "\n\t" or sign in SEEN or joins or at in flags)
        ):
            continue
        before = sign
        yield _like(sign) if UNUSUAL.match(sign) and not _unseen(sign) else sign


def _like(sign: str) -> str:
    """Return the sign, or what may stand for it where no font has it."""
    if not _undrawn(sign):
        return sign
    others = normalize("NFKC", sign)
    alike = decomposition(sign).startswith(ALIKE) and not set(others) & set("<>&\"'")
    return others if alike and not _beyond(others) else sign


def _named(sign: str) -> str:
    """Return a sign with its number and script: ع (U+0639, Arabic)."""
    number = f"U+{ord(sign):04X}"
    if category(sign) in ("Co", "Cn"):
        return gettext("{number} (a sign of one maker alone)").format(number=number)
    called = unicode_name(sign, "").split("-")[0].split()
    script = " ".join(called if category(sign)[0] in "NPSZ" else called[:1]).capitalize()
    return f"{sign} ({number}, {script})" if script else f"{sign} ({number})"


def _first(count: int, said: Iterable[str]) -> str:
    every = list(dict.fromkeys(said))
    return ", ".join(every[:count] + ["…"] * (len(every) > count))

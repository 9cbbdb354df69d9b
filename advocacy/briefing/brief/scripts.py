"""What the letters of a text tell of its language and direction."""

import re
from unicodedata import bidirectional, name

LANGUAGES = {
    "ARABIC": "und-Arab",  # Arabic, Persian and Urdu share it
    "CJK": "zh",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "THAI": "th",
}
"""The language of a script that hardly another one uses (BCP 47), by its name in Unicode."""

KANA = re.compile("[\u3040-\u30ff]")


def tongue_of(text: str) -> str:
    """Return the language that a text's first letter tells; empty for Latin and other letters."""
    first = _first_letter(text)
    language = LANGUAGES.get(name(first, "").split(" ")[0], "") if first else ""
    return "ja" if language == "zh" and KANA.search(text) else language


def runs_from_right(text: str) -> bool:
    """Whether a text is written from right to left (Unicode Standard Annex 9, rule P2)."""
    return bidirectional(_first_letter(text) or " ") in ("R", "AL")


def _first_letter(text: str) -> str:
    return next((sign for sign in text if sign.isalpha()), "")

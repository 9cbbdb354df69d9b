"""Whether what is quoted of an account stands in it, word by word and in that order."""

import re
import unicodedata

from records.vietnamese import INVISIBLE, nfc

GAP = re.compile(r"[\[(]\s*(?:…|\.{2,}|redacted|đã lược bỏ)\s*[\])]|…|\.{3,}", re.IGNORECASE)
"""What stands for words that were left out: … and […], or [redacted]."""

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")
"""Scripts that put no space between words, so that a quotation may begin within a run of them."""


def stands_in(part: str, whole: str) -> bool:
    """Whether every stretch of a quotation stands in the account, one after the other.

    Capitals, punctuation and white space may differ; marks on letters may not.
    """
    said, after = _words(whole), 0
    stretches = [words for piece in GAP.split(part) if (words := _words(piece))]
    for words in stretches:
        wanted = words.strip() if _SPACELESS.search(words) else words
        found = said.find(wanted, after)
        if found < 0:
            return False
        after = found + len(wanted) - 1  # the space between two words belongs to both
    return bool(stretches)


def _words(text: str) -> str:
    """Return the words of a text in small letters, with one space before and after each."""
    signs = (
        sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " "
        for sign in nfc(text).translate(_UNSEEN).lower()
    )
    words = "".join(signs).split()
    return f" {' '.join(words)} " if words else ""

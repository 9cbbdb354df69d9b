"""Long packs for the tests: every word of every voice is like no other, so none can hide."""

import re
from random import Random

from advocacy.briefing.brief import Brief, Voice, Words
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.press.long.cut import Cut, cut
from tests.advocacy.briefs import handout
from tests.advocacy.papers import HANDOUT

WORD = re.compile(r"w\d{4}x\d{3}")


def words_of(voice: int, count: int) -> list[str]:
    """Return the words of a voice."""
    return [f"w{voice:04}x{n:03}" for n in range(count)]


def long_pack(voices: int) -> Brief:
    """Return a pack with so many voices, short ones, whole ones, and some that break."""
    chance = Random(2026)  # noqa: S311  (to be repeatable, not secret)
    told = []
    for number in range(1, voices + 1):
        words = words_of(number, chance.choice((8, 20, 40, 80, 130)))
        half = len(words) // 2
        text = f"{' '.join(words[:half])}\n\n{' '.join(words[half:])}"
        told.append(
            Voice(f"V{number}", Words(text, "en"), "A peer educator", number % 9 == 0, (1,))
        )
    return handout(voices=tuple(told))


def pieces_of(brief: Brief) -> Cut:
    """Return the page of a pack, cut."""
    found = cut(to_html(brief, HANDOUT))
    assert found is not None
    return found


class Kept(dict[str, bytes]):
    """A cache in memory that counts what it did not have."""

    missed = 0

    def get(self, key: str, _default: object = None) -> bytes | None:  # type: ignore[override]
        """Return what was kept under the key."""
        self.missed += key not in self
        return super().get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep this."""
        self[key] = content

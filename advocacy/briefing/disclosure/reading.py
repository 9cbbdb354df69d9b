"""A paper as runs of words, with the place of each: however the pages broke them up."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import category, normalize

from advocacy.briefing.disclosure.paper_text import Paper
from records.vietnamese import fold
from records.wording import gettext

# WeasyPrint breaks a word with U+2010, which hardly anyone types. U+FFFE is pdfium's own
# sign for a hyphen at a line's end, whoever put it there.
_SOFT_HYPHENS = re.compile(r"\u00ad(?!\s*\n)|(?<=\w)\u2010\s*\n\s*(?=\w)")
_HYPHENS = re.compile("[\u00ad\u2010\u2011\u0002\ufffe]")
_UNSEEN = re.compile(
    "[\0\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_STRAY_MARKS = re.compile("[\u0300-\u036f]")
_BROKEN_WORD = re.compile(r"(?<=\w)-(?:\s*\n\s*)?(?=\w)")
_BETWEEN = "\0"  # stands between two stretches of text, so that no run of words spans them
# Chinese characters, kana and Korean syllables: each is a syllable, with or without a space.
_SINGLE = (
    "\uac00-\ud7a3\u3005\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"{_BETWEEN}|[{_SINGLE}]|[^\W\d_{_SINGLE}]+|\d+")
_HEAD = 6
_NEAR_SEAM = 80  # characters on either side of a page's end
_RUNNING_LINES = 6  # at most so many lines of running heads stand after a page's text


def plain(text: str) -> str:
    """The text with one sign for each letter and each hyphen, and no signs that do not show."""
    text = _HYPHENS.sub("-", _SOFT_HYPHENS.sub("", _UNSEEN.sub("", text)))
    return _STRAY_MARKS.sub("", normalize("NFKC", text)).replace("\r\n", "\n")


def whole(text: str) -> str:
    """A plain text without the hyphens inside its words, also those at a line's end."""
    return _BROKEN_WORD.sub("", text)


def words(text: str) -> list[str]:
    """The words of a plain text, folded; letters and digits apart."""
    known: dict[str, str] = {}
    found: list[str] = _WORD.findall(text)
    for word in set(found):
        known[word] = fold(word)
    return [known[word] for word in found]


def compact(text: str) -> str:
    """The letters and digits of a text, folded, run together."""
    return "".join(words(plain(text)))


class Stretch(NamedTuple):
    """A text that hangs together: a page, the end of one with the next, or one beside them."""

    text: str
    page: int = 0
    where: str = ""
    turns_at: int = 0  # where the next page begins

    def whole(self) -> "Stretch":
        """The same with its hyphenated words joined."""
        turns_at = len(whole(self.text[: self.turns_at]))
        return self._replace(text=whole(self.text), turns_at=turns_at)


def _stretches(paper: Paper) -> Iterator[Stretch]:
    pages = [plain(page) for page in paper.pages]
    for number, page in enumerate(pages, start=1):
        yield Stretch(page, number)
    for number, (page, following) in enumerate(pairwise(pages), start=1):
        lines, head = page.rstrip().split("\n"), following.lstrip()[:_NEAR_SEAM]
        for running in range(_RUNNING_LINES + 1):
            kept = lines[: len(lines) - running]
            tail = "\n".join(kept)[-_NEAR_SEAM:].rstrip()
            if tail:
                yield Stretch(f"{tail}\n{head}", number, "", len(tail))
    for where, text in paper.hidden:
        yield Stretch(plain(text), where=where)


class Reading:
    """A paper as one run of words that knows where each of them stands.

    `whole` joins the words that a hyphen parts; else the parts are words. `headings` are
    the lines that begin a section, each with how to name it.
    """

    def __init__(
        self, paper: Paper, headings: Iterable[tuple[str, str]] = (), *, whole: bool = False
    ) -> None:
        self._stretches = [s.whole() if whole else s for s in _stretches(paper)]
        self._starts = [0, *accumulate(len(s.text) + 1 for s in self._stretches)]
        self._headings = {compact(heading): name for heading, name in headings}
        self.text = _BETWEEN.join(s.text for s in self._stretches)
        self.spans = [word.span() for word in _WORD.finditer(self.text)]
        self.words = words(self.text)

    def occurrences(self, runs: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Each of these runs of letters that begins and ends where words do: run, start, end.

        What stands between the letters does not matter, nor whether words are apart.
        """
        by_head = defaultdict(list)
        for run in set(runs):
            by_head[run[:_HEAD]].append(run)
        lengths = sorted({len(head) for head in by_head})
        letters, (begins, ends) = self._letters, self._edges
        for at, start in begins.items():
            for length in lengths:
                for run in by_head.get(letters[at : at + length], ()):
                    end = ends.get(at + len(run))
                    if end is not None and letters.startswith(run, at) and self.stands(start, end):
                        yield run, start, end

    def stands(self, start: int, end: int) -> bool:
        """Whether this is no mere repetition, beside a page's end, of what the page has."""
        stretch, offset = self._at(start)
        return not stretch.turns_at or start - offset < stretch.turns_at < end - offset

    def place(self, start: int) -> str:
        """The page and section, or the part of the file, in which an offset lies."""
        stretch, _ = self._at(start)
        if not stretch.page:
            return gettext(stretch.where)
        if stretch.turns_at:
            start = self._starts[stretch.page] - 1
        before = bisect_right(self._sections, start, key=lambda section: section[0])
        named = f", {self._sections[before - 1][1]}" if before else ""
        return gettext("page {page}").format(page=stretch.page) + named

    def _at(self, start: int) -> tuple[Stretch, int]:
        index = bisect_right(self._starts, start) - 1
        return self._stretches[index], self._starts[index]

    @cached_property
    def _sections(self) -> list[tuple[int, str]]:
        """The lines of the pages that are headings: offset, how to name it."""
        found: list[tuple[int, str]] = []
        begun: set[str] = set()
        for stretch, start in zip(self._stretches, self._starts, strict=False):
            if not stretch.page or stretch.turns_at or not self._headings:
                continue
            lines = stretch.text.rstrip().split("\n")
            foot = len(lines) - _RUNNING_LINES
            offsets = accumulate((len(line) + 1 for line in lines), initial=start)
            for number, (line, offset) in enumerate(zip(lines, offsets, strict=False)):
                name = self._headings.get(compact(line))
                # At a page's foot it is the running head, which repeats what has begun.
                if name and not (name in begun and number >= foot):
                    found.append((offset, name))
                    begun.add(name)
        return found

    @cached_property
    def _letters(self) -> str:
        return "".join(self.words)

    @cached_property
    def _edges(self) -> tuple[dict[int, int], dict[int, int]]:
        """Where words begin and end: by offset in the letters, the offset in the text.

        "vàNguyễn" is two: a sign of no width stood there, which pdfium leaves out. In scripts
        without capitals a name may begin and end anywhere: Arabic writes "and" to the next
        word, Korean a particle to the one before, Thai and Khmer run all words together.
        """
        begins, ends, at = {}, {}, 0
        for (start, end), folded in zip(self.spans, self.words, strict=True):
            begins[at] = start
            word = self.text[start:end]
            if not (word.islower() or word.istitle() or word.isupper()):
                for inner, (one, two) in enumerate(pairwise(word), start=1):
                    camel = one.islower() and two.isupper()
                    if camel or "Lo" in (category(one), category(two)):
                        begins[at + inner] = ends[at + inner] = start + inner
            at += len(folded)
            ends[at] = end
        return begins, ends

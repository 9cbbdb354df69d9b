"""Prints a long pack: its parts side by side or from the cache, then what runs at their heads.

What a part looks like does not hang on where in the pack it comes to stand. Only what shows
numbers of pages does (the contents, references such as "p. 4", page x of y): that is laid
out last, when all numbers are known, and is little. So a changed text costs its own part.
"""

import hashlib
import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import cache as remembered
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from advocacy.briefing.designs import Design, fonts
from advocacy.briefing.press.lettering import UNUSUAL
from advocacy.briefing.press.long.cut import Cut, Section, led_elsewhere, numbered, places_in
from advocacy.briefing.press.long.merge import Head, merged
from advocacy.briefing.press.long.part import Job, Part
from advocacy.briefing.press.long.workers import Workers, how_many
from advocacy.briefing.press.progress import SIGNS_A_PAGE, Told
from advocacy.briefing.press.typefaces import Typeface, added

T = TypeVar("T")
Work = Generator[Job, Part, T]

ROUNDS = 8
"""So often the parts that show numbers of pages are laid out, until the numbers are right."""

FRAMES = 64
"""Pages whose heads are drawn at a time."""

PRESS = Path(__file__).parents[1]
MAKERS = tuple(
    PRESS / f"{name}.py"
    for name in ("accessible", "lettering", "long/layout", "tagging", "typefaces", "typesetting")
)

GOAL = re.compile(rb"target-counter\(\s*attr\(href[^)]*\)\s*,\s*page\s*\)")
TOTAL = re.compile(rb"counter\(pages\)")


class Cache(Protocol):
    """Keeps finished parts. They show words: it has to be as safe as the vault."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept under the key."""

    def put(self, key: str, content: bytes) -> None:
        """Keep this."""


def printed_in_parts(  # noqa: PLR0913  (what is printed, and how)
    cut: Cut,
    design: Design,
    identifier: str,
    *,
    cache: Cache | None = None,
    told: Told | None = None,
    workers: int = 0,
) -> bytes:
    """Return the finished PDF. Raises ForbiddenFetch, PrintingStopped.

    The bytes are the same whatever the number of workers (0: as many as the machine bears),
    and wherever the parts came from.
    """
    with Workers(workers or how_many()) as processes:
        press = Press(cut, design, processes, cache, told)
        parts, frames = press.print()
    return merged(parts, frames, press.heads(parts), identifier)


class Press:
    """One pack at work."""

    def __init__(
        self, cut: Cut, design: Design, workers: Workers, cache: Cache | None, told: Told | None
    ) -> None:
        self._cut = cut
        self._design = design
        self._files = dict(design.files)
        self._workers = workers
        self._cache = cache
        self._told = told
        self._known: set[str] = set()  # keys of parts that came from the cache
        self._done = 0  # pages
        self._about = sum(len(s.html) for run in cut.runs for s in run) // SIGNS_A_PAGE

    def print(self) -> tuple[list[Part], list[Part]]:
        """Return the parts, and the pages of what runs at their heads."""
        runs = range(len(self._cut.runs))
        done = dict(zip(runs, self._grouped([self._works(n, {}) for n in runs]), strict=True))
        late = [n for n in runs if self._is_late(n)]
        for _ in range(ROUNDS):
            parts = _joined(done)
            pages = _pages_of(parts)
            works = [self._works(n, pages) for n in late]
            *again, frames = self._grouped([*works, self._frames(self.heads(parts))])
            done |= dict(zip(late, again, strict=True))
            made = _joined(done)
            if _sizes(made) == _sizes(parts) and _pages_of(made) == pages:
                break
        else:  # a number moves a line to and fro for ever; as WeasyPrint does, take the last
            (frames,) = self._grouped([self._frames(self.heads(made))])
        self._done = sum(_sizes(made))
        self._tell(self._done)
        return made, frames

    def heads(self, parts: Sequence[Part]) -> list[Head | None]:
        """Return for each page what its head says: the section that begins on it or goes on.

        None for a page without one, as the cover: nothing runs at its head.
        """
        found: list[Head | None] = []
        for part in parts:
            before: list[str] = []
            for sheet in part.sheets:
                here = [place for place in sheet.places if place in self._cut.names]
                begun = [place for place in here if place not in before]
                name = next(iter(begun or here), None)
                found.append(Head(self._cut.names[name], sheet.places[name][0]) if name else None)
                before = here
        return found

    def _is_late(self, run: int) -> bool:
        """Whether a run may show numbers of pages."""
        sections = self._cut.runs[run]
        return run == 0 or any(section.shows_pages for section in sections)

    def _works(self, run: int, pages: dict[str, int]) -> "list[Work[list[Part]]]":
        """Return what is to be done for a run, as works that can go side by side."""
        sections = self._cut.runs[run]
        if sections and sections[0].is_long:
            return [self._lane(sections[0], *lane) for lane in sections[0].lanes]
        html = (
            self._cut.beginning(sections)
            if run == 0
            else self._cut.rest("".join(section.html for section in sections))
        )
        files = self._files
        if self._is_late(run):
            files = _with(files, GOAL, "attr(data-at)")
            html = numbered(html, pages)
        html = led_elsewhere(html, places_in(html), self._cut.places)
        return [self._one(Job(html, self._design.name, files, mark=f"{run}"))]

    def _one(self, job: Job) -> "Work[list[Part]]":
        return [(yield job)]

    def _lane(self, section: Section, start: int, end: int) -> "Work[list[Part]]":
        """Lay out a stretch of a long section, part after part, so that no page is cut short."""
        found: list[Part] = []
        while start < end:
            border = start
            while True:
                border = min(section.border_after(border), end)
                part = yield self._stretch(section, start, border, goes_on=border < end)
                if part.printed:
                    break
            found.append(part)
            start += part.printed
        return found

    def _stretch(self, section: Section, start: int, end: int, *, goes_on: bool) -> Job:
        html = led_elsewhere(section.window(start, end), frozenset(), self._cut.places)
        names = section.names[start:end]
        page = self._cut.rest(html)
        return Job(page, self._design.name, self._files, "part", names[0], names, goes_on)

    def _frames(self, heads: Sequence[Head | None]) -> "list[Work[list[Part]]]":
        """Draw what runs at head and foot of each page, after what lies behind all of them."""
        titles = [head.title if head else "" for head in heads]
        files = _with(self._files, TOTAL, f'"{len(titles)}"')
        pages = [
            self._cut.grounds(),
            *(
                self._cut.frames(titles[first : first + FRAMES], first + 1)
                for first in range(0, len(titles), FRAMES)
            ),
        ]
        return [self._one(Job(html, self._design.name, files, "frames")) for html in pages]

    def _grouped(self, groups: "Sequence[Sequence[Work[list[Part]]]]") -> list[list[Part]]:
        """Do all works of all groups side by side; return the parts of each group in order."""
        works = [work for group in groups for work in group]
        results: dict[int, list[Part]] = {}
        waiting: dict[Future[Part], tuple[int, Job]] = {}

        def go_on(number: int, part: Part | None) -> None:
            try:
                job = next(works[number]) if part is None else works[number].send(part)
            except StopIteration as end:
                results[number] = end.value
            else:
                waiting[self._asked(job)] = number, job

        for number in range(len(works)):
            go_on(number, None)
        while waiting:
            # With an end to the wait: on Windows, Ctrl-C does not break into an endless one.
            for ready in wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED).done:
                number, job = waiting.pop(ready)
                go_on(number, self._kept(job, ready.result()))
        found = iter([results[number] for number in range(len(works))])
        return [[part for _ in group for part in next(found)] for group in groups]

    def _asked(self, job: Job) -> "Future[Part]":
        """Take a part from the cache, else have it laid out."""
        kept = self._cache.get(_key(job)) if self._cache is not None else None
        if kept is None:
            return self._workers.part(job)
        known: Future[Part] = Future()
        known.set_result(msgspec.msgpack.decode(kept, type=Part))
        self._known.add(_key(job))
        return known

    def _kept(self, job: Job, part: Part) -> Part:
        """Keep a part for the next time, if it is new."""
        if self._cache is not None and _key(job) not in self._known:
            self._cache.put(_key(job), msgspec.msgpack.encode(part))
        if job.kind == "part":
            self._done += len(part.sheets)
            self._tell(max(self._done, self._about))
        return part

    def _tell(self, total: int) -> None:
        if self._told:
            self._told(min(self._done, total), total)


def _sizes(parts: Iterable[Part]) -> list[int]:
    return [len(part.sheets) for part in parts]


def _joined(done: Mapping[int, list[Part]]) -> list[Part]:
    return [part for run in sorted(done) for part in done[run]]


def _pages_of(parts: Iterable[Part]) -> dict[str, int]:
    """Return the page on which each place is found first."""
    found: dict[str, int] = {}
    number = 0
    for part in parts:
        for sheet in part.sheets:
            number += 1
            for place in sheet.places:
                found.setdefault(place, number)
    return found


def _with(files: Mapping[str, bytes], pattern: re.Pattern[bytes], text: str) -> dict[str, bytes]:
    """Return the files with something else in their styles."""
    return {
        name: pattern.sub(text.encode(), content) if name.endswith(".css") else content
        for name, content in files.items()
    }


def _key(job: Job) -> str:
    faces = added() if UNUSUAL.search(job.html) else ()
    return hashlib.sha256(msgspec.msgpack.encode(job) + _made_by(faces)).hexdigest()


@remembered
def _made_by(added_faces: tuple[Typeface, ...]) -> bytes:
    """Return a digest of all that decides, beside the job, how a part looks."""
    own_faces = sorted(fonts().rglob("*.ttf"))
    seen = hashlib.sha256()
    for path in (*MAKERS, *own_faces, *(file for face in added_faces for file in face.files)):
        seen.update(Path(path).read_bytes())
    for name in ("weasyprint", "pydyf", "fonttools", "pikepdf", "pillow", "tinycss2", "tinyhtml5"):
        seen.update(f"{name} {version(name)} ".encode())
    return seen.digest()

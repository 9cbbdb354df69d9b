"""Cuts a filled page into parts that can be laid out each by itself.

A part begins a new page. Sections are kept together in runs; a section of many items is
cut again, between two items. Where such a section is cut does not hang on how long its
texts are, so that a changed text changes its own part and no other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

PART = 48
"""So many items are laid out at a time, less what does not fill a page."""

LANE = 5
"""So many times in a row; what follows begins a page, and can be laid out at the same time."""

LONG_ITEM = 4_000
"""Signs of HTML: an item of so many counts twice, of twice as many three times."""

LONG_SECTION = 2 * PART
"""Sections of fewer items stay whole."""

ELSEWHERE = "https://pack.invalid/#"
"""A link to another part; put right when the parts are put together."""

SHOWS_PAGE = " data-page="
"""The attribute of a link whose page is printed."""

STYLE = "parts.css"
"""A design that has this beside its page may be cut."""

BOXES = (
    "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner",
    "right-top", "right-middle", "right-bottom",
    "bottom-right-corner", "bottom-right", "bottom-center", "bottom-left", "bottom-left-corner",
    "left-bottom", "left-middle", "left-top",
)  # fmt: skip
"""Of a page's margin (CSS Paged Media 3, 4.2)."""

TAG = re.compile(r"<(/?)(main|section|article)\b([^>]*)>")
NAMED = re.compile(r'\sid="([^"]+)"')
TITLED = re.compile(r'\sdata-section="([^"]*)"')
LINK = re.compile(r'\shref="#([^"]*)"')
STYLES = re.compile(r"<link\b[^>]*>|<style\b.*?</style>", re.DOTALL)
AFTER = re.compile(r'</main>\s*(<div id="end"></div>)?\s*</body>\s*</html>\s*$')
LANGUAGE = re.compile(r'<html[^>]*?\slang="([^"]*)"')


@dataclass(frozen=True)
class Section:
    """A section of a page, as HTML: what it opens with, its items, and what stands after them."""

    id: str
    title: str  # as it runs at the head of the page
    opening: str
    head: str
    items: tuple[str, ...]
    tail: str

    @property
    def html(self) -> str:
        """The whole section."""
        return self.window(0, len(self.items))

    @property
    def is_long(self) -> bool:
        """Whether it is cut. One that shows numbers of pages is not: they are known late."""
        return len(self.items) >= LONG_SECTION and not self.shows_pages

    @property
    def shows_pages(self) -> bool:
        """Whether the page that a link leads to is printed beside it."""
        return SHOWS_PAGE in self.html

    @cached_property
    def borders(self) -> tuple[int, ...]:
        """The numbers of items before which it may be cut."""
        weights = accumulate(1 + len(item) // LONG_ITEM for item in self.items)
        done, found = 0, []
        for number, weight in enumerate(weights, start=1):
            if weight // PART > done:
                done = weight // PART
                found.append(number)
        return tuple(found)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of its items."""
        return tuple(found[1] for item in self.items if (found := NAMED.search(item)))

    @property
    def lanes(self) -> list[tuple[int, int]]:
        """First item and end of each stretch that runs on from page to page."""
        count = len(self.items)
        starts = [0, *(b for b in self.borders[LANE - 1 :: LANE] if count - b >= PART)]
        return list(zip(starts, [*starts[1:], count], strict=True))

    def border_after(self, item: int) -> int:
        """Return the next place for a cut, not right after the item; or the section's end."""
        following = bisect_right(self.borders, item + PART // 2)
        return self.borders[following] if following < len(self.borders) else len(self.items)

    def window(self, first: int, end: int) -> str:
        """Return the section with these items alone, as it begins or as it goes on."""
        opening = self.opening if first == 0 else self.opening.replace(">", " data-goes-on>")
        return "".join(
            (
                opening,
                self.head if first == 0 else "",
                *self.items[first:end],
                self.tail if end == len(self.items) else "",
                "</section>",
            )
        )


@dataclass(frozen=True)
class Cut:
    """A page in pieces."""

    head: str  # all before </head>
    cover: str  # what stands before <main>
    runs: tuple[tuple[Section, ...], ...]  # a long section is a run of its own

    @property
    def names(self) -> dict[str, str]:
        """The title of each section by its id."""
        return {section.id: section.title for run in self.runs for section in run}

    @cached_property
    def places(self) -> frozenset[str]:
        """Every place that a link may lead to."""
        return frozenset(NAMED.findall(self.cover + "".join(s.html for r in self.runs for s in r)))

    def beginning(self, run: Sequence[Section]) -> str:
        """Return the page of the first part, which says what file this is."""
        return self._page(self.head, self.cover, "".join(s.html for s in run))

    def rest(self, sections: str) -> str:
        """Return the page of any other part. It says nothing that changes from issue to issue."""
        language = LANGUAGE.search(self.head)
        lang = language[1] if language else "und"
        styles = "".join(STYLES.findall(self.head))
        return self._page(f'<!DOCTYPE html><html lang="{lang}"><head>{styles}', "", sections)

    def grounds(self) -> str:
        """Return a right-hand and a left-hand page with what lies behind the text, and no more."""
        boxes = "".join(f"@{box} {{ content: none !important }}" for box in BOXES)
        return self._frames(["", ""], 1, f"@page {{ {boxes} }}")

    def frames(self, titles: Sequence[str], first: int) -> str:
        """Return pages with what runs at head and foot, and no more."""
        return self._frames(titles, first, "@page { background: none !important }")

    def _frames(self, titles: Sequence[str], first: int, style: str) -> str:
        side = "right" if first % 2 else "left"
        sections = "".join(
            f'<section id="frame-{n}" data-section="{title}" style="break-before: page"></section>'
            for n, title in enumerate(titles, start=first)
        )
        return (
            f"{self.head}<style>html {{ break-before: {side} }} {style}"
            f" @page :first {{ counter-reset: page {first} }}</style></head>"
            f"<body><main>{sections}</main></body></html>"
        )

    def _page(self, head: str, cover: str, sections: str) -> str:
        return (
            f'{head}<link rel="stylesheet" href="{STYLE}"></head><body>{cover}'
            f'<main class="part">{sections}</main><div id="end"></div></body></html>'
        )


def cut(html: str) -> Cut | None:
    """Cut a page; None if it holds no section that is long enough."""
    head, has_body, body = html.partition("</head>")
    tops = list(_tops(body))
    if not (has_body and tops and _is_all(body, tops)):
        return None
    cover = body[body.index("<body") : tops[0]]
    cover = cover[cover.index(">") + 1 :]
    runs: list[tuple[Section, ...]] = []
    going_on = False
    for section in _sections(body, tops):
        if section.is_long or not going_on:
            runs.append(())
        runs[-1] += (section,)
        going_on = not section.is_long
    if not any(run[0].is_long for run in runs):
        return None
    if runs[0][0].is_long:
        runs.insert(0, ())
    return Cut(head, cover, tuple(runs))


def led_elsewhere(html: str, here: frozenset[str], places: frozenset[str]) -> str:
    """Mark the links of a part that lead to places in another."""

    def led(found: re.Match[str]) -> str:
        away = found[1] in places and found[1] not in here
        return f' href="{ELSEWHERE}{found[1]}"' if away else found[0]

    return LINK.sub(led, html)


def numbered(html: str, pages: dict[str, int]) -> str:
    """Tell every link the page of its goal, for styles to print; 888 while it is not known."""
    return LINK.sub(lambda found: f'{found[0]} data-at="{pages.get(found[1], 888)}"', html)


def places_in(html: str) -> frozenset[str]:
    """Return the ids of a part."""
    return frozenset(NAMED.findall(html))


def _tops(body: str) -> Iterator[int]:
    """Yield the place of <main>, then beginning and end of each section directly in it."""
    depth = 0
    for found in TAG.finditer(body):
        closing, name = bool(found[1]), found[2]
        if name == "main" and closing:
            return
        if name == "main":
            yield found.start()
        elif name == "section":
            depth += -1 if closing else 1
            if closing and depth == 0:
                yield found.end()
            elif not closing and depth == 1:
                yield found.start()


def _is_all(body: str, tops: list[int]) -> bool:
    """Whether nothing stands in <main> beside the sections, and nothing after it."""
    begin, end = body.index(">", tops[0]) + 1, body.index("</main>")
    between = zip([begin, *tops[2::2]], [*tops[1::2], end], strict=True)
    return not "".join(body[a:b] for a, b in between).strip() and bool(AFTER.match(body, end))


def _sections(body: str, tops: list[int]) -> Iterator[Section]:
    for start, end in zip(tops[1::2], tops[2::2], strict=True):
        yield _section(body[start:end])


def _section(html: str) -> Section:
    tags = TAG.finditer(html)
    opening = next(tags)
    spans: list[tuple[int, int]] = []
    depth, start = 0, 0
    for found in tags:
        depth += -1 if found[1] else 1
        if found[2] == "article" and not found[1] and depth == 1:
            start = found.start()
        elif found[2] == "article" and found[1] and depth == 0:
            spans.append((start, found.end()))
    last = len(html) - len("</section>")
    first, end = (spans[0][0], spans[-1][1]) if spans else (last, last)
    id_, title = NAMED.search(opening[3]), TITLED.search(opening[3])
    items = [html[a:b] for a, b in spans]
    # Between two items nothing but space: else it is no list, and stays in one piece.
    plain = sum(map(len, items)) + sum(
        b - a for (_, a), (b, _) in pairwise(spans) if not html[a:b].strip()
    )
    whole = plain == end - first and all(NAMED.search(item) for item in items) and id_ and title
    if not whole:
        items, first, end = [], last, last
    return Section(
        id_[1] if id_ else "",
        title[1] if title else "",
        opening[0],
        html[opening.end() : first],
        tuple(items),
        html[end:last],
    )

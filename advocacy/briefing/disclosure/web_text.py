"""What a page says as HTML, before it is printed: its text, and the headings of its sections."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from advocacy.briefing.disclosure.paper_text import (
    ALTERNATIVES,
    ANNOTATIONS,
    INNER_MARKS,
    PROPERTIES,
    Paper,
)
from records.vocabulary import label, terms

_IN_A_LINE = re.compile("a|abbr|b|bdi|cite|code|em|i|mark|q|s|small|span|strong|su[bp]|tspan|u")
_WHERE = {
    "content": PROPERTIES,
    "alt": ALTERNATIVES,
    "title": ALTERNATIVES,
    "aria-label": ALTERNATIVES,
    "aria-description": ALTERNATIVES,
    "summary": ALTERNATIVES,
    "abbr": ALTERNATIVES,
    "href": ANNOTATIONS,
    "xlink:href": ANNOTATIONS,
    "id": INNER_MARKS,
    "name": INNER_MARKS,
    "value": INNER_MARKS,
}
_STRINGS = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def text_of_web(html: str) -> Paper:
    """Read a page as a browser shows it, with every text that lies beside what it shows."""
    page = _Page(html)
    return Paper(("".join(page.shown),), tuple(pair for pair in page.hidden if pair[1].strip()))


def sections_of(html: str) -> Iterator[tuple[str, str]]:
    """Yield the headings of a page's sections as they are printed, each with how to name it.

    It is named by the list `section` in the page's language, else by the heading itself.
    """
    yield from _Page(html).headings()


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.hidden: list[tuple[str, str]] = []
        self._language = "en"
        self._sections: list[tuple[str, str]] = []  # key, heading at the page's head
        self._printed: list[str] = []  # the heading within the section
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def headings(self) -> Iterator[tuple[str, str]]:
        for (key, running), printed in zip(self._sections, self._printed, strict=True):
            name = label("section", key, self._language) if key in terms("section") else running
            if name:
                yield from (
                    (heading, name)
                    for heading in dict.fromkeys((running, printed))
                    if heading.strip()
                )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if not _IN_A_LINE.fullmatch(tag):
            self.shown.append("\n")
        said = {key: value or "" for key, value in attrs}
        if tag == "html":
            self._language = said.get("lang", self._language)
        if tag == "section":
            self._sections.append((said.get("id", ""), said.get("data-section", "")))
            self._printed.append("")
        for key, value in said.items():
            where = INNER_MARKS if key.startswith("data-") else _WHERE.get(key)
            if where and not value.startswith("data:"):
                self.hidden += dict.fromkeys([(where, value), (where, unquote(value))])

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass  # a tag that nothing closes, such as <br>
        if not _IN_A_LINE.fullmatch(tag):
            self.shown.append("\n")

    def handle_data(self, data: str) -> None:
        if "style" in self._open or "script" in self._open:
            self.hidden += [(INNER_MARKS, one or two) for one, two in _STRINGS.findall(data)]
        elif "head" in self._open:
            self.hidden.append((PROPERTIES, data))
        else:
            self.shown.append(data)
            if "h2" in self._open and self._printed:
                self._printed[-1] += data

    def handle_comment(self, data: str) -> None:
        self.hidden.append((INNER_MARKS, data))

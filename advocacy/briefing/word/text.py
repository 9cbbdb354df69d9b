"""What a Word file says, read back from its bytes: the body, and everything beside it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

from advocacy.briefing.disclosure.paper_text import ALTERNATIVES, INNER_MARKS, PROPERTIES, Paper

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
SPOKEN = ("descr", "title", "alt", f"{WORD}tblCaption", f"{WORD}tblDescription")
PARTS_OF_PROPERTIES = "docProps/"


def words_of(docx: bytes) -> Paper:
    """Read a Word file of our own back: every text in it, none in its pictures."""
    hidden: list[tuple[str, str]] = []
    body = ""
    with zipfile.ZipFile(BytesIO(docx)) as opened:
        for name in opened.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = ET.fromstring(opened.read(name))  # noqa: S314  (we wrote it a moment ago)
            text = "\n".join(_paragraphs(part))
            if name == BODY:
                body = text
            else:
                beside = PROPERTIES if name.startswith(PARTS_OF_PROPERTIES) else INNER_MARKS
                hidden.append((beside, text))
            hidden += [(ALTERNATIVES, said) for said in _spoken(part)]
    return Paper((body,), tuple(pair for pair in dict.fromkeys(hidden) if pair[1].strip()))


def _paragraphs(part: ET.Element) -> Iterator[str]:
    """Yield each paragraph in one line, and what lies outside of any."""
    found = list(part.iter(f"{WORD}p"))
    if not found:
        yield from (text for text in part.itertext() if text.strip())
    for paragraph in found:
        yield "".join(_signs(paragraph))


def _signs(paragraph: ET.Element) -> Iterator[str]:
    runs = (one for run in paragraph.iter(f"{WORD}r") for one in run)
    for one in runs:
        if one.tag == f"{WORD}tab":
            yield "\t"
        elif one.tag in (f"{WORD}br", f"{WORD}cr"):
            yield "\n"
        elif one.tag.startswith(WORD) and one.text:
            yield one.text


def _spoken(part: ET.Element) -> Iterator[str]:
    """Yield what is said in place of tables and pictures, and where links lead."""
    for one in part.iter():
        for key, value in one.attrib.items():
            local = key.rpartition("}")[2]
            if local in SPOKEN or one.tag in SPOKEN or key == "Target":
                yield value

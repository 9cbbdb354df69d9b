"""What is asked of a printing process, and what it gives back: a part of a pack."""

from typing import Literal

import msgspec


class Job(msgspec.Struct, frozen=True):
    """A part to lay out."""

    html: str
    design: str
    files: dict[str, bytes]
    kind: Literal["part", "frames"] = "part"
    mark: str = ""  # begins the names of what only this part has
    items: tuple[str, ...] = ()  # ids of what a long section lists here
    goes_on: bool = False  # then what does not fill a page is left to the next part


class Sheet(msgspec.Struct, frozen=True):
    """What is found where on a page; in points from the lower left corner."""

    places: dict[str, tuple[float, float]]
    bookmarks: tuple[tuple[int, str, float, float], ...]  # level, title, place


class Part(msgspec.Struct, frozen=True):
    """A part, laid out and finished but for what only the whole file has."""

    pdf: bytes
    sheets: tuple[Sheet, ...]
    printed: int  # of the job's items; 0: no page among them begins with an item

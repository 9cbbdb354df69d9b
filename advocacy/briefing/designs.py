"""Finds a design and reads it into memory: its own folder, and what all designs share.

A design is a folder with `page.html` and `page.css`. From here on nothing is read from
disk: the page can only use what is in the value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import advocacy
from records.errors import ExitCode, RecordsError
from records.wording import N_

PAGE = "page.html"
STYLE = "page.css"
COMMON = "common"
LARGEST = 20_000_000  # bytes of one design; a folder given by mistake is not read whole


class NoSuchDesign(RecordsError):
    """Neither a design of the program nor a folder with a page in it (exit 3)."""

    sentence = N_("there is no design {design}")
    advice = N_("the designs are {known}; or give a folder with page.html and page.css")
    code = ExitCode.NOT_FOUND


class DesignTooLarge(RecordsError):
    """A folder that holds more than a design needs (exit 8)."""

    sentence = N_("the design {design} is larger than {limit} MB")
    advice = N_("give a folder that holds page.html, page.css and what they use, nothing else")
    code = ExitCode.BAD_INPUT


@dataclass(frozen=True)
class Design:
    """A design's files by address: `handout/page.html`, `common/type.css`."""

    name: str
    files: Mapping[str, bytes]

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"{self.name}/{PAGE}"

    @property
    def bilingual(self) -> bool:
        """Whether its page sets both languages: it asks for the other one's brief."""
        pages = (text for name, text in self.files.items() if name.startswith(f"{self.name}/"))
        return any(b"brief.other" in text for text in pages)

    def beside(self, name: str) -> str:
        """Return the address of a file in the design's folder."""
        return f"{self.name}/{name}"


def home() -> Path:
    """Return the folder of the program's designs: from the wheel, else from the checkout."""
    packaged = Path(str(files("advocacy"))) / "templates"
    return packaged if packaged.is_dir() else Path(advocacy.__file__).parent.parent / "templates"


def fonts() -> Path:
    """Return the folder of the program's fonts."""
    return home() / "fonts"


def design_names() -> tuple[str, ...]:
    """Return the names of the program's own designs, sorted."""
    return tuple(sorted(f.name for f in home().iterdir() if (f / PAGE).is_file()))


def design_named(name_or_folder: str | Path) -> Design:
    """Return one of the program's designs, or the one in a folder. NoSuchDesign otherwise."""
    given = str(name_or_folder)
    folder = home() / given if given in design_names() else Path(given).expanduser()
    if not ((folder / PAGE).is_file() and (folder / STYLE).is_file()):
        raise NoSuchDesign(design=given, known=", ".join(design_names()))
    folder = folder.resolve()
    found = {f"{COMMON}/{name}": text for name, text in _contents(home() / COMMON, given)}
    found |= {f"{folder.name}/{name}": text for name, text in _contents(folder, given)}
    return Design(folder.name, MappingProxyType(found))


def _contents(folder: Path, design: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file inside; links that lead out are not followed."""
    inside = folder.resolve()
    size = 0
    for path in sorted(inside.rglob("*")):
        if path.is_file() and path.resolve().is_relative_to(inside):
            size += path.stat().st_size
            if size > LARGEST:
                raise DesignTooLarge(design=design, limit=LARGEST // 1_000_000)
            yield path.relative_to(inside).as_posix(), path.read_bytes()

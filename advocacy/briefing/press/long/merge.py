"""Puts the parts of a long pack together: pages, structure, links, bookmarks, running heads.

What holds for the whole file (title, language, colours, metadata) is taken from the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from advocacy.briefing.press.accessible import mark_metadata, saved_whole, write_clearly
from advocacy.briefing.press.long.cut import ELSEWHERE
from advocacy.briefing.press.long.part import Part, Sheet

if TYPE_CHECKING:
    import pikepdf

FRAME = (
    b"/Artifact <</Type /Pagination>> BDC\nq /Ground%d Do Q q /Frame%d Do Q\nEMC\n"
    b"q 1 0 0 1 %.3f 0 cm\n"
)


@dataclass(frozen=True)
class Head:
    """The section that a page shows, and how far from the left its text begins, in points."""

    title: str
    left: float


@dataclass(frozen=True)
class _Placed:
    """A page in its place."""

    page: Any
    sheet: Sheet
    under: tuple[Any, ...]  # forms to be drawn under it
    aside: float  # how far it has to move: the inner margin is the wider one

    def at(self, x: float, y: float) -> Any:
        """Return a destination."""
        import pikepdf

        return pikepdf.Array([self.page.obj, pikepdf.Name.XYZ, round(x + self.aside, 3), y, 0])


def merged(
    parts: Sequence[Part], frames: Sequence[Part], heads: Sequence[Head | None], identifier: str
) -> bytes:
    """Return one finished PDF: PDF/A-2a and PDF/UA-1. The same input gives the same bytes.

    A page without a head gets no frame, as the cover.
    """
    import pikepdf

    with pikepdf.open(BytesIO(parts[0].pdf)) as whole:
        structure = [whole.Root.StructTreeRoot]
        for part in parts[1:]:
            with pikepdf.open(BytesIO(part.pdf)) as other:
                for page in other.pages:
                    whole.pages.append(page)
                structure.append(whole.copy_foreign(other.Root.StructTreeRoot))
        _number_structure(whole, structure)
        placed = list(_placed(whole, parts, frames, heads))
        _lead_links(placed)
        _name_places(whole, placed)
        _bookmark(whole, placed)
        _frame(whole, placed)
        mark_metadata(whole, identifier)
        return saved_whole(whole)


def _placed(
    whole: "pikepdf.Pdf",
    parts: Sequence[Part],
    frames: Sequence[Part],
    heads: Sequence[Head | None],
) -> Iterator[_Placed]:
    grounds = [whole.copy_foreign(form) for form in _forms(frames[0])]
    sheets = (sheet for part in parts for sheet in part.sheets)
    pages = zip(whole.pages, sheets, heads, strict=True)
    for part in frames[1:]:
        for form, own in zip(_forms(part), part.sheets, strict=True):
            page, sheet, head = next(pages)
            if head is None:
                yield _Placed(page, sheet, (), 0)
            else:
                left, _ = next(iter(own.places.values()))
                under = grounds[page.index % 2], whole.copy_foreign(form)
                yield _Placed(page, sheet, under, round(left - head.left, 3))


def _forms(part: Part) -> Iterator[Any]:
    """Yield the pages of a part as forms, to be drawn on other pages."""
    import pikepdf

    with pikepdf.open(BytesIO(part.pdf)) as drawn:
        for page in drawn.pages:
            form: Any = page.as_form_xobject()
            yield write_clearly(form, form.read_bytes())


def _number_structure(whole: "pikepdf.Pdf", trees: Sequence[Any]) -> None:
    """Make one structure of all, in the order of the pages; number its keys anew.

    Each tree's first keys are those of its pages, then those of its links (ISO 32000-1,
    14.7.4.4): so they are in the whole.
    """
    import pikepdf

    document = trees[0].K[0]
    kids = list(document.K)
    for tree in trees[1:]:
        for kid in tree.K[0].K:
            kid.P = document
            kids.append(kid)
    document.K = pikepdf.Array(kids)
    page_count = len(whole.pages)
    of_pages: list[Any] = []
    of_links: list[Any] = []
    pages = iter(whole.pages)
    for tree in trees:
        pairs = list(tree.ParentTree.Nums)
        own = 0  # pages of this part: theirs are lists, a link's is a place
        while 2 * own < len(pairs) and isinstance(pairs[2 * own + 1], pikepdf.Array):
            own += 1
        links = dict(zip(map(int, pairs[2 * own :: 2]), pairs[2 * own + 1 :: 2], strict=True))
        for number in range(own):
            page = next(pages)
            page.obj.StructParents = len(of_pages)
            of_pages.append(pairs[2 * number + 1])
            for link in page.obj.get("/Annots", ()):
                place = links[int(link.StructParent)]
                link.StructParent = page_count + len(of_links)
                of_links.append(place)
    trees[0].ParentTree = whole.make_indirect(
        pikepdf.Dictionary(
            Nums=pikepdf.Array(chain.from_iterable(enumerate(chain(of_pages, of_links))))
        )
    )


def _lead_links(placed: Sequence[_Placed]) -> None:
    """Let links between parts lead to a place of this file, as those within a part do."""
    import pikepdf

    for one in placed:
        for link in one.page.obj.get("/Annots", ()):
            x1, y1, x2, y2 = map(float, link.Rect)
            link.Rect = pikepdf.Array([x1 + one.aside, y1, x2 + one.aside, y2])
            if "/A" in link and str(link.A.get("/URI", "")).startswith(ELSEWHERE):
                goal = str(link.A.URI).removeprefix(ELSEWHERE)
                del link["/A"]
                link.Dest = pikepdf.String(goal)
                link.Contents = pikepdf.String(goal)


def _name_places(whole: "pikepdf.Pdf", placed: Sequence[_Placed]) -> None:
    """Name every place that a link can lead to; of places of one name, the first."""
    import pikepdf

    found: dict[bytes, Any] = {}
    for one in placed:
        for name, (x, y) in one.sheet.places.items():
            found.setdefault(bytes(pikepdf.String(name)), one.at(x, y))
    names = chain.from_iterable((pikepdf.String(n), found[n]) for n in sorted(found))
    whole.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(names)))


def _bookmark(whole: "pikepdf.Pdf", placed: Sequence[_Placed]) -> None:
    """Write the outline: headings, each under the last one of a higher level."""
    import pikepdf

    with whole.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, Any]] = []
        for one in placed:
            for level, title, x, y in one.sheet.bookmarks:
                while above and above[-1][0] >= level:
                    above.pop()
                item = pikepdf.OutlineItem(title, destination=one.at(x, y))
                (above[-1][1].children if above else outline.root).append(item)
                above.append((level, item))


def _frame(whole: "pikepdf.Pdf", placed: Sequence[_Placed]) -> None:
    """Draw what runs at head and foot under each page, and move the page to its side."""
    import pikepdf

    after = write_clearly(whole.make_stream(b""), b"\nQ\n")
    for number, one in enumerate(placed):
        if one.under:
            # The pages of a part share their resources: hence the numbers.
            names = f"/Ground{number % 2}", f"/Frame{number}"
            for name, form in zip(names, one.under, strict=True):
                one.page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
            begin = write_clearly(whole.make_stream(b""), FRAME % (number % 2, number, one.aside))
            one.page.contents_add(begin, prepend=True)
            one.page.contents_add(after)

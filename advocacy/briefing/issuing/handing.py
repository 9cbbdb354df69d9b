"""Writes a pack into its two folders, and with an issue also its log: the log first."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from advocacy.briefing.disclosure.lastcheck import check
from advocacy.briefing.disclosure.web_text import sections_of, text_of_web
from advocacy.briefing.issuing.issue import Recipient, decided, log, numbered
from advocacy.briefing.pack import (
    Draft,
    EmptyPack,
    Pack,
    Progress,
    names_of,
    print_pack,
    silent,
)
from advocacy.briefing.papers import leaving
from advocacy.briefing.press.filling import to_html
from advocacy.files import refuse_existing
from advocacy.publishing import publish
from records.drafts import DraftFile, note_draft
from records.store import Store
from records.types.briefing import Issue

T = TypeVar("T")


def build_draft(  # noqa: PLR0913  (the options of `brief build`)
    store: Store,
    draft: Draft,
    out: Path,
    staff: Path | None,
    *,
    design: str,
    replace: bool,
    told: Progress = silent,
    originals: bool = False,
    word: bool = False,
) -> list[Path]:
    """Print a draft, search it, write it; return the files."""
    names = names_of(draft, design)
    outgoing = [*names["handout"].values(), *(names["word"].values() if word else ())]
    handout = [out / name for name in outgoing]
    refuse_existing([*handout, *_staff_paths(names, staff)], replace=replace)
    pack = print_pack(store, draft, design=design, told=told, originals=originals, word=word)
    files = {out / names["handout"][k]: pdf for k, pdf in pack.handout.items()}
    files |= {out / name: docx for name, docx in word_copies(pack, names).items()}
    files |= _staff_files(pack, names, staff)
    return _drafted(store, draft, files, staff=staff is not None)


def hand_over(  # noqa: PLR0913  (the options of `brief issue`)
    store: Store,
    draft: Draft,
    out: Path,
    staff: Path | None,
    holders: list[Recipient],
    number: int,
    *,
    design: str,
    replace: bool,
    told: Progress = silent,
    originals: bool = False,
    word: bool = False,
) -> tuple[list[Path], Issue]:
    """Print numbered copies, log their holders and write them; return the files and the log.

    The editable copy has no number: it can be changed, so nobody is held to it. It is logged
    with the files all the same, so that a recall knows that it is out. Raises EmptyPack.
    """
    if draft.empty:
        raise EmptyPack(ref=draft.request.briefing.ref)
    pack = print_pack(store, draft, design=design, told=told, originals=originals, word=word)
    copies = numbered(pack, sum(one.copies for one in holders))
    copies |= word_copies(pack, names_of(draft, design))
    files = {out / name: pdf for name, pdf in copies.items()}
    files |= _staff_files(pack, names_of(draft, design), staff)
    refuse_existing(list(files), replace=replace)
    written = staff is not None
    return _both(store, files, lambda: log(store, pack, copies, holders, number, staff=written))


def build_web(
    store: Store, draft: Draft, folder: Path, *, design: str, replace: bool
) -> list[Path]:
    """Search the pages that leave the house and write them as HTML; return the files.

    They are a draft like one on paper: the same search, the same log. Raises Disclosed.
    """
    ref, files = draft.request.briefing.ref, {}
    for one in draft.annexes.filed:
        check(store, one.text, draft.rulings)
    for paper in leaving(draft, design):
        html = to_html(paper.page, paper.design)
        check(store, text_of_web(html), draft.rulings, sections=sections_of(html))
        files[folder / f"{ref}-{paper.name}.html"] = html.encode()
    refuse_existing(list(files), replace=replace)
    return _drafted(store, draft, files, staff=False)


def _drafted(store: Store, draft: Draft, files: dict[Path, bytes], *, staff: bool) -> list[Path]:
    """Write a draft: a withdrawal must find every paper that shows the words, drafts too."""
    kept = [DraftFile(str(p.resolve()), hashlib.sha256(f).hexdigest()) for p, f in files.items()]
    briefing, items = draft.request.briefing.id, decided(store, draft, staff=staff)
    return _both(store, files, lambda: note_draft(store, briefing, items, kept))[0]


def _both(store: Store, files: dict[Path, bytes], keep: Callable[[], T]) -> tuple[list[Path], T]:
    """Keep the log, then write the files; return the files and what was kept."""

    def logged() -> T:
        with store.vault.transaction():
            return keep()

    kept = publish(files, logged)
    return list(files), kept


def word_copies(pack: Pack, names: dict[str, Any]) -> dict[str, bytes]:
    """Return the editable copies of a pack by file name."""
    return {names["word"][k]: docx for k, docx in pack.word.items()}


def _staff_paths(names: dict[str, Any], staff: Path | None) -> list[Path]:
    if staff is None:
        return []
    return [staff / name for name in (*names["staff"].values(), names["gate"])]


def _staff_files(pack: Pack, names: dict[str, Any], staff: Path | None) -> dict[Path, bytes]:
    if staff is None:
        return {}
    papers = {staff / names["staff"][k]: pdf for k, pdf in pack.staff.items()}
    return papers | {staff / names["gate"]: pack.gate}

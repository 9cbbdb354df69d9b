"""Writes a pack into its two folders, and with an issue also its log: all or nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from advocacy.briefing.issuing.issue import Recipient, decided, log, numbered
from advocacy.briefing.pack import Draft, Pack, Progress, names_of, print_pack, silent
from advocacy.files import new_folder, refuse_existing, write_new
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
    leaving = [*names["handout"].values(), *(names["word"].values() if word else ())]
    handout = [out / name for name in leaving]
    refuse_existing([*handout, *_staff_paths(names, staff)], replace=replace)
    pack = print_pack(store, draft, design=design, told=told, originals=originals, word=word)
    files = {out / names["handout"][k]: pdf for k, pdf in pack.handout.items()}
    files |= {out / name: docx for name, docx in word_copies(pack, names).items()}
    files |= _staff_files(pack, names, staff)
    # A withdrawal must find every paper that shows the words, drafts too.
    kept = [DraftFile(str(p.resolve()), hashlib.sha256(f).hexdigest()) for p, f in files.items()]
    briefing = draft.request.briefing.id
    return _both(store, files, lambda: note_draft(store, briefing, decided(draft), kept))[0]


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
    with the files all the same, so that a recall knows that it is out.
    """
    pack = print_pack(store, draft, design=design, told=told, originals=originals, word=word)
    copies = numbered(pack, sum(one.copies for one in holders))
    copies |= word_copies(pack, names_of(draft, design))
    files = {out / name: pdf for name, pdf in copies.items()}
    files |= _staff_files(pack, names_of(draft, design), staff)
    refuse_existing(list(files), replace=replace)
    return _both(store, files, lambda: log(store, pack, copies, holders, number))


def _both(store: Store, files: dict[Path, bytes], keep: Callable[[], T]) -> tuple[list[Path], T]:
    """Keep the log and write the files, both or neither; return the files and what was kept."""
    written: list[Path] = []
    try:
        with store.vault.transaction():
            kept = keep()
            written = _write(files)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written, kept


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


def _write(files: dict[Path, bytes]) -> list[Path]:
    """Write all files or leave none of them behind."""
    written: list[Path] = []
    for folder in {path.parent for path in files}:
        new_folder(folder)
    try:
        for path, content in files.items():
            write_new(path, content)
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written

"""Takes a withdrawn account out of the vault; the decision stays, as proof.

What a contributor said, who they are, and every copy of it that this vault holds, goes:
columns, excerpts, files, search index, and the salts by which the history could be tested
for it. The contact goes last, once the person has been answered.
"""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from records import drafts, recall
from records.errors import RecordsError
from records.fields import fields_of
from records.gone import Tombstone, bury, mark_of
from records.signedlist import keep_outside
from records.types import every_type
from records.types.testimony import Excerpt, Testimony
from records.vietnamese import tokens
from records.wording import N_, gettext

if TYPE_CHECKING:
    from records.store import Store

KEPT = ("contributor", "language")
"""What remains of a testimony: the code under which the person is known, and nothing said."""

RUN = 8
"""So many words in a row make a passage recognisable as someone's (3-protection.md)."""


class NotWithdrawn(RecordsError):
    """Erasure is the second step (exit 5)."""

    sentence = N_("{ref} has not been withdrawn")
    advice = N_("record the withdrawal first: advocacy consent withdraw {ref}")


class Erased(NamedTuple):
    """What was erased, and what could not be: so that staff can tell the person."""

    ref: str
    excerpts: int
    files: int
    drafts: tuple[str, ...]  # draft files that were deleted
    not_reached: tuple[str, ...]  # sentences


def erase(store: "Store", testimony: Testimony, *, answered: bool) -> Erased:
    """Erase a withdrawn account; with `answered` the person's contact too. Raises NotWithdrawn."""
    if not recall.withdrawn_on(store, testimony.id):
        raise NotWithdrawn(ref=testimony.ref)
    told = _copies_out(store, testimony.id)
    pasted = _repeated(store, testimony)
    with store.vault.transaction():
        mark = mark_of(store, testimony.words) if testimony.words else ""
        bury(store, Tombstone(testimony.id, "erased", store.today.isoformat(), mark))
        excerpts, files = erase_words(store, testimony)
        if answered:
            store.table("identity").delete_where("testimony = ?", [testimony.id])
        else:
            store.vault.connection.execute(
                "UPDATE identity SET name = NULL WHERE testimony = ?", (testimony.id,)
            )
    keep_outside(store)
    gone, left = _delete_drafts(store, testimony.id)
    rest = [gettext("Backups made before today still hold the words, under the key of then.")]
    if not answered and _has_contact(store, testimony.id):
        rest.append(
            gettext("The contact stays until the person is answered; then: {command}").format(
                command=f"advocacy testimony erase {testimony.ref} --answered"
            )
        )
    return Erased(testimony.ref, excerpts, files, tuple(gone), (*told, *pasted, *left, *rest))


def erase_words(store: "Store", testimony: Testimony) -> tuple[int, int]:
    """Empty every field but the code; drop excerpts and files; return how many of each."""
    with store.vault.transaction():
        cut = store.where(Excerpt, "testimony", testimony.id)
        files = 0
        for one in (testimony, *cut):
            files += store.vault.connection.execute(
                "SELECT count(*) FROM attachment WHERE record = ?", (one.id,)
            ).fetchone()[0]
            for table in ("passage", "attachment"):
                store.table(table).delete_where("record = ?", [one.id])
            store.vault.connection.execute(
                'UPDATE history SET salt = NULL, "values" = NULL WHERE record = ?', (one.id,)
            )
        store.drop_unused_files()
        for one in cut:
            store.delete(one.id)
            store.vault.connection.execute(
                'UPDATE history SET salt = NULL, "values" = NULL WHERE record = ?', (one.id,)
            )
        store.empty(testimony, keep=KEPT)
        return len(cut), files


def _has_contact(store: "Store", testimony: str) -> bool:
    row = store.vault.connection.execute(
        "SELECT contact FROM identity WHERE testimony = ?", (testimony,)
    ).fetchone()
    return row is not None and bool(row[0])


def _copies_out(store: "Store", testimony: str) -> list[str]:
    """Say which copies on paper are not back."""
    return [
        gettext("Copy {n} of issue {issue} is with {holder}.").format(
            n=one.copy.number, issue=one.issue.ref, holder=one.copy.recipient
        )
        for called in recall.recalls(store)
        if called.testimony.id == testimony
        for one in called.copies
        if one.state not in ("returned", "destroyed")
    ]


def _repeated(store: "Store", testimony: Testimony) -> list[str]:
    """Say which other records repeat eight words of it in a row."""
    runs = set()
    for text in (testimony.words, testimony.translation):
        words = [token.folded for token in tokens(text or "")]
        runs |= {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    own = {testimony.id, *(e.id for e in store.where(Excerpt, "testimony", testimony.id))}
    told = []
    for kind in every_type() if runs else ():
        prose = [f.name for f in fields_of(kind).values() if f.kind in ("prose", "text")]
        for one in store.select(kind, "1", (), fields=prose):
            for name in prose if one.id not in own else ():
                words = [token.folded for token in tokens(getattr(one, name) or "")]
                if any(tuple(words[n : n + RUN]) in runs for n in range(len(words) - RUN + 1)):
                    told.append(
                        gettext("{ref} repeats its words in {field}; edit it by hand.").format(
                            ref=one.ref, field=name
                        )
                    )
    return told


def _delete_drafts(store: "Store", testimony: str) -> tuple[list[str], list[str]]:
    """Delete draft files that show it and are as they were written; name those that are not."""
    import hashlib

    gone, left = [], []
    for draft in drafts.stale(store, [testimony]):
        for file in draft.files:
            path = Path(file.path)
            if not path.is_file() or path.is_symlink():
                left.append(
                    gettext("A draft is no longer where it was written: {file}").format(
                        file=shlex.quote(file.path)
                    )
                )
            elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
                left.append(
                    gettext("A draft was changed since, look at it yourself: {file}").format(
                        file=shlex.quote(file.path)
                    )
                )
            else:
                path.unlink()
                gone.append(file.path)
        drafts.forget(store, draft)
    return gone, left

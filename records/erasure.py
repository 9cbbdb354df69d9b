"""Takes a withdrawn account out of the vault; the decision stays, as proof.

What a contributor said, who they are, and every copy of it that this vault holds, goes:
columns, excerpts, files, search index, what the consents tell of the person, and the salts by
which the history could be tested for it. The contact goes last, once the person has been
answered.
"""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from records import drafts, recall
from records.errors import RecordsError
from records.fields import fields_of
from records.gone import Tombstone, bury, marks_of, tombstones
from records.signedlist import Forged, keep_outside
from records.types import every_type
from records.types.testimony import Consent, Excerpt, Testimony
from records.vietnamese import tokens
from records.wording import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from records.store import Store

KEPT = ("contributor", "language")
"""What remains of a testimony: the code under which the person is known, and nothing said."""

DECISION = (
    "testimony", "supersedes", "identity", "audiences", "channels", "place_detail",
    "except_bodies", "method", "language", "read_back", "subject_agreed",
    "information_version", "given_on", "review_on", "expires_on", "status", "withdrawn_on",
)  # fmt: skip
"""What remains of a consent: what was decided, when and how, and nothing of who decided it."""

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
    told = _papers_out(store, testimony.id)
    pasted = [*_repeated(store, testimony), *_named(store, testimony)]
    with store.vault.transaction():
        excerpts, files = erase_words(store, testimony, store.today.isoformat())
        if answered:
            bury(store, Tombstone(testimony.id, "answered", store.today.isoformat(), ""))
            forget_contact(store, testimony.id)
    gone, left = _delete_drafts(store, testimony.id)
    rest = [gettext("Backups made before today still hold the words, under the key of then.")]
    if not answered and _has_contact(store, testimony.id):
        rest.append(
            gettext("The contact stays until the person is answered; then: {command}").format(
                command=f"advocacy testimony erase {testimony.ref} --answered"
            )
        )
    try:
        keep_outside(store)
    except Forged as refusal:
        rest.append(f"{refusal}; {refusal.hint}")
    return Erased(testimony.ref, excerpts, files, tuple(gone), (*told, *pasted, *left, *rest))


def erase_words(store: "Store", testimony: Testimony, on: str) -> tuple[int, int]:
    """Empty every field but the code; drop excerpts and files; return how many of each.

    The consents keep what was decided. Every text leaves a mark, by which it is refused for ever.
    """
    with store.vault.transaction():
        cut = store.where(Excerpt, "testimony", testimony.id)
        consents = store.where(Consent, "testimony", testimony.id)
        _bury(store, testimony, [part.words for part in cut], on)
        files = 0
        for one in (testimony, *cut, *consents):
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
            _let_go(store, one.id)
            store.delete(one.id)
            store.vault.connection.execute(
                'UPDATE history SET salt = NULL, "values" = NULL WHERE record = ?', (one.id,)
            )
        for consent in consents:
            if holds_person(consent):
                store.empty(consent, keep=DECISION)
        store.vault.connection.execute(
            "UPDATE identity SET name = NULL WHERE testimony = ?", (testimony.id,)
        )
        store.empty(testimony, keep=KEPT)
        return len(cut), files


def _let_go(store: "Store", record_id: str) -> None:
    """Take a record out of whatever chose it, as packs choose excerpts: else it could not go."""
    for holder, name in store.referring(record_id):
        one = store.get(holder)
        kept = getattr(one, name)
        left = tuple(k for k in kept if k != record_id) if isinstance(kept, tuple) else None
        store.change(one, {name: left})


def forget_contact(store: "Store", testimony: str) -> None:
    """Forget how to reach the person, who has been answered."""
    store.table("identity").delete_where("testimony = ?", [testimony])


def holds_person(consent: Consent) -> bool:
    """Whether a consent tells anything beside the decision."""
    rest = (name for name in fields_of(Consent) if name not in DECISION)
    return any(getattr(consent, name) not in (None, ()) for name in rest)


def _bury(store: "Store", testimony: Testimony, excerpts: "Iterable[str | None]", on: str) -> None:
    """Add the marks of all that was said; of what is sealed here, the one it was sealed with."""
    marks = marks_of(store, testimony.words, (testimony.translation, testimony.summary, *excerpts))
    sealed = store.vault.connection.execute(
        "SELECT mark FROM sealed WHERE id = ? AND mark IS NOT NULL", (testimony.id,)
    ).fetchone()
    marks |= set(sealed or ())
    known = {stone.id for stone in tombstones(store) if stone.action == "erased"}
    for mark in sorted(marks) or [""] * (testimony.id not in known):
        bury(store, Tombstone(testimony.id, "erased", on, mark))


def _has_contact(store: "Store", testimony: str) -> bool:
    row = store.vault.connection.execute(
        "SELECT contact FROM identity WHERE testimony = ?", (testimony,)
    ).fetchone()
    return row is not None and bool(row[0])


def _papers_out(store: "Store", testimony: str) -> list[str]:
    """Say which copies on paper are not back, and which staff papers we hold ourselves."""
    called = [one for one in recall.recalls(store) if one.testimony.id == testimony]
    copies = [
        gettext("Copy {n} of issue {issue} is with {holder}.").format(
            n=one.copy.number, issue=one.issue.ref, holder=one.copy.recipient
        )
        for recalled in called
        for one in recalled.copies
        if one.state not in ("returned", "destroyed")
    ]
    return copies + [line for recalled in called for line in recall.staff_papers(recalled)]


def _repeated(store: "Store", testimony: Testimony) -> list[str]:
    """Say which other records repeat eight words of it in a row."""
    runs = set()
    for text in (testimony.words, testimony.translation, testimony.summary):
        words = [token.folded for token in tokens(text or "")]
        runs |= {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    own = {testimony.id, *(e.id for e in store.where(Excerpt, "testimony", testimony.id))}
    said = gettext("{ref} repeats its words in {field}; edit it by hand.")
    return [said.format(ref=ref, field=name) for ref, name in _holding(store, runs, own)]


def _named(store: "Store", testimony: Testimony) -> list[str]:
    """Say which other records hold the person's name, of two syllables or more."""
    held = store.vault.connection.execute(
        "SELECT name FROM identity WHERE testimony = ?", (testimony.id,)
    ).fetchone()
    consents = store.where(Consent, "testimony", testimony.id)
    names = [*(held or ()), *(consent.display_name for consent in consents)]
    runs = {tuple(token.folded for token in tokens(name)) for name in names if name}
    parts = store.where(Excerpt, "testimony", testimony.id)
    own = {one.id for one in (testimony, *parts, *consents)}
    said = gettext("{ref} holds a name of the person in {field}, or the same one; look at it.")
    found = _holding(store, {run for run in runs if len(run) > 1}, own)
    return [said.format(ref=ref, field=name) for ref, name in found]


def _holding(
    store: "Store", runs: set[tuple[str, ...]], own: set[str]
) -> "Iterable[tuple[str, str]]":
    """Yield ref and field of the other records that hold one of these runs of words."""
    lengths = {len(run) for run in runs}
    for kind in every_type() if runs else ():
        prose = [f.name for f in fields_of(kind).values() if f.kind in ("prose", "text", "texts")]
        for one in store.select(kind, "1", (), fields=prose):
            for name in prose if one.id not in own else ():
                value = getattr(one, name) or ""
                text = "\n".join(value) if isinstance(value, tuple) else value
                words = [token.folded for token in tokens(text)]
                if any(
                    tuple(words[n : n + length]) in runs
                    for length in lengths
                    for n in range(len(words) - length + 1)
                ):
                    yield one.ref, name


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

"""Files that belong to records: kept in the vault, each content once, gone with the last use."""

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from records import ids
from records.errors import ExitCode, NotFound, RecordsError
from records.sealing import refuse_open_part
from records.stripping import cleaned
from records.types.common import Record
from records.values import clean
from records.wording import N_, gettext

if TYPE_CHECKING:
    from records.reader import Reader
    from records.store import Store

LONGEST_NAME = 200

PAPER_KINDS = ("jpg", "png", "pdf")
"""What can stand on a page."""

PAPER_TYPES = (
    "briefing", "position", "ask", "evidence", "testimony", "commitment", "consultation",
    "outcome", "source", "instrument",
)  # fmt: skip
"""Whose files can be annexes of a pack. A consent's would show a name and a signature."""


class NotForPaper(RecordsError):
    """A file that no pack can print (exit 5)."""

    sentence = N_("this file cannot be printed with a pack: {why}")
    advice = N_("attach it without --print")


class NothingToSay(RecordsError):
    """A file is to be printed, and nothing says what it shows (exit 2)."""

    sentence = N_("a file that is printed needs words for those who cannot see it")
    advice = N_('say what it shows, in one or two sentences: --alt "…"')
    code = ExitCode.USAGE


class Caption(NamedTuple):
    """What stands on paper with a file: its title, and what it shows for who cannot see it."""

    alternative: str = ""
    alternative_vi: str = ""
    title: str = ""
    title_vi: str = ""


class Attachment(NamedTuple):
    """A file of a record; its name may tell who it is about and is shown like a sensitive field."""

    number: int  # counted within its record
    name: str
    kind: str
    size: int
    digest: str
    added: str
    printed: bool = False  # whether staff chose it as an annex of packs
    caption: Caption = Caption()


def attach(
    store: "Store", record: Record, name: str, content: bytes, caption: Caption | None = None
) -> Attachment:
    """Keep a file with a record, without its metadata; with a caption it is printed in packs.

    Raises CannotAttach, OpenPart, NotForPaper, NothingToSay.
    """
    kind, bare = cleaned(content)
    digest = hashlib.sha256(bare).hexdigest()
    refuse_open_part(store, record.id)
    if caption is not None:
        _refuse_on_paper(record, kind, caption)
    with store.vault.transaction():
        known = [a for a in attachments(store, record.id) if a.digest == digest]
        if known:
            return known[0] if caption is None else choose(store, record, known[0].number, caption)
        store.table("blob").insert({"digest": digest, "kind": kind, "content": bare}, ignore=True)
        taken = [a.number for a in attachments(store, record.id)]
        store.table("attachment").insert(
            {
                "id": ids.new_id(),
                "record": record.id,
                "number": max(taken, default=0) + 1,
                "name": _line(name)[:LONGEST_NAME],
                "digest": digest,
                "added": store.today.isoformat(),
                **_chosen(caption),
            }
        )
        store.log(record, "attached", {})
        return attachments(store, record.id)[-1]


def attachments(reader: "Reader", record_id: str) -> list[Attachment]:
    """Return the files of a record, by number."""
    rows = reader.vault.connection.execute(
        "SELECT a.number, a.name, b.kind, length(b.content), a.digest, a.added, a.printed,"
        " a.alternative, a.alternative_vi, a.title, a.title_vi"
        " FROM attachment a JOIN blob b USING (digest) WHERE a.record = ? ORDER BY a.number",
        (record_id,),
    )
    return [
        Attachment(
            number,
            name,
            kind,
            size,
            digest,
            added,
            bool(printed),
            Caption(*(s or "" for s in said)),
        )
        for number, name, kind, size, digest, added, printed, *said in rows
    ]


def choose(store: "Store", record: Record, number: int, caption: Caption | None) -> Attachment:
    """Let a file be an annex of packs, with these words; with none, no more.

    Raises NotFound, NotForPaper, NothingToSay.
    """
    with store.vault.transaction():
        found = _numbered(store, record, number)
        if caption is not None:
            _refuse_on_paper(record, found.kind, caption)
        sets = _chosen(caption)
        store.vault.connection.execute(
            f"UPDATE attachment SET {', '.join(f'{name} = ?' for name in sets)}"  # noqa: S608
            " WHERE record = ? AND number = ?",
            (*sets.values(), record.id, number),
        )
        store.forget_pages()
        store.log(record, "annexed", {})
        return _numbered(store, record, number)


def of_people(reader: "Reader") -> dict[str, set[str]]:
    """Return who may be seen in a file, by its digest: the testimonies it hangs on.

    A file of a consent or of a part of a testimony counts as one of somebody unknown.
    """
    rows = reader.vault.connection.execute(
        "SELECT a.digest, CASE r.type WHEN 'testimony' THEN a.record ELSE '' END"
        " FROM attachment a JOIN record r ON r.id = a.record"
        " WHERE r.type IN ('testimony', 'excerpt', 'consent')"
    )
    found: dict[str, set[str]] = {}
    for digest, testimony in rows:
        found.setdefault(digest, set()).add(testimony)
    return found


def content(reader: "Reader", attachment: Attachment) -> bytes:
    """Return what a file holds."""
    row = reader.vault.connection.execute(
        "SELECT content FROM blob WHERE digest = ?", (attachment.digest,)
    ).fetchone()
    return bytes(row[0])


def detach(store: "Store", record: Record, number: int) -> Attachment:
    """Take a file from a record; with its last use its content goes too. Raises NotFound."""
    with store.vault.transaction():
        found = _numbered(store, record, number)
        store.table("attachment").delete_where("record = ? AND number = ?", [record.id, number])
        store.drop_unused_files()
        store.forget_pages()  # it may have been printed on one
        store.log(record, "detached", {})
        return found


def _numbered(reader: "Reader", record: Record, number: int) -> Attachment:
    for one in attachments(reader, record.id):
        if one.number == number:
            return one
    raise NotFound(type="attachment", ref=f"{record.ref} {number}")


def _refuse_on_paper(record: Record, kind: str, caption: Caption) -> None:
    if record.NAME not in PAPER_TYPES:
        raise NotForPaper(why=gettext("packs print no files of this kind of record"))
    if kind not in PAPER_KINDS:
        raise NotForPaper(why=gettext("a page takes a JPEG or PNG picture, or a PDF"))
    if not (caption.alternative.strip() or caption.alternative_vi.strip()):
        raise NothingToSay


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _chosen(caption: Caption | None) -> dict[str, str | int | None]:
    """Return the columns that say whether a file is printed, and with which words."""
    if caption is None:
        return {"printed": 0}
    said = {name: _line(text) or None for name, text in caption._asdict().items()}
    return {"printed": 1, **said}

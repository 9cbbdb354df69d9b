"""Says of a file or a short code which pack it is, whether it is ours, what was withdrawn since.

The log of issues and drafts answers; the file is only asked for its name. A file with other
bytes (printed to PDF again, pages taken out) is compared page by page.
"""

import hashlib
import re
from io import BytesIO
from typing import NamedTuple

from advocacy.briefing.assembly.control import reference_of
from advocacy.briefing.issuing.sheets import digests
from records.drafts import SHOWN, drafts
from records.errors import ExitCode, RecordsError
from records.recall import withdrawn_on
from records.store import Store
from records.types.briefing import Briefing, Copy, Issue
from records.wording import N_

IDENTIFIER = re.compile(
    r"(?P<reference>[^/\s]+)/(?P<number>\d+)/(?P<paper>[\w-]+)/(?P<code>[\w-]+)"
)


class UnknownPaper(RecordsError):
    """Nothing in the log fits (exit 3)."""

    sentence = N_("this vault has no pack that {what} fits")
    advice = N_("type the reference or the code from the control block: advocacy brief verify CODE")
    code = ExitCode.NOT_FOUND


class NotAPaper(RecordsError):
    """The file is no PDF that can be read (exit 8)."""

    sentence = N_("{file} cannot be read as a PDF")
    advice = N_("give the PDF as it was received, without a password")
    code = ExitCode.BAD_INPUT


class Sheet(NamedTuple):
    """A page of the file."""

    number: int  # in the file, from 1
    issued_as: int | None  # the same page as it was issued; None where its words are others


class Verified(NamedTuple):
    """What is known of a paper."""

    reference: str
    briefing: Briefing
    issue: Issue | None  # None: a draft
    paper: str  # handout-en; empty where only the pack is known
    copy: Copy | None
    bytes_are_ours: bool
    code_fits: bool  # the file's own fingerprint is the logged one
    sheets: tuple[Sheet, ...]
    missing: tuple[int, ...]  # pages that were issued and are not in the file
    withdrawn: tuple[str, ...]  # refs of testimonies in it that were withdrawn since

    @property
    def changed(self) -> tuple[int, ...]:
        """Pages of the file whose words are not those of the issue."""
        return tuple(sheet.number for sheet in self.sheets if sheet.issued_as is None)


def verify_file(store: Store, name: str, pdf: bytes) -> Verified:
    """Return what is known of a file. Raises NotAPaper, UnknownPaper."""
    digest = hashlib.sha256(pdf).hexdigest()
    for issue in store.every(Issue):
        for file, sha256 in issue.files:
            if sha256 == digest:
                return _as_issued(store, issue, str(file))
    for draft in drafts(store):
        if any(file.sha256 == digest for file in draft.files):
            return _draft(store, draft.briefing, draft.items, ours=True)
    return _by_what_it_says(store, name, pdf)


def verify_code(store: Store, said: str) -> Verified:
    """Return what is known of a reference, or of a code from a control block. UnknownPaper."""
    wanted = said.strip().upper()
    for issue in store.every(Issue):
        for paper, code in issue.fingerprints:
            if wanted == str(code).upper():
                return _issued(store, issue, paper, code_fits=True)
        if wanted == reference_for(store, issue).upper():
            return _issued(store, issue, "")
    found = IDENTIFIER.fullmatch(said.strip())
    if found:
        return _named(store, found, said)
    for briefing in store.every(Briefing):
        if _own_part(wanted) == _own_part(reference_of(store, briefing, store.today, 0)):
            return _draft(store, briefing.id, _items_of(store, briefing.id), ours=False)
    raise UnknownPaper(what=said[:40])


def reference_for(store: Store, issue: Issue) -> str:
    """Return the reference that an issue carries on paper."""
    from datetime import date

    briefing = store.get(issue.briefing or "")
    assert isinstance(briefing, Briefing)  # noqa: S101  (the field allows nothing else)
    on = date.fromisoformat(issue.on or "")
    return issue.reference or reference_of(store, briefing, on, issue.number or 0)


def _own_part(reference: str) -> str:
    """Return a reference without the year: a draft may be older than this one."""
    return reference.upper().rsplit("-", 1)[-1]


def _by_what_it_says(store: Store, name: str, pdf: bytes) -> Verified:
    """Compare a file of other bytes with what its own marks name."""
    identifier, pages = _read(name, pdf)
    found = IDENTIFIER.search(identifier)
    if found:
        return _named(store, found, name, pages)
    for issue in store.every(Issue):
        known = {str(digest): label for label, digest in issue.pages}
        labels = [known[page] for page in pages if page in known]
        if labels:
            return _issued(store, issue, labels[0].split(" ")[0], pages=pages)
    raise UnknownPaper(what=name)


def _named(
    store: Store, found: re.Match[str], name: str, pages: list[str] | None = None
) -> Verified:
    """Return what is known of the pack that an identifier names."""
    number = int(found["number"])
    for issue in store.every(Issue):
        if issue.number == number and reference_for(store, issue) == found["reference"]:
            fits = (found["paper"], found["code"]) in issue.fingerprints
            return _issued(store, issue, found["paper"], code_fits=fits, pages=pages)
    for briefing in store.every(Briefing):
        reference = reference_of(store, briefing, store.today, 0)
        if not number and _own_part(reference) == _own_part(found["reference"]):
            return _draft(store, briefing.id, _items_of(store, briefing.id), ours=False)
    raise UnknownPaper(what=name)


def _as_issued(store: Store, issue: Issue, file: str) -> Verified:
    """Return what is known of a file whose every byte is as we wrote it."""
    number = re.search(r"-copy-(\d+)\.pdf$", file)
    copies = store.where(Copy, "issue", issue.id)
    copy = next((c for c in copies if number and c.number == int(number[1])), None)
    paper = next((p for p, _code in issue.fingerprints if f"-{p}-copy-" in file), "")
    known = _issued(store, issue, paper, code_fits=True)
    return known._replace(copy=copy, bytes_are_ours=True)


def _issued(
    store: Store,
    issue: Issue,
    paper: str,
    *,
    code_fits: bool = False,
    pages: list[str] | None = None,
) -> Verified:
    briefing = store.get(issue.briefing or "")
    assert isinstance(briefing, Briefing)  # noqa: S101  (the field allows nothing else)
    issued = {
        str(digest): int(label.split(" ")[1])
        for label, digest in issue.pages
        if label.split(" ")[0] == paper
    }
    sheets = tuple(Sheet(n, issued.get(page)) for n, page in enumerate(pages or [], start=1))
    there = {sheet.issued_as for sheet in sheets}
    missing = () if pages is None else tuple(n for n in issued.values() if n not in there)
    return Verified(
        reference_for(store, issue), briefing, issue, paper, None,
        bytes_are_ours=False, code_fits=code_fits, sheets=sheets, missing=missing,
        withdrawn=_withdrawn(store, issue.items),
    )  # fmt: skip


def _draft(
    store: Store, briefing_id: str, items: tuple[tuple[str, str | float], ...], *, ours: bool
) -> Verified:
    briefing = store.get(briefing_id)
    assert isinstance(briefing, Briefing)  # noqa: S101  (the table allows nothing else)
    reference = reference_of(store, briefing, store.today, 0)
    return Verified(
        reference, briefing, None, "", None, bytes_are_ours=ours, code_fits=False, sheets=(),
        missing=(), withdrawn=_withdrawn(store, items),
    )  # fmt: skip


def _items_of(store: Store, briefing: str) -> tuple[tuple[str, str | float], ...]:
    """Return what any known draft of a briefing shows."""
    return tuple(item for one in drafts(store) if one.briefing == briefing for item in one.items)


def _withdrawn(store: Store, items: tuple[tuple[str, str | float], ...]) -> tuple[str, ...]:
    shown = dict.fromkeys(label.split(" ")[0] for label, said in items if said in SHOWN)
    return tuple(store.ref(one) for one in shown if withdrawn_on(store, one))


def _read(name: str, pdf: bytes) -> tuple[str, list[str]]:
    """Return the identifier that a file carries, or nothing, and the digest of each page."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
            said = str(metadata.get("dc:identifier", ""))
        return said, digests(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        raise NotAPaper(file=name) from None

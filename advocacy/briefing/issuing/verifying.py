"""Says of a file or a short code which pack it is, whether it is ours, what was withdrawn since.

The log of issues and drafts answers; the file is only asked for its name. A file with other
bytes (printed to PDF again, pages taken out) is compared page by page. Of papers that are not
logged it is said what they are.
"""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from advocacy.briefing.assembly.control import reference_of
from advocacy.briefing.assembly.fingerprint import SIGNS
from advocacy.briefing.disclosure.paper_text import page_texts
from advocacy.briefing.issuing.references import IDENTIFIER, folded, own_part, reference_for
from advocacy.briefing.issuing.sheets import digest_of
from advocacy.briefing.issuing.unlogged import Unlogged, remembered, reports, said_by
from records import ids
from records.drafts import LEFT, SHOWN, Built, drafts
from records.errors import ExitCode, RecordsError
from records.recall import withdrawn_on
from records.store import Store
from records.types.briefing import Briefing, Copy, Issue
from records.types.public_life import Campaign
from records.wording import N_


class UnknownPaper(RecordsError):
    """Nothing in the log fits (exit 3)."""

    sentence = N_("this vault has no pack that {what} fits")
    advice = N_("type the reference or the code from the control block: advocacy brief verify CODE")
    code = ExitCode.NOT_FOUND


class UnknownCode(UnknownPaper):
    """A code as packs have them, which no issue has (exit 3)."""

    sentence = N_("no pack that was issued has the code {what}; it may be a draft's")
    advice = N_(
        "codes of drafts are not logged; type the reference beside it: advocacy brief verify "
        "REFERENCE"
    )


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
    briefing: Briefing | None  # None: a paper that is no pack
    issue: Issue | None  # None: a draft, or a paper that is no pack
    paper: str  # handout-en; empty where only the pack is known
    copy: Copy | None
    bytes_are_ours: bool
    code_fits: bool  # the file's own fingerprint is the logged one
    sheets: tuple[Sheet, ...]
    missing: tuple[int, ...]  # pages that were issued and are not in the file
    withdrawn: tuple[str, ...]  # refs of testimonies in it that were withdrawn since
    kind: str = "pack"  # or report, timeline
    campaign: Campaign | None = None  # of a timeline
    audience: str = ""  # of a report or timeline
    on: str = ""  # the day of a paper that was not issued, where it is known
    compared: bool = False  # a file was brought, and not its code alone

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
        for file, sha256 in _staff_files(issue):
            if sha256 == digest:
                return _as_issued(store, issue, file)
    for draft in drafts(store):
        for written in draft.files:
            if written.sha256 == digest:
                return _as_built(store, draft, written.path)
    return _by_what_it_says(store, name, pdf)


def verify_code(store: Store, said: str) -> Verified:
    """Return what is known of a reference, or of a code from a control block. UnknownPaper."""
    wanted = folded(said)
    for issue in store.every(Issue):
        for paper, code in issue.fingerprints:
            if wanted == folded(str(code)):
                return _issued(store, issue, paper, code_fits=True)
        if wanted == folded(reference_for(store, issue)):
            return _issued(store, issue, "")
    found = IDENTIFIER.fullmatch(said.strip())
    if found:
        return _named(store, found, said)
    draft = _draft_named(store, said)
    if draft:
        return draft
    for report in reports(store):
        if own_part(said) == own_part(report.reference):
            return _unlogged(store, report)
    if len(wanted) == SIGNS and set(wanted) <= set(ids.ALPHABET):
        raise UnknownCode(what=said[:40])
    raise UnknownPaper(what=said[:40])


def _staff_files(issue: Issue) -> list[tuple[str, str]]:
    """Return the staff papers of an issue, which are kept apart from what was handed out."""
    return [(name, str(sha)) for name, sha in issue.fingerprints if name.endswith(".pdf")]


def _by_what_it_says(store: Store, name: str, pdf: bytes) -> Verified:
    """Compare a file of other bytes with what its own marks name."""
    identifier, pages = _read(name, pdf)
    digests = [digest_of(page) for page in pages]
    found = IDENTIFIER.search(identifier)
    if found:
        return _named(store, found, name, digests)
    for issue in store.every(Issue):
        known = {str(digest): label for label, digest in issue.pages}
        labels = [known[page] for page in digests if page in known]
        if labels:
            return _issued(store, issue, labels[0].split(" ")[0], pages=digests)
    own = said_by(store, name, pages)
    if own:
        return _unlogged(store, own)._replace(compared=True)
    raise UnknownPaper(what=name)


def _named(
    store: Store, found: re.Match[str], name: str, pages: list[str] | None = None
) -> Verified:
    """Return what is known of the pack that an identifier names."""
    number, reference = int(found["number"]), folded(found["reference"])
    paper, code = found["paper"].lower(), folded(found["code"])
    for issue in store.every(Issue):
        if issue.number == number and folded(reference_for(store, issue)) == reference:
            fits = code == folded(str(dict(issue.fingerprints).get(paper, "")))
            return _issued(store, issue, paper, code_fits=fits, pages=pages)
    draft = None if number else _draft_named(store, found["reference"])
    if draft is None:
        raise UnknownPaper(what=name)
    return draft._replace(paper=paper, compared=pages is not None)


def _as_issued(store: Store, issue: Issue, file: str) -> Verified:
    """Return what is known of a file whose every byte is as we wrote it."""
    number = re.search(r"-copy-(\d+)\.pdf$", file)
    copies = store.where(Copy, "issue", issue.id)
    copy = next((c for c in copies if number and c.number == int(number[1])), None)
    papers = (p for p, _code in issue.fingerprints if f"-{p}-copy-" in file or f"-{p}.pdf" in file)
    known = _issued(store, issue, next(papers, ""), code_fits=True)
    return known._replace(copy=copy, bytes_are_ours=True, compared=True)


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
    read = enumerate(pages or [] if issued else [], start=1)  # of older issues no page is kept
    sheets = tuple(Sheet(n, issued.get(page)) for n, page in read)
    there = {sheet.issued_as for sheet in sheets}
    # What was only to be read aloud stands in the staff paper.
    how = SHOWN if not paper or paper.startswith("staff") else LEFT
    missing = () if pages is None else tuple(n for n in issued.values() if n not in there)
    return Verified(
        reference_for(store, issue), briefing, issue, paper, None,
        bytes_are_ours=False, code_fits=code_fits, sheets=sheets, missing=missing,
        withdrawn=_withdrawn(store, issue.items, how), compared=pages is not None,
    )  # fmt: skip


def _as_built(store: Store, draft: Built, file: str) -> Verified:
    """Return what is known of a paper that was never issued, whose every byte is ours."""
    report = remembered(store, draft, file)
    if report:
        return _unlogged(store, report)._replace(bytes_are_ours=True, compared=True)
    briefing = store.get(draft.briefing)
    assert isinstance(briefing, Briefing)  # noqa: S101  (the table allows nothing else)
    named = re.fullmatch(rf"{briefing.ref}-([\w-]+)\.pdf", Path(file).name)
    return _draft(store, briefing, draft.items)._replace(
        paper=named[1] if named else "", on=draft.on, bytes_are_ours=True, compared=True
    )


def _draft_named(store: Store, reference: str) -> Verified | None:
    """Return the draft that has a reference, or nothing."""
    for briefing in store.every(Briefing):
        if own_part(reference) == own_part(reference_of(store, briefing, store.today, 0)):
            return _draft(store, briefing, _items_of(store, briefing.id))
    return None


def _draft(
    store: Store, briefing: Briefing, items: tuple[tuple[str, str | float], ...]
) -> Verified:
    return Verified(
        reference_of(store, briefing, store.today, 0), briefing, None, "", None,
        bytes_are_ours=False, code_fits=False, sheets=(), missing=(),
        withdrawn=_withdrawn(store, items),
    )  # fmt: skip


def _unlogged(store: Store, own: Unlogged) -> Verified:
    briefing = own.about if isinstance(own.about, Briefing) else None
    campaign = own.about if isinstance(own.about, Campaign) else None
    return Verified(
        own.reference, briefing, None, "", None, bytes_are_ours=False, code_fits=False,
        sheets=(), missing=(), withdrawn=_withdrawn(store, own.items), kind=own.kind,
        campaign=campaign, audience=own.audience, on=own.on,
    )  # fmt: skip


def _items_of(store: Store, briefing: str) -> tuple[tuple[str, str | float], ...]:
    """Return what any known draft of a briefing shows."""
    return tuple(item for one in drafts(store) if one.briefing == briefing for item in one.items)


def _withdrawn(
    store: Store, items: tuple[tuple[str, str | float], ...], how: tuple[str, ...] = SHOWN
) -> tuple[str, ...]:
    shown = dict.fromkeys(label.split(" ")[0] for label, said in items if said in how)
    return tuple(store.ref(one) for one in shown if withdrawn_on(store, one))


def _read(name: str, pdf: bytes) -> tuple[str, list[str]]:
    """Return the identifier that a file carries, or nothing, and the text of each page."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
            said = str(metadata.get("dc:identifier", ""))
        return said, list(page_texts(pdf))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        raise NotAPaper(file=name) from None

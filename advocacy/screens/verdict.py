"""Says what was found out about a paper that somebody brought."""

from collections.abc import Iterable, Iterator
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING, Any

from advocacy import console, settings

if TYPE_CHECKING:
    from advocacy.briefing.issuing.verifying import Verified
    from records.store import Store


def show(store: "Store", known: "Verified", *, as_json: bool) -> None:
    """Print what is known of a paper."""
    if as_json:
        console.emit(_document(known))
        return
    for line in _sentences(store, known):
        console.say(line)


def _document(known: "Verified") -> dict[str, Any]:
    return {
        "kind": known.kind,
        "reference": known.reference,
        "briefing": known.briefing.ref if known.briefing else None,
        "campaign": known.campaign.ref if known.campaign else None,
        "audience": known.audience or None,
        "issue": known.issue.ref if known.issue else None,
        "number": known.issue.number if known.issue else None,
        "on": known.issue.on if known.issue else known.on or None,
        "paper": known.paper or None,
        "copy": known.copy.number if known.copy else None,
        "recipient": known.copy.recipient if known.copy else None,
        "bytes_are_ours": known.bytes_are_ours,
        "code_fits": known.code_fits,
        "pages": [{"page": s.number, "issued_as": s.issued_as} for s in known.sheets],
        "changed": list(known.changed),
        "missing": list(known.missing),
        "withdrawn": list(known.withdrawn),
    }


def _sentences(store: "Store", known: "Verified") -> Iterator[str]:
    from advocacy.screens import showing

    about = known.briefing or known.campaign
    said = [about.ref, showing.title_of(store, about)] if about else []
    yield "  ".join([known.reference, *said])
    yield _what_it_is(known)
    if known.paper.startswith("staff"):
        yield _("It is the staff paper: it stays with us and is handed to nobody.")
    if known.copy:
        yield _("Copy {n}, handed to {holder}.").format(
            n=known.copy.number, holder=known.copy.recipient
        )
    yield from _of_the_file(known)
    matter = known.issue or known.briefing
    if known.withdrawn and matter:
        yield _("Withdrawn since: {refs}. Call it back: advocacy brief recall {ref}").format(
            refs=", ".join(known.withdrawn), ref=matter.ref
        )
    elif matter:  # of other papers it is not known whom they quote
        yield _("Nothing in it has been withdrawn since.")


def _what_it_is(known: "Verified") -> str:
    from records.dates import in_words
    from records.vocabulary import label

    language = settings.current.language
    if known.issue:
        return _("Issue {n} of {day}, {ref}.").format(
            n=known.issue.number, day=in_words(known.issue.on or "", language), ref=known.issue.ref
        )
    if known.kind == "pack":
        return _("A draft; it was never issued.")
    sentence = {
        "report": _("A report of our own making, of {day}, for: {audience}. Reports are not "
                    "logged as issues."),
        "timeline": _("A timeline of our own making, of {day}, for: {audience}. Timelines are "
                      "not logged as issues."),
    }[known.kind]  # fmt: skip
    return sentence.format(
        day=in_words(known.on, language), audience=label("audience", known.audience, language)
    )


def _of_the_file(known: "Verified") -> Iterator[str]:
    if known.bytes_are_ours:
        yield _("The file is as we wrote it, byte for byte.")
        return
    if not known.compared:
        yield _("This is what the log knows of the code; the paper itself was not compared.")
        return
    if not known.sheets:
        yield _("Its pages cannot be compared: of this paper no pages were kept.")
        return
    yield _("The file is not as we wrote it: printed to PDF again, or changed.")
    same = [s.number for s in known.sheets if s.issued_as]
    if same:
        yield ngettext(
            "Page {pages} says what was issued.", "Pages {pages} say what was issued.", len(same)
        ).format(pages=_runs(same))
    if known.changed:
        yield ngettext(
            "Page {pages} says something else than what was issued, or cannot be read.",
            "Pages {pages} say something else than what was issued, or cannot be read.",
            len(known.changed),
        ).format(pages=_runs(known.changed))
    if known.missing:
        yield ngettext(
            "Page {pages} of the issue is not in it.",
            "Pages {pages} of the issue are not in it.",
            len(known.missing),
        ).format(pages=_runs(known.missing))
    yield _("Pictures, drawings and handwriting on the pages are not compared.")


def _runs(numbers: Iterable[int]) -> str:
    """Write page numbers as people do: 1–4, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)

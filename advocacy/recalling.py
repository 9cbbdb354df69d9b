"""Shows recalls, writes their letters, and keeps what their holders answered.

A withdrawal says here what it is about, before and after it takes effect.
"""

from gettext import gettext as _
from pathlib import Path

from advocacy import console, settings
from records.recall import Recall, recalls, staff_papers
from records.store import Store
from records.types.testimony import Testimony


def meant(store: Store, ref: str | None) -> list[Recall]:
    """Return the recalls that a ref of a briefing, an issue or a testimony means; else all."""
    found = recalls(store)
    if ref is None:
        return [recall for recall in found if recall.copies or recall.staff]
    one = store.meant(ref, "briefing", "issue", "testimony").id
    kept = []
    for recall in found:
        copies = tuple(
            called
            for called in recall.copies
            if one in (called.issue.id, called.issue.briefing, recall.testimony.id)
        )
        staff = tuple(
            issue
            for issue in recall.staff
            if one in (issue.id, issue.briefing, recall.testimony.id)
        )
        if copies or staff:
            kept.append(recall._replace(copies=copies, staff=staff))
    return kept


def tell_use(store: Store, testimony: Testimony) -> None:
    """Say on stderr which issues and drafts show an account."""
    from advocacy.screens import showing
    from records.drafts import stale
    from records.withdrawal import issues_with

    for issue in issues_with(store, testimony.id):
        console.note(_("It was used in {title}").format(title=showing.named(store, issue.id)))
    for draft in stale(store, [testimony.id]):
        console.note(
            _("The draft of {day} shows it; build it again or delete it: {files}").format(
                day=draft.on, files=", ".join(file.path for file in draft.files)
            )
        )


def end_withdrawal(store: Store, testimonies: list[str]) -> None:
    """Say what is to be called back or destroyed, then sign the list beside the vault.

    Raises Forged where somebody changed that list: the withdrawal has taken effect before.
    """
    from records.signedlist import keep_outside

    for recall in recalls(store):
        if recall.testimony.id not in testimonies:
            continue
        if recall.copies:
            console.note(
                _("Copies that were handed over stay out there until they are called back: "
                  "advocacy brief recall {ref} --letters DIR").format(ref=recall.testimony.ref)
            )  # fmt: skip
        for line in staff_papers(recall):
            console.note(line)
    keep_outside(store)


def log_answers(store: Store, answers: dict[str, list[str] | None], on: str) -> None:
    """Keep what came of copies, all or none."""
    with store.vault.transaction():
        for field, refs in answers.items():
            for ref in refs or []:
                store.amend(store.find(ref, "copy")[0], {field: on})


def write_letters(store: Store, found: list[Recall], folder: Path, *, replace: bool) -> None:
    """Write the letters and mark their copies as asked back, both or neither."""
    from advocacy.briefing.issuing.letters import letters
    from advocacy.files import refuse_existing
    from advocacy.publishing import publish

    written: dict[Path, bytes] = {}
    for recall in found:
        named = letters(store, recall, store.today)
        written |= {folder / f"{recall.on}-{name}": pdf for name, pdf in named.items()}
    refuse_existing(list(written), replace=replace)
    publish(written, lambda: _asked_back(store, found))
    for path in written:
        console.note(_("Wrote {file}").format(file=path))


def _asked_back(store: Store, found: list[Recall]) -> None:
    with store.vault.transaction():
        for recall in found:
            for called in recall.copies:
                if called.state == "out":
                    store.amend(called.copy.id, {"asked_on": store.today.isoformat()})


def show(store: Store, found: list[Recall], *, as_json: bool) -> None:
    """Print what is called back, from whom, until when."""
    from records.dates import in_words

    if as_json:
        console.emit([_as_json(store, recall) for recall in found])
        return
    language = settings.current.language
    words = {
        "out": _("out there"), "asked": _("asked back"), "returned": _("returned"),
        "destroyed": _("destroyed"), "refused": _("refused"),
    }  # fmt: skip
    for recall in found:
        console.heading(
            _("{ref} was withdrawn on {day}").format(
                ref=recall.testimony.ref, day=in_words(recall.on, language)
            )
        )
        console.pairs(
            [
                (_("Answer the person by"), in_words(str(recall.clock.answer_by), language)),
                (_("Use must have ended by"), in_words(str(recall.clock.stop_by), language)),
                (_("With one extension by"), in_words(str(recall.clock.longest), language)),
            ]
        )
        if recall.copies:
            console.rows(
                [_("Copy"), _("Number"), _("Holder"), _("Issue"), _("State")],
                (
                    [
                        called.copy.ref, str(called.copy.number), called.copy.recipient or "",
                        called.issue.ref, words[called.state],
                    ]
                    for called in recall.copies
                ),
            )  # fmt: skip
        for line in staff_papers(recall):
            console.say(line)
    if not found:
        console.note(_("nothing is called back"))


def _as_json(store: Store, recall: Recall) -> dict[str, object]:
    return {
        "testimony": recall.testimony.ref,
        "withdrawn_on": recall.on,
        "answer_by": recall.clock.answer_by.isoformat(),
        "stop_by": recall.clock.stop_by.isoformat(),
        "longest": recall.clock.longest.isoformat(),
        "open": recall.open,
        "copies": [
            {
                "ref": called.copy.ref,
                "number": called.copy.number,
                "recipient": called.copy.recipient,
                "issue": called.issue.ref,
                "briefing": store.ref(called.issue.briefing or ""),
                "state": called.state,
            }
            for called in recall.copies
        ],
        "staff_papers": [issue.ref for issue in recall.staff],
    }

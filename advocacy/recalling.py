"""Shows recalls, writes their letters, and keeps what their holders answered."""

from gettext import gettext as _
from pathlib import Path

from advocacy import console, settings
from records.recall import Recall, recalls
from records.store import Store


def meant(store: Store, ref: str | None) -> list[Recall]:
    """Return the recalls that a ref of a briefing, an issue or a testimony means; else all."""
    found = recalls(store)
    if ref is None:
        return [recall for recall in found if recall.copies]
    one = store.meant(ref, "briefing", "issue", "testimony").id
    kept = []
    for recall in found:
        copies = tuple(
            called
            for called in recall.copies
            if one in (called.issue.id, called.issue.briefing, recall.testimony.id)
        )
        if copies:
            kept.append(recall._replace(copies=copies))
    return kept


def log_answers(store: Store, answers: dict[str, list[str] | None], on: str) -> None:
    """Keep what came of copies, all or none."""
    with store.vault.transaction():
        for field, refs in answers.items():
            for ref in refs or []:
                store.amend(store.find(ref, "copy")[0], {field: on})


def write_letters(store: Store, found: list[Recall], folder: Path, *, replace: bool) -> None:
    """Write the letters and mark their copies as asked back, both or neither."""
    from advocacy.briefing.issuing.letters import letters
    from advocacy.files import new_folder, refuse_existing, write_new

    written: dict[Path, bytes] = {}
    for recall in found:
        named = letters(store, recall, store.today)
        written |= {folder / f"{recall.on}-{name}": pdf for name, pdf in named.items()}
    new_folder(folder)
    refuse_existing(list(written), replace=replace)
    with store.vault.transaction():
        for recall in found:
            for called in recall.copies:
                if called.state == "out":
                    store.amend(called.copy.id, {"asked_on": store.today.isoformat()})
        for path, pdf in written.items():
            write_new(path, pdf)
            console.note(_("Wrote {file}").format(file=path))


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
    }

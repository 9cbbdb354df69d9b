"""Commitments in two columns at the terminal: they say, we can show."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any, cast

from advocacy import console, settings
from advocacy.briefing.brief import Language
from advocacy.briefing.press.filling import catalogue
from advocacy.briefing.wording.duewords import due_in_words
from advocacy.briefing.wording.phrases import Phrases
from advocacy.screens import showing
from records.dates import in_words
from records.followup.promises import Weighed
from records.followup.tenure import Chair, Holder
from records.store import Store
from records.types.commitment import Commitment, Progress
from records.vocabulary import label

WIDEST = 132  # columns: longer lines are hard to read


def show(store: Store, found: Sequence[Weighed]) -> None:
    """Print commitments: a table on a terminal, a line each anywhere else."""
    language = settings.current.language
    phrases = Phrases(store, cast("Language", language), catalogue(language))
    if console.on_terminal():
        _draw(store, found, phrases)
        return
    for one in found:
        line = [
            one.commitment.ref, due_in_words(one.commitment, store.today, phrases),
            console.marks(one.marks), " · ".join(filter(None, (body(store, one), now(store, one)))),
            level(one.claimed, "claimed"), level(one.verified, "verified"),
            words_of(one.commitment),
        ]  # fmt: skip
        console.say("\t".join(" ".join(cell.split()) for cell in line))


def _draw(store: Store, found: Sequence[Weighed], phrases: Phrases) -> None:
    from rich.box import HORIZONTALS
    from rich.table import Table

    table = Table(box=HORIZONTALS, expand=True, pad_edge=False, width=_width())
    for title, ratio in ((_("The promise"), 9), (_("They say"), 4), (_("We can show"), 4)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for one in found:
        said = console.text(f"{one.commitment.ref}  {console.marks(one.marks)}\n", "bold")
        said.append_text(console.text(f"“{words_of(one.commitment).strip()}”\n"))
        for line in (body(store, one), now(store, one)):
            said.append_text(console.text(f"{line}\n" if line else ""))
        late = one.lateness in ("overdue", "may_be_overdue")
        said.append_text(
            console.text(due_in_words(one.commitment, store.today, phrases), "bold" if late else "")
        )
        cells = [
            level(one.claimed, "claimed", "{level}\n{date}"),
            level(one.verified, "verified", "{level}\n{date}"),
        ]
        table.add_row(said, *(console.text(cell or "–") for cell in cells))
        table.add_section()
    console.draw(table)
    named, not_named = console.marks([True]), console.marks([False])
    console.say(
        _("{yes} named, {no} not named: deliverable, target, due date, owner").format(
            yes=named, no=not_named
        )
    )


def _width() -> int:
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, WIDEST)


def words_of(one: Commitment) -> str:
    """Return the promise in the language of the terminal, where it has it."""
    return (settings.current.language == "vi" and one.words_vi) or one.words or ""


def body(store: Store, one: Weighed) -> str:
    """Return who promised, and from which post."""
    promised = one.commitment
    said = showing.title_of(store, store.get(promised.body or ""))
    return f"{said}, {promised.post}" if promised.post else said


def now(store: Store, one: Weighed) -> str:
    """Return who answers for it now, where that is another body."""
    if one.answers == one.commitment.body:
        return ""
    return _("now with {body}").format(body=showing.title_of(store, store.get(one.answers)))


def level(report: Progress | None, which: str, form: str = "{level} ({date})") -> str:
    """Return a level with its date."""
    if report is None:
        return ""
    language = settings.current.language
    said = label("progress_level", getattr(report, which), language)
    return form.format(level=said, date=in_words(report.on or "", language))


def as_json(store: Store, one: Weighed, chair: Chair | None, *, reveal: bool) -> dict[str, Any]:
    """Return a weighed commitment for programs."""
    promised = one.commitment
    return {
        "ref": promised.ref,
        "words": promised.words,
        "words_vi": promised.words_vi,
        "body": store.ref(promised.body or ""),
        "answers_today": store.ref(one.answers),
        "post": promised.post,
        "consultation": store.ref(promised.consultation) if promised.consultation else None,
        "basis": promised.basis,
        "status": promised.status,
        "due": promised.due,
        "lateness": one.lateness,
        "specific": one.marks._asdict(),
        "claimed": _report(one.claimed, "claimed"),
        "verified": _report(one.verified, "verified"),
        "progress": [report.ref for report in one.reports],
        "chair": chair and {
            "post": chair.post,
            "promised": chair.promised,
            "then": [holder_json(holder, reveal=reveal) for holder in chair.then],
            "now": [holder_json(holder, reveal=reveal) for holder in chair.now],
        },
    }  # fmt: skip


def _report(report: Progress | None, which: str) -> dict[str, Any] | None:
    if report is None:
        return None
    return {"level": getattr(report, which), "on": report.on, "ref": report.ref}


def holder_json(holder: Holder, *, reveal: bool) -> dict[str, Any]:
    """Return somebody in a post; the name only where it is to be revealed."""
    one = holder.official
    return {
        "ref": one.ref, "name": one.name if reveal else None, "post": one.post,
        "tenure": one.tenure, "held": holder.held,
    }  # fmt: skip

"""A pack between command line and press: what is asked for, where it goes, what is told of it."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, cast

from advocacy import console
from advocacy.paperlanguages import languages_of
from advocacy.screens.telling import show_decisions
from advocacy.usage import UsageError
from records.types.briefing import Briefing

if TYPE_CHECKING:
    from advocacy.briefing.pack import Draft
    from records.store import Store


def prepare(  # noqa: PLR0913  (what a command line can say of a pack)
    store: "Store",
    ref: str,
    lang: str | None,
    without: list[str] | None,
    *,
    no_voices: bool,
    assessments: bool = False,
    issuing: tuple[int, int] | None = None,
) -> "Draft":
    """Return the pack that is meant, assembled; `issuing` is (issue number, copies)."""
    from advocacy.briefing.pack import draft_of
    from advocacy.briefing.selection.request import request_for

    briefing = cast("Briefing", store.meant(ref, "briefing"))
    request = request_for(
        store,
        briefing,
        store.today,
        languages=languages_of(lang, ()),
        without=frozenset(store.find(one)[0] for one in without or []),
        voices=not no_voices,
        assessments=assessments,
    )
    number, copies = issuing or (0, 0)
    return draft_of(store, request, number=number, copies=copies)


def check_folders(out: Path | None, staff: Path | None) -> None:
    """Refuse folders that would put handout and staff paper side by side."""
    if out is None:
        raise UsageError(_("--out is missing"), _("say where the handout goes: --out DIR"))
    if staff is not None and staff.resolve() == out.resolve():
        raise UsageError(
            _("--staff is the same folder as --out"),
            _("name another one, so that nobody mails the wrong paper"),
        )


def outline(draft: "Draft") -> None:
    """Show how much a pack holds in each language, and what staff should settle."""
    for language, brief in draft.handouts.items():
        console.heading(f"{brief.title.text} ({language})")
        console.pairs(
            [
                (_("Asks"), str(len(brief.requests))),
                (_("Evidence"), str(len(brief.findings))),
                (_("Voices"), str(len(brief.voices))),
                (_("Commitments"), str(len(brief.promises))),
                (_("Meetings"), str(len(brief.meetings))),
                (_("Sources"), str(len(brief.sources))),
            ]
        )
        for told in draft.staff[language].to_settle:
            console.note(f"  {told}")


def write_html(draft: "Draft", folder: Path, design: str, *, replace: bool) -> None:
    """Write the pages of a pack that leave the house, to look at in a browser."""
    from advocacy.briefing.papers import leaving
    from advocacy.briefing.press.filling import to_html
    from advocacy.files import new_folder, refuse_existing, write_new

    ref = draft.request.briefing.ref
    pages = {
        folder / f"{ref}-{paper.name}.html": to_html(paper.page, paper.design)
        for paper in leaving(draft, design)
    }
    new_folder(folder)
    refuse_existing(list(pages), replace=replace)
    for path, page in pages.items():
        write_new(path, page.encode())
        console.note(_("Wrote {file}").format(file=path))


def tell(store: "Store", draft: "Draft", written: list[Path], *, as_json: bool) -> None:
    """Say which files were written, and what the gate decided."""
    if as_json:
        from advocacy.briefing.selection.voices import gate_document

        document = gate_document(store, draft.request, draft.rulings)
        console.emit({"files": [str(path) for path in written], "gate": document})
        return
    for path in written:
        console.say(str(path))
    show_decisions(draft)

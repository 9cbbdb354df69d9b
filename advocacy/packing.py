"""A pack between command line and press: what is asked for, where it goes, what is told of it."""

from collections.abc import Iterable
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING, cast

from advocacy import console, settings
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
    to: list[str] | None = None,
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
        to=to or (),
    )
    number, copies = issuing or (0, 0)
    return draft_of(store, request, number=number, copies=copies)


def check_folders(out: Path | None, staff: Path | None) -> None:
    """Refuse folders that would put handout and staff paper side by side."""
    if out is None:
        raise UsageError(_("--out is missing"), _("say where the handout goes: --out DIR"))
    if staff is None:
        return
    theirs, ours = out.resolve(), staff.resolve()
    advice = _("name another one, so that nobody mails the wrong paper")
    if ours == theirs:
        raise UsageError(_("--staff is the same folder as --out"), advice)
    if theirs in ours.parents:
        raise UsageError(_("--staff lies inside --out"), advice)
    if ours in theirs.parents:
        raise UsageError(_("--out lies inside --staff"), advice)


def outline(draft: "Draft") -> None:
    """Show how much a pack holds in each language, and what staff should settle."""
    if draft.empty:
        console.note(_("The pack is empty: nothing was selected, or nothing may be printed."))
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
        for told in _to_settle(draft, language):
            console.note(f"  {told}")


def _to_settle(draft: "Draft", language: str) -> Iterable[str]:
    """Return what staff should settle of the pages of a language, each matter of a pack once.

    What holds for all pages is told in the terminal's language, where the pack has it.
    """
    from advocacy.briefing.annexes.annexes import untold
    from advocacy.briefing.assembly.staff import in_other_languages

    spoken = settings.current.language
    ours = draft.staff[language]
    if language == (spoken if spoken in draft.staff else next(iter(draft.staff))):
        return ours.to_settle
    return (
        *in_other_languages(ours.borrowed, ngettext),
        *untold(draft.handouts[language].annexes, _),
    )


def write_html(store: "Store", draft: "Draft", folder: Path, design: str, *, replace: bool) -> None:
    """Write the pages of a pack that leave the house, to look at in a browser."""
    from advocacy.briefing.issuing.handing import build_web

    for path in build_web(store, draft, folder, design=design, replace=replace):
        console.note(_("Wrote {file}").format(file=path))


def tell(store: "Store", draft: "Draft", written: list[Path], *, as_json: bool) -> None:
    """Say which files were written, and what the gate decided."""
    if draft.empty:
        told = _(
            "The pack is empty: nothing was selected, or nothing may be printed; "
            "advocacy brief preview {ref} says why"
        )
        console.note(told.format(ref=draft.request.briefing.ref))
    if as_json:
        from advocacy.briefing.selection.voices import gate_document

        document = gate_document(store, draft.request, draft.rulings)
        console.emit({"files": [str(path) for path in written], "gate": document})
        return
    for path in written:
        console.say(str(path))
    show_decisions(draft)

"""`advocacy brief`: define a pack, preview it, build a draft, issue numbered copies."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, refs_of, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.packoptions import (
    AssessmentsOption,
    DesignOption,
    LangOption,
    NoVoicesOption,
    OriginalsOption,
    OutOption,
    ReplaceOption,
    StaffOption,
    WithoutOption,
    WordOption,
)
from advocacy.recordgroup import add_record, group, refuse_both
from advocacy.session import open_store
from advocacy.telling import progress, show_decisions
from advocacy.usage import UsageError
from records.errors import ExitCode
from records.types.briefing import Briefing

if TYPE_CHECKING:
    from advocacy.briefing.pack import Draft
    from records.store import Store

app = group("briefing", "list", "show", "edit", "delete", "history")


@app.command(
    help=_(
        "Define a pack, from options or a file; --for proposes what it should hold for a "
        "consultation, and why. Example: advocacy brief add --for C-7K3Q --languages vi"
    )
)
@refusing
@takes_fields_of(Briefing)
def add(
    for_: Annotated[
        str | None,
        typer.Option("--for", metavar="REF", show_default=False,
                     autocompletion=refs_of(("consultation",)),
                     help=_("The consultation that a selection is proposed for.")),
    ] = None,
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:  # fmt: skip
    """Add a briefing as it is given, or as it is proposed."""
    if for_ is None:
        add_record(Briefing, from_, as_json=as_json, options=options)
        return
    from advocacy.proposals import add_for

    said = given(Briefing, options)
    refuse_both(from_, said | {"for": for_})
    with open_store() as store:
        add_for(store, for_, said, as_json=as_json)


def prepare(
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
    from advocacy.briefing.request import PACK_LANGUAGES, request_for

    languages = tuple(dict.fromkeys(k.strip() for k in (lang or "").split(",") if k.strip()))
    for one in languages:
        if one not in PACK_LANGUAGES:
            raise UsageError(
                _("no pack is printed in {language}").format(language=one[:20]),
                _("type --lang en, --lang vi or --lang en,vi"),
            )
    briefing = cast("Briefing", store.meant(ref, "briefing"))
    request = request_for(
        store,
        briefing,
        store.today,
        languages=languages,
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


@app.command(
    help=_(
        "Say what would be printed, what is withheld, and why; nothing is written unless --html "
        "is given. Example: advocacy brief preview B-7K3Q"
    )
)
@refusing
def preview(
    ref: ref_argument(Briefing),  # type: ignore[valid-type]
    html: Annotated[
        Path | None,
        typer.Option(metavar="DIR", show_default=False,
                     help=_("Write the pages as HTML, to look at in a browser.")),
    ] = None,
    lang: LangOption = None,
    without: WithoutOption = None,
    no_voices: NoVoicesOption = False,
    design: DesignOption = "handout",
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show the decisions of a pack, and its outline."""
    from advocacy.briefing.voices import gate_document

    with open_store(writing=False) as store:
        draft = prepare(store, ref, lang, without, no_voices=no_voices)
        if html is not None:
            _write_html(draft, html, design, replace=replace)
        if as_json:
            console.emit(gate_document(store, draft.request, draft.rulings))
            return
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
        show_decisions(draft)


def _write_html(draft: "Draft", folder: Path, design: str, *, replace: bool) -> None:
    from advocacy.briefing.papers import leaving
    from advocacy.briefing.render import to_html
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


@app.command(
    help=_(
        "Build a draft of the pack: every page says so. "
        "Example: advocacy brief build B-7K3Q --out handout --staff staff --lang en,vi"
    )
)
@refusing
def build(
    ref: ref_argument(Briefing),  # type: ignore[valid-type]
    out: OutOption = None,
    staff: StaffOption = None,
    lang: LangOption = None,
    design: DesignOption = "handout",
    without: WithoutOption = None,
    no_voices: NoVoicesOption = False,
    with_assessments: AssessmentsOption = False,
    docx: WordOption = False,
    attach_originals: OriginalsOption = False,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print a draft into two folders, and say what was decided."""
    from advocacy.briefing.handing import build_draft

    check_folders(out, staff)
    assert out is not None  # noqa: S101  (refused above)
    with open_store() as store:
        draft = prepare(
            store, ref, lang, without, no_voices=no_voices, assessments=with_assessments
        )
        with progress() as told:
            written = build_draft(
                store, draft, out, staff, design=design, replace=replace, told=told,
                originals=attach_originals, word=docx,
            )  # fmt: skip
        _report(store, draft, written, as_json=as_json)


def _report(store: "Store", draft: "Draft", written: list[Path], *, as_json: bool) -> None:
    if as_json:
        from advocacy.briefing.voices import gate_document

        document = gate_document(store, draft.request, draft.rulings)
        console.emit({"files": [str(path) for path in written], "gate": document})
        return
    for path in written:
        console.say(str(path))
    show_decisions(draft)


@app.command(
    help=_(
        "Hand the pack over: clean, numbered copies, with a log of who holds which. "
        "Example: advocacy brief issue B-7K3Q --out handout --to 'Ministry of Example' --copies 3"
    )
)
@refusing
def issue(
    ref: ref_argument(Briefing),  # type: ignore[valid-type]
    out: OutOption = None,
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="WHO", show_default=False,
                     help=_("Who receives it; may be given again (required).")),
    ] = None,
    copies: Annotated[
        list[int] | None,
        typer.Option(min=1, max=500, metavar="N", show_default=False,
                     help=_("How many copies; once for each --to.")),
    ] = None,
    staff: StaffOption = None,
    lang: LangOption = None,
    design: DesignOption = "handout",
    without: WithoutOption = None,
    no_voices: NoVoicesOption = False,
    with_assessments: AssessmentsOption = False,
    docx: WordOption = False,
    attach_originals: OriginalsOption = False,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Print numbered copies and log their holders, both or neither."""
    from advocacy.briefing.handing import hand_over
    from advocacy.briefing.issue import next_number, recipients

    check_folders(out, staff)
    assert out is not None  # noqa: S101  (refused above)
    holders = recipients(to or [], copies or [])
    total = sum(one.copies for one in holders)
    with open_store() as store:
        briefing = cast("Briefing", store.meant(ref, "briefing"))
        number = next_number(store, briefing)
        draft = prepare(
            store, ref, lang, without,
            no_voices=no_voices, assessments=with_assessments, issuing=(number, total),
        )  # fmt: skip
        with progress() as told:
            written, made = hand_over(
                store, draft, out, staff, holders, number,
                design=design, replace=replace, told=told,
                originals=attach_originals, word=docx,
            )  # fmt: skip
        if not as_json:
            console.note(_("Issue {n} is logged as {ref}").format(n=number, ref=made.ref))
        _report(store, draft, written, as_json=as_json)


@app.command(
    help=_(
        "Which pack a file is, whether it is as we wrote it, what was withdrawn since. Takes a "
        "PDF, or the code or reference of a printed copy. Example: advocacy brief verify FILE.pdf"
    )
)
@refusing
def verify(
    paper: Annotated[str, typer.Argument(metavar="FILE|CODE", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Compare a paper with the log; exit 6 where something in it was withdrawn."""
    from advocacy import verdict
    from advocacy.briefing.verifying import verify_code, verify_file
    from advocacy.files import read_bytes

    path = Path(paper).expanduser()
    with open_store(writing=False) as store:
        if path.is_file():
            known = verify_file(store, path.name, read_bytes(path))
        else:
            known = verify_code(store, paper)
        verdict.show(store, known, as_json=as_json)
    if known.withdrawn:
        console.leave(ExitCode.WITHHELD)
    if known.changed:
        console.leave(ExitCode.BAD_INPUT)


@app.command(
    help=_(
        "What a withdrawal calls back: which copies, who holds them, until when. Writes the "
        "letters, and keeps what came of them. Example: advocacy brief recall B-7K3Q --letters out"
    )
)
@refusing
def recall(
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", show_default=False,
                       help=_("A briefing, an issue or a testimony; without it, every recall.")),
    ] = None,
    letters: Annotated[
        Path | None,
        typer.Option(metavar="DIR", show_default=False,
                     help=_("Write a letter to every holder, in both languages.")),
    ] = None,
    returned: Annotated[
        list[str] | None,
        typer.Option(metavar="COPY", show_default=False, help=_("This copy came back.")),
    ] = None,
    destroyed: Annotated[
        list[str] | None,
        typer.Option(metavar="COPY", show_default=False, help=_("Its holder destroyed it.")),
    ] = None,
    refused: Annotated[
        list[str] | None,
        typer.Option(metavar="COPY", show_default=False, help=_("Its holder will not return it.")),
    ] = None,
    on: Annotated[str, typer.Option(metavar="DAY", help=_("When that was."))] = "today",
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show, write and log recalls."""
    from advocacy.recalling import log_answers, meant, show, write_letters

    answers = {"returned_on": returned, "destroyed_on": destroyed, "refused_on": refused}
    writing = letters is not None or any(answers.values())
    with open_store(writing=writing) as store:
        log_answers(store, answers, on)
        found = meant(store, ref)
        if letters is not None:
            write_letters(store, found, letters, replace=replace)
            found = meant(store, ref)
        show(store, found, as_json=as_json)

"""`advocacy brief`: define a pack, preview it, build a draft, issue numbered copies."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, refs_of, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.packing import check_folders, outline, prepare, tell, write_html
from advocacy.packoptions import (
    AssessmentsOption,
    DesignOption,
    LangOption,
    NoVoicesOption,
    OriginalsOption,
    OutOption,
    ReplaceOption,
    StaffOption,
    ToOption,
    WithoutOption,
    WordOption,
)
from advocacy.progress import pages
from advocacy.screens.telling import show_decisions
from advocacy.session import open_store
from advocacy.verbs.group import add_record, group, refuse_both
from records.errors import ExitCode
from records.types.briefing import Briefing

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
    to: ToOption = None,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show the decisions of a pack, and its outline."""
    from advocacy.briefing.selection.voices import gate_document

    with open_store(writing=html is not None) as store:
        draft = prepare(store, ref, lang, without, no_voices=no_voices, to=to)
        if html is not None:
            write_html(store, draft, html, design, replace=replace)
        if as_json:
            console.emit(gate_document(store, draft.request, draft.rulings))
            return
        outline(draft)
        show_decisions(draft)


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
    to: ToOption = None,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print a draft into two folders, and say what was decided."""
    from advocacy.briefing.issuing.handing import build_draft

    check_folders(out, staff)
    assert out is not None  # noqa: S101  (refused above)
    with open_store() as store:
        draft = prepare(
            store, ref, lang, without,
            no_voices=no_voices, assessments=with_assessments, to=to,
        )  # fmt: skip
        with pages() as told:
            written = build_draft(
                store, draft, out, staff, design=design, replace=replace, told=told,
                originals=attach_originals, word=docx,
            )  # fmt: skip
        tell(store, draft, written, as_json=as_json)


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
    from advocacy.briefing.issuing.handing import hand_over
    from advocacy.briefing.issuing.issue import next_number, recipients

    check_folders(out, staff)
    assert out is not None  # noqa: S101  (refused above)
    holders = recipients(to or [], copies or [])
    total = sum(one.copies for one in holders)
    with open_store() as store:
        briefing = cast("Briefing", store.meant(ref, "briefing"))
        number = next_number(store, briefing)
        draft = prepare(
            store, ref, lang, without,
            no_voices=no_voices, assessments=with_assessments,
            to=[one.name for one in holders], issuing=(number, total),
        )  # fmt: skip
        with pages() as told:
            written, made = hand_over(
                store, draft, out, staff, holders, number,
                design=design, replace=replace, told=told,
                originals=attach_originals, word=docx,
            )  # fmt: skip
        if not as_json:
            console.note(_("Issue {n} is logged as {ref}").format(n=number, ref=made.ref))
        tell(store, draft, written, as_json=as_json)


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
    from advocacy.briefing.issuing.references import names_a_file
    from advocacy.briefing.issuing.verifying import verify_code, verify_file
    from advocacy.files import read_bytes
    from advocacy.screens import verdict

    path = Path(paper).expanduser()
    content = read_bytes(path) if names_a_file(paper) else None
    with open_store(writing=False) as store:
        if content is not None:
            known = verify_file(store, path.name, content)
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

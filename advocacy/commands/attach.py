"""`advocacy attach`: keep a file with a record, inside the vault; choose it for packs."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.options import JsonOption, RevealOption
from advocacy.session import open_store
from advocacy.usage import UsageError

if TYPE_CHECKING:
    from records.attachments import Attachment, Caption

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Keep a file with a record; what tells who made it and where is taken out. Without a "
        "file, list what is there. With --print it becomes an annex of packs. "
        'Example: advocacy attach S-7K3Q minutes.pdf --print --alt "Minutes of the hearing"'
    )
)
@refusing
def attach(
    ref: Annotated[str, typer.Argument(metavar="REF", show_default=False)],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
    number: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", show_default=False,
                     help=_("A file that is there already, to choose or set aside.")),
    ] = None,
    printed: Annotated[
        bool | None,
        typer.Option("--print/--no-print", show_default=False,
                     help=_("Print it as an annex of packs that speak of the record, or no more.")),
    ] = None,
    alt: Annotated[
        str, typer.Option("--alt", metavar="TEXT", show_default=False,
                          help=_("What it shows, for who cannot see it; needed for print.")),
    ] = "",
    alt_vi: Annotated[
        str, typer.Option("--alt-vi", metavar="TEXT", show_default=False,
                          help=_("The same in Vietnamese.")),
    ] = "",
    title: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False,
                          help=_("Its title on paper; else what it shows.")),
    ] = "",
    title_vi: Annotated[
        str, typer.Option("--title-vi", metavar="TEXT", show_default=False,
                          help=_("The title in Vietnamese.")),
    ] = "",
    as_json: JsonOption = False,
    reveal: RevealOption = False,
) -> None:  # fmt: skip
    """Attach a file, choose one for packs, or list the files of a record."""
    from advocacy.files import read_bytes
    from records.attachments import Caption
    from records.attachments import attach as keep

    said = Caption(alt, alt_vi, title, title_vi)
    _refuse_misfits(file, number, said, printed=printed)
    if file is None and number is None:
        _list(ref, as_json=as_json, reveal=reveal)
        return
    if number is not None:
        _choose(ref, number, said, printed=printed, as_json=as_json, reveal=reveal)
        return
    assert file is not None  # noqa: S101  (one of both was given)
    content = read_bytes(file)
    with open_store() as store:
        record = store.meant(ref)
        made = keep(store, record, file.name, content, said if printed else None)
        console.note(_("Attached as number {n}; the file outside is still there.").format(
            n=made.number))  # fmt: skip
        if made.printed:
            console.note(_("It is printed as an annex of packs that speak of {ref}.").format(
                ref=record.ref))  # fmt: skip
        console.say(str(made.number))


def _refuse_misfits(
    file: Path | None, number: int | None, said: "Caption", *, printed: bool | None
) -> None:
    """Refuse options that do not fit together."""
    if file is not None and number is not None:
        raise UsageError(
            _("a file and --number cannot go together"),
            _("give a FILE to attach it, or --number N for one that is there"),
        )
    if (any(said) and printed is not True) or (
        printed is not None and file is None and number is None
    ):
        raise UsageError(
            _("what stands on paper was said, but not for which file"),
            _('advocacy attach REF FILE --print --alt "…", or --number N in place of FILE'),
        )
    if number is not None and printed is None:
        raise UsageError(
            _("--number alone changes nothing"),
            _('add --print --alt "…", or --no-print'),
        )


def _choose(
    ref: str, number: int, said: "Caption", *, printed: bool | None, as_json: bool, reveal: bool
) -> None:
    """Let a file be an annex, or no more; words that were given before stay."""
    from records.attachments import attachments, choose

    with open_store() as store:
        record = store.meant(ref)
        before = {one.number: one.caption for one in attachments(store, record.id)}
        if number in before:
            kept = before[number]
            said = kept._replace(**{name: text for name, text in said._asdict().items() if text})
        made = choose(store, record, number, said if printed else None)
        if as_json:
            console.emit(_document(made, reveal=reveal))
            return
        told = _("Printed with packs from now on.") if printed else _("No longer printed.")
        console.note(told)


def _list(ref: str, *, as_json: bool, reveal: bool) -> None:
    from records.attachments import attachments

    with open_store(writing=False) as store:
        found = attachments(store, store.meant(ref).id)
        if as_json:
            console.emit([_document(one, reveal=reveal) for one in found])
            return
        console.rows(
            [_("Number"), _("Name"), _("Kind"), _("Bytes"), _("Added"), _("On paper")],
            [
                [str(a.number), a.name if reveal else "…", a.kind, str(a.size), a.added,
                 (a.caption.title or a.caption.title_vi or a.caption.alternative
                  or a.caption.alternative_vi) if a.printed else _("no")]
                for a in found
            ],
        )  # fmt: skip


def _document(one: "Attachment", *, reveal: bool) -> dict[str, object]:
    return {
        "number": one.number, "name": one.name if reveal else None, "kind": one.kind,
        "size": one.size, "sha256": one.digest, "added": one.added, "printed": one.printed,
        **one.caption._asdict(),
    }  # fmt: skip

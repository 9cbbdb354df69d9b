"""`advocacy search`: find records by their words."""

from gettext import gettext as _
from typing import Annotated

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.options import JsonOption, RevealOption
from advocacy.session import open_store
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _types(incomplete: str) -> list[str]:
    from records.types import NAMES

    return [name for name in NAMES if name.startswith(incomplete)]


@app.command(
    help=_(
        "Find records by their words. Diacritics may be left out: 'cam ket' finds 'cam kết'. "
        "Example: advocacy search 'trung tam' --type consultation"
    )
)
@refusing
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", show_default=False)],
    type_: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help=_("Only records of this type; may be given again."),
            autocompletion=_types,
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help=_("At most N hits."))] = 50,
    as_json: JsonOption = False,
    reveal: RevealOption = False,
) -> None:
    """Print what was found: ref, type and field, and the words around it."""
    from records.fields import fields_of
    from records.search import AFTER, BEFORE
    from records.search import search as find
    from records.types import NAMES, type_named

    for name in type_ or []:
        if name not in NAMES:
            raise UsageError(
                _("there is no type {name}").format(name=name[:40]),
                _("types: {names}").format(names=", ".join(NAMES)),
            )
    with open_store(writing=False) as store:
        hits = find(store, " ".join(words), tuple(type_ or ()), limit)
        if as_json:
            console.emit([
                {
                    "ref": hit.ref, "type": hit.type, "field": hit.field,
                    "snippet": None if hit.sensitive and not reveal
                    else hit.snippet.replace(BEFORE, "[").replace(AFTER, "]"),
                    "exact": hit.exact,
                }
                for hit in hits
            ])  # fmt: skip
            return
        language = settings.current.language
        for hit in hits:
            kind = type_named(hit.type)
            label = fields_of(kind)[hit.field].label(language)
            what = f"{kind.LABELS[language == 'vi']} · {label}"
            hidden = hit.sensitive and not reveal
            snippet = _("(hidden; --reveal shows it)") if hidden else hit.snippet
            console.marked(hit.ref, what, snippet, BEFORE, AFTER)
        if not hits:
            console.note(_("nothing was found"))

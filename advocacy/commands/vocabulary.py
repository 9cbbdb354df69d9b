"""`advocacy vocabulary`: the words that fields may hold, and a vault's own."""

from gettext import gettext as _
from typing import Annotated

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.options import JsonOption
from advocacy.session import open_store, unasked
from advocacy.usage import UsageError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.command(
    "list", help=_("List the words of one list, or of all. Example: advocacy vocabulary list forum")
)
@refusing
def list_(
    name: Annotated[str | None, typer.Argument(metavar="LIST", show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Print terms with their labels; the vault's own too where it opens without a question."""
    from records.vocabulary import terms, vocabularies

    if unasked():
        open_store(writing=False).vault.close()  # which learns the vault's own terms
    if name is not None and name not in vocabularies():
        raise UsageError(
            _("there is no list {name}").format(name=name[:40]),
            _("lists: {names}").format(names=", ".join(vocabularies())),
        )
    found = [
        (each, term)
        for each in ([name] if name else vocabularies())
        for term in terms(each).values()
    ]
    if as_json:
        console.emit([
            {"vocabulary": each, "key": t.key, "en": t.en, "vi": t.vi} for each, t in found
        ])  # fmt: skip
        return
    console.rows(
        [_("List"), _("Key"), _("English"), _("Vietnamese")],
        ([each, term.key, term.en, term.vi] for each, term in found),
    )


@app.command(
    help=_(
        "Add a word of your own to a list. Example: advocacy vocabulary add forum radio_talk "
        "--en 'radio talk' --vi 'tọa đàm phát thanh'"
    )
)
@refusing
def add(
    name: Annotated[str, typer.Argument(metavar="LIST", show_default=False)],
    key: Annotated[str, typer.Argument(metavar="KEY", show_default=False)],
    en: Annotated[str, typer.Option(metavar="TEXT", help=_("The English label."))],
    vi: Annotated[str, typer.Option(metavar="TEXT", help=_("The Vietnamese label."))],
) -> None:
    """Keep a term in this vault."""
    from records.ownterms import add_term

    with open_store() as store:
        term = add_term(store, name, key, en, vi)
        console.say(term)

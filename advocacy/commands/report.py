"""`advocacy report`: what the advocacy achieved in a period, for members and donors."""

from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.options import JsonOption
from advocacy.packoptions import NoVoicesOption, ReplaceOption
from advocacy.session import open_store
from advocacy.usage import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "Print what the advocacy achieved in a period, for members or donors. "
        "Example: advocacy report --since 2024 --until 2025 --out report --audience donor"
    )
)
@refusing
def report(
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", show_default=False,
                     help=_("The first day, month or year (required).")),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", show_default=False,
                     help=_("The last day, month or year (required).")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", show_default=False,
                     help=_("Where the report goes (required).")),
    ] = None,
    audience: Annotated[
        str, typer.Option(metavar="donor|network", help=_("Whom it is for."))
    ] = "donor",
    lang: Annotated[
        str | None,
        typer.Option(metavar="en,vi", show_default=False,
                     help=_("The languages; English and Vietnamese where none is given.")),
    ] = None,
    no_voices: NoVoicesOption = False,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Gather the facts of a period, print them, and say what was left out."""
    from advocacy import achieved
    from advocacy.briefing.report.making import AUDIENCES, drawn_up
    from advocacy.files import refuse_existing
    from advocacy.paperlanguages import languages_of

    if out is None or since is None or until is None:
        raise UsageError(
            _("--since, --until and --out are needed"),
            _("for example: advocacy report --since 2024 --until 2025 --out report"),
        )
    if audience not in AUDIENCES:
        raise UsageError(
            _("a report is for donors or for the network"),
            _("type --audience donor or --audience network"),
        )
    languages = languages_of(lang, settings.LANGUAGES)
    with open_store() as store:
        period = achieved.period(since, until, store.today)
        paths = {
            language: out / f"report-{period.since}-{period.until}-{language}.pdf"
            for language in languages
        }
        refuse_existing(list(paths.values()), replace=replace)
        drawn = drawn_up(store, period, audience, store.today, languages, voices=not no_voices)
        achieved.write(store, drawn, paths)
        if as_json:
            console.emit(achieved.as_json(store, drawn, list(paths.values())))
            return
        for path in paths.values():
            console.say(str(path))
        achieved.tell(drawn)

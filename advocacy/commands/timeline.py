"""`advocacy timeline`: a campaign in the order of time, on the screen or as a paper."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from advocacy import console, settings
from advocacy.console import refusing
from advocacy.options import JsonOption, ref_argument
from advocacy.packoptions import ReplaceOption
from advocacy.session import open_store
from records.types.public_life import Campaign

if TYPE_CHECKING:
    from advocacy.briefing.brief import Language
    from records.store import Store

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_(
        "A campaign in the order of time; what is uncertain looks uncertain. With --pdf also as a "
        "paper. Example: advocacy timeline G-7K3Q --pdf timeline.pdf --lang vi"
    )
)
@refusing
def timeline(
    campaign: ref_argument(Campaign),  # type: ignore[valid-type]
    pdf: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help=_("Print it into this file.")),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(metavar="en|vi", show_default=False, help=_("The language of the paper.")),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(metavar="TERM", help=_("Whom the paper is for: what they may not see is "
                                            "left out.")),
    ] = "public",
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Show what belongs to a campaign, or print it."""
    from advocacy.briefing.happenings import Telling
    from advocacy.briefing.press.filling import catalogue
    from advocacy.paperlanguages import languages_of
    from advocacy.screens import chronicle
    from records.followup.chronology import chronology

    spoken = cast("Language", languages_of(lang, (settings.current.language,))[0])
    with open_store(writing=False) as store:
        meant = cast("Campaign", store.meant(campaign, "campaign"))
        if pdf is not None:
            _print(store, meant, pdf, spoken, audience, replace=replace)
            return
        told = Telling(store, spoken, catalogue(spoken)).all(chronology(store, meant))
        if as_json:
            console.emit([chronicle.as_json(one) for one in told])
        else:
            chronicle.show(meant, told)


def _print(
    store: "Store", campaign: Campaign, path: Path, language: "Language", audience: str,
    *, replace: bool,
) -> None:  # fmt: skip
    from advocacy.briefing.timeline_paper import printed
    from advocacy.files import new_folder, refuse_existing, write_new
    from records.vocabulary import key_of

    refuse_existing([path], replace=replace)
    pdf = printed(store, campaign, language, key_of("audience", audience), store.today)
    new_folder(path.parent)
    write_new(path, pdf)
    console.say(str(path))

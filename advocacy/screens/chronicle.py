"""A campaign's timeline at the terminal: a bar beside each date, its words below."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

from advocacy import console
from advocacy.briefing.happenings import Happening
from advocacy.screens import timescale
from records.types.public_life import Campaign

MARGIN = 30  # columns for what it is and when
WIDEST = 132  # columns: a longer axis is no easier to read


def as_json(one: Happening) -> dict[str, Any]:
    """Return a happening for scripts: dates as EDTF, texts in the language asked for."""
    return {
        "kind": one.record.NAME, "what": one.kind, "ref": one.record.ref, "date": one.when,
        "words": one.words.text, "facts": list(one.facts),
        "more": one.more.text if one.more else None,
    }  # fmt: skip


def show(campaign: Campaign, told: Sequence[Happening]) -> None:
    """Print a timeline: drawn on a terminal, a line each anywhere else."""
    if not console.on_terminal():
        lines = ([one.kind, one.date, one.record.ref, one.words.text] for one in told)
        console.rows([_("What"), _("When"), _("Record"), _("Words")], lines)
        return
    from shutil import get_terminal_size

    title = next(one.words.text for one in told if one.record.id == campaign.id)
    console.heading(f"{campaign.ref}  {title}")
    for line in drawn(told, min(get_terminal_size().columns, WIDEST)):
        console.say(line)


def drawn(told: Sequence[Happening], width: int) -> list[str]:
    """Return the lines of a timeline that is so many columns wide."""
    dated = [one for one in told if one.when]
    scale = timescale.scale_of((one.when or "" for one in dated), width - MARGIN - 1)
    lines: list[str] = []
    if scale:
        lines += ["", " " * MARGIN + scale.heads()]
        for one in dated:
            lines += _entry(one, timescale.bar(one.when or "", scale), width)
        lines += ["", *_legend(lines, width)]
    undated = [one for one in told if not one.when]
    if undated:
        lines += ["", _("No date is recorded for:")]
        for one in undated:
            lines += _below(one, width, _("{what}: {words}"))
    return lines


def _entry(one: Happening, bar: str, width: int) -> list[str]:
    from textwrap import wrap

    said = wrap(f"{one.kind} · {one.date}", MARGIN - 2, break_on_hyphens=False)
    first = said[0].ljust(MARGIN) + bar
    return [first.rstrip(), *said[1:], *_below(one, width, "{words}")]


def _below(one: Happening, width: int, form: str) -> list[str]:
    """Return the words of a happening and its ref, in about two lines."""
    from textwrap import shorten, wrap

    room = 2 * (width - 6) - len(one.record.ref)
    text = shorten(form.format(what=one.kind, words=one.words.text), room, placeholder=" …")
    return wrap(f"{text}  {one.record.ref}", width - 2, initial_indent="  ",
                subsequent_indent="  ", break_on_hyphens=False)  # fmt: skip


def _legend(lines: Sequence[str], width: int) -> list[str]:
    """Return what the signs that were drawn mean."""
    from textwrap import wrap

    meanings = {
        timescale.POINT: _("a known day or month"),
        timescale.UNSURE_POINT: _("about or perhaps then"),
        timescale.LASTED: _("lasted"),
        timescale.WITHIN: _("some time in here"),
        timescale.ABOUT: _("about or perhaps in here"),
        timescale.GOES_ON: _("goes on"),
        timescale.UNKNOWN: _("nobody knows"),
    }
    there = "".join(line[MARGIN:] for line in lines)
    # What belongs to a sign stays on its line.
    said = [f"{sign}\u00a0{told.replace(' ', chr(0xA0))}" for sign, told in meanings.items()
            if sign in there]  # fmt: skip
    return [line.replace("\u00a0", " ") for line in wrap("   ".join(said), width - 1)]

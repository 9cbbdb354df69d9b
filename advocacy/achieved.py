"""Writes a report of a period, keeps who is quoted in it, and tells staff what it holds."""

import hashlib
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advocacy import console
from advocacy.screens.telling import printing
from advocacy.usage import UsageError
from records.consent import Quotation
from records.dates import as_edtf
from records.drafts import DraftFile, note_draft, note_report, reports
from records.edtf import FIRST_DAY, LAST_DAY, parse
from records.followup.period import Period
from records.store import Store
from records.types.briefing import Briefing

if TYPE_CHECKING:
    from advocacy.briefing.report.making import Drawn


def period(since: str, until: str, today: date) -> Period:
    """Return the period that is meant; a year means all of it. InvalidDate, UsageError."""
    first, last = parse(as_edtf(since, today)).earliest, parse(as_edtf(until, today)).latest
    if first in (None, FIRST_DAY) or last in (None, LAST_DAY):
        raise UsageError(
            _("a period has a first and a last day"),
            _("for example: --since 2024 --until 2025-06-30"),
        )
    if last < first:
        raise UsageError(_("--until lies before --since"), _("type the earlier date with --since"))
    return Period(first, last)


def write(store: Store, drawn: "Drawn", paths: dict[str, Path]) -> None:
    """Print the report, search it and write it. Raises Disclosed.

    Where somebody is quoted, the papers are remembered, so that a withdrawal finds them.
    """
    from advocacy.briefing.report.making import printed
    from advocacy.publishing import publish

    papers = {paths[language]: pdf for language, pdf in printed(store, drawn, printing).items()}

    def keep() -> None:
        if drawn.heard:
            with store.vault.transaction():
                _remember(store, drawn, papers)

    publish(papers, keep)


def _remember(store: Store, drawn: "Drawn", papers: dict[Path, bytes]) -> None:
    wanted = drawn.request.briefing
    own = reports(store)
    known = [
        one.id
        for one in store.every(Briefing)
        if one.id in own and (one.title, one.audience) == (wanted.title, wanted.audience)
    ]
    briefing = known[0] if known else store.keep(wanted).id
    note_report(store, briefing)
    items = [
        (" ".join(one.id for one in (r.testimony, r.excerpt) if one), str(r.said.decision))
        for r in drawn.heard
    ]
    files = [
        DraftFile(str(path.resolve()), hashlib.sha256(pdf).hexdigest())
        for path, pdf in papers.items()
    ]
    note_draft(store, briefing, items, files)


def tell(drawn: "Drawn") -> None:
    """Say on stderr what staff should know before they hand the report over."""
    facts = drawn.facts
    apart = len(facts.perhaps_held) + len(facts.perhaps_changed)
    for number, said in (
        (apart, ngettext("{n} matter may belong to the period; the report keeps it apart",
                         "{n} matters may belong to the period; the report keeps them apart",
                         apart)),
        (facts.left_out, ngettext("{n} record is left out: its sensitivity says so",
                                  "{n} records are left out: their sensitivity says so",
                                  facts.left_out)),
        (len(drawn.heard), ngettext("{n} person's words are quoted",
                                    "{n} quotations are printed", len(drawn.heard))),
    ):  # fmt: skip
        if number:
            console.note(said.format(n=number))
    withheld = sum(not isinstance(one.said, Quotation) for one in drawn.rulings)
    if withheld:
        console.note(
            ngettext(
                "{n} testimony was withheld for this audience",
                "{n} testimonies were withheld for this audience",
                withheld,
            ).format(n=withheld)
        )


def as_json(store: Store, drawn: "Drawn", paths: list[Path]) -> dict[str, Any]:
    """Return the facts for scripts, records as refs; who confirms an outcome is never told."""
    facts = drawn.facts
    spoke = facts.represented
    return {
        "since": facts.period.since, "until": facts.period.until,
        "audience": drawn.request.briefing.audience,
        "files": [str(path) for path in paths],
        "consultations": [one.ref for one in facts.consultations],
        "may_belong": {
            "consultations": [one.ref for one in facts.perhaps_held],
            "presentations": [one.presentation.ref for one in facts.perhaps_put],
            "outcomes": [one.outcome.ref for one in facts.perhaps_changed],
        },
        "by_level": _counts(facts.by_level),
        "provinces": {
            str(which): {"heard": list(on.heard), "perhaps": list(on.perhaps)}
            for which in (63, 34)
            for on in [spoke.on_map(which)]
        },
        "organisations": [store.ref(one) for one in spoke.organisations],
        "asks": _counts(facts.asks),
        "presentations": [one.presentation.ref for one in facts.put],
        "responses": _counts(facts.responses),
        "commitments": {
            "made": [p.commitment.ref for p in facts.promises if p.made == "yes"],
            "claimed": _counts(facts.claimed), "verified": _counts(facts.verified),
        },
        "outcomes": [
            {"ref": one.outcome.ref, "substantiated": one.substantiated} for one in facts.outcomes
        ],
        "voices": [(one.excerpt or one.testimony).ref for one in drawn.heard],
        "left_out": facts.left_out,
    }  # fmt: skip


def _counts(found: dict[str, int]) -> dict[str, int]:
    return {key or "not_recorded": number for key, number in found.items()}

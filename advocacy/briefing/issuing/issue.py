"""Hands a pack over: numbered copies, and the log of who holds which."""

import hashlib
from dataclasses import dataclass
from gettext import gettext as _
from typing import cast

from advocacy.briefing.assembly.staff import only_spoken
from advocacy.briefing.brief import Language
from advocacy.briefing.issuing.sheets import pages_of
from advocacy.briefing.pack import Draft, Pack, names_of
from advocacy.briefing.selection.voices import Ruling, rule
from advocacy.usage import UsageError
from records.drafts import READ_ALOUD
from records.store import Store
from records.types.briefing import Briefing, Copy, Issue


@dataclass(frozen=True)
class Recipient:
    """Who receives how many copies."""

    name: str
    copies: int


def recipients(to: list[str], copies: list[int]) -> list[Recipient]:
    """Pair names with numbers of copies: one number for all, one each, or one copy each."""
    if not to:
        raise UsageError(_("nobody to hand it to was named"), _('add --to "WHO"'))
    if len(copies) > 1 and len(copies) != len(to):
        raise UsageError(
            _("there are {a} --to and {b} --copies").format(a=len(to), b=len(copies)),
            _("give --copies once for each --to, in the same order"),
        )
    numbers = copies * len(to) if len(copies) == 1 else copies or [1] * len(to)
    return [Recipient(name, number) for name, number in zip(to, numbers, strict=True)]


def next_number(store: Store, briefing: Briefing) -> int:
    """Return the number that the next issue of this briefing has."""
    issued = store.where(Issue, "briefing", briefing.id)
    return max((one.number or 0 for one in issued), default=0) + 1


def numbered(pack: Pack, total: int) -> dict[str, bytes]:
    """Return the copies by file name: one file for each language and copy number."""
    from advocacy.briefing.press.stamp import stamp

    ref = pack.draft.request.briefing.ref
    width = max(2, len(str(total)))
    return {
        f"{ref}-{pack.kind}-{languages}-copy-{n:0{width}}.pdf": stamp(
            pdf, n, total, cast("Language", languages[:2])
        )
        for languages, pdf in pack.handout.items()
        for n in range(1, total + 1)
    }


def decided(store: Store, draft: Draft, *, staff: bool) -> list[tuple[str, str]]:
    """Return that day's decisions, as they are kept: testimony [and excerpt], decision.

    With `staff`, what stands in the staff paper alone, to be read aloud, is kept as such.
    """
    languages, accounts = draft.request.languages, draft.chosen.accounts
    spoken = rule(store, draft.request, accounts, languages[0], channel="oral") if staff else []
    aloud = {_label(one) for one in only_spoken(draft.rulings, spoken)}
    said = [(_label(one), str(one.said.decision)) for one in draft.rulings]
    return [(label, READ_ALOUD if label in aloud else decision) for label, decision in said]


def _label(ruling: Ruling) -> str:
    return " ".join(one.id for one in (ruling.testimony, ruling.excerpt) if one)


def _staff_files(pack: Pack) -> list[tuple[str, str]]:
    """Return the staff papers with their SHA-256.

    They are known again, but are no files of the issue: those are listed and filed as handed
    out.
    """
    names = names_of(pack.draft, pack.kind)["staff"]
    return [(names[k], hashlib.sha256(pdf).hexdigest()) for k, pdf in sorted(pack.staff.items())]


def log(  # noqa: PLR0913  (all that is kept of it)
    store: Store,
    pack: Pack,
    files: dict[str, bytes],
    to: list[Recipient],
    number: int,
    *,
    staff: bool,
) -> Issue:
    """Keep what was handed over: the files, that day's decisions, and every copy's holder."""
    briefing = pack.draft.request.briefing
    issue = store.keep(
        Issue(
            briefing=briefing.id,
            number=number,
            on=pack.draft.request.on.isoformat(),
            files=tuple((n, hashlib.sha256(f).hexdigest()) for n, f in sorted(files.items())),
            items=tuple(decided(store, pack.draft, staff=staff)),
            shown=pack.draft.shown,
            reference=pack.draft.reference,
            fingerprints=(*sorted(pack.fingerprints.items()), *_staff_files(pack)),
            pages=(*pages_of(pack.kind, pack.handout), *pages_of("staff", pack.staff)),
        )
    )
    holder = [one.name for one in to for _n in range(one.copies)]
    for copy, name in enumerate(holder, start=1):
        store.keep(Copy(briefing=briefing.id, issue=issue.id, number=copy, recipient=name))
    return issue

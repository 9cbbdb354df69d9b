"""Hands a pack over: numbered copies, and the log of who holds which."""

import hashlib
from dataclasses import dataclass
from gettext import gettext as _
from typing import cast

from advocacy.briefing.brief import Language
from advocacy.briefing.issuing.sheets import pages_of
from advocacy.briefing.pack import Draft, Pack
from advocacy.usage import UsageError
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


def decided(draft: Draft) -> list[tuple[str, str]]:
    """Return that day's decisions, as they are kept: testimony [and excerpt], decision."""
    return [
        (r.testimony.id + (f" {r.excerpt.id}" if r.excerpt else ""), str(r.said.decision))
        for r in draft.rulings
    ]


def log(
    store: Store, pack: Pack, files: dict[str, bytes], to: list[Recipient], number: int
) -> Issue:
    """Keep what was handed over: the files, that day's decisions, and every copy's holder."""
    briefing = pack.draft.request.briefing
    issue = store.keep(
        Issue(
            briefing=briefing.id,
            number=number,
            on=pack.draft.request.on.isoformat(),
            files=tuple((n, hashlib.sha256(f).hexdigest()) for n, f in sorted(files.items())),
            items=tuple(decided(pack.draft)),
            shown=pack.draft.shown,
            reference=pack.draft.reference,
            fingerprints=tuple(sorted(pack.fingerprints.items())),
            pages=pages_of(pack.kind, pack.handout),
        )
    )
    holder = [one.name for one in to for _n in range(one.copies)]
    for copy, name in enumerate(holder, start=1):
        store.keep(Copy(briefing=briefing.id, issue=issue.id, number=copy, recipient=name))
    return issue

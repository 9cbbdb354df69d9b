"""Defines a pack for a consultation from what is proposed, once staff have seen the reasons."""

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import Any, cast

from advocacy import console, settings
from advocacy.briefing.proposing import Proposed, proposal
from advocacy.screens import showing
from advocacy.usage import UsageError
from advocacy.verbs.group import report
from records.store import Store
from records.types.briefing import Briefing
from records.types.common import Record
from records.types.consultation import Consultation
from records.values import accept

LONGEST = 48  # signs of a title
DEFAULTS = {"audience": "government_meeting", "languages": ["en", "vi"]}


def add_for(store: Store, ref: str, said: dict[str, Any], *, as_json: bool) -> None:
    """Propose a selection for a consultation, let staff change it, and keep the briefing."""
    from msgspec.structs import replace

    for field in ("consultation", "selection"):
        if field in said:
            raise UsageError(
                _("--for and --{field} together").format(field=field),
                _("--for names the consultation and proposes the selection"),
            )
    meeting = cast("Consultation", store.meant(ref, "consultation"))
    titles = {"title": meeting.title or "", "title_vi": meeting.title_vi}
    wanted = {**DEFAULTS, **titles, **said, "consultation": meeting.ref}
    briefing = Briefing(**accept(Briefing, wanted, store.resolved, store.today))
    found = proposal(store, briefing, store.today)
    _tell(store, found)
    kept = _without_what_staff_drop(found) if found and console.can_ask() else found
    if not kept:
        console.note(_("Nothing is selected: the pack takes everything that is cleared for it."))
    made = store.keep(replace(briefing, selection=tuple(one.record.id for one in kept)))
    report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))


def _tell(store: Store, found: Sequence[Proposed]) -> None:
    """Say on stderr what is proposed, each with its number and the reason."""
    if not found:
        console.note(_("Nothing on record belongs to this consultation."))
        return
    said = ngettext("{n} record is proposed:", "{n} records are proposed:", len(found))
    console.note(said.format(n=len(found)))
    width = len(str(len(found)))
    for number, one in enumerate(found, start=1):
        record = one.record
        console.note(f"{number:>{width}}  {record.ref}  {_title(store, record)}")
        console.note(f"{'':{width}}    {one.why}")


def _title(store: Store, record: Record) -> str:
    """Return what says which record it is; of an account, nothing but that it is one."""
    kind = record.LABELS[settings.current.language == "vi"]
    title = "" if record.PERSONAL else " ".join(showing.title_of(store, record).split())
    short = title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
    return f"{kind}: {short}" if short else kind


def _without_what_staff_drop(found: Sequence[Proposed]) -> list[Proposed]:
    """Ask which to leave out, by number or ref, until what was typed is understood."""
    while True:
        answer = console.ask(_("Leave out which? Numbers or refs, Enter keeps all"))
        named = answer.replace(",", " ").split()
        dropped = [_meant(found, word) for word in named]
        unknown = [w for w, one in zip(named, dropped, strict=True) if one is None]
        if not unknown:
            return _kept(found, {one.record.id for one in dropped if one})
        console.note(_("not among them: {words}").format(words=", ".join(unknown)[:80]))


def _meant(found: Sequence[Proposed], word: str) -> Proposed | None:
    """Return the one that a number or the start of a ref names; None where none or several do."""
    if word.isascii() and word.isdigit():
        return found[int(word) - 1] if 0 < int(word) <= len(found) else None
    fitting = [one for one in found if one.record.ref.startswith(word.upper())]
    return fitting[0] if len(fitting) == 1 else None


def _kept(found: Sequence[Proposed], dropped: set[str]) -> list[Proposed]:
    """Return what stays; the asks of a position go with it."""
    positions = {one.record.ref for one in found if one.record.id in dropped}
    return [
        one
        for one in found
        if one.record.id not in dropped
        and not (one.reason == "asked_by_position" and one.of in positions)
    ]

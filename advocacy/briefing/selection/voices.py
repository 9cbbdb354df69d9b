"""Every account before the gate: what it may be printed as, or why it may not."""

from dataclasses import dataclass
from typing import Any

from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.wording.phrases import Phrases
from records.consent import Quotation, Withheld, quotable
from records.places import in_region_words, provinces
from records.store import Store
from records.types.testimony import Consent, Excerpt, Testimony

LAPSE = "consent_lapses_after_months"


@dataclass(frozen=True)
class Ruling:
    """What the gate said of one account."""

    testimony: Testimony
    excerpt: Excerpt | None
    said: Quotation | Withheld


def rule(
    store: Store,
    request: PackRequest,
    accounts: tuple[tuple[Testimony, Excerpt | None], ...],
    language: str,
    channel: str = "print",
) -> list[Ruling]:
    """Ask the gate about each account."""
    asked = request.gate(language, channel)
    months = int(store.setting(LAPSE) or 24)
    rulings = []
    for testimony, excerpt in accounts:
        consents = store.where(Consent, "testimony", testimony.id)
        said = quotable(
            testimony, consents, asked, request.on, excerpt=excerpt, lapse_months=months
        )
        rulings.append(Ruling(testimony, excerpt, said))
    return rulings


def gate_document(store: Store, request: PackRequest, rulings: list[Ruling]) -> dict[str, Any]:
    """Return `gate.json`: every decision with its reason (4-commands.md)."""
    return {
        "briefing": request.briefing.ref,
        "on": request.on.isoformat(),
        "audiences": sorted(request.audiences),
        "channel": "print",
        "items": [
            {
                "ref": ruling.testimony.ref,
                "excerpt": ruling.excerpt.ref if ruling.excerpt else None,
                "decision": ruling.said.decision,
                "identity": getattr(ruling.said, "identity", None),
                "place_detail": getattr(ruling.said, "place_detail", None),
                "reason": ruling.said.reason,
                "reason_en": ruling.said.reason_en,
                "reason_vi": ruling.said.reason_vi,
                "consent": store.ref(ruling.said.consent) if ruling.said.consent else None,
            }
            for ruling in rulings
        ],
    }


def byline(ruling: Ruling, phrases: Phrases) -> str:
    """Return who speaks: at most one of name, role and place (3-protection.md)."""
    said = ruling.said
    assert isinstance(said, Quotation)  # noqa: S101  (what is withheld has no byline)
    if said.identity in ("named", "pseudonym"):
        return said.display_name
    if said.identity == "role_only" and said.role and said.role != "not_recorded":
        role = phrases.term("role", said.role)
        return role[:1].upper() + role[1:]
    if said.province:
        province = provinces()[said.province]
        if said.place_detail == "province":
            return province.name
        return in_region_words(province.region, phrases.language)
    return ""

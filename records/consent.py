"""The gate: decides how a person's words may appear, from what that person allowed.

Pure: the records, the request and the day come in, a decision with its reason goes out.
It withholds by default: what is missing, unknown or malformed never opens it.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from records.consent_decision import REASONS, Kin, Quotation, Request, Withheld
from records.sensitivity import sensitivity_allows
from records.types.testimony import Consent, Excerpt, Testimony
from records.vietnamese import fold, names_the_same

__all__ = [
    "IDENTITIES",
    "PLACES",
    "REASONS",
    "Kin",
    "Quotation",
    "Request",
    "Withheld",
    "audiences_of",
    "heads_of",
    "narrowest",
    "quotable",
    "widened",
]

IDENTITIES = ("named", "pseudonym", "role_only", "anonymous", "aggregate_only")
PLACES = ("province", "region", "none")
"""Both from the widest to the narrowest."""

NOT_IN_FORCE = frozenset(
    {"withdrawn", "refused", "entered_in_error", "superseded", "not_recorded", "draft", "expired"}
)
COUNTED = frozenset({"under_age", "counted_only"})
"""Reasons that still let the account be counted: nothing more serious speaks against it."""

_SERIOUSNESS = {reason: place for place, reason in enumerate(REASONS)}
_LOWERED = {
    "pseudonym": "lowered_to_pseudonym",
    "role_only": "lowered_to_role",
    "anonymous": "lowered_to_anonymous",
}


def quotable(  # noqa: PLR0913  (what the decision depends on is all here)
    testimony: Testimony,
    consents: Iterable[Consent],
    request: Request,
    on: date,
    *,
    excerpt: Excerpt | None = None,
    lapse_months: int = 24,
) -> Quotation | Withheld:
    """Decide how an account, or one excerpt of it, may appear on this day; it never raises.

    The rules stand in records/README.md. A consent without a last day lapses
    `lapse_months` calendar months after it was given.
    """
    today = on.isoformat()
    heads = heads_of(testimony.id, consents)
    newest = heads[0].id if heads else ""
    identity = narrowest(IDENTITIES, (request.identity, *(h.identity for h in heads)))
    words, language = _words(testimony, excerpt, request.language)

    objections = [(reason, newest) for reason in _unfit(testimony, excerpt, request, today)]
    for head in heads:
        objections += [(reason, head.id) for reason in _ended(head, today, lapse_months)]
        objections += [(reason, head.id) for reason in _beyond(head, testimony, request, today)]
    if not heads or (excerpt is not None and excerpt.testimony != testimony.id):
        objections.append(("no_consent", ""))
    if not words.strip():
        objections.append(("no_words", newest))
    if identity == IDENTITIES[-1]:
        objections.append(("counted_only", newest))
    if objections:
        reason, consent = min(objections, key=lambda found: _SERIOUSNESS[found[0]])
        return Withheld(reason=reason, consent=consent, counted=reason in COUNTED)

    name = _agreed_name(identity, heads)
    nameless = identity in ("named", "pseudonym") and not name
    identity = "role_only" if nameless else identity
    place = narrowest(PLACES, (request.place_detail, *(h.place_detail for h in heads)))
    if nameless:
        reason = "no_display_name"
    elif identity != request.identity:
        reason = _LOWERED[identity]
    else:
        reason = "as_granted" if place == request.place_detail else "place_lowered"
    return Quotation(
        decision="used" if reason == "as_granted" else "lowered",
        reason=reason,
        consent=newest,
        words=words,
        language=language,
        translated=language != (testimony.language or ""),
        read_back=all(h.read_back is True for h in heads),
        identity=identity,
        display_name=name,
        role=(testimony.role or "") if identity == "role_only" else "",
        place_detail=place,
        province=(testimony.province or "") if place != "none" else "",
        heads=tuple(h.id for h in heads),
    )


def heads_of(testimony: str, consents: Iterable[Consent]) -> list[Consent]:
    """Return the consents to this testimony that no other one supersedes, the newest first."""
    own = [c for c in consents if c.testimony and c.testimony == testimony]
    superseded = {c.supersedes for c in own}
    heads = [c for c in own if c.id not in superseded]
    return sorted(heads, key=lambda c: (c.given_on or "", c.created, c.id), reverse=True)


def audiences_of(audience: str, stays: bool | None) -> frozenset[str]:  # noqa: FBT001  (a field)
    """Return whom a paper for this audience reaches; one that stays with officials is kept."""
    if audience == "government_meeting" and stays is not False:
        return frozenset({audience, "government_retained_copy"})
    return frozenset({audience})


def widened(bodies: Iterable[str], organisations: Kin) -> frozenset[str]:
    """Return these bodies with their parents and successors, and theirs in turn."""
    found: set[str] = set()
    ahead = list(bodies)
    while ahead:
        body = ahead.pop()
        if body not in found:
            found.add(body)
            ahead += [kin for kin in organisations.get(body, ()) if kin]
    return frozenset(found)


def narrowest(order: tuple[str, ...], keys: Iterable[str | None]) -> str:
    """Return the narrowest of these keys; one that is not in the order counts as narrowest."""
    last = len(order) - 1
    return order[max(order.index(key) if key in order else last for key in keys)]


def _ended(head: Consent, today: str, lapse_months: int) -> Iterator[str]:
    """Why this decision is not in force today. A malformed day never helps it."""
    given = _day(head.given_on)
    if head.status != "active":
        yield head.status if head.status in NOT_IN_FORCE else "not_recorded"
    if head.withdrawn_on is not None and not today < _day(head.withdrawn_on):
        yield "withdrawn"
    if not given and not (head.given_on is None and head.method == "published_statement"):
        yield "no_date"
    if today < given:
        yield "not_yet_given"
    if head.expires_on is not None:
        if not today < _day(head.expires_on):
            yield "expired"
    elif given and not today < _lapse(given, lapse_months):
        yield "expired"


def _beyond(head: Consent, testimony: Testimony, request: Request, today: str) -> Iterator[str]:
    """Why this decision does not reach as far as the request."""
    if head.identity not in IDENTITIES:
        yield "not_recorded"
    if testimony.source_connection != "self" and head.subject_agreed is not True:
        yield "source_not_self"
    if head.except_bodies:
        excepted = widened(head.except_bodies, request.organisations)
        if excepted & widened(request.bodies, request.organisations):
            yield "body_excepted"
    if "public" not in head.audiences and not request.audiences <= set(head.audiences):
        yield "audience_not_granted"
    if request.channel not in head.channels:
        yield "channel_not_granted"
    if head.review_on is not None and not today <= _day(head.review_on) and _leaves(request):
        yield "review_due"
    if head.limits and head.id not in request.acknowledged:
        yield "limits_not_acknowledged"


def _unfit(
    testimony: Testimony, excerpt: Excerpt | None, request: Request, today: str
) -> Iterator[str]:
    """Why the account itself may not be quoted, whatever was agreed."""
    quoted = testimony if excerpt is None else excerpt
    if not request.audiences:
        yield "audience_not_granted"
    if testimony.sensitivity == "sealed" and testimony.words is None:
        yield "sealed"
    if not all(sensitivity_allows(r.sensitivity, request.audiences) for r in (testimony, quoted)):
        yield "sensitivity"
    if _leaves(request):
        checker = quoted.checked_by or ""
        if not fold(checker).strip() or not "" < _day(quoted.checked_on) <= today:
            yield "not_checked"
        elif names_the_same(checker, testimony.collected_by or ""):
            yield "checked_by_collector"
    if not _of_age(testimony.age_band):
        yield "under_age"


def _leaves(request: Request) -> bool:
    """Whether the words would go beyond our own staff."""
    return request.audiences != {"internal"}


def _of_age(age_band: str | None) -> bool:
    """Whether the band is 18 or older, or none was recorded; also for bands a vault has added."""
    if age_band is None or age_band == "not_recorded":
        return True
    first = age_band[:2]
    return first.isascii() and first.isdecimal() and int(first) >= 18  # noqa: PLR2004  (of age)


def _agreed_name(identity: str, heads: list[Consent]) -> str:
    """Return the one name that every decision lets us print, else an empty text.

    A name agreed as the person's own is never passed off as the pseudonym that a pack asks for.
    """
    names = {(h.display_name or "").strip() for h in heads}
    agreed = identity in ("named", "pseudonym") and identity in {h.identity for h in heads}
    return names.pop() if agreed and len(names) == 1 else ""


def _words(testimony: Testimony, excerpt: Excerpt | None, wanted: str) -> tuple[str, str]:
    """Return the text to quote and its language: the translation where it is the one wanted."""
    own = testimony.language or ""
    if excerpt is not None:
        return excerpt.words or "", excerpt.language or own
    translation = (testimony.translation or "").strip()
    if translation and own and wanted != own and wanted in ("en", "vi"):
        return translation, wanted
    return testimony.words or "", own


def _day(said: str | None) -> str:
    """Return an ISO day, which compares as text; empty where there is none or it is malformed."""
    try:
        return said if said and date.fromisoformat(said).isoformat() == said else ""
    except ValueError:
        return ""


def _lapse(given: str, months: int) -> str:
    """Return the same day so many calendar months later, or the last day of a shorter month."""
    year, month, day = (int(part) for part in given.split("-"))
    years, past = divmod(month - 1 + months, 12)
    last = monthrange(year + years, past + 1)[1]
    return f"{year + years:04}-{past + 1:02}-{min(day, last):02}"

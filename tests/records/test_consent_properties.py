"""What must hold for the gate whatever the consents, the day and the request.

ADVOCACY_LONG_TESTS=1 runs 100,000 cases of each instead of 300.
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from records.consent import (
    IDENTITIES,
    PLACES,
    REASONS,
    Quotation,
    Request,
    Withheld,
    quotable,
)
from records.types.testimony import Consent, Excerpt, Testimony

EXAMPLES = 100_000 if os.environ.get("ADVOCACY_LONG_TESTS") else 300
many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

AUDIENCES = (
    "internal", "network", "allied_ngo", "donor", "government_meeting",
    "government_retained_copy", "un", "media", "public",
)  # fmt: skip
CHANNELS = ("print", "oral", "online", "image_audio")
BODIES = ("department", "ministry", "new_ministry", "city")
KIN = {"department": ("ministry", None), "ministry": (None, "new_ministry")}
ENDINGS = (
    "refused", "withdrawn", "expired", "draft", "not_recorded", "entered_in_error", "superseded",
)  # fmt: skip


class Case(NamedTuple):
    """Everything that a decision depends on."""

    testimony: Testimony
    consents: tuple[Consent, ...]
    request: Request
    on: date
    excerpt: Excerpt | None

    def decide(self) -> Quotation | Withheld:
        return quotable(self.testimony, self.consents, self.request, self.on, excerpt=self.excerpt)

    def heads(self) -> list[Consent]:
        own = [c for c in self.consents if c.testimony == self.testimony.id]
        return [c for c in own if all(c.id != other.supersedes for other in own)]


def changes_of(fields: dict[str, Sequence[Any]], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a few changes to a record that would be let through as it is."""
    changes = [(field, value) for field, values in fields.items() for value in values]
    return st.lists(st.sampled_from(changes), max_size=most).map(dict)


def subsets(values: Sequence[str], least: int = 0) -> list[tuple[str, ...]]:
    sizes = range(least, len(values) + 1)
    return [chosen for size in sizes for chosen in combinations(values, size)]


DAYS = (
    "2018-01-01", "2018-06-01", "2018-06-02", "2019-02-28", "2020-02-29", "2020-05-31",
    "2020-06-01", "2020-06-02", "2021-12-31",
)  # fmt: skip
UNREADABLE = ("", "2020", "2020-02-30", "hôm qua")
CHECKS = {
    "sensitivity": ("network", "restricted", "sealed", ""),
    "checked_by": (None, "", "le thi gia", "Lê Thị Giả"),
    "checked_on": (None, "2020-06-02", "2021-12-31", *UNREADABLE),
    "words": (None, "", "  "),
}
ACCOUNT = Testimony(
    id="t1",
    sensitivity="public",
    words="Tôi kể chuyện này.",
    language="vi",
    translation="I tell this story.",
    source_connection="self",
    age_band="25_to_34",
    role="sex_worker",
    province="VN-HN",
    collected_by="Lê Thị Giả",
    checked_by="Trần Văn Thử",
    checked_on="2018-01-01",
)
CLOSED = Testimony(id="t1", sensitivity="sealed")
"""What is sealed, where its key is not (records/sealing.py)."""

CHANGED = changes_of(
    {
        **CHECKS,
        "language": ("en", "other", None),
        "translation": (None, " "),
        "source_connection": ("witness", "unknown", None),
        "age_band": (None, "under_18", "not_recorded", "under_16", "old"),
        "role": (None, "not_recorded"),
        "province": (None,),
        "collected_by": (None,),
    },
    most=1,
).map(lambda changes: replace(ACCOUNT, **changes))
ACCOUNTS = st.integers(0, 15).flatmap(lambda n: CHANGED if n else st.just(CLOSED))
EXCERPT = Excerpt(
    id="x1",
    testimony="t1",
    sensitivity="public",
    words="chuyện này",
    checked_by="Trần Văn Thử",
    checked_on="2018-01-01",
)
EXCERPTS = changes_of({**CHECKS, "testimony": ("t2", None), "language": ("vi", "en")}, most=1).map(
    lambda changes: replace(EXCERPT, **changes)
)
CONSENT = Consent(
    testimony="t1",
    identity="named",
    display_name="Hoa Mai",
    audiences=("public", *AUDIENCES),
    channels=CHANNELS,
    place_detail="province",
    method="written",
    given_on="2019-02-28",
    status="active",
)
CONSENTS = changes_of(
    {
        "testimony": ("t2", None),
        "supersedes": ("n1", "n2", "n3"),
        "identity": (*IDENTITIES, *IDENTITIES, None, "nickname"),
        "display_name": ("Cúc", "", None),
        "audiences": [AUDIENCES, *subsets(AUDIENCES, least=6)[::9], ("government_meeting",), ()],
        "channels": subsets(CHANNELS),
        "place_detail": ("region", "none", None, "ward"),
        "except_bodies": (("department",), ("city",), ("ministry", "elsewhere")),
        "method": ("published_statement", None),
        "subject_agreed": (True, True, True, False),
        "given_on": (*DAYS, *UNREADABLE, None),
        "review_on": (*DAYS, *UNREADABLE),
        "expires_on": (*DAYS, *UNREADABLE),
        "withdrawn_on": (*DAYS, *UNREADABLE),
        "status": (*ENDINGS, None, "agreed"),
        "limits": ("Chỉ khi có mặt tôi.", "Không nêu nghề.", ""),
        "read_back": (True, False),
    },
    most=2,
).map(lambda changes: replace(CONSENT, **changes))
REQUEST = Request(
    audiences=frozenset({"government_meeting"}),
    channel="print",
    language="vi",
    bodies=frozenset({"ministry"}),
)
REQUESTS = changes_of(
    {
        "audiences": [
            frozenset(chosen) for chosen in subsets(AUDIENCES, least=1) if len(chosen) < 3
        ],
        "channel": (*CHANNELS, "smoke"),
        "language": ("en", "en", "other", ""),
        "bodies": [frozenset(chosen) for chosen in subsets(BODIES)],
        "organisations": (KIN, KIN, KIN),
        "identity": (*IDENTITIES, *IDENTITIES[:4], "nickname"),
        "place_detail": (*PLACES, "village"),
        "acknowledged": [frozenset(chosen) for chosen in subsets(("n1", "n2", "n3"), least=1)],
    },
    most=2,
).map(lambda changes: replace(REQUEST, **changes))
CASES = st.builds(
    Case,
    ACCOUNTS,
    st.lists(CONSENTS, max_size=3).map(
        lambda drawn: tuple(replace(c, id=f"n{n}") for n, c in enumerate(drawn, start=1))
    ),
    REQUESTS,
    st.sampled_from(("2020-06-01", "2020-06-01", *DAYS)).map(date.fromisoformat),
    st.none() | EXCERPTS,
)


def openness(found: Quotation | Withheld) -> tuple[int, int, int]:
    """How much the decision lets through: words or a count, identity, place."""
    if isinstance(found, Withheld):
        return (1 if found.counted else 0, 0, 0)
    identity = len(IDENTITIES) - IDENTITIES.index(found.identity)
    return (2, identity, len(PLACES) - PLACES.index(found.place_detail))


def no_wider(narrow: Quotation | Withheld, wide: Quotation | Withheld) -> bool:
    if any(n > w for n, w in zip(openness(narrow), openness(wide), strict=True)):
        return False
    if isinstance(narrow, Quotation) and isinstance(wide, Quotation):
        return narrow.words == wide.words and narrow.province in ("", wide.province)
    return True


# Nothing wider than every head grants


@many
@given(CASES)
def test_nothing_is_wider_than_every_head_and_the_request_allow(case: Case) -> None:
    found = case.decide()
    assume(isinstance(found, Quotation))
    assert isinstance(found, Quotation)
    heads = case.heads()
    assert heads
    for head in heads:
        assert head.status == "active"
        assert "public" in head.audiences or case.request.audiences <= set(head.audiences)
        assert case.request.channel in head.channels
        assert head.identity is not None
        assert IDENTITIES.index(found.identity) >= IDENTITIES.index(head.identity)
        if found.place_detail != "none":
            assert head.place_detail is not None
            assert PLACES.index(found.place_detail) >= PLACES.index(head.place_detail)
        if found.display_name:
            assert (head.display_name or "").strip() == found.display_name
        assert not set(head.except_bodies) & case.request.bodies
        assert not head.limits or head.id in case.request.acknowledged
    assert IDENTITIES.index(found.identity) >= IDENTITIES.index(case.request.identity)
    assert bool(found.display_name) == (found.identity in ("named", "pseudonym"))
    assert found.identity == "role_only" or not found.role
    assert found.place_detail != "none" or not found.province
    assert (found.decision == "used") == (
        (found.identity, found.place_detail) == (case.request.identity, case.request.place_detail)
    )


@many
@given(CASES)
def test_words_come_from_the_account_or_its_excerpt_and_a_translation_is_said_to_be_one(
    case: Case,
) -> None:
    found = case.decide()
    assume(isinstance(found, Quotation))
    assert isinstance(found, Quotation)
    if case.excerpt is not None:
        of_it = (case.excerpt.language or case.testimony.language) == case.testimony.language
        assert (found.words, found.translated) == (case.excerpt.words, not of_it)
    elif found.translated:
        assert found.words == case.testimony.translation
        assert found.language == case.request.language != case.testimony.language
    else:
        assert found.words == case.testimony.words


@many
@given(CASES)
def test_without_an_active_consent_to_the_account_there_are_no_words(case: Case) -> None:
    others = tuple(c for c in case.consents if c.testimony != "t1" or c.status != "active")
    assert isinstance(case._replace(consents=others).decide(), Withheld)


# Ending a consent or adding a restriction never widens


def narrower(order: tuple[str, ...], key: str | None) -> st.SearchStrategy[str | None]:
    """Draw the same or a narrower key; one that nobody knows has none that is narrower."""
    return st.sampled_from(order[order.index(key) :]) if key in order else st.just(key)


def sooner(drawn: str, until: str | None) -> str:
    """Return the earlier day; one that cannot be read is over already."""
    return drawn if until is None else until if until in UNREADABLE else min(drawn, until)


def last_day(consent: Consent) -> str | None:
    given_on = parsed(consent.given_on)
    lapse = two_years_later(given_on).isoformat() if given_on else None
    return lapse if consent.expires_on is None else consent.expires_on


@st.composite
def restricted(draw: st.DrawFn, consent: Consent) -> Consent:
    """Draw the same consent, ended or with one more restriction."""
    day = draw(st.sampled_from(DAYS))
    audience = draw(st.sampled_from(("public", *AUDIENCES)))
    channel = draw(st.sampled_from(CHANNELS))
    identity = draw(narrower(IDENTITIES, consent.identity))
    # A name that was agreed as the person's own does not become a pseudonym by being narrowed.
    name = consent.display_name if identity == consent.identity else None
    changes: list[dict[str, Any]] = [
        {"status": draw(st.sampled_from(ENDINGS))},
        {"withdrawn_on": sooner(day, consent.withdrawn_on)},
        {"expires_on": sooner(day, last_day(consent))},
        {"review_on": sooner(day, consent.review_on)},
        {"except_bodies": (*consent.except_bodies, draw(st.sampled_from(BODIES)))},
        {"limits": consent.limits or "Không nêu quê quán."},
        {"audiences": tuple(a for a in consent.audiences if a != audience)},
        {"channels": tuple(c for c in consent.channels if c != channel)},
        {"identity": identity, "display_name": name},
        {"place_detail": draw(narrower(PLACES, consent.place_detail))},
        {"subject_agreed": draw(st.sampled_from([None, False]))},
        {"display_name": None},
    ]
    return replace(consent, **draw(st.sampled_from(changes)))


@many
@given(st.data(), CASES)
def test_ending_or_restricting_any_consent_never_widens(data: st.DataObject, case: Case) -> None:
    assume(case.consents)
    chosen = data.draw(st.integers(0, len(case.consents) - 1))
    consent = data.draw(restricted(case.consents[chosen]))
    changed = (*case.consents[:chosen], consent, *case.consents[chosen + 1 :])
    assert no_wider(case._replace(consents=changed).decide(), case.decide())


@many
@given(CASES, st.sampled_from(AUDIENCES))
def test_requiring_one_more_audience_never_widens(case: Case, audience: str) -> None:
    more = replace(case.request, audiences=case.request.audiences | {audience})
    assert no_wider(case._replace(request=more).decide(), case.decide())


@many
@given(CASES, st.sampled_from(BODIES))
def test_one_more_body_in_the_room_never_widens(case: Case, body: str) -> None:
    more = replace(case.request, bodies=case.request.bodies | {body})
    assert no_wider(case._replace(request=more).decide(), case.decide())


@many
@given(CASES)
def test_knowing_more_of_parents_and_successors_never_widens(case: Case) -> None:
    less = replace(case.request, organisations={})
    more = replace(case.request, organisations=KIN)
    wide, narrow = case._replace(request=less).decide(), case._replace(request=more).decide()
    assert no_wider(narrow, wide)


@many
@given(CASES, st.permutations(range(4)))
def test_the_order_of_the_consents_does_not_matter(case: Case, order: list[int]) -> None:
    shuffled = tuple(case.consents[n] for n in order if n < len(case.consents))
    assert case._replace(consents=shuffled).decide() == case.decide()


# It never raises


STRANGE = {
    Consent: (
        "supersedes", "identity", "display_name", "place_detail", "method", "given_on",
        "review_on", "expires_on", "status", "withdrawn_on", "limits",
    ),
    Testimony: (
        "age_band", "checked_by", "checked_on", "collected_by", "language", "sensitivity",
        "source_connection", "role", "province",
    ),
    Request: ("channel", "identity", "place_detail", "language"),
}  # fmt: skip
"""The texts of each that are replaced by garbage."""

garbage = st.text(max_size=6)
few = st.lists(garbage, max_size=2).map(tuple)
strange_consents = st.builds(
    Consent,
    id=garbage,
    testimony=st.just("t1"),
    audiences=few,
    channels=few,
    except_bodies=few,
    **dict.fromkeys(STRANGE[Consent], st.none() | garbage),
)
edge_days = st.sampled_from(
    ("9999-12-31", "0001-01-01", "20200101", "2020-W01-1", "-", "2020-1-1", "२०२०-०१-०१")
)


@many
@given(
    case=CASES,
    strange=st.lists(strange_consents, max_size=3),
    field=st.sampled_from(["given_on", "review_on", "expires_on", "withdrawn_on"]),
    said=garbage | edge_days,
    account=st.fixed_dictionaries({}, optional=dict.fromkeys(STRANGE[Testimony], garbage)),
    on=st.dates(),
    months=st.integers(-30_000, 200_000),
)
def test_no_record_however_strange_makes_it_raise(  # noqa: PLR0913
    case: Case,
    strange: list[Consent],
    field: str,
    said: str,
    account: dict[str, Any],
    on: date,
    months: int,
) -> None:
    odd = [replace(c, **{field: said}) for c in case.consents]
    testimony = replace(case.testimony, **account)
    found = quotable(testimony, [*strange, *odd], case.request, on, lapse_months=months)
    assert found.reason_en
    assert found.reason_vi


@many
@given(
    case=CASES,
    words=st.fixed_dictionaries(dict.fromkeys(STRANGE[Request], garbage)),
    names=st.frozensets(garbage, max_size=3),
)
def test_no_request_however_strange_makes_it_raise(
    case: Case, words: dict[str, str], names: frozenset[str]
) -> None:
    strange = replace(
        case.request, **words, audiences=names, bodies=names, acknowledged=names,
        organisations={name: (name, None) for name in names},
    )  # fmt: skip
    assert case._replace(request=strange).decide().reason in REASONS


# The same rules, written a second time and as plainly as possible


def parsed(day: str | None) -> date | None:
    if day is None or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) is None:
        return None
    try:
        return date(int(day[:4]), int(day[5:7]), int(day[8:]))
    except ValueError:
        return None


def two_years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return date(day.year + 2, 2, 28)


def unmarked(name: str | None) -> str:
    letters = unicodedata.normalize("NFD", (name or "").lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c)).strip()


def kin_of(bodies: set[str], kin: dict[str, tuple[str | None, str | None]]) -> set[str]:
    found = set(bodies)
    for _ in kin:
        found |= {k for b in found for k in kin.get(b, ()) if k is not None}
    return found


def in_force(consent: Consent, on: date) -> bool:  # noqa: PLR0911
    if consent.status != "active":
        return False
    if consent.withdrawn_on is not None:
        withdrawn = parsed(consent.withdrawn_on)
        if withdrawn is None or withdrawn <= on:
            return False
    start = parsed(consent.given_on)
    if consent.given_on is not None and start is None:
        return False
    if start is None and consent.method != "published_statement":
        return False
    if start is not None and start > on:
        return False
    if consent.expires_on is not None:
        end = parsed(consent.expires_on)
        return end is not None and end > on
    return start is None or two_years_later(start) > on


def may_be_quoted(case: Case) -> bool:  # noqa: C901, PLR0911, PLR0912
    """Whether any words may appear at all, by the rules of the design read one after another."""
    testimony, request, excerpt = case.testimony, case.request, case.excerpt
    quoted = testimony if excerpt is None else excerpt
    outside = request.audiences != frozenset(["internal"])
    heads = case.heads()
    if not heads or (excerpt is not None and excerpt.testimony != "t1"):
        return False
    for head in heads:
        if not in_force(head, case.on):
            return False
        if "public" not in head.audiences:
            for audience in request.audiences:
                if audience not in head.audiences:
                    return False
        if request.channel not in head.channels:
            return False
        if outside and head.review_on is not None:
            review = parsed(head.review_on)
            if review is None or review < case.on:
                return False
        kin = dict(request.organisations)
        if kin_of(set(head.except_bodies), kin) & kin_of(set(request.bodies), kin):
            return False
        if head.limits and head.id not in request.acknowledged:
            return False
        if testimony.source_connection != "self" and not head.subject_agreed:
            return False
        if head.identity not in ("named", "pseudonym", "role_only", "anonymous"):
            return False
    if request.identity not in ("named", "pseudonym", "role_only", "anonymous"):
        return False
    if testimony.age_band in ("under_18", "under_16", "old"):
        return False
    for sensitivity in (testimony.sensitivity, quoted.sensitivity):
        if sensitivity == "network" and request.audiences - {"internal", "network"}:
            return False
        if sensitivity not in ("public", "network"):
            return False
    if outside:
        checked = parsed(quoted.checked_on)
        if not quoted.checked_by or checked is None or checked > case.on:
            return False
        if unmarked(quoted.checked_by) == unmarked(testimony.collected_by):
            return False
    own_words = (quoted.words or "").strip()
    if excerpt is None and (testimony.translation or "").strip():
        other = testimony.language is not None and testimony.language != request.language
        return bool(own_words) or (other and request.language in ("vi", "en"))
    return bool(own_words)


@many
@given(CASES)
def test_it_agrees_with_the_rules_written_a_second_time(case: Case) -> None:
    assert isinstance(case.decide(), Quotation) == may_be_quoted(case)


# The cases above are worth something only if they reach everything


def test_random_cases_reach_every_reason_and_several_heads() -> None:
    reasons: set[str] = set()
    heads: set[int] = set()

    @settings(many, max_examples=4000, phases=[Phase.generate], derandomize=True, database=None)
    @given(CASES)
    def meet(case: Case) -> None:
        found = case.decide()
        reasons.add(found.reason)
        if isinstance(found, Quotation):
            heads.add(len(found.heads))

    meet()
    assert reasons == set(REASONS)
    assert heads == {1, 2, 3}

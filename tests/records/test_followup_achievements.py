import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import vault
from records.followup.achievements import NOT_SAID, Achievements, achievements, statuses_at
from records.followup.period import Period, belongs, by_end
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types.position import Ask
from tests.builders import a_consultation, a_position, an_ask
from tests.conftest import NOON, PASSPHRASE
from tests.plaindates import within
from tests.tenyears import Decade, decade_in, plain_data


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Decade]]:
    with decade_in(tmp_path_factory.mktemp("years") / "vault", lambda: NOON) as made:
        yield made


TODAY = date(2026, 3, 15)
PERIODS = [Period("2016-01-01", "2026-12-31"), Period("2019-01-01", "2020-12-31"),
           Period("2021-07-01", "2023-06-30"), Period("2024-01-01", "2025-12-31")]  # fmt: skip
POINTS = st.one_of(
    st.dates(date(2015, 1, 1), date(2027, 12, 31)).flatmap(
        lambda day: st.sampled_from(
            [f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}", f"{day:%Y}~", f"{day:%Y-%m}?"]
        )
    ),
    st.sampled_from(["2016~/2021-06", "2018/..", "/2020", "../2019-03", "2017/2018?"]),
    st.just("2020-12/2021-01"),
)  # fmt: skip


def held(decade: Decade, period: Period) -> dict[str, str]:
    until = min(period.until, TODAY.isoformat())
    return {c["key"]: within(c["date"], period.since, until) for c in decade.of["consultation"]}


def of(held_then: dict[str, str], found: str) -> set[str]:
    return {key for key, belongs_ in held_then.items() if belongs_ == found}


def counted(values: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(value or NOT_SAID for value in values))


def ran(kept: tuple[Store, Decade], period: Period) -> tuple[Decade, Achievements]:
    store, decade = kept
    return decade, achievements(store, period, TODAY)


@pytest.mark.parametrize("period", PERIODS)
def test_consultations_are_counted_by_level_and_those_that_may_belong_are_kept_apart(
    kept: tuple[Store, Decade], period: Period
) -> None:
    decade, told = ran(kept, period)
    then = held(decade, period)
    assert decade.keys(c.id for c in told.consultations) == of(then, "yes")
    assert decade.keys(c.id for c in told.perhaps_held) == of(then, "perhaps")
    assert told.by_level == counted(
        decade.one(key)["participation_level"] for key in of(then, "yes")
    )
    assert sum(told.by_level.values()) == len(told.consultations)


@pytest.mark.parametrize("period", PERIODS)
def test_asks_that_were_put_are_told_with_the_answers(
    kept: tuple[Store, Decade], period: Period
) -> None:
    decade, told = ran(kept, period)
    then = held(decade, period)
    asked = {a["key"] for a in decade.of["ask"] if a["status"] != "draft"}
    put = [p for p in decade.of["presentation"] if p["ask"] in asked]
    certain = [p for p in put if then[p["consultation"]] == "yes"]
    assert decade.keys(p.presentation.id for p in told.put) == {p["key"] for p in certain}
    assert told.responses == counted(p["response"] for p in certain)
    perhaps = {p["key"] for p in put if then[p["consultation"]] == "perhaps"}
    assert decade.keys(p.presentation.id for p in told.perhaps_put) == perhaps
    assert told.asks == counted(decade.one(key)["status"] for key in asked)


@pytest.mark.parametrize("period", PERIODS)
def test_commitments_are_counted_at_the_levels_last_reported_by_the_end(
    kept: tuple[Store, Decade], period: Period
) -> None:
    decade, told = ran(kept, period)
    claimed, verified, stands = [], [], set()
    for promise in decade.of["commitment"]:
        said = decade.one(promise["consultation"])["date"]
        if promise["status"] == "withdrawn" or (
            said and within(said, "0000-01-01", period.until) == "no"
        ):
            continue
        stands.add(promise["key"])
        reports = [r for r in decade.where("progress", commitment=promise["key"])
                   if within(r["on"], "0000-01-01", period.until) == "yes"]  # fmt: skip
        # The reports of a commitment are one a year, so that the later key is the later report.
        claimed.append(reports[-1]["claimed"] if reports else None)
        verified.append(next((r["verified"] for r in reversed(reports) if r["verified"]), None))
    assert decade.keys(p.commitment.id for p in told.promises) == stands
    assert told.claimed == counted(claimed)
    assert told.verified == counted(verified)


@pytest.mark.parametrize("period", PERIODS)
def test_outcomes_say_whether_somebody_confirms_them_and_never_who(
    kept: tuple[Store, Decade], period: Period
) -> None:
    decade, told = ran(kept, period)
    for found, which in ((told.outcomes, "yes"), (told.perhaps_changed, "perhaps")):
        expected = {u["key"]: bool(u["substantiated_by"]) for u in decade.of["outcome"]
                    if within(u["date"], *period) == which}  # fmt: skip
        assert decade.keys(c.outcome.id for c in found) == set(expected)
        for change in found:
            (key,) = decade.keys([change.outcome.id])
            assert change.substantiated is expected[key]


@pytest.mark.parametrize("audience", ["donor", "network"])
def test_what_the_audience_may_not_see_is_counted_nowhere(
    kept: tuple[Store, Decade], audience: str
) -> None:
    store, decade = kept
    period = PERIODS[0]
    hidden = {"donor": ("network", "restricted"), "network": ("restricted",)}[audience]
    told = achievements(
        store, period, TODAY, lambda one: sensitivity_allows(one.sensitivity, {audience})
    )
    seen = {p["key"] for p in decade.of["consultation"] if p["sensitivity"] not in hidden}
    then = {key: found for key, found in held(decade, period).items() if key in seen}
    assert decade.keys(c.id for c in told.consultations) == of(then, "yes")
    assert decade.keys(h.consultation.id for h in told.represented.heard) == of(then, "yes")
    assert all(put.consultation.id in {decade.ids[key] for key in seen} for put in told.put)
    gone = [p for kind in ("consultation", "outcome", "commitment") for p in decade.of[kind]
            if p["sensitivity"] in hidden]  # fmt: skip
    assert told.left_out == len(gone)


def test_no_two_periods_claim_the_same_thing(kept: tuple[Store, Decade]) -> None:
    store, _decade = kept
    years = [
        achievements(store, Period(f"{y}-01-01", f"{y}-12-31"), TODAY) for y in range(2016, 2027)
    ]
    all_of_them = [c.id for year in years for c in year.consultations]
    assert len(all_of_them) == len(set(all_of_them)) > 20


@given(
    POINTS,
    st.dates(date(2015, 1, 1), date(2020, 1, 1)),
    st.dates(date(2020, 1, 2), date(2028, 1, 1)),
)
def test_whether_a_date_belongs_to_a_period_is_what_its_days_say(
    text: str, since: date, until: date
) -> None:
    assert belongs(text, Period(f"{since}", f"{until}")) == within(text, f"{since}", f"{until}")
    assert by_end(text, f"{until}") == within(text, "0000-01-01", f"{until}")


def test_the_status_of_an_ask_is_the_one_of_that_day(vault_folder: Path) -> None:
    def at(day: str) -> Callable[[], datetime]:
        return lambda: datetime.fromisoformat(day).replace(tzinfo=UTC)

    with _store(vault_folder, at("2024-05-01")) as store:
        ask = an_ask(store, a_position(store), status="adopted")
    with _store(vault_folder, at("2025-02-01")) as store:
        store.amend(ask.id, {"status": "achieved"})
        store.amend(ask.id, {"article": "Article 4"})
    with _store(vault_folder, at("2026-01-01")) as store:
        a_consultation(store)
        years = {y: Period(f"{y}-01-01", f"{y}-12-31") for y in (2023, 2024, 2025)}
        said = {y: achievements(store, p, date(2026, 1, 1)).asks for y, p in years.items()}
        assert store.every(Ask)[0].status == "achieved"
    assert said == {2023: {"adopted": 1}, 2024: {"adopted": 1}, 2025: {"achieved": 1}}


def _store(folder: Path, clock: Callable[[], datetime]) -> Store:
    return Store(vault.open_vault(folder, vault.unlock(folder, PASSPHRASE)), clock)


def test_the_ten_years_are_the_same_every_time_and_as_rich_as_they_claim() -> None:
    one, other = plain_data(), plain_data()
    assert one == other
    assert plain_data(7) != one
    sizes = {kind: len(records) for kind, records in one.items()}
    assert (sizes["consultation"], sizes["ask"], sizes["presentation"]) == (40, 25, 60)
    assert (sizes["commitment"], sizes["evidence"], sizes["testimony"]) == (25, 30, 60)
    assert (sizes["official"], sizes["outcome"], sizes["campaign"]) == (10, 10, 4)


@pytest.mark.usefixtures("local_hanoi")
def test_what_was_entered_after_midnight_belongs_to_the_new_year_where_the_laptop_stands(
    vault_folder: Path,
) -> None:
    moment = datetime(2025, 12, 1, 5, tzinfo=UTC)
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened, lambda: moment) as store:
        ask = an_ask(store, a_position(store), status="adopted")
        moment = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
        assert store.today == date(2026, 1, 1)
        store.amend(ask.id, {"status": "achieved"})
        asks = store.every(Ask)
        assert statuses_at(store, asks, "2025-12-31") == {ask.id: "adopted"}
        assert statuses_at(store, asks, "2026-01-01") == {ask.id: "achieved"}


@pytest.fixture
def local_hanoi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put this process where the laptop is."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Ho_Chi_Minh")
        time.tzset()
        yield
    time.tzset()

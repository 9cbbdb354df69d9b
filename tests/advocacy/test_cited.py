"""What pages say of sources, posts and titles: each once, and in the page's language."""

from typing import Any

import pytest

from advocacy.briefing.brief import Brief
from advocacy.briefing.pack import draft_of
from advocacy.briefing.selection.request import request_for
from advocacy.briefing.timeline_paper import timeline_paper
from records.attachments import Caption, attach
from records.store import Store
from records.types.commitment import Commitment
from records.types.public_life import Campaign
from tests import builders
from tests.advocacy.test_annexes import picture

SOURCE = {"title": "Survey on boxes", "kind": "survey", "date": "2026-02"}


def pages(store: Store, **given: Any) -> dict[str, Brief]:
    briefing = builders.a_briefing(store, **given)
    return draft_of(store, request_for(store, briefing, store.today)).handouts


def cited(store: Store, **given: Any) -> list[str]:
    """How a source is cited in English and in Vietnamese."""
    source = store.add("source", SOURCE | given)
    ask = builders.an_ask(store, builders.a_position(store), sources=[source.ref])
    return [page.sources[0].text for page in pages(store, selection=[ask.ref]).values()]


@pytest.fixture
def promise(store: Store) -> Commitment:
    ministry = builders.an_organisation(store)
    official = store.add(
        "official",
        {"name": "Lê Văn Mười Ba", "post": "Director", "post_vi": "Giám đốc",
         "organisation": ministry.ref},
    )  # fmt: skip
    return builders.a_commitment(store, ministry, post="The director", official=official.ref)


def test_a_source_says_where_in_it_and_what_follows_a_full_stop_is_capital(store: Store) -> None:
    assert cited(store, author="A. Nobody", publisher="Example Press", locator="p. 12.") == [
        "A. Nobody. Survey on boxes. Example Press. February 2026, p. 12.",
        "A. Nobody. Survey on boxes. Example Press. Tháng 02 năm 2026, p. 12.",
    ]


def test_who_wrote_and_published_a_source_is_named_once(store: Store) -> None:
    both = {"author": "Network of Examples.", "publisher": "network of examples"}
    assert cited(store, **both)[0] == "Network of Examples. Survey on boxes. February 2026."


def test_the_source_of_a_promise_is_in_the_list_and_its_annex_belongs_to_it(
    store: Store, promise: Commitment
) -> None:
    source = store.add("source", SOURCE | {"names_contributors": False})
    store.amend(promise.id, {"sources": [source.ref]})
    attach(store, source, "minutes.png", picture(), Caption("A page", "Một trang"))
    page = pages(store, selection=[promise.ref])["en"]
    assert page.promises[0].sources == (1,)
    assert [one.number for one in page.sources] == [1]
    assert [annex.belongs for annex in page.annexes] == ["[1]"]


def test_a_promise_bears_the_post_of_its_official_in_the_language_of_the_page(
    store: Store, promise: Commitment
) -> None:
    def posts() -> list[str]:
        found = pages(store, selection=[promise.ref])
        return [page.promises[0].post for page in found.values()]

    assert posts() == ["Director", "Giám đốc"]
    store.amend(promise.id, {"official": None})
    assert posts() == ["The director", "The director"]


def test_a_post_that_only_the_promise_has_in_the_language_is_not_lost(
    store: Store, promise: Commitment
) -> None:
    official = store.get(promise.official or "")
    store.amend(official.id, {"post_vi": None})
    store.amend(promise.id, {"post": "Giám đốc"})
    assert pages(store, selection=[promise.ref])["vi"].promises[0].post == "Giám đốc"


@pytest.mark.parametrize(("vietnamese", "below"), [("FINES", None), ("Tiền phạt", "Tiền phạt")])
def test_a_title_that_is_the_same_in_both_languages_stands_there_once(
    store: Store, vietnamese: str, below: str | None
) -> None:
    titles = {"title": "Fines", "title_vi": vietnamese}
    campaign = store.add("campaign", titles)
    assert isinstance(campaign, Campaign)
    paper = timeline_paper(store, campaign, "en", "network", store.today)
    for page in (pages(store, **titles)["en"], paper):
        assert (page.subtitle and page.subtitle.text) == below

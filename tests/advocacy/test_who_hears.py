"""Words that a contributor kept from a body are withheld wherever that body would hear them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from advocacy.briefing.pack import draft_of, print_pack
from advocacy.briefing.selection.request import PackRequest, request_for
from records.store import Store
from records.types.briefing import Briefing
from records.types.public_life import Organisation
from records.types.testimony import Testimony
from tests import builders
from tests.advocacy.conftest import Typed
from tests.advocacy.papers import pages_of
from tests.conftest import PASSPHRASE

WORDS = "They took the boxes away twice"
Official = Callable[[Organisation], str]


@pytest.fixture
def excepted(store: Store) -> Organisation:
    return builders.an_organisation(
        store, name="Ministry Excepted", name_vi="Bộ Ngoại lệ", aliases=["MOEX", "Excepted HQ"]
    )


@pytest.fixture
def host(store: Store) -> Organisation:
    return builders.an_organisation(store)


@pytest.fixture
def account(store: Store, excepted: Organisation) -> Testimony:
    made = builders.a_testimony(store)
    builders.a_consent(store, made, except_bodies=[excepted.ref])
    return made


def a_vice_minister(store: Store, of: Organisation) -> str:
    return store.add("official", {
        "name": "Trần Thí Dụ", "post": "Vice-minister for exceptions", "organisation": of.ref,
    }).ref  # fmt: skip


def a_pack(store: Store, host: Organisation, **meeting: object) -> Briefing:
    consultation = builders.a_consultation(store, host=host.ref, **meeting)
    return builders.a_briefing(store, consultation=consultation.ref)


def decided(store: Store, request: PackRequest) -> str:
    (ruling,) = draft_of(store, request).rulings
    return str(ruling.said.reason)


def asked(store: Store, pack: Briefing, *to: str) -> str:
    return decided(store, request_for(store, pack, store.today, to=to))


def test_the_body_of_an_official_who_is_present_is_in_the_room(
    store: Store, host: Organisation, excepted: Organisation, account: Testimony
) -> None:
    assert account.words
    present = a_pack(store, host, officials_present=[a_vice_minister(store, excepted)])
    assert asked(store, present) == "body_excepted"
    other = a_pack(store, host, officials_present=[a_vice_minister(store, host)])
    assert asked(store, other) == "lowered_to_anonymous"


def test_its_words_stand_on_no_paper_for_that_meeting(
    store: Store, host: Organisation, excepted: Organisation, account: Testimony
) -> None:
    assert account.words
    pack = a_pack(store, host, officials_present=[a_vice_minister(store, excepted)])
    made = print_pack(store, draft_of(store, request_for(store, pack, store.today)))
    papers = [*made.handout.values(), *made.staff.values()]
    assert papers
    assert not any(WORDS in said(paper) for paper in papers)


@pytest.mark.parametrize(
    "to",
    [
        "Ministry Excepted",
        "ministry  EXCEPTED",
        "Bộ Ngoại lệ",
        "bo ngoai le",
        "MOEX",
        "Office of the Minister, Ministry Excepted (Room 3)",
        "Mr Tran Thi Du",
        "Vice-minister for exceptions",
    ],
)
def test_a_body_that_is_handed_a_copy_hears_it_under_any_of_its_names(
    store: Store, host: Organisation, excepted: Organisation, account: Testimony, to: str
) -> None:
    assert account.words
    a_vice_minister(store, excepted)
    assert asked(store, a_pack(store, host), "Ministry of Examples", to) == "body_excepted"


@pytest.mark.parametrize("to", ["Ministry", "Ministry of Examples", "Excepted", "?", "", "Du"])
def test_others_who_are_handed_a_copy_hear_it(
    store: Store, host: Organisation, excepted: Organisation, account: Testimony, to: str
) -> None:
    assert account.words
    a_vice_minister(store, excepted)
    assert asked(store, a_pack(store, host), to) == "lowered_to_anonymous"


def test_the_part_and_the_heir_of_an_excepted_body_hear_it_no_more_than_it_does(
    store: Store, host: Organisation, excepted: Organisation, account: Testimony
) -> None:
    assert account.words
    builders.an_organisation(store, name="Bureau of Asides", name_vi=None, parent=excepted.ref)
    heir = builders.an_organisation(store, name="Ministry Renewed", name_vi=None)
    store.amend(excepted.id, {"successor": heir.ref})
    pack = a_pack(store, host)
    assert asked(store, pack, "Bureau of Asides") == "body_excepted"
    assert asked(store, pack, "Ministry Renewed") == "body_excepted"


def test_an_ask_addressed_to_a_body_does_not_put_it_in_the_room(
    store: Store, host: Organisation, excepted: Organisation, account: Testimony
) -> None:
    assert account.words
    builders.an_ask(store, builders.a_position(store), body=excepted.ref)
    assert asked(store, a_pack(store, host)) == "lowered_to_anonymous"


def test_who_receives_a_pack_changes_nothing_but_what_is_withheld(
    store: Store, host: Organisation, excepted: Organisation
) -> None:
    builders.a_commitment(store, excepted)
    builders.a_commitment(store, host, words="Boxes will be counted.", words_vi="Sẽ đếm hộp.")
    pack = a_pack(store, host)
    plain = draft_of(store, request_for(store, pack, store.today))
    handed = draft_of(store, request_for(store, pack, store.today, to=["Ministry Excepted"]))
    assert handed.chosen == plain.chosen


def test_preview_build_and_issue_agree_on_who_receives_it(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    from records.vault import open_vault, unlock

    with Store(open_vault(vault_folder, unlock(vault_folder, PASSPHRASE))) as store:
        body = builders.an_organisation(store, name="Ministry Excepted")
        builders.an_ask(store, builders.a_position(store))
        account = builders.a_testimony(store)
        builders.a_consent(store, account, except_bodies=[body.ref], given_on=day(store))
        ref = builders.a_briefing(store, languages=["en"]).ref
    to = ("--to", "ministry excepted")
    preview = typed("brief", "preview", ref, *to, "--json").json
    build = typed("brief", "build", ref, "--out", str(tmp_path / "b"), *to, "--json").json["gate"]
    issue = typed("brief", "issue", ref, "--out", str(tmp_path / "i"), *to, "--json").json["gate"]
    assert preview == build == issue
    assert [item["reason"] for item in issue["items"]] == ["body_excepted"]
    for paper in tmp_path.rglob("*.pdf"):
        assert WORDS not in said(paper.read_bytes())
    unasked = typed("brief", "preview", ref, "--json").json
    assert json.dumps(unasked).count("body_excepted") == 0


def day(store: Store) -> str:
    return store.today.isoformat()


def said(paper: bytes) -> str:
    return " ".join(" ".join(pages_of(paper)).split())

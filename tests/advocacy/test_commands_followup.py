"""The ledger, the thread, the stakeholder and the morning page, as people and scripts read them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from shlex import split

import pytest

from records import vault
from records.store import Store
from tests import builders
from tests.advocacy.conftest import Typed
from tests.advocacy.papers import assert_conforms, pages_of
from tests.conftest import PASSPHRASE
from tests.journeys.test_at_the_terminal import on_screen
from tests.tenyears import Decade, ten_years
from tests.terminal import Terminal

SOON = (date.today() + timedelta(days=10)).isoformat()  # noqa: DTZ011  (the program's own clock)


@pytest.fixture
def decade(vault_folder: Path) -> Decade:
    """Ten years of records in the vault that commands are typed on."""
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as store:
        return ten_years(store)


@pytest.fixture
def refs(decade: Decade, vault_folder: Path) -> Callable[[str], str]:
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as store:
        found = {key: store.ref(record_id) for key, record_id in decade.ids.items()}
    return found.__getitem__


def fits(shown: str) -> bool:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    return all(len(line) <= 80 for line in plain.split("\n"))


def a_promise(typed: Typed, *more: str, body: str = "Ministry of Examples") -> str:
    if not typed("organisation", "list").out:
        typed("organisation", "add", "--name", "Ministry of Examples", "--kind", "government_body")
    return typed(
        "commitment", "add", "--words", "Boxes will be looked at.", "--body", body,
        "--basis", "minuted", "--status", "stated", *more,
    ).last  # fmt: skip


def test_the_ledger_is_one_record_a_line_where_it_is_piped(typed: Typed) -> None:
    late = a_promise(typed, "--due", "2019", "--post", "Director")
    fine = a_promise(typed, "--due", "2090")
    typed("commitment", "progress", late, "--on", "2018", "--claimed", "complete")
    typed("commitment", "progress", late, "--on", "2020-05", "--verified", "limited")
    lines = [line.split("\t") for line in typed("commitment", "ledger").out.strip().split("\n")]
    assert lines == [
        [late, "due 2019: overdue", "○○●●", "Ministry of Examples, Director", "complete (2018)",
         "limited (May 2020)", "Boxes will be looked at."],
        [fine, "due 2090", "○○●○", "Ministry of Examples", "", "", "Boxes will be looked at."],
    ]  # fmt: skip
    only = typed("commitment", "ledger", "--overdue").out
    assert late in only
    assert fine not in only


def test_the_ledger_names_the_successor_and_lists_what_it_took_over(typed: Typed) -> None:
    promise = a_promise(typed, "--due", "2019")
    new = typed(
        "organisation", "add", "--name", "Ministry of New Examples", "--kind", "government_body"
    ).last
    assert "now with" not in typed("commitment", "ledger").out
    old = typed("commitment", "ledger", "--json").json[0]["body"]
    typed("organisation", "edit", old, "--successor", new)
    assert "Ministry of Examples · now with Ministry of New Examples" in (
        typed("commitment", "ledger").out
    )
    (one,) = typed("commitment", "ledger", "--body", new, "--json").json
    assert (one["ref"], one["body"], one["answers_today"]) == (promise, old, new)
    assert typed("commitment", "ledger", "--body", "O-ZZZZZZ").code == 3


def test_the_ledger_as_json_says_how_specific_and_who_sat_there(typed: Typed) -> None:
    promise = a_promise(typed, "--due", "2019", "--post", "Director", "--deliverable", "a circular")
    body = typed("commitment", "ledger", "--json").json[0]["body"]
    official = typed(
        "official", "add", "--from", "-",
        stdin=f'{{"name": "Thí Dụ Một", "post": "Director", "organisation": "{body}",'
        ' "tenure": "2015/.."}',
    ).last  # fmt: skip
    (one,) = typed("commitment", "ledger", "--json").json
    assert one["ref"] == promise
    assert one["lateness"] == "overdue"
    assert one["specific"] == {"deliverable": True, "target": False, "due": True, "owner": True}
    assert one["claimed"] is None
    assert [h["ref"] for h in one["chair"]["now"]] == [official]
    assert (one["chair"]["now"][0]["held"], one["chair"]["now"][0]["name"]) == ("certain", None)
    (shown,) = typed("commitment", "ledger", "--json", "--reveal").json
    assert shown["chair"]["now"][0]["name"] == "Thí Dụ Một"


def test_a_progress_report_that_says_nothing_is_refused(typed: Typed) -> None:
    promise = a_promise(typed)
    said = typed("commitment", "progress", promise)
    assert said.code == 2
    assert "--claimed" in said.err
    assert typed("commitment", "show", promise, "--json").json["progress"] == []


def test_a_thread_is_indented_lines_where_it_is_piped(
    typed: Typed, decade: Decade, refs: Callable[[str], str]
) -> None:
    assert decade
    shown = typed("trace", refs("ask.1")).out
    lines = shown.rstrip("\n").split("\n")
    depth = [len(line) - len(line.lstrip(" ")) for line in lines]
    assert depth[0] == 0
    assert all(step % 2 == 0 for step in depth)
    assert all(below <= above + 2 for above, below in pairwise(depth))
    (here,) = [line for line in lines if "(this one)" in line]
    assert here.strip().startswith(refs("ask.1"))
    tree = typed("trace", refs("ask.1"), "--json").json

    def told(step: dict[str, object]) -> list[object]:
        below = step["steps"]
        assert isinstance(below, list)
        return [step["ref"], *(ref for one in below for ref in told(one))]

    assert told(tree) == [line.strip().split("\t")[0] for line in lines]


def test_a_thread_is_followed_from_every_part_and_from_nothing_else(
    typed: Typed, decade: Decade, refs: Callable[[str], str]
) -> None:
    for kind in ("ask", "commitment", "consultation", "outcome", "position", "presentation",
                 "progress", "point", "campaign", "testimony", "evidence"):  # fmt: skip
        ref = refs(decade.of[kind][0]["key"])
        assert ref in typed("trace", ref).out, kind
    assert typed("trace", refs("org.ministry")).code == 3
    assert typed("trace", "A-ZZZZZZ").code == 3


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_thread_is_printed_for_us_alone(
    typed: Typed, decade: Decade, refs: Callable[[str], str], tmp_path: Path, language: str
) -> None:
    file = tmp_path / "thread.pdf"
    said = typed("trace", refs("ask.1"), "--pdf", str(file), "--lang", language)
    assert said.last == str(file)
    pdf = file.read_bytes()
    assert_conforms(pdf)
    ask = decade.one("ask.1")
    text = " ".join(" ".join(pages_of(pdf)).split())
    assert ask["text_vi" if language == "vi" else "text"] in text
    assert all("LƯU HÀNH NỘI BỘ · INTERNAL" in page for page in pages_of(pdf))
    again = typed("trace", refs("ask.1"), "--pdf", str(file), "--lang", language)
    assert again.code == 2
    assert file.read_bytes() == pdf
    typed("trace", refs("ask.1"), "--pdf", str(file), "--lang", language, "--replace")
    assert file.read_bytes() == pdf
    assert typed("trace", refs("ask.1"), "--lang", "fr").code == 2


def test_what_is_restricted_stays_off_the_printed_thread(typed: Typed, tmp_path: Path) -> None:
    promise = a_promise(typed)
    typed("commitment", "edit", promise, "--sensitivity", "restricted")
    assert "Boxes will be looked at." in typed("trace", promise).out
    file = tmp_path / "thread.pdf"
    typed("trace", promise, "--pdf", str(file))
    text = " ".join(pages_of(file.read_bytes()))
    assert "Boxes will" not in text
    assert promise in text


def test_words_that_nobody_cleared_stop_a_printed_thread(typed: Typed, tmp_path: Path) -> None:
    story = "They took the boxes away twice and nobody would tell us the reason for it."
    typed(
        "testimony", "add", "--from", "-",
        stdin=f'{{"contributor": "TD-01", "language": "en", "words": "{story}"}}',
    )  # fmt: skip
    promise = a_promise(typed)
    typed("commitment", "progress", promise, "--note", f"We said: {story}")
    file = tmp_path / "thread.pdf"
    assert typed("trace", promise, "--pdf", str(file)).code == 6
    assert not file.exists()


def test_a_stakeholder_is_told_on_one_page(
    typed: Typed, decade: Decade, refs: Callable[[str], str]
) -> None:
    shown = typed("stakeholder", "Ministry of Examples").out
    told = typed("stakeholder", refs("org.ministry"), "--json").json
    assert set(told["took_over_from"]) == {refs("org.labels"), refs("org.benches")}
    merged = {"org.ministry", "org.labels", "org.benches"}
    ours = {refs(p["key"]) for p in decade.of["commitment"] if p["body"] in merged}
    assert {one["ref"] for one in told["commitments"]} == ours
    assert all(ref in shown for ref in ours)
    dates = [one["date"] for one in told["assessments"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == len(decade.where("assessment", about="org.ministry"))
    assert {one["ref"] for one in told["posts"]} == {
        refs(o["key"]) for o in decade.where("official", organisation="org.ministry")
    }
    assert {one["today"] for one in told["posts"]} == {"certain", "no"}
    names = {o["name"] for o in decade.of["official"]}
    assert not any(name in shown for name in names)
    assert any(name in typed("stakeholder", refs("org.ministry"), "--reveal").out for name in names)


def test_an_official_is_told_by_what_was_promised_from_that_chair(
    typed: Typed, decade: Decade, refs: Callable[[str], str]
) -> None:
    told = typed("stakeholder", refs("off.1"), "--json").json
    named = {refs(p["key"]) for p in decade.of["commitment"] if p["official"] == "off.1"}
    assert named
    assert named <= {one["ref"] for one in told["commitments"]}
    assert typed("stakeholder", refs("off.1")).code == 0


def test_the_power_map_is_a_line_for_each_who_was_assessed(
    typed: Typed, decade: Decade, refs: Callable[[str], str]
) -> None:
    assessed = {refs(plain["about"]) for plain in decade.of["assessment"]}
    lines = typed("stakeholder", "--map").out.strip().split("\n")
    assert {line.split("\t")[0] for line in lines} == assessed
    assert {one["about"] for one in typed("stakeholder", "--map", "--json").json} == assessed


def test_a_stakeholder_or_the_map_but_not_both_and_not_neither(typed: Typed) -> None:
    assert typed("stakeholder").code == 2
    assert typed("stakeholder", "O-ZZZZZZ", "--map").code == 2
    assert typed("stakeholder", "--map").code == 0


NEEDS_MORE = {
    "review": "method", "lapsing": "method", "unchecked": "--by-from", "overdue": "--claimed",
    "maybe_overdue": "--claimed", "due_soon": "--claimed",
}  # fmt: skip
"""Commands that ask a person for the rest, and what they name where there is nobody to ask."""


@pytest.fixture
def morning(vault_folder: Path, typed: Typed) -> None:
    """A vault in which everything waits that can wait."""
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    today = date.today().isoformat()  # noqa: DTZ011
    with Store(opened) as store:
        body = builders.an_organisation(store)
        builders.a_commitment(store, body, due="2019")
        builders.a_commitment(store, body, due="2019~")
        builders.a_commitment(store, body, due=SOON)
        meeting = builders.a_consultation(store, date=SOON, host=body.ref)
        store.add(
            "point", {"consultation": meeting.ref, "issue": "Who pays", "follow_up": "required"}
        )
        withdrawn = builders.a_testimony(store)
        builders.a_consent(store, withdrawn)
        for ends in ({"review_on": SOON}, {"expires_on": SOON}):
            other = builders.a_testimony(store, words="Short too.", contributor="TD-02")
            builders.a_consent(store, other, given_on=today, **ends)
        builders.a_testimony(store, words="Short.", checked_by=None, contributor="TD-03")
        ask = builders.an_ask(store, builders.a_position(store), body=body.ref)
        briefing = builders.a_briefing(
            store, consultation=meeting.ref, selection=[withdrawn.ref, ask.ref], languages=["en"]
        )
    out = ("--out", "papers", "--to", "Ministry of Examples")
    assert typed("brief", "issue", briefing.ref, *out).code == 0
    said = typed("brief", "build", briefing.ref, "--out", "drafts here", "--staff", "ours")
    assert said.code == 0
    typed("consent", "withdraw", withdrawn.ref, "--yes")


@pytest.mark.usefixtures("morning")
def test_every_line_of_the_morning_page_ends_with_a_command_that_works(
    typed: Typed,
) -> None:
    told = typed("status", "--json").json
    kinds = {one["kind"] for one in told}
    assert kinds >= {"meeting", "stale", "recall", "unresolved", "backup_never", *NEEDS_MORE}
    for one in told:
        program, *words = split(one["command"])
        assert program == "advocacy"
        said = typed(*words)
        if one["kind"] in NEEDS_MORE:
            assert said.code == 2, (one, said)
            assert NEEDS_MORE[one["kind"]] in said.err
        else:
            assert said.code == 0, (one, said)
    after = {one["kind"] for one in typed("status", "--json").json}
    assert not after & {"stale", "unresolved", "backup_never"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Type commands in a folder of their own."""
    folder = tmp_path / "work here"
    folder.mkdir()
    monkeypatch.chdir(folder)


def test_the_command_of_a_meeting_follows_its_pack(typed: Typed) -> None:
    meeting = typed("consultation", "add", "--title", "Hearing", "--date", SOON).last

    def shown() -> tuple[str, str]:
        (one,) = [m for m in typed("status", "--json").json if m["kind"] == "meeting"]
        return one["pack"], one["command"]

    assert shown() == ("none", f"advocacy brief add --for {meeting}")
    pack = typed(
        "brief", "add", "--title", "T", "--audience", "government_meeting", "--languages", "en",
        "--consultation", meeting,
    ).last  # fmt: skip
    state, command = shown()
    assert (state, command.split()[:4]) == ("defined", ["advocacy", "brief", "build", pack])
    assert typed(*split(command)[1:]).code == 0
    assert shown() == ("built", f"advocacy brief preview {pack}")
    typed("position", "add", "--title", "P", "--statement", "S", "--status", "adopted")


@pytest.mark.usefixtures("morning")
def test_the_morning_page_is_a_line_for_each_matter_where_it_is_piped(typed: Typed) -> None:
    lines = [line.split("\t") for line in typed("status").out.split("\n") if "\t" in line]
    assert len(lines) == len(typed("status", "--json").json)
    assert all(len(cells) == 4 and cells[3].startswith("advocacy ") for cells in lines)


def test_a_backup_older_than_a_week_is_told(typed: Typed, vault_folder: Path) -> None:
    typed("consultation", "add", "--title", "Hearing")
    assert [m["kind"] for m in typed("status", "--json").json] == ["backup_never"]
    typed("vault", "backup", "kept.backup")
    assert typed("status", "--json").json == []
    opened = vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))
    with Store(opened) as store:
        store.keep_setting("backed_up_on", (store.today - timedelta(days=7)).isoformat())
    assert typed("status", "--json").json == []
    with Store(vault.open_vault(vault_folder, vault.unlock(vault_folder, PASSPHRASE))) as store:
        store.keep_setting("backed_up_on", (store.today - timedelta(days=8)).isoformat())
    assert [m["kind"] for m in typed("status", "--json").json] == ["backup_old"]


@pytest.mark.parametrize(
    "words",
    [
        ("commitment", "ledger"), ("trace", "{ask}"), ("stakeholder", "{body}"),
        ("stakeholder", "--map"), ("status",),
    ],
    ids=lambda words: words[0] + words[-1].strip("{}-"),
)  # fmt: skip
def test_every_page_fits_eighty_columns(
    terminal: Terminal, decade: Decade, refs: Callable[[str], str], words: tuple[str, ...]
) -> None:
    assert decade
    meant = [word.format(ask=refs("ask.1"), body=refs("org.ministry")) for word in words]
    code, shown = on_screen(terminal, *meant)
    assert code == 0
    assert fits(shown)
    assert len(shown.split("\n")) > 10


def test_a_screen_without_round_signs_shows_letters(terminal: Terminal, decade: Decade) -> None:
    assert decade
    shown = on_screen(terminal, "commitment", "ledger", TERM="dumb")[1]
    assert "●" not in shown
    assert re.search(r"M-\w+ +[x-]{4}", shown)

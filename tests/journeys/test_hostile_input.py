"""Hostile input: whatever comes in, a refusal or a record comes out, never a crash or a fetch."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.briefing.designs import design_named
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.pack import draft_of, print_pack
from advocacy.briefing.press.filling import to_html
from advocacy.briefing.selection.request import request_for
from advocacy.console import harmless
from records import vault
from records.errors import RecordsError
from records.fields import fields_of
from records.ids import as_typed
from records.search import search
from records.store import Store
from records.types import NAMES, type_named
from tests import builders
from tests.terminal import Terminal

MARKUP = (
    "</p><script>alert(1)</script><img src='file:///etc/passwd'>"
    "<link rel=stylesheet href='http://example.org/x.css'>{{ 7 * 7 }}{% raw %}"
    "<style>body{background:url(file:///etc/hostname)}</style>&amp;"
)
ESCAPES = "\x1b[2J\x1b]0;title\x07\x1b]8;;http://example.org\x07link\x1b]8;;\x07\u202etxt\x9b31m"

anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
slow = settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)


def answered(call: Callable[[], Any]) -> tuple[Any, str]:
    """Return what a call gives, or the sentence with which it refuses; a crash is neither."""
    try:
        return call(), ""
    except RecordsError as refusal:
        return None, f"{refusal} {refusal.hint}"


@slow
@given(st.sampled_from(NAMES), st.data())
def test_whatever_is_given_for_fields_is_kept_or_refused(
    store: Store, name: str, data: st.DataObject
) -> None:
    fields = list(fields_of(type_named(name)))
    given_ = data.draw(st.dictionaries(st.sampled_from(fields) | st.text(max_size=9), anything))
    made, said = answered(lambda: store.add(name, given_))
    assert said or store.get(made.id) == made


@slow
@given(st.text(max_size=60))
def test_whatever_is_typed_for_a_ref_or_searched_is_answered(store: Store, said: str) -> None:
    as_typed(said)
    search(store, said)
    assert any(answered(lambda: store.find(said)))
    assert any(answered(lambda: store.find(said, "organisation", "instrument")))


@given(st.text())
def test_no_control_sign_reaches_the_terminal(said: str) -> None:
    shown = harmless(said + ESCAPES)
    controls = [s for s in shown if (ord(s) < 32 and s not in "\n\t") or 127 <= ord(s) < 160]
    assert not controls
    assert "\u202e" not in shown


def test_markup_in_records_prints_as_text_and_fetches_nothing(store: Store) -> None:
    position = builders.a_position(store, title=f"Title {MARKUP}", statement=MARKUP)
    builders.an_ask(store, position, text=MARKUP)
    builders.some_evidence(store, claim=MARKUP[:200], caveat=MARKUP)
    told = builders.a_testimony(store, words=f"Words {MARKUP} {ESCAPES}")
    builders.a_consent(store, told)
    briefing = builders.a_briefing(store, title=MARKUP, languages=["en"])
    draft = draft_of(store, request_for(store, briefing, store.today))
    html = to_html(draft.handouts["en"], design_named("handout"))
    assert "<script>" not in html
    assert "{{ 7 * 7 }}" in html
    assert "49" not in html.split("<body")[1].split("</h1>")[0]
    pdf = print_pack(store, draft).handout["en"]
    text = "".join("".join(text_of(pdf).pages).split())
    assert "<script>alert(1)</script>" in text
    assert b"root:" not in pdf
    assert "\x1b" not in text


def test_escapes_in_records_are_neutralised_on_screen(terminal: Terminal) -> None:
    given_ = json.dumps({"title": f"A {ESCAPES} B"})
    ref = terminal("consultation", "add", "--from", "-", stdin=given_).last
    opened = vault.open_vault(terminal.vault, vault.unlock(terminal.vault, terminal.passphrase))
    with Store(opened) as store:
        # A vault that somebody else made holds what no check of ours has seen.
        made = store.meant(ref, "consultation")
        store._put(type(made), made.id, {"title": f"A {ESCAPES} B"})
    for words in (("list",), ("list", "--json"), ("show", ref), ("show", ref, "--json")):
        said = terminal("consultation", *words)
        assert "title" in said.out
        for sign in ("\x1b", "\x07", "\x9b", "\u202e"):
            assert sign not in said.out, (words, sign)
    for words in (("search", "title"), ("search", "title", "--json")):
        said = terminal(*words)
        assert ref in said.out
        for sign in ("\x1b", "\x07", "\x9b", "\u202e"):
            assert sign not in said.out, (words, sign)


def test_odd_files_are_refused_with_their_name(terminal: Terminal) -> None:
    folder = terminal.folder
    (folder / "latin.json").write_bytes('{"title": "Hội"}'.encode("utf-16"))
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "list.json").write_text('["a", 1]')
    (folder / "huge.json").write_text('{"attendees": 1e400, "title": "x"}')
    (folder / "nan.json").write_text('{"attendees": NaN, "title": "x"}')
    (folder / "folder.json").mkdir()
    (folder / "link.json").symlink_to("/dev/zero")
    for name in ("latin", "deep", "list", "huge", "nan", "folder", "link", "missing"):
        said = terminal.run("consultation", "add", "--from", f"{name}.json")
        assert said.code in (5, 8), (name, said)
        assert "Traceback" not in said.err
        assert said.err.startswith("error: ")
    assert terminal("consultation", "list", "--json").json == []

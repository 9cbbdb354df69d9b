"""The archive: readable by anybody, whole for who may have it, and brought back as it was."""

import csv
import hashlib
import io
import json
import os
import re
import stat
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.exporting import opening
from advocacy.exporting.archive import archive, sums
from advocacy.exporting.wrapping import as_tar
from records import age, gone, history, sealing, tables, vault
from records.age_passphrase import MOST_WORK, TooMuchWork, decrypted_with, encrypted_with
from records.archived import BadArchive
from records.attachments import attach
from records.checking import check
from records.drafts import DraftFile, note_draft
from records.erasure import erase
from records.errors import RecordsError
from records.fields import Field, fields_of
from records.identities import identify
from records.offices import found
from records.ownterms import add_term
from records.places import provinces
from records.rebuilding import rebuild
from records.store import Store
from records.tables import Reach
from records.types import NAMES, type_named
from records.types.briefing import Copy, Issue
from records.vocabulary import extend, forget_added, terms
from records.withdrawal import withdraw
from tests.advocacy.conftest import Typed
from tests.advocacy.test_export import MARKER, everything_in, opened, plant
from tests.builders import (
    a_briefing,
    a_consent,
    a_consultation,
    a_position,
    a_testimony,
    an_organisation,
    one_of_each,
)
from tests.conftest import CHEAP, NOON, PASSPHRASE
from tests.terminal import Terminal

Rows = dict[str, list[tuple[Any, ...]]]
ARCHIVE_PASSPHRASE = "một cụm khác"


@pytest.fixture(autouse=True)
def _own_terms() -> Iterator[None]:
    yield
    forget_added()


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACY_ARCHIVE_PASSPHRASE", ARCHIVE_PASSPHRASE)


def contents(store: Store) -> Rows:
    """Return every table, without row numbers and what never leaves a vault."""
    names = store.vault.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'passage_index%'"
    ).fetchall()
    rows: Rows = {}
    for (name,) in names:
        if name in ("office_key", "page_cache"):
            continue
        numbered = {"record": "n", "passage": "id"}.get(name)
        listed = ", ".join(f'"{c}"' for c in tables.columns(store, name) if c != numbered)
        found_ = store.vault.connection.execute(f'SELECT {listed} FROM "{name}"').fetchall()  # noqa: S608
        rows[name] = sorted(found_, key=repr)
    order = store.vault.connection.execute("SELECT id FROM record ORDER BY n").fetchall()
    return rows | {"order of records": order}


def brought_back(files: dict[str, bytes], folder: Path) -> Store:
    """Return a new vault from the files of an archive."""
    forget_added()
    key = vault.create(folder, PASSPHRASE, CHEAP)
    store = Store(vault.open_vault(folder, key), lambda: NOON)
    try:
        rebuild(store, opening.held(files)[1])
    except BaseException:
        store.vault.close()
        raise
    return store


def furnish(store: Store) -> None:
    """Put into a vault what is no record, or is one no more."""
    add_term(store, "forum", "radio_talk", "radio talk", "trò chuyện trên đài")
    extend(store.terms())
    meeting = a_consultation(store, forum="radio_talk", internal_note="=1+1")
    store.delete(a_consultation(store, title="Deleted").id)
    account = a_testimony(store, contributor="TD-02", words="Said in confidence, now gone.")
    a_consent(store, account)
    identify(store, account.id, "Một Người", "090")
    attach(store, account, "Giấy tờ.txt", b"one")
    withdraw(store, account)
    erase(store, account, answered=False)
    kept = a_testimony(store, contributor="TD-03", words="Another account altogether.")
    attach(store, meeting, "minutes.txt", b"two")
    attach(store, kept, "same.txt", b"two")
    sealing.set_recipients(store, [age.recipient_of(age.new_identity())])
    store.seal({"contributor": "KIN", "words": "sealed", "language": "vi"}, "Ai", "091")
    pack = a_briefing(store, consultation=meeting.ref)
    note_draft(store, pack.id, [(kept.id, "used")], [DraftFile("/somewhere/x.pdf", "0" * 64)])
    store.vault.connection.execute(
        "INSERT INTO imported VALUES ('testimony', 'uuid:1', ?, 'd')", (kept.id,)
    )
    store.vault.connection.execute(
        "INSERT INTO undo (batch, record, action, before) VALUES ('b', ?, 'edited', '{}')",
        (kept.id,),
    )
    store.vault.connection.execute("INSERT INTO saved_list VALUES ('mine', 'ask', '[]')")


# What comes back


NASTY = st.sampled_from(
    ["<script>alert(1)</script>", "='x", "é", "đ", "👩🏽‍⚖️", "a; b", '"quoted"', "’", "&amp;",
     "C:\\x", "{0}", "\u202eevil", "ﬁ", "\x07bell", "null", "\u2028", "line\nline"]
)  # fmt: skip
TEXT = st.lists(NASTY | st.text(max_size=8), min_size=1, max_size=4).map(" ".join)


@st.composite
def a_value(  # noqa: C901, PLR0911, PLR0912  (a case a kind)
    draw: st.DrawFn, field: Field, made: dict[str, list[str]]
) -> Any:
    """Draw what somebody may give for a field."""
    match field.kind:
        case "text" | "code":
            text = draw(TEXT)
            return "".join(text.split()) if field.kind == "code" else " ".join(text.split())
        case "prose":
            return draw(TEXT)
        case "texts":
            return draw(st.lists(TEXT.map(lambda t: " ".join(t.split())), max_size=3))
        case "int":
            return draw(st.integers(0, 10**12))
        case "num":
            return draw(st.floats(-1e12, 1e12))
        case "bool":
            return draw(st.booleans())
        case "day":
            return draw(st.dates()).isoformat()
        case "date":
            return draw(
                st.sampled_from(
                    ["2016", "2016-03~", "2016-03-15", "2008~/2013", "2012/..", "/2013"]
                )
            )
        case "time":
            return draw(st.times()).strftime("%H:%M")
        case "place":
            return draw(st.sampled_from(sorted(provinces())))
        case "term":
            return draw(st.sampled_from(sorted(terms(field.vocabulary))))
        case "terms":
            keys = sorted(terms(field.vocabulary))
            return draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3))
        case "series":
            pair = st.tuples(
                TEXT.map(lambda t: " ".join(t.split())), st.integers(0, 99) | st.floats(0, 9)
            )
            return draw(st.lists(pair, max_size=3))
    others = [ref for kind in field.of for ref in made.get(kind, [])]
    if not others:
        return None
    one = st.sampled_from(others)
    return draw(one) if field.kind == "ref" else draw(st.lists(one, max_size=3))


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_revealed_archive_brings_everything_back(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as room:
        key = vault.create(Path(room) / "one", PASSPHRASE, CHEAP)
        with Store(vault.open_vault(Path(room) / "one", key), lambda: NOON) as store:
            found(store, "Mạng lưới Thí dụ")
            made: dict[str, list[str]] = {}
            for _ in range(data.draw(st.integers(1, 2))):
                for kind in NAMES:
                    fill(store, kind, made, data)
            whole = archive(store, Reach.WHOLE, NOON).files
            before = contents(store)
        with brought_back(whole, Path(room) / "two") as again:
            assert contents(again) == before
            assert check(again) == []


def fill(store: Store, kind: str, made: dict[str, list[str]], data: st.DataObject) -> None:
    """Add a record with every field that can be filled; one that a rule refuses is left out."""
    fields = fields_of(type_named(kind)).values()
    given_ = {field.name: data.draw(a_value(field, made)) for field in fields}
    if kind == "consent":
        given_["given_on"] = "0001-01-01"  # so that it does not end before it begins
    if kind == "office":
        given_["own"] = False
    try:
        with store.vault.transaction():
            made.setdefault(kind, []).append(store.add(kind, given_).ref)
    except RecordsError:
        return


def test_what_is_no_record_comes_back_too(store: Store, tmp_path: Path) -> None:
    one_of_each(store)
    furnish(store)
    before = contents(store)
    whole = archive(store, Reach.WHOLE, NOON).files
    with brought_back(whole, tmp_path / "two") as again:
        after = contents(again)
        assert after == before
        assert {name for name, rows in before.items() if not rows} <= {"witnessed"}
        assert history.broken(again.chain()) == []
        assert check(again) == []


def test_the_secret_keys_of_the_office_stay_in_their_vault(store: Store, tmp_path: Path) -> None:
    row = store.vault.connection.execute("SELECT identity, hex(secret) FROM office_key").fetchone()
    whole = archive(store, Reach.WHOLE, NOON).files
    for secret in (row[0], row[1], row[1].lower()):
        assert not any(secret.encode() in content for content in whole.values())
    with brought_back(whole, tmp_path / "two") as again:
        other = again.vault.connection.execute("SELECT office, identity FROM office_key").fetchone()
    assert other[0] == store.office
    assert other[1] != row[0]


def test_what_was_erased_stays_refused(store: Store, tmp_path: Path) -> None:
    words = "Said in confidence, now gone."
    account = a_testimony(store, words=words)
    a_consent(store, account)
    withdraw(store, account)
    erase(store, account, answered=True)
    for n, reach in enumerate(Reach):
        files = archive(store, reach, NOON).files
        with brought_back(files, tmp_path / str(n)) as again:
            stones = gone.tombstones(again)
            assert {stone.action for stone in stones} == {"withdrawn", "erased", "answered"}
            assert (again.vault.folder / "tombstones.json").is_file()
            with pytest.raises(gone.Gone):
                gone.refuse_gone(again, account.id, None)
            if reach == Reach.WHOLE:
                with pytest.raises(gone.Gone):
                    a_testimony(again, words=words)


def test_an_erased_account_does_not_come_back_with_an_archive_that_was_edited(
    store: Store, tmp_path: Path
) -> None:
    account = a_testimony(store)
    a_consent(store, account)
    withdraw(store, account)
    erase(store, account, answered=True)
    files = archive(store, Reach.WHOLE, NOON).files
    edited = with_line(files, "records/testimony.jsonl", {"words": "Here I am again."})
    with pytest.raises(gone.Gone):
        brought_back(edited, tmp_path / "two")


@pytest.mark.parametrize("reach", [Reach.OPEN, Reach.REVEALED])
def test_what_was_left_out_is_missing_and_the_history_says_so(
    store: Store, tmp_path: Path, reach: Reach
) -> None:
    one_of_each(store)
    furnish(store)
    files = archive(store, reach, NOON).files
    with brought_back(files, tmp_path / "two") as again:
        assert check(again) == []
        assert again.story(again.office)[-1].action == "restored"
        count = "SELECT count(*) FROM identity"
        assert again.vault.connection.execute(count).fetchone() == (0,)
        texts = [one.words for one in again.every(type_named("testimony"))]  # type: ignore[attr-defined]
        assert any(texts) == (reach == Reach.REVEALED)
        assert [one.ref for one in again.every(type_named("consent"))] == [
            one.ref for one in store.every(type_named("consent"))
        ]


# What does not get out


def test_without_reveal_no_sensitive_word_is_in_the_archive(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        plant(store)
        meeting = a_consultation(store, title=MARKER, sensitivity="restricted")
        store.add("point", {"consultation": meeting.ref, "issue": MARKER})
        attach(store, a_position(store), f"{MARKER}.txt", MARKER.encode())
        store.vault.connection.execute(
            "INSERT INTO undo (batch, record, action, before) VALUES ('b', 'x', 'edited', ?)",
            (MARKER,),
        )
    out = tmp_path / "out"
    said = typed("archive", "--out", str(out))
    assert said.code == 0, said
    assert MARKER.encode() not in everything_in(out)
    assert meeting.ref.encode() in everything_in(out)
    assert "--reveal takes them along" in said.err
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in out.rglob("*") if p.is_file())


def test_a_public_file_goes_under_a_name_that_tells_nothing(store: Store) -> None:
    public = store.add("source", {"title": "A decree", "sensitivity": "public"})
    attach(store, public, "sent by Zztop.txt", b"published")
    attach(store, a_position(store), "notes.txt", b"not published")
    made = archive(store, Reach.OPEN, NOON)
    assert made.files[f"attachments/{public.ref}-1.txt"] == b"published"
    assert made.left_behind == 1
    assert not any(b"Zztop" in content for content in made.files.values())


def test_a_revealed_archive_is_one_encrypted_file_and_how_to_open_it(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        plant(store)
    out = tmp_path / "out"
    said = typed("archive", "--out", str(out), "--reveal", "--json")
    assert said.json["encrypted"] is True
    assert sorted(p.name for p in out.iterdir()) == ["README.txt", "archive.tar.age"]
    assert MARKER.encode() not in everything_in(out)
    tar = decrypted_with((out / "archive.tar.age").read_bytes(), ARCHIVE_PASSPHRASE)
    with tarfile.open(fileobj=io.BytesIO(tar)) as unpacked:
        names = unpacked.getnames()
    assert "archive/vault/identity.jsonl" in names
    assert MARKER.encode() in tar


def test_sealed_accounts_stay_sealed_where_the_key_is(
    typed: Typed, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = age.new_identity()
    (tmp_path / "key").write_text(secret)
    with opened(vault_folder) as store:
        sealing.set_recipients(store, [age.recipient_of(secret)])
        store.seal({"contributor": "KIN-1", "words": "Loi-ke-kin", "language": "en"}, "Ten-kin")
    monkeypatch.setenv("ADVOCACY_SEALING_KEY", str(tmp_path / "key"))
    to = ("--reveal", "--to", age.recipient_of(secret))
    assert typed("archive", "--out", str(tmp_path / "a"), *to).code == 0
    tar = age.decrypted((tmp_path / "a" / "archive.tar.age").read_bytes(), [secret])
    assert b"archive/vault/sealed.jsonl" in tar
    for kept in (b"KIN-1", b"Loi-ke-kin", b"Ten-kin"):
        assert kept not in tar


def test_plain_has_to_be_meant_and_does_not_say_who_anybody_is(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        account = a_testimony(store, words="Loi-ke-mo")
        identify(store, account.id, "Ten-that", "So-that")
    out = tmp_path / "out"
    assert typed("archive", "--out", str(out), "--reveal", "--plain").code == 2
    assert not out.exists()
    assert typed("archive", "--out", str(out), "--reveal", "--plain", "--yes").code == 0
    written = everything_in(out)
    assert b"Loi-ke-mo" in written
    assert b"Ten-that" not in written
    assert b"So-that" not in written


@pytest.mark.parametrize(
    "words",
    [
        ["--plain"],
        ["--reveal", "--plain", "--to", age.recipient_of(age.new_identity())],
        ["--to", "age1nonsense"],
        ["--issued", "."],
        ["--reveal", "--issued", "nowhere"],
    ],
)
def test_what_makes_no_archive_is_refused(typed: Typed, tmp_path: Path, words: list[str]) -> None:
    assert typed("archive", "--out", str(tmp_path / "out"), *words).code == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    assert typed("archive", "--out", str(tmp_path)).code == 2
    assert [p.name for p in tmp_path.iterdir() if p.name != "vault"] == ["mine"]


# How it reads


def test_the_sums_are_checked_by_sha256sum(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        one_of_each(store)
    typed("archive", "--out", str(tmp_path / "out"))
    words = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(words, cwd=tmp_path / "out", check=False, capture_output=True)
    assert done.returncode == 0, done
    listed = (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()
    files = [p for p in (tmp_path / "out").rglob("*") if p.is_file()]
    assert len(listed) == len(files) - 1


class Links(HTMLParser):
    """Collects what a page defines, where it leads, and which tags it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: set[str] = set()
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.targets += [said["href"] or ""] if "href" in said else []
        assert not any(name.startswith("on") or name == "src" for name in said)
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said["content"] or ""


def test_every_link_in_the_pages_leads_somewhere_in_the_archive(store: Store) -> None:
    one_of_each(store)
    furnish(store)
    files = archive(store, Reach.WHOLE, NOON).files
    pages = {n: Links(text.decode()) for n, text in files.items() if n.endswith(".html")}
    assert len(pages["pages/consultation.html"].ids) == 2
    for name, page in pages.items():
        for target in page.targets:
            path, _, anchor = target.partition("#")
            there = os.path.normpath(Path(name).parent / path)
            assert there in files, (name, target)
            assert not anchor or anchor in pages[there].ids


def test_no_page_starts_or_loads_anything_whatever_a_record_holds(store: Store) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    an_organisation(store, name=evil, name_vi=evil, aliases=[evil])
    store.add("source", {"title": evil, "locator": "javascript:alert(1)"})
    files = archive(store, Reach.WHOLE, NOON).files
    for name in files:
        if name.endswith(".html"):
            page = Links(files[name].decode())
            assert not page.tags & {"script", "img", "iframe", "object", "form", "link"}
            assert page.policy.startswith("default-src 'none'; style-src 'sha256-")
            assert not any(":" in target for target in page.targets)


def test_the_dictionary_explains_every_field_and_term(store: Store) -> None:
    add_term(store, "forum", "radio_talk", "radio talk", "trò chuyện trên đài")
    extend(store.terms())
    files = archive(store, Reach.OPEN, NOON).files

    def table(name: str) -> list[dict[str, str]]:
        text = io.StringIO(files[name].decode("utf-8-sig"), newline="")
        return list(csv.DictReader(text))

    explained = {(row["type"], row["field"]) for row in table("dictionary.csv")}
    assert explained == {(n, f) for n in NAMES for f in fields_of(type_named(n))}
    words = next(r for r in table("dictionary.csv") if r["field"] == "words")
    assert words["label_vi"] == "Lời kể"
    assert words["sensitive"] == "yes"
    own = [row["key"] for row in table("vocabularies.csv") if row["own"] == "yes"]
    assert own == ["radio_talk"]
    assert len(table("provinces.csv")) == 63


def test_issued_papers_are_named_and_those_found_are_copied(store: Store, tmp_path: Path) -> None:
    pack = a_briefing(store)
    account, other = a_testimony(store), a_testimony(store, words="Another one.")
    for one in (account, other):
        a_consent(store, one)
    papers = {name: f"%PDF {name}".encode() for name in ("kept.pdf", "recalled.pdf", "lost.pdf")}
    for name, shown in (("kept.pdf", other), ("recalled.pdf", account), ("lost.pdf", other)):
        digest = hashlib.sha256(papers[name]).hexdigest()
        issue = store.keep(
            Issue(briefing=pack.id, number=1, on="2026-03-01", files=((name, digest),),
                  items=((shown.id, "used"),))
        )  # fmt: skip
        store.keep(Copy(briefing=pack.id, issue=issue.id, number=1, recipient="The ministry"))
        if name != "lost.pdf":
            (tmp_path / f"other name of {name}").write_bytes(papers[name])
    (tmp_path / "forged kept.pdf").write_bytes(b"%PDF another")
    withdraw(store, account)
    made = archive(store, Reach.WHOLE, NOON, tmp_path)
    copied = [name for name in made.files if name.startswith("issued/")]
    assert [made.files[name] for name in copied] == [papers["kept.pdf"]]
    assert made.withdrawn == 1
    for name in papers:
        assert name.encode() in made.files["issued.csv"]


def test_names_of_files_are_safe_on_every_system(store: Store) -> None:
    meeting = a_consultation(store)
    names = ["CON.txt", "a/b\\c:d*.PDF", "Biên bản họp.docx", "....", "x" * 190 + ".txt", "same"]
    for number, name in enumerate(names):
        attach(store, meeting, name, f"text {number}".encode())
    files = archive(store, Reach.WHOLE, NOON).files
    kept = [name for name in files if name.startswith("attachments/")]
    assert len(kept) == len(names)
    assert all(re.fullmatch(r"attachments/C-\w{8}-\d[a-z0-9-]*(\.[a-z0-9]+)?", n) for n in kept)
    assert max(map(len, kept)) < 80
    assert f"attachments/{meeting.ref}-3-bien-ban-hop.docx" in kept


# Files from strangers


def with_line(files: dict[str, bytes], name: str, changes: dict[str, Any]) -> dict[str, bytes]:
    """Return an archive whose first line of a file says something else."""
    first, _, rest = files[name].partition(b"\n")
    line = json.dumps(json.loads(first) | changes).encode()
    changed = files | {name: line + b"\n" + rest}
    del changed["SHA256SUMS"]
    return changed | {"SHA256SUMS": sums(changed)}


@pytest.fixture
def kept(typed: Typed, vault_folder: Path, tmp_path: Path) -> Path:
    """Return a plain archive on the disk."""
    with opened(vault_folder) as store:
        one_of_each(store)
        attach(store, a_testimony(store), "one.txt", b"one")
    out = tmp_path / "kept"
    assert typed("archive", "--out", str(out), "--reveal", "--plain", "--yes").code == 0
    return out


@pytest.fixture
def init(typed: Typed, tmp_path: Path) -> Callable[..., Any]:
    """Return what makes a vault from an archive at a new place."""

    def run(path: Path, *words: str) -> Any:
        said = typed("--vault", str(tmp_path / "new"), "init", "--from-archive", str(path), *words)
        forget_added()
        if said.code:
            assert not (tmp_path / "new").exists()
            assert not list(tmp_path.glob(".new*"))
        return said

    return run


def test_every_form_of_an_archive_comes_back(
    typed: Typed, vault_folder: Path, tmp_path: Path
) -> None:
    with opened(vault_folder) as store:
        one_of_each(store)
        furnish(store)
        before = contents(store)
    secret = age.new_identity()
    (tmp_path / "key").write_text(secret)
    to = ("--reveal", "--to", age.recipient_of(secret))
    assert typed("archive", "--out", str(tmp_path / "for-key"), *to).code == 0
    assert typed("archive", "--out", str(tmp_path / "phrase"), "--reveal").code == 0
    sealed = (tmp_path / "phrase" / "archive.tar.age").read_bytes()
    (tmp_path / "opened.tar").write_bytes(decrypted_with(sealed, ARCHIVE_PASSPHRASE))
    key = ("--archive-key", str(tmp_path / "key"))
    forms: dict[str, tuple[str, ...]] = {
        "for-key/archive.tar.age": key, "for-key": key, "phrase": (), "opened.tar": (),
    }  # fmt: skip
    for n, (path, words) in enumerate(forms.items()):
        new = tmp_path / f"new{n}"
        said = typed("--vault", str(new), "init", "--from-archive", str(tmp_path / path), *words)
        assert said.code == 0, said
        assert "records were brought back" in said.err
        with opened(new) as again:
            assert contents(again) == before
        forget_added()


def test_a_wrong_passphrase_or_key_opens_nothing(
    typed: Typed, tmp_path: Path, init: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    to = ("--to", age.recipient_of(age.new_identity()))
    assert typed("archive", "--out", str(tmp_path / "for-key"), *to).code == 0
    assert typed("archive", "--out", str(tmp_path / "phrase"), "--reveal").code == 0
    assert init(tmp_path / "for-key").code == 7
    monkeypatch.setenv("ADVOCACY_ARCHIVE_PASSPHRASE", "wrong")
    assert init(tmp_path / "phrase").code == 7
    monkeypatch.delenv("ADVOCACY_ARCHIVE_PASSPHRASE")
    assert init(tmp_path / "phrase").code == 2


def test_a_changed_file_is_refused_and_named(kept: Path, init: Callable[..., Any]) -> None:
    for name in ("records/testimony.jsonl", "README.txt", "vault/history.jsonl"):
        file = kept / name
        original = file.read_bytes()
        file.write_bytes(original.replace(b"a", b"b", 1))
        said = init(kept)
        assert said.code == 8
        assert name in said.err
        file.write_bytes(original)
    (kept / "vault" / "record.jsonl").unlink()
    assert "vault/record.jsonl" in init(kept).err


def test_a_link_in_an_archive_is_not_followed(
    kept: Path, init: Callable[..., Any], tmp_path: Path
) -> None:
    file = kept / "records" / "ask.jsonl"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert init(kept).code == 8
    file.unlink()
    (tmp_path / "elsewhere").rename(file)
    (kept / "records").rename(tmp_path / "folder")
    (kept / "records").symlink_to(tmp_path / "folder")
    assert init(kept).code == 8


@pytest.mark.parametrize(
    "name",
    ["../outside", "records/../../outside", "/etc/passwd", "records//x", "a/b/c", ".hidden",
     "records\\x", "C:x", "SHA256SUMS", ""],
)  # fmt: skip
def test_a_sum_of_a_file_elsewhere_is_refused(
    kept: Path, init: Callable[..., Any], name: str
) -> None:
    listed = kept / "SHA256SUMS"
    listed.write_text(f"{'0' * 64}  {name}\n" + listed.read_text())
    said = init(kept)
    assert said.code == 8
    assert "SHA256SUMS" in said.err


def hostile(**changes: Any) -> Callable[[tarfile.TarFile], None]:
    """Return what adds a strange member to a tar."""

    def add(tar: tarfile.TarFile) -> None:
        member = tarfile.TarInfo("archive/records/ask.jsonl")
        for name, value in changes.items():
            setattr(member, name, value)
        tar.addfile(member, io.BytesIO(b"x" * 3))

    return add


@pytest.mark.parametrize(
    "add",
    [
        hostile(name="../outside", size=3),
        hostile(name="archive/../../outside", size=3),
        hostile(name="/etc/cron.d/x", size=3),
        hostile(type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        hostile(type=tarfile.LNKTYPE, linkname="archive/README.txt"),
        hostile(type=tarfile.FIFOTYPE),
        hostile(type=tarfile.CHRTYPE),
        hostile(type=tarfile.GNUTYPE_SPARSE, size=3),
        hostile(size=3),  # a second file of this name
    ],
)
def test_a_hostile_tar_is_refused(
    kept: Path, init: Callable[..., Any], tmp_path: Path, add: Callable[[tarfile.TarFile], None]
) -> None:
    files = {str(p.relative_to(kept)): p.read_bytes() for p in kept.rglob("*") if p.is_file()}
    plain = tmp_path / "plain.tar"
    plain.write_bytes(as_tar(files, NOON))
    with tarfile.open(plain, "a") as tar:
        add(tar)
    assert init(plain).code == 8


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("records/ask.jsonl", {"text": 5}),
        ("records/ask.jsonl", {"status": "no such status"}),
        ("records/ask.jsonl", {"status": ["draft"]}),
        ("records/ask.jsonl", {"position": "P-00000000"}),
        ("records/ask.jsonl", {"position": {"a": 1}}),
        ("records/ask.jsonl", {"deadline": "some day"}),
        ("records/ask.jsonl", {"id": "short"}),
        ("records/ask.jsonl", {"invented": "by a newer version"}),
        ("records/consultation.jsonl", {"starts_at": "25:00"}),
        ("records/consultation.jsonl", {"attendees": 2**70}),
        ("records/consultation.jsonl", {"province": "Nowhere"}),
        ("records/consent.jsonl", {"given_on": "2026"}),
        ("records/organisation.jsonl", {"parent": "itself"}),
        ("vault/record.jsonl", {"ref": "C-ZZZZZZZZ"}),
        ("vault/record.jsonl", {"type": "nothing"}),
        ("vault/record.jsonl", {"created": "yesterday"}),
        ("vault/record.jsonl", {"deleted": 7}),
        ("vault/history.jsonl", {"digest": "no hexadecimal"}),
        ("vault/history.jsonl", {"seq": "one"}),
        ("vault/setting.jsonl", {"value": "another office"}),
        ("vault/files.jsonl", {"file": "attachments/not-there.txt"}),
        ("vault/files.jsonl", {"record": "not there"}),
        ("vault/files.jsonl", {"invented": "by a newer version"}),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_file(
    store: Store, tmp_path: Path, name: str, changes: dict[str, Any]
) -> None:
    one_of_each(store)
    attach(store, a_testimony(store), "one.txt", b"one")
    files = archive(store, Reach.WHOLE, NOON).files
    if changes == {"parent": "itself"}:
        changes = {"parent": json.loads(files[name].splitlines()[0])["ref"]}
    with pytest.raises(BadArchive) as refused:
        brought_back(with_line(files, name, changes), tmp_path / "two")
    assert Path(name).stem in str(refused.value) or "records" in str(refused.value)
    assert "invented" not in str(refused.value)


@pytest.mark.parametrize("line", [b"[1]", b"{", b'{"a": NaN}', b"\xff", b'{"a":' * 100_000, b"7"])
def test_what_is_no_json_is_refused(kept: Path, init: Callable[..., Any], line: bytes) -> None:
    file = kept / "records" / "ask.jsonl"
    file.write_bytes(line + b"\n" + file.read_bytes())
    (kept / "SHA256SUMS").unlink()
    files = {str(p.relative_to(kept)): p.read_bytes() for p in kept.rglob("*") if p.is_file()}
    (kept / "SHA256SUMS").write_bytes(sums(files))
    said = init(kept)
    assert said.code == 8
    assert "records/ask.jsonl, line 1" in said.err


@pytest.mark.parametrize("changes", [{"version": 2}, {"schema": 10_000}])
def test_an_archive_of_a_newer_version_says_so(
    kept: Path, init: Callable[..., Any], changes: dict[str, Any]
) -> None:
    about = json.loads((kept / "archive.json").read_text())
    (kept / "archive.json").write_text(json.dumps(about | changes))
    (kept / "SHA256SUMS").unlink()
    files = {str(p.relative_to(kept)): p.read_bytes() for p in kept.rglob("*") if p.is_file()}
    (kept / "SHA256SUMS").write_bytes(sums(files))
    said = init(kept)
    assert said.code == 8
    assert "newer" in said.err


def test_what_is_no_archive_is_refused(init: Callable[..., Any], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    text = tmp_path / "text"
    text.write_text("hello")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (empty, text, pipe, tmp_path / "not there"):
        assert init(path).code == 8


def test_init_takes_an_archive_or_an_example_and_not_both(
    kept: Path, init: Callable[..., Any], typed: Typed, tmp_path: Path
) -> None:
    assert init(kept, "--example", "vnsw").code == 2
    assert init(kept, "--name", "x").code == 2
    key = ("--archive-key", str(tmp_path))
    assert typed("--vault", str(tmp_path / "new"), "init", *key).code == 2
    assert typed("init", "--from-archive", str(kept)).code == 7  # there is a vault


def test_a_passphrase_that_would_cost_hours_is_not_tried() -> None:
    sealed = encrypted_with(b"x", "p")
    dear = re.sub(rb" \d+\n", f" {MOST_WORK + 1}\n".encode(), sealed, count=1)
    with pytest.raises(TooMuchWork):
        decrypted_with(dear, "p")
    assert decrypted_with(sealed, "p") == b"x"
    with pytest.raises(age.DoesNotOpen):
        decrypted_with(sealed, "q")
    with pytest.raises(age.DoesNotOpen):
        decrypted_with(b"age-encryption.org/v1\n-> scrypt x 99\n", "p")


def test_nothing_but_the_encrypted_file_touches_the_disk(
    typed: Typed, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(vault_folder) as store:
        plant(store)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there is no such folder"))
    to = ("--reveal", "--to", age.recipient_of(age.new_identity()))
    assert typed("archive", "--out", str(tmp_path / "out"), *to).code == 0


def test_an_archive_goes_into_the_empty_folder_that_one_is_in(
    terminal: Terminal, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    inode = here.stat().st_ino
    said = replace(terminal, folder=here)("archive", "--out", ".", "--json")
    assert sorted(said.json["files"]) == sorted(
        str(path.relative_to(here)) for path in here.rglob("*") if path.is_file()
    )
    assert here.stat().st_ino == inode  # the shell that stands in it sees the archive
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_an_archive_comes_back_into_the_folder_that_one_is_in(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("archive", "--out", str(tmp_path / "archive"))
    here = tmp_path / "new"
    here.mkdir()
    there = replace(terminal, folder=here)
    there("--vault", ".", "init", "--from-archive", str(tmp_path / "archive"))
    assert there("--vault", str(here), "campaign", "list", "--json").json == []

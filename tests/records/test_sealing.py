"""A sealed testimony is taken in and cannot be read back, except where its key is."""

from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from records import age, sealing, vault
from records.attachments import attach
from records.checking import check
from records.consent import Request, Withheld, quotable
from records.erasure import erase
from records.errors import RecordsError
from records.gone import KEY, Gone, mark_of, sealed_mark
from records.identities import identify, identities
from records.officekeys import own_keys
from records.sealing import NotSetUp, OpenPart, OwnKey, Sealed
from records.search import search
from records.store import Store
from records.tombstones import apply
from records.types.testimony import Consent, Testimony
from records.withdrawal import withdraw
from tests.builders import a_consent, a_position, an_organisation

MARKED = {
    "contributor": "MARKER-01",
    "words": "MARKERWORDS they took the boxes away and nobody said why.",
    "language": "en",
    "translation": "MARKERTRANSLATION họ lấy hộp đi.",
    "rendering": "verbatim",
    "summary": "MARKERSUMMARY boxes",
    "place": "MARKERPLACE corner",
    "province": "VN-HN",
    "source_connection": "self",
    "age_band": "25_to_34",
    "role": "peer_educator",
    "collected_by": "MARKERCOLLECTOR",
    "collected_on": "2026-02-03",
    "event_date": "2025-11-07",
    "internal_note": "MARKERNOTE",
    "topics": ["MARKERTOPIC"],
    "sensitivity": "network",
}
NAME, CONTACT = "MARKERNAME Nguyễn", "0900 111 222"
IN_GOVERNMENT = Request(
    audiences=frozenset({"government_meeting"}), channel="print", language="en",
    bodies=frozenset(),
)  # fmt: skip


@pytest.fixture
def secret(store: Store) -> str:
    """The key that is elsewhere; the store seals to it."""
    made = age.new_identity()
    sealing.set_recipients(store, [age.recipient_of(made)])
    return made


@pytest.fixture
def sealed(store: Store, secret: str) -> Testimony:
    assert secret
    return cast("Testimony", store.seal(MARKED, NAME, CONTACT))


def with_key(store: Store, secret: str) -> Store:
    store.sealing_keys = (secret,)
    return store


def everything(store: Store) -> str:
    """Every value of every table, also of the full-text index, as text."""
    connection = store.vault.connection
    names = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE sql <> ''"
                                              " AND type = 'table'")]  # fmt: skip
    rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    texts = [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v)
             for row in rows for v in row]  # fmt: skip
    return "\n".join(texts)


def pages(store: Store, tmp_path: Path) -> bytes:
    """The whole database in the clear."""
    plain = tmp_path / "plain.db"
    store.vault.connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    store.vault.connection.execute("SELECT sqlcipher_export('plain')")
    store.vault.connection.execute("DETACH DATABASE plain")
    return plain.read_bytes()


def test_nothing_that_was_said_is_in_the_database(
    store: Store, sealed: Testimony, tmp_path: Path
) -> None:
    held = everything(store).lower()
    raw = pages(store, tmp_path).lower()
    values = [str(v) for k, v in MARKED.items() if k not in ("language", "topics", "rendering")]
    for said in (*values, "MARKER", "peer_educator", NAME, CONTACT):
        if said in ("self", "network"):  # words of the program's own
            continue
        assert said.lower() not in held, said
        assert said.lower().encode() not in raw, said
    assert "marker" not in held
    entries = [link for link in store.chain() if link.record == sealed.id]
    assert [(e.action, e.fields, e.values) for e in entries] == [("added", '["sensitivity"]', None)]


def test_the_search_of_the_database_finds_what_is_not_sealed(
    store: Store, secret: str, tmp_path: Path
) -> None:
    assert secret
    store.add("testimony", MARKED)
    assert "marker" in everything(store).lower()
    assert b"MARKERWORDS" in pages(store, tmp_path)


def test_without_the_key_it_shows_that_it_is_sealed_and_nothing_else(
    store: Store, sealed: Testimony
) -> None:
    read = cast("Testimony", store.get(sealed.id))
    assert read.sensitivity == "sealed"
    assert read == Testimony(
        id=read.id, ref=read.ref, created=read.created, updated=read.updated,
        office=read.office, sensitivity="sealed",
    )  # fmt: skip
    assert identities(store) == []
    assert search(store, "boxes") == []
    assert check(store) == []


def test_where_the_key_is_it_reads_as_any_other(
    store: Store, secret: str, sealed: Testimony
) -> None:
    open_ = with_key(store, secret)
    read = open_.get(sealed.id)
    for field, value in MARKED.items():
        assert getattr(read, field) == (tuple(value) if isinstance(value, list) else value), field
    assert open_.every(Testimony) == [read]
    assert [(h.testimony, h.name, h.contact) for h in identities(open_)] == [
        (sealed.id, NAME, CONTACT)
    ]
    assert open_.select(Testimony, "1", (), fields=["collected_by"])[0].words is None
    assert check(open_) == []


def test_another_key_opens_nothing(store: Store, sealed: Testimony) -> None:
    assert cast("Testimony", with_key(store, age.new_identity()).get(sealed.id)).words is None


def test_each_of_several_keys_opens_it(store: Store) -> None:
    both = [age.new_identity(), age.new_identity()]
    sealing.set_recipients(store, [age.recipient_of(s) for s in both])
    made = store.seal(MARKED)
    for secret in both:
        assert cast("Testimony", with_key(store, secret).get(made.id)).words == MARKED["words"]


def test_what_is_invalid_is_refused_before_it_is_sealed(store: Store, secret: str) -> None:
    assert secret
    for wrong in ({"language": "klingon"}, {"words": None}, {"event_date": "2025-31"},
                  {"supports": ["P-00000000"]}, {"nonsense": 1}):  # fmt: skip
        with pytest.raises(RecordsError):
            store.seal(MARKED | wrong)
    assert store.every(Testimony) == []


def test_without_a_key_to_seal_to_nothing_is_kept(store: Store) -> None:
    with pytest.raises(NotSetUp):
        store.seal(MARKED)
    assert store.every(Testimony) == []
    assert "marker" not in everything(store).lower()


def test_a_key_that_lies_in_this_vault_seals_nothing(store: Store) -> None:
    with pytest.raises(OwnKey):
        sealing.set_recipients(store, [own_keys(store).recipient])


def test_the_gate_withholds_what_is_sealed_and_says_so(store: Store, sealed: Testimony) -> None:
    consent = a_consent(store, sealed)
    said = quotable(cast("Testimony", store.get(sealed.id)), [consent], IN_GOVERNMENT, store.today)
    assert isinstance(said, Withheld)
    assert said.reason == "sealed"
    refused = quotable(cast("Testimony", store.get(sealed.id)), [], IN_GOVERNMENT, store.today)
    assert refused.reason == "no_consent"


def test_where_the_key_is_the_gate_decides_by_what_was_sealed(store: Store, secret: str) -> None:
    said = {k: v for k, v in MARKED.items() if k != "sensitivity"}
    checked = {"checked_by": "reader", "checked_on": "2026-03-01"}
    free, kept = store.seal(said | checked), store.seal(MARKED | checked)
    open_ = with_key(store, secret)
    decisions = {}
    for one in (free, kept):
        record = cast("Testimony", open_.get(one.id))
        consent = a_consent(open_, record)
        decisions[one.id] = quotable(record, [consent], IN_GOVERNMENT, open_.today)
    assert getattr(decisions[free.id], "words", None) == MARKED["words"]
    assert decisions[kept.id].reason == "sensitivity"  # network only


def test_it_is_changed_only_where_the_key_is(store: Store, secret: str, sealed: Testimony) -> None:
    for change in ({"summary": "MARKERSUMMARY again"}, {"checked_by": "MARKERREADER"},
                   {"sensitivity": "public"}):  # fmt: skip
        with pytest.raises(Sealed):
            store.amend(sealed.id, change)
    with pytest.raises(Sealed):
        identify(store, sealed.id, NAME, None)
    open_ = with_key(store, secret)
    open_.amend(sealed.id, {"checked_by": "MARKERREADER", "checked_on": "2026-03-02"})
    identify(open_, sealed.id, "MARKEROTHERNAME", None)
    read = cast("Testimony", open_.get(sealed.id))
    assert (read.checked_by, read.words) == ("MARKERREADER", MARKED["words"])
    assert [h.name for h in identities(open_)] == ["MARKEROTHERNAME"]
    store.sealing_keys = ()
    assert "marker" not in everything(store).lower()
    assert [e.fields for e in store.story(sealed.id)] == [("sensitivity",), (), ()]


def test_no_part_of_it_is_kept_in_the_open(store: Store, secret: str, sealed: Testimony) -> None:
    for _ in range(2):
        with pytest.raises(OpenPart):
            store.add("excerpt", {"testimony": sealed.ref, "words": "MARKERPART"})
        with pytest.raises(OpenPart):
            attach(store, sealed, "story.txt", b"MARKERPART")
        with_key(store, secret)


def test_a_sealed_content_is_not_moved_to_another_record(
    store: Store, secret: str, sealed: Testimony
) -> None:
    other = store.seal(MARKED | {"contributor": "MARKER-02"})
    rows = dict(store.vault.connection.execute("SELECT id, content FROM sealed").fetchall())
    store.table("sealed").update(sealed.id, {"content": rows[other.id]})
    assert cast("Testimony", with_key(store, secret).get(sealed.id)).words is None
    assert cast("Testimony", store.get(other.id)).contributor == "MARKER-02"


def test_a_reference_out_of_it_leads_nowhere_once_its_record_is_gone(
    store: Store, secret: str
) -> None:
    body, position = an_organisation(store), a_position(store)
    made = store.seal(MARKED | {"subject": body.ref, "supports": [position.ref]})
    assert store.referring(body.id) == []
    read: Any = with_key(store, secret).get(made.id)
    assert (read.subject, read.supports) == (body.id, (position.id,))
    store.delete(body.id)
    store.delete(position.id)
    read = store.get(made.id)
    assert (read.subject, read.supports) == (None, ())


def test_deleting_it_takes_the_sealed_content_too(store: Store, sealed: Testimony) -> None:
    store.delete(sealed.id)
    assert store.vault.connection.execute("SELECT count(*) FROM sealed").fetchone() == (0,)
    assert check(store) == []


def test_its_consents_are_ordinary_records(store: Store, sealed: Testimony) -> None:
    consent = a_consent(store, sealed)
    assert store.where(Consent, "testimony", sealed.id) == [consent]


def test_spoilt_contents_stay_closed(store: Store, secret: str, sealed: Testimony) -> None:
    public = age.recipient_of(secret)
    for content in (b"", b"\0" * 50, age.encrypted(b"{}", [public]),
                    age.encrypted(b'{"id":1,"fields":[]}', [public])):  # fmt: skip
        store.table("sealed").update(sealed.id, {"content": content})
        assert cast("Testimony", with_key(store, secret).get(sealed.id)).words is None


def test_no_word_is_in_the_encrypted_file_or_beside_it(
    store: Store, sealed: Testimony, vault_folder: Path
) -> None:
    assert sealed
    assert vault.is_vault(vault_folder)
    for path in vault_folder.iterdir():
        assert b"MARKER" not in path.read_bytes()
    assert store.setting(sealing.KEY_FILE) is None


def test_erasing_it_takes_the_sealed_content_with_it_key_or_none(
    store: Store, sealed: Testimony
) -> None:
    withdraw(store, sealed)
    erase(store, cast("Testimony", store.get(sealed.id)), answered=True)
    assert store.vault.connection.execute("SELECT count(*) FROM sealed").fetchone() == (0,)
    assert cast("Testimony", store.get(sealed.id)).sensitivity is None


def test_a_list_of_withdrawals_erases_a_sealed_one_from_an_older_backup(
    store: Store, sealed: Testimony
) -> None:
    kept = store.vault.connection.execute("SELECT id, content FROM sealed").fetchone()
    withdraw(store, sealed)
    erase(store, cast("Testimony", store.get(sealed.id)), answered=True)
    store.table("sealed").insert({"id": kept[0], "content": kept[1]})  # as the backup has it
    assert apply(store) == [sealed.ref]
    assert store.vault.connection.execute("SELECT count(*) FROM sealed").fetchone() == (0,)


def test_what_was_erased_is_not_sealed_again(store: Store, secret: str) -> None:
    told = cast("Testimony", store.add("testimony", MARKED))
    withdraw(store, told)
    erase(store, told, answered=True)
    assert secret
    with pytest.raises(Gone):
        store.seal(MARKED)


@pytest.mark.parametrize("opened", [False, True])
def test_what_was_sealed_and_erased_is_refused_sealed_and_plain(
    store: Store, secret: str, sealed: Testimony, *, opened: bool
) -> None:
    store.sealing_keys = (secret,) if opened else ()
    withdraw(store, sealed)
    erase(store, cast("Testimony", store.get(sealed.id)), answered=True)
    for again in (store.seal, partial(store.add, "testimony")):
        with pytest.raises(Gone):
            again(MARKED | {"words": str(MARKED["words"]).upper(), "translation": None})
    other = store.seal(MARKED | {"words": "Told anew.", "translation": None, "summary": None})
    assert other.id != sealed.id


def test_a_guess_at_sealed_words_is_dear_and_needs_the_vault(
    store: Store, sealed: Testimony
) -> None:
    (mark,) = store.vault.connection.execute("SELECT mark FROM sealed").fetchone()
    assert mark == sealed_mark(store, str(MARKED["words"]))
    assert mark_of(store, str(MARKED["words"])) not in mark
    store.keep_setting(KEY, "00" * 32)
    assert mark != sealed_mark(store, str(MARKED["words"]))
    assert sealed.sensitivity == sealing.MARK

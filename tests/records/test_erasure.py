"""Erasure: what goes, what stays as proof, and what never comes back."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest

from records import history, vault
from records.attachments import attach
from records.checking import check
from records.drafts import READ_ALOUD, DraftFile, note_draft
from records.erasure import NotWithdrawn, erase, holds_person
from records.gone import Gone, mark_of, tombstones
from records.identities import identify, identities
from records.officekeys import own_keys
from records.recall import withdrawn_on
from records.search import search
from records.signedlist import FILE, Forged, read_outside
from records.store import Store
from records.tombstones import apply
from records.types.briefing import Briefing
from records.types.testimony import Consent, Excerpt, Testimony
from records.withdrawal import withdraw
from tests import builders
from tests.conftest import PASSPHRASE

MARK = "MARKER7Q"
PART = f"{MARK}-excerpt of all of it"
STORY = (
    f"They took the boxes away twice, {MARK}-words, {PART}, and nobody would tell us the reason."
)


def told(store: Store) -> Testimony:
    """An account with a marker in everything that could hold one."""
    testimony = builders.a_testimony(
        store, words=STORY, translation=f"{MARK}-translation hộp bị lấy đi",
        summary=f"{MARK}-summary", place=f"{MARK}-place", collected_by=f"{MARK}-collector",
        internal_note=f"{MARK}-note", topics=[f"{MARK}-topic"],
    )  # fmt: skip
    store.add("excerpt", {"testimony": testimony.ref, "words": PART})
    given = builders.a_consent(
        store, testimony, identity="named", display_name=f"{MARK}-printed",
        limits=f"{MARK}-limit", taken_by=f"{MARK}-taker", internal_note=f"{MARK}-aside",
        topics=[f"{MARK}-heading"],
    )  # fmt: skip
    attach(store, given, f"{MARK}-form.txt", f"{MARK}-signature".encode() * 500)
    identify(store, testimony.id, f"{MARK}-name", "0912 MARKER8Q 678")
    attach(store, testimony, f"{MARK}-file.txt", f"{MARK}-content".encode() * 500)
    return testimony


def pages(store: Store, folder: Path) -> bytes:
    """The decrypted pages of the file, free ones included, byte by byte."""
    plain = folder / "pages.db"
    plain.unlink(missing_ok=True)
    connection = store.vault.connection
    count = connection.execute("PRAGMA page_count").fetchone()[0]
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    # An export leaves free pages behind, so these must have been overwritten: secure_delete.
    assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1, (count, free)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
    return plain.read_bytes()


def test_nothing_that_was_said_remains_in_the_file(store: Store, tmp_path: Path) -> None:
    testimony = told(store)
    for mark in (b"MARKER7Q-words", b"MARKER7Q-file", b"MARKER8Q", b"marker7q",
                 b"MARKER7Q-printed", b"MARKER7Q-taker", b"MARKER7Q-form"):  # fmt: skip
        assert mark in pages(store, tmp_path), mark
    # Of the second account no excerpt is deleted, which would take its file along.
    second = builders.a_testimony(store, contributor="TD-02", words=f"{MARK}-second")
    attach(store, second, f"{MARK}-second.txt", f"{MARK}-second-content".encode() * 500)
    for one in (testimony, second):
        withdraw(store, one)
        erase(store, one, answered=True)
    left = pages(store, tmp_path)
    for mark in (b"MARKER7Q", b"marker7q", b"MARKER8Q", b"marker8q"):
        assert mark not in left, mark
    assert search(store, "hop bi lay di") == []
    assert search(store, "limit") == []
    assert check(store) == []


def test_the_decision_and_a_tombstone_stay_as_proof(store: Store) -> None:
    testimony = told(store)
    withdraw(store, testimony)
    erase(store, testimony, answered=True)
    kept = store.get(testimony.id)
    assert isinstance(kept, Testimony)
    assert (kept.contributor, kept.words, kept.checked_by) == ("TD-01", None, None)
    consents = store.where(Consent, "testimony", testimony.id)
    assert {consent.status for consent in consents} == {"active", "withdrawn"}
    assert (consents[0].identity, consents[0].given_on) == ("named", "2026-03-01")
    assert not any(holds_person(consent) for consent in consents)
    assert {stone.action for stone in tombstones(store)} == {"withdrawn", "erased", "answered"}
    assert history.broken(store.chain()) == []
    assert [e.action for e in store.story(testimony.id)][-2:] == ["withdrawn", "erased"]
    before = [e for e in store.chain() if e.record == testimony.id and e.action != "erased"]
    assert {e.salt for e in before} == {None}  # no guess at the words can be tried against it


def test_an_excerpt_that_a_pack_chose_is_erased_like_any_other(store: Store) -> None:
    testimony = builders.a_testimony(store)
    words = " ".join((testimony.words or "").split()[:6])
    excerpt = store.add("excerpt", {"testimony": testimony.ref, "words": words})
    ask = builders.an_ask(store, builders.a_position(store))
    pack = builders.a_briefing(store, selection=[excerpt.ref, ask.ref])
    withdraw(store, testimony)
    erase(store, cast("Testimony", store.get(testimony.id)), answered=True)
    assert cast("Briefing", store.get(pack.id)).selection == (ask.id,)
    assert store.where(Excerpt, "testimony", testimony.id) == []


def test_the_contact_stays_until_the_person_was_answered(store: Store) -> None:
    testimony = told(store)
    withdraw(store, testimony)
    done = erase(store, testimony, answered=False)
    (held,) = identities(store)
    assert held.name is None
    assert held.contact is not None
    assert any("--answered" in told for told in done.not_reached)
    erase(store, testimony, answered=True)
    assert identities(store) == []


def test_what_was_not_withdrawn_is_not_erased(store: Store) -> None:
    with pytest.raises(NotWithdrawn):
        erase(store, told(store), answered=True)


def test_the_same_words_or_id_are_refused_for_ever(store: Store) -> None:
    testimony = told(store)
    withdraw(store, testimony)
    erase(store, testimony, answered=True)
    with pytest.raises(Gone) as refused:
        builders.a_testimony(store, words=STORY.upper().replace(" ", "  "))
    assert refused.value.code == 6
    assert MARK not in str(refused.value)
    with pytest.raises(Gone):
        store.keep(Testimony(id=testimony.id, contributor="X", words="other", language="en"))
    builders.a_testimony(store, words="Something else entirely, told anew.")


@pytest.mark.parametrize("field", ["words", "translation", "summary"])
@pytest.mark.parametrize("said", ["words", "translation", "summary", "excerpt"])
def test_no_text_of_an_erased_account_comes_back_in_any_field(
    store: Store, said: str, field: str
) -> None:
    texts = {
        "words": STORY, "translation": "Họ lấy hộp đi hai lần, rồi im lặng.",
        "summary": "The boxes were taken away twice.", "excerpt": PART,
    }  # fmt: skip
    testimony = builders.a_testimony(
        store, words=STORY, translation=texts["translation"], summary=texts["summary"]
    )
    store.add("excerpt", {"testimony": testimony.ref, "words": PART})
    other = builders.a_testimony(store, contributor="TD-02", words=f"Another one. {texts[said]}")
    withdraw(store, testimony)
    erase(store, testimony, answered=True)
    again = texts[said].upper()
    with pytest.raises(Gone):
        builders.a_testimony(store, **{"words": "Not the same.", field: again})
    with pytest.raises(Gone):
        store.amend(other.id, {field: again})
    with pytest.raises(Gone):
        store.add("excerpt", {"testimony": other.ref, "words": again})
    assert store.amend(other.id, {"support_offered": True})


def test_what_anybody_may_say_is_not_refused(store: Store) -> None:
    testimony = builders.a_testimony(store, words="They came. " + STORY, summary="Boxes taken")
    store.add("excerpt", {"testimony": testimony.ref, "words": "They came."})
    withdraw(store, testimony)
    erase(store, testimony, answered=True)
    other = builders.a_testimony(store, words="They came. We ran.", summary="Boxes taken")
    assert store.add("excerpt", {"testimony": other.ref, "words": "They came."})


def test_who_else_holds_the_name_is_said(store: Store) -> None:
    testimony = builders.a_testimony(store)
    builders.a_consent(store, testimony, display_name="Thí Thị Dụ")
    identify(store, testimony.id, "Nguyễn Thị Bịa", None)
    meeting = builders.a_consultation(store, speakers="Bà Nguyen Thi Bia\nThí Thị Dụ khác")
    builders.a_consultation(store, speakers="Nguyễn Thị Khác")
    withdraw(store, testimony)
    said = "\n".join(erase(store, testimony, answered=True).not_reached)
    assert f"{meeting.ref} holds a name of the person in speakers" in said
    assert said.count("holds a name") == 1
    assert "Bia" not in said


def test_a_staff_paper_that_held_the_words_is_named(store: Store) -> None:
    testimony, briefing = told(store), builders.a_briefing(store)
    issue = store.add(
        "issue",
        {"briefing": briefing.ref, "on": "2026-03-02", "items": [[testimony.id, READ_ALOUD]]},
    )
    store.add(
        "copy", {"briefing": briefing.ref, "issue": issue.ref, "number": 1,
                 "recipient": "Office of Examples"},
    )  # fmt: skip
    withdraw(store, testimony)
    said = "\n".join(erase(store, testimony, answered=True).not_reached)
    assert f"The staff paper of issue {issue.ref} holds its words; destroy it yourselves." in said
    assert "Office of Examples" not in said  # the copies never held them


def test_an_erasure_takes_effect_beside_a_list_that_somebody_changed(store: Store) -> None:
    testimony = told(store)
    withdraw(store, testimony)
    (store.vault.folder / FILE).write_text("[]")
    done = erase(store, testimony, answered=True)
    assert store.get(testimony.id).words is None  # type: ignore[attr-defined]
    assert any("does not carry its signature" in line for line in done.not_reached)


def test_what_could_not_be_reached_is_said(store: Store, tmp_path: Path) -> None:
    testimony = told(store)
    position = builders.a_position(store, rationale=f"As somebody said: {STORY}")
    briefing = builders.a_briefing(store)
    issue = store.add(
        "issue",
        {"briefing": briefing.ref, "on": "2026-03-02", "items": [[testimony.id, "used"]]},
    )
    store.add(
        "copy", {"briefing": briefing.ref, "issue": issue.ref, "number": 4,
                 "recipient": "Office of Examples"},
    )  # fmt: skip
    same, changed = tmp_path / "same.pdf", tmp_path / "changed.pdf"
    for file in (same, changed):
        file.write_bytes(b"draft")
    digest = "a8a5e5d6a0d7a7f3"  # of no file: `changed` was written over
    note_draft(
        store, briefing.id, [(testimony.id, "lowered")],
        [DraftFile(str(same), hashlib.sha256(b"draft").hexdigest()),
         DraftFile(str(changed), digest), DraftFile(str(tmp_path / "moved.pdf"), digest)],
    )  # fmt: skip
    withdraw(store, testimony)
    done = erase(store, testimony, answered=True)
    said = "\n".join(done.not_reached)
    assert "Office of Examples" in said
    assert f"{position.ref} repeats its words in rationale" in said
    assert "changed.pdf" in said
    assert "moved.pdf" in said
    assert "Backups made before today still hold the words" in said
    assert done.drafts == (str(same),)
    assert not same.exists()
    assert changed.exists()
    assert MARK not in said


def test_the_signed_list_withdraws_and_erases_in_an_older_vault(
    store: Store, vault_folder: Path, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    withdrawn, erased = told(store), builders.a_testimony(store, contributor="TD-02")
    builders.a_consent(store, erased, taken_by="Somebody")
    identify(store, erased.id, "Somebody Else", "0912 345 678")
    own_keys(store)
    mark_of(store, "so that the vault has its mark")
    older = tmp_path / "older"
    shutil.copytree(vault_folder, older)
    withdraw(store, withdrawn)
    withdraw(store, erased)
    erase(store, erased, answered=True)
    shutil.copy(vault_folder / FILE, older / FILE)
    opened = vault.open_vault(older, vault.unlock(older, PASSPHRASE))
    with Store(opened, clock) as restored:
        assert set(apply(restored)) == {withdrawn.ref, erased.ref}
        assert withdrawn_on(restored, withdrawn.id) == "2026-03-15"
        assert restored.get(erased.id).words is None  # type: ignore[attr-defined]
        assert [held.testimony for held in identities(restored)] == [withdrawn.id]
        assert not any(map(holds_person, restored.where(Consent, "testimony", erased.id)))
        assert apply(restored) == []
        with pytest.raises(Gone):
            builders.a_testimony(restored)


def test_a_list_that_somebody_changed_is_not_trusted(store: Store) -> None:
    testimony = told(store)
    withdraw(store, testimony)
    path = store.vault.folder / FILE
    document = json.loads(path.read_bytes())
    document["entries"] = []
    path.write_text(json.dumps(document))
    with pytest.raises(Forged):
        read_outside(store, store.vault.folder)
    path.write_text("no json")
    with pytest.raises(Forged):
        read_outside(store, store.vault.folder)

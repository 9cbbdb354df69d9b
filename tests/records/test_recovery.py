"""Age keys open a vault whose passphrase is forgotten; no others do, whatever they hold."""

from pathlib import Path

import msgspec
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import age, keys, recovery, vault
from records.age import DoesNotOpen, NotAnIdentity, NotARecipient, identities_in
from records.recovery import AlreadyHolds, NoSuchRecovery, TooManyKeys
from records.vault_refusals import DamagedVault, VaultLocked, WrongPassphrase

CHEAP = keys.Cost(memory=128, passes=1, lanes=1)
PHRASE = "bốn con cò trắng"
COSTLY = (
    b"age-encryption.org/v1\n-> scrypt 3FkS2xFV+PjQWWSyOQsufA 30\n"
    b"zVIHFdoRkWE0oU33W+FobUgDQLXEfKQ3QZFqiFRyFCs\n"
    b"--- 5q0xNQCG0A6GxGs8+OUJ5uiiHeqG+Y5q0xNQCG0A6Gw\n" + bytes(64)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault.create(tmp_path / "vault", PHRASE, CHEAP)
    return tmp_path / "vault"


@pytest.fixture
def key(folder: Path) -> bytes:
    return vault.unlock(folder, PHRASE)


def add(folder: Path, key: bytes, public: str, label: str = "") -> None:
    recovery.change(folder, key, lambda held: recovery.added(held, key, public, label))


def opened(folder: Path, *secrets: str) -> bytes:
    return vault.unlock_by(folder, lambda held: recovery.unwrap(held, secrets))


def test_the_holder_of_an_age_key_opens_the_vault_and_sets_a_new_passphrase(
    folder: Path, key: bytes
) -> None:
    secret = age.new_identity()
    add(folder, key, age.recipient_of(secret), "with the board")
    assert opened(folder, secret) == key
    recovery.change(folder, key, lambda held: keys.rewrap(held, key, "năm con cò", CHEAP))
    assert vault.unlock(folder, "năm con cò") == key
    with pytest.raises(WrongPassphrase):
        vault.unlock(folder, PHRASE)
    assert opened(folder, secret) == key


def test_the_slot_is_an_age_file_that_other_programs_open(folder: Path, key: bytes) -> None:
    identity = pyrage.x25519.Identity.generate()
    add(folder, key, str(identity.to_public()))
    slot = recovery._slots(keys.read_keys(folder / "keys.json"))[0]
    assert slot.wrapped.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert pyrage.decrypt(slot.wrapped, [identity]) == key


def test_another_age_key_opens_nothing(folder: Path, key: bytes) -> None:
    add(folder, key, age.recipient_of(age.new_identity()))
    with pytest.raises(DoesNotOpen):
        opened(folder, age.new_identity())


def test_a_key_that_was_taken_away_opens_nothing(folder: Path, key: bytes) -> None:
    first, second = age.new_identity(), age.new_identity()
    add(folder, key, age.recipient_of(first), "first")
    add(folder, key, age.recipient_of(second), "second")
    recovery.change(folder, key, lambda held: recovery.removed(held, 1))
    with pytest.raises(DoesNotOpen):
        opened(folder, first)
    assert opened(folder, second) == key
    held = keys.read_keys(folder / "keys.json")
    assert [(r.number, r.label) for r in recovery.listed(held, key)] == [(1, "second")]
    for number in (0, 2, -1):
        with pytest.raises(NoSuchRecovery):
            recovery.removed(held, number)


def test_the_same_key_is_added_once(folder: Path, key: bytes) -> None:
    public = age.recipient_of(age.new_identity())
    add(folder, key, public)
    with pytest.raises(AlreadyHolds):
        add(folder, key, public)


def test_a_vault_has_no_more_keys_than_can_be_read(folder: Path, key: bytes) -> None:
    held = keys.read_keys(folder / "keys.json")
    for _ in range(keys.MOST_SLOTS - 1):
        held = recovery.added(held, key, age.recipient_of(age.new_identity()), "x" * 80)
    with pytest.raises(TooManyKeys):
        recovery.added(held, key, age.recipient_of(age.new_identity()), "")
    keys.write_keys(folder / "keys.json", held)
    assert keys.read_keys(folder / "keys.json") == held


def test_what_is_no_key_of_this_vault_is_not_taken_for_it(folder: Path, key: bytes) -> None:
    secret = age.new_identity()
    public = age.recipient_of(secret)
    held = keys.read_keys(folder / "keys.json")
    for content in (b"", bytes(31), bytes(32), bytes(65), b"x" * 1000, key[:-1] + b"\0"):
        slot = keys.AgeSlot(
            recipient=public, label="", wrapped=age.encrypted(content, [public]), seal=bytes(32)
        )
        forged = keys.with_slots(held, (*held.slots, recovery._raw(slot)))
        with pytest.raises(DoesNotOpen):
            recovery.unwrap(forged, [secret])
        assert not recovery.listed(forged, key)[0].sound


def test_a_slot_that_asks_for_costly_work_is_refused_at_once(folder: Path, key: bytes) -> None:
    held = keys.read_keys(folder / "keys.json")
    secret = age.new_identity()
    slot = keys.AgeSlot(
        recipient=age.recipient_of(secret), label="", wrapped=COSTLY, seal=bytes(32)
    )
    with pytest.raises(DoesNotOpen):  # 2^30 rounds would take an hour and all of the memory
        recovery.unwrap(keys.with_slots(held, (recovery._raw(slot),)), [secret])
    assert vault.fits(folder, key)


def test_a_slot_out_of_bounds_is_damage(folder: Path) -> None:
    held = keys.read_keys(folder / "keys.json")
    for raw in (
        b'{"kind":"age"}',
        msgspec.json.encode({"kind": "age", "recipient": "age1", "label": "", "wrapped": b"",
                             "seal": bytes(32)}),
        msgspec.json.encode({"kind": "age", "recipient": "a" * 62, "label": "x" * 81,
                             "wrapped": b"", "seal": bytes(32)}),
        msgspec.json.encode({"kind": "age", "recipient": "a" * 62, "label": "",
                             "wrapped": bytes(2049), "seal": bytes(32)}),
    ):  # fmt: skip
        keys.write_keys(
            folder / "keys.json", keys.with_slots(held, (*held.slots, msgspec.Raw(raw)))
        )
        with pytest.raises(DamagedVault):
            vault.vault_id(folder)


@given(st.binary(max_size=300))
def test_hostile_bytes_open_nothing_and_crash_nothing(noise: bytes) -> None:
    secret = age.new_identity()
    whole = age.encrypted(b"x" * 32, [age.recipient_of(secret)])
    for bad in (noise, whole[:40] + noise, whole[: -len(noise) or None][:-1] + noise[:1]):
        if bad != whole:
            with pytest.raises(DoesNotOpen):
                age.decrypted(bad, [secret])


def test_keys_are_not_changed_by_somebody_without_the_key(folder: Path) -> None:
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(VaultLocked):
        recovery.change(folder, bytes(32), lambda held: keys.with_slots(held, ()))
    assert (folder / "keys.json").read_bytes() == before


def test_a_key_typed_from_paper_is_read_however_it_is_spaced() -> None:
    secret = age.new_identity()
    rest = secret.removeprefix("AGE-SECRET-KEY-1")
    groups = [rest[n : n + 4] for n in range(0, len(rest), 4)]
    typed = "age-secret-key-1\n" + "\n".join(
        " ".join(groups[n : n + 5]).lower().replace("0", "o") for n in range(0, len(groups), 5)
    )
    assert identities_in(typed) == (secret,)
    assert identities_in(f"# created: 2026\n# public key: age1…\n{secret}\n") == (secret,)
    two = age.new_identity()
    assert identities_in(f"{secret}\n{two}\n") == (secret, two)


def test_a_mistyped_key_and_what_is_none_are_refused_and_not_repeated() -> None:
    secret = age.new_identity()
    wrong = secret[:-1] + ("Q" if secret[-1] != "Q" else "P")
    ssh = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"
    locked = COSTLY.decode("latin-1")
    plugin = "AGE-PLUGIN-YUBIKEY-1QGPQYQ5QYPQ5QYPQ5QYPQ5QYPQ5QYPQ5QYPQ5QYPQ5QYPQ5"
    for text in (wrong, secret[:-1], secret + "Q", "", "#", ssh, locked, plugin, secret * 17):
        with pytest.raises(NotAnIdentity) as refused:
            identities_in(text)
        assert secret[20:40] not in f"{refused.value}{refused.value.hint}"


def test_only_a_plain_age_recipient_is_accepted() -> None:
    public = age.recipient_of(age.new_identity())
    assert age.recipient(f" {public}\n") == public
    wrong = public[:-1] + ("q" if public[-1] != "q" else "p")
    for said in (wrong, public.upper(), public + "q", "", "ssh-ed25519 AAAA", age.new_identity(),
                 "age1yubikey1" + public[4:], "\ud800"):  # fmt: skip
        with pytest.raises(NotARecipient):
            age.recipient(said)

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from records import keys
from records.keys import Cost, Keys, make_keys, read_keys, rewrap, unwrap, write_keys
from records.vault_refusals import (
    DamagedVault,
    DiskFull,
    EmptyPassphrase,
    NewerVault,
    NoVault,
    VaultRefusal,
    WrongPassphrase,
)

ROOT = Path(__file__).parents[2]
CHEAP = Cost(memory=128, passes=1, lanes=1)
KEY = bytes(range(32))
PHRASE = "bốn con cò trắng"


def resealed(wrapped: Keys, slot: keys.PassphraseSlot, vault: str | None = None) -> Keys:
    """The same keys with another slot or id, as a forger with the source code makes them."""
    raw = msgspec.Raw(msgspec.json.encode(slot))
    return keys._sealed(vault or wrapped.vault, wrapped.proof, (raw,))


def slot_of(wrapped: Keys) -> keys.PassphraseSlot:
    return msgspec.json.decode(wrapped.slots[0], type=keys.PassphraseSlot)


@contextmanager
def no_room() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_every_vault_key_is_new_and_256_bits_long() -> None:
    made = {keys.new_vault_key() for _ in range(50)}
    assert len(made) == 50
    assert {len(key) for key in made} == {32}


def test_the_passphrase_gives_the_key_back_from_the_file(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys.json", make_keys(PHRASE, KEY, CHEAP))
    assert unwrap(read_keys(tmp_path / "keys.json"), PHRASE) == KEY


def test_a_slot_costs_a_guesser_64_mebibytes_and_three_passes() -> None:
    made = make_keys(PHRASE, KEY)
    slot = slot_of(made)
    assert (slot.kdf, slot.memory, slot.passes, slot.lanes) == ("argon2id", 65_536, 3, 4)
    assert len(slot.salt) == 16
    # Derived here, by what the slot says: a key that was made more cheaply opens nothing.
    derived = Argon2id(
        salt=slot.salt, length=32, iterations=3, lanes=4, memory_cost=65_536
    ).derive(PHRASE.encode())  # fmt: skip
    bound = keys._bound(made.vault, slot.salt, keys.DEAR)
    assert ChaCha20Poly1305(derived).decrypt(slot.nonce, slot.wrapped, bound) == KEY


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
def test_whatever_was_typed_once_opens_again(passphrase: str) -> None:
    assert unwrap(make_keys(passphrase, KEY, CHEAP), passphrase) == KEY


def test_a_vietnamese_passphrase_opens_however_the_keyboard_composes_it() -> None:
    precomposed, decomposed = "ti\u1ebfng Vi\u1ec7t", "tie\u0302\u0301ng Vie\u0302\u0323t"
    assert unwrap(make_keys(precomposed, KEY, CHEAP), decomposed) == KEY
    assert unwrap(make_keys(decomposed, KEY, CHEAP), precomposed) == KEY


def test_another_passphrase_opens_nothing_and_is_not_repeated() -> None:
    with pytest.raises(WrongPassphrase) as refused:
        unwrap(make_keys(PHRASE, KEY, CHEAP), "bon con co trang")
    assert "bon con" not in f"{refused.value} {refused.value!r} {refused.value.hint}"


def test_an_empty_passphrase_is_refused_for_making_and_for_opening() -> None:
    with pytest.raises(EmptyPassphrase):
        make_keys("", KEY, CHEAP)
    with pytest.raises(EmptyPassphrase):
        unwrap(make_keys(PHRASE, KEY, CHEAP), "")


def test_a_new_passphrase_replaces_the_old_one_and_keeps_key_and_id() -> None:
    first = make_keys(PHRASE, KEY, CHEAP)
    second = rewrap(first, KEY, "năm con cò", CHEAP)
    assert unwrap(second, "năm con cò") == KEY
    assert second.vault == first.vault
    with pytest.raises(WrongPassphrase):
        unwrap(second, PHRASE)


def test_a_key_that_the_other_slots_do_not_hold_is_not_wrapped() -> None:
    with pytest.raises(ValueError, match="not the one"):
        rewrap(make_keys(PHRASE, KEY, CHEAP), bytes(32), PHRASE, CHEAP)


def test_a_slot_of_an_unknown_kind_is_carried_along_byte_for_byte(tmp_path: Path) -> None:
    made = make_keys(PHRASE, KEY, CHEAP)
    stranger = msgspec.Raw(b'{"kind":"token", "to":"age1fictional",  "n":1.50}')
    write_keys(
        tmp_path / "keys.json", keys._sealed(made.vault, made.proof, (stranger, *made.slots))
    )
    changed = rewrap(read_keys(tmp_path / "keys.json"), KEY, "năm con cò", CHEAP)
    write_keys(tmp_path / "keys.json", changed)
    assert bytes(stranger) in (tmp_path / "keys.json").read_bytes()
    assert unwrap(read_keys(tmp_path / "keys.json"), "năm con cò") == KEY


def test_a_slot_moved_to_another_vault_opens_nothing() -> None:
    made = make_keys(PHRASE, KEY, CHEAP)
    assert unwrap(resealed(made, slot_of(made)), PHRASE) == KEY
    with pytest.raises(WrongPassphrase):
        unwrap(resealed(made, slot_of(made), vault="0" * 32), PHRASE)


@pytest.mark.parametrize("change", [{"memory": 256}, {"passes": 2}, {"lanes": 2}])
def test_a_slot_with_changed_parameters_opens_nothing(change: dict[str, int]) -> None:
    made = make_keys(PHRASE, KEY, CHEAP)
    with pytest.raises(WrongPassphrase):
        unwrap(resealed(made, msgspec.structs.replace(slot_of(made), **change)), PHRASE)


@pytest.mark.parametrize("change", [{"memory": 2**30}, {"passes": 2**20}, {"lanes": 999}])
def test_a_hostile_file_cannot_ask_for_endless_work(tmp_path: Path, change: dict[str, int]) -> None:
    made = make_keys(PHRASE, KEY, CHEAP)
    hostile = resealed(made, msgspec.structs.replace(slot_of(made), **change))
    write_keys(tmp_path / "keys.json", hostile)
    with pytest.raises(DamagedVault):
        read_keys(tmp_path / "keys.json")


def test_too_little_memory_is_a_refusal_that_says_how_much() -> None:
    program = (
        "import resource\n"
        "from records import keys\n"
        "keys.make_keys('fictional', bytes(32), keys.Cost(128, 1, 1))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\n"
        "try: keys.make_keys('fictional', bytes(32), keys.Cost(1 << 20, 1, 1))\n"
        "except keys.CannotDerive as refusal: print(int(refusal.code), refusal)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("9 ")
    assert "1024 MiB" in done.stdout


def test_any_changed_byte_of_the_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    made = make_keys(PHRASE, KEY, CHEAP)
    write_keys(path, made)
    sound = path.read_bytes()
    noticed = 0
    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        try:
            assert read_keys(path) == made  # the idle bits at the end of base64
        except VaultRefusal:
            noticed += 1
    assert noticed >= len(sound) - 1


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"version":1}', b"[" * 60_000],
    ids=["empty", "cut", "list", "null", "binary", "bare", "deep"],
)
def test_what_is_no_keys_file_is_damage_and_not_a_bug(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(text)
    with pytest.raises(DamagedVault):
        read_keys(tmp_path / "keys.json")


def test_an_endless_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys.json", make_keys(PHRASE, KEY, CHEAP))
    with (tmp_path / "keys.json").open("r+b") as file:
        sound = file.read()
        file.seek(0)
        file.write(b" " * keys.LONGEST_FILE + sound)
    with pytest.raises(DamagedVault):
        read_keys(tmp_path / "keys.json")


def test_a_truncated_file_is_damage_wherever_it_was_cut(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys.json", make_keys(PHRASE, KEY, CHEAP))
    sound = (tmp_path / "keys.json").read_bytes().rstrip()
    for length in range(len(sound)):
        (tmp_path / "keys.json").write_bytes(sound[:length])
        with pytest.raises(DamagedVault):
            read_keys(tmp_path / "keys.json")


def test_a_later_format_asks_for_an_update(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(b'{"version":2,"holders":{}}')
    with pytest.raises(NewerVault):
        read_keys(tmp_path / "keys.json")


def test_no_file_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        read_keys(tmp_path / "keys.json")
    (tmp_path / "file").touch()
    with pytest.raises(NoVault):
        read_keys(tmp_path / "file" / "keys.json")


def test_the_file_is_for_its_owner_only_and_nothing_else_is_left(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_keys(tmp_path / "keys.json", make_keys(PHRASE, KEY, CHEAP))
    finally:
        os.umask(before)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_old_keys_in_place(tmp_path: Path) -> None:
    first = make_keys(PHRASE, KEY, CHEAP)
    write_keys(tmp_path / "keys.json", first)
    with no_room(), pytest.raises(DiskFull):
        write_keys(tmp_path / "keys.json", rewrap(first, KEY, "năm con cò", CHEAP))
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]
    assert read_keys(tmp_path / "keys.json") == first


def test_the_file_and_its_value_show_neither_key_nor_passphrase() -> None:
    made = make_keys(PHRASE, KEY, CHEAP)
    shown = repr(made) + msgspec.json.encode(made).decode()
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
    assert msgspec.json.encode(KEY).decode().strip('"') not in shown
    assert PHRASE not in shown

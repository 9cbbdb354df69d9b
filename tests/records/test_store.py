"""Records of every type go in, change and go out whole, or not at all."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import vault
from records.errors import InvalidField, MissingField, RecordsError
from records.fields import fields_of
from records.history import broken
from records.rules import AppendOnly, DecisionStands
from records.schema import bounds_of
from records.store import Store
from records.types import NAMES, every_type, type_named
from records.types.common import Record
from records.types.testimony import Consent
from tests.builders import a_consultation, a_testimony, an_organisation, one_of_each
from tests.conftest import PASSPHRASE
from tests.records import drawn

few = settings(max_examples=8)
MARKER = "Lờikểđãđánhdấu"


@pytest.fixture
def pool(store: Store) -> dict[str, Record]:
    """Return one record of each type, to refer to."""
    return one_of_each(store)


def contents(store: Store) -> list[Any]:
    """Return every row of every table."""
    execute = store.vault.connection.execute
    names = execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [(name, execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in names]  # noqa: S608


@pytest.mark.parametrize("kind", NAMES)
@few
@given(data=st.data())
def test_a_record_of_any_type_comes_back_as_it_was_given(
    store: Store, pool: dict[str, Record], kind: str, data: st.DataObject
) -> None:
    one = data.draw(drawn.records(type_named(kind), pool))
    made = store.add(kind, one.given)
    found = store.get(made.id)
    assert found == made
    assert {name: getattr(found, name) for name in fields_of(type(found))} == one.kept
    assert (found.office, found.created) == (store.office, found.updated)
    assert found in store.every(type(found))
    assert sorted((field, target) for field, target in _references(store, made.id)) == sorted(
        (name, target)
        for name, field in fields_of(type(found)).items()
        if field.kind in ("ref", "refs")
        for target in (one.kept[name] if field.many else [one.kept[name]])
        if target
    )


def _references(store: Store, record_id: str) -> Iterator[tuple[str, str]]:
    rows = store.vault.connection.execute(
        "SELECT field, target FROM reference WHERE record = ?", (record_id,)
    )
    return ((row[0], row[1]) for row in rows)


@pytest.mark.parametrize("kind", NAMES)
@few
@given(data=st.data())
def test_a_record_of_any_type_is_changed_or_says_why_not(
    store: Store, pool: dict[str, Record], kind: str, data: st.DataObject
) -> None:
    record = type_named(kind)
    made = store.add(kind, data.draw(drawn.records(record, pool)).given)
    wanted = data.draw(drawn.records(record, pool))
    if kind == "excerpt":  # it stays with its account: see test_rules
        wanted.given.pop("testimony")
    changes = {n: v for n, v in wanted.given.items() if data.draw(st.booleans())}
    kept = {name: wanted.kept[name] for name in changes}
    if kind == "consent":
        changes, kept = wanted.given, {name: wanted.kept[name] for name in wanted.given}
    before = contents(store)
    try:
        changed = store.amend(made.id, changes)
    except RecordsError as refused:
        # A new end may lie before the day on which the consent was given.
        assert isinstance(refused, (AppendOnly, DecisionStands, InvalidField))  # noqa: PT017
        assert record.APPEND_ONLY or kind == "consent"
        assert contents(store) == before
        return
    old = {name: getattr(made, name) for name in fields_of(record)}
    if {"words", "translation"} & {
        n for n, v in kept.items() if v != old[n]
    } and "checked_by" in old:
        old |= {"checked_by": None, "checked_on": None}
    assert {name: getattr(changed, name) for name in fields_of(record)} == old | kept
    assert changed == store.get(made.id)


@pytest.mark.parametrize("kind", [k for k in NAMES if not type_named(k).APPEND_ONLY])
def test_every_field_that_is_not_required_can_be_emptied(
    store: Store, pool: dict[str, Record], kind: str
) -> None:
    record = type_named(kind)
    fields = fields_of(record)
    empty = {name: None for name, field in fields.items() if not field.required}
    changed = store.amend(pool[kind].id, empty)
    assert all(getattr(changed, name) in (None, ()) for name in empty)
    for name, field in fields.items():
        if field.required:
            with pytest.raises(MissingField):
                store.amend(pool[kind].id, {name: None})


@pytest.mark.parametrize("kind", NAMES)
def test_a_deleted_record_is_gone_but_for_its_story(
    store: Store, pool: dict[str, Record], kind: str
) -> None:
    record = type_named(kind)
    required = {n: v for n, v in _again(store, pool[kind]).items() if v not in (None, ())}
    made = store.add(kind, required)
    if record.APPEND_ONLY or kind == "copy":
        with pytest.raises(AppendOnly):
            store.delete(made.id)
        return
    store.delete(made.id)
    with pytest.raises(KeyError):
        store.get(made.id)
    with pytest.raises(KeyError):
        store.delete(made.id)
    assert made.id not in {one.id for one in store.every(record)}
    assert [entry.action for entry in store.story(made.id)] == ["added", "deleted"]
    for table, column in (("reference", "record"), ("passage", "record"), (kind, "id")):
        left = store.vault.connection.execute(
            f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?',  # noqa: S608
            (made.id,),
        )
        assert left.fetchone() == (0,)


def _again(store: Store, one: Record) -> dict[str, Any]:
    """Return what would have to be given for the same record."""
    given_ = {}
    for name, field in fields_of(type(one)).items():
        value = getattr(one, name)
        if field.kind == "ref" and value:
            value = store.ref(value)
        elif field.kind == "refs":
            value = [store.ref(target) for target in value]
        given_[name] = value
    return given_


def _referring() -> Iterator[Any]:
    for record in every_type():
        for name, field in fields_of(record).items():
            if field.kind in ("ref", "refs"):
                for target in field.of:
                    yield pytest.param(record, name, target, id=f"{record.NAME}.{name}-{target}")


@pytest.mark.parametrize(("record", "name", "target"), list(_referring()))
def test_what_others_refer_to_is_not_deleted(
    store: Store, pool: dict[str, Record], record: type[Record], name: str, target: str
) -> None:
    if type_named(target).APPEND_ONLY:
        return
    aim = store.add(target, {n: v for n, v in _again(store, pool[target]).items() if v})
    needed = {n: v for n, v in _again(store, pool[record.NAME]).items() if v}
    field = fields_of(record)[name]
    if record.NAME == "consent" and name == "supersedes":
        needed["testimony"] = store.ref(cast("Consent", aim).testimony or "")
    made = store.add(record.NAME, needed | {name: [aim.ref] if field.many else aim.ref})
    before = contents(store)
    with pytest.raises(RecordsError) as refused:
        store.delete(aim.id)
    assert refused.value.code == 5
    assert str(refused.value) == f"{aim.ref} is referred to by {made.ref}"
    assert contents(store) == before


def test_all_who_refer_are_named_once(store: Store) -> None:
    ministry = an_organisation(store)
    one = a_consultation(store, host=ministry.ref, bodies=[ministry.ref])
    two = a_consultation(store, host=ministry.ref)
    with pytest.raises(RecordsError) as refused:
        store.delete(ministry.id)
    assert refused.value.found["others"] == ", ".join(sorted([one.ref, two.ref]))
    store.delete(one.id)
    store.amend(two.id, {"host": None})
    store.delete(ministry.id)


@pytest.mark.parametrize("bad", [{"kind": "?"}, {"name": None}, {"nme": "x"}, {"parent": "nobody"}])
def test_a_second_record_that_fails_leaves_nothing_of_the_first(
    store: Store, bad: dict[str, Any]
) -> None:
    before = contents(store)
    with pytest.raises(RecordsError), store.vault.transaction():  # noqa: PT012
        an_organisation(store)
        an_organisation(store, **bad)
    assert contents(store) == before


class BreaksOff:
    """A connection that is interrupted once, when so many things were written."""

    def __init__(self, real: Any, steps: int) -> None:
        self.real, self.left = real, steps

    def execute(self, sql: str, *given: Any) -> Any:
        """Write or read, or break off."""
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.left -= 1
            if self.left == -1:
                raise KeyboardInterrupt
        return self.real.execute(sql, *given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@pytest.mark.parametrize("write", ["add", "amend", "delete"])
@pytest.mark.parametrize("steps", range(8))
def test_a_write_that_breaks_off_anywhere_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, write: str, steps: int
) -> None:
    """Between its steps: the directory, the columns, references, passages, the history."""
    ministry, told = an_organisation(store), a_testimony(store)
    before = contents(store)
    breaking = BreaksOff(store.vault.connection, steps)
    monkeypatch.setattr(store.vault.database, "conn", breaking)
    monkeypatch.setattr(store.vault, "connection", breaking)
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  (one of three)
        if write == "add":
            a_consultation(store, host=ministry.ref, bodies=[ministry.ref], summary="x")
        elif write == "amend":
            store.amend(ministry.id, {"aliases": ["A"], "internal_note": "n", "name": "B"})
        else:
            store.delete(told.id)
    assert contents(store) == before
    assert not store.vault.connection.in_transaction


def test_a_part_that_fails_does_not_take_the_rest_with_it(store: Store) -> None:
    with store.vault.transaction():
        kept = an_organisation(store)
        with pytest.raises(RecordsError):
            store.amend(kept.id, {"kind": "no such kind"})
        with pytest.raises(RecordsError):
            an_organisation(store, kind="no such kind")
    assert store.every(type(kept)) == [kept]


def test_a_write_is_there_for_the_next_who_opens(
    store: Store, vault_folder: Path, clock: Callable[[], datetime]
) -> None:
    made = a_consultation(store, summary="Đã ghi")
    with vault.open_vault(
        vault_folder, vault.unlock(vault_folder, PASSPHRASE), readonly=True
    ) as opened:
        assert Store(opened, clock).get(made.id) == made


WRITER = """
import sys
from pathlib import Path
from records import vault
from records.store import Store
folder, passphrase, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with Store(vault.open_vault(folder, vault.unlock(folder, passphrase))) as store:
    for number in range(15):
        made = store.add("consultation", {"title": f"{name} {number}", "date": "2026"})
        store.amend(made.id, {"summary": "đổi"})
"""


def test_two_processes_that_write_at_once_both_succeed(store: Store, vault_folder: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(vault_folder), PASSPHRASE, name],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("một", "hai")
    ]
    ended = [(writer.communicate()[1], writer.returncode) for writer in writers]
    assert ended == [("", 0), ("", 0)]
    titles = {one.title for one in store.every(type_named("consultation"))}  # type: ignore[attr-defined]
    assert titles == {f"{name} {number}" for name in ("một", "hai") for number in range(15)}
    assert broken(store.chain()) == []
    assert len(list(store.chain())) == 1 + 2 * 2 * 15


def test_two_processes_may_both_be_the_first(vault_folder: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(vault_folder), PASSPHRASE, name])
        for name in ("một", "hai")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]


def test_no_value_of_a_personal_type_is_in_the_history(
    store: Store, pool: dict[str, Record]
) -> None:
    # An excerpt is cut out of its account.
    store.amend(pool["testimony"].id, {"words": f"Thi-du, {MARKER}, {MARKER}2"})
    for kind in NAMES:
        record = type_named(kind)
        if record.PERSONAL:
            marked = {
                name: MARKER
                for name, field in fields_of(record).items()
                if field.kind in ("text", "prose", "code") and name != "id"
            }
            made = store.add(kind, _again(store, pool[kind]) | marked)
            store.amend(made.id, dict.fromkeys(marked, MARKER + "2"))
    rows = store.vault.connection.execute("SELECT * FROM history").fetchall()
    assert rows
    assert MARKER not in repr(rows)
    assert MARKER.encode() not in b"".join(v for r in rows for v in r if isinstance(v, bytes))


@pytest.mark.parametrize("kind", NAMES)
def test_no_value_of_a_sensitive_field_is_in_the_history(
    store: Store, pool: dict[str, Record], kind: str
) -> None:
    record = type_named(kind)
    marked = {
        name: MARKER
        for name, field in fields_of(record).items()
        if field.sensitive and field.kind in ("text", "prose")
    }
    assert marked  # every record has an internal note
    # An excerpt is cut out of its account.
    store.amend(pool["testimony"].id, {"words": f"Thi-du, {MARKER}"})
    store.add(kind, _again(store, pool[kind]) | marked)
    assert MARKER not in repr(store.vault.connection.execute("SELECT * FROM history").fetchall())


def test_text_is_kept_composed_and_without_control_signs(store: Store) -> None:
    said = unicodedata.normalize("NFD", "Hội thảo về nghị định thí dụ") + "\x1b[2J\x00"
    made = a_consultation(store, title=said, summary="dòng một\r\ndòng hai\x07", topics=["đ\x00"])
    assert made.title == "Hội thảo về nghị định thí dụ[2J"
    assert made.summary == "dòng một\ndòng hai"
    assert made.topics == ("đ",)


def test_an_uncertain_date_keeps_its_first_and_last_day(store: Store) -> None:
    for said, first, last in (
        ("about 2008 to 2013", "2008-01-01", "2013-12-31"),
        ("2012/..", "2012-01-01", "9999-12-31"),
        ("/2013", None, "2013-12-31"),
        ("3/2016", "2016-03-01", "2016-03-31"),
    ):
        made = a_consultation(store, date=said)
        row = store.vault.connection.execute(
            "SELECT date_earliest, date_latest FROM consultation WHERE id = ?", (made.id,)
        ).fetchone()
        assert row == (first, last)
        store.amend(made.id, {"date": None})
        assert store.vault.connection.execute(
            "SELECT date_earliest, date_latest FROM consultation WHERE id = ?", (made.id,)
        ).fetchone() == (None, None)


def test_each_date_has_its_bounds(store: Store, pool: dict[str, Record]) -> None:
    for kind in NAMES:
        record = type_named(kind)
        dated = [f for f in fields_of(record).values() if f.kind == "date"]
        if dated and not record.APPEND_ONLY:
            store.amend(pool[kind].id, {f.name: "2016-03/2017" for f in dated})
            for field in dated:
                first, last = bounds_of(field)
                assert store.vault.connection.execute(
                    f'SELECT "{first}", "{last}" FROM "{kind}" WHERE id = ?',  # noqa: S608
                    (pool[kind].id,),
                ).fetchone() == ("2016-03-01", "2017-12-31")


def test_a_record_is_a_value(store: Store) -> None:
    made = a_consultation(store)
    with pytest.raises(AttributeError):
        made.title = "other"  # type: ignore[misc]
    assert msgspec.structs.replace(made, title="other") != made


def test_children_belong_to_their_parent(store: Store) -> None:
    one, two = a_consultation(store), a_consultation(store)
    sent = store.add("delegation", {"consultation": one.ref, "people": 3})
    assert store.children(one, "delegation") == [sent]
    assert store.children(two, "delegation") == []


def test_settings_are_kept(store: Store) -> None:
    assert store.setting("lapse") is None
    store.keep_setting("lapse", "12")
    store.keep_setting("lapse", "18")
    assert store.setting("lapse") == "18"

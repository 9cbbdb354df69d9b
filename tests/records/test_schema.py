"""The tables fit the types, and every way to them gives the same ones."""

import re
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from records import schema, vault
from records.fields import fields_of
from records.schema import LATEST, columns_of, migrate, migrations, version_of
from records.store import Store
from records.types import every_type
from records.types.common import Record
from records.vault_refusals import NewerVault
from tests.conftest import CHEAP

TYPES = [pytest.param(record, id=record.NAME) for record in every_type()]


def tables(store: Store) -> list[Any]:
    found: list[Any] = store.vault.connection.execute(
        "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    ).fetchall()
    return found


@pytest.mark.parametrize("record", TYPES)
def test_the_table_of_a_type_has_the_columns_of_its_fields(
    store: Store, record: type[Record]
) -> None:
    found = store.vault.connection.execute(f'PRAGMA table_info("{record.NAME}")').fetchall()
    assert {row[1]: row[2] for row in found} == columns_of(record)
    assert [row[1] for row in found if row[5]] == ["id"]


@pytest.mark.parametrize("record", TYPES)
def test_a_reference_to_one_record_is_a_foreign_key(store: Store, record: type[Record]) -> None:
    found = store.vault.connection.execute(f'PRAGMA foreign_key_list("{record.NAME}")').fetchall()
    refs = {name for name, field in fields_of(record).items() if field.kind == "ref"}
    assert {row[3]: (row[2], row[4]) for row in found} == dict.fromkeys(
        {"id", *refs}, ("record", "id")
    )


def test_there_are_no_tables_of_types_that_are_gone(store: Store) -> None:
    known = {record.NAME for record in every_type()}
    typed = {
        row[0]
        for row in store.vault.connection.execute(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND c.name = 'internal_note'"
        )
    }
    assert typed == known


def test_the_latest_version_is_the_number_of_migrations(store: Store) -> None:
    names = sorted(f.name for f in (files("records") / "migrations").iterdir())
    assert [int(name[:4]) for name in names] == list(migrations()) == list(range(1, LATEST + 1))
    assert version_of(store.vault) == LATEST


@pytest.mark.parametrize("script", migrations().values(), ids=migrations())
def test_every_statement_of_a_migration_stands_apart(script: str) -> None:
    statements = [part for part in script.split("\n\n") if part.strip()]
    starts = re.findall(r"(?m)^(?:CREATE|INSERT|ALTER|UPDATE|DELETE|DROP)\b", script)
    assert len(statements) == len(starts)


@pytest.mark.parametrize("done", range(LATEST))
def test_a_migrated_vault_and_a_fresh_one_agree(
    tmp_path: Path, store: Store, clock: Callable[[], datetime], done: int
) -> None:
    key = vault.create(tmp_path / "older", "thí dụ", CHEAP)
    with vault.open_vault(tmp_path / "older", key) as opened:
        with opened.transaction():
            for number, script in migrations().items():
                for statement in script.split("\n\n") if number <= done else ():
                    opened.connection.execute(statement)
            opened.connection.execute(f"PRAGMA user_version = {done}")
        assert tables(Store(opened, clock)) == tables(store)


def test_migrating_again_changes_nothing(store: Store) -> None:
    before = tables(store)
    migrate(store.vault)
    assert tables(store) == before


def test_a_failing_migration_leaves_the_vault_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = vault.create(tmp_path / "older", "thí dụ", CHEAP)
    scripts = migrations() | {LATEST: "CREATE TABLE record (n INTEGER)"}
    monkeypatch.setattr(schema, "migrations", lambda: scripts)
    with vault.open_vault(tmp_path / "older", key) as opened:
        with pytest.raises(Exception, match="already exists"):
            migrate(opened)
        assert version_of(opened) == 0
        assert opened.connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_vault_of_a_later_program_is_refused(store: Store) -> None:
    store.vault.connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(NewerVault):
        Store(store.vault)

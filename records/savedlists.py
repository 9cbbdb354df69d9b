"""Lists that staff gave a name: a type and what its list was asked for."""

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from records.errors import ExitCode, RecordsError
from records.nearest import nearest
from records.values import clean
from records.vietnamese import fold
from records.wording import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from records.reader import Reader
    from records.store import Store

LONGEST_NAME = 60


class NoSuchList(RecordsError):
    """No list has this name (exit 3)."""

    sentence = N_("no list is saved under this name")
    code = ExitCode.NOT_FOUND
    advice = N_("the saved lists are: {names}")

    @property
    def hint(self) -> str:
        """The nearest names, else all that there are."""
        if self.found["nearest"]:
            return gettext("did you mean {nearest}?").format(nearest=self.found["nearest"])
        return super().hint if self.found["names"] else ""


class BadName(RecordsError):
    """A name that nobody could type again (exit 5)."""

    sentence = N_("a list's name is one line of 1 to {n} signs")


class SavedList(NamedTuple):
    """A list that has a name."""

    name: str
    type: str
    options: dict[str, Any]  # as they were typed: "yesterday" stays yesterday


def save(store: "Store", name: str, kind: str, options: "Mapping[str, Any]") -> SavedList:
    """Keep a list under a name; the list that had it before is replaced. Raises BadName."""
    said = " ".join(clean(name).split())
    if not 0 < len(said) <= LONGEST_NAME:
        raise BadName(n=LONGEST_NAME)
    with store.vault.transaction():
        for old in saved(store):
            if fold(old.name) == fold(said):
                store.table("saved_list").delete(old.name)
        kept = {key: value for key, value in options.items() if value not in (None, [], "")}
        row = {"name": said, "type": kind, "options": json.dumps(kept, ensure_ascii=False)}
        store.table("saved_list").insert(row)
    return SavedList(said, kind, kept)


def saved(reader: "Reader") -> list[SavedList]:
    """Return the lists that have a name, by name."""
    rows = reader.vault.connection.execute("SELECT name, type, options FROM saved_list").fetchall()
    found = [SavedList(name, kind, json.loads(options)) for name, kind, options in rows]
    return sorted(found, key=lambda one: fold(one.name))


def saved_as(reader: "Reader", name: str) -> SavedList:
    """Return the list of this name, with or without diacritics. Raises NoSuchList."""
    every = saved(reader)
    for one in every:
        if fold(one.name) == fold(" ".join(clean(name).split())):
            return one
    names = [one.name for one in every]
    raise NoSuchList(names=", ".join(names), nearest=", ".join(nearest(name, names)))


def forget(store: "Store", name: str) -> SavedList:
    """Forget the list of this name; the records stay. Raises NoSuchList."""
    with store.vault.transaction():
        one = saved_as(store, name)
        store.table("saved_list").delete(one.name)
    return one

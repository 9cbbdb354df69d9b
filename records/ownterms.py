"""Terms that a vault adds to the vocabularies of the program."""

from typing import TYPE_CHECKING

from records.errors import InvalidField
from records.values import clean
from records.vocabulary import terms, vocabularies
from records.wording import gettext

if TYPE_CHECKING:
    from records.store import Store

CLOSED = frozenset({"identity", "audience", "channel", "place_detail", "consent_status",
                    "sensitivity", "language", "section"})  # fmt: skip
"""Lists that rules are built on: a new word there would mean nothing to the gate."""


def add_term(store: "Store", vocabulary: str, key: str, en: str, vi: str) -> str:
    """Keep a term; return its key. Raises InvalidField."""
    if vocabulary not in vocabularies() or vocabulary in CLOSED:
        open_lists = ", ".join(n for n in vocabularies() if n not in CLOSED)
        raise InvalidField(field="LIST", found=repr(vocabulary[:40]), expected=open_lists)
    spelled = key.strip().lower().replace(" ", "_")
    if not spelled.isascii() or not spelled.replace("_", "").isalnum():
        raise InvalidField(
            field="KEY", found=repr(key[:40]), expected=gettext("a key such as radio_talk")
        )
    if spelled in terms(vocabulary):
        raise InvalidField(
            field="KEY", found=spelled, expected=gettext("a key that is not taken yet")
        )
    row = {"vocabulary": vocabulary, "key": spelled, "en": clean(en), "vi": clean(vi)}
    with store.vault.transaction():
        store.table("term").insert(row)
    return spelled

"""Terms that a vault adds to the vocabularies of the program."""

from typing import TYPE_CHECKING

from records.errors import InvalidField
from records.values import clean
from records.vocabulary import terms, vocabularies
from records.wording import gettext

if TYPE_CHECKING:
    from records.store import Store

CLOSED = frozenset({"identity", "audience", "channel", "place_detail", "consent_status",
                    "sensitivity", "language", "section", "people_words"})  # fmt: skip
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
    row = {"vocabulary": vocabulary, "key": spelled, "en": _label("en", en), "vi": _label("vi", vi)}
    with store.vault.transaction():
        own = {term[1] for term in store.terms() if term[0] == vocabulary}
        if spelled in own | set(terms(vocabulary)):
            raise InvalidField(
                field="KEY", found=spelled, expected=gettext("a key that is not taken yet")
            )
        store.table("term").insert(row)
    return spelled


def _label(option: str, said: str) -> str:
    label = clean(said).strip()
    if not label or "," in label or "\n" in label:
        raise InvalidField(
            field=f"--{option}",
            found=gettext("a text of {n} signs").format(n=len(label)),
            expected=gettext("one line without a comma: commas part the terms of a list"),
        )
    return label

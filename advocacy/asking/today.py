"""What was answered today, to be offered again: the next account is from the same province.

Only fields that say nothing of a person, and nothing that a consent depends on. It lies in the
vault's settings, and is gone the next day.
"""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from records.fields import Field
    from records.store import Store
    from records.types.common import Record

SETTING = "answered_today"

AGAIN = {
    "consultation": ("date", "host", "province", "instrument", "campaign"),
    "testimony": ("language", "province", "collected_on", "campaign", "instrument"),
    "commitment": ("body", "consultation"), "ask": ("position", "body", "instrument"),
    "official": ("organisation",), "organisation": ("kind", "province"),
    "evidence": ("date", "province"), "outcome": ("campaign",), "assessment": ("date",),
}  # fmt: skip
"""The answers that are offered again, by type."""


def remembered(store: "Store", record: "type[Record]", field: "Field") -> str:
    """Return what was answered for a field today, as it is kept; empty where nothing was."""
    if not _offered(record, field):
        return ""
    said = str(_answers(store).get(f"{record.NAME}.{field.name}", ""))
    if said and field.kind == "ref":
        try:
            store.get(said)
        except KeyError:  # deleted since
            return ""
    return said


def remember(store: "Store", record: "type[Record]", field: "Field", said: str) -> None:
    """Remember an answer for the rest of the day, where it is one to be offered again."""
    if not _offered(record, field):
        return
    from records.values import accept

    kept = accept(record, {field.name: said}, store.resolved, store.today, whole=False)
    answers = _answers(store) | {f"{record.NAME}.{field.name}": kept[field.name]}
    store.keep_setting(SETTING, json.dumps({"on": store.today.isoformat(), "answers": answers}))


def _offered(record: "type[Record]", field: "Field") -> bool:
    return not field.sensitive and field.name in AGAIN.get(record.NAME, ())


def _answers(store: "Store") -> dict[str, str]:
    kept = json.loads(store.setting(SETTING) or "{}")
    if not kept or kept["on"] != store.today.isoformat():
        if kept.get("answers"):
            store.keep_setting(SETTING, "{}")
        return {}
    answers: dict[str, str] = kept["answers"]
    return answers

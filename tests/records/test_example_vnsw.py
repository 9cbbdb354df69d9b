"""The example data set: complete after the inventory, in its own words, in both languages.

The interview itself is not shipped. `interview_runs.txt` holds the first eight bytes of the
SHA-256 of each run of six words in it (per paragraph, without case and diacritics).
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from records.fields import Field, fields_of
from records.types import NAMES, type_named
from records.vocabulary import terms

FOLDER = Path(__file__).parents[2] / "records" / "examples" / "vnsw"
RUNS = frozenset(Path(__file__).with_name("interview_runs.txt").read_text("ascii").split())
INTERVIEWEES = {"5adf805ab91494fb", "038468518ad8122e"}
"""Their given names, each a single word."""

SHIPPED = {
    *(f"ORG{n}" for n in range(1, 12)),
    *(f"FIG{n}" for n in range(1, 10)),
    *(f"EVT{n}" for n in range(1, 5)),
    *(f"ACT{n}" for n in range(1, 9)),
    *(f"CON{n}" for n in range(1, 3)),
    *(f"TST{n}" for n in range(1, 8)),
    *(f"EVD{n}" for n in range(1, 3)),
    *(f"CLM{n}" for n in range(1, 9)),
    *(f"POS{n}" for n in range(1, 4)),
    *(f"OUT{n}" for n in range(1, 6)),
    *(f"ALY{n}" for n in range(1, 4)),
    *(f"NEED{n}" for n in range(1, 4)),
    "LES1",
    "RISK1",
    "MSG1",
}
NOT_SHIPPED = {"PER1", "PER2", "MSG2", "MSG3"}
DATES = {"2008~/2013", "2012/..", "2012", "2013", "2016/2020", "2013/..", "/2013"}
"""Those of the inventory, and the end of the centre without its start."""

NOTE = re.compile(
    r"(?P<lines>source: interview, line \d+(; source: interview, line \d+)*)"
    r"( \[inventory: (?P<codes>[A-Z]+\d+(, [A-Z]+\d+)*)\])?(\. \S.*)?"
)


def words_of(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).casefold()
    return re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c)))


def runs_of(text: str, length: int) -> Iterator[str]:
    words = words_of(text)
    return (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))


def mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


EXAMPLE: dict[str, list[dict[str, Any]]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
RECORDS = [(kind, record) for kind, records in EXAMPLE.items() for record in records]
KIND_OF = {record["key"]: kind for kind, record in RECORDS}


def values() -> Iterator[tuple[str, dict[str, Any], Field, str]]:
    """Every single value that is a text, with its type, record and field."""
    for kind, record in RECORDS:
        fields = fields_of(type_named(kind))
        for name, value in record.items():
            if name != "key":
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, str):
                        yield kind, record, fields[name], one


def texts() -> Iterator[tuple[str, dict[str, Any], Field, str]]:
    """Every value that somebody wrote, rather than chose."""
    return (found for found in values() if found[2].kind in ("text", "prose", "texts"))


def codes_in(record: dict[str, Any]) -> set[str]:
    found = NOTE.fullmatch(record["internal_note"])
    return set(found["codes"].split(", ")) if found and found["codes"] else set()


def test_every_file_is_a_record_type_and_every_key_stands_once() -> None:
    assert set(EXAMPLE) <= set(NAMES)
    assert len(KIND_OF) == len(RECORDS)
    assert all(key.isascii() for key in KIND_OF)


@pytest.mark.parametrize(("kind", "record"), RECORDS, ids=[r["key"] for _, r in RECORDS])
def test_a_record_has_the_fields_of_its_type_and_the_required_ones(
    kind: str, record: dict[str, Any]
) -> None:
    fields = fields_of(type_named(kind))
    assert set(record) - {"key"} <= set(fields)
    assert all(record.get(f.name) not in (None, "", []) for f in fields.values() if f.required)
    assert all(value not in (None, "", []) for value in record.values())
    msgspec.convert({n: v for n, v in record.items() if n != "key"}, type_named(kind))


def test_every_reference_is_a_record_of_a_type_that_the_field_takes() -> None:
    refs = [(r["key"], f, v) for _, r, f, v in values() if f.kind in ("ref", "refs")]
    assert refs
    assert [(k, f.name, v) for k, f, v in refs if KIND_OF.get(v) not in f.of] == []


def test_the_references_form_no_circle() -> None:
    ahead: dict[str, set[str]] = {key: set() for key in KIND_OF}
    for _, record, field, value in values():
        if field.kind in ("ref", "refs"):
            ahead[record["key"]].add(value)
    while free := {key for key, refs in ahead.items() if not refs & set(ahead)}:
        ahead = {key: refs for key, refs in ahead.items() if key not in free}
    assert ahead == {}


def test_every_term_stands_in_its_vocabulary() -> None:
    used = {(f.vocabulary, v) for _, _, f, v in values() if f.kind in ("term", "terms")}
    assert used
    assert {(name, key) for name, key in used if key not in terms(name)} == set()


def test_the_whole_inventory_is_covered_and_nothing_else() -> None:
    covered = set().union(*(codes_in(record) for _, record in RECORDS))
    assert covered == SHIPPED
    assert not covered & NOT_SHIPPED


def test_every_record_names_the_interview_and_the_lines() -> None:
    for kind, record in RECORDS:
        found = NOTE.fullmatch(record["internal_note"])
        assert found, record["key"]
        assert {int(n) for n in re.findall(r"\d+", found["lines"])} <= set(range(1, 30))
        assert kind == "source" or record["sources"] == ["src.interview"]
        assert kind == "source" or found["codes"], record["key"]


def test_no_six_words_in_a_row_are_the_interview_s() -> None:
    own = [
        (record["key"], field.name, run)
        for kind, record, field, text in texts()
        # How it was said belongs there; a body's proper name cannot be said in other words.
        if field.name != "date_note" and (kind, field.name) != ("organisation", "name")
        for run in runs_of(text, 6)
        if mark(run) in RUNS
    ]
    assert own == []


def test_the_interview_s_wording_would_be_found() -> None:
    heard = next(r["date_note"] for r in EXAMPLE["campaign"] if r["key"] == "camp.centre_05")
    assert {mark(run) for run in runs_of(heard, 6)} <= RUNS


def test_the_interviewees_are_named_nowhere() -> None:
    written = [text for _, _, _, text in values()]
    written.append((FOLDER / "README.md").read_text("utf-8"))
    assert not {mark(word) for text in written for word in words_of(text)} & INTERVIEWEES


def test_what_is_written_in_english_is_written_in_vietnamese_too() -> None:
    for kind, record in RECORDS:
        for field in fields_of(type_named(kind)).values():
            if field.has_twin:
                assert (field.name in record) == (f"{field.name}_vi" in record), record["key"]
        if kind == "testimony":
            assert record["translation"]


def test_dates_are_those_of_the_inventory_and_uncertain_ones_keep_their_wording() -> None:
    assert {v for _, _, f, v in values() if f.kind == "date"} == DATES
    days = {(f.name, v) for _, _, f, v in values() if f.kind == "day"}
    assert days == {("checked_on", "2026-11-23")}


def test_nothing_that_the_interview_leaves_open_is_filled_in() -> None:
    given = {field.name for _, _, field, _ in values()}
    absent = {"province", "place", "event_date", "given_on", "display_name", "collected_by"}
    assert not given & {*absent, "deadline", "adopted_on", "number", "author", "n", "members"}
    assert not {"commitment", "official", "delegation"} & set(EXAMPLE)


def test_the_voices_may_be_printed_and_the_one_without_a_decision_may_not() -> None:
    consents = {c["testimony"]: c for c in EXAMPLE["consent"]}
    assert set(consents) == {t["key"] for t in EXAMPLE["testimony"]}
    withheld = consents.pop("msg.1")
    assert (withheld["identity"], withheld["status"]) == ("named", "not_recorded")
    for consent in consents.values():
        assert consent["status"] == "active"
        assert consent["identity"] == "anonymous"
        assert consent["audiences"] == ["public"]
        assert consent["channels"] == ["print"]
        assert consent["method"] == "published_statement"
        assert consent["place_detail"] == "none"


def test_no_note_and_no_account_is_repeated_in_another_text() -> None:
    """Else the search of the finished paper for runs of eight words would stop the pack."""
    apart = ("internal_note", "words", "translation", "basis")
    kept = {run for _, _, f, t in texts() if f.name in apart for run in runs_of(t, 8)}
    shown = {run for _, _, f, t in texts() if f.name not in apart for run in runs_of(t, 8)}
    assert kept
    assert kept & shown == set()


def test_no_printed_text_holds_a_code_or_the_name_of_who_checked() -> None:
    hidden = {
        "".join(words_of(record[name]))
        for record in EXAMPLE["testimony"]
        for name in ("contributor", "checked_by")
    }
    printed = [t for _, _, f, t in texts() if not f.sensitive]
    assert not [t for t in printed if any(h in "".join(words_of(t)) for h in hidden)]

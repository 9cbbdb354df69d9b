"""Whatever the spelling and the carrier, the same table makes the same records, once."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.importing.tally import Effect
from records.fields import fields_of
from records.store import Store
from records.types.consultation import Consultation
from records.values import clean
from records.vietnamese import unmarked
from records.vocabulary import terms
from tests.advocacy.imports import bring, csv_file, json_file, places, xlsx_file

NAMES = ("title", "date", "starts_at", "province", "forum", "attendees", "participation_quality",
         "topics", "room")  # fmt: skip
TEXT = (
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=";[\"'=+-@#"
        ),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: clean(text).strip())
    .filter(bool)
)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1))


class _TakenBack(Exception):
    """Ends a trial: the vault is as it was."""


def spelled_term(draw: st.DrawFn, vocabulary: str, key: str) -> str:
    term = terms(vocabulary)[key]
    said = draw(st.sampled_from([key, term.en, term.vi, f"{term.en} / {term.vi}"]))
    return draw(st.sampled_from([said, said.upper(), unmarked(said)]))


@st.composite
def a_row(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, str]]:
    """Draw a record's values, and one way of writing each."""
    day = draw(DAYS)
    number = draw(st.integers(0, 9_999_999))
    quality = draw(st.lists(st.sampled_from(sorted(terms("participation_quality"))), unique=True))
    topics = draw(st.lists(TEXT, unique=True, max_size=3))
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    forum = draw(st.sampled_from(sorted(terms("forum"))))
    code, *provinces = draw(st.sampled_from([
        ("VN-HN", "Hà Nội", "TP Hà Nội", "thành phố hà nội", "ha noi", "VN-HN"),
        ("VN-SG", "Hồ Chí Minh", "TP.HCM", "Sài Gòn", "vn-sg"),
        ("VN-26", "Thừa Thiên Huế", "Huế", "tỉnh Thua Thien-Hue"),
    ]))  # fmt: skip
    values: dict[str, Any] = {
        "title": draw(TEXT), "date": day.isoformat(), "starts_at": f"{hour:02}:{minute:02}",
        "province": code, "forum": forum, "attendees": number,
        "participation_quality": tuple(quality), "topics": tuple(topics), "room": draw(TEXT),
    }  # fmt: skip
    said: dict[str, str] = {
        "title": values["title"],
        "date": draw(st.sampled_from([
            day.isoformat(), f"{day.day}/{day.month}/{day.year}",
            f"ngày {day.day} tháng {day.month} năm {day.year:04}", f"{day.isoformat()}T09:30:00Z",
        ])),
        "starts_at": draw(st.sampled_from([values["starts_at"], f"{hour}h{minute:02}"])),
        "province": draw(st.sampled_from(provinces)),
        "forum": spelled_term(draw, "forum", forum),
        "attendees": draw(st.sampled_from([
            str(number), f"{number:,}", f"{number:,}".replace(",", "."),
        ])),
        "participation_quality": "; ".join(
            spelled_term(draw, "participation_quality", key) for key in quality
        ),
        "topics": draw(st.sampled_from(["; ", "\n"])).join(topics),
        "room": values["room"],
    }  # fmt: skip
    return values, said


@st.composite
def headings(draw: st.DrawFn) -> dict[str, str]:
    """Draw one way of heading each column."""
    found = {}
    for name in NAMES:
        field = fields_of(Consultation)[name]
        said = draw(st.sampled_from([name, field.label_en, field.label_vi, f"group/{name}",
                                     f"{field.label_en} *\n{field.label_vi} *"]))  # fmt: skip
        found[name] = draw(st.sampled_from([said, said.upper(), unmarked(said)]))
    return found


CARRIERS = st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.json", "a.ndjson"])


def written(folder: Path, name: str, head: dict[str, str], rows: list[dict[str, str]]) -> Path:
    """Write rows in one of the carriers."""
    path = folder / name
    table = [[*head.values()], *([row[key] for key in head] for row in rows)]
    if path.suffix == ".xlsx":
        return xlsx_file(path, {"Trang 1": table})
    if path.suffix in (".json", ".ndjson"):
        return json_file(path, [{head[key]: row[key] for key in head} for row in rows])
    return csv_file(path, table, sign="\t" if path.suffix == ".tsv" else ";")


@given(st.lists(a_row(), min_size=1, max_size=5), headings(), CARRIERS, CARRIERS, headings())
@settings(max_examples=60)
def test_a_table_makes_the_same_records_however_it_is_written_and_only_once(  # noqa: PLR0913
    store: Store,
    tmp_path: Path,
    drawn: list[tuple[dict[str, Any], dict[str, str]]],
    head: dict[str, str],
    first: str,
    second: str,
    other_head: dict[str, str],
) -> None:
    try:
        with store.vault.transaction():
            report = bring(store, written(tmp_path, first, head, [said for _v, said in drawn]))
            assert report.problems == ()
            made = store.every(Consultation)
            distinct = [dict(one) for one in dict.fromkeys(tuple(v.items()) for v, _said in drawn)]
            assert [{name: getattr(one, name) for name in NAMES} for one in made] == distinct
            again = written(tmp_path, second, other_head, [said for _v, said in drawn])
            effect = bring(store, again).effects["consultation"]
            assert effect == Effect(unchanged=len(drawn))
            assert store.every(Consultation) == made
            raise _TakenBack  # noqa: TRY301
    except _TakenBack:
        pass


BAD = {"date": "31/2/2016", "starts_at": "25:00", "province": "Atlantis", "forum": "on the moon",
       "attendees": "many", "participation_quality": "expenses_paid; splendid",
       "title": ""}  # fmt: skip


@given(st.lists(a_row(), min_size=1, max_size=6), headings(), CARRIERS, st.data())
@settings(max_examples=60)
def test_one_spoilt_cell_is_named_exactly_and_nothing_is_written(  # noqa: PLR0913
    store: Store,
    tmp_path: Path,
    drawn: list[tuple[dict[str, Any], dict[str, str]]],
    head: dict[str, str],
    carrier: str,
    data: st.DataObject,
) -> None:
    rows = [said for _values, said in drawn]
    number = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(sorted(BAD)))
    rows[number] = rows[number] | {name: BAD[name]}
    file = written(tmp_path, carrier, head, rows)
    report = bring(store, file)
    json = file.suffix in (".json", ".ndjson")
    letter = "" if json else "ABCDEFGHI"[NAMES.index(name)]
    ((_sheet, row, column),) = places(report)
    assert row == number + (1 if json else 2)
    assert column.startswith(f"{letter} (") or (json and column == " ".join(head[name].split()))
    assert store.every(Consultation) == []

"""What people read in the files that they fill in, English and Vietnamese side by side."""

from collections.abc import Iterator
from typing import NamedTuple

from advocacy.importing.cells import BOTH
from records.consent_presets import PRESETS
from records.fields import COMMON, Field, fields_of
from records.places import provinces
from records.types import type_named
from records.types.common import Record
from records.types.testimony import Consent
from records.vocabulary import terms

Pair = tuple[str, str]
"""The same in English and Vietnamese."""

CONSENT_QUESTION: Pair = (
    "What may we do with these words?",
    "Chúng tôi được làm gì với lời kể này?",
)
CONSENT: Pair = ("Consent", "Sự đồng ý")
YES_NO: dict[str, Pair] = {"yes": ("yes", "có"), "no": ("no", "không")}

CONSENT_DETAILS = (
    "method", "given_on", "taken_by", "read_back", "subject_agreed", "information_version",
    "expires_on", "review_on", "except_bodies", "limits", "identity", "display_name",
    "place_detail",
)  # fmt: skip
"""What a decision may say beside the answer to the one question."""

HOW: dict[str, Pair] = {
    "text": ("one line", "một dòng"),
    "prose": ("several lines are possible", "có thể ghi nhiều dòng"),
    "code": ("a code without spaces, never a name", "mã không có dấu cách, không ghi tên"),
    "int": ("a whole number", "số nguyên"),
    "num": ("a number such as 12.5", "một số, ví dụ 12,5"),
    "bool": ("yes or no", "có hoặc không"),
    "day": ("a certain day such as 15/3/2016", "ngày cụ thể, ví dụ 15/3/2016"),
    "date": (
        "15/3/2016, March 2016, 2016, about 2008, 2008/2013",
        "15/3/2016, tháng 3 năm 2016, 2016, khoảng 2008, 2008/2013",
    ),
    "time": ("a time such as 09:30", "giờ, ví dụ 09:30"),
    "term": ("one of the list", "chọn một trong danh sách"),
    "terms": ("several of the list, with ; between", "chọn nhiều, cách nhau bằng dấu ;"),
    "texts": ("several, with ; between", "ghi nhiều, cách nhau bằng dấu ;"),
    "place": ("a province or city", "tỉnh hoặc thành phố"),
    "ref": ("its ref, or its exact name on record", "mã bản ghi hoặc tên đúng như đã lưu"),
    "refs": (
        "refs or exact names on record, with ; between",
        "mã bản ghi hoặc tên đúng như đã lưu, cách nhau bằng dấu ;",
    ),
    "series": ("2014: 12; 2015: 19", "2014: 12; 2015: 19"),
}
"""How a value of each kind is written."""

_EXAMPLES = {
    "text": "one line / một dòng", "prose": "several lines / nhiều dòng", "code": "HN-07",
    "int": "15", "num": "12,5", "day": "15/3/2016", "date": "tháng 3 năm 2016", "time": "09:30",
    "texts": "y tế; nhà ở", "place": "Hà Nội", "ref": "Ministry of Examples",
    "refs": "Ministry of Examples; Department of Examples", "series": "2014: 12; 2015: 19",
}  # fmt: skip


class Asked(NamedTuple):
    """A column or question: the field, and the name that an import knows it by."""

    name: str
    label: Pair
    field: Field


def asked(record: type[Record], *, within: bool = False) -> Iterator[Asked]:
    """Yield what is asked for a record; `within` what it belongs to, not that again."""
    for field in fields_of(record).values():
        if not (within and field.name == record.PARENT):
            yield Asked(field.name, (field.label_en, field.label_vi), field)


def asked_of_consent() -> Iterator[Asked]:
    """Yield what is asked for a consent beside the one question."""
    decided = fields_of(Consent)
    for name in CONSENT_DETAILS:
        field = decided[name]
        yield Asked(name, (field.label_en, field.label_vi), field)


def briefly(record: type[Record], *, within: bool = False) -> Iterator[Asked]:
    """Yield what a form in the field asks: each thing once, and nothing that comes later."""
    later = (*COMMON, "checked_by", "checked_on")
    for one in asked(record, within=within):
        if not one.field.twin_of and one.name not in later and one.field.kind != "series":
            yield one


def choices(field: Field) -> dict[str, Pair]:
    """Return what may be chosen for a field, by key; empty where anything may be said."""
    match field.kind:
        case "term" | "terms":
            return {key: (term.en, term.vi) for key, term in terms(field.vocabulary).items()}
        case "place":
            return {code: (unit.name, unit.name) for code, unit in provinces().items()}
        case "bool":
            return YES_NO
        case _:
            return {}


def decisions() -> dict[str, Pair]:
    """Return the five usual decisions."""
    return {key: (preset.label_en, preset.label_vi) for key, preset in PRESETS.items()}


def joined(pair: Pair) -> str:
    """Return both languages in one text, as a cell of a workbook has them."""
    return pair[0] if pair[0] == pair[1] else BOTH.join(pair)


def example(field: Field) -> str:
    """Return what could stand in a field."""
    offered = [joined(pair) for pair in choices(field).values()]
    match field.kind:
        case "term" | "bool":
            return offered[0]
        case "terms":
            return "; ".join(offered[:2])
        case "ref" | "refs" if "organisation" not in field.of:
            return f"{type_named(field.of[0]).LETTER}-7K3QX2M9"
        case _:
            return _EXAMPLES[field.kind]

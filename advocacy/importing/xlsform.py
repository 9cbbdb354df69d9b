"""A form for ODK and Kobo (XLSForm), whose answers are imported without a mapping.

Its questions are called as the fields. A testimony's form asks for consent before it ends.
No question is about the telephone or who holds it.
"""

import io
from collections.abc import Iterator
from typing import Any

from advocacy.importing.headings import PRESET, SURE
from advocacy.importing.sheets import children_of
from advocacy.importing.wordings import (
    CONSENT,
    CONSENT_QUESTION,
    HOW,
    YES_NO,
    Asked,
    Pair,
    asked_of_consent,
    briefly,
    choices,
    decisions,
)
from records.consent_presets import PRESETS
from records.types.common import Record

LANGUAGES = ("English (en)", "Tiếng Việt (vi)")
SURVEY = (
    "type", "name", *(f"{column}::{language}" for column in ("label", "hint")
                      for language in LANGUAGES),
    "required", "relevant", "constraint",
    *(f"constraint_message::{language}" for language in LANGUAGES), "appearance", "default",
)  # fmt: skip
CHOICES = ("list_name", "name", *(f"label::{language}" for language in LANGUAGES))

Line = dict[str, str]

TYPES = {
    "int": "integer", "num": "decimal", "day": "date", "time": "time",
}  # fmt: skip
"""Questions by the kind of the field; what is not here and offers no choice is a text."""

CONSTRAINTS: dict[str, tuple[str, Pair]] = {
    "int": (". >= 0", ("a whole number from 0", "số nguyên từ 0 trở lên")),
    "code": (r"regex(., '^\S+$')", HOW["code"]),
}
NOT_YET = ". <= today()", ("today or an earlier day", "hôm nay hoặc một ngày trước đó")
LATER = ". > ${given_on}", ("a day after the consent", "một ngày sau ngày đồng ý")
SURE_QUESTION: Pair = (
    "What has been published cannot be taken back. Is the person sure?",
    "Nội dung đã công bố không thể thu hồi. Người kể có chắc chắn không?",
)
SURE_HINT: Pair = (
    "If not, choose another answer above.",
    "Nếu chưa chắc chắn, hãy chọn câu trả lời khác ở trên.",
)
NOT_RECORDED: Pair = (
    "Left empty, no consent is recorded, and nothing of the account is printed.",
    "Để trống nghĩa là chưa ghi nhận sự đồng ý, và không phần nào của lời kể được in.",
)
CONSENT_ASKED = ("method", "given_on", "taken_by", "read_back", "subject_agreed", "expires_on",
                 "review_on", "limits")  # fmt: skip
DETAILS: Pair = ("About the consent", "Về sự đồng ý")


def form(record: type[Record]) -> bytes:
    """Return an XLSForm workbook for a record type: survey, choices and settings."""
    from openpyxl import Workbook

    survey = [*_questions([*briefly(record)])]
    if record.NAME == "testimony":
        survey += _consent()
    for child in children_of(record):
        survey += _repeat(child)
    offered = _choices(record)
    book = Workbook()
    first = book.worksheets[0]
    first.title = "survey"
    _fill(first, SURVEY, survey)
    _fill(book.create_sheet("choices"), CHOICES, offered)
    title = f"{record.LABELS[1].capitalize()} · {record.LABELS[0].capitalize()}"
    settings = {
        "form_title": title,
        "form_id": f"advocacy_{record.NAME}",
        "version": _version(survey, offered),
        "default_language": LANGUAGES[1],
    }
    _fill(book.create_sheet("settings"), tuple(settings), [settings])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _version(*parts: list[Line]) -> str:
    """Return a sign that changes when the form does: servers ask for one."""
    import hashlib
    import json

    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:10]


def _fill(sheet: Any, columns: tuple[str, ...], lines: list[Line]) -> None:
    sheet.append(columns)
    for line in lines:
        sheet.append([line.get(column) for column in columns])


def _pair(column: str, pair: Pair) -> Line:
    return {f"{column}::{language}": text for language, text in zip(LANGUAGES, pair, strict=True)}


def _checked(constraint: tuple[str, Pair] | None) -> Line:
    if constraint is None:
        return {}
    return {"constraint": constraint[0], **_pair("constraint_message", constraint[1])}


def _questions(asked: list[Asked]) -> Iterator[Line]:
    for one in asked:
        yield _question(one)


def _question(one: Asked, constraint: tuple[str, Pair] | None = None) -> Line:
    field = one.field
    line = {
        "name": one.name,
        "type": _type(one),
        **_pair("label", one.label),
        "required": "yes" if field.required else "",
        **_checked(constraint or CONSTRAINTS.get(field.kind)),
    }
    if field.kind in ("date", "code", "ref", "refs", "texts"):
        line |= _pair("hint", HOW[field.kind])
    if field.kind == "prose":
        line["appearance"] = "multiline"
    if field.kind == "place":
        line["appearance"] = "minimal autocomplete"
    if one.name in ("collected_on", "given_on"):
        line["default"] = "today()"
        line |= _checked(NOT_YET)
    return line


def _type(one: Asked) -> str:
    if not choices(one.field):
        return TYPES.get(one.field.kind, "text")
    how = "select_multiple" if one.field.kind == "terms" else "select_one"
    return f"{how} {_list_of(one)}"


def _list_of(one: Asked) -> str:
    return {"place": "province", "bool": "yes_no"}.get(one.field.kind) or one.field.vocabulary


def _repeat(child: type[Record]) -> Iterator[Line]:
    yield {"type": "begin_repeat", "name": child.PLURAL, **_pair("label", child.LABELS)}
    yield from _questions([*briefly(child, within=True)])
    yield {"type": "end_repeat"}


def _consent() -> Iterator[Line]:
    """Ask the one question, read out what the answer allows, ask twice before publishing."""
    chosen = f"${{{PRESET}}}"
    yield {"type": "begin_group", "name": "consent_part", **_pair("label", CONSENT)}
    yield {"type": "select_one consent_preset", "name": PRESET,
           **_pair("label", CONSENT_QUESTION), **_pair("hint", NOT_RECORDED)}  # fmt: skip
    for key, preset in PRESETS.items():
        yield {
            "type": "note",
            "name": f"note_{key}",
            **_pair("label", (preset.allows_en, preset.allows_vi)),
            "relevant": f"{chosen} = '{key}'",
        }
    yield {
        "type": "select_one yes_no",
        "name": SURE,
        **_pair("label", SURE_QUESTION),
        **_checked((". = 'yes'", SURE_HINT)),
        "required": "yes",
        "relevant": f"{chosen} = 'publish'",
    }
    yield {
        "type": "begin_group",
        "name": "consent_details",
        **_pair("label", DETAILS),
        "relevant": f"{chosen} != ''",
    }
    for one in asked_of_consent():
        if one.name in CONSENT_ASKED:
            later = LATER if one.name in ("expires_on", "review_on") else None
            line = _question(one, later)
            line |= {"required": "yes"} if one.name == "given_on" else {}
            if one.name == "subject_agreed":
                line["relevant"] = "${source_connection} != 'self'"
            yield line
    yield {"type": "end_group"}
    yield {"type": "end_group"}


def _choices(record: type[Record]) -> list[Line]:
    asked = [*briefly(record)]
    for child in children_of(record):
        asked += briefly(child, within=True)
    lists: dict[str, dict[str, Pair]] = {}
    if record.NAME == "testimony":
        asked += [one for one in asked_of_consent() if one.name in CONSENT_ASKED]
        lists = {"consent_preset": decisions(), "yes_no": YES_NO}
    for one in asked:
        if offered := choices(one.field):
            lists[_list_of(one)] = offered
    return [
        {"list_name": name, "name": key, **_pair("label", label)}
        for name, offered in lists.items()
        for key, label in offered.items()
    ]

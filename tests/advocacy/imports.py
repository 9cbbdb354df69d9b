"""Files as staff and form servers hand them in, written by the tests; all openly fictional."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from advocacy.importing.importing import bring_in
from advocacy.importing.mapping import Mapping as Headed
from advocacy.importing.reading import opened
from advocacy.importing.tally import Report
from records.store import Store

Rows = Sequence[Sequence[Any]]


def csv_file(path: Path, rows: Rows, *, sign: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as a csv file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def xlsx_file(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write sheets of rows as a workbook."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def json_file(path: Path, objects: Any) -> Path:
    """Write a JSON document, or one object a line where the name says so."""
    if path.suffix == ".ndjson":
        path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects))
    else:
        path.write_text(json.dumps(objects, ensure_ascii=False))
    return path


def zip_file(path: Path, tables: Mapping[str, Rows]) -> Path:
    """Write tables as the archive that ODK Central hands out."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, rows in tables.items():
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            packed.writestr(name, text.getvalue())
    return path


def bring(store: Store, path: Path, kind: str = "consultation", **options: Any) -> Report:
    """Import a file."""
    mapping = options.pop("mapping", Headed())
    return bring_in(store, opened(path), kind, mapping, **options)


def places(report: Report) -> list[tuple[str, int, str]]:
    """Return where the bad cells are."""
    return [(one.sheet, one.row, one.column) for one in report.problems]


KOBO_END = ("_id", "_uuid", "_submission_time", "_validation_status", "_status", "_submitted_by",
            "__version__", "meta/rootUuid", "_index")  # fmt: skip
KOBO_CHILD_END = ("_index", "_parent_table_name", "_parent_index", "_submission__id",
                  "_submission__uuid", "_submission__submission_time",
                  "_submission__validation_status", "_submission__status",
                  "_submission__submitted_by", "_submission___version__")  # fmt: skip


class KoboForm:
    """A form on a server that collects answers, and hands them out as KoboToolbox does."""

    def __init__(self, form: Path) -> None:
        from openpyxl import load_workbook

        book = load_workbook(form)
        lines = list(book["survey"].iter_rows(values_only=True))
        head = [str(cell) for cell in lines[0]]
        self.title = book["settings"]["A2"].value
        self.chosen: dict[str, list[str]] = {}
        for list_name, name, *_labels in book["choices"].iter_rows(min_row=2, values_only=True):
            self.chosen.setdefault(str(list_name), []).append(str(name))
        self.questions: dict[str, list[tuple[str, str]]] = {"": []}
        groups: list[str] = []
        table = ""
        for line in lines[1:]:
            row = dict(zip(head, line, strict=True))
            kind, name = str(row["type"]), str(row["name"] or "")
            if kind == "begin_repeat":
                groups.append(name)
                table = name
                self.questions[table] = []
            elif kind == "begin_group":
                groups.append(name)
            elif kind.startswith("end"):
                if groups.pop() == table:
                    table = ""
            elif kind != "note":
                self.questions[table].append(("/".join([*groups, name]), kind))

    def export(self, path: Path, submissions: Sequence[Mapping[str, Any]]) -> Path:
        """Write an export: a sheet for the form, one for each repeat."""
        main: list[list[Any]] = [[*self._head(""), *KOBO_END]]
        repeats = {name: [[*self._head(name), *KOBO_CHILD_END]] for name in self.questions if name}
        for index, one in enumerate(submissions, start=1):
            server = one["server"]
            main.append([*self._answers("", one), *(server.get(name) for name in KOBO_END[:-1]),
                         index])  # fmt: skip
            for name, rows in repeats.items():
                for answer in one.get(name, ()):
                    end = [len(rows), self.title, index, server["_id"], server["_uuid"],
                           server["_submission_time"]]  # fmt: skip
                    rows.append([*self._answers(name, answer), *end])
        return xlsx_file(path, {self.title[:31]: main, **repeats})

    def _head(self, table: str) -> list[str]:
        head = []
        for path, kind in self.questions[table]:
            head.append(path)
            if kind.startswith("select_multiple"):
                head += [f"{path}/{key}" for key in self.chosen[kind.split()[1]]]
        return head

    def _answers(self, table: str, one: Mapping[str, Any]) -> list[Any]:
        answers: list[Any] = []
        for path, kind in self.questions[table]:
            said = one.get(path.rpartition("/")[2])
            if kind.startswith("select_multiple"):
                keys = said or []
                answers.append(" ".join(keys) or None)
                answers += [int(key in keys) if keys else None
                            for key in self.chosen[kind.split()[1]]]  # fmt: skip
            else:
                answers.append(said)
        return answers

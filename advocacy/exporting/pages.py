"""The archive as pages for any browser: one a type, records linked to one another, no script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from advocacy.exporting import guide
from advocacy.exporting.cells import as_text
from advocacy.exporting.filed import Filed
from advocacy.exporting.page import both, page
from records.fields import Field, fields_of
from records.places import name as province
from records.tables import Reach
from records.types import LETTERS, every_type, type_named
from records.types.common import Record
from records.vocabulary import label

Rows = Sequence[Mapping[str, Any]]
LONGEST_TITLE = 120
HIDDEN = '<span class="hidden">not in this archive · không có trong bản lưu trữ này</span>'


class Shelf(NamedTuple):
    """What every page needs to know of the others."""

    titles: dict[str, str]  # by ref
    pointing: dict[str, list[tuple[str, Field]]]  # ref → refs that point to it, by which field
    files: dict[str, list[Filed]]  # by ref

    def link(self, ref: str) -> str:
        """Return a link to a record, with the words that say which one it is."""
        kind = LETTERS[ref[0]]
        title = self.titles.get(ref, "")
        called = f' <span class="also">{escape(title)}</span>' if title else ""
        return f'<a class="ref" href="{kind}.html#{escape(ref)}">{escape(ref)}</a>{called}'


def pages(
    told: Mapping[str, Rows], kept: Sequence[Filed], reach: Reach, made: str
) -> dict[str, bytes]:
    """Return the pages by name; all text in them is escaped, and none loads anything."""
    shelf = _shelf(told, kept)
    there = [kind for kind in every_type() if told[kind.NAME]]
    said = guide.guide(made, reach, {k.NAME: len(told[k.NAME]) for k in there}, files=len(kept))
    files = {"index.html": _index(told, there, reach, said)}
    for kind in there:
        body = "".join(_article(kind, row, shelf) for row in told[kind.NAME])
        links = _nav(there, "")
        files[f"pages/{kind.NAME}.html"] = page(
            kind.LABELS[0].capitalize(), kind.LABELS[1].capitalize(), links + body
        )
    return {name: text.encode() for name, text in files.items()}


def _shelf(told: Mapping[str, Rows], kept: Sequence[Filed]) -> Shelf:
    shelf = Shelf({}, {}, {})
    rows = {row["ref"]: row for listed in told.values() for row in listed}
    for ref, row in rows.items():
        shelf.titles[ref] = _title(row, rows)
        for field in fields_of(type_named(row["type"])).values():
            if field.kind in ("ref", "refs") and row[field.name]:
                for target in row[field.name] if field.many else [row[field.name]]:
                    shelf.pointing.setdefault(target, []).append((ref, field))
    for one in kept:
        shelf.files.setdefault(one.row["ref"], []).append(one)
    return shelf


def _title(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> str:
    kind = type_named(row["type"])
    field = fields_of(kind)[kind.TITLE]
    value = row[kind.TITLE]
    if field.kind == "ref" and value:
        return _title(rows[value], rows) or str(value)
    twin = row.get(f"{kind.TITLE}_vi")
    return " · ".join(_short(str(part)) for part in (value, twin) if part)


def _short(text: str) -> str:
    line = text.split("\n", maxsplit=1)[0]
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE].rstrip() + " …"


def _index(told: Mapping[str, Rows], there: Sequence[type[Record]], reach: Reach, said: str) -> str:
    lines = "".join(
        f'<tr><td><a href="pages/{kind.NAME}.html">{escape(kind.LABELS[0].capitalize())}</a> '
        f'<span class="also">{escape(kind.LABELS[1].capitalize())}</span></td>'
        f'<td class="n">{len(told[kind.NAME])}</td>'
        f'<td><a href="tables/{kind.NAME}.csv">csv</a> '
        f'<a href="records/{kind.NAME}.jsonl">jsonl</a></td></tr>'
        for kind in there
    )
    english, vietnamese = guide.REACH[reach]
    body = (
        f'<p class="told">{escape(english)}\n\n{escape(vietnamese)}</p>'
        "<table><thead><tr>"
        f'<th>{both("Records", "Bản ghi")}</th><th class="n">{both("Number", "Số lượng")}</th>'
        f"<th>{both('Files', 'Tệp')}</th></tr></thead><tbody>{lines}</tbody></table>"
        f"<h2>{both('Guide', 'Hướng dẫn')}</h2>"
        f"<pre>{escape(said)}</pre>"
    )
    return page("Archive of advocacy records", "Bản lưu trữ dữ liệu vận động chính sách", body)


def _nav(there: Sequence[type[Record]], folder: str) -> str:
    links = "".join(
        f'<a href="{folder}{kind.NAME}.html">{escape(kind.PLURAL.capitalize())}</a>'
        for kind in there
    )
    return f'<nav><a href="../index.html">↑ {escape("Archive · Bản lưu trữ")}</a>{links}</nav>'


def _article(kind: type[Record], row: Mapping[str, Any], shelf: Shelf) -> str:
    ref, title = escape(row["ref"]), escape(shelf.titles[row["ref"]])
    lines = "".join(
        f"<dt>{both(english, vietnamese)}</dt><dd>{shown}</dd>"
        for english, vietnamese, shown in _lines(kind, row, shelf)
    )
    return (
        f'<article id="{ref}"><h2><span class="ref">{ref}</span> {title}</h2>'
        f"<dl>{lines}</dl></article>\n"
    )


def _lines(
    kind: type[Record], row: Mapping[str, Any], shelf: Shelf
) -> Iterator[tuple[str, str, str]]:
    """Yield both labels and the value, ready for the page, of what there is to show."""
    for field in fields_of(kind).values():
        value = row[field.name]
        if field.name in row["hidden"]:
            yield field.label_en, field.label_vi, HIDDEN
        elif value not in (None, []):
            yield field.label_en, field.label_vi, _shown(field, value, shelf)
    files = shelf.files.get(row["ref"], [])
    if files:
        yield "Files", "Tệp đính kèm", _list(_file(one) for one in files)
    pointing = shelf.pointing.get(row["ref"], [])
    if pointing:
        yield (
            "Referred to by",
            "Được nhắc đến ở",
            _list(
                f'{shelf.link(ref)} <span class="also">({escape(field.label_en)})</span>'
                for ref, field in pointing
            ),
        )
    times = dict.fromkeys(_moment(row[name]) for name in ("created", "updated"))
    yield "Recorded, changed last", "Ghi lần đầu, sửa lần cuối", " – ".join(times)


def _shown(field: Field, value: Any, shelf: Shelf) -> str:  # noqa: PLR0911  (one a kind)
    match field.kind:
        case "ref":
            return shelf.link(value)
        case "refs":
            return _list(shelf.link(one) for one in value)
        case "term":
            return _term(field, value)
        case "terms":
            return _list(_term(field, one) for one in value)
        case "texts":
            return _list(escape(one) for one in value)
        case "series":
            return _list(f"{escape(str(name))}: {escape(str(number))}" for name, number in value)
        case "place":
            return escape(province(value, "vi"))
        case "day" | "date":
            return f'{_in_words(value)} <span class="also">({escape(value)})</span>'
        case "bool":
            return "yes · có" if value else "no · không"
        case _:
            return escape(as_text(value) if field.kind == "num" else str(value))


def _in_words(date: str) -> str:
    from records.dates import in_words

    return escape(" · ".join(dict.fromkeys(in_words(date, lang) for lang in ("en", "vi"))))


def _moment(stamp: str) -> str:
    return escape(stamp[: len("2026-03-15T05:00")].replace("T", " ") + " UTC")


def _term(field: Field, key: str) -> str:
    labels = (label(field.vocabulary, key, language) for language in ("en", "vi"))
    return escape(" · ".join(dict.fromkeys(labels)))


def _file(one: Filed) -> str:
    return f'<a href="../{escape(one.file)}">{escape(one.row["name"])}</a>'


def _list(parts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"

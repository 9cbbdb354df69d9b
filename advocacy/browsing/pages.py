"""What Datasette is told about the pages: how a cell reads, what the designs may use, errors."""

import json
import traceback
from collections.abc import Iterable
from gettext import gettext as _
from gettext import ngettext
from typing import Any

from markupsafe import Markup, escape
from pluggy import HookimplMarker

from advocacy.browsing.memory import IN_MEMORY
from advocacy.browsing.snapshot import Snapshot, Value

DATABASE = "records"
BRIEF = frozenset({"text", "int", "num", "bool", "day", "date", "time", "term", "place", "ref"})
"""The kinds of fields that a list shows at first: those that are short."""

hook = HookimplMarker("datasette")


class Pages:
    """Datasette's plugin for one snapshot."""

    __name__ = "advocacy.browsing"  # what Datasette lists it by

    def __init__(self, snapshot: Snapshot, moment: str, idle: str) -> None:
        self.snapshot = snapshot
        self.told = {
            "_": _,
            "ngettext": ngettext,
            "snapshot": snapshot,
            "database": DATABASE,
            "moment": moment,
            "idle": idle,
            "comparisons": comparisons(),
            "link": self.link,
            "shown": self.shown,
            "used": self.used,
        }

    @hook
    def prepare_connection(self, conn: Any) -> None:
        """Keep every connection off the disk, Datasette's own catalogue too."""
        conn.execute(IN_MEMORY)

    @hook
    def prepare_jinja2_environment(self, env: Any) -> None:
        """Give the designs the words and the snapshot."""
        env.globals.update(self.told)

    @hook
    def render_cell(self, value: Any, column: str, table: str | None) -> Markup | None:
        """Return a cell as people read it: dates in words, refs as links."""
        if isinstance(value, dict):  # another record, with what Datasette calls it
            value = value["value"]
        if not isinstance(value, str):
            return None
        if value in self.snapshot.homes:
            return self.link(value, with_ref=table is None)
        if value.startswith("["):
            return self._parts(value)
        said = self.snapshot.in_words(table, column, value)
        return Markup("{}").format(said) if said != value else None

    @hook
    def handle_exception(self, request: Any, exception: Any) -> Any:
        """Return the page that says what went wrong; only a bug is told at the terminal."""
        from datasette import Response

        status = getattr(exception, "status", 500)
        if status >= 500:  # noqa: PLR2004  (RFC 9110: the server's own mistake)
            traceback.print_exception(exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "status": status}, status=status)
        return self._error(status, exception)

    async def _error(self, status: int, exception: Any) -> Any:
        from datasette import Response

        page = await self.designs.get_template("error.html").render_async(
            said=_said(status, exception), why=str(getattr(exception, "message", ""))
        )
        return Response.html(page, status=status)

    @hook
    def startup(self, datasette: Any) -> None:
        """Keep the designs for the error page, which Datasette draws apart."""
        self.designs = datasette.jinja_env

    def link(self, ref: str, *, with_ref: bool = True) -> Markup:
        """Return a link to a record, in the words that say which one it is."""
        home, title = self.snapshot.homes[ref], self.snapshot.titles[ref]
        address = f"/{DATABASE}/{home}/{ref}"
        named = Markup('<a href="{}" title="{}">{}</a>').format(address, ref, title)
        if title == ref or not with_ref:
            return named
        return named + Markup(' <span class="ref">{}</span>').format(ref)

    def used(self, table: str, rows: Iterable[Iterable[Any]], *, whole: bool) -> list[int]:
        """Return the numbers of the columns to show, of those that hold something in these rows.

        `whole` is all of them; else those that tell the records apart, in the reader's language.
        """
        here = self.snapshot.tables[table]
        filled = {
            n: here.column(cell["column"])
            for row in rows for n, cell in enumerate(row) if n and cell["raw"] not in (None, "")
        }  # fmt: skip
        return [
            n
            for n, column in sorted(filled.items())
            if whole
            or (column.kind in BRIEF and column.name != here.title.removesuffix("_vi")
                and column.language in ("", self.snapshot.language)
                and column.name != f"{here.title}_vi")
        ]  # fmt: skip

    def shown(self, table: str, column: str, value: Value) -> str:
        """Return what a group is called: a record by its title, a day in words."""
        title = self.snapshot.titles.get(str(value))
        return title or self.snapshot.in_words(table, column, value)

    def _parts(self, value: str) -> Markup | None:
        try:
            parts = json.loads(value)
        except ValueError:
            return None
        known = self.snapshot.homes
        lines = (
            self.link(part, with_ref=False) if part in known else escape(part)
            for part in map(str, parts)
        )  # fmt: skip
        return Markup("<br>").join(lines)


def comparisons() -> dict[str, tuple[str, str]]:
    """Return the ways to compare that are offered, of the many that Datasette knows.

    Each with how a form says it and how people do.
    """
    return {
        "contains": ("contains", _("contains")),
        "exact": ("exact", _("is")),
        "not": ("not", _("is not")),
        "startswith": ("startswith", _("begins with")),
        "gte": ("gte", _("is at least")),
        "lte": ("lte", _("is at most")),
        "arraycontains": ("arraycontains", _("list has")),
        "notblank": ("notblank__1", _("is filled in")),
        "isblank": ("isblank__1", _("is empty")),
    }


def _said(status: int, exception: Any) -> str:
    if getattr(exception, "title", None) == "SQL Interrupted":
        exception.message = ""
        return _("That took longer than a second. Ask for less at once.")
    if status == 404:  # noqa: PLR2004
        exception.message = ""
        return _("There is no such page here.")
    if status < 500:  # noqa: PLR2004
        return _("That could not be answered.")
    return _("Something went wrong; the terminal says more.")

"""`advocacy doctor`: whether this machine is able."""

from gettext import gettext as _

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.options import JsonOption
from records.errors import ExitCode

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help=_("Is this machine able? Says exactly what to install if not. Example: advocacy doctor")
)
@refusing
def doctor(as_json: JsonOption = False) -> None:
    """Examine the machine; exit 9 where something needed is missing."""
    from advocacy.machine import examine

    findings = examine()
    if as_json:
        console.emit([
            {"name": f.name, "ok": f.ok, "needed": f.needed, "found": f.found,
             "mend": f.mend} for f in findings
        ])  # fmt: skip
    else:
        words = {True: _("ok"), False: _("missing")}
        console.rows(
            [_("What"), _("State"), _("Found")],
            (
                [f.name, words[f.ok] if f.ok or f.needed else _("optional"), f.found]
                for f in findings
            ),
        )
        for finding in findings:
            if not finding.ok and finding.mend:
                console.note(f"{finding.name}: {finding.mend}")
    if any(not f.ok and f.needed for f in findings):
        console.leave(ExitCode.UNABLE)

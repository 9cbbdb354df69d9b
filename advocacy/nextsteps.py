"""The command that deals with what waits: typed as it stands, it works or asks for the rest."""

from pathlib import Path
from re import sub
from shlex import quote, split
from typing import TYPE_CHECKING, cast

from records.drafts import Built, drafts, reports
from records.followup.packs import PackState
from records.types.briefing import Briefing
from records.types.consultation import Consultation
from records.types.testimony import Consent

if TYPE_CHECKING:
    from records.morning import Matter
    from records.store import Store

KINDS_OF_HANDOUT = ("submission", "bilingual")
"""Designs that a file's name tells; the ordinary handout needs no option."""


BESIDE = 15  # columns: what stands before a command on the screen, and the sign at its end
SHORTEST = 40


def command_for(store: "Store", matter: "Matter", pack: PackState | None) -> str:
    """Return what to type; `pack` is that of a meeting."""
    if matter.kind.startswith("backup"):
        return f"advocacy vault backup advocacy-{store.today.isoformat()}.backup"
    ref = store.ref(matter.id)
    if pack is not None:
        return _for_pack(store, ref, pack)
    if matter.kind in ("review", "lapsing"):
        testimony = store.ref(cast("Consent", store.get(matter.id)).testimony or "")
        return f"advocacy consent add --testimony {testimony}"
    if matter.kind == "stale":
        built = [d for d in drafts(store) if d.briefing == matter.id and d.on == matter.on]
        if built and matter.id in reports(store):
            return _report(store, built[0])
        return _build(ref, built[0] if built else None)
    return {
        "overdue": f"advocacy commitment progress {ref}",
        "maybe_overdue": f"advocacy commitment progress {ref}",
        "due_soon": f"advocacy commitment progress {ref}",
        "recall": f"advocacy brief recall {ref}",
        "unchecked": f"advocacy testimony checked {ref}",
        "unresolved": f"advocacy consultation edit {ref} --follow-up done",
    }[matter.kind]


def in_lines(command: str) -> str:
    """Return a command cut to this screen, as a shell reads it whole: no word is broken."""
    from shutil import get_terminal_size

    room = max(get_terminal_size().columns - BESIDE, SHORTEST)
    words = [quote(word) for word in split(command)]
    # An option and what it says stay together.
    parts = sub(r"(?m)^(--.+)\n(?!--)", r"\1 ", "\n".join(words)).split("\n")
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + len(part) + 1 > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {part}".strip()
    return " \\\n".join(lines)


def _for_pack(store: "Store", meeting: str, pack: PackState) -> str:
    if pack.state == "none":
        return f"advocacy brief add --for {meeting}"
    ref = store.ref(pack.briefing)
    if pack.state == "issued":
        return f"advocacy brief show {ref}"
    if pack.state == "built":
        return _issue(store, ref, meeting)
    return _build(ref, pack.draft)


def _issue(store: "Store", ref: str, meeting: str) -> str:
    from advocacy.screens import showing

    host = cast("Consultation", store.meant(meeting, "consultation")).host
    if not host:
        return f"advocacy brief preview {ref}"
    name = showing.title_of(store, store.get(host))
    return f"advocacy brief issue {ref} --out {ref}-issue --to {quote(name)}"


def _build(ref: str, draft: Built | None) -> str:
    """Return the command that builds a draft: into its old folders, or into new ones."""
    if draft is None:
        return f"advocacy brief build {ref} --out {ref}-handout --staff {ref}-staff"
    papers = [Path(file.path) for file in draft.files if file.path.endswith(".pdf")]
    staff = [path for path in papers if path.name.startswith(f"{ref}-staff-")]
    handouts = [path for path in papers if path not in staff]
    said = f"advocacy brief build {ref} --out {quote(str(handouts[0].parent))}"
    if staff:
        said += f" --staff {quote(str(staff[0].parent))}"
    kind = handouts[0].name.removeprefix(f"{ref}-").partition("-")[0]
    if kind in KINDS_OF_HANDOUT:
        said += f" --design {kind}"
    return f"{said} --replace"


def _report(store: "Store", draft: Built) -> str:
    """Return the command that makes a report again, in its old folder."""
    audience = cast("Briefing", store.get(draft.briefing)).audience
    papers = [Path(file.path) for file in draft.files]
    period = papers[0].stem.removeprefix("report-")  # 2024-01-01-2025-12-31-en
    day = len("2024-01-01")
    languages = ",".join(sorted(path.stem.rpartition("-")[2] for path in papers))
    return (
        f"advocacy report --since {period[:day]} --until {period[day + 1 : 2 * day + 1]}"
        f" --out {quote(str(papers[0].parent))} --audience {audience} --lang {languages} --replace"
    )

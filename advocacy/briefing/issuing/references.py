"""References and codes as they are typed again from paper, and as they are compared."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from advocacy.briefing.assembly.control import reference_of
from records import ids
from records.store import Store
from records.types.briefing import Briefing, Issue

IDENTIFIER = re.compile(
    r"(?P<reference>[^/\s]+)/(?P<number>\d+)/(?P<paper>[\w-]+)/(?P<code>[\w-]+)"
)


def names_a_file(said: str) -> bool:
    """Whether a file is meant and no code: one that is there, or its ending or a slash says so."""
    path = Path(said).expanduser()
    with suppress(OSError):  # longer than a name may be
        if path.is_file():
            return True
    ending = path.suffix.lower() in (".pdf", ".docx")
    return ending or ("/" in said and not IDENTIFIER.fullmatch(said.strip()))


def folded(typed: str) -> str:
    """Return a code or reference as it is compared: without hyphens, and O is 0, I and L are 1."""
    return re.sub(r"[\s\-‐-―]", "", typed.upper()).translate(ids.MISREAD)


def own_part(reference: str) -> str:
    """Return a reference without the year: a draft may be older than this one."""
    return folded(reference)[-6:]


def reference_for(store: Store, issue: Issue) -> str:
    """Return the reference that an issue carries on paper."""
    briefing = store.get(issue.briefing or "")
    assert isinstance(briefing, Briefing)  # noqa: S101  (the field allows nothing else)
    on = date.fromisoformat(issue.on or "")
    return issue.reference or reference_of(store, briefing, on, issue.number or 0)

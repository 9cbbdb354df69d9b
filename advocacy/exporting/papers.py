"""Which papers were issued, and those of them that are still there."""

import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from records.reader import Reader
from records.recall import withdrawn_on
from records.types.briefing import Issue

COLUMNS = ("issue", "briefing", "on", "number", "paper", "sha256", "file")
LARGEST = 256 * 1024 * 1024


class Papers(NamedTuple):
    """The issued papers as rows, and what was found of them, by its place in the archive."""

    rows: list[dict[str, Any]]
    files: dict[str, bytes]
    withdrawn: int  # papers that were found and show words that were withdrawn since


def papers(reader: Reader, folder: Path | None, closed: Collection[str]) -> Papers:
    """Return every issued paper; with a folder, those in it that are exactly what was issued.

    A paper that shows words withdrawn since is not copied again.
    """
    there = _summed(folder) if folder else {}
    rows, files, withdrawn = [], {}, 0
    for issue in reader.every(Issue):
        if issue.id in closed:
            continue
        recalled = _is_recalled(reader, issue)
        for paper, digest in issue.files:
            found = there.get(str(digest))
            withdrawn += found is not None and recalled
            place = ""
            if found is not None and not recalled:
                safe = re.sub(r"[^A-Za-z0-9.-]+", "-", paper).strip("-.")
                place = f"issued/{issue.ref}-{safe}"
                files[place] = found.read_bytes()
            rows.append(
                {
                    "issue": issue.ref,
                    "briefing": reader.ref(issue.briefing) if issue.briefing else None,
                    "on": issue.on,
                    "number": issue.number,
                    "paper": paper,
                    "sha256": digest,
                    "file": place,
                }
            )
    return Papers(rows, files, withdrawn)


def _is_recalled(reader: Reader, issue: Issue) -> bool:
    accounts = {label.split(" ")[0] for label, _decision in issue.items}
    return any(withdrawn_on(reader, account) for account in accounts)


def _summed(folder: Path) -> dict[str, Path]:
    """Return the PDFs below a folder by their SHA-256; links are not followed."""
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
            found[hashlib.sha256(path.read_bytes()).hexdigest()] = path
    return found

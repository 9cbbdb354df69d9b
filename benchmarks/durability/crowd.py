"""Writers side by side: several processes add to one vault, and none may fail or be lost."""

import multiprocessing
from pathlib import Path

from benchmarks.durability.writes import Place, make, meeting
from records import checking
from records.errors import RecordsError

WRITERS = 6


def crowd(scratch: Path, number: int) -> tuple[int, list[str]]:
    """Return how many records were added side by side, and what went wrong."""
    place = make(scratch / "crowd", meetings=0)
    each = number // WRITERS
    context = multiprocessing.get_context("fork")
    with context.Pool(WRITERS) as pool:
        wrong = pool.starmap(_add, [(place, writer, each) for writer in range(WRITERS)])
    failed = [one for writer in wrong for one in writer]
    with place.store() as store:
        rows = store.vault.connection.execute("SELECT title FROM consultation").fetchall()
        lost = {f"Workshop {n}" for n in range(each * WRITERS)} - {row[0] for row in rows}
        failed += [f"lost: {title}" for title in sorted(lost)]
        failed += [finding.what for finding in checking.check(store)]
    return each * WRITERS, failed


def _add(place: Place, writer: int, number: int) -> list[str]:
    failed = []
    for step in range(number):
        try:
            with place.store() as store:
                store.add("consultation", meeting(writer * number + step))
        except RecordsError as refusal:
            failed.append(f"writer {writer}: {refusal}")
    return failed

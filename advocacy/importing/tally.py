"""What an import did, or would do."""

from collections import Counter
from typing import NamedTuple

from advocacy.importing.problems import Problem

MOST_TOLD = 50
"""So many bad cells are named; of the others their number."""


MOST_BAD = 10_000
"""After so many bad cells the rest is not looked at: it is another file than it should be."""


class Effect(NamedTuple):
    """What an import did to one type, in rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: int = 0
    gone: int = 0  # erased here, refused for ever
    deleted: int = 0  # deleted here by somebody, and left so


class Report(NamedTuple):
    """What came of an import."""

    effects: dict[str, Effect]  # by type
    problems: tuple[Problem, ...]  # the first of them
    bad_cells: int
    examples: int  # rows that only show how it is done
    without_consent: int  # new testimonies of which nothing can be printed yet
    left: int  # children on record that the file no longer has
    aside: tuple[str, ...]  # sheets that were not read
    stopped: bool  # whether the rest of the file was not looked at
    written: bool


class Tally:
    """Counts while the import goes on."""

    def __init__(self, kind: str) -> None:
        self.effects: dict[str, Counter[str]] = {kind: Counter()}
        self.problems: list[Problem] = []
        self.bad_cells = self.examples = self.without_consent = self.left = 0
        self.stopped = False

    def count(self, kind: str, did: str) -> None:
        """Count one row: new, changed, unchanged, bad, gone or deleted."""
        self.effects.setdefault(kind, Counter())[did] += 1

    def bad(self, kind: str, problems: list[Problem]) -> None:
        """Count a bad row, and keep what is wrong with it."""
        self.count(kind, "bad")
        self.bad_cells += len(problems)
        self.problems += problems[: max(MOST_TOLD - len(self.problems), 0)]

    def moment(self) -> tuple[dict[str, Counter[str]], int, int]:
        """Return the counts of what is kept, to come back to."""
        kept = {kind: counted.copy() for kind, counted in self.effects.items()}
        return kept, self.without_consent, self.left

    def back_to(self, moment: tuple[dict[str, Counter[str]], int, int]) -> None:
        """Forget what was counted as kept since then; problems stay."""
        self.effects, self.without_consent, self.left = moment

    def report(self, aside: tuple[str, ...], *, written: bool) -> Report:
        """Return the whole."""
        return Report(
            {kind: Effect(**counted) for kind, counted in self.effects.items()},
            tuple(self.problems),
            self.bad_cells,
            self.examples,
            self.without_consent,
            self.left,
            aside,
            self.stopped,
            written,
        )

"""The refusal of what was typed, as against what the records refuse."""

from records.errors import ExitCode, RecordsError


class UsageError(RecordsError):
    """What was typed does not make a command (exit 2)."""

    code = ExitCode.USAGE

    def __init__(self, sentence: str, advice: str = "") -> None:
        """`sentence` says what is wrong, `advice` what to type instead; both translated."""
        super().__init__()
        self.said, self.told = sentence, advice

    def __str__(self) -> str:
        return self.said

    @property
    def hint(self) -> str:
        """What to type instead."""
        return self.told

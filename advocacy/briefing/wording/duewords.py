"""What a commitment's due date means on a day, in words: the same on every page and screen."""

from datetime import date

from advocacy.briefing.wording.phrases import Phrases
from records.followup.promises import standing
from records.types.commitment import Commitment


def due_in_words(one: Commitment, today: date, phrases: Phrases) -> str:
    """Say when it is due and whether that has passed; of what is settled, how it ended."""
    state = standing(one, today)
    if state == "settled":
        return phrases.term("commitment_status", one.status)
    _ = phrases.gettext
    said = {
        "overdue": _("due {date}: overdue"),
        "may_be_overdue": _("due {date}: may be overdue"),
        "due_soon": _("due {date}: within 30 days"),
        "not_due": _("due {date}"),
        "undated": _("no due date"),
    }[state]
    return said.format(date=phrases.date(one.due))

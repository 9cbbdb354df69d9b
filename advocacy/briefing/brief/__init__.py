"""A pack as frozen values: only text that is already cleared for print, in one language.

A design is handed one of these and nothing else, so that a page cannot show what the
gate did not let through. `templates/README.md` documents every name.
"""

from advocacy.briefing.brief.cover import Control, OfficeLine, Squares, identifier_of
from advocacy.briefing.brief.handout import Brief
from advocacy.briefing.brief.parts import (
    Annex,
    Answer,
    Answered,
    Change,
    Cited,
    Figure,
    Finding,
    Letter,
    Meeting,
    Promise,
    Request,
    Sheet,
    Stand,
    Table,
    Voice,
)
from advocacy.briefing.brief.staff import (
    Assessed,
    Borrowed,
    Delegate,
    Ground,
    Placed,
    PowerMap,
    PowerRow,
    Question,
    StaffBrief,
)
from advocacy.briefing.brief.summary import Summary, SummaryAsk
from advocacy.briefing.brief.words import LANGUAGES, Language, Page, Picture, Words

__all__ = [
    "LANGUAGES",
    "Annex",
    "Answer",
    "Answered",
    "Assessed",
    "Borrowed",
    "Brief",
    "Change",
    "Cited",
    "Control",
    "Delegate",
    "Figure",
    "Finding",
    "Ground",
    "Language",
    "Letter",
    "Meeting",
    "OfficeLine",
    "Page",
    "Picture",
    "Placed",
    "PowerMap",
    "PowerRow",
    "Promise",
    "Question",
    "Request",
    "Sheet",
    "Squares",
    "StaffBrief",
    "Stand",
    "Summary",
    "SummaryAsk",
    "Table",
    "Voice",
    "Words",
    "identifier_of",
]

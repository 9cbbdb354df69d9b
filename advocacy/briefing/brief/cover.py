"""Who hands a paper over, and its control block."""

from dataclasses import dataclass

from advocacy.briefing.brief.words import Page, Picture, Words


@dataclass(frozen=True)
class OfficeLine:
    """Who hands the paper over."""

    name: Words
    short_name: str
    address: Words | None
    logo: Picture | None = None


@dataclass(frozen=True)
class Squares:
    """A QR code: the path of its dark squares, in squares, and its size with the quiet zone."""

    path: str
    size: int


@dataclass(frozen=True)
class Control:
    """The control block of the cover. Dates are in words; empty rows are left out."""

    prepared_for: Words | None
    meeting: Words | None
    meeting_on: str
    place: str
    reference: str  # the pack's own short code, never a record's ref
    data_as_of: str
    version: str
    copies: int  # how many numbered copies; 0 for a draft
    mark: str  # an internal circulation mark that staff set, or empty
    code: str = ""  # the fingerprint, short enough to be read aloud: K7QF-2M9T-X4
    identifier: str = ""  # reference, issue, paper and fingerprint, as the file carries them
    qr: Squares | None = None  # the identifier, for a camera


def identifier_of(page: Page) -> str:
    """Return by what the finished file is known again: papers with a control block have it."""
    control = getattr(page, "control", None)
    return control.identifier if isinstance(control, Control) else ""

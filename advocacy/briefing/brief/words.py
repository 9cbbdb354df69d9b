"""A text on a page, with the language it is in."""

from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from advocacy.briefing.brief.scripts import runs_from_right, tongue_of

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Page(Protocol):
    """Whatever a design can be filled with: it says which language it speaks."""

    @property
    def language(self) -> Language:
        """The language of the fixed words on the page."""


@dataclass(frozen=True)
class Words:
    """A text and the language it is in; `borrowed` where the pack's own language is missing."""

    text: str
    language: str  # BCP 47: en, vi, und
    borrowed: bool = False  # printed in another language than the page's
    translated: bool = False  # a translation that was not read back to the speaker

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text cut at blank lines."""
        return tuple(p.strip() for p in self.text.split("\n\n") if p.strip())

    @property
    def tongue(self) -> str:
        """The language as the text's letters tell it, for `lang`: BCP 47."""
        return tongue_of(self.text) or self.language

    @property
    def from_right(self) -> bool:
        """Whether the text is written from right to left."""
        return runs_from_right(self.text)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture, embedded in the page."""

    media: str  # image/png, image/jpeg
    content: bytes
    alternative: Words  # what it shows, for who cannot see it

    @property
    def address(self) -> str:
        """The picture itself, as the address of an image."""
        from base64 import b64encode

        return f"data:{self.media};base64,{b64encode(self.content).decode()}"

"""Texts of records in the language of a page, and what staff should know of them."""

from gettext import NullTranslations
from typing import Any

from advocacy.briefing.brief import Language, OfficeLine, Picture, Words
from advocacy.briefing.charts.letters import number
from records.dates import in_words
from records.fields import fields_of
from records.logo import logo_of
from records.offices import own
from records.store import Store
from records.types.commitment import Commitment
from records.types.common import Record
from records.types.public_life import Official, Organisation
from records.vietnamese import looks_vietnamese
from records.vocabulary import label


class Phrases:
    """Words for one page language. `borrowed` gathers where the other language was printed."""

    def __init__(self, store: Store, language: Language, catalogue: NullTranslations) -> None:
        self.store = store
        self.language = language
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext
        self.borrowed: list[tuple[str, str]] = []

    def of(self, record: Record, field: str) -> Words | None:
        """Return the text of a field in this page's language, else in the other one."""
        twin = f"{field}_vi"
        plain = getattr(record, field)
        vietnamese = getattr(record, twin, None) if twin in fields_of(type(record)) else None
        order = (vietnamese, plain) if self.language == "vi" else (plain, vietnamese)
        text = order[0] or order[1]
        if not text:
            return None
        language = "vi" if text == vietnamese or looks_vietnamese(text) else "en"
        if language != self.language and plain and vietnamese and plain != text:
            # The plain field itself is in the other language: take the one that fits.
            fitting = [
                t for t in (plain, vietnamese) if looks_vietnamese(t) == (self.language == "vi")
            ]
            text = fitting[0] if fitting else text
            language = self.language if fitting else language
        borrowed = language != self.language
        if borrowed:
            self.borrowed.append((record.ref, field))
        return Words(text=text, language=language, borrowed=borrowed)

    def must(self, record: Record, field: str) -> Words:
        """Return the text of a required field."""
        return self.of(record, field) or Words(text="", language=self.language)

    def body(self, organisation_id: str | None) -> Words | None:
        """Return the name of an organisation."""
        if not organisation_id:
            return None
        return self.of(self.store.get(organisation_id), "name")

    def body_name(self, organisation_id: str | None) -> str:
        """Return the plain name of an organisation, or nothing."""
        words = self.body(organisation_id)
        return words.text if words else ""

    def linked(self, record_id: str | None, field: str) -> Words | None:
        """Return a text of another record."""
        return self.of(self.store.get(record_id), field) if record_id else None

    def date(self, edtf: str | None) -> str:
        """Return a date in words, or nothing."""
        return in_words(edtf, self.language) if edtf else ""

    def term(self, vocabulary: str, key: str | None) -> str:
        """Return the label of a term, or nothing."""
        return label(vocabulary, key, self.language) if key else ""

    def number(self, value: float) -> str:
        """Return a number as the language writes it: 1,234.5 or 1.234,5."""
        return number(value, self.language)

    def measured(self, value: float | None, unit: Words | None) -> str:
        """Return a value with its unit, or nothing; a percent sign stands close to its number."""
        if value is None:
            return ""
        joint = " " if unit and not unit.text.startswith("%") else ""
        return f"{self.number(value)}{joint}{unit.text if unit else ''}"

    def post(self, official: Official) -> str:
        """Return an official by post and body, never by name."""
        post = self.must(official, "post").text
        body = self.body_name(official.organisation)
        return f"{post}, {body}" if body else post

    def post_of(self, promise: Commitment) -> str:
        """Return the post that promised: that of its official, else as it was typed."""
        post = self.linked(promise.official, "post")
        typed = promise.post or ""
        return post.text if post and not (post.borrowed and typed) else typed

    def office(self) -> OfficeLine:
        """Return who hands the paper over."""
        office = own(self.store)
        name, logo = self.must(office, "name"), logo_of(self.store, office)
        shows = Words(self.gettext("Logo of {name}").format(name=name.text), self.language)
        return OfficeLine(
            name=name,
            short_name=office.short_name or "",
            address=self.of(office, "address"),
            logo=Picture(**logo._asdict(), alternative=shows) if logo else None,
        )

    def organisation(self, record: Organisation) -> str:
        """Return the plain name of an organisation."""
        return self.must(record, "name").text

    def joined(self, *parts: Any) -> str:
        """Join what there is with a middle dot."""
        return " · ".join(str(part) for part in parts if part)

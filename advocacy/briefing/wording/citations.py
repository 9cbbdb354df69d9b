"""The numbered list of sources of a pack."""

from gettext import NullTranslations

from advocacy.briefing.brief import Cited
from advocacy.briefing.wording.phrases import Phrases
from records.store import Store
from records.types.common import Record
from records.types.evidence import Source
from records.vietnamese import names_the_same


class Citations:
    """Numbers sources in the order in which they are first cited."""

    def __init__(self, store: Store, phrases: Phrases, catalogue: NullTranslations) -> None:
        self.store = store
        self.phrases = phrases
        self.gettext = catalogue.gettext
        self.numbers: dict[str, int] = {}  # the text that is printed → its number

    def of(self, record: Record, *, beside_a_voice: bool = False) -> tuple[int, ...]:
        """Return the numbers of a record's sources, citing those that are new.

        A source that names contributors is cited generically beside a voice, so that
        nobody can look up whose voice it is (1-product.md, source).
        """
        numbers = []
        for source_id in record.sources:
            source = self.store.get(source_id)
            assert isinstance(source, Source)  # noqa: S101  (the field allows nothing else)
            generic = beside_a_voice and source.names_contributors is not False
            text = self._generic(source) if generic else self._whole(source)
            numbers.append(self.numbers.setdefault(text, len(self.numbers) + 1))
        return tuple(dict.fromkeys(numbers))

    def all(self) -> tuple[Cited, ...]:
        """Return the list, in the order of its numbers."""
        return tuple(Cited(number=n, text=text) for text, n in self.numbers.items())

    def number_of(self, source: Source) -> int | None:
        """Return the number under which a source was cited in full, if it was."""
        return self.numbers.get(self._whole(source))

    def _generic(self, source: Source) -> str:
        kind = self.phrases.term("source_kind", source.kind) or self.gettext("source")
        return self.gettext("{kind}; held by the network").format(kind=kind[:1].upper() + kind[1:])

    def _whole(self, source: Source) -> str:
        """Return author, title, publisher, date; then where in it."""
        author, publisher, day = source.author, source.publisher, self.phrases.date(source.date)
        if author and publisher and names_the_same(author.rstrip("."), publisher.rstrip(".")):
            publisher = None
        parts = [author, source.title, publisher, f"{day[:1].upper()}{day[1:]}"]
        said = ". ".join(part.rstrip(".") for part in parts if part)
        return ", ".join(part for part in (said, (source.locator or "").rstrip(".")) if part) + "."

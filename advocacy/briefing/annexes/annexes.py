"""Which attached files a pack prints as annexes, and what stands with each of them.

A file is printed only where staff chose it by name, with words for who cannot see it. One of
a testimony also needs what its contributor allowed: the words on paper and the picture, for
the same readers.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from gettext import gettext as _

from advocacy.briefing.annexes.pages import MOST_PAGES, Leaf, leaves_of
from advocacy.briefing.assembly.handout import Assembly
from advocacy.briefing.brief import Annex, Language, Sheet, Words
from advocacy.briefing.disclosure.paper_text import Paper
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.selection.select import Chosen, LeftOut
from advocacy.briefing.selection.voices import Ruling, rule
from records.attachments import Attachment, attachments, content, of_people
from records.consent import Quotation
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.types.common import Record
from records.types.evidence import Source
from records.types.testimony import Testimony
from records.vietnamese import looks_vietnamese

CHANNELS = ("print", "image_audio")
"""What a contributor has to allow before a file of theirs is printed."""


@dataclass(frozen=True)
class Filed:
    """An attached file that the pack prints."""

    number: int  # Annex 1
    record: Record
    file: Attachment
    original: bytes
    leaves: tuple[Leaf, ...]

    @property
    def searched(self) -> bool:
        """Whether every page has words that could be searched."""
        return all(leaf.words for leaf in self.leaves)

    @property
    def text(self) -> Paper:
        """What the file says, page by page, whether it can be seen or not."""
        told = _("file {n} of {ref}, page {page}")
        places = (
            told.format(n=self.file.number, ref=self.record.ref, page=page)
            for page in range(1, len(self.leaves) + 1)
        )
        words = (leaf.words for leaf in self.leaves)
        return Paper((), tuple(zip(places, words, strict=True)))


@dataclass(frozen=True)
class Annexes:
    """The annexes of a pack, and the chosen files that it does not print."""

    filed: tuple[Filed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


NONE = Annexes()


def annexes_of(
    store: Store, request: PackRequest, chosen: Chosen, rulings: list[Ruling]
) -> Annexes:
    """Choose the files to print, in the order in which the pack speaks of their records."""
    if "annexes" not in request.sections:
        return NONE
    cleared = set(_cleared(store, request, rulings))
    people = of_people(store)
    filed: list[Filed] = []
    left_out: list[LeftOut] = []
    for record in _records(store, request, chosen):
        for file in attachments(store, record.id):
            if not file.printed or any(file.digest == one.file.digest for one in filed):
                continue
            why = _why_not(store, request, record)
            if not why and not people.get(file.digest, set()) <= cleared:
                why = _("its contributor did not allow this file on paper for these readers")
            bare = b"" if why else content(store, file)
            leaves = [] if why else leaves_of(file.kind, bare)
            if leaves:
                filed.append(Filed(len(filed) + 1, record, file, bare, tuple(leaves)))
                continue
            why = why or _("it is damaged or has more than {n} pages").format(n=MOST_PAGES)
            told = _("file {n}: {why}").format(n=file.number, why=why)
            left_out.append(LeftOut(record.ref, told))
    return Annexes(tuple(filed), tuple(left_out))


def _cleared(store: Store, request: PackRequest, rulings: list[Ruling]) -> Iterator[str]:
    """Yield the testimonies whose files may be seen: heard in this pack, and allowed as files."""
    heard = {r.testimony.id: r.testimony for r in rulings if isinstance(r.said, Quotation)}
    if "voices" not in request.sections:
        return
    whole = tuple((one, None) for one in heard.values())
    language = request.languages[0]
    for said in zip(*(rule(store, request, whole, language, c) for c in CHANNELS), strict=True):
        if all(isinstance(ruling.said, Quotation) for ruling in said):
            yield said[0].testimony.id


def _why_not(store: Store, request: PackRequest, record: Record) -> str:
    """Say why no file of a record is printed, or nothing."""
    if record.id in request.without:
        return _("left out by staff")
    if not sensitivity_allows(record.sensitivity, request.audiences):
        return _("its sensitivity keeps it out of papers for this audience")
    if isinstance(record, Source) and (record.names_contributors or _tells_whose(store, record)):
        return _("the source names contributors")
    return ""


def _tells_whose(store: Store, source: Source) -> bool:
    """Whether a testimony rests on a source that is not known to name nobody."""
    told = (one for one in store.every(Testimony) if source.id in one.sources)
    return source.names_contributors is None and any(told)


def _records(store: Store, request: PackRequest, chosen: Chosen) -> Iterator[Record]:
    """Yield what a pack speaks of, each once: asks, evidence, voices, promises, and the rest."""
    meetings = [request.consultation] if request.consultation else []
    argued: list[Record] = [
        request.briefing,
        *(one for p in chosen.positions for one in (p, *_asks_of(chosen, p.id))),
        *chosen.evidence,
    ]
    followed: list[Record] = [
        *(commitment for commitment, _reports in chosen.commitments),
        *meetings,
        *chosen.meetings,
        *chosen.outcomes,
    ]
    # Not what a testimony rests on: it could tell whose it is.
    cited = [*argued, *followed]
    linked = dict.fromkeys((*_linked(cited, "sources"), *_linked(cited, "instrument")))
    voices = (testimony for testimony, _excerpt in chosen.accounts)
    found = (*argued, *voices, *followed, *map(store.get, linked))
    yield from {one.id: one for one in found}.values()


def _asks_of(chosen: Chosen, position: str) -> Iterator[Record]:
    return (ask for ask in chosen.asks if ask.position == position)


def _linked(records: Iterable[Record], field: str) -> Iterator[str]:
    for one in records:
        linked = getattr(one, field, None) or ()
        yield from (linked,) if isinstance(linked, str) else linked


def set_out(assembly: Assembly, filed: Iterable[Filed]) -> tuple[Annex, ...]:
    """Return the annexes as a page in one language prints them."""
    return tuple(_annex(assembly, one) for one in filed)


def _annex(assembly: Assembly, one: Filed) -> Annex:
    phrases, told = assembly.phrases, assembly.catalogue
    caption, count = one.file.caption, len(one.leaves)
    shows = _in(assembly.language, caption.alternative, caption.alternative_vi)
    document = one.file.kind == "pdf"
    pages = told.ngettext("Document, {n} page", "Document, {n} pages", count)
    return Annex(
        number=one.number,
        title=_in(assembly.language, caption.title, caption.title_vi) if _titled(one) else shows,
        shows=shows,
        kind=pages.format(n=phrases.number(count)) if document else told.gettext("Picture"),
        belongs=_belongs(assembly, one.record),
        whole=document,
        sheets=tuple(
            Sheet(
                number=number,
                media=leaf.media,
                content=leaf.content,
                alternative=_spoken(assembly, one, number, shows) if document else shows,
            )
            for number, leaf in enumerate(one.leaves, start=1)
        ),
    )


def _titled(one: Filed) -> bool:
    return bool(one.file.caption.title or one.file.caption.title_vi)


def _in(page: Language, plain: str, vietnamese: str) -> Words:
    """Return the words of a caption in the page's language, else in the other one."""
    text = (vietnamese or plain) if page == "vi" else (plain or vietnamese)
    language = "vi" if text == vietnamese or looks_vietnamese(text) else "en"
    return Words(text=text, language=language, borrowed=language != page)


def _spoken(assembly: Assembly, one: Filed, number: int, shows: Words) -> Words:
    """Return what is read aloud in place of a page: where it stands, and what can be read on it."""
    here = assembly.catalogue.gettext("Annex {n}, page {page} of {pages}")
    place = here.format(n=one.number, page=number, pages=len(one.leaves))
    seen = one.leaves[number - 1].seen
    text = f"{place}. {seen or shows.text}"
    return Words(text, "vi" if looks_vietnamese(text) else "en")


def _belongs(assembly: Assembly, record: Record) -> str:
    """Return the number that a record has in the pack."""
    if isinstance(record, Source):
        number = assembly.citations.number_of(record)
        return f"[{number}]" if number else ""
    if isinstance(record, Testimony):
        pairs = zip(assembly.voice_numbers, assembly.heard, strict=True)
        return ", ".join(n for n, ruling in pairs if ruling.testimony.id == record.id)
    promises = {c.id: f"M{n}" for n, (c, _r) in enumerate(assembly.chosen.commitments, 1)}
    known = assembly.ask_numbers | assembly.evidence_numbers | promises
    return known.get(record.id, "")


def untold(annexes: Iterable[Annex], gettext: Callable[[str], str]) -> Iterator[str]:
    """Tell, in the words of `gettext`, which annexes lack words in their page's language."""
    told = gettext("What annex {n} shows is not told in this language; the other one is printed.")
    yield from (told.format(n=annex.number) for annex in annexes if annex.shows.borrowed)


def to_settle(
    assembly: Assembly, filed: Iterable[Filed], annexes: Iterable[Annex]
) -> Iterator[str]:
    """Yield what staff should know: what nobody but they can search, and which words lack."""
    yield from untold(annexes, assembly.catalogue.gettext)
    numbers = [str(one.number) for one in filed if not one.searched]
    if not numbers:
        return
    told = assembly.phrases.ngettext(
        "Annex {numbers} is a picture or a scan, whose words no search finds: read it before "
        "it leaves.",
        "Annexes {numbers} are pictures or scans, whose words no search finds: read them before "
        "they leave.",
        len(numbers),
    )
    yield told.format(numbers=", ".join(numbers))

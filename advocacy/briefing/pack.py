"""Makes a pack: request, select, gate, Brief, HTML, PDF, and the search of the finished paper."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from advocacy.briefing.assemble import Assembly
from advocacy.briefing.assemble_staff import StaffAssembly, only_spoken
from advocacy.briefing.brief import Brief, Control, Language, StaffBrief
from advocacy.briefing.counts import people_in
from advocacy.briefing.designs import Design, design_named
from advocacy.briefing.disclosure import Disclosed, search
from advocacy.briefing.forbidden import allowed_for, forbidden_for
from advocacy.briefing.paper_text import text_of
from advocacy.briefing.phrases import Phrases
from advocacy.briefing.render import catalogue, to_html, to_pdf
from advocacy.briefing.request import PackRequest
from advocacy.briefing.select import Chosen, LeftOut, Selection
from advocacy.briefing.tallies import recorded
from advocacy.briefing.voices import Ruling, gate_document, rule
from records import ids
from records.places import name as province_name
from records.store import Store
from records.types.briefing import Briefing

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Draft:
    """A pack before it is paper: what was decided, and the page of each language."""

    request: PackRequest
    chosen: Chosen
    rulings: list[Ruling]
    handouts: dict[str, Brief]
    staff: dict[str, StaffBrief]
    reference: str
    shown: tuple[tuple[str, int], ...]  # the counts of people that its pages show

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the pack does not print, and why."""
        return self.chosen.left_out


@dataclass(frozen=True)
class Pack:
    """A finished pack: files by name, ready to be written."""

    draft: Draft
    handout: dict[str, bytes]  # by language
    staff: dict[str, bytes]
    gate: bytes


def draft_of(store: Store, request: PackRequest, *, number: int = 0, copies: int = 0) -> Draft:
    """Choose the records, ask the gate, and assemble each page; nothing is printed yet.

    `number` is the issue's number, 0 for a draft.
    """
    chosen = Selection(store, request).choose()
    reference = reference_of(store, request.briefing, request.on, number)
    rulings: list[Ruling] = []
    handouts: dict[str, Brief] = {}
    staff: dict[str, StaffBrief] = {}
    shown: tuple[tuple[str, int], ...] = ()
    for language in cast("tuple[Language, ...]", request.languages):
        words = catalogue(language)
        control = _control(store, request, language, reference, number=number, copies=copies)
        printed = rule(store, request, chosen.accounts, language)
        spoken = rule(store, request, chosen.accounts, language, channel="oral")
        rulings = rulings or printed
        parts = (store, request, chosen, printed, language, words)
        assembly = Assembly(*parts)
        handouts[language] = assembly.brief(control, draft=not number)
        shown = _shown(chosen, assembly)
        staff[language] = StaffAssembly(*parts).staff_brief(
            control, only_spoken(printed, spoken), draft=not number
        )
    return Draft(request, chosen, rulings, handouts, staff, reference, shown)


def _shown(chosen: Chosen, assembly: Assembly) -> tuple[tuple[str, int], ...]:
    """Return the counts of people that the pages show, as an issue keeps them."""
    evidence = [
        (f"{one.id}:{field}", number)
        for one in chosen.evidence
        for field, number in people_in(one).items()
    ]
    return (*evidence, *recorded(assembly.tallies()))


def print_pack(
    store: Store, draft: Draft, *, design: str = "handout", told: Progress = lambda _step: None
) -> Pack:
    """Print the pages and search them. Raises Disclosed before anything is written."""
    handout_design, staff_design = design_named(design), design_named("staff")
    spoken = rule(
        store, draft.request, draft.chosen.accounts, draft.request.languages[0], channel="oral"
    )
    handout, staff = {}, {}
    for language in draft.request.languages:
        told(f"handout {language}")
        handout[language] = _printed(draft.handouts[language], handout_design)
        _search(store, handout[language], draft.rulings, leaves=True)
        told(f"staff {language}")
        staff[language] = _printed(draft.staff[language], staff_design)
        _search(store, staff[language], [*draft.rulings, *spoken], leaves=False)
    gate = json.dumps(
        gate_document(store, draft.request, draft.rulings), ensure_ascii=False, indent=2
    )
    return Pack(draft, handout, staff, gate.encode() + b"\n")


def _printed(brief: Brief | StaffBrief, design: Design) -> bytes:
    return to_pdf(to_html(brief, design), design, brief)


def _search(store: Store, pdf: bytes, rulings: list[Ruling], *, leaves: bool) -> None:
    hits = search(
        text_of(pdf),
        forbidden_for(store, rulings, leaves=leaves),
        allowed_for(store, rulings),
    )
    if hits:
        raise Disclosed(hits)


def reference_of(store: Store, briefing: Briefing, on: date, number: int) -> str:
    """Return the pack's own short code: no ref of a record, and the same for the same issue."""
    said = f"{briefing.id} {number}".encode()
    drawn = int.from_bytes(hashlib.sha256(said).digest()[:5], "big")
    code = "".join(ids.ALPHABET[drawn >> shift & 31] for shift in range(35, 5, -5))
    from records.offices import own

    short = own(store).short_name
    return f"{short}-{on.year}-{code}" if short else f"{on.year}-{code}"


def _control(  # noqa: PLR0913  (the control block has these rows)
    store: Store, request: PackRequest, language: Language, reference: str, *, number: int,
    copies: int,
) -> Control:  # fmt: skip
    words = catalogue(language)
    phrases = Phrases(store, language, words)
    meeting = request.consultation
    when = phrases.date(meeting.date) if meeting else ""
    if when and meeting and meeting.starts_at:
        when = words.gettext("{day}, {time}").format(day=when, time=meeting.starts_at)
    where = ""
    if meeting:
        province = province_name(meeting.province, language) if meeting.province else ""
        where = phrases.joined(meeting.place, province)
    day = phrases.date(request.on.isoformat())
    version = (
        words.gettext("Issue {n}, {day}").format(n=number, day=day)
        if number
        else words.gettext("Draft, {day}").format(day=day)
    )
    return Control(
        prepared_for=phrases.body(meeting.host) if meeting else None,
        meeting=phrases.of(meeting, "title") if meeting else None,
        meeting_on=when,
        place=where,
        reference=reference,
        data_as_of=day,
        version=version,
        copies=copies,
        mark=request.briefing.classification or "",
    )


def decisions(draft: Draft) -> list[tuple[str, str, str, str]]:
    """Return for each account: ref, decision, reason in English and in Vietnamese."""
    return [
        (
            ruling.excerpt.ref if ruling.excerpt else ruling.testimony.ref,
            ruling.said.decision,
            ruling.said.reason_en,
            ruling.said.reason_vi,
        )
        for ruling in draft.rulings
    ]


def names_of(request: PackRequest) -> dict[str, Any]:
    """Return the file names of a pack, by part and language."""
    ref = request.briefing.ref
    return {
        "handout": {k: f"{ref}-handout-{k}.pdf" for k in request.languages},
        "staff": {k: f"{ref}-staff-{k}.pdf" for k in request.languages},
        "gate": "gate.json",
    }

"""Makes a pack: request, select, gate, Brief, HTML, PDF, and the search of the finished paper."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from advocacy.briefing.assemble import Assembly
from advocacy.briefing.assemble_staff import StaffAssembly, only_spoken
from advocacy.briefing.brief import Brief, Language, StaffBrief
from advocacy.briefing.control import control_of, reference_of
from advocacy.briefing.counts import people_in
from advocacy.briefing.disclosure import Disclosed, search
from advocacy.briefing.forbidden import allowed_for, forbidden_for
from advocacy.briefing.paper_text import text_of
from advocacy.briefing.papers import leaving, staying
from advocacy.briefing.render import catalogue, to_html, to_pdf
from advocacy.briefing.request import PackRequest
from advocacy.briefing.select import Chosen, LeftOut, Selection
from advocacy.briefing.tallies import recorded
from advocacy.briefing.voices import Ruling, gate_document, rule
from records.store import Store

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
    number: int  # of the issue; 0 for a draft
    shown: tuple[tuple[str, int], ...]  # the counts of people that its pages show

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the pack does not print, and why."""
        return self.chosen.left_out


@dataclass(frozen=True)
class Pack:
    """A finished pack, ready to be written: papers by language, "en-vi" where both are in one."""

    draft: Draft
    kind: str  # of the handout: handout, submission, bilingual
    handout: dict[str, bytes]
    staff: dict[str, bytes]
    fingerprints: dict[str, str]  # by paper: handout-en
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
        control = control_of(store, request, language, reference, number=number, copies=copies)
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
    return Draft(request, chosen, rulings, handouts, staff, reference, number, shown)


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
    spoken = rule(
        store, draft.request, draft.chosen.accounts, draft.request.languages[0], channel="oral"
    )
    handout: dict[str, bytes] = {}
    staff: dict[str, bytes] = {}
    codes = {}
    for paper in (*leaving(draft, design), *staying(draft)):
        told(f"{paper.kind} {paper.languages}")
        pdf = to_pdf(to_html(paper.page, paper.design), paper.design, paper.page)
        leaves = paper.kind != "staff"
        heard = draft.rulings if leaves else [*draft.rulings, *spoken]
        _search(store, pdf, heard, leaves=leaves)
        (handout if leaves else staff)[paper.languages] = pdf
        codes[paper.name] = paper.page.control.code
    gate = json.dumps(
        gate_document(store, draft.request, draft.rulings), ensure_ascii=False, indent=2
    )
    kind = next(name.partition("-")[0] for name in codes if not name.startswith("staff"))
    return Pack(draft, kind, handout, staff, codes, gate.encode() + b"\n")


def _search(store: Store, pdf: bytes, rulings: list[Ruling], *, leaves: bool) -> None:
    hits = search(
        text_of(pdf),
        forbidden_for(store, rulings, leaves=leaves),
        allowed_for(store, rulings),
    )
    if hits:
        raise Disclosed(hits)


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


def names_of(draft: Draft, design: str) -> dict[str, Any]:
    """Return the file names of a pack, by part and language."""
    ref = draft.request.briefing.ref
    return {
        "handout": {p.languages: f"{ref}-{p.name}.pdf" for p in leaving(draft, design)},
        "staff": {k: f"{ref}-staff-{k}.pdf" for k in draft.staff},
        "gate": "gate.json",
    }

"""Makes a pack: request, select, gate, Brief, HTML, PDF, and the search of the finished paper."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from gettext import gettext as _
from typing import Any, cast

from advocacy.briefing.annexes.annexes import NONE, Annexes, annexes_of, set_out, to_settle
from advocacy.briefing.annexes.originals import refuse_covered, with_originals
from advocacy.briefing.assembly.control import control_of, reference_of
from advocacy.briefing.assembly.handout import Assembly
from advocacy.briefing.assembly.staff import OURS, StaffAssembly, only_spoken
from advocacy.briefing.brief import Brief, Language, StaffBrief
from advocacy.briefing.disclosure.lastcheck import check
from advocacy.briefing.disclosure.paper_text import text_of
from advocacy.briefing.disclosure.web_text import sections_of
from advocacy.briefing.papers import HANDOUTS, leaving, staying
from advocacy.briefing.press.filling import catalogue, to_html
from advocacy.briefing.press.render import to_pdf
from advocacy.briefing.selection.figures import attendance, shown_by, why_not_attended
from advocacy.briefing.selection.request import PackRequest
from advocacy.briefing.selection.select import Chosen, LeftOut, Selection
from advocacy.briefing.selection.tallies import held_back, recorded
from advocacy.briefing.selection.voices import Ruling, gate_document, rule
from advocacy.briefing.word.handout import to_word
from advocacy.briefing.word.text import words_of
from records.errors import RecordsError
from records.onpaper import OnPaper
from records.pagecache import PageCache
from records.store import Store
from records.wording import N_


class EmptyPack(RecordsError):
    """A pack is to be handed over that holds nothing (exit 5)."""

    sentence = N_("the pack is empty: nothing was selected, or nothing may be printed")
    advice = N_("advocacy brief preview {ref} says why")


Progress = Callable[[str, int, int], None]
"""Hears which paper is being printed, how many of its pages are done, of about how many."""


def silent(_paper: str, _done: int, _pages: int) -> None:
    """Hear of the progress, and do nothing."""


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
    annexes: Annexes = NONE
    tables_left_out: tuple[LeftOut, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would stand below the cover."""
        return not any(page.sections for page in self.handouts.values())

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the pack does not print, and why."""
        return (*self.chosen.left_out, *self.tables_left_out, *self.annexes.left_out)


@dataclass(frozen=True)
class Pack:
    """A finished pack, ready to be written: papers by language, "en-vi" where both are in one."""

    draft: Draft
    kind: str  # of the handout: handout, submission, bilingual
    handout: dict[str, bytes]
    staff: dict[str, bytes]
    fingerprints: dict[str, str]  # by paper: handout-en
    gate: bytes
    word: dict[str, bytes]  # editable copies of the handout, by language


def draft_of(store: Store, request: PackRequest, *, number: int = 0, copies: int = 0) -> Draft:
    """Choose the records, ask the gate, and assemble each page; nothing is printed yet.

    `number` is the issue's number, 0 for a draft.
    """
    chosen = Selection(store, request).choose()
    theirs, ours_alone = OnPaper(store, request.audiences), OnPaper(store, OURS)
    reference = reference_of(store, request.briefing, request.on, number)
    rulings: list[Ruling] = []
    handouts: dict[str, Brief] = {}
    staff: dict[str, StaffBrief] = {}
    shown: tuple[tuple[str, int], ...] = ()
    annexes: Annexes | None = None
    tables: set[LeftOut] = set()
    for language in cast("tuple[Language, ...]", request.languages):
        words = catalogue(language)
        control = control_of(
            theirs, _seen_by(theirs, request), language, reference, number=number, copies=copies
        )
        printed = rule(store, request, chosen.accounts, language)
        spoken = rule(store, request, chosen.accounts, language, channel="oral")
        rulings = rulings or printed
        parts = (chosen, printed, language, words)
        assembly = Assembly(theirs, _seen_by(theirs, request), *parts)
        handouts[language] = assembly.brief(control, draft=not number)
        shown = tuple(_shown(assembly))
        tables.update(_tables_left_out(assembly))
        ours = StaffAssembly(ours_alone, _seen_by(ours_alone, request), *parts).staff_brief(
            control, only_spoken(printed, spoken), draft=not number
        )
        annexes = annexes or annexes_of(theirs, request, chosen, printed)
        if annexes.filed:
            page = _with_annexes(handouts[language], assembly, annexes)
            told = to_settle(assembly, annexes.filed, page.annexes)
            handouts[language] = page
            ours = replace(ours, to_settle=(*ours.to_settle, *told))
        staff[language] = ours
    return Draft(
        request, chosen, rulings, handouts, staff, reference, number, shown, annexes or NONE,
        tuple(tables),
    )  # fmt: skip


def _seen_by(paper: OnPaper, request: PackRequest) -> PackRequest:
    meeting = request.consultation
    return replace(request, consultation=paper.shown(meeting) if meeting else None)


def _with_annexes(page: Brief, assembly: Assembly, annexes: Annexes) -> Brief:
    """Return the handout with its annexes, which are its last section."""
    sections = (*page.sections, "annexes")
    return replace(page, sections=sections, annexes=set_out(assembly, annexes.filed))


def _shown(assembly: Assembly) -> Iterator[tuple[str, int]]:
    """Yield the counts of people that a page shows, as an issue keeps them."""
    chosen, k = assembly.chosen, assembly.request.k
    if "evidence" in assembly.request.sections:
        for one in chosen.evidence:
            yield from shown_by(one, k, chosen.shown).items()
    if "history" in assembly.request.sections:
        for meeting in chosen.meetings:
            if not why_not_attended(meeting, k, chosen.shown):
                yield from attendance(meeting).items()
    if "voices" in assembly.request.sections:
        yield from recorded(assembly.tallies())


def _tables_left_out(assembly: Assembly) -> Iterator[LeftOut]:
    request = assembly.request
    if "voices" in request.sections and held_back(
        assembly.rulings, request.k, request.on.isoformat(), assembly.chosen.shown
    ):
        yield LeftOut(
            request.briefing.ref,
            _("tables of who told us: they differ by a few people from what these readers were "
              "shown before"),
        )  # fmt: skip


def print_pack(  # noqa: PLR0913  (the options of `brief build`)
    store: Store,
    draft: Draft,
    *,
    design: str = "handout",
    told: Progress = silent,
    originals: bool = False,
    word: bool = False,
) -> Pack:
    """Print the pages and search them. Raises Disclosed before anything is written.

    With `originals` the handouts hold the files that their annexes show; with `word` there
    is an editable copy of each.
    """
    request, filed = draft.request, draft.annexes.filed
    for one in filed:
        check(store, one.text, draft.rulings)
    if originals:
        refuse_covered(filed)
    spoken = rule(
        store, draft.request, draft.chosen.accounts, draft.request.languages[0], channel="oral"
    )
    handout: dict[str, bytes] = {}
    staff: dict[str, bytes] = {}
    codes = {}
    cache = PageCache(store)
    for paper in (*leaving(draft, design), *staying(draft)):
        html = to_html(paper.page, paper.design)
        heard_of = partial(told, paper.name)
        pdf = to_pdf(html, paper.design, paper.page, cache=cache, told=heard_of)
        leaves = paper.kind != "staff"
        if leaves and originals:
            pdf = with_originals(pdf, filed, request.on)
        heard = draft.rulings if leaves else [*draft.rulings, *spoken]
        check(store, text_of(pdf), heard, leaves=leaves, sections=sections_of(html))
        (handout if leaves else staff)[paper.languages] = pdf
        codes[paper.name] = paper.page.control.code
    gate = json.dumps(
        gate_document(store, draft.request, draft.rulings), ensure_ascii=False, indent=2
    )
    kind = next(name.partition("-")[0] for name in codes if not name.startswith("staff"))
    copies = _word_copies(store, draft) if word else {}
    return Pack(draft, kind, handout, staff, codes, gate.encode() + b"\n", copies)


def _word_copies(store: Store, draft: Draft) -> dict[str, bytes]:
    """Return an editable copy of the handout in each language, searched as the paper is."""
    copies = {}
    for paper in leaving(draft, HANDOUTS[0]):
        page = cast("Brief", paper.page)
        copies[paper.languages] = to_word(page, draft.request.on, catalogue(page.language))
        check(store, words_of(copies[paper.languages]), draft.rulings)
    return copies


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
        "word": {k: f"{ref}-handout-{k}.docx" for k in draft.handouts},
        "staff": {k: f"{ref}-staff-{k}.pdf" for k in draft.staff},
        "gate": "gate.json",
    }

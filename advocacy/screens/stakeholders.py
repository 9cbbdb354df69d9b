"""What we know of a body or a post, on one screen; and the power map, for staff alone."""

from collections.abc import Iterable
from gettext import gettext as _
from typing import Any

from advocacy import console, settings
from advocacy.screens import ledger, showing
from records.dates import in_words
from records.edtf import parse
from records.followup.promises import Weighed
from records.followup.promises import ledger as weigh
from records.followup.stakeholders import (
    DEGREES,
    VIEWS,
    Placed,
    PowerMap,
    View,
    history_of,
    meetings_with,
)
from records.followup.succession import bodies_of, line_of
from records.followup.tenure import Chair, chairs, held
from records.store import Store
from records.types.consultation import Consultation
from records.types.public_life import Assessment, Official, Organisation
from records.vocabulary import label


class Known:
    """What the records say of one stakeholder, as of the day it is."""

    def __init__(self, store: Store, who: Organisation | Official) -> None:
        self.store = store
        self.who = who
        self.today = store.today
        self.views = history_of(store.where(Assessment, "about", who.id))
        self.meetings: list[Consultation] = meetings_with(store, who.id)
        bodies = bodies_of(store)
        found = weigh(store, self.today, who.id if isinstance(who, Organisation) else "")
        self.chairs: dict[str, Chair] = chairs(store, (one.commitment for one in found), self.today)
        self.commitments = found if isinstance(who, Organisation) else [
            one for one in found if self._sat(one)
        ]  # fmt: skip
        line = line_of(bodies, who.id, self.today)
        self.now = bodies[line[-1]] if len(line) > 1 else None
        self.before = [
            one for one in bodies.values()
            if one.id != who.id and who.id in line_of(bodies, one.id, self.today)
        ]  # fmt: skip
        # Posts of a body whose records moved with it to the successor are found there.
        self.officials = store.where(Official, "organisation", who.id)
        self.officials.sort(key=lambda o: (o.post or "", _since(o)), reverse=True)

    def _sat(self, one: Weighed) -> bool:
        chair = self.chairs.get(one.commitment.id)
        return chair is not None and any(h.official.id == self.who.id for h in chair.then)


def _since(one: Official) -> str:
    return (parse(one.tenure).earliest or "") if one.tenure else ""


def show(known: Known, *, reveal: bool) -> None:
    """Print what is known of a stakeholder."""
    store, who, language = known.store, known.who, settings.current.language
    console.heading(showing.title_of(store, who))
    said = [(name, value) for name, value in showing.lines(store, who, reveal=reveal) if value]
    if known.now:
        said.append((_("Answers today"), showing.named(store, known.now.id)))
    if known.before:
        told = "; ".join(showing.named(store, one.id) for one in known.before)
        said.append((_("Took over from"), told))
    console.pairs(said)
    if known.views:
        _section(_("Assessments, the newest first"))
        console.rows(
            [_("When"), *_view_names(), _("What changed")],
            (_view(view, language) for view in known.views),
        )
        if reveal:
            console.pairs(
                (in_words(v.assessment.date or "", language), v.assessment.basis)
                for v in known.views if v.assessment.basis
            )  # fmt: skip
    if known.officials:
        _section(_("Posts"))
        console.rows(
            [_("Record"), _("Post"), _("Tenure"), _("Today")],
            (_post(known, one, reveal=reveal) for one in known.officials),
        )
    if known.commitments:
        _section(_("Commitments"))
        ledger.show(store, known.commitments)
    if known.meetings:
        _section(_("Meetings, the newest first"))
        console.rows(
            [_("Record"), _("When"), _("What")],
            (
                [one.ref, in_words(one.date, language) if one.date else "",
                 showing.title_of(store, one)]
                for one in known.meetings
            ),
        )  # fmt: skip


def _section(title: str) -> None:
    if console.on_terminal():
        console.say()
    console.heading(title)


def _view_names() -> list[str]:
    from records.fields import fields_of

    language = settings.current.language
    return [fields_of(Assessment)[name].label(language) for name in VIEWS]


def _term(field: str, key: str | None, language: str) -> str:
    return label("stance" if field == "stance" else "degree", key, language) if key else ""


def _view(view: View, language: str) -> list[str]:
    one, names = view.assessment, dict(zip(VIEWS, _view_names(), strict=True))
    return [
        in_words(one.date or "", language),
        *(_term(field, getattr(one, field), language) for field in VIEWS),
        "; ".join(
            f"{names[field].lower()}: {_term(field, before, language)} → "
            f"{_term(field, after, language)}"
            for field, before, after in view.changed
        ),
    ]


def _post(known: Known, one: Official, *, reveal: bool) -> list[str]:
    language = settings.current.language
    today = {"certain": _("sits there"), "possible": _("may sit there"), "no": ""}
    post = showing.title_of(known.store, one)
    return [
        one.ref,
        f"{post}: {one.name}" if reveal else post,
        in_words(one.tenure, language) if one.tenure else "",
        today[held(one.tenure, known.today.isoformat())],
    ]


def as_json(known: Known, *, reveal: bool) -> dict[str, Any]:
    """Return what is known of a stakeholder for programs."""
    store = known.store
    return {
        "stakeholder": showing.as_json(store, known.who, reveal=reveal),
        "answers_today": known.now.ref if known.now else None,
        "took_over_from": [one.ref for one in known.before],
        "assessments": [
            {
                "ref": v.assessment.ref, "date": v.assessment.date,
                **{name: getattr(v.assessment, name) for name in VIEWS},
                "basis": v.assessment.basis if reveal else None,
                "changed": {field: [before, after] for field, before, after in v.changed},
            }
            for v in known.views
        ],
        "posts": [
            {
                "ref": one.ref, "name": one.name if reveal else None, "post": one.post,
                "tenure": one.tenure, "today": held(one.tenure, known.today.isoformat()),
            }
            for one in known.officials
        ],
        "commitments": [
            ledger.as_json(store, one, known.chairs.get(one.commitment.id), reveal=reveal)
            for one in known.commitments
        ],
        "meetings": [one.ref for one in known.meetings],
    }  # fmt: skip


def show_map(store: Store, found: PowerMap) -> None:
    """Print the power map: a grid on a terminal, a line for each stakeholder anywhere else."""
    placed = [(one, *cell) for cell, here in found.cells.items() for one in here]
    placed += [(one, one.influence, one.interest) for one in found.apart]
    if not console.on_terminal():
        console.rows((), (_placed(store, *each) for each in placed))
        return
    from rich.box import SQUARE
    from rich.table import Table

    language = settings.current.language
    table = Table(box=SQUARE, show_lines=True, expand=True)
    table.add_column("", no_wrap=True)
    for interest in DEGREES:
        table.add_column(
            _("interest: {degree}").format(degree=label("degree", interest, language)),
            ratio=1, overflow="fold",
        )  # fmt: skip
    for influence in reversed(DEGREES):
        head = _("influence:\n{degree}").format(degree=label("degree", influence, language))
        cells = (_cell(store, found.cells.get((influence, one), ())) for one in DEGREES)
        table.add_row(console.text(head, "bold"), *(console.text(cell) for cell in cells))
    console.draw(table)
    if found.apart:
        console.heading(_("Interest or influence not known"))
        console.rows(
            [_("Record"), _("Stance"), _("Who")],
            ([store.ref(one.about), _term("stance", one.stance, language), _name(store, one)]
             for one in found.apart),
        )  # fmt: skip


def _placed(store: Store, one: Placed, influence: str, interest: str) -> list[str]:
    language = settings.current.language
    return [
        store.ref(one.about), _name(store, one), _term("influence", influence, language),
        _term("interest", interest, language), _term("stance", one.stance, language),
        in_words(one.on, language),
    ]  # fmt: skip


def _cell(store: Store, placed: Iterable[Placed]) -> str:
    language = settings.current.language
    told = []
    for one in placed:
        stance = _term("stance", one.stance, language)
        told.append(f"{_name(store, one)} ({stance})" if stance else _name(store, one))
    return "\n".join(told)


def _name(store: Store, one: Placed) -> str:
    """Return a body by its name, an official by post and body."""
    who = store.get(one.about)
    if isinstance(who, Official):
        body = showing.title_of(store, store.get(who.organisation or ""))
        said = f"{showing.title_of(store, who)}, {body}"
        # Those who held the same post one after another are told apart by their tenures.
        return f"{said}, {in_words(who.tenure, settings.current.language)}" if who.tenure else said
    return showing.title_of(store, who)


def map_json(store: Store, found: PowerMap) -> list[dict[str, Any]]:
    """Return the power map for programs."""
    placed = [*(one for here in found.cells.values() for one in here), *found.apart]
    return [one._asdict() | {"about": store.ref(one.about)} for one in placed]

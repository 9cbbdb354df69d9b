"""Longer conversations: logging a meeting in a hurry, and the one question about consent."""

from gettext import gettext as _
from typing import Any, cast

from advocacy import console, settings
from advocacy.asking import questions as asking
from advocacy.asking import today
from advocacy.screens.showing import title_of
from records.errors import RecordsError
from records.fields import fields_of
from records.store import Store
from records.types import type_named
from records.types.common import Record
from records.types.consultation import Consultation

MOST_LIKE = 5
"""So many organisations are offered for a name that is not on record."""


def log_consultation(store: Store) -> tuple[Record, bool]:
    """Ask for the title and save; then save each further answer as it is given.

    Returns the record, and whether the conversation was broken off.
    """
    consultation = type_named("consultation")
    fields = fields_of(consultation)
    title = asking.ask_field(store, consultation, fields["title"])
    made = store.add("consultation", {"title": title})
    broken_off = False
    try:
        _keep(store, made, "date", asking.ask_field(store, consultation, fields["date"]))
        _keep(store, made, "host", _ask_host(store))
        _who_went(store, made)
        _what_was_raised(store, made)
        asked = asking.ask_field(store, consultation, fields["what_was_asked"])
        _keep(store, made, "what_was_asked", asked)
        _promises(store, cast("Consultation", store.get(made.id)))
    except (KeyboardInterrupt, EOFError):
        broken_off = True
        console.note()
        console.note(_("What you answered so far is saved as {ref}. Go on with:").format(
            ref=made.ref))  # fmt: skip
        for command in ("edit {ref} --date …", "delegation {ref}", "point {ref}"):
            console.note("  advocacy consultation " + command.format(ref=made.ref))
    return store.get(made.id), broken_off


def _ask_host(store: Store) -> str:
    """Ask who hosted it; who hosted the meeting before, today, is offered."""
    consultation = type_named("consultation")
    host = fields_of(consultation)["host"]
    again = today.remembered(store, consultation, host)
    said = ask_body(
        store, _("Who hosted it?"), default=title_of(store, store.get(again)) if again else ""
    )
    if said:
        today.remember(store, consultation, host, said)
    return said


def _keep(store: Store, made: Record, name: str, answer: Any) -> None:
    if answer:
        store.amend(made.id, {name: answer})


def _child(store: Store, kind: str, said: dict[str, Any], names: tuple[str, ...]) -> None:
    """Ask for these fields; the first answer makes the record, each further one is added."""
    record = type_named(kind)
    fields = fields_of(record)
    made: Record | None = None
    for name in names:
        if fields[name].kind == "ref":
            question = _("Which organisation?")
            answer: Any = ask_body(store, question, kind="member")
        else:
            answer = asking.ask_field(store, record, fields[name], needed=False)
        if not answer and fields[name].required:
            return
        if answer and made is None:
            made = store.add(kind, said | {name: answer})
        elif answer and made:
            _keep(store, made, name, answer)


def ask_body(
    store: Store, question: str, *, default: str = "", kind: str = "government_body"
) -> str:
    """Ask for an organisation by name or ref; offer to add one that is not known. May be empty."""
    question += " " + (_("(- for none)") if default else _("(Enter to skip)"))
    while True:
        said = console.ask(question, default)
        if said in ("", asking.EMPTY):
            return ""
        try:
            return store.ref(store.find(said, "organisation")[0])
        except RecordsError as error:
            if error.code != error.code.NOT_FOUND:
                console.refuse(error)
                continue
        like = _like(store, said)
        if like:
            console.note(_("That name is not on record. Is it one of these?"))
            meant = asking.choose(_("Number (Enter: none of these)"), like)
            if meant:
                return meant
        if not console.agreed(_("That organisation is not on record. Add it?")):
            continue
        organisation = type_named("organisation")
        fields = fields_of(organisation)
        answer = asking.ask_field(store, organisation, fields["kind"], default=kind)
        return store.add("organisation", {"name": said, "kind": answer}).ref


def _like(store: Store, said: str) -> list[tuple[str, str]]:
    """Return ref and name of the organisations whose names hold, or are near, what was said."""
    from records.nearest import nearest
    from records.types.public_life import Organisation
    from records.vietnamese import fold

    names = {
        name: one.ref
        for one in store.every(Organisation)
        for name in (one.name, one.name_vi, *one.aliases)
        if name
    }
    holding = [ref for name, ref in names.items() if fold(said) in fold(name)]
    refs = list(dict.fromkeys([*nearest(said, names), *holding]))[:MOST_LIKE]
    return [(ref, title_of(store, store.meant(ref, "organisation"))) for ref in refs]


def _who_went(store: Store, made: Record) -> None:
    while console.agreed(_("Add who went for us?")):
        names = ("organisation", "province", "people")
        _child(store, "delegation", {"consultation": made.ref}, names)


def _what_was_raised(store: Store, made: Record) -> None:
    while console.agreed(_("Add something that was raised?")):
        names = ("issue", "raised_by", "response")
        _child(store, "point", {"consultation": made.ref}, names)


def _promises(store: Store, made: Consultation) -> None:
    commitment = type_named("commitment")
    fields = fields_of(commitment)
    host = title_of(store, store.get(made.host)) if made.host else ""
    while console.agreed(_("Was anything promised?")):
        words = asking.ask_field(store, commitment, fields["words"], needed=False)
        body = words and ask_body(store, _("Which body promised it?"), default=host)
        if not body:
            console.note(_("A promise needs its words and its body; this one was not saved."))
            continue
        said = {"words": words, "body": body, "consultation": made.ref}
        promise = store.add("commitment", said | {"status": "stated", "basis": "recollected"})
        basis = asking.ask_field(store, commitment, fields["basis"], default="recollected")
        _keep(store, promise, "basis", basis)
        _keep(store, promise, "due", asking.ask_field(store, commitment, fields["due"]))


def ask_consent(store: Store, testimony: Record) -> Record | None:
    """Ask the one question about consent, show what the answer allows, and keep it."""
    from records.consent_presets import PRESETS

    vietnamese = settings.current.language == "vi"
    console.note()
    console.note(_("What may we do with these words?"))
    answers = [(key, (p.label_vi if vietnamese else p.label_en)) for key, p in PRESETS.items()]
    key = asking.choose(_("Number (Enter: not recorded yet, nothing is used)"), answers)
    if not key:
        console.note(_("No consent is recorded: these words stay here."))
        return None
    preset = PRESETS[key]
    console.note(preset.allows_vi if vietnamese else preset.allows_en)
    if not sure(key):
        console.note(_("No consent is recorded: these words stay here."))
        return None
    consent = type_named("consent")
    fields = fields_of(consent)
    day = store.today.isoformat()
    said = {
        "method": asking.ask_field(store, consent, fields["method"], default="oral_witnessed"),
        "given_on": asking.ask_field(store, consent, fields["given_on"], default=day),
    }
    while True:
        try:
            return grant(store, testimony, key, said | ask_details(store, key))
        except RecordsError as refusal:
            console.refuse(refusal)


def sure(preset: str) -> bool:
    """Ask a second time where a decision cannot be taken back."""
    question = _("Publishing cannot be taken back. Is the person sure?")
    return preset != "publish" or console.agreed(question)


DETAILS = (
    "identity", "display_name", "place_detail", "except_bodies", "limits", "expires_on",
    "review_on", "read_back", "subject_agreed", "information_version", "taken_by",
)  # fmt: skip
"""What a decision may say besides, in the order in which it is asked."""


def ask_details(store: Store, preset: str) -> dict[str, Any]:
    """Offer the details of a decision to those who want them; nothing where nobody does."""
    from records.consent_presets import PRESETS

    console.note(_("More can be said: the name or place shown, bodies never to hear it, limits, "
                   "an end, a day to review it."))  # fmt: skip
    if not console.agreed(_("Change such details?")):
        return {}
    consent = type_named("consent")
    fields = fields_of(consent)
    chosen = PRESETS[preset]
    defaults = {"identity": chosen.identity, "place_detail": chosen.place_detail}
    said: dict[str, Any] = {}
    for name in DETAILS:
        if name == "display_name" and said["identity"] not in ("named", "pseudonym"):
            continue
        answer = asking.ask_field(store, consent, fields[name], default=defaults.get(name, ""))
        if answer:
            said[name] = answer
    return said


def grant(store: Store, testimony: Record, preset: str, said: dict[str, Any]) -> Record:
    """Keep a decision made from a preset; what was said besides comes before the preset."""
    from records.consent_presets import PRESETS
    from records.decisions import decide

    chosen = PRESETS[preset]
    values = {
        "testimony": testimony.ref,
        "identity": chosen.identity,
        "audiences": list(chosen.audiences),
        "channels": list(chosen.channels),
        "place_detail": chosen.place_detail,
        "status": "active",
        "method": "oral_witnessed",
        "given_on": store.today.isoformat(),
    }
    return decide(store, testimony.id, values | {k: v for k, v in said.items() if v is not None})

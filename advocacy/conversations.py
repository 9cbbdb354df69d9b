"""Longer conversations: logging a meeting in a hurry, and the one question about consent."""

from gettext import gettext as _
from typing import Any

from advocacy import asking, console, settings
from records.errors import RecordsError
from records.fields import fields_of
from records.store import Store
from records.types import type_named
from records.types.common import Record


def log_consultation(store: Store) -> Record:
    """Ask for the title and save; then each further answer is saved as it is given."""
    consultation = type_named("consultation")
    fields = fields_of(consultation)
    said: dict[str, Any] = {"title": asking.ask_field(store, consultation, fields["title"])}
    made = store.add("consultation", said)
    try:
        _one_by_one(store, made, ("date",))
        host = ask_body(store, _("Who hosted it? (Enter to skip)"))
        if host:
            store.amend(made.id, {"host": host})
        _who_went(store, made)
        _what_was_raised(store, made)
        _one_by_one(store, made, ("what_was_asked",))
        _promises(store, made)
    except (KeyboardInterrupt, EOFError):
        _say_how_to_go_on(made)
    except Exception as error:
        # The prompt library wraps Ctrl-C in an exception of its own.
        if type(error).__name__ != "Abort":
            raise
        _say_how_to_go_on(made)
    return store.get(made.id)


def _say_how_to_go_on(made: Record) -> None:
    console.note()
    console.note(_("What you typed so far is saved as {ref}.").format(ref=made.ref))
    console.note(_("Go on with: advocacy consultation edit {ref} …, consultation delegation {ref}, "
                   "consultation point {ref}").format(ref=made.ref))  # fmt: skip


def _one_by_one(store: Store, made: Record, names: tuple[str, ...]) -> None:
    fields = fields_of(type(made))
    for name in names:
        answer = asking.ask_field(store, type(made), fields[name])
        if answer:
            store.amend(made.id, {name: answer})


def ask_body(store: Store, question: str) -> str:
    """Ask for an organisation by name or ref; offer to add one that is not known. May be empty."""
    while True:
        said = console.ask(question)
        if not said:
            return ""
        try:
            return store.ref(store.find(said, "organisation")[0])
        except RecordsError as error:
            if error.code != error.code.NOT_FOUND or not console.agreed(
                _("That organisation is not on record. Add it?")
            ):
                console.refuse(error)
                continue
        organisation = type_named("organisation")
        kind = asking.ask_field(
            store, organisation, fields_of(organisation)["kind"], default="government_body"
        )
        return store.add("organisation", {"name": said, "kind": kind}).ref


def _who_went(store: Store, made: Record) -> None:
    delegation = type_named("delegation")
    fields = fields_of(delegation)
    while console.agreed(_("Add who went for us?")):
        said: dict[str, Any] = {"consultation": made.ref}
        said["organisation"] = ask_body(store, _("Which organisation? (Enter to skip)")) or None
        for name in ("province", "people"):
            said[name] = asking.ask_field(store, delegation, fields[name])
        store.add("delegation", said)


def _what_was_raised(store: Store, made: Record) -> None:
    point = type_named("point")
    fields = fields_of(point)
    while console.agreed(_("Add something that was raised?")):
        said: dict[str, Any] = {"consultation": made.ref}
        for name in ("issue", "raised_by", "response"):
            said[name] = asking.ask_field(store, point, fields[name])
        store.add("point", said)


def _promises(store: Store, made: Record) -> None:
    commitment = type_named("commitment")
    fields = fields_of(commitment)
    while console.agreed(_("Was anything promised?")):
        said: dict[str, Any] = {"consultation": made.ref, "status": "stated"}
        said["words"] = asking.ask_field(store, commitment, fields["words"])
        said["body"] = ask_body(store, _("Which body promised it?"))
        if not said["body"]:
            console.note(_("A promise needs its body; this one was not saved."))
            continue
        for name in ("basis", "due"):
            said[name] = asking.ask_field(
                store, commitment, fields[name], default="recollected" if name == "basis" else ""
            )
        store.add("commitment", said)


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
    if key == "publish" and not console.agreed(
        _("Publishing cannot be taken back. Is the person sure?")
    ):
        console.note(_("No consent is recorded: these words stay here."))
        return None
    consent = type_named("consent")
    fields = fields_of(consent)
    said: dict[str, Any] = {
        "method": asking.ask_field(store, consent, fields["method"], default="oral_witnessed"),
        "given_on": asking.ask_field(
            store, consent, fields["given_on"], default=store.today.isoformat()
        ),
    }
    return grant(store, testimony, key, said)


def grant(store: Store, testimony: Record, preset: str, said: dict[str, Any]) -> Record:
    """Keep a decision made from a preset; what was said besides comes before the preset."""
    from records.consent_presets import PRESETS

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
    return decide(store, testimony, values | {k: v for k, v in said.items() if v is not None})


def decide(store: Store, testimony: Record, values: dict[str, Any]) -> Record:
    """Keep a decision; it takes the place of the one decision in force, where there is one."""
    from records.consent import heads_of
    from records.types.testimony import Consent

    heads = heads_of(testimony.id, store.where(Consent, "testimony", testimony.id))
    if "supersedes" not in values and len(heads) == 1:
        values = values | {"supersedes": heads[0].ref}
    return store.add("consent", values)

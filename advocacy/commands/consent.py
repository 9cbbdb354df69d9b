"""`advocacy consent`: what contributors decided, and what they took back."""

from gettext import gettext as _
from typing import Annotated, Any, cast

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.session import open_store
from advocacy.usage import UsageError
from advocacy.verbs.group import group, refuse_both, report
from records.errors import MissingField
from records.store import Store
from records.types.common import Record
from records.types.testimony import Consent, Testimony

app = group("consent", "list", "show", "edit", "delete", "history")


def _presets(incomplete: str) -> list[tuple[str, str]]:
    from records.consent_presets import PRESETS

    return [(k, p.label_en) for k, p in PRESETS.items() if k.startswith(incomplete)]


@app.command(
    help=_(
        "Record what a contributor decided. It takes the place of the decision in force. "
        "Example: advocacy consent add --testimony T-7K3Q --preset leave_on_paper"
    )
)
@refusing
@takes_fields_of(Consent)
def add(
    preset: Annotated[
        str | None,
        typer.Option(
            metavar="keep|count|read_aloud|leave_on_paper|publish",
            help=_("One of the five usual decisions; other options come before it."),
            autocompletion=_presets,
            show_default=False,
        ),
    ] = None,
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Record a decision, from a preset, from options, or from a file."""
    from records.consent_presets import PRESETS

    said = given(Consent, options)
    if preset is not None and preset not in PRESETS:
        raise UsageError(
            _("there is no preset called so"),
            _("presets: {names}").format(names=", ".join(PRESETS)),
        )
    refuse_both(from_, said | ({"preset": preset} if preset else {}))
    with open_store() as store:
        if from_:
            _add_all(store, from_, as_json=as_json)
            return
        if "testimony" not in said:
            if not console.can_ask():
                raise UsageError(
                    _("a consent needs --testimony"), _("give it, such as --testimony T-7K3Q")
                )
            said["testimony"] = console.ask(_("For which testimony? (its ref)"))
        testimony = store.meant(said["testimony"], "testimony")
        made = _decided(store, testimony, preset, said)
        if made is None:
            console.note(_("nothing was recorded"))
            return
        report(store, made, as_json=as_json, what=_("Recorded {ref}: {title}"))
        _tell_withdrawn(store, [testimony.id])


def _tell_withdrawn(store: Store, testimonies: list[str]) -> None:
    """Go on as `withdraw` does with those that a decision took back."""
    from advocacy.recalling import end_withdrawal, tell_use
    from records.recall import withdrawn_on

    gone = [one for one in dict.fromkeys(testimonies) if withdrawn_on(store, one)]
    for one in gone:
        record = cast("Testimony", store.get(one))
        console.note(_("{ref} is withdrawn. Nothing prints it now.").format(ref=record.ref))
        tell_use(store, record)
    if gone:
        end_withdrawal(store, gone)


def _add_all(store: Store, file: str, *, as_json: bool) -> None:
    """Record the decisions of a file, each in the place of the one in force."""
    from advocacy.verbs.fromfile import add_all
    from records.decisions import decide

    decided = []

    def add(one: dict[str, Any]) -> Record:
        if not isinstance(one.get("testimony"), str):
            raise MissingField(field="testimony", type="consent")
        decided.append(store.meant(one["testimony"], "testimony").id)
        return decide(store, decided[-1], one)

    add_all(store, Consent, file, as_json=as_json, add=add)
    _tell_withdrawn(store, decided)


def _decided(
    store: Store, testimony: Record, preset: str | None, said: dict[str, Any]
) -> Record | None:
    """Keep a decision; None where the person was not sure."""
    from advocacy import settings
    from advocacy.asking.conversations import ask_consent, ask_details, grant, sure
    from advocacy.asking.questions import ask_missing
    from records.consent_presets import PRESETS
    from records.decisions import decide

    alone = set(said) == {"testimony"} and console.can_ask()
    if preset is None and alone:
        return ask_consent(store, testimony)
    if preset is None:
        return decide(store, testimony.id, ask_missing(store, Consent, said))
    chosen = PRESETS[preset]
    console.note(chosen.allows_vi if settings.current.language == "vi" else chosen.allows_en)
    if console.can_ask() and not sure(preset):
        return None
    return grant(store, testimony, preset, said | (ask_details(store, preset) if alone else {}))


@app.command(
    help=_(
        "A contributor takes it back: from now on nothing prints these words. "
        "Example: advocacy consent withdraw T-7K3QX2M9"
    )
)
@refusing
def withdraw(
    testimony: ref_argument(Testimony),  # type: ignore[valid-type]
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Record a withdrawal; it blocks at once."""
    from advocacy.recalling import end_withdrawal, tell_use
    from records.withdrawal import record_withdrawal

    with open_store() as store:
        one = cast("Testimony", store.meant(testimony, "testimony"))
        if testimony.strip().upper() != one.ref:
            raise UsageError(
                _("a withdrawal needs the full ref"),
                _("if this is the one, type: advocacy consent withdraw {ref}").format(ref=one.ref),
            )
        told = {"ref": one.ref, "code": one.contributor, "day": one.created[:10]}
        if one.contributor:
            console.note(_("{ref} by contributor {code}, recorded {day}").format(**told))
        else:
            console.note(_("{ref}, sealed, recorded {day}").format(**told))
        tell_use(store, one)
        if console.can_ask() and not yes and not console.agreed(_("Withdraw it now?")):
            console.note(_("nothing was changed"))
            return
        made = record_withdrawal(store, one)
        report(store, made, as_json=as_json, what=_("Withdrawn: {title}. Nothing prints it now."))
        end_withdrawal(store, [one.id])

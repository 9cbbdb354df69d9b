"""`advocacy testimony`: what people told us, and its quotable parts."""

from functools import partial
from gettext import gettext as _
from gettext import ngettext
from typing import Annotated, Any, cast

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.session import open_store
from advocacy.usage import UsageError
from advocacy.verbs.group import add_child, group, refuse_both, report
from records.errors import ExitCode
from records.sealing import refuse_without_key
from records.store import Store
from records.types.common import Record
from records.types.testimony import Excerpt, Testimony

app = group("testimony", "list", "show", "edit", "delete", "history")


@app.command(
    help=_(
        "Record a testimony. On a terminal it asks for the words and ends with the one "
        "question about consent. Example: advocacy testimony add --contributor HN-07 "
        "--language vi --words-from story.txt"
    )
)
@refusing
@takes_fields_of(Testimony)
def add(
    from_: FromOption = None,
    sealed: Annotated[
        bool,
        typer.Option("--sealed", help=_("Encrypt all of it to the keys of `advocacy office "
                                        "seal`: this machine cannot read it back.")),
    ] = False,
    identity_from: Annotated[
        str | None,
        typer.Option(metavar="FILE", help=_('With --sealed: who it is, {"name": …, "contact": '
                                            '…}, from a JSON file; - is standard input.'),
                     show_default=False),
    ] = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:  # fmt: skip
    """Record a testimony, from options, a file, or a conversation."""
    from advocacy.asking.questions import ask_missing

    said = given(Testimony, options)
    refuse_both(from_, said)
    if identity_from and not sealed:
        raise UsageError(
            _("--identity-from goes with --sealed"), _("else: advocacy testimony identity REF")
        )
    with open_store() as store:
        if sealed:
            refuse_without_key(store)
        if from_:
            from advocacy.verbs.fromfile import add_all

            keep = partial(sealed_from, store) if sealed else None
            add_all(store, Testimony, from_, as_json=as_json, add=keep)
            return
        said = ask_missing(store, Testimony, said)
        if console.can_ask():
            ask_whose(said)
        made = store.seal(said, **whose(identity_from)) if sealed else store.add("testimony", said)
        broken_off = console.can_ask() and not consent_asked(store, made)
        report(store, made, as_json=as_json, what=_("Recorded {ref}"))
        if broken_off:
            console.leave(ExitCode.INTERRUPTED)
        if sealed:
            console.note(_("It is sealed: only who has the key can read it."))
        elif not made_checked(made):
            console.note(
                _("Before it can be quoted, somebody else reads it for details that could give "
                  "the person away: advocacy testimony checked {ref}").format(ref=made.ref)
            )  # fmt: skip


def whose(file: str | None) -> dict[str, str | None]:
    """Return name and contact of who a sealed testimony is from: from a file, else asked for."""
    from advocacy.files import read_objects

    if file:
        objects, _several = read_objects(file, "--identity-from")
        said = objects[0] if objects else {}
    elif console.can_ask():
        said = {
            "name": console.ask(_("Name (sealed too; Enter to skip)")),
            "contact": console.ask(_("Contact (Enter to skip)")),
        }
    else:
        said = {}
    return {part: str(said.get(part) or "") or None for part in ("name", "contact")}


def sealed_from(store: Store, said: dict[str, Any]) -> Record:
    """Seal one object of a file; its `identity` says who it is."""
    given_ = said.get("identity")
    person = given_ if isinstance(given_, dict) else {}
    told = {part: str(person.get(part) or "") or None for part in ("name", "contact")}
    return store.seal({k: v for k, v in said.items() if k != "identity"}, **told)


def ask_whose(said: dict[str, Any]) -> None:
    """Ask what decides whether an account can be quoted at all, unless it was given."""
    if "source_connection" not in said:
        own = console.agreed(_("Is it the person's own story?"))
        said["source_connection"] = "self" if own else "unknown"
    if "age_band" not in said and console.agreed(_("Is the person under 18?")):
        said["age_band"] = "under_18"


def consent_asked(store: Store, made: Record) -> bool:
    """Ask about consent; False where that was broken off."""
    from advocacy.asking.conversations import ask_consent

    console.note(_("Saved as {ref}.").format(ref=made.ref))
    try:
        ask_consent(store, made)
    except (KeyboardInterrupt, EOFError):
        console.note()
        console.note(_("No consent is recorded yet. Go on with: "
                       "advocacy consent add --testimony {ref}").format(ref=made.ref))  # fmt: skip
        return False
    return True


def made_checked(made: Any) -> bool:
    """Whether somebody has read it for identifying detail."""
    return bool(made.checked_by and made.checked_on)


@app.command(
    help=_(
        "Add a part that may be quoted on its own. "
        "Example: advocacy testimony excerpt T-7K3Q --words-from part.txt"
    )
)
@refusing
@takes_fields_of(Excerpt, without=("testimony",))
def excerpt(
    ref: ref_argument(Testimony),  # type: ignore[valid-type]
    from_: FromOption = None,
    as_json: JsonOption = False,
    **options: Any,
) -> None:
    """Add an excerpt to a testimony."""
    add_child("excerpt", ref, from_, as_json=as_json, options=options)


@app.command(
    help=_(
        "Say that somebody other than the collector has read it for details that could give "
        "the person away. The reader's name is asked for. "
        "Example: advocacy testimony checked T-7K3Q"
    )
)
@refusing
def checked(
    ref: ref_argument(Testimony),  # type: ignore[valid-type]
    by_from: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=_("The reader's name, from a file; - is standard input."),
            show_default=False,
        ),
    ] = None,
    on: Annotated[str, typer.Option(metavar="DAY", help=_("When it was read."))] = "today",
) -> None:
    """Keep who read a testimony or an excerpt, and when."""
    from advocacy.files import read_text

    with open_store() as store:
        one = store.meant(ref, "testimony", "excerpt")
        if by_from:
            name = read_text(by_from, "--by-from").strip()
        elif console.can_ask():
            name = console.ask(_("Who read it?"))
        else:
            raise UsageError(
                _("nobody to ask who read it"), _("give the name in a file: --by-from FILE")
            )
        store.amend(one.id, {"checked_by": name, "checked_on": on})
        console.note(_("{ref} is marked as read for identifying details").format(ref=one.ref))


@app.command(
    help=_(
        "Keep who the contributor is, apart from everything that prints. Name and contact are "
        "asked for. Example: advocacy testimony identity T-7K3Q"
    )
)
@refusing
def identity(
    ref: ref_argument(Testimony),  # type: ignore[valid-type]
    from_: FromOption = None,
) -> None:
    """Keep a contributor's name and contact; finished papers are searched for them."""
    from records.identities import identify

    held = _held(from_) if from_ else None
    with open_store() as store:
        one = store.meant(ref, "testimony")
        if held:
            name, contact = held
        elif console.can_ask():
            name = console.ask(_("Name (it is never printed)"))
            contact = console.ask(_("Contact (Enter to skip)"))
        else:
            raise UsageError(
                _("nobody to ask who it is"),
                _('give a file: --from FILE.json with {"name": …, "contact": …}'),
            )
        identify(store, one.id, name, contact)
        console.note(_("Kept. No paper can show it."))


def _held(file: str) -> tuple[str, str]:
    """Return name and contact from a file with one object."""
    from advocacy.files import BadInputFile, read_objects

    objects, _several = read_objects(file, "--from")
    one = objects[0] if len(objects) == 1 else {}
    told = {key: one.get(key) or "" for key in ("name", "contact")}
    texts = all(isinstance(value, str) for value in told.values())
    if not texts or not any(told.values()) or one.keys() - told.keys():
        raise BadInputFile(
            file="--from", found=_("something else"), expected='{"name": …, "contact": …}'
        )
    return told["name"], told["contact"]


@app.command(
    help=_(
        "Erase a withdrawn testimony: its words, excerpts, files and who it is from. The "
        "decision stays, as proof. Example: advocacy testimony erase T-7K3QX2M9"
    )
)
@refusing
def erase(
    ref: ref_argument(Testimony),  # type: ignore[valid-type]
    answered: Annotated[
        bool, typer.Option("--answered", help=_("The person was answered: erase the contact too."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Erase for good, and say what could not be erased."""
    from advocacy.usage import UsageError
    from records.erasure import erase as erase_for_good

    with open_store() as store:
        one = cast("Testimony", store.meant(ref, "testimony"))
        if ref.strip().upper() != one.ref:
            raise UsageError(
                _("an erasure needs the full ref"),
                _("if this is the one, type: advocacy testimony erase {ref}").format(ref=one.ref),
            )
        question = _("Erase the words of {ref} for good?").format(ref=one.ref)
        if console.can_ask() and not yes and not console.agreed(question):
            console.note(_("nothing was erased"))
            return
        done = erase_for_good(store, one, answered=answered)
    if as_json:
        console.emit(done._asdict())
        return
    console.note(
        _("Erased {ref}: its words, {excerpts}, {files}").format(
            ref=done.ref,
            excerpts=ngettext("{n} excerpt", "{n} excerpts", done.excerpts).format(n=done.excerpts),
            files=ngettext("{n} file", "{n} files", done.files).format(n=done.files),
        )
    )
    for path in done.drafts:
        console.note(_("Deleted the draft {file}").format(file=path))
    if done.not_reached:
        console.note(_("What could not be reached, so that you can tell the person:"))
        for told in done.not_reached:
            console.say(told)
    console.note(_("A new key makes sure that nothing old remains: advocacy vault rotate"))

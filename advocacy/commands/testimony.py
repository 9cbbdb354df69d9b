"""`advocacy testimony`: what people told us, and its quotable parts."""

from gettext import gettext as _
from typing import Annotated, Any

import typer

from advocacy import console
from advocacy.console import refusing
from advocacy.fieldoptions import given, takes_fields_of
from advocacy.options import FromOption, JsonOption, ref_argument
from advocacy.recordgroup import add_child, group, report, save_all
from advocacy.session import open_store
from advocacy.usage import UsageError
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
def add(from_: FromOption = None, as_json: JsonOption = False, **options: Any) -> None:
    """Record a testimony, from options, a file, or a conversation."""
    from advocacy.asking import ask_missing
    from advocacy.files import read_objects

    said = given(Testimony, options)
    if from_ and said:
        raise UsageError(_("--from and other fields together"), _("put all into the file"))
    objects = read_objects(from_) if from_ else []
    with open_store() as store:
        if from_:
            save_all(store, Testimony, objects, as_json=as_json)
            return
        said = ask_missing(store, Testimony, said)
        if console.can_ask() and "source_connection" not in said:
            own = console.agreed(_("Is it the person's own story?"))
            said["source_connection"] = "self" if own else "unknown"
        made = store.add("testimony", said)
        if console.can_ask():
            from advocacy.conversations import ask_consent

            console.note(_("Saved as {ref}.").format(ref=made.ref))
            ask_consent(store, made)
        report(store, made, as_json=as_json, what=_("Recorded {ref}"))
        if not made_checked(made):
            console.note(
                _("Before it can be quoted, somebody else reads it for details that could give "
                  "the person away: advocacy testimony checked {ref}").format(ref=made.ref)
            )  # fmt: skip


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
            name = read_text(by_from).strip()
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
    from advocacy.files import read_objects
    from records.identities import identify
    from records.values import clean

    objects = read_objects(from_) if from_ else []
    with open_store() as store:
        one = store.meant(ref, "testimony")
        if objects:
            name, contact = objects[0].get("name"), objects[0].get("contact")
        elif console.can_ask():
            name = console.ask(_("Name (it is never printed)"))
            contact = console.ask(_("Contact (Enter to skip)"))
        else:
            raise UsageError(
                _("nobody to ask who it is"),
                _('give a file: --from FILE.json with {"name": …, "contact": …}'),
            )
        identify(
            store,
            one.id,
            clean(str(name or "")).strip() or None,
            clean(str(contact or "")).strip() or None,
        )
        console.note(_("Kept. No paper can show it."))

"""Asks a person for fields: the word of the field, an example, the default."""

from gettext import gettext as _
from typing import Any

from advocacy import console, settings
from advocacy.usage import UsageError
from records.errors import RecordsError
from records.fields import Field, fields_of
from records.store import Store
from records.types.common import Record
from records.values import accept


def ask_missing(store: Store, record: type[Record], said: dict[str, Any]) -> dict[str, Any]:
    """Ask for the required fields that are missing; off a terminal, refuse and name them."""
    missing = [f for f in fields_of(record).values() if f.required and f.name not in said]
    if not missing:
        return said
    if not console.can_ask():
        names = ", ".join(option_name(field) for field in missing)
        raise UsageError(
            _("the {type} needs {fields}").format(type=record.NAME, fields=names),
            _("give these options, or put all fields into a file: --from FILE.json"),
        )
    for field in missing:
        default = DEFAULTS.get(field.vocabulary, "")
        said[field.name] = ask_field(store, record, field, default=default)
    return said


DEFAULTS = {
    "language": "vi", "position_status": "draft", "ask_status": "draft",
    "commitment_status": "stated", "consent_status": "active", "organisation_kind": "member",
}  # fmt: skip
"""What a vocabulary's term most often is."""


def option_name(field: Field) -> str:
    """Return how a field is given on the command line."""
    from advocacy.fieldoptions import option_of

    return "--" + option_of(field).replace("_", "-")


def ask_field(
    store: Store,
    record: type[Record],
    field: Field,
    *,
    default: str = "",
    needed: bool | None = None,
) -> Any:
    """Ask for one field until the answer fits; an empty answer leaves one empty that may be."""
    example = _example(field)
    words = field.label(settings.current.language)
    if example:
        words += f" ({example})"
    if field.vocabulary:
        from records.vocabulary import label

        _show_terms(field)
        default = default and label(field.vocabulary, default, settings.current.language)
    needed = field.required if needed is None else needed
    while True:
        said: Any = (
            console.ask_prose(words, needed=needed)
            if field.kind == "prose"
            else console.ask(words, default)
        )
        if field.vocabulary and said:
            said = _numbered(field, said)
        if not said and not needed:
            return None
        if not said:
            console.note(_("This one is needed."))
            continue
        try:
            given = {field.name: said}
            kept = accept(record, given, store.resolved, store.today, whole=False)
        except RecordsError as error:
            console.refuse(error)
            continue
        _shown_back(field, said, kept[field.name])
        return said


def _shown_back(field: Field, said: str, kept: Any) -> None:
    """Show what an answer was taken for, where that is not plain."""
    if field.kind in ("date", "day") and kept and kept != said:
        from records.dates import in_words

        console.note("  = " + in_words(kept, settings.current.language))


def _example(field: Field) -> str:
    return {
        "date": _("such as 15/3/2016, March 2016, about 2008"),
        "day": _("such as 15/3/2016, today"),
        "time": _("such as 09:30"),
        "place": _("such as Ha Noi"),
        "code": _("a code, never a name, such as HN-07"),
        "bool": _("yes or no"),
        "ref": _("a ref or the exact name"),
        "refs": _("refs or exact names, with commas between"),
    }.get(field.kind, "")


def _show_terms(field: Field) -> None:
    from records.vocabulary import terms

    language = settings.current.language
    for number, term in enumerate(terms(field.vocabulary).values(), start=1):
        console.note(f"  {number} {term.vi if language == 'vi' else term.en}")


def _numbered(field: Field, said: str) -> str:
    """Turn numbers of the list that was shown into terms."""
    from records.vocabulary import terms

    keys = list(terms(field.vocabulary))
    parts = [part.strip() for part in said.split(",")]
    return ",".join(
        keys[int(part) - 1] if part.isdecimal() and 0 < int(part) <= len(keys) else part
        for part in parts
    )


def choose(question: str, answers: list[tuple[str, str]], default: str = "") -> str:
    """Ask to choose one of (key, words) by its number; return the key, or "" for none."""
    for number, (_key, words) in enumerate(answers, start=1):
        console.note(f"  {number} {words}")
    while True:
        said = console.ask(question, default)
        if not said:
            return ""
        if said.isdecimal() and 0 < int(said) <= len(answers):
            return answers[int(said) - 1][0]
        keys = [key for key, _words in answers if key == said.strip().lower().replace(" ", "_")]
        if keys:
            return keys[0]
        console.note(_("type a number from 1 to {n}").format(n=len(answers)))

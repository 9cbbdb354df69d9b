"""Asks a person for fields: the word of the field, an example, the default."""

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from typing import Any

from advocacy import console, settings
from advocacy.asking import today
from advocacy.usage import UsageError
from records.errors import RecordsError
from records.fields import Field, fields_of
from records.store import Store
from records.types.common import Record
from records.values import accept

EMPTY, TELL = "-", "?"
"""What is typed to leave a field empty in spite of its default, and to be told about it."""

DEFAULTS = {
    "language": "vi", "position_status": "draft", "ask_status": "draft",
    "commitment_status": "stated", "consent_status": "active", "organisation_kind": "member",
}  # fmt: skip
"""What a vocabulary's term most often is."""

ASKED_TOO = {
    "testimony": ("province", "collected_on"), "commitment": ("consultation", "due"),
    "ask": ("body", "deadline"), "evidence": ("value", "unit", "n", "date"),
    "organisation": ("province",), "campaign": ("goal",), "outcome": ("date", "campaign"),
    "instrument": ("number", "stage"), "source": ("date",), "assessment": ("stance",),
}  # fmt: skip
"""The few fields without which a record is of little use; asked where nothing was given."""

MANY_TERMS = 8
"""A longer list is shown in two columns."""


def ask_missing(store: Store, record: type[Record], said: dict[str, Any]) -> dict[str, Any]:
    """Ask for the required fields that are missing; off a terminal, refuse and name them.

    Where nothing was given at all, the few others that matter are asked for as well.
    """
    fields = fields_of(record)
    missing = [f for f in fields.values() if f.required and f.name not in said]
    if not missing:
        return said
    if not console.can_ask():
        names = ", ".join(option_name(field) for field in missing)
        raise UsageError(
            _("the {type} needs {fields}").format(type=record.NAME, fields=names),
            _("give these options, or put all fields into a file: --from FILE.json"),
        )
    if not said:
        missing += [fields[name] for name in ASKED_TOO.get(record.NAME, ())]
    for field in missing:
        answer = ask_field(store, record, field, default=DEFAULTS.get(field.vocabulary, ""))
        if answer is not None:
            said[field.name] = answer
    return said


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
    """Ask for one field until the answer fits; an empty answer leaves one empty that may be.

    What was answered today is offered before `default`, a value as it is kept.
    """
    needed = field.required if needed is None else needed
    if field.vocabulary:
        show_terms(field)
    words = question(field)
    again = today.remembered(store, record, field)
    if again and not needed:
        words = field.label(settings.current.language) + " " + _("(- for none)")
    default = again or default
    shown = in_short(store, field, default) if default else ""
    while True:
        if field.kind == "prose":
            said = console.ask_prose(words, needed=needed, alone=(EMPTY, TELL))
        else:
            said = console.ask(words, shown)
        if said == TELL:
            tell(field)
        elif not said or said == EMPTY:
            if not needed:
                return None
            console.note(_("This one is needed."))
        elif default and said == shown:
            return store.ref(default) if field.kind == "ref" else default
        else:
            given = understood(store, record, field, said)
            if given is not None:
                today.remember(store, record, field, given)
                return given


def understood(store: Store, record: type[Record], field: Field, said: str) -> Any:
    """Return an answer as it can be kept, shown back in words; None where it did not fit."""
    try:
        given = _as_given(field, said)
        kept = accept(record, {field.name: given}, store.resolved, store.today, whole=False)
    except RecordsError as error:
        error.field = ""  # the question stands just above
        if "field" in error.found:
            error.found["field"] = field.label(settings.current.language)
        console.refuse(error)
        return None
    _show_back(store, field, said, kept[field.name])
    return given


def question(field: Field) -> str:
    """Return the word of a field, with an example where one helps."""
    words = field.label(settings.current.language)
    example = _example(field)
    return f"{words} ({example})" if example else words


def in_short(store: Store, field: Field, value: Any) -> str:
    """Return a value in a few words, to stand as a default."""
    from advocacy.screens.showing import in_words

    return " ".join(in_words(store, field, value).split())


def tell(field: Field) -> None:
    """Tell what a field is for and what can be typed."""
    language = settings.current.language
    console.note(f"  {field.label(language)}")
    if field.vocabulary:
        console.note("  " + _("type a number, or the first letters of one of these:"))
        show_terms(field)
    told = {
        "prose": _("several lines; a line with only a full stop ends them"),
        "texts": _("one or more, with commas between"),
        "int": _("a whole number"),
        "num": _("a number"),
        "series": _('pairs, such as [["2014", 12], ["2015", 19]]'),
    }.get(field.kind) or _example(field)
    if told:
        console.note(f"  {told}")
    if field.required:
        console.note("  " + _("It is needed."))
    if field.sensitive:
        console.note("  " + _("It stays hidden in lists, and is shown with --reveal only."))


def _show_back(store: Store, field: Field, said: str, kept: Any) -> None:
    """Show what an answer was taken for, where that is not plain."""
    if field.kind not in ("date", "day", "term", "terms", "place", "ref", "refs") or not kept:
        return
    from records.vietnamese import nfc

    words = in_short(store, field, kept)
    if nfc(said).casefold() != words.casefold():
        console.note("  = " + words)


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


def show_terms(field: Field) -> None:
    """Show a vocabulary with its numbers."""
    from records.vocabulary import terms

    vietnamese = settings.current.language == "vi"
    labels = [term.vi if vietnamese else term.en for term in terms(field.vocabulary).values()]
    digits = len(str(len(labels)))
    lines = [f"{number:>{digits}} {label}" for number, label in enumerate(labels, start=1)]
    half = (len(lines) + 1) // 2
    width = max(len(line) for line in lines)
    if len(lines) <= MANY_TERMS or 2 * width + 6 > console.width():
        for line in lines:
            console.note("  " + line)
        return
    for left, right in zip(lines[:half], [*lines[half:], ""], strict=False):
        console.note(f"  {left.ljust(width)}  {right}".rstrip())


def _as_given(field: Field, said: str) -> Any:
    """Turn numbers and first letters into terms and provinces, commas into several texts."""
    if field.kind == "texts":
        return [part.strip() for part in said.split(",")]
    if field.kind == "place":
        from records.places import beginning, name

        return _only(beginning(said), said, name)
    if not field.vocabulary:
        return said
    return ",".join(_term(field.vocabulary, part.strip()) for part in said.split(","))


def _term(vocabulary: str, said: str) -> str:
    from records.vocabulary import beginning, label, terms

    keys = list(terms(vocabulary))
    if said.isdecimal() and 0 < int(said) <= len(keys):
        return keys[int(said) - 1]
    return _only(beginning(vocabulary, said), said, partial(label, vocabulary))


def _only(found: list[str], said: str, named: Callable[[str, str], str]) -> str:
    """Return the one that begins so; where several do, they are named."""
    if len(found) > 1:
        several = ", ".join(named(key, settings.current.language) for key in found)
        raise UsageError(
            _("that could be: {several}").format(several=several), _("type a few letters more")
        )
    return found[0] if found else said


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

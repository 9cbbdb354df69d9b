"""Command-line options made from the fields of a record type.

A sensitive field never becomes an option that takes its text, since a command line is
kept in the shell's history: it is read from a file or standard input, or asked for.
"""

import inspect
from collections.abc import Callable
from functools import cache
from gettext import gettext as _
from typing import Annotated, Any, TypeVar

import typer

from advocacy import settings
from advocacy.usage import UsageError
from records.fields import Field, fields_of
from records.types import type_named
from records.types.common import Record

Command = TypeVar("Command", bound=Callable[..., Any])
FROM = "_from"
MOST_OFFERED = 50
"""So many refs of a type are offered: more is no help, and takes time."""


def called(record: type[Record]) -> str:
    """Return the command of a record type."""
    return "brief" if record.NAME == "briefing" else record.NAME


def takes_fields_of(
    record: type[Record], *, without: tuple[str, ...] = (), also: tuple[str, ...] = ()
) -> Callable[[Command], Command]:
    """Give a command one option a field; `without` are given otherwise.

    `also` names further types (children) whose fields are taken too, out of sight.
    """

    def decorate(command: Command) -> Command:
        signature = inspect.signature(command)
        own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
        taken = {p.name for p in own}
        added = []
        for kind in (record, *(type_named(name) for name in also)):
            for field in fields_of(kind).values():
                name = option_of(field)
                if field.name in without or name in taken:
                    continue
                taken.add(name)
                added.append(_parameter(field, name, hidden=kind is not record))
        parameters = [*own, *added]
        command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {p.name: p.annotation for p in parameters}
        return command

    return decorate


def option_of(field: Field) -> str:
    """Return the name of the parameter that carries a field."""
    return field.name + FROM if field.sensitive else field.name


def _parameter(field: Field, name: str, *, hidden: bool) -> inspect.Parameter:
    said = "--" + name.replace("_", "-")
    if field.sensitive:
        option = typer.Option(
            said, metavar="FILE", help=_("{label}: read from a file, - for standard input").format(
                label=field.label(settings.current.language)), hidden=hidden,
            show_default=False,
        )  # fmt: skip
        hint: Any = Annotated[str | None, option]
    else:
        option = typer.Option(
            said, metavar=_metavar(field), help=_help(field), hidden=hidden, show_default=False,
            autocompletion=_completion(field),
        )  # fmt: skip
        hint = Annotated[list[str] | None if field.many else str | None, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hint)


def _metavar(field: Field) -> str:
    return {
        "int": "NUMBER", "num": "NUMBER", "bool": "yes|no", "day": "DAY", "date": "DATE",
        "time": "HH:MM", "term": "TERM", "terms": "TERM", "place": "PROVINCE", "ref": "REF",
        "refs": "REF", "series": "PAIRS", "code": "CODE",
    }.get(field.kind, "TEXT")  # fmt: skip


def _help(field: Field) -> str:
    label = field.label(settings.current.language)
    if field.required:
        label = _("{label} (required)").format(label=label)
    if field.many and field.kind != "series":
        return _("{label}; may be given again").format(label=label)
    return label


@cache
def _completion(field: Field) -> Callable[[str], list[Any]] | None:
    if field.vocabulary:
        return _terms_of(field.vocabulary)
    if field.kind in ("ref", "refs"):
        return refs_of(field.of)
    if field.kind == "place":
        return _provinces
    return None


def _terms_of(vocabulary: str) -> Callable[[str], list[Any]]:
    def complete(incomplete: str) -> list[tuple[str, str]]:
        from advocacy.session import unlocked
        from records.vocabulary import terms

        with unlocked():  # it brings the vault's own terms along
            pass
        return [
            (key, told_in_line(term.vi if settings.current.language == "vi" else term.en))
            for key, term in terms(vocabulary).items()
            if key.startswith(incomplete.lower())
        ]

    return complete


def _provinces(incomplete: str) -> list[tuple[str, str]]:
    from records.places import beginning, provinces

    named = beginning(incomplete)  # a name may hold spaces, so that the code is offered for it
    return [
        (p.code, p.name)
        for p in provinces().values()
        if p.code.startswith(incomplete.upper()) or p.code in named
    ]


def refs_of(types: tuple[str, ...]) -> Callable[[str], list[Any]]:
    """Complete refs of these types, where the vault is unlocked; else nothing."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        from advocacy.screens.showing import title_of
        from advocacy.session import unlocked

        with unlocked() as store:
            if store is None:
                return []
            found = store.beginning(incomplete.upper(), *types, most=MOST_OFFERED)
            small = incomplete[:1].islower()  # a ref is taken in either case
            return [
                (one.ref.lower() if small else one.ref, told_in_line(title_of(store, one)))
                for one in found
            ]

    return complete


def told_in_line(text: str) -> str:
    """Return a text that stands beside a completion: no sign in it means anything to a shell.

    zsh evaluates what it is told, and a title may come from somebody else's file.
    """
    plain = "".join(sign if sign.isalnum() or sign in " .,-–()/+" else " " for sign in text)
    return " ".join(plain.split())[:60]


def given(record: type[Record], options: dict[str, Any]) -> dict[str, Any]:
    """Return what was given for the fields of a type, sensitive texts read from their files."""
    from advocacy.files import read_text

    said: dict[str, Any] = {}
    from_input = 0
    for field in fields_of(record).values():
        value = options.get(option_of(field))
        if value is None or value == []:
            continue
        if field.sensitive:
            from_input += value == "-"
            if from_input > 1:
                raise UsageError(
                    _("standard input was named for more than one field"),
                    _("put all but one into files, or use --from FILE.json"),
                )
            value = read_text(value, "--" + option_of(field).replace("_", "-"))
        said[field.name] = value
    return said

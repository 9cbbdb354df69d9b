"""What narrows records down, as it is typed: FIELD=VALUE and days; and how that completes."""

from collections.abc import Callable, Iterable
from gettext import gettext as _

from advocacy import settings
from advocacy.fieldoptions import called, told_in_line
from advocacy.usage import UsageError
from records.errors import RecordsError
from records.fields import fields_of
from records.store import Store
from records.types.common import Record


def conditions(record: type[Record], said: Iterable[str], option: str) -> dict[str, str]:
    """Return what FIELD=VALUE options say, by field; sensitive fields are refused."""
    found = {}
    sensitive = {name for name, field in fields_of(record).items() if field.sensitive}
    for condition in said:
        name, equals, value = condition.partition("=")
        if not equals:
            raise UsageError(
                _("{option} {given} has no =").format(option=option, given=name[:40]),
                _("type it as FIELD=VALUE, such as {option} status=draft").format(option=option),
            )
        name = name.strip().replace("-", "_")
        if name in sensitive:
            raise UsageError(
                _("{option} takes no sensitive field: a shell keeps what is typed").format(
                    option=option
                ),
                _("advocacy {name} list --json --reveal prints these fields").format(
                    name=called(record)
                )
                if option == "--where"
                else _("give it from a file: --{field}-from FILE").format(
                    field=name.replace("_", "-")
                ),
            )
        found[name] = value.strip()
    return found


def bound(store: Store, said: str | None, option: str) -> str | None:
    """Return the day from which (--since) or until which (--until) something was meant."""
    if not said:
        return None
    from records.dates import as_edtf
    from records.edtf import parse

    try:
        date = parse(as_edtf(said, store.today))
    except RecordsError as refusal:
        refusal.field = option
        raise
    return date.earliest if option == "--since" else date.latest


def field_names(record: type[Record]) -> Callable[[str], list[tuple[str, str]]]:
    """Complete the names of a type's fields."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        language = settings.current.language
        return [
            (name, field.label(language))
            for name, field in fields_of(record).items()
            if name.startswith(incomplete.replace("-", "_"))
        ]

    return complete


def fields_to_ask(record: type[Record]) -> Callable[[str], list[tuple[str, str]]]:
    """Complete FIELD=VALUE: first the field, then the terms that it may hold."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        from records.vocabulary import terms

        language = settings.current.language
        shown = {name: f for name, f in fields_of(record).items() if not f.sensitive}
        name, equals, value = incomplete.partition("=")
        if not equals:
            return [(f"{n}=", f.label(language)) for n, f in shown.items() if n.startswith(name)]
        if name not in shown or not shown[name].vocabulary:
            return []
        return [
            (f"{name}={key}", told_in_line(term.vi if language == "vi" else term.en))
            for key, term in terms(shown[name].vocabulary).items()
            if key.startswith(value.lower())
        ]

    return complete

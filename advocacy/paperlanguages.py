"""The languages that a paper is asked for in."""

from gettext import gettext as _

from advocacy import settings
from advocacy.usage import UsageError


def languages_of(said: str | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages named by `--lang en,vi`, each once; `otherwise` where none is."""
    named = tuple(dict.fromkeys(part.strip() for part in (said or "").split(",") if part.strip()))
    for one in named:
        if one not in settings.LANGUAGES:
            raise UsageError(
                _("no paper is printed in {language}").format(language=one[:20]),
                _("type --lang en, --lang vi or --lang en,vi"),
            )
    return named or otherwise

"""Where the vault lives and which language is spoken; settled once, before anything else."""

import gettext
import locale
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("en", "vi")
LOCALE = Path(__file__).parent / "locale"


class Settings:
    """What holds for the whole command."""

    vault: str | None = None
    language: str = "en"


current = Settings()


def settle_language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Set the language from `--lang`, ADVOCACY_LANG or the locale, and return it.

    Help texts are made while the commands are imported, so this must come before.
    """
    words = _completed(environ) or list(argv)
    said = _said(words, "--lang") or environ.get("ADVOCACY_LANG", "") or _of_locale(environ)
    current.language = said if said in LANGUAGES else "en"
    os.environ["LANGUAGE"] = current.language
    gettext.bindtextdomain("advocacy", str(LOCALE))
    gettext.textdomain("advocacy")
    return current.language


def settle_completion(environ: Mapping[str, str]) -> bool:
    """Whether a shell asks how a line goes on; then settle the vault that the line names."""
    if not environ.get("_ADVOCACY_COMPLETE", "").startswith("complete_"):
        return False
    current.vault = _said(_completed(environ), "--vault") or None
    return True


def _completed(environ: Mapping[str, str]) -> list[str]:
    """Return the words of the line that a shell wants completed."""
    words: list[str] = []
    for variable in ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"):
        words = environ[variable].split()[1:] if environ.get(variable) else words
    return words


OWN = ("--lang", "--vault")


def _said(words: Sequence[str], option: str) -> str:
    """Return what an option says before the command; a command's own `--lang` is another's."""
    said, rest = "", iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in OWN:
            value = value if equals else next(rest, "")
            said = value if name == option else said
        elif not word.startswith("-"):
            break
    return said


def _of_locale(environ: Mapping[str, str]) -> str:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return environ[variable][:2]
    if sys.platform == "win32":
        return (locale.getlocale()[0] or "")[:2].lower()
    return ""


def vault_folder() -> Path:
    """Return the vault's folder: `--vault`, else ADVOCACY_VAULT, else the user's data folder."""
    said = current.vault or os.environ.get("ADVOCACY_VAULT")
    if said:
        return Path(said).expanduser()
    from platformdirs import user_data_path

    return user_data_path("advocacy", appauthor=False) / "vault"

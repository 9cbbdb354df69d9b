"""Marks the sentences of the domain for translation; the terminal decides the language."""

from gettext import gettext

__all__ = ["N_", "gettext"]


def N_(sentence: str) -> str:  # noqa: N802  (the name that gettext tools look for)
    """Mark a sentence for the catalogue without translating it yet."""
    return sentence

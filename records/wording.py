"""Marks the sentences of the domain for translation; the terminal decides the language."""

from gettext import bindtextdomain, gettext, textdomain, translation

__all__ = ["N_", "gettext", "spoken"]


def N_(sentence: str) -> str:  # noqa: N802  (the name that gettext tools look for)
    """Mark a sentence for the catalogue without translating it yet."""
    return sentence


def spoken(labels: tuple[str, str]) -> str:
    """Return the English or the Vietnamese one of two labels, as the sentences around it are."""
    domain = textdomain()
    sentences = translation(domain, bindtextdomain(domain), fallback=True)
    return labels[sentences.info().get("language") == "vi"]

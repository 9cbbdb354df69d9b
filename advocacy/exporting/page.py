"""The frame of a page of the archive: its style stands in it, and it may load nothing."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files


def page(english: str, vietnamese: str, body: str) -> str:
    """Return a whole page; `body` is HTML, the titles are text."""
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        # Nothing but this very style: whatever text a record holds, it starts and loads nothing.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(english)} · {escape(vietnamese)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f"<h1>{both(english, vietnamese)}</h1>\n{body}\n</body>\n</html>\n"
    )


def both(english: str, vietnamese: str) -> str:
    """Return words in English, then in Vietnamese."""
    return f'{escape(english)} <span lang="vi">{escape(vietnamese)}</span>'


@cache
def _style() -> str:
    return (files("advocacy.exporting") / "pages.css").read_text(encoding="utf-8")

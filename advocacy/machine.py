"""Is this machine able? Each check says what it found, and the exact command that mends it.

Foreign libraries are tried in a process of their own: one that crashes or prints must
not take the doctor with it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from platform import python_version
from typing import NamedTuple

from advocacy import libraries
from advocacy.briefing import designs
from advocacy.briefing.press import typefaces
from advocacy.libraries import PANGO, SUBSET, Libraries
from records import keyring
from records.wording import gettext


class Finding(NamedTuple):
    """What one check found; `mend` is what to type here, empty where all is well."""

    name: str
    ok: bool
    found: str
    mend: str = ""
    needed: bool = True


_WIDE = 80  # columns that tables are made for
_PIP = f'"{sys.executable}" -m pip install --force-reinstall'

_SQLCIPHER = """
import sqlcipher3
db = sqlcipher3.connect(":memory:")
db.execute("PRAGMA key = 'only a check'")
db.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
db.execute("INSERT INTO words(words, rank) VALUES ('secure-delete', 1)")
print("SQLCipher", *db.execute("PRAGMA cipher_version").fetchone())
"""
_ARGON2 = """
from cryptography import __version__
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
Argon2id(salt=bytes(16), length=32, iterations=3, lanes=4, memory_cost=65536).derive(b"check")
print("Argon2id, cryptography", __version__)
"""
_PAGE = """
import sys
from pathlib import Path
from pypdfium2 import PdfDocument
from weasyprint import HTML, __version__
line = "Đồng bằng, người, nghĩa, ưỡn ẹo"
face = Path(sys.argv[1]).as_uri()
page = f'''<html lang="vi"><title>Kiểm tra</title><style>
@font-face {{ font-family: face; src: url("{face}") }} p {{ font-family: face }}
</style><p>{line}</p></html>'''
read = PdfDocument(HTML(string=page).write_pdf())[0].get_textpage().get_text_range()
if read.strip() != line:
    sys.exit("the page did not read back")
print("WeasyPrint", __version__)
"""


def examine() -> list[Finding]:
    """Try what the program needs, then what is good to have. Takes about two seconds."""
    findings = [*_needed(), *_good_to_have()]
    return [finding._replace(mend="") if finding.ok else finding for finding in findings]


def _needed() -> list[Finding]:
    fonts = sorted(designs.home().glob("fonts/**/*.ttf"))
    pages = sorted(page.parent.name for page in designs.home().glob(f"*/{designs.PAGE}"))
    pango = libraries.command(libraries.this_system())
    return [
        Finding(
            "Python",
            sys.version_info >= (3, 11),
            python_version(),
            gettext("install Python 3.11 or newer"),
        ),
        _tried(gettext("encrypted database"), f"{_PIP} sqlcipher3", _SQLCIPHER),
        _tried(gettext("key from passphrase"), f"{_PIP} cryptography", _ARGON2),
        _loaded(gettext("libraries for pages"), PANGO),
        _tried(gettext("a page in Vietnamese"), pango, _PAGE, fonts[:1]),
        _brought(gettext("fonts"), [font.name for font in fonts]),
        _brought(gettext("designs"), pages),
        _brought(gettext("vocabularies"), _inside("records", "vocabularies")),
        _brought(gettext("example records"), _inside("records", "examples", "vnsw")),
    ]


def _good_to_have() -> list[Finding]:
    system = libraries.this_system()
    memory = Path("/dev/shm")  # noqa: S108  (looked at, not written)
    letters = sys.stdout.encoding or ""
    width = shutil.get_terminal_size().columns
    coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    messages = _inside("advocacy", "locale", "vi", "LC_MESSAGES")
    findings = [
        _loaded(gettext("library for faster pages"), SUBSET),
        Finding(
            gettext("vault open for a while"),
            _keeps_keys(),
            gettext("the kernel's keyring"),
            "advocacy shell",
        ),
        Finding(
            gettext("letters of the terminal"),
            letters.lower().startswith("utf"),
            letters,
            "chcp 65001 & set PYTHONUTF8=1" if system == "windows" else "export LC_ALL=C.UTF-8",
        ),
        Finding(
            gettext("width and colour"),
            width >= _WIDE,
            f"{width}, " + (gettext("colour") if coloured else gettext("no colour")),
            gettext("make the window wider"),
        ),
        _brought(gettext("messages in Vietnamese"), [m for m in messages if m.endswith(".mo")]),
        _brought(
            gettext("letters of more scripts"), [face.family for face in typefaces.added()]
        )._replace(mend=typefaces.EXTRA),
        Finding(
            gettext("long texts never on disk"),
            memory.is_dir() and os.access(memory, os.W_OK),
            str(memory),
            "advocacy testimony add --from -",
        ),
    ]
    return [finding._replace(needed=False) for finding in findings]


def _loaded(name: str, wanted: Libraries) -> Finding:
    missing = libraries.missing(wanted)
    found = gettext("missing: {names}").format(names=", ".join(missing))
    mend = libraries.command(libraries.this_system())
    return Finding(name, not missing, found if missing else ", ".join(wanted), mend)


def _brought(name: str, names: Sequence[str]) -> Finding:
    """Say whether the files came with the program."""
    found = f"{len(names)}: {', '.join(names[:4])}{' …' if len(names) > 4 else ''}"  # noqa: PLR2004
    mend = gettext("{command}   (in the program's folder)").format(command="pipx install --force .")
    return Finding(name, bool(names), found if names else gettext("none"), mend)


def _inside(package: str, *folder: str) -> list[str]:
    place = files(package).joinpath(*folder)
    names = [entry.name for entry in place.iterdir()] if place.is_dir() else []
    return sorted(name for name in names if not name.startswith("_"))


def _tried(name: str, mend: str, program: str, arguments: Sequence[Path] = ()) -> Finding:
    """Run a few lines of Python elsewhere; their last line is what was found."""
    command = [sys.executable, "-P", "-X", "utf8", "-c", program, *map(str, arguments)]
    # A trial needs no passphrase, so it is handed none.
    around = {name: value for name, value in os.environ.items() if "PASSPHRASE" not in name}
    try:
        ran = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=60, check=False, env=around
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        return Finding(name, ok=False, found=type(trouble).__name__, mend=mend)
    said = (ran.stdout if ran.returncode == 0 else ran.stderr).decode(errors="replace")
    return Finding(name, ran.returncode == 0, said.strip().rpartition("\n")[2], mend)


def _keeps_keys() -> bool:
    """Put a word into the kernel's keyring and take it out again."""
    try:
        keyring.remember("doctor", b"check", 5)
        kept = keyring.recall("doctor") == b"check"
        keyring.forget("doctor")
    except keyring.NoKeyring:
        return False
    return kept

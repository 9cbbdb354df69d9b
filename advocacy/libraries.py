"""The system's libraries that pages are drawn with: which are missing, and what installs them.

Also read by `.ci/bootstrap`, before anything else of the program has run.
"""

import os
import sys
import sysconfig
from collections.abc import Mapping
from ctypes import CDLL
from pathlib import Path
from platform import freedesktop_os_release
from typing import Literal

System = Literal["debian", "fedora", "macos", "windows", "other"]
Libraries = dict[str, tuple[str, ...]]

PANGO: Libraries = {
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "gobject-2.0-0"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0-0"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig-1"),
}
"""What WeasyPrint draws with, under its names on Linux, macOS and Windows."""

SUBSET: Libraries = {
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "harfbuzz-subset",
    ),
}
"""Without it writing a pack takes three times as long."""

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""What Debian and Ubuntu call them."""

_HERE = sys.platform == "win32"
_PYTHON = sys.executable if _HERE else r".venv\Scripts\python"
_SITE = sysconfig.get_path("purelib") if _HERE else r"%CD%\.venv\Lib\site-packages"
COMMANDS: dict[System, str] = {
    "debian": f"sudo apt-get install -y {' '.join(PACKAGES)}",
    "fedora": "sudo dnf install -y pango",
    "macos": 'brew install pango; export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"',
    "windows": f'"{_PYTHON}" -m pip install gstreamer-libs & setx WEASYPRINT_DLL_DIRECTORIES'
    rf' "{_SITE}\gstreamer_libs\bin;{_SITE}\gstreamer_ext_runtime\bin"',
}


def this_system() -> System:
    """Return the kind of system whose commands fit this machine."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    try:
        return kin_of(freedesktop_os_release())
    except OSError:
        return "other"


def kin_of(release: Mapping[str, str]) -> System:
    """Return the kind of a Linux system, by its os-release."""
    kin = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    if kin & {"debian", "ubuntu"}:
        return "debian"
    return "fedora" if kin & {"fedora", "rhel"} else "other"


def command(system: System) -> str:
    """Return what installs the libraries here; on an unknown system all commands, a line each."""
    return COMMANDS.get(system) or "\n".join(
        f"{name:8}{command}" for name, command in COMMANDS.items()
    )


def missing(libraries: Libraries) -> list[str]:
    """Return the names of the libraries that do not load."""
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "").split(";"):
            if Path(folder).is_absolute() and Path(folder).is_dir():
                os.add_dll_directory(folder)
    return [name for name, known_as in libraries.items() if not any(map(_loads, known_as))]


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True

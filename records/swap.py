"""Exchanges two folders in one step, so that something whole is always in place."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Any

EXCHANGE = 2  # RENAME_EXCHANGE of Linux; RENAME_SWAP of macOS has the same number
HERE = -100  # AT_FDCWD of Linux
UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def swap(one: Path, other: Path) -> bool:
    """Exchange two folders of one disk; False where the system or the disk cannot."""
    if os.name != "posix":
        return False
    library: Any = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(HERE, names[0], HERE, names[1], EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, EXCHANGE)
    else:
        return False
    number = ctypes.get_errno()
    if failed and number not in UNABLE:
        raise OSError(number, os.strerror(number))
    return not failed

"""Puts an archive on a disk: as a folder, or as one encrypted file; whole or not at all."""

import errno
import io
import os
import shutil
import tarfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from advocacy.exporting.guide import opening_guide
from records.age import encrypted
from records.age_passphrase import encrypted_with

INSIDE = "archive"
"""The folder that everything in the encrypted file lies in."""

LOCKED = "archive.tar.age"


def locked(
    files: Mapping[str, bytes], made: datetime, *, recipients: Sequence[str], passphrase: str | None
) -> dict[str, bytes]:
    """Return the encrypted archive, and beside it how to open it."""
    plain = as_tar(files, made)
    sealed = (
        encrypted_with(plain, passphrase)
        if passphrase is not None
        else encrypted(plain, recipients)
    )
    told = opening_guide(passphrase=passphrase is not None)
    return {LOCKED: sealed, "README.txt": told.encode()}


def as_tar(files: Mapping[str, bytes], made: datetime) -> bytes:
    """Return files as an uncompressed tar, which is opened everywhere and hides no size."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(f"{INSIDE}/{name}")
            member.size, member.mtime, member.mode = len(files[name]), int(made.timestamp()), 0o600
            tar.addfile(member, io.BytesIO(files[name]))
    return packed.getvalue()


def is_free(folder: Path) -> bool:
    """Whether an archive can be put there: a new folder, or an empty one."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Write all files into a new folder, for this account alone to read. OSError."""
    folder = folder.resolve()  # "." has no name
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)  # of an archive that was cut off
    try:
        part.mkdir(mode=0o700, parents=True)
        for name, content in files.items():
            path = part / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
                f.write(content)
                f.flush()
                os.fsync(f.fileno())
        if folder.exists():
            _fill(folder, part)
        else:
            part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _fill(folder: Path, part: Path) -> None:
    """Move what was written into an empty folder, which stays: somebody's shell may be in it."""
    if not is_free(folder):
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))
    try:
        for one in part.iterdir():
            one.rename(folder / one.name)
    except BaseException:
        for one in folder.iterdir():
            one.rename(part / one.name)
        raise
    part.rmdir()

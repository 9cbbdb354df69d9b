"""The real program as a child process, as scripts and people run it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of stdout: the new ref after `add`."""
        return self.out.strip().split("\n")[-1]

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """Runs `advocacy` off a terminal, in a folder, on a vault."""

    vault: Path
    passphrase: str
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, stdin: str = "", **environment: str) -> Said:
        """Run one command, whatever comes of it."""
        done = subprocess.run(
            [sys.executable, "-m", "advocacy", *words],
            input=stdin.encode(),
            capture_output=True,
            cwd=self.folder,
            env={
                **os.environ,
                "ADVOCACY_VAULT": str(self.vault),
                "ADVOCACY_PASSPHRASE": self.passphrase,
                **self.environment,
                **environment,
            },
            check=False,
            timeout=120,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def __call__(self, *words: str, stdin: str = "", **environment: str) -> Said:
        """Run one command that must succeed."""
        said = self.run(*words, stdin=stdin, **environment)
        assert said.code == 0, (words, said)
        return said

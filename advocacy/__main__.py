"""`python -m advocacy`, and the `advocacy` command."""

import os
import sys

NAMES = ("stdin", "stdout", "stderr")


def main() -> None:
    """Settle streams and language, run the command that was typed, and leave with its code."""
    settle_streams()
    from advocacy.settings import settle_language

    settle_language(sys.argv[1:], os.environ)
    from advocacy.cli import run

    sys.exit(run(sys.argv[1:]))


def settle_streams() -> None:
    """Speak UTF-8 whatever the locale; a stream that was closed leads nowhere."""
    for number, name in enumerate(NAMES):
        if getattr(sys, name) is None:
            # A file opened later must not get the number of a standard stream.
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(nowhere, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115
        else:
            getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()

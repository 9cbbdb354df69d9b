"""`python -m advocacy`, and the `advocacy` command."""

import os
import sys


def main() -> None:
    """Settle the language, then run the command that was typed."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    from advocacy.settings import settle_language

    settle_language(sys.argv[1:], os.environ)
    from advocacy.cli import app

    app()


if __name__ == "__main__":
    main()

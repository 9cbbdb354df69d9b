"""The catalogues of messages fit the code that says them."""

import gettext
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_catalogues_hold_what_the_code_says() -> None:
    command = [sys.executable, str(ROOT / ".ci" / "catalogue"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("It fits.\n", "", 0)


def test_the_program_speaks_vietnamese() -> None:
    spoken = gettext.translation("advocacy", ROOT / "advocacy" / "locale", ["vi"])
    assert spoken.gettext("Options") == "Tùy chọn"

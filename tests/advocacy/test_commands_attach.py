"""Files that cannot be kept are refused in the words of whoever attaches them."""

import pytest

from tests.terminal import Terminal


@pytest.mark.parametrize(
    ("language", "why"), [("en", "its kind is not known"), ("vi", "không rõ loại tệp")]
)
def test_why_a_file_is_not_kept_is_said_in_the_language_of_the_terminal(
    terminal: Terminal, language: str, why: str
) -> None:
    (terminal.folder / "notes.bin").write_bytes(b"\x00\x01\xff")
    ref = terminal("campaign", "add", "--title", "Housing").last
    said = terminal.run("--lang", language, "attach", ref, "notes.bin")
    assert said.code == 8
    assert why in said.err

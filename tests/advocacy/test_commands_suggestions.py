"""Did you mean: what was nearly right is answered with the right word."""

import pytest

from tests.advocacy.conftest import Typed

NEAR = {
    ("consultatoin", "list"): "consultation",
    ("vault", "chek"): "check",
    ("brief", "buld"): "build",
    ("consultation", "list", "--wher", "x"): "--where",
    ("consultation", "add", "--tilte", "x"): "--title",
    ("consultation", "list", "--where", "fourm=hearing"): "forum",
    ("consultation", "list", "--where", "hinh thuc=hearing"): "forum",
    ("consultation", "list", "--where", "phongg=x"): "room",
    ("consultation", "list", "--where", "tóm tat=x"): "summary",
    ("consultation", "list", "--where", "forum=hearin"): "hearing",
    ("consultation", "list", "--where", "forum=phien dieu tra"): "hearing",
    ("consultation", "list", "--sort", "titel"): "title",
    ("consultation", "edit", "--where", "room=1", "--set", "rom=2", "--yes"): "room",
    ("brief", "add", "--title", "x", "--audience", "internal", "--languages", "vi",
     "--sections", "evidense"): "evidence",
    ("organisation", "add", "--name", "x", "--kind", "membre"): "member",
}  # fmt: skip


@pytest.mark.parametrize(("words", "near"), NEAR.items(), ids=lambda w: " ".join(w)[:40])
def test_the_nearest_word_is_named(words: tuple[str, ...], near: str, typed: Typed) -> None:
    said = typed(*words)
    assert said.code in (2, 5)
    error, hint = said.err.strip().split("\n")
    assert error.startswith("error: ")
    assert hint.startswith("hint: did you mean ")
    assert near in hint


def test_a_field_to_clear_is_suggested_too(typed: Typed) -> None:
    ref = typed("consultation", "add", "--title", "Workshop").last
    assert "did you mean room?" in typed("consultation", "edit", ref, "--clear", "rooom").err


def test_where_nothing_is_near_all_is_named(typed: Typed) -> None:
    said = typed("consultation", "list", "--where", "xyzzy=1")
    assert "its fields are: title, title_vi" in said.err
    assert "--help says what can be typed" in typed("xyzzy").err
    assert "--help says what can be typed" in typed("consultation", "list", "--xyzzy").err

"""What was typed wrong is refused with what to type instead, and never repeated where it may be
somebody's story."""

from pathlib import Path

import pytest

from records.store import Store
from records.vault import open_vault, unlock
from tests import builders
from tests.advocacy.conftest import Typed
from tests.conftest import PASSPHRASE

STORY = "They came at night and took the boxes that Lan had hidden under the bed"


def opened(folder: Path) -> Store:
    return Store(open_vault(folder, unlock(folder, PASSPHRASE)))


@pytest.mark.parametrize(
    "typed_instead",
    [STORY, f"{STORY}. Then nothing", "Lan", "Lan/Hoa", "x" * 300, "Chị\u00a0Lan.kể", "a\0b"],
)
def test_a_story_typed_for_a_file_is_not_repeated(typed: Typed, typed_instead: str) -> None:
    said = typed("testimony", "add", "--contributor", "HN-07", "--language", "vi",
                 "--words-from", typed_instead)  # fmt: skip
    assert (said.code, said.out) == (8, "")
    error, hint = said.err.strip().split("\n", 1)
    assert error == "error: --words-from: no such file"
    assert hint.startswith("hint: ")
    assert "--words-from -" in " ".join(hint.split())
    for word in ("Lan", "boxes", "xxx", "kể"):
        assert word not in said.err


def test_a_files_name_that_is_typed_wrong_is_repeated(typed: Typed) -> None:
    said = typed("testimony", "add", "--contributor", "HN-07", "--language", "vi",
                 "--words-from", "stories/stroy.txt")  # fmt: skip
    assert "error: --words-from stroy.txt: no such file" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("testimony", "add", "--from", STORY),
        ("testimony", "add", "--sealed", "--contributor", "a", "--language", "vi",
         "--words-from", "-", "--identity-from", STORY),
        ("testimony", "checked", "{ref}", "--by-from", STORY),
        ("testimony", "identity", "{ref}", "--from", STORY),
        ("testimony", "edit", "{ref}", "--from", STORY),
        ("import", STORY, "--as", "testimony", "--map", STORY),
    ],
)  # fmt: skip
def test_no_other_file_that_is_none_is_repeated(
    typed: Typed, vault_folder: Path, words: tuple[str, ...]
) -> None:
    from records import age, sealing

    with opened(vault_folder) as store:
        ref = builders.a_testimony(store).ref
        sealing.set_recipients(store, [age.recipient_of(age.new_identity())])
    said = typed(*(word.format(ref=ref) for word in words), stdin="x")
    assert said.code == 8
    assert "boxes" not in said.err
    assert "hint: " in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "--out", "x", "--format", "pdf"), "json, csv, xlsx or ics"),
        (("report", "--since", "2025", "--until", "2024", "--out", "x"), "--since"),
        (("report", "--since", "2024", "--until", "2025", "--out", "x", "--audience", "media"),
         "--audience donor"),
        (("timeline", "G-1", "--lang", "fr"), "--lang en"),
        (("trace", "A-1", "--lang", "fr"), "--lang en"),
        (("--lang", "fr", "status"), "--lang en"),
        (("gaps", "--map", "12"), "--map 63"),
        (("archive", "--out", "x", "--reveal", "--plain", "--issued", "nowhere"), "--issued DIR"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong_and_what_to_type(
    typed: Typed, words: tuple[str, ...], told: str
) -> None:
    said = typed(*words)
    assert said.code == 2
    error, hint = said.err.strip().split("\n", 1)
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert told in " ".join(hint.split())


def test_a_word_that_no_list_has_is_refused_with_what_explains_the_list(typed: Typed) -> None:
    said = typed("consultation", "add", "--title", "x", "--forum", "zzzzzz")
    assert said.code == 5
    assert "hint: type one of them; advocacy vocabulary list forum" in " ".join(said.err.split())
    assert typed("vocabulary", "list", "forum").code == 0
    near = typed("consultation", "add", "--title", "x", "--forum", "hearin")
    assert "did you mean hearing?" in near.err


@pytest.mark.parametrize("words", [("consultation", "list"), ("search", "x")])
def test_a_list_of_nothing_is_none(typed: Typed, words: tuple[str, ...]) -> None:
    said = typed(*words, "--limit", "0")
    assert (said.code, said.out) == (2, "")
    assert typed(*words, "--limit", "1").code == 0


def test_one_excerpt_is_no_excerpts(typed: Typed, vault_folder: Path) -> None:
    with opened(vault_folder) as store:
        account = builders.a_testimony(store)
        builders.a_consent(store, account, given_on=store.today.isoformat())
        words = (account.words or "")[:30]
        store.add("excerpt", {"testimony": account.ref, "words": words, "language": "en"})
    typed("consent", "withdraw", account.ref, "--yes")
    said = typed("testimony", "erase", account.ref, "--yes")
    assert f"Erased {account.ref}: its words, 1 excerpt, 0 files" in said.err


def test_a_sealed_testimony_is_withdrawn_by_nobody_called_none(
    typed: Typed, vault_folder: Path
) -> None:
    from records import age, sealing

    with opened(vault_folder) as store:
        sealing.set_recipients(store, [age.recipient_of(age.new_identity())])
        ref = store.seal({"contributor": "K-1", "words": "x", "language": "en"}, None, None).ref
    said = typed("consent", "withdraw", ref, "--yes")
    assert said.code == 0
    assert "None" not in said.err
    assert f"{ref}, sealed, recorded" in said.err


def test_a_province_is_offered_for_its_code_and_for_its_name() -> None:
    from advocacy.fieldoptions import _provinces

    assert ("VN-HN", "Hà Nội") in _provinces("VN-H")
    assert _provinces("ha no") == [("VN-HN", "Hà Nội")]
    assert ("VN-HN", "Hà Nội") in _provinces("Hà")
    assert len(_provinces("")) == 63
    assert _provinces("zz") == []


def test_the_designs_of_handouts_are_offered() -> None:
    from advocacy.packoptions import _designs

    assert _designs("") == ["handout", "submission", "bilingual"]
    assert _designs("s") == ["submission"]

"""The catalogues of messages fit the code that says them, whole and with nothing left out."""

import gettext
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "advocacy" / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/advocacy.po"))
BLANK = re.compile(r"\{[^{}]*\}|%\(\w+\)[a-z]|\x08|\n")
"""What a sentence is filled with, and the marks that lay help out: all stay as they are."""
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

each_catalogue = pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])


def sentences(file: Path) -> list[Message]:
    with file.open("rb") as opened:
        return [message for message in read_po(opened) if message.id]


def sources(message: Message) -> tuple[str, ...]:
    """Return a sentence as the code says it, in the singular and the plural where it has both."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    """Return its translation, one for each plural form of the language."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def differing(found: re.Pattern[str], message: Message) -> list[str]:
    """Return the translations that hold other marks than the source; a plural has the most."""
    wanted = Counter(found.findall(sources(message)[-1]))
    return [
        said for said in translations(message) if said and Counter(found.findall(said)) != wanted
    ]


def test_the_catalogues_hold_what_the_code_says() -> None:
    command = [sys.executable, str(ROOT / ".ci" / "catalogue"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("It fits.\n", "", 0)


def test_there_is_a_vietnamese_catalogue() -> None:
    assert LOCALES / "vi" / "LC_MESSAGES" / "advocacy.po" in CATALOGUES


@each_catalogue
def test_no_sentence_is_untranslated(file: Path) -> None:
    assert [sources(m)[0] for m in sentences(file) if not all(translations(m))] == []


@each_catalogue
def test_no_translation_is_a_guess(file: Path) -> None:
    assert [sources(m)[0] for m in sentences(file) if m.fuzzy] == []


@each_catalogue
def test_a_translation_is_filled_with_what_its_sentence_is_filled_with(file: Path) -> None:
    assert {sources(m)[0]: bad for m in sentences(file) if (bad := differing(BLANK, m))} == {}


@each_catalogue
def test_a_translation_names_the_options_that_its_sentence_names(file: Path) -> None:
    assert {sources(m)[0]: bad for m in sentences(file) if (bad := differing(OPTION, m))} == {}


def test_a_lost_or_renamed_blank_is_noticed() -> None:
    kept = Message("Copy {n} is with %(holder)s", "%(holder)s giữ bản {n}")
    lost = Message("Copy {n} is with %(holder)s", "%(holder)s giữ bản này")
    renamed = Message("Copy {n} is with %(holder)s", "%(nơi)s giữ bản {n}")
    counted = Message(("one copy", "%(num)d copies"), ("các bản",))
    noticed = [bool(differing(BLANK, message)) for message in (kept, lost, renamed, counted)]
    assert noticed == [False, True, True, True]


def test_the_program_speaks_vietnamese() -> None:
    spoken = gettext.translation("advocacy", LOCALES, ["vi"])
    assert spoken.gettext("Options") == "Tùy chọn"

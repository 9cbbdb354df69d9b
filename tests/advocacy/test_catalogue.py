"""The catalogues of messages fit the code that says them, whole and with nothing left out."""

import ast
import gettext
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

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


@cache
def collector() -> Any:
    """Return the program that collects the sentences."""
    spec = spec_from_loader("catalogue", SourceFileLoader("catalogue", f"{ROOT}/.ci/catalogue"))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def collected() -> frozenset[str]:
    """Return the sentences of the catalogues, in the singular, as the code is collected today."""
    return frozenset(sources(message)[0] for message in collector().said() if message.id)


def called(node: ast.expr) -> str:
    """Return the last name of what is called: words.gettext is gettext."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def translators(code: ast.AST) -> set[str]:
    """Return the names under which a module calls for translations, its own ones too."""
    names = set(collector().KEYWORDS)
    pairs: list[tuple[str, str]] = []
    for node in ast.walk(code):
        if isinstance(node, ast.ImportFrom):
            pairs += [(one.asname or one.name, one.name) for one in node.names]
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                both = target, node.value
                several = all(isinstance(side, ast.Tuple) for side in both)
                sides = [getattr(side, "elts", [side]) if several else [side] for side in both]
                pairs += [(called(one), called(other)) for one, other in zip(*sides, strict=False)]
    for _round in pairs:  # an alias may have an alias
        names |= {alias for alias, name in pairs if alias and name in names}
    return names


def handed_over(source: str) -> Iterator[str]:
    """Yield every sentence that a module hands to a translator, whatever it calls it."""
    code = ast.parse(source)
    names = translators(code)
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and node.args and called(node.func) in names:
            said = node.args[0]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value


def handed_over_by_a_page(source: str) -> Iterator[str]:
    """Yield every sentence that a template hands to a translator."""
    page = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    names = set(collector().KEYWORDS)
    for given in page.find_all(nodes.Assign):
        if isinstance(given.target, nodes.Name) and getattr(given.node, "name", "") in names:
            names.add(given.target.name)
    for call in page.find_all(nodes.Call):
        name = getattr(call.node, "name", getattr(call.node, "attr", ""))
        if name in names and call.args and isinstance(call.args[0], nodes.Const):
            yield str(call.args[0].value)


@pytest.mark.parametrize("folder", ["advocacy", "records"])
def test_every_sentence_that_the_code_translates_is_collected(folder: str) -> None:
    code = {file: file.read_text(encoding="utf-8") for file in (ROOT / folder).rglob("*.py")}
    said = {file.name: set(handed_over(text)) - collected() for file, text in code.items()}
    assert {name: lost for name, lost in said.items() if lost} == {}


def test_every_sentence_that_a_template_translates_is_collected() -> None:
    pages = {file: file.read_text(encoding="utf-8") for file in ROOT.glob("templates/*/*.html")}
    said = {f: set(handed_over_by_a_page(text)) - collected() for f, text in pages.items()}
    assert pages
    assert {file.name: lost for file, lost in said.items() if lost} == {}


@pytest.mark.parametrize(
    "code",
    [
        "plural = words.ngettext\nplural('lost', 'many lost', 2)",
        "plural, _ = words.ngettext, words.gettext\nplural('lost', 'many lost', 2)",
        "class A:\n  def a(self):\n    self.say = words.gettext\n    self.say('lo' 'st')",
        "from gettext import gettext as say\nsay('lost')",
        "say = gettext\ntell = say\ntell('lost')",
        "f'{_(\"lost\")} 3'",
    ],
)
def test_a_sentence_under_another_name_is_noticed(code: str) -> None:
    assert set(handed_over(code)) == {"lost"}


def test_a_sentence_of_a_template_under_another_name_is_noticed() -> None:
    assert set(handed_over_by_a_page("{% set say = _ %}{{ say('lost') }}")) == {"lost"}


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

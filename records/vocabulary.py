"""The controlled lists: their terms by key, found by what people type, labelled in two languages.

The lists that ship stand in `vocabularies/terms.tsv`. What an opened vault adds is held
for the life of the process: a process opens one vault.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from records.errors import RecordsError
from records.nearest import nearest
from records.vietnamese import tokens
from records.wording import N_, gettext


class UnknownTerm(RecordsError):
    """A vocabulary has no such term (exit 5). What was found may be anything: it is not quoted."""

    sentence = N_("this is no {vocabulary}, expected one of: {allowed}")
    advice = N_("type one of them; advocacy vocabulary list {list} says what they mean")

    @property
    def hint(self) -> str:
        """The closest terms, where any is close; else where all of them are explained."""
        closest = self.found["closest"]
        return (
            gettext("did you mean {closest}?").format(closest=closest) if closest else super().hint
        )


class Term(NamedTuple):
    """A term: its key is stored, its labels are shown."""

    key: str
    en: str
    vi: str


Terms = dict[str, Term]

_added: dict[str, Terms] = {}


@cache
def _shipped() -> dict[str, Terms]:
    table = Path(__file__).parent / "vocabularies" / "terms.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    _head, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    lists: dict[str, Terms] = {}
    for vocabulary, key, en, vi in rows:
        lists.setdefault(vocabulary, {})[key] = Term(key, en, vi)
    return lists


@cache
def _terms(vocabulary: str) -> Terms:
    words = _raw("people_words").values()
    return {
        term.key: Term(
            term.key,
            _with_people_words(term.en, {word.key: word.en for word in words}),
            _with_people_words(term.vi, {word.key: word.vi for word in words}),
        )
        for term in _raw(vocabulary).values()
    }


def _raw(vocabulary: str) -> Terms:
    shipped, added = _shipped(), _added
    if vocabulary not in shipped and vocabulary not in added:
        raise KeyError(vocabulary)
    return shipped.get(vocabulary, {}) | added.get(vocabulary, {})


def _with_people_words(label: str, words: dict[str, str]) -> str:
    for key, word in words.items():
        label = label.replace(f"{{{key}}}", word)
    return label


@cache
def _spellings(vocabulary: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for term in _terms(vocabulary).values():
        for words in (term.en, term.vi):
            found.setdefault(_spelling(words), term.key)
    return found | {_spelling(key): key for key in _terms(vocabulary)}


def _spelling(said: str) -> str:
    return "_".join(token.folded for token in tokens(said))


def vocabularies() -> tuple[str, ...]:
    """Return the names of all lists, in their order."""
    return tuple(_shipped() | _added)


def terms(vocabulary: str) -> dict[str, Term]:
    """Return the terms of a list by key, in order. KeyError where there is no such list: a bug."""
    return dict(_terms(vocabulary))


def key_of(vocabulary: str, said: str) -> str:
    """Return the key of a term from its key or a label, in any case, with or without diacritics.

    UnknownTerm where there is none, with the allowed keys and the closest ones.
    """
    spellings = _spellings(vocabulary)
    spelling = _spelling(said)
    if spelling not in spellings:
        raise UnknownTerm(
            vocabulary=vocabulary.replace("_", " "),
            list=vocabulary,
            allowed=", ".join(_terms(vocabulary)),
            closest=", ".join(nearest(said, spellings)),
        )
    return spellings[spelling]


def beginning(vocabulary: str, said: str) -> list[str]:
    """Return the keys of the terms that begin so, in either language; one where it is exact."""
    spellings, spelling = _spellings(vocabulary), _spelling(said)
    if not spelling or spelling in spellings:
        return [spellings[spelling]] if spelling else []
    found = (key for words, key in spellings.items() if words.startswith(spelling))
    return list(dict.fromkeys(found))


def label(vocabulary: str, key: str, language: str) -> str:
    """Return the label of a term in `vi`, else in English; the key itself where it is unknown."""
    term = _terms(vocabulary).get(key)
    if term is None:
        return key
    return term.vi if language == "vi" else term.en


def extend(extra: Iterable[tuple[str, str, str, str]]) -> None:
    """Add a vault's own terms: vocabulary, key, English and Vietnamese label.

    A known key gets the new labels. Doing it again changes nothing.
    """
    for vocabulary, key, en, vi in extra:
        _added.setdefault(vocabulary, {})[key] = Term(key, en, vi)
    _relabel()


def forget_added() -> None:
    """Go back to the terms that ship, before another vault is opened in the same process."""
    _added.clear()
    _relabel()


def _relabel() -> None:
    _terms.cache_clear()
    _spellings.cache_clear()

"""What somebody may have meant: the nearest names, however their diacritics are typed."""

from collections.abc import Iterable, Mapping

from records.vietnamese import tokens


def nearest(said: str, names: Mapping[str, str] | Iterable[str], most: int = 3) -> list[str]:
    """Return what the nearest spellings stand for, the nearest first; nothing where none is near.

    `names` leads from each spelling to what it stands for, or lists names that are just that.
    """
    from difflib import get_close_matches  # slow to import, and only a refusal needs it

    meant = names if isinstance(names, Mapping) else {name: name for name in names}
    spellings = {_plain(spelling): meaning for spelling, meaning in meant.items()}
    close = get_close_matches(_plain(said), spellings, n=most)
    return list(dict.fromkeys(spellings[each] for each in close))


def _plain(said: str) -> str:
    return " ".join(token.folded for token in tokens(said.replace("_", " ").replace("-", " ")))

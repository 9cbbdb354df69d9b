"""The provinces of Viet Nam: the 63 before 1 July 2025, and the 34 that they became.

A record keeps the unit as it was reported; its successor is derived. Resolution
202/2025/QH15 made the 34. Codes are ISO 3166-2, of which each successor keeps one.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from records.errors import RecordsError
from records.vietnamese import tokens, unmarked
from records.wording import N_

SECOND_MAP_SINCE = "2025-07-01"
"""The day on which the 34 provinces took the place of the 63."""

# The grouping folds the six socio-economic regions of the General Statistics Office into the
# three customary ones. North: Northern Midlands and Mountains (14), Red River Delta (11).
# Centre: North Central and Central Coastal area (14), Central Highlands (5). South: South East
# (6), Mekong River Delta (13). Every one of the 34 lies within one of the three.
REGIONS = {
    "north": ("the north of Viet Nam", "miền Bắc"),
    "centre": ("the centre of Viet Nam", "miền Trung"),
    "south": ("the south of Viet Nam", "miền Nam"),
}

# The bare name of this city is that of a person.
_FULL_NAMES = {"VN-SG": ("Ho Chi Minh City", "Thành phố Hồ Chí Minh")}

_ALSO_CALLED = {
    "hcm": "VN-SG",
    "hcmc": "VN-SG",
    "tphcm": "VN-SG",
    "saigon": "VN-SG",
    "thuathien": "VN-26",
    "brvt": "VN-43",
    "baria": "VN-43",
    "vungtau": "VN-43",
    "baccan": "VN-53",
    "daclac": "VN-33",
    "darlac": "VN-33",
    "dacnong": "VN-72",
}


class InvalidPlace(RecordsError):
    """There is no province of this name or code (exit 5)."""

    sentence = N_("found no province of this name, expected one such as Hà Nội or VN-HN")
    advice = N_("did you mean {closest}?")

    @property
    def hint(self) -> str:
        """The closest names, where any is close."""
        return super().hint if self.found["closest"] else ""


class Province(NamedTuple):
    """A unit of the 63, and what became of it."""

    code: str
    name: str
    successor: str
    successor_name: str
    change: str  # unchanged, enlarged, absorbed
    region: str  # north, centre, south


@cache
def _provinces() -> dict[str, Province]:
    table = Path(__file__).parent / "vocabularies" / "provinces.tsv"
    _head, *rows = table.read_text(encoding="utf-8").splitlines()
    units = (Province(*row.split("\t")) for row in rows)
    return {unit.code: unit for unit in units}


def provinces() -> dict[str, Province]:
    """Return the 63 provinces and cities before 1 July 2025, by code."""
    return dict(_provinces())


def successors() -> dict[str, str]:
    """Return the 34 provinces and cities since 1 July 2025: code to name."""
    return {unit.successor: unit.successor_name for unit in _provinces().values()}


def successor(code: str) -> str:
    """Return the code of the province that this one belongs to since 1 July 2025."""
    return _provinces()[code].successor


def find(said: str) -> str:
    """Return the code of a province from its code or name, also short or without diacritics.

    InvalidPlace where there is none, with the closest names.
    """
    known = _names()
    bare = _bare(said)
    if bare not in known:
        raise InvalidPlace(closest=_closest(bare))
    return known[bare]


def beginning(said: str) -> list[str]:
    """Return the codes of the provinces whose names begin so; one alone where it is exact."""
    known, bare = _names(), _bare(said)
    if not bare or bare in known:
        return [known[bare]] if bare else []
    begun = (code for words, code in known.items() if words.startswith(bare) and bare.isalpha())
    return list(dict.fromkeys(begun))


def name(code: str, language: str, on: str = "") -> str:
    """Name a province in `vi`, or in English without diacritics, as the UN writes it.

    It is the name of the 63, as reported; where the ISO day `on` is given, the name on that
    day. The code itself where there is no such province.
    """
    if code in _FULL_NAMES:
        return _FULL_NAMES[code][language == "vi"]
    unit = _provinces().get(code)
    if unit is None:
        return code
    renamed = on >= SECOND_MAP_SINCE and unit.successor == code
    written = unit.successor_name if renamed else unit.name
    return written if language == "vi" else unmarked(written)


def in_region_words(region: str, language: str) -> str:
    """Name one of the three regions in `en` or `vi`; the key itself where it is none."""
    return REGIONS[region][language == "vi"] if region in REGIONS else region


def _bare(said: str) -> str:
    words = [token.folded for token in tokens(said)]
    while words and words[0] in ("tinh", "thanh", "tp", "city", "province", "of"):
        if words[0] == "thanh" and words[1:2] != ["pho"]:
            break  # Thanh Hóa
        words = words[2:] if words[0] == "thanh" else words[1:]
    if len(words) > 1 and words[-1] in ("city", "province"):
        words.pop()
    return "".join(words)


@cache
def _names() -> dict[str, str]:
    names = dict(_ALSO_CALLED)
    for code, unit in _provinces().items():
        names[_bare(code)] = names[_bare(code.removeprefix("VN-"))] = code
        names[_bare(unit.name)] = code
    for code, later in successors().items():
        names.setdefault(_bare(later), code)
    return names


def _closest(bare: str) -> str:
    from difflib import get_close_matches  # slow to import, and only a refusal needs it

    named = {_bare(unit.name): unit.name for unit in _provinces().values()}
    return ", ".join(named[close] for close in get_close_matches(bare, named, n=3))

"""Contacts and exact places as they are noted: the entries that a paper must not show."""

import re
from collections.abc import Iterator

from advocacy.briefing.disclosure.person_names import SURE
from advocacy.briefing.disclosure.reading import compact, plain, words
from records.places import InvalidPlace, find

LEAST = 2
"""So many syllables make an entry; a number or a single letter is none."""

_ENTRIES = re.compile(r"[;\n|]")
_PARTS = re.compile(r"[,:()\[\]]|\s[-–—/]\s")
_SYLLABLE = re.compile(r"[^\W\d_]{2,}")


def _these(said: str) -> frozenset[str]:
    return frozenset(said.split())


_CHANNELS = _these(
    "zalo viber telegram whatsapp signal messenger skype line facebook fb tiktok instagram "
    "email mail tel phone mobile address dt sdt dd dc"
)
# "quan" without its marks may be "quán", a bar: then only a known district's name is public.
_DISTRICT = re.compile(
    r"(?:quận|q\.?|huyện|huyen|thị xã|thi xa|thành phố|thanh pho|tp\.?)(?:[\s.]+\w+){1,3}"
    r"|(?:\w+\s+){1,3}(?:district|city|town)",
    re.IGNORECASE,
)
_QUAN = re.compile(r"^quan\s+", re.IGNORECASE)

# The districts of the five cities under the central government, up to 1 July 2025: people note
# them without the word for district.
_DISTRICTS = _these(
    "badinh hoankiem tayho longbien caugiay dongda haibatrung hoangmai thanhxuan hadong bactuliem "
    "namtuliem binhtan binhthanh govap phunhuan tanbinh tanphu thuduc binhchanh cangio cuchi "
    "hocmon nhabe hongbang ngoquyen lechan haian kienan doson duongkinh haichau thanhkhe sontra "
    "nguhanhson lienchieu camle hoavang ninhkieu binhthuy cairang omon thotnot vietnam"
)


def entries(noted: str) -> tuple[str, ...]:
    """Return what of a note must not stand in a paper; provinces and districts alone may.

    Of each entry, from every comma on, these are as few of its parts as say enough.
    """
    found: dict[str, None] = {}
    for entry in _ENTRIES.split(plain(noted)):
        parts = [part for part in map(str.strip, _PARTS.split(entry)) if part]
        for first in range(len(parts)):
            ways = [
                (way, *parts[first + 1 : last])
                for last in range(first + 1, len(parts) + 1)
                for way in _ways(parts[first])
            ]
            telling = [way for way in ways if sum(map(_syllables, way)) >= LEAST]
            sure = [way for way in telling if len(words(" ".join(way))) >= SURE]
            found.update({" ".join(way): None for way in (*telling[:1], *sure[:1])})
    return tuple(found)


def is_public(part: str) -> bool:
    """Whether a part of an address is no more than a province or a district."""
    if _DISTRICT.fullmatch(part) or compact(_QUAN.sub("", part)) in _DISTRICTS:
        return True
    try:
        find(part)
    except InvalidPlace:
        return False
    return True


def _ways(part: str) -> Iterator[str]:
    """The ways to write a part, the shortest first: from its first number on, without "Zalo"."""
    whole = bare = part.split()
    while bare and compact(bare[0]) in _CHANNELS:
        bare = bare[1:]
    number = next((at for at, word in enumerate(bare) if word[0].isdigit()), 0)
    yield from (" ".join(way) for way in (bare[number:], bare, whole))


def _syllables(part: str) -> int:
    """How many syllables of a part are not public."""
    found = _SYLLABLE.findall(part)
    return 0 if is_public(part) or is_public(" ".join(found)) else len(found)

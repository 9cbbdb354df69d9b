"""Draws valid values for any field from its declaration, with what is kept of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st

from records.fields import Field, fields_of
from records.places import provinces
from records.types.common import Record
from records.values import clean
from records.vocabulary import terms


class Drawn(NamedTuple):
    """What is given for the fields of a record, and what is kept."""

    given: dict[str, Any]
    kept: dict[str, Any]


SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"])
VIETNAMESE = st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyạảãàáĂÂĐÊÔƠƯ 0159.,?“”'\"*()-")
TEXT = st.text(st.one_of(VIETNAMESE, SIGNS), min_size=1, max_size=40)
LINES = TEXT.map(lambda t: clean(t).strip()).filter(lambda t: t and "\n" not in t)
PROSE = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
CODES = st.from_regex(r"[A-Z]{2}-[0-9]{2}", fullmatch=True)
DATES = st.sampled_from(
    ["2016", "2016-03", "2016-03-15", "2008~/2013", "2012/..", "../2013", "/2013", "2013/", "2011%"]
)
DAYS = st.dates().map(lambda day: day.isoformat())
NUMBERS = st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9).map(float)
PAIRS = st.tuples(LINES, LINES | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9))


def values(field: Field, pool: Mapping[str, Record]) -> st.SearchStrategy[tuple[Any, Any]]:
    """Draw (given, kept) for a field; references point into the pool."""
    if field.kind in ("ref", "refs"):
        one = st.sampled_from([pool[kind] for kind in field.of])
        if field.kind == "ref":
            return one.map(lambda r: (r.ref, r.id))
        some = st.lists(one, min_size=1, max_size=3, unique_by=lambda r: r.id)
        return some.map(lambda rs: ([r.ref for r in rs], tuple(r.id for r in rs)))
    if field.kind == "terms":
        keys = st.sampled_from(list(terms(field.vocabulary)))
        return st.lists(keys, min_size=1, max_size=3, unique=True).map(lambda k: (k, tuple(k)))
    if field.kind == "texts":
        some_lines = st.lists(LINES, min_size=1, max_size=3, unique=True)
        return some_lines.map(lambda t: (t, tuple(t)))
    if field.kind == "series":
        pairs = st.lists(PAIRS, min_size=1, max_size=3)
        return pairs.map(lambda p: ([list(pair) for pair in p], tuple(p)))
    single: st.SearchStrategy[Any] = {
        "text": LINES,
        "prose": PROSE,
        "code": CODES,
        "int": st.integers(0, 10**9),
        "num": NUMBERS,
        "bool": st.booleans(),
        "day": DAYS,
        "date": DATES,
        "time": st.times().map(lambda t: f"{t:%H:%M}"),
        "term": st.sampled_from(list(terms(field.vocabulary))) if field.vocabulary else st.none(),
        "place": st.sampled_from(list(provinces())),
    }[field.kind]
    return single.map(lambda value: (value, value))


@st.composite
def records(draw: st.DrawFn, kind: type[Record], pool: Mapping[str, Record]) -> Drawn:
    """Draw a record that keeps the rules."""
    given: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for name, field in fields_of(kind).items():
        kept[name] = () if field.many else None
        if field.required or draw(st.booleans()):
            given[name], kept[name] = draw(values(field, pool))
        elif kind.NAME == "briefing" and name == "stays":
            kept[name] = True  # a paper is left behind unless somebody says otherwise
    if kind.NAME == "consent":
        days = iter(sorted(kept[n] for n in ("given_on", "review_on", "expires_on") if kept[n]))
        for name in ("given_on", "review_on", "expires_on"):
            if kept[name]:
                given[name] = kept[name] = next(days)
        if kept["identity"] == "named":
            given["display_name"] = kept["display_name"] = "Người Thí Dụ"
        if kept["status"] == "withdrawn" and not kept["withdrawn_on"]:
            given["withdrawn_on"] = kept["withdrawn_on"] = "2026-03-15"  # else it is today
    if kind.NAME == "excerpt":  # it is cut out of its account: see test_rules
        given["words"] = kept["words"] = getattr(pool["testimony"], "words", None)
    return Drawn(given, kept)

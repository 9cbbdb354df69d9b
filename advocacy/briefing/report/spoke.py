"""Who was heard in the consultations of a report: sentences, a map, names of organisations."""

from collections import Counter

from advocacy.briefing.charts import TileMap, tile_map
from advocacy.briefing.report.paper import Spoke
from advocacy.briefing.wording.phrases import Phrases
from records.followup.achievements import Achievements
from records.followup.representation import Map, Representation
from records.places import SECOND_MAP_SINCE, successor
from records.places import name as province_name
from records.sensitivity import sensitivity_allows
from records.store import Store
from records.vietnamese import sort_key

OFTEN = 2
"""So many consultations are several."""


def map_of(facts: Achievements) -> Map:
    """Return the map of provinces that was in force when the period ended."""
    return 34 if facts.period.until >= SECOND_MAP_SINCE else 63


def spoke(store: Store, facts: Achievements, phrases: Phrases, audience: str) -> Spoke:
    """Return who was heard, on the map that was in force when the period ended."""
    which, found = map_of(facts), facts.represented
    on = found.on_map(which)
    home = found.at_home(which)
    missing = [code for code in home if code in on.never]
    return Spoke(
        summary=tuple(_sentences(found, which, phrases)),
        map=_map(found, which, phrases) if on.heard else None,
        missing=_names(missing, which, phrases) if on.heard else (),
        members=_organisations(store, found.organisations, phrases, audience),
        silent=_organisations(store, found.never, phrases, audience) if found.organisations else (),
    )


def _sentences(found: Representation, which: Map, phrases: Phrases) -> list[str]:
    on, home = found.on_map(which), found.at_home(which)
    ngettext, _ = phrases.ngettext, phrases.gettext
    said = []
    if on.heard:
        every = len(on.heard) + len(on.perhaps) + len(on.never)
        said.append(
            ngettext(
                "{n} of the {all} provinces and cities was heard.",
                "{n} of the {all} provinces and cities were heard.",
                len(on.heard),
            ).format(n=len(on.heard), all=every)
        )
    else:
        said.append(_("No province or city is on record by name."))
    if home and on.heard:
        said.append(
            _("Of the {all} in which a member organisation is at home, {n}.").format(
                n=len(set(home).intersection(on.heard)), all=len(home)
            )
        )
    if apart := found.counts_apart:
        numbers = ", ".join(str(one.counted) for one in apart)
        said.append(
            ngettext(
                "Of {n} further consultation only the number of provinces is known ({numbers}); "
                "it is not counted here.",
                "Of {n} further consultations only the number of provinces is known ({numbers}); "
                "they are not counted here.",
                len(apart),
            ).format(n=len(apart), numbers=numbers)
        )
    if on.perhaps:
        said.append(_("Since July 2025 only larger provinces are on record: which of the former "
                      "ones spoke there is not known."))  # fmt: skip
    return said


def _map(found: Representation, which: Map, phrases: Phrases) -> TileMap:
    """Return the map: in how many consultations a province was heard, never how many people."""
    _ = phrases.gettext
    on = found.on_map(which)
    times: Counter[str] = Counter()
    for one in found.heard:
        units = {successor(code) if which == 34 else code for code in one.provinces}  # noqa: PLR2004
        times.update(unit for unit in units if unit in on.heard)
    return tile_map(
        {code: min(number, OFTEN) for code, number in times.items()},
        "34" if which == 34 else "63",  # noqa: PLR2004  (the names of the maps)
        language=phrases.language,
        gettext=_,
        title=_("Provinces and cities heard"),
        legend=(_("not heard"), _("in one consultation"), _("in several")),
    )


def _names(codes: list[str], which: Map, phrases: Phrases) -> tuple[str, ...]:
    day = SECOND_MAP_SINCE if which == 34 else ""  # noqa: PLR2004
    return tuple(sorted((province_name(c, phrases.language, day) for c in codes), key=sort_key))


def _organisations(
    store: Store, ids: tuple[str, ...], phrases: Phrases, audience: str
) -> tuple[str, ...]:
    allowed = (
        one for one in ids if sensitivity_allows(store.get(one).sensitivity, frozenset({audience}))
    )
    return tuple(sorted((phrases.body_name(one) for one in allowed), key=sort_key))

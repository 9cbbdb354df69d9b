"""Who was heard and who never was, at the terminal."""

from collections.abc import Iterable, Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import Any, cast

from advocacy import console, settings
from advocacy.screens import showing
from records.dates import in_words
from records.followup.representation import MAPS, Heard, Map, OnMap, Representation
from records.places import SECOND_MAP_SINCE
from records.places import name as province_name
from records.store import Store
from records.types.public_life import Organisation
from records.vietnamese import sort_key


def as_json(store: Store, found: Representation) -> dict[str, Any]:
    """Return everything for scripts: codes of provinces, refs of records."""
    return {
        "consultations": [
            {
                "ref": one.consultation.ref,
                "date": one.consultation.date,
                "provinces": list(one.provinces),
                "provinces_counted": one.counted,
                "only_counted": one.only_counted,
                "organisations": [store.ref(o) for o in one.organisations],
                "organisations_not_there": [store.ref(o) for o in one.absent],
            }
            for one in found.heard
        ],
        "maps": {str(which): _map_as_json(found, which) for which in MAPS},
        "organisations": {
            "heard": [store.ref(one) for one in found.organisations],
            "never": [store.ref(one) for one in found.never],
        },
        "only_counted": [
            {"ref": one.consultation.ref, "provinces": one.counted} for one in found.counts_apart
        ],
    }


def _map_as_json(found: Representation, which: Map) -> dict[str, Any]:
    on = found.on_map(which)
    return {
        "heard": list(on.heard), "perhaps": list(on.perhaps), "never": list(on.never),
        "with_members": list(found.at_home(which)),
    }  # fmt: skip


def show(store: Store, found: Representation, maps: Sequence[Map]) -> None:
    """Print what was found, each map in a part of its own."""
    if not found.heard:
        console.note(_("no consultation is on record that has taken place"))
        return
    for which in maps:
        _provinces(found, which)
    _organisations(store, found)
    if found.unrecorded:
        _say(
            ngettext(
                "Of {n} of the {all} consultations it is not on record who went: these lists "
                "cannot know of it.",
                "Of {n} of the {all} consultations it is not on record who went: these lists "
                "cannot know of them.",
                found.unrecorded,
            ).format(n=found.unrecorded, all=len(found.heard))
        )
        console.say()
    _only_counted(store, found.counts_apart)
    _meetings(store, found.heard)


def _provinces(found: Representation, which: Map) -> None:
    on = found.on_map(which)
    since = _("The 34 provinces and cities since July 2025")
    before = _("The 63 provinces and cities before July 2025")
    console.heading(since if which == 34 else before)  # noqa: PLR2004  (the name of a map)
    home = set(found.at_home(which))
    if on.heard or on.perhaps:
        one = len(found.heard) == 1
        gap = _("Not heard") if one else _("Never")
        gap_here = _("Not heard, a member is there") if one else _("Never, a member is there")
        pairs = [
            (_("Heard"), on.heard),
            (_("Perhaps"), on.perhaps),
            (gap_here, [code for code in on.never if code in home]),
            (gap, [code for code in on.never if code not in home]),
        ]
        console.pairs([(label, _list(on, codes)) for label, codes in pairs if codes])
    else:
        console.say(_("No province or city is on record by name."))
    if on.perhaps:
        _say(_("Perhaps: since July 2025 only the larger province is on record."))
    if home and (on.heard or on.perhaps):
        reached = len(home.intersection(on.heard))
        _say(
            ngettext(
                "{n} of {all} province or city with a member was heard.",
                "{n} of {all} provinces and cities with a member were heard.",
                len(home),
            ).format(n=reached, all=len(home))
        )
    console.say()


def _say(sentence: str) -> None:
    """Print a sentence; a screen breaks it between words."""
    if console.on_terminal():
        console.draw(console.text(sentence))
    else:
        console.say(sentence)


def _organisations(store: Store, found: Representation) -> None:
    one = len(found.heard) == 1
    never = found.heard[0].absent if one else found.never
    heard = found.heard[0].organisations if one else found.organisations
    if not any(one.recorded for one in found.heard) or not (heard or never):
        return
    console.heading(_("Member organisations"))
    pairs = ((_("Heard"), heard), (_("Not there") if one else _("Never heard"), never))
    console.pairs(
        (label, f"{len(ids)}: {'; '.join(_name(store, one) for one in ids)}")
        for label, ids in pairs
        if ids
    )
    console.say()


def _meetings(store: Store, heard: Iterable[Heard]) -> None:
    language = settings.current.language
    console.heading(_("By consultation"))
    console.rows(
        [_("Record"), _("When"), _("Consultation"), _("Provinces"), _("Members")],
        (
            [
                one.consultation.ref,
                in_words(one.consultation.date, language) if one.consultation.date else "–",
                showing.title_of(store, one.consultation),
                _named(one),
                f"{len(one.organisations)}/{len(one.organisations) + len(one.absent)}"
                if one.recorded
                else "–",
            ]
            for one in heard
        ),
    )


def _named(one: Heard) -> str:
    """Say how many provinces are on record, by name or only as a number."""
    if one.only_counted:
        return _("{n}, no names").format(n=one.counted)
    if one.counted is not None and one.counted > len(one.provinces):
        return _("{n} of {all} named").format(n=len(one.provinces), all=one.counted)
    return str(len(one.provinces)) if one.provinces else "–"


def _list(on: OnMap, codes: Sequence[str]) -> str:
    day = SECOND_MAP_SINCE if on.map == 34 else ""  # noqa: PLR2004  (the name of a map)
    named = (province_name(code, settings.current.language, day) for code in codes)
    names = sorted(named, key=sort_key)
    return f"{len(codes)}: {', '.join(names)}"


def _name(store: Store, organisation: str) -> str:
    one = cast("Organisation", store.get(organisation))
    return (one.name_vi if settings.current.language == "vi" else None) or one.name or ""


def _only_counted(store: Store, heard: Sequence[Heard]) -> None:
    if not heard:
        return
    console.heading(_("Only a number of provinces is known: it stands in no list"))
    console.rows(
        [_("Record"), _("Consultation"), _("Provinces")],
        (
            [one.consultation.ref, showing.title_of(store, one.consultation), str(one.counted)]
            for one in heard
        ),
    )

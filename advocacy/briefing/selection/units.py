"""What the unit of a figure counts: people, unless it surely says something else; or a share.

The lists are closed. A unit that is not in them counts people, so a word that nobody thought
of hides a small number instead of printing it (3-protection.md, the disclosure check).
"""

import re

from records.vietnamese import fold, nfc


def _listed(phrases: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in phrases.split(","))


NO_PEOPLE = _listed(
    """
    article, articles, budget, budgets, campaign, campaigns, center, centers, centre,
    centres, cities, city, clause, clauses, clinic, clinics, commune, communes, condom,
    condoms, consultation, consultations, countries, country, day, days, district,
    districts, document, documents, dollar, dollars, dong, eur, euro, euros, facilities,
    facility, hectare, hectares, hour, hours, kilogram, kilograms, kilometre, kilometres,
    km, law, laws, leaflet, leaflets, letter, letters, meeting, meetings, metre, metres,
    ministries, ministry, minute, minutes, month, months, needle, needles, net, nets,
    office, offices, organisation, organisations, organization, organizations, page, pages,
    policies, policy, province, provinces, region, regions, report, reports, round, rounds,
    session, sessions, site, sites, survey, surveys, syringe, syringes, time, times,
    training, trainings, usd, venue, venues, village, villages, vnd, ward, wards, week,
    weeks, workshop, workshops, year, years
    """
)
"""The nouns of units, as they end one: "member organisations"."""

BEFORE_THEM = NO_PEOPLE | _listed(
    """
    billion, calendar, community, community-based, detention, government, legal, local,
    member, million, national, official, provincial, public, thousand, working
    """
)
"""What may stand before such a noun and leaves it what it is."""

NO_PEOPLE_VI = _listed(
    """
    bao cao, bao cao su, bơm kim tiêm, buổi, buổi họp, buổi làm việc, buổi tập huấn, buổi
    tham vấn, chiếc bao cao su, chiếc màn, chương trình, cơ quan, cơ sở, cuộc họp, cuộc khảo
    sát, cuộc tham vấn, điều khoản, địa điểm, đô la, đợt, đơn vị, đồng, euro, giờ, hội nghị,
    hội thảo, huyện, km, kiến nghị, lần, lớp tập huấn, luật, nghìn đồng, ngàn đồng, ngân
    sách, ngày, ngày làm việc, nghị định, phòng khám, phút, phường, quốc gia, tháng, thành
    phố, tỉ đồng, tỉnh, tỉnh thành, tổ chức, tổ chức cộng đồng, tổ chức thành viên, tờ rơi,
    trang, triệu đồng, trung tâm, tuần, tỷ đồng, usd, văn bản, vnd, vùng, xã
    """
)
"""The same in Vietnamese, whole: what follows a noun may make it another ("tỉnh ủy viên")."""

ONLY_WITH_MARKS = frozenset({"năm", "quận"})
"""Without their marks these could be men ("nam") and soldiers ("quân")."""

THEN = _listed(
    """
    a, across, after, an, at, before, between, by, during, each, every, for, from, held, in,
    of, on, over, per, since, that, to, under, which, with, within, bi, co, cua, moi, o,
    tai, theo, tren, trong, tu, ve, voi
    """
)
"""What follows says more of what was counted: "days in the centre", "buổi họp với bộ"."""

AND = re.compile(r"[,;/&+]| (?:and|or|v[aà]|ho[aặ]c|hay) ")
BRACKETS = re.compile(r"\([^)]*\)?|\[[^]]*\]?")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")

SHARE = re.compile(
    r"%|‰|per ?cent\w*|phan tram|phan nghin|\bpct\b|\bt[iy] (?:le|trong)\b"
    r"|\b(?:share|rate|ratio|proportion)s?\b"
    r"|\b(?:per|in|out of|of|tren|trong|trong so|moi) "
    r"(?P<scale>(?!(?:19|20)\d\d\b)\d+|hundred|thousand|tram|nghin)"
)
OF = re.compile(r"^(?:(?:of|in|trong|cua|the|all|so|cac|tong)\s+)+")
SCALES = {"hundred": 100, "tram": 100, "thousand": 1000, "nghin": 1000}

_VIETNAMESE = frozenset(map(fold, NO_PEOPLE_VI))


def counts_people(*units: str | None) -> bool:
    """Whether people may be what is counted: one of these units, or none at all, allows it."""
    named = [unit for unit in units if unit and unit.strip()]
    return not named or not all(_no_people(unit) for unit in named)


def share_of(*units: str | None) -> int:
    """Return of how many a value is a share of people: 100 for a percentage, 0 for no share."""
    return max((_share(fold(_written_out(unit))) for unit in units if unit), default=0)


def _no_people(unit: str) -> bool:
    """Whether each part of a unit, without its brackets, is a share or in the lists."""
    return all(
        _surely_else(part) or _is_share(fold(part).strip())
        for part in AND.split(BRACKETS.sub(" ", _written_out(unit)))
    )


def _is_share(part: str) -> bool:
    found = SHARE.match(part)
    return found is not None and (found["scale"] is None or bool(_share(part)))


def _share(unit: str) -> int:
    """Return the largest scale in a folded unit, of shares whose whole may be people."""
    return max(
        (
            _scale(found)
            for found in SHARE.finditer(unit)
            if not _surely_else(OF.sub("", unit[found.end() :].strip()))
        ),
        default=0,
    )


def _scale(found: re.Match[str]) -> int:
    said = found["scale"] or ("nghin" if found[0] in ("‰", "phan nghin") else "tram")
    return SCALES.get(said) or max(int(said), 1)


def _surely_else(part: str) -> bool:
    """Whether the words surely count something else than people."""
    marked = BRACKETS.sub(" ", part).split()
    words = [fold(word) for word in marked]
    end = next((n for n, word in enumerate(words) if n and word in THEN), len(words))
    return (
        " ".join(marked[:end]) in ONLY_WITH_MARKS
        or " ".join(words[:end]) in _VIETNAMESE
        or (bool(end) and words[end - 1] in NO_PEOPLE and BEFORE_THEM.issuperset(words[:end]))
    )


def _written_out(unit: str) -> str:
    """Return a unit in small letters, with 1,000 as 1000 and "/100" as "per 100"."""
    joined = BETWEEN_DIGITS.sub("", nfc(unit).casefold())
    return " ".join(re.sub(r"/\s*(?=\d)", " per ", joined).split())

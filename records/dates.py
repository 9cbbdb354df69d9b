"""Dates as people say and write them, in English and Vietnamese, from and to EDTF."""

import re
from contextlib import suppress
from datetime import date, timedelta

from records.edtf import Edtf, InvalidDate, Point, parse
from records.vietnamese import fold
from records.wording import N_

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_THANG = (
    "mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai",
)  # fmt: skip
_SHORT = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)}
_ENGLISH = {name.lower(): n for n, name in enumerate(MONTHS, 1)} | _SHORT | {"sept": 9}
_MONTH = _ENGLISH | {word: n for n, word in enumerate(_THANG, 1)} | {"bon": 4}
_DAYS_AWAY = {
    "today": 0, "hom nay": 0, "yesterday": -1, "hom qua": -1, "tomorrow": 1, "mai": 1,
    "day before yesterday": -2, "hom kia": -2,
}  # fmt: skip
_YEARS_AWAY = {
    "this year": 0, "nam nay": 0, "last year": -1, "nam ngoai": -1, "nam truoc": -1,
    "next year": 1, "nam sau": 1, "nam toi": 1,
}  # fmt: skip
# No "tháng sau", the next month: without its marks it is June.
_MONTHS_AWAY = {
    "this month": 0, "thang nay": 0, "last month": -1, "thang truoc": -1, "next month": 1,
    "thang toi": 1,
}  # fmt: skip
_STILL = {"now", "the present", "present", "nay", "hien nay"}

LONGEST = 200  # signs: what is longer is a pasted text, and would take long to be no date

# What follows is matched against folded text with single spaces and plain hyphens.
_ANY_DASH = str.maketrans("\u2011\u2013\u2014\u2212,", "---- ")
_SEP = r"(?P<sep> ?[-/.] ?)"
_D = r"(?P<d>[0-9]{1,2})"
_M = r"(?P<m>[0-9]{1,2})"
_Y = r"(?P<y>[0-9]{4})"
_TH = r"(?:st|nd|rd|th)?"
_EN = rf"(?P<m>{'|'.join(_ENGLISH)})\.?"
_VI = rf"thang (?P<m>[0-9]{{1,2}}|bon|{'|'.join(_THANG)})"
_POINTS = (  # what is left out on the left of a span is taken from its right
    rf"{_D}{_SEP}{_M}(?:(?P=sep){_Y})?",  # 15/3/2016: the day first, as in Viet Nam
    rf"{_Y}{_SEP}{_M}(?:(?P=sep){_D})?",
    rf"(?:thang )?{_M}(?:{_SEP}| nam ){_Y}",
    rf"(?:{_D} )?{_VI}(?:(?: nam|{_SEP})? ?{_Y})?",
    rf"(?:{_D}{_TH} (?:of )?)?{_EN}(?: {_Y})?",
    rf"{_EN} {_D}{_TH}(?: {_Y})?",
    rf"(?:nam )?{_Y}",
    _D,
)
_QUALIFIED = (
    r"(?P<perhaps>(?:maybe|perhaps|possibly|probably|co le|co the|hinh nhu) )?"
    r"(?P<about>(?:about|around|circa|ca?\.?|approximately|roughly|(?:vao )?khoang|chung|tam|~) ?)?"
    r"(?:(?:in|on|vao|trong|ngay|the|year) )*(?P<date>.+?) ?(?P<sign>[~?%])?"
)
_JOINT = r" (?:to|until|till|through|and|den(?: het)?|toi|va) | ?- ?"
_NO_START = r"\((?:start not known|khong ro thoi diem bat dau)\)"
_NO_END = r"\((?:end not known|khong ro thoi diem ket thuc)\)"
_ONE_END = (
    (r"(?:at any time until|bat cu luc nao cho den) (.+)", "../{}"),
    (rf"(?:since|from|tu) (.+) {_NO_END}", "{}/"),
    (r"(?:since|from|tu) (.+)", "{}/.."),
    (rf"(?:until|till|up to|to|(?:cho )?den(?: het)?|toi) (.+?)(?: {_NO_START})?", "/{}"),
)
_BESIDE = (
    (r"(?:before|prior to|truoc) (.+)", "/{}", -1),
    (r"(?:after|sau) (.+)", "{}/..", 1),
)


class UncertainDay(InvalidDate):
    """A field that needs one certain day got something wider (exit 5)."""

    sentence = N_("found {found}, expected one certain day such as 2016-03-15")
    advice = N_("write it as you would say it: 15/3/2016, 15 March 2016, today")


def as_edtf(said: str, today: date) -> str:
    """Return the EDTF of what somebody said or typed, with or without diacritics.

    A date in figures has its day first; "before 2012" means up to 2011. InvalidDate where
    it is not understood: nothing is guessed, not even a missing year.
    """
    if len(said) > LONGEST:
        raise InvalidDate(said)
    plain = " ".join(fold(said).translate(_ANY_DASH).split())
    for read in (_written, _point, _span):
        with suppress(InvalidDate):
            return parse(read(plain, today)).text
    raise InvalidDate(said)


def as_day(said: str, today: date) -> str:
    """Return the ISO day of what somebody said. UncertainDay where it is no single certain day."""
    try:
        when = parse(as_edtf(said, today))
    except InvalidDate:
        raise UncertainDay(said) from None
    if when.interval or not when.start or when.start.qualified or not when.start.day:
        raise UncertainDay(said)
    return when.text


def _written(said: str, _today: date) -> str:
    return said.replace(" /", "/").replace("/ ", "/")


def _point(said: str, today: date, until: Point | None = None) -> str:
    found = re.fullmatch(_QUALIFIED, said)
    if not found:
        raise InvalidDate(said)
    point = _certain(found["date"], today, until)
    about = bool(found["about"]) or found["sign"] in ("~", "%")
    perhaps = bool(found["perhaps"]) or found["sign"] in ("?", "%")
    return str(point._replace(approximate=about, uncertain=perhaps))


def _certain(said: str, today: date, until: Point | None) -> Point:
    if said in _DAYS_AWAY:
        day = today + timedelta(days=_DAYS_AWAY[said])
        return Point(day.year, day.month, day.day)
    if said in _YEARS_AWAY:
        return Point(today.year + _YEARS_AWAY[said])
    if said in _MONTHS_AWAY:
        year, month = divmod(today.year * 12 + today.month - 1 + _MONTHS_AWAY[said], 12)
        return Point(year, month + 1)
    for pattern in _POINTS:
        if found := re.fullmatch(pattern, said):
            return _filled(found.groupdict(), until)
    raise InvalidDate(said)


def _filled(parts: dict[str, str | None], until: Point | None) -> Point:
    said_day, said_month, said_year = (parts.get(part) for part in "dmy")
    day = int(said_day) if said_day else None
    month = (_MONTH.get(said_month) or int(said_month)) if said_month else None
    if said_year:
        return Point(int(said_year), month, day)
    if until is None or until.month is None:
        raise InvalidDate(said_day or "")
    if month is None:  # a number alone: "15" of "15-16 March 2016", "3" of "3-5/2016"
        month, day = (until.month, day) if until.day else (day, None)
    return Point(until.year, month, day)


def _span(said: str, today: date) -> str:
    said = re.sub(r"^(?:the )?(?:period|giai doan) ", "", said)
    both = re.sub(r"^(?:from|since|between|tu) ", "", said)
    for joint in re.finditer(_JOINT, both):
        with suppress(InvalidDate):
            return _between(both[: joint.start()], both[joint.end() :], today)
    for words, form in _ONE_END:
        if found := re.fullmatch(words, said):
            return form.format(_point(found[1], today))
    for words, form, step in _BESIDE:
        if found := re.fullmatch(words, said):
            return form.format(_neighbour(parse(_point(found[1], today)), step))
    raise InvalidDate(said)


def _between(left: str, right: str, today: date) -> str:
    if right in _STILL:
        return parse(f"{_point(left, today)}/..").text
    end = _point(right, today)
    return parse(f"{_point(left, today, parse(end).end)}/{end}").text


def _neighbour(when: Edtf, step: int) -> Point:
    point = when.start
    if point is None:
        raise InvalidDate(when.text)
    if point.month is None:
        return point._replace(year=point.year + step)
    if point.day is None:
        year, month = divmod(point.year * 12 + point.month - 1 + step, 12)
        return point._replace(year=year, month=month + 1)
    try:
        day = date(point.year, point.month, point.day) + timedelta(days=step)
    except OverflowError:
        raise InvalidDate(when.text) from None
    return point._replace(year=day.year, month=day.month, day=day.day)


_IN_WORDS = {
    "en": {
        "about": "about",
        "perhaps": "perhaps",
        "open_start": "at any time until {}",
        "open_end": "since {}",
        "unknown_start": "until {} (start not known)",
        "unknown_end": "from {} (end not known)",
    },
    "vi": {
        "about": "khoảng",
        "perhaps": "có lẽ",
        "open_start": "bất cứ lúc nào cho đến {}",
        "open_end": "từ {}",
        "unknown_start": "đến {} (không rõ thời điểm bắt đầu)",
        "unknown_end": "từ {} (không rõ thời điểm kết thúc)",
    },
}


def in_words(edtf: str, language: str) -> str:
    """Say an EDTF date in `vi`, else in English; `as_edtf` reads the words back.

    Vietnamese pads days below 10 and months 1 and 2 with 0 (Decree 30/2020/NĐ-CP, Annex I).
    """
    when = parse(edtf)
    if when.start and when.end:
        if when.interval:
            return _range_in_words(when.start, when.end, language)
        return _say(when.start, _parts(when.start, language), language)
    point = when.start or when.end
    if point is None:
        raise InvalidDate(edtf)
    ends = ("open_start", "open_end", "unknown_start", "unknown_end")
    form = next(end for end in ends if getattr(when, end))
    return _IN_WORDS[language][form].format(_say(point, _parts(point, language), language))


def _range_in_words(start: Point, end: Point, language: str) -> str:
    left, right = _parts(start, language), _parts(end, language)
    if not start.qualified and not end.qualified and len(left) == len(right):
        while len(left) > 1 and left[-1] == right[len(left) - 1]:
            left.pop()  # the 15th to the 16th of March 2016
    unit = left[0].split(" ")[0]
    if language == "vi" and len(left) == 1 and not end.qualified:
        right[0] = right[0].removeprefix(f"{unit} ")  # "năm" stands once before two years
    return f"{_say(start, left, language)} \u2013 {_say(end, right, language)}"


def _say(point: Point, parts: list[str], language: str) -> str:
    words = _IN_WORDS[language]
    perhaps = [words["perhaps"]] if point.uncertain else []
    about = [words["about"]] if point.approximate else []
    return " ".join([*perhaps, *about, *parts])


def _parts(point: Point, language: str) -> list[str]:
    year, month, day = f"{point.year:04}", point.month, point.day
    if language == "en":
        return [*([str(day)] if day else []), *([MONTHS[month - 1]] if month else []), year]
    thang = f"tháng {month:02}" if month in (1, 2) else f"tháng {month}"
    return [*([f"ngày {day:02}"] if day else []), *([thang] if month else []), f"năm {year}"]

"""Lengths of time as people type them: 15m, 90s, 2h."""

from gettext import gettext as _

from advocacy.usage import UsageError

UNITS = {"s": 1, "m": 60, "h": 3600}
LONGEST = 12 * 3600


def seconds_in(said: str, option: str) -> int:
    """Return the seconds of "15m", "90s", "2h"; a number alone means minutes."""
    number, unit = (said[:-1], said[-1]) if said[-1:] in UNITS else (said, "m")
    if not number.isdecimal() or not 0 < int(number) * UNITS[unit] <= LONGEST:
        raise UsageError(
            _("{option} {given} is no time between one second and 12 hours").format(
                option=option, given=said[:20]
            ),
            _("type it as 15m, 90s or 2h"),
        )
    return int(number) * UNITS[unit]

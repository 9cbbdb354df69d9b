"""Ids of records and the short refs that people type.

An id is 128 random bits in Crockford's base 32 (26 signs): nothing in it tells when or
where it was made. A ref is the type's letter and the first eight signs of the id.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
ID_LENGTH = 26
REF_LENGTH = 8
MISREAD = str.maketrans("ILO", "110")
MISREAD_LETTER = str.maketrans("01", "OI")  # no ref begins with a digit


def new_id() -> str:
    """Draw the id of a new record."""
    import secrets  # reading draws none

    drawn = secrets.randbits(128)
    return "".join(ALPHABET[drawn >> shift & 31] for shift in range(125, -1, -5))


def ref_of(letter: str, record_id: str, length: int = REF_LENGTH) -> str:
    """Return the ref that shows `length` signs of the id."""
    return f"{letter}-{record_id[:length]}"


def shared(one: str, other: str) -> int:
    """Count the signs that two ids share from their start."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), ID_LENGTH)


def as_typed(said: str) -> str | None:
    """Return what was typed as the start of a ref ("t-7k" is "T-7K"), or None if it is none."""
    letter, hyphen, rest = said.strip().upper().partition("-")
    letter = letter.translate(MISREAD_LETTER)
    if len(letter) != 1 or not letter.isalpha() or (rest and not hyphen):
        return None
    rest = rest.translate(MISREAD)
    if len(rest) > ID_LENGTH or any(sign not in ALPHABET for sign in rest):
        return None
    return f"{letter}-{rest}" if hyphen else f"{letter}-"

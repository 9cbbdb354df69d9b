"""Into which papers a record may go by its sensitivity."""

import pytest

from records.sensitivity import sensitivity_allows

GOVERNMENT = frozenset({"government_meeting", "government_retained_copy"})


@pytest.mark.parametrize(
    ("sensitivity", "audiences", "allowed"),
    [
        (None, GOVERNMENT, True),  # not set: the other rules decide alone
        ("public", GOVERNMENT, True),
        ("network", GOVERNMENT, False),
        ("network", frozenset({"internal", "network"}), True),
        ("network", frozenset({"network", "donor"}), False),
        ("restricted", frozenset({"internal"}), False),
        ("sealed", frozenset({"internal"}), False),
        ("a word that nobody knows", frozenset({"internal"}), False),
        (None, frozenset(), False),
        ("public", frozenset(), False),
    ],
)
def test_sensitivity_keeps_records_where_they_belong(
    sensitivity: str | None,
    audiences: frozenset[str],
    allowed: bool,  # noqa: FBT001  (a row of the table)
) -> None:
    assert sensitivity_allows(sensitivity, audiences) is allowed

"""Into which papers a record of this sensitivity may go; the same rule for every record type."""

from collections.abc import Set as AbstractSet

WITHIN = frozenset({"internal", "network"})
"""The audiences that are the network itself."""


def sensitivity_allows(sensitivity: str | None, audiences: AbstractSet[str]) -> bool:
    """Whether a record may stand in a paper for all these audiences (1-product.md).

    Where none is set the other rules decide alone. `public` anywhere, `network` only within
    the network, `restricted` and `sealed` in no paper. What is not known is not allowed, nor
    is a paper for nobody in particular.
    """
    if sensitivity in (None, "public"):
        return bool(audiences)
    return sensitivity == "network" and bool(audiences) and audiences <= WITHIN

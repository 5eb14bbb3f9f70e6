"""Parties in the compiled index: which entries of several lists are one party, and why."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from riskengine.watchlist.identity import Party


def sections(found: Sequence[Party], entity_ids: Sequence[str]) -> dict[str, bytes]:
    """Parties in packed form.

    Args:
        found: as `riskengine.watchlist.identity.parties` gives them.
        entity_ids: of the entities of the index, by ordinal.

    Returns:
        `entity_party`: per entity the ordinal of its party's first member. `tie_party`,
        `tie_left`, `tie_right`, `tie_reason`: ties by party; reasons are numbered lines of
        `tie_reasons`.
    """
    ordinal = {entity_id: number for number, entity_id in enumerate(entity_ids)}
    party = array("I", range(len(entity_ids)))
    reasons: dict[str, int] = {}
    rows: list[tuple[int, int, int, int]] = []
    for item in found:
        if len(item.members) < 2:
            continue
        key = ordinal[item.key]
        for member in item.members:
            party[ordinal[member]] = key
        rows.extend(
            (
                key,
                ordinal[tie.left],
                ordinal[tie.right],
                reasons.setdefault(tie.reason, len(reasons)),
            )
            for tie in item.ties
        )
    rows.sort()
    packed = {"entity_party": party.tobytes(), "tie_reasons": "\n".join(reasons).encode()}
    for place, name in enumerate(("tie_party", "tie_left", "tie_right", "tie_reason")):
        packed[name] = array("I", (row[place] for row in rows)).tobytes()
    return packed


class Parties:
    """Reads what `sections` packed."""

    def __init__(self, packed: Mapping[str, memoryview]) -> None:
        self._party = packed["entity_party"].cast("I")
        self._ties = tuple(
            packed[name].cast("I") for name in ("tie_party", "tie_left", "tie_right", "tie_reason")
        )
        self._reasons = packed["tie_reasons"]

    def key(self, entity: int) -> int:
        """Ordinal of the first member of an entity's party: itself when it stands alone."""
        return self._party[entity]

    def reasons(self, entity: int) -> tuple[str, ...]:
        """Why an entity belongs to its party: its own ties, in party order, without repeats."""
        parties, lefts, rights, reasons = self._ties
        key = self._party[entity]
        first, last = bisect_left(parties, key), bisect_right(parties, key)
        numbers = [
            reasons[place]
            for place in range(first, last)
            if lefts[place] == entity or rights[place] == entity
        ]
        if not numbers:
            return ()
        lines = str(self._reasons, "utf-8").split("\n")
        return tuple(dict.fromkeys(lines[number] for number in numbers))

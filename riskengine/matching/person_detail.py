"""A comparison of two personal names before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.model.match import ComparisonRow


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A comparison before it is put into words.

    Attributes:
        agreed: parts that answer each other, with their similarity; below 1 they resemble.
        left_alone, right_alone: parts without an answer.
        swapped: the parts stand in another order.
        taken: what was taken from 1, with the words it was taken for.
    """

    score: float
    agreed: tuple[tuple[str, str, float], ...]
    left_alone: tuple[str, ...]
    right_alone: tuple[str, ...]
    swapped: bool = False
    taken: tuple[tuple[str, str, str, float], ...] = ()

    def mirrored(self) -> PersonDetail:
        """The same comparison with the sides exchanged."""
        return PersonDetail(
            self.score,
            tuple((right, left, alike) for left, right, alike in self.agreed),
            self.right_alone,
            self.left_alone,
            self.swapped,
            tuple((right, left, how, value) for left, right, how, value in self.taken),
        )

    def rows(self) -> tuple[ComparisonRow, ...]:
        """Breakdown that sums to the score: parts that agree, then what takes away."""
        if not self.agreed:
            if self.score == 0.0:
                return ()
            return (ComparisonRow("", "", "resemblance", self.score),)
        share = 1.0 / len(self.agreed)
        rows = [
            ComparisonRow(one, two, "same" if alike == 1.0 else "spelling", round(share, 4))
            for one, two, alike in self.agreed
        ]
        rows += [
            ComparisonRow(one, two, how, -round(value, 4))
            for one, two, how, value in self.taken
            if round(value, 4)
        ]
        rest = round(self.score - sum(row.value for row in rows), 4)
        if abs(rest) > 0.0005 * len(rows):
            rows.append(ComparisonRow("", "", "cap" if rest < 0 else "resemblance", rest))
        elif rest:
            first = rows[0]
            rows[0] = ComparisonRow(
                first.left, first.right, first.how, round(first.value + rest, 4)
            )
        return tuple(rows)

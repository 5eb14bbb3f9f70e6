"""What the self-test of the lists covered and found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riskengine.vocab import NameKind


@dataclass(frozen=True, slots=True)
class SelfTestFailure:
    """A name that does not find its own entity.

    Attributes:
        confidence: of the entity for this name; of a weak alias the score of the names alone.
    """

    entity_id: str
    name: str
    name_kind: NameKind
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class SelfTestReport:
    """What the test covered and what it found.

    Attributes:
        names: number of names tested, by list id; weak aliases are among them.
        weak: weak aliases among the names tested.
        whole_way: names that went through the whole of matching besides.
        failures: every name that failed, in list order.
        unsearchable: (entity id, name, class) of names that by design cannot be searched,
            because they hold nothing that could be compared. They are no failures.
    """

    names: dict[str, int]
    weak: int
    whole_way: int
    failures: tuple[SelfTestFailure, ...]
    unsearchable: tuple[tuple[str, str, str], ...] = ()

    @property
    def total(self) -> int:
        """Names tested, over all lists."""
        return sum(self.names.values())

    @property
    def passed(self) -> bool:
        return not self.failures

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, every failure included."""
        return {
            "passed": self.passed,
            "total": self.total,
            "names": dict(self.names),
            "weak_aliases": self.weak,
            "whole_way": self.whole_way,
            "failures": [
                {
                    "entity_id": item.entity_id,
                    "name": item.name,
                    "name_kind": item.name_kind.value,
                    "confidence": round(item.confidence, 4),
                    "reason": item.reason,
                }
                for item in self.failures
            ],
            "unsearchable": [
                {"entity_id": entity_id, "name": name, "reason": reason}
                for entity_id, name, reason in self.unsearchable
            ],
        }

    def to_text(self) -> str:
        """A line per list, then a line per failure and per name that cannot be searched."""
        lines = [f"{list_id}: {count} names" for list_id, count in self.names.items()]
        lines.append(
            f"{self.total} names searched, {self.weak} of them weak aliases, "
            f"{self.whole_way} through all of matching; {len(self.failures)} failed"
        )
        lines.extend(
            f"  FAILED {item.name!r} ({item.entity_id}, {item.name_kind.value}): "
            f"{item.confidence:.2f}, {item.reason}"
            for item in self.failures
        )
        lines.extend(
            f"  {reason}: {name!r} ({entity_id})" for entity_id, name, reason in self.unsearchable
        )
        return "\n".join(lines) + "\n"

"""What a threshold study found, as plain values and as a Markdown page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

_WIDTH = 30  # characters of the longest bar


@dataclass(frozen=True, slots=True)
class CutoffRow:
    """One cut-off.

    Attributes:
        alerts: names of the population with a match at or above it.
        by_list, by_kind: the same for each list, each kind of entry; a name may count in several.
        found: positives that find their own party at or above it.
    """

    cutoff: float
    alerts: int
    by_list: dict[str, int]
    by_kind: dict[str, int]
    found: int


@dataclass(frozen=True, slots=True)
class LabelRow:
    """Positives of one label: tried, and found at the line."""

    label: str
    tried: int
    found: int


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A name of the population with its best match on one list."""

    list_id: str
    name: str
    listed_name: str
    entity_id: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Study:
    """A threshold study.

    Attributes:
        rows, distinct: names as given, and without repetition.
        names: distinct names that were chosen; `assessed` of them could be judged.
        line: the cut-off in use.
        positives: usable names that should be found; `unusable` ones are on no open list or
            cannot be judged.
    """

    rows: int
    distinct: int
    names: int
    assessed: int
    line: float
    cutoffs: tuple[CutoffRow, ...]
    positives: int
    unusable: int
    labels: tuple[LabelRow, ...]
    samples: tuple[SampleRow, ...]

    def per_thousand(self, alerts: int) -> float:
        """Alerts per thousand names that could be judged."""
        return 1000 * alerts / self.assessed

    def recall(self, found: int) -> float | None:
        """Share of the positives, in [0, 1]; None when there are none."""
        return found / self.positives if self.positives else None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, with the rates that the page prints."""
        return {
            "population": {
                "rows": self.rows,
                "distinct": self.distinct,
                "names": self.names,
                "assessed": self.assessed,
            },
            "positives": {
                "usable": self.positives,
                "unusable": self.unusable,
                "at_the_line": [asdict(row) for row in self.labels],
            },
            "line": self.line,
            "cutoffs": [
                {
                    **asdict(row),
                    "per_thousand": round(self.per_thousand(row.alerts), 3),
                    "recall": _rounded(self.recall(row.found)),
                }
                for row in self.cutoffs
            ],
            "samples": [
                {"side": "above" if row.confidence >= self.line else "below", **asdict(row)}
                for row in self.samples
            ],
        }

    def to_markdown(self) -> str:
        """The page: tables, a plot, what one step trades, and names next to the line."""
        parts = [self._head(), self._plot(), self._trade(), *self._tables(), self._shown()]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _head(self) -> str:
        lines = ["# Threshold study", ""]
        lines.append(
            f"{self.rows:,} rows hold {self.distinct:,} distinct names; {self.names:,} of them "
            f"were chosen, and {self.names - self.assessed:,} of these could not be judged. "
            "The line in use is "
            f"{self.line:.2f}. Alerts are names with at least one match; whether an alert is "
            "right is for a person to say, so a population with listed parties in it counts "
            "those, too."
        )
        at_line = next(row for row in self.cutoffs if row.cutoff == self.line)
        low, high = interval(at_line.alerts, self.assessed)
        lines.append(
            f"At the line {self.per_thousand(at_line.alerts):.1f} names per thousand alert; "
            f"a sample of this size leaves it open between {1000 * low:.1f} and "
            f"{1000 * high:.1f} (95 %)."
        )
        if self.positives:
            low, high = interval(at_line.found, self.positives)
            lines.append(
                f"Of {self.positives:,} names that should be found, {at_line.found:,} are "
                f"({100 * at_line.found / self.positives:.1f} %, "
                f"{100 * low:.1f} to {100 * high:.1f}); {self.unusable:,} more were unusable."
            )
        else:
            lines.append("No names that should be found were given, so recall is not known.")
        return "\n".join(lines)

    def _plot(self) -> str:
        most = max([row.alerts for row in self.cutoffs] + [1])
        missed = max([self.positives - row.found for row in self.cutoffs] + [1])
        lines = ["## Alerts and misses by cut-off", "", "```text"]
        head = f"{'cut-off':9}{'alerts per thousand':{_WIDTH + 8}}"
        lines.append((head + ("positives missed, %" if self.positives else "")).rstrip())
        for row in self.cutoffs:
            mark = "<" if row.cutoff == self.line else " "
            text = f"{row.cutoff:.2f} {mark}   "
            told = f"{_bar(row.alerts, most)} {self.per_thousand(row.alerts):.1f}"
            text += f"{told:{_WIDTH + 8}}"
            if self.positives:
                lost = self.positives - row.found
                text += f"{_bar(lost, missed)} {100 * lost / self.positives:.1f}"
            lines.append(text.rstrip())
        return "\n".join([*lines, "```"])

    def _trade(self) -> str:
        place = [row.cutoff for row in self.cutoffs].index(self.line)
        here = self.cutoffs[place]
        lines = ["## What one step trades", ""]
        for other in self.cutoffs[max(place - 1, 0) : place + 2]:
            if other is here:
                continue
            more = other.cutoff < here.cutoff
            alerts = self.per_thousand(abs(other.alerts - here.alerts))
            told = f"- {other.cutoff:.2f} instead of {here.cutoff:.2f}: {alerts:.1f} "
            told += f"{'more' if more else 'fewer'} alerts per thousand"
            if self.positives:
                points = 100 * abs(other.found - here.found) / self.positives
                told += f", {points:.1f} percentage points {'fewer' if more else 'more'} misses"
            lines.append(told + ".")
        lines.extend(
            [
                "",
                "This is a trade-off, and nothing here says which side is worth more: that "
                "depends on what a missed party and an alert without cause cost you.",
            ]
        )
        return "\n".join(lines)

    def _tables(self) -> list[str]:
        parts: list[str] = []
        for title, rows in (
            ("By list", [row.by_list for row in self.cutoffs]),
            ("By kind of entry", [row.by_kind for row in self.cutoffs]),
        ):
            keys = list(rows[0])
            lines = [f"## {title}", "", "Alerts per thousand names; a name may count in several."]
            heads = ["cut-off", "all", *keys]
            lines.extend(["", _row(heads), _row(["---:"] * len(heads))])
            for cutoff, row in zip(self.cutoffs, rows, strict=True):
                counts = [cutoff.alerts, *(row[key] for key in keys)]
                cells = [f"{self.per_thousand(count):.1f}" for count in counts]
                lines.append(_row([f"{cutoff.cutoff:.2f}", *cells]))
            parts.append("\n".join(lines))
        if self.labels:
            lines = [f"## Names that should be found, at {self.line:.2f}", ""]
            lines.extend([_row(["class", "tried", "found", "%"]), "|---|---:|---:|---:|"])
            lines.extend(
                _row(
                    [
                        row.label,
                        f"{row.tried}",
                        f"{row.found}",
                        f"{100 * row.found / row.tried:.1f}",
                    ]
                )
                for row in self.labels
            )
            parts.append("\n".join(lines))
        return parts

    def _shown(self) -> str:
        lines = ["## Next to the line", ""]
        if not self.samples:
            lines.append("No name of the population comes near it.")
        held = ""
        for row in self.samples:
            side = "at or above" if row.confidence >= self.line else "below"
            place = f"### {row.list_id}, {side} {self.line:.2f}"
            if place != held:
                lines.extend(["", place, ""] if held else [place, ""])
                held = place
            lines.append(
                f"- {row.confidence:.3f} {_safe(row.name)} | {_safe(row.listed_name)} "
                f"({row.entity_id}): {_safe(row.reason)}"
            )
        return "\n".join(lines)


def interval(hits: int, tried: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) when nothing was tried."""
    if not tried:
        return 0.0, 1.0
    z = 1.959964
    share = hits / tried
    middle = share + z * z / (2 * tried)
    spread = z * (share * (1 - share) / tried + z * z / (4 * tried * tried)) ** 0.5
    scale = 1 + z * z / tried
    # Rounding must not put the share itself outside.
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return max(0.0, min(low, share)), min(1.0, max(high, share))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def _bar(value: int, most: int) -> str:
    return "#" * (-(-value * _WIDTH // most))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


_ESCAPES = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"} | {"\n": " ", "\r": " "})


def _safe(text: str) -> str:
    """Names of strangers are shown as text, never as markup."""
    return text.translate(_ESCAPES)

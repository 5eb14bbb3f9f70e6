"""The table of cases.yaml: each line is worked out by hand, and the engine has to agree."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskengine.model.interval import DateRange, Stake
from riskengine.ownership import Edge, ListedParty, OwnershipGraph, apply_regime
from riskengine.rules.model import Regime
from riskengine.vocab import Measure, Polarity

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8")
)
DAY = dt.date(2026, 1, 15)
_TIE = re.compile(
    r"(?P<owner>\S+) (?P<share>\S+) (?P<asset>\S+)"
    r"(?: from (?P<since>\S+))?(?: to (?P<until>\S+))?(?: with (?P<joint>\S+))?"
)
_FORMS = {
    "ofac": ("ownership", ">=", "all_owners"),
    "eu": ("ownership_or_control", ">", "all_owners"),
    "uk": ("ownership_or_control", ">", "joint_only"),
}


def share(printed: str) -> Stake:
    printed = printed.removeprefix("votes:")
    if printed in ("unknown", "controls", "parent"):
        return Stake()
    if printed[0] in "<>":
        figure = float(printed[1:])
        return Stake.over(figure) if printed[0] == ">" else Stake.under(figure)
    low, _, high = printed.partition("-")
    return Stake(float(low), float(high or low))


def tie(line: str) -> Edge:
    found = _TIE.fullmatch(line)
    assert found is not None, line
    word = found["share"].partition(":")[0]
    kind = {"controls": "controls", "parent": "parent_of", "votes": "votes"}.get(word, "owns")
    return Edge(
        owner=found["owner"],
        asset=found["asset"],
        kind=kind,
        stake=share(found["share"]),
        basis="text",
        polarity=Polarity.ASSERTED,
        status="current",
        evidence=(),
        since=DateRange.parse(found["since"]) if found["since"] else None,
        until=DateRange.parse(found["until"]) if found["until"] else None,
        joint=found["joint"] or "",
    )


def regime(form: str) -> Regime:
    basis, operator, aggregation = _FORMS[form]
    return Regime(
        id=form,
        title=form,
        authority="",
        basis=basis,
        threshold=50.0,
        operator=operator,
        aggregation=aggregation,
        cascades=True,
        covers=("list",),
        does_not_cover=(),
        effect="",
        diligence="",
        windows=(),
    )


def test_the_table_is_as_long_as_it_says() -> None:
    assert len(TABLE) >= 60
    assert len({case["name"] for case in TABLE}) == len(TABLE)


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_case(case: dict[str, Any]) -> None:
    assert case["because"]
    day = case.get("day", DAY)
    graph = OwnershipGraph(tuple(tie(line) for line in case["owns"])).on(day)
    owners = {
        name.rstrip("?"): ListedParty(
            name.rstrip("?"), (("list", Measure.BLOCKING),), not name.endswith("?")
        )
        for name in case["listed"]
    }
    result = apply_regime(regime(case.get("regime", "ofac")), "X", graph, owners, day)
    if case["answer"] == "none":
        assert result is None
        return
    assert result is not None
    stake = case["stake"]
    low, high = stake if isinstance(stake, list) else (stake, stake)
    assert (result.verdict.value, result.stake.low, result.stake.high) == (
        case["answer"],
        pytest.approx(low, rel=0, abs=1e-9),
        pytest.approx(high, rel=0, abs=1e-9),
    ), result.arithmetic

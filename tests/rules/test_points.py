"""Points by table: steps of a number or share, values of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.model.interval import Stake
from riskengine.model.signal import Value
from riskengine.rules import fire
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, faults, load, rule

CONFIDENCE = (
    "{by: confidence, steps: [{at_least: 0.95, points: 60}, {at_least: $strong, points: 40}], "
    "otherwise: 20}"
)
STAKE = (
    "{by: stake, steps: [{at_least: 50, points: 60}, {at_least: 10, points: 30}], otherwise: 12}"
)
COUNTRY = "{by: country, values: {$concern: 30, IR: 50}, otherwise: 5}"


@pytest.mark.parametrize(
    ("type_", "table", "field", "value", "points"),
    [
        ("listing", CONFIDENCE, "confidence", 0.95, 60),
        ("listing", CONFIDENCE, "confidence", 0.94, 40),
        ("listing", CONFIDENCE, "confidence", 0.85, 40),
        ("listing", CONFIDENCE, "confidence", 0.84, 20),
        ("listing", CONFIDENCE, "confidence", None, 20),
        ("backer", STAKE, "stake", Stake(49, 60), 30),
        ("backer", STAKE, "stake", Stake(50, 50), 60),
        ("backer", STAKE, "stake", Stake(), 12),
        ("backer", COUNTRY, "country", "CN", 30),
        ("backer", COUNTRY, "country", "RU", 30),
        ("backer", COUNTRY, "country", "IR", 50),
        ("backer", COUNTRY, "country", "US", 5),
        ("backer", COUNTRY, "country", None, 5),
    ],
)
def test_a_table_gives_points_by_the_deciding_field(
    tmp_path: Path, type_: str, table: str, field: str, value: Value, points: int
) -> None:
    ruleset = load(tmp_path, rule(f"{{signal: {type_}}}", points=table))
    (firing,) = fire(ruleset, (signal(type_, "S", **{field: value}),), DAY)
    assert firing.points == points


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("{by: country, values: {$concern: 30, CN: 50}, otherwise: 5}", "second entry for 'CN'"),
        ("{by: country, values: {$nowhere: 30}, otherwise: 5}", "no list or parameter 'nowhere'"),
        ("{by: country, values: {$strong: 30}, otherwise: 5}", "$strong is no text"),
        ("{by: country, values: {UK: 30}, otherwise: 5}", "found 'UK'"),
        ("{by: stake, steps: [{at_least: $no, points: 3}], otherwise: 5}", "parameter 'no'"),
        ("{by: stake, steps: [{at_least: $concern, points: 3}], otherwise: 5}", "a number is"),
    ],
)
def test_a_faulty_table_is_named_with_its_place(tmp_path: Path, table: str, said: str) -> None:
    (fault,) = faults(tmp_path, rule("{signal: backer}", points=table))
    assert said in fault.message
    assert fault.line == 7

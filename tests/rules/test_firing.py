"""How rules become findings."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from pathlib import Path

from riskengine.model.interval import Stake
from riskengine.model.signal import TextEvidence
from riskengine.rules import fire
from riskengine.rules.firing import finding
from riskengine.signal_catalogue import signal
from riskengine.vocab import Polarity
from tests.rules.small import DAY, load, rule

LISTED = "{signal: backer, where: {listed: true}}"


def quote(text: str) -> tuple[TextEvidence, ...]:
    return (TextEvidence(0, len(text), text),)


def test_per_makes_one_finding_for_each_value(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(LISTED, per="investor", reason="'{investor}'"))
    signals = [signal("backer", "S", investor=name, listed=True) for name in ("B", "A")]
    signals.append(signal("backer", "S", listed=True))
    found = fire(ruleset, signals, DAY)
    assert [item.value for item in found] == ["A", "B", "unknown"]
    assert finding(found[0], "1").title == "A rule: A"


def test_per_leaves_types_without_the_field_whole(tmp_path: Path) -> None:
    when = "{all: [{signal: backer, where: {listed: true}}, {signal: jurisdiction}]}"
    ruleset = load(tmp_path, rule(when, per="investor"))
    signals = [
        signal("backer", "S", investor="A", listed=True),
        signal("backer", "S", investor="B", listed=False),
        signal("jurisdiction", "S", country="US"),
    ]
    (found,) = fire(ruleset, signals, DAY)
    assert found.value == "A"
    assert {item.signal.type for item in found.matched} == {"backer", "jurisdiction"}


def test_the_strongest_signal_decides_and_speaks(tmp_path: Path) -> None:
    points = (
        "{by: stake, steps: [{at_least: 25, points: 30}, {at_least: 10, points: 20}], otherwise: 5}"
    )
    ruleset = load(tmp_path, rule(LISTED, points=points, reason="'{investor} {stake}'"))
    signals = [
        signal("backer", "S", investor="Small", listed=True, stake=Stake.exactly(12)),
        signal("backer", "S", investor="Large", listed=True, stake=Stake(25, 40)),
        signal("backer", "S", investor="Unknown", listed=True),
    ]
    for order in permutations(signals):
        (found,) = fire(ruleset, order, DAY)
        assert found.points == 30
        assert finding(found, "1").reason == "Large 25 to 40 %"


def test_evidence_is_the_union_in_one_order(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(LISTED))
    signals = [
        signal("backer", "S", quote("one"), investor="A", listed=True),
        signal("backer", "S", (*quote("two"), *quote("one")), investor="B", listed=True),
        signal("backer", "S", quote("three"), investor="C", listed=False),
    ]
    forward = finding(fire(ruleset, signals, DAY)[0], "1")
    backward = finding(fire(ruleset, signals[::-1], DAY)[0], "1")
    assert forward == backward
    assert [item.quote for item in forward.evidence if isinstance(item, TextEvidence)] == [
        "one",
        "two",
    ]


def test_the_citation_is_the_signals_own_or_the_rules(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule("{signal: listing}"))
    own = fire(ruleset, [signal("listing", "S", citation="90 FR 4617")], DAY)
    assert finding(own[0], "1").citation == "90 FR 4617"
    none = fire(ruleset, [signal("listing", "S", list_id="x")], DAY)
    assert finding(none[0], "1").citation == "15 CFR 744.21"


def test_a_finding_is_as_firm_as_its_weakest_signal(tmp_path: Path) -> None:
    when = "{signal: military_link, where: {polarity: [asserted, alleged]}}"
    signals = [signal("military_link", "S", body="x", polarity=p) for p in ("asserted", "alleged")]
    (found,) = fire(load(tmp_path, rule(when)), signals, DAY)
    assert finding(found, "1").polarity is Polarity.ALLEGED


def test_a_rule_applies_only_in_its_windows(tmp_path: Path) -> None:
    window = "[{from: 2026-06-30, to: 2026-12-31, citation: x}]"
    ruleset = load(tmp_path, rule("{signal: listing}", in_force=window))
    listing = [signal("listing", "S", list_id="x")]
    days = [dt.date(2026, 6, 29), dt.date(2026, 6, 30), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]
    assert [bool(fire(ruleset, listing, day)) for day in days] == [False, True, True, False]


def test_deprecated_rules_never_fire(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule("{signal: listing}", status="deprecated"))
    assert fire(ruleset, [signal("listing", "S", list_id="x")], DAY) == ()

"""The highest band says that the subject itself is barred; lesser points do not add up to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import RulesetError
from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, load_ruleset
from riskengine.score import evaluate
from riskengine.signal_catalogue import signal
from riskengine.vocab import Band

DAY = dt.date(2025, 6, 1)


@pytest.fixture(scope="module")
def default(repository: Path) -> Ruleset:
    return load_ruleset(repository / "rulesets" / "default")


def grave_but_not_barred() -> list[Signal]:
    return [
        signal(
            "state_ownership",
            "Acme",
            (),
            owner="a ministry",
            country="CN",
            tier="central",
            relation="controlled",
            basis="text",
            polarity="asserted",
            status="current",
        ),
        signal(
            "military_link",
            "Acme",
            (),
            body="an army",
            country="CN",
            polarity="asserted",
            speaker_kind="text",
        ),
    ]


def test_lesser_findings_stop_below_it_and_the_waterfall_says_so(default: Ruleset) -> None:
    score = evaluate(default, grave_but_not_barred(), DAY)
    assert (score.value, score.band) == (79, Band.HIGH)
    assert score.waterfall[-1].points < 0
    assert "below critical" in score.waterfall[-1].label
    assert sum(row.points for row in score.waterfall) == score.value


def test_a_listing_opens_it(default: Ruleset) -> None:
    listed = signal(
        "listing",
        "Acme",
        (),
        list_id="us-bis-el",
        measure="licence",
        confidence=0.99,
        candidates=1,
        state="active",
    )
    score = evaluate(default, [*grave_but_not_barred(), listed], DAY)
    assert score.band is Band.CRITICAL


def test_a_band_that_does_not_exist_cannot_be_reserved(repository: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "rules"
    shutil.copytree(repository / "rulesets" / "default", folder)
    path = folder / "ruleset.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("reserved_band: critical", "reserved_band: crtical"))
    with pytest.raises(RulesetError, match="crtical"):
        load_ruleset(folder)

"""Signals survive the way into tables and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from riskengine.model.interval import Stake
from riskengine.model.signal import TextEvidence
from riskengine.score.columns.convert import signals_to_tables, tables_to_signals
from riskengine.signal_catalogue import signal


def test_signals_come_back_with_their_values() -> None:
    backer = signal("backer", "", investor="X", listed=True, stake=Stake(5, 9))
    listing = signal("listing", "", confidence=0.9, candidates=2)
    tables = signals_to_tables([[backer], [], [listing]])
    assert tables_to_signals(tables, np.array([0, 1, 2])) == {0: [backer], 2: [listing]}


def test_repeats_are_one_row_and_other_evidence_is_another() -> None:
    once = signal("jurisdiction", "", country="CN")
    quoted = replace(once, evidence=(TextEvidence(0, 1, "a"),))
    table = signals_to_tables([[once, once, quoted]])["jurisdiction"]
    assert table["copy"].to_list() == [0, 1]
    assert len(set(tables_to_signals({"jurisdiction": table}, np.array([0]))[0])) == 2

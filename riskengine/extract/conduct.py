"""Conduct of one sentence: the frames of trade, fronts, violations and military ties."""

from __future__ import annotations

from riskengine.extract.facts import Sentence, triggered
from riskengine.extract.fronts import read_front, read_front_noun
from riskengine.extract.military import read_military
from riskengine.extract.nouns import noun_triggers
from riskengine.extract.sourcing import PARTNERS, read_orders, read_partners, read_sourcing
from riskengine.extract.state import read_state
from riskengine.extract.trade import (
    read_buy,
    read_count,
    read_deliveries,
    read_supply,
    read_trade_noun,
)
from riskengine.extract.violations import (
    read_forced_labour,
    read_regimes,
    read_violation,
    read_violation_noun,
)


def read_conduct(sentence: Sentence) -> None:
    """All frames of conduct in one sentence."""
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            kind = frame["id"].split(".")[0]
            if kind in ("supply", "make", "work", "go", "deal"):
                read_supply(sentence, verb, frame)
            elif kind == "buy":
                read_buy(sentence, verb, frame)
            elif kind == "count":
                read_count(sentence, verb, frame)
            elif kind == "violate":
                read_violation(sentence, verb, frame)
            elif kind == "front":
                read_front(sentence, verb, frame)
        read_sourcing(sentence, verb)
        read_orders(sentence, verb)
    for np, chunk in enumerate(sentence.chunks):
        if chunk.is_np and chunk.ref is None and chunk.head in PARTNERS:
            read_partners(sentence, np)
    for np, frame in noun_triggers(sentence):
        if frame["id"] in ("customer.noun", "supplier.noun"):
            read_trade_noun(sentence, np, frame)
        elif frame["id"] == "delivery.noun":
            read_deliveries(sentence, np, frame)
        elif frame["id"] == "front.noun":
            read_front_noun(sentence, np, frame)
        elif frame["id"] == "violation.noun":
            read_violation_noun(sentence, np, frame)
    read_military(sentence)
    read_regimes(sentence)
    read_forced_labour(sentence)
    read_state(sentence)

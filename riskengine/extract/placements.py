"""Investments that a noun states beside a light verb: "is weighing an investment in Y"."""

from __future__ import annotations

from dataclasses import replace

from riskengine.extract.facts import Sentence
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import carrier
from riskengine.extract.speech import verb_class
from riskengine.vocab import PartyKind, Polarity, RelationType

_LIGHT = word_set(
    "make complete announce close finalise finalize consider weigh mull plan explore discuss "
    "increase expand cancel abandon scrap drop shelve withdraw approve sign agree seek"
)
_OPEN = word_set("planned proposed potential possible future alleged")
_NOUNS = word_set("investment investments")


def _possessed(sentence: Sentence, np: int) -> None:
    """`Plover Capital's investment in X dates from 2019`: taken for granted."""
    chunks, parse = sentence.chunks, sentence.parse
    chunk = chunks[np]
    if chunk.neg or chunk.prep in ("of", "for") or set(chunk.words) & _OPEN:
        return
    verb = carrier(sentence, np)
    shade = sentence.colour(np, verb)
    if shade.polarity not in (Polarity.ASSERTED, Polarity.ALLEGED):
        return
    if verb >= 0 and (verb_class(chunks[verb].head) in ("plan", "block", "deny")):
        return
    if np + 2 >= len(chunks) or chunks[np + 1].head not in ("in", "into"):
        return
    for company, _ in sentence.parties_at(parse.head_np(np + 2), group=False):
        for investor, _ in sentence.owner_refs(np):
            if sentence.kind(company) is PartyKind.COMPANY and company != investor:
                sentence.emit(
                    RelationType.INVESTED_IN, investor, company, shade, "investment.owned"
                )


def read_placements(sentence: Sentence) -> None:
    """Investments of a sentence that a noun states."""
    chunks, parse = sentence.chunks, sentence.parse
    for np, chunk in enumerate(chunks):
        owned = chunk.is_np and (chunk.owner >= 0 or chunk.owner_ref is not None)
        if owned and chunk.ref is None and chunk.head in _NOUNS:
            _possessed(sentence, np)
    for verb in parse.verbs:
        target = parse.object_of(verb)
        if (
            target < 0
            or chunks[verb].head not in _LIGHT
            or chunks[verb].passive
            or chunks[target].head not in _NOUNS
            or chunks[target].ref is not None
        ):
            continue
        shade = sentence.colour(target, verb)
        open_ = verb_class(chunks[verb].head) in ("plan", "block") or chunks[verb].head == "explore"
        if open_ and shade.polarity is Polarity.ASSERTED:
            shade = replace(shade, polarity=Polarity.HYPOTHETICAL)
        sums = [item.value.text for item in chunks[target].values if item.kind == "money"]
        for prep, np in parse.pps_of(verb):
            if prep not in ("in", "into") or np < target:
                continue
            for company, _ in sentence.parties_at(np):
                for investor, _ in sentence.subjects(verb):
                    if sentence.kind(company) is PartyKind.COMPANY and company != investor:
                        sentence.emit(
                            RelationType.INVESTED_IN,
                            investor,
                            company,
                            shade,
                            "invest.made",
                            amount=sums[0] if sums else None,
                        )

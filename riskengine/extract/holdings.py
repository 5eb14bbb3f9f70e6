"""Stakes that a noun phrase states without a verb of owning: "X's 34% holding in Y"."""

from __future__ import annotations

from riskengine.extract.arguments import as_percent, share_beside, stake_phrase
from riskengine.extract.equity import owned
from riskengine.extract.facts import Sentence, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import carrier
from riskengine.extract.polarity import Colour
from riskengine.vocab import PartyKind

_HANDS = word_set("hands possession ownership")
_SPLIT = word_set("split divide share distribute")
_EQUITY = word_set("ownership shares shareholding equity capital stock company business")


def read_holdings(sentence: Sentence) -> None:
    """Holdings of a sentence that no verb of owning covers."""
    for np, chunk in enumerate(sentence.chunks):
        if chunk.is_np and chunk.ref is None:
            _possessed_stake(sentence, np)
    for verb in sentence.parse.verbs:
        _in_hands(sentence, verb)
        _split(sentence, verb)


def _possessed_stake(sentence: Sentence, np: int) -> None:
    """`Kestrel's 34% holding in Acme dates from 2019`."""
    owners = sentence.owner_refs(np)
    stake = stake_phrase(sentence.parse, np) if owners else None
    if stake is None or stake.company < 0 or stake.company == np:
        return
    verb = carrier(sentence, np)
    if verb >= 0 and any(
        frame["id"].startswith(("own.", "invest.", "acquire"))
        for frame in triggered(sentence, verb)
    ):
        return  # "sold its 34% stake in Acme": the verb says what became of it
    shade = sentence.colour(verb, verb) if verb >= 0 else Colour()
    percent, interval = as_percent(stake.share, stake.majority)
    for company, _ in sentence.parties_at(stake.company, group=False):
        for owner, _ in owners:
            if sentence.is_org(company) and company != owner:
                owned(sentence, company, owner, shade, "holding.noun", percent, interval, None)


def _in_hands(sentence: Sentence, verb: int) -> None:
    """`A third of Acme is in the hands of Kestrel`."""
    chunks, parse = sentence.chunks, sentence.parse
    subject = chunks[verb].subj[0] if chunks[verb].subj else -1
    if subject < 0 or chunks[verb].head not in ("be", "remain", "rest", "lie", "stay"):
        return
    owner_phrases = [
        parse.head_np(np + 2)
        for prep, np in parse.pps_of(verb)
        if prep == "in"
        and chunks[np].head in _HANDS
        and np + 2 < len(chunks)
        and chunks[np + 1].head == "of"
        and chunks[np + 2].is_np
    ]
    if not owner_phrases:
        return
    stake = stake_phrase(parse, subject)
    companies = (
        sentence.parties_at(stake.company, group=False)
        if stake is not None and stake.company >= 0
        else sentence.subjects(verb)
    )
    percent, interval = as_percent(stake.share, stake.majority) if stake else (None, None)
    shade = sentence.colour(verb, verb)
    for phrase in owner_phrases:
        for owner, _ in sentence.parties_at(phrase):
            for company, _ in companies:
                if sentence.kind(company) is PartyKind.COMPANY:
                    owned(sentence, company, owner, shade, "own.hands", percent, interval, None)


def _split(sentence: Sentence, verb: int) -> None:
    """`Ownership of Acme is split between Kestrel (60%) and Osprey (40%)`."""
    chunks, parse = sentence.chunks, sentence.parse
    subject = chunks[verb].subj[0] if chunks[verb].subj else -1
    if subject < 0 or chunks[verb].head not in _SPLIT or not chunks[verb].passive:
        return
    companies = sentence.subjects(verb)
    if chunks[subject].ref is None:
        if chunks[subject].head not in _EQUITY:
            return
        companies = sentence.owner_refs(subject)
        if subject + 2 < len(chunks) and chunks[subject + 1].head in ("of", "in"):
            companies = sentence.parties_at(parse.head_np(subject + 2), group=False)
    shade = sentence.colour(verb, verb)
    between = next((np for prep, np in parse.pps_of(verb) if prep in ("between", "among")), -1)
    for at in range(between, len(chunks)) if between >= 0 else ():
        chunk = chunks[at]
        if chunk.kind in ("vg", "semi", "rel", "sub"):
            break
        if not chunk.is_np or chunk.ref is None:
            continue
        percent, interval = as_percent(share_beside(parse, at), "")
        for owner in chunk.ids:
            for company, _ in companies[:1]:
                if sentence.kind(company) is PartyKind.COMPANY:
                    owned(sentence, company, owner, shade, "own.split", percent, interval, None)

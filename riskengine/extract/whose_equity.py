"""Whose equity a stake is part of, where the sentence does or does not say."""

from __future__ import annotations

from riskengine.extract.arguments import (
    StakePhrase,
)
from riskengine.extract.facts import Sentence
from riskengine.vocab import PartyKind, RelationType


def companies_of(
    sentence: Sentence,
    verb: int,
    stake: StakePhrase | None,
    direct: list[tuple[int, int]],
    agents: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """The company whose equity is meant."""
    parse, chunks = sentence.parse, sentence.chunks
    taken = {party for party, _ in agents}
    if stake is not None:
        if stake.company >= 0:
            chunk = chunks[stake.company]
            if chunk.ref is not None:
                return sentence.parties_at(stake.company, group=False)
            inner = [
                (party, stake.company) for ref, tail in chunk.inner if not tail for party in ref.ids
            ]
            if inner or chunk.owner_ref is None:
                return inner  # "sold its Acme stake": Acme's, not the seller's own
            return [(party, stake.company) for party in chunk.owner_ref.ids]
        for prep, np in parse.pps_of(verb):
            if prep in ("in", "of"):
                found = [
                    (party, at)
                    for party, at in sentence.parties_at(np)
                    if party not in taken and sentence.is_org(party)
                ]
                if found:
                    return found
        patient = (
            (chunks[verb].subj[0] if chunks[verb].subj else -1)
            if chunks[verb].passive
            else parse.object_of(verb)
        )
        if patient >= 0 and chunks[patient].owner >= 0:
            found = sentence.parties_at(chunks[patient].owner)
            if found and found[0][0] not in taken:
                return found
        return context_company(sentence, verb, taken)
    if direct:
        return direct
    return context_company(sentence, verb, taken)


def _whose_officer(sentence: Sentence, verb: int, taken: set[int]) -> int | None:
    """`Its director, Jane Roe, holds 35%`: of the company she directs."""
    chunks = sentence.chunks
    for np in chunks[verb].subj if chunks[verb].kind == "vg" else ():
        before = np - 2
        if before < 0 or chunks[np - 1].kind != "comma" or not chunks[before].is_np:
            continue
        told = chunks[before].owner_ref
        if chunks[before].ref is None and told is not None and len(told.ids) == 1:
            party = told.ids[0]
            if party not in taken and sentence.is_org(party):
                return party
    return None


def context_company(sentence: Sentence, verb: int, taken: set[int]) -> list[tuple[int, int]]:
    """No company is named beside the stake: the one spoken of last, then the subject before."""
    chunks = sentence.chunks
    whose = _whose_officer(sentence, verb, taken)
    if whose is not None:
        return [(whose, verb)]
    facts = [
        fact
        for fact in sentence.state.facts[-200:]
        if fact.type is RelationType.OWNED_BY and isinstance(fact.subject, int)
    ]
    for fact in reversed(facts):
        if fact.object in taken and isinstance(fact.subject, int):
            return [(fact.subject, verb)]  # "its holding": what the owner was said to own
    relative = chunks[verb].kind == "vg" and chunks[verb].link == "rel"
    if (
        facts
        and not relative
        and sentence.index - facts[-1].sentence <= 6
        and isinstance(facts[-1].subject, int)
        and facts[-1].subject not in taken
    ):
        return [(facts[-1].subject, verb)]
    for number in reversed([at for at in sentence.parse.verbs if at < verb]):
        for party, np in sentence.subjects(number):
            if party not in taken and sentence.is_org(party):
                return [(party, np)]
    for np in range(verb - 1, -1, -1):
        chunk = chunks[np]
        if chunk.is_np and chunk.ref is not None:
            for party in chunk.ids:
                if party not in taken and sentence.kind(party) is PartyKind.COMPANY:
                    return [(party, np)]
    state = sentence.state
    known = facts[-1].subject if facts and sentence.index - facts[-1].sentence <= 3 else None
    before = known if isinstance(known, int) else None
    for choice in (state.label_company, before, state.focus.subject, state.focus.topic):
        if choice is not None and choice not in taken and state.parties[choice].is_org:
            return [(choice, verb)]
    return []


def of_which(sentence: Sentence, np: int) -> list[tuple[int, int]]:
    """`X, 70% of which belongs to Y`: X."""
    chunks = sentence.chunks
    if np + 2 >= len(chunks) or chunks[np + 1].head != "of" or chunks[np + 2].kind != "rel":
        return []
    before = np - 1
    if before < 1 or chunks[before].kind not in ("comma", "dash") or not chunks[before - 1].is_np:
        return []
    return sentence.parties_at(before - 1, group=False)

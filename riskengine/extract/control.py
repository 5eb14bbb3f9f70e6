"""Who controls whom, told by verbs; and states that are named by no name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from riskengine.extract.arguments import (
    as_percent,
    stake_phrase,
)
from riskengine.extract.chunks import Chunk
from riskengine.extract.equity import controlled, owned, subsidiary
from riskengine.extract.facts import Sentence, is_codes
from riskengine.extract.lexicon import word_set
from riskengine.extract.whose_equity import companies_of, context_company
from riskengine.vocab import PartyKind, Polarity, RelationType


def read_taking_control(sentence: Sentence, verb: int) -> None:
    """`keeps control`, `gained control of X`, `pulls the strings`."""
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    if target < 0 or chunks[verb].passive:
        return
    head = chunks[target].head
    strings = chunks[verb].head == "pull" and head in ("strings", "string")
    if not strings and not (head == "control" and chunks[verb].head in _CONTROL_VERBS):
        return
    controllers = sentence.subjects(verb)
    taken = {party for party, _ in controllers}
    companies = [
        pair
        for prep, np in parse.pps_of(verb)
        if prep in ("of", "over")
        for pair in sentence.parties_at(np)
    ]
    if not companies:
        known = [
            fact
            for fact in sentence.state.facts[-200:]
            if fact.type is RelationType.CONTROLLED_BY and fact.object in taken
        ]
        companies = (
            [(known[-1].subject, verb)]
            if known and isinstance(known[-1].subject, int)
            else context_company(sentence, verb, taken)
        )
    shade = sentence.colour(verb, verb)
    for company, _ in companies[:1]:
        for controller, _ in controllers:
            controlled(sentence, company, controller, shade, "control.keep")


_ORDERS = word_set("orders order instructions instruction directions cue cues")


def read_obeying(sentence: Sentence, verb: int) -> None:
    """`X takes its orders from Y`."""
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    if target < 0 or chunks[verb].head not in ("take", "receive") or chunks[verb].passive:
        return
    if chunks[target].head not in _ORDERS or chunks[target].ref is not None:
        return
    if chunks[target].head in ("order", "orders") and chunks[verb].head != "take":
        return
    shade = sentence.colour(verb, verb)
    for prep, np in parse.pps_of(verb):
        for controller, _ in sentence.parties_at(np) if prep == "from" else ():
            for company, _ in sentence.subjects(verb):
                if sentence.is_org(company) and company != controller:
                    controlled(sentence, company, controller, shade, "control.obey")


STATE_HEADS = word_set("state government republic")
_BODIES = word_set("city municipality province ministry county prefecture")
_CONTROL_VERBS = word_set(
    "keep retain have hold take gain seize exercise assume maintain get win exert acquire regain"
)


def _state_body(chunk: Chunk) -> bool:
    """`the Chinese state`, `the city's state assets regulator`, `the provincial government`."""
    if chunk.ref is not None:
        return False
    words = set(chunk.words)
    return chunk.head in STATE_HEADS | _BODIES or (
        bool(words & {"state", "government", "municipal", "provincial"})
        and chunk.head in ("regulator", "agency", "authority", "authorities", "administrator")
    )


def unnamed_army(sentence: Sentence, verb: int, agent: int, frame: str) -> None:
    """`is neither owned nor controlled by the military`."""
    if agent < 0 or not is_codes(sentence.chunks[agent], "military"):
        return
    shade = sentence.colour(verb, verb)
    for company, _ in sentence.subjects(verb):
        if sentence.is_org(company):
            code = sentence.military_code(agent, company)
            sentence.emit(RelationType.MILITARY_LINK, company, code, shade, frame, sensitive=True)


def unnamed_state(sentence: Sentence, verb: int, agent: int, frame: str) -> None:
    """`is owned by the Chinese state`: no party, but a state all the same."""
    if agent < 0 or not _state_body(sentence.chunks[agent]):
        return
    shade = sentence.colour(verb, verb)
    for company, _ in sentence.subjects(verb):
        code = sentence.state_code(None, company, agent)
        if code is not None and sentence.is_org(company):
            sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame)


def read_control(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    if frame["id"].startswith("control.verb"):
        if group.passive:
            companies = sentence.subjects(verb)
            controllers = sentence.parties_at(sentence.by_phrase(verb))
            if not controllers:
                unnamed_army(sentence, verb, sentence.by_phrase(verb), frame["id"])
                unnamed_state(sentence, verb, sentence.by_phrase(verb), frame["id"])
            stake = stake_phrase(parse, group.subj[0]) if group.subj else None
        else:
            target = parse.object_of(verb)
            stake = stake_phrase(parse, target) if target >= 0 else None
            companies, controllers = sentence.objects(verb), sentence.subjects(verb)
            if target < 0 and any(chunk.kind == "rel" for chunk in chunks[:verb]):
                companies = sentence.relative_object(verb)
        shade = sentence.colour(verb, verb)
        if stake is not None and stake.share is not None:
            for company, _ in companies_of(sentence, verb, stake, [], controllers)[:1]:
                percent, interval = as_percent(stake.share, stake.majority)
                for owner, _ in controllers:
                    owned(sentence, company, owner, shade, frame["id"], percent, interval, None)
            return
        for company, _ in companies:
            for controller, _ in controllers:
                manager = sentence.state.parties[controller].is_person
                if manager and group.head in ("run", "manage", "direct"):
                    continue  # "is run by Jane Roe": a manager, not an owner
                controlled(sentence, company, controller, shade, frame["id"])
        return
    if frame["id"] == "control.report" and (group.modal or group.form in ("base", "inf")):
        return  # a duty to report to an authority is no chain of command
    child = sentence.subjects(verb)
    others = [
        pair
        for prep, np in parse.pps_of(verb)
        if frame.get(prep) in ("parent", "controller")
        for pair in sentence.parties_at(np)
    ]
    shade = sentence.colour(verb, verb)
    for company, _ in child:
        for other, _ in others:
            if frame["id"].startswith("control."):
                controlled(sentence, company, other, shade, frame["id"])
            elif sentence.is_org(company):
                subsidiary(sentence, company, other, shade, frame["id"])


def read_part_of(sentence: Sentence, verb: int) -> None:
    """`X is part of Y`."""
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    if target < 0 or chunks[target].head != "part" or chunks[target].ref is not None:
        return
    at = target + 1
    if at + 1 < len(chunks) and chunks[at].kind == "prep" and chunks[at].head == "of":
        shade = sentence.colour(verb, verb)
        ended = any(prep in ("until", "till") for prep, _ in parse.pps_of(verb))
        if ended and shade.polarity is Polarity.ASSERTED:
            shade = replace(shade, status="former")  # "was part of Y until 2014"
        for child, _ in sentence.subjects(verb):
            for parent, _ in sentence.parties_at(parse.head_np(at + 1)):
                if sentence.kind(parent) is not PartyKind.MEDIA and sentence.is_org(child):
                    subsidiary(sentence, child, parent, shade, "part.of")

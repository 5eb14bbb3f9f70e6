"""Fronts, shells and straw men."""

from __future__ import annotations

import re
from typing import Any

from riskengine.extract.facts import Sentence, frames
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import (
    complement_phrases,
    complements,
    holders,
)
from riskengine.extract.polarity import Colour
from riskengine.vocab import PartyKind, RelationType

_USED = word_set("use create set establish found run operate control employ register")
_AS_FRONT = tuple(sorted(frames()["as_front"], key=len, reverse=True))


def read_front(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    if frame["id"] == "front.behalf":
        if group.passive:
            fronts = sentence.parties_at(sentence.by_phrase(verb))
        else:
            fronts = sentence.subjects(verb)
        principals = [
            pair
            for prep, np in parse.pps_of(verb)
            if chunks[np].head in ("behalf", "interests") and prep in ("on", "in")
            for pair in sentence.owner_refs(np)
        ]
        principals += [
            pair
            for prep, np in parse.pps_of(verb)
            if prep == "on behalf of"
            for pair in sentence.parties_at(np)
        ]
        shade = sentence.colour(verb, verb)
        _fronts(sentence, fronts, principals, shade, frame["id"])
        return
    if frame["id"] != "front.act":
        return
    pps = parse.pps_of(verb)
    noun = next((np for prep, np in pps if prep == "as" and _front_words(sentence, np)), -1)
    if noun < 0:
        _acts_for(sentence, verb)
        return
    fronts = (
        sentence.subjects(verb)
        if group.passive or group.head not in ("use", "create", "set", "establish")
        else sentence.objects(verb)
    )
    principals = [
        pair
        for prep, np in pps
        if prep in ("for", "of") and np > noun
        for pair in sentence.parties_at(np)
    ]
    if not principals:
        principals = list(sentence.owner_refs(noun))
    if not principals and group.head in ("use", "create", "set", "establish"):
        principals = (
            sentence.parties_at(sentence.by_phrase(verb))
            if group.passive
            else sentence.subjects(verb)
        )
    shade = sentence.colour(verb, verb)
    _fronts(sentence, fronts, principals, shade, frame["id"])


def _acts_for(sentence: Sentence, verb: int) -> None:
    """`Orion Nominees acts for Jane Roe`: a company that acts for somebody fronts for them."""
    group = sentence.chunks[verb]
    if group.head not in ("act", "front") or group.passive or sentence.parse.object_of(verb) >= 0:
        return
    fronts = [p for p in sentence.subjects(verb) if sentence.kind(p[0]) is PartyKind.COMPANY]
    principals = [
        pair
        for prep, np in sentence.parse.pps_of(verb)
        if prep == "for"
        for pair in sentence.parties_at(np)
    ]
    _fronts(sentence, fronts, principals, sentence.colour(verb, verb), "front.for")


def _front_words(sentence: Sentence, np: int) -> bool:
    words = " ".join(sentence.chunks[np].words)
    return any(re.search(rf"\b{re.escape(word)}\b", words) for word in _AS_FRONT)


def _fronts(
    sentence: Sentence,
    fronts: list[tuple[int, int]],
    principals: list[tuple[int, int]],
    shade: Colour,
    frame: str,
) -> None:
    for front, _ in fronts:
        for principal, _ in principals:
            if front != principal and sentence.kind(front) not in (
                PartyKind.GOVERNMENT,
                PartyKind.AGENCY,
                PartyKind.MEDIA,
            ):
                sentence.emit(
                    RelationType.FRONT_FOR, front, principal, shade, frame, sensitive=True
                )


def _users(sentence: Sentence, np: int) -> list[tuple[int, int]]:
    """`a shell company used by Y`, `a front set up by Y`."""
    at = np + 1
    if at >= len(sentence.chunks):
        return []
    group = sentence.chunks[at]
    if group.kind != "vg" or group.form != "part" or group.head not in _USED:
        return []
    return sentence.parties_at(sentence.by_phrase(at))


def read_front_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks = sentence.chunks
    words = set(chunks[np].words)
    if (
        "front" in words
        and chunks[np].head
        not in ("front", "company", "companies", "firm", "organisation", "organization")
        and chunks[np].ref is None
    ):
        return
    if chunks[np].head in ("cover", "shell") and not complement_phrases(sentence, np, frame):
        return
    held, verb = holders(sentence, np)
    points = complements(sentence, np, frame) or _users(sentence, np)
    held_ids = {party for party, _ in held}
    points = [(party, at) for party, at in points if party not in held_ids]
    shade = sentence.colour(np, verb)
    _fronts(sentence, held, points, shade, frame["id"])

"""Holders and complements of relational nouns: "X, a unit of Y", "its parent, Z"."""

from __future__ import annotations

from typing import Any

from riskengine.extract.arguments import label_before_colon
from riskengine.extract.facts import Sentence, noun_frames
from riskengine.extract.lexicon import word_set

_COPULA = word_set("be become remain represent constitute form")
_COMPANY_HEADS = word_set("company companies firm firms entity entities organisation organization")
_AS_VERBS = word_set(
    "act serve operate function pose work use describe name identify regard see join "
    "record register show list name present cite give set establish found create"
)
_LISTING_VERBS = word_set("include comprise be number count")


def noun_triggers(sentence: Sentence) -> list[tuple[int, dict[str, Any]]]:
    """Noun phrases that hold a relational noun, with the frame."""
    table = noun_frames()
    found = []
    for index, chunk in enumerate(sentence.chunks):
        if not chunk.is_np:
            continue
        for word in dict.fromkeys(reversed(chunk.words)):
            for frame in table.get(word, ()):
                compound = (
                    frame["id"] in ("front.noun", "parent.noun") and chunk.head in _COMPANY_HEADS
                )
                if word != chunk.head and chunk.ref is None and not chunk.inner and not compound:
                    continue
                found.append((index, frame))
    return found


def carrier(sentence: Sentence, np: int) -> int:
    """Verb group that carries a noun phrase: as predicate, object or complement."""
    chunks = sentence.chunks
    first = sentence.parse.first_of(np)
    at = first - 1
    steps = 0
    while at >= 0 and steps < 12:
        chunk = chunks[at]
        if chunk.kind == "vg":
            return at
        if chunk.kind in ("semi", "colon", "sub", "rel"):
            break
        if chunk.kind in ("comma", "dash", "lpar") and chunks[np].appos >= 0:
            break
        at -= 1
        steps += 1
    # The phrase is a subject: its own verb.
    for verb in sentence.parse.verbs:
        if np in chunks[verb].subj:
            return verb
    return -1


def holders(sentence: Sentence, np: int) -> tuple[list[tuple[int, int]], int]:
    """Parties that a relational noun is said of, and the verb that says so (-1 if none)."""
    chunks, parse = sentence.chunks, sentence.parse
    chunk = chunks[np]
    if chunk.ref is not None and chunk.named:
        return sentence.parties_at(np), carrier(sentence, np)
    if chunk.appos >= 0:
        one = chunk.det in ("a", "an", "another") and not chunk.head.endswith("s")
        return sentence.parties_at(chunk.appos, group=not one), -1
    named = sentence.apposed(np)
    if named and named[0][0] not in [party for party, _ in sentence.owner_refs(np)]:
        return named, carrier(sentence, np)
    first = parse.first_of(np)
    verb = _verb_before(sentence, first)
    if verb >= 0:
        between = chunks[verb + 1 : first]
        if (
            chunks[verb].head in _COPULA
            and all(item.kind in ("adv", "np", "prep") for item in between)
            and not _prep_heavy([item for item in between if item.head != "among"])
        ):
            return sentence.subjects(verb), verb
        if any(item.kind == "prep" and item.head == "as" for item in between) and (
            chunks[verb].head in _AS_VERBS or chunks[verb].passive
        ):
            objects = [] if chunks[verb].passive else sentence.objects(verb)
            if not objects and not chunks[verb].passive:
                objects = sentence.relative_object(verb)
            return objects or sentence.subjects(verb), verb
        if chunks[verb].head in ("become", "remain"):
            return sentence.subjects(verb), verb
    for number in parse.verbs:
        if np in chunks[number].subj and chunks[number].head in _LISTING_VERBS:
            found = sentence.objects(number)
            if found:
                return found, number
    if verb >= 0 and chunks[verb].head in (
        "have",
        "own",
        "control",
        "retain",
        "operate",
        "include",
        "through",
        "establish",
    ):
        found = sentence.apposed(np)
        if found:
            return found, verb
    label, colon = label_before_colon(parse)
    if colon >= 0 and np < colon and label:
        behind = parse.np_after(colon, within=4)
        return sentence.parties_at(behind), -1
    return [], -1


def _prep_heavy(between: list[Any]) -> bool:
    return any(item.kind == "prep" for item in between)


def _verb_before(sentence: Sentence, first: int) -> int:
    at = first - 1
    while at >= 0 and first - at < 8:
        kind = sentence.chunks[at].kind
        if kind == "vg":
            return at
        if kind in ("comma", "semi", "sub", "rel", "colon", "dash", "lpar"):
            return -1
        at -= 1
    return -1


def complements(sentence: Sentence, np: int, frame: dict[str, Any]) -> list[tuple[int, int]]:
    """Parties that a relational noun points to: its possessor, or behind its preposition."""
    found = complement_phrases(sentence, np, frame)
    parties: list[tuple[int, int]] = []
    for number in found:
        parties.extend(sentence.parties_at(number) or _whose_goods(sentence, number))
    if parties:
        return list(dict.fromkeys(parties))
    owners = sentence.owner_refs(np)
    if owners:
        return owners
    return [(party, np) for ref, tail in sentence.chunks[np].inner if not tail for party in ref.ids]


def _whose_goods(sentence: Sentence, np: int) -> list[tuple[int, int]]:
    """`a buyer of X's cameras`: X, where the phrase names things and no body."""
    return sentence.owner_refs(np) if sentence.chunks[np].head.endswith("s") else []


def complement_phrases(sentence: Sentence, np: int, frame: dict[str, Any]) -> list[int]:
    """Noun phrases behind the prepositions that a noun frame allows."""
    chunks = sentence.chunks
    at = np + 1
    found: list[int] = []
    steps = 0
    while at + 1 < len(chunks) and steps < 4:
        chunk = chunks[at]
        if chunk.kind in ("adv", "quote"):
            at += 1
            continue
        if (
            chunk.kind == "conj"
            and chunks[at + 1].is_np
            and chunks[at + 1].ref is None
            and at == np + 1
        ):
            at += 2  # "the owner and general director of X"
            continue
        if chunk.kind == "prep" and chunks[at + 1].is_np:
            head = sentence.parse.head_np(at + 1)
            if (
                chunk.head in frame
                and isinstance(frame[chunk.head], str)
                and chunk.head not in ("id", "holder")
            ):
                found.append(head)
                break
            at = head + 1
            steps += 1
            continue
        break
    return found


def verb_left(sentence: Sentence, index: int) -> int:
    """Nearest verb group to the left that is no relative clause or participle, -1 if none."""
    for at in range(index - 1, max(-1, index - 40), -1):
        if sentence.chunks[at].kind == "vg" and sentence.chunks[at].link not in (
            "rel",
            "reduced",
            "participle",
        ):
            return at
    return -1

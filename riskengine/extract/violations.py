"""Breaches of sanctions and export controls."""

from __future__ import annotations

import re
from typing import Any

from riskengine.extract.facts import Sentence, is_codes
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import (
    carrier,
    complement_phrases,
    verb_left,
)
from riskengine.extract.polarity import Colour
from riskengine.extract.speech import verb_class
from riskengine.vocab import PartyKind, Polarity, RelationType

_EU = word_set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE")


def _regime_code(sentence: Sentence, code: str, np: int, party: int | None = None) -> str:
    """A regime named without its owner takes it from the words around, or the offender."""
    if code != "?":
        return code
    chunk = sentence.chunks[np]
    text = sentence.parse.text[max(sentence.parse.start, chunk.start - 80) : chunk.end + 40]
    for pattern, found in (
        (r"\b(?:UN|U\.N\.|United Nations|Security Council)\b", "UN-SANCTIONS"),
        (r"\b(?:EU|European|Brussels)\b", "EU-SANCTIONS"),
        (r"\b(?:UK|British|Britain)\b", "UK-SANCTIONS"),
    ):
        if re.search(pattern, text):
            return found
    country = sentence.state.country_of(party) if party is not None else None
    for index in range(max(0, np - 12), np):
        country = country or sentence.chunks[index].country
    if country in _EU:
        return "EU-SANCTIONS"
    return "UK-SANCTIONS" if country == "GB" else "US-SANCTIONS"


def _violated(
    sentence: Sentence, offenders: list[tuple[int, int]], np: int, shade: Colour, frame: str
) -> None:
    for code in is_codes(sentence.chunks[np], "regime"):
        for party, _ in offenders:
            if sentence.kind(party) in (PartyKind.AGENCY, PartyKind.GOVERNMENT, PartyKind.MEDIA):
                continue
            sentence.emit(
                RelationType.VIOLATED,
                party,
                _regime_code(sentence, code, np, party),
                shade,
                frame,
                sensitive=True,
            )


def _admission(sentence: Sentence, verb: int, shade: Colour) -> Colour:
    """Guilty pleas, convictions and settlements stand over what is said of the conduct."""
    current, seen = verb, 0
    while current >= 0 and seen < 6:
        chunk = sentence.chunks[current]
        if chunk.kind == "vg":
            if (
                chunk.head in ("plead",)
                and "guilty" in sentence.parse.text[chunk.start : chunk.end + 12].lower()
                and not chunk.neg
            ):
                return Colour(Polarity.ASSERTED, -1, "admitted", False)
            if (
                chunk.head in ("convict", "admit", "acknowledge", "fine", "penalise", "penalize")
                and not chunk.neg
                and chunk.modal == ""
            ):
                return Colour(
                    Polarity.ASSERTED,
                    -1,
                    "admitted" if chunk.head in ("admit", "acknowledge") else None,
                    False,
                )
            if chunk.head in ("settle",):
                return Colour(
                    Polarity.ALLEGED if shade.polarity is Polarity.ALLEGED else Polarity.ASSERTED,
                    -1,
                    "settled",
                    False,
                )
        if chunk.is_np:
            current = carrier(sentence, current)
            seen += 2
            continue
        current = chunk.gov
        seen += 1
    return shade


def read_violation(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    offenders = (
        sentence.parties_at(sentence.by_phrase(verb)) if group.passive else sentence.subjects(verb)
    )
    spots = list(group.subj) if group.passive else [parse.object_of(verb)]
    shade = _admission(sentence, verb, sentence.colour(verb, verb))
    for np in spots:
        if np >= 0:
            for number in chunks[np].group or [np]:
                _violated(sentence, offenders, number, shade, frame["id"])


def read_violation_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    spots = complement_phrases(sentence, np, frame) + (
        [np] if is_codes(chunks[np], "regime") else []
    )
    spots = [spot for spot in spots if is_codes(chunks[spot], "regime")]
    if not spots:
        return
    verb = carrier(sentence, np)
    offenders = sentence.owner_refs(np)
    if not offenders:
        offenders = [
            pair
            for prep, at in parse.pps_of(np)
            if prep == "by"
            for pair in sentence.parties_at(at)
        ]
    if not offenders and verb >= 0:
        offenders = _accused(sentence, verb)
    shade = sentence.colour(np, verb)
    if verb >= 0:
        shade = _charged(sentence, verb, _admission(sentence, verb, shade))
    for spot in spots:
        _violated(sentence, offenders, spot, shade, frame["id"])


def _accused(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """Whom a verb of charging or doing is about."""
    group = sentence.chunks[verb]
    if group.passive or group.head in (
        "plead",
        "admit",
        "settle",
        "face",
        "deny",
        "commit",
        "acknowledge",
    ):
        return sentence.subjects(verb)
    if group.head in (
        "accuse",
        "charge",
        "fine",
        "indict",
        "convict",
        "suspect",
        "sanction",
        "penalise",
        "penalize",
        "find",
        "blame",
        "prosecute",
    ):
        return sentence.objects(verb)
    return sentence.subjects(verb)


def _charged(sentence: Sentence, verb: int, shade: Colour) -> Colour:
    head = sentence.chunks[verb].head
    kind = verb_class(head)
    if shade.polarity is Polarity.ASSERTED:
        if kind == "claim" or head in ("face", "investigate", "probe"):
            return Colour(
                Polarity.ALLEGED,
                sentence.chunks[verb].subj[0]
                if sentence.chunks[verb].subj
                and not sentence.chunks[verb].passive
                and head not in ("face",)
                else -1,
                None,
                True,
                True,
            )
        if kind == "deny":
            return Colour(
                Polarity.DENIED,
                sentence.chunks[verb].subj[0] if sentence.chunks[verb].subj else -1,
                None,
                True,
            )
    return shade


_UNLAWFULLY = frozenset({"illegally", "unlawfully", "illicitly"})
_NO_LICENCE = re.compile(
    r"without (?:\w+ ){0,4}(?:licen[cs]es?|permits?|authori[sz]ations?)\b", re.I
)


def read_regimes(sentence: Sentence) -> None:
    """`in violation of UN sanctions`; exports without a licence."""
    chunks, parse = sentence.chunks, sentence.parse
    for at, chunk in enumerate(chunks):
        if (
            chunk.kind == "prep"
            and chunk.head == "in violation of"
            and at + 1 < len(chunks)
            and chunks[at + 1].is_np
        ):
            np = parse.head_np(at + 1)
            verb = verb_left(sentence, at)
            if verb < 0:
                continue
            offenders = (
                sentence.parties_at(sentence.by_phrase(verb))
                if chunks[verb].passive and sentence.by_phrase(verb) >= 0
                else sentence.subjects(verb)
            )
            offenders = offenders or _venture(sentence, verb)
            _violated(
                sentence,
                offenders,
                np,
                _admission(sentence, verb, sentence.colour(verb, verb)),
                "in.violation",
            )
        elif (
            chunk.is_np
            and is_codes(chunk, "regime")
            and chunk.prep in ("of", "with", "for", "to", "over")
            and _offence_word(sentence, at)
        ):
            verb = carrier(sentence, at)
            if verb >= 0 and chunks[verb].head in (
                "accuse",
                "charge",
                "fine",
                "indict",
                "convict",
                "suspect",
                "plead",
                "settle",
                "penalise",
                "penalize",
                "investigate",
                "probe",
                "prosecute",
            ):
                _violated(
                    sentence,
                    _accused(sentence, verb),
                    at,
                    _charged(
                        sentence, verb, _admission(sentence, verb, sentence.colour(verb, verb))
                    ),
                    "charged.with",
                )
    _unlicensed(sentence)


_EXPORTING = word_set(
    "export ship sell supply send re-export transfer provide deliver smuggle divert"
)


def _unlicensed(sentence: Sentence) -> None:
    """`exported lasers without a licence`, `illegally exported lasers`."""
    chunks, parse = sentence.chunks, sentence.parse
    match = _NO_LICENCE.search(parse.text, parse.start, parse.end)
    for verb in parse.verbs:
        group = chunks[verb]
        unlawful = bool(set(group.adverbs) & _UNLAWFULLY) or (
            verb > 0 and chunks[verb - 1].head in _UNLAWFULLY
        )
        bare = match is not None and group.end <= match.start()
        if group.head not in _EXPORTING or not (unlawful or bare):
            continue
        offenders = (
            sentence.parties_at(sentence.by_phrase(verb))
            if group.passive
            else sentence.subjects(verb)
        )
        shade = _admission(sentence, verb, sentence.colour(verb, verb))
        for party, _ in offenders:
            if sentence.kind(party) not in (PartyKind.AGENCY, PartyKind.GOVERNMENT):
                sentence.emit(
                    RelationType.VIOLATED,
                    party,
                    "US-EXPORT-CONTROLS",
                    shade,
                    "no.licence",
                    sensitive=True,
                )
        break


_FORCED = re.compile(r"\bforced[- ]labou?r\b", re.I)
_USES = word_set(
    "buy use source import purchase procure obtain rely benefit employ exploit acquire receive "
    "sell link tie connect implicate involve make produce profit"
)


def read_forced_labour(sentence: Sentence) -> None:
    """`buys materials made with forced labour`: goods that import rules keep out."""
    chunks, parse = sentence.chunks, sentence.parse
    for np, chunk in enumerate(chunks):
        if not chunk.is_np or chunk.prep == "against" or chunk.ref is not None:
            continue
        if _FORCED.search(parse.text, chunk.start, chunk.end) is None or is_codes(chunk, "list"):
            continue
        if chunk.head not in ("labour", "labor", "forced-labour", "forced-labor"):
            continue
        verb = carrier(sentence, np)
        while verb >= 0 and chunks[verb].link in ("participle", "reduced"):
            hosts = sentence.subjects(verb)
            if any(sentence.is_org(party) for party, _ in hosts):
                break
            verb = verb_left(sentence, verb)
        if verb < 0 or chunks[verb].head not in _USES or verb > np:
            continue
        shade = sentence.colour(verb, verb)
        if chunk.neg or chunk.det == "no":
            shade = Colour(Polarity.DENIED, shade.speaker, None, shade.reported)
        for party, _ in sentence.subjects(verb):
            if sentence.is_org(party):
                sentence.emit(
                    RelationType.VIOLATED,
                    party,
                    "US-IMPORT-CONTROLS",
                    shade,
                    "forced.labour",
                    sensitive=True,
                    tier="medium",
                )


def _offence_word(sentence: Sentence, np: int) -> bool:
    text = sentence.parse.text[sentence.chunks[np].start : sentence.chunks[np].end + 24].lower()
    return any(
        word in text
        for word in (
            "violation",
            "breach",
            "evasion",
            "busting",
            "offence",
            "offense",
            "circumvent",
        )
    )


def _venture(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`the venture was used to ...`: the partners of the last enumeration."""
    for number in sentence.chunks[verb].subj:
        if sentence.chunks[number].head == "venture":
            return [(party, number) for party in sentence.state.focus.group]
    return []

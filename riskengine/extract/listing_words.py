"""Listings that no verb of listing tells: names, places, adjectives, clean screenings."""

from __future__ import annotations

import re

from riskengine.extract.facts import Sentence, is_codes
from riskengine.extract.lexicon import word_set
from riskengine.extract.lists import list_of_issuer
from riskengine.extract.polarity import Colour
from riskengine.extract.which_list import (
    codes_of_sanctions,
    country_of_phrase,
    is_sanctions,
    listable,
    listing_date,
)
from riskengine.territories import country_code
from riskengine.vocab import PartyKind, Polarity, RelationType

_NAMING = word_set(
    "designate name label brand identify tag declare call deem describe classify list"
)
_MILITARY_COMPANY = re.compile(r"\bchinese military (?:compan(?:y|ies)|enterprises?)\b", re.I)


def names_military_company(sentence: Sentence, verb: int) -> bool:
    """Whether the verb's tail calls somebody a Chinese military company."""
    group, parse = sentence.chunks[verb], sentence.parse
    tail = parse.text[group.end : min(parse.end, group.end + 120)]
    return group.head in _NAMING and _MILITARY_COMPANY.search(tail) is not None


def read_named_military(sentence: Sentence, verb: int) -> None:
    """`The Pentagon designated X a Chinese military company`: what section 1260H calls it."""
    if not names_military_company(sentence, verb):
        return
    group = sentence.chunks[verb]
    number = sentence.by_phrase(verb) if group.passive else (group.subj or [-1])[0]
    agents = sentence.parties_at(number) if number >= 0 else []
    known = [list_of_issuer(sentence.state.parties[party].canonical) for party, _ in agents]
    land = country_of_phrase(sentence, number) if number >= 0 and not agents else None
    if "US-1260H" not in known and land != "US":
        return
    listed = sentence.subjects(verb) if group.passive else sentence.objects(verb)
    for party, _ in listable(sentence, listed):
        shade = sentence.colour(verb, verb)
        by = agents[0][0] if agents else None
        date = listing_date(sentence, verb)
        sentence.emit(
            RelationType.LISTED_ON, party, "US-1260H", shade, "list.called", by=by, date=date
        )


def read_located(sentence: Sentence) -> None:
    """`X, on the Entity List since 2022, makes lasers`."""
    chunks = sentence.chunks
    for at in range(2, len(chunks) - 1):
        spot = chunks[at + 1]
        if chunks[at].kind != "prep" or chunks[at].head not in ("on", "under") or not spot.is_np:
            continue
        if chunks[at - 1].is_np and chunks[at - 1].appos >= 0:
            target = chunks[at - 1].appos  # "Acme, a conglomerate under US sanctions"
        elif chunks[at - 1].kind in ("comma", "lpar", "dash") and chunks[at - 2].named:
            target = at - 2
        else:
            continue
        codes = [code for code in is_codes(spot, "list") if code != "?"]
        last = (spot.group or [at + 1])[-1]
        if not codes and is_sanctions(sentence, last):
            codes = codes_of_sanctions(sentence, last)
        for party, _ in listable(sentence, sentence.parties_at(target, group=False)):
            for code in codes:
                date = listing_date(sentence, at)
                sentence.emit(
                    RelationType.LISTED_ON, party, code, Colour(), "list.located", date=date
                )


_NO_HITS = re.compile(
    r"\bno (?:\w+ ){0,3}(?:hits?|match(?:es)?|listings?|adverse (?:findings|results)|results)\b"
    r"|\b(?:clean|clear|negative)\b(?! energy| room)",
    re.I,
)
_ISSUERS = re.compile(
    r"\b((?:(?:OFAC|EU|UN|UK|US|U\.S\.|OFSI|BIS|SECO|HMT)(?:, | and | or |, and |, or |/)?)+)"
    r" (?:sanctions |consolidated |watch ?)?lists?\b"
)


_CHECKING = word_set("check screen search say run find report conclude")


def issuers_lists(text: str) -> list[str]:
    """`on the OFAC, EU or UN lists`: the main list of each."""
    found: list[str] = []
    for match in _ISSUERS.finditer(text):
        for word in re.findall(r"[A-Z][A-Z.]+", match[1]):
            code = list_of_issuer(word.replace("U.S.", "US"))
            if code is None and word in ("US", "U.S."):
                code = "US-BLACKLIST"
            if code is not None:
                found.append(code)
    return found


def read_screening(sentence: Sentence) -> None:
    """`Screening of X produced no hits.`"""
    text = sentence.parse.text[sentence.span[0] : sentence.span[1]]
    low = text.lower()
    if not _NO_HITS.search(text):
        return
    named = any(is_codes(chunk, "list") for chunk in sentence.chunks) or bool(issuers_lists(text))
    if not (named and re.search(r"\bno (?:\w+ )?(?:hits?|match(?:es)?)\b", low)) and not re.search(
        r"\b(?:screen\w*|sanctions (?:check|search)\w*|name check\w*|list check\w*)\b", low
    ):
        return
    doing = {
        number
        for verb in sentence.parse.verbs
        if sentence.chunks[verb].head in _CHECKING and not sentence.chunks[verb].passive
        for number in sentence.chunks[verb].subj
    }
    parties = [
        (party, index)
        for index, chunk in enumerate(sentence.chunks)
        if chunk.is_np and chunk.ref is not None and index not in doing
        for party in chunk.ids
    ]
    if doing and not parties:
        return  # somebody checked others, who are not named here
    codes = [code for chunk in sentence.chunks for code in is_codes(chunk, "list") if code != "?"]
    codes += issuers_lists(text)
    codes = codes or ["US-BLACKLIST"]
    shade = Colour(Polarity.DENIED)
    parties = listable(sentence, parties)
    if doing and not parties:
        return
    if not parties and sentence.state.focus.topic is not None:
        parties = [(sentence.state.focus.topic, -1)]
    for party, _ in parties:
        if sentence.kind(party) in (PartyKind.AGENCY, PartyKind.MEDIA):
            continue
        for code in dict.fromkeys(codes):
            sentence.emit(RelationType.LISTED_ON, party, code, shade, "screening.clean")


def read_adjectives(sentence: Sentence) -> None:
    """`U.S.-sanctioned X`, `SDN-listed X`, `X (on the Entity List)`."""
    chunks = sentence.chunks
    for index, chunk in enumerate(chunks):
        if not chunk.is_np:
            continue
        targets = sentence.parties_at(index, group=False)
        if chunk.ref is None and chunk.appos >= 0:
            targets = sentence.parties_at(chunk.appos)
        if not targets:
            continue
        for ref, tail in chunk.inner:
            if tail in ("sanctioned", "designated", "blacklisted", "listed"):
                for party in ref.ids:
                    code = list_of_issuer(sentence.state.parties[party].canonical)
                    if code is not None:
                        for target, _ in listable(sentence, targets):
                            sentence.emit(
                                RelationType.LISTED_ON, target, code, Colour(), "adjective.listed"
                            )
        for word in chunk.words:
            country, _, tail = word.rpartition("-")
            if tail in ("sanctioned", "blacklisted", "designated") and country:
                where = country_code(country)
                code = list_of_issuer("", where) if where else None
                if code is not None:
                    for target, _ in listable(sentence, targets):
                        sentence.emit(
                            RelationType.LISTED_ON, target, code, Colour(), "adjective.listed"
                        )

"""Which list a sentence means: named, owned by somebody, or told by who acts."""

from __future__ import annotations

import re

from riskengine.extract.clauses import Parse
from riskengine.extract.facts import PartyOrCode, Sentence, is_codes
from riskengine.extract.lists import list_of_issuer
from riskengine.territories import country_code, country_name, metonym_hits
from riskengine.vocab import PartyKind


def any_list(parse: Parse) -> str | None:
    """The list or programme that a sentence names, None if none or unnamed."""
    for kind in ("list", "program"):
        for chunk in parse.chunks:
            for code in is_codes(chunk, kind):
                if code != "?":
                    return code
    return None


def lists_near(sentence: Sentence, verb: int) -> list[tuple[str, int]]:
    """Lists named in the phrases of a verb, with the phrase."""
    found: list[tuple[str, int]] = []
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    spots = [np for _, np in parse.pps_of(verb)]
    if target >= 0:
        spots.insert(0, target)
    for np in list(spots):
        spots.extend(number for number in chunks[np].group if number not in spots)
    spots.extend(chunks[verb].subj)
    for np in spots:
        for code in is_codes(chunks[np], "list"):
            found.append((code, np))
        owner = chunks[np].owner
        if owner >= 0:
            found.extend((code, np) for code in is_codes(chunks[owner], "list"))
    return found


def sanction_phrases(sentence: Sentence, verb: int) -> list[int]:
    """Phrases of a verb that say "sanctions" without naming a list."""
    chunks, parse = sentence.chunks, sentence.parse
    spots = [np for _, np in parse.pps_of(verb)]
    target = parse.object_of(verb)
    if target >= 0:
        spots.insert(0, target)
    spots.extend(chunks[verb].subj if chunks[verb].passive else [])
    return [np for np in spots if is_sanctions(sentence, np)]


def is_sanctions(sentence: Sentence, np: int) -> bool:
    chunk = sentence.chunks[np]
    return (
        any(code.endswith("SANCTIONS") or code == "?" for code in is_codes(chunk, "regime"))
        or "sanctions" in chunk.words
        or ("restrictive" in chunk.words and chunk.head in ("measures", "measure"))
        or ("asset" in chunk.words and chunk.head in ("freeze", "freezes"))
    )


def resolve_lists(
    sentence: Sentence, verb: int, authority: list[tuple[int, int]], authority_np: int
) -> list[tuple[str, PartyOrCode | None]]:
    """Codes of the lists meant by a listing verb, with the authority that acts."""
    by: PartyOrCode | None = authority[0][0] if authority else None
    named = lists_near(sentence, verb)
    codes: list[str] = [code for code, _ in named if code != "?"]
    if not codes:
        program = None
        for chunk in sentence.chunks:
            for code in is_codes(chunk, "program"):
                program = code
        if program is not None:
            codes = [program]
    if (
        not codes
        and named
        and not any(list_of_issuer(sentence.state.parties[p].canonical) for p, _ in authority)
    ):
        owner = owner_list(sentence, named[0][1])
        where = country_of_phrase(sentence, authority_np) if authority_np >= 0 else None
        if owner is None and where == "US":
            owner = "US-BLACKLIST"
        if owner is not None:
            codes = [owner]
            by = by if by is not None else (country_name(where) if where else None)
    if not codes:
        members = sentence.chunks[authority_np].group if authority_np >= 0 else []
        for number in members if len(members) > 1 else []:
            where = None if sentence.chunks[number].ref else country_of_phrase(sentence, number)
            meant = list_of_issuer("", where) if where else None
            if meant is not None:
                codes.append(meant)
        for party, _ in authority:
            draft = sentence.state.parties[party]
            for name in (draft.canonical, *(" ".join(m.words) for m in draft.mentions)):
                meant = list_of_issuer(name)
                if meant is not None:
                    codes.append(meant)
                    break
        if not codes and authority_np >= 0:
            for number in sentence.chunks[authority_np].group or [authority_np]:
                where = country_of_phrase(sentence, number)
                meant = list_of_issuer("", where) if where else None
                if meant is not None:
                    codes.append(meant)
                    by = by if by is not None else country_name(where or "")
    if not codes:
        for np in sanction_phrases(sentence, verb):
            codes.extend(codes_of_sanctions(sentence, np))
    if not codes and named:
        owner = owner_list(sentence, named[0][1])
        codes = [owner or sentence.state.last_list or _list_in_text(sentence) or "US-BLACKLIST"]
    return [(code, by) for code in dict.fromkeys(codes)]


def country_of_phrase(sentence: Sentence, np: int) -> str | None:
    """Country that a phrase names, or whose capital it names ("Washington")."""
    if sentence.chunks[np].country is not None:
        return sentence.chunks[np].country
    hits = metonym_hits(sentence.printed(np))
    return hits[0].code if hits else None


def codes_of_sanctions(sentence: Sentence, np: int) -> list[str]:
    """`U.S. and EU sanctions`: lists meant by the owners of the sanctions."""
    chunk = sentence.chunks[np]
    first = sentence.parse.first_of(np)
    window = sentence.parse.text[
        max(sentence.parse.start, sentence.chunks[first].start - 40) : chunk.end
    ]
    found: list[str] = []
    for number in chunk.group if len(chunk.group) > 1 else ():
        other = sentence.chunks[number]
        name = sentence.state.parties[other.ids[0]].canonical if other.ids else ""
        meant = list_of_issuer(name, other.country if not name else None)
        if meant is not None:
            found.append(meant)
    for code in is_codes(chunk, "regime"):
        if code in ("US-SANCTIONS",):
            found.append("US-SDN")
        elif code.endswith("SANCTIONS"):
            found.append(code)
    if chunk.country is not None:
        listed = list_of_issuer("", chunk.country)
        if listed is not None:
            found.append(listed)
    for ref, _ in chunk.inner:
        for party in ref.ids:
            listed = list_of_issuer(sentence.state.parties[party].canonical)
            if listed is not None:
                found.append(listed)
    for party, _ in sentence.owner_refs(np):
        listed = list_of_issuer(sentence.state.parties[party].canonical)
        if listed is not None:
            found.append(listed)
    behind = sentence.parse.pps_of(np)
    for prep, at in behind[:2]:
        if prep in ("by", "of", "from"):
            for number in sentence.chunks[at].group or [at]:
                ref2 = sentence.chunks[number].ref
                if ref2 is not None and ref2.ids:
                    listed = list_of_issuer(sentence.state.parties[ref2.ids[0]].canonical)
                else:
                    listed = (
                        list_of_issuer("", sentence.chunks[number].country)
                        if sentence.chunks[number].country
                        else None
                    )
                if listed is not None:
                    found.append(listed)
    if not found:
        for at in range(np + 1, min(len(sentence.chunks), np + 6)):
            ref3 = sentence.chunks[at].ref
            if (
                sentence.chunks[at].kind == "vg"
                and sentence.chunks[at].finite
                and not sentence.chunks[at].passive
            ):
                break
            if ref3 is not None and ref3.named and ref3.ids:
                listed = list_of_issuer(sentence.state.parties[ref3.ids[0]].canonical)
                if listed is not None:
                    found.append(listed)
    if not found:
        for word, code in (
            ("US", "US-SDN"),
            ("U.S.", "US-SDN"),
            ("American", "US-SDN"),
            ("EU", "EU-SANCTIONS"),
            ("UK", "UK-SANCTIONS"),
            ("British", "UK-SANCTIONS"),
            ("UN", "UN-SANCTIONS"),
            ("Western", "US-BLACKLIST"),
        ):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", window):
                found.append(code)
    return list(dict.fromkeys(found))


def _list_in_text(sentence: Sentence) -> str | None:
    """`the list` where only one keeper of lists is named: that keeper's list."""
    found = {
        list_of_issuer(draft.canonical)
        for draft in sentence.state.parties
        if draft.mentions[0].start < sentence.span[1]
    } - {None}
    return found.pop() if len(found) == 1 else None


def owner_list(sentence: Sentence, np: int) -> str | None:
    """`Washington's blacklist`: the list of whoever owns it."""
    for party, _ in sentence.owner_refs(np):
        code = list_of_issuer(sentence.state.parties[party].canonical)
        if code is not None:
            return code
    chunk = sentence.chunks[np]
    country = chunk.country
    if country is None and chunk.owner >= 0:
        country = sentence.chunks[chunk.owner].country or next(
            (country_code(w) for w in sentence.chunks[chunk.owner].words if country_code(w)), None
        )
    if country == "US":
        return "US-BLACKLIST"
    return list_of_issuer("", country) if country else None


def listing_date(sentence: Sentence, verb: int) -> str | None:
    """Date in the clause of a verb, else the only date of the sentence."""
    chunks = sentence.chunks
    near: list[tuple[int, str]] = []
    for at, chunk in enumerate(chunks):
        for item in chunk.values:
            if item.kind == "date" and item.value.iso is not None:
                near.append((abs(at - verb) + (3 if at < verb else 0), item.value.iso))
    if not near:
        return None
    return min(near)[1]


def listable(sentence: Sentence, parties: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        (party, np)
        for party, np in parties
        if sentence.kind(party) not in (PartyKind.GOVERNMENT, PartyKind.MEDIA)
        and not (
            sentence.kind(party) is PartyKind.AGENCY
            and sentence.state.parties[party].canonical.isupper()
        )
        and list_of_issuer(sentence.state.parties[party].canonical) is None
    ]

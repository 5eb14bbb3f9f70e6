"""Deliveries, military ties, violations, fronts and backing by a state."""

from __future__ import annotations

import re
from typing import Any

from riskengine.extract.arguments import stake_phrase
from riskengine.extract.facts import PartyOrCode, Sentence, frames, is_codes, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import (
    carrier,
    complement_phrases,
    complements,
    holders,
    noun_triggers,
)
from riskengine.extract.phrases import Chunk
from riskengine.extract.polarity import Colour
from riskengine.extract.speech import verb_class
from riskengine.territories import capital_metonym, country_code
from riskengine.vocab import PartyKind, Polarity, RelationType

_MONEY_GOODS = word_set(
    "loan loans funding money capital cash finance financing stake shares support "
    "comment information details evidence statement investment documents answer "
    "advice data jobs access assistance question questions interest list names fund "
    "funds credit guarantee insights opportunity update boost"
)
_EMBARGOED = frozenset({"RU", "IR", "KP", "SY", "BY", "CU"})
_AS_FRONT = tuple(sorted(frames()["as_front"], key=len, reverse=True))
_GOODS = word_set(
    "products product goods equipment hardware items systems orders contracts "
    "customers gear vehicles components sales business technology applications "
    "purposes use uses end-users clients"
)


def read_conduct(sentence: Sentence) -> None:
    """All frames of conduct in one sentence."""
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            kind = frame["id"].split(".")[0]
            if kind in ("supply", "make", "work", "go", "deal"):
                _supply(sentence, verb, frame)
            elif kind == "buy":
                _buy(sentence, verb, frame)
            elif kind == "count":
                _count(sentence, verb, frame)
            elif kind == "violate":
                _violate(sentence, verb, frame)
            elif kind == "front":
                _front(sentence, verb, frame)
    for np, frame in noun_triggers(sentence):
        if frame["id"] in ("customer.noun", "supplier.noun"):
            _trade_noun(sentence, np, frame)
        elif frame["id"] == "delivery.noun":
            _deliveries(sentence, np, frame)
        elif frame["id"] == "front.noun":
            _front_noun(sentence, np, frame)
        elif frame["id"] == "violation.noun":
            _violation_noun(sentence, np, frame)
    _military(sentence)
    _regimes(sentence)
    read_state(sentence)


# ---- deliveries


def supplied(
    sentence: Sentence,
    supplier: int,
    customer: int,
    shade: Colour,
    frame: str,
    *,
    link: bool = True,
    delivery: bool = True,
) -> None:
    """Record a delivery; one to a military body is a military link as well."""
    if sentence.state.parties[supplier].is_person or sentence.kind(supplier) in (
        PartyKind.MEDIA,
        PartyKind.GOVERNMENT,
    ):
        return
    if sentence.kind(supplier) is PartyKind.AGENCY or sentence.state.parties[customer].is_person:
        return
    if sentence.kind(customer) is PartyKind.MEDIA:
        return
    military = sentence.is_military(customer)
    sensitive = military
    if delivery:
        sentence.emit(
            RelationType.SUPPLIES_TO, supplier, customer, shade, frame, sensitive=sensitive
        )
    if military and link:
        sentence.emit(
            RelationType.MILITARY_LINK,
            supplier,
            sentence.military_object(customer),
            shade,
            frame,
            sensitive=True,
        )


def _supply(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    target = parse.object_of(verb)
    if not group.passive and target >= 0:
        words = set(chunks[target].words)
        if (words & _MONEY_GOODS or stake_phrase(parse, target) is not None) and chunks[
            target
        ].ref is None:
            return
        if "#money" in words and frame["id"] != "supply.verb":
            return
    pps = parse.pps_of(verb)
    goods_subject = False
    if group.passive:
        suppliers = sentence.parties_at(sentence.by_phrase(verb))
        if (not suppliers and group.link in ("coord", "participle") and group.gov >= 0) or (
            not suppliers and group.link == "coord"
        ):
            earlier = [at for at in parse.verbs if at < verb and chunks[at].passive]
            suppliers = sentence.parties_at(sentence.by_phrase(earlier[-1])) if earlier else []
        goods_subject = True
        goods = bool(group.subj) and _goods(sentence, group.subj[0])
        if not suppliers and goods:
            suppliers = _context_supplier(sentence)
    elif frame.get("supplier_from_context"):
        if sentence.subjects(verb) or not group.subj or not _goods(sentence, group.subj[0]):
            return
        suppliers = _context_supplier(sentence)
    else:
        suppliers = sentence.subjects(verb)
    if not suppliers:
        return
    customers: list[tuple[int, int]] = []
    spots: list[int] = []
    for prep, np in pps:
        if frame.get(prep) == "customer":
            spots.append(np)
            found = sentence.parties_at(np)
            if prep == "in" and not frame.get("supplier_from_context"):
                found = []
            customers.extend(found)
    has_with = any(prep == "with" for prep, _ in pps)
    if (
        not group.passive
        and target >= 0
        and not customers
        and chunks[target].ref is not None
        and (
            has_with
            or group.head
            in (
                "supply",
                "equip",
                "outfit",
                "furnish",
                "service",
                "serve",
                "cater",
            )
        )
    ):
        customers = sentence.objects(verb)
        spots.append(target)
    if frame.get("military_only"):
        customers = [(party, np) for party, np in customers if sentence.is_military(party)]
    customers = [(party, np) for party, np in customers if party not in {p for p, _ in suppliers}]
    if any(
        sentence.is_org(party) and stake_phrase(parse, target) is not None
        for party, _ in customers
        if target >= 0
    ):
        return
    shade = sentence.colour(verb, verb)
    weak = bool(frame.get("weak"))
    for supplier, _ in suppliers:
        for customer, _ in customers:
            answered = weak and any(
                fact.type is RelationType.SUPPLIES_TO
                and fact.subject == supplier
                and fact.object == customer
                for fact in sentence.state.facts[-200:]
            )
            supplied(
                sentence, supplier, customer, shade, frame["id"], delivery=not weak or answered
            )
    del goods_subject
    if shade.polarity is Polarity.DENIED and not customers:
        _embargo_denied(sentence, suppliers, shade)
    if shade.polarity is Polarity.ALLEGED and not customers:
        _embargo(sentence, verb, suppliers, shade)


def _embargo(
    sentence: Sentence, verb: int, suppliers: list[tuple[int, int]], shade: Colour
) -> None:
    """An alleged delivery of parts to an embargoed country is an alleged breach."""
    for prep, np in sentence.parse.pps_of(verb):
        if (
            prep in ("to", "into")
            and sentence.chunks[np].country in _EMBARGOED
            and sentence.chunks[np].ref is None
        ):
            for supplier, _ in suppliers:
                sentence.emit(
                    RelationType.VIOLATED,
                    supplier,
                    "US-SANCTIONS",
                    shade,
                    "supply.embargoed",
                    sensitive=True,
                    tier="review",
                )
            return


def _embargo_denied(sentence: Sentence, suppliers: list[tuple[int, int]], shade: Colour) -> None:
    """A denied delivery answers an alleged breach by the same party."""
    for fact in sentence.state.facts[-200:]:
        if (
            fact.type is RelationType.VIOLATED
            and fact.polarity is Polarity.ALLEGED
            and sentence.index - fact.sentence <= 4
        ) and fact.subject in {party for party, _ in suppliers}:
            sentence.emit(RelationType.VIOLATED, fact.subject, fact.object, shade, "supply.denied")


def _goods(sentence: Sentence, np: int) -> bool:
    chunk = sentence.chunks[np]
    if chunk.ref is not None:
        return False
    return chunk.head in (
        [
            "parts",
            "goods",
            "components",
            "chips",
            "shipments",
            "items",
            "products",
            "equipment",
            "drones",
            "consignment",
            "consignments",
            "cargo",
            "boards",
            "units",
            "devices",
            "machines",
            "amplifiers",
            "sensors",
            "engines",
            "circuits",
            "processors",
            "electronics",
            "deliveries",
            "exports",
            "modules",
            "servers",
            "routers",
            "bearings",
            "microchips",
            "semiconductors",
            "tools",
            "batteries",
            "optics",
            "lenses",
            "cameras",
        ]
    )


def _context_supplier(sentence: Sentence) -> list[tuple[int, int]]:
    """Whose goods: the company that the text was just about."""
    state = sentence.state
    for choice in (state.focus.subject, state.focus.topic):
        if choice is not None and sentence.is_org(choice):
            return [(choice, -1)]
    return []


def _buy(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    group = chunks[verb]
    customers = (
        sentence.parties_at(sentence.by_phrase(verb)) if group.passive else sentence.subjects(verb)
    )
    if group.passive and group.subj and chunks[group.subj[0]].ref is not None:
        return
    if (
        not group.passive
        and target >= 0
        and (
            chunks[target].ref is not None
            or stake_phrase(parse, target) is not None
            or set(chunks[target].words) & (_MONEY_GOODS | {"#money", "round", "series"})
        )
    ):
        return
    if not group.passive and target < 0 and group.head not in ("buy", "source", "order", "import"):
        return
    shade = sentence.colour(verb, verb)
    pairs: list[tuple[int, int]] = []
    last = -1
    for prep, np in parse.pps_of(verb):
        if prep == "from":
            pairs.extend(sentence.parties_at(np))
            last = np
    if last >= 0:
        # "buys A from X and B from Y": the second object has its own "from".
        for at in range(last + 1, min(len(chunks) - 1, last + 8)):
            if chunks[at].kind == "prep" and chunks[at].head == "from":
                pairs.extend(
                    sentence.parties_at(parse.head_np(at + 1)) if chunks[at + 1].is_np else []
                )
            if chunks[at].kind == "vg":
                break
    for supplier, _ in dict.fromkeys(pairs):
        for customer, _ in customers:
            if not sentence.is_state(supplier):
                supplied(sentence, supplier, customer, shade, frame["id"])


def _count(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    """`X counts Y and Z among its customers`."""
    if sentence.chunks[verb].passive:
        return
    chunks, parse = sentence.chunks, sentence.parse
    among = any(
        prep in ("among", "as")
        and chunks[np].head in ("customers", "clients", "customer", "client")
        for prep, np in parse.pps_of(verb)
    )
    if among:
        shade = sentence.colour(verb, verb)
        for supplier, _ in sentence.subjects(verb):
            for customer, _ in sentence.objects(verb):
                supplied(sentence, supplier, customer, shade, frame["id"])


def _trade_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks = sentence.chunks
    held, verb = holders(sentence, np)
    points = complements(sentence, np, frame)
    if chunks[np].head in ("user", "users") and not {"end", "final", "ultimate"} & set(
        chunks[np].words
    ):
        return
    if not points and chunks[np].head in ("user", "end-user") and chunks[np].det == "the":
        points = _context_supplier(sentence)
    held_ids = {party for party, _ in held}
    points = [(party, at) for party, at in points if party not in held_ids]
    if not held or not points:
        return
    shade = sentence.colour(np, verb)
    if chunks[np].appos >= 0 or (chunks[np].ref is not None):
        shade = sentence.colour(np, -1)
    swap = any(word in frame.get("poss_swap", ()) for word in chunks[np].words)
    if swap and not complement_phrases(sentence, np, frame):
        return
    for holder, _ in held:
        for point, _ in points:
            if frame["holder"] == "customer":
                supplied(sentence, point, holder, shade, frame["id"])
            else:
                supplied(sentence, holder, point, shade, frame["id"])


def _deliveries(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    """`ended deliveries to X`, `Acme's exports to X`."""
    chunks = sentence.chunks
    verb = carrier(sentence, np)
    suppliers = sentence.owner_refs(np)
    if (
        not suppliers
        and 0 <= verb < np
        and chunks[verb].head in _DELIVERY_VERBS
        and not chunks[verb].passive
    ):
        suppliers = sentence.subjects(verb)
    shade = sentence.colour(np, verb if 0 <= verb < np else -1)
    for number in complement_phrases(sentence, np, frame):
        for customer, _ in sentence.parties_at(number):
            for supplier, _ in suppliers:
                if supplier != customer:
                    supplied(sentence, supplier, customer, shade, frame["id"])


_DELIVERY_VERBS = word_set(
    "make end stop halt suspend resume continue begin start expand handle arrange "
    "have cut increase deny boost book report win"
)


# ---- fronts


def _front(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
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


def _front_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
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
    points = complements(sentence, np, frame)
    held_ids = {party for party, _ in held}
    points = [(party, at) for party, at in points if party not in held_ids]
    shade = sentence.colour(np, verb)
    _fronts(sentence, held, points, shade, frame["id"])


# ---- violations


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
        current = chunk.gov
        seen += 1
    return shade


def _violate(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
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


def _violation_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
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


_NO_LICENCE = re.compile(
    r"without (?:\w+ ){0,4}(?:licen[cs]es?|permits?|authori[sz]ations?)\b", re.I
)


def _regimes(sentence: Sentence) -> None:
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
            verb = _verb_left(sentence, at)
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
    match = _NO_LICENCE.search(parse.text, parse.start, parse.end)
    if match is not None:
        for verb in parse.verbs:
            if (
                chunks[verb].head
                in (
                    "export",
                    "ship",
                    "sell",
                    "supply",
                    "send",
                    "re-export",
                    "transfer",
                    "provide",
                    "deliver",
                    "smuggle",
                    "divert",
                )
                and chunks[verb].end <= match.start()
            ):
                offenders = (
                    sentence.parties_at(sentence.by_phrase(verb))
                    if chunks[verb].passive
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


def _verb_left(sentence: Sentence, index: int) -> int:
    for at in range(index - 1, max(-1, index - 40), -1):
        if sentence.chunks[at].kind == "vg" and sentence.chunks[at].link not in (
            "rel",
            "reduced",
            "participle",
        ):
            return at
    return -1


# ---- military ties


def _military(sentence: Sentence) -> None:
    chunks = sentence.chunks
    for np, chunk in enumerate(chunks):
        if not chunk.is_np:
            continue
        general = bool(is_codes(chunk, "military"))
        named = [
            party
            for party in (chunk.ids if chunk.ref is not None else ())
            if sentence.is_military(party)
        ]
        if not general and not named:
            if _WEAPONS & set(chunk.words) and chunk.ref is None:
                _military_goods(sentence, np)
            if {"military", "defence", "defense"} & set(chunk.words) and chunk.head in _GOODS:
                _military_goods(sentence, np)
            continue
        _tie(sentence, np, named)


def _tie(sentence: Sentence, np: int, named: list[int]) -> None:
    """A military body in a sentence: who is tied to it, by what word."""
    chunks, parse = sentence.chunks, sentence.parse
    chunk = chunks[np]
    before = parse.first_of(np) - 1
    prep = chunk.prep
    noun = -1
    at = before
    while at >= 0 and chunks[at].kind in ("prep", "adv", "conj"):
        at -= 1
    if at >= 0 and chunks[at].is_np and prep:
        noun = at
    verb = carrier(sentence, np)
    shade: Colour | None = None
    subjects: list[tuple[int, int]] = []
    link_words = _link_words()
    if prep == "in support of":
        verb = _verb_left(sentence, np)
        while (
            verb >= 0
            and not chunks[verb].finite
            and chunks[verb].gov >= 0
            and chunks[chunks[verb].gov].kind == "vg"
        ):
            verb = chunks[verb].gov
        if verb >= 0:
            subjects = sentence.subjects(verb)
            shade = sentence.colour(verb, verb)
    elif noun >= 0 and set(chunks[noun].words) & link_words and chunks[noun].ref is None:
        verb = carrier(sentence, noun)
        trigger = noun
        subjects = sentence.owner_refs(noun)
        if not subjects and verb >= 0:
            subjects = _tied_subjects(sentence, verb, noun)
        if not subjects:
            subjects, _ = holders(sentence, noun)
        shade = sentence.colour(trigger, verb)
        if verb >= 0:
            shade = _answer(sentence, verb, shade)
        shade = _denied_behind(sentence, np, shade)
    elif verb >= 0 and verb < np:
        group = chunks[verb]
        kinds = {frame["id"].split(".")[0] for frame in triggered(sentence, verb)}
        ties = kinds & {"supply", "make", "work", "deal", "buy"} or group.head in (
            "support",
            "help",
            "assist",
            "aid",
            "arm",
            "link",
            "tie",
            "connect",
            "affiliate",
            "back",
            "cooperate",
            "benefit",
            "enable",
            "train",
            "market",
            "associate",
            "serve",
            "use",
            "advance",
            "participate",
            "contribute",
            "belong",
            "take",
            "modernise",
            "modernize",
        )
        if not ties:
            return
        joins = group.head in ("participate", "contribute") or (
            group.head == "take"
            and parse.object_of(verb) >= 0
            and chunks[parse.object_of(verb)].head == "part"
        )
        if (prep not in ("to", "for", "with", "by", "") and not (joins and prep == "in")) or (
            prep == "by" and not group.passive
        ):
            return
        subjects = sentence.subjects(verb)
        if group.passive and prep == "by" and group.head == "use":
            subjects = subjects or _context_supplier(sentence)
        shade = sentence.colour(verb, verb)
    else:
        return
    if shade is None:
        return
    for party, _ in subjects:
        if sentence.kind(party) in (
            PartyKind.GOVERNMENT,
            PartyKind.MEDIA,
            PartyKind.MILITARY,
            PartyKind.AGENCY,
        ) or sentence.is_military(party):
            continue
        if sentence.state.parties[party].is_person:
            continue
        target: PartyOrCode | None
        target = sentence.military_object(named[0]) if named else sentence.military_code(np, party)
        if target is not None:
            sentence.emit(
                RelationType.MILITARY_LINK, party, target, shade, "military.tie", sensitive=True
            )


_WEAPONS = word_set(
    "tanks missiles missile warships submarines submarine fighter fighters torpedoes "
    "ammunition munitions artillery howitzers weapons rifles bombs warheads armoured "
    "armored mortars grenades warplanes bombers"
)


def _link_words() -> frozenset[str]:
    return frozenset(
        word for frame in frames()["nouns"] if frame["id"] == "link.noun" for word in frame["nouns"]
    ) | {
        "unit",
        "units",
        "supplier",
        "contractor",
        "vendor",
        "arm",
        "research",
        "deliveries",
        "shipments",
        "use",
    }


def _tied_subjects(sentence: Sentence, verb: int, noun: int) -> list[tuple[int, int]]:
    group = sentence.chunks[verb]
    if verb > noun:
        return []
    if group.passive or group.head in (
        "have",
        "deny",
        "maintain",
        "keep",
        "reject",
        "hold",
        "do",
        "disclose",
        "admit",
        "acknowledge",
        "develop",
        "cut",
        "sever",
        "build",
        "win",
        "receive",
        "sign",
        "say",
        "dispute",
        "face",
        "undertake",
        "perform",
        "conduct",
        "carry",
        "accept",
        "provide",
        "expand",
        "get",
    ):
        return sentence.subjects(verb)
    if group.head in (
        "accuse",
        "suspect",
        "sanction",
        "list",
        "add",
        "designate",
        "blacklist",
        "place",
        "cite",
        "target",
    ):
        found = sentence.objects(verb)
        return found or sentence.subjects(verb)
    return sentence.subjects(verb)


def _answer(sentence: Sentence, verb: int, shade: Colour) -> Colour:
    """`denied any links to the military`: the verb itself denies the noun."""
    group = sentence.chunks[verb]
    kind = verb_class(group.head)
    speaker = group.subj[0] if group.subj else -1
    if kind == "deny" and not group.passive:
        if group.neg:
            return Colour(Polarity.UNCLEAR, speaker, None, True)
        return Colour(Polarity.DENIED, speaker, None, True)
    if kind == "claim" and shade.polarity is Polarity.ASSERTED:
        return Colour(Polarity.ALLEGED, -1 if group.passive else speaker, None, True, True)
    return shade


def _denied_behind(sentence: Sentence, np: int, shade: Colour) -> Colour:
    """`alleged links to the military, which X has always denied`."""
    chunks = sentence.chunks
    for at in range(np + 1, min(len(chunks), np + 4)):
        if chunks[at].kind == "rel":
            for verb in range(at + 1, min(len(chunks), at + 5)):
                group = chunks[verb]
                if group.kind == "vg":
                    if verb_class(group.head) == "deny" and not group.neg:
                        return Colour(
                            Polarity.DENIED, group.subj[0] if group.subj else -1, None, True
                        )
                    return shade
    return shade


def _military_goods(sentence: Sentence, np: int) -> None:
    """`makes no military products`, `sells to military customers`."""
    chunks = sentence.chunks
    if (
        chunks[np].prep == "of"
        and np >= 2
        and chunks[np - 2].is_np
        and chunks[np - 2].head
        in (
            "maker",
            "manufacturer",
            "producer",
            "builder",
            "supplier",
            "developer",
            "designer",
            "makers",
        )
    ):
        held, verb = holders(sentence, np - 2)
        for party, _ in held:
            code = sentence.military_code(np, party)
            if code is not None and sentence.is_org(party):
                sentence.emit(
                    RelationType.MILITARY_LINK,
                    party,
                    code,
                    sentence.colour(np - 2, verb),
                    "military.maker",
                    sensitive=True,
                    tier="medium",
                )
        return
    verb = carrier(sentence, np)
    if verb < 0 or verb > np:
        return
    group = sentence.chunks[verb]
    if group.head not in (
        "make",
        "sell",
        "produce",
        "supply",
        "have",
        "manufacture",
        "deliver",
        "develop",
        "provide",
        "design",
        "offer",
        "accept",
        "serve",
        "export",
        "ship",
        "build",
    ):
        return
    shade = sentence.colour(np if sentence.chunks[np].neg else verb, verb)
    for party, _ in sentence.subjects(verb):
        if sentence.is_org(party):
            code = sentence.military_code(np, party)
            if code is not None:
                sentence.emit(
                    RelationType.MILITARY_LINK,
                    party,
                    code,
                    shade,
                    "military.goods",
                    sensitive=True,
                    tier="medium",
                )


# ---- backing by a state


_STATE_WORDS = frozenset(frames()["state"]) - {"state", "sovereign"}
_STATE_NOUNS = frozenset(frames()["state_nouns"])


def _is_state_phrase(words: list[str]) -> bool:
    if set(words) & _STATE_WORDS:
        return True
    for index, word in enumerate(words[:-1]):
        if word in ("state", "sovereign") and (
            words[index + 1] in _STATE_NOUNS or words[-1] in _STATE_NOUNS
        ):
            return True
        if (
            word in ("government", "party", "government-linked")
            and words[index + 1]
            in ("fund", "vehicle", "organ", "corporation", "company", "enterprise", "investor")
            and words[-1] == words[index + 1]
        ):
            return True
    return bool(words) and words[-1] in ("state", "sovereign") and False


def _seat_words(chunk: Chunk) -> bool:
    """`Kremlin-controlled`, `Beijing-backed`: a capital stands for its state."""
    for word in chunk.words:
        head, dash, tail = word.partition("-")
        if dash and tail in ("controlled", "backed", "owned", "run"):
            if country_code(head.capitalize()) or capital_metonym(head.capitalize()):
                return True
    return False


def read_state(sentence: Sentence) -> None:
    """`the state corporation X`, `X, a sovereign fund`, `state-owned X`."""
    chunks = sentence.chunks
    for index, chunk in enumerate(chunks):
        if not chunk.is_np or not (_is_state_phrase(chunk.words) or _seat_words(chunk)):
            continue
        if chunk.ref is not None and chunk.named:
            targets = sentence.parties_at(index, group=False)
            verb = -1
        else:
            targets, verb = holders(sentence, index)
            if chunk.appos >= 0:
                targets = sentence.parties_at(chunk.appos, group=chunk.det in ("both", "all"))
        shade = (
            sentence.colour(index, verb)
            if verb >= 0 and chunk.ref is None
            else sentence.colour(index, -1)
        )
        for party, _ in targets:
            if sentence.is_org(party):
                code = sentence.state_code(None, party, index)
                if code is not None:
                    sentence.emit(RelationType.STATE_BACKED, party, code, shade, "state.words")

"""Deliveries: who supplies whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from riskengine.extract.arguments import stake_phrase
from riskengine.extract.facts import Sentence
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import (
    carrier,
    complement_phrases,
    complements,
    holders,
)
from riskengine.extract.polarity import Colour
from riskengine.vocab import PartyKind, Polarity, RelationType

MONEY_GOODS = word_set(
    "loan loans funding money capital cash finance financing stake shares support "
    "comment information details evidence statement investment documents answer "
    "advice data jobs access assistance question questions interest list names fund "
    "funds credit guarantee insights opportunity update boost"
)
_EMBARGOED = frozenset({"RU", "IR", "KP", "SY", "BY", "CU"})


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


def read_supply(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    target = parse.object_of(verb)
    if not group.passive and target >= 0:
        words = set(chunks[target].words)
        if (words & MONEY_GOODS or stake_phrase(parse, target) is not None) and chunks[
            target
        ].ref is None:
            return
        if "#money" in words and frame["id"] != "supply.verb":
            return
        body = chunks[target].ref is not None and chunks[target].named
        sold = group.head in ("sell", "transfer", "hand", "pass", "offer")
        if body and sold and any(prep == "to" for prep, _ in parse.pps_of(verb)):
            return  # "sold X to Y": a company changes hands, nothing is delivered
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
            suppliers = context_supplier(sentence)
    elif frame.get("supplier_from_context"):
        if sentence.subjects(verb) or not group.subj or not _goods(sentence, group.subj[0]):
            return
        suppliers = context_supplier(sentence)
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
    if group.head == "sell" and target < 0 and not group.passive:
        holders_ = {party for party, _ in suppliers}
        if any(
            fact.type is RelationType.OWNED_BY and fact.object in holders_
            for fact in sentence.state.recent(sentence.index, 1)
        ):
            return  # "A owned 4% of X. It sold to B": its shares, no goods
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


def context_supplier(sentence: Sentence) -> list[tuple[int, int]]:
    """Whose goods: the company that the text was just about."""
    state = sentence.state
    for choice in (state.focus.subject, state.focus.topic):
        if choice is not None and sentence.is_org(choice):
            return [(choice, -1)]
    return []


def read_buy(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    group = chunks[verb]
    customers = (
        sentence.parties_at(sentence.by_phrase(verb)) if group.passive else sentence.subjects(verb)
    )
    if group.passive and group.subj and chunks[group.subj[0]].ref is not None:
        return
    if group.passive and group.subj and chunks[group.subj[0]].head.endswith("s"):
        # "X's parts were bought by Y"
        for supplier, _ in sentence.owner_refs(group.subj[0]):
            for customer, _ in customers:
                if stake_phrase(parse, group.subj[0]) is None and supplier != customer:
                    shade = sentence.colour(verb, verb)
                    supplied(sentence, supplier, customer, shade, frame["id"])
    if (
        not group.passive
        and target >= 0
        and (
            chunks[target].ref is not None
            or (stake_phrase(parse, target) is not None and not _part_of_goods(sentence, target))
            or set(chunks[target].words) & (MONEY_GOODS | {"#money", "round", "series"})
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


def _part_of_goods(sentence: Sentence, np: int) -> bool:
    """`a third of its crude`: a share, but of things that are bought."""
    chunks = sentence.chunks
    if np + 2 >= len(chunks) or chunks[np + 1].head != "of" or not chunks[np + 2].is_np:
        return False
    goods = chunks[sentence.parse.head_np(np + 2)]
    words = set(goods.words)
    return goods.ref is None and bool(goods.head) and not words & (MONEY_GOODS | EQUITY_WORDS)


EQUITY_WORDS = word_set("shares share stake equity stock capital ownership votes company firm")


def read_count(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
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
        if any("former" in chunks[np].words for _, np in parse.pps_of(verb)):
            shade = replace(shade, status="former")
        for supplier, _ in sentence.subjects(verb):
            for customer, _ in sentence.objects(verb):
                supplied(sentence, supplier, customer, shade, frame["id"])


def read_trade_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks = sentence.chunks
    held, verb = holders(sentence, np)
    points = complements(sentence, np, frame)
    if chunks[np].head in ("user", "users") and not {"end", "final", "ultimate"} & set(
        chunks[np].words
    ):
        return
    if not points and chunks[np].head in ("user", "end-user") and chunks[np].det == "the":
        points = context_supplier(sentence)
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


def read_deliveries(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
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
    ended = verb > np and chunks[verb].passive and chunks[verb].head in _ENDING
    if ended and not suppliers:
        suppliers = context_supplier(sentence)
    shade = sentence.colour(np, verb if 0 <= verb < np else -1)
    if ended:
        shade = replace(shade, status="former")
    if 0 <= verb < np and chunks[verb].head in _ENDING:
        shade = replace(shade, status="former")
    for number in complement_phrases(sentence, np, frame):
        for customer, _ in sentence.parties_at(number):
            for supplier, _ in suppliers:
                if supplier != customer:
                    supplied(sentence, supplier, customer, shade, frame["id"])


_ENDING = word_set("stop halt end cease suspend discontinue quit terminate")
_DELIVERY_VERBS = word_set(
    "make end stop halt suspend resume continue begin start expand handle arrange "
    "have cut increase deny boost book report win"
)

"""Where goods come from, and customers or suppliers given as a list."""

from __future__ import annotations

from riskengine.extract.facts import Sentence
from riskengine.extract.lexicon import word_set
from riskengine.extract.trade import EQUITY_WORDS, MONEY_GOODS, supplied
from riskengine.vocab import PartyKind

_NO_GOODS = word_set(
    "proposal idea call order warning decision news report pressure revenue growth"
)
_WINNING = word_set("win receive secure land get obtain bag clinch book")
_ORDERS = word_set("order orders contract contracts tender tenders")
_CUSTOMERS = word_set("customer customers client clients buyer buyers")
_SUPPLIERS = word_set("supplier suppliers vendor vendors")
PARTNERS = _CUSTOMERS | _SUPPLIERS


def read_sourcing(sentence: Sentence, verb: int) -> None:
    """`Its flour comes from X`: goods that somebody owns, and where they are from."""
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    if group.passive or group.head != "come" or not group.subj:
        return
    goods = chunks[group.subj[0]]
    if goods.ref is not None or goods.head in MONEY_GOODS or not goods.head.isalpha():
        return
    if goods.head in EQUITY_WORDS | _NO_GOODS or any(item.kind == "money" for item in goods.values):
        return
    customers = sentence.owner_refs(group.subj[0])
    shade = sentence.colour(verb, verb)
    for prep, np in parse.pps_of(verb):
        for supplier, _ in sentence.parties_at(np) if prep == "from" else ():
            for customer, _ in customers:
                if supplier != customer and sentence.kind(supplier) is PartyKind.COMPANY:
                    supplied(sentence, supplier, customer, shade, "come.from")


def _among(sentence: Sentence, np: int) -> None:
    """`Among the customers of X are A and B`."""
    chunks, parse = sentence.chunks, sentence.parse
    verb = next((at for at in parse.verbs if at > np), -1)
    if verb < 0 or chunks[verb].head != "be" or verb + 1 >= len(chunks):
        return
    wholes = sentence.owner_refs(np)
    if not wholes and np + 2 < verb and chunks[np + 1].head == "of":
        wholes = sentence.parties_at(parse.head_np(np + 2))
    shade = sentence.colour(np, verb)
    for one, _ in wholes:
        for other, _ in sentence.parties_at(verb + 1):
            if one != other and chunks[np].head in _CUSTOMERS:
                supplied(sentence, one, other, shade, "list.customers")
            elif one != other:
                supplied(sentence, other, one, shade, "list.suppliers")


def read_orders(sentence: Sentence, verb: int) -> None:
    """`X won an order from Y`: X delivers to Y."""
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    if target < 0 or chunks[verb].passive or chunks[target].ref is not None:
        return
    if chunks[verb].head not in _WINNING or chunks[target].head not in _ORDERS:
        return
    shade = sentence.colour(target, verb)
    for prep, np in parse.pps_of(verb):
        for customer, _ in sentence.parties_at(np) if prep == "from" else ():
            for supplier, _ in sentence.subjects(verb):
                if supplier != customer:
                    supplied(sentence, supplier, customer, shade, "order.from")


def read_partners(sentence: Sentence, np: int) -> None:
    """`X has a single client: Y`, `counts two suppliers, A and B`."""
    chunks, parse = sentence.chunks, sentence.parse
    if chunks[np].prep == "among":
        _among(sentence, np)
        return
    verb = parse.first_of(np) - 1
    if verb < 0 or chunks[verb].kind != "vg" or chunks[verb].head not in ("have", "count"):
        return
    if np + 2 >= len(chunks) or chunks[np + 1].kind not in ("comma", "colon", "dash"):
        return
    if not chunks[np + 2].named:
        return
    shade = sentence.colour(np, verb)
    for one, _ in sentence.subjects(verb):
        for other, _ in sentence.parties_at(np + 2):
            if one == other:
                continue
            if chunks[np].head in _CUSTOMERS:
                supplied(sentence, one, other, shade, "list.customers")
            else:
                supplied(sentence, other, one, shade, "list.suppliers")

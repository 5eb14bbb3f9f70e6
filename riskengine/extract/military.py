"""Ties to military bodies."""

from __future__ import annotations

from riskengine.extract.facts import PartyOrCode, Sentence, frames, is_codes, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import (
    carrier,
    holders,
    verb_left,
)
from riskengine.extract.polarity import Colour
from riskengine.extract.speech import verb_class
from riskengine.extract.trade import context_supplier
from riskengine.vocab import PartyKind, Polarity, RelationType

_GOODS = word_set(
    "products product goods equipment hardware items systems orders contracts "
    "customers gear activities activity vehicles components sales business technology applications "
    "purposes use uses end-users clients"
)


def read_military(sentence: Sentence) -> None:
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
        if not general and not named and any(w.startswith("military-") for w in chunk.words):
            _military_goods(sentence, np)
            continue
        if not general and not named:
            if _WEAPONS & set(chunk.words) and chunk.ref is None:
                _military_goods(sentence, np)
            if {"military", "defence", "defense"} & set(chunk.words) and chunk.head in _GOODS:
                _military_goods(sentence, np)
            continue
        if general and chunk.prep in ("", "in") and chunk.head in _GOODS:
            _military_goods(sentence, np)
            continue
        _tie(sentence, np, named, general)


def _tie(sentence: Sentence, np: int, named: list[int], general: bool) -> None:
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
    if general and chunk.ref is None and chunk.head in link_words and not named:
        noun = np  # "has no military ties": the tie and the body in one phrase
    if prep == "in support of":
        verb = verb_left(sentence, np)
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
        if shade is not None and all(
            sentence.kind(party) is PartyKind.AGENCY for party, _ in subjects
        ):
            # "The bureau added X and Y for buying parts in support of the army."
            subjects = [
                (fact.subject, np)
                for fact in sentence.state.recent(sentence.index, 0)
                if fact.type is RelationType.LISTED_ON
                and fact.polarity is Polarity.ASSERTED
                and isinstance(fact.subject, int)
            ]
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
            subjects = subjects or context_supplier(sentence)
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
        "engage",
        "involve",
        "participate",
        "conduct",
        "undertake",
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

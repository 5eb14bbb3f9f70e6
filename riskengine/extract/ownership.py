"""Owners, controllers, parents and units."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from riskengine.extract.arguments import (
    StakePhrase,
    as_percent,
    label_before_colon,
    share_before,
    share_beside,
    share_in,
    stake_phrase,
)
from riskengine.extract.belonging import read_belonging
from riskengine.extract.chunks import Chunk
from riskengine.extract.equity import controlled, owned, subsidiary
from riskengine.extract.facts import Sentence, frames, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import complements, holders, noun_triggers
from riskengine.extract.polarity import Colour
from riskengine.extract.speech import noun_class
from riskengine.extract.values import Share
from riskengine.model.interval import Stake
from riskengine.vocab import PartyKind, Polarity, RelationType

_OWN_LABELS = word_set(
    "shareholders shareholder ownership owners owner stakeholders members holders ubo ubos"
)


def read_ownership(sentence: Sentence) -> None:
    """All frames of owning and controlling in one sentence."""
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            if frame["id"].startswith("own."):
                _own(sentence, verb, frame)
            elif frame["id"].startswith(("control.", "part.", "affiliate.")):
                _control(sentence, verb, frame)
        if sentence.chunks[verb].head in ("be", "form", "become", "remain"):
            _part_of(sentence, verb)
        _take_control(sentence, verb)
        _obey(sentence, verb)
        _diluted(sentence, verb)
        _bid(sentence, verb)
        _register(sentence, verb)
    _tails(sentence)
    _possessed(sentence)
    for np, frame in noun_triggers(sentence):
        if frame["id"] in (
            "subsidiary.noun",
            "parent.noun",
            "owner.noun",
            "vehicle.noun",
            "acquisition.noun",
            "sale.noun",
            "under.noun",
            "venture.noun",
        ):
            _noun(sentence, np, frame)
    _with_stake(sentence)
    read_belonging(sentence)
    _labelled(sentence)


def _possessed(sentence: Sentence) -> None:
    """`Jane Roe's Acme Group`: a person's company."""
    for _index, chunk in enumerate(sentence.chunks):
        if not chunk.is_np or chunk.ref is None or not chunk.named or chunk.owner < 0:
            continue
        if chunk.words and not set(chunk.words) <= {"own", "holding", "company", "group", "firm"}:
            continue
        for owner, _ in sentence.parties_at(chunk.owner, group=False):
            for company in chunk.ids:
                if sentence.state.parties[owner].is_person and sentence.is_org(company):
                    owned(sentence, company, owner, Colour(), "possessed", None, None, None)


def _take_control(sentence: Sentence, verb: int) -> None:
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
            else _context_company(sentence, verb, taken)
        )
    shade = sentence.colour(verb, verb)
    for company, _ in companies[:1]:
        for controller, _ in controllers:
            controlled(sentence, company, controller, shade, "control.keep")


def _diluted(sentence: Sentence, verb: int) -> None:
    """`The founder was diluted to 22%`: of the company that the text is about."""
    group = sentence.chunks[verb]
    if group.head != "dilute" or not group.passive:
        return
    holders_ = sentence.subjects(verb)
    for prep, np in sentence.parse.pps_of(verb):
        share = share_in(sentence.chunks[np])
        if prep != "to" or share is None:
            continue
        percent, interval = as_percent(share, "")
        taken = {party for party, _ in holders_}
        for company, _ in _context_company(sentence, verb, taken)[:1]:
            for owner, _ in holders_:
                shade = sentence.colour(verb, verb)
                owned(sentence, company, owner, shade, "own.diluted", percent, interval, None)


_PARTNERS = word_set(
    "partner partners shareholder shareholders investor investors founder founders co-founder "
    "family minority holders owners co-owner"
)
_ORDERS = word_set("orders order instructions instruction directions cue cues")


def _obey(sentence: Sentence, verb: int) -> None:
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


def _bid(sentence: Sentence, verb: int) -> None:
    """`may bid for X`, `made a takeover offer for X`: a deal that has not happened."""
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    offer = (
        target >= 0
        and chunks[target].head in ("bid", "offer", "approach")
        and chunks[target].ref is None
        and chunks[verb].head in ("make", "launch", "submit", "prepare", "table", "weigh", "plan")
    )
    if chunks[verb].passive or not (chunks[verb].head == "bid" or offer):
        return
    shade = sentence.colour(verb, verb)
    if shade.polarity in (Polarity.ASSERTED, Polarity.HYPOTHETICAL):
        shade = Colour(Polarity.HYPOTHETICAL, shade.speaker, "planned", shade.reported)
    for prep, np in parse.pps_of(verb):
        if prep != "for" or chunks[np].values:
            continue
        for company, _ in sentence.parties_at(np):
            for owner, _ in sentence.subjects(verb):
                if sentence.kind(company) is PartyKind.COMPANY:
                    owned(sentence, company, owner, shade, "own.bid", None, None, None)


def _register(sentence: Sentence, verb: int) -> None:
    """`The share register names X`."""
    chunks = sentence.chunks
    subject = chunks[verb].subj[0] if chunks[verb].subj else -1
    if (
        subject < 0
        or chunks[subject].head not in ("register", "registry", "ledger")
        or chunks[verb].passive
    ):
        return
    if chunks[verb].head not in ("name", "show", "list", "record", "give", "cite", "identify"):
        return
    owners = sentence.objects(verb)
    state = sentence.state
    company = next(
        (c for c in (state.label_company, state.focus.subject, state.focus.topic) if c is not None),
        None,
    )
    for owner, np in owners:
        if company is not None and owner != company:
            percent, interval = as_percent(share_beside(sentence.parse, np), "")
            owned(
                sentence,
                company,
                owner,
                sentence.colour(verb, verb),
                "register.names",
                percent,
                interval,
                None,
            )


_STATE_HEADS = word_set("state government republic")
_BODIES = word_set("city municipality province ministry county prefecture")
_WHOLLY = word_set("wholly fully entirely solely outright")
_EXISTING = frozenset(frames()["existing"])
_CONTROL_VERBS = word_set(
    "keep retain have hold take gain seize exercise assume maintain get win exert acquire regain"
)


def _was_owned(
    sentence: Sentence,
    company: int,
    seller: int,
    shade: Colour,
    frame: str,
    percent: float | None,
    interval: Stake | None,
) -> None:
    """A seller owned the company, and does no more."""
    sentence.emit(
        RelationType.OWNED_BY,
        company,
        seller,
        shade,
        frame,
        percent=percent,
        stake=interval,
        status="former",
    )


# ---- verbs


def _own(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    passive = group.passive and not frame.get("active")
    patient = (group.subj[0] if group.subj else -1) if passive else parse.object_of(verb)
    if patient < 0 and not passive and group.head in ("dispose", "part", "exit"):
        patient = next(
            (np for prep, np in parse.pps_of(verb) if prep in ("of", "with", "from")), -1
        )
    if frame.get("agent") == "company":
        _belong(sentence, verb, frame)
        return
    if frame.get("patient_prep"):
        wanted = frame["patient_prep"]
        patient = next((np for prep, np in parse.pps_of(verb) if prep == wanted), -1)
    agent_np = sentence.by_phrase(verb) if passive else -1
    if passive and agent_np < 0 and frame["id"] == "own.hold":
        agent_np = next((np for prep, np in parse.pps_of(verb) if prep in ("via", "through")), -1)
    agents = sentence.parties_at(agent_np) if passive else sentence.subjects(verb)
    if passive and not agents:
        _unnamed_state(sentence, verb, agent_np, frame["id"])
    bought_out = frame["id"] == "own.acquire" and group.particle == "out" and patient >= 0
    if bought_out and set(chunks[patient].words) & _PARTNERS:
        return  # "bought out its partner Y": Y's stake, not Y
    if patient >= 0 and chunks[patient].head in ("part", "control") and group.head == "take":
        return  # "took part in the round", "took control of X"
    stake = stake_phrase(parse, patient) if patient >= 0 else None
    if not passive and not agents and stake is not None and stake.company >= 0 and group.subj:
        _state_holder(sentence, verb, stake, frame["id"])
    direct = (
        []
        if stake is not None
        else (sentence.subjects(verb) if passive else sentence.objects(verb))
    )
    direct = [(party, np) for party, np in direct if not sentence.state.parties[party].is_person]
    share = _share_of(sentence, verb, stake, passive)
    if share is None and stake is None:
        needs = frame.get("needs")
        held = passive and group.head == "hold" and bool(agents)  # "X is held by Y"
        if needs == "share" and not ((group.head == frame.get("unless") or held) and direct):
            return
        if needs == "share_or_company" and not direct:
            return
        if not direct and not needs:
            return
    if (
        frame["id"] == "own.hold"
        and group.head in ("have", "possess", "retain", "keep")
        and stake is not None
        and stake.share is None
        and not stake.majority
        and patient >= 0
        and not (
            set(chunks[patient].words) & {"stake", "interest", "shareholding", "equity", "shares"}
        )
    ):
        return
    if (
        group.head
        in ("secure", "receive", "gain", "get", "obtain", "build", "bring", "raise", "double")
        and stake is None
    ):
        return
    if share is None and passive and patient >= 0:
        share = _of_whose(sentence, patient)
    companies = _companies(sentence, verb, stake, direct, agents)
    companies = [
        (party, np) for party, np in companies if not sentence.state.parties[party].is_person
    ]
    if frame["id"] == "own.sell" and stake is not None and stake.company < 0:
        companies = _own_shares(sentence, patient, agents) or companies
    if not companies:
        return
    shade = sentence.colour(verb, verb)
    if frame["id"] == "own.sell":
        _sale(sentence, verb, frame, agents, companies, share, stake, shade)
        return
    if frame.get("to_share"):
        if stake is None:
            return
        new = next(
            (
                share_in(chunks[np])
                for prep, np in parse.pps_of(verb)
                if prep == "to" and share_in(chunks[np]) is not None
            ),
            None,
        )
        if new is None and group.head in ("bring", "take"):
            return
        share = new or (share if group.head not in ("cut", "reduce", "trim", "lower") else None)
    status = _past_status(sentence, verb, frame, shade)
    ratio = _ratio(sentence, verb, [np for _, np in agents]) if passive else None
    for number, (owner, np) in enumerate(agents):
        if ratio is not None:
            for company, _ in companies:
                exact = Stake.exactly(ratio[number])
                owned(sentence, company, owner, shade, frame["id"], ratio[number], exact, status)
            continue
        bracket = np + 1 < len(chunks) and chunks[np + 1].kind == "lpar"
        own_share = share_beside(parse, np) if passive and (bracket or len(agents) > 1) else None
        if passive and own_share is None:
            own_share = share_before(parse, np)
        for company, _ in companies:
            percent, interval = _percent(sentence, verb, own_share or share, stake)
            owned(sentence, company, owner, shade, frame["id"], percent, interval, status)
    if frame["id"] == "own.take" and shade.polarity is Polarity.ASSERTED and not status:
        _bought_in(sentence, agents, companies, share, stake, shade)
    if frame.get("seller") and shade.polarity is Polarity.ASSERTED:
        for prep, np in parse.pps_of(verb):
            if prep == "from":
                percent, interval = as_percent(share, stake.majority if stake else "")
                for seller, _ in sentence.parties_at(np):
                    for company, _ in companies:
                        _was_owned(sentence, company, seller, shade, frame["id"], percent, interval)
    if frame["id"] == "own.hold" and not passive and stake is not None:
        _second_stakes(sentence, patient, agents, shade, frame["id"])
    _price(sentence, verb, agents, companies)
    _gapped(sentence, verb, companies[0][0], shade, frame["id"], {party for party, _ in agents})


_RATIO = re.compile(r"(?<![\d:])(\d{1,2})\s?[:/]\s?(\d{1,2})(?![\d:])")


def _ratio(sentence: Sentence, verb: int, owners: list[int]) -> tuple[float, float] | None:
    """`is owned 70:30 by A and B`."""
    if len(owners) != 2:
        return None
    chunks = sentence.chunks
    found = _RATIO.search(sentence.parse.text, chunks[verb].end, chunks[owners[0]].start)
    if found is None:
        return None
    first, second = float(found[1]), float(found[2])
    return (first, second) if first + second == 100 else None


def _own_shares(
    sentence: Sentence, patient: int, sellers: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """`X raised a loan and sold a 25% stake to Y`: shares in X, where X is what the text is about.

    Not where the shares of a company were spoken of just before.
    """
    state = sentence.state
    before = any(fact.type is RelationType.OWNED_BY for fact in state.recent(sentence.index, 2))
    if before or sentence.chunks[patient].det in ("its", "the", "their"):
        return []
    topic = state.focus.topic
    return [pair for pair in sellers if pair[0] == topic and sentence.is_org(pair[0])]


def _second_stakes(
    sentence: Sentence, np: int, owners: list[tuple[int, int]], shade: Colour, frame: str
) -> None:
    """`A owns 30% of X and 12% of Y`: the stakes behind the first one."""
    chunks, parse = sentence.chunks, sentence.parse
    for at in range(np + 1, min(len(chunks) - 2, np + 24)):
        if chunks[at].kind in ("vg", "rel", "sub", "semi"):
            return
        if chunks[at].kind not in ("conj", "comma") or not chunks[at + 1].is_np:
            continue
        share = share_in(chunks[at + 1])
        other = stake_phrase(parse, at + 1) if share is not None else None
        if other is None or other.company < 0 or chunks[at + 1].ref is not None:
            continue
        percent, interval = as_percent(share, "")
        for company, _ in sentence.parties_at(other.company, group=False):
            for owner, _ in owners:
                if sentence.is_org(company):
                    owned(sentence, company, owner, shade, frame, percent, interval, None)


def _of_whose(sentence: Sentence, np: int) -> Share | None:
    """`X, 38% of whose shares are held by Y`."""
    chunks = sentence.chunks
    at = sentence.parse.first_of(np) - 1
    if at < 2 or chunks[at].head != "whose" or chunks[at - 1].head != "of":
        return None
    return share_in(chunks[at - 2]) if chunks[at - 2].is_np else None


def _bought_in(
    sentence: Sentence,
    investors: list[tuple[int, int]],
    companies: list[tuple[int, int]],
    share: Share | None,
    stake: StakePhrase | None,
    shade: Colour,
) -> None:
    """`A took a 12% stake in X`: whoever takes a minority stake puts money in."""
    minority = stake is not None and stake.majority == "minority"
    if not minority and (share is None or share.percent >= 50):
        return
    for investor, _ in investors:
        for company, _ in companies:
            if investor != company and not sentence.is_state(investor):
                sentence.emit(RelationType.INVESTED_IN, investor, company, shade, "own.take")


def _price(
    sentence: Sentence,
    verb: int,
    owners: list[tuple[int, int]],
    companies: list[tuple[int, int]],
) -> None:
    """`buys X for $500 million`: the sum belongs to the purchase of a single buyer."""
    if len(owners) != 1 or len(companies) != 1:
        return
    for prep, np in sentence.parse.pps_of(verb):
        sums = [item.value.text for item in sentence.chunks[np].values if item.kind == "money"]
        if prep == "for" and sums:
            for fact in sentence.state.recent(sentence.index, 0):
                if (fact.subject, fact.object) == (companies[0][0], owners[0][0]):
                    fact.amount = sums[0]
            return


def _state_body(chunk: Chunk) -> bool:
    """`the Chinese state`, `the city's state assets regulator`, `the provincial government`."""
    if chunk.ref is not None:
        return False
    words = set(chunk.words)
    return chunk.head in _STATE_HEADS | _BODIES or (
        bool(words & {"state", "government", "municipal", "provincial"})
        and chunk.head in ("regulator", "agency", "authority", "authorities", "administrator")
    )


def _unnamed_state(sentence: Sentence, verb: int, agent: int, frame: str) -> None:
    """`is owned by the Chinese state`: no party, but a state all the same."""
    if agent < 0 or not _state_body(sentence.chunks[agent]):
        return
    shade = sentence.colour(verb, verb)
    for company, _ in sentence.subjects(verb):
        code = sentence.state_code(None, company, agent)
        if code is not None and sentence.is_org(company):
            sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame)


def _state_holder(sentence: Sentence, verb: int, stake: StakePhrase, frame: str) -> None:
    """`The Turkish state owns 51% of X`."""
    subject = sentence.chunks[verb].subj[0]
    chunk = sentence.chunks[subject]
    land = chunk.ref is None and chunk.country is not None and chunk.head == chunk.words[-1]
    if not frame.startswith("own.hold") or not (
        chunk.head in _STATE_HEADS | {"federation", "kingdom"} or (land and len(chunk.words) <= 3)
    ):
        return
    shade = sentence.colour(verb, verb)
    for company, _ in sentence.parties_at(stake.company, group=False):
        code = sentence.state_code(None, company, subject)
        if code is not None and sentence.kind(company) is PartyKind.COMPANY:
            sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame)


def _percent(
    sentence: Sentence, verb: int, share: Share | None, stake: StakePhrase | None
) -> tuple[float | None, Stake | None]:
    words = set(sentence.chunks[verb].adverbs)
    if (share is None and words & _WHOLLY) or (
        share is None and stake is None and _adverb_near(sentence, verb, _WHOLLY)
    ):
        return 100.0, Stake.exactly(100.0)
    if share is None and _adverb_near(sentence, verb, frozenset({"majority"})):
        return None, Stake(50.0, 100.0)
    return as_percent(share, stake.majority if stake else "")


def _adverb_near(sentence: Sentence, verb: int, words: frozenset[str]) -> bool:
    before = sentence.chunks[verb - 1] if verb else None
    if before is None:
        return False
    return before.head in words or bool(before.is_np and before.words and before.words[-1] in words)


def _past_status(sentence: Sentence, verb: int, frame: dict[str, Any], shade: Colour) -> str | None:
    group = sentence.chunks[verb]
    if shade.polarity is not Polarity.ASSERTED or frame["id"] not in ("own.hold", "own.belong"):
        return None
    if group.had and group.perfect:
        return "former"
    past = group.form == "past" or any(
        word in sentence.parse.text[group.start : group.end].lower().split()
        for word in ("was", "were", "had")
    )
    if past and any(prep in ("until", "till", "before") for prep, _ in sentence.parse.pps_of(verb)):
        return "former"
    if past and any(
        chunk.kind in ("prep", "sub") and chunk.head == "until" for chunk in sentence.chunks
    ):
        return "former"
    return None


def _share_of(
    sentence: Sentence, verb: int, stake: StakePhrase | None, passive: bool
) -> Share | None:
    if stake is not None and stake.share is not None:
        return stake.share
    chunks = sentence.chunks
    before = verb - 1
    while before >= 0 and chunks[before].kind == "adv":
        before -= 1
    if before >= 0 and chunks[before].is_np and chunks[before].ref is None:
        found = share_in(chunks[before])
        if found is not None and (passive or chunks[verb].form == "part"):
            return found
    if passive:
        return None
    for prep, np in sentence.parse.pps_of(verb):
        if (
            prep in ("with", "for")
            and share_in(chunks[np]) is not None
            and chunks[np].ref is None
            and stake is not None
        ):
            return share_in(chunks[np])
    return None


def _companies(
    sentence: Sentence,
    verb: int,
    stake: StakePhrase | None,
    direct: list[tuple[int, int]],
    agents: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """The company whose equity is meant."""
    parse, chunks = sentence.parse, sentence.chunks
    taken = {party for party, _ in agents}
    if stake is not None:
        if stake.company >= 0:
            chunk = chunks[stake.company]
            if chunk.ref is not None:
                return sentence.parties_at(stake.company, group=False)
            inner = [
                (party, stake.company) for ref, tail in chunk.inner if not tail for party in ref.ids
            ]
            if inner or chunk.owner_ref is None:
                return inner  # "sold its Acme stake": Acme's, not the seller's own
            return [(party, stake.company) for party in chunk.owner_ref.ids]
        for prep, np in parse.pps_of(verb):
            if prep in ("in", "of"):
                found = [
                    (party, at)
                    for party, at in sentence.parties_at(np)
                    if party not in taken and sentence.is_org(party)
                ]
                if found:
                    return found
        patient = (
            (chunks[verb].subj[0] if chunks[verb].subj else -1)
            if chunks[verb].passive
            else parse.object_of(verb)
        )
        if patient >= 0 and chunks[patient].owner >= 0:
            found = sentence.parties_at(chunks[patient].owner)
            if found and found[0][0] not in taken:
                return found
        return _context_company(sentence, verb, taken)
    if direct:
        return direct
    return _context_company(sentence, verb, taken)


def _context_company(sentence: Sentence, verb: int, taken: set[int]) -> list[tuple[int, int]]:
    """No company is named beside the stake: the one spoken of last, then the subject before."""
    chunks = sentence.chunks
    facts = [
        fact
        for fact in sentence.state.facts[-200:]
        if fact.type is RelationType.OWNED_BY and isinstance(fact.subject, int)
    ]
    for fact in reversed(facts):
        if fact.object in taken and isinstance(fact.subject, int):
            return [(fact.subject, verb)]  # "its holding": what the owner was said to own
    relative = chunks[verb].kind == "vg" and chunks[verb].link == "rel"
    if (
        facts
        and not relative
        and sentence.index - facts[-1].sentence <= 6
        and isinstance(facts[-1].subject, int)
        and facts[-1].subject not in taken
    ):
        return [(facts[-1].subject, verb)]
    for number in reversed([at for at in sentence.parse.verbs if at < verb]):
        for party, np in sentence.subjects(number):
            if party not in taken and sentence.is_org(party):
                return [(party, np)]
    for np in range(verb - 1, -1, -1):
        chunk = chunks[np]
        if chunk.is_np and chunk.ref is not None:
            for party in chunk.ids:
                if party not in taken and sentence.kind(party) is PartyKind.COMPANY:
                    return [(party, np)]
    state = sentence.state
    known = facts[-1].subject if facts and sentence.index - facts[-1].sentence <= 3 else None
    before = known if isinstance(known, int) else None
    for choice in (state.label_company, before, state.focus.subject, state.focus.topic):
        if choice is not None and choice not in taken and state.parties[choice].is_org:
            return [(choice, verb)]
    return []


def _sale(
    sentence: Sentence,
    verb: int,
    frame: dict[str, Any],
    sellers: list[tuple[int, int]],
    companies: list[tuple[int, int]],
    share: Share | None,
    stake: StakePhrase | None,
    shade: Colour,
) -> None:
    percent, interval = as_percent(share, stake.majority if stake else "")
    for prep, np in sentence.parse.pps_of(verb):
        if prep == "to":
            for buyer, _ in sentence.parties_at(np):
                for company, _ in companies:
                    owned(sentence, company, buyer, shade, frame["id"], percent, interval, None)
    if sentence.chunks[verb].passive or shade.polarity is Polarity.ASSERTED:
        for seller, _ in sellers:
            for company, _ in companies:
                if shade.polarity is Polarity.ASSERTED:
                    _was_owned(sentence, company, seller, shade, frame["id"], percent, interval)


def _belong(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    subject = chunks[verb].subj[0] if chunks[verb].subj else -1
    if subject < 0:
        return
    stake = stake_phrase(parse, subject)
    prep = "to" if "to" in frame else "with"
    owners = [
        pair for word, np in parse.pps_of(verb) if word == prep for pair in sentence.parties_at(np)
    ]
    if not owners:
        return
    companies = _companies(
        sentence, verb, stake, sentence.subjects(verb) if stake is None else [], owners
    )
    if stake is not None and (whole := _of_which(sentence, subject)):
        companies = whole
    shade = sentence.colour(verb, verb)
    percent, interval = as_percent(stake.share if stake else None, stake.majority if stake else "")
    if frame.get("needs") == "share" and stake is None:
        return
    if chunks[subject].head == "control" and (stake is None or stake.share is None):
        for company, _ in companies[:1]:
            for owner, _ in owners:
                controlled(sentence, company, owner, shade, frame["id"])
        return
    for company, _ in companies[:1] if stake is not None else companies:
        for owner, np in owners:
            extra = share_beside(parse, np)
            if extra is not None:
                percent, interval = as_percent(extra, "")
            owned(
                sentence,
                company,
                owner,
                shade,
                frame["id"],
                percent,
                interval,
                _past_status(sentence, verb, frame, shade),
            )


def _of_which(sentence: Sentence, np: int) -> list[tuple[int, int]]:
    """`X, 70% of which belongs to Y`: X."""
    chunks = sentence.chunks
    if np + 2 >= len(chunks) or chunks[np + 1].head != "of" or chunks[np + 2].kind != "rel":
        return []
    before = np - 1
    if before < 1 or chunks[before].kind not in ("comma", "dash") or not chunks[before - 1].is_np:
        return []
    return sentence.parties_at(before - 1, group=False)


def _gapped(
    sentence: Sentence, verb: int, company: int, shade: Colour, frame: str, done: set[int]
) -> None:
    """`A owns 60%, B 25% and C the rest`; `60% owned by A, 25% by B`."""
    chunks, parse = sentence.chunks, sentence.parse
    total = len(chunks)
    for at in range(verb + 1, total):
        chunk = chunks[at]
        if chunk.kind in ("semi", "rel"):
            break
        if not chunk.is_np or chunk.ref is None or not chunk.ids:
            continue
        nxt = chunks[at + 1] if at + 1 < total else chunk
        party = chunk.ids[0]
        if party in done or party == company:
            continue
        share = None
        rest = ""
        if nxt.is_np and nxt.ref is None and not chunk.prep:
            share = share_in(nxt)
            rest = (
                "remainder"
                if set(nxt.words) & {"rest", "remainder", "balance", "remaining"}
                else ""
            )
        if share is None and not rest and nxt.kind == "lpar":
            share = share_beside(parse, at)
        if share is None and nxt.kind == "comma" and at + 4 < total and not chunk.prep:
            about, comma, figure = chunks[at + 2 : at + 5]
            if about.is_np and about.appos == at and comma.kind == "comma" and figure.is_np:
                share = share_in(figure)  # "and Jane Roe, its director, 45%"
        if share is None and not rest:
            before = share_before(parse, at)
            if before is not None and chunk.prep == "by":
                share = before
        if share is None and not rest:
            continue
        after = at + 2
        if after < total and chunks[after].kind == "vg" and chunks[after].finite and not chunk.prep:
            continue
        percent, interval = as_percent(share, rest)
        owned(sentence, company, party, shade, frame, percent, interval, None)
        done.add(party)


# ---- control


def _control(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    if frame["id"].startswith("control.verb"):
        if group.passive:
            companies = sentence.subjects(verb)
            controllers = sentence.parties_at(sentence.by_phrase(verb))
            if not controllers:
                _unnamed_state(sentence, verb, sentence.by_phrase(verb), frame["id"])
            stake = stake_phrase(parse, group.subj[0]) if group.subj else None
        else:
            target = parse.object_of(verb)
            stake = stake_phrase(parse, target) if target >= 0 else None
            companies, controllers = sentence.objects(verb), sentence.subjects(verb)
            if target < 0 and any(chunk.kind == "rel" for chunk in chunks[:verb]):
                companies = sentence.relative_object(verb)
        shade = sentence.colour(verb, verb)
        if stake is not None and stake.share is not None:
            for company, _ in _companies(sentence, verb, stake, [], controllers)[:1]:
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


def _part_of(sentence: Sentence, verb: int) -> None:
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


def _tails(sentence: Sentence) -> None:
    """`Acme-backed X`, `Rostec-owned X`."""
    for index, chunk in enumerate(sentence.chunks):
        if not chunk.is_np or not chunk.inner:
            continue
        targets = (
            sentence.parties_at(index, group=False)
            if chunk.ref is not None
            else (sentence.parties_at(chunk.appos) if chunk.appos >= 0 else [])
        )
        if not targets and chunk.head:
            found, _ = holders(sentence, index)
            targets = found
        shade = Colour()
        for ref, tail in chunk.inner:
            for party in ref.ids:
                for target, _ in targets:
                    if tail in ("owned", "held"):
                        owned(sentence, target, party, shade, "tail.owned", None, None, None)
                    elif tail in ("controlled", "run"):
                        controlled(sentence, target, party, shade, "tail.controlled")
                    elif tail in ("affiliated",):
                        subsidiary(sentence, target, party, shade, "tail.affiliated")
                    elif tail in ("backed", "funded", "supported", "invested"):
                        sentence.emit(RelationType.INVESTED_IN, party, target, shade, "tail.backed")


# ---- nouns


def _noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks = sentence.chunks
    if frame["id"] in ("acquisition.noun", "sale.noun"):
        _acquisition(sentence, np, frame)
        return
    held, verb = holders(sentence, np)
    if not held:
        return
    points = complements(sentence, np, frame)
    if chunks[np].ref is not None and chunks[np].det in ("its", "their") and chunks[np].group:
        held = [pair for pair in held if pair[1] >= np]  # "X and its units A and B": not X
    held_ids = {party for party, _ in held}
    points = [(party, at) for party, at in points if party not in held_ids]
    if not points and frame["id"] == "owner.noun":
        if set(chunks[np].words) & _EXISTING:
            return  # "existing holders A and B joined": backers of a round
        if set(chunks[np].words) & {"other", "remaining"}:
            points = _context_company(sentence, np, held_ids)[:1]
    if not points and frame["id"] == "owner.noun":
        topic = (
            sentence.state.label_company
            if sentence.state.label_company is not None
            else sentence.state.focus.topic
        )
        points = (
            [(topic, np)]
            if topic is not None and topic not in held_ids and chunks[np].det in ("the", "its", "")
            else []
        )
    made = frame["id"] == "subsidiary.noun" and chunks[np].prep == "as" and verb >= 0
    if made and not points and not chunks[verb].passive and held == sentence.objects(verb):
        points = sentence.subjects(verb)  # "A set up X as a wholly owned subsidiary"
    if not points and frame["id"] == "parent.noun":
        # "Ultimate parent: X" in a memo, "The chipmaker's parent" is read above.
        _, colon = label_before_colon(sentence.parse)
        topic = _first_known(sentence.state.label_company, sentence.state.focus.topic)
        if colon > np and topic is not None and topic not in held_ids:
            points = [(topic, np)]
    shade = sentence.colour(np, verb)
    named = chunks[np].ref is not None and chunks[np].named
    called = named or bool(held and held == sentence.apposed(np))
    known = called and (chunks[np].owner >= 0 or chunks[np].owner_ref is not None)
    if chunks[np].appos >= 0 or known or (chunks[np].ref is not None and verb < 0):
        shade = sentence.colour(np, -1)  # "will fold it into its unit X": its unit all the same
    for holder, at in held:
        for point, _ in points:
            if frame["id"] == "subsidiary.noun":
                subsidiary(sentence, holder, point, shade, frame["id"])
            elif frame["id"] == "parent.noun":
                subsidiary(sentence, point, holder, shade, frame["id"])
            elif frame["id"] == "owner.noun":
                if (
                    set(chunks[np].words) & {"controlling", "majority"}
                    and "shareholder" in chunks[np].words
                    and "controlling" in chunks[np].words
                ):
                    controlled(sentence, point, holder, shade, frame["id"])
                share = (
                    share_beside(sentence.parse, at)
                    or _share_with(sentence, np)
                    or _share_of_noun(sentence, np)
                )
                if chunks[np].head == "member" and share is None:
                    continue  # a member of a body is no owner of it
                if share is None and {"only", "sole"} & set(chunks[np].words):
                    owned(
                        sentence,
                        point,
                        holder,
                        shade,
                        frame["id"],
                        100.0,
                        Stake.exactly(100.0),
                        None,
                    )
                    continue
                percent, interval = as_percent(
                    share,
                    "majority"
                    if "majority" in chunks[np].words
                    else "minority"
                    if "minority" in chunks[np].words
                    else "",
                )
                owned(sentence, point, holder, shade, frame["id"], percent, interval, None)
            elif frame["id"] == "venture.noun":
                if "joint" in chunks[np].words:
                    own_np = next(number for party, number in points if party == point)
                    percent, interval = as_percent(share_beside(sentence.parse, own_np), "")
                    owned(sentence, holder, point, shade, frame["id"], percent, interval, None)
            elif frame["id"] in ("vehicle.noun", "under.noun") and sentence.is_state(point):
                controlled(sentence, holder, point, shade, frame["id"])


def _first_known(*choices: int | None) -> int | None:
    return next((choice for choice in choices if choice is not None), None)


def _share_of_noun(sentence: Sentence, np: int) -> Share | None:
    """`the owner of 90% of X`, `its 40% shareholder`."""
    chunks = sentence.chunks
    if chunks[np].ref is None and share_in(chunks[np]) is not None:
        return share_in(chunks[np])
    if np + 2 < len(chunks) and chunks[np + 1].kind == "prep" and chunks[np + 1].head == "of":
        behind = chunks[np + 2]
        return share_in(behind) if behind.is_np and behind.ref is None else None
    return None


def _share_with(sentence: Sentence, np: int) -> Share | None:
    """`the largest shareholder, with 30%`."""
    chunks = sentence.chunks
    for at in range(np + 1, min(len(chunks) - 1, np + 8)):
        if chunks[at].kind == "prep" and chunks[at].head in ("with", "at") and chunks[at + 1].is_np:
            found = share_in(chunks[at + 1])
            if found is not None:
                return found
        if chunks[at].kind == "vg":
            return None
    return None


def _acquisition(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    companies: list[tuple[int, int]] = []
    owners: list[tuple[int, int]] = []
    sellers: list[tuple[int, int]] = []
    at = np + 1
    stake = None
    while at + 1 < len(chunks) and chunks[at].kind in ("prep", "np", "comma") and at < np + 8:
        if chunks[at].kind == "prep" and chunks[at + 1].is_np:
            head = parse.head_np(at + 1)
            if chunks[at].head == "of" and not companies:
                stake = stake_phrase(parse, head)
                companies = (
                    _companies(sentence, np, stake, [], [])
                    if stake is not None and stake.company >= 0
                    else sentence.parties_at(head)
                )
            elif chunks[at].head == "from" and companies and frame["id"] == "acquisition.noun":
                sellers = sentence.parties_at(head)
            elif chunks[at].head == ("to" if frame["id"] == "sale.noun" else "by"):
                owners = sentence.parties_at(head)
            at = head + 1
            continue
        at += 1
    possessor = sentence.owner_refs(np)
    if possessor and not owners and companies and frame["id"] == "acquisition.noun":
        owners = possessor
    if not owners and companies and frame["id"] == "acquisition.noun":
        from riskengine.extract.nouns import carrier

        verb = carrier(sentence, np)
        if (
            verb >= 0
            and verb < np
            and chunks[verb].head
            in (
                "complete",
                "announce",
                "close",
                "finalise",
                "finalize",
                "agree",
                "plan",
                "finish",
                "consider",
                "seek",
                "propose",
                "make",
                "confirm",
                "abandon",
            )
        ):
            owners = sentence.subjects(verb)
    from riskengine.extract.nouns import carrier as find_carrier

    talked = (
        np >= 2
        and chunks[parse.first_of(np) - 1].kind == "prep"
        and chunks[parse.first_of(np) - 2].is_np
        and noun_class(chunks[parse.first_of(np) - 2].head) == "plan"
    )

    verb = find_carrier(sentence, np)
    shade = sentence.colour(np, verb)
    if (
        verb >= 0
        and shade.polarity is Polarity.ASSERTED
        and chunks[verb].head
        in (
            "plan",
            "propose",
            "seek",
            "consider",
            "block",
            "agree",
            "approve",
            "abandon",
            "delay",
            "review",
            "examine",
            "oppose",
            "announce",
            "halt",
            "reject",
            "veto",
            "clear",
        )
    ):
        shade = Colour(
            Polarity.HYPOTHETICAL,
            shade.speaker,
            None if chunks[verb].head in ("block", "reject", "abandon", "veto") else "planned",
            shade.reported,
        )
    if talked and shade.polarity is Polarity.ASSERTED:
        shade = Colour(Polarity.HYPOTHETICAL, shade.speaker, None, shade.reported)  # "talks over"
    for company, _ in companies:
        for owner, _ in owners:
            percent, interval = as_percent(
                stake.share if stake else None, stake.majority if stake else ""
            )
            owned(sentence, company, owner, shade, frame["id"], percent, interval, None)
        for seller, _ in sellers:
            if shade.polarity is Polarity.ASSERTED and seller != company:
                percent, interval = as_percent(stake.share if stake else None, "")
                sentence.emit(
                    RelationType.OWNED_BY,
                    company,
                    seller,
                    shade,
                    frame["id"],
                    percent=percent,
                    stake=interval,
                    status="former",
                )


def _with_stake(sentence: Sentence) -> None:
    """`X, with a 30% stake`; `the biggest shareholder is X (40%)` is read by the noun frame."""
    chunks, parse = sentence.chunks, sentence.parse
    for at in range(1, len(chunks) - 1):
        if chunks[at].kind != "prep" or chunks[at].head != "with" or not chunks[at + 1].is_np:
            continue
        stake = stake_phrase(parse, at + 1)
        if stake is None or stake.company < 0 or stake.share is None:
            continue
        before = at - 1
        while before >= 0 and chunks[before].kind in ("comma",):
            before -= 1
        while (
            before >= 2
            and chunks[before].is_np
            and chunks[before].ref is None
            and chunks[before].prep == "of"
        ):
            before -= 2
        if before < 0 or not chunks[before].is_np or chunks[before].ref is None:
            continue
        for company, _ in sentence.parties_at(stake.company):
            for owner, _ in sentence.parties_at(before, group=False):
                percent, interval = as_percent(stake.share, stake.majority)
                owned(sentence, company, owner, Colour(), "with.stake", percent, interval, None)


def _labelled(sentence: Sentence) -> None:
    """`Shareholders: A 51%, B 49%` and list items under such a heading."""
    chunks, parse, state = sentence.chunks, sentence.parse, sentence.state
    label, colon = label_before_colon(parse)
    words = set(label.split())
    start = colon + 1
    if not words & _OWN_LABELS:
        if (
            words & {"parent", "controlled", "controller"}
            or not set(state.label.split()) & _OWN_LABELS
        ):
            return
        start = 0
    company = state.label_company if state.label_company is not None else state.focus.topic
    if company is None:
        return
    listed = {p for chunk in chunks[start:] if chunk.is_np and chunk.named for p in chunk.ids}
    if company in listed and state.label_company is None:
        return  # the topic is one of the owners, so whose they are is not known yet
    if any(chunk.kind == "vg" and chunk.finite for chunk in chunks[start:]) and start == 0:
        return
    shade = Colour()
    single = True
    for at in range(start, len(chunks)):
        chunk = chunks[at]
        if not chunk.is_np or chunk.ref is None or not chunk.named or not chunk.ids:
            continue
        if chunk.prep and at > start:
            continue
        owner = chunk.ids[0]
        share = share_beside(parse, at) or _share_later(sentence, at)
        if share is None and (start == 0 or not single):
            continue
        single = False
        percent, interval = as_percent(share, "")
        owned(sentence, company, owner, shade, "label.owner", percent, interval, None)
        if start == 0:
            break


def _share_later(sentence: Sentence, np: int) -> Share | None:
    """In a list item: the first percentage behind the name before the next name."""
    for chunk in sentence.chunks[np + 1 : np + 12]:
        if chunk.is_np and chunk.ref is not None and chunk.named:
            return None
        if chunk.kind == "semi" and sentence.parse.text[chunk.start] != "|":
            return None
        if chunk.is_np and share_in(chunk) is not None:
            return share_in(chunk)
    return None

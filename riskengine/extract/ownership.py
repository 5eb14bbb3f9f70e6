"""Owners, controllers, parents and units."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from riskengine.extract.arguments import (
    StakePhrase,
    as_percent,
    share_before,
    share_beside,
    share_in,
    stake_phrase,
)
from riskengine.extract.belonging import read_belonging
from riskengine.extract.control import (
    STATE_HEADS,
    read_control,
    read_obeying,
    read_part_of,
    read_taking_control,
    unnamed_army,
    unnamed_state,
)
from riskengine.extract.equity import controlled, owned
from riskengine.extract.facts import Sentence, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import noun_triggers
from riskengine.extract.ownership_nouns import (
    read_labelled,
    read_owner_noun,
    read_possessed,
    read_tails,
    read_with_stake,
    was_owned,
)
from riskengine.extract.polarity import Colour
from riskengine.extract.values import Share
from riskengine.extract.whose_equity import companies_of, context_company, of_which
from riskengine.model.interval import Stake
from riskengine.vocab import PartyKind, Polarity, RelationType


def read_ownership(sentence: Sentence) -> None:
    """All frames of owning and controlling in one sentence."""
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            if frame["id"].startswith("own."):
                _own(sentence, verb, frame)
            elif frame["id"].startswith(("control.", "part.", "affiliate.")):
                read_control(sentence, verb, frame)
        if sentence.chunks[verb].head in ("be", "form", "become", "remain"):
            read_part_of(sentence, verb)
        read_taking_control(sentence, verb)
        read_obeying(sentence, verb)
        _diluted(sentence, verb)
        _bid(sentence, verb)
        _register(sentence, verb)
    read_tails(sentence)
    read_possessed(sentence)
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
            read_owner_noun(sentence, np, frame)
    read_with_stake(sentence)
    read_belonging(sentence)
    read_labelled(sentence)


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
        for company, _ in context_company(sentence, verb, taken)[:1]:
            for owner, _ in holders_:
                shade = sentence.colour(verb, verb)
                owned(sentence, company, owner, shade, "own.diluted", percent, interval, None)


_PARTNERS = word_set(
    "partner partners shareholder shareholders investor investors founder founders co-founder "
    "family minority holders owners co-owner"
)


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


_WHOLLY = word_set("wholly fully entirely solely outright")


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
    if passive and agents:
        further = [np for prep, np in parse.pps_of(verb) if prep == "by" and np != agent_np]
        agents += [pair for np in further for pair in sentence.parties_at(np)]
    if passive and not agents:
        unnamed_army(sentence, verb, agent_np, frame["id"])
        unnamed_state(sentence, verb, agent_np, frame["id"])
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
    companies = companies_of(sentence, verb, stake, direct, agents)
    companies = [
        (party, np) for party, np in companies if not sentence.state.parties[party].is_person
    ]
    if frame["id"] == "own.sell" and stake is not None and stake.company < 0:
        companies = _own_shares(sentence, patient, agents) or companies
    if not companies:
        return
    shade = sentence.colour(verb, verb)
    under_way = group.progressive and frame["id"] in ("own.sell", "own.acquire")
    if under_way and shade.polarity is Polarity.ASSERTED:
        shade = replace(shade, polarity=Polarity.HYPOTHETICAL, status="planned")
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
                        was_owned(sentence, company, seller, shade, frame["id"], percent, interval)
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


def _state_holder(sentence: Sentence, verb: int, stake: StakePhrase, frame: str) -> None:
    """`The Turkish state owns 51% of X`."""
    subject = sentence.chunks[verb].subj[0]
    chunk = sentence.chunks[subject]
    land = chunk.ref is None and chunk.country is not None and chunk.head == chunk.words[-1]
    if not frame.startswith("own.hold") or not (
        chunk.head in STATE_HEADS | {"federation", "kingdom"} or (land and len(chunk.words) <= 3)
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
        return None, Stake.over(50.0)
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
    target = sentence.parse.object_of(verb)
    its = target >= 0 and sentence.chunks[target].det in ("its", "their", "his", "her")
    for seller, _ in sellers:
        for company, _ in companies:
            if shade.polarity is Polarity.ASSERTED:
                was_owned(sentence, company, seller, shade, frame["id"], percent, interval)
            elif shade.polarity is Polarity.HYPOTHETICAL and its and stake is not None:
                # "plans to sell its 30% stake": until then the stake is its own.
                owned(sentence, company, seller, Colour(), frame["id"], percent, interval, None)


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
    companies = companies_of(
        sentence, verb, stake, sentence.subjects(verb) if stake is None else [], owners
    )
    if stake is not None and (whole := of_which(sentence, subject)):
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

"""Ownership told by a noun or a place: "A's 30% stake in X", "in the hands of A"."""

from __future__ import annotations

from riskengine.extract.arguments import as_percent, share_beside, share_in, stake_phrase
from riskengine.extract.equity import controlled, owned, subsidiary
from riskengine.extract.facts import Sentence, frames, triggered
from riskengine.extract.nouns import carrier
from riskengine.extract.polarity import Colour
from riskengine.extract.values import Share
from riskengine.vocab import PartyKind, Polarity, RelationType

_HOLDING = frozenset(frames()["holding_nouns"])
_POWER = frozenset(frames()["power_nouns"])
_OWNER_LISTS = frozenset(frames()["owner_lists"])
_UNIT_LISTS = frozenset(frames()["unit_lists"])
_COMPANY_WORDS = frozenset(frames()["company_words"])
_MOVES = frozenset(frames()["stake_moves"])
_EQUITY = frozenset({"stake", "interest", "shareholding", "holding", "shares", "participation"})
_WHOLE = frozenset(frames()["whole_nouns"])
_SPLIT = frozenset({"split", "divide", "share", "distribute"})
_BACKER_LISTS = frozenset({"backers", "investors", "funders", "financiers"})
_PARENT_WORDS = frozenset({"holding", "parent", "controlling"})
_BEING = frozenset({"be", "become", "remain"})
_UNREAL = frozenset({"planned", "proposed", "potential", "possible", "future", "alleged", "no"})
_FORMER = frozenset({"former", "previous", "earlier", "erstwhile", "one-time"})


def read_belonging(sentence: Sentence) -> None:
    """Holdings that no verb of owning tells."""
    for np, chunk in enumerate(sentence.chunks):
        if not chunk.is_np:
            continue
        if chunk.ref is not None:
            _bracketed(sentence, np)
            continue
        if chunk.head in _COMPANY_WORDS and _PARENT_WORDS & set(chunk.words[:-1]):
            _parent_company(sentence, np)
        if (chunk.head in _EQUITY or chunk.words == ["%"]) and (
            chunk.owner >= 0 or chunk.owner_ref is not None
        ):
            _possessed_stake(sentence, np)
        elif chunk.head in _HOLDING or chunk.head in _POWER:
            _in_hands(sentence, np)
        elif chunk.head in _BACKER_LISTS and chunk.prep == "among":
            _among_backers(sentence, np)
        elif chunk.head in _OWNER_LISTS or chunk.head in _UNIT_LISTS:
            _listed(sentence, np)
        elif chunk.head in _COMPANY_WORDS:
            _company_of(sentence, np)
    for verb in sentence.parse.verbs:
        _split(sentence, verb)


def _possessed_stake(sentence: Sentence, np: int) -> None:
    """`A's 30% stake in X`: the holding is taken for granted, whatever happens to it."""
    chunks, parse = sentence.chunks, sentence.parse
    chunk = chunks[np]
    stake = stake_phrase(parse, np)
    if stake is None or stake.company < 0 or chunk.neg or set(chunk.words) & _UNREAL:
        return
    if chunk.prep == "of" or chunk.appos >= 0:
        return  # "the sale of its stake in X" is read with the sale
    verb = carrier(sentence, np)
    if verb >= 0 and any(frame["id"].startswith("own.") for frame in triggered(sentence, verb)):
        return
    shade = sentence.colour(np, verb)
    if shade.polarity not in (Polarity.ASSERTED, Polarity.ALLEGED):
        return
    share = stake.share
    if share is None and verb >= 0 and np in chunks[verb].subj and chunks[verb].head in _MOVES:
        share = next(
            (
                share_in(chunks[at])
                for prep, at in parse.pps_of(verb)
                if prep in ("to", "at") and share_in(chunks[at]) is not None
            ),
            None,
        )
    percent, interval = as_percent(share, stake.majority)
    status = "former" if set(chunk.words) & _FORMER else None
    for owner, _ in sentence.owner_refs(np):
        for company, _ in sentence.parties_at(stake.company, group=False):
            if sentence.is_org(company):
                owned(sentence, company, owner, shade, "stake.noun", percent, interval, status)


def _in_hands(sentence: Sentence, np: int) -> None:
    """`X is in the hands of A`, `X, under A's control`."""
    chunks, parse = sentence.chunks, sentence.parse
    chunk = chunks[np]
    if chunk.prep not in ("in", "into", "under"):
        return
    owners = sentence.owner_refs(np)
    if not owners and np + 2 < len(chunks) and chunks[np + 1].head == "of":
        owners = sentence.parties_at(parse.head_np(np + 2))
    if not owners:
        return
    verb = carrier(sentence, np)
    share: Share | None = None
    if verb >= 0 and chunks[verb].subj:
        subject = chunks[verb].subj[0]
        stake = stake_phrase(parse, subject)
        share = stake.share if stake is not None else None
        if stake is not None:
            companies = sentence.parties_at(stake.company, group=False)
        else:
            companies = sentence.subjects(verb)
        if not chunks[verb].passive and sentence.objects(verb):
            companies = sentence.objects(verb)  # "brought X under its control"
    else:
        host = parse.first_of(np) - 2
        if host >= 0 and chunks[host].kind == "comma":
            host -= 1
        companies = sentence.parties_at(host, group=False) if host >= 0 else []
    shade = sentence.colour(np, verb)
    for company, _ in companies:
        if not sentence.is_org(company):
            continue
        for owner, _ in owners:
            if owner == company:
                continue
            if chunk.head in _POWER and share is None:
                controlled(sentence, company, owner, shade, "in.control")
            else:
                percent, interval = as_percent(share, "")
                owned(sentence, company, owner, shade, "in.hands", percent, interval, None)


def _bracketed(sentence: Sentence, np: int) -> None:
    """`X (A 75%, B 25%) makes pumps`: names with shares behind a company."""
    chunks, parse = sentence.chunks, sentence.parse
    if np + 3 >= len(chunks) or chunks[np + 1].kind != "lpar" or not chunks[np].named:
        return
    found: list[tuple[int, Share]] = []
    at = np + 2
    while at < min(len(chunks), np + 24) and chunks[at].kind != "rpar":
        chunk = chunks[at]
        if chunk.kind == "vg" or chunk.kind == "prep":
            return
        if chunk.is_np and chunk.ref is not None:
            share = share_beside(parse, at)
            if share is None or not chunk.ids:
                return
            found.append((chunk.ids[0], share))
        at += 1
    for company in chunks[np].ids[:1]:
        for owner, share in found:
            if sentence.kind(company) is PartyKind.COMPANY:
                percent, interval = as_percent(share, "")
                owned(sentence, company, owner, Colour(), "bracket", percent, interval, None)


def _listed(sentence: Sentence, np: int) -> None:
    """`X has two shareholders: A (70%) and B`, `among the owners of X are A and B`."""
    chunks, parse = sentence.chunks, sentence.parse
    if chunks[np].neg:
        return
    if chunks[np].prep == "among":
        verb = next((at for at in parse.verbs if at > np), -1)
        if verb < 0 or chunks[verb].head != "be" or chunks[verb].subj:
            return
        members = sentence.parties_at(verb + 1) if verb + 1 < len(chunks) else []
        wholes = sentence.owner_refs(np)
        if not wholes and np + 2 < verb and chunks[np + 1].head in ("of", "in"):
            wholes = sentence.parties_at(parse.head_np(np + 2))
    else:
        verb = parse.first_of(np) - 1
        if verb < 0 or chunks[verb].kind != "vg" or chunks[verb].head not in ("have", "count"):
            return
        if np + 2 >= len(chunks) or chunks[np + 1].kind not in ("comma", "colon", "dash", "lpar"):
            return
        if not chunks[np + 2].named:
            return
        members, wholes = sentence.parties_at(np + 2), sentence.subjects(verb)
    shade = sentence.colour(np, verb)
    for whole, _ in wholes:
        for member, at in members:
            if chunks[np].head in _UNIT_LISTS:
                subsidiary(sentence, member, whole, shade, "list.units")
            elif sentence.is_org(whole):
                percent, interval = as_percent(share_beside(parse, at), "")
                owned(sentence, whole, member, shade, "list.owners", percent, interval, None)


def _among_backers(sentence: Sentence, np: int) -> None:
    """`Among the backers of X are A and B`."""
    chunks, parse = sentence.chunks, sentence.parse
    verb = next((at for at in parse.verbs if at > np), -1)
    if verb < 0 or chunks[verb].head != "be" or verb + 1 >= len(chunks):
        return
    companies = sentence.owner_refs(np)
    if not companies and np + 2 < verb and chunks[np + 1].head in ("of", "in"):
        companies = sentence.parties_at(parse.head_np(np + 2))
    shade = sentence.colour(np, verb)
    for company, _ in companies[:1]:
        for investor, _ in sentence.parties_at(verb + 1):
            if investor != company:
                sentence.emit(RelationType.INVESTED_IN, investor, company, shade, "among.backers")


def _company_of(sentence: Sentence, np: int) -> None:
    """`X, an Acme company`, `X is Jane Roe's company`."""
    chunks, parse = sentence.chunks, sentence.parse
    chunk = chunks[np]
    before = parse.first_of(np) - 1
    if chunk.appos >= 0:
        held, verb = sentence.parties_at(chunk.appos, group=False), -1
    elif before >= 0 and chunks[before].kind == "vg" and chunks[before].head == "be":
        held, verb = sentence.subjects(before), before
    else:
        return
    shade = sentence.colour(np, verb)
    plain = chunk.det in ("a", "an") and len(chunk.words) == 2
    if "portfolio" in chunk.words:
        _portfolio(sentence, np, held, shade)
        return
    if chunk.appos >= 0 and chunk.det == "the" and np + 2 < len(chunks):
        _named_group(sentence, np, held, shade)
    for company, _ in held:
        if sentence.kind(company) is not PartyKind.COMPANY:
            continue
        for ref, tail in chunk.inner:
            for parent in ref.ids:
                if plain and not tail and parent != company and ref.named:
                    subsidiary(sentence, company, parent, shade, "company.of")
        for owner, _ in sentence.owner_refs(np):
            if sentence.state.parties[owner].is_person and len(chunk.words) == 1:
                owned(sentence, company, owner, shade, "company.of", None, None, None)


def _portfolio(sentence: Sentence, np: int, held: list[tuple[int, int]], shade: Colour) -> None:
    """`Acme, a portfolio company of Plover Capital`."""
    chunks = sentence.chunks
    investors = sentence.owner_refs(np)
    if not investors and np + 2 < len(chunks) and chunks[np + 1].head == "of":
        investors = sentence.parties_at(sentence.parse.head_np(np + 2))
    investors += [(party, np) for ref, _ in chunks[np].inner for party in ref.ids]
    for company, _ in held:
        for investor, _ in investors:
            if investor != company:
                sentence.emit(
                    RelationType.INVESTED_IN, investor, company, shade, "portfolio.company"
                )


def _named_group(sentence: Sentence, np: int, held: list[tuple[int, int]], shade: Colour) -> None:
    """`Humain, the AI company of the Public Investment Fund`."""
    if sentence.chunks[np + 1].head != "of":
        return
    for parent, at in sentence.parties_at(sentence.parse.head_np(np + 2), group=False):
        if not sentence.chunks[at].named or sentence.is_state(parent):
            continue
        for company, _ in held:
            if sentence.kind(company) is PartyKind.COMPANY and company != parent:
                subsidiary(sentence, company, parent, shade, "company.of")


def _parent_company(sentence: Sentence, np: int) -> None:
    """`The immediate holding company of X is Y`, `Y, the parent company of X`."""
    chunks, parse = sentence.chunks, sentence.parse
    children = sentence.owner_refs(np)
    if not children and np + 2 < len(chunks) and chunks[np + 1].head == "of":
        children = sentence.parties_at(parse.head_np(np + 2))
    verb = next((at for at in parse.verbs if np in chunks[at].subj), -1)
    if chunks[np].appos >= 0:
        parents, verb = sentence.parties_at(chunks[np].appos, group=False), -1
    elif verb >= 0 and chunks[verb].head in ("be", "remain"):
        parents = sentence.objects(verb)
    else:
        before = parse.first_of(np) - 1
        if before < 0 or chunks[before].kind != "vg" or chunks[before].head not in _BEING:
            return
        parents, verb = sentence.subjects(before), before
    shade = sentence.colour(np, verb)
    for child, _ in children:
        for parent, _ in parents:
            if child != parent and sentence.is_org(child):
                if _PARENT_WORDS & set(chunks[np].words) & {"controlling"}:
                    controlled(sentence, child, parent, shade, "parent.company")
                else:
                    subsidiary(sentence, child, parent, shade, "parent.company")


def _split(sentence: Sentence, verb: int) -> None:
    """`Ownership of Acme is split between Kestrel (60%) and Osprey (40%)`."""
    chunks, parse = sentence.chunks, sentence.parse
    subject = chunks[verb].subj[0] if chunks[verb].subj else -1
    if subject < 0 or chunks[verb].head not in _SPLIT or not chunks[verb].passive:
        return
    companies = sentence.subjects(verb)
    if chunks[subject].ref is None:
        if chunks[subject].head not in _WHOLE:
            return
        companies = sentence.owner_refs(subject)
        if subject + 2 < len(chunks) and chunks[subject + 1].head in ("of", "in"):
            companies = sentence.parties_at(parse.head_np(subject + 2), group=False)
    shade = sentence.colour(verb, verb)
    between = next((np for prep, np in parse.pps_of(verb) if prep in ("between", "among")), -1)
    for at in range(between, len(chunks)) if between >= 0 else ():
        chunk = chunks[at]
        if chunk.kind in ("vg", "semi", "rel", "sub"):
            break
        if not chunk.is_np or chunk.ref is None:
            continue
        percent, interval = as_percent(share_beside(parse, at), "")
        for owner in chunk.ids:
            for company, _ in companies[:1]:
                if sentence.kind(company) is PartyKind.COMPANY:
                    owned(sentence, company, owner, shade, "own.split", percent, interval, None)

"""Owners, units, purchases and lists of shareholders that nouns and labels tell."""

from __future__ import annotations

from typing import Any

from riskengine.extract.arguments import (
    as_percent,
    label_before_colon,
    share_beside,
    share_in,
    stake_phrase,
)
from riskengine.extract.equity import controlled, owned, subsidiary
from riskengine.extract.facts import Sentence, frames
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import complements, holders
from riskengine.extract.polarity import Colour
from riskengine.extract.speech import noun_class
from riskengine.extract.values import Share
from riskengine.extract.whose_equity import companies_of, context_company
from riskengine.model.interval import Stake
from riskengine.vocab import Polarity, RelationType

_OWN_LABELS = word_set(
    "shareholders shareholder ownership owners owner stakeholders members holders ubo ubos"
)


def read_possessed(sentence: Sentence) -> None:
    """`Jane Roe's Acme Group`: a person's company."""
    for index, chunk in enumerate(sentence.chunks):
        his = chunk.is_np and chunk.det in ("his", "her") and chunk.owner_ref is not None
        if not chunk.is_np or chunk.ref is None or not chunk.named or (chunk.owner < 0 and not his):
            continue
        plain = {"own", "holding", "company", "group", "firm", "his", "her", "business"}
        if (chunk.words and not set(chunk.words) <= plain) or chunk.words in (["his"], ["her"]):
            continue
        for owner, _ in sentence.owner_refs(index):
            for company in chunk.ids:
                if sentence.state.parties[owner].is_person and sentence.is_org(company):
                    owned(sentence, company, owner, Colour(), "possessed", None, None, None)


_EXISTING = frozenset(frames()["existing"])


def was_owned(
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


def read_tails(sentence: Sentence) -> None:
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


def read_owner_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
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
            points = context_company(sentence, np, held_ids)[:1]
    if not points and frame["id"] == "owner.noun":
        topic = _first_known(
            sentence.state.label_company,
            _lately_owned(sentence, held_ids),
            sentence.state.focus.topic,
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


def _lately_owned(sentence: Sentence, taken: set[int]) -> int | None:
    """The company whose shares were just spoken of."""
    for fact in reversed(sentence.state.recent(sentence.index, 2)):
        if fact.type is RelationType.OWNED_BY and isinstance(fact.subject, int):
            return fact.subject if fact.subject not in taken else None
    return None


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
                    companies_of(sentence, np, stake, [], [])
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


def read_with_stake(sentence: Sentence) -> None:
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


def read_labelled(sentence: Sentence) -> None:
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

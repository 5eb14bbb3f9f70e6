"""Funding rounds: who raised money, from whom, how much."""

from __future__ import annotations

import re
from typing import Any

from riskengine.extract.arguments import share_in, stake_phrase
from riskengine.extract.chunks import Chunk
from riskengine.extract.facts import RoundDraft, Sentence, frames, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.nouns import carrier, complement_phrases, holders, noun_triggers
from riskengine.extract.polarity import Colour
from riskengine.extract.values import Money
from riskengine.vocab import PartyKind, Polarity, RelationType

_ROUND = frozenset(frames()["round"])
_EXISTING = frozenset(frames()["existing"])
_SERIES = re.compile(
    r"\b(?:(?P<series>(?:pre-)?series[ -][A-K][+\d]?(?:\d)?)|(?P<seed>pre-seed|seed)(?=(?:["
    r" -](?:stage|extension|funding))?[ -](?:round|funding|financing|money|capital|investment"
    r"|raise|extension|stage))|(?P<other>growth|bridge|angel|strategic|mezzanine|pre-IPO)(?="
    r" (?:funding |financing )?round\b))",
    re.I,
)
_VALUE = re.compile(r"\bvalu(?:e|es|ed|ing|ation)\b", re.I)


def read_investment(sentence: Sentence) -> None:
    """All frames of financing in one sentence."""
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            if frame["id"] == "raise":
                _raise(sentence, verb, frame)
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            if frame["id"].startswith("invest."):
                _invest(sentence, verb, frame)
            elif frame["id"] == "back.verb":
                _back(sentence, verb, frame)
        _counted(sentence, verb)
        _came_from(sentence, verb)
    for np, frame in noun_triggers(sentence):
        if frame["id"] == "backer.noun":
            _backer(sentence, np, frame)
        elif frame["id"] == "investment.noun":
            _investment_noun(sentence, np, frame)
    _details(sentence)


def _round_words(sentence: Sentence, np: int) -> bool:
    """A noun phrase that means a round of financing."""
    chunk = sentence.chunks[np]
    words = {word for full in chunk.words for word in (full, *full.split("-"))}
    return (bool(words & _ROUND) and chunk.ref is None) or "series" in words


def _money_words(sentence: Sentence, np: int) -> bool:
    return "#money" in sentence.chunks[np].words


def _company_of_round(sentence: Sentence) -> int | None:
    state = sentence.state
    return state.round.company if state.round is not None else None


def _invested(
    sentence: Sentence,
    investor: int,
    company: int | None,
    shade: Colour,
    frame: str,
    *,
    role: str | None = None,
    amount: str | None = None,
    status: str | None = None,
    tier: str = "high",
) -> None:
    if company is None or investor == company:
        return
    if (
        sentence.kind(investor) in (PartyKind.MEDIA, PartyKind.MILITARY)
        or sentence.state.parties[company].is_person
    ):
        return
    if sentence.kind(company) in (PartyKind.GOVERNMENT, PartyKind.AGENCY, PartyKind.MEDIA):
        return
    sentence.emit(
        RelationType.INVESTED_IN,
        investor,
        company,
        shade,
        frame,
        role=role,
        amount=amount,
        status=status,
        tier=tier,
    )
    if sentence.is_state(investor) and shade.polarity is Polarity.ASSERTED and status != "former":
        code = sentence.state_code(investor, company)
        if code is not None:
            sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame)


def _role_of(sentence: Sentence, np: int, given: str | None) -> str | None:
    chunk = sentence.chunks[np]
    first = sentence.parse.first_of(np)
    lead = (
        sentence.chunks[first - 1].head
        if first and sentence.chunks[first - 1].kind == "adv"
        else ""
    )
    if set(chunk.words) & _EXISTING or lead in _EXISTING:
        return "existing"
    for other in sentence.chunks:
        if (
            other.is_np
            and other.appos == np
            and set(other.words) & _EXISTING
            and set(other.words) & {"backer", "investor", "shareholder", "backers", "investors"}
        ):
            return "existing"
    if chunk.group:
        opening = sentence.chunks[chunk.group[0]]
        if (
            set(opening.words) & _EXISTING
            and opening.ref is not None
            and any(word in ("backers", "investors", "shareholders") for word in opening.words)
        ):
            return "existing"
    return given


# ---- the company that raises


def _raise(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    target = (group.subj[0] if group.subj else -1) if group.passive else parse.object_of(verb)
    if target < 0:
        return
    chunk = chunks[target]
    rounds, sums = _round_words(sentence, target), _money_words(sentence, target)
    wanted = rounds or bool(set(chunk.words) & set(frame["object"]))
    if not wanted and sums:
        wanted = group.head in (
            "raise",
            "secure",
            "bag",
            "attract",
            "net",
            "collect",
            "land",
            "pull",
            "bring",
            "pick",
            "rake",
            "close",
            "gather",
        ) or any(_round_words(sentence, np) for _, np in parse.pps_of(verb))
    if not wanted or (stake_phrase(parse, target) is not None and not rounds):
        return
    if set(chunk.words) & _DEBT:
        return
    if (
        chunk.words
        and chunk.head in ("concerns", "questions", "doubts", "fund", "funds")
        and not sums
    ):
        return
    agents = (
        sentence.parties_at(sentence.by_phrase(verb)) if group.passive else sentence.subjects(verb)
    )
    companies = [
        party
        for party, _ in agents
        if sentence.kind(party) in (PartyKind.COMPANY, PartyKind.OTHER, PartyKind.UNIVERSITY)
    ]
    state = sentence.state
    if (
        not companies
        and rounds
        and group.subj
        and _round_words(sentence, group.subj[0])
        and state.round is not None
    ):
        companies = [state.round.company]
    if not companies:
        return
    company = companies[0]
    shade = sentence.colour(verb, verb)
    if rounds or sums or group.head == "raise":
        _open_round(sentence, company, target, verb, shade)
    sources: list[tuple[int, int]] = []
    for prep, np in parse.pps_of(verb):
        if prep in ("from",) or (
            prep == "by" and not group.passive and chunks[np - 1].kind == "prep"
        ):
            sources.extend(sentence.parties_at(np))
    for investor, np in sources:
        _invested(
            sentence, investor, company, shade, frame["id"], role=_role_of(sentence, np, "joined")
        )


def _open_round(sentence: Sentence, company: int, target: int, verb: int, shade: Colour) -> None:
    state = sentence.state
    if shade.polarity is Polarity.DENIED:
        return
    if state.round is None:
        state.round = RoundDraft(company)
    draft = state.round
    if draft.company != company:
        return
    if draft.amount is None or draft.converted is None:
        for np in [
            target,
            *(
                np
                for prep, np in sentence.parse.pps_of(verb)
                if prep in ("in", "of", "worth", "with")
            ),
        ]:
            for item in sentence.chunks[np].values:
                if item.kind != "money" or _is_valuation(sentence, item.start):
                    continue
                if draft.amount is None or _same_figure(draft.amount, item.value):
                    _set_amount(draft, item.value)
                break
            else:
                continue
            break
    if sentence.span not in draft.spans:
        draft.spans.append(sentence.span)


def _same_figure(printed: str, value: Money) -> bool:
    """The body repeats the title's sum and adds what it is in another currency."""
    figure = re.search(r"\d+(?:[.,]\d+)*", printed)
    return (
        value.converted is not None
        and figure is not None
        and figure.group() in re.findall(r"\d+(?:[.,]\d+)*", value.text)
    )


def _set_amount(draft: RoundDraft, value: Money) -> None:
    draft.amount, draft.converted = value.text, value.converted


def _is_valuation(sentence: Sentence, start: int) -> bool:
    """Whether a sum is a valuation: "values it at 4 billion yuan"."""
    before = sentence.parse.text[max(sentence.parse.start, start - 60) : start]
    found = _VALUE.search(before)
    return found is not None and not re.search(r"[.;]|\bround\b", before[found.end() :])


# ---- those who put money in


def _invest(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    head = group.head
    target = parse.object_of(verb)
    subject_round = bool(group.subj) and _round_words(sentence, group.subj[0])
    role = frame.get("roles_as", {}).get(head, "joined" if frame["id"] != "invest.in" else None)
    shade = sentence.colour(verb, verb)
    money, tier = None, "high"
    if target >= 0:
        money = next(
            (item.value.text for item in chunks[target].values if item.kind == "money"), None
        )
    if group.passive:
        investors = sentence.parties_at(sentence.by_phrase(verb))
        if (
            frame["id"] == "invest.join"
            and not subject_round
            and not _led_crowd(sentence, group)
            and (head != "join" or _company_of_round(sentence) is None)
        ):
            return
        if frame["id"] == "invest.money":
            return
    else:
        investors = sentence.subjects(verb)
    investors = list(dict.fromkeys([*investors, *_companions(sentence, verb)]))
    if not investors or (shade.polarity is Polarity.DENIED and frame["id"] == "invest.join"):
        return  # staying out of a round does not deny an earlier investment
    company = _target_company(sentence, verb, {party for party, _ in investors})
    if frame["id"] == "invest.money":
        if target < 0 or not (
            _money_words(sentence, target) or set(chunks[target].words) & set(frame["object"])
        ):
            return
        if company is None:
            company = _company_of_round(sentence)
            if company is None and (company := _lately_funded(sentence)) is not None:
                tier = "medium"
        elif _company_of_round(sentence) is None and not any(
            prep in ("in", "into") for prep, _ in parse.pps_of(verb)
        ):
            return
        if (
            head in ("supply", "provide", "add", "contribute", "commit", "write", "sink", "put")
            and company is None
        ):
            return
    elif frame["id"] == "invest.join" and not group.passive:
        about_round = target >= 0 and (
            _round_words(sentence, target)
            or chunks[target].head in ("part", "participation")
            or (_company_of_round(sentence) is not None and chunks[target].head == "deal")
        )
        in_round = any(
            _round_words(sentence, np) for prep, np in parse.pps_of(verb) if prep in ("in", "for")
        )
        bare = target < 0 and head in (
            "lead",
            "participate",
            "follow",
            "take",
            "come",
            "chip",
            "step",
            "co-lead",
            "return",
            "pile",
            "pitch",
            "join",
            "double",
            "re-up",
        )
        known = _company_of_round(sentence) is not None
        if not (about_round or in_round or (bare and known)):
            return
        if (
            bare
            and not in_round
            and head in ("come", "return", "step", "follow", "join", "take")
            and not known
        ):
            return
        if company is not None and not in_round and not about_round:
            pass
        of_phrase = next(
            (
                found
                for prep, np in parse.pps_of(verb)
                if prep in ("in", "for") and _round_words(sentence, np)
                for found in (_round_of_phrase(sentence, np),)
                if found is not None
            ),
            None,
        )
        company = _first(
            _round_of_phrase(sentence, target), of_phrase, _company_of_round(sentence), company
        )
    elif frame["id"] == "invest.join":
        company = _first(
            _round_of_phrase(sentence, group.subj[0] if group.subj else -1),
            _company_of_round(sentence),
        )
    elif frame["id"] == "invest.in":
        if company is None and target >= 0 and not group.passive:
            return
        if company is None:
            company = _company_of_round(sentence)
    if company is None:
        company = (
            _fallback_company(sentence, {party for party, _ in investors})
            if frame["id"] == "invest.join"
            else None
        )
    if (
        frame["id"] == "invest.join"
        and company is not None
        and not group.passive
        and target >= 0
        and sentence.state.round is None
        and head in ("lead", "co-lead", "anchor")
        and _money_words(sentence, target)
    ):
        _open_round(sentence, company, target, verb, shade)
    if head == "join" and not group.passive and company is not None:
        # "A joined B in the round": B is in it too.
        investors = [
            *investors,
            *((p, n) for p, n in sentence.objects(verb) if p != company and sentence.is_org(p)),
        ]
    for investor, np in investors:
        if (
            sentence.kind(investor) in (PartyKind.AGENCY, PartyKind.GOVERNMENT)
            and frame["id"] == "invest.join"
        ):
            continue
        amount = money if frame["id"] in ("invest.in", "invest.money") else None
        _invested(
            sentence,
            investor,
            company,
            shade,
            frame["id"],
            role=_role_of(sentence, np, role),
            amount=amount,
            tier=tier,
        )


_STATES = word_set("state government city municipality province kremlin")
_DEBT = word_set("loan loans credit debt bond bonds facility overdraft mortgage")
_CROWD = word_set("investors investor consortium syndicate group backers club groups")


def _led_crowd(sentence: Sentence, group: Chunk) -> bool:
    """`raised money from investors led by X`: X is one of them."""
    known = _company_of_round(sentence) is not None or _lately_funded(sentence) is not None
    return (
        known
        and group.head in ("lead", "anchor", "head", "co-lead")
        and bool(group.subj)
        and sentence.chunks[group.subj[0]].ref is None
        and sentence.chunks[group.subj[0]].head in _CROWD
    )


def _lately_funded(sentence: Sentence) -> int | None:
    """The company that money went into in this sentence or the one before."""
    for fact in reversed(sentence.state.recent(sentence.index, 1)):
        if fact.type is RelationType.INVESTED_IN and isinstance(fact.object, int):
            return fact.object
    return None


_WITH = ("alongside", "along with", "together with", "as well as")


def _companions(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`A took part, as did B and C`; `A led the deal alongside B`: those behind."""
    chunks, text = sentence.chunks, sentence.parse.text
    found: list[tuple[int, int]] = []
    if not chunks[verb].subj:
        return found
    for at in range(verb + 1, len(chunks) - 1):
        chunk, nxt = chunks[at], chunks[at + 1]
        if chunk.kind == "semi" or (chunk.kind == "vg" and chunk.finite):
            break
        did = chunk.head == "as" and nxt.kind == "adv" and chunk.kind in ("sub", "prep")
        with_ = chunk.kind == "conj" and text[chunk.start : chunk.end].lower() in _WITH
        if did or with_:
            np = sentence.parse.np_after(at, within=4)
            if np >= 0:
                found.extend(sentence.parties_at(np))
    return found


def _first(*choices: int | None) -> int | None:
    """The first choice that is known; party number 0 is one."""
    return next((choice for choice in choices if choice is not None), None)


def _fallback_company(sentence: Sentence, taken: set[int]) -> int | None:
    state = sentence.state
    for choice in (state.focus.topic, state.focus.subject):
        if (
            choice is not None
            and choice not in taken
            and sentence.kind(choice) is PartyKind.COMPANY
        ):
            return choice
    return None


def _target_company(sentence: Sentence, verb: int, taken: set[int]) -> int | None:
    for prep, np in sentence.parse.pps_of(verb):
        if prep in ("in", "into", "to"):
            for party, _ in sentence.parties_at(np):
                if party not in taken and sentence.kind(party) in (
                    PartyKind.COMPANY,
                    PartyKind.OTHER,
                    PartyKind.FUND,
                ):
                    return party
    return None


def _round_of_phrase(sentence: Sentence, np: int) -> int | None:
    """`X's Series B`, `the round in X`, `its round`."""
    if np < 0:
        return None
    for party, _ in sentence.owner_refs(np):
        if sentence.kind(party) is PartyKind.COMPANY:
            return party
    for ref, tail in sentence.chunks[np].inner:
        if not tail and ref.ids and sentence.kind(ref.ids[0]) is PartyKind.COMPANY:
            return ref.ids[0]
    chunks = sentence.chunks
    if np + 2 < len(chunks) and chunks[np + 1].head in ("of", "for", "at"):
        for party, _ in sentence.parties_at(sentence.parse.head_np(np + 2), group=False):
            if sentence.kind(party) is PartyKind.COMPANY:
                return party
    return None


def _back(sentence: Sentence, verb: int, frame: dict[str, Any]) -> None:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    if group.passive:
        companies = sentence.subjects(verb)
        investors = sentence.parties_at(sentence.by_phrase(verb))
        if not companies and group.subj and _round_words(sentence, group.subj[0]):
            known = _first(_round_of_phrase(sentence, group.subj[0]), _company_of_round(sentence))
            companies = [(known, verb)] if known is not None else []
    else:
        target = parse.object_of(verb)
        companies, investors = sentence.objects(verb), sentence.subjects(verb)
        if target >= 0 and not companies:
            return
    shade = sentence.colour(verb, verb)
    by = sentence.by_phrase(verb)
    if group.passive and not investors and by >= 0 and chunks[by].head in _STATES:
        for company, _ in companies:
            code = sentence.state_code(None, company, by)
            if code is not None and sentence.is_org(company):
                sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame["id"])
        return
    for company, _ in companies:
        if sentence.kind(company) is not PartyKind.COMPANY and not sentence.is_org(company):
            continue
        for investor, np in investors:
            if sentence.is_state(investor) and not _round_words(
                sentence, group.subj[0] if group.subj else verb
            ):
                code = sentence.state_code(investor, company)
                if code is not None:
                    sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame["id"])
                continue
            _invested(
                sentence, investor, company, shade, frame["id"], role=_role_of(sentence, np, None)
            )


_COUNTS = (
    "count", "number", "list", "name", "have", "include", "take", "welcome", "bring", "gain", "add",
    "attract", "win",
)  # fmt: skip


def _counted(sentence: Sentence, verb: int) -> None:
    """`X counts A and B among its backers`, `X has A as a shareholder`."""
    chunks = sentence.chunks
    if chunks[verb].head not in _COUNTS or chunks[verb].passive:
        return
    for prep, np in sentence.parse.pps_of(verb):
        head = chunks[np].head.removesuffix("s")
        if prep not in ("among", "as") or head not in (
            "backer",
            "investor",
            "shareholder",
            "owner",
        ):
            continue
        companies = sentence.owner_refs(np) or sentence.subjects(verb)
        shade = sentence.colour(verb, verb)
        for company, _ in companies[:1]:
            for investor, _ in sentence.objects(verb):
                if head in ("backer", "investor"):
                    _invested(sentence, investor, company, shade, "count.backer")
                elif sentence.is_org(company):
                    sentence.emit(RelationType.OWNED_BY, company, investor, shade, "count.owner")


def _came_from(sentence: Sentence, verb: int) -> None:
    """`The rest came from A and B`: money of the round in hand."""
    chunks = sentence.chunks
    company = _company_of_round(sentence)
    if chunks[verb].head != "come" or chunks[verb].passive or company is None:
        return
    money = {"rest", "remainder", "balance", "money", "cash", "#money", "%", "half", "most"}
    if not any(chunks[np].head in money and chunks[np].ref is None for np in chunks[verb].subj):
        return
    shade = sentence.colour(verb, verb)
    for prep, np in sentence.parse.pps_of(verb):
        if prep == "from":
            for investor, at in sentence.parties_at(np):
                role = _role_of(sentence, at, "joined")
                _invested(sentence, investor, company, shade, "came.from", role=role)


def _backer(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    chunks = sentence.chunks
    held, verb = holders(sentence, np)
    if not held:
        return
    company: int | None = None
    for number in complement_phrases(sentence, np, frame):
        for party, _ in sentence.parties_at(number):
            company = party
            break
        if company is None and _round_words(sentence, number):
            taken = {party for party, _ in held}
            company = _first(
                _round_of_phrase(sentence, number),
                _company_of_round(sentence),
                _fallback_company(sentence, taken),
            )
    if company is None:
        owners = sentence.owner_refs(np)
        company = owners[0][0] if owners else None
    if company is None:
        company = _company_of_round(sentence)
    if (
        company is None
        and chunks[np].ref is not None
        and verb >= 0
        and chunks[verb].head not in ("include", "be")
    ):
        company = None
    if company is None and verb >= 0 and chunks[verb].head == "include":
        company = _first(
            _lately_funded(sentence), _fallback_company(sentence, {party for party, _ in held})
        )
    if company is None and set(chunks[np].words) & _EXISTING and chunks[np].ref is None:
        company = _fallback_company(sentence, {party for party, _ in held})
    if company is None or any(company == party for party, _ in held):
        return
    shade = sentence.colour(np, -1)
    if verb >= 0 and chunks[verb].head in ("include", "be"):
        shade = sentence.colour(np, verb)
    if chunks[np].ref is not None and not set(chunks[np].words) & (
        _EXISTING | {"backers", "investors", "backer"}
    ):
        return
    for investor, at in held:
        if sentence.state.parties[investor].is_person and "angel" in chunks[np].words:
            continue  # "angel investor Jane Roe" describes her; the verb says what she did
        role = "existing" if set(chunks[np].words) & _EXISTING else _role_of(sentence, at, None)
        _invested(sentence, investor, company, shade, frame["id"], role=role)


def _investment_noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    """`with participation from A and B`; `attracted investments from A`."""
    chunks, parse = sentence.chunks, sentence.parse
    at = np + 1
    investors: list[tuple[int, int]] = []
    company: int | None = None
    while at + 1 < len(chunks) and at < np + 10:
        if chunks[at].kind == "prep" and chunks[at + 1].is_np:
            head = parse.head_np(at + 1)
            if chunks[at].head in ("from", "by") or (
                chunks[at].head == "of" and "participation" in chunks[np].words
            ):
                investors.extend(sentence.parties_at(head))
            elif chunks[at].head in ("in", "into", "for"):
                for party, _ in sentence.parties_at(head):
                    if company is None and sentence.kind(party) is PartyKind.COMPANY:
                        company = party
            at = head + 1
            continue
        if chunks[at].kind == "adv" or (chunks[at].is_np and share_in(chunks[at]) is not None):
            at += 1
            continue
        break
    verb = carrier(sentence, np)
    tier = "high"
    if not investors and verb > np and chunks[verb].head == "come" and np in chunks[verb].subj:
        # "The latest funding came from A and B."
        for prep, source in parse.pps_of(verb):
            if prep == "from":
                investors.extend(sentence.parties_at(source))
        if company is None and _company_of_round(sentence) is None:
            taken = {party for party, _ in investors}
            company = _first(_lately_funded(sentence), _fallback_company(sentence, taken))
            tier = "medium"
    if not investors:
        return
    if (
        company is None
        and verb < 0
        and np >= 1
        and chunks[np - 1].head == "with"
        and _company_of_round(sentence) is None
    ):
        # "With backing from A, X opened a plant."
        main = next((at for at in parse.verbs if at > np and chunks[at].finite), -1)
        subjects = sentence.subjects(main) if main >= 0 else []
        company = next((p for p, _ in subjects if sentence.kind(p) is PartyKind.COMPANY), None)
        tier = "medium"
    if company is None:
        company = _company_of_round(sentence)
    if (
        company is None
        and verb >= 0
        and chunks[verb].head
        in (
            "receive",
            "secure",
            "attract",
            "get",
            "win",
            "have",
            "obtain",
            "accept",
            "take",
            "draw",
            "land",
            "raise",
        )
    ):
        subjects = sentence.subjects(verb)
        company = subjects[0][0] if subjects else None
    if company is None:
        return
    shade = sentence.colour(np, verb)
    for investor, number in investors:
        if sentence.is_state(investor):
            continue
        _invested(
            sentence,
            investor,
            company,
            shade,
            frame["id"],
            role=_role_of(sentence, number, "joined"),
            tier=tier,
        )


# ---- amount, valuation, series


def _details(sentence: Sentence) -> None:
    draft = sentence.state.round
    if draft is None:
        return
    text, (start, end) = sentence.parse.text, sentence.span
    if draft.series is None:
        match = _SERIES.search(text, start, end)
        if match is not None:
            draft.series = match.group("series") or match.group("seed") or match.group("other")
            draft.series = (
                draft.series[0].upper() + draft.series[1:]
                if match.group("series")
                else draft.series
            )
            if sentence.span not in draft.spans:
                draft.spans.append(sentence.span)
    if draft.valuation is None and _VALUE.search(text, start, end):
        for chunk in sentence.chunks:
            for item in chunk.values:
                if item.kind == "money" and (
                    _is_valuation(sentence, item.start) or _valued_behind(text, item.end, end)
                ):
                    draft.valuation = item.value.text
                    if sentence.span not in draft.spans:
                        draft.spans.append(sentence.span)
                    return


def _valued_behind(text: str, start: int, end: int) -> bool:
    return (
        re.match(
            r"[)]?\s*(?:pre-money |post-money |post-investment )?valuation",
            text[start : min(end, start + 40)],
            re.I,
        )
        is not None
    )

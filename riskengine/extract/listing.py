"""Sanctions lists and blacklists: who was put on, taken off, or is on none."""

from __future__ import annotations

import re
from typing import Any

from riskengine.extract.facts import PartyOrCode, Sentence, is_codes, triggered
from riskengine.extract.lexicon import word_set
from riskengine.extract.listing_words import (
    issuers_lists,
    names_military_company,
    read_adjectives,
    read_located,
    read_named_military,
    read_screening,
)
from riskengine.extract.lists import issuer_of_list, list_of_issuer
from riskengine.extract.nouns import carrier, complement_phrases, holders, noun_triggers
from riskengine.extract.polarity import Colour
from riskengine.extract.which_list import (
    any_list,
    codes_of_sanctions,
    country_of_phrase,
    is_sanctions,
    listable,
    listing_date,
    lists_near,
    owner_list,
    resolve_lists,
    sanction_phrases,
)
from riskengine.vocab import Polarity, RelationType

_DIRECT = word_set(
    "blacklist sanction designate redesignate re-designate resanction debar relist delist freeze"
)
_STRONG_REMOVE = word_set(
    "remove delist de-list strike drop delete unfreeze come take lift clear rescind "
    "revoke withdraw vacate erase release exempt"
)
_TALK = word_set(
    "consider propose announce plan weigh prepare seek threaten extend introduce levy "
    "unveil adopt approve discuss mull recommend want urge demand study renew"
)
_AGENCY_LIST = re.compile(
    r"\b(?:entit(?:y|ies)|compan(?:y|ies)|individuals?|persons?|firms?|organi[sz]ations?"
    r"|parties)\b",
    re.I,
)


def read_listings(sentence: Sentence) -> None:
    """All frames of listing and delisting in one sentence."""
    state = sentence.state
    handled: set[int] = set()
    for verb in sentence.parse.verbs:
        for frame in triggered(sentence, verb):
            if "listing" in frame and verb not in handled and _verb(sentence, verb, frame):
                handled.add(verb)
    for np, frame in noun_triggers(sentence):
        if "listing" in frame:
            _noun(sentence, np, frame)
    for verb in sentence.parse.verbs:
        if verb not in handled:
            read_named_military(sentence, verb)
    read_located(sentence)
    read_screening(sentence)
    read_adjectives(sentence)
    code = any_list(sentence.parse)
    if code:
        state.last_list = code


def _verb(sentence: Sentence, verb: int, frame: dict[str, Any]) -> bool:
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    mode = frame["listing"]
    if mode == "state":
        return _state(sentence, verb, frame)
    named = lists_near(sentence, verb)
    sanctions = sanction_phrases(sentence, verb)
    direct = group.head in _DIRECT
    target = parse.object_of(verb)
    if group.passive:
        authority_np = sentence.by_phrase(verb)
        patients = sentence.subjects(verb)
    else:
        authority_np = group.subj[0] if group.subj else -1
        patients = sentence.objects(verb)
        if not patients and target < 0:
            patients = sentence.relative_object(verb)
    if group.passive and authority_np >= 0 and is_sanctions(sentence, authority_np):
        sanctions = [*sanctions, authority_np]  # "a producer hit by EU sanctions"
    authority = [(p, n) for p, n in sentence.parties_at(authority_np)] if authority_np >= 0 else []
    listing_agent = any(list_of_issuer(sentence.state.parties[p].canonical) for p, _ in authority)
    if not named and not direct and not (group.head in ("list", "block") and listing_agent):
        if sanctions and group.head in _TALK and target in sanctions:
            patients = [
                pair
                for prep, np in parse.pps_of(verb)
                if prep in ("on", "against", "upon")
                for pair in sentence.parties_at(np)
            ]
            if not patients:
                return False
        elif (
            sanctions
            and group.head in ("place", "put", "impose", "slap")
            and target in sanctions
            and (victims := _whom(sentence, verb))
        ):
            patients = victims
        elif sanctions and group.head in (
            "impose",
            "slap",
            "hit",
            "target",
            "add",
            "place",
            "put",
            "include",
            "subject",
            "penalise",
            "penalize",
            "lift",
            "remove",
            "drop",
            "ease",
            "land",
            "clear",
            "withdraw",
            "rescind",
        ):
            if group.head in ("impose", "slap", "lift", "ease", "drop", "withdraw", "rescind"):
                patients = [
                    pair
                    for prep, np in parse.pps_of(verb)
                    if prep in ("on", "against", "from", "upon", "at")
                    for pair in sentence.parties_at(np)
                ] or _under_sanctions(sentence, verb)
        elif (
            group.head == "list"
            and group.passive
            and state_recent(sentence)
            and not _exchange_near(sentence, verb)
        ) or (
            group.head in ("add", "place", "include", "remove", "name", "list")
            and _list_in_force(sentence, group.head, patients)
        ):
            pass
        else:
            return False
    nameless = authority_np >= 0 and not authority
    land = country_of_phrase(sentence, authority_np) if nameless else None
    state_acts = land is not None and list_of_issuer("", land) is not None
    if group.head == "designate" and not (
        named or listing_agent or state_acts or sanctions or group.passive or _program(sentence)
    ):
        return False
    if names_military_company(sentence, verb):
        return False  # section 1260H, which `read_named_military` reads
    if group.head in (
        "list",
        "include",
        "name",
        "identify",
        "feature",
        "publish",
        "move",
        "transfer",
        "shift",
        "enter",
        "land",
        "target",
        "hit",
    ) and not (
        named
        or (group.head == "list" and listing_agent)
        or sanctions
        or _list_in_force(sentence, group.head, patients)
        or (group.head == "list" and group.passive and state_recent(sentence))
    ):
        return False
    if group.head == "list" and _exchange_near(sentence, verb):
        return False
    if (
        named
        and group.head
        in (
            "take",
            "put",
            "place",
            "add",
            "include",
            "drop",
            "remove",
            "strike",
            "move",
            "enter",
            "land",
            "come",
            "name",
            "feature",
            "publish",
            "identify",
            "target",
            "hit",
            "insert",
            "inscribe",
            "subject",
            "withdraw",
            "clear",
            "release",
        )
        and not any(np != target or group.passive for _, np in named)
        and group.head
        not in (
            "come",
            "enter",
        )
    ):
        return False
    if (
        group.head in ("sanction", "designate", "blacklist", "penalise", "penalize")
        and not patients
        and not group.passive
        and target < 0
    ):
        return False
    if not patients and "following" in parse.text[parse.start : parse.end].lower():
        patients = _behind_colon(sentence, verb)
    if not patients and group.passive:
        patients = _inverted(sentence, verb)
    if group.head in _ASSET_VERBS and not patients:
        patients = _holders_of_assets(sentence, verb)
        known = resolve_lists(sentence, verb, authority, authority_np)
        if not patients and known:
            sentence.state.last_list = known[0][0]  # "froze the assets of fourteen firms"
        if not patients:
            return False
    patients = listable(sentence, patients)
    if not group.passive and group.head in ("land", "enter", "come") and named:
        patients = listable(sentence, sentence.subjects(verb))
        authority, authority_np = [], -1
    codes = resolve_lists(sentence, verb, authority, authority_np)
    if not codes:
        fallback = sentence.state.last_list
        if fallback is None and (group.head == "blacklist" or direct):
            fallback = "US-BLACKLIST" if not _foreign(sentence) else None
        if fallback is None:
            return False
        codes = [(fallback, authority[0][0] if authority else None)]
    relation = RelationType.LISTED_ON
    if mode == "remove" or group.head == "delist":
        if group.head not in _STRONG_REMOVE:
            return False
        relation = RelationType.DELISTED_FROM
    shade = sentence.colour(verb, verb)
    if (
        group.head in _TALK
        and group.head
        not in ("announce", "extend", "introduce", "levy", "unveil", "adopt", "approve", "renew")
        and shade.polarity is Polarity.ASSERTED
    ):
        shade = Colour(Polarity.HYPOTHETICAL, shade.speaker, None, shade.reported)
    date = listing_date(sentence, verb)
    state = sentence.state
    if not patients:
        _announce(sentence, verb, codes, relation, date)
        return True
    status = None
    left = _list_left(sentence, verb) if relation is RelationType.LISTED_ON else None
    codes = [(code, by) for code, by in codes if code != left] or codes
    if group.head == "blacklist" and not named and not authority:
        codes = [("US-BLACKLIST" if code == "US-SDN" else code, by) for code, by in codes]
    if left is not None:
        for party, _ in patients:
            sentence.emit(RelationType.DELISTED_FROM, party, left, shade, "list.moved", date=date)
    for party, _ in patients:
        for code, by in codes:
            sentence.emit(
                relation, party, code, shade, frame["id"], by=by, date=date, status=status
            )
            state.last_list = code
    if group.had and not group.passive:
        pass
    return True


def _list_left(sentence: Sentence, verb: int) -> str | None:
    """`moved from the Unverified List to the Entity List`: the list that a party leaves."""
    if sentence.chunks[verb].head not in ("move", "transfer", "shift", "upgrade"):
        return None
    for prep, np in sentence.parse.pps_of(verb):
        for code in is_codes(sentence.chunks[np], "list") if prep == "from" else ():
            return code if code != "?" else None
    return None


def _under_sanctions(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`The sanctions against X were lifted`: X."""
    chunks = sentence.chunks
    np = chunks[verb].subj[0] if chunks[verb].passive and chunks[verb].subj else -1
    if np < 0 or np + 2 >= verb or chunks[np + 1].head not in ("on", "against", "upon"):
        return []
    return sentence.parties_at(sentence.parse.head_np(np + 2))


_ASSET_VERBS = word_set("freeze unfreeze")
_ASSETS = word_set("assets property accounts account funds holdings")


def _holders_of_assets(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`froze the assets of X`, `X's assets were frozen`: whose they are."""
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    np = (group.subj[0] if group.subj else -1) if group.passive else parse.object_of(verb)
    if np < 0 or chunks[np].head not in _ASSETS:
        return []
    if np + 2 < len(chunks) and chunks[np + 1].head in ("of", "belonging to"):
        return sentence.parties_at(parse.head_np(np + 2))
    return sentence.owner_refs(np)


def _inverted(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`Among the firms added to the list are X and Y`: the subject stands last."""
    chunks = sentence.chunks
    if not chunks or chunks[0].head != "among":
        return []
    for at in sentence.parse.verbs:
        if at > verb and chunks[at].head == "be" and not chunks[at].neg:
            return sentence.objects(at)
    return []


def _behind_colon(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`The following firms were added to the list: X and Y`: the names behind the colon."""
    chunks = sentence.chunks
    colon = next((at for at in range(verb, len(chunks)) if chunks[at].kind == "colon"), -1)
    if colon < 0:
        return []
    return [
        pair
        for at in range(colon + 1, len(chunks))
        if chunks[at].is_np and chunks[at].named and not chunks[at].prep and chunks[at].appos < 0
        for pair in sentence.parties_at(at, group=False)
    ]


def _whom(sentence: Sentence, verb: int) -> list[tuple[int, int]]:
    """`X, on whom Canada placed sanctions`, `placed sanctions on X`."""
    chunks = sentence.chunks
    for prep, np in sentence.parse.pps_of(verb):
        if prep in ("on", "against", "upon"):
            return sentence.parties_at(np)
    for at in range(verb - 1, max(0, verb - 10), -1):
        if (
            chunks[at].kind == "rel"
            and chunks[at].head in ("whom", "which")
            and chunks[at - 1].kind == "prep"
        ):
            for back in range(at - 2, max(-1, at - 16), -1):
                if chunks[back].is_np and chunks[back].appos >= 0:
                    return sentence.parties_at(chunks[back].appos)
                if chunks[back].is_np and chunks[back].ref is not None:
                    return sentence.parties_at(back)
    return []


def state_recent(sentence: Sentence) -> bool:
    """A list was spoken of in this sentence or shortly before ("It had been listed in 2023")."""
    state = sentence.state
    return state.last_list is not None and any(
        sentence.index - fact.sentence <= 3
        for fact in state.facts[-200:]
        if fact.type in (RelationType.LISTED_ON, RelationType.DELISTED_FROM)
    )


def _list_in_force(sentence: Sentence, head: str, patients: list[tuple[int, int]]) -> bool:
    """`X; Y; and Z are added`: the list was named before."""
    state = sentence.state
    return (
        state.last_list is not None
        and head in ("add", "remove", "list", "include")
        and bool(patients)
        and (state.pending_list is not None or sentence.index - state.pending_until <= 0)
    )


def _program(sentence: Sentence) -> bool:
    return any(is_codes(chunk, "program") for chunk in sentence.chunks)


def _foreign(sentence: Sentence) -> bool:
    return any(
        chunk.country not in (None, "US")
        for chunk in sentence.chunks
        if chunk.is_np and not chunk.prep
    )


def _exchange_near(sentence: Sentence, verb: int) -> bool:
    text = sentence.parse.text[sentence.chunks[verb].end : sentence.chunks[verb].end + 60].lower()
    return any(
        word in text
        for word in (
            "exchange",
            "nasdaq",
            "bourse",
            "nyse",
            "hong kong",
            "stock",
            "shenzhen",
            "shanghai",
            "london",
            "star market",
            "tsx",
            "euronext",
        )
    )


def _announce(
    sentence: Sentence,
    verb: int,
    codes: list[tuple[str, PartyOrCode | None]],
    relation: RelationType,
    date: str | None,
) -> None:
    """`adds the following entities to the Entity List:` speaks of the items that follow."""
    state = sentence.state
    text = sentence.parse.text[sentence.span[0] : sentence.span[1]]
    target = sentence.parse.object_of(verb)
    about = target >= 0 and _AGENCY_LIST.search(sentence.printed(target)) is not None
    passive_about = (
        sentence.chunks[verb].passive
        and bool(sentence.chunks[verb].subj)
        and _AGENCY_LIST.search(sentence.printed(sentence.chunks[verb].subj[0])) is not None
    )
    if about or passive_about or text.rstrip().endswith(":") or "following" in text.lower():
        state.pending_list, state.last_by = codes[0]
        state.pending_type = relation
        state.last_date = date
        state.pending_until = sentence.index + 400
        state.last_list = codes[0][0]


def _state(sentence: Sentence, verb: int, frame: dict[str, Any]) -> bool:
    """`X is on the SDN List`, `appears on no list`, `is under EU sanctions`."""
    chunks, parse = sentence.chunks, sentence.parse
    group = chunks[verb]
    found = [
        (code, np)
        for code, np in lists_near(sentence, verb)
        if chunks[np].prep
        in ("on", "in", "onto", "under", "from", "off", "among", "to", "of", "at")
        or np in chunks[np].group
    ]
    codes = [code for code, _ in found if code != "?"]
    trigger_np = found[0][1] if found else -1
    several = issuers_lists(parse.text[group.end : min(parse.end, group.end + 60)])
    spot = next((np for prep, np in parse.pps_of(verb) if prep in ("on", "under", "in")), -1)
    if several and spot >= 0:
        codes, trigger_np = several, spot  # "is not on the OFAC or EU lists"
    if not codes and found:
        codes = [owner_list(sentence, found[0][1]) or sentence.state.last_list or "US-BLACKLIST"]
    if not codes:
        for prep, np in parse.pps_of(verb):
            members = chunks[np].group or [np]
            last = members[-1]
            if prep in ("under", "subject to", "of", "to", "by") and is_sanctions(sentence, last):
                np = last
                if _in_apposition(sentence, verb, np):
                    continue
                nearest = prep in ("under", "subject to") or (
                    group.head in ("be", "remain")
                    and any(
                        w in ("target", "subject", "object")
                        for c in chunks[verb + 1 : np]
                        for w in (c.head, *c.words)
                    )
                )
                if nearest:
                    codes = codes_of_sanctions(sentence, np) or ["US-BLACKLIST"]
                    trigger_np = np
                    break
        if not codes and group.head == "face":
            target = parse.object_of(verb)
            if target >= 0 and is_sanctions(sentence, target):
                codes = codes_of_sanctions(sentence, target) or ["US-BLACKLIST"]
                trigger_np = target
    if not codes:
        return False
    removed = chunks[trigger_np].prep in ("off", "from") and group.head in ("come", "be", "fall")
    subjects = sentence.subjects(verb)
    if not subjects and group.subj:
        phrase = group.subj[0]
        subjects = sentence.owner_refs(phrase) if chunks[phrase].head in ("name", "names") else []
    subjects = listable(sentence, subjects)
    if not subjects:
        return False
    shade = sentence.colour(verb, verb)
    if chunks[trigger_np].neg and shade.polarity is Polarity.ASSERTED:
        shade = Colour(Polarity.DENIED, shade.speaker, None, shade.reported)
    before = parse.text[group.start : chunks[trigger_np].start].lower()
    if shade.polarity is Polarity.DENIED and "no longer" in before and not shade.reported:
        removed, shade = True, Colour()  # "is no longer on the list": it was, and came off
    relation = RelationType.DELISTED_FROM if removed else RelationType.LISTED_ON
    for party, _ in subjects:
        for code in dict.fromkeys(codes):
            sentence.emit(
                relation,
                party,
                code,
                shade,
                frame["id"],
                date=listing_date(sentence, verb) if shade.polarity is Polarity.ASSERTED else None,
            )
    return True


def _in_apposition(sentence: Sentence, verb: int, np: int) -> bool:
    """`is owned by A, a firm under sanctions`: said of A, not of the subject."""
    subject = set(sentence.chunks[verb].subj)
    return any(
        chunk.is_np and chunk.appos > verb and chunk.appos not in subject
        for chunk in sentence.chunks[verb + 1 : np]
    )


_ACTS = word_set("designation blacklisting sanctioning listing delisting removal")


def _acted(sentence: Sentence, np: int) -> list[str]:
    """`Washington's blacklisting of X`, `the listing of X by the EU`: whose act, so which list."""
    chunks, parse = sentence.chunks, sentence.parse
    owner = owner_list(sentence, np)
    if owner is None and chunks[np].owner >= 0:
        where = country_of_phrase(sentence, chunks[np].owner)
        owner = list_of_issuer("", where) if where else None
    if owner is not None:
        return ["US-BLACKLIST" if owner == "US-SDN" else owner]
    for at in range(np + 1, min(len(chunks) - 1, np + 6)):
        if chunks[at].kind == "vg":
            break
        if chunks[at].head == "by" and chunks[at + 1].is_np:
            number = parse.head_np(at + 1)
            for party in chunks[number].ids:
                meant = list_of_issuer(sentence.state.parties[party].canonical)
                if meant is not None:
                    return [meant]
            where = country_of_phrase(sentence, number)
            meant = list_of_issuer("", where) if where else None
            return [meant] if meant is not None else []
    return []


def _noun(sentence: Sentence, np: int, frame: dict[str, Any]) -> None:
    """`X's addition to the Entity List`, `the designation of X`."""
    chunks, parse = sentence.chunks, sentence.parse
    codes: list[str] = []
    for code in is_codes(chunks[np], "list"):
        codes.append(code)
    listed: list[tuple[int, int]] = []
    at = np + 1
    while at + 1 < len(chunks) and at < np + 8 and chunks[at].kind in ("prep", "np", "adv"):
        if chunks[at].kind == "prep" and chunks[at + 1].is_np:
            head = parse.head_np(at + 1)
            codes.extend(is_codes(chunks[head], "list"))
            if chunks[at].head == "of" and not listed:
                listed = sentence.parties_at(head)
            at = head + 1
            continue
        at += 1
    named = [code for code in codes if code != "?"]
    if codes and not named:
        named = [sentence.state.last_list or "US-BLACKLIST"]
    if not named and chunks[np].head in _ACTS:
        owners = [
            (party, list_of_issuer(sentence.state.parties[party].canonical))
            for party, _ in sentence.owner_refs(np)
        ]
        named = [code for _, code in owners if code] or _acted(sentence, np)
    if (
        not named
        and chunks[np].head in ("listing", "designation", "blacklisting")
        and sentence.state.last_list is not None
        and not _exchange_near(sentence, np)
    ):
        named = [sentence.state.last_list]
    if not named:
        return
    if not listed:
        listed = sentence.owner_refs(np)
    listed = listable(sentence, listed)
    if not listed:
        return
    verb = carrier(sentence, np)
    shade = sentence.colour(np, -1)
    if verb >= 0 and verb < np:
        governing = chunks[verb].head
        if governing in (
            "seek",
            "urge",
            "consider",
            "propose",
            "recommend",
            "face",
            "risk",
            "request",
            "fear",
            "expect",
            "threaten",
            "want",
            "avoid",
            "await",
        ):
            shade = Colour(Polarity.HYPOTHETICAL, shade.speaker)
        elif chunks[verb].neg:
            shade = sentence.colour(np, verb)
    relation = (
        RelationType.DELISTED_FROM if frame["listing"] == "remove" else RelationType.LISTED_ON
    )
    if (
        verb >= 0
        and chunks[verb].head
        in (
            "annul",
            "revoke",
            "rescind",
            "lift",
            "vacate",
            "overturn",
            "quash",
            "withdraw",
            "cancel",
            "remove",
        )
        and relation is RelationType.LISTED_ON
        and shade.polarity is Polarity.ASSERTED
    ):
        relation = RelationType.DELISTED_FROM
        shade = sentence.colour(np, verb)
    if set(chunks[np].words) & {"possible", "potential", "proposed", "pending", "threatened"}:
        shade = Colour(Polarity.HYPOTHETICAL)
    for party, _ in listed:
        for code in dict.fromkeys(named):
            sentence.emit(
                relation, party, code, shade, frame["id"], date=listing_date(sentence, np)
            )
    _ = holders, complement_phrases, issuer_of_list


def read_pending(sentence: Sentence) -> bool:
    """An item of an announced list of designees: its first name is listed."""
    state = sentence.state
    if state.pending_list is None or sentence.index > state.pending_until:
        return False
    for index, chunk in enumerate(sentence.chunks):
        if chunk.is_np and chunk.ref is not None and chunk.named:
            parties = listable(sentence, sentence.parties_at(index))
            if not parties:
                continue
            for party, _ in parties[:1] if len(chunk.group) < 2 else parties:
                sentence.emit(
                    state.pending_type,
                    party,
                    state.pending_list,
                    Colour(),
                    "list.item",
                    by=state.last_by,
                    date=state.last_date,
                )
            return True
        if chunk.kind == "vg":
            return False
    return False

"""Facts behind a score: groups of signals that would change or vanish together.

A listing that ends takes all its entries and its reports with it; a backer that leaves takes
every signal about it. Signals of the past, of the place and of list states are no such facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from riskengine.model.interval import Stake
from riskengine.model.signal import Signal, Value
from riskengine.signal_catalogue import signal

CERTAIN = 0.999
"""A match at or above this is not dismissed or confirmed any further."""

_SLOT = re.compile(r"\{(\w+)\}")

_MINORITY = Stake(25.0, 49.0)
"""What is left of a share that falls below a threshold of 50 %."""

_CLAIMS = {
    "military_link": "body",
    "supply": "counterparty",
    "violation": "regime",
    "front": "principal",
}
_RELATIONS = {
    "military_link": "military_link",
    "supplies_to": "supply",
    "violated": "violation",
    "front_for": "front",
    "listed_on": "claimed_listing",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One change of the facts.

    Attributes:
        words: the change as a clause after "if".
        removes: signals that vanish; `adds`: signals that take their place.
    """

    words: str
    removes: frozenset[Signal]
    adds: tuple[Signal, ...] = ()

    def applied(self, signals: Iterable[Signal]) -> tuple[Signal, ...]:
        return (*(item for item in signals if item not in self.removes), *self.adds)


@lru_cache(maxsize=1)
def wording() -> dict[str, str]:
    source = resources.files("riskengine") / "data" / "score" / "changes.yaml"
    loaded: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def phrase(template: str, **values: Value) -> str:
    """A clause of `data/score/changes.yaml`, its braces filled."""

    def filled(slot: re.Match[str]) -> str:
        value = values.get(slot.group(1))
        return str(value) if value else wording()["unknown"]

    # In one pass: a name that holds braces is text, not another slot.
    return _SLOT.sub(filled, wording()[template])


def changed(item: Signal, **values: Value) -> Signal:
    """The same signal with other field values; None takes a field away."""
    return signal(item.type, item.subject, item.evidence, **{**item.values, **values})


def mitigating(signals: Sequence[Signal]) -> tuple[Fact, ...]:
    """Changes that take something away from the subject's burden, sorted by wording."""
    facts = [
        *_listings_end(signals),
        *_claims_withdrawn(signals),
        *_shares_fall(signals),
        *_parties_leave(signals),
    ]
    return tuple(sorted(facts, key=lambda fact: fact.words))


def aggravating(signals: Sequence[Signal]) -> tuple[Fact, ...]:
    """Changes that add to it: doubts that are settled against the subject, by wording."""
    facts = [
        *_listings_settle(signals),
        *_claims_proven(signals),
        *_regimes_bite(signals),
        *_patterns_confirmed(signals),
    ]
    return tuple(sorted(facts, key=lambda fact: fact.words))


def _grouped(signals: Iterable[Signal], key: Callable[[Signal], Value]) -> dict[str, list[Signal]]:
    groups: dict[str, list[Signal]] = {}
    for item in signals:
        groups.setdefault(str(key(item) or ""), []).append(item)
    return groups


def _of(signals: Iterable[Signal], *types: str) -> list[Signal]:
    return [item for item in signals if item.type in types]


def _in_force(item: Signal) -> bool:
    return item.get("state") in ("active", "uncertain", None)


def _list_name(item: Signal) -> Value:
    return item.get("list_title") or item.get("list_id") or item.get("list_code")


def _is_claim(item: Signal) -> bool:
    """A report of a listing in force or ahead, by whomever."""
    return (
        item.type == "claimed_listing"
        and item.get("status") != "former"
        and item.get("polarity") != "denied"
    )


def _listings_end(signals: Sequence[Signal]) -> Iterator[Fact]:
    by_list = _grouped(
        (item for item in _of(signals, "listing") if _in_force(item)), lambda i: i.get("list_id")
    )
    for list_id, entries in by_list.items():
        reports = [
            item
            for item in signals
            if _is_claim(item)
            # A report of "a blacklist" without a name belongs to the only listing there is.
            and (item.get("list_id") == list_id or (len(by_list) == 1 and _unnamed(item)))
        ]
        doubts = [i for i in _of(signals, "identification") if i.get("list_id") == list_id]
        gone = frozenset((*entries, *reports, *doubts))
        former = tuple(changed(item, state="former") for item in entries)
        name = _list_name(entries[0])
        yield Fact(phrase("listing_ends", list=name), gone, former)
        if any(_doubtful(item) for item in entries):
            names = sorted({str(item.get("listed_name") or "") for item in entries} - {""})
            label = f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else "".join(names)
            yield Fact(phrase("listing_dismissed", list=name, name=label), gone)


def _unnamed(item: Signal) -> bool:
    """An assertion about a list that the engine has no id for."""
    return item.get("list_id") is None and item.get("polarity") == "asserted"


def _doubtful(item: Signal) -> bool:
    confidence, candidates = item.get("confidence"), item.get("candidates")
    several = isinstance(candidates, int) and candidates > 1
    return several or (isinstance(confidence, float) and confidence < CERTAIN)


def _claims_withdrawn(signals: Sequence[Signal]) -> Iterator[Fact]:
    listed = {i.get("list_id") for i in _of(signals, "listing") if _in_force(i)}
    open_reports = [
        item
        for item in signals
        if _is_claim(item)
        and item.get("list_id") not in listed
        and not (_unnamed(item) and len(listed) == 1)
    ]
    for group in _grouped(open_reports, _list_name).values():
        planned = all(item.get("polarity") == "hypothetical" for item in group)
        template = "claimed_dropped" if planned else "claimed_withdrawn"
        yield Fact(phrase(template, list=_list_name(group[0])), frozenset(group))
    for type_, object_ in _CLAIMS.items():
        for group in _claims(signals, type_, object_, ("asserted", "alleged", None)).values():
            words = phrase(f"{type_}_withdrawn", **{object_: group[0].get(object_)})
            yield Fact(words, frozenset(group))


def _claims(
    signals: Sequence[Signal], type_: str, object_: str, polarities: tuple[str | None, ...]
) -> dict[str, list[Signal]]:
    wanted = (item for item in _of(signals, type_) if item.get("polarity") in polarities)
    return _grouped(wanted, lambda item: item.get(object_))


def _shares_fall(signals: Sequence[Signal]) -> Iterator[Fact]:
    reached = [i for i in _of(signals, "ownership_regime") if i.get("verdict") != "no"]
    for owners, group in _grouped(reached, lambda item: item.get("owners")).items():
        regimes = " and ".join(sorted({str(item.get("regime")) for item in group}))
        holders = owners.split(", ") if owners else []
        # The owner stays listed and keeps a minority share.
        held = [
            item
            for item in _of(signals, "related_listing")
            if item.get("party") in holders
            and item.get("relation") in ("owner", "parent")
            and item.get("polarity") in ("asserted", None)
        ]
        less = tuple(changed(item, relation="owner", stake=_MINORITY) for item in held)
        lower = tuple(changed(item, verdict="no", stake=None) for item in group)
        words = phrase("share_falls", owners=owners, regime=regimes)
        yield Fact(words, frozenset((*group, *held)), (*lower, *less))


def _parties_leave(signals: Sequence[Signal]) -> Iterator[Fact]:
    for investor, group in _grouped(_of(signals, "backer"), lambda i: i.get("investor")).items():
        tied = [
            item
            for item in signals
            if (item.type == "related_listing" and item.get("party") == investor)
            or (item.type == "state_ownership" and item.get("owner") == investor)
            or (item.type == "ownership_regime" and item.get("owners") == investor)
        ]
        words = phrase("backer_leaves", investor=investor)
        yield Fact(words, frozenset((*group, *tied)))
    states = [i for i in _of(signals, "state_ownership") if i.get("relation") != "self"]
    for owner, group in _grouped(states, lambda item: item.get("owner")).items():
        yield Fact(phrase("state_leaves", owner=owner), frozenset(group))
    for party, group in _grouped(
        _of(signals, "related_listing"), lambda item: item.get("party")
    ).items():
        regimes = [i for i in _of(signals, "ownership_regime") if i.get("owners") == party]
        backers = [i for i in _of(signals, "backer") if i.get("investor") == party]
        unlisted = tuple(
            changed(item, listed=False, listed_on_list=None, listed_measure=None)
            for item in backers
        )
        removes = frozenset((*group, *regimes, *backers))
        yield Fact(phrase("related_ends", party=party), removes, unlisted)


def _listings_settle(signals: Sequence[Signal]) -> Iterator[Fact]:
    listings = _of(signals, "listing")
    weak = [i for i in listings if _in_force(i) and _doubtful(i)]
    for entries in _grouped(weak, lambda item: item.get("list_id")).values():
        sure = changed(entries[0], confidence=1.0, candidates=1)
        name, list_ = entries[0].get("listed_name"), _list_name(entries[0])
        words = phrase("listing_confirmed", name=name, list=list_)
        yield Fact(words, frozenset(entries), (sure,))
    ahead = [item for item in listings if item.get("state") == "future"]
    for entries in _grouped(ahead, lambda item: item.get("list_id")).values():
        begun = tuple(changed(item, state="active") for item in entries)
        words = phrase("listing_starts", list=_list_name(entries[0]))
        yield Fact(words, frozenset(entries), begun)


def _claims_proven(signals: Sequence[Signal]) -> Iterator[Fact]:
    for type_, object_ in _CLAIMS.items():
        for group in _claims(signals, type_, object_, ("alleged", "unclear")).values():
            proven = tuple(changed(item, polarity="asserted") for item in group)
            words = phrase(f"{type_}_proven", **{object_: group[0].get(object_)})
            yield Fact(words, frozenset(group), proven)
    reports = [item for item in signals if _is_claim(item)]
    for template, polarities in (
        ("claimed_proven", ("alleged", "unclear")),
        ("claimed_starts", ("hypothetical",)),
    ):
        open_ = (item for item in reports if item.get("polarity") in polarities)
        for group in _grouped(open_, _list_name).values():
            proven = tuple(changed(i, polarity="asserted", status="current") for i in group)
            words = phrase(template, list=_list_name(group[0]))
            yield Fact(words, frozenset(group), proven)
    yield from _unclear_proven(signals)


def _unclear_proven(signals: Sequence[Signal]) -> Iterator[Fact]:
    """Unclear claims of which no typed signal exists."""
    typed = {item.type for item in signals if item.get("polarity") == "unclear"}
    for item in _of(signals, "unclear_claim"):
        type_ = _RELATIONS.get(str(item.get("relation")))
        if type_ is None or type_ in typed:
            continue
        named = item.get("object")
        values: dict[str, Value] = {"polarity": "asserted"}
        if type_ == "claimed_listing":
            values |= {"list_code": named, "status": "current"}
            words = phrase("claimed_proven", list=named)
        else:
            values[_CLAIMS[type_]] = named
            words = phrase(f"{type_}_proven", **{_CLAIMS[type_]: named})
            if type_ == "supply":
                values["direction"] = "to"
        proven = signal(type_, item.subject, item.evidence, **values)
        yield Fact(words, frozenset((item,)), (proven,))


def _regimes_bite(signals: Sequence[Signal]) -> Iterator[Fact]:
    for item in _of(signals, "ownership_regime"):
        names = {"owners": item.get("owners"), "regime": item.get("regime")}
        if item.get("verdict") == "possible":
            sure = changed(item, verdict="yes")
            yield Fact(phrase("share_reaches", **names), frozenset((item,)), (sure,))
        if item.get("regime_status") in ("stayed", "not_in_force"):
            bites = changed(item, regime_status="in_force")
            yield Fact(phrase("stay_ends", **names), frozenset((item,)), (bites,))


def _patterns_confirmed(signals: Sequence[Signal]) -> Iterator[Fact]:
    for type_, field, basis in (
        ("state_ownership", "owner", "basis"),
        ("backer", "investor", "state_basis"),
    ):
        weak = (item for item in _of(signals, type_) if item.get(basis) == "pattern")
        for owner, group in _grouped(weak, _getter(field)).items():
            sure = tuple(changed(item, **{basis: "reference"}) for item in group)
            yield Fact(phrase("state_proven", owner=owner), frozenset(group), sure)


def _getter(field: str) -> Callable[[Signal], Value]:
    return lambda item: item.get(field)

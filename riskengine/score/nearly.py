"""Why the score is not higher: rules that lack one fact, and which fact that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from riskengine.model.assessment import NearRule
from riskengine.model.interval import Stake
from riskengine.model.signal import Signal, Value
from riskengine.rules.conditions import All, AnyOf, Atom, Condition, Not
from riskengine.rules.firing import Firing, fire, views
from riskengine.rules.model import Rule, Ruleset
from riskengine.rules.pool import Pool, Prepared, build_pool
from riskengine.score.facts import phrase
from riskengine.score.tally import tally
from riskengine.signal_catalogue import CATALOGUE
from riskengine.vocab import Band, Polarity, RuleStatus

MOST = 6
"""How many rules are reported."""

_OBJECTS = {
    "listing": "list_title",
    "claimed_listing": "list_code",
    "delisting": "list_code",
    "ownership_regime": "owners",
    "related_listing": "party",
    "state_ownership": "owner",
    "backer": "investor",
    "military_link": "body",
    "supply": "counterparty",
    "violation": "regime",
    "front": "principal",
    "jurisdiction": "country",
    "identification": "list_id",
    "list_state": "list_id",
    "unclear_claim": "object",
}
"""The field that names what a signal is about."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """One missing fact: of the signal `about`, where it is one, the value of `field`."""

    words: str
    matched: tuple[Prepared, ...]
    field: str = ""
    about: Prepared | None = None


def nearly_fired(
    ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date
) -> tuple[NearRule, ...]:
    """Rules that did not fire for want of one fact and would have raised the score.

    A fact is wanting where a single test fails on a value that enquiry or time may change
    (`FieldSpec.turns` and `open`), one more signal is needed for a count, a signal stands
    against the rule, or the rule is not in force on the day. A denial is no near miss.
    Draft and deprecated rules are left out.

    Returns:
        At most six, one for each fact and each rule, those that could raise the score most
        first; none where the score is in the highest band.
    """
    base = tuple(dict.fromkeys(signals))
    firings = fire(ruleset, base, as_of)
    start = tally(ruleset, firings).value
    if ruleset.band(start).rank == len(Band) - 1:
        return ()
    fired = {(firing.rule.id, firing.value) for firing in firings}
    pool = build_pool((item for item in base if not _denied(item)), as_of)
    found: list[tuple[NearRule, _Gap]] = []
    for rule in ruleset.rules:
        if rule.status is not RuleStatus.ACTIVE:
            continue
        for value, seen in views(rule, pool, lambda atom: pool.of(atom.signal)):
            if (rule.id, value) not in fired:
                for gap in _gaps(rule, seen, as_of):
                    found.append((_near(ruleset, firings, rule, value, gap), gap))
    return _best([pair for pair in found if pair[0].score > start])


def _best(found: list[tuple[NearRule, _Gap]]) -> tuple[NearRule, ...]:
    """The strongest for each rule and for each fact: one unknown share wants many rules."""
    kept: list[NearRule] = []
    rules: set[str] = set()
    facts: set[tuple[str, str]] = set()
    for near, gap in sorted(found, key=lambda pair: _order(pair[0])):
        fact = (gap.about.order if gap.about else near.rule, gap.field)
        if near.rule not in rules and fact not in facts:
            rules.add(near.rule)
            facts.add(fact)
            kept.append(near)
    return tuple(kept[:MOST])


def _order(near: NearRule) -> tuple[int, int, str, str]:
    return (-near.score, -near.points, near.rule, near.missing)


def _denied(item: Signal) -> bool:
    return item.get("polarity") == Polarity.DENIED


def _gaps(rule: Rule, pool: Pool, as_of: dt.date) -> Iterator[_Gap]:
    if rule.applies_on(as_of):
        yield from _missing(rule.when, pool)
        return
    matched = rule.when.match(pool)
    if matched is not None:
        yield _Gap(phrase("near_not_in_force", day=as_of.isoformat()), tuple(matched))


def _missing(condition: Condition, pool: Pool) -> list[_Gap]:
    """Single facts each of which would make a condition hold that does not."""
    if isinstance(condition, Atom):
        return _of_atom(condition, pool)
    if isinstance(condition, Not):
        return _of_not(condition, pool)
    if isinstance(condition, AnyOf):
        return [gap for part in condition.parts for gap in _missing(part, pool)]
    return _of_all(condition, pool)


def _of_all(condition: All, pool: Pool) -> list[_Gap]:
    held: list[Prepared] = []
    failing: list[Condition] = []
    for part in condition.parts:
        matched = part.match(pool)
        if matched is None:
            failing.append(part)
        else:
            held.extend(matched)
    if len(failing) != 1:
        return []
    return [
        _Gap(g.words, (*held, *g.matched), g.field, g.about) for g in _missing(failing[0], pool)
    ]


def _of_not(condition: Not, pool: Pool) -> list[_Gap]:
    standing = condition.part.match(pool)
    if standing is None or len(standing) != 1:
        return []
    return [_Gap(phrase("near_stands_against", signal=_about(standing[0])), ())]


def _of_atom(atom: Atom, pool: Pool) -> list[_Gap]:
    passing = atom.candidates(pool)
    if atom.count is not None:
        return _of_count(atom, pool, passing)
    gaps: list[_Gap] = []
    for item in pool.of(atom.signal):
        failing = [
            (name, words)
            for (name, test), words in zip(atom.tests, atom.asked, strict=True)
            if not test(item.values.get(name), pool.as_of)
        ]
        if len(failing) == 1 and _may_turn(atom, failing[0][0], item, pool.as_of):
            name, wanted = failing[0]
            words = phrase(
                "near_value",
                signal=_about(item),
                field=name.replace("_", " "),
                value=_shown(item.values.get(name)),
                wanted=wanted,
            )
            gaps.append(_Gap(words, (item,), name, item))
    return gaps


def _of_count(atom: Atom, pool: Pool, passing: Sequence[Prepared]) -> list[_Gap]:
    """One more signal of the kind, where there is at least one already."""
    number = len(passing)
    if atom.distinct is not None:
        number = len({item.values.get(atom.distinct) for item in passing} - {None})
    if not number or atom.count is None or not atom.count(number + 1, pool.as_of):
        return []
    kind = atom.signal.replace("_", " ")
    words = phrase("near_one_more", kind=kind, number=str(number))
    return [_Gap(words, tuple(passing))]


def _may_turn(atom: Atom, name: str, item: Prepared, as_of: dt.date) -> bool:
    """Whether the value may become one that the rule wants."""
    field = CATALOGUE[atom.signal].fields[name]
    value = item.values.get(name)
    if field.turns:
        return value != field.turns and dict(atom.tests)[name](field.turns, as_of)
    return field.open and (value is None or field.type != "text")


def _about(item: Prepared) -> str:
    """The signal in words: `state ownership (City Fund)`."""
    type_ = item.signal.type
    named = item.values.get(_OBJECTS.get(type_, ""))
    kind = type_.replace("_", " ")
    return f"{kind} ({named})" if named else kind


def _shown(value: Value) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Stake):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")


def _near(
    ruleset: Ruleset, firings: tuple[Firing, ...], rule: Rule, value: str, gap: _Gap
) -> NearRule:
    """What the rule would add. Points that hang on the missing fact are taken at their most."""
    matched = tuple(dict.fromkeys(gap.matched))
    decided = rule.points.by is not None and gap.field == rule.points.by
    points = rule.points.highest if decided or not matched else rule.points.strongest(matched)
    group = "" if rule.exclusive is None else rule.exclusive.fill("", matched)
    would = Firing(rule, points, matched, group, value)
    score = tally(ruleset, (*firings, would)).value
    title = f"{rule.title}: {value}" if value else rule.title
    return NearRule(rule.id, title, gap.words, points, score, ruleset.band(score))

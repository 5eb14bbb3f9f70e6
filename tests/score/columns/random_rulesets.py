"""Random small rulesets as YAML, with every construct of the language."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from hypothesis import strategies as st

from riskengine.rules.fieldtests import OPERATORS
from riskengine.signal_catalogue import CATALOGUE, FieldSpec
from riskengine.vocab import Family
from tests.rules.small import MAIN, topic
from tests.rules.small import rule as written
from tests.score.signals_strategy import values_of

TYPES = ("backer", "claimed_listing", "jurisdiction", "listing", "ownership_regime", "supply")
PER = ("country", "list_id", "listed", "listed_on", "confidence", "candidates", "stake", "speaker")


def flow(value: Any) -> str:
    """A value in YAML flow style; dates bare, texts in quotes."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(key)}: {flow(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value)


@st.composite
def field_test(draw: st.DrawFn, field: FieldSpec, *, deep: bool = True) -> Any:
    operators = [name for name in OPERATORS[field.type] if deep or name != "any_of"]
    operator = draw(st.sampled_from([x for x in operators if x != "or_unknown"]))
    literal = st.integers(0, 100) if field.type == "stake" else values_of(field)
    wanted: Any
    if operator == "known":
        return {"known": draw(st.booleans())}
    if operator == "any_of":
        wanted = draw(st.lists(field_test(field, deep=False), min_size=1, max_size=2))
    elif operator in ("in", "not_in"):
        wanted = draw(st.lists(literal, min_size=1, max_size=3))
    elif operator == "within_days":
        wanted = draw(st.sampled_from([0, 30, 137, 4000]))
    else:
        wanted = draw(literal)
    test = {operator: wanted}
    if draw(st.booleans()):
        test["or_unknown"] = True
    return test


@st.composite
def atom(draw: st.DrawFn) -> dict[str, Any]:
    type_ = draw(st.sampled_from(TYPES))
    fields = CATALOGUE[type_].fields
    names = draw(st.lists(st.sampled_from(sorted(fields)), max_size=2, unique=True))
    found: dict[str, Any] = {"signal": type_}
    if names:
        found["where"] = {name: draw(field_test(fields[name])) for name in names}
    if draw(st.integers(0, 2)) == 0:
        operator = draw(st.sampled_from(["eq", "lt", "le", "gt", "ge"]))
        found["count"] = {operator: draw(st.integers(0, 3))}
        if draw(st.booleans()):
            found["distinct"] = draw(st.sampled_from(sorted(fields)))
    return found


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    return st.recursive(
        atom(),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


def positive_types(condition: dict[str, Any], sign: bool = True) -> set[str]:
    if "signal" in condition:
        return {condition["signal"]} if sign else set()
    if "not" in condition:
        return positive_types(condition["not"], not sign)
    parts = condition.get("all") or condition["any"]
    return set().union(*(positive_types(part, sign) for part in parts))


@st.composite
def points(draw: st.DrawFn, types: list[str]) -> Any:
    plain = draw(st.integers(0, 60))
    if draw(st.booleans()):
        return plain
    # A later type decides what kind of field a name is, so only unmistakable names are drawn.
    fields = {name: spec for type_ in types for name, spec in CATALOGUE[type_].fields.items()}
    name = draw(st.sampled_from(sorted(n for n, f in fields.items() if f.type not in _NO_TABLE)))
    field = fields[name]
    if field.type == "text":
        values = draw(st.lists(values_of(field), min_size=1, max_size=3, unique=True))
        return {
            "by": name,
            "values": {v: draw(st.integers(0, 60)) for v in values},
            "otherwise": plain,
        }
    least = draw(st.lists(st.sampled_from([0, 1, 5, 25, 50, 0.72, 0.9]), min_size=1, unique=True))
    steps = [{"at_least": at, "points": draw(st.integers(0, 60))} for at in least]
    return {"by": name, "steps": steps, "otherwise": plain}


_NO_TABLE = ("flag", "date")


@st.composite
def group(draw: st.DrawFn, types: list[str]) -> str:
    text = draw(st.sampled_from(["one", "two", "{subject}"]))
    for _ in range(draw(st.integers(0, 2))):
        type_ = draw(st.sampled_from(types))
        name = draw(st.sampled_from(sorted(CATALOGUE[type_].fields)))
        mode = draw(st.sampled_from(["", "all.", "n."]))
        text += draw(st.sampled_from([" ", " Co.."])) + "{" + f"{mode}{type_}.{name}" + "}"
    return text + draw(st.sampled_from(["", " {count}"]))


@st.composite
def rules(draw: st.DrawFn, number: int) -> str:
    when = draw(conditions())
    if not positive_types(when):
        when = {"any": [draw(atom()), when]}
    types = sorted(positive_types(when))
    family = draw(st.sampled_from(["military", "conduct", "ownership"]))
    keys = {"points": flow(draw(points(types))), "family": family, "reason": '"A reason."'}
    keys["status"] = draw(st.sampled_from(["active", "active", "active", "draft", "deprecated"]))
    if draw(st.booleans()):
        keys["exclusive"] = json.dumps(f"{family} {draw(group(types))}")
    if draw(st.integers(0, 3)) == 0:
        keys["floor"] = str(draw(st.sampled_from([5, 30, 80, 90])))
    having = [n for n in PER if any(n in CATALOGUE[t].fields for t in types)]
    if having and draw(st.booleans()):
        keys["per"] = draw(st.sampled_from(having))
    if draw(st.integers(0, 5)) == 0:
        first = draw(st.sampled_from(["2025-01-01", "2026-01-01"]))
        keys["in_force"] = f"[{{from: {first}, to: , citation: A law}}]"
    return written(flow(when), rule_id=f"{family}.rule_{number}", **keys)


@st.composite
def rulesets(draw: st.DrawFn) -> dict[str, str]:
    """Files of a ruleset, for `tests.rules.small.write`."""
    main = MAIN
    if draw(st.booleans()):
        main += "reserved_band: critical\n"
    if draw(st.booleans()):
        for family in Family:
            cap = draw(st.sampled_from([0, 20, 70]))
            main = main.replace(
                f"title: {family.value}, cap: 90", f"title: {family.value}, cap: {cap}"
            )
    many = [draw(rules(number)) for number in range(draw(st.integers(1, 4)))]
    return {"ruleset": main, "military": topic(*many)}

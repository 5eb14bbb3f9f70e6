"""What a field test asks for, in words: `at least 50 %`, `asserted`, `one of CN and RU`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from riskengine.rules.names import Names, is_reference
from riskengine.signal_catalogue import FieldSpec

_FEW = 4
"""Values that are written out; a longer list goes by its name."""

_WORDS = {
    "eq": "{}",
    "ne": "not {}",
    "in": "{}",
    "not_in": "not {}",
    "lt": "below {}",
    "le": "at most {}",
    "gt": "above {}",
    "ge": "at least {}",
    "certainly_ge": "certainly at least {}",
    "certainly_gt": "certainly above {}",
    "certainly_le": "certainly at most {}",
    "certainly_lt": "certainly below {}",
    "possibly_ge": "possibly at least {}",
    "possibly_gt": "possibly above {}",
    "possibly_le": "possibly at most {}",
    "possibly_lt": "possibly below {}",
    "before": "before {}",
    "after": "after {}",
    "since": "since {}",
    "within_days": "in the last {} days",
    "within_months": "in the last {} months",
    "within_years": "in the last {} years",
}


def asked(raw: Any, spec: FieldSpec, names: Names) -> str:
    """A test as written in a rule, as a phrase that reads after "wanted:".

    Args:
        raw: the test; it has compiled, so nothing in it is faulty.
    """
    if not isinstance(raw, dict):
        return _value(raw, spec, names)
    parts: list[str] = []
    for name, wanted in raw.items():
        if name == "or_unknown":
            continue
        if name == "known":
            parts.append("known" if wanted else "unknown")
        elif name == "any_of":
            parts.append(_joined([asked(item, spec, names) for item in wanted], "or"))
        else:
            words = _WORDS.get(name, name.replace("_", " ") + " {}")
            parts.append(words.format(_value(wanted, spec, names)))
    return _joined(parts, "and")


def _value(raw: Any, spec: FieldSpec, names: Names) -> str:
    if isinstance(raw, list):
        if len(raw) == 1:
            return _value(raw[0], spec, names)
        return "one of " + _joined([_value(item, spec, names) for item in raw], "and")
    if is_reference(raw):
        name = raw.removeprefix("$")
        if name in names.lists:
            values = names.lists[name].values
            title = name.replace("_", " ")
            return f"in {title}" if len(values) > _FEW else _joined(list(map(_plain, values)), "or")
        if name in names.parameters:
            raw = names.parameters[name].value
    return f"{_plain(raw)} %" if spec.type == "stake" else _plain(raw)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).replace("_", " ")


def _joined(parts: list[str], word: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + f" {word} " + parts[-1]

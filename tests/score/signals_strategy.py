"""Any signal of the catalogue, for property tests; values are drawn where rules look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from riskengine.model.interval import Stake
from riskengine.model.signal import Signal, Value
from riskengine.signal_catalogue import CATALOGUE, FieldSpec, signal

_TEXTS = {
    "country": ["CN", "RU", "IR", "KZ", "AE", "NO", "US", "ID"],
    "state_country": ["CN", "KZ", "AE", "NO", "ID"],
    "list_id": ["us-bis-el", "us-ofac-sdn", "us-dod-1260h", "cn-mofcom-uel", "us-bis-uvl"],
    "owner_list_id": ["us-bis-el", "us-ofac-sdn"],
    "listed_on_list": ["us-bis-el", "us-dod-1260h", "cn-mofcom-uel"],
    "list_code": ["US-ENTITY-LIST", "US-BLACKLIST", "CN-UEL", "EU-SANCTIONS"],
    "regime": ["ofac-50", "bis-affiliates-50", "US-EXPORT-CONTROLS"],
    "holder_kind": ["sovereign_fund", "state_company"],
}
_OTHER = ["A", "B"]
_DAYS = [dt.date(2020, 1, 1), dt.date(2025, 1, 16)]


def values_of(field: FieldSpec) -> st.SearchStrategy[Value]:
    if field.choices:
        return st.sampled_from(field.choices)
    if field.type == "text":
        return st.sampled_from(_TEXTS.get(field.name, _OTHER))
    if field.type == "flag":
        return st.booleans()
    if field.type == "integer":
        return st.integers(0, 9)
    if field.type == "number":
        return st.sampled_from([0.6, 0.72, 0.8, 0.86, 0.96, 1.0])
    if field.type == "date":
        return st.sampled_from(_DAYS)
    ends = st.sampled_from([0.0, 5.0, 10.0, 24.0, 25.0, 49.0, 50.0, 75.0, 100.0])
    return st.tuples(ends, ends).map(lambda pair: Stake(min(pair), max(pair)))


@st.composite
def any_signal(draw: st.DrawFn, types: Sequence[str] = tuple(sorted(CATALOGUE))) -> Signal:
    spec = CATALOGUE[draw(st.sampled_from(types))]
    values = {
        name: draw(st.none() | values_of(field)) for name, field in sorted(spec.fields.items())
    }
    return signal(spec.name, "Subject Co.", **values)

"""Every signal that rules may use: its fields, their types and what they mean.

The catalogue is the contract between `signals/`, which fills it, and `rules/`, which
refuses a condition on anything not declared here. A field may always be missing, and
missing means unknown: no comparison with an unknown value holds, true or false.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from riskengine.model.interval import Stake
from riskengine.model.signal import Evidence, Signal, Value

TYPES: Mapping[str, type] = MappingProxyType(
    {"text": str, "flag": bool, "integer": int, "number": float, "date": dt.date, "stake": Stake}
)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `type` is a key of `TYPES`; `choices` is empty when any value goes.

    `turns` is what enquiry or time may make of a weaker or unknown value, as a claim that is
    proven or a stay that ends; `open` holds for a figure, or a fact, that enquiry may find.
    """

    name: str
    type: str
    doc: str
    choices: tuple[str, ...] = ()
    turns: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class SignalSpec:
    """One signal type."""

    name: str
    doc: str
    fields: Mapping[str, FieldSpec]


_MEASURES = (
    "blocking",
    "licence",
    "denial",
    "directive",
    "investment",
    "procurement",
    "import",
    "red_flag",
    "debarment",
    "unknown",
)
_POLARITIES = ("asserted", "alleged", "denied", "hypothetical", "unclear")
_TIERS = ("central", "provincial", "municipal", "district", "state_fund", "state_linked")
_STATUSES = ("current", "former", "planned")
_HOLDERS = (
    "government",
    "military",
    "party",
    "state_company",
    "state_bank",
    "state_fund",
    "sovereign_fund",
    "pension_fund",
    "unknown",
)


_TURNS = {
    "polarity": "asserted",
    "status": "current",
    "state": "active",
    "verdict": "yes",
    "regime_status": "in_force",
    "basis": "text",
    "state_basis": "text",
    "outcome": "settled",
}
_OPEN = {"candidates", "confidence", "country", "measure", "owner_measure", "stake", "tier"}


def _spec(name: str, doc: str, *fields: FieldSpec) -> SignalSpec:
    settled = {
        item.name: replace(item, turns=_TURNS.get(item.name, ""), open=item.name in _OPEN)
        for item in fields
    }
    return SignalSpec(name, doc, MappingProxyType(settled))


def _text(name: str, doc: str, *choices: str) -> FieldSpec:
    return FieldSpec(name, "text", doc, choices)


_POLARITY = _text("polarity", "who stands behind the claim, and how firmly", *_POLARITIES)
_SPEAKER = _text("speaker", "who makes the claim, as printed; unknown = the text's own voice")
_SPEAKER_KIND = _text(
    "speaker_kind",
    "the subject itself, an authority, another party, or the text's own voice",
    "self",
    "authority",
    "other",
    "text",
)
_STATUS = _text("status", "whether the tie holds today", *_STATUSES)
_MEASURE = _text("measure", "what the list legally does", *_MEASURES)

_SPECS = (
    _spec(
        "listing",
        "The subject's name matches an entry of a watchlist. One signal per entry.",
        _text("list_id", "the list"),
        _text("list_title", "its title"),
        _MEASURE,
        _text("program", "the legal regime of the entry"),
        _text("entity_id", "the entry"),
        _text("listed_name", "the name on the list that matched"),
        _text("primary_name", "the entry's own first name"),
        _text("query_name", "the spelling that was searched"),
        FieldSpec("confidence", "number", "match confidence, 0 to 1"),
        FieldSpec("candidates", "integer", "entries that fit equally well; 1 = unambiguous"),
        _text("state", "on the as-of date", "active", "former", "future", "uncertain"),
        FieldSpec("listed_on", "date", "latest day on which it can have been listed"),
        _text("listed_when", "the same in words, with the range where the day is not known"),
        FieldSpec("delisted_on", "date", "latest day on which it can have been removed"),
        _text("citation", "where the listing was published"),
        _text("licence_policy", "licence review policy as published"),
    ),
    _spec(
        "claimed_listing",
        "The text says that the subject is, was or may be put on a list.",
        _text("list_code", "code of the label schema, such as US-ENTITY-LIST"),
        _text("list_id", "the engine's list, where the code names one"),
        _text("list_title", "what the code stands for, in words"),
        _MEASURE,
        _POLARITY,
        _SPEAKER,
        _text("by", "the authority that acted, as printed"),
        _text("date", "when, as far as the text says"),
        _text("status", "current, former (since removed) or planned", *_STATUSES),
        _text(
            "corroborated",
            "whether the loaded snapshots show it: they do, they do not, or the list is not loaded",
            "confirmed",
            "not_found",
            "not_loaded",
        ),
    ),
    _spec(
        "delisting",
        "The text or a list says that the subject was removed from a list.",
        _text("list_code", "code of the label schema or list id"),
        _text("list_id", "the engine's list, where known"),
        _POLARITY,
        _text("date", "when, as far as known"),
        _text("source", "where it is known from", "text", "list"),
    ),
    _spec(
        "ownership_regime",
        "An ownership rule of law applied to the subject's owners.",
        _text("regime", "id of the regime, such as ofac-50"),
        _text(
            "regime_status",
            "on the as-of date",
            "in_force",
            "stayed",
            "not_in_force",
            "in_force_by_default_unconfirmed",
        ),
        _text("verdict", "whether the threshold is met", "yes", "no", "possible"),
        FieldSpec("stake", "stake", "aggregate share of the listed owners"),
        _text("owners", "the listed owners, joined by ', '"),
        _text("owner_list_id", "list of the most restrictive owner"),
        _text("owner_measure", "what that list does", *_MEASURES),
        _text("citation", "the text of the regime in force on that date"),
    ),
    _spec(
        "related_listing",
        "A party tied to the subject is on a watchlist (by match or by the text's assertion).",
        _text("party", "the listed party"),
        _text(
            "relation",
            "what that party is to the subject",
            "owner",
            "controller",
            "parent",
            "subsidiary",
            "investor",
            "customer",
            "supplier",
            "principal",
        ),
        _text("list_id", "the list"),
        _MEASURE,
        FieldSpec("confidence", "number", "match confidence; unknown when the text asserts it"),
        FieldSpec("candidates", "integer", "entries that fit the party equally well"),
        _text("state", "of the listing", "active", "former", "future", "uncertain"),
        FieldSpec("stake", "stake", "the party's share in the subject, where it is an owner"),
        _POLARITY,
        _text("status", "of the tie", *_STATUSES),
        _text("citation", "where the listing was published"),
    ),
    _spec(
        "state_ownership",
        "A state, its body, company or fund owns or controls the subject, at any depth.",
        _text("owner", "the state party"),
        _text("owner_kind", "what kind of holder it is", *_HOLDERS),
        _text("country", "whose state, ISO 3166-1 alpha-2"),
        _text("tier", "level of the state", *_TIERS),
        _text(
            "relation",
            "owns a share, controls, is the parent, backs, or the subject is itself a state body",
            "owned",
            "controlled",
            "subsidiary",
            "backed",
            "self",
        ),
        FieldSpec("stake", "stake", "share held; unknown when not said"),
        FieldSpec("depth", "integer", "1 = direct owner"),
        _text("basis", "how it is known", "text", "reference", "pattern"),
        _POLARITY,
        _STATUS,
    ),
    _spec(
        "backer",
        "A party invested in the subject. One signal per investor.",
        _text("investor", "the investor"),
        _text("country", "its home country, ISO 3166-1 alpha-2"),
        _text("role", "in the round", "led", "joined", "existing", "unknown"),
        _text("state_country", "whose state controls it; unknown when none is known"),
        _text("state_tier", "level of that state", *_TIERS),
        _text("state_basis", "how the state tie is known", "text", "reference", "pattern"),
        _text("holder_kind", "kind of state holder or group, from the reference lists"),
        FieldSpec("listed", "flag", "whether it is on a loaded watchlist on the as-of date"),
        _text("listed_on_list", "the most restrictive such list"),
        _text("listed_measure", "what that list does", *_MEASURES),
        FieldSpec("stake", "stake", "its share in the subject"),
        _text("amount", "money as printed"),
        _POLARITY,
        _STATUS,
    ),
    _spec(
        "military_link",
        "The subject works for, belongs to or supports armed forces.",
        _text("body", "the force or body, as printed or in words"),
        _text("country", "whose force, ISO 3166-1 alpha-2"),
        _POLARITY,
        _SPEAKER,
        _SPEAKER_KIND,
    ),
    _spec(
        "supply",
        "The subject supplies a party, or is supplied by it.",
        _text("direction", "seen from the subject", "to", "from"),
        _text("counterparty", "the other party"),
        _text("country", "the other party's country, ISO 3166-1 alpha-2"),
        FieldSpec("military", "flag", "whether the other party is a military body"),
        FieldSpec("listed", "flag", "whether it is on a watchlist on the as-of date"),
        _text("list_id", "the most restrictive such list"),
        _MEASURE,
        _POLARITY,
        _SPEAKER,
        _SPEAKER_KIND,
    ),
    _spec(
        "violation",
        "The subject broke sanctions or export controls, or is said to have.",
        _text("regime", "code of the regime, such as US-EXPORT-CONTROLS"),
        _POLARITY,
        _SPEAKER,
        _SPEAKER_KIND,
        _text(
            "outcome",
            "admitted (plea, conviction), settled, or open",
            "admitted",
            "settled",
            "open",
        ),
    ),
    _spec(
        "front",
        "The subject acts for another party that stays hidden.",
        _text("principal", "the party behind it"),
        FieldSpec("principal_listed", "flag", "whether that party is on a watchlist"),
        _text("principal_list_id", "the most restrictive such list"),
        _text("principal_measure", "what that list does", *_MEASURES),
        _POLARITY,
        _SPEAKER,
        _SPEAKER_KIND,
    ),
    _spec(
        "activity",
        "What business the subject is in, where law looks at the sector.",
        _text("sector", "the line of business", "ai", "quantum", "semiconductors"),
        _text("basis", "how it is known", "text"),
        _text("words", "the words that say so, as printed"),
        _POLARITY,
    ),
    _spec(
        "jurisdiction",
        "Where the subject is.",
        _text("country", "ISO 3166-1 alpha-2"),
        _text("basis", "how it is known", "text", "list", "given"),
    ),
    _spec(
        "identification",
        "How well the subject was identified on a list.",
        _text("list_id", "the list"),
        _text("quality", "one entry fits, or several", "single", "ambiguous"),
        FieldSpec("candidates", "integer", "entries that fit equally well"),
        FieldSpec("confidence", "number", "best match confidence"),
    ),
    _spec(
        "list_state",
        "The state of a list that was searched.",
        _text("list_id", "the list"),
        FieldSpec("age_days", "integer", "from the list date to the as-of date"),
        FieldSpec("stale", "flag", "older than its manifest allows"),
        FieldSpec("complete", "flag", "whether the snapshot holds the whole list"),
    ),
    _spec(
        "unclear_claim",
        "A claim of the text whose negation or hedge could not be resolved.",
        _text("relation", "relation type of the claim"),
        _text("object", "the other party"),
    ),
)

CATALOGUE: Mapping[str, SignalSpec] = MappingProxyType({spec.name: spec for spec in _SPECS})


def signal(
    type_: str, subject: str, evidence: tuple[Evidence, ...] = (), /, **values: Value
) -> Signal:
    """Build a signal, checked against the catalogue. `None` values are left out.

    Raises:
        ValueError: the type or a field is not declared, or a value has the wrong type.
    """
    spec = CATALOGUE.get(type_)
    if spec is None:
        raise ValueError(f"no signal {type_!r} in the catalogue")
    items: list[tuple[str, Value]] = []
    for name in sorted(values):
        value = values[name]
        if value is None:
            continue
        field = spec.fields.get(name)
        if field is None:
            raise ValueError(f"signal {type_!r} has no field {name!r}")
        wanted = TYPES[field.type]
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted and not (wanted is str and isinstance(value, str)):
            raise ValueError(f"{type_}.{name} wants {field.type}, got {value!r}")
        if field.choices and value not in field.choices:
            raise ValueError(f"{type_}.{name} must be one of {field.choices}, got {value!r}")
        items.append((name, str(value) if isinstance(value, str) else value))
    return Signal(type_, subject, tuple(items), evidence)

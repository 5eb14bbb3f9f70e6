"""GLEIF: legal entities (LEI-CDF), relationships (RR-CDF) and reporting exceptions, XML or JSON.

Relationships tell who consolidates whose accounts. That is control by accounting standards,
and no share in percent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from riskengine.model.interval import DateRange, Stake
from riskengine.ownership.files.filed import FiledParty, FiledTie, Filing
from riskengine.ownership.files.values import country_of, day_of, text_of
from riskengine.vocab import EntityKind

_RELATIONSHIPS = {
    "IS_DIRECTLY_CONSOLIDATED_BY": ("parent_of", Stake(), "direct accounting consolidation"),
    "IS_ULTIMATELY_CONSOLIDATED_BY": ("parent_of", Stake(), "ultimate accounting consolidation"),
    "IS_FUND-MANAGED_BY": ("controls", Stake(), "fund management"),
    "IS_SUBFUND_OF": ("interest", Stake(), "umbrella fund"),
    "IS_FEEDER_TO": ("interest", Stake(), "master fund"),
    # A branch is the same legal person as its head office.
    "IS_INTERNATIONAL_BRANCH_OF": ("parent_of", Stake.exactly(100.0), "international branch"),
}
_EXCEPTIONS = {
    "NATURAL_PERSONS": "owned by natural persons",
    "NO_KNOWN_PERSON": "no known person controls it",
    "NON_CONSOLIDATING": "its parent does not consolidate it",
    "NO_LEI": "its parent has no LEI",
    "NON_PUBLIC": "its parent is not public",
    "BINDING_LEGAL_COMMITMENTS": "binding commitments forbid naming its parent",
    "LEGAL_OBSTACLES": "the law forbids naming its parent",
    "CONSENT_NOT_OBTAINED": "its parent has not consented to be named",
    "DETRIMENT_NOT_EXCLUDED": "naming its parent may do harm",
    "DISCLOSURE_DETRIMENTAL": "naming its parent would do harm",
}


def read_entities(records: Iterable[tuple[str, Any]], filing: Filing) -> None:
    """Level 1: who is who."""
    for place, record in records:
        filing.records += 1
        lei, entity = text_of(record.get("LEI")), record.get("Entity")
        if not lei or not isinstance(entity, dict):
            filing.problem(place, "an entity without an LEI or without particulars")
            continue
        name = text_of(entity.get("LegalName")) or lei
        others = [
            text_of(item.get(key) if isinstance(item, dict) else item)
            for group, key in (
                ("OtherEntityNames", "OtherEntityName"),
                ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"),
            )
            for item in _several(entity.get(group), key)
        ]
        fund = text_of(entity.get("EntityCategory")) == "FUND"
        address = entity.get("LegalAddress") or {}
        country = country_of(entity.get("LegalJurisdiction")) or country_of(address.get("Country"))
        filing.party(
            FiledParty(
                id=lei,
                name=name,
                kind=EntityKind.ORGANIZATION if fund else EntityKind.COMPANY,
                names=tuple(other for other in dict.fromkeys(others) if other and other != name),
                countries=country,
                identifiers=(f"lei:{lei}",),
            )
        )


def read_relationships(records: Iterable[tuple[str, Any]], filing: Filing) -> None:
    """Level 2: the start of a relationship is the child, its end the parent."""
    for place, record in records:
        filing.records += 1
        told = record.get("Relationship") or {}
        child = text_of((told.get("StartNode") or {}).get("NodeID"))
        parent = text_of((told.get("EndNode") or {}).get("NodeID"))
        type_ = text_of(told.get("RelationshipType"))
        known = _RELATIONSHIPS.get(type_)
        if not child or not parent or known is None:
            filing.problem(place, f"no relationship can be read ({type_ or 'no type'})")
            continue
        try:
            since, until = _period(told)
            if text_of(told.get("RelationshipStatus")) != "ACTIVE" and until is None:
                # Ended on a day that the record does not give: at the latest when it was written.
                until = day_of((record.get("Registration") or {}).get("LastUpdateDate"))
                if since is not None and until is not None and since.earliest < until.latest:
                    until = DateRange(since.earliest, until.latest)
        except ValueError as error:
            filing.problem(place, str(error))
            continue
        kind, stake, means = known
        filing.mention(child)
        filing.mention(parent)
        filing.tie(FiledTie(parent, child, kind, stake, means, since, until, place=place))


def read_exceptions(records: Iterable[tuple[str, Any]], filing: Filing) -> None:
    """Level 2: why a parent is not told."""
    for place, record in records:
        filing.records += 1
        lei = text_of(record.get("LEI"))
        if not lei:
            filing.problem(place, "a reporting exception without an LEI")
            continue
        which = "direct" if text_of(record.get("ExceptionCategory"))[:6] == "DIRECT" else "ultimate"
        reasons = [text_of(item) for item in _several(record.get("ExceptionReason"), "")]
        words = "; ".join(_EXCEPTIONS.get(reason, reason) for reason in reasons) or "no reason"
        filing.mention(lei)
        filing.note(place, f"no {which} parent told: {words}", lei)


def _period(told: Mapping[str, Any]) -> tuple[DateRange | None, DateRange | None]:
    for period in _several(told.get("RelationshipPeriods"), "RelationshipPeriod"):
        if isinstance(period, dict) and text_of(period.get("PeriodType")) == "RELATIONSHIP_PERIOD":
            return day_of(period.get("StartDate")), day_of(period.get("EndDate"))
    return None, None


def _several(value: Any, key: str) -> list[Any]:
    """A list, whether it is printed bare, under its items' name, or as one item."""
    if isinstance(value, dict) and key in value and isinstance(value[key], list | dict):
        value = value[key]
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]

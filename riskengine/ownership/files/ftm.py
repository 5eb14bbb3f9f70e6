"""FollowTheMoney lines: parties, `Ownership` and `Directorship`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from riskengine.model.interval import DateRange, Stake
from riskengine.ownership.files.filed import FiledParty, FiledTie, Filing
from riskengine.ownership.files.values import country_of, day_of
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.opensanctions.ftm_links import stake_of

_KINDS = {
    "Person": EntityKind.PERSON,
    "Company": EntityKind.COMPANY,
    "Organization": EntityKind.ORGANIZATION,
    "LegalEntity": EntityKind.UNKNOWN,
    "PublicBody": EntityKind.PUBLIC_BODY,
    "Vessel": EntityKind.VESSEL,
    "Airplane": EntityKind.AIRCRAFT,
    "Asset": EntityKind.UNKNOWN,
}
_LINKS = {
    "Ownership": ("owner", "asset", "owns"),
    "Directorship": ("director", "organization", "interest"),
}
_IDENTIFIERS = {"leiCode": "lei", "innCode": "inn", "registrationNumber": "regno"}


def read_ftm(records: Iterable[tuple[str, Any]], filing: Filing) -> None:
    """Entities in any order; schemata that say nothing of owners are noted."""
    for place, record in records:
        filing.records += 1
        schema, props = str(record.get("schema")), record.get("properties") or {}
        if schema in _KINDS:
            filing.party(_party(record, schema, props))
        elif schema in _LINKS:
            _link(place, schema, props, filing)
        else:
            filing.note(place, f"{schema}: not about owners")


def _party(record: dict[str, Any], schema: str, props: dict[str, list[str]]) -> FiledParty:
    names = [name for key in ("name", "alias") for name in props.get(key) or ()]
    name = str(record.get("caption") or (names[0] if names else record["id"]))
    countries = [
        code
        for key in ("country", "jurisdiction", "nationality")
        for printed in props.get(key) or ()
        for code in country_of(printed.upper())
    ]
    return FiledParty(
        id=str(record["id"]),
        name=name,
        kind=_KINDS[schema],
        names=tuple(other for other in dict.fromkeys(names) if other != name),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(
            f"{scheme}:{value}"
            for key, scheme in _IDENTIFIERS.items()
            for value in props.get(key) or ()
        ),
    )


def _link(place: str, schema: str, props: dict[str, list[str]], filing: Filing) -> None:
    owner_key, asset_key, kind = _LINKS[schema]
    owners, assets = props.get(owner_key) or (), props.get(asset_key) or ()
    if not owners or not assets:
        filing.problem(place, f"{schema} without {owner_key if not owners else asset_key}")
        return
    try:
        since, until = _end(props, "startDate", first=True), _end(props, "endDate", first=False)
    except ValueError as error:
        filing.problem(place, str(error))
        return
    means = "; ".join(props.get("role") or ()) or schema.lower()
    for owner in owners:
        for asset in assets:
            filing.mention(owner)
            filing.mention(asset)
            filing.tie(
                FiledTie(
                    owner,
                    asset,
                    kind,
                    stake_of(tuple(props.get("percentage") or ())) or Stake(),
                    means,
                    since,
                    until,
                    source="; ".join(props.get("sourceUrl") or ()),
                    place=place,
                )
            )


def _end(props: dict[str, list[str]], key: str, *, first: bool) -> DateRange | None:
    """The earliest start, or the latest end, of those that several sources give."""
    found = sorted(filter(None, map(day_of, props.get(key) or ())))
    return (found[0] if first else found[-1]) if found else None

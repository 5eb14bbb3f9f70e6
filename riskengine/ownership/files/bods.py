"""Beneficial Ownership Data Standard, versions 0.4 and 0.2 (standard.openownership.org)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from riskengine.model.interval import OPEN, DateRange, Stake
from riskengine.ownership.files.filed import FiledParty, FiledTie, Filing
from riskengine.ownership.files.values import country_of, day_of, text_of
from riskengine.vocab import EntityKind

_KINDS = {
    "registeredEntity": EntityKind.COMPANY,
    "legalEntity": EntityKind.ORGANIZATION,
    "arrangement": EntityKind.ORGANIZATION,
    "state": EntityKind.PUBLIC_BODY,
    "stateBody": EntityKind.PUBLIC_BODY,
}
_TIES = {
    "shareholding": "owns",
    "votingRights": "votes",
    "appointmentOfBoard": "controls",
    "otherInfluenceOrControl": "controls",
    "controlViaCompanyRulesOrArticles": "controls",
    "controlByLegalFramework": "controls",
    "influenceOrControl": "controls",
    "rightsGrantedByContract": "controls",
    "trustee": "controls",
    "nominator": "controls",
}
"""All other types (offices, rights to income, nominees who act for others) are `interest`."""
_OLD = {"influence-or-control": "otherInfluenceOrControl"}


def read_bods(statements: Iterable[tuple[str, Any]], filing: Filing) -> None:
    """Statements of a package. Of a record's statements the latest counts.

    An indirect interest is left to its component records where those tell their shares, so that
    nothing counts twice.
    """
    latest: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for place, raw in statements:
        filing.records += 1
        statement = _modern(raw) if isinstance(raw, dict) else None
        if statement is None:
            filing.problem(place, "not a BODS statement of version 0.4 or 0.2")
            continue
        key = text_of(statement.get("recordId")) or text_of(statement.get("statementId")) or place
        known = latest.get(key)
        if known is None or _date(statement) >= _date(known[1]):
            latest[key] = (place, statement)
    for key, (_, statement) in latest.items():
        if statement["recordType"] != "relationship":
            filing.party(_party(key, statement))
    for place, statement in latest.values():
        if statement["recordType"] == "relationship":
            _relationship(place, statement, latest, filing)


def _date(statement: Mapping[str, Any]) -> str:
    return text_of(statement.get("statementDate"))


def _party(key: str, statement: Mapping[str, Any]) -> FiledParty:
    details = statement["recordDetails"]
    names = [text_of(details.get("name")), *map(text_of, details.get("alternateNames") or ())]
    for name in details.get("names") or ():
        parts = (name.get("givenName"), name.get("familyName"))
        names.append(text_of(name.get("fullName")) or " ".join(filter(None, map(text_of, parts))))
    kind = EntityKind.PERSON
    if statement["recordType"] == "entity":
        entity = details.get("entityType")
        entity = entity.get("type") if isinstance(entity, dict) else entity
        kind = _KINDS.get(text_of(entity), EntityKind.UNKNOWN)
    places = [details.get("jurisdiction"), details.get("incorporatedInJurisdiction")]
    places.extend(details.get("nationalities") or ())
    countries = [
        code
        for place in places
        if isinstance(place, dict)
        for code in country_of(place.get("code") or place.get("name"))
    ]
    identifiers = [
        f"{text_of(item.get('scheme')) or text_of(item.get('schemeName'))}:{text_of(item['id'])}"
        for item in details.get("identifiers") or ()
        if text_of(item.get("id"))
    ]
    known = [name for name in dict.fromkeys(names) if name]
    return FiledParty(
        id=key,
        name=known[0] if known else key,
        kind=kind,
        names=tuple(known[1:]),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(identifiers),
    )


def _relationship(
    place: str,
    statement: Mapping[str, Any],
    records: Mapping[str, tuple[str, Mapping[str, Any]]],
    filing: Filing,
) -> None:
    details = statement["recordDetails"]
    subject, owner = details.get("subject"), details.get("interestedParty")
    if not isinstance(subject, str) or not subject:
        filing.problem(place, "a relationship without a subject")
        return
    filing.mention(subject)
    if not isinstance(owner, str) or not owner:
        reason = owner if isinstance(owner, dict) else {}
        words = text_of(reason.get("description")) or text_of(reason.get("reason")) or "not told"
        filing.note(place, f"interested party: {words}", subject)
        return
    filing.mention(owner)
    components = _told_in_full(details.get("componentRecords") or (), records)
    ended = text_of(statement.get("recordStatus")) == "closed"
    interests = details.get("interests") or [{}]
    for interest in interests:
        type_ = text_of(interest.get("type"))
        if components and text_of(interest.get("directOrIndirect")) != "direct":
            filing.note(place, f"indirect {type_ or 'interest'}, told by its components", subject)
            continue
        try:
            stake = _share(interest.get("share"))
            since, until = day_of(interest.get("startDate")), day_of(interest.get("endDate"))
            if ended and until is None:
                until = day_of(statement.get("statementDate"))
        except ValueError as error:
            filing.problem(place, str(error))
            continue
        filing.tie(_tie(owner, subject, type_, stake, since, until, interest, place))


def _told_in_full(
    components: Iterable[str], records: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> bool:
    """Whether the components are all there and each of their interests has a share."""
    found = [records[item][1] if item in records else None for item in components]
    links = [
        item["recordDetails"].get("interests") or [{}]
        for item in found
        if item is not None and item["recordType"] == "relationship"
    ]
    whole = bool(links) and None not in found
    return whole and all(isinstance(one.get("share"), dict) for link in links for one in link)


def _tie(
    owner: str,
    subject: str,
    type_: str,
    stake: Stake,
    since: DateRange | None,
    until: DateRange | None,
    interest: Mapping[str, Any],
    place: str,
) -> FiledTie:
    indirect = text_of(interest.get("directOrIndirect")) == "indirect"
    words = " ".join(filter(None, ("indirect" if indirect else "", type_ or "unknown interest")))
    return FiledTie(
        owner=owner,
        asset=subject,
        kind=_TIES.get(type_, "interest"),
        stake=stake,
        means=words,
        since=since,
        until=until,
        source=text_of(interest.get("details")),
        place=place,
    )


def _share(share: Any) -> Stake:
    """A share object; unknown where there is none."""
    if not isinstance(share, dict):
        return Stake()
    if share.get("exact") is not None:
        return Stake.exactly(float(share["exact"]))
    low = float(share.get("minimum") or 0)
    high = float(100 if share.get("maximum") is None else share["maximum"])
    # Version 0.2 has a flag for an open end, 0.4 a figure of its own.
    for key in ("exclusiveMinimum", "exclusiveMaximum"):
        end = share.get(key)
        if end is None or end is False:
            continue
        if key == "exclusiveMinimum":
            low = (low if end is True else float(end)) + OPEN
        else:
            high = (high if end is True else float(end)) - OPEN
    return Stake(max(low, 0.0), min(high, 100.0))


def _modern(raw: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A statement in the shape of 0.4; None if it is no statement."""
    if isinstance(raw.get("recordDetails"), dict) and raw.get("recordType") in (
        "entity",
        "person",
        "relationship",
    ):
        return raw
    type_ = {
        "entityStatement": "entity",
        "personStatement": "person",
        "ownershipOrControlStatement": "relationship",
    }.get(text_of(raw.get("statementType")))
    if type_ is None:
        return None
    details = dict(raw)
    if type_ == "relationship":
        for key in ("subject", "interestedParty"):
            link = raw.get(key) or {}
            described = link.get("describedByEntityStatement")
            details[key] = described or link.get("describedByPersonStatement") or link
        interests = []
        for interest in raw.get("interests") or ():
            head, *rest = text_of(interest.get("type")).split("-")
            type_name = _OLD.get(
                text_of(interest.get("type")), head + "".join(part.title() for part in rest)
            )
            interests.append(
                {
                    **interest,
                    "type": type_name,
                    "directOrIndirect": interest.get("interestLevel"),
                }
            )
        details["interests"] = interests
    return {
        "recordId": raw.get("statementID"),
        "statementDate": raw.get("statementDate"),
        "recordType": type_,
        "recordDetails": details,
    }

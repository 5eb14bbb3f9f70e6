"""An entity as FollowTheMoney JSON lines: the party, its sanctions, documents and ties.

What the model has a property for is written there, for any program to read. What it has none
for (the language of a name, a date between two days, a licence policy) is added to the line
under `riskengine`, which other programs pass over; our own reader prefers it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from riskengine.model.entity import Entity, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.codec import entity_to_dict
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.opensanctions.ftm_links import FtmIndex, listing_of, relation_of
from riskengine.watchlist.readers.opensanctions.ftm_party import EXTRA_FIELDS, party
from riskengine.watchlist.readers.opensanctions.ftm_record import Record, records
from riskengine.watchlist.readers.opensanctions.ftm_schema import ftm_schema
from riskengine.watchlist.readers.parts import digest

_SCHEMAS = {
    EntityKind.PERSON: "Person",
    EntityKind.COMPANY: "Company",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.PUBLIC_BODY: "PublicBody",
    EntityKind.VESSEL: "Vessel",
    EntityKind.AIRCRAFT: "Airplane",
    EntityKind.ADDRESS: "Address",
    EntityKind.UNKNOWN: "LegalEntity",
}
_NAMES = {
    NameKind.PRIMARY: "name",
    NameKind.ALIAS: "alias",
    NameKind.WEAK_ALIAS: "weakAlias",
    NameKind.FORMER: "previousName",
    NameKind.ACRONYM: "abbreviation",
    NameKind.TRANSLITERATION: "alias",
}
_LEGAL = frozenset({"Person", "Company", "Organization", "PublicBody", "LegalEntity"})
# Properties that every schema of the group has, so that strict programs accept the line.
_LEGAL_NUMBERS = {
    "ru-inn": "innCode",
    "ru-ogrn": "ogrnCode",
    "ru-okpo": "okpoCode",
    "lei": "leiCode",
    "duns": "dunsCode",
    "uscc": "uscCode",
    "bic": "swiftBic",
    "uei": "uniqueEntityId",
    "wikidata": "wikidataId",
}
_NUMBERS = {
    "Vessel": {"imo": "imoNumber", "mmsi": "mmsi", "wikidata": "wikidataId"},
    "Airplane": {"tail": "registrationNumber", "msn": "serialNumber", "wikidata": "wikidataId"},
}
_DATES = {
    "Person": {"birth": "birthDate", "death": "deathDate"},
    "Vessel": {"built": "buildDate"},
    "Airplane": {"built": "buildDate"},
}
_LEGAL_DATES = {"founded": "incorporationDate", "dissolved": "dissolutionDate"}
_DETAILS = {"remark": "notes"}
_LEGAL_DETAILS = {"email": "email", "phone": "phone", "website": "website"}
_PERSON_DETAILS = {
    "gender": "gender",
    "title": "title",
    "function": "position",
    "place_of_birth": "birthPlace",
}
# Our ties -> schema of the link; those it has no schema for are told by the link's role.
_LINKS = {
    "owned_by": "Ownership",
    "subsidiary_of": "Ownership",
    "controlled_by": "Control",
    "leader_of": "Directorship",
    "family_of": "Family",
    "associate_of": "Associate",
    "acts_for": "Representation",
}
_ENTITY_ID = re.compile(r"^[a-z0-9][a-z0-9-]*:\S+$")

Line = dict[str, Any]


def ftm_lines(entity: Entity) -> Iterator[str]:
    """Lines of one entity, the party first, without line ends."""
    sanctions = [_sanction(entity, number, item) for number, item in enumerate(entity.listings, 1)]
    documents = _documents(entity)
    links = [
        line
        for number, relation in enumerate(entity.relations, 1)
        for line in _link(entity, number, relation)
    ]
    main = _party(entity)
    extra = _missing(entity, main, [*sanctions, *documents])
    if extra:
        main["riskengine"] = extra
    for line in (main, *sanctions, *documents, *links):
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _schema(entity: Entity) -> str:
    """Schema of the party line. An address that is not listed would not be read as a party."""
    if entity.kind is EntityKind.ADDRESS and not entity.listings:
        return "LegalEntity"
    return _SCHEMAS[entity.kind]


def _line(identity: str, schema: str, properties: dict[str, list[str]]) -> Line:
    kept = {prop: values for prop, values in properties.items() if values}
    return {"id": identity, "schema": schema, "properties": kept}


def _party(entity: Entity) -> Line:
    schema = _schema(entity)
    legal = schema in _LEGAL
    props: dict[str, list[str]] = {}
    first = entity.names[0].text if entity.names else ""
    for position, name in enumerate(entity.names):
        prop = "name" if position == 0 else _NAMES[name.kind]
        if prop == "abbreviation" and not legal:
            prop = "alias"
        props.setdefault(prop, []).append(name.text)
    if schema == "Address" and first:
        props["full"] = [first]
    props["country"] = [code.lower() for code in entity.countries]
    props["address"] = list(entity.addresses) if schema != "Address" else []
    numbers = _NUMBERS.get(schema, _LEGAL_NUMBERS if legal else {})
    for number in entity.identifiers:
        if number.scheme in numbers:
            props.setdefault(numbers[number.scheme], []).append(number.value)
    dates = {**(_LEGAL_DATES if legal else {}), **_DATES.get(schema, {})}
    for label, when in entity.dates:
        if label in dates and "/" not in str(when):
            props.setdefault(dates[label], []).append(str(when))
    details = {
        **_DETAILS,
        **(_LEGAL_DETAILS if legal else {}),
        **(_PERSON_DETAILS if schema == "Person" else {}),
    }
    for label, value in entity.details:
        if label in details:
            props.setdefault(details[label], []).append(value)
    line = _line(entity.id, schema, props)
    line["caption"] = entity.caption
    line["datasets"] = [entity.list_id]
    if entity.listings:
        line["target"] = True
    return line


def _sanction(entity: Entity, number: int, listing: Listing) -> Line:
    props = {
        "entity": [entity.id],
        "program": _one(listing.program),
        "authority": _one(listing.authority),
        "authorityId": _one(listing.entry),
        "startDate": _day(listing.listed_on),
        "endDate": _day(listing.delisted_on),
        "provisions": list(listing.measures),
        "sourceUrl": _one(listing.citation if listing.citation.startswith("http") else ""),
    }
    line = _line(f"{entity.id}-sanction-{number}", "Sanction", props)
    if listing_of(_record(line)) != listing:
        shell = Entity("-", "-", EntityKind.UNKNOWN, (), listings=(listing,))
        line["riskengine"] = {"listing": entity_to_dict(shell)["listings"][0]}
    return line


def _documents(entity: Entity) -> list[Line]:
    """Numbers that the party line has no property for; only legal entities can hold them."""
    schema = _schema(entity)
    if schema not in _LEGAL:
        return []
    lines = []
    for position, number in enumerate(entity.identifiers, 1):
        if number.scheme in _LEGAL_NUMBERS:
            continue
        props = {
            "holder": [entity.id],
            "type": [number.scheme],
            "number": [number.value],
            "country": _one(_country(number)),
        }
        line = _line(f"{entity.id}-identification-{position}", "Identification", props)
        lines.append(line | {"riskengine": {"scheme": number.scheme}})
    return lines


def _country(number: Identifier) -> str:
    lead, hyphen, _ = number.scheme.partition("-")
    return lead if hyphen and len(lead) == 2 else ""


def _link(entity: Entity, position: int, relation: EntityRelation) -> list[Line]:
    schema = _LINKS.get(relation.type, "UnknownLink")
    link = ftm_schema().links[schema]
    lines = []
    target = relation.target
    if not _ENTITY_ID.match(target):
        target = f"{entity.id}-named-{digest(relation.target)}"
        stub = _line(target, "LegalEntity", {"name": [relation.target]})
        lines.append(stub | {"caption": relation.target, "riskengine": {"stub": True}})
    role = relation.type.replace("_", " ")
    props = {
        link.source: [entity.id],
        link.target: [target],
        "role": _one("" if link.type == relation.type else role),
        "percentage": _one(_percent(relation.stake)),
        "startDate": _day(relation.since),
        "endDate": _day(relation.until),
        "sourceUrl": _one(relation.source if relation.source.startswith("http") else ""),
    }
    line = _line(f"{entity.id}-link-{position}", schema, props)
    if relation_of(_record(line), target) != relation:
        shell = Entity("-", "-", EntityKind.UNKNOWN, (), relations=(relation,))
        line["riskengine"] = {"relation": entity_to_dict(shell)["relations"][0]}
    return [*lines, line]


def _missing(entity: Entity, main: Line, others: list[Line]) -> Line:
    """Fields that our own reader would not get back from the properties alone."""
    index = FtmIndex()
    for line in (main, *others):
        index.add(_record(line))
    read = party(_record(main), index, entity.list_id, Account())
    whole = entity_to_dict(entity)
    extra: Line = {}
    for field in EXTRA_FIELDS:
        held = getattr(entity, field)
        got = None if read is None else getattr(read, field)
        if _unordered(field, held) != _unordered(field, got) and field in whole:
            extra[field] = whole[field]
        elif held != got and field not in whole:
            extra[field] = [] if isinstance(held, tuple) else held
    return extra


def _unordered(field: str, value: object) -> object:
    """Order means something among names only, and there only for the first."""
    if not isinstance(value, tuple):
        return value
    return (value[:1] if field == "names" else (), frozenset(value), len(value))


def _record(line: Line) -> Record:
    return records(json.dumps(line))[0]


def _one(value: str) -> list[str]:
    return [value] if value else []


def _day(when: DateRange | None) -> list[str]:
    """A day, month or year; a span between two days is written as its first day."""
    return [] if when is None else [str(when).partition("/")[0]]


def _percent(stake: Stake) -> str:
    if stake.is_unknown:
        return ""
    if stake.low == stake.high:
        return f"{stake.low:g}"
    return f"{stake.low:g}-{stake.high:g}"

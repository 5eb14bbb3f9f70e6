"""One party of a FollowTheMoney file as an entity."""

from __future__ import annotations

from dataclasses import replace

from riskengine.model.entity import Entity, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.codec import entity_from_dict
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.opensanctions.ftm_links import (
    FtmIndex,
    listing_of,
    relation_of,
    stake_of,
)
from riskengine.watchlist.readers.opensanctions.ftm_record import Record
from riskengine.watchlist.readers.opensanctions.ftm_schema import ADDRESS, ftm_schema
from riskengine.watchlist.readers.parts import countries_of, plain_key

# Fields that our own export may add to a party line; the rest comes from other lines.
EXTRA_FIELDS = (
    "kind",
    "names",
    "countries",
    "addresses",
    "identifiers",
    "dates",
    "state_country",
    "state_tier",
    "holder_kind",
    "templates",
    "source",
    "note",
    "details",
)
_NOWHERE = frozenset({"zz", "xx"})  # "no country" and "unknown", not places


def party(record: Record, index: FtmIndex, list_id: str, account: Account) -> Entity | None:
    """The entity of a party line with all that other lines say of it; None if it has no name.

    Raises:
        WatchlistError: our own addition to the line is damaged.
    """
    table = ftm_schema()
    draft = EntityDraft(list_id, own_id(record.id, list_id))
    _names(draft, record)
    if not draft.named and not record.extra.get("names"):
        return None
    home = _countries(draft, record)
    for prop in record.all("address"):
        draft.address(prop)
    for ref in record.all("addressEntity"):
        if ref in index.places:
            draft.address(address_text(index.places[ref]))
            _country(draft, index.places[ref].all("country"))
    _numbers(draft, record, home)
    for document in index.documents.get(record.id, ()):
        _document(draft, document, home)
    for referent in record.referents:
        _referent(draft, referent)
    for prop, label in table.dates.items():
        for value in record.all(prop):
            draft.date(label, date_range(value), value)
    _details(draft, record, index)
    _listings(draft, record, index, account)
    _relations(draft, record, index, list_id, account)
    kind = table.parties.get(record.schema, EntityKind.UNKNOWN)
    entity = draft.build(EntityKind.ADDRESS if record.schema == ADDRESS else kind)
    return _with_extra(entity, record)


def own_id(identity: str, list_id: str) -> str:
    """The publisher's id; one that already names the list is not given its name twice."""
    return plain_key(identity.removeprefix(f"{list_id}:"))


def address_text(place: Record) -> str:
    """An address as one line, or a position's name."""
    full = place.first("full") or place.first("name")
    if full:
        return full
    parts = ("street", "city", "postalCode", "region", "state", "country")
    return ", ".join(value for part in parts if (value := place.first(part)))


def _names(draft: EntityDraft, record: Record) -> None:
    """The caption is the name that the publisher prints; other `name` values are its equals."""
    names = record.all("name")
    caption = record.caption if record.caption in names or not names else names[0]
    if record.schema == ADDRESS:
        draft.name(record.first("full") or caption, NameKind.PRIMARY)
    elif names:
        draft.name(caption, NameKind.PRIMARY)
    for prop, kind in ftm_schema().names.items():
        for value in record.all(prop):
            draft.name(value, NameKind.ALIAS if kind is NameKind.PRIMARY else kind)
    if not draft.named:  # a wallet has only its key, which is also its caption
        draft.name(caption or record.first("publicKey"), NameKind.PRIMARY)


def _countries(draft: EntityDraft, record: Record) -> str:
    """Countries of the party; returns the one whose registers its numbers are from, or ""."""
    table = ftm_schema()
    for prop in (*table.home_countries, *table.other_countries):
        _country(draft, record.all(prop))
    for group in (table.home_countries, table.other_countries):
        codes, _ = countries_of([country_of_code(v) for prop in group for v in record.all(prop)])
        if codes:
            return codes[0] if len(codes) == 1 else ""
    return ""


def _country(draft: EntityDraft, values: tuple[str, ...]) -> None:
    draft.country(*(country_of_code(value) for value in values if value.lower() not in _NOWHERE))


def country_of_code(value: str) -> str:
    """`ru` as RU, `gb-sct` as GB; the codes of states that are gone stay as printed."""
    place = value.partition("-")[0]
    gone_or_no_state = value.lower() in ("su", "eu", "dd", "yu", "cs")
    return place.upper() if len(place) == 2 and place.isalpha() and not gone_or_no_state else value


def _numbers(draft: EntityDraft, record: Record, home: str) -> None:
    table = ftm_schema()
    for prop in table.numbers(record.schema):
        scheme = table.scheme(record.schema, prop)
        for value in record.all(prop):
            _identifier(draft, scheme, value, home, prop)
            if prop in table.case_sensitive and value != value.upper():
                draft.detail("number_as_published", f"{prop}: {value}")


def _identifier(draft: EntityDraft, scheme: str, value: str, country: str, label: str) -> None:
    if not scheme.startswith("*-"):
        draft.identifier(scheme, value, label=label)
    elif country:
        draft.identifier(f"{country.lower()}{scheme[1:]}", value, label=label)
    else:
        draft.detail("number_as_published", f"{label}: {value}")


def _document(draft: EntityDraft, document: Record, home: str) -> None:
    """A document line. One without a number says nothing that can be compared."""
    table = ftm_schema()
    label = document.first("type") or document.schema
    scheme = table.documents.get(label.lower(), "")
    if document.first("type") and document.extra.get("scheme") == label:
        scheme = label  # our own export names the scheme itself
    codes, _ = countries_of([country_of_code(value) for value in document.all("country")])
    country = codes[0] if len(codes) == 1 else home if not codes else ""
    numbers = document.all("number") or document.all("passportNumber")
    for number in numbers:
        if scheme:
            _identifier(draft, scheme, number, country, label)
        else:
            draft.detail("number_as_published", f"{label}: {number}")


def _referent(draft: EntityDraft, referent: str) -> None:
    for rule in ftm_schema().referents:
        if found := rule.pattern.match(referent):
            draft.identifier(rule.scheme, rule.value.format(*found.groups()))


def _details(draft: EntityDraft, record: Record, index: FtmIndex) -> None:
    table = ftm_schema()
    for prop, label in table.details.items():
        if prop == "type" and record.schema != "Vessel":
            continue
        for value in record.all(prop):
            draft.detail(label, value)
    if record.schema != "Vessel" and record.all("type"):
        draft.detail("remark", f"type: {record.joined('type')}")
    for prop in table.remarks:
        if record.all(prop):
            draft.detail("remark", f"{prop}: {record.joined(prop)}")
    for occupancy in index.occupancies.get(record.id, ()):
        posts = [index.places[post] for post in occupancy.all("post") if post in index.places]
        span = "/".join((occupancy.first("startDate"), occupancy.first("endDate")))
        when = f" ({span})" if span != "/" else ""
        for post in posts:
            draft.detail("function", f"{address_text(post)}{when}")
        if not posts and when:
            draft.detail("function", f"position not stated{when}")


def _listings(draft: EntityDraft, record: Record, index: FtmIndex, account: Account) -> None:
    sanctions = index.sanctions.get(record.id, [])
    for sanction in sanctions:
        listing = listing_of(sanction)
        draft.listing(listing)
        for number in sanction.all("unscId"):
            draft.identifier("un", number)
        for reason in sanction.all("reason"):
            draft.detail("reason", reason)
        for label in ("summary", "duration"):
            for words in sanction.all(label):
                draft.detail("remark", f"{listing.program}, {label}: {words}")
        status = sanction.first("status")
        if listing.delisted_on is None:
            if status.lower() in ftm_schema().ended:
                draft.note(f"The listing under {listing.program} has the status {status}.")
            if record.target is False and not sanction.extra:
                account.odd("target", "false, but a Sanction without an end date names it")
    if record.target and not sanctions:
        authority = "; ".join(record.datasets)
        program = record.joined("program") or record.joined("programId")
        draft.listing(Listing(program or record.joined("topics") or authority, authority))


def _relations(
    draft: EntityDraft, record: Record, index: FtmIndex, list_id: str, account: Account
) -> None:
    table = ftm_schema()
    for tie in index.ties.get(record.id, ()):
        if tie.all("percentage") and stake_of(tie.all("percentage")) is None:
            account.odd("percentage", "a share that is no number")
            draft.note(f"Share as printed: {tie.joined('percentage')}.")
        if tie.extra:
            draft.relation(relation_of(tie, ""))
            continue
        for other in tie.all(table.links[tie.schema].target):
            draft.relation(relation_of(tie, _target(other, index, list_id, account)))
    for prop, type_ in table.references.items():
        for other in record.all(prop):
            target = _target(other, index, list_id, account)
            relation = relation_of(Record("", "UnknownLink", datasets=record.datasets), target)
            draft.relation(replace(relation, type=type_))


def _target(other: str, index: FtmIndex, list_id: str, account: Account) -> str:
    if other in index.parties:
        return EntityDraft(list_id, own_id(other, list_id)).id
    account.odd("reference", "a tie names a party that is not in the file")
    return other


def _with_extra(entity: Entity, record: Record) -> Entity:
    """What our own export added replaces what the properties could only say in part."""
    if not record.extra:
        return entity
    stated = {key: value for key, value in record.extra.items() if key in EXTRA_FIELDS}
    whole = entity_from_dict({"id": entity.id, "kind": entity.kind.value, "names": [], **stated})
    return replace(entity, **{key: getattr(whole, key) for key in stated})

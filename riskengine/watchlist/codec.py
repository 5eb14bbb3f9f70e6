"""Entities as one line of JSON each, and back.

A line holds the fields of `riskengine.model.entity.Entity` in their order, `id` first.
Empty fields are left out, and so is a name's script when it is Latin. Dates are the
shortest spelling that `DateRange.parse` reads: `2025-01-16`, `1965`, `2020-08-01/2020-08-20`.
A stake is `[low, high]` in percent. The list id may be left out of a line, because the
folder and the manifest name it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import DETAILS, EntityKind, NameKind, StateTier

# The store finds ids without parsing JSON, so an id may not need escaping.
_ID = re.compile(r'[^\s"\\\x00-\x1f]+')

_ENTITY_KEYS = frozenset(field.name for field in fields(Entity))
_NAME_KEYS = frozenset(field.name for field in fields(EntityName))
_LISTING_KEYS = frozenset(field.name for field in fields(Listing))
_RELATION_KEYS = frozenset(field.name for field in fields(EntityRelation))
_IDENTIFIER_KEYS = frozenset(field.name for field in fields(Identifier))
_KINDS = {kind.value: kind for kind in EntityKind}
_NAME_KINDS = {kind.value: kind for kind in NameKind}


_SEARCHABLE = ("id", "list_id", "kind", "names", "countries", "identifiers", "dates")


def entity_to_json(entity: Entity, *, with_list_id: bool = False) -> str:
    """One line, without the line end. Equal entities give equal text.

    Raises:
        WatchlistError: the id is empty or holds white space, a quote or a backslash.
    """
    payload = entity_to_dict(entity, with_list_id=with_list_id)
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def entity_from_json(line: str | bytes, *, list_id: str = "") -> Entity:
    """Read one line.

    Args:
        list_id: used when the line does not name its list.

    Raises:
        WatchlistError: the line is no JSON object, a key or value is not known, or a
            needed field is missing. The message does not name a place; the store adds it.
    """
    return entity_from_dict(_object(line), list_id=list_id)


def _object(line: str | bytes) -> dict[str, Any]:
    try:
        payload = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WatchlistError(f"not JSON: {error}", code="watchlist.record") from None
    if not isinstance(payload, dict):
        raise WatchlistError("not a JSON object", code="watchlist.record")
    return payload


def searchable_from_json(line: str | bytes, *, list_id: str = "") -> Entity:
    """As `entity_from_json`, but only what an index needs: id, kind, names, countries,
    identifiers, dates.

    Whoever then uses the entity decodes all of it, checked in full.
    """
    payload = _object(line)
    kept = {key: payload[key] for key in _SEARCHABLE if key in payload}
    return entity_from_dict(kept, list_id=list_id)


def entity_to_dict(entity: Entity, *, with_list_id: bool = False) -> dict[str, Any]:
    """The object that `entity_to_json` writes, keys in writing order."""
    if not _ID.fullmatch(entity.id):
        raise WatchlistError(
            f"entity id {entity.id!r} is empty or holds white space, a quote or a backslash",
            hint="Build ids as <list_id>:<slug>.",
            code="watchlist.record",
        )
    out: dict[str, Any] = {"id": entity.id}
    if with_list_id:
        out["list_id"] = entity.list_id
    out["kind"] = entity.kind.value
    out["names"] = [_name_out(name) for name in entity.names]
    out["countries"] = list(entity.countries)
    out["addresses"] = list(entity.addresses)
    out["identifiers"] = [{"scheme": i.scheme, "value": i.value} for i in entity.identifiers]
    out["dates"] = [[label, str(when)] for label, when in entity.dates]
    out["listings"] = [listing_to_dict(listing) for listing in entity.listings]
    out["relations"] = [_relation_out(relation) for relation in entity.relations]
    out["state_country"] = entity.state_country
    out["state_tier"] = None if entity.state_tier is None else entity.state_tier.value
    out["holder_kind"] = entity.holder_kind
    out["templates"] = list(entity.templates)
    out["source"] = entity.source
    out["note"] = entity.note
    out["details"] = [[label, value] for label, value in entity.details]
    return {key: value for key, value in out.items() if value not in ("", None, [])}


def entity_from_dict(payload: Mapping[str, Any], *, list_id: str = "") -> Entity:
    """The entity of one decoded line; see `entity_from_json` for what is raised."""
    try:
        _known(payload, _ENTITY_KEYS, "entity")
        get = payload.get
        tier = get("state_tier")
        return Entity(
            id=_text(payload["id"], "id"),
            list_id=_text(get("list_id", list_id), "list_id"),
            kind=_KINDS[payload["kind"]],
            names=tuple(_name_in(item) for item in get("names", ())),
            countries=_texts(get("countries", ()), "countries"),
            addresses=_texts(get("addresses", ()), "addresses"),
            identifiers=tuple(_identifier_in(item) for item in get("identifiers", ())),
            dates=tuple(
                (_text(label, "dates"), _date_range(when)) for label, when in get("dates", ())
            ),
            listings=tuple(listing_from_dict(item) for item in get("listings", ())),
            relations=tuple(_relation_in(item) for item in get("relations", ())),
            state_country=_optional(get("state_country"), "state_country"),
            state_tier=None if tier is None else StateTier(tier),
            holder_kind=_text(get("holder_kind", ""), "holder_kind"),
            templates=_texts(get("templates", ()), "templates"),
            source=_text(get("source", ""), "source"),
            note=_text(get("note", ""), "note"),
            details=tuple(
                (_detail(label), _text(value, "details")) for label, value in get("details", ())
            ),
        )
    except KeyError as error:
        message = f"missing field or unknown value {error}"
        raise WatchlistError(message, code="watchlist.record") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise WatchlistError(str(error), code="watchlist.record") from None


def _name_out(name: EntityName) -> dict[str, str]:
    out = {"text": name.text, "kind": name.kind.value}
    if name.script != "Latn":
        out["script"] = name.script
    if name.language is not None:
        out["language"] = name.language
    return out


def _name_in(item: Mapping[str, Any]) -> EntityName:
    _known(item, _NAME_KEYS, "name")
    return EntityName(
        text=_text(item["text"], "names.text"),
        kind=_NAME_KINDS[item["kind"]],
        script=_text(item.get("script", "Latn"), "names.script"),
        language=_optional(item.get("language"), "names.language"),
    )


def _identifier_in(item: Mapping[str, Any]) -> Identifier:
    _known(item, _IDENTIFIER_KEYS, "identifier")
    return Identifier(_text(item["scheme"], "scheme"), _text(item["value"], "value"))


def _detail(label: object) -> str:
    if label not in DETAILS:
        raise ValueError(f"unknown detail: {label}")
    return str(label)


def listing_to_dict(listing: Listing) -> dict[str, Any]:
    """One listing as it stands in an entity's line."""
    dated = listing.listed_on is not None
    out: dict[str, Any] = {
        "program": listing.program,
        "authority": listing.authority,
        "entry": listing.entry,
        "listed_on": "" if listing.listed_on is None else str(listing.listed_on),
        "listed_on_basis": (
            listing.listed_on_basis if dated or listing.listed_on_basis != "stated" else ""
        ),
        "delisted_on": "" if listing.delisted_on is None else str(listing.delisted_on),
        "citation": listing.citation,
        "licence_requirement": listing.licence_requirement,
        "licence_policy": listing.licence_policy,
        "measures": list(listing.measures),
        "url": listing.url,
    }
    return {key: value for key, value in out.items() if value or key in ("program", "authority")}


def listing_from_dict(item: Mapping[str, Any]) -> Listing:
    """The listing of one decoded object; raises `KeyError`, `ValueError` or `TypeError`."""
    _known(item, _LISTING_KEYS, "listing")
    get = item.get
    return Listing(
        program=_text(item["program"], "program"),
        authority=_text(item["authority"], "authority"),
        entry=_text(get("entry", ""), "entry"),
        listed_on=_date(get("listed_on")),
        listed_on_basis=_text(get("listed_on_basis", "stated"), "listed_on_basis"),
        delisted_on=_date(get("delisted_on")),
        citation=_text(get("citation", ""), "citation"),
        licence_requirement=_text(get("licence_requirement", ""), "licence_requirement"),
        licence_policy=_text(get("licence_policy", ""), "licence_policy"),
        measures=_texts(get("measures", ()), "measures"),
        url=_text(get("url", ""), "url"),
    )


def _relation_out(relation: EntityRelation) -> dict[str, Any]:
    out: dict[str, Any] = {"type": relation.type, "target": relation.target}
    if relation.stake != Stake():
        out["stake"] = [_number(relation.stake.low), _number(relation.stake.high)]
    if relation.since is not None:
        out["since"] = str(relation.since)
    if relation.until is not None:
        out["until"] = str(relation.until)
    if relation.source:
        out["source"] = relation.source
    return out


def _relation_in(item: Mapping[str, Any]) -> EntityRelation:
    _known(item, _RELATION_KEYS, "relation")
    stake = Stake()
    if "stake" in item:
        low, high = item["stake"]
        stake = Stake(float(low), float(high))
    return EntityRelation(
        type=_text(item["type"], "relations.type"),
        target=_text(item["target"], "relations.target"),
        stake=stake,
        since=_date(item.get("since")),
        until=_date(item.get("until")),
        source=_text(item.get("source", ""), "relations.source"),
    )


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _date(value: str | None) -> DateRange | None:
    return None if value is None else _date_range(_text(value, "date"))


def _known(item: Mapping[str, Any], keys: frozenset[str], what: str) -> None:
    if not keys.issuperset(item):
        unknown = ", ".join(sorted(str(key) for key in item if key not in keys))
        raise ValueError(f"{what} has unknown fields: {unknown}")


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{what} must be text, not {type(value).__name__}")
    return value


def _optional(value: object, what: str) -> str | None:
    return None if value is None else _text(value, what)


def _texts(values: object, what: str) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)):
        raise TypeError(f"{what} must be a list of texts")
    return tuple(_text(value, what) for value in values)


@lru_cache(maxsize=4096)
def _date_range(text: str) -> DateRange:
    """Thousands of entries share a few days."""
    return DateRange.parse(text)

"""One party of the Swiss list: identities, places, documents, relations, remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riskengine.model.entity import EntityRelation
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.ch.codes import swiss_codes
from riskengine.watchlist.readers.ch.names import read_name
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.parts import countries_of, kind_of_organization
from riskengine.watchlist.readers.xmlstream import Element, attribute, text, texts

LIST_ID = "ch-seco"
AUTHORITY = "Swiss State Secretariat for Economic Affairs"
_UN = re.compile(r"^[A-Z]{2,3}[ei]\.\d{3}$|^Q[EI]\.[A-Z]\.\d+\.\d{2}\.?$")
_EU = re.compile(r"^EU\.\d+\.\d+$")
_LABELLED = re.compile(r"^(?P<label>[^:]{2,40}?)\s*:\s*(?P<value>.+)$", re.DOTALL)
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9 ./-]*", re.IGNORECASE)


def cross_reference(value: str) -> str:
    """Scheme of another publisher's reference by its form; "" where it has none."""
    if _UN.match(value):
        return "un"
    return "eu" if _EU.match(value) else ""


def read_party(
    body: Element, places: Mapping[str, Element], draft: EntityDraft, account: Account
) -> EntityKind:
    """Read `individual`, `entity` or `object` into a draft.

    Args:
        places: `place` elements by ssid.
    """
    identities = body.findall("identity")
    # The main identity may stand anywhere; without a mark the first one is it.
    marked = [item for item in identities if attribute(item, "main") == "true"]
    countries: dict[str, None] = {}
    for identity in sorted(identities, key=lambda item: item not in marked):
        main = identity in marked or (not marked and identity is identities[0])
        for element in identity.findall("name"):
            read_name(element, draft, account, main=main)
    kind = _kind(body, draft, account)
    for identity in identities:
        _identity(identity, kind, places, draft, account, countries)
    if attribute(body, "sex"):
        draft.detail("gender", attribute(body, "sex"))
    for reason in texts(body, "justification"):
        draft.detail("reason", reason)
    for remark in texts(body, "other-information"):
        _remark(remark, draft, tuple(countries))
    for relation in body.findall("relation"):
        _relation(relation, draft, account)
    return kind


def _kind(body: Element, draft: EntityDraft, account: Account) -> EntityKind:
    if body.tag == "individual":
        return EntityKind.PERSON
    if body.tag == "entity":
        name = draft.build(EntityKind.UNKNOWN).caption
        return kind_of_organization(name, otherwise=EntityKind.ORGANIZATION)
    printed = attribute(body, "object-type")
    kind = swiss_codes().object_types.get(printed)
    if kind is None:
        account.odd("object-type", printed)
        return EntityKind.UNKNOWN
    return kind


def _identity(
    identity: Element,
    kind: EntityKind,
    places: Mapping[str, Element],
    draft: EntityDraft,
    account: Account,
    countries: dict[str, None],
) -> None:
    for child in identity.findall("nationality"):
        country = child.find("country")
        printed = attribute(country, "iso-code") or text(child)
        draft.country(printed)
        draft.detail("nationality", text(child) or printed)
        countries.update(dict.fromkeys(countries_of([printed])[0]))
    for child in identity.findall("address"):
        place = _place(child, places)
        draft.address(
            text(child, "c-o"),
            text(child, "address-details"),
            _box(text(child, "p-o-box")),
            " ".join(part for part in (text(child, "zip-code"), place["location"]) if part),
            place["area"],
            place["country"],
        )
        if place["code"] or place["country"]:
            draft.country(place["code"] or place["country"])
            countries.update(dict.fromkeys(countries_of([place["code"] or place["country"]])[0]))
        for remark in (*texts(child, "remark"), *texts(child, "remarks")):
            draft.detail("remark", f"address: {remark}")
    label = "birth" if kind is EntityKind.PERSON else "founded"
    label = "built" if kind in (EntityKind.VESSEL, EntityKind.AIRCRAFT) else label
    for child in identity.findall("day-month-year"):
        when, printed = _date(child)
        draft.date(label, when, printed)
    for child in identity.findall("place-of-birth"):
        place = _place(child, places)
        printed = ", ".join(place[key] for key in ("location", "area", "country") if place[key])
        draft.detail("place_of_birth", printed)
    for child in identity.findall("identification-document"):
        _document(child, draft, account, tuple(countries))


def _place(element: Element, places: Mapping[str, Element]) -> dict[str, str]:
    """Location, area, country and country code: of the element, else of its place."""
    place = places.get(attribute(element, "place-id"))
    out = {}
    for tag in ("location", "area", "country"):
        out[tag] = text(element, tag) or (text(place, tag) if place is not None else "")
    out["code"] = ""
    for holder in (element, place):
        if holder is not None and not out["code"]:
            out["code"] = attribute(holder.find("country"), "iso-code")
    return out


def _box(number: str) -> str:
    return f"P.O. Box {number}" if number.replace(" ", "").isalnum() and number else number


def _date(element: Element) -> tuple[DateRange | None, str]:
    year, month, day = (attribute(element, name) for name in ("year", "month", "day"))
    calendar = attribute(element, "calendar")
    printed = "-".join(part.zfill(2) for part in (year, month, day) if part)
    if calendar and calendar.lower() != "gregorian":
        return None, f"{printed} ({calendar})"
    approximate = attribute(element, "quality") == "low" and not month
    return date_range(f"circa {printed}" if approximate else printed), printed


def _document(
    element: Element, draft: EntityDraft, account: Account, countries: tuple[str, ...]
) -> None:
    type_ = attribute(element, "document-type")
    number = text(element, "number")
    if not number:
        return
    issuer = element.find("issuer")
    printed = attribute(issuer, "code") or attribute(element.find("issuer/country"), "iso-code")
    codes = countries_of([printed or text(issuer)])[0] if printed or text(issuer) else ()
    # A number without its country is worth little; one nationality stands in for it.
    codes = codes or (countries if len(countries) == 1 else ())
    base = swiss_codes().documents.get(type_)
    if base is None and type_ not in ("", "other"):
        account.odd("document-type", type_)
    if base is not None and codes:
        draft.identifier(f"{codes[0].lower()}-{base}", number, label=type_)
    else:
        note = " ".join(part for part in (type_ or "document", text(issuer)) if part)
        draft.detail("number_as_published", f"{note}: {number}")
    facts = [
        f"{tag} {text(element, tag)}"
        for tag in ("date-of-issue", "expiry-date", "remark")
        if text(element, tag)
    ]
    if base is not None and codes and text(issuer):
        facts.insert(0, f"issuer {text(issuer)}")
    if facts:
        draft.detail("remark", f"{type_ or 'document'} {number}: {'; '.join(facts)}")


def _remark(remark: str, draft: EntityDraft, countries: tuple[str, ...]) -> None:
    draft.detail("remark", remark)
    codes = swiss_codes()
    found = _LABELLED.match(remark)
    if found is None:
        return
    label, value = found["label"].lower().strip(" ."), found["value"].strip(" .")
    if label in codes.labelled_details:
        draft.detail(codes.labelled_details[label], value)
    scheme = codes.labelled_numbers.get(label)
    if scheme is None or not _NUMBER.fullmatch(value):
        return
    if scheme.startswith("~"):
        if len(countries) != 1:
            return
        scheme = f"{countries[0].lower()}-{scheme[1:]}"
    draft.identifier(scheme, value, label=found["label"])


def _relation(element: Element, draft: EntityDraft, account: Account) -> None:
    printed = attribute(element, "relation-type")
    target = attribute(element, "target-id")
    type_ = swiss_codes().relations.get(printed)
    if type_ is None:
        account.odd("relation-type", printed)
        type_ = "linked_to"
    if not target:
        return
    remark = text(element, "remark")
    source = f"{printed}: {remark}" if remark else printed
    draft.relation(EntityRelation(type_, f"{LIST_ID}:{target}", source=source))

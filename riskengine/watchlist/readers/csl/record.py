"""One party of the Consolidated Screening List as the official forms publish it.

The CSV joins what repeats by "; "; the JSON has arrays and objects. Both come here as the
same `CslRecord`, and from it one `CslRow` is made for the shared path to entities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from riskengine.model.interval import DateRange
from riskengine.territories import country_code
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.csl.entities import TYPES
from riskengine.watchlist.readers.csl.ids import PrintedId, add_ids
from riskengine.watchlist.readers.csl.merge import CslList
from riskengine.watchlist.readers.csl.reduced import CslRow, split_aliases, split_footnotes
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.names import tidy
from riskengine.watchlist.readers.ofac.facts import PartyFacts
from riskengine.watchlist.readers.parts import countries_of
from riskengine.watchlist.readers.words import reader_words

# Columns of the official CSV, in its order; the JSON has the same names, `id` for `_id`, and
# for some sources `country`.
COLUMNS = (
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
)
DISTINCTIVE = frozenset(
    {
        "federal_register_notice",
        "standard_order",
        "license_requirement",
        "license_policy",
        "source_list_url",
        "source_information_url",
        "alt_names",
        "gross_registered_tonnage",
        "places_of_birth",
    }
)
_NUMBER = re.compile(r"[A-Za-z0-9._-]+")
_DETAILS = (
    ("title", "title"),
    ("call_sign", "call_sign"),
    ("vessel_type", "vessel_type"),
    ("gross_tonnage", "gross_tonnage"),
    ("vessel_flag", "flag"),
    ("vessel_owner", "owner_as_published"),
    ("remarks", "remark"),
)


@dataclass(frozen=True, slots=True)
class CslRecord:
    """One row of an official form.

    Attributes:
        texts: columns that hold one value, by name; absent ones are left out.
        addresses: (address as published, country as printed or "").
        countries: countries of the party itself, outside its addresses.
    """

    texts: Mapping[str, str]
    programs: tuple[str, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    alt_names: tuple[str, ...] = ()
    citizenships: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    ids: tuple[PrintedId, ...] = ()
    countries: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        return self.texts.get(column, "")


def row_of(record: CslRecord, number: int, spec: CslList, account: Account) -> CslRow:
    """The row for the shared path. Codes and dates that cannot be read are reported as odd.

    Raises:
        ValueError: the row has no name.
    """
    printed = record.text("name")
    if not tidy(printed):
        raise ValueError("the name is empty")
    kind = record.text("type").strip().capitalize()
    if kind not in TYPES:
        account.odd("type", record.text("type"))
    if "\ufffd" in printed:
        account.odd("encoding", printed)
    draft = EntityDraft(spec.list_id, "row")
    facts = PartyFacts(draft, account, kind)
    add_ids(record.ids, facts)
    _add_facts(record, draft)
    held = draft.build(EntityKind.UNKNOWN)
    requirement, footnotes = split_footnotes(record.text("license_requirement"))
    return CslRow(
        number=number,
        name=printed,
        aliases=tuple(split_aliases(record.alt_names)),
        type=kind,
        countries=_countries(record),
        ofac_number=_number(record, spec, account),
        licence_requirement=requirement,
        licence_policy=record.text("license_policy"),
        programs=record.programs,
        citation=tidy(record.text("federal_register_notice")),
        footnotes=footnotes,
        addresses=held.addresses,
        other_countries=(
            *held.countries,
            *record.countries,
            *record.nationalities,
            *record.citizenships,
            *filter(None, [record.text("vessel_flag")]),
        ),
        started=_day(record, "start_date", account),
        ended=_day(record, "end_date", account),
        dated=tuple(facts.listed),
        measures=(*facts.measures, *_order(record)),
        identifiers=held.identifiers,
        dates=held.dates,
        details=held.details,
    )


def _countries(record: CslRecord) -> tuple[str, ...]:
    """Countries of the addresses: codes where there are any, else as printed; each once."""
    out: dict[str, None] = {}
    for _, printed in record.addresses:
        if printed:
            codes, unmapped = countries_of([printed])
            out.update(dict.fromkeys(codes or unmapped))
    return tuple(out)


def _number(record: CslRecord, spec: CslList, account: Account) -> str:
    if not spec.by_number:
        return ""
    number = record.text("entity_number").strip() or record.text("_id").strip()
    if record.text("entity_number").strip() or number.isdigit():
        if _NUMBER.fullmatch(number):
            return number
        account.odd("entity_number", number)
        return ""
    account.odd("entity_number", "none")
    return ""


def _day(record: CslRecord, column: str, account: Account) -> DateRange | None:
    text = record.text(column)
    if not text.strip():
        return None
    found = date_range(text, month_first=True)
    if found is None:
        account.odd(column, text)
    return found


def _order(record: CslRecord) -> tuple[str, ...]:
    # Whether an order has the standard terms: "Y", "N" or empty.
    order = record.text("standard_order").strip()
    return (f"Standard order: {order}",) if order else ()


def _add_facts(record: CslRecord, facts: EntityDraft) -> None:
    for address, country in record.addresses:
        if address != country:
            facts.address(address)
    for column, label in _DETAILS:
        facts.detail(label, record.text(column))
    registered = record.text("gross_registered_tonnage").strip()
    if registered:
        facts.detail("tonnage", f"{registered} (gross registered)")
    for birth in record.births:
        facts.date("birth", date_range(birth), birth)
    for label, values in (
        ("place_of_birth", record.birth_places),
        ("nationality", record.nationalities),
        ("citizenship", record.citizenships),
    ):
        for value in values:
            facts.detail(label, value)


def split_list(text: str) -> tuple[str, ...]:
    """Parts of a cell that joins several by "; "; an "and " before the last one is cut off."""
    parts = (re.sub(r"^and\s+", "", part.strip()) for part in text.split(";"))
    return tuple(part for part in parts if part)


def split_addresses(text: str) -> tuple[tuple[str, str], ...]:
    """Addresses of one cell, each with the country that ends it, as printed."""
    return tuple((part, country_at_end(part)) for part in split_list(text))


def country_at_end(address: str) -> str:
    """The country that an address ends in: a code or a name, as printed; "" if there is none."""
    parts = [part.strip() for part in address.split(",")]
    table = reader_words().countries
    for count in (2, 1):
        last = ", ".join(parts[-count:])
        if last.upper().startswith("REGION:") or last in table:
            return last
        # Two capitals that are no country's code may be a state or a province.
        if country_code(last) or (count == 2 and countries_of([last])[0]):
            return last
    return ""

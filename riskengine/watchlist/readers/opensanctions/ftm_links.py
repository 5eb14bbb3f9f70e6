"""What the other lines of a FollowTheMoney file say of its parties, gathered in a first pass.

Ties, sanctions, addresses and documents are lines of their own and may stand before or after
the parties they name, so they are collected first and looked up when a party is built.
"""

from __future__ import annotations

import re
from collections import defaultdict

from riskengine.errors import WatchlistError
from riskengine.model.entity import EntityRelation, Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.watchlist.codec import entity_from_dict
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.opensanctions.ftm_record import Record
from riskengine.watchlist.readers.opensanctions.ftm_schema import (
    ADDRESS,
    DOCUMENTS,
    OCCUPANCY,
    POSITION,
    SANCTION,
    ftm_schema,
)

# Ties that FollowTheMoney has no schema for are told by the link's `role`.
_ROLES = frozenset(
    {
        "owned_by",
        "controlled_by",
        "subsidiary_of",
        "state_body_of",
        "manages_fund",
        "owned_or_controlled_by",
        "acts_for",
        "supports",
        "leader_of",
        "associate_of",
        "family_of",
    }
)
READ = frozenset({SANCTION, OCCUPANCY, ADDRESS, POSITION, *DOCUMENTS})
_SPAN = re.compile(r"^(\d+(?:\.\d+)?)\s*%?\s*(?:-|–|to|and)\s*(\d+(?:\.\d+)?)\s*%?$")
_SHARE = re.compile(
    r"^(?P<sign>[<>≥≤]=?|more than|over|at least|less than|up to)?\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*%?\s*(?P<plus>\+)?$",
    re.IGNORECASE,
)
_OPEN = frozenset({">", "<", "more than", "over", "less than"})
_UPWARDS = frozenset({">", ">=", "≥", "more than", "over", "at least"})


class FtmIndex:
    """Everything but the parties themselves.

    Attributes:
        parties: id -> whether the publisher says that it is listed (None: does not say).
        linked: ids that some tie, sanction or document names.
    """

    def __init__(self) -> None:
        self.parties: dict[str, bool | None] = {}
        self.linked: set[str] = set()
        self.ties: defaultdict[str, list[Record]] = defaultdict(list)
        self.sanctions: defaultdict[str, list[Record]] = defaultdict(list)
        self.documents: defaultdict[str, list[Record]] = defaultdict(list)
        self.occupancies: defaultdict[str, list[Record]] = defaultdict(list)
        self.places: dict[str, Record] = {}
        self._referred: set[str] = set()
        self._seen: set[str] = set()

    def add(self, record: Record) -> None:
        """Take in one record, nested ones included; a record met again is not added twice."""
        table = ftm_schema()
        if is_party(record):
            known = self.parties.get(record.id)
            self.parties[record.id] = known or record.target
            self._referred.update(record.all("addressEntity"))
            for prop in table.references:
                self.linked.update(record.all(prop))
            return
        if record.id in self._seen:
            return
        self._seen.add(record.id)
        if damaged(record):
            return
        if record.schema in table.links:
            link = table.links[record.schema]
            for one in record.all(link.source):
                self.ties[one].append(record)
            self.linked.update((*record.all(link.source), *record.all(link.target)))
        elif record.schema == SANCTION:
            self._under(self.sanctions, record, "entity")
        elif record.schema in DOCUMENTS:
            self._under(self.documents, record, "holder")
        elif record.schema == OCCUPANCY:
            self._under(self.occupancies, record, "holder")
            self._referred.update(record.all("post"))
        elif record.schema in (ADDRESS, POSITION):
            self.places[record.id] = record

    def _under(self, table: defaultdict[str, list[Record]], record: Record, prop: str) -> None:
        for one in record.all(prop):
            table[one].append(record)
            self.linked.add(one)

    def unused(self, record: Record) -> str:
        """Why a readable record has no place in any entity; "" where it has. Ask at the end."""
        if record.schema in (ADDRESS, POSITION):
            return "" if record.id in self._referred else "no party refers to them"
        if record.schema in READ:
            return ""
        return "" if record.schema in ftm_schema().links else "no party and no tie that is read"

    def fault(self, record: Record) -> str:
        """Why a record that says something of a party cannot be used. Ask at the end."""
        table = ftm_schema()
        if reason := damaged(record):
            return reason
        if record.schema in table.links:
            holders = record.all(table.links[record.schema].source)
        elif record.schema == SANCTION:
            holders = record.all("entity")
        elif record.schema in DOCUMENTS or record.schema == OCCUPANCY:
            holders = record.all("holder")
        else:
            return ""
        if any(holder in self.parties for holder in holders):
            return ""
        named = ", ".join(holders) or "no party"
        return f"{record.schema} names {named}, which is not in the file"


def is_party(record: Record) -> bool:
    """Whether a record describes a party; an address is one only where it is itself listed."""
    if record.schema in ftm_schema().parties:
        return True
    return record.schema == ADDRESS and record.target is True


def listing_of(record: Record) -> Listing:
    """The listing that a Sanction line describes.

    Raises:
        WatchlistError: our own addition to the line is damaged.
    """
    if record.extra:
        stated = entity_from_dict(
            {"id": "-", "kind": "unknown", "names": [], "listings": [record.extra.get("listing")]}
        )
        return stated.listings[0]
    authority = record.joined("authority") or "; ".join(record.datasets)
    return Listing(
        program=record.joined("program") or record.joined("programId") or authority,
        authority=authority,
        entry=record.first("authorityId") or record.first("recordId"),
        listed_on=_first_day(record.all("startDate")) or _first_day(record.all("listingDate")),
        delisted_on=_last_day(record.all("endDate")),
        citation=record.first("sourceUrl"),
        measures=record.all("provisions"),
        url=" ".join(dict.fromkeys((*record.all("programUrl"), *record.all("sourceUrl")[1:]))),
    )


def relation_of(record: Record, target: str) -> EntityRelation:
    """The tie that a link line describes, read towards `target`.

    Raises:
        WatchlistError: our own addition to the line is damaged.
    """
    if record.extra:
        stated = entity_from_dict(
            {"id": "-", "kind": "unknown", "names": [], "relations": [record.extra.get("relation")]}
        )
        return stated.relations[0]
    type_ = ftm_schema().links[record.schema].type
    role = record.first("role").lower().replace(" ", "_")
    plain = record.schema == "UnknownLink" or not record.all("percentage")
    if role in _ROLES and plain and record.schema in ("UnknownLink", "Ownership"):
        type_ = role
    return EntityRelation(
        type=type_,
        target=target,
        stake=stake_of(record.all("percentage")) or Stake(),
        since=_first_day(record.all("startDate")) or _first_day(record.all("date")),
        until=_last_day(record.all("endDate")),
        source=record.first("sourceUrl") or "; ".join(record.datasets),
    )


def stake_of(printed: tuple[str, ...]) -> Stake | None:
    """The share that all printed values together allow; None where none can be read."""
    found = [stake for value in printed if (stake := _stake(value)) is not None]
    if not found:
        return None
    return Stake(min(stake.low for stake in found), max(stake.high for stake in found))


def _stake(printed: str) -> Stake | None:
    text = printed.replace(",", ".").strip()
    try:
        if span := _SPAN.match(text):
            return Stake(float(span[1]), float(span[2]))
        if (share := _SHARE.match(text)) is None:
            return None
        number = float(share["number"])
        sign = (share["sign"] or "").lower()
        if sign in _UPWARDS or share["plus"]:
            return Stake.over(number) if sign in _OPEN else Stake(number, 100.0)
        if sign:
            return Stake.under(number) if sign in _OPEN else Stake(0.0, number)
        return Stake.exactly(number)
    except ValueError:
        return None


def _first_day(printed: tuple[str, ...]) -> DateRange | None:
    return min(_dates(printed), default=None)


def _last_day(printed: tuple[str, ...]) -> DateRange | None:
    return max(_dates(printed), key=lambda when: when.latest, default=None)


def _dates(printed: tuple[str, ...]) -> list[DateRange]:
    return [when for value in printed if (when := date_range(value)) is not None]


def damaged(record: Record) -> str:
    """Why our own addition to a Sanction or link line cannot be read; "" where it can."""
    try:
        if record.extra and record.schema == SANCTION:
            listing_of(record)
        elif record.extra and record.schema in ftm_schema().links:
            relation_of(record, "")
    except WatchlistError as error:
        return f"its riskengine part: {error.message}"
    return ""

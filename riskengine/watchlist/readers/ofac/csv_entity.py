"""One entity out of an entry of OFAC's CSV set and its rows in the companion files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from riskengine.model.entity import Entity, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.ofac.csv_lists import AUTHORITY, SDN
from riskengine.watchlist.readers.ofac.remark_facts import add_parts, program_facts, with_facts
from riskengine.watchlist.readers.ofac.remarks import RemarkPart, country_printed
from riskengine.watchlist.readers.parts import countries_of, kind_of_organization

_KINDS = {
    "individual": EntityKind.PERSON,
    "vessel": EntityKind.VESSEL,
    "aircraft": EntityKind.AIRCRAFT,
}
_ALIAS_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
_COLUMN_DETAILS = (
    (4, "title"),
    (5, "call_sign"),
    (6, "vessel_type"),
    (7, "tonnage"),
    (8, "gross_tonnage"),
    (9, "flag"),
    (10, "owner_as_published"),
)


@dataclass(slots=True)
class SetEntry:
    """One number of the primary file with what its companions say of it.

    Attributes:
        rows: its rows of the primary file; more than one only if the number stands twice.
        lists: list id -> its programmes there.
        beside: programmes printed that are of none of these lists.
        addresses, names: its rows of the companion files.
        rest: what the comments file adds to the remark.
    """

    number: str
    rows: list[tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    remarks: tuple[RemarkPart, ...] = ()
    addresses: list[tuple[str, ...]] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    rest: str = ""


def build_entity(
    entry: SetEntry,
    list_id: str,
    codes: tuple[str, ...],
    ids: Mapping[str, str],
    odd: Callable[[str, str], None],
) -> Entity:
    """The entity of this entry on one list.

    Args:
        codes: the programmes of that list.
        ids: name in upper case -> id, for the parties that remarks name.
        odd: told of codes that are not known (what, value).
    """
    draft = EntityDraft(list_id, entry.number)
    kind = _kind(entry.rows[0], odd)
    draft.identifier("ofac", entry.number)
    for at, cells in enumerate(entry.rows):
        draft.name(cells[1], NameKind.PRIMARY if at == 0 else NameKind.ALIAS)
        _columns(draft, cells)
    for cells in entry.names:
        alias = _ALIAS_KINDS.get(cells[2].lower())
        if alias is None:
            odd("alt_type", cells[2])
        draft.name(cells[3], alias or NameKind.ALIAS)
        draft.detail("remark", _labelled(f"Further name {cells[3]}", cells[4:]))
    for cells in entry.addresses:
        draft.address(*cells[2:5])
        _country(draft, cells[4])
        draft.detail("remark", _labelled("Address remark", cells[5:]))
    facts = program_facts(entry.remarks)
    for code in codes or ("not stated",):
        listing = Listing(code, AUTHORITY, entry.number)
        draft.listing(with_facts(listing, facts, blocking=list_id == SDN))
    if entry.beside:
        draft.note(f"Also printed under programmes of other OFAC lists: {', '.join(entry.beside)}.")
    home, _ = countries_of(country_printed(cells[4]) for cells in entry.addresses)
    add_parts(draft, entry.remarks, kind, ids=ids, home=home)
    return draft.build(kind)


def _kind(cells: tuple[str, ...], odd: Callable[[str, str], None]) -> EntityKind:
    printed = cells[2].lower()
    if printed in ("", "entity"):
        return kind_of_organization(cells[1], otherwise=EntityKind.ORGANIZATION)
    kind = _KINDS.get(printed)
    if kind is None:
        odd("SDN_Type", cells[2])
    return kind or EntityKind.UNKNOWN


def _columns(draft: EntityDraft, cells: tuple[str, ...]) -> None:
    for at, label in _COLUMN_DETAILS:
        draft.detail(label, cells[at])
    _country(draft, cells[9])
    draft.detail("remark", _labelled("Further columns", cells[12:]))


def _country(draft: EntityDraft, printed: str) -> None:
    """The country, where the value names one; as printed it stands beside (flag, address)."""
    name = country_printed(printed)
    if name and countries_of([name])[0]:
        draft.country(name)


def _labelled(label: str, cells: tuple[str, ...]) -> str:
    said = "; ".join(cell for cell in cells if cell)
    return f"{label}: {said}" if said else ""

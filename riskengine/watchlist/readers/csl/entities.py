"""Entities of one list from rows of the Consolidated Screening List.

The same party may stand in several rows; see `merge`. A merged entity has all countries and
names, and one listing per row whose `entry` says under which countries that row stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import ReadResult, Refusal
from riskengine.watchlist.readers.csl.listing_dates import ListingDates
from riskengine.watchlist.readers.csl.merge import CslList, Draft, by_number, by_party, seniority
from riskengine.watchlist.readers.csl.reduced import CslRow
from riskengine.watchlist.readers.csl.state import LooseRow, loosened
from riskengine.watchlist.readers.names import (
    alias_kind,
    build_names,
    is_generic,
    is_initials,
    key_of,
    take_apart,
)
from riskengine.watchlist.readers.ofac.extras import OfacExtras
from riskengine.watchlist.readers.ofac.facts import concerns, listed_on
from riskengine.watchlist.readers.parts import (
    countries_of,
    digest,
    kind_of_organization,
    slug,
)

_T = TypeVar("_T")

_KINDS = {
    "Individual": EntityKind.PERSON,
    "Vessel": EntityKind.VESSEL,
    "Aircraft": EntityKind.AIRCRAFT,
}
_LONGEST_INITIALS = 16  # characters, full stops included
TYPES = frozenset({*_KINDS, "Entity", ""})


def build_list(
    spec: CslList,
    rows: Sequence[CslRow],
    dates: ListingDates,
    *,
    extras: OfacExtras | None = None,
    faults: Iterable[tuple[int, str]] = (),
) -> ReadResult:
    """Entities of one list, sorted by id.

    Args:
        rows: rows of all sources of the list.
        extras: OFAC's own files; without them further names are classed by their form.
        faults: rows that the file reader could not read, with the reason.
    """
    refused = [Refusal(number, reason) for number, reason in faults]
    drafts = [_draft(spec, row, dates, extras) for row in rows]
    extras = extras or OfacExtras()
    groups = by_number(drafts) if spec.by_number else by_party(drafts, spec)
    entities = [_entity(spec, group, extras) for group in groups]
    entities = _with_ids(spec, entities, groups)
    return ReadResult(
        entities=tuple(sorted(entities, key=lambda item: item.id)),
        rows=len(rows) + len(refused),
        parsed=len(rows),
        merged=len(drafts) - len(groups),
        refused=tuple(refused),
    )


def _draft(spec: CslList, row: CslRow, dates: ListingDates, extras: OfacExtras | None) -> Draft:
    if spec.by_number:
        primary = " ".join(row.name.split())
        others = [(text, _ofac_alias_kind(spec, row, text, extras)) for text in row.aliases]
        parents: list[str] = []
        notes: list[str] = []
    else:
        loose = loosened(row) if spec.loose_names else LooseRow(row)
        row = loose.row
        primary, others, parents, notes = _printed(row, capitals=spec.capitals)
        others = [(text, loose.kinds.get(text, kind)) for text, kind in others]
        notes.extend(loose.remarks)
    notes.extend(row.notes)
    countries, unmapped = countries_of(row.countries)
    if unmapped:
        notes.append(f"Country as printed: {', '.join(unmapped)}.")
    if row.footnotes:
        notes.append(f"Licence requirement carries footnote {', '.join(row.footnotes)}.")
    return Draft(
        row=row,
        names=build_names(primary, others),
        countries=countries,
        listings=_listings(spec, row, dates, extras or OfacExtras()),
        parents=tuple(parents),
        notes=tuple(notes),
    )


def _ofac_alias_kind(spec: CslList, row: CslRow, text: str, extras: OfacExtras | None) -> NameKind:
    """OFAC's class of a further name; initials and short names of organisations by form.

    OFAC calls every short name weak. For a person that is right ("PAT"); for an organisation
    initials are an acronym, and on the lists of companies a brand is an alias. Without OFAC's
    files only initials and general words of an organisation are told apart: names there are
    set in capitals, so that a brand cannot be told from an acronym.
    """
    if extras is None:
        if row.type != "Entity":
            return NameKind.ALIAS
        # Only a short name can be the initials of another; the test is slow.
        if len(text) <= _LONGEST_INITIALS and any(
            is_initials(text, name) for name in (row.name, *row.aliases)
        ):
            return NameKind.ACRONYM
        return NameKind.WEAK_ALIAS if is_generic(text) else NameKind.ALIAS
    kind = extras.alias_kind(row.ofac_number, text)
    if kind is not NameKind.WEAK_ALIAS or row.type != "Entity":
        return kind
    if any(is_initials(text, name) for name in (row.name, *row.aliases)):
        return NameKind.ACRONYM
    return alias_kind(text) if spec.weak_by_form else kind


def _printed(
    row: CslRow, *, capitals: bool
) -> tuple[str, list[tuple[str, NameKind]], list[str], list[str]]:
    """Primary name, further names, parents and notes of a row."""
    main = take_apart(row.name, capitals=capitals)
    others = list(main.others)
    parents = list(main.parents)
    notes = [f"Name as printed: {main.original}"] if main.original else []
    notes.extend(main.remarks)
    for text in row.aliases:
        part = take_apart(text, capitals=capitals)
        if part.text:
            others.append((part.text, NameKind.ALIAS if capitals else alias_kind(part.text)))
        others.extend(part.others)
        parents.extend(part.parents)
        if part.original and not part.others:
            notes.append(f"Further name as printed: {part.original}")
        notes.extend(remark for remark in part.remarks if part.text)
    return main.text or row.name, others, parents, notes


def _listings(
    spec: CslList, row: CslRow, dates: ListingDates, extras: OfacExtras
) -> tuple[Listing, ...]:
    listed, basis = (row.started, "stated") if row.started else dates.first(row.citation)
    remarks = extras.remarks.get(row.ofac_number) if spec.by_number else None
    out = []
    for program in (spec.program,) if spec.program else row.programs or (spec.list_id,):
        when, how = listed, basis
        by_ids = listed_on(program, row.dated) if spec.dated_by_ids else None
        if by_ids is not None:
            when, how = by_ids, "stated"
        # On the blocking list a remark's listing date is that of a directive, not of blocking.
        if remarks is not None and not extras.editions:
            stated = _stated(remarks.listed, program)
            if stated is not None:
                when, how = stated, "stated"
        if when is None and extras.editions:
            when, how = extras.listed_between(row.ofac_number, dates.not_after), "edition"
            how = how if when is not None else "stated"
        out.append(
            Listing(
                program=program,
                authority=spec.authority,
                entry=row.ofac_number,
                listed_on=when,
                listed_on_basis=how,
                delisted_on=row.ended,
                citation=row.citation,
                licence_requirement=row.licence_requirement,
                licence_policy=row.licence_policy,
                measures=_measures(spec, row, program),
            )
        )
    return tuple(out)


def _measures(spec: CslList, row: CslRow, program: str) -> tuple[str, ...]:
    """What the listing does, as the row says; directives of another list left out."""
    return tuple(
        text
        for text in row.measures
        if concerns(text, program) and (spec.dated_by_ids or " Directive " not in text)
    )


def _stated(dated: Sequence[tuple[str, dt.date]], program: str) -> DateRange | None:
    """Listing date that OFAC states for this programme (`EO 14024 Directive 3`)."""
    found = [
        day
        for what, day in dated
        if what.split(" ")[0] == program.split("-")[0]
        or (what.startswith("EO ") and what.split(" ")[1] in program)
    ]
    return DateRange(min(found), min(found)) if found else None


def _entity(spec: CslList, group: Sequence[Draft], extras: OfacExtras) -> Entity:
    first = group[0]
    names = _union_of_names(group)
    merged = len(group) > 1
    listings: dict[Listing, None] = {}
    for draft in group:
        for listing in draft.listings:
            if merged and not spec.by_number:
                listing = replace(listing, entry=", ".join(draft.row.countries))
            listings.setdefault(listing)
    notes = list(dict.fromkeys(note for draft in group for note in draft.notes))
    if merged:
        notes.append(f"Merged from {len(group)} entries of the list.")
    remarks = extras.remarks.get(first.row.ofac_number) if spec.by_number else None
    if remarks is not None and remarks.directives:
        notes.append(f"Subject to {', '.join(remarks.directives)}.")
    number = first.row.ofac_number if spec.by_number else ""
    identifiers: list[Identifier] = [Identifier("ofac", number)] if number else []
    identifiers.extend(remarks.identifiers if remarks is not None else ())
    births = [("birth", when) for when in (remarks.births if remarks is not None else ())]
    rows = [draft.row for draft in group]
    others, _ = countries_of(name for row in rows for name in row.other_countries)
    parents = dict.fromkeys(parent for draft in group for parent in draft.parents)
    return Entity(
        id="",
        list_id=spec.list_id,
        kind=_kind(spec, first.row, names[0].text),
        names=names,
        countries=tuple(
            sorted({code for draft in group for code in draft.countries} | set(others))
        ),
        addresses=_once(
            spec.addresses.get(key_of(names[0].text), ()), *(row.addresses for row in rows)
        ),
        identifiers=_once(identifiers, *(row.identifiers for row in rows)),
        dates=_once(births, *(row.dates for row in rows)),
        listings=tuple(listings),
        relations=tuple(
            EntityRelation("subsidiary_of", parent, source="named in the entry")
            for parent in parents
        ),
        note=" ".join(note if note.endswith(".") else f"{note}." for note in notes),
        details=_once(*(row.details for row in rows)),
    )


def _once(*parts: Iterable[_T]) -> tuple[_T, ...]:
    """All parts in order, each value once."""
    return tuple(dict.fromkeys(item for part in parts for item in part))


def _union_of_names(group: Sequence[Draft]) -> tuple[EntityName, ...]:
    if len(group) == 1:
        return group[0].names
    others: list[tuple[str, NameKind]] = [
        (name.text, name.kind if name.kind is not NameKind.PRIMARY else NameKind.ALIAS)
        for draft in group
        for name in draft.names
    ]
    return build_names(group[0].names[0].text, others)


def _kind(spec: CslList, row: CslRow, name: str) -> EntityKind:
    """A blank or unknown type says nothing: then the words of the name decide, if they can."""
    known = _KINDS.get(row.type)
    if known is not None:
        return known
    stated = EntityKind.ORGANIZATION if row.type == "Entity" else EntityKind.UNKNOWN
    return kind_of_organization(name, otherwise=stated)


def _with_ids(
    spec: CslList, entities: Sequence[Entity], groups: Sequence[Sequence[Draft]]
) -> list[Entity]:
    """Ids by OFAC number, or by name and the country of the senior row.

    Where several parties would get the same id, the one cited first keeps it and the others
    get a digest of their content; so a namesake listed later never changes an older id.
    """
    pairs = sorted(zip(entities, groups, strict=True), key=lambda pair: seniority(pair[1][0]))
    taken: set[str] = set()
    out = []
    for entity, group in pairs:
        row = group[0].row
        if spec.by_number and row.ofac_number:
            out.append(replace(entity, id=f"{spec.list_id}:{row.ofac_number}"))
            continue
        codes = group[0].countries[:1] if spec.country_in_id else ()
        text = "-".join([slug(entity.caption), *(code.lower() for code in codes)])
        if text in taken:
            printed = row.countries if spec.country_in_id else ()
            told = (row.citation, row.licence_requirement, *printed, *row.aliases)
            text += f"-{digest(*told)}"
        while text in taken:
            text += "x"  # entries alike in everything that an id can be made of
        taken.add(text)
        out.append(replace(entity, id=f"{spec.list_id}:{text}"))
    return out

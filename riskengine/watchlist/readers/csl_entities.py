"""Entities of one list from rows of the Consolidated Screening List.

The same party may stand in several rows; see `merge`. A merged entity has all countries and
names, and one listing per row whose `entry` says under which countries that row stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import ReadResult, Refusal
from riskengine.watchlist.readers.csl_reduced import CslRow
from riskengine.watchlist.readers.listing_dates import ListingDates
from riskengine.watchlist.readers.merge import CslList, Draft, by_number, by_party, seniority
from riskengine.watchlist.readers.names import (
    alias_kind,
    build_names,
    is_initials,
    key_of,
    take_apart,
)
from riskengine.watchlist.readers.ofac import OfacExtras, Remarks
from riskengine.watchlist.readers.parts import (
    countries_of,
    digest,
    kind_of_organization,
    slug,
)

_OFAC_KINDS = {
    "Individual": EntityKind.PERSON,
    "Vessel": EntityKind.VESSEL,
    "Aircraft": EntityKind.AIRCRAFT,
}


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
        faults: rows that the file reader could not read, with the reason.
    """
    refused = [Refusal(number, reason) for number, reason in faults]
    extras = extras or OfacExtras()
    drafts = [_draft(spec, row, dates, extras) for row in rows]
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


def _draft(spec: CslList, row: CslRow, dates: ListingDates, extras: OfacExtras) -> Draft:
    if spec.by_number:
        primary = " ".join(row.name.split())
        others = [(text, _ofac_alias_kind(spec, row, text, extras)) for text in row.aliases]
        parents: list[str] = []
        notes: list[str] = []
    else:
        primary, others, parents, notes = _printed(row, capitals=spec.capitals)
    countries, unmapped = countries_of(row.countries)
    if unmapped:
        notes.append(f"Country as printed: {', '.join(unmapped)}.")
    if row.footnotes:
        notes.append(f"Licence requirement carries footnote {', '.join(row.footnotes)}.")
    return Draft(
        row=row,
        names=build_names(primary, others),
        countries=countries,
        listings=_listings(spec, row, dates, extras),
        parents=tuple(parents),
        notes=tuple(notes),
    )


def _ofac_alias_kind(spec: CslList, row: CslRow, text: str, extras: OfacExtras) -> NameKind:
    """OFAC's class of a further name; initials and short names of organisations by form.

    OFAC calls every short name weak. For a person that is right ("PAT"); for an organisation
    initials are an acronym, and on the lists of companies a brand is an alias.
    """
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
    listed, basis = dates.first(row.citation)
    remarks = extras.remarks.get(row.ofac_number) if spec.by_number else None
    out = []
    for program in (spec.program,) if spec.program else row.programs or (spec.list_id,):
        when, how = listed, basis
        # On the blocking list a remark's listing date is that of a directive, not of blocking.
        if remarks is not None and not extras.editions:
            stated = _stated(remarks, program)
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
                citation=row.citation,
                licence_requirement=row.licence_requirement,
                licence_policy=row.licence_policy,
            )
        )
    return tuple(out)


def _stated(remarks: Remarks, program: str) -> DateRange | None:
    """Listing date that OFAC's remark states for this programme (`EO 14024 Directive 3`)."""
    found = [
        day
        for what, day in remarks.listed
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
    identifiers = (Identifier("ofac", first.row.ofac_number),) if spec.by_number else ()
    parents = dict.fromkeys(parent for draft in group for parent in draft.parents)
    return Entity(
        id="",
        list_id=spec.list_id,
        kind=_kind(spec, first.row, names[0].text),
        names=names,
        countries=tuple(sorted({code for draft in group for code in draft.countries})),
        addresses=spec.addresses.get(key_of(names[0].text), ()),
        identifiers=identifiers + (remarks.identifiers if remarks is not None else ()),
        dates=tuple(("birth", when) for when in (remarks.births if remarks is not None else ())),
        listings=tuple(listings),
        relations=tuple(
            EntityRelation("subsidiary_of", parent, source="named in the entry")
            for parent in parents
        ),
        note=" ".join(note if note.endswith(".") else f"{note}." for note in notes),
    )


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
    if not spec.by_number:
        return kind_of_organization(name, otherwise=EntityKind.UNKNOWN)
    known = _OFAC_KINDS.get(row.type)
    if known is not None:
        return known
    if row.type != "Entity":
        return EntityKind.UNKNOWN
    return kind_of_organization(name, otherwise=EntityKind.ORGANIZATION)


def _with_ids(
    spec: CslList, entities: Sequence[Entity], groups: Sequence[Sequence[Draft]]
) -> list[Entity]:
    """Ids by OFAC number, or by name and the country of the senior row.

    Where several parties would get the same id, the one cited first keeps it and the others
    get a digest of their content; so a namesake listed later never changes an older id.
    """
    if spec.by_number:
        return [
            replace(entity, id=f"{spec.list_id}:{group[0].row.ofac_number}")
            for entity, group in zip(entities, groups, strict=True)
        ]
    pairs = sorted(zip(entities, groups, strict=True), key=lambda pair: seniority(pair[1][0]))
    taken: set[str] = set()
    out = []
    for entity, group in pairs:
        row = group[0].row
        text = "-".join([slug(entity.caption), *(code.lower() for code in group[0].countries[:1])])
        if text in taken:
            told = (row.citation, row.licence_requirement, *row.countries, *row.aliases)
            text += f"-{digest(*told)}"
        taken.add(text)
        out.append(replace(entity, id=f"{spec.list_id}:{text}"))
    return out

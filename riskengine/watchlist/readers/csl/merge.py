"""Which rows of a list are one party.

Rows of one name become one entity when something besides the name ties them together: a
shared further name, citation or, on lists with an entry per country, a shared country or one
rule. Rows that share a name only stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from riskengine.model.entity import EntityName, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.federal_register import Citation, parse_citations
from riskengine.watchlist.readers.csl.reduced import CslRow
from riskengine.watchlist.readers.names import key_of
from riskengine.watchlist.readers.parts import kind_of_organization

_SAME_RULE_PAGES = 24  # entries of one rule are cited by pages this near to each other


@dataclass(frozen=True, slots=True)
class CslList:
    """How the rows of one or several sources become one list.

    Attributes:
        sources: source codes of the file, in order.
        program: legal regime of every row; empty where rows name their programmes.
        by_number: rows have OFAC numbers, which are the ids.
        same_by_country: rows of one name that share a country are one party; otherwise they
            need a shared citation or further name.
        capitals: names are set in capitals.
        weak_by_form: names that OFAC calls weak are classed by their form for organisations.
        dated_by_ids: listing dates and directives among a row's identifiers are of this list.
        country_in_id: ids carry the country of the senior row.
        loose_names: names hold further names and remarks; see `csl_state`.
        addresses: printed name -> addresses from another cited source.
    """

    list_id: str
    sources: tuple[str, ...]
    authority: str
    program: str = ""
    by_number: bool = False
    same_by_country: bool = False
    capitals: bool = False
    weak_by_form: bool = False
    dated_by_ids: bool = True
    country_in_id: bool = True
    loose_names: bool = False
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """One row read, before merging."""

    row: CslRow
    names: tuple[EntityName, ...]
    countries: tuple[str, ...]
    listings: tuple[Listing, ...]
    parents: tuple[str, ...]
    notes: tuple[str, ...]


def by_number(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Group rows by OFAC number; a row without one stays alone."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        groups[draft.row.ofac_number or f"#{at}"].append(draft)
    return list(groups.values())


def by_party(drafts: Sequence[Draft], spec: CslList) -> list[list[Draft]]:
    """Group rows of one name whose ties chain together; the earliest citation leads."""
    named: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        named[key_of(draft.names[0].text)].append(draft)
    groups: list[list[Draft]] = []
    for same in named.values():
        parts: list[list[Draft]] = []
        for draft in same:
            tied = [part for part in parts if any(_tied(draft, one, spec) for one in part)]
            joined = [draft, *(one for part in tied for one in part)]
            parts = [part for part in parts if part not in tied] + [joined]
        groups.extend(sorted(part, key=seniority) for part in parts)
    return groups


def _tied(left: Draft, right: Draft, spec: CslList) -> bool:
    if kind_of_organization(left.names[0].text, otherwise=EntityKind.UNKNOWN) is EntityKind.ADDRESS:
        return False
    if spec.same_by_country and set(left.countries) & set(right.countries):
        return True
    shared = _other_names(left) & _other_names(right)
    if shared:
        return True
    if left.row.citation and left.row.citation == right.row.citation:
        return True
    return any(
        _one_rule(one, two, spec)
        for one in parse_citations(left.row.citation)
        for two in parse_citations(right.row.citation)
    )


def _one_rule(left: Citation, right: Citation, spec: CslList) -> bool:
    if left.volume != right.volume:
        return False
    distance = abs(left.page - right.page)
    return distance <= _SAME_RULE_PAGES if spec.same_by_country else distance == 0


def _other_names(draft: Draft) -> set[str]:
    return {key_of(name.text) for name in draft.names[1:] if name.kind is not NameKind.WEAK_ALIAS}


def seniority(draft: Draft) -> tuple[int, int, tuple[str, ...], int]:
    """Order of rows by first citation; the first of a party's rows names it."""
    cited = [(item.volume, item.page) for item in parse_citations(draft.row.citation)]
    volume, page = min(cited, default=(9999, 0))
    return volume, page, draft.countries, draft.row.number

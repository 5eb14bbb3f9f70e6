"""What the XML forms of the OFAC lists share: labels, lists, countries and kinds of party.

The three forms (classic SDN.XML, SDN_ADVANCED.XML, SDN_ENHANCED.XML and their consolidated
twins) say the same things in different elements, under the same labels. The tables are in
`data/watchlist/ofac_codes.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskengine.territories import country_code
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.parts import kind_of_organization
from riskengine.watchlist.readers.xmlstream import XmlStream
from riskengine.watchlist.yamlfile import packaged_yaml

AUTHORITY = "US Department of the Treasury, Office of Foreign Assets Control"
SDN, SSI, NSCMIC, CONS = "us-ofac-sdn", "us-ofac-ssi", "us-ofac-nscmic", "us-ofac-cons"
LIST_IDS = (SDN, SSI, NSCMIC, CONS)
META = "meta"  # a label that stands beside the label of a real list
MAIN_ORDER = (SDN, CONS, SSI, NSCMIC)
"""Which list's account takes what concerns a file as a whole: the first of these in it."""

_ORDER = re.compile(r"EO(\d{5})")
_KINDS = {
    "individual": EntityKind.PERSON,
    "vessel": EntityKind.VESSEL,
    "aircraft": EntityKind.AIRCRAFT,
}


@dataclass(frozen=True, slots=True)
class OfacCodes:
    """Content of `ofac_codes.yaml`, labels folded; see the comments there."""

    features: Mapping[str, tuple[str, str]]
    feature_prefixes: tuple[tuple[str, tuple[str, str]], ...]
    documents: Mapping[str, str]
    relations: Mapping[str, tuple[str, bool]]
    lists: tuple[tuple[str, str], ...]
    list_numbers: Mapping[str, str]
    party_types: Mapping[str, str]
    entry_events: Mapping[str, str]
    non_sdn_programs: frozenset[str]
    program_lists: Mapping[str, str]
    alias_types: Mapping[str, NameKind]
    countries: Mapping[str, str]
    no_country: frozenset[str]
    elements: Mapping[str, frozenset[str]]

    def feature(self, label: str) -> tuple[str, str] | None:
        """How a feature is kept, and as what; None for a label not known."""
        folded = fold(label)
        found = self.features.get(folded)
        if found is None:
            for start, use in self.feature_prefixes:
                if folded.startswith(start):
                    return use
        return found


@lru_cache(maxsize=1)
def ofac_codes() -> OfacCodes:
    """The bundled tables."""
    data = packaged_yaml("ofac_codes.yaml")
    documents = {fold(label): scheme for label, scheme in data["documents"].items()}
    documents.update((fold(label), "") for label in data["other_documents"])
    return OfacCodes(
        features={fold(label): _use(use) for label, use in data["features"].items()},
        feature_prefixes=tuple(
            (start.casefold(), _use(use)) for start, use in data["feature_prefixes"].items()
        ),
        documents=documents,
        relations={fold(label): _relation(use) for label, use in data["relations"].items()},
        lists=tuple((word, list_id) for word, list_id in data["lists"]),
        list_numbers=data["list_numbers"],
        party_types=data["party_types"],
        entry_events=data["entry_events"],
        non_sdn_programs=frozenset(data["non_sdn_programs"]),
        program_lists=data["program_lists"],
        alias_types={fold(label): NameKind(kind) for label, kind in data["alias_types"].items()},
        countries={name.casefold(): code for name, code in data["countries"].items()},
        no_country=frozenset(data["no_country"]),
        elements={form: frozenset(names.split()) for form, names in data["elements"].items()},
    )


def _use(text: str) -> tuple[str, str]:
    how, _, what = text.partition(" ")
    return how, what


def _relation(text: str) -> tuple[str, bool]:
    return text.removeprefix("inverse "), text.startswith("inverse ")


@lru_cache(maxsize=4096)
def fold(label: str) -> str:
    """A label as the tables compare it: no case, no trailing mark, straight apostrophes."""
    return " ".join(label.replace("’", "'").casefold().split()).rstrip(" :#-")


@lru_cache(maxsize=1024)
def list_of(label: str) -> str:
    """Our list id for the label of a sanctions list, `META`, or "" for one not known."""
    words = label.casefold()
    for word, list_id in ofac_codes().lists:
        if re.search(rf"\b{re.escape(word)}\b", words):
            return list_id
    return ""


def list_or_report(label: str, account: Account) -> str:
    """As `list_of`; a label not known is reported and counts as another non-SDN list."""
    found = list_of(label)
    if not found:
        account.odd("sanctions list", label)
    return found or CONS


def programs_on(list_id: str, programs: Iterable[str]) -> tuple[str, ...]:
    """Programmes that put a party on this list; all of them where none is peculiar to it.

    The enhanced form gives a party's programmes without saying which list each belongs to.
    """
    table = ofac_codes().program_lists
    everything = tuple(dict.fromkeys(program for program in programs if program))
    if list_id in (SSI, NSCMIC):
        own = tuple(item for item in everything if table.get(item) == list_id)
    elif list_id == SDN:
        own = tuple(item for item in everything if table.get(item) != NSCMIC)
    else:
        own = tuple(item for item in everything if item not in table)
    return own or everything


def lists_of_programs(programs: Sequence[str], said: str) -> dict[str, tuple[str, ...]]:
    """List id -> programmes of a party of the consolidated file, lists in a fixed order.

    The file prints all programmes of a party, those for which it is blocked (and on the SDN
    list) too. Beside a sectoral or CMIC programme another one counts only where the entry
    prints a directive under it and does not call the party blocked under it.

    Args:
        said: labels, values and remarks of the entry.
    """
    table = ofac_codes().program_lists
    found: dict[str, tuple[str, ...]] = {}
    for list_id in (SSI, NSCMIC):
        own = tuple(code for code in programs if table.get(code) == list_id)
        if own:
            found[list_id] = own
    others = [code for code in programs if code not in table]
    kept = tuple(code for code in others if not found or _by_directive(code, said))
    if kept or not found:
        found[CONS] = kept
    return found


def _by_directive(code: str, said: str) -> bool:
    if code.upper() in ofac_codes().non_sdn_programs:
        return True
    order = _ORDER.search(code)
    if order is None:
        return False
    directive = rf"(?:Executive Order|EO) {order[1]} Directive"
    blocked = rf"Section 11 of Executive Order {order[1]}"
    return re.search(directive, said) is not None and re.search(blocked, said) is None


@lru_cache(maxsize=1024)
def country_of(printed: str) -> str:
    """A country as OFAC prints it, as an ISO code; the printed name where there is none.

    Empty for a value that says that no country is known.
    """
    name = re.sub(r"^region:\s*", "", " ".join(printed.split()), flags=re.IGNORECASE)
    folded = name.casefold()
    codes = ofac_codes()
    if not name or folded in codes.no_country:
        return ""
    return codes.countries.get(folded) or country_code(name) or printed


def kind_of(label: str, name: str, account: Account) -> EntityKind:
    """Kind of party by OFAC's type; a type not known is reported and excludes nothing."""
    folded = label.casefold()
    if folded in _KINDS:
        return _KINDS[folded]
    if folded == "entity":
        return kind_of_organization(name, otherwise=EntityKind.ORGANIZATION)
    if folded not in ("", "unknown"):
        account.odd("party type", label)
    return EntityKind.UNKNOWN


def name_kind(alias_type: str, *, weak: bool, account: Account) -> NameKind:
    """Kind of a further name; an alias type not known is reported and read as an alias."""
    kind = ofac_codes().alias_types.get(alias_type.casefold().strip())
    if kind is None:
        kind = ofac_codes().alias_types.get(fold(alias_type))
    if kind is None:
        if alias_type:
            account.odd("alias type", alias_type)
        kind = NameKind.ALIAS
    return NameKind.WEAK_ALIAS if weak and kind is NameKind.ALIAS else kind


def number_fault(number: str, what: str) -> str:
    """Why a party's number cannot stand in an id; empty where it can."""
    if not number:
        return f"no {what}"
    return "" if re.fullmatch(r"-?[0-9A-Za-z]{1,20}", number) else f"{what} is no number"


def caption_of(draft: EntityDraft) -> str:
    """The name that a draft would be printed under."""
    return draft.build(EntityKind.UNKNOWN).caption


def report_outside(stream: XmlStream, form: str, account: Account) -> None:
    """Report elements that stand beside the records and are not of the known layout."""
    for tag in stream.outside:
        if tag not in ofac_codes().elements[f"{form}_outside"]:
            account.odd("element", tag)

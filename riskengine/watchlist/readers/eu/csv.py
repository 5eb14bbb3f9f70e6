"""EU consolidated list of financial sanctions, CSV forms 1.0 and 1.1.

One line per name, address, birth date, identification or citizenship, each with the head
of its entry in front; the head stands once for every act of the entry. Lines of one entry
are joined by its number, wherever they stand. Missing columns are tolerated as long as
entries and names can be read: the account then says that the list is not complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.readers.delimited import encoding_of, header_of, repeated, rows
from riskengine.watchlist.readers.eu.codes import PARTS, eu_codes
from riskengine.watchlist.readers.eu.entry import LIST_ID, EuEntry
from riskengine.watchlist.readers.grouping import Groups, key_fault
from riskengine.watchlist.source import Source

_DELIMITER = ";"
_NEEDED = {
    "1.1": ("Entity_LogicalId", "NameAlias_WholeName"),
    "1.0": ("Entity_logical_id", "Naal_wholename"),
}
_DATES = {"1.1": ("fileGenerationDate",), "1.0": ("Date_file", "Date_filexxxx")}
# Columns of newer editions that an older complete file does not have.
_OPTIONAL = ("NameAlias_Strong", "Entity_DelistingDate", "Date_file", "Date_filexxxx")
_CONTACT = re.compile(r"([A-Za-z]+)\s*\[([^\]]*)\]")
# "AD001095 (passport-National passport) ((passport))"
_PRINTED = re.compile(r"^(?P<number>.*?)\s*\((?P<code>[a-z]+)-(?P<label>[^()]*)\)\s*(?P<rest>.*)$")
_PART_OF = re.compile(r"^(?:Entity|NameAlias|Address|BirthDate|Identification|Citizenship)_")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which cell holds what.

    Attributes:
        cells: for each part, (attribute, index of its cell).
    """

    version: str
    width: int
    key: int
    date: int | None
    names: tuple[str, ...]
    cells: Mapping[str, tuple[tuple[str, int], ...]]


class EuCsv:
    """`;`-separated, grouped by the entry's logical id, which is also the entity's id."""

    name = "eu_csv"
    version = "1"
    title = "EU consolidated list of financial sanctions, CSV 1.0 and 1.1"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        header = header_of(source, delimiter=_DELIMITER, encoding=encoding_of(source))
        ours = sum(1 for name in header if _PART_OF.match(name) or name.startswith("Naal_"))
        keyed = any(name in header for name in ("Entity_LogicalId", "Entity_logical_id"))
        return ours >= (4 if keyed else 12)

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        groups: Groups[EuEntry] = Groups(source.name, account)
        layout: _Layout | None = None
        encoding = encoding_of(source)
        for line, cells in rows(source, delimiter=_DELIMITER, encoding=encoding):
            if layout is None:
                layout = _layout(source, cells, account)
                continue
            account.saw(source.name)
            reason = _fault(layout, cells)
            if reason:
                account.refuse(f"{source.name} line {line}", reason, _DELIMITER.join(cells))
                continue
            if ledger.list_date is None and layout.date is not None:
                ledger.list_date = day(cells[layout.date])
            key = cells[layout.key].strip()
            account.fields.update(
                name for name, cell in zip(layout.names, cells, strict=True) if cell.strip()
            )
            entry = groups.get(key) or EuEntry(key, account)
            groups.add(key, entry, line)
            _add(entry, _parts(layout, cells))
        if layout is None:
            raise whole_file_fault(source, "no header row")
        yield from groups.entities()


def _layout(source: Source, header: Sequence[str], account: Account) -> _Layout:
    names = repeated([name.strip() for name in header])
    version = "1.0" if _NEEDED["1.0"][0] in names else "1.1"
    for needed in _NEEDED[version]:
        if needed not in names:
            raise whole_file_fault(source, f"the column {needed} is missing")
    known = eu_codes().csv_1_0 if version == "1.0" else eu_codes().csv_1_1
    cells: dict[str, list[tuple[str, int]]] = {}
    for index, name in enumerate(names):
        if name not in known:
            account.odd("column", name)
            continue
        part, attribute = known[name]
        if part != "-" and attribute != "-":
            cells.setdefault(part, []).append((attribute, index))
    missing = [name for name in known if name not in names and name not in _OPTIONAL]
    for name in missing:
        account.odd("column", f"missing: {name}")
    if missing:
        account.complete = False
        account.notes.append(
            f"{len(missing)} of the {len(known)} documented columns are missing from the file,"
            f" the first being {missing[0]}; what they hold is not in this snapshot."
        )
    dates = [names.index(name) for name in _DATES[version] if name in names]
    return _Layout(
        version=version,
        width=len(names),
        key=names.index(_NEEDED[version][0]),
        date=dates[0] if dates else None,
        names=names,
        cells={part: tuple(pairs) for part, pairs in cells.items()},
    )


def _fault(layout: _Layout, cells: Sequence[str]) -> str:
    if len(cells) != layout.width:
        return f"{len(cells)} cells where the header has {layout.width}"
    return key_fault(cells[layout.key].strip(), "logical id")


def _parts(layout: _Layout, cells: Sequence[str]) -> dict[str, dict[str, str]]:
    """The parts a line holds, each with the attributes that have a value."""
    out: dict[str, dict[str, str]] = {}
    for part, pairs in layout.cells.items():
        found = {name: cells[index].strip() for name, index in pairs if cells[index].strip()}
        if found:
            out[part] = found
    if layout.version == "1.0":
        for held in out.values():
            _modernise(held)
    return out


def _modernise(part: dict[str, str]) -> None:
    """Values of the older layout as the newer one holds them."""
    if "country" in part:
        three = part.pop("country")
        part["countryIso2Code"] = eu_codes().iso3.get(three.upper(), three)
        part["countryDescription"] = three
    if "printed" in part:
        found = _PRINTED.match(part["printed"])
        if found is None:
            part["number"] = part["printed"]
        else:
            part["number"] = found["number"]
            part["identificationTypeCode"] = found["code"]
            part["identificationTypeDescription"] = found["label"]
            if found["rest"].strip():
                part["remark"] = found["rest"]


def _add(entry: EuEntry, parts: Mapping[str, Mapping[str, str]]) -> None:
    head = parts.get("Entity", {})
    entry.head(head, _remarks(head))
    entry.act(head, own=True)
    for kind in PARTS:
        part = parts.get(kind)
        if part is None:
            continue
        remarks = _remarks(part)
        if kind == "NameAlias":
            entry.name(part, remarks)
        elif kind == "Address":
            contacts, rest = _contacts(part.get("contactInfo", ""))
            entry.address(part, (*remarks, *rest), contacts)
        elif kind == "BirthDate":
            entry.birth(part, remarks)
        elif kind == "Identification":
            entry.identification(part, remarks)
        else:
            entry.citizenship(part, remarks)
        entry.act(part, own=False)


def _remarks(part: Mapping[str, str]) -> tuple[str, ...]:
    return (_unwrapped(part["remark"]),) if "remark" in part else ()


def _unwrapped(remark: str) -> str:
    """A remark without the brackets that the CSV forms put around it, and line ends."""
    plain = " ".join(remark.replace("\\n", " ").split())
    whole = plain.startswith("(") and plain.endswith(")")
    return plain[1:-1] if whole and _closes_last(plain) else plain


def _closes_last(text: str) -> bool:
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return index == len(text) - 1
    return False


def _contacts(printed: str) -> tuple[list[tuple[str, str]], list[str]]:
    """`PHONE[123 45]` entries of a cell, and what else it holds."""
    printed = printed.replace("\\n", " ")
    found = [(hit[1], hit[2]) for hit in _CONTACT.finditer(printed)]
    rest = " ".join(_CONTACT.sub(" ", printed).split()).strip(" ,;")
    return found, [rest] if rest else []


READER = EuCsv()

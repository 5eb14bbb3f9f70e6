"""The foreign end-user list of Japan's METI, XLSX.

The running number of an entry changes with every edition, so an entry's id is its name and
country. Being listed is a warning that exporters must heed, no ban.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Listing
from riskengine.text.legal_forms import is_legal_form
from riskengine.text.scripts import script_of
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import sheets
from riskengine.watchlist.readers.ca.aliases import is_acronym
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.jp.words import country_in, half_width, japanese_words
from riskengine.watchlist.readers.names import by_script
from riskengine.watchlist.readers.parts import digest, kind_of_organization, slug
from riskengine.watchlist.source import Source

LIST_ID = "jp-meti-eul"
AUTHORITY = "Japan Ministry of Economy, Trade and Industry"
PROGRAM = "Foreign End User List"
_WORDS = {
    "No.": ("no.", "番号"),
    "Country or Region": ("country", "国名"),
    "Company or Organization": ("company", "企業名"),
    "Also Known As": ("also known as", "別名"),
    "Type of WMD": ("type of wmd", "懸念区分"),
    "Conventional Weapons": ("conventional weapons", "通常兵器"),
}
_NEEDED = ("Country or Region", "Company or Organization", "Type of WMD")
_HEADER_ROWS = 6
_BULLET = re.compile(r"^[・･•●‧·*－-]\s*")
_BRACKET = re.compile(r"^(?P<base>.*\S)\s*[(（](?P<inner>[^()（）]+)[)）]$", re.DOTALL)
_AND = re.compile(r";\s+and$")
_WHOLE_BRACKET = re.compile(r"^[(（](?P<inner>.+)[)）]$", re.DOTALL)
_CODE = re.compile(r"CW|[A-Z]")


class _Meti:
    name = "jp_meti"
    version = "1"
    title = "Japan METI foreign end-user list, XLSX"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        try:
            return _header(source) is not None
        except WatchlistError:
            return False

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        account = ledger.account(LIST_ID)
        header = _header(source)
        if header is None:
            raise whole_file_fault(source, f"no header with {', '.join(_NEEDED)} in the first rows")
        first, columns = header
        for column in columns:
            if column and column not in _WORDS:
                account.odd("column", column)
        entries: list[tuple[str, Mapping[str, str]]] = []
        for number, cells in sheets.rows(source):
            if number <= first:
                continue
            row = dict(zip(columns, cells, strict=False))
            if not any(row.get(name) for name in _WORDS if name != "No."):
                continue  # rows below the list that hold a prepared number only
            account.saw(source.name)
            account.fields.update(name for name, cell in row.items() if cell and name)
            if not row.get("Company or Organization"):
                account.refuse(f"{source.name} row {number}", "no name", " ".join(cells))
                continue
            entries.append((_key(row), row))
        times = Counter(key for key, _ in entries)
        seen: set[str] = set()
        for key, cells_of in entries:
            unique = f"{key}-{digest(*_content(cells_of))}" if times[key] > 1 else key
            account.read()
            if unique in seen:
                account.merged += 1
                continue
            seen.add(unique)
            yield _entity(unique, cells_of, account)


def _header(source: Source) -> tuple[int, tuple[str, ...]] | None:
    """Row number and columns (in our names) of the header; None where there is none."""
    if not sheets.sheet_names(source):
        return None
    for number, row in enumerate(sheets.first_rows(source, 0, _HEADER_ROWS), start=1):
        columns = tuple(_column(cell) for cell in row)
        if all(name in columns for name in _NEEDED):
            return number, columns
    return None


def _column(cell: str) -> str:
    lower = half_width(cell).lower()
    for name, words in _WORDS.items():
        if any(word in lower for word in words):
            return name
    return " ".join(cell.split())


def _content(row: Mapping[str, str]) -> list[str]:
    return [f"{name}={row.get(name, '')}" for name in _WORDS if name != "No."]


def _key(row: Mapping[str, str]) -> str:
    name = _BRACKET.sub(r"\g<base>", row["Company or Organization"])
    country = country_in(row.get("Country or Region", "")) or "xx"
    return f"{slug(half_width(name))}-{country.lower()}"


def _entity(key: str, row: Mapping[str, str], account: Account) -> Entity:
    draft = EntityDraft(LIST_ID, key)
    _names(row["Company or Organization"], NameKind.PRIMARY, draft)
    for alias in _aliases(row.get("Also Known As", "")):
        _names(alias, NameKind.ALIAS, draft)
    place = row.get("Country or Region", "")
    code = country_in(place)
    if code:
        draft.country(code)
    elif place:
        account.odd("Country or Region", " ".join(place.split()))
        draft.note(f"Country as printed: {' '.join(place.split())}.")
    measures = [
        *_weapons(row.get("Type of WMD", ""), "Type of WMD", account),
        *_weapons(row.get("Conventional Weapons", ""), "Conventional Weapons", account),
    ]
    draft.listing(Listing(PROGRAM, AUTHORITY, measures=tuple(dict.fromkeys(measures))))
    caption = draft.build(EntityKind.UNKNOWN).caption
    return draft.build(kind_of_organization(caption, otherwise=EntityKind.ORGANIZATION))


def _names(printed: str, kind: NameKind, draft: EntityDraft) -> None:
    """A name and what stands in brackets behind it: an acronym or the name in another script."""
    text = " ".join(printed.split())
    inner: list[tuple[str, NameKind]] = []
    while (found := _BRACKET.match(text)) is not None:
        held = found["inner"].strip()
        if script_of(held) not in ("Latn", "Zyyy"):
            inner.append((held, NameKind.ALIAS))
        elif is_acronym(held) and not is_legal_form(held):
            inner.append((held, NameKind.ACRONYM))
        else:
            break
        text = found["base"].strip()
    latin, *others = by_script(text)
    draft.name(latin, kind)
    for name in others:
        draft.name(name)
    for name, its_kind in reversed(inner):
        draft.name(name, its_kind)


def _aliases(cell: str) -> list[str]:
    """Aliases of a cell: one per bullet; a line without one goes on or is a name of its own."""
    out: list[str] = []
    for line in cell.split("\n"):
        text = line.strip()
        bullet = _BULLET.match(text)
        whole = _WHOLE_BRACKET.match(text)
        if not text:
            continue
        if bullet is not None:
            out.append(_AND.sub("", text[bullet.end() :]))
        elif whole is not None and script_of(whole["inner"]) not in ("Latn", "Zyyy"):
            out.append(whole["inner"])
        elif out and not whole and script_of(text) == "Latn" and "・" in cell:
            # The name was too long for the line. Its last line alone would be no name.
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return out


def _weapons(cell: str, column: str, account: Account) -> list[str]:
    if not cell:
        return []
    table = japanese_words().weapons
    out = []
    codes = _CODE.findall(half_width(cell))
    if not codes:
        account.odd(column, " ".join(cell.split()))
    for code in codes:
        if code not in table:
            account.odd(column, code)
        out.append(table.get(code, code))
    return out


READER = _Meti()

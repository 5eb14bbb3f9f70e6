"""A reader of the smallest format there is, for tests of what stands around readers.

Lines are `key;name;country;citation`. A line without a name is refused; `#` sets the list date;
`!` reports an unknown code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from riskengine.model.entity import Entity, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.source import Source


class LineReader:
    name = "lines"
    version = "1"
    title = "Lines for tests"
    list_ids = ("custom-lines",)

    def __init__(self, list_id: str = "custom-lines") -> None:
        self.list_id = list_id

    def recognises(self, source: Source) -> bool:
        return source.head.startswith(b"# lines")

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        account = ledger.account(self.list_id)
        with source.open() as stream:
            for number, line in enumerate(stream.read().decode().splitlines(), start=1):
                if line.startswith("# lines"):
                    ledger.list_date = dt.date.fromisoformat(line[8:])
                    continue
                if line.startswith("!"):
                    account.odd("code", line[1:])
                    continue
                account.saw(source.name)
                key, name, country, citation = (line.split(";") + [""] * 4)[:4]
                if not name:
                    account.refuse(f"{source.name} line {number}", "no name", line)
                    continue
                account.read()
                account.fields.update(
                    label
                    for label, value in (("key", key), ("country", country), ("cite", citation))
                    if value
                )
                draft = EntityDraft(self.list_id, key)
                draft.name(name, NameKind.PRIMARY)
                draft.country(country)
                draft.listing(Listing("PROGRAM", "Test authority", entry=key, citation=citation))
                yield draft.build(EntityKind.UNKNOWN)


def lines(day: str, *rows: str) -> str:
    return "\n".join([f"# lines {day}", *rows]) + "\n"


def parties(count: int, *, first: int = 1, country: str = "CN", cite: str = "1 FR 2") -> list[str]:
    """Rows of invented parties `Party 1`, `Party 2`, ..."""
    return [f"{n};Acme Works {n};{country};{cite}" for n in range(first, first + count)]
